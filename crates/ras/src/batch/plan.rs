//! How a calculator's operations are worked out in lanes: which collapse into tables, which into narrow sums.

use super::BLOCK;
use super::columns::{BatchError, NO_ANSWER, Population, is_narrow};
use super::lanes::{Lane, Lanes};
use super::narrow::{ColumnValues, NarrowSum};
use crate::calculator::{BLANK, Calculator, NodeId, Op, Values};
use std::collections::{HashMap, HashSet};

/// Largest number that is trusted to 64-bit lanes.
const SMALL: i128 = 1 << 62;
/// Most values that a function of one number is worked out for in advance.
const TABULATED: usize = 1 << 16;

/// What came of a person's answers in a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Standing {
    /// There is an amount.
    #[default]
    Paid,
    /// The stream is not open to this person; the amount is nothing.
    NotEligible,
    /// There is no amount; [`Calculator::score`] on the person's sheet says why.
    Refused,
}

/// The results of one stream, person by person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Amounts {
    /// One for each stream.
    pub(crate) streams: Vec<StreamAmounts>,
}

/// The results of one stream.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StreamAmounts {
    /// Hundredths of the currency; 0 unless paid.
    pub amounts: Vec<i64>,
    /// What came of each.
    pub standing: Vec<Standing>,
}

impl Amounts {
    /// The results of a stream by its position.
    #[must_use]
    pub fn stream(&self, at: usize) -> Option<&StreamAmounts> {
        self.streams.get(at)
    }
}

/// What a stream's figures are in the lanes of a block.
#[derive(Debug, Clone)]
pub(crate) struct StreamLanes {
    pub(crate) amount: NodeId,
    pub(crate) points: Option<NodeId>,
    pub(crate) eligible: Option<NodeId>,
}

/// A calculator laid out for many people at once.
#[derive(Debug, Clone)]
pub struct Plan<'a> {
    pub(crate) calculator: &'a Calculator,
    pub(super) lanes: Vec<(NodeId, Lane)>,
    pub(crate) streams: Vec<StreamLanes>,
    pub(crate) routes: Vec<NodeId>,
    /// Columns whose blank means a refusal, and lanes that say whether a question was asked.
    pub(super) required: Vec<(usize, Option<NodeId>)>,
    /// Some number may need more than 64 bits: every person is worked out one by one.
    pub(super) is_one_by_one: bool,
}

