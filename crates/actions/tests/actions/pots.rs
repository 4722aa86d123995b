//! The pot: set, set again, written over by nobody, and promised beyond by name alone.

use actions::pot::{allow_over, missing_for, set_pot, standing, undecided};
use jiff::SignedDuration;
use jiff::civil::date;
use seven_core::{BudgetId, Pence};
use store::pots::{self, StoredPot};
use testkit::on_both_databases;

use crate::office::{Office, only, refused};

fn pot(available: i64, version: i64) -> StoredPot {
    let (stream, available) = ("social-care".to_owned(), Pence(available * 100));
    StoredPot { year_from: date(2026, 4, 1), stream, available, contingency_basis_points: 1_200, version }
}

#[test]
fn a_pot_is_set_once_and_then_only_by_who_has_seen_it() {
    on_both_databases(async |store| {
        let office = Office::new(store).await;
        let finance = office.at_work(office.finance);
        assert_eq!(refused(set_pot(&office.at_work(office.manager), pot(1_000, 0)).await), only("refused"));
        set_pot(&finance, pot(1_000, 0)).await.unwrap();
        assert_eq!(refused(set_pot(&finance, pot(2_000, 0)).await), only("changed"), "it is there already");
        set_pot(&finance, pot(3_000, 1)).await.unwrap();
        assert_eq!(refused(set_pot(&finance, pot(4_000, 1)).await), only("changed"), "somebody was quicker");
        assert_eq!(refused(set_pot(&finance, pot(-1, 2)).await), [("available".to_owned(), "below-nothing")]);
        let mut reading = office.world.reading().await;
        let found = &standing(&mut reading, date(2026, 4, 1)).await.unwrap()[0];
        assert_eq!((found.pot.version, found.pot.available), (2, Pence(300_000)));
        assert_eq!((found.position.contingency, found.position.left), (Pence(36_000), Pence(264_000)));
    });
}

#[test]
fn two_who_set_a_pot_at_once_do_not_write_over_each_other() {
    on_both_databases(async |store| {
        let office = Office::new(store).await;
        set_pot(&office.at_work(office.finance), pot(1_000, 0)).await.unwrap();
        let tries = (0..6).map(|number| {
            let finance = office.at_work(office.finance);
            tokio::spawn(async move { set_pot(&finance, pot(2_000 + number, 1)).await.is_ok() })
        });
        let mut kept = 0;
        for tried in tries.collect::<Vec<_>>() {
            kept += usize::from(tried.await.unwrap());
        }
        assert_eq!(kept, 1);
    });
}

#[test]
fn what_a_figure_lacks_is_told_until_somebody_has_decided_about_so_much() {
    on_both_databases(async |store| {
        let office = Office::new(store).await;
        set_pot(&office.at_work(office.finance), pot(1_000, 0)).await.unwrap();
        let (day, year) = (office.world.clock.now().today, date(2026, 4, 1));
        let budget: BudgetId = store.chance().id(office.world.clock.now().at).into();
        let figure = [("social-care".to_owned(), Pence(100_000)), ("health".to_owned(), Pence(900_000))];
        let short = async || {
            let mut reading = office.world.reading().await;
            missing_for(&mut reading, day, (office.sam, budget), &figure).await.unwrap()
        };
        let nothing = [("social-care".to_owned(), Pence::ZERO)];
        let mut reading = office.world.reading().await;
        let found = missing_for(&mut reading, day, (office.sam, budget), &nothing).await.unwrap();
        assert!(found.is_empty(), "nothing more is promised by it");
        drop(reading);
        let found = short().await;
        assert_eq!(found.len(), 1, "a stream without a pot is not weighed");
        assert_eq!((found[0].over_by, &found[0].allowed), (Pence(12_000), &None));
        assert!(undecided(&found).is_some());
        let why = "The panel agreed on 1 September to go beyond it.";
        let over = async |person, most, minutes| {
            let mut caller = office.at_work(person);
            caller.moment.at += SignedDuration::from_mins(minutes);
            allow_over(&caller, (year, "social-care"), most, why).await
        };
        assert_eq!(refused(over(office.manager, Pence(12_000), 0).await), only("refused"));
        assert_eq!(refused(over(office.head, Pence::ZERO, 0).await), [("most".to_owned(), "less-than-missing")]);
        over(office.head, Pence(11_999), 1).await.unwrap();
        assert!(undecided(&short().await).is_some());
        let decision = over(office.head, Pence(12_000), 2).await.unwrap();
        let found = short().await;
        assert!(undecided(&found).is_none());
        let allowed = found[0].allowed.as_ref().unwrap();
        assert_eq!((allowed.id, allowed.name.as_str(), allowed.reason.as_str()), (decision, "Head Hill", why));
        // the newest decision counts: it can be taken back by a smaller one
        over(office.head, Pence(1), 3).await.unwrap();
        assert!(undecided(&short().await).is_some());
        let mut reading = office.world.reading().await;
        assert_eq!(pots::allowed_over(&mut reading, year).await.unwrap().len(), 3);
    });
}
