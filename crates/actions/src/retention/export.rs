//! Everything that is held about a child, to be given to them (UK GDPR, article 15): a ZIP with a page to read and a JSON
//! file for each table. What others may not be told is left out, and the page says how much.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Write};

use seven_core::PersonId;
use seven_core::access::{Action, Permit, Seat};
use seven_core::assessment::{Capacity, Sharing};
use seven_core::audit::Event;
use store::columns::{Column, Shown};
use store::export::{Part, names, of_child};
use store::rows::{Row, Value};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::page;
use crate::{ActionError, Caller};

/// Who is given the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// The young person themself.
    YoungPerson,
    /// Parents and those who act in their place.
    Family,
    /// The council, to look through before it gives anything away.
    Council,
}

/// A table of the record as it is given away.
pub(super) struct Shared<'a> {
    /// The table's name.
    pub table: &'a str,
    /// The columns that are shown.
    pub columns: Vec<&'a Column>,
    /// Their values, with names in place of ids.
    pub rows: Vec<Vec<Value>>,
    /// Rows that were left out.
    pub left_out: usize,
}

/// The ZIP with everything that this audience may be given.
///
/// # Errors
/// Refused without [`Action::ExportRecord`], and for the council's copy to anybody but the council.
pub async fn export(caller: &Caller, child: PersonId, audience: Audience) -> Result<Vec<u8>, ActionError> {
    let permit = caller.permit_for(Action::ExportRecord, child).await?;
    may_be_given(&permit, audience)?;
    let mut read = caller.store.snapshot(&caller.authority).await?;
    let parts = of_child(&caller.store, &mut read, child).await?;
    let names = names(&mut read, &parts).await?;
    drop(read);
    if parts.iter().any(|part| part.table.name == "person" && part.rows.is_empty()) {
        return Err(store::StoreError::Missing("record").into());
    }
    let sheets = shown_sheets(&parts, child, audience);
    // tables of which nothing is ever shown, such as links to sign in with, are not even named
    let is_shown = |part: &&Part| part.table.columns.iter().any(|column| column.shown != Shown::No);
    let shared: Vec<Shared<'_>> =
        parts.iter().filter(is_shown).map(|part| shared(part, audience, &sheets, &names)).collect();
    let zip = zipped(&shared, caller, child, audience)
        .map_err(|error| ActionError::Outside(format!("the file could not be packed: {error}")))?;
    let event = Event::of(&permit, format!("record {child}"))
        .with("rows", shared.iter().map(|part| part.rows.len()).sum::<usize>())
        .with("left-out", shared.iter().map(|part| part.left_out).sum::<usize>());
    // durable before the first byte is given away
    caller.store.record_view(&caller.authority, event, caller.moment.at).await?;
    Ok(zip)
}

/// Some tables of a record, packed as for the family, to be passed on with its yes. Whoever asks for it writes down that it went.
///
/// # Errors
/// What the database says.
pub(crate) async fn bundle(caller: &Caller, child: PersonId, tables: &BTreeSet<&str>) -> Result<Vec<u8>, ActionError> {
    let mut read = caller.store.snapshot(&caller.authority).await?;
    let mut parts = of_child(&caller.store, &mut read, child).await?;
    parts.retain(|part| tables.contains(part.table.name.as_str()));
    let names = names(&mut read, &parts).await?;
    drop(read);
    let audience = Audience::Family;
    let shared: Vec<Shared<'_>> = parts.iter().map(|part| shared(part, audience, &BTreeSet::new(), &names)).collect();
    zipped(&shared, caller, child, audience)
        .map_err(|error| ActionError::Outside(format!("the file could not be packed: {error}")))
}

fn may_be_given(permit: &Permit, audience: Audience) -> Result<(), ActionError> {
    let is_fitting = match permit.seat() {
        Some(Seat::YoungPerson) => audience == Audience::YoungPerson,
        Some(Seat::Parent | Seat::Nominee) => audience == Audience::Family,
        _ => true,
    };
    if is_fitting { Ok(()) } else { Err(ActionError::rule("record-for-others")) }
}

