//! A run as the files that banks take. They are written from what was kept when the run was handed over, so that they are the
//! same whenever somebody asks for them.

use interchange::payments::{
    Originator, Payment, PaymentColumn, PaymentColumns, PaymentFault, PaymentFile, columns, pain_001, standard_18,
};
use seven_core::RunId;
use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::banking::{Reference, bacs_letters};
use seven_core::money::pays_from::{BankColumn, BankColumnKind, FileFormat, PaysFrom, processing_day};
use seven_core::money::run::{HandedOver, PaidTo, RunLineStatus};
use seven_core::money::{PaymentRun, RunLine};
use seven_core::settings::Settings;
use store::papers::{self, Stored};
use store::{StoreError, Writing, authorities};
use uuid::Uuid;

use crate::{ActionError, Caller, Problem};

/// The id of a payment as it goes to the bank and comes back: the line's own, without hyphens.
#[must_use]
pub fn bank_id(line: Uuid) -> String {
    line.simple().to_string()
}

/// One of a run's files.
///
/// # Errors
/// Refused without [`Action::PreparePayments`]; [`StoreError::Missing`] before the run is handed over, and where the bank does
/// not take such a file.
pub async fn run_file(caller: &Caller, id: RunId, format: FileFormat) -> Result<String, ActionError> {
    caller.permit(Action::PreparePayments).await?;
    let mut reading = caller.reading().await?;
    let run = papers::find::<PaymentRun>(&mut reading, id).await?.paper;
    let handed = run.handed.ok_or(StoreError::Missing("payment_file"))?;
    if !handed.from.formats.contains(&format) {
        return Err(StoreError::Missing("payment_file").into());
    }
    let lines = papers::part_of::<RunLine>(&mut reading, id).await?;
    drop(reading);
    let file = file_of(id, &handed, &lines).map_err(not_carried)?;
    written(&file, &handed.from, format).map_err(not_carried)
}

/// Sets the account that payments come from, and the files that its bank takes. `was` is what whoever sets it has seen.
///
/// # Errors
/// Refused without [`Action::ManageSettings`]; [`ActionError::Outside`] for what no bank would take; [`StoreError::Changed`]
/// where somebody else has set it since.
pub async fn set_pays_from(caller: &Caller, was: Option<&PaysFrom>, from: &PaysFrom) -> Result<(), ActionError> {
    let permit = caller.permit(Action::ManageSettings).await?;
    from.check().map_err(|fault| ActionError::Outside(fault.to_string()))?;
    let mut write = caller.writing(&permit).await?;
    let json = authorities::settings(&mut write).await?;
    if Settings::read(&json).pays_from.as_ref() != was {
        return Err(StoreError::Changed("settings").into());
    }
    // what this program does not know of the settings stays as it is
    let outside = |error: serde_json::Error| ActionError::Outside(error.to_string());
    let mut settings: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&json).map_err(outside)?;
    settings.insert("pays-from".to_owned(), serde_json::to_value(from).map_err(outside)?);
    authorities::set_settings(&mut write, &serde_json::to_string(&settings).map_err(outside)?).await?;
    write.commit(Event::of(&permit, "paying account").with("account", from.account.masked())).await?;
    Ok(())
}

/// What a run is handed over with, where the authority has named its account. Nothing is handed over of which the bank could
/// not read the files.
pub(super) async fn hand_over(
    write: &mut Writing,
    id: RunId,
    run: &PaymentRun,
    lines: &[Stored<RunLine>],
) -> Result<Option<HandedOver>, ActionError> {
    let Some(from) = Settings::read(&authorities::settings(write).await?).pays_from else { return Ok(None) };
    let moment = write.moment();
    // the end of an id is chance, so that another run's is another
    let serial = bank_id(id.0).to_uppercase().chars().skip(26).collect();
    let processed_on = processing_day(run.pay_day, moment.today);
    let handed = HandedOver { from, at: moment.at, processed_on, serial };
    let file = file_of(id, &handed, lines).map_err(not_carried)?;
    for format in &handed.from.formats {
        written(&file, &handed.from, *format).map_err(not_carried)?;
    }
    Ok(Some(handed))
}

fn not_carried(why: String) -> ActionError {
    ActionError::Rule(Problem::new("", "payment-file").with("why", why))
}

fn file_of(id: RunId, handed: &HandedOver, lines: &[Stored<RunLine>]) -> Result<PaymentFile, String> {
    let from = &handed.from;
    let sent = lines.iter().filter(|line| line.paper.status != RunLineStatus::TakenOut);
    let zoned = handed.at.to_zoned(jiff::tz::TimeZone::UTC);
    Ok(PaymentFile {
        id: bank_id(id.0),
        originator: Originator {
            name: from.name.clone(),
            sort_code: from.sort_code,
            account: from.account,
            service_user: from.service_user.clone(),
        },
        // an evening's file of the authority's own day may bear the day before; never the day after
        made_on: zoned.date().min(handed.processed_on),
        made_at: zoned.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        processed_on: handed.processed_on,
        serial: handed.serial.clone(),
        payments: sent.map(payment).collect::<Result<_, _>>()?,
    })
}

fn payment(line: &Stored<RunLine>) -> Result<Payment, String> {
    let to = &line.paper.paid_to;
    Ok(Payment {
        id: bank_id(line.id),
        name: to.name.clone(),
        sort_code: to.sort_code.parse().map_err(|fault: seven_core::banking::AccountFault| fault.to_string())?,
        account: to.account_number.parse().map_err(|fault: seven_core::banking::AccountFault| fault.to_string())?,
        pence: line.paper.total(),
        reference: reference(to)?,
    })
}

/// What the payee sees. A provider's own number may have letters that banks do not carry.
fn reference(to: &PaidTo) -> Result<Reference, String> {
    let carried = bacs_letters(&to.reference, 18);
    let text = if carried.is_empty() { "PAYMENT" } else { carried.as_str() };
    Reference::read(text).map_err(|fault| fault.to_string())
}

fn written(file: &PaymentFile, from: &PaysFrom, format: FileFormat) -> Result<String, String> {
    let text: Result<String, PaymentFault> = match format {
        FileFormat::Standard18 => standard_18(file),
        FileFormat::Pain001 => pain_001(file),
        FileFormat::Columns => {
            let own = from.columns.iter().map(|column| (column.heading.clone(), of(column))).collect();
            columns(file, &PaymentColumns { has_headings: from.has_headings, columns: own })
        }
    };
    text.map_err(|fault| fault.to_string())
}

fn of(column: &BankColumn) -> PaymentColumn {
    match column.what {
        BankColumnKind::Id => PaymentColumn::Id,
        BankColumnKind::Name => PaymentColumn::Name,
        BankColumnKind::SortCode => PaymentColumn::SortCode,
        BankColumnKind::Account => PaymentColumn::Account,
        BankColumnKind::Pounds => PaymentColumn::Pounds,
        BankColumnKind::Pence => PaymentColumn::Pence,
        BankColumnKind::Reference => PaymentColumn::Reference,
        BankColumnKind::Day => PaymentColumn::Day,
        BankColumnKind::FromSortCode => PaymentColumn::FromSortCode,
        BankColumnKind::FromAccount => PaymentColumn::FromAccount,
        BankColumnKind::Always => PaymentColumn::Always(column.text.clone()),
    }
}