impl<'a> Plan<'a> {
    /// Lays out everything: amounts, points, routes.
    #[must_use]
    pub fn new(calculator: &'a Calculator) -> Plan<'a> {
        Plan::with(calculator, true)
    }

    /// Lays out what simulations need: amounts without points and routes.
    #[must_use]
    pub fn amounts_only(calculator: &'a Calculator) -> Plan<'a> {
        Plan::with(calculator, false)
    }

    fn with(calculator: &'a Calculator, is_full: bool) -> Plan<'a> {
        let streams: Vec<StreamLanes> = calculator
            .streams
            .iter()
            .map(|stream| StreamLanes {
                amount: stream.amount,
                points: stream.points.filter(|_| is_full),
                eligible: stream.eligible,
            })
            .collect();
        let routes: Vec<NodeId> = calculator.routes.iter().map(|(_, node)| *node).filter(|_| is_full).collect();
        let must = |(at, input): (usize, &crate::Input)| input.is_required.then_some((at, input.shown));
        let required: Vec<(usize, Option<NodeId>)> = calculator.inputs.iter().enumerate().filter_map(must).collect();
        let outputs = streams.iter().flat_map(|s| [Some(s.amount), s.points, s.eligible]).flatten();
        let outputs: Vec<NodeId> =
            outputs.chain(routes.iter().copied()).chain(required.iter().filter_map(|(_, s)| *s)).collect();
        let mut layout = Layout::new(calculator);
        let lanes = layout.lanes(outputs);
        let is_one_by_one = lanes.is_none();
        Plan { calculator, lanes: lanes.unwrap_or_default(), streams, routes, required, is_one_by_one }
    }

    pub(crate) fn is_one_by_one(&self) -> bool {
        self.is_one_by_one
    }

    /// Works out everybody.
    ///
    /// # Errors
    /// When the population was gathered for other questions.
    pub fn run(&self, population: &Population) -> Result<Amounts, BatchError> {
        let mut amounts = Amounts::default();
        self.run_into(population, &mut amounts)?;
        Ok(amounts)
    }

    /// Works out everybody, into room that was used before.
    ///
    /// # Errors
    /// When the population was gathered for other questions.
    pub fn run_into(&self, population: &Population, out: &mut Amounts) -> Result<(), BatchError> {
        out.streams.resize_with(self.streams.len(), StreamAmounts::default);
        for stream in &mut out.streams {
            stream.amounts.clear();
            stream.standing.clear();
            stream.amounts.reserve(population.len());
            stream.standing.reserve(population.len());
        }
        if !population.fits(self.calculator) {
            return Err(BatchError::OtherQuestions);
        }
        let mut lanes = Lanes::new(self);
        let mut from = 0;
        while from < population.len() {
            let rows = BLOCK.min(population.len() - from);
            lanes.work_out(self, population, from, rows);
            for (at, stream) in out.streams.iter_mut().enumerate() {
                let (amounts, standing) = lanes.stream(at);
                stream.amounts.extend_from_slice(amounts);
                stream.standing.extend_from_slice(standing);
            }
            from += rows;
        }
        Ok(())
    }
}

/// Finds out what each operation depends on.
struct Layout<'a> {
    calculator: &'a Calculator,
    /// For each operation the one narrow column it depends on; `None` for several.
    column: Vec<Depends>,
    /// For each operation the earlier one through which it depends on everything.
    pivot: Vec<Option<NodeId>>,
    narrow: HashMap<NodeId, Option<NarrowSum>>,
    values: Values,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Depends {
    Nothing,
    Column(usize),
    More,
}

impl<'a> Layout<'a> {
    fn new(calculator: &'a Calculator) -> Layout<'a> {
        let mut column: Vec<Depends> = Vec::new();
        let mut pivot: Vec<Option<NodeId>> = Vec::new();
        for (at, node) in calculator.nodes.iter().enumerate() {
            let questions = node.op.questions();
            let inputs = node.op.inputs();
            let own = match questions.as_slice() {
                [] => Depends::Nothing,
                [only] if calculator.inputs.get(*only).is_some_and(is_narrow) => Depends::Column(*only),
                _ => Depends::More,
            };
            let joined = inputs.iter().filter_map(|id| column.get(id.0)).fold(own, |a, b| match (a, *b) {
                (Depends::Nothing, other) | (other, Depends::Nothing) => other,
                (Depends::Column(x), Depends::Column(y)) if x == y => a,
                _ => Depends::More,
            });
            column.push(joined);
            let mut through = inputs.iter().filter_map(|id| pivot.get(id.0).copied().flatten());
            let first = through.next();
            let is_one = first.is_some() && through.all(|other| Some(other) == first) && questions.is_empty();
            let is_constant =
                inputs.iter().all(|id| pivot.get(id.0).copied().flatten().is_none()) && questions.is_empty();
            pivot.push(if is_constant {
                None
            } else if is_one {
                first
            } else {
                Some(NodeId(at))
            });
        }
        let values = calculator.evaluate(&calculator.blank_sheet());
        Layout { calculator, column, pivot, narrow: HashMap::new(), values }
    }

    /// The lanes that some operations need, in order; `None` when one could need more than 64 bits.
    fn lanes(&mut self, outputs: Vec<NodeId>) -> Option<Vec<(NodeId, Lane)>> {
        let mut lanes: HashMap<NodeId, Lane> = HashMap::new();
        let mut values_wanted: HashSet<NodeId> = outputs.iter().copied().collect();
        let mut wanted = outputs;
        while let Some(id) = wanted.pop() {
            if lanes.contains_key(&id) {
                continue;
            }
            let lane = self.lane(id)?;
            let inputs = lane.inputs(self.calculator, id);
            if matches!(lane, Lane::General) {
                values_wanted.extend(&inputs);
            }
            wanted.extend(inputs);
            lanes.insert(id, lane);
        }
        for (id, lane) in &mut lanes {
            if let Lane::Narrow { wants_values, .. } = lane {
                *wants_values = values_wanted.contains(id);
            }
        }
        let mut lanes: Vec<(NodeId, Lane)> = lanes.into_iter().collect();
        lanes.sort_by_key(|(id, _)| *id);
        Some(lanes)
    }

    fn lane(&mut self, id: NodeId) -> Option<Lane> {
        let node = self.calculator.node(id)?;
        if node.reach.lo < -SMALL || node.reach.hi > SMALL {
            return None;
        }
        match self.column.get(id.0)? {
            Depends::Nothing => {
                let refused = self.values.refusal(id).is_some();
                return Some(Lane::Constant { value: i64::try_from(self.values.get(id)).ok()?, refused });
            }
            Depends::Column(column) => return self.column_lane(id, *column),
            Depends::More => {}
        }
        if let Some(pivot) = self.pivot.get(id.0).copied().flatten().filter(|pivot| *pivot != id)
            && let Some(sum) = self.narrow_sum(pivot)
            && sum.most_units < TABULATED
        {
            return self.tabulated(id, pivot, &sum);
        }
        if let Some(sum) = self.narrow_sum(id) {
            return Some(Lane::Narrow { sum, wants_values: false });
        }
        (node.reach.largest <= SMALL).then_some(Lane::General)
    }

    /// A function of one narrow column: its value for every code.
    fn column_lane(&mut self, id: NodeId, column: usize) -> Option<Lane> {
        let input = self.calculator.inputs.get(column)?;
        let cone = self.cone(id, None);
        let mut sheet = self.calculator.blank_sheet();
        let mut values = Box::new([0_i64; 256]);
        let mut refused = Box::new([false; 256]);
        let codes = (input.lo..=input.hi).zip(0_u8..).chain([(BLANK, NO_ANSWER)]);
        for (code, byte) in codes {
            sheet.set(column, code);
            self.calculator.evaluate_some(&sheet, &mut self.values, &cone);
            let at = usize::from(byte);
            if let (Some(value), Some(flag)) = (values.get_mut(at), refused.get_mut(at)) {
                *value = i64::try_from(self.values.get(id)).ok()?;
                *flag = self.values.refusal(id).is_some();
            }
        }
        let refused = refused.iter().any(|flag| *flag).then_some(refused);
        Some(Lane::Column { column, values, refused })
    }

    /// A function of one narrow sum: its value for every number of units.
    fn tabulated(&mut self, id: NodeId, pivot: NodeId, sum: &NarrowSum) -> Option<Lane> {
        let cone: Vec<NodeId> = self.cone(id, Some(pivot)).into_iter().filter(|node| *node != pivot).collect();
        let sheet = self.calculator.blank_sheet();
        let mut values = Vec::with_capacity(sum.most_units + 1);
        let mut refused = Vec::with_capacity(sum.most_units + 1);
        let reach = self.calculator.node(pivot)?.reach;
        for units in 0..=sum.most_units {
            let numerator = i128::from(sum.least) + i128::from(sum.step) * i128::try_from(units).ok()?;
            // Units are laid out for every term on its own; a sum outside the proven range never happens.
            self.values.set(pivot, numerator.clamp(reach.lo, reach.hi));
            self.calculator.evaluate_some(&sheet, &mut self.values, &cone);
            values.push(i64::try_from(self.values.get(id)).ok()?);
            refused.push(self.values.refusal(id).is_some());
        }
        let refused = refused.contains(&true).then_some(refused);
        Some(Lane::Tabulated { of: pivot, values, refused })
    }

    /// The sum as a narrow one, if each of its terms depends on one narrow column and its units are few.
    fn narrow_sum(&mut self, id: NodeId) -> Option<NarrowSum> {
        if let Some(known) = self.narrow.get(&id) {
            return known.clone();
        }
        let found = self.find_narrow_sum(id);
        self.narrow.insert(id, found.clone());
        found
    }

    fn find_narrow_sum(&mut self, id: NodeId) -> Option<NarrowSum> {
        let node = self.calculator.node(id)?;
        let Op::Sum { terms, plus } = &node.op else { return None };
        if node.can_refuse {
            return None;
        }
        let mut plus = i64::try_from(*plus).ok()?;
        let mut columns: Vec<ColumnValues> = Vec::new();
        for (term, by) in terms {
            match *self.column.get(term.0)? {
                Depends::More => return None,
                Depends::Nothing => plus = plus.checked_add(i64::try_from(self.values.get(*term) * by).ok()?)?,
                Depends::Column(column) => {
                    let input = self.calculator.inputs.get(column)?;
                    let Some(Lane::Column { values, .. }) = self.column_lane(*term, column) else { return None };
                    let by = i64::try_from(*by).ok()?;
                    let codes = usize::try_from(input.hi - input.lo).ok()? + 1;
                    let of_codes =
                        values.iter().take(codes).map(|value| value.checked_mul(by)).collect::<Option<Vec<_>>>()?;
                    // A required question that is always asked is never blank where a result counts.
                    let blank = values.last().and_then(|value| value.checked_mul(by)).filter(|_| input.may_be_blank());
                    columns.push(ColumnValues { column, values: of_codes, blank });
                }
            }
        }
        NarrowSum::new(plus, &columns)
    }

    /// Everything that an operation is made from, itself included, in order; not looking behind `stop`.
    fn cone(&self, id: NodeId, stop: Option<NodeId>) -> Vec<NodeId> {
        let mut seen = std::collections::BTreeSet::new();
        let mut wanted = vec![id];
        while let Some(id) = wanted.pop() {
            if seen.insert(id)
                && Some(id) != stop
                && let Some(node) = self.calculator.node(id)
            {
                wanted.extend(node.op.inputs());
            }
        }
        seen.into_iter().collect()
    }
}
