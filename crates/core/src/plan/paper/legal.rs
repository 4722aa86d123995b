//! A plan as the law wants to see it: the sections of a rule pack, each with where its words come from and what is still
//! empty, its clocks, and who signs. The plan itself knows nothing of it.

use jiff::civil::Date;

use super::{ENGLISH, Paper, support, tell};
use crate::PieceId;
use crate::document::{Block, Document, NoteKind, Table, Text};
use crate::plan::money::Holding;
use crate::plan::pack::{Clock, Pack, PlanPart, Section, Signer, Since};
use crate::plan::piece::{Body, BodyKind, of_kind, outcomes, supports};
use crate::plan::support::Support;

/// Days on which clocks began, as far as they have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Began {
    /// The family asked for the plan to be agreed.
    pub asked: Option<Date>,
    /// Both sides had signed.
    pub signed: Option<Date>,
    /// The first payment went out.
    pub first_payment: Option<Date>,
    /// The last review was held.
    pub last_review: Option<Date>,
    /// A decision was challenged.
    pub challenged: Option<Date>,
}

impl Began {
    fn on(self, since: Since) -> Option<Date> {
        match since {
            Since::Asked => self.asked,
            Since::Signed => self.signed,
            Since::FirstPayment => self.first_payment,
            Since::LastReview => self.last_review,
            Since::Challenged => self.challenged,
        }
    }
}

/// Who has signed, by name, and on which day.
pub type Signed = (Signer, String, Date);

impl Paper<'_> {
    /// The plan in the sections of a rule pack.
    #[must_use]
    pub fn in_sections(&self, pack: &Pack, began: Began, signed: &[Signed]) -> Document {
        let filled: Vec<(&Section, Vec<Block>)> =
            pack.sections.iter().map(|section| (section, self.filled(pack, section))).collect();
        let mut blocks = vec![
            Block::paragraph(ENGLISH.tell("pack.source", &[("source", &pack.source)])),
            Block::paragraph(tell("pack.apart")),
            Block::heading(1, tell("pack.there")),
            overview(&filled),
        ];
        for (section, content) in filled {
            let title = [("id", section.id.as_str()), ("title", section.title.as_str())];
            blocks.push(Block::heading(1, ENGLISH.tell("pack.section", &title)));
            blocks.push(Block::Small { text: comes_from(section).into() });
            if content.is_empty() {
                let key = if section.from_plan.is_some() { "pack.empty" } else { "pack.elsewhere-empty" };
                blocks.push(Block::Note {
                    kind: NoteKind::Information,
                    title: Text::default(),
                    paragraphs: vec![tell(key)],
                });
            }
            blocks.extend(content);
        }
        clocks(pack, began, &mut blocks);
        signatures(pack, signed, &mut blocks);
        let mut document = self.document();
        document.title = ENGLISH.tell("pack.title", &[("pack", &pack.title), ("name", self.name)]);
        document.blocks = blocks;
        document
    }

    /// What the plan says for a section; nothing where it says nothing, or where others write it.
    fn filled(&self, pack: &Pack, section: &Section) -> Vec<Block> {
        let mut blocks = Vec::new();
        match section.from_plan {
            None => {}
            Some(PlanPart::Pages) => self.own_pages(&mut blocks),
            Some(PlanPart::Outcomes) if outcomes(self.pieces).next().is_some() => self.outcomes(&mut blocks),
            Some(PlanPart::Outcomes) => {}
            Some(PlanPart::PaidSupport) => {
                let is_asked = |line: &Support| line.stream().is_some_and(|stream| pays(pack, stream));
                self.lines(&mut blocks, "support.paid-caption", is_asked);
            }
            Some(PlanPart::UnpaidSupport) => {
                self.lines(&mut blocks, "support.unpaid-caption", |line| !line.is_paid());
            }
            Some(PlanPart::DirectPayments) => self.direct_payments(&mut blocks),
            Some(PlanPart::Risks) => self.risks(&mut blocks),
        }
        under_a_section(blocks)
    }

    /// Lines of support with the outcomes that they serve.
    fn lines(&self, blocks: &mut Vec<Block>, caption: &str, is_asked: impl Fn(&Support) -> bool) {
        let rows: Vec<Vec<Text>> = supports(self.pieces)
            .filter(|(_, line)| is_asked(line))
            .map(|(id, line)| self.served_row(id, line))
            .collect();
        if rows.is_empty() {
            return;
        }
        let headers = ["support.what", "pack.outcomes", "support.when", "support.stream", "support.cost"];
        let headers = headers.map(tell).into();
        blocks.push(Block::Table(Table { caption: tell(caption), headers, rows, numbers: vec![4], total: None }));
    }

    fn served_row(&self, id: PieceId, line: &Support) -> Vec<Text> {
        let what = if line.who.is_empty() { line.what.clone() } else { format!("{}\n{}", line.what, line.who) };
        let served: Vec<&str> = outcomes(self.pieces)
            .filter(|(outcome, _)| line.outcomes.contains(outcome))
            .map(|(_, outcome)| outcome.words.as_str())
            .collect();
        let stream = line.stream().map(|stream| self.stream_name(stream)).unwrap_or_default();
        let cost = self.summary.cost_of(id).map(|cost| cost.cost.to_string()).unwrap_or_default();
        vec![what.into(), served.join("\n").into(), support::when(line).into(), stream.into(), cost.into()]
    }

    /// What direct payments are to secure, out of which money, and who receives them.
    fn direct_payments(&self, blocks: &mut Vec<Block>) {
        let held: Vec<(&str, &str)> = of_kind(self.pieces, BodyKind::Money)
            .filter_map(|piece| match &piece.body {
                Body::Money(choice) if choice.holding == Holding::DirectPayment => {
                    Some((choice.stream.as_str(), choice.manager.as_str()))
                }
                _ => None,
            })
            .collect();
        let is_held = |line: &Support| line.stream().is_some_and(|stream| held.iter().any(|(own, _)| *own == stream));
        self.lines(blocks, "pack.direct-payments", is_held);
        let rows: Vec<Vec<Text>> = held
            .iter()
            .map(|(stream, manager)| {
                let planned = self.summary.streams.iter().find(|total| total.stream == *stream);
                let sum = planned.map(|total| total.planned.to_string()).unwrap_or_default();
                vec![self.stream_name(stream).into(), (*manager).into(), sum.into()]
            })
            .collect();
        if !rows.is_empty() {
            let headers = ["money.stream", "pack.receives", "pack.sum"].map(tell).into();
            let caption = tell("pack.payments-caption");
            blocks.push(Block::Table(Table { caption, headers, rows, numbers: vec![2], total: None }));
        }
    }
}

