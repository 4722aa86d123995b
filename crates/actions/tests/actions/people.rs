//! Children and those around them, as the office records them.

use actions::people::{
    NewAround, NewChild, NewContact, NewDetails, TypedIdentity, add_around, add_child, change_details, end_relation,
    restrict_address,
};
use actions::staff::{NewStaff, employ, end_role};
use jiff::civil::date;
use seven_core::access::{Purpose, Reach};
use seven_core::people::{RelationKind, Role};
use store::worklist::{self, Sort, Wanted};
use store::{mail, people, relations};
use testkit::on_both_databases;

use crate::office::{Office, only, refused};

fn identity(given: &str, family: &str) -> TypedIdentity {
    TypedIdentity {
        given: given.to_owned(),
        family: family.to_owned(),
        born: Some(date(2015, 5, 2)),
        nhs_number: "943 476 5870".to_owned(),
        ..TypedIdentity::default()
    }
}

fn contact(address: &str) -> NewContact {
    NewContact {
        email: String::new(),
        phone: "01234".to_owned(),
        address: Some(address.to_owned()),
        language: "en".to_owned(),
    }
}

#[test]
fn a_childs_details_are_changed_by_one_at_a_time_and_numbers_belong_to_one_child() {
    on_both_databases(async |store| {
        let office = Office::new(store).await;
        let (worker, sam) = (office.at_work(office.worker), office.sam);
        let new = NewDetails { identity: identity("Sam", ""), contact: Some(contact("1 High Street")) };
        assert_eq!(refused(change_details(&office.at_home(office.parent), sam, 1, &new).await), only("refused"));
        assert_eq!(refused(change_details(&office.at_work(office.admin), sam, 1, &new).await), only("refused"));
        change_details(&worker, sam, 1, &new).await.unwrap();
        change_details(&worker, sam, 2, &new).await.unwrap();
        let found = people::find(&mut office.world.reading().await, sam).await.unwrap().unwrap();
        assert_eq!((found.version, found.name.shown().as_str()), (2, "Sam"), "the same again changes nothing");
        assert_eq!(refused(change_details(&worker, sam, 1, &new).await), only("changed"));
        let other = NewChild { identity: identity("Max", "Lee"), team: Some(office.team) };
        let twice = add_child(&office.at_work(office.manager), other).await;
        assert_eq!(refused(twice), [("nhs".to_owned(), "another-child")]);
        let wrong = TypedIdentity { upn: "A1".to_owned(), born: Some(date(2030, 1, 1)), ..identity("", "Bell") };
        let wrong = NewDetails { identity: wrong, contact: None };
        let told = refused(change_details(&worker, sam, 2, &wrong).await);
        assert_eq!(told.iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>(), ["given", "born", "upn"]);
    });
}

#[test]
fn an_address_that_is_kept_from_view_is_changed_only_by_who_sees_it() {
    on_both_databases(async |store| {
        let office = Office::new(store).await;
        let sam = office.sam;
        restrict_address(&office.at_work(office.worker), sam, 1, true).await.unwrap();
        let member = office.world.add(testkit::Somebody::grown_up("Dan Day")).await.id;
        office.world.employ(member, Role::TeamMember, Some(office.team)).await;
        let with = NewDetails { identity: identity("Sam", "Bell"), contact: Some(contact("2 Low Road")) };
        assert_eq!(refused(change_details(&office.at_work(member), sam, 2, &with).await), only("refused"));
        let without = NewDetails { contact: None, ..with.clone() };
        change_details(&office.at_work(member), sam, 2, &without).await.unwrap();
        change_details(&office.at_work(office.manager), sam, 3, &with).await.unwrap();
        let found = people::find(&mut office.world.reading().await, sam).await.unwrap().unwrap();
        assert_eq!(found.contact.address.as_deref(), Some("2 Low Road"));
        assert!(found.contact.is_restricted, "it stays kept from view");
    });
}

