//! The signs of sums. They are the same in every language, so they are no part of the catalogue.

use super::super::desk::Desk;
use super::super::directory::Operand;
use super::super::figure::Style;
use super::super::wording::figure;

pub(super) const PLUS: &str = " + ";
pub(super) const MINUS: &str = " − ";
pub(super) const TIMES: &str = " × ";
pub(super) const DIVIDED: &str = " ÷ ";
pub(super) const EQUALS: &str = " = ";

/// Writes ` = ` and what comes out.
pub(super) fn equals(desk: &Desk<'_>, out: &mut String, numerator: i128, style: Style<'_>) {
    out.push_str(EQUALS);
    desk.wording.put(out, figure(numerator, style));
}

/// Writes factors with `×` between them; one below nothing stands in brackets unless it comes first.
pub(super) fn product<'o, 'a: 'o>(
    desk: &Desk<'_>,
    out: &mut String,
    factors: impl IntoIterator<Item = &'o Operand<'a>>,
) {
    for (at, factor) in factors.into_iter().enumerate() {
        if at > 0 {
            out.push_str(TIMES);
        }
        guarded(desk, out, factor, at > 0);
    }
}

/// Writes an operand, in brackets when it is below nothing and follows a sign.
pub(super) fn guarded(desk: &Desk<'_>, out: &mut String, operand: &Operand<'_>, follows_sign: bool) {
    let in_brackets = follows_sign && desk.values.get(operand.node) < 0;
    if in_brackets {
        out.push('(');
    }
    desk.put(out, operand);
    if in_brackets {
        out.push(')');
    }
}
