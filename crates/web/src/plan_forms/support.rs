//! A line of support: what and who, when, how much, and what it costs.

use seven_core::Pence;
use seven_core::PieceId;
use seven_core::plan::employing::{Employing, WageBand};
use seven_core::plan::pattern::Day;
use seven_core::plan::piece::{Body, outcomes};
use seven_core::plan::support::{Paid, Quantity, SupportKind, Unit};
use seven_core::plan::{Part, Pattern, Quadrant, Season, Support, UnitPrice};

use super::fold::{Fold, heading, paragraph};
use super::money::{read_stream, streams};
use super::{Ask, Reader, day_values, values};
use crate::parts::Made;
use crate::parts::form::Choice;

const WHEN: [&str; 5] = ["on-days", "week", "month", "year", "once"];
const YES_NO: [&str; 2] = ["yes", "no"];

/// What a new line begins with.
pub(super) fn usual() -> Vec<(String, String)> {
    values([
        ("quantity", "1".to_owned()),
        ("season", Season::AllYear.code().to_owned()),
        ("part", "whole".to_owned()),
        ("allowance", "yes".to_owned()),
        ("employing", "no".to_owned()),
    ])
}

pub(super) fn typed(line: &Support) -> Vec<(String, String)> {
    let mut all = values([
        ("what", line.what.clone()),
        ("who", line.who.clone()),
        ("kind", line.kind.code().to_owned()),
        ("quadrant", line.quadrant.code().to_owned()),
        ("quantity", line.quantity.to_string()),
        ("unit", line.unit.code().to_owned()),
        ("paid", if line.is_paid() { "yes" } else { "no" }.to_owned()),
    ]);
    all.extend(line.outcomes.iter().map(|id| ("outcomes".to_owned(), id.to_string())));
    all.extend(typed_pattern(&line.pattern));
    all.extend(day_values("from", line.from));
    all.extend(day_values("until", line.until));
    match &line.paid {
        Some(paid) => all.extend(typed_paid(paid)),
        None => all.extend(values([("part", "whole".to_owned()), ("employing", "no".to_owned())])),
    }
    all
}

fn typed_pattern(pattern: &Pattern) -> Vec<(String, String)> {
    let (when, times) = match pattern {
        Pattern::OnDays { .. } => ("on-days", None),
        Pattern::TimesAWeek { times, .. } => ("week", Some(times)),
        Pattern::TimesAMonth { times } => ("month", Some(times)),
        Pattern::TimesAYear { times } => ("year", Some(times)),
        Pattern::Once { .. } => ("once", None),
    };
    let times = times.map(u16::to_string).unwrap_or_default();
    let mut all = values([("when", when.to_owned()), ("times", times), ("season", pattern.season().code().to_owned())]);
    match pattern {
        Pattern::OnDays { days, .. } => {
            all.extend(days.iter().map(|day| ("days".to_owned(), day.code().to_owned())));
        }
        Pattern::Once { on } => all.extend(day_values("on", *on)),
        _ => {}
    }
    all
}

fn typed_paid(paid: &Paid) -> Vec<(String, String)> {
    let mut all = values([
        ("stream", paid.stream.clone()),
        ("price", paid.price.to_string()),
        ("payee", paid.payee.clone()),
        ("employing", if paid.employing.is_some() { "yes" } else { "no" }.to_owned()),
    ]);
    all.extend(match paid.part {
        Part::Whole => values([("part", "whole".to_owned())]),
        Part::Sum { pence } => values([("part", "sum".to_owned()), ("part-sum", pence.to_string())]),
        Part::Share { parts, of } => {
            values([("part", "share".to_owned()), ("parts", parts.to_string()), ("of", of.to_string())])
        }
    });
    if let Some(terms) = &paid.employing {
        all.extend(values([
            ("band", terms.band.code().to_owned()),
            ("insurance", terms.insurance.to_string()),
            ("payroll", terms.payroll.to_string()),
        ]));
        if terms.allowance {
            all.extend(values([("allowance", "yes".to_owned())]));
        }
        if terms.without_pension {
            all.extend(values([("without-pension", "yes".to_owned())]));
        }
    }
    all
}

