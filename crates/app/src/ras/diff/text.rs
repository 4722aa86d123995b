//! The comparison as a text to read.

use crate::chart::grouped;
use crate::failure::Failure;
use jiff::civil::Date;
use ras::compare::{Bin, Change, ChangeKind, Changes, Detail, Impact, NamedChange, Tally, Version, bins, money_text};
use ras::scheme::{Currency, Period};
use std::cmp::Ordering;
use std::io::Write;

/// So many names are shown under the sums.
const SHOWN: usize = 5;

/// What differs in the rules.
pub fn changes(changes: &Changes, [before_on, after_on]: [Date; 2], out: &mut dyn Write) -> Result<(), Failure> {
    let name = |version: &Version| format!("{}@{}", version.scheme, version.version);
    writeln!(out, "before: {}, as on {before_on}", name(&changes.before))?;
    writeln!(out, "after:  {}, as on {after_on}", name(&changes.after))?;
    if changes.has_same_rules {
        writeln!(out, "\nThe rules are the same, byte for byte.")?;
    } else if changes.parts.is_empty() {
        writeln!(out, "\nThe rules are written differently and say the same.")?;
    }
    for part in &changes.parts {
        writeln!(out, "\n{}", part.name)?;
        for change in &part.changes {
            one(change, out)?;
        }
    }
    for wording in &changes.wording {
        writeln!(
            out,
            "\nwording ({}): {} texts changed, {} added, {} removed",
            wording.language, wording.changed, wording.added, wording.removed
        )?;
    }
    Ok(())
}

fn one(change: &Change, out: &mut dyn Write) -> Result<(), Failure> {
    match change.kind {
        ChangeKind::Added => writeln!(out, "  + {} is new", change.id)?,
        ChangeKind::Removed => writeln!(out, "  - {} is gone", change.id)?,
        ChangeKind::Changed => {
            writeln!(out, "  ~ {}", change.id)?;
            for Detail { what, before, after } in &change.details {
                match (before, after) {
                    (Some(before), Some(after)) => writeln!(out, "      {what}: {before} → {after}")?,
                    (None, Some(after)) => writeln!(out, "      {what}: {after} (new)")?,
                    (Some(before), None) => writeln!(out, "      {what}: {before} (gone)")?,
                    (None, None) => {}
                }
            }
        }
    }
    Ok(())
}

/// What it means for people.
pub fn impact(impact: &Impact, currency: Currency, out: &mut dyn Write) -> Result<(), Failure> {
    writeln!(out, "\nfor people")?;
    let mut rows = vec![
        ["", "compared", "gain", "lose", "same", "before", "after", "change", "average change"]
            .map(str::to_owned)
            .to_vec(),
    ];
    for stream in &impact.streams {
        let period = stream.pair.period_after.or(stream.pair.period_before).map(for_time).unwrap_or_default();
        if stream.pair.is_comparable() {
            rows.push(row(&format!("{} ({period})", stream.pair.stream), &stream.tally, currency));
        }
    }
    let together = impact.together.as_ref().filter(|_| impact.streams.len() > 1);
    if let Some(all) = together {
        rows.push(row(&format!("all together ({})", for_time(all.period)), &all.tally, currency));
    }
    table(&rows, out)?;
    for stream in impact.streams.iter().filter(|stream| !stream.pair.is_comparable()) {
        let times = [stream.pair.period_before, stream.pair.period_after].map(|p| p.map(for_time).unwrap_or_default());
        writeln!(out, "  {}: amounts {} and {} cannot be compared", stream.pair.stream, times[0], times[1])?;
    }
    let first = impact.streams.iter().find(|stream| stream.pair.is_comparable());
    let of_all = together.map(|all| ("all together".to_owned(), &all.tally));
    let Some((what, tally)) = of_all.or(first.map(|stream| (stream.pair.stream.clone(), &stream.tally))) else {
        return Ok(());
    };
    largest("largest gains", &what, &tally.largest_gains, currency, out)?;
    largest("largest losses", &what, &tally.largest_losses, currency, out)?;
    distribution(impact, &what, currency, out)?;
    refusals(&what, tally, out)
}

fn row(name: &str, tally: &Tally, currency: Currency) -> Vec<String> {
    let count = |count: u64| grouped(&count.to_string());
    let change = tally.after - tally.before;
    vec![
        name.to_owned(),
        count(tally.compared),
        count(tally.gain),
        count(tally.lose),
        count(tally.same),
        money(tally.before, currency),
        money(tally.after, currency),
        signed(change, currency),
        tally.average().map(|average| signed(average, currency)).unwrap_or_default(),
    ]
}

