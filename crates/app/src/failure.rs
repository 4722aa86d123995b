//! The one report that commands end with when they cannot go on: what is wrong, where, and what to do.

use std::fmt;

/// Why a command stopped.
#[derive(Debug)]
pub struct Failure {
    message: String,
    help: String,
    /// Whoever read the output has gone away, as `head` does: nothing is wrong.
    pub is_unread: bool,
}

impl Failure {
    /// What is wrong.
    pub fn new(message: impl Into<String>) -> Failure {
        Failure { message: message.into(), help: String::new(), is_unread: false }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Failure {
        self.help = help.into();
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: {}", self.message)?;
        if !self.help.is_empty() {
            write!(f, "\n  help: {}", self.help)?;
        }
        Ok(())
    }
}

impl From<ras::Faults> for Failure {
    fn from(faults: ras::Faults) -> Failure {
        let count = faults.0.len();
        let what = if count == 1 { "1 fault".to_owned() } else { format!("{count} faults") };
        Failure::new(format!("the scheme cannot be used: {what}\n{faults}"))
            .help("`sevensteps ras check` shows everything about a scheme")
    }
}

impl From<store::StoreError> for Failure {
    fn from(error: store::StoreError) -> Failure {
        Failure::new(error.to_string())
    }
}

impl From<actions::ActionError> for Failure {
    fn from(error: actions::ActionError) -> Failure {
        let actions::ActionError::Invalid(problems) = &error else { return Failure::new(error.to_string()) };
        let told: Vec<String> = problems.iter().map(|one| told(one.field.as_str(), one.code)).collect();
        Failure::new(told.join("\n"))
    }
}

/// What is wrong with something that was typed, for the few commands that type something.
fn told(field: &str, code: &'static str) -> String {
    match code {
        "hold-reason-missing" => "a hold needs a reason: give it with --reason".to_owned(),
        "no-address" => "that is no e-mail address: give one such as name@exampleshire.gov.uk".to_owned(),
        "three-digits" => "the department's code of an authority has three digits".to_owned(),
        "name" => "that is no name: see --given and --family".to_owned(),
        "missing" => format!("{field} is missing"),
        code => format!("{field} cannot be taken as typed: {code}"),
    }
}
