//! Whose children stand on a worklist, in which order; the same for a few and for many.

use seven_core::PersonId;
use seven_core::access::Reach;
use seven_core::people::{GroupKind, Holder, RelationKind, Role};
use store::worklist::{self, After, Sort, Wanted};
use testkit::{Somebody, TempStore, World, on_both_databases};

fn wanted(world: &World, viewer: PersonId) -> Wanted {
    let today = world.clock.now().today;
    Wanted { viewer, reach: Reach::Related, today, waiting: None, sort: Sort::Name, after: None, limit: 100 }
}

async fn names(world: &World, wanted: &Wanted) -> Vec<String> {
    let lines = worklist::lines(&mut world.reading().await, wanted).await.unwrap();
    lines.into_iter().map(|line| line.name).collect()
}

#[test]
fn a_list_holds_the_children_of_ones_own_and_of_ones_teams() {
    on_both_databases(async |store| {
        let world = World::new(store).await;
        let (north, south) =
            (world.group(GroupKind::Team, "North").await, world.group(GroupKind::Provider, "South").await);
        let ada = world.add(Somebody::grown_up("Ada Worker")).await.id;
        world.employ(ada, Role::TeamMember, Some(north)).await;
        world.employ(ada, Role::ProviderStaff, Some(south)).await;
        let child = async |name: &str| world.add(Somebody::child(name, "2015-03-02")).await.id;
        let (own, of_team, of_provider, of_both) =
            (child("Own Bell").await, child("Team Ames").await, child("Provider Cole").await, child("Both Dunn").await);
        child("Nobody East").await;
        for (who, holder, kind) in [
            (own, Holder::Person(ada), RelationKind::KeyWorker),
            (of_team, Holder::Group(north), RelationKind::Team),
            (of_provider, Holder::Group(south), RelationKind::Provider),
            (of_both, Holder::Person(ada), RelationKind::SocialWorker),
            (of_both, Holder::Group(north), RelationKind::Team),
        ] {
            world.relate_to(who, holder, kind).await;
        }
        let mut wanted = wanted(&world, ada);
        assert_eq!(names(&world, &wanted).await, ["Team Ames", "Own Bell", "Both Dunn"]);
        wanted.after = Some(After { key: "ames, team".to_owned(), child: of_team });
        wanted.limit = 1;
        assert_eq!(names(&world, &wanted).await, ["Own Bell"]);
        // nobody works on their own family's case
        world.relate(own, ada, RelationKind::Carer).await;
        assert_eq!(names(&world, &wanted).await, ["Both Dunn"]);
        let nobody = Wanted { viewer: of_team, ..wanted.clone() };
        assert_eq!(names(&world, &nobody).await, [""; 0]);
    });
}

/// Adds children to a team past the store, many at once; every seventh waits for an answer.
async fn add_many(store: &TempStore, team: &str, count: u32) {
    let numbers = format!("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})");
    let id = |kind: u32| format!("'0000000{kind}-0000-4000-8000-' || substr(CAST(1000000000000 + i AS TEXT), 2, 12)");
    let name = "'child ' || CAST(10000 + i * 37 % 9973 AS TEXT)";
    let (child, relation) = (id(1), id(2));
    store
        .tamper(&format!(
            "{numbers} INSERT INTO person (authority_id, id, given_name, family_name, sorting_name, is_address_restricted, \
             language, has_record, version, created_at) \
             SELECT 'exampleshire', {child}, 'A', 'Child', {name}, 0, 'en', 1, 1, '2026-09-01T09:30:00.000000Z' FROM n"
        ))
        .await;
    store
        .tamper(&format!(
            "{numbers} INSERT INTO relation (authority_id, id, child_id, holder_group_id, kind, is_contact_restricted, \
             starts_on, source, recorded_at) \
             SELECT 'exampleshire', {relation}, {child}, '{team}', 'team', 0, '2026-09-01', 'x', '2026-09-01' FROM n"
        ))
        .await;
    store
        .tamper(&format!(
            "{numbers} INSERT INTO worklist (authority_id, child_id, name, sorting_name, waiting, since, worker, team) \
             SELECT 'exampleshire', {child}, {name}, {name}, CASE WHEN i % 7 = 0 THEN 'answers' ELSE 'nothing' END, \
             CASE WHEN i % 7 = 0 THEN '2026-08-01T09:30:00.000000Z' END, '', '' FROM n"
        ))
        .await;
}

#[test]
fn a_list_of_thousands_is_in_the_same_order_as_one_of_hundreds() {
    on_both_databases(async |store| {
        let world = World::new(store).await;
        let team = world.group(GroupKind::Team, "North").await;
        let ada = world.add(Somebody::grown_up("Ada Worker")).await.id;
        world.employ(ada, Role::TeamMember, Some(team)).await;
        // more than are gathered one by one
        add_many(store, &team.to_string(), 3_150).await;
        let related = wanted(&world, ada);
        for (sort, count) in [(Sort::Name, 3_150), (Sort::Longest, 450)] {
            let related = Wanted { sort, limit: 5_000, ..related.clone() };
            let everyone = Wanted { reach: Reach::Everyone, ..related.clone() };
            let walked = names(&world, &related).await;
            assert_eq!(walked.len(), count);
            assert_eq!(walked, names(&world, &everyone).await);
            // from here on few enough to be gathered
            store.tamper("UPDATE relation SET ends_on = '2026-08-31' WHERE id LIKE '%1_'").await;
            let gathered = names(&world, &related).await;
            assert!(gathered.len() < count && gathered.len() > count / 2, "{}", gathered.len());
            let kept: Vec<&String> = walked.iter().filter(|name| gathered.contains(name)).collect();
            assert_eq!(gathered.iter().collect::<Vec<_>>(), kept);
            store.tamper("UPDATE relation SET ends_on = NULL").await;
        }
    });
}
