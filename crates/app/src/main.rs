//! `sevensteps`: the one program of Seven Steps. Each subcommand is a file; this one only wires them together.

mod audit;
mod chart;
mod database;
mod demo;
mod failure;
mod gallery;
mod ledger;
mod locate;
mod output;
mod ras;
mod service;
mod statement;
mod studio;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Pages are made of many small texts, on several threads at once; the system's own allocator spends a fifth of a page on them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Seven Steps: the open system for self-directed support.
#[derive(Debug, Parser)]
#[command(name = "sevensteps", version, about, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Resource allocation schemes: from answers to an indicative budget
    #[command(subcommand)]
    Ras(ras::Command),
    /// An authority's books from a file of entries: check, balances, statements
    #[command(subcommand)]
    Ledger(ledger::Command),
    /// A scheme from an authority's own cases: tables, points, and what they do to every child and group
    #[command(subcommand)]
    Studio(Box<studio::Command>),
    /// Bank statements: what is in them, and which payments their lines are
    #[command(subcommand)]
    Statement(statement::Command),
    /// A working authority with made-up people, to try everything in
    Demo(demo::Arguments),
    /// Serve an authority's pages
    Serve(service::Arguments),
    /// Bring a database up to this program's schema
    Migrate(database::migrate::Arguments),
    /// Authorities: a new one with its first administrator, and settings
    Authority(database::authority::Arguments),
    /// Copy an embedded database to a file, safely while it is in use
    Backup(database::backup::Arguments),
    /// Make an embedded database from a backup
    Restore(database::restore::Arguments),
    /// Move a whole authority to another database
    Copy(database::copy::Arguments),
    /// The audit log: whether it holds, and as a file
    #[command(subcommand)]
    Audit(audit::Command),
    /// Everything that is held about one child, to give to them
    ExportRecord(database::export_record::Arguments),
    /// Legal holds: keep a record from being erased
    Hold(database::hold::Arguments),
    /// Write to those for whom a plan waits
    Remind(database::remind::Arguments),
    /// Erase what may be kept no longer
    Retention(database::retention::Arguments),
}

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are no failure; a wrong call is 1, because 2 means that rows were refused.
            let code = if error.use_stderr() { ExitCode::from(1) } else { ExitCode::SUCCESS };
            return if error.print().is_ok() { code } else { ExitCode::from(1) };
        }
    };
    let done = match cli.command {
        Command::Ras(command) => ras::run(command),
        Command::Ledger(command) => ledger::run(&command),
        Command::Studio(command) => studio::run(*command),
        Command::Statement(command) => statement::run(&command),
        Command::Demo(arguments) => demo::run(&arguments),
        Command::Serve(arguments) => service::run(arguments),
        Command::Migrate(arguments) => database::migrate::run(&arguments),
        Command::Authority(arguments) => database::authority::run(arguments),
        Command::Backup(arguments) => database::backup::run(&arguments),
        Command::Restore(arguments) => database::restore::run(&arguments),
        Command::Copy(arguments) => database::copy::run(&arguments),
        Command::Audit(command) => audit::run(command),
        Command::ExportRecord(arguments) => database::export_record::run(&arguments),
        Command::Hold(arguments) => database::hold::run(&arguments),
        Command::Remind(arguments) => database::remind::run(&arguments),
        Command::Retention(arguments) => database::retention::run(&arguments),
    };
    match done {
        Ok(code) => code,
        Err(failure) if failure.is_unread => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::from(1)
        }
    }
}
