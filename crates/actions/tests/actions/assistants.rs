//! Personal assistants: a seat for a line of the plan, hours handed in and answered, the end of the work; and close family at home
//! who is paid.

use actions::ActionError;
use actions::assistants::{
    Lives, NewAssistant, agree_household, approve, assistants, end, enter, hand_in, household, invite, own_hours,
    say_household, send_back, take_back,
};
use actions::people::Letter;
use actions::spending::{alerts, import, take_back_record};
use jiff::civil::date;
use seven_core::access::Refusal;
use seven_core::assistant::{Hours, HoursStatus, Stint, Typed};
use seven_core::matching::ExpectedKind;
use seven_core::monitoring::AlertKind;
use seven_core::people::RelationKind;
use seven_core::plan::support::UnitPrice;
use seven_core::spending::RecordState;
use seven_core::spending::household::{HouseholdPayee, HouseholdStatus};
use seven_core::{AssistantId, HoursId, HouseholdPayeeId, PersonId, PieceId};
use store::papers::{self, Stored};
use store::{StoreError, accounts, mail};
use testkit::{Somebody, on_both_databases};

use crate::assessments::{Cast, code};
use crate::spending::statement;

/// A cast whose direct payment has begun, and the line of the plan.
async fn employing(store: &store::Store) -> (Cast, PieceId) {
    let mut cast = Cast::new(store).await;
    let finance = (cast.finance("Finn Penny").await, cast.finance("Petra Pound").await);
    cast.paying(finance).await;
    let line = cast.money().await.streams[0].lines[0].line;
    // the plan has begun
    cast.world.clock.pass_days(44);
    (cast, line)
}

fn rob(line: PieceId) -> NewAssistant {
    NewAssistant {
        given: "Rob".to_owned(),
        family: "Young".to_owned(),
        email: "Rob@Example.org ".to_owned(),
        line,
        wage: UnitPrice::read("13.50").unwrap(),
        lives_with_child: Some(false),
        why: String::new(),
    }
}

fn letter() -> Letter {
    Letter { subject: "Hand in your hours".to_owned(), body: "Go to the service.".to_owned() }
}

/// Work on a day of October; today is the 15th.
fn on(day: i8, from: &str, until: &str) -> Stint {
    let typed = Typed { from, until, ..Typed::default() };
    Stint::read(date(2026, 10, day), typed).unwrap().unwrap()
}

impl Cast {
    async fn rob(&self, line: PieceId) -> (AssistantId, PersonId) {
        let id = invite(&self.family(self.kit), self.sam, rob(line), &letter()).await.unwrap();
        let account = accounts::by_email(&mut self.world.reading().await, "rob@example.org").await.unwrap().unwrap();
        (id, account.person)
    }

    async fn hours(&self, id: HoursId) -> Stored<Hours> {
        papers::find_of(&mut self.world.reading().await, self.sam, id).await.unwrap()
    }

    async fn payee(&self) -> Stored<HouseholdPayee> {
        let mut all = papers::of_child::<HouseholdPayee>(&mut self.world.reading().await, self.sam).await.unwrap();
        all.retain(|one| one.paper.name == "Joan Bell");
        all.remove(0)
    }

    async fn is_noticed(&self) -> bool {
        let found = alerts(&self.family(self.kit), self.sam).await.unwrap();
        found.iter().any(|alert| alert.kind == AlertKind::Household)
    }
}

