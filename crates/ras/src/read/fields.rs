//! Reading the keys of one table: each is taken by name and type, and what is left over at the end is a fault with the
//! nearest known key.

use super::node::{Node, Value};
use crate::Ratio;
use crate::finding::{Finding, Place, nearest};
use crate::number::RoundingMode;
use crate::scheme::{InForce, Ref, Rounding};
use jiff::civil::Date;

/// The keys of a table that is being read.
pub(super) struct Fields<'a> {
    entries: &'a [(String, Node)],
    /// Keys asked for so far.
    known: Vec<&'static str>,
    pub(super) place: Place,
    pub(super) findings: &'a mut Vec<Finding>,
}

impl<'a> Fields<'a> {
    /// Starts on a node, which must be a table; `what` names it in the message when it is not.
    pub(super) fn of(node: &'a Node, what: &str, findings: &'a mut Vec<Finding>) -> Option<Fields<'a>> {
        match &node.value {
            Value::Table(entries) => Some(Fields { entries, known: Vec::new(), place: node.place.clone(), findings }),
            other => {
                let message = format!("{what} must be a table, and this is {}", other.name());
                findings.push(Finding::fault("shape", &node.place, message).help("write it as { key = value, … }"));
                None
            }
        }
    }

    pub(super) fn fault(
        &mut self,
        code: &'static str,
        place: &Place,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.findings.push(Finding::fault(code, place, message).help(help));
    }

    /// The raw node of a key.
    pub(super) fn node(&mut self, key: &'static str) -> Option<&'a Node> {
        if !self.known.contains(&key) {
            self.known.push(key);
        }
        self.entries.iter().find(|(name, _)| name == key).map(|(_, node)| node)
    }

    /// Whether a key is there, without taking it.
    pub(super) fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|(name, _)| name == key)
    }

    pub(super) fn missing(&mut self, key: &str) {
        let place = self.place.clone();
        self.fault("missing-key", &place, format!("`{key}` is missing"), format!("add a line `{key} = …`"));
    }

    fn wrong(&mut self, key: &str, wanted: &str, node: &Node) {
        let message = format!("`{key}` must be {wanted}, and this is {}", node.value.name());
        self.fault("shape", &node.place, message, "see docs/schemes.md");
    }

    pub(super) fn text(&mut self, key: &'static str) -> Option<String> {
        let node = self.node(key)?;
        match &node.value {
            Value::Text(text) => Some(text.clone()),
            _ => {
                self.wrong(key, "a text in quotes", node);
                None
            }
        }
    }

    /// An id: lower-case letters, digits and hyphens.
    pub(super) fn id(&mut self, key: &'static str) -> Option<String> {
        let Some(text) = self.text(key) else {
            if !self.has(key) {
                self.missing(key);
            }
            return None;
        };
        let place = self.node(key).map_or_else(|| self.place.clone(), |node| node.place.clone());
        if is_id(&text) && text.bytes().any(|byte| byte.is_ascii_lowercase()) {
            return Some(text);
        }
        self.fault(
            "id",
            &place,
            format!("`{text}` is not an id"),
            "use lower-case letters, digits and hyphens, at most 64, with at least one letter",
        );
        None
    }

    /// A list of texts, or a single text as a list of one.
    pub(super) fn texts(&mut self, key: &'static str) -> Option<Vec<String>> {
        Some(self.placed_texts(key)?.into_iter().map(|(text, _)| text).collect())
    }

    pub(super) fn placed_texts(&mut self, key: &'static str) -> Option<Vec<(String, Place)>> {
        let node = self.node(key)?;
        let items = match &node.value {
            Value::List(items) => items.as_slice(),
            _ => std::slice::from_ref(node),
        };
        let mut texts = Vec::new();
        for item in items {
            match &item.value {
                Value::Text(text) => texts.push((text.clone(), item.place.clone())),
                _ => self.wrong(key, "texts in quotes", item),
            }
        }
        Some(texts)
    }

    pub(super) fn bool(&mut self, key: &'static str) -> Option<bool> {
        let node = self.node(key)?;
        match &node.value {
            Value::Bool(flag) => Some(*flag),
            _ => {
                self.wrong(key, "true or false", node);
                None
            }
        }
    }

    pub(super) fn date(&mut self, key: &'static str) -> Option<Date> {
        let node = self.node(key)?;
        let date = match &node.value {
            Value::Date(date) => Some(*date),
            Value::Text(text) => crate::calendar::parse_iso(text),
            _ => None,
        };
        if date.is_none() {
            self.wrong(key, "a date such as 2026-04-01", node);
        }
        date
    }

    pub(super) fn number(&mut self, key: &'static str) -> Option<Ratio> {
        let node = self.node(key)?;
        let number = number_of(node);
        if number.is_none() {
            self.wrong(key, "a number", node);
        }
        number
    }

    pub(super) fn whole(&mut self, key: &'static str) -> Option<i64> {
        let place = self.node(key)?.place.clone();
        let number = self.number(key)?;
        let whole = number.is_whole().then(|| i64::try_from(number.num()).ok()).flatten();
        if whole.is_none() {
            self.fault(
                "shape",
                &place,
                format!("`{key}` must be a whole number, and this is {number}"),
                "take the decimals away",
            );
        }
        whole
    }

    pub(super) fn numbers(&mut self, key: &'static str) -> Option<Vec<Ratio>> {
        let node = self.node(key)?;
        let Value::List(items) = &node.value else {
            self.wrong(key, "a list of numbers", node);
            return None;
        };
        let numbers: Vec<Ratio> = items.iter().filter_map(number_of).collect();
        if numbers.len() != items.len() {
            self.wrong(key, "a list of numbers", node);
            return None;
        }
        Some(numbers)
    }

    /// A number or a reference.
    pub(super) fn reference(&mut self, key: &'static str) -> Option<Ref> {
        let node = self.node(key)?;
        let reference = ref_of(node);
        if reference.is_none() {
            self.wrong(key, "a number or an id in quotes", node);
        }
        reference
    }

    pub(super) fn required_ref(&mut self, key: &'static str) -> Option<Ref> {
        if !self.has(key) {
            self.known.push(key);
            self.missing(key);
            return None;
        }
        self.reference(key)
    }

    /// A list of numbers and references (`each` tables in it already unrolled).
    pub(super) fn references(&mut self, key: &'static str) -> Option<Vec<Ref>> {
        let Some(node) = self.node(key) else {
            self.missing(key);
            return None;
        };
        let items = match &node.value {
            Value::List(items) => items.as_slice(),
            _ => std::slice::from_ref(node),
        };
        let mut references = Vec::new();
        for item in items {
            match ref_of(item).or_else(|| wrapped_ref(item)) {
                Some(reference) => references.push(reference),
                None => self.wrong(key, "numbers and ids", item),
            }
        }
        Some(references)
    }

    /// One of a few words.
    pub(super) fn word<T: Copy>(&mut self, key: &'static str, choices: &[(&'static str, T)]) -> Option<T> {
        let text = self.text(key)?;
        let found = choices.iter().find(|(name, _)| *name == text).map(|(_, value)| *value);
        if found.is_none() {
            let place = self.node(key).map_or_else(|| self.place.clone(), |node| node.place.clone());
            let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
            self.fault(
                "unknown-word",
                &place,
                format!("`{key}` cannot be `{text}`"),
                format!("choose one of {}", names.join(", ")),
            );
        }
        found
    }

    /// `{ to = 0.01, mode = "half-up" }`.
    pub(super) fn rounding(&mut self, key: &'static str) -> Option<Rounding> {
        let node = self.node(key)?;
        let mut fields = Fields::of(node, key, self.findings)?;
        let to = fields.number("to");
        let mode = fields.word("mode", &RoundingMode::ALL);
        for key in ["to", "mode"] {
            if !fields.has(key) {
                fields.missing(key);
            }
        }
        fields.finish();
        let to = to?;
        if to <= Ratio::ZERO {
            self.fault(
                "rounding",
                &node.place,
                format!("a number cannot be rounded to {to}"),
                "`to` is a unit above zero, such as 0.01, 1 or 5",
            );
            return None;
        }
        Some(Rounding { to, mode: mode? })
    }

    pub(super) fn in_force(&mut self) -> InForce {
        let dates = InForce { from: self.date("effective-from"), until: self.date("effective-until") };
        if let (Some(from), Some(until)) = (dates.from, dates.until)
            && until < from
        {
            let place = self.place.clone();
            self.fault(
                "dates",
                &place,
                format!("it ends on {until}, before it starts on {from}"),
                "exchange the two dates",
            );
        }
        dates
    }

    /// The entries of a table whose keys are ids, not fixed words.
    pub(super) fn open_table(&mut self, key: &'static str) -> Option<&'a [(String, Node)]> {
        let node = self.node(key)?;
        match &node.value {
            Value::Table(entries) => Some(entries),
            _ => {
                self.wrong(key, "a table", node);
                None
            }
        }
    }

    /// The tables of `[[key]]`.
    pub(super) fn list(&mut self, key: &'static str) -> &'a [Node] {
        match self.node(key).map(|node| (node, &node.value)) {
            None => &[],
            Some((_, Value::List(items))) => items,
            Some((node, _)) => {
                self.wrong(key, "a list of tables", node);
                &[]
            }
        }
    }

    /// Faults for keys that nothing asked for.
    pub(super) fn finish(self) {
        for (name, node) in self.entries {
            if !self.known.contains(&name.as_str()) {
                let help = match nearest(name, self.known.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("keys known here: {}", self.known.join(", ")),
                };
                self.findings.push(
                    Finding::fault("unknown-key", &node.place, format!("the key `{name}` is not known here"))
                        .help(help),
                );
            }
        }
    }
}

/// Whether a text may be an id.
#[must_use]
pub fn is_id(text: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    (1..=64).contains(&text.len()) && text.bytes().all(plain) && !text.starts_with('-')
}

/// A number written plainly or in quotes.
pub(super) fn number_of(node: &Node) -> Option<Ratio> {
    match &node.value {
        Value::Number(number) => Some(*number),
        Value::Text(text) => text.parse().ok(),
        _ => None,
    }
}

/// A number, or an id in quotes.
pub(super) fn ref_of(node: &Node) -> Option<Ref> {
    match &node.value {
        Value::Number(number) => Some(Ref::Number(*number)),
        Value::Text(text) => match text.parse() {
            Ok(number) => Some(Ref::Number(number)),
            Err(_) => Some(Ref::Name(text.clone(), node.place.clone())),
        },
        _ => None,
    }
}

/// `{ of = "id" }`, which is what an unrolled `each` in a list leaves.
fn wrapped_ref(node: &Node) -> Option<Ref> {
    match &node.value {
        Value::Table(entries) => match entries.as_slice() {
            [(key, inner)] if key == "of" => ref_of(inner),
            _ => None,
        },
        _ => None,
    }
}
