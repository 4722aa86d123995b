//! Who stands where on each day of Exampleshire's history, so that whatever happens in it is permitted as it would have
//! been, by the same rules.

use std::collections::BTreeMap;

use jiff::civil::Date;
use seven_core::access::{Action, Actor, Permit, Purpose, Refusal, Scope, Standing, decide, self_service};
use seven_core::people::{Holder, Membership, Relation};
use seven_core::{PersonId, RelationId};

/// Everybody's roles, and who is around each child.
#[derive(Debug, Default)]
pub struct Cast {
    roles: BTreeMap<PersonId, Vec<Membership>>,
    around: BTreeMap<PersonId, Around>,
}

#[derive(Debug)]
struct Around {
    born: Date,
    leads_from: Option<Date>,
    relations: Vec<Relation>,
}

impl Cast {
    /// Somebody has a role.
    pub fn employ(&mut self, membership: Membership) {
        self.roles.entry(membership.person).or_default().push(membership);
    }

    /// A child, with the day from which they lead themself.
    pub fn child(&mut self, child: PersonId, born: Date, leads_from: Option<Date>) {
        self.around.insert(child, Around { born, leads_from, relations: Vec::new() });
    }

    /// Somebody is something to a child.
    pub fn relate(&mut self, relation: Relation) {
        if let Some(around) = self.around.get_mut(&relation.child) {
            around.relations.push(relation);
        }
    }

    /// A relation has a last day.
    pub fn end(&mut self, child: PersonId, id: RelationId, last_day: Date) {
        let relations = self.around.get_mut(&child).map(|around| around.relations.iter_mut());
        if let Some(relation) = relations.into_iter().flatten().find(|relation| relation.id == id) {
            relation.ends_on = Some(last_day);
        }
    }

    /// The relations to a child that hold on a day.
    pub fn relations(&self, child: PersonId, day: Date) -> impl Iterator<Item = &Relation> {
        let all = self.around.get(&child).map(|around| around.relations.iter());
        all.into_iter().flatten().filter(move |relation| relation.is_live(day))
    }

    /// The permit that somebody has on a day; `is_opened` where they opened the record outside their relations.
    pub fn permit(
        &self,
        by: PersonId,
        action: Action,
        child: Option<PersonId>,
        day: Date,
        is_opened: bool,
    ) -> Result<Permit, Refusal> {
        if action.scope() == Scope::Oneself {
            return self_service(by, action);
        }
        let actor = Actor { person: by, memberships: self.roles.get(&by).cloned().unwrap_or_default() };
        let child = child.filter(|_| action.scope() == Scope::Child);
        let standing = child.and_then(|child| self.standing(child, day, is_opened));
        let is_family = child == Some(by)
            || child.is_some_and(|child| {
                self.relations(child, day).any(|one| one.holder == Holder::Person(by) && one.kind.is_family())
            });
        let purpose = if is_family { Purpose::OwnLife } else { Purpose::Work };
        decide(&actor, action, standing.as_ref(), purpose, day)
    }

    fn standing(&self, child: PersonId, day: Date, is_glass_broken: bool) -> Option<Standing> {
        let around = self.around.get(&child)?;
        Some(Standing {
            child,
            born: Some(around.born),
            is_handed_over: around.leads_from.is_some_and(|from| from <= day),
            relations: around.relations.clone(),
            is_glass_broken,
            died_on: None,
        })
    }
}
