//! What the certificates mean for the scheme: a counter-example is a fault, an open question a warning.

use super::listed;
use crate::check::{Day, Proof};
use crate::finding::Finding;
use crate::scheme::Scheme;

/// Findings of a day's certificates.
pub(in crate::check) fn findings(scheme: &Scheme, day: &Day) -> Vec<Finding> {
    let mut findings = Vec::new();
    for certificate in &day.certificates {
        let Some(stream) = scheme.streams.iter().find(|stream| stream.id == certificate.stream) else { continue };
        match (&certificate.verdict, &certificate.counter_example) {
            (Proof::CounterExample, Some(example)) => {
                let message = format!(
                    "more need can mean less money in `{}`: `{}` from {} to {} lowers {} to {}",
                    stream.id,
                    example.question,
                    example.from,
                    example.to,
                    example.amount_before.in_words(scheme.currency),
                    example.amount_after.in_words(scheme.currency),
                );
                let help =
                    "mend the points, table or weights, or the question's `more-need` if it is the wrong way round";
                findings.push(Finding::fault("less-for-more", &stream.place, message).help(help));
            }
            (Proof::Undecided, _) => {
                let questions = listed(certificate.undecided.iter().map(String::as_str));
                let message = format!(
                    "neither a proof nor a counter-example was found that more need never means less money in `{}`: {questions}",
                    stream.id
                );
                let help = "look at these questions by hand, or make the steps they go through simpler";
                findings.push(Finding::warning("undecided", &stream.place, message).help(help));
            }
            _ => {}
        }
    }
    findings
}
