//! The steps on the way, and where the reader stands.

use askama::Template;

use crate::words::PageWords;

/// Where a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Behind.
    Done,
    /// Here.
    Now,
    /// Ahead.
    Later,
}

/// A step.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub stage: Stage,
    /// Where it leads, if it can be entered.
    pub href: Option<String>,
}

/// The steps on the way. On a narrow screen only the present one has its name shown; all are read out.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/steps/trail.html")]
pub struct Trail {
    words: PageWords,
    label: Option<String>,
    steps: Vec<Step>,
}

impl Trail {
    /// The way.
    #[must_use]
    pub fn new(words: PageWords, steps: Vec<Step>) -> Trail {
        Trail { words, label: None, steps }
    }

    /// Under another name, where a page has two.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Trail {
        self.label = Some(label.into());
        self
    }

    fn position(&self) -> Option<String> {
        let (at, step) = self.steps.iter().enumerate().find(|(_, step)| step.stage == Stage::Now)?;
        let (number, total) = (at + 1, self.steps.len());
        Some(self.words.say("trail.position", &[("number", &number), ("total", &total), ("name", &step.name)]))
    }

    fn said(&self, stage: &Stage) -> &'static str {
        self.words.t(match stage {
            Stage::Done => "trail.done",
            Stage::Now => "trail.now",
            Stage::Later => "trail.later",
        })
    }

    fn class(&self, stage: &Stage) -> &'static str {
        match stage {
            Stage::Done => "trail__step trail__step--done",
            Stage::Now => "trail__step trail__step--now",
            Stage::Later => "trail__step",
        }
    }
}

safe!(Trail);