#[test]
fn an_assistant_hands_in_a_week_and_the_familys_yes_makes_it_a_record() {
    on_both_databases(async |store| {
        let (cast, line) = employing(store).await;
        let (seat, rob) = cast.rob(line).await;
        let letters = mail::newest(&mut cast.world.reading().await, 5).await.unwrap();
        assert!(letters.iter().any(|one| one.to == "rob@example.org"), "{letters:?}");
        let as_rob = cast.family(rob);
        let week = vec![on(15, "15:00", "18:00"), on(14, "9:30", "12:00")];
        let id = hand_in(&as_rob, cast.sam, seat, week.clone()).await.unwrap();
        let seen = own_hours(&as_rob, cast.sam).await.unwrap();
        assert_eq!((seen.name.as_str(), seen.seats.len(), seen.seats[0].hours.len()), ("Sam", 1, 1));
        assert_eq!(code(hand_in(&as_rob, cast.sam, seat, week).await), "hours-crossing");
        let hours = cast.hours(id).await;
        assert_eq!((hours.paper.hours().to_string().as_str(), hours.paper.pay.0), ("5.5", 7_425));
        let kit = cast.family(cast.kit);
        assert_eq!(cast.spending().await.records.len(), 0, "nothing counts before the family's yes");
        approve(&kit, cast.sam, (id, hours.version)).await.unwrap();
        let late = approve(&cast.family(cast.alex), cast.sam, (id, hours.version)).await;
        assert!(matches!(late, Err(ActionError::Store(StoreError::Changed(_)))), "{late:?}");
        let records = cast.spending().await.records;
        assert_eq!((records.len(), records[0].state, records[0].record.pence.0), (1, RecordState::Standing, 7_425));
        assert_eq!((records[0].record.kind, records[0].record.piece), (ExpectedKind::Timesheet, Some(line)));
        assert_eq!((records[0].made_by, records[0].decided_by), (rob, Some(cast.kit)));
        assert_eq!(code(take_back(&as_rob, cast.sam, (id, hours.version + 1)).await), "hours-not-waiting");
        // a yes that is taken back makes room for the right hours
        take_back_record(&kit, cast.sam, records[0].id).await.unwrap();
        hand_in(&as_rob, cast.sam, seat, vec![on(14, "9:30", "11:00")]).await.unwrap();
    });
}

#[test]
fn the_family_asks_once_more_or_writes_hours_down_itself() {
    on_both_databases(async |store| {
        let (cast, line) = employing(store).await;
        let (seat, rob) = cast.rob(line).await;
        let (kit, as_rob) = (cast.family(cast.kit), cast.family(rob));
        let id = hand_in(&as_rob, cast.sam, seat, vec![on(14, "9:00", "12:00")]).await.unwrap();
        assert_eq!(code(send_back(&kit, cast.sam, (id, 1), " ").await), "empty");
        assert_eq!(code(send_back(&kit, cast.sam, (id, 1), &"x".repeat(501)).await), "too-long");
        send_back(&kit, cast.sam, (id, 1), "Was it not until 11?").await.unwrap();
        assert_eq!(cast.hours(id).await.paper.status, HoursStatus::SentBack);
        assert_eq!(code(approve(&kit, cast.sam, (id, 2)).await), "hours-not-waiting");
        // what was sent back is in nobody's way
        let again = hand_in(&as_rob, cast.sam, seat, vec![on(14, "9:00", "11:00")]).await.unwrap();
        take_back(&as_rob, cast.sam, (again, 1)).await.unwrap();
        let own = enter(&kit, cast.sam, seat, vec![on(14, "9:00", "11:00")]).await.unwrap();
        assert_eq!(cast.hours(own).await.paper.status, HoursStatus::Approved);
        for (stints, wanted) in [
            (vec![], "hours-none"),
            (vec![on(16, "9:00", "11:00")], "hours-not-yet"),
            (vec![on(14, "10:00", "12:00")], "hours-crossing"),
            (vec![Stint { day: date(2024, 5, 1), ..on(14, "15:00", "16:00") }], "hours-outside-line"),
        ] {
            assert_eq!(code(enter(&kit, cast.sam, seat, stints.clone()).await), wanted, "{stints:?}");
            assert_eq!(code(hand_in(&as_rob, cast.sam, seat, stints).await), wanted);
        }
    });
}

