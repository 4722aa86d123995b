//! The amount of each stream, and what the streams come to together.

use super::desk::Desk;
use super::directory::Directory;
use super::figure::{Measure, Style};
use super::letter::{StreamLine, TotalLine};
use super::message::Message as M;
use super::way;
use super::wording::{Value, Wording, figure};
use crate::calculator::{ShareOfWhole, StreamNodes};
use crate::scheme::{Period, Rounding, Stream};
use crate::{Money, Ratio, RoundingMode};

/// A stream with all that is the same for everyone.
pub(super) struct StreamOutline<'a> {
    pub(super) nodes: &'a StreamNodes,
    pub(super) name: &'a str,
    exact: Style<'a>,
    points: Option<Style<'a>>,
    /// How it is rounded, in words, and whether that is the only rounding.
    rounding: Option<(String, bool)>,
    share: Option<ShareOutline<'a>>,
    eligibility: Option<String>,
    not_eligible: Option<&'a str>,
}

/// A share of a whole.
struct ShareOutline<'a> {
    /// The exact whole, where it can be shown.
    whole: Option<(crate::calculator::NodeId, Style<'a>)>,
    /// How the whole is rounded, and whether nothing before it is.
    rounding: String,
    is_once: bool,
    /// How each share is rounded.
    down: String,
    share: String,
}

impl<'a> StreamOutline<'a> {
    pub(super) fn new(directory: &Directory<'a>, stream: &'a Stream, nodes: &'a StreamNodes) -> StreamOutline<'a> {
        let money = |node| Style::new(directory.calculator.den(node), Measure::Money);
        let is_once = !way::is_rounded_before(directory, stream);
        let split = directory.scheme.splits.iter().find(|split| split.shares.iter().any(|(id, _)| *id == stream.id));
        let share = nodes.share.as_ref().zip(split).map(|(share, split)| ShareOutline {
            whole: directory.exact_whole(share.whole).map(|node| (node, money(node))),
            rounding: directory.wording.rounding(split.round, Measure::Money),
            is_once,
            down: directory.wording.rounding(Rounding { mode: RoundingMode::Down, ..split.round }, Measure::Money),
            share: directory.number(share.share, Measure::Share),
        });
        let rounding = |rounding: Rounding| (directory.wording.rounding(rounding, Measure::Money), is_once);
        StreamOutline {
            nodes,
            name: directory.words.stream(&stream.id),
            exact: money(nodes.exact),
            points: nodes.points.map(|node| Style::new(directory.calculator.den(node), Measure::Number)),
            rounding: nodes.rounding.map(rounding),
            share,
            eligibility: stream.eligible_when.as_ref().map(|condition| directory.condition(condition)),
            not_eligible: directory.words.not_eligible.get(&stream.id).map(|text| text.trim()),
        }
    }

    /// The line for one person; `refusal` is why there is no amount.
    pub(super) fn line<'e>(&'e self, desk: &Desk<'_>, refusal: Option<String>) -> StreamLine<'e> {
        let holds = self.nodes.eligible.is_none_or(|node| desk.values.holds(node));
        let amount = refusal.is_none().then(|| amount_of(desk, self.nodes));
        let condition =
            |message, condition: &String| desk.wording.sentence(message, &[("condition", Value::Text(condition))]);
        let eligibility = self.eligibility.as_ref().filter(|_| amount.is_some());
        let eligibility =
            eligibility.map(|text| condition(if holds { M::StreamEligible } else { M::StreamNotEligibleReason }, text));
        let is_eligible = holds || refusal.is_some();
        let reason = refusal.or_else(|| self.not_eligible.filter(|_| !holds).map(str::to_owned));
        let points = self.points.zip(self.nodes.points);
        let points = points.filter(|(_, node)| amount.is_some() && desk.values.refusal(*node).is_none());
        StreamLine {
            stream: &self.nodes.id,
            name: self.name,
            period: self.nodes.period,
            points: points.map(|(style, node)| desk.shown(desk.values.get(node), style)),
            shown: amount.map(|amount| desk.wording.amount_for(amount, self.nodes.period)).unwrap_or_default(),
            working: self.working(desk, amount, is_eligible),
            whole: self.share.as_ref().filter(|_| amount.is_some() && holds).and_then(|share| share.whole(desk, self)),
            amount,
            is_eligible,
            eligibility,
            reason,
        }
    }

    fn working(&self, desk: &Desk<'_>, amount: Option<Money>, is_eligible: bool) -> String {
        let mut out = String::with_capacity(96);
        let name = ("name", Value::Text(self.name));
        let Some(amount) = amount else {
            desk.wording.say(&mut out, M::StreamRefused, &[name]);
            return out;
        };
        let exact = ("exact", figure(desk.values.get(self.nodes.exact), self.exact));
        let amount = ("amount", Value::Amount(amount));
        match (is_eligible, &self.share, &self.rounding) {
            (false, _, _) if desk.values.refusal(self.nodes.exact).is_some() => {
                desk.wording.say(&mut out, M::StreamNotEligibleOnly, &[name, amount]);
            }
            (false, _, _) => desk.wording.say(&mut out, M::StreamNotEligible, &[name, exact, amount]),
            (true, Some(share), _) => share.write(desk, &mut out, self, amount),
            (true, None, Some((rounding, is_once))) => {
                let message = if *is_once { M::StreamRoundedOnce } else { M::StreamRoundedLast };
                desk.wording.say(&mut out, message, &[name, exact, ("rounding", Value::Text(rounding)), amount]);
            }
            (true, None, None) => desk.wording.say(&mut out, M::StreamExact, &[name, exact]),
        }
        out
    }
}

impl ShareOutline<'_> {
    /// How the whole is rounded before it is shared.
    fn whole(&self, desk: &Desk<'_>, stream: &StreamOutline<'_>) -> Option<String> {
        let (node, style) = self.whole?;
        let values = [
            ("exact", figure(desk.values.get(node), style)),
            ("rounding", Value::Text(&self.rounding)),
            ("whole", Value::Amount(whole_of(desk, stream.nodes.share.as_ref()?))),
        ];
        let message = if self.is_once { M::StreamWholeOnce } else { M::StreamWholeLast };
        Some(desk.wording.sentence(message, &values))
    }

