//! `ras list`: the gallery.

use crate::failure::Failure;
use crate::{gallery, locate, output};
use jiff::civil::Date;
use ras::Scheme;
use ras::scheme::Period;
use std::process::ExitCode;

/// Arguments of `ras list`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sevensteps ras list
  sevensteps ras list --format json

Any id in the list can be given to the other commands; id@date names one version. The star marks the version that is in force today.")]
pub struct Arguments {
    /// How to write the list
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A table to read
    Text,
    /// For other programs
    Json,
}

/// A line of the list.
#[derive(Debug, serde::Serialize)]
struct Listed {
    id: String,
    version: String,
    in_force_from: String,
    in_force_until: Option<String>,
    is_in_force_today: bool,
    title: Option<String>,
    authority: Option<String>,
    currency: String,
    period: Period,
    streams: Vec<String>,
    hash: String,
}

impl Listed {
    fn of(scheme: &Scheme, today: Date) -> Listed {
        let words = scheme.words_in(&scheme.language);
        Listed {
            id: scheme.id.clone(),
            version: scheme.version(),
            in_force_from: scheme.effective_from.to_string(),
            in_force_until: scheme.effective_until.map(|day| day.to_string()),
            is_in_force_today: scheme.is_in_force(today),
            title: words.title,
            authority: words.authority,
            currency: scheme.currency.code().to_owned(),
            period: scheme.period,
            streams: scheme.streams.iter().map(|stream| stream.id.clone()).collect(),
            hash: scheme.hash.to_string(),
        }
    }

    fn cells(&self) -> Vec<String> {
        let in_force = match &self.in_force_until {
            Some(until) => format!("{} to {until}", self.in_force_from),
            None => format!("from {}", self.in_force_from),
        };
        let amounts = match self.period {
            Period::Once => format!("{}, once", self.currency),
            Period::Hour => format!("{} an hour", self.currency),
            period => format!("{} a {}", self.currency, period.name()),
        };
        let star = if self.is_in_force_today { "*" } else { " " };
        vec![
            format!("{star} {}@{}", self.id, self.version),
            in_force,
            amounts,
            self.streams.join(", "),
            self.authority.clone().unwrap_or_default(),
            self.title.clone().unwrap_or_default(),
        ]
    }
}

/// Runs `ras list`.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let today = locate::today();
    let mut listed = Vec::new();
    for entry in gallery::entries() {
        listed.push(Listed::of(&Scheme::read(&entry.files)?, today));
    }
    let text = match arguments.format {
        Format::Text => table(&listed),
        Format::Json => {
            let text = serde_json::to_string_pretty(&serde_json::json!({ "schemes": listed }));
            text.map_err(|error| Failure::new(format!("cannot write the list: {error}")))? + "\n"
        }
    };
    output::write_all(None, &text)?;
    Ok(ExitCode::SUCCESS)
}

/// Columns as wide as their widest cell.
fn table(listed: &[Listed]) -> String {
    let head = ["  scheme@version", "in force", "amounts", "streams", "authority", "title"].map(str::to_owned).to_vec();
    let rows: Vec<Vec<String>> = std::iter::once(head).chain(listed.iter().map(Listed::cells)).collect();
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..6).map(width).collect();
    let mut text = String::new();
    for row in &rows {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
        text.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
        text.push('\n');
    }
    text.push_str("\n* in force today\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_under_each_other() {
        let listed = |id: &str, is_in_force_today| Listed {
            id: id.to_owned(),
            version: "2026-04-01".to_owned(),
            in_force_from: "2026-04-01".to_owned(),
            in_force_until: None,
            is_in_force_today,
            title: Some("Title".to_owned()),
            authority: None,
            currency: "GBP".to_owned(),
            period: Period::Once,
            streams: vec!["care".to_owned()],
            hash: String::new(),
        };
        let text = table(&[listed("a", true), listed("longer-id", false)]);
        let column = |line: usize, word: &str| text.lines().nth(line).and_then(|line| line.find(word));
        assert_eq!(column(0, "in force"), column(1, "from 2026"));
        assert_eq!(column(1, "GBP, once"), column(2, "GBP, once"));
        assert!(text.starts_with("  scheme@version") && text.contains("\n* a@2026-04-01"));
    }
}