#[test]
fn an_assistant_sees_own_hours_only_and_nothing_once_the_work_has_ended() {
    on_both_databases(async |store| {
        let (cast, line) = employing(store).await;
        let (seat, rob_young) = cast.rob(line).await;
        let as_rob = cast.family(rob_young);
        let of = |refused: Result<(), ActionError>| matches!(refused, Err(ActionError::Refused(_)));
        assert!(of(assistants(&as_rob, cast.sam).await.map(drop)), "the family's list");
        assert!(of(actions::spending::view(&as_rob, cast.sam).await.map(drop)), "statements and records");
        assert!(of(household(&as_rob, cast.sam).await.map(drop)));
        assert!(of(invite(&as_rob, cast.sam, rob(line), &letter()).await.map(drop)));
        let id = hand_in(&as_rob, cast.sam, seat, vec![on(14, "9:00", "10:00")]).await.unwrap();
        assert!(of(approve(&as_rob, cast.sam, (id, 1)).await), "nobody says yes to their own");
        for worker in [cast.grace, cast.manager] {
            let refused = approve(&cast.worker(worker), cast.sam, (id, 1)).await;
            assert!(of(refused), "the family employs, not the council");
            assert!(of(own_hours(&cast.worker(worker), cast.sam).await.map(drop)));
        }
        // another assistant sees and takes nothing of the first
        let kit = cast.family(cast.kit);
        let second = NewAssistant { email: "mia@example.org".to_owned(), given: "Mia".to_owned(), ..rob(line) };
        invite(&kit, cast.sam, second, &letter()).await.unwrap();
        let mia = accounts::by_email(&mut cast.world.reading().await, "mia@example.org").await.unwrap().unwrap().person;
        let as_mia = cast.family(mia);
        assert!(own_hours(&as_mia, cast.sam).await.unwrap().seats.iter().all(|seat| seat.hours.is_empty()));
        for refused in [
            hand_in(&as_mia, cast.sam, seat, vec![on(14, "9:00", "10:00")]).await.map(drop),
            take_back(&as_mia, cast.sam, (id, 1)).await,
        ] {
            assert!(matches!(refused, Err(ActionError::Store(StoreError::Missing(_)))), "{refused:?}");
        }
        end(&kit, cast.sam, (seat, 1)).await.unwrap();
        assert_eq!(code(end(&kit, cast.sam, (seat, 2)).await), "assistant-ended");
        let gone = own_hours(&as_rob, cast.sam).await;
        assert!(matches!(gone, Err(ActionError::Refused(Refusal::Stranger))), "at once: {gone:?}");
        approve(&kit, cast.sam, (id, 1)).await.unwrap();
        cast.rob(line).await;
        assert!(own_hours(&as_rob, cast.sam).await.is_ok(), "asked in again");
    });
}

#[test]
fn a_seat_is_for_a_line_that_the_family_holds_and_for_somebody_else() {
    on_both_databases(async |store| {
        let (cast, line) = employing(store).await;
        let kit = cast.family(cast.kit);
        let ask = async |new: NewAssistant| code(invite(&kit, cast.sam, new, &letter()).await);
        let other = PieceId(uuid::Uuid::from_u128(9));
        assert_eq!(ask(NewAssistant { line: other, ..rob(line) }).await, "assistant-line");
        assert_eq!(ask(NewAssistant { email: "rob".to_owned(), ..rob(line) }).await, "no-address");
        assert_eq!(ask(NewAssistant { given: " ".to_owned(), ..rob(line) }).await, "name");
        assert_eq!(ask(NewAssistant { wage: UnitPrice::read("5").unwrap(), ..rob(line) }).await, "wage-below-the-law");
        assert_eq!(ask(NewAssistant { lives_with_child: None, ..rob(line) }).await, "choose-from-the-list");
        assert_eq!(ask(NewAssistant { lives_with_child: Some(true), ..rob(line) }).await, "reason-short");
        cast.world.open_account(cast.kit, "kit@example.org").await;
        assert_eq!(ask(NewAssistant { email: "kit@example.org".to_owned(), ..rob(line) }).await, "assistant-yourself");
        let kept_away = cast.world.add(Somebody::grown_up("Max Away")).await.id;
        let relation = cast.world.relate(cast.sam, kept_away, RelationKind::Carer).await;
        actions::people::restrict(&cast.worker(cast.grace), cast.sam, relation.id, true).await.unwrap();
        cast.world.open_account(kept_away, "max@example.org").await;
        assert_eq!(ask(NewAssistant { email: "max@example.org".to_owned(), ..rob(line) }).await, "contact-restricted");
        cast.rob(line).await;
        assert_eq!(ask(rob(line)).await, "assistant-there");
        let grace = invite(&cast.worker(cast.grace), cast.sam, rob(line), &letter()).await;
        assert!(matches!(grace, Err(ActionError::Refused(_))), "{grace:?}");
    });
}

