//! `questions.toml`.

use super::conditions;
use super::fields::{Fields, number_of};
use super::node::{Node, Value};
use crate::Ratio;
use crate::calendar::DayOfYear;
use crate::finding::Finding;
use crate::scheme::{AgeOn, AgeUnit, Answerer, NeedDirection, Question, QuestionKind};

/// Largest size of a numeric answer, either way.
const FARTHEST: i64 = 1_000_000_000_000;

pub(super) fn read(node: &Node, findings: &mut Vec<Finding>) -> Vec<Question> {
    let Some(mut fields) = Fields::of(node, "questions.toml", findings) else { return Vec::new() };
    let questions = fields.list("question").iter().filter_map(|node| question(node, fields.findings)).collect();
    fields.finish();
    questions
}

const WHO: [(&str, Answerer); 4] = [
    ("child", Answerer::Child),
    ("young-person", Answerer::YoungPerson),
    ("parent-carer", Answerer::ParentCarer),
    ("professional", Answerer::Professional),
];

const NEED: [(&str, NeedDirection); 5] = [
    ("higher", NeedDirection::Higher),
    ("lower", NeedDirection::Lower),
    ("yes", NeedDirection::Higher),
    ("no", NeedDirection::Lower),
    ("none", NeedDirection::None),
];

fn question(node: &Node, findings: &mut Vec<Finding>) -> Option<Question> {
    let mut fields = Fields::of(node, "a question", findings)?;
    let id = fields.id("id");
    let outcome = fields.text("outcome");
    let kind = kind(&mut fields);
    let points = points(&mut fields, kind.as_ref());
    let weight = fields.number("weight").unwrap_or(Ratio::ONE);
    let is_required = fields.bool("required").unwrap_or(true);
    let blank = blank(&mut fields);
    let show_when = conditions::under(&mut fields, "show-when");
    let more_need = fields.word("more-need", &NEED);
    let answered_by = answered_by(&mut fields);
    let is_unpriced = fields.bool("unpriced").unwrap_or(false);
    let source = fields.text("source");
    if id.as_deref() == Some("person") {
        let place = fields.place.clone();
        fields.fault(
            "id",
            &place,
            "a question cannot be called `person`",
            "that column of a file of answers says whose answers they are",
        );
    }
    if is_required && show_when.is_none() && blank.is_some() {
        let place = fields.place.clone();
        fields.fault(
            "blank",
            &place,
            "this question must be answered, so a blank cannot count as anything",
            "add `required = false`, or take `blank` away",
        );
    }
    // After a fault in the kind, keys of the kind would only be reported as unknown.
    if kind.is_some() {
        fields.finish();
    }
    Some(Question {
        id: id?,
        outcome,
        kind: kind?,
        points,
        weight,
        is_required,
        blank,
        show_when,
        more_need,
        answered_by,
        is_unpriced,
        source,
        place: node.place.clone(),
    })
}

fn kind(fields: &mut Fields<'_>) -> Option<QuestionKind> {
    const KINDS: [(&str, u8); 7] =
        [("levels", 0), ("choice", 1), ("yes-no", 2), ("whole", 3), ("decimal", 4), ("date-of-birth", 5), ("date", 6)];
    if !fields.has("kind") {
        fields.missing("kind");
        return None;
    }
    match fields.word("kind", &KINDS)? {
        0 => Some(QuestionKind::Levels(options(fields)?)),
        1 => Some(QuestionKind::Choice(options(fields)?)),
        2 => Some(QuestionKind::YesNo),
        3 => bounds(fields, 0).map(|(min, max)| QuestionKind::Whole { min, max }),
        4 => {
            let places = u32::try_from(fields.whole("places").unwrap_or(2)).ok().filter(|places| *places <= 6);
            let Some(places) = places else {
                let place = fields.place.clone();
                fields.fault("shape", &place, "`places` must be from 0 to 6", "");
                return None;
            };
            bounds(fields, places).map(|(min, max)| QuestionKind::Decimal { min, max, places })
        }
        5 => Some(date_of_birth(fields)),
        _ => Some(QuestionKind::Date),
    }
}

fn options(fields: &mut Fields<'_>) -> Option<Vec<String>> {
    let Some(options) = fields.placed_texts("options") else {
        if !fields.has("options") {
            fields.missing("options");
        }
        return None;
    };
    for (i, (option, place)) in options.iter().enumerate() {
        if !super::is_id(option) {
            fields.fault(
                "id",
                place,
                format!("`{option}` is not an option id"),
                "use lower-case letters, digits and hyphens; the wording stands in words.en.toml",
            );
        }
        if options.iter().take(i).any(|(earlier, _)| earlier == option) {
            fields.fault("twice", place, format!("the option `{option}` stands twice"), "give each option its own id");
        }
    }
    if options.is_empty() {
        let place = fields.place.clone();
        fields.fault("shape", &place, "a question needs at least one option", "");
        return None;
    }
    Some(options.into_iter().map(|(option, _)| option).collect())
}

