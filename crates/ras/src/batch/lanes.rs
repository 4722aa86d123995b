//! Working out a block of rows, operation by operation.

use super::BLOCK;
use super::columns::{Column, NO_ANSWER, Population};
use super::narrow::{NarrowSum, block};
use super::plan::{Plan, Standing};
use crate::calculator::{BLANK, Calculator, NodeId, Op, RowFinder, age, days_of, on_line};

/// How one operation is worked out for a block.
#[derive(Debug, Clone)]
pub(super) enum Lane {
    /// The same for everybody.
    Constant { value: i64, refused: bool },
    /// A function of one narrow column, by its byte.
    Column { column: usize, values: Box<[i64; 256]>, refused: Option<Box<[bool; 256]>> },
    /// A narrow sum.
    Narrow(NarrowSum),
    /// A function of a narrow sum, by its units.
    Tabulated { of: NodeId, values: Vec<i64>, refused: Option<Vec<bool>> },
    /// The operation itself, on 64-bit numbers.
    General,
}

impl Lane {
    /// The operations whose lanes it needs.
    pub(super) fn inputs(&self, calculator: &Calculator, id: NodeId) -> Vec<NodeId> {
        match self {
            Lane::Constant { .. } | Lane::Column { .. } | Lane::Narrow(_) => Vec::new(),
            Lane::Tabulated { of, .. } => vec![*of],
            Lane::General => calculator.node(id).map(|node| node.op.inputs()).unwrap_or_default(),
        }
    }
}

/// Room for one operation's values in a block.
#[derive(Debug, Clone)]
struct Room {
    values: Vec<i64>,
    /// Empty when nothing here can be refused.
    refused: Vec<bool>,
    units: Option<Box<[u16; BLOCK]>>,
}

/// Room for a block, used again for the next.
pub(crate) struct Lanes {
    rooms: Vec<Room>,
    /// Position of an operation's room + 1, by operation.
    by_node: Vec<usize>,
    amounts: Vec<Vec<i64>>,
    standing: Vec<Vec<Standing>>,
    missing: Vec<bool>,
    pub(crate) route_open: Vec<bool>,
}

impl Lanes {
    pub(crate) fn new(plan: &Plan<'_>) -> Lanes {
        let mut by_node = vec![0; plan.calculator.nodes.len()];
        let mut rooms = Vec::new();
        for (id, lane) in &plan.lanes {
            let can_refuse = plan.calculator.node(*id).is_some_and(|node| node.can_refuse);
            let units = matches!(lane, Lane::Narrow(_)).then(|| Box::new([0; BLOCK]));
            rooms.push(Room {
                values: vec![0; BLOCK],
                refused: if can_refuse { vec![false; BLOCK] } else { Vec::new() },
                units,
            });
            if let Some(slot) = by_node.get_mut(id.0) {
                *slot = rooms.len();
            }
        }
        let streams = plan.streams.len();
        Lanes {
            rooms,
            by_node,
            amounts: vec![vec![0; BLOCK]; streams],
            standing: vec![vec![Standing::Paid; BLOCK]; streams],
            missing: Vec::new(),
            route_open: Vec::new(),
        }
    }

    /// Works out some rows of a population.
    pub(crate) fn work_out(&mut self, plan: &Plan<'_>, people: &Population, from: usize, rows: usize) {
        self.missing.clear();
        self.missing.resize(rows, false);
        self.route_open.clear();
        self.route_open.resize(rows, false);
        for (amounts, standing) in self.amounts.iter_mut().zip(&mut self.standing) {
            amounts.resize(rows, 0);
            standing.resize(rows, Standing::Paid);
        }
        if plan.is_one_by_one {
            self.one_by_one(plan, people, from, rows);
            return;
        }
        for (at, (id, lane)) in plan.lanes.iter().enumerate() {
            let Some((before, rest)) = self.rooms.split_at_mut_checked(at) else { continue };
            if let Some(room) = rest.first_mut() {
                let lanes = Block {
                    rooms: before,
                    by_node: &self.by_node,
                    columns: &people.columns,
                    least: &people.least,
                    from,
                    rows,
                };
                lanes.fill(plan.calculator, *id, lane, room);
            }
        }
        self.find_missing(plan, people, from, rows);
        for at in 0..plan.streams.len() {
            self.finish_stream(plan, at, rows);
        }
        for route in &plan.routes {
            let Some(room) = room_of(&self.rooms, &self.by_node, *route) else { continue };
            for (row, open) in self.route_open.iter_mut().enumerate() {
                let is_open = room.values.get(row).is_some_and(|value| *value != 0)
                    && !room.refused.get(row).copied().unwrap_or(false);
                *open |= is_open && !self.missing.get(row).copied().unwrap_or(false);
            }
        }
    }