/// Whether a pack is about money of a stream; one that names none is about all.
fn pays(pack: &Pack, stream: &str) -> bool {
    pack.streams.is_empty() || pack.streams.iter().any(|own| own == stream)
}

/// Parts of a plan carry headings of their own: one level further down, and none that says again what the section says.
fn under_a_section(blocks: Vec<Block>) -> Vec<Block> {
    let has_many = blocks.iter().filter(|block| matches!(block, Block::Heading { level: 1, .. })).count() > 1;
    let deeper = |block: Block| match block {
        Block::Heading { level: 1, .. } if !has_many => None,
        Block::Heading { level, text } if has_many => Some(Block::heading((level + 1).min(3), text)),
        other => Some(other),
    };
    blocks.into_iter().filter_map(deeper).collect()
}

fn comes_from(section: &Section) -> String {
    match (section.from_plan, section.elsewhere.as_str()) {
        (Some(part), _) => {
            let part = ENGLISH.text(&format!("pack.from-{}", part.code()));
            ENGLISH.say("pack.from-plan", &[("part", part)])
        }
        (None, "") => ENGLISH.text("pack.elsewhere").to_owned(),
        (None, who) => ENGLISH.say("pack.elsewhere-by", &[("who", who)]),
    }
}

/// Every section at a glance.
fn overview(filled: &[(&Section, Vec<Block>)]) -> Block {
    let row = |(section, content): &(&Section, Vec<Block>)| -> Vec<Text> {
        let state = match (section.from_plan, content.is_empty()) {
            (None, _) => "pack.state-elsewhere",
            (Some(_), true) => "pack.state-empty",
            (Some(_), false) => "pack.state-filled",
        };
        vec![format!("{}. {}", section.id, section.title).into(), tell(state)]
    };
    let headers = ["pack.section-name", "pack.state"].map(tell).into();
    let rows = filled.iter().map(row).collect();
    Block::Table(Table { caption: tell("pack.there-caption"), headers, rows, ..Table::default() })
}

fn clocks(pack: &Pack, began: Began, blocks: &mut Vec<Block>) {
    if pack.clocks.is_empty() {
        return;
    }
    let row = |clock: &Clock| -> Vec<Text> {
        let until = match began.on(clock.since) {
            Some(day) => ENGLISH.day(clock.until(day)),
            None => ENGLISH.say(&format!("pack.since-{}", clock.since.code()), &[("length", &length(clock))]),
        };
        let by = ENGLISH.text(&format!("pack.by-{}", clock.by.code()));
        let source = match clock.mark.as_str() {
            "V" => clock.source.clone(),
            _ => ENGLISH.say("pack.unread", &[("source", &clock.source)]),
        };
        vec![clock.what.clone().into(), by.into(), until.into(), source.into()]
    };
    let headers = ["pack.what", "pack.by", "pack.until", "pack.rule"].map(tell).into();
    let rows = pack.clocks.iter().map(row).collect();
    blocks.push(Block::heading(1, tell("pack.clocks")));
    blocks.push(Block::Table(Table { caption: tell("pack.clocks-caption"), headers, rows, ..Table::default() }));
}

fn length(clock: &Clock) -> String {
    let parts = [("days", clock.days), ("weeks", clock.weeks), ("months", clock.months)];
    let parts = parts.iter().filter(|(_, count)| *count > 0);
    let parts: Vec<String> =
        parts.map(|(unit, count)| ENGLISH.say(&format!("pack.{unit}"), &[("count", &count.to_string())])).collect();
    parts.join(" ")
}

fn signatures(pack: &Pack, signed: &[Signed], blocks: &mut Vec<Block>) {
    blocks.push(Block::heading(1, tell("pack.signs")));
    for signer in &pack.signs {
        let name = ENGLISH.text(&format!("pack.signer-{}", signer.code()));
        match signed.iter().find(|(who, _, _)| who == signer) {
            Some((_, by, on)) => {
                let values = [("signer", name), ("name", by.as_str()), ("day", &ENGLISH.day(*on))];
                blocks.push(Block::paragraph(ENGLISH.tell("pack.signed", &values)));
            }
            None => blocks.push(Block::SignatureLine { label: name.into(), day_label: tell("pack.day") }),
        }
    }
}
