//! The program: reads the arguments, runs them, prints one error, returns its code.

use std::ffi::OsString;
use std::process::ExitCode;

use cchc::error::AppError;
use cchc::sheets::child;

fn main() -> ExitCode {
    cchc::start::prepare();
    let args: Vec<OsString> = std::env::args_os().collect();
    if let [_, argument, rest @ ..] = args.as_slice()
        && argument == child::ARGUMENT
    {
        return child::serve(rest.iter().cloned());
    }
    match run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            error.print();
            ExitCode::from(error.kind.exit_code())
        }
    }
}

/// The command line does its work itself; without a command the screen takes over.
fn run(args: &[OsString]) -> Result<(), AppError> {
    match cchc::cli::run(args)? {
        Some(context) => cchc::screen::open(context),
        None => Ok(()),
    }
}