    /// The amounts of a stream and what came of each.
    pub(crate) fn stream(&self, at: usize) -> (&[i64], &[Standing]) {
        (self.amounts.get(at).map_or(&[], Vec::as_slice), self.standing.get(at).map_or(&[], Vec::as_slice))
    }

    /// The points numerator of a row, if the points are not refused.
    pub(crate) fn points(&self, node: NodeId, row: usize) -> Option<i64> {
        let room = room_of(&self.rooms, &self.by_node, node)?;
        let is_refused = room.refused.get(row).copied().unwrap_or(false);
        room.values.get(row).copied().filter(|_| !is_refused)
    }

    fn find_missing(&mut self, plan: &Plan<'_>, people: &Population, from: usize, rows: usize) {
        for (column, shown) in &plan.required {
            let shown = shown.and_then(|node| room_of(&self.rooms, &self.by_node, node));
            let is_shown = |row: usize| shown.is_none_or(|room| room.values.get(row).is_some_and(|value| *value != 0));
            match people.columns.get(*column) {
                Some(Column::Narrow(codes)) => {
                    let codes = codes.get(from..from + rows).unwrap_or_default();
                    // Nearly always nothing is missing; that is found out at the speed of memory.
                    if memchr::memchr(NO_ANSWER, codes).is_none() {
                        continue;
                    }
                    for (row, (missing, code)) in self.missing.iter_mut().zip(codes).enumerate() {
                        *missing |= *code == NO_ANSWER && is_shown(row);
                    }
                }
                Some(Column::Wide(codes)) => {
                    let codes = codes.get(from..from + rows).unwrap_or_default();
                    for (row, (missing, code)) in self.missing.iter_mut().zip(codes).enumerate() {
                        *missing |= *code == BLANK && is_shown(row);
                    }
                }
                None => {}
            }
        }
    }

    fn finish_stream(&mut self, plan: &Plan<'_>, at: usize, rows: usize) {
        let Some(lanes) = plan.streams.get(at) else { return };
        let (Some(amounts), Some(standing)) = (self.amounts.get_mut(at), self.standing.get_mut(at)) else { return };
        let Some(amount) = room_of(&self.rooms, &self.by_node, lanes.amount) else { return };
        amounts.copy_from_slice(amount.values.get(..rows).unwrap_or_default());
        standing.fill(Standing::Paid);
        if let Some(eligible) = lanes.eligible.and_then(|node| room_of(&self.rooms, &self.by_node, node)) {
            for (standing, eligible) in standing.iter_mut().zip(&eligible.values) {
                if *eligible == 0 {
                    *standing = Standing::NotEligible;
                }
            }
        }
        let has_missing = self.missing.contains(&true);
        if has_missing || !amount.refused.is_empty() {
            for (row, ((standing, amount_out), missing)) in
                standing.iter_mut().zip(amounts).zip(&self.missing).enumerate()
            {
                if *missing || amount.refused.get(row).copied().unwrap_or(false) {
                    *standing = Standing::Refused;
                    *amount_out = 0;
                }
            }
        }
    }

    /// The slow way, for schemes whose numbers may need more than 64 bits.
    fn one_by_one(&mut self, plan: &Plan<'_>, people: &Population, from: usize, rows: usize) {
        for row in 0..rows {
            let score = plan.calculator.score(&people.sheet(from + row));
            for (at, stream) in score.streams.iter().enumerate() {
                let (amount, standing) = match (&stream.amount, stream.is_eligible) {
                    (Err(_), _) => (0, Standing::Refused),
                    (Ok(money), true) => (money.0, Standing::Paid),
                    (Ok(money), false) => (money.0, Standing::NotEligible),
                };
                if let Some(slot) = self.amounts.get_mut(at).and_then(|amounts| amounts.get_mut(row)) {
                    *slot = amount;
                }
                if let Some(slot) = self.standing.get_mut(at).and_then(|all| all.get_mut(row)) {
                    *slot = standing;
                }
            }
            if let Some(open) = self.route_open.get_mut(row) {
                *open = !score.routes.is_empty();
            }
        }
    }
}

fn room_of<'a>(rooms: &'a [Room], by_node: &[usize], id: NodeId) -> Option<&'a Room> {
    rooms.get(by_node.get(id.0)?.checked_sub(1)?)
}

/// The rooms filled so far and the answers of a block.
struct Block<'a> {
    rooms: &'a [Room],
    by_node: &'a [usize],
    columns: &'a [Column],
    least: &'a [i64],
    from: usize,
    rows: usize,
}

