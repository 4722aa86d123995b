//! Days of payment on which banks do not work.

use actions::money::{check_run, draft_run, drop_run};
use jiff::civil::date;
use seven_core::money::{PaymentRun, RunLine};
use store::papers;
use testkit::on_both_databases;

use crate::assessments::Cast;

#[test]
fn what_is_due_on_a_sunday_is_paid_on_the_friday_before_and_lateness_counts_by_the_sunday() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        let finance = (cast.finance("Finn Penny").await, cast.finance("Petra Pound").await);
        cast.paying(finance).await;
        let finn = cast.worker(finance.0);
        // the second payment is due on Sunday, 1 November
        let run = draft_run(&finn, date(2026, 10, 31), date(2026, 10, 30)).await.unwrap();
        let mut reading = cast.world.reading().await;
        let paper = papers::find::<PaymentRun>(&mut reading, run).await.unwrap().paper;
        assert_eq!(paper.pay_day, date(2026, 10, 30), "a Saturday moves to the Friday");
        let lines = papers::part_of::<RunLine>(&mut reading, run).await.unwrap();
        let due: Vec<_> = lines.iter().map(|line| line.paper.due).collect();
        assert_eq!(due, [date(2026, 10, 1), date(2026, 11, 1)], "the due day stays");
        drop(reading);
        drop_run(&finn, run).await.unwrap();
        let early = draft_run(&finn, date(2026, 10, 29), date(2026, 10, 29)).await.unwrap();
        check_run(&finn, early).await.unwrap();
        let count = papers::part_of::<RunLine>(&mut cast.world.reading().await, early).await.unwrap().len();
        assert_eq!(count, 1, "on the Thursday there is still Friday to pay it");
    });
}
