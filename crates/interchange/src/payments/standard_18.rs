//! Bacs Standard 18: labels of eighty letters around records of a hundred. Credits to payees, and one debit (contra) to the
//! payer, so that both totals are the same.

use std::fmt::Write as _;

use jiff::civil::Date;
use seven_core::Pence;
use seven_core::banking::{AccountNumber, SortCode, bacs_letters};

use super::{PaymentFault, PaymentFile};

/// The transaction codes: money to a payee; the debit of the payer that stands against all of it.
const CREDIT: &str = "99";
const CONTRA: &str = "17";
const LABEL: usize = 80;
const RECORD: usize = 100;

/// The file, each line ended as Bacs wants it.
///
/// # Errors
/// [`PaymentFault`].
pub fn standard_18(file: &PaymentFile) -> Result<String, PaymentFault> {
    let total = file.check()?;
    let from = &file.originator;
    let mut out = String::with_capacity((file.payments.len() + 8) * (RECORD + 2));
    for label in head(file) {
        push(&mut out, &label, LABEL);
    }
    for payment in &file.payments {
        let to = (payment.sort_code, payment.account);
        let line = record(file, to, CREDIT, payment.pence, payment.reference.as_str(), &payment.name);
        push(&mut out, &line, RECORD);
    }
    let contra = record(file, (from.sort_code, from.account), CONTRA, total, "CONTRA", &from.name);
    push(&mut out, &contra, RECORD);
    for label in tail(file, total) {
        push(&mut out, &label, LABEL);
    }
    Ok(out)
}

fn push(out: &mut String, line: &str, length: usize) {
    // writing to a string cannot fail
    let _ = write!(out, "{line:<length$}\r\n");
}

fn record(
    file: &PaymentFile,
    (code, account): (SortCode, AccountNumber),
    kind: &str,
    pence: Pence,
    reference: &str,
    name: &str,
) -> String {
    let from = &file.originator;
    format!(
        "{}{account}0{kind}{}{}    {:011}{:<18}{:<18}{:<18}",
        code.plain(),
        from.sort_code.plain(),
        from.account,
        pence.0,
        bacs_letters(&from.name, 18),
        reference,
        bacs_letters(name, 18)
    )
}

/// A day as the labels write it: a blank, two digits of the year, three of the day within it.
fn label_day(day: Date) -> String {
    format!(" {:02}{:03}", day.year().rem_euclid(100), day.day_of_year())
}

/// The label that names the file, at its beginning and its end.
fn file_label(name: &str, file: &PaymentFile) -> String {
    let user = &file.originator.service_user;
    let made = label_day(file.made_on);
    format!("{name}A{user}S  1{user}{}00010001      {made}{made} 000000{:<20}", file.serial.to_ascii_uppercase(), "")
}

fn head(file: &PaymentFile) -> [String; 4] {
    let user = &file.originator.service_user;
    [
        format!("VOL1{}{:31}{user}{:32}1", file.serial.to_ascii_uppercase(), "", ""),
        file_label("HDR1", file),
        format!("HDR2F0200000100{:35}00", ""),
        format!("UHL1{}999999    00000000{:<9}001", label_day(file.processed_on), "1 DAILY"),
    ]
}

fn tail(file: &PaymentFile, total: Pence) -> [String; 3] {
    let many = file.payments.len();
    [
        file_label("EOF1", file),
        format!("EOF2F0200000100{:35}00", ""),
        format!("UTL1{0:013}{0:013}{1:07}{many:07}", total.0, 1),
    ]
}
