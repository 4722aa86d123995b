//! Moving away: the family has the day first, nothing stops before it, nothing goes to another council without a yes, and a move that
//! does not happen is undone.

use std::io::Cursor;

use actions::ActionError;
use actions::life::{agree_to_pass, has_moved, move_of, pass_on, record_move, record_moved_in, undo_move};
use actions::money::draft_run;
use jiff::civil::{Date, date};
use seven_core::audit::Event;
use seven_core::life::MovedIn;
use seven_core::life::moving::{NewMove, Passed, Place, PlaceKind};
use seven_core::money::holding::HoldingStatus;
use seven_core::money::schedule::InstalmentStatus;
use seven_core::money::{Instalment, MoneyHolding, PaymentRun};
use seven_core::people::{GroupKind, Holder, RelationKind, Role};
use seven_core::plan::money::Holding;
use store::papers::{self, Stored};
use store::{StoreError, mail};
use testkit::{Somebody, on_both_databases};

use crate::assessments::{Cast, code};

fn bristol(last_day: Date) -> NewMove {
    let to = Place::read(PlaceKind::Council, "801", "Bristol").unwrap();
    NewMove { to, last_day, told_by: "Kit, by phone".to_owned() }
}

impl Cast {
    /// It is 20 October; the payment of 1 October has come, eleven are planned.
    async fn in_october(&mut self) -> (seven_core::PersonId, seven_core::PersonId) {
        self.world.open_account(self.kit, "kit@example.org").await;
        let finance = self.paid().await;
        self.world.clock.pass_days(49);
        finance
    }

    async fn all_payments(&self) -> Vec<Instalment> {
        let all: Vec<Stored<Instalment>> = papers::of_child(&mut self.world.reading().await, self.sam).await.unwrap();
        all.into_iter().map(|one| one.paper).collect()
    }

    async fn holding_of_sam(&self) -> Stored<MoneyHolding> {
        papers::of_child(&mut self.world.reading().await, self.sam).await.unwrap().remove(0)
    }

    async fn letters_about_moves(&self) -> usize {
        let all = mail::waiting(&mut self.world.reading().await, 5).await.unwrap();
        all.iter().filter(|mail| mail.subject.contains("move") && mail.to.starts_with("kit@")).count()
    }
}

#[test]
fn payments_go_on_until_a_day_that_the_family_has_first() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        let finance = cast.in_october().await;
        let grace = cast.worker(cast.grace);
        assert_eq!(code(record_move(&grace, cast.sam, bristol(date(2026, 10, 19))).await), "move-past");
        let family = record_move(&cast.family(cast.kit), cast.sam, bristol(date(2026, 11, 15))).await;
        assert!(matches!(family, Err(ActionError::Refused(_))), "{family:?}");
        assert_eq!(cast.letters_about_moves().await, 0);
        record_move(&grace, cast.sam, bristol(date(2026, 11, 15))).await.unwrap();
        assert_eq!(cast.letters_about_moves().await, 1, "the family has the day");
        assert_eq!(code(record_move(&grace, cast.sam, bristol(date(2026, 12, 15))).await), "move-there");
        let moving = move_of(&mut cast.world.reading().await, cast.sam).await.unwrap().unwrap();
        assert_eq!((moving.paper.called_off.len(), moving.paper.spanning.len()), (10, 1), "November is told");
        assert_eq!(cast.holding_of_sam().await.paper.status, HoldingStatus::Live, "nothing stops before the day");
        let run = draft_run(&cast.worker(finance.0), date(2026, 12, 1), date(2027, 9, 1)).await.unwrap();
        let run = papers::find::<PaymentRun>(&mut cast.world.reading().await, run).await.unwrap().paper;
        assert_eq!((run.count, run.held_back.len()), (1, 0));
        assert_eq!(code(has_moved(&grace, cast.sam, 1).await), "move-not-yet");
        let left = cast.pence(seven_core::ledger::AccountKind::Paid).await;
        cast.world.clock.pass_days(27);
        has_moved(&cast.worker(cast.grace), cast.sam, 1).await.unwrap();
        assert_eq!(cast.holding_of_sam().await.paper.status, HoldingStatus::Ended);
        assert_eq!(cast.pence(seven_core::ledger::AccountKind::Paid).await, left, "what is left stays where it is");
        let late = undo_move(&cast.worker(cast.grace), cast.sam, 2, "they came back to their old flat").await;
        assert_eq!(code(late), "move-not-from-here");
    });
}

#[test]
fn nothing_goes_to_another_council_without_a_yes() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        cast.in_october().await;
        let (grace, kit) = (cast.worker(cast.grace), cast.family(cast.kit));
        record_move(&grace, cast.sam, bristol(date(2026, 11, 15))).await.unwrap();
        assert_eq!(code(pass_on(&grace, cast.sam, 1, vec![Passed::Plan]).await), "move-no-yes");
        assert_eq!(code(pass_on(&grace, cast.sam, 1, vec![]).await), "choose-from-the-list");
        let own = agree_to_pass(&grace, cast.sam, 1, vec![Passed::Plan]).await;
        assert!(matches!(own, Err(ActionError::Refused(_))), "no worker says yes for a family: {own:?}");
        agree_to_pass(&kit, cast.sam, 1, vec![Passed::Plan]).await.unwrap();
        let stale = pass_on(&grace, cast.sam, 1, vec![Passed::Plan]).await;
        assert!(matches!(stale, Err(ActionError::Store(StoreError::Changed(_)))), "{stale:?}");
        assert_eq!(code(pass_on(&grace, cast.sam, 2, vec![Passed::Plan, Passed::Statements]).await), "move-no-yes");
        let bytes = pass_on(&grace, cast.sam, 2, vec![Passed::Plan, Passed::Education]).await.unwrap();
        let zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
        assert!(
            names.iter().any(|name| name == "record.html") && names.iter().any(|name| name == "plan_piece.json"),
            "{names:?}"
        );
        assert!(!names.iter().any(|name| name.starts_with("ledger") || name.starts_with("message")), "{names:?}");
        let moving = move_of(&mut cast.world.reading().await, cast.sam).await.unwrap().unwrap().paper;
        assert_eq!(moving.passed.len(), 1, "that it went stands on the record");
    });
}

