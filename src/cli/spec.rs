//! What a command is: its name, its words, its body, and what it needs to run.

use super::context::{Context, Globals};
use super::grammar::Grammar;
use super::output::Out;
use crate::error::Result;
use clap::{ArgMatches, Command};

pub struct Spec {
    pub name: &'static str,
    pub grammar: Words,
    pub body: Body,
}

/// Builds a command in a language.
pub type Words = fn(Grammar) -> Command;

type OnFile = fn(&mut Context, &ArgMatches, &mut Out) -> Result;

pub enum Body {
    /// The open file, checked in full, for it may be written.
    Writes(OnFile),
    /// The open file, its tables checked, for it is only read.
    Reads(OnFile),
    /// The open file as it is: the command names the damage itself.
    Judges(OnFile),
    /// Only the common options.
    Free(fn(&Globals, &ArgMatches, &mut Out) -> Result),
    /// The grammar of all commands.
    Grammar(fn(Grammar, Command, &ArgMatches, &mut Out) -> Result),
}

impl Spec {
    pub const fn new(name: &'static str, grammar: Words, body: Body) -> Self {
        Self {
            name,
            grammar,
            body,
        }
    }

    pub const fn writes(name: &'static str, grammar: Words, body: OnFile) -> Self {
        Self::new(name, grammar, Body::Writes(body))
    }

    pub const fn reads(name: &'static str, grammar: Words, body: OnFile) -> Self {
        Self::new(name, grammar, Body::Reads(body))
    }
}