#[test]
fn a_relation_opens_a_record_from_its_first_day_to_its_last() {
    on_both_databases(async |store| {
        let mut office = Office::new(store).await;
        let new = NewAround {
            given: "Nia".to_owned(),
            family: String::new(),
            email: "nia@example.org".to_owned(),
            kind: RelationKind::Carer,
            source: "told".to_owned(),
            is_contact_restricted: false,
        };
        assert_eq!(refused(add_around(&office.at_home(office.parent), office.sam, new.clone()).await), only("refused"));
        let relation = add_around(&office.at_work(office.worker), office.sam, new.clone()).await.unwrap();
        let around = relations::of_child(&mut office.world.reading().await, office.sam).await.unwrap();
        let nia = around.iter().find(|one| one.id == relation).unwrap();
        let seven_core::people::Holder::Person(nia) = nia.holder else { panic!() };
        let may = async |office: &Office| {
            office.at_home(nia).permit_for(seven_core::access::Action::ViewChild, office.sam).await.is_ok()
        };
        assert!(may(&office).await);
        let today = office.world.clock.now().today;
        end_relation(&office.at_work(office.worker), office.sam, relation, today).await.unwrap();
        assert!(may(&office).await, "the last day counts");
        office.world.clock.pass_days(1);
        assert!(!may(&office).await);
    });
}

#[test]
fn the_list_of_work_follows_every_change() {
    on_both_databases(async |store| {
        let office = Office::new(store).await;
        let today = office.world.clock.now().today;
        let list = async |viewer| {
            let wanted = Wanted {
                viewer,
                reach: Reach::Related,
                today,
                waiting: None,
                sort: Sort::Name,
                after: None,
                limit: 10,
            };
            worklist::lines(&mut office.world.reading().await, &wanted).await.unwrap()
        };
        let lines = list(office.manager).await;
        let line = (lines[0].name.as_str(), lines[0].worker.as_str(), lines[0].team.as_str());
        assert_eq!((lines.len(), line), (1, ("Sam Bell", "Grace Bennett", "North")));
        let new = NewDetails { identity: identity("Suharto", ""), contact: None };
        change_details(&office.at_work(office.worker), office.sam, 1, &new).await.unwrap();
        let child = NewChild {
            identity: TypedIdentity { nhs_number: String::new(), ..identity("Max", "Lee") },
            team: Some(office.team),
        };
        add_child(&office.at_work(office.manager), child).await.unwrap();
        let names: Vec<String> = list(office.manager).await.into_iter().map(|line| line.name).collect();
        assert_eq!(names, ["Max Lee", "Suharto"]);
        assert!(list(office.parent).await.is_empty(), "nobody works on their own family's case");
        // the name of a worker is on the line of each of their children
        let mut write = office.world.writing().await;
        let mut worker = people::find(&mut write, office.worker).await.unwrap().unwrap();
        worker.name = seven_core::people::name::Name::read("Grace", "", "").unwrap();
        people::update(&mut write, &worker).await.unwrap();
        let event = seven_core::audit::Event::of(write.permit(), "made up");
        write.commit(event).await.unwrap();
        let sam = list(office.manager).await.into_iter().find(|line| line.child == office.sam).unwrap();
        assert_eq!(sam.worker, "Grace");
    });
}

#[test]
fn a_role_comes_with_a_letter_and_ends_on_its_last_day() {
    on_both_databases(async |store| {
        let mut office = Office::new(store).await;
        let new = NewStaff {
            given: "Nia".to_owned(),
            family: "Day".to_owned(),
            email: "Nia@Example.org".to_owned(),
            role: Role::Auditor,
            group: None,
            starts_on: office.world.clock.now().today,
        };
        let letter = actions::people::Letter { subject: "A role".to_owned(), body: "Come in.".to_owned() };
        assert_eq!(refused(employ(&office.at_work(office.manager), new.clone(), &letter).await), only("refused"));
        let role = employ(&office.at_work(office.admin), new.clone(), &letter).await.unwrap();
        let told = mail::newest(&mut office.world.reading().await, 9).await.unwrap();
        assert_eq!((told.len(), told[0].to.as_str(), told[0].body.as_str()), (1, "nia@example.org", "Come in."));
        let twice = employ(&office.at_work(office.admin), new, &letter).await;
        assert_eq!(refused(twice), [("role".to_owned(), "held-already")]);
        let account = store::accounts::by_email(&mut office.world.reading().await, "nia@example.org").await.unwrap();
        let nia = account.unwrap().person;
        let may = async |office: &Office| {
            let caller = actions::Caller { purpose: Purpose::Work, ..office.at_work(nia) };
            caller.permit(seven_core::access::Action::ViewAuditLog).await.is_ok()
        };
        assert!(may(&office).await);
        let today = office.world.clock.now().today;
        end_role(&office.at_work(office.admin), role, today).await.unwrap();
        assert!(may(&office).await, "the last day counts");
        office.world.clock.pass_days(1);
        assert!(!may(&office).await);
        assert_eq!(refused(end_role(&office.at_work(office.admin), role, today).await), only("missing"));
    });
}
