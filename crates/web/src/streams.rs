//! What funding streams are called: by their ids alone, or in the words of the scheme that a figure came of.

use actions::schemes::under;
use store::Query;
use store::budgets::StoredBudget;

use crate::fault::Fault;
use crate::words::Language;

/// A stream as people read it where no scheme is at hand: `social-care` is Social care.
pub(crate) fn called(id: &str) -> String {
    let words = id.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Each stream of a figure with its name; nothing where no figure was told.
pub(crate) async fn names_of(
    at: &mut impl Query,
    language: Language,
    told: Option<&StoredBudget>,
) -> Result<Vec<(String, String)>, Fault> {
    let Some(told) = told else { return Ok(Vec::new()) };
    let loaded = under(at, told.scheme_version, told.worked_out_on).await?;
    let words = loaded.scheme.words_in(language.code());
    let name = |id: &str| (id.to_owned(), words.stream(id).to_owned());
    Ok(loaded.scheme.streams.iter().map(|stream| name(&stream.id)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_is_called_as_people_say_it() {
        assert_eq!(called("charity-of-the-town"), "Charity of the town");
        assert_eq!(called(""), "");
    }
}
