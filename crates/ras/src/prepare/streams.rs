//! Streams, splits and routes as operations: from an exact amount to whole hundredths of the currency.

use super::Preparer;
use crate::Ratio;
use crate::calculator::{NodeId, ShareOfWhole, StreamNodes};
use crate::number::RoundingMode;
use crate::scheme::{Rounding, Split, Stream};

/// Amounts stay below 10^16 hundredths, so that they fit 64 bits with room to add.
const LARGEST_HUNDREDTHS: i128 = 10_i128.pow(16);

impl Preparer<'_> {
    pub(super) fn streams(&mut self) -> Vec<StreamNodes> {
        let scheme = self.scheme;
        for (at, stream) in scheme.streams.iter().enumerate() {
            if scheme.streams.iter().take(at).any(|other| other.id == stream.id) {
                self.fault("twice", &stream.place, format!("the stream `{}` stands twice", stream.id), "");
            }
        }
        self.check_splits();
        let wholes: Vec<Option<NodeId>> = scheme.splits.iter().map(|split| self.whole(split)).collect();
        let laid_out: Vec<Option<StreamNodes>> =
            scheme.streams.iter().map(|stream| self.stream(stream, &wholes)).collect();
        laid_out.into_iter().flatten().collect()
    }

    pub(super) fn routes(&mut self) -> Vec<(String, NodeId)> {
        let routes = self.scheme.routes.iter();
        let laid_out: Vec<_> = routes.map(|route| Some((route.id.clone(), self.condition(&route.when)?))).collect();
        laid_out.into_iter().flatten().collect()
    }

    /// Streams that share a whole share it alone, for the same period, and all of them have their part.
    fn check_splits(&mut self) {
        let scheme = self.scheme;
        for (at, split) in scheme.splits.iter().enumerate() {
            let streams = scheme.streams.iter().filter(|stream| split.shares.iter().any(|(id, _)| *id == stream.id));
            let streams: Vec<&Stream> = streams.collect();
            for stream in &streams {
                if scheme.splits.iter().take(at).any(|other| other.shares.iter().any(|(id, _)| *id == stream.id)) {
                    self.fault(
                        "twice",
                        &split.place,
                        format!("the stream `{}` has a share of two wholes", stream.id),
                        "let it have a share of one",
                    );
                }
                if stream.eligible_when.is_some() {
                    self.fault(
                        "split",
                        &stream.place,
                        "a stream with a share cannot have `eligible-when`",
                        "the parts would no longer make the whole; put the condition on the step that is shared",
                    );
                }
                if streams.first().is_some_and(|first| first.period != stream.period) {
                    self.fault("split", &stream.place, "streams that share a whole must be for the same period", "");
                }
            }
        }
    }

    fn stream(&mut self, stream: &Stream, wholes: &[Option<NodeId>]) -> Option<StreamNodes> {
        self.builder.place = stream.place.clone();
        let points = stream.points.as_ref().map(|points| self.reference(points));
        let eligible = self.maybe_condition(stream.eligible_when.as_ref());
        let split = self
            .scheme
            .splits
            .iter()
            .zip(wholes)
            .find(|(split, _)| split.shares.iter().any(|(id, _)| *id == stream.id));
        let (exact, rounded, share) = match (&stream.amount, split) {
            (Some(amount), None) => {
                let exact = self.reference(amount)?;
                (exact, self.in_hundredths(exact, stream)?, None)
            }
            (None, Some((split, whole))) => self.share(stream, split, (*whole)?)?,
            (Some(_), Some(_)) => {
                self.fault(
                    "shape",
                    &stream.place,
                    format!("the stream `{}` has both an amount and a share", stream.id),
                    "take one of them away",
                );
                return None;
            }
            (None, None) => {
                self.fault(
                    "missing-key",
                    &stream.place,
                    format!("the stream `{}` has no amount", stream.id),
                    "add `amount = \"step\"`, or a share of a [[split]]",
                );
                return None;
            }
        };
        let eligible = eligible?;
        let amount = match eligible {
            None => rounded,
            Some(eligible) => {
                let nothing = self.builder.constant(Ratio::ZERO)?;
                self.builder.select(eligible, rounded, nothing)?
            }
        };
        let points = match points {
            Some(points) => Some(points?),
            None => None,
        };
        Some(StreamNodes {
            id: stream.id.clone(),
            period: stream.period,
            amount,
            exact,
            points,
            eligible,
            rounding: stream.round,
            share,
        })
    }

    /// Whole hundredths of the currency, rounded as the stream says.
    fn in_hundredths(&mut self, exact: NodeId, stream: &Stream) -> Option<NodeId> {
        let smallest = self.scheme.currency.smallest_in_hundredths();
        let smallest_unit = Ratio::new(i128::from(smallest), 100)?;
        let rounded = match stream.round {
            Some(rounding) => {
                if rounding.to.times(Ratio::whole(100))?.over(1).is_none_or(|units| units % i128::from(smallest) != 0) {
                    let message =
                        format!("a stream in {} cannot be rounded to {}", self.scheme.currency.code(), rounding.to);
                    self.fault("rounding", &stream.place, message, format!("use a whole number of {smallest_unit}"));
                    return None;
                }
                self.builder.round_to_hundredths(exact, rounding)?
            }
            None => {
                if smallest_unit.den() % self.builder.den(exact) != 0 {
                    let message = format!(
                        "the amount of `{}` can come out finer than {smallest_unit}, and no rounding is named",
                        stream.id
                    );
                    self.fault("rounding", &stream.place, message, "add round = { to = 0.01, mode = \"half-up\" }");
                    return None;
                }
                // Exact already: rounding down takes nothing away.
                self.builder.round_to_hundredths(exact, Rounding { to: smallest_unit, mode: RoundingMode::Down })?
            }
        };
        let reach = self.builder.reach(rounded);
        if reach.hi > LARGEST_HUNDREDTHS || reach.lo < -LARGEST_HUNDREDTHS {
            self.fault(
                "too-large",
                &stream.place,
                format!("the amount of `{}` can pass a hundred million million", stream.id),
                "give it a `ceiling`, or look for a wrong number",
            );
            return None;
        }
        Some(rounded)
    }

    fn whole(&mut self, split: &Split) -> Option<NodeId> {
        self.builder.place = split.place.clone();
        let total = split.shares.iter().try_fold(Ratio::ZERO, |total, (_, share)| total.plus(*share));
        if split.shares.iter().any(|(_, share)| share.is_negative()) {
            self.fault(
                "split",
                &split.place,
                "a share is below 0",
                "every share is at least 0, and together they are 1",
            );
            return None;
        }
        if total != Some(Ratio::ONE) {
            let total = total.map(|total| total.to_string()).unwrap_or_default();
            self.fault(
                "split",
                &split.place,
                format!("the shares add up to {total}, not to 1"),
                "every share is at least 0, and together they are 1",
            );
            return None;
        }
        for id in split.shares.iter().map(|(id, _)| id).chain([&split.remainder_to]) {
            if !self.scheme.streams.iter().any(|stream| stream.id == *id)
                || !split.shares.iter().any(|(known, _)| known == id)
            {
                self.fault(
                    "unknown-id",
                    &split.place,
                    format!("there is no stream `{id}` with a share"),
                    "name the streams that are given a share",
                );
                return None;
            }
        }
        let of = self.reference(&split.of)?;
        if split.round.to.over(100).is_none() {
            self.fault(
                "rounding",
                &split.place,
                format!("a whole cannot be rounded to {}", split.round.to),
                "use a whole number of hundredths",
            );
            return None;
        }
        self.builder.round_to_hundredths(of, split.round)
    }

    /// A share of a whole: rounded down, but for the stream that takes what is left.
    fn share(
        &mut self,
        stream: &Stream,
        split: &Split,
        whole: NodeId,
    ) -> Option<(NodeId, NodeId, Option<ShareOfWhole>)> {
        if stream.round.is_some() {
            self.fault(
                "shape",
                &stream.place,
                "a stream with a share is rounded by its split",
                "take `round` away here",
            );
            return None;
        }
        let unit = split.round.to.times(Ratio::whole(100))?;
        let share =
            |id: &str| split.shares.iter().find(|(known, _)| known == id).map_or(Ratio::ZERO, |(_, share)| *share);
        let takes_remainder = stream.id == split.remainder_to;
        let node = if takes_remainder {
            let mut terms = vec![(whole, Ratio::ONE)];
            for (_, share) in split.shares.iter().filter(|(id, _)| *id != stream.id) {
                terms.push((self.rounded_down(whole, *share, unit)?, Ratio::whole(-1)));
            }
            self.builder.sum(&terms)?
        } else {
            self.rounded_down(whole, share(&stream.id), unit)?
        };
        let exact = self.builder.sum(&[(node, Ratio::new(1, 100)?)])?;
        Some((exact, node, Some(ShareOfWhole { whole, share: share(&stream.id), takes_remainder })))
    }

    fn rounded_down(&mut self, whole: NodeId, share: Ratio, unit: Ratio) -> Option<NodeId> {
        let exact = self.builder.sum(&[(whole, share)])?;
        self.builder.round(exact, Rounding { to: unit, mode: RoundingMode::Down }, 1)
    }
}