pub(super) fn fields(ask: &Ask<'_>) -> Vec<Made> {
    let title = |id: &str| heading(id, ask.bench.w.t(&format!("ask.support.title.{id}")));
    let hint = |choice: Choice| {
        let hint = ask.bench.w.find(&format!("ask.support.quadrant-hint.{}", choice.value)).unwrap_or_default();
        choice.hint(hint)
    };
    let mut fields = vec![
        ask.text("what"),
        ask.text("who"),
        ask.radios("quadrant", ask.choices("quadrant", Quadrant::ALL).into_iter().map(hint).collect()),
        ask.select("kind", ask.own_choices("ask.support.kind-choice", SupportKind::ALL)),
        title("for-what"),
        served(ask),
        title("how-often"),
    ];
    fields.extend(when_fields(ask));
    fields.push(title("how-much"));
    fields.push(ask.short("quantity"));
    fields.push(ask.select("unit", ask.own_choices("ask.support.unit-choice", Unit::ALL)));
    fields.push(title("our-money"));
    fields.push(ask.radios("paid", ask.own_choices("ask.support.paid-choice", &YES_NO)));
    fields.extend(paid_fields(ask));
    fields
}

/// The outcomes that the line can serve.
fn served(ask: &Ask<'_>) -> Made {
    let pieces = ask.bench.sheet.view.pieces();
    let choices: Vec<Choice> =
        outcomes(&pieces).map(|(id, outcome)| Choice::new(id.to_string(), outcome.words.as_str())).collect();
    if choices.is_empty() {
        paragraph(ask.bench.w.t("ask.support.no-outcomes"))
    } else {
        ask.boxes("outcomes", choices)
    }
}

fn when_fields(ask: &Ask<'_>) -> Vec<Made> {
    let fold = |name: &str, is_open: bool, parts: Vec<Made>| {
        let summary = ask.bench.w.t(&format!("ask.support.fold.{name}")).to_owned();
        Made::of(&Fold { summary, is_open, parts })
    };
    let when = ask.posted.value("when");
    let written = |name: &str| !ask.posted.date(name).is_empty();
    vec![
        ask.radios("when", ask.own_choices("ask.support.when-choice", &WHEN)),
        fold("days", when == "on-days", vec![ask.boxes("days", ask.choices("day", Day::ALL))]),
        ask.short("times"),
        ask.radios("season", ask.own_choices("ask.support.season-choice", Season::ALL)),
        fold("on", when == "once" || written("on"), vec![ask.date("on")]),
        fold("stretch", written("from") || written("until"), vec![ask.date("from"), ask.date("until")]),
    ]
}

fn paid_fields(ask: &Ask<'_>) -> Vec<Made> {
    let fold = |name: &str, is_open: bool, parts: Vec<Made>| {
        let summary = ask.bench.w.t(&format!("ask.support.fold.{name}")).to_owned();
        Made::of(&Fold { summary, is_open, parts })
    };
    let is_part = !matches!(ask.posted.value("part"), "" | "whole");
    let employs = ask.posted.value("employing") == "yes";
    let one = |words: &str| vec![Choice::new("yes", ask.bench.w.t(words))];
    vec![
        ask.select("stream", streams(ask.bench)),
        ask.text("price"),
        ask.text("payee"),
        fold(
            "part",
            is_part,
            vec![
                ask.radios("part", ask.own_choices("ask.support.part-choice", &["whole", "sum", "share"])),
                ask.sum("part-sum"),
                ask.short("parts"),
                ask.short("of"),
            ],
        ),
        fold(
            "employing",
            employs,
            vec![
                paragraph(ask.bench.w.t("ask.support.employing-lead")),
                ask.radios("employing", ask.own_choices("ask.support.employing-choice", &YES_NO)),
                ask.select("band", ask.own_choices("ask.support.band-choice", WageBand::ALL)),
                ask.boxes("allowance", one("ask.support.allowance-choice")),
                ask.boxes("without-pension", one("ask.support.pension-choice")),
                ask.sum("insurance"),
                ask.sum("payroll"),
            ],
        ),
    ]
}

