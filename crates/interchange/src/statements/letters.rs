//! From bytes to letters: UTF-8, UTF-16 with a mark, else Windows-1252, which holds ISO 8859-1 as far as it is printed.

use std::borrow::Cow;

use seven_core::banking::profile::Letters;

use super::StatementError;

/// What stands at 0x80 to 0x9f of Windows-1252; five places hold nothing.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

pub(super) fn decode(bytes: &[u8], wanted: Letters) -> Result<Cow<'_, str>, StatementError> {
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        return wide(rest, u16::from_le_bytes);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        return wide(rest, u16::from_be_bytes);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) if wanted != Letters::Windows => Ok(Cow::Borrowed(text)),
        Err(error) if wanted == Letters::Utf8 => {
            let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
            Err(StatementError::Letters { line: line_after(before) })
        }
        _ => Ok(Cow::Owned(bytes.iter().map(|byte| windows(*byte)).collect())),
    }
}

fn windows(byte: u8) -> char {
    let place = byte.checked_sub(0x80).and_then(|place| WINDOWS.get(usize::from(place)));
    place.copied().unwrap_or(char::from(byte))
}

fn wide(bytes: &[u8], pair: fn([u8; 2]) -> u16) -> Result<Cow<'static, str>, StatementError> {
    let units = bytes.chunks_exact(2).filter_map(|two| <[u8; 2]>::try_from(two).ok()).map(pair);
    let text: Result<String, _> = char::decode_utf16(units).collect();
    text.map(Cow::Owned).map_err(|_| StatementError::Letters { line: 1 })
}

fn line_after(before: &[u8]) -> u64 {
    u64::try_from(before.iter().filter(|byte| **byte == b'\n').count()).unwrap_or(u64::MAX).saturating_add(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_every_bank_are_read() {
        for (bytes, text) in [
            (&b"caf\xc3\xa9"[..], "café"),
            (b"\xef\xbb\xbfcaf\xc3\xa9", "café"),
            (b"caf\xe9 \x80 5", "café € 5"),
            (b"\xff\xfec\0a\0f\0\xe9\0", "café"),
            (b"\xfe\xff\0c\0a\0f\0\xe9", "café"),
        ] {
            assert_eq!(decode(bytes, Letters::Any).unwrap(), text);
        }
        assert_eq!(decode(b"\xc3\xa9", Letters::Windows).unwrap(), "Ã©");
        assert_eq!(decode(b"a\nb\xe9", Letters::Utf8), Err(StatementError::Letters { line: 2 }));
    }
}
