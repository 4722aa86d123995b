//! Wording: what is missing in the scheme's own language, and words for ids that do not exist.

use super::listed;
use crate::calculator::Calculator;
use crate::finding::{Finding, Place, nearest};
use crate::scheme::{EVERY_CHILD_MATTERS, QuestionKind, Scheme, Words};
use std::collections::{BTreeMap, BTreeSet};

/// Options whose ids have words of their own.
const USUAL_OPTIONS: [&str; 6] = ["none", "some", "substantial", "exceptional", "yes", "no"];

/// Warnings about wording. `calculators` are those of every day; they show which tables can refuse.
pub(in crate::check) fn warnings(scheme: &Scheme, calculators: &[Calculator]) -> Vec<Finding> {
    let file = file_of(&scheme.language);
    let mut findings = Vec::new();
    match scheme.words.get(&scheme.language) {
        None => {
            let message = format!("there is no wording in the scheme's language, `{}`", scheme.language);
            let help = format!("add {file}: title, authority, and the text of each question");
            findings.push(Finding::warning("wording", &Place::top_of(&file), message).help(help));
        }
        Some(words) => findings.extend(missing(scheme, words, calculators, &Place::top_of(&file))),
    }
    for (language, words) in &scheme.words {
        findings.extend(unknown(scheme, words, &Place::top_of(&file_of(language))));
    }
    findings
}

fn file_of(language: &str) -> String {
    format!("words.{language}.toml")
}

fn missing(scheme: &Scheme, words: &Words, calculators: &[Calculator], place: &Place) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut warn = |message: String, help: String| {
        findings.push(Finding::warning("wording", place, message).help(help));
    };
    let texts = [
        ("title", &words.title, "the name of the scheme"),
        ("authority", &words.authority, "who runs it"),
        ("method", &words.method, "how points and prices were set, tested and agreed"),
        ("challenge", &words.challenge, "how to ask for another look, and by when"),
    ];
    for (key, text, what) in texts {
        if text.as_ref().is_none_or(|text| text.trim().is_empty()) {
            warn(format!("`{key}` is missing: {what}"), format!("add {key} = \"…\""));
        }
    }
    for (section, what, ids) in lacking(scheme, words, calculators) {
        if !ids.is_empty() {
            let message = format!("no words for {what} {}", listed(ids.iter().copied()));
            warn(message, format!("add them under [{section}]"));
        }
    }
    findings
}

/// What is missing: section, what it is about, ids.
fn lacking<'a>(
    scheme: &'a Scheme,
    words: &Words,
    calculators: &'a [Calculator],
) -> Vec<(&'static str, &'static str, Vec<&'a str>)> {
    fn without<'a, V>(ids: impl Iterator<Item = &'a str>, words: &BTreeMap<String, V>) -> Vec<&'a str> {
        let mut ids: Vec<&str> = ids.filter(|id| !words.contains_key(*id)).collect();
        ids.dedup();
        ids
    }
    let has_text = |id: &str| words.questions.get(id).is_some_and(|words| words.text.is_some());
    let questions = scheme.questions.iter().map(|question| question.id.as_str()).filter(|id| !has_text(id)).collect();
    let options = scheme.questions.iter().filter(|question| lacks_option(question, words));
    let options = options.map(|question| question.id.as_str()).collect();
    let is_usual = |id: &&str| !EVERY_CHILD_MATTERS.iter().any(|(usual, _)| usual == id);
    let outcomes = scheme.outcomes.iter().map(|outcome| outcome.id.as_str()).filter(is_usual);
    let gated = scheme.streams.iter().filter(|stream| stream.eligible_when.is_some());
    vec![
        ("stream", "the streams", without(scheme.streams.iter().map(|stream| stream.id.as_str()), &words.streams)),
        ("outcome", "the outcomes", without(outcomes, &words.outcomes)),
        ("question.…", "the questions", questions),
        ("question.…", "the options of", options),
        ("step", "the steps", without(scheme.steps.iter().map(|step| step.id.as_str()), &words.steps)),
        (
            "refusal",
            "why amounts outside the table are refused, for",
            without(refusing(calculators).into_iter(), &words.refusals),
        ),
        (
            "not-eligible",
            "who is not eligible, for",
            without(gated.map(|stream| stream.id.as_str()), &words.not_eligible),
        ),
        ("route", "the routes", without(scheme.routes.iter().map(|route| route.id.as_str()), &words.routes)),
    ]
}

