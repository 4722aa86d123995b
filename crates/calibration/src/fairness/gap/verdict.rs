//! What has become of a gap once a factor is allowed for: the one word that must not be missed.

use super::super::Estimate;
use serde::Serialize;

/// The named conclusions. A gap is *clear* when its interval leaves nought out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Conclusion {
    /// It was clear one way, and is now clear the other way.
    Reverses,
    /// It was clear; what is left points the other way, and may be chance.
    TurnsRound,
    /// It was clear; what is left points the same way, and may be chance.
    Vanishes,
    /// It was hidden: not clear before, and clear now.
    Appears,
    /// Still clear, and less than half of what it was.
    Shrinks,
    /// Still clear, and more than half as large again.
    Grows,
    /// Still clear, and about what it was.
    Stays,
    /// Not clear before, and not now.
    NeverClear,
}

impl Conclusion {
    /// Whether reading the raw gap alone would mislead.
    #[must_use]
    pub fn is_warning(self) -> bool {
        matches!(self, Conclusion::Reverses | Conclusion::TurnsRound | Conclusion::Vanishes | Conclusion::Appears)
    }
}

/// Compares a gap before and after.
#[must_use]
pub fn conclusion(raw: &Estimate, allowed_for: &Estimate) -> Conclusion {
    let is_opposite = raw.value * allowed_for.value < 0.0;
    let size = allowed_for.value.abs() / raw.value.abs();
    match (raw.is_clear(), allowed_for.is_clear()) {
        (true, true) if is_opposite => Conclusion::Reverses,
        (true, false) if is_opposite => Conclusion::TurnsRound,
        (true, false) => Conclusion::Vanishes,
        (false, true) => Conclusion::Appears,
        (false, false) => Conclusion::NeverClear,
        (true, true) if size < 0.5 => Conclusion::Shrinks,
        (true, true) if size > 1.5 => Conclusion::Grows,
        (true, true) => Conclusion::Stays,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_conclusion_has_its_gaps() {
        let clear = |value: f64| Estimate::new(value, 1.0, 100.0, 0.95);
        let unclear = |value: f64| Estimate::new(value, 100.0, 100.0, 0.95);
        for (raw, after, wanted) in [
            (clear(-20.0), clear(8.0), Conclusion::Reverses),
            (clear(-20.0), unclear(8.0), Conclusion::TurnsRound),
            (clear(-20.0), unclear(-8.0), Conclusion::Vanishes),
            (unclear(-20.0), clear(-8.0), Conclusion::Appears),
            (clear(-20.0), clear(-8.0), Conclusion::Shrinks),
            (clear(-20.0), clear(-31.0), Conclusion::Grows),
            (clear(-20.0), clear(-20.0), Conclusion::Stays),
            (unclear(-20.0), unclear(20.0), Conclusion::NeverClear),
        ] {
            assert_eq!(conclusion(&raw, &after), wanted);
        }
    }
}
