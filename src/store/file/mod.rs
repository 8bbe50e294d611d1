//! The plan's file as such: the way into it, whose it is, its version, its copies.
//!
//! | file | what |
//! |---|---|
//! | `permissions` | what a file stands on: file system, names, permissions |
//! | `network_fs` | which file systems several hosts share |
//! | `open` | the way to an open file, and what is taken from it |
//! | `logs` | what SQLite keeps beside it, and whether it is still there |
//! | `health` | the file while it is open: still there, still sound |
//! | `schema`, `migrations/` | the list of migrations, and the checks that a file is ours |
//! | `upgrade` | an older file brought up to date |
//! | `create` | a new file |
//! | `atomic` | a file built under another name and put in place whole |
//! | `backup`, `backup_kind`, `ranking` | dated copies: what for, and which is the newest |
//! | `account` | root's work on somebody else's file |
//! | `restore` | the way back to a copy |
//! | `from_journal` | a sound file made from the journal of a damaged one |
//! | `share` | a folder for several accounts |

mod account;
pub mod atomic;
pub mod backup;
mod backup_kind;
mod create;
pub(super) mod from_journal;
pub(super) mod health;
pub(super) mod logs;
pub mod network_fs;
pub(super) mod open;
pub mod permissions;
mod ranking;
pub mod restore;
pub(super) mod schema;
pub mod share;
mod upgrade;
