//! Worked cases: each is run, and one that does not come out as written is a fault.

use crate::calculator::{Calculator, Money, Score, StreamScore};
use crate::finding::{Finding, nearest};
use crate::record::reason;
use crate::scheme::{Scheme, WorkedCase};
use crate::{Faults, Ratio};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Faults of the scheme's worked cases.
pub(in crate::check) fn faults(scheme: &Scheme) -> Vec<Finding> {
    let mut calculators: BTreeMap<Date, Result<Calculator, Faults>> = BTreeMap::new();
    let mut findings = Vec::new();
    for case in &scheme.cases {
        let day = case.on.unwrap_or(scheme.effective_from);
        match calculators.entry(day).or_insert_with(|| scheme.on(day)) {
            Ok(calculator) => run(scheme, calculator, case, &mut findings),
            Err(faults) if !scheme.is_in_force(day) => {
                let message = format!("case `{}` is for {day}, when this version is not in force", case.name);
                let help = faults.0.first().map(|fault| fault.message.clone()).unwrap_or_default();
                findings.push(Finding::fault("case-day", &case.place, message).help(help));
            }
            // The day's own faults are what has to be mended.
            Err(faults) => findings.extend(faults.0.iter().cloned()),
        }
    }
    findings
}

fn run(scheme: &Scheme, calculator: &Calculator, case: &WorkedCase, findings: &mut Vec<Finding>) {
    let answers = case.answers.iter().map(|(id, text)| (id.as_str(), text.as_str()));
    let sheet = match calculator.sheet(answers) {
        Ok(sheet) => sheet,
        Err(error) => {
            let message = format!("case `{}`: {error}", case.name);
            findings.push(Finding::fault("case-answers", &case.place, message).help("mend the answer of the case"));
            return;
        }
    };
    let score = calculator.score(&sheet);
    let mut fault = |code: &'static str, message: String, help: &str| {
        let message = format!("case `{}`: {message}", case.name);
        findings.push(Finding::fault(code, &case.place, message).help(help));
    };
    let which = "either the rules or the case is wrong: work it out by hand, then mend the one that is";
    for (stream, expected) in &case.expect {
        let Some(found) = find(&score, stream) else {
            fault("unknown-id", format!("there is no stream `{stream}`"), &streams(scheme, stream));
            continue;
        };
        let amount = found.amount.as_ref().ok().copied();
        if amount.and_then(as_ratio) != Some(*expected) {
            let expected = shown(*expected);
            let found = amount.map_or_else(|| refused(scheme, &score, found), |amount| amount.to_string());
            fault("case", format!("`{stream}` should be {expected}, and comes to {found}"), which);
        }
    }
    for (stream, expected) in &case.points {
        let Some(found) = find(&score, stream) else {
            fault("unknown-id", format!("there is no stream `{stream}`"), &streams(scheme, stream));
            continue;
        };
        if found.points != Some(*expected) {
            let found = found.points.map_or_else(|| "no points".to_owned(), |points| points.to_string());
            fault("case", format!("the points of `{stream}` should be {expected}, and come to {found}"), which);
        }
    }
    if let Some(wanted) = &case.refused {
        let reasons: Vec<String> = score
            .streams
            .iter()
            .filter(|stream| stream.amount.is_err())
            .map(|stream| reason(scheme, &score, stream))
            .collect();
        if reasons.is_empty() {
            let amounts: Vec<String> = score.streams.iter().map(amount_of).collect();
            fault("case", format!("should be refused, and comes to {}", amounts.join(", ")), which);
        } else if !reasons.iter().any(|reason| holds(reason, wanted)) {
            let message = format!("is refused for another reason than `{wanted}`: {}", reasons.join("; "));
            fault("case", message, "quote words of the reason, or mend the wording under [refusal]");
        }
    }
}

fn find<'a>(score: &'a Score, id: &str) -> Option<&'a StreamScore> {
    score.streams.iter().find(|stream| stream.stream == id)
}

fn streams(scheme: &Scheme, typed: &str) -> String {
    let ids: Vec<&str> = scheme.streams.iter().map(|stream| stream.id.as_str()).collect();
    match nearest(typed, ids.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the streams are {}", ids.join(", ")),
    }
}

fn refused(scheme: &Scheme, score: &Score, stream: &StreamScore) -> String {
    format!("no amount: {}", reason(scheme, score, stream))
}

fn amount_of(stream: &StreamScore) -> String {
    let amount = stream.amount.as_ref().map_or_else(|_| "no amount".to_owned(), Money::to_string);
    format!("{amount} for `{}`", stream.stream)
}

fn as_ratio(money: Money) -> Option<Ratio> {
    Ratio::new(i128::from(money.0), 100)
}

/// An amount as money where it is a whole number of hundredths.
fn shown(amount: Ratio) -> String {
    let hundredths = amount.over(100).and_then(|hundredths| i64::try_from(hundredths).ok());
    hundredths.map_or_else(|| amount.to_string(), |hundredths| Money(hundredths).to_string())
}

/// Whether a reason holds these words, whatever their case and the blanks between them.
fn holds(reason: &str, wanted: &str) -> bool {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    plain(reason).contains(&plain(wanted))
}
