//! `studio transition`: from what people have to what a new scheme says, within the budget and without a shock.

use super::input::{CasesArguments, CasesFile, made_from, made_from_json};
use super::page;
use crate::chart::{Bar, Histogram, histogram};
use crate::failure::Failure;
use crate::output::{self, Output};
use calibration::cases::pence;
use calibration::transition::{GroupEffect, Path, Plan, ToLookAt, blocks, effects, path, to_look_at};
use calibration::wording::{Block, Catalogue, Table, number};
use std::cmp::Ordering;
use std::path::PathBuf;
use std::process::ExitCode;

/// Arguments of `studio transition`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sevensteps studio transition cases.csv --target new_budget --loss-cap 10 --years 5
  sevensteps studio transition cases.csv --target new_budget --budget 1500000 --loss-cap 5,10,15 --group area,sex --format html --out move.html

Nobody loses more than the cap of the year before. Those who gain get the greatest share of their gain that the budget allows, found to the penny.")]
pub struct Arguments {
    #[command(flatten)]
    input: CasesArguments,
    /// The column with what the new scheme says
    #[arg(long, value_name = "COLUMN")]
    target: String,
    /// What there is in the first year [default: what everyone has now]
    #[arg(long, value_name = "SUM", value_parser = sum)]
    budget: Option<i64>,
    /// Per cent of the budget that is held back
    #[arg(long, value_name = "PERCENT", default_value = "0", value_parser = hundredths)]
    contingency: u32,
    /// The most that anyone loses in a year, in per cent of the year before; with commas, year by year (the last goes on)
    #[arg(long, value_name = "PERCENT", default_value = "10", value_delimiter = ',', value_parser = hundredths)]
    loss_cap: Vec<u32>,
    /// How many years
    #[arg(long, value_name = "COUNT", default_value_t = 5)]
    years: u8,
    /// By how many per cent budget and new figures rise each year
    #[arg(long, value_name = "PERCENT", default_value = "0", value_parser = hundredths)]
    uplift: u32,
    /// Columns whose groups are set beside each other, with commas between them
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    group: Vec<String>,
    /// The fewest people of whom anything is said
    #[arg(long, value_name = "COUNT", default_value_t = 10, value_parser = clap::value_parser!(u16).range(2..))]
    least_people: u16,
    /// How many people to list by name for someone to look at; 0 names nobody
    #[arg(long, value_name = "COUNT", default_value_t = 20)]
    list: u16,
    /// What stands before sums, such as £
    #[arg(long, value_name = "SIGN", default_value = "")]
    currency_sign: String,
    /// How to write it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Write to this file
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Words and tables to read
    Text,
    /// Every number in full, for other programs
    Json,
    /// A line for each person, with what each year gives
    Csv,
    /// A page with a chart
    Html,
}

fn sum(text: &str) -> Result<i64, String> {
    pence(text).map_err(|error| error.to_string())
}

/// Per cent with up to two decimals, as ten thousandths.
fn hundredths(text: &str) -> Result<u32, String> {
    let bare = text.trim().trim_end_matches('%').trim_end();
    let hundredths = pence(bare).ok().and_then(|hundredths| u32::try_from(hundredths).ok());
    hundredths
        .filter(|hundredths| *hundredths <= 10_000)
        .ok_or_else(|| format!("`{text}` is no share: write per cent from 0 to 100, with two decimals at most"))
}

