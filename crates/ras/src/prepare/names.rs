//! The one space of names that questions, parameters, steps and conditions share, and the order to lay them out in.

use super::uses::{Use, uses_of_condition, uses_of_step};
use crate::calculator::NodeId;
use crate::finding::{Finding, Place, nearest};
use crate::scheme::{Rows, Scheme, StepKind};
use jiff::civil::Date;
use std::collections::HashMap;

/// What a name stands for on the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Named {
    Question(usize),
    Parameter(usize),
    /// Position among the scheme's steps, of the version in force.
    Step(usize),
    Condition(usize),
    /// A step that has versions, but none for the day.
    OtherDays,
}

#[derive(Default)]
pub(super) struct Names {
    by_id: HashMap<String, Named>,
    step_values: HashMap<usize, NodeId>,
    condition_values: HashMap<usize, NodeId>,
    day: Option<Date>,
}

impl Names {
    pub(super) fn of(scheme: &Scheme, day: Date, findings: &mut Vec<Finding>) -> Names {
        let mut names = Names { day: Some(day), ..Names::default() };
        let mut first: HashMap<&str, &Place> = HashMap::new();
        let questions =
            scheme.questions.iter().enumerate().map(|(at, q)| (q.id.as_str(), &q.place, Named::Question(at)));
        let parameters =
            scheme.parameters.iter().enumerate().map(|(at, p)| (p.id.as_str(), &p.place, Named::Parameter(at)));
        let conditions =
            scheme.conditions.iter().enumerate().map(|(at, c)| (c.id.as_str(), &c.place, Named::Condition(at)));
        let once = questions.chain(parameters).chain(conditions);
        for (id, place, named) in once {
            names.add(id, place, named, &mut first, findings);
        }
        for (at, step) in scheme.steps.iter().enumerate() {
            let earlier = || scheme.steps.iter().take(at).filter(|other| other.id == step.id);
            if let Some(other) = earlier().find(|other| other.dates.overlaps(step.dates)) {
                let message =
                    format!("two steps called `{}` hold on the same day (the other at {})", step.id, other.place);
                findings.push(
                    Finding::fault("twice", &step.place, message)
                        .help("give one another id, or give them `effective-from` and `effective-until`"),
                );
                continue;
            }
            let named = if step.dates.holds(day) { Named::Step(at) } else { Named::OtherDays };
            match (earlier().next().is_some(), named) {
                (false, named) => names.add(&step.id, &step.place, named, &mut first, findings),
                (true, Named::Step(_)) => {
                    names.by_id.insert(step.id.clone(), named);
                }
                (true, _) => {}
            }
        }
        names
    }

    fn add<'a>(
        &mut self,
        id: &'a str,
        place: &'a Place,
        named: Named,
        first: &mut HashMap<&'a str, &'a Place>,
        findings: &mut Vec<Finding>,
    ) {
        if let Some(other) = first.get(id) {
            let message = format!("the id `{id}` stands twice (also at {other})");
            findings
                .push(Finding::fault("twice", place, message).help(
                    "questions, parameters, steps and conditions share their names; give one of them another id",
                ));
            return;
        }
        first.insert(id, place);
        self.by_id.insert(id.to_owned(), named);
    }

    pub(super) fn find(&self, id: &str) -> Option<Named> {
        self.by_id.get(id).copied()
    }

    pub(super) fn nearest(&self, id: &str) -> Option<&str> {
        let mut ids: Vec<&str> = self.by_id.keys().map(String::as_str).collect();
        ids.sort_unstable();
        nearest(id, ids)
    }

    pub(super) fn step_value(&self, at: usize) -> Option<NodeId> {
        self.step_values.get(&at).copied()
    }

    pub(super) fn condition_value(&self, at: usize) -> Option<NodeId> {
        self.condition_values.get(&at).copied()
    }

    pub(super) fn set_step(&mut self, at: usize, node: NodeId) {
        self.step_values.insert(at, node);
    }

    pub(super) fn set_condition(&mut self, at: usize, node: NodeId) {
        self.condition_values.insert(at, node);
    }

    /// Steps and conditions so that each comes after all it uses; a circle is a fault that shows it.
    pub(super) fn in_order(&self, scheme: &Scheme, findings: &mut Vec<Finding>) -> Vec<Named> {
        let mut order: Vec<Named> = Vec::new();
        let steps =
            scheme.steps.iter().enumerate().filter(|(_, step)| self.day.is_some_and(|day| step.dates.holds(day)));
        let all: Vec<Named> =
            (0..scheme.conditions.len()).map(Named::Condition).chain(steps.map(|(at, _)| Named::Step(at))).collect();
        let uses: HashMap<Named, Vec<Named>> =
            all.iter().map(|named| (*named, self.laid_out_uses(*named, scheme))).collect();
        // Depth first without recursion: a scheme may chain thousands of steps.
        let mut state: HashMap<Named, bool> = HashMap::new();
        for start in all {
            if state.contains_key(&start) {
                continue;
            }
            state.insert(start, false);
            let mut path: Vec<(Named, usize)> = vec![(start, 0)];
            while let Some((at, next)) = path.last_mut() {
                let at = *at;
                let used = uses.get(&at).and_then(|uses| uses.get(*next)).copied();
                *next += 1;
                match used {
                    None => {
                        state.insert(at, true);
                        order.push(at);
                        path.pop();
                    }
                    Some(used) => match state.get(&used) {
                        Some(true) => {}
                        Some(false) => {
                            self.circle(scheme, &path, used, findings);
                            return order;
                        }
                        None => {
                            state.insert(used, false);
                            path.push((used, 0));
                        }
                    },
                }
            }
        }
        order
    }

    fn laid_out_uses(&self, named: Named, scheme: &Scheme) -> Vec<Named> {
        let uses: Vec<Use> = match named {
            Named::Step(at) => {
                scheme.steps.get(at).map(|step| uses_of_step(step, self.table_rows(step, scheme))).unwrap_or_default()
            }
            Named::Condition(at) => {
                scheme.conditions.get(at).map(|c| uses_of_condition(&c.condition)).unwrap_or_default()
            }
            _ => Vec::new(),
        };
        let found = uses.iter().filter_map(|(id, _)| self.find(id));
        found.filter(|named| matches!(named, Named::Step(_) | Named::Condition(_))).collect()
    }

    fn table_rows<'a>(&self, step: &crate::scheme::Step, scheme: &'a Scheme) -> Option<&'a Rows> {
        let StepKind::Table { rows: Err((id, _)), .. } = &step.kind else { return None };
        let on_the_day = |dates: crate::scheme::InForce| self.day.is_some_and(|day| dates.holds(day));
        scheme.tables.iter().find(|table| table.id == *id && on_the_day(table.dates)).map(|table| &table.rows)
    }

    fn circle(&self, scheme: &Scheme, path: &[(Named, usize)], back_to: Named, findings: &mut Vec<Finding>) {
        let id = |named: Named| match named {
            Named::Step(at) => scheme.steps.get(at).map(|step| (step.id.clone(), step.place.clone())),
            Named::Condition(at) => scheme.conditions.get(at).map(|c| (c.id.clone(), c.place.clone())),
            _ => None,
        };
        let round = path.iter().map(|(named, _)| *named).skip_while(|named| *named != back_to).chain([back_to]);
        let names: Vec<String> = round.filter_map(id).map(|(id, _)| format!("`{id}`")).collect();
        if let Some((_, place)) = id(back_to) {
            let message = format!("these go round in a circle: {}", names.join(" uses "));
            findings.push(Finding::fault("circle", &place, message).help("one of them must do without the next"));
        }
    }
}