fn lacks_option(question: &crate::scheme::Question, words: &Words) -> bool {
    let own = words.questions.get(&question.id).map(|words| &words.options);
    let options = match &question.kind {
        QuestionKind::Levels(options) | QuestionKind::Choice(options) => options.as_slice(),
        _ => &[],
    };
    let has_words = |id: &String| USUAL_OPTIONS.contains(&id.as_str()) || own.is_some_and(|own| own.contains_key(id));
    !options.iter().all(has_words)
}

/// The steps at whose own table a sheet can be refused.
fn refusing(calculators: &[Calculator]) -> BTreeSet<&str> {
    let mut refusing = BTreeSet::new();
    for calculator in calculators {
        let reaches = |id| calculator.reach(id);
        for node in &calculator.nodes {
            let step = calculator.steps.iter().find(|step| Some(step.index) == node.step);
            if let Some(step) = step
                && node.can_refuse
                && crate::calculator::can_miss(&node.op, &reaches)
            {
                refusing.insert(step.id.as_str());
            }
        }
    }
    refusing
}

/// Warnings for words about things that are not there: often an id with a slip of the pen.
fn unknown(scheme: &Scheme, words: &Words, place: &Place) -> Vec<Finding> {
    fn keys<V>(map: &BTreeMap<String, V>) -> Vec<&str> {
        map.keys().map(String::as_str).collect()
    }
    let streams: Vec<&str> = scheme.streams.iter().map(|stream| stream.id.as_str()).collect();
    let steps: Vec<&str> = scheme.steps.iter().map(|step| step.id.as_str()).collect();
    let sections: [(&str, Vec<&str>, Vec<&str>); 9] = [
        ("outcome", keys(&words.outcomes), scheme.outcomes.iter().map(|outcome| outcome.id.as_str()).collect()),
        ("stream", keys(&words.streams), streams.clone()),
        ("question", keys(&words.questions), scheme.questions.iter().map(|question| question.id.as_str()).collect()),
        ("parameter", keys(&words.parameters), scheme.parameters.iter().map(|p| p.id.as_str()).collect()),
        ("step", keys(&words.steps), steps.clone()),
        ("table", keys(&words.tables), scheme.tables.iter().map(|table| table.id.as_str()).collect()),
        ("condition", keys(&words.conditions), scheme.conditions.iter().map(|c| c.id.as_str()).collect()),
        ("refusal", keys(&words.refusals), steps),
        ("not-eligible", keys(&words.not_eligible), streams),
    ];
    let mut findings = Vec::new();
    let mut warn = |section: &str, id: &str, known: &[&str]| {
        let help = match nearest(id, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "take it away, or mend the id".to_owned(),
        };
        let message = format!("there are words under [{section}] for `{id}`, which is not there");
        findings.push(Finding::warning("unknown-words", place, message).help(help));
    };
    for (section, ids, known) in &sections {
        ids.iter().filter(|id| !known.contains(id)).for_each(|id| warn(section, id, known));
    }
    let routes: Vec<&str> = scheme.routes.iter().map(|route| route.id.as_str()).collect();
    words.routes.keys().filter(|id| !routes.contains(&id.as_str())).for_each(|id| warn("route", id, &routes));
    for question in &scheme.questions {
        let known: Vec<&str> = match &question.kind {
            QuestionKind::YesNo => vec!["yes", "no"],
            _ => question.options().unwrap_or_default().iter().map(String::as_str).collect(),
        };
        let options = words.questions.get(&question.id).map(|words| keys(&words.options)).unwrap_or_default();
        let section = format!("question.{}", question.id);
        options.iter().filter(|id| !known.contains(id)).for_each(|id| warn(&section, id, &known));
    }
    findings
}
