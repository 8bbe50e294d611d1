//! The plan's file as such: the way into it, whose it is, its version, its copies.
//!
//! | file | what |
//! |---|---|
//! | `ground` | what a file stands on: file system, names, permissions |
//! | `network` | which file systems several hosts share |
//! | `opening` | the way to an open file, and what is taken from it |
//! | `logs` | what SQLite keeps beside it, and whether it is still there |
//! | `care` | the file while it is open: still there, still sound |
//! | `schema`, `migrations/` | the list of migrations, and the checks that a file is ours |
//! | `upgrade` | an older file brought up to date |
//! | `create` | a new file |
//! | `scratch` | a file built under another name and put in place whole |
//! | `copies`, `occasion`, `ranking` | dated copies: what for, and which is the newest |
//! | `account` | root's work on somebody else's file |
//! | `restore` | the way back to a copy |
//! | `from_journal` | a sound file made from the journal of a damaged one |
//! | `share` | a folder for several accounts |

mod account;
pub(super) mod care;
pub mod copies;
mod create;
pub(super) mod from_journal;
pub mod ground;
pub(super) mod logs;
pub mod network;
mod occasion;
pub(super) mod opening;
mod ranking;
pub mod restore;
pub(super) mod schema;
pub mod scratch;
pub mod share;
mod upgrade;
