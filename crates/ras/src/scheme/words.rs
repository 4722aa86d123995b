//! Wording in one language, apart from the rules. All maps are by id.

use std::collections::BTreeMap;

/// All the wording of a scheme in one language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// Title of the scheme.
    pub title: Option<String>,
    /// Who runs it.
    pub authority: Option<String>,
    /// A paragraph for families.
    pub summary: Option<String>,
    /// The statement of method.
    pub method: Option<String>,
    /// How to challenge a figure.
    pub challenge: Option<String>,
    /// Who may change a figure, which way, with which reasons.
    pub adjustment: Option<String>,
    /// Names of outcomes.
    pub outcomes: BTreeMap<String, String>,
    /// Names of streams.
    pub streams: BTreeMap<String, String>,
    /// Wording of questions.
    pub questions: BTreeMap<String, QuestionWords>,
    /// Names of parameters.
    pub parameters: BTreeMap<String, String>,
    /// Names of steps.
    pub steps: BTreeMap<String, String>,
    /// Names of tables.
    pub tables: BTreeMap<String, String>,
    /// Names of conditions.
    pub conditions: BTreeMap<String, String>,
    /// Why amounts outside a step's table are refused.
    pub refusals: BTreeMap<String, String>,
    /// Why a stream is not open to someone.
    pub not_eligible: BTreeMap<String, String>,
    /// What a route out of the table means.
    pub routes: BTreeMap<String, String>,
}

/// Wording of a question.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QuestionWords {
    /// The question.
    pub text: Option<String>,
    /// Shown under it.
    pub help: Option<String>,
    /// Scoring guidance; public.
    pub guidance: Option<String>,
    /// What a number counts.
    pub unit: Option<String>,
    /// Wording of each option.
    pub options: BTreeMap<String, String>,
}

impl Words {
    /// These words, with what is missing taken from others.
    #[must_use]
    pub fn or(mut self, other: Words) -> Words {
        fn fill<V>(mine: &mut BTreeMap<String, V>, theirs: BTreeMap<String, V>) {
            for (id, text) in theirs {
                mine.entry(id).or_insert(text);
            }
        }
        self.title = self.title.or(other.title);
        self.authority = self.authority.or(other.authority);
        self.summary = self.summary.or(other.summary);
        self.method = self.method.or(other.method);
        self.challenge = self.challenge.or(other.challenge);
        self.adjustment = self.adjustment.or(other.adjustment);
        for (id, theirs) in other.questions {
            let mine = self.questions.entry(id).or_default();
            mine.text = mine.text.take().or(theirs.text);
            mine.help = mine.help.take().or(theirs.help);
            mine.guidance = mine.guidance.take().or(theirs.guidance);
            mine.unit = mine.unit.take().or(theirs.unit);
            fill(&mut mine.options, theirs.options);
        }
        fill(&mut self.outcomes, other.outcomes);
        fill(&mut self.streams, other.streams);
        fill(&mut self.parameters, other.parameters);
        fill(&mut self.steps, other.steps);
        fill(&mut self.tables, other.tables);
        fill(&mut self.conditions, other.conditions);
        fill(&mut self.refusals, other.refusals);
        fill(&mut self.not_eligible, other.not_eligible);
        fill(&mut self.routes, other.routes);
        self
    }

    /// A question's wording, or its id.
    #[must_use]
    pub fn question<'a>(&'a self, id: &'a str) -> &'a str {
        self.questions.get(id).and_then(|words| words.text.as_deref()).unwrap_or(id)
    }

    /// An option's wording, or a default for the usual ids, or the id.
    #[must_use]
    pub fn option<'a>(&'a self, question: &str, option: &'a str) -> &'a str {
        let own = self.questions.get(question).and_then(|words| words.options.get(option));
        own.map_or_else(|| usual_option(option), String::as_str)
    }

    /// A step's name, or its id.
    #[must_use]
    pub fn step<'a>(&'a self, id: &'a str) -> &'a str {
        self.steps.get(id).map_or(id, String::as_str)
    }

    /// A stream's name, or its id.
    #[must_use]
    pub fn stream<'a>(&'a self, id: &'a str) -> &'a str {
        self.streams.get(id).map_or(id, String::as_str)
    }

    /// An outcome's name, or the usual name of an Every Child Matters outcome, or its id.
    #[must_use]
    pub fn outcome<'a>(&'a self, id: &'a str) -> &'a str {
        self.outcomes.get(id).map_or_else(|| usual_outcome(id), String::as_str)
    }
}

/// The five Every Child Matters outcomes, by id and name.
pub const EVERY_CHILD_MATTERS: [(&str, &str); 5] = [
    ("be-healthy", "Be healthy"),
    ("stay-safe", "Stay safe"),
    ("enjoy-and-achieve", "Enjoy and achieve"),
    ("positive-contribution", "Make a positive contribution"),
    ("economic-well-being", "Achieve economic well-being"),
];

fn usual_outcome(id: &str) -> &str {
    EVERY_CHILD_MATTERS.iter().find(|(outcome, _)| *outcome == id).map_or(id, |(_, name)| name)
}

fn usual_option(id: &str) -> &str {
    match id {
        "none" => "None",
        "some" => "Some",
        "substantial" => "Substantial",
        "exceptional" => "Exceptional",
        "yes" => "Yes",
        "no" => "No",
        other => other,
    }
}
