//! Working out a block of rows, operation by operation.

use super::BLOCK;
use super::columns::{Column, NO_ANSWER, Population};
use super::narrow::{NarrowSum, block};
use super::plan::{Plan, Standing};
use crate::calculator::{BLANK, Calculator, NodeId};

/// How one operation is worked out for a block.
#[derive(Debug, Clone)]
pub(super) enum Lane {
    /// The same for everybody.
    Constant { value: i64, refused: bool },
    /// A function of one narrow column, by its byte.
    Column { column: usize, values: Box<[i64; 256]>, refused: Option<Box<[bool; 256]>> },
    /// A narrow sum; `wants_values` when something needs the numbers and not just the units.
    Narrow { sum: NarrowSum, wants_values: bool },
    /// A function of a narrow sum, by its units.
    Tabulated { of: NodeId, values: Vec<i64>, refused: Option<Vec<bool>> },
    /// The operation itself, on 64-bit numbers.
    General,
}

impl Lane {
    /// The operations whose lanes it needs.
    pub(super) fn inputs(&self, calculator: &Calculator, id: NodeId) -> Vec<NodeId> {
        match self {
            Lane::Constant { .. } | Lane::Column { .. } | Lane::Narrow { .. } => Vec::new(),
            Lane::Tabulated { of, .. } => vec![*of],
            Lane::General => calculator.node(id).map(|node| node.op.inputs()).unwrap_or_default(),
        }
    }
}

/// Room for one operation's values in a block.
#[derive(Debug, Clone)]
pub(super) struct Room {
    values: Vec<i64>,
    /// Empty when nothing here can be refused.
    pub(super) refused: Vec<bool>,
    units: Option<Box<[u16; BLOCK]>>,
    /// A narrow sum that is worked out once for many plans: its place among the shared ones.
    shared: Option<usize>,
}

/// What several plans have in common in the block at hand: narrow sums with their units, and which columns are full.
#[derive(Default)]
pub(super) struct Shared {
    sums: Vec<NarrowSum>,
    units: Vec<[u16; BLOCK]>,
    /// For each column whether it is known that everybody has answered.
    is_full: Vec<bool>,
}

impl Shared {
    /// The place of a sum; a new one if it is not there yet.
    fn place(&mut self, sum: &NarrowSum) -> usize {
        self.sums.iter().position(|known| known == sum).unwrap_or_else(|| {
            self.sums.push(sum.clone());
            self.units.push([0; BLOCK]);
            self.sums.len() - 1
        })
    }

    /// Works them out for some rows.
    pub(super) fn work_out(&mut self, people: &Population, from: usize, rows: usize) {
        for (sum, units) in self.sums.iter().zip(&mut self.units) {
            sum.units(&people.columns, from, rows, units);
        }
        let is_full = |column: &Column| match column {
            Column::Narrow(codes) => {
                memchr::memchr(NO_ANSWER, codes.get(from..from + rows).unwrap_or_default()).is_none()
            }
            Column::Wide(_) => false,
        };
        self.is_full.clear();
        self.is_full.extend(people.columns.iter().map(is_full));
    }
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
            let units = matches!(lane, Lane::Narrow { .. }).then(|| Box::new([0; BLOCK]));
            rooms.push(Room {
                values: vec![0; BLOCK],
                refused: if can_refuse { vec![false; BLOCK] } else { Vec::new() },
                units,
                shared: None,
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

    /// Leaves the plan's narrow sums to be worked out with those of other plans.
    pub(super) fn share(&mut self, plan: &Plan<'_>, sums: &mut Shared) {
        for ((_, lane), room) in plan.lanes.iter().zip(&mut self.rooms) {
            if let Lane::Narrow { sum, .. } = lane {
                room.shared = Some(sums.place(sum));
            }
        }
    }

    /// Works out some rows of a population.
    pub(crate) fn work_out(&mut self, plan: &Plan<'_>, people: &Population, from: usize, rows: usize) {
        self.work_out_with(plan, people, from, rows, &Shared::default());
    }

    /// The same, with the units of shared sums given.
    pub(super) fn work_out_with(
        &mut self,
        plan: &Plan<'_>,
        people: &Population,
        from: usize,
        rows: usize,
        shared: &Shared,
    ) {
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
                    shared,
                };
                lanes.fill(plan.calculator, *id, lane, room);
            }
        }
        self.find_missing(plan, people, (from, rows), shared);
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

    fn find_missing(&mut self, plan: &Plan<'_>, people: &Population, (from, rows): (usize, usize), shared: &Shared) {
        for (column, shown) in &plan.required {
            if shared.is_full.get(*column) == Some(&true) {
                continue;
            }
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
pub(super) struct Block<'a> {
    rooms: &'a [Room],
    by_node: &'a [usize],
    pub(super) columns: &'a [Column],
    pub(super) least: &'a [i64],
    pub(super) from: usize,
    rows: usize,
    shared: &'a Shared,
}

impl<'a> Block<'a> {
    pub(super) fn room(&self, id: NodeId) -> Option<&'a Room> {
        room_of(self.rooms, self.by_node, id)
    }

    pub(super) fn values(&self, id: NodeId) -> &'a [i64] {
        self.room(id).and_then(|room| room.values.get(..self.rows)).unwrap_or_default()
    }

    fn fill(&self, calculator: &Calculator, id: NodeId, lane: &Lane, room: &mut Room) {
        let Room { values, refused, units, shared } = room;
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
            Lane::Narrow { sum, wants_values } => {
                let Some(units) = units else { return };
                match shared.and_then(|place| self.shared.units.get(place)) {
                    Some(done) => units.copy_from_slice(done.as_slice()),
                    None => sum.units(self.columns, self.from, self.rows, units),
                }
                if *wants_values {
                    for (out, units) in out.iter_mut().zip(units.iter()) {
                        *out = sum.least + sum.step * i64::from(*units);
                    }
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
}
