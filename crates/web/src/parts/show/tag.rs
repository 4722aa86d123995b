//! A state in a word or two, as on a worklist.

use askama::Template;

/// What a state means for whoever looks. The word says it; the colour only helps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Nothing to do.
    #[default]
    Calm,
    /// Under way.
    Active,
    /// Done well.
    Good,
    /// Somebody has to look.
    Attention,
    /// Late, or refused.
    Urgent,
}

/// A state in a word or two.
#[derive(Debug, Clone, Template)]
#[template(source = "<strong class=\"govuk-tag {{ self.class() }}\">{{ text }}</strong>", ext = "html")]
pub struct Tag {
    text: String,
    tone: Tone,
}

impl Tag {
    /// A tag.
    #[must_use]
    pub fn new(text: impl Into<String>, tone: Tone) -> Tag {
        Tag { text: text.into(), tone }
    }

    fn class(&self) -> &'static str {
        match self.tone {
            Tone::Calm => "tag--calm",
            Tone::Active => "tag--active",
            Tone::Good => "tag--good",
            Tone::Attention => "tag--attention",
            Tone::Urgent => "tag--urgent",
        }
    }
}

safe!(Tag);
