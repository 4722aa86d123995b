//! `sevensteps ras …`: a file for each subcommand.

mod answers;
mod check;
mod diff;
mod explain;
mod list;
mod new;
mod replay;
mod score;
mod show;

use crate::failure::Failure;
use clap::Subcommand;
use std::process::ExitCode;

/// The subcommands of `ras`.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// The gallery: schemes that come with the program
    List(list::Arguments),
    /// A scheme as a readable page, ready to publish
    Show(show::Arguments),
    /// Faults and warnings of a scheme, the proof that more need never means less money, cliffs, range
    Check(check::Arguments),
    /// Amounts for a file of answers, a person per line
    Score(score::Arguments),
    /// One person's result as a letter that shows all its working
    Explain(explain::Arguments),
    /// What changed between two schemes or versions, and who gains and loses
    Diff(diff::Arguments),
    /// Work a stored result out again
    Replay(replay::Arguments),
    /// A commented scheme to start from
    New(new::Arguments),
}

/// Runs one.
pub fn run(command: Command) -> Result<ExitCode, Failure> {
    match command {
        Command::List(arguments) => list::run(&arguments),
        Command::Show(arguments) => show::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Score(arguments) => score::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Replay(arguments) => replay::run(&arguments),
        Command::New(arguments) => new::run(&arguments),
    }
}