#[test]
fn a_parent_who_is_paid_does_not_say_yes_to_their_own_hours() {
    on_both_databases(async |store| {
        let (cast, line) = employing(store).await;
        cast.world.open_account(cast.alex, "alex@example.org").await;
        let new = NewAssistant {
            email: "alex@example.org".to_owned(),
            lives_with_child: Some(true),
            why: "Nobody else can lift Sam at night.".to_owned(),
            ..rob(line)
        };
        let seat = invite(&cast.family(cast.kit), cast.sam, new, &letter()).await.unwrap();
        let alex = cast.family(cast.alex);
        let id = hand_in(&alex, cast.sam, seat, vec![on(14, "1:00", "3:00")]).await.unwrap();
        assert_eq!(code(approve(&alex, cast.sam, (id, 1)).await), "hours-own");
        assert_eq!(code(enter(&alex, cast.sam, seat, vec![on(14, "4:00", "5:00")]).await), "hours-own");
        approve(&cast.family(cast.kit), cast.sam, (id, 1)).await.unwrap();
    });
}

#[test]
fn payments_to_close_family_at_home_are_talked_about_until_they_are_agreed() {
    on_both_databases(async |store| {
        let (cast, _) = employing(store).await;
        let kit = cast.family(cast.kit);
        assert!(household(&kit, cast.sam).await.unwrap().to_ask.contains(&"Town Hall café".to_owned()));
        import(&kit, cast.sam, statement(10_000, &[(28, -2_400, "JOAN BELL", "")])).await.unwrap();
        assert!(!cast.is_noticed().await);
        let why = || Lives::With("Gran is the only one whom Sam lets feed her.".to_owned());
        assert_eq!(code(say_household(&kit, cast.sam, "12", why()).await), "spending-no-payee");
        say_household(&kit, cast.sam, "Joan Bell", why()).await.unwrap();
        assert_eq!(code(say_household(&kit, cast.sam, "joan  bell", why()).await), "household-said");
        assert!(cast.is_noticed().await);
        let (payee, grace) = (cast.payee().await, cast.worker(cast.grace));
        let id = HouseholdPayeeId(payee.id);
        assert_eq!(code(agree_household(&grace, cast.sam, (id, 1), (true, "fine")).await), "reason-short");
        let own = agree_household(&kit, cast.sam, (id, 1), (true, "We think that it is needed.")).await;
        assert!(matches!(own, Err(ActionError::Refused(_))), "{own:?}");
        agree_household(&grace, cast.sam, (id, 1), (true, "Sam takes food from nobody else.")).await.unwrap();
        let agreed = cast.payee().await.paper;
        assert_eq!((agreed.status, agreed.agreed.unwrap().by), (HouseholdStatus::Agreed, cast.grace));
        assert!(!cast.is_noticed().await);
        agree_household(&grace, cast.sam, (id, 2), (false, "There is help at home at night now.")).await.unwrap();
        assert!(cast.is_noticed().await);
        say_household(&kit, cast.sam, "Joan Bell", Lives::Apart).await.unwrap();
        assert!(!cast.is_noticed().await, "she has moved out");
        let late = agree_household(&grace, cast.sam, (id, 4), (true, "Sam takes food from nobody else.")).await;
        assert_eq!(code(late), "household-apart");
    });
}