#[test]
fn a_move_that_does_not_happen_is_undone() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        cast.in_october().await;
        let (grace, before) = (cast.worker(cast.grace), cast.all_payments().await);
        record_move(&grace, cast.sam, bristol(date(2026, 11, 15))).await.unwrap();
        let off = |all: &[Instalment]| all.iter().filter(|one| one.status == InstalmentStatus::CalledOff).count();
        assert_eq!(off(&cast.all_payments().await), 10);
        assert_eq!(code(undo_move(&grace, cast.sam, 1, "no").await), "empty-or-long");
        undo_move(&grace, cast.sam, 1, "the new flat was not given to them").await.unwrap();
        assert_eq!(cast.all_payments().await, before);
        assert_eq!(cast.letters_about_moves().await, 2, "and the family is told");
        record_move(&grace, cast.sam, bristol(date(2026, 12, 15))).await.expect("another day, another move");
    });
}

#[test]
fn that_a_child_moved_in_stands_on_the_record() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        let grace = cast.worker(cast.grace);
        let from = Place::read(PlaceKind::Council, "801", "Bristol").unwrap();
        let wrong = record_moved_in(&grace, cast.sam, (from.clone(), date(2026, 9, 2)), "Kit").await;
        assert_eq!(code(wrong), "day-to-come");
        record_moved_in(&grace, cast.sam, (from.clone(), date(2026, 8, 1)), "Kit").await.unwrap();
        assert_eq!(code(record_moved_in(&grace, cast.sam, (from, date(2026, 8, 1)), "Kit").await), "move-there");
        let came: Vec<Stored<MovedIn>> = papers::of_child(&mut cast.world.reading().await, cast.sam).await.unwrap();
        assert_eq!((came[0].paper.from.code.as_str(), came[0].paper.first_day), ("801", date(2026, 8, 1)));
    });
}

#[test]
fn providers_are_written_to_without_a_name_and_whoever_signs_in_nowhere_is_told_by_hand() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        cast.in_october().await;
        // what was paid to the family is held by a fund from now on
        let mut held = cast.holding_of_sam().await;
        held.paper.way = Holding::IndividualServiceFund;
        held.paper.payee = "Side by Side".to_owned();
        let mut write = cast.world.writing().await;
        papers::save(&mut write, &held).await.unwrap();
        let event = Event::of(write.permit(), "held by a fund");
        write.commit(event).await.unwrap();
        let grace = cast.worker(cast.grace);
        let told_by = async |cast: &Cast| -> Vec<(String, String)> {
            let all = mail::waiting(&mut cast.world.reading().await, 20).await.unwrap();
            let theirs = all.into_iter().filter(|mail| mail.to.ends_with("@sidebyside.example"));
            theirs.map(|mail| (mail.to, mail.body)).collect()
        };
        record_move(&grace, cast.sam, bristol(date(2026, 11, 15))).await.unwrap();
        assert!(told_by(&cast).await.is_empty());
        let moving = move_of(&mut cast.world.reading().await, cast.sam).await.unwrap().unwrap();
        assert!(moving.paper.told_providers.is_empty(), "nobody there signs in: they are told by hand");
        undo_move(&grace, cast.sam, moving.version, "the new flat was not given to them").await.unwrap();

        let side = cast.world.group(GroupKind::Provider, "Side by Side").await;
        let other = cast.world.group(GroupKind::Provider, "Elsewhere").await;
        for (name, group, email) in
            [("Rosa Reed", side, "rosa@sidebyside.example"), ("Tim Stone", other, "tim@elsewhere.example")]
        {
            let person = cast.world.add(Somebody::grown_up(name)).await.id;
            cast.world.employ(person, Role::ProviderStaff, Some(group)).await;
            cast.world.open_account(person, email).await;
        }
        cast.world.relate_to(cast.sam, Holder::Group(side), RelationKind::Provider).await;
        record_move(&grace, cast.sam, bristol(date(2026, 11, 20))).await.unwrap();
        let moving = move_of(&mut cast.world.reading().await, cast.sam).await.unwrap().unwrap();
        assert_eq!(moving.paper.told_providers, ["Side by Side"]);
        let letters = told_by(&cast).await;
        assert_eq!(letters.len(), 1);
        assert!(!letters[0].1.contains("Sam") && !letters[0].1.contains("November"), "{}", letters[0].1);
        undo_move(&grace, cast.sam, moving.version, "the new flat was not given to them").await.unwrap();
        assert_eq!(told_by(&cast).await.len(), 2, "and that it does not happen");
    });
}
