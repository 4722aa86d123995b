//! `words.<language>.toml`.

use super::fields::Fields;
use super::node::{Node, Value};
use crate::finding::Finding;
use crate::scheme::{QuestionWords, Words};
use std::collections::BTreeMap;

pub(super) fn read(node: &Node, findings: &mut Vec<Finding>) -> Option<Words> {
    let mut fields = Fields::of(node, "the wording", findings)?;
    let words = Words {
        title: fields.text("title"),
        authority: fields.text("authority"),
        summary: fields.text("summary"),
        method: fields.text("method"),
        challenge: fields.text("challenge"),
        adjustment: fields.text("adjustment"),
        outcomes: texts(&mut fields, "outcome"),
        streams: texts(&mut fields, "stream"),
        questions: questions(&mut fields),
        parameters: texts(&mut fields, "parameter"),
        steps: texts(&mut fields, "step"),
        tables: texts(&mut fields, "table"),
        conditions: texts(&mut fields, "condition"),
        refusals: texts(&mut fields, "refusal"),
        not_eligible: texts(&mut fields, "not-eligible"),
        routes: texts(&mut fields, "route"),
    };
    fields.finish();
    Some(words)
}

fn texts(fields: &mut Fields<'_>, key: &'static str) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    for (id, node) in fields.open_table(key).unwrap_or_default() {
        match &node.value {
            Value::Text(text) => {
                texts.insert(id.clone(), text.clone());
            }
            other => {
                let message = format!("`{id}` must be a text in quotes, and this is {}", other.name());
                fields.fault("shape", &node.place, message, "");
            }
        }
    }
    texts
}

fn questions(fields: &mut Fields<'_>) -> BTreeMap<String, QuestionWords> {
    let mut questions = BTreeMap::new();
    for (id, node) in fields.open_table("question").unwrap_or_default() {
        let Some(mut inner) = Fields::of(node, "a question's wording", fields.findings) else { continue };
        let words = QuestionWords {
            text: inner.text("text"),
            help: inner.text("help"),
            guidance: inner.text("guidance"),
            unit: inner.text("unit"),
            options: texts(&mut inner, "options"),
        };
        inner.finish();
        questions.insert(id.clone(), words);
    }
    questions
}
