//! Field 86 and its kin: who it was and what it says. British banks write plain words; others put marks between.

use seven_core::banking::StatementLine;

/// Adds what a field tells to the entry before it.
pub(super) fn tell(line: &mut StatementLine, tag: &str, text: &str) {
    let (payee, reference) = if tag == "NS" {
        numbered_lines(text)
    } else if let Some(parts) = subfields(text) {
        of_subfields(&parts)
    } else if let Some(parts) = slashes(text) {
        parts
    } else {
        words(text)
    };
    if !payee.is_empty() {
        line.payee = payee;
    }
    let both = [line.reference.as_str(), reference.as_str()];
    line.reference = both.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
}

/// Plain words: the first line is who, the rest what.
fn words(text: &str) -> (String, String) {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or_default().to_owned();
    (first, lines.collect::<Vec<_>>().join(" "))
}

/// `805?00…?20…?32…`: three digits, then numbered parts after a mark of the bank's choice.
fn subfields(text: &str) -> Option<Vec<(u8, String)>> {
    let joined = text.replace('\n', "");
    let (code, rest) = joined.split_at_checked(3)?;
    let mark = rest.chars().next().filter(|mark| !mark.is_alphanumeric() && !mark.is_whitespace())?;
    let is_code = code.bytes().all(|byte| byte.is_ascii_digit());
    let numbered = |part: &str| {
        let (number, text) = part.split_at_checked(2)?;
        let number = number.bytes().all(|byte| byte.is_ascii_digit()).then(|| number.parse().ok()).flatten()?;
        Some((number, text.to_owned()))
    };
    let mut parts: Vec<(u8, String)> = Vec::new();
    for part in rest.split(mark).skip(1) {
        match (numbered(part), parts.last_mut()) {
            (Some(part), _) => parts.push(part),
            // the mark itself within a text
            (None, Some((_, text))) => {
                text.push(mark);
                text.push_str(part);
            }
            (None, None) => return None,
        }
    }
    (is_code && !parts.is_empty()).then_some(parts)
}

fn of_subfields(parts: &[(u8, String)]) -> (String, String) {
    let all = |wanted: fn(u8) -> bool| {
        let chosen = parts.iter().filter(|(number, _)| wanted(*number)).map(|(_, text)| text.trim());
        chosen.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
    };
    let payee = all(|number| matches!(number, 32 | 33));
    let purpose = all(|number| matches!(number, 20..=29 | 60..=63));
    let kind = all(|number| number == 0);
    if payee.is_empty() { (kind, purpose) } else { (payee, purpose) }
}

/// `/NAME/…/REMI/…`: words between slashes that say what follows.
fn slashes(text: &str) -> Option<(String, String)> {
    let joined = text.replace('\n', "");
    let parts: Vec<&str> = joined.split('/').collect();
    let after = |names: &[&str]| {
        let at = parts.iter().position(|part| names.contains(part))?;
        parts.get(at + 1).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
    };
    let payee = after(&["NAME", "CNTP", "ORDP", "BENM"]);
    let reference = after(&["REMI"]).or_else(|| after(&["EREF"]));
    (joined.starts_with('/') && (payee.is_some() || reference.is_some()))
        .then(|| (payee.unwrap_or_default(), reference.unwrap_or_default()))
}

/// Lines that begin with the number of what they hold: 01 to 14 what it says, 15 and 16 who.
fn numbered_lines(text: &str) -> (String, String) {
    let of = |from: u8, until: u8| {
        let chosen = text.lines().filter_map(|line| {
            let (number, words) = line.split_at_checked(2)?;
            let number: u8 = number.parse().ok()?;
            (from..=until).contains(&number).then(|| words.trim())
        });
        chosen.filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" ")
    };
    (of(15, 16), of(1, 14))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_of_writing_tells_who_and_what() {
        let plain = "TOWN HALL CAFE\nREF 22";
        assert_eq!(words(plain), ("TOWN HALL CAFE".to_owned(), "REF 22".to_owned()));
        let parts = subfields("166?00TRANSFER?20INVOICE 7? A?21?32ANN\n BELL?33LTD").unwrap();
        assert_eq!(of_subfields(&parts), ("ANN BELL LTD".to_owned(), "INVOICE 7? A".to_owned()));
        let dutch = slashes("/TRTP/SEPA/NAME/ANN BELL/REMI/INVOICE\n 7/EREF/12").unwrap();
        assert_eq!(dutch, ("ANN BELL".to_owned(), "INVOICE 7".to_owned()));
        assert_eq!(numbered_lines("01RENT\n02MAY\n15ANN\n1812"), ("ANN".to_owned(), "RENT MAY".to_owned()));
        assert!(subfields("805 WORDS").is_none() && slashes("/A").is_none());
    }
}
