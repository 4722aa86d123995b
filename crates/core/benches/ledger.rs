//! The books from a file: `cargo bench -p seven-core --bench ledger -- FILE` reads entries from CSV, takes each by its rule, and
//! prints the trial balance and every account. `benches/ledger` runs it beside other programs.

#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout, reason = "a bench stops short and prints")]

use std::fs::File;
use std::io::Write;

use seven_core::ledger::{Book, csv};

fn main() {
    let Some(path) = std::env::args().skip(1).find(|argument| !argument.starts_with("--")) else {
        println!("give a file of entries: -- FILE");
        return;
    };
    let file = File::open(path).unwrap();
    let mut book = Book::with_room_for(csv::rows_in(file.metadata().unwrap().len()));
    let mut refused = 0_u64;
    let rows = csv::read(file, |entries| {
        book.look_ahead(entries.iter().filter_map(|entry| entry.transfer().ok()));
        for entry in entries {
            match entry.transfer() {
                Ok(transfer) => {
                    if let Err(refusal) = book.take(transfer) {
                        refused += 1;
                        eprintln!("row {}: {refusal}", entry.row());
                    }
                }
                Err(fault) => {
                    refused += 1;
                    eprintln!("{fault}");
                }
            }
        }
    })
    .unwrap();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for (account, balance) in book.accounts() {
        writeln!(out, "{account} {}", csv::plain(balance.posted)).unwrap();
    }
    let trial = book.trial_balance();
    writeln!(out, "{rows} rows, {refused} refused, {} entries, balances: {}", book.len(), trial.balances()).unwrap();
}