/// Runs `studio transition`.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    output::refuse_to_overwrite(&arguments.input.cases, arguments.out.as_deref())?;
    let file = arguments.input.read(Vec::new())?.each_person()?;
    let targets = targets(&file, &arguments.target)?;
    let now = &file.cases.cost_pence;
    let whole = arguments.budget.unwrap_or_else(|| now.iter().sum());
    let held_back = i128::from(whole) * i128::from(arguments.contingency) / 10_000;
    let plan = Plan {
        years: usize::from(arguments.years),
        budget_pence: whole - i64::try_from(held_back).unwrap_or(0),
        loss_caps: arguments.loss_cap.clone(),
        uplift: arguments.uplift,
    };
    let found = path(now, &targets, &plan).map_err(|error| Failure::new(error.to_string()))?;
    let least = usize::from(arguments.least_people);
    let by_group = by_group(&file, &found, &arguments.group, least)?;
    let hand = to_look_at(&found, &file.cases.people, &file.cases.lines);
    let listed = usize::from(arguments.list);
    let hand = if listed == 0 { Vec::new() } else { hand };
    let words = blocks(&found, &by_group, &hand, listed, least, &arguments.currency_sign);
    let text = match arguments.format {
        Format::Text => Block::text(&words) + "\n" + &made_from(&file).join("\n") + "\n",
        Format::Json => json(&file, &found, &by_group, &hand, &words)?,
        Format::Csv => csv(&file, &found)?,
        Format::Html => html(&file, &found, &words)?,
    };
    let mut out = Output::open(arguments.out.as_deref())?;
    std::io::Write::write_all(&mut out, text.as_bytes())?;
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}

fn targets(file: &CasesFile, name: &str) -> Result<Vec<i64>, Failure> {
    let Some(column) = file.cases.group(name) else {
        let others: Vec<String> = file.cases.groups.iter().map(|group| format!("`{}`", group.name)).collect();
        return Err(Failure::new(format!("the file has no column `{name}` with what the new scheme says")).help(
            format!("its other columns are {}; `studio fit` or `ras score` work the figures out", others.join(", ")),
        ));
    };
    let mut targets = Vec::with_capacity(file.cases.len());
    for (row, line) in file.cases.lines.iter().enumerate() {
        let text = column.value(row);
        targets.push(pence(text).map_err(|_| {
            Failure::new(format!("line {line}, column `{name}`: `{text}` is no sum of money"))
                .help("write pounds such as 1234.50, and 0 where the new scheme gives nothing")
        })?);
    }
    Ok(targets)
}

fn by_group(
    file: &CasesFile,
    found: &Path,
    columns: &[String],
    least: usize,
) -> Result<Vec<(String, Vec<GroupEffect>)>, Failure> {
    let effects = columns.iter().map(|name| match file.cases.group(name) {
        Some(group) if group.values.len() <= 200 => Ok((name.clone(), effects(found, group, least))),
        Some(group) => Err(Failure::new(format!("the column `{name}` has {} different values", group.values.len()))
            .help("it names people rather than groups: cut it into bands first")),
        None => Err(Failure::new(format!("the file has no column `{name}` to sort people by"))
            .help("--group names its columns")),
    });
    effects.collect()
}

fn json(
    file: &CasesFile,
    found: &Path,
    by_group: &[(String, Vec<GroupEffect>)],
    hand: &[ToLookAt],
    words: &[Block],
) -> Result<String, Failure> {
    let people: Vec<serde_json::Value> = file
        .cases
        .people
        .iter()
        .zip(&found.lives)
        .map(|(person, life)| serde_json::json!({ "person": person, "life": life }))
        .collect();
    let groups: Vec<serde_json::Value> =
        by_group.iter().map(|(column, effects)| serde_json::json!({ "column": column, "groups": effects })).collect();
    let document = serde_json::json!({
        "made_from": made_from_json(file),
        "plan": found.plan,
        "years": found.years,
        "groups": groups,
        "to_look_at": hand,
        "people": people,
        "words": words,
    });
    let text = serde_json::to_string_pretty(&document);
    Ok(text.map_err(|error| Failure::new(format!("cannot write the result: {error}")))? + "\n")
}