/// The sheets that are shown: answers that their author keeps to themself are not given to others of the family.
fn shown_sheets(parts: &[Part], child: PersonId, audience: Audience) -> BTreeSet<String> {
    let Some(part) = parts.iter().find(|part| part.table.name == "sheet") else { return BTreeSet::new() };
    let is_shown = |row: &Row| {
        let sharing: Sharing = serde_json::from_str(part.text(row, "sharing")).unwrap_or_default();
        let is_finished = part.value(row, "is_finished") == Some(&Value::Number(1));
        let capacity = Capacity::from_code(part.text(row, "capacity"));
        let is_professional = matches!(capacity, Ok(Capacity::Professional));
        match audience {
            Audience::Council => true,
            Audience::YoungPerson => {
                part.text(row, "author_id") == child.to_string() || is_finished || sharing.with_child
            }
            Audience::Family => sharing.with_parents || (is_professional && is_finished),
        }
    };
    part.rows.iter().filter(|row| is_shown(row)).map(|row| part.text(row, "id").to_owned()).collect()
}

fn shared<'a>(
    part: &'a Part,
    audience: Audience,
    sheets: &BTreeSet<String>,
    names: &BTreeMap<String, String>,
) -> Shared<'a> {
    let is_council = audience == Audience::Council;
    let columns: Vec<&Column> = part
        .table
        .columns
        .iter()
        .filter(|column| column.shown != Shown::No && (is_council || column.shown != Shown::Council))
        .collect();
    let is_shown = |row: &&Row| {
        let hidden = part.table.hidden.as_ref().and_then(|column| part.value(row, column));
        let sheet = match part.table.name.as_str() {
            "sheet" => Some(part.text(row, "id")),
            "answer" => Some(part.text(row, "sheet_id")),
            _ => None,
        };
        (is_council || hidden != Some(&Value::Number(1))) && sheet.is_none_or(|sheet| sheets.contains(sheet))
    };
    let rows: Vec<Vec<Value>> = part
        .rows
        .iter()
        .filter(is_shown)
        .map(|row| columns.iter().map(|column| value(part, row, column, audience, names)).collect())
        .collect();
    let left_out = part.rows.len() - rows.len();
    Shared { table: &part.table.name, columns, rows, left_out }
}

fn value(part: &Part, row: &Row, column: &Column, audience: Audience, names: &BTreeMap<String, String>) -> Value {
    let value = part.value(row, &column.name).cloned().unwrap_or(Value::Nothing);
    let is_restricted = part.value(row, "is_address_restricted") == Some(&Value::Number(1));
    match (column.shown, value) {
        // the young person knows where they live; whoever else asks need not
        (Shown::Guarded, _) if is_restricted && audience == Audience::Family => Value::Nothing,
        (Shown::Who, Value::Text(id)) => names.get(&id).cloned().map_or(Value::Nothing, Value::Text),
        (_, value) => value,
    }
}

fn zipped(
    shared: &[Shared<'_>],
    caller: &Caller,
    child: PersonId,
    audience: Audience,
) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    zip.start_file("record.html", options)?;
    zip.write_all(page::written(shared, caller.moment.today, audience).as_bytes())?;
    for part in shared {
        zip.start_file(format!("{}.json", part.table), options)?;
        zip.write_all(serde_json::to_string_pretty(&json(part))?.as_bytes())?;
    }
    zip.start_file("about.json", options)?;
    let about = serde_json::json!({
        "child": child, "authority": caller.authority, "taken-out-at": caller.moment.at.to_string(),
        "left-out": shared.iter().map(|part| (part.table, part.left_out)).collect::<BTreeMap<_, _>>(),
    });
    zip.write_all(serde_json::to_string_pretty(&about)?.as_bytes())?;
    Ok(zip.finish()?.into_inner())
}

fn json(part: &Shared<'_>) -> serde_json::Value {
    let row = |row: &Vec<Value>| {
        let named = part.columns.iter().zip(row).map(|(column, value)| {
            let value = match value {
                Value::Text(text) => text.as_str().into(),
                Value::Number(number) => (*number).into(),
                Value::Nothing => serde_json::Value::Null,
            };
            (column.name.clone(), value)
        });
        serde_json::Value::Object(named.collect())
    };
    part.rows.iter().map(row).collect()
}
