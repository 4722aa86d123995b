//! Reasons in words: whoever decides something about a child's budget says why, so that the family can answer it.

/// Reasons have at least so many characters, blanks at the ends not counted: less is a gesture.
pub const LEAST_CHARACTERS: usize = 20;

/// Reasons that are too short to be any.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "the reasons have {characters} characters and need at least {LEAST_CHARACTERS}: say why, so that the family can answer it"
)]
pub struct ReasonsError {
    /// How many there are.
    pub characters: usize,
}

/// The reasons without blanks at their ends.
///
/// # Errors
/// [`ReasonsError`] when they are shorter than [`LEAST_CHARACTERS`].
pub fn read_reasons(text: &str) -> Result<String, ReasonsError> {
    let text = text.trim();
    let characters = text.chars().count();
    if characters < LEAST_CHARACTERS { Err(ReasonsError { characters }) } else { Ok(text.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gesture_is_no_reason() {
        assert_eq!(read_reasons("  as agreed        "), Err(ReasonsError { characters: 9 }));
        assert_eq!(read_reasons(" two carers at night "), Err(ReasonsError { characters: 19 }));
        assert_eq!(read_reasons(" two carers at nights ").as_deref(), Ok("two carers at nights"));
    }
}