fn csv(file: &CasesFile, found: &Path) -> Result<String, Failure> {
    let cannot = |error: csv::Error| Failure::new(format!("cannot write the result: {error}"));
    let pounds =
        |pence: i64| format!("{}{}.{:02}", if pence < 0 { "-" } else { "" }, pence.abs() / 100, pence.abs() % 100);
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut head = ["person", "now", "new_scheme"].map(str::to_owned).to_vec();
    head.extend(found.years.iter().map(|year| format!("year_{}", year.year)));
    head.extend(["reached_in", "lost"].map(str::to_owned));
    writer.write_record(&head).map_err(cannot)?;
    for (person, life) in file.cases.people.iter().zip(&found.lives) {
        let risky = person.starts_with(['=', '+', '-', '@']);
        let mut row = vec![if risky { format!("'{person}") } else { person.clone() }];
        row.extend([pounds(life.before_pence), pounds(life.target_pence)]);
        row.extend(life.given_pence.iter().map(|pence| pounds(*pence)));
        row.push(life.reached_in.map(|year| year.to_string()).unwrap_or_default());
        row.push(pounds(life.lost_pence));
        writer.write_record(&row).map_err(cannot)?;
    }
    let bytes = writer.into_inner().map_err(|error| Failure::new(format!("cannot write the result: {error}")))?;
    String::from_utf8(bytes).map_err(|error| Failure::new(format!("cannot write the result: {error}")))
}

/// Ends of the ranges of change in the chart, in per cent of what there is now.
const ENDS: [i64; 8] = [-50, -25, -10, 0, 0, 10, 25, 50];

fn html(file: &CasesFile, found: &Path, words: &[Block]) -> Result<String, Failure> {
    let mut counts = [0_u64; 9];
    for life in &found.lives {
        let change = (life.target_pence - life.before_pence) * 100;
        let at = ENDS
            .iter()
            .enumerate()
            .take_while(|(at, end)| {
                let edge = **end * life.before_pence;
                // The two noughts in the middle hold those whose sum stays.
                if *at <= 3 { change >= edge } else { change > edge }
            })
            .count();
        if let Some(count) = counts.get_mut(at) {
            *count += 1;
        }
    }
    let say = |key: &str, values: &[(&str, &str)]| Catalogue::of(super::MESSAGES).say(&format!("moving.{key}"), values);
    // a label is two lines of the drawing and one of the table
    let labels = (0..counts.len()).map(|at| say(&format!("change_{at}"), &[]).replace(" / ", "\n"));
    let bars: Vec<Bar> = labels
        .zip(counts)
        .enumerate()
        .map(|(at, (label, count))| Bar { label, count, direction: at.cmp(&4) })
        .collect();
    let side = |wanted: Ordering| bars.iter().filter(|bar| bar.direction == wanted).map(|bar| bar.count).sum::<u64>();
    let caption = say("caption", &[]);
    let rows = bars.iter().map(|bar| vec![bar.label.replace('\n', " "), number(bar.count as f64, 0)]).collect();
    let head = ["change", "people"].map(|key| say(key, &[])).to_vec();
    let twin = Table { caption: caption.clone(), head, rows };
    let chart = histogram(&Histogram {
        title: caption.clone(),
        description: twin.rows.iter().map(|row| row.join(": ")).collect::<Vec<_>>().join("; "),
        ranges_label: say("axis", &[]),
        counts_label: say("people", &[]),
        sides: (
            say("losing", &[("people", &side(Ordering::Less).to_string())]),
            say("gaining", &[("people", &side(Ordering::Greater).to_string())]),
        ),
        bars,
    })?;
    let mut words = words.to_vec();
    let after = words.iter().position(|block| matches!(block, Block::Table(_))).map_or(words.len(), |at| at + 1);
    words.insert(after, Block::Table(twin));
    page::html(&words, &[(caption, chart)], made_from(file))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn per_cent_is_read_to_two_decimals() {
        assert_eq!((hundredths("10"), hundredths("2.5 %"), hundredths("0")), (Ok(1_000), Ok(250), Ok(0)));
        assert!(hundredths("101").is_err() && hundredths("-1").is_err() && hundredths("ten").is_err());
    }
}
