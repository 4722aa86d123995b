//! Any bytes as a bank statement: statements whose checks come to an end, or an error that says what to do; never a panic.

#![no_main]

use libfuzzer_sys::fuzz_target;
use seven_core::banking::statement::{Wanted, recognise};

fuzz_target!(|input: &[u8]| {
    match interchange::statements::read(input, None) {
        Err(error) => assert!(!error.to_string().is_empty() && !error.help().is_empty()),
        Ok(statements) => {
            assert!(!statements.is_empty());
            for statement in statements {
                for finding in statement.check(&Wanted::default()) {
                    assert!(!finding.to_string().is_empty());
                }
                assert_eq!(recognise(&statement.lines, &[]).len(), statement.lines.len());
            }
        }
    }
});