    fn write(&self, desk: &Desk<'_>, out: &mut String, stream: &StreamOutline<'_>, amount: (&str, Value<'_>)) {
        let Some(share) = &stream.nodes.share else { return };
        let whole = whole_of(desk, share);
        let whole_value = ("whole", Value::Amount(whole));
        let name = ("name", Value::Text(stream.name));
        if share.takes_remainder {
            return desk.wording.say(out, M::StreamRemainder, &[name, whole_value, amount]);
        }
        let exact = Ratio::new(i128::from(whole.0), 100).and_then(|whole| whole.times(share.share));
        let exact = exact.map_or(Value::Amount(whole), |exact| super::wording::ratio(exact, Measure::Money));
        let share = ("share", Value::Text(self.share.as_str()));
        let down = ("rounding", Value::Text(self.down.as_str()));
        desk.wording.say(out, M::StreamShare, &[name, share, whole_value, ("exact", exact), down, amount]);
    }
}

/// A whole in hundredths.
fn whole_of(desk: &Desk<'_>, share: &ShareOfWhole) -> Money {
    Money(i64::try_from(desk.values.get(share.whole)).unwrap_or(i64::MAX))
}

/// The amount in hundredths.
pub(super) fn amount_of(desk: &Desk<'_>, nodes: &StreamNodes) -> Money {
    Money(i64::try_from(desk.values.get(nodes.amount)).unwrap_or(i64::MAX))
}

/// The sum of the lines shown, for each period.
pub(super) fn totals(wording: &Wording, streams: &[StreamLine<'_>]) -> Vec<TotalLine> {
    let mut totals: Vec<TotalLine> = Vec::new();
    for period in Period::ALL.map(|(_, period)| period) {
        let of_period = || streams.iter().filter(|line| line.period == period);
        let amounts = of_period().filter_map(|line| line.amount);
        let (count, sum) = amounts.fold((0, 0_i64), |(count, sum), amount| (count + 1, sum.saturating_add(amount.0)));
        if count > 0 {
            let amount = Money(sum);
            let is_complete = of_period().all(|line| line.amount.is_some());
            let message = if is_complete { M::AmountTotal } else { M::AmountTotalOfSome };
            let for_period = wording.amount_for(amount, period);
            let shown = wording.sentence(message, &[("amount", Value::Text(&for_period))]);
            totals.push(TotalLine { period, amount, shown, streams: count, is_complete });
        }
    }
    totals
}