/// Reads `min` and `max` in units of 10^-places.
fn bounds(fields: &mut Fields<'_>, places: u32) -> Option<(i64, i64)> {
    let mut ends = [None; 2];
    for (end, key) in ends.iter_mut().zip(["min", "max"]) {
        if !fields.has(key) {
            fields.missing(key);
        }
        let Some(number) = fields.number(key) else { continue };
        let place = fields.place.clone();
        *end = number
            .over(10_i128.pow(places))
            .and_then(|units| i64::try_from(units).ok())
            .filter(|units| units.abs() <= FARTHEST);
        if end.is_none() {
            fields.fault(
                "shape",
                &place,
                format!("`{key}` = {number} cannot be used"),
                format!("give at most {places} decimals and no more than a million million of the smallest unit"),
            );
        }
    }
    let [min, max] = ends;
    let (min, max) = (min?, max?);
    if max < min {
        let place = fields.place.clone();
        fields.fault("shape", &place, "`max` is smaller than `min`", "exchange them");
        return None;
    }
    Some((min, max))
}

fn date_of_birth(fields: &mut Fields<'_>) -> QuestionKind {
    let age_in =
        fields.word("age-in", &[("years", AgeUnit::Years), ("months", AgeUnit::Months)]).unwrap_or(AgeUnit::Years);
    let mut age_on = AgeOn::Calculation;
    if let Some(text) = fields.text("age-on")
        && text != "calculation"
    {
        match DayOfYear::parse(&text) {
            Some(day) => age_on = AgeOn::DayOfYear(day),
            None => {
                let place = fields.place.clone();
                fields.fault(
                    "date",
                    &place,
                    format!("`age-on` cannot be `{text}`"),
                    "write \"calculation\" or a day of the year such as \"09-01\"",
                );
            }
        }
    }
    let per_year = if age_in == AgeUnit::Years { 1 } else { 12 };
    let min = fields.whole("min").unwrap_or(0).max(0);
    let max = fields.whole("max").unwrap_or(120 * per_year).clamp(min, 150 * per_year);
    QuestionKind::DateOfBirth { age_on, age_in, min, max }
}

fn points(fields: &mut Fields<'_>, kind: Option<&QuestionKind>) -> Vec<(String, Vec<Ratio>)> {
    let Some(node) = fields.node("points") else { return Vec::new() };
    let sets: Vec<(String, &Node)> = match &node.value {
        Value::Table(entries) => entries.iter().map(|(name, node)| (name.clone(), node)).collect(),
        _ => vec![(String::new(), node)],
    };
    let wanted = match kind {
        Some(QuestionKind::Levels(options) | QuestionKind::Choice(options)) => options.len(),
        Some(QuestionKind::YesNo | QuestionKind::Whole { .. } | QuestionKind::Decimal { .. }) => 1,
        Some(QuestionKind::DateOfBirth { .. } | QuestionKind::Date) => {
            fields.fault(
                "points",
                &node.place.clone(),
                "a date has no points",
                "use the age in a `cases`, `bands` or `lookup` step",
            );
            return Vec::new();
        }
        None => return Vec::new(),
    };
    let mut read = Vec::new();
    for (name, node) in sets {
        let items = match &node.value {
            Value::List(items) => items.as_slice(),
            _ => std::slice::from_ref(node),
        };
        let numbers: Vec<Ratio> = items.iter().filter_map(number_of).collect();
        if name == "level" || name == "points" {
            fields.fault(
                "id",
                &node.place,
                format!("a point set cannot be called `{name}`"),
                "`question.level` and `question.points` mean something else; choose another name",
            );
            continue;
        }
        if numbers.len() != items.len() || numbers.len() != wanted {
            let message = format!("{wanted} point numbers are wanted here, and {} stand", numbers.len());
            fields.fault("points", &node.place, message, "give one number for each option, in the order of `options`; one number for yes, or for each unit of a number");
            continue;
        }
        read.push((name, numbers));
    }
    read
}

fn blank(fields: &mut Fields<'_>) -> Option<String> {
    let node = fields.node("blank")?;
    match &node.value {
        Value::Text(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(if *flag { "yes" } else { "no" }.to_owned()),
        Value::Date(date) => Some(date.to_string()),
        _ => {
            let place = node.place.clone();
            fields.fault("shape", &place, "`blank` must be an option or a number", "");
            None
        }
    }
}

fn answered_by(fields: &mut Fields<'_>) -> Vec<Answerer> {
    let Some(names) = fields.placed_texts("answered-by") else { return Vec::new() };
    let mut who = Vec::new();
    for (name, place) in names {
        match WHO.iter().find(|(known, _)| *known == name) {
            Some((_, answerer)) => who.push(*answerer),
            None => fields.fault(
                "unknown-word",
                &place,
                format!("`{name}` is nobody who can answer"),
                "choose from child, young-person, parent-carer, professional",
            ),
        }
    }
    who
}
