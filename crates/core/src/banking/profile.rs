//! How the columns of a bank's comma-separated file are read. Saved once, used each month: the order of day and month, the
//! decimal sign, one column of sums or two.

use serde::{Deserialize, Serialize};

use crate::codes::coded;

coded! {
    /// Which of day, month and year comes first.
    pub enum DateOrder ("order of a date") {
        /// 31/05/2026.
        DayFirst = "day-first",
        /// 05/31/2026.
        MonthFirst = "month-first",
        /// 2026-05-31.
        YearFirst = "year-first",
    }
}

coded! {
    /// What stands between pounds and pence.
    pub enum DecimalSign ("decimal sign") {
        /// 1,234.56.
        Point = "point",
        /// 1.234,56.
        Comma = "comma",
    }
}

coded! {
    /// How letters are written.
    pub enum Letters ("way of writing letters") {
        /// As the file shows by itself.
        Any = "any",
        /// UTF-8.
        Utf8 = "utf-8",
        /// Windows-1252, as older banking programs write.
        Windows = "windows-1252",
    }
}

/// Where the sums stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "in", rename_all = "kebab-case", deny_unknown_fields)]
pub enum SumColumns {
    /// One column; money out has a minus.
    #[serde(rename_all = "kebab-case")]
    One {
        /// Its heading.
        column: String,
    },
    /// One column in which money out stands without a sign, as on cards.
    #[serde(rename_all = "kebab-case")]
    OneSpent {
        /// Its heading.
        column: String,
    },
    /// A column for each.
    #[serde(rename_all = "kebab-case")]
    Two {
        /// Heading of money in.
        paid_in: String,
        /// Heading of money out.
        paid_out: String,
    },
}

/// What one column says about whether and which way a line counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct KindColumn {
    /// Its heading.
    pub column: String,
    /// Words of lines that moved no money: declined, still waiting.
    #[serde(default)]
    pub left_out: Vec<String>,
    /// Words of lines that bring money in, whatever the sign.
    #[serde(default)]
    pub money_in: Vec<String>,
}

/// A saved profile. Columns are named by their headings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ColumnProfile {
    /// What it is called: the bank, and the kind of account.
    pub name: String,
    /// Whether it is a prepaid card's.
    #[serde(default)]
    pub is_card: bool,
    /// How letters are written.
    #[serde(default = "any_letters")]
    pub letters: Letters,
    /// Lines before that with the headings.
    #[serde(default)]
    pub skip_lines: u16,
    /// Which of day, month and year comes first; nothing where the file has to show it.
    #[serde(default)]
    pub date_order: Option<DateOrder>,
    /// What stands between pounds and pence.
    #[serde(default = "a_point")]
    pub decimal: DecimalSign,
    /// Heading of the day on which the bank booked it.
    pub date: String,
    /// Heading of the day from which it counts.
    #[serde(default)]
    pub value_date: Option<String>,
    /// Where the sums stand.
    pub sums: SumColumns,
    /// A fee that the line costs beside its sum, as cards have.
    #[serde(default)]
    pub fee: Option<String>,
    /// Headings of who paid or was paid; the first that is not empty counts.
    #[serde(default)]
    pub payee: Vec<String>,
    /// Headings of what else the line says; all count.
    #[serde(default)]
    pub reference: Vec<String>,
    /// Heading of the bank's own id.
    #[serde(default)]
    pub bank_id: Option<String>,
    /// Heading of what the account held after the line.
    #[serde(default)]
    pub balance: Option<String>,
    /// Heading of the currency.
    #[serde(default)]
    pub currency: Option<String>,
    /// Heading of the account.
    #[serde(default)]
    pub account: Option<String>,
    /// Heading of the kind of shop.
    #[serde(default)]
    pub merchant_category: Option<String>,
    /// The column that says what kind of line it is.
    #[serde(default)]
    pub kind: Option<KindColumn>,
}

fn any_letters() -> Letters {
    Letters::Any
}

fn a_point() -> DecimalSign {
    DecimalSign::Point
}

/// Why a profile cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the column profile cannot be read: {0}")]
pub struct ProfileFault(pub String);

impl ColumnProfile {
    /// Reads one from TOML.
    ///
    /// # Errors
    /// [`ProfileFault`] with the place.
    pub fn read(text: &str) -> Result<ColumnProfile, ProfileFault> {
        let read: Result<ColumnProfile, _> = toml_edit::de::from_str(text);
        read.map_err(|error| ProfileFault(error.to_string().trim().replace('\n', " ")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_is_a_few_lines_and_unknown_ones_are_named() {
        let text = "name = \"Town bank\"\ndate = \"Date\"\ndate-order = \"day-first\"\npayee = [\"Details\"]\n\
                    [sums]\nin = \"two\"\npaid-in = \"In\"\npaid-out = \"Out\"\n";
        let profile = ColumnProfile::read(text).unwrap();
        assert_eq!(profile.date_order, Some(DateOrder::DayFirst));
        assert_eq!(profile.sums, SumColumns::Two { paid_in: "In".to_owned(), paid_out: "Out".to_owned() });
        let again: ColumnProfile = serde_json::from_str(&serde_json::to_string(&profile).unwrap()).unwrap();
        assert_eq!(again, profile);
        let wrong = ColumnProfile::read(&text.replace("payee", "payees")).unwrap_err();
        assert!(wrong.to_string().contains("payees"), "{wrong}");
    }
}