/// The first column to the left, numbers to the right.
fn table(rows: &[Vec<String>], out: &mut dyn Write) -> Result<(), Failure> {
    let columns = rows.first().map_or(0, Vec::len);
    let width = |at: usize| rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.chars().count()).max();
    let widths: Vec<usize> = (0..columns).map(|at| width(at).unwrap_or(0)).collect();
    for row in rows {
        let cell = |(at, (cell, width)): (usize, (&String, &usize))| {
            if at == 0 { format!("{cell:width$}") } else { format!("{cell:>width$}") }
        };
        let cells: Vec<String> = row.iter().zip(&widths).enumerate().map(cell).collect();
        writeln!(out, "  {}", cells.join("  ").trim_end())?;
    }
    Ok(())
}

fn largest(
    title: &str,
    what: &str,
    changes: &[NamedChange],
    currency: Currency,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    if changes.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{title} ({what})")?;
    let row = |named: &NamedChange| vec![named.person.clone(), signed(i128::from(named.change.0), currency)];
    table(&changes.iter().take(SHOWN).map(row).collect::<Vec<_>>(), out)
}

fn distribution(impact: &Impact, what: &str, currency: Currency, out: &mut dyn Write) -> Result<(), Failure> {
    if impact.changes.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nhow many people change by how much ({what})")?;
    let rows = bins(&impact.changes)
        .iter()
        .map(|bin| vec![range(bin, currency, " "), grouped(&bin.count.to_string())])
        .collect::<Vec<_>>();
    table(&rows, out)
}

fn refusals(what: &str, tally: &Tally, out: &mut dyn Write) -> Result<(), Failure> {
    let (before, after, both) = (tally.refused_before_only, tally.refused_after_only, tally.refused_both);
    if before + after + both == 0 {
        return Ok(());
    }
    writeln!(out, "\nno amount ({what}): {before} before only, {after} after only, {both} on both sides")?;
    for refused in &tally.refused_on_one_side {
        writeln!(out, "  {}: {}", refused.person, refused.reason)?;
    }
    if before + after > u64::try_from(tally.refused_on_one_side.len()).unwrap_or(u64::MAX) {
        writeln!(out, "  … and more; --format csv names everybody")?;
    }
    Ok(())
}

/// A range of change, from its lower to its upper end; in several lines when `between` is a line's end.
pub fn range(bin: &Bin, currency: Currency, between: &str) -> String {
    let short = |end: i64| {
        let text = money(i128::from(end), currency);
        text.strip_suffix(".00").unwrap_or(&text).to_owned()
    };
    match (bin.direction(), bin.far) {
        (Ordering::Equal, _) => format!("no{between}change"),
        (Ordering::Greater, Some(far)) => format!("{}{between}to{between}{}", short(bin.near), short(far)),
        (Ordering::Greater, None) => format!("over{between}{}", short(bin.near)),
        (Ordering::Less, Some(far)) => format!("{}{between}to{between}{}", short(far), short(bin.near)),
        (Ordering::Less, None) => format!("below{between}{}", short(bin.near)),
    }
}

/// `£1,234.50`.
pub fn money(hundredths: i128, currency: Currency) -> String {
    let text = grouped(&money_text(hundredths));
    let (sign, size) = text.strip_prefix('−').map_or(("", text.as_str()), |size| ("−", size));
    match currency.sign() {
        "" => format!("{sign}{} {size}", currency.code()),
        currency => format!("{sign}{currency}{size}"),
    }
}

fn signed(hundredths: i128, currency: Currency) -> String {
    let plus = if hundredths > 0 { "+" } else { "" };
    format!("{plus}{}", money(hundredths, currency))
}

/// `a year`.
pub fn for_time(period: Period) -> String {
    match period {
        Period::Once => "once".to_owned(),
        Period::Hour => "an hour".to_owned(),
        period => format!("a {}", period.name()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_carries_its_sign_before_the_currency() {
        let found = [123_456_789, -50, 0].map(|hundredths| signed(hundredths, Currency::GBP));
        assert_eq!(found, ["+£1,234,567.89", "−£0.50", "£0.00"]);
    }

    #[test]
    fn ranges_are_written_from_low_to_high() {
        let words = |near, far| range(&Bin { near, far, count: 1 }, Currency::GBP, " ");
        assert_eq!(words(0, Some(10_000)), "£0 to £100");
        assert_eq!(words(0, Some(-10_000)), "−£100 to £0");
        assert_eq!(words(-60_000, None), "below −£600");
        assert_eq!(words(0, Some(0)), "no change");
    }
}
