//! A report as a page to read: what is wrong and what to do, what is proven, where the cliffs are.

use super::report::{Answers, Certificate, Cliff, CliffKind, CounterExample, Day, Extreme, Proof, Range, Report};
use crate::Ratio;
use crate::calculator::Money;
use crate::finding::Finding;
use crate::scheme::{Currency, Period};
use std::fmt;

/// Most cliffs that are printed for one day; the JSON form has them all.
const MOST_CLIFFS: usize = 20;
/// Most answers that are printed for one sheet; the JSON form has them all.
const MOST_ANSWERS: usize = 12;

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.version {
            Some(version) => writeln!(f, "{}, version {version}", self.scheme)?,
            None => writeln!(f, "{}: cannot be read", self.scheme)?,
        }
        if let Some(hash) = &self.hash {
            writeln!(f, "hash {hash}")?;
        }
        let (faults, warnings): (Vec<&Finding>, Vec<&Finding>) = (self.faults().collect(), self.warnings().collect());
        section(f, "Faults", &faults, "none")?;
        section(f, "Warnings", &warnings, if self.version.is_some() { "none" } else { "not looked for yet" })?;
        let currency = self.currency.as_deref().and_then(Currency::parse).unwrap_or(Currency::GBP);
        for day in &self.days {
            day.write(f, currency, self.cliff_share_percent)?;
        }
        writeln!(f, "\n{}", summary(faults.len(), warnings.len()))
    }
}

fn section(f: &mut fmt::Formatter<'_>, title: &str, findings: &[&Finding], none: &str) -> fmt::Result {
    if findings.is_empty() {
        return writeln!(f, "\n{title}: {none}");
    }
    writeln!(f, "\n{title}: {}", findings.len())?;
    for finding in findings {
        writeln!(f, "  {}: {} [{}]", finding.place, finding.message, finding.code)?;
        if !finding.help.is_empty() {
            writeln!(f, "      help: {}", finding.help)?;
        }
    }
    Ok(())
}

fn summary(faults: usize, warnings: usize) -> String {
    match (faults, warnings) {
        (0, 0) => "No faults and no warnings.".to_owned(),
        (0, 1) => "No faults. Look at the warning before the scheme is published.".to_owned(),
        (0, _) => format!("No faults. Look at the {warnings} warnings before the scheme is published."),
        (1, _) => "1 fault: the scheme must not be used until it is mended.".to_owned(),
        _ => format!("{faults} faults: the scheme must not be used until they are mended."),
    }
}

impl Day {
    fn write(&self, f: &mut fmt::Formatter<'_>, currency: Currency, share: Ratio) -> fmt::Result {
        writeln!(f, "\nCalculated as on {}", self.on)?;
        writeln!(f, "\nMore need never means less money")?;
        for certificate in &self.certificates {
            certificate.write(f, currency)?;
        }
        if self.cliffs.is_empty() {
            writeln!(f, "\nCliffs: no step was seen to move an amount by more than {share} %")?;
        } else {
            let steps = if self.cliffs.len() == 1 {
                "1 step that moves"
            } else {
                &format!("{} steps that move", self.cliffs.len())
            };
            writeln!(f, "\nCliffs: {steps} an amount by more than {share} %")?;
            writeln!(f, "  (every answer that is not named is at its least need or first option)")?;
            write_cliffs(f, &self.cliffs, currency)?;
        }
        writeln!(f, "\nRange of possible results")?;
        self.ranges.iter().try_for_each(|range| range.write(f, currency))
    }
}

impl Certificate {
    fn write(&self, f: &mut fmt::Formatter<'_>, currency: Currency) -> fmt::Result {
        match (&self.verdict, &self.counter_example) {
            (Proof::CounterExample, Some(example)) => {
                writeln!(f, "  {}: NOT SO. A counter-example:", self.stream)?;
                example.write(f, currency)?;
            }
            (Proof::Proved, _) => {
                writeln!(f, "  {}: proved. No answer of greater need lowers the amount.", self.stream)?;
            }
            _ => {
                let questions = cut(self.undecided.iter().cloned());
                writeln!(f, "  {}: undecided. Neither a proof nor a counter-example was found for", self.stream)?;
                writeln!(f, "      {questions}")?;
            }
        }
        if !self.without_order.is_empty() {
            let questions = cut(self.without_order.iter().cloned());
            writeln!(f, "      Not compared, because their answers have no order of need: {questions}")?;
        }
        Ok(())
    }
}

