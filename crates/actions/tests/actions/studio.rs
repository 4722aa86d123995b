//! Studies on both databases: begun, run, signed, published; and what is refused.

use std::fmt::Write;

use actions::Caller;
use actions::schemes::Answered;
use actions::studio::{Publishing, begin_from_file, begin_from_records, cancel, publish_draft, sign, start};
use actions::uploads::SentFile;
use calibration::study::Chosen;
use jiff::civil::date;
use seven_core::StudyId;
use seven_core::people::Role;
use store::studies::{self, Study};
use testkit::{Somebody, on_both_databases};

use crate::office::{Office, only, refused};

fn file(rows: usize) -> SentFile {
    let mut text = "person,points,current_cost,area\n".to_owned();
    for row in 0..rows {
        let area = ["North", "South"][row % 2];
        writeln!(text, "p{row},{},{},{area}", row % 20, 500 + (row % 20) * 130 + (row * 37) % 400).unwrap();
    }
    SentFile { kind: "cases".to_owned(), file_name: "cases.csv".to_owned(), bytes: text.into_bytes() }
}

fn chosen() -> Chosen {
    Chosen {
        bands: 3,
        budget_pence: Some(15_000_000),
        groups: vec!["area".to_owned()],
        samples: 20,
        ..Chosen::default()
    }
}

struct Desk {
    office: Office,
    commissioner: Caller,
}

impl Desk {
    async fn new(store: &testkit::TempStore) -> Desk {
        let office = Office::new(store).await;
        let person = office.world.add(Somebody::grown_up("Com Missioner")).await.id;
        office.world.employ(person, Role::Commissioner, None).await;
        let commissioner = office.at_work(person);
        Desk { office, commissioner }
    }

    async fn study(&self, id: StudyId) -> Study {
        studies::find(&mut self.office.world.reading().await, id).await.unwrap().unwrap()
    }

    async fn run(&self, id: StudyId, version: i64) {
        let moment = self.commissioner.moment;
        start(&self.commissioner, (id, version), &chosen()).await.unwrap().go(None, move || moment).await.unwrap();
    }
}

#[test]
fn a_study_is_run_signed_and_published_by_those_who_may() {
    on_both_databases(async |store| {
        let desk = Desk::new(store).await;
        let com = &desk.commissioner;
        let manager = desk.office.at_work(desk.office.manager);
        assert_eq!(refused(begin_from_file(&manager, "Ours", &file(60)).await), only("refused"));
        assert_eq!(refused(begin_from_records(com, "Ours").await), [("records".to_owned(), "nobody")]);
        assert_eq!(refused(begin_from_file(com, " ", &file(60)).await), [("title".to_owned(), "missing")]);
        let id = begin_from_file(com, "Ours", &file(60)).await.unwrap();
        let head = desk.office.at_work(desk.office.head);
        assert_eq!(refused(start(&head, (id, 1), &chosen()).await.map(|_| ())), only("refused"));
        desk.run(id, 1).await;
        let done = desk.study(id).await;
        let result = done.result_hash.clone().unwrap();
        assert_eq!((done.state.as_str(), done.percent, done.scheme_version), ("done", 100, None));
        let words = ("Head Hill", "I have read what it does to each group.");
        assert_eq!(refused(sign(&head, id, "equality", words, "another").await), only("another-result"));
        assert_eq!(refused(sign(&head, id, "nobody", words, &result).await), [("side".to_owned(), "missing")]);
        assert_eq!(refused(sign(&manager, id, "finance", words, &result).await), only("refused"));
        sign(&head, id, "equality", words, &result).await.unwrap();
        let signed = studies::signatures(&mut desk.office.world.reading().await, id).await.unwrap();
        assert_eq!((signed.len(), signed[0].written_by.as_str()), (1, "Head Hill"));
        let mut publishing = Publishing {
            id: "No Id".to_owned(),
            from: Some(date(2027, 4, 1)),
            title: "Ours".to_owned(),
            authority: "Exampleshire".to_owned(),
            answered: Answered {
                cliffs_accepted_by: "Com Missioner".to_owned(),
                equality_note: "Whoever has much more than others of like need would lose.".to_owned(),
            },
        };
        assert_eq!(refused(publish_draft(com, id, &result, &publishing).await), [("id".to_owned(), "no-id")]);
        publishing.id = "ours".to_owned();
        assert_eq!(refused(publish_draft(&head, id, &result, &publishing).await), only("refused"));
        let version = publish_draft(com, id, &result, &publishing).await.unwrap();
        assert_eq!(desk.study(id).await.scheme_version, Some(version));
        assert_eq!(refused(publish_draft(com, id, &result, &publishing).await), only("published-before"));
    });
}

#[test]
fn one_run_at_a_time_and_a_cancelled_one_leaves_nothing() {
    on_both_databases(async |store| {
        let desk = Desk::new(store).await;
        let com = &desk.commissioner;
        let moment = com.moment;
        let id = begin_from_file(com, "Ours", &file(60)).await.unwrap();
        assert_eq!(refused(cancel(com, id).await), only("runs-not"));
        let first = start(com, (id, 1), &chosen()).await.unwrap();
        assert_eq!(refused(start(com, (id, 2), &chosen()).await.map(|_| ())), only("runs-already"));
        cancel(com, id).await.unwrap();
        first.go(None, move || moment).await.unwrap();
        let cancelled = desk.study(id).await;
        assert_eq!((cancelled.state.as_str(), cancelled.result_hash), ("cancelled", None));
        assert!(studies::result(&mut desk.office.world.reading().await, id).await.unwrap().is_none());
        assert_eq!(refused(start(com, (id, 1), &chosen()).await.map(|_| ())), only("changed"));
        desk.run(id, cancelled.version).await;
        let once = desk.study(id).await;
        desk.run(id, once.version).await;
        assert_eq!(desk.study(id).await.result_hash, once.result_hash, "the same choices, the same bytes");
    });
}

#[test]
fn a_run_that_can_make_nothing_says_why() {
    on_both_databases(async |store| {
        let desk = Desk::new(store).await;
        let com = &desk.commissioner;
        let moment = com.moment;
        let id = begin_from_file(com, "Ours", &file(60)).await.unwrap();
        let beyond = Chosen { floor_pence: 9_000_000, ..chosen() };
        start(com, (id, 1), &beyond).await.unwrap().go(None, move || moment).await.unwrap();
        let failed = desk.study(id).await;
        assert!(failed.state == "failed" && failed.why.unwrap().contains("floor"));
        let faulty = SentFile { bytes: b"person,points,current_cost\na,1,5\nb,2,\n".to_vec(), ..file(0) };
        let id = begin_from_file(com, "Faulty", &faulty).await.unwrap();
        let told = refused(start(com, (id, 1), &Chosen { groups: Vec::new(), ..chosen() }).await.map(|_| ()));
        assert_eq!(told, [("leave-out".to_owned(), "faulty")]);
    });
}
