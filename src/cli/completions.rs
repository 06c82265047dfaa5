//! `jixiao completions`: a script that lets a shell complete the command line.

use crate::cli::args::{self, Cli};
use crate::cli::{Failure, print};
use clap::CommandFactory;

/// Prints the script for a shell.
pub fn run(args: &args::Completions) -> Result<bool, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "jixiao", &mut script);
    print(&String::from_utf8_lossy(&script))?;
    Ok(true)
}