impl<'a> Block<'a> {
    fn room(&self, id: NodeId) -> Option<&'a Room> {
        room_of(self.rooms, self.by_node, id)
    }

    fn values(&self, id: NodeId) -> &'a [i64] {
        self.room(id).and_then(|room| room.values.get(..self.rows)).unwrap_or_default()
    }

    fn fill(&self, calculator: &Calculator, id: NodeId, lane: &Lane, room: &mut Room) {
        let Room { values, refused, units } = room;
        let Some(out) = values.get_mut(..self.rows) else { return };
        match lane {
            Lane::Constant { value, refused: is_refused } => {
                out.fill(*value);
                refused.fill(*is_refused);
            }
            Lane::Column { column, values, refused: table } => {
                let codes = block(self.columns, *column, self.from, self.rows).unwrap_or_default();
                for (out, code) in out.iter_mut().zip(codes) {
                    *out = values.get(usize::from(*code)).copied().unwrap_or(0);
                }
                if let Some(table) = table {
                    for (out, code) in refused.iter_mut().zip(codes) {
                        *out = table.get(usize::from(*code)).copied().unwrap_or(false);
                    }
                }
            }
            Lane::Narrow(sum) => {
                let Some(units) = units else { return };
                sum.units(self.columns, self.from, self.rows, units);
                for (out, units) in out.iter_mut().zip(units.iter()) {
                    *out = sum.least + sum.step * i64::from(*units);
                }
            }
            Lane::Tabulated { of, values, refused: table } => {
                let Some(units) = self.room(*of).and_then(|room| room.units.as_ref()) else { return };
                for (out, units) in out.iter_mut().zip(units.iter()) {
                    *out = values.get(usize::from(*units)).copied().unwrap_or(0);
                }
                if let Some(table) = table {
                    for (out, units) in refused.iter_mut().zip(units.iter()) {
                        *out = table.get(usize::from(*units)).copied().unwrap_or(false);
                    }
                }
            }
            Lane::General => {
                if let Some(node) = calculator.node(id) {
                    self.general(&node.op, out, refused);
                }
            }
        }
    }

    fn general(&self, op: &Op, out: &mut [i64], refused: &mut [bool]) {
        refused.fill(false);
        if !refused.is_empty() && !matches!(op, Op::Select { .. } | Op::Pick { .. }) {
            for id in op.inputs() {
                if let Some(room) = self.room(id) {
                    refused.iter_mut().zip(&room.refused).for_each(|(out, input)| *out |= *input);
                }
            }
        }
        match op {
            Op::Select { when, then, otherwise } => self.select(*when, *then, *otherwise, out, refused),
            Op::Pick { row, of } => self.pick(*row, of, out, refused),
            Op::Sum { terms, plus } => {
                out.fill(small(*plus));
                for (term, by) in terms {
                    let by = small(*by);
                    out.iter_mut().zip(self.values(*term)).for_each(|(out, value)| *out += value * by);
                }
            }
            Op::Product(parts) => {
                out.fill(1);
                for part in parts {
                    out.iter_mut().zip(self.values(*part)).for_each(|(out, value)| *out *= value);
                }
            }
            Op::Greatest(parts) | Op::Least(parts) => {
                let is_greatest = matches!(op, Op::Greatest(_));
                for (at, (part, by)) in parts.iter().enumerate() {
                    let by = small(*by);
                    for (out, value) in out.iter_mut().zip(self.values(*part)) {
                        let value = value * by;
                        *out = if at == 0 {
                            value
                        } else if is_greatest {
                            value.max(*out)
                        } else {
                            value.min(*out)
                        };
                    }
                }
            }
            Op::Rows { .. } | Op::Line { .. } => self.tables(op, out, refused),
            _ => self.simple(op, out),
        }
    }

    /// Operations on one or two values, row by row.
    fn simple(&self, op: &Op, out: &mut [i64]) {
        let each = |out: &mut [i64], of: NodeId, f: &dyn Fn(i64) -> i64| {
            out.iter_mut().zip(self.values(of)).for_each(|(out, value)| *out = f(*value));
        };
        match op {
            Op::Power(of, exponent) => each(out, *of, &|x| x.pow(*exponent)),
            Op::Polynomial(of, coefficients) => {
                let coefficients: Vec<i64> = coefficients.iter().map(|c| small(*c)).collect();
                each(out, *of, &|x| coefficients.iter().rev().fold(0, |all, c| all * x + c));
            }
            Op::Round { of, mul, div, unit, mode } => {
                let (mul, div, unit) = (small(*mul), small(*div), small(*unit));
                each(out, *of, &|x| mode.divide_i64(x * mul, div) * unit);
            }
            Op::Divide { of, by, mul, div, unit, mode } => {
                for ((out, top), bottom) in out.iter_mut().zip(self.values(*of)).zip(self.values(*by)) {
                    let (top, bottom) = (top * small(*mul), bottom * small(*div));
                    let (top, bottom) = if bottom < 0 { (-top, -bottom) } else { (top, bottom) };
                    *out = if bottom == 0 { 0 } else { mode.divide_i64(top, bottom) * small(*unit) };
                }
            }
            Op::Compare { of, mul, comparison, with } => {
                let (mul, with) = (small(*mul), small(*with));
                each(out, *of, &|x| i64::from(comparison.holds(&(x * mul), &with)));
            }
            Op::Not(of) => each(out, *of, &|x| i64::from(x == 0)),
            Op::And(parts) => {
                out.fill(1);
                for part in parts {
                    out.iter_mut().zip(self.values(*part)).for_each(|(out, value)| *out &= i64::from(*value != 0));
                }
            }
            Op::Or(parts) => {
                out.fill(0);
                for part in parts {
                    out.iter_mut().zip(self.values(*part)).for_each(|(out, value)| *out |= i64::from(*value != 0));
                }
            }
            reading => {
                for (row, out) in out.iter_mut().enumerate() {
                    *out = self.reading(reading, row);
                }
            }
        }
    }

    /// Operations that read answers directly and are not a function of one narrow column.
    fn reading(&self, op: &Op, row: usize) -> i64 {
        let code = |question: usize| self.code(question, row);
        match op {
            Op::Number { question, blank } => match code(*question) {
                BLANK => small(*blank),
                code => code,
            },
            Op::Age { question, day, unit, blank } => match code(*question) {
                BLANK => small(*blank),
                code => small(age(code, *day, *unit)),
            },
            Op::Answered { question } => i64::from(code(*question) != BLANK),
            Op::Map { question, base, values, blank } => match code(*question) {
                BLANK => small(*blank),
                code => {
                    usize::try_from(code - base).ok().and_then(|at| values.get(at)).map_or(0, |value| small(*value))
                }
            },
            Op::Days { first, last, from, until, birthday } => days_of((*first, *last), *from, *until, *birthday, code),
            Op::Const(value) => small(*value),
            _ => 0,
        }
    }

    fn code(&self, question: usize, row: usize) -> i64 {
        let least = self.least.get(question).copied().unwrap_or(0);
        match self.columns.get(question) {
            Some(Column::Narrow(codes)) => match codes.get(self.from + row) {
                None | Some(&NO_ANSWER) => BLANK,
                Some(code) => least + i64::from(*code),
            },
            Some(Column::Wide(codes)) => codes.get(self.from + row).copied().unwrap_or(BLANK),
            _ => BLANK,
        }
    }

    fn select(&self, when: NodeId, then: NodeId, otherwise: NodeId, out: &mut [i64], refused: &mut [bool]) {
        let (conditions, thens, otherwises) = (self.values(when), self.values(then), self.values(otherwise));
        for (((out, when), then), otherwise) in out.iter_mut().zip(conditions).zip(thens).zip(otherwises) {
            *out = if *when != 0 { *then } else { *otherwise };
        }
        if refused.is_empty() {
            return;
        }
        let flag =
            |id: NodeId, row: usize| self.room(id).and_then(|room| room.refused.get(row)).copied().unwrap_or(false);
        for (row, (refused, condition)) in refused.iter_mut().zip(conditions).enumerate() {
            *refused = flag(when, row) || flag(if *condition != 0 { then } else { otherwise }, row);
        }
    }

    fn pick(&self, row_node: NodeId, of: &[(NodeId, i128)], out: &mut [i64], refused: &mut [bool]) {
        for (row, (out, position)) in out.iter_mut().zip(self.values(row_node)).enumerate() {
            let chosen = usize::try_from(*position).ok().and_then(|at| of.get(at));
            let value = |(id, by): &(NodeId, i128)| self.values(*id).get(row).map_or(0, |value| value * small(*by));
            *out = chosen.map_or(0, value);
            if let Some(flag) = refused.get_mut(row) {
                let is = |id: NodeId| self.room(id).and_then(|room| room.refused.get(row)).copied().unwrap_or(false);
                *flag = is(row_node) || chosen.is_some_and(|(id, _)| is(*id));
            }
        }
    }

    fn tables(&self, op: &Op, out: &mut [i64], refused: &mut [bool]) {
        for (row, out) in out.iter_mut().enumerate() {
            let value = |id: NodeId| self.values(id).get(row).map_or(0, |value| i128::from(*value));
            let found = match op {
                Op::Rows { finder, values, outside } => {
                    finder.find(value).and_then(|at| values.get(at)).copied().or(*outside)
                }
                Op::Line { of, xs, ys, slopes, outside } => on_line(value(*of), xs, ys, slopes).or(*outside),
                _ => None,
            };
            *out = found.map_or(0, small);
            if let Some(flag) = refused.get_mut(row) {
                *flag |= found.is_none();
            }
        }
    }
}

/// A number that was proven to fit; the plan is not made otherwise.
fn small(value: i128) -> i64 {
    i64::try_from(value).unwrap_or(if value < 0 { i64::MIN } else { i64::MAX })
}
