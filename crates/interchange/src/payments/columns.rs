//! Payments as columns of text: there is no standard among British banks, so that the columns and their order are a profile.

use seven_core::banking::bacs_letters;

use super::{PaymentFault, PaymentFile};

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaymentColumn {
    /// The payment's id.
    Id,
    /// Who is paid.
    Name,
    /// Their sort code, `200000`.
    SortCode,
    /// Their account.
    Account,
    /// Pounds and pence, `150.50`.
    Pounds,
    /// Whole pence, `15050`.
    Pence,
    /// What they will see.
    Reference,
    /// The day of processing, `31/05/2026`.
    Day,
    /// The payer's sort code.
    FromSortCode,
    /// The payer's account.
    FromAccount,
    /// The same text in every row, such as a code of the bank's.
    Always(String),
}

/// A profile: the columns from left to right, each with its heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentColumns {
    /// Whether the first row has the headings.
    pub has_headings: bool,
    /// Heading and column.
    pub columns: Vec<(String, PaymentColumn)>,
}

/// The file as comma-separated text.
///
/// # Errors
/// [`PaymentFault`].
pub fn columns(file: &PaymentFile, profile: &PaymentColumns) -> Result<String, PaymentFault> {
    file.check()?;
    if profile.columns.is_empty() {
        return Err(PaymentFault::NoColumns);
    }
    let mut out = String::new();
    if profile.has_headings {
        row(&mut out, profile.columns.iter().map(|(heading, _)| heading.clone()));
    }
    for payment in &file.payments {
        let from = &file.originator;
        let cell = |column: &PaymentColumn| match column {
            PaymentColumn::Id => payment.id.clone(),
            // nothing that a spreadsheet takes for a formula is carried, but for a hyphen at the beginning
            PaymentColumn::Name => bacs_letters(&payment.name, 18).trim_start_matches('-').to_owned(),
            PaymentColumn::SortCode => payment.sort_code.plain(),
            PaymentColumn::Account => payment.account.to_string(),
            PaymentColumn::Pounds => format!("{}.{:02}", payment.pence.0 / 100, payment.pence.0 % 100),
            PaymentColumn::Pence => payment.pence.0.to_string(),
            PaymentColumn::Reference => payment.reference.as_str().trim_start_matches('-').to_owned(),
            PaymentColumn::Day => file.processed_on.strftime("%d/%m/%Y").to_string(),
            PaymentColumn::FromSortCode => from.sort_code.plain(),
            PaymentColumn::FromAccount => from.account.to_string(),
            PaymentColumn::Always(text) => text.clone(),
        };
        row(&mut out, profile.columns.iter().map(|(_, column)| cell(column)));
    }
    Ok(out)
}

fn row(out: &mut String, cells: impl Iterator<Item = String>) {
    let quoted = cells.map(|cell| {
        if cell.contains([',', '"', '\r', '\n']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
    });
    out.push_str(&quoted.collect::<Vec<_>>().join(","));
    out.push_str("\r\n");
}
