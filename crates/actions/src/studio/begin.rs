//! Beginning a study: with a file of cases, or with the authority's own records, in which nobody is named.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use calibration::cases::{Columns, read};
use calibration::fingerprint;
use calibration::scheme_out::{DraftQuestion, answered, asked};
use jiff::civil::Date;
use ras::record::Record;
use seven_core::StudyId;
use seven_core::access::{Action, Permit};
use seven_core::audit::Event;
use seven_core::people::age::age_on;
use seven_core::people::basic_data;
use store::studies::{self, ChildCase, Study};

use crate::uploads::SentFile;
use crate::{ActionError, Caller, Problem};

/// Ages in years at which a band begins.
const AGES: [(i16, &str); 4] = [(16, "16-25"), (11, "11-15"), (5, "5-10"), (0, "0-4")];

/// Begins a study with a file of cases.
///
/// # Errors
/// Refused without [`Action::MakeStudy`]; invalid where the title is missing or the file holds no case that can be used.
pub async fn begin_from_file(caller: &Caller, title: &str, file: &SentFile) -> Result<StudyId, ActionError> {
    let permit = caller.permit(Action::MakeStudy).await?;
    let title = titled(title)?;
    if file.bytes.is_empty() {
        return Err(ActionError::invalid("file", "missing"));
    }
    if let Err(why) = read(&file.bytes, &Columns::of_file(&file.bytes)) {
        return Err(ActionError::Invalid(vec![Problem::new("file", "unusable").with("why", why.to_string())]));
    }
    let name = file.file_name.chars().filter(|letter| !letter.is_control()).take(200).collect();
    keep(caller, &permit, title, ("file", name), &file.bytes, None).await
}

/// Begins a study with every child of whom a figure was told: points by the scheme in force, what support costs in a year, age.
/// Children stand under numbers.
///
/// # Errors
/// Refused without [`Action::MakeStudy`]; invalid where the title is missing or no figure has been told.
pub async fn begin_from_records(caller: &Caller, title: &str) -> Result<StudyId, ActionError> {
    let permit = caller.permit(Action::MakeStudy).await?;
    let title = titled(title)?;
    let today = caller.moment.today;
    let mut reading = caller.reading().await?;
    let children = studies::children(&mut reading, today).await?;
    let scheme = crate::schemes::in_force(&mut reading, today).await?;
    drop(reading);
    if children.is_empty() {
        return Err(ActionError::invalid("records", "nobody"));
    }
    let questions = scheme.as_ref().and_then(|loaded| asked(&loaded.scheme).ok());
    let text = cases_of(&children, questions.as_deref(), today);
    keep(caller, &permit, title, ("records", "cases.csv".to_owned()), text.as_bytes(), questions).await
}

fn titled(title: &str) -> Result<String, ActionError> {
    let title = title.trim();
    match title.chars().count() {
        0 => Err(ActionError::invalid("title", "missing")),
        1..=120 => Ok(title.to_owned()),
        _ => Err(ActionError::invalid("title", "too-long")),
    }
}

/// A file of cases; each child stands under a number.
fn cases_of(children: &[ChildCase], questions: Option<&[DraftQuestion]>, today: Date) -> String {
    let mut text = String::from("person,points,current_cost,age_band,sex,ethnicity,need\n");
    for (at, child) in children.iter().enumerate() {
        let points = questions.and_then(|questions| by_answers(questions, &child.record));
        let points = points.unwrap_or(child.points_thousandths / 1_000);
        let years = child.born.map(|born| age_on(born, today).years);
        let band = years.and_then(|years| AGES.iter().find(|(from, _)| i64::from(years) >= i64::from(*from)));
        let (pounds, pence) = (child.spend.0 / 100, child.spend.0 % 100);
        let band = band.map_or("", |(_, band)| *band);
        let [sex, ethnicity, need] = child.sorts.each_ref().map(|sort| sort.as_deref().unwrap_or_default());
        let (ethnicity, need) =
            (basic_data::ethnic_group(ethnicity).unwrap_or(ethnicity), basic_data::need(need).unwrap_or(need));
        let sorts = [sex_in_words(sex), ethnicity, need].map(cell).join(",");
        text.push_str(&format!("child-{},{points},{pounds}.{pence:02},{band},{sorts}\n", at + 1));
    }
    text
}

/// Groups are read by people: codes are written out where they are known.
fn sex_in_words(code: &str) -> &str {
    match code {
        "F" => "Girls",
        "M" => "Boys",
        other => other,
    }
}

/// A cell in which a comma or a quote is text.
fn cell(text: &str) -> String {
    let is_plain = !text.contains([',', '"', '\n', '\r']);
    if is_plain { text.to_owned() } else { format!("\"{}\"", text.replace('"', "\"\"")) }
}

fn by_answers(questions: &[DraftQuestion], record: &str) -> Option<i64> {
    let record: Record = serde_json::from_str(record).ok()?;
    Some(answered(questions, |id| record.answers.get(id).map(String::as_str)))
}

async fn keep(
    caller: &Caller,
    permit: &Permit,
    title: String,
    (source, file_name): (&str, String),
    bytes: &[u8],
    questions: Option<Vec<DraftQuestion>>,
) -> Result<StudyId, ActionError> {
    let unwritable = |error: serde_json::Error| ActionError::Outside(error.to_string());
    let questions = questions.map(|questions| serde_json::to_string(&questions)).transpose().map_err(unwritable)?;
    let mut write = caller.writing(permit).await?;
    let study = Study {
        id: write.id(),
        title,
        source: source.to_owned(),
        file_name,
        cases_hash: fingerprint(bytes),
        questions,
        chosen: None,
        state: "open".to_owned(),
        run: None,
        percent: 0,
        heard_at: None,
        why: None,
        result_hash: None,
        scheme_version: None,
        begun_by: caller.person,
        begun_at: caller.moment.at,
        ended_at: None,
        version: 1,
    };
    studies::insert(&mut write, &study, &STANDARD.encode(bytes)).await?;
    let event = Event::of(permit, format!("study {}", study.id)).with("cases", source).with("bytes", bytes.len());
    write.commit(event.with("hash", study.cases_hash.as_str())).await?;
    Ok(study.id)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use seven_core::Pence;

    use super::*;

    #[test]
    fn a_child_stands_under_a_number_with_age_points_and_cost() {
        let child = |born, points, pence| ChildCase {
            born,
            sorts: [Some("F".to_owned()), Some("WBRI".to_owned()), Some("Speech, language".to_owned())],
            record: "{}".to_owned(),
            points_thousandths: points,
            spend: Pence(pence),
        };
        let children = [child(Some(date(2020, 9, 2)), 12_400, 123_405), child(None, 0, 0)];
        let text = cases_of(&children, None, date(2026, 9, 1));
        let wanted = "person,points,current_cost,age_band,sex,ethnicity,need\nchild-1,12,1234.05,5-10,Girls,White British,\"Speech, language\"\n\
                      child-2,0,0.00,,Girls,White British,\"Speech, language\"\n";
        assert_eq!(text, wanted);
    }
}
