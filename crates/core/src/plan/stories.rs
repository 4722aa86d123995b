//! Pieces of plans as data: made-up stories of what others did, from which a family can begin. Nobody in them is real.
//!
//! What a story tells in words stands beside the page that shows it.

use std::sync::LazyLock;

use serde::Deserialize;

use super::piece::Body;

/// A piece of a made-up plan.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Sample {
    /// What it says.
    pub body: Body,
    /// The outcomes that it serves, by their places among the outcomes before it.
    #[serde(default)]
    pub serves: Vec<usize>,
}

/// A story: what somebody wanted, and the support that they found for it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Story {
    /// Its id.
    pub id: String,
    /// Its pieces, outcomes before what serves them.
    pub pieces: Vec<Sample>,
}

/// Data that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the pieces of `{name}` cannot be read: {why}")]
pub struct SampleError {
    /// The file or story.
    pub name: String,
    /// What is wrong, with its line.
    pub why: String,
}

#[derive(Deserialize)]
struct File {
    pieces: Vec<Sample>,
}

const FILES: [(&str, &str); 5] = [
    ("weekends", include_str!("stories/weekends.toml")),
    ("new-school", include_str!("stories/new-school.toml")),
    ("leaving-school", include_str!("stories/leaving-school.toml")),
    ("nights", include_str!("stories/nights.toml")),
    ("sister", include_str!("stories/sister.toml")),
];

/// The stories that come with the program.
///
/// # Errors
/// [`SampleError`].
pub fn known() -> Result<Vec<Story>, SampleError> {
    static KNOWN: LazyLock<Result<Vec<Story>, SampleError>> = LazyLock::new(all);
    KNOWN.clone()
}

fn all() -> Result<Vec<Story>, SampleError> {
    FILES.iter().map(|(id, text)| Ok(Story { id: (*id).to_owned(), pieces: read(id, text)? })).collect()
}

/// The pieces of a file.
///
/// # Errors
/// [`SampleError`].
pub fn read(name: &str, text: &str) -> Result<Vec<Sample>, SampleError> {
    let file: File =
        toml_edit::de::from_str(text).map_err(|error| SampleError { name: name.to_owned(), why: error.to_string() })?;
    Ok(file.pieces)
}

impl Sample {
    /// The piece as it fits a plan: out of one of its streams, under one of the authority's outcomes.
    #[must_use]
    pub fn fitted(&self, streams: &[String], framework: &[String]) -> Body {
        let mut body = self.body.clone();
        let fit = |own: &mut String, known: &[String]| {
            if let Some(first) = known.first().filter(|_| !known.contains(own)) {
                own.clone_from(first);
            }
        };
        match &mut body {
            Body::Support(line) => {
                if let Some(paid) = &mut line.paid {
                    fit(&mut paid.stream, streams);
                }
            }
            Body::Outcome(outcome) => fit(&mut outcome.framework, framework),
            _ => {}
        }
        body
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::BodyKind;

    #[test]
    fn every_story_can_be_begun_with() {
        for story in known().unwrap() {
            let mut outcomes = 0;
            for sample in &story.pieces {
                assert!(sample.body.clone().checked().is_ok(), "{}", story.id);
                assert!(sample.serves.iter().all(|at| *at < outcomes), "{}: serves what comes later", story.id);
                outcomes += usize::from(sample.body.kind() == BodyKind::Outcome);
            }
            let is_paid = |sample: &Sample| matches!(&sample.body, Body::Support(line) if line.is_paid());
            let is_free = |sample: &Sample| matches!(&sample.body, Body::Support(line) if !line.is_paid());
            assert!(story.pieces.iter().any(is_paid) && story.pieces.iter().any(is_free), "{}", story.id);
        }
    }

    #[test]
    fn a_line_is_paid_from_money_that_the_plan_has() {
        let story = known().unwrap().remove(0);
        let line = story.pieces.iter().find(|one| matches!(&one.body, Body::Support(line) if line.is_paid())).unwrap();
        let stream = |known: &[&str]| {
            let known: Vec<String> = known.iter().map(|one| (*one).to_owned()).collect();
            let Body::Support(line) = line.fitted(&known, &[]) else { panic!("a line stays a line") };
            line.paid.unwrap().stream
        };
        assert_eq!((stream(&["health"]).as_str(), stream(&[]).as_str()), ("health", "social-care"));
        assert_eq!(stream(&["health", "social-care"]), "social-care");
    }
}
