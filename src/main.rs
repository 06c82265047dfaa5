//! Parse, run, print the verdict, choose the exit code; nothing else.

mod cli;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli =
        match cli::args::Cli::try_parse_from(cli::args::with_open(std::env::args_os())) {
            Ok(cli) => cli,
            Err(error) => return cli::usage(&error),
        };
    match cli::run(&cli.command) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            cli::say(&format!("jixiao：{error}"));
            ExitCode::from(2)
        }
    }
}