impl CounterExample {
    fn write(&self, f: &mut fmt::Formatter<'_>, currency: Currency) -> fmt::Result {
        let width = self.from.chars().count().max(self.to.chars().count());
        let line = |f: &mut fmt::Formatter<'_>, answer: &str, amount: Money| {
            writeln!(f, "      {} = {answer:width$}   {}", self.question, amount.in_words(currency))
        };
        line(f, &self.from, self.amount_before)?;
        line(f, &self.to, self.amount_after)?;
        match told(&self.other_answers) {
            Some(others) => {
                writeln!(f, "      with {others},")?;
                writeln!(f, "      and every other answer at its least need or first option")
            }
            None => writeln!(f, "      with every other answer at its least need or first option"),
        }
    }
}

/// Answers on one line, cut short when there are many; nothing when there are none.
fn told(answers: &Answers) -> Option<String> {
    let texts = answers.0.iter().map(|(id, answer)| format!("{id} = {answer}"));
    (!answers.0.is_empty()).then(|| cut(texts))
}

fn cut(texts: impl ExactSizeIterator<Item = String>) -> String {
    let more = texts.len().saturating_sub(MOST_ANSWERS);
    let shown: Vec<String> = texts.take(MOST_ANSWERS).collect();
    if more == 0 { shown.join(", ") } else { format!("{} and {more} more", shown.join(", ")) }
}

fn write_cliffs(f: &mut fmt::Formatter<'_>, cliffs: &[Cliff], currency: Currency) -> fmt::Result {
    let row = |cliff: &Cliff| {
        let share = match &cliff.share_percent {
            Some(share) if cliff.moved.0 > 0 => format!("+{share} %"),
            Some(share) => format!("{share} %"),
            None => "from nothing".to_owned(),
        };
        let sign = if cliff.moved.0 > 0 { "+" } else { "" };
        [
            cliff.stream.clone(),
            format!("{}: {} to {}", cliff.of, cliff.from, cliff.to),
            cliff.amount_before.in_words(currency),
            cliff.amount_after.in_words(currency),
            format!("{sign}{}", cliff.moved.in_words(currency)),
            share,
        ]
    };
    let titles = ["stream", "step", "before", "after", "moves", "share"].map(str::to_owned);
    let rows: Vec<[String; 6]> = std::iter::once(titles).chain(cliffs.iter().take(MOST_CLIFFS).map(row)).collect();
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..6).map(width).collect();
    let of_cliff = std::iter::once(None).chain(cliffs.iter().map(Some));
    for (row, cliff) in rows.iter().zip(of_cliff) {
        let mut line = String::new();
        for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
            let cell = if column < 2 { format!("{cell:<width$}") } else { format!("{cell:>width$}") };
            line.push_str("  ");
            line.push_str(&cell);
        }
        writeln!(f, "{}", line.trim_end())?;
        if let Some(others) = cliff.filter(|cliff| cliff.kind == CliffKind::Answer).and_then(|c| told(&c.other_answers))
        {
            writeln!(f, "      with {others}")?;
        }
    }
    match cliffs.len().saturating_sub(MOST_CLIFFS) {
        0 => Ok(()),
        more => writeln!(f, "  and {more} smaller ones; --format json lists them all"),
    }
}

impl Range {
    fn write(&self, f: &mut fmt::Formatter<'_>, currency: Currency) -> fmt::Result {
        let (Some(least), Some(greatest)) = (&self.least, &self.greatest) else {
            return writeln!(f, "  {}: no sheet with an amount was found", self.stream);
        };
        let period = match self.period {
            Period::Hour => "an hour".to_owned(),
            Period::Once => "once".to_owned(),
            period => format!("a {}", period.name()),
        };
        let words = |extreme: &Extreme| extreme.amount.in_words(currency);
        let is_exact = least.is_exact && greatest.is_exact;
        let how = if is_exact { "exactly" } else { "as far as was found" };
        writeln!(f, "  {}: {} to {} {period}, {how}", self.stream, words(least), words(greatest))?;
        for (name, extreme, passes) in [("least", least, "below"), ("greatest", greatest, "above")] {
            if !extreme.is_exact {
                let bound = extreme.bound.in_words(currency);
                writeln!(f, "      {name}: it is proven that nothing is {passes} {bound}")?;
            }
            let others = told(&extreme.other_answers);
            let others = others.unwrap_or_else(|| "every answer at its least need or first option".to_owned());
            writeln!(f, "      {name} with {others}")?;
        }
        Ok(())
    }
}
