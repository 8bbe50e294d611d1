//! The plan's file as such: the way into it, whose it is, its version, its copies.
//!
//! | file | what |
//! |---|---|
//! | `permissions` | what a file stands on: file system, names, owners, rights |
//! | `network_fs` | which file systems several hosts share |
//! | `atomic` | a file built under another name and put in place when it is complete |
//! | `account` | root's work on somebody else's file |
//! | `schema`, `migrations/` | the list of migrations, the schema that they make, and the checks that a file is ours |
//! | `connect`, `open` | connections; the way to an open file |
//! | `wal` | what SQLite keeps beside it, and whether it is still there |
//! | `health` | the file while it is open: still there, still sound |
//! | `integrity` | whether SQLite finds it whole |
//! | `backup` | dated copies: what for, and which is the newest |
//! | `upgrade` | an older file brought up to date |
//! | `restore` | the way back to a copy |
//! | `share` | a folder for several accounts |

pub(super) mod account;
pub mod atomic;
pub mod backup;
pub(super) mod connect;
pub(super) mod health;
mod integrity;
pub mod network_fs;
mod open;
pub mod permissions;
pub mod restore;
pub(super) mod schema;
pub mod share;
mod upgrade;
pub(super) mod wal;
