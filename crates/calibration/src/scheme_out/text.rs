//! Names from a spreadsheet as ids, and texts as TOML strings.

/// A name as an id: small letters, digits, single hyphens, at least one letter; nothing when it holds none of these.
#[must_use]
pub fn id(name: &str) -> Option<String> {
    let mut made = String::new();
    for sign in name.chars() {
        if sign.is_ascii_alphanumeric() {
            made.push(sign.to_ascii_lowercase());
        } else if !made.ends_with('-') && !made.is_empty() {
            made.push('-');
        }
    }
    let mut made: String = made.trim_end_matches('-').chars().take(60).collect();
    if made.is_empty() {
        return None;
    }
    if !made.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        made = format!("group-{made}");
    }
    Some(made.trim_end_matches('-').to_owned())
}

/// A TOML basic string. JSON's escapes are all known to TOML.
pub fn quoted(text: &str) -> String {
    let escaped = serde_json::to_string(text).unwrap_or_default();
    escaped.replace('\u{7f}', "\\u007f")
}

/// Pence as a number of pounds.
pub fn pounds(pence: i64) -> String {
    match pence % 100 {
        0 => (pence / 100).to_string(),
        _ => format!("{}{}.{:02}", if pence < 0 { "-" } else { "" }, pence.abs() / 100, pence.abs() % 100),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_ids() {
        assert_eq!(id("White, not Hispanic").as_deref(), Some("white-not-hispanic"));
        assert_eq!(id("0-5").as_deref(), Some("group-0-5"));
        assert_eq!(id("(not stated)").as_deref(), Some("not-stated"));
        assert_eq!(id("—"), None);
    }

    #[test]
    fn pence_are_written_as_pounds() {
        assert_eq!(pounds(123_400), "1234");
        assert_eq!(pounds(123_450), "1234.50");
        assert_eq!(pounds(5), "0.05");
    }
}
