//! Lines one below another, each with a label: beside the drawing where there is room, above the line on a telephone.

/// How such lines are laid out, in the drawing's own units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Layout {
    /// How wide the drawing is.
    pub width: i64,
    /// Where the axis begins.
    pub left: i64,
    /// How long the axis is.
    pub length: i64,
    /// From one line to the next.
    pub row: i64,
    /// Where a label stands.
    pub label_x: i64,
    /// How far below the line's middle it stands; above it where this is below nothing.
    pub label_y: i64,
    /// Which end of it stands there.
    pub anchor: &'static str,
    /// Letters of it that fit.
    letters: usize,
}

/// For a desk's screen and for paper.
pub(super) const WIDE: Layout =
    Layout { width: 840, left: 220, length: 560, row: 24, label_x: 204, label_y: 5, anchor: "end", letters: 26 };
/// For a telephone.
pub(super) const NARROW: Layout =
    Layout { width: 360, left: 20, length: 304, row: 44, label_x: 28, label_y: -12, anchor: "start", letters: 42 };

impl Layout {
    /// A label that fits; tables and tooltips have it whole.
    pub fn label(&self, label: &str) -> String {
        if label.chars().count() <= self.letters {
            return label.to_owned();
        }
        let kept: String = label.chars().take(self.letters - 1).collect();
        format!("{}…", kept.trim_end())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_shortened_to_the_room_that_there_is() {
        let name = "Wolfeschlegelsteinhausenbergerdorff";
        assert_eq!(WIDE.label(name), "Wolfeschlegelsteinhausenb…");
        assert_eq!((NARROW.label(name).as_str(), WIDE.label("Sam").as_str()), (name, "Sam"));
    }
}
