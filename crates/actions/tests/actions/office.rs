//! A small office for the stories: a child of a team, the people who work there, and callers for each of them.

use actions::{ActionError, Caller};
use seven_core::access::Purpose;
use seven_core::people::{GroupKind, Holder, RelationKind, Role};
use seven_core::{GroupId, PersonId};
use testkit::{Somebody, TempStore, World};

/// An office with everybody in it.
pub struct Office {
    pub world: World,
    pub sam: PersonId,
    pub parent: PersonId,
    pub worker: PersonId,
    pub manager: PersonId,
    pub head: PersonId,
    pub finance: PersonId,
    pub admin: PersonId,
    pub team: GroupId,
}

impl Office {
    pub async fn new(store: &TempStore) -> Office {
        let world = World::new(store).await;
        let sam = world.add(Somebody::child("Sam Bell", "2015-05-02")).await.id;
        let team = world.group(GroupKind::Team, "North").await;
        let grown_up = async |name: &str| world.add(Somebody::grown_up(name)).await.id;
        let (parent, worker) = (grown_up("Kit Bell").await, grown_up("Grace Bennett").await);
        let (manager, head) = (grown_up("Ola Marsh").await, grown_up("Head Hill").await);
        let (finance, admin) = (grown_up("Finn Penny").await, grown_up("Adm Inister").await);
        world.relate(sam, parent, RelationKind::Parent).await;
        world.relate(sam, worker, RelationKind::KeyWorker).await;
        world.relate_to(sam, Holder::Group(team), RelationKind::Team).await;
        world.employ(worker, Role::TeamMember, Some(team)).await;
        world.employ(manager, Role::TeamManager, Some(team)).await;
        world.employ(head, Role::HeadOfService, None).await;
        world.employ(finance, Role::Finance, None).await;
        world.employ(admin, Role::Administrator, None).await;
        Office { world, sam, parent, worker, manager, head, finance, admin, team }
    }

    /// Somebody at work.
    pub fn at_work(&self, person: PersonId) -> Caller {
        self.caller(person, Purpose::Work)
    }

    /// Somebody in their own life.
    pub fn at_home(&self, person: PersonId) -> Caller {
        self.caller(person, Purpose::OwnLife)
    }

    fn caller(&self, person: PersonId, purpose: Purpose) -> Caller {
        let (store, authority) = (self.world.store.clone(), self.world.authority.clone());
        Caller { store, authority, person: Some(person), purpose, moment: self.world.clock.now() }
    }
}

/// The codes of what was refused, each with its field.
pub fn refused(result: Result<impl std::fmt::Debug, ActionError>) -> Vec<(String, &'static str)> {
    match result.unwrap_err() {
        ActionError::Rule(problem) => vec![(problem.field, problem.code)],
        ActionError::Invalid(problems) => problems.into_iter().map(|one| (one.field, one.code)).collect(),
        ActionError::Refused(_) => vec![(String::new(), "refused")],
        ActionError::Store(store::StoreError::Changed(_)) => vec![(String::new(), "changed")],
        ActionError::Store(store::StoreError::Missing(_)) => vec![(String::new(), "missing")],
        other => panic!("{other:?}"),
    }
}

/// One refusal without a field.
pub fn only(code: &'static str) -> Vec<(String, &'static str)> {
    vec![(String::new(), code)]
}