pub(super) fn read(reader: &mut Reader<'_>) -> Option<Body> {
    let kind = reader.code("kind", SupportKind::from_code);
    let quadrant = reader.code("quadrant", Quadrant::from_code);
    let pattern = read_pattern(reader);
    let (from, until) = (reader.day("from"), reader.day("until"));
    let quantity = Quantity::read(reader.posted.value("quantity")).ok().filter(|quantity| quantity.0 > 0);
    if quantity.is_none() {
        reader.refuse("quantity", "quantity");
    }
    let unit = reader.code("unit", Unit::from_code);
    let known: Vec<PieceId> = outcomes(&reader.bench.sheet.view.pieces()).map(|(id, _)| id).collect();
    let ticked = reader.posted.all("outcomes").into_iter().filter_map(|id| id.parse().ok());
    let outcomes = ticked.filter(|id| known.contains(id)).collect();
    let paid = match reader.text("paid").as_str() {
        "yes" => read_paid(reader).map(Some),
        "no" => Some(None),
        _ => {
            reader.refuse("paid", "choose-from-the-list");
            None
        }
    };
    Some(Body::Support(Support {
        what: reader.text("what"),
        who: reader.text("who"),
        kind: kind?,
        quadrant: quadrant?,
        outcomes,
        pattern: pattern?,
        from: from?,
        until: until?,
        quantity: quantity?,
        unit: unit?,
        paid: paid?,
    }))
}

fn read_pattern(reader: &mut Reader<'_>) -> Option<Pattern> {
    let when = reader.text("when");
    match when.as_str() {
        "on-days" => {
            let season = reader.code("season", Season::from_code);
            let days = reader.codes("days", Day::from_code);
            if days.is_empty() {
                reader.refuse("days", "no-weekday");
                return None;
            }
            Some(Pattern::OnDays { days, season: season? })
        }
        "once" => Some(Pattern::Once { on: reader.day("on")? }),
        "week" | "month" | "year" => {
            let times: u16 = reader.number("times").filter(|times| (1..=1_000).contains(times)).or_else(|| {
                reader.refuse("times", "times");
                None
            })?;
            match when.as_str() {
                "week" => Some(Pattern::TimesAWeek { times, season: reader.code("season", Season::from_code)? }),
                "month" => Some(Pattern::TimesAMonth { times }),
                _ => Some(Pattern::TimesAYear { times }),
            }
        }
        _ => {
            reader.refuse("when", "choose-from-the-list");
            None
        }
    }
}

fn read_paid(reader: &mut Reader<'_>) -> Option<Paid> {
    let stream = read_stream(reader);
    let price = UnitPrice::read(reader.posted.value("price")).ok();
    if price.is_none() {
        reader.refuse("price", "price");
    }
    let part = read_part(reader);
    let employing =
        if reader.posted.value("employing") == "yes" { read_employing(reader).map(Some) } else { Some(None) };
    Some(Paid { stream: stream?, price: price?, part: part?, employing: employing?, payee: reader.text("payee") })
}

fn read_part(reader: &mut Reader<'_>) -> Option<Part> {
    match reader.text("part").as_str() {
        "sum" => read_sum(reader, "part-sum").map(|pence| Part::Sum { pence }),
        "share" => {
            let (parts, of) = (reader.number("parts"), reader.number("of"));
            let (parts, of): (u16, u16) = parts.zip(of)?;
            if parts == 0 || parts > of {
                reader.refuse("parts", "share");
                return None;
            }
            Some(Part::Share { parts, of })
        }
        _ => Some(Part::Whole),
    }
}

fn read_employing(reader: &mut Reader<'_>) -> Option<Employing> {
    let band = reader.code("band", WageBand::from_code);
    let (insurance, payroll) = (read_sum(reader, "insurance"), read_sum(reader, "payroll"));
    let ticked = |name: &str| !reader.posted.all(name).is_empty();
    let (allowance, without_pension) = (ticked("allowance"), ticked("without-pension"));
    Some(Employing { band: band?, without_pension, allowance, insurance: insurance?, payroll: payroll? })
}

/// A sum of money, nothing where nothing was written.
fn read_sum(reader: &mut Reader<'_>, name: &str) -> Option<Pence> {
    let text = reader.text(name);
    if text.is_empty() {
        return Some(Pence::ZERO);
    }
    let sum = Pence::read(&text).ok().filter(|sum| *sum >= Pence::ZERO);
    if sum.is_none() {
        reader.refuse(name, "sum");
    }
    sum
}
