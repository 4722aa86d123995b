//! Files taken over and taken back, on both databases.

use actions::import::{Kind, dry_run, import, undo};
use actions::{ActionError, Caller};
use seven_core::people::{Holder, RelationKind};
use store::{imports, people, relations};
use testkit::on_both_databases;

use crate::office::{Office, only, refused};

const CHILDREN: &str = "given_name,family_name,date_of_birth,nhs_number\n\
    Suharto,,2014-02-01,9434765870\n\
    Zoë,O'Hara,17/05/2016,\n";

const PARENTS: &str = "nhs_number,given_name,family_name,relation,source,email,phone,contact_restricted\n\
    9434765870,Nia,O'Hara,parent,birth certificate seen,nia@example.org,01234,\n\
    9434765870,Max,Lee,carer,told,,,yes\n";

async fn outcomes(caller: &Caller, kind: Kind, file: &str) -> Vec<String> {
    let dry = dry_run(caller, kind, file.as_bytes()).await.unwrap();
    dry.rows.into_iter().map(|row| row.outcome).collect()
}

async fn taken(caller: &Caller, kind: Kind, file: &str) -> Result<seven_core::ImportId, ActionError> {
    import(caller, kind, "file.csv", file.as_bytes()).await
}

#[test]
fn children_parents_and_support_come_and_go_in_order() {
    on_both_databases(async |store| {
        let office = Office::new(store).await;
        let admin = office.at_work(office.admin);
        assert_eq!(refused(taken(&office.at_work(office.manager), Kind::People, CHILDREN).await), only("refused"));
        let before = office.world.entries().await;
        assert_eq!(outcomes(&admin, Kind::People, CHILDREN).await, ["new", "new"]);
        assert_eq!(office.world.entries().await, before, "a dry run writes nothing");
        let children = taken(&admin, Kind::People, CHILDREN).await.unwrap();
        assert_eq!(outcomes(&admin, Kind::People, CHILDREN).await, ["same", "same"]);
        let mut reading = office.world.reading().await;
        let all = imports::everybody(&mut reading).await.unwrap();
        let suharto = all.iter().find(|person| person.name.shown() == "Suharto").unwrap().id;
        let parents = taken(&admin, Kind::Relations, PARENTS).await.unwrap();
        let around = relations::of_child(&mut reading, suharto).await.unwrap();
        let max = around.iter().find(|one| one.kind == RelationKind::Carer).unwrap();
        assert!(max.is_contact_restricted, "whoever is kept away is known and opens nothing");
        assert_eq!(outcomes(&admin, Kind::Relations, PARENTS).await, ["same", "same"]);

        let changed = PARENTS.replace("01234", "56789");
        let second = taken(&admin, Kind::Relations, &changed).await.unwrap();
        let nia = around.iter().find(|one| one.kind == RelationKind::Parent).unwrap();
        let Holder::Person(nia) = nia.holder else { panic!() };
        let phone = async || {
            let mut reading = office.world.reading().await;
            people::find(&mut reading, nia).await.unwrap().unwrap().contact.phone
        };
        assert_eq!(phone().await.as_deref(), Some("56789"));
        undo(&admin, second).await.unwrap();
        assert_eq!(phone().await.as_deref(), Some("01234"));

        let why = |report: Vec<actions::import::Undone>| report.into_iter().map(|row| row.why).collect::<Vec<_>>();
        assert_eq!(why(undo(&admin, children).await.unwrap()), ["later-work", ""], "a parent stands on Suharto");
        assert_eq!(refused(undo(&admin, children).await), only("changed"));
        assert_eq!(why(undo(&admin, parents).await.unwrap()), ["changed-since", ""], "Nia was written to since");
        let left = relations::of_child(&mut office.world.reading().await, suharto).await.unwrap();
        assert_eq!(left.iter().map(|one| one.kind).collect::<Vec<_>>(), [RelationKind::Parent]);
    });
}

#[test]
fn whoever_has_gone_on_from_a_row_keeps_it() {
    on_both_databases(async |store| {
        let office = Office::new(store).await;
        let admin = office.at_work(office.admin);
        taken(&admin, Kind::People, CHILDREN).await.unwrap();
        let parents = taken(&admin, Kind::Relations, PARENTS).await.unwrap();
        let nia = imports::grown_ups(&mut office.world.reading().await).await.unwrap();
        let nia = nia.iter().find(|one| one.name.given() == "Nia").unwrap().id;
        office.world.open_account(nia, "nia@example.org").await;
        let report = undo(&admin, parents).await.unwrap();
        assert_eq!(report.iter().map(|row| row.why).collect::<Vec<_>>(), ["later-work", ""], "she can sign in by now");
        assert!(people::find(&mut office.world.reading().await, nia).await.unwrap().is_some());
    });
}
