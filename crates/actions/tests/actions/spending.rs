//! What a family spends: a statement imported, matched, asked about, taken back; receipts, bills, cash and hours.

use actions::ActionError;
use actions::spending::{
    NewStatement, Said, SpendingView, add_picture, alerts, answer, approve_hours, import, keep_file, kept_file,
    look_through, open_picture, record, save_profile, take_back, take_back_record, talks, undo_match, view, write_talk,
};
use jiff::civil::{Date, date};
use seven_core::access::Refusal;
use seven_core::banking::profile::{ColumnProfile, DateOrder};
use seven_core::matching::ExpectedKind;
use seven_core::people::{RelationKind, Role};
use seven_core::plan::support::{Quantity, UnitPrice};
use seven_core::spending::{NewRecord, RecordState, Working};
use seven_core::{Pence, PersonId};
use store::StoreError;
use store::spending::lines::LineState;
use testkit::{Somebody, on_both_databases};

use crate::assessments::{Cast, code};

/// A statement of August 2026: opening balance, then lines of day, pence, name, reference.
pub fn statement(opening: i64, lines: &[(i8, i64, &str, &str)]) -> NewStatement {
    let sum = |pence: i64| format!("{},{:02}", pence.abs() / 100, pence.abs() % 100);
    let sign = |pence: i64| if pence < 0 { "D" } else { "C" };
    let mut text = format!(":20:A\n:25:601613/31926819\n:28C:8/1\n:60F:{}260801GBP{}\n", sign(opening), sum(opening));
    for (day, pence, name, reference) in lines {
        text.push_str(&format!(":61:2608{day:02}{}{}NTRF{reference}\n:86:{name}\n", sign(*pence), sum(*pence)));
    }
    let closing = opening + lines.iter().map(|line| line.1).sum::<i64>();
    text.push_str(&format!(":62F:{}260831GBP{}\n-\n", sign(closing), sum(closing)));
    NewStatement {
        file_name: "august.sta".to_owned(),
        bytes: text.into_bytes(),
        profile: None,
        is_of_another_account: false,
    }
}

pub fn paid(kind: ExpectedKind, day: Date, pence: i64, payee: &str, reference: &str) -> NewRecord {
    NewRecord {
        kind,
        day,
        pence: Pence(pence),
        payee: payee.to_owned(),
        reference: reference.to_owned(),
        piece: None,
        working: Working::Paid,
    }
}

fn receipt(day: i8, pence: i64, payee: &str) -> NewRecord {
    paid(ExpectedKind::Receipt, date(2026, 8, day), pence, payee, "")
}

impl Cast {
    pub async fn spending(&self) -> SpendingView {
        view(&self.family(self.kit), self.sam).await.unwrap()
    }

    async fn nothing_is_there(&self) {
        let seen = self.spending().await;
        assert!(seen.statements.is_empty() && seen.lines.is_empty());
    }
}

#[test]
fn a_statement_is_imported_matched_and_taken_back_in_one_step() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        let kit = cast.family(cast.kit);
        record(&kit, cast.sam, receipt(4, 885, "Village Pool")).await.unwrap();
        let lines = [(4, -885, "VILLAGE POOL", ""), (5, -885, "SUMUP", ""), (6, 40_000, "EXAMPLESHIRE", "DP")];
        let done = import(&kit, cast.sam, statement(10_000, &lines)).await.unwrap();
        assert_eq!((done.new, done.known, done.matched, done.asked), (3, 0, 1, 0));
        let seen = cast.spending().await;
        let pool = seen.lines.iter().find(|line| line.stored.line.payee == "VILLAGE POOL").unwrap();
        assert_eq!(pool.stored.state, LineState::Matched);
        let why = pool.matched.as_ref().unwrap().why.sentences();
        assert_eq!(why, ["the same name", "the same sum", "on the day that was expected"]);
        assert!(seen.is_paid(seen.records[0].id) && seen.candidates.is_empty());
        // the same file again, and one that overlaps it
        assert_eq!(code(import(&kit, cast.sam, statement(10_000, &lines)).await), "statement-known");
        let more = [lines[0], lines[1], lines[2], (7, -300, "BUS", ""), (7, -300, "BUS", "")];
        let done = import(&kit, cast.sam, statement(10_000, &more)).await.unwrap();
        assert_eq!((done.new, done.known), (2, 3), "two bus fares of one day are two");
        for one in cast.spending().await.statements {
            take_back(&kit, cast.sam, one.id).await.unwrap();
            assert!(matches!(
                take_back(&kit, cast.sam, one.id).await,
                Err(ActionError::Store(StoreError::Changed("statement")))
            ));
        }
        cast.nothing_is_there().await;
        assert_eq!(cast.spending().await.candidates.len(), 1, "the receipt is open again");
        assert_eq!(import(&kit, cast.sam, statement(10_000, &lines)).await.unwrap().matched, 1);
    });
}

#[test]
fn what_does_not_fit_is_refused_whole() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        let kit = cast.family(cast.kit);
        let lines = [(4, -885, "POOL", ""), (5, -300, "BUS", "")];
        let with = |from: &str, to: &str| {
            let good = statement(10_000, &lines);
            let text = String::from_utf8(good.bytes).unwrap().replace(from, to);
            NewStatement { bytes: text.into_bytes(), ..good }
        };
        let entries = cast.world.entries().await;
        for (file, wanted) in [
            (with(":61:260804D8,85", ":61:260804D8,86"), "statement-refused"),
            (with("GBP", "EUR"), "statement-refused"),
            (with(":61:260805", ":61:260230"), "statement-unreadable"),
            (with(":62F:", ":99:"), "statement-unreadable"),
            (with(":61:260804D8,85", ":61:260804D8,85999"), "statement-unreadable"),
            (with(":61:260805", ":61:261205"), "statement-refused"),
            (NewStatement { bytes: b"%PDF".to_vec(), ..statement(0, &[]) }, "statement-unreadable"),
            (statement(10_000, &[]), "statement-empty"),
        ] {
            assert_eq!(code(import(&kit, cast.sam, file).await), wanted);
        }
        cast.nothing_is_there().await;
        assert_eq!(cast.world.entries().await, entries);
        import(&kit, cast.sam, statement(10_000, &lines)).await.unwrap();
        assert_eq!(
            code(import(&kit, cast.sam, with("31926819", "31926810")).await),
            "statement-refused",
            "another account"
        );
        let said = NewStatement { is_of_another_account: true, ..with("31926819", "31926810") };
        let done = import(&kit, cast.sam, said).await.unwrap();
        assert_eq!((done.new, done.known), (2, 0), "like lines of another account are others");
    });
}

#[test]
fn day_and_month_are_asked_once_and_the_answer_is_kept() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        let kit = cast.family(cast.kit);
        let file = |profile| NewStatement {
            file_name: "bank.csv".to_owned(),
            bytes: b"Date,Description,Amount\n04/08/2026,Pool,-8.85\n".to_vec(),
            profile,
            is_of_another_account: false,
        };
        assert_eq!(code(import(&kit, cast.sam, file(None)).await), "statement-asks");
        let headings = ["Date", "Description", "Amount"].map(str::to_owned);
        let suggested = interchange_profile(&headings);
        let said = ColumnProfile { name: "Town bank".to_owned(), date_order: Some(DateOrder::DayFirst), ..suggested };
        save_profile(&kit, cast.sam, &said).await.unwrap();
        save_profile(&kit, cast.sam, &said).await.unwrap();
        let kept = store::spending::profiles::of_child(&mut cast.world.reading().await, cast.sam).await.unwrap();
        assert_eq!(kept.len(), 1, "one of the same name makes room");
        import(&kit, cast.sam, file(Some(kept[0].1.clone()))).await.unwrap();
        assert_eq!(cast.spending().await.lines[0].stored.line.booked, date(2026, 8, 4));
    });
}

fn interchange_profile(headings: &[String]) -> ColumnProfile {
    let text = format!(
        "name = \"bank\"\ndate = \"{}\"\npayee = [\"{}\"]\n[sums]\nin = \"one\"\ncolumn = \"{}\"\n",
        headings[0], headings[1], headings[2]
    );
    ColumnProfile::read(&text).unwrap()
}

#[test]
fn a_doubtful_line_is_one_question_whose_answer_can_be_undone() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        let kit = cast.family(cast.kit);
        let pool = record(&kit, cast.sam, receipt(4, 885, "Village Pool")).await.unwrap();
        let done = import(&kit, cast.sam, statement(10_000, &[(4, -885, "SUMUP", "")])).await.unwrap();
        assert_eq!((done.matched, done.asked), (0, 1));
        let seen = cast.spending().await;
        let line = &seen.lines[0];
        let question = line.question.as_ref().unwrap();
        assert_eq!(question.sentence(), "On 2026-08-04, £8.85 to SUMUP: was this for Village Pool?");
        let (id, version) = (line.stored.id, line.stored.version);
        let said = || Said::It(pool.to_string());
        answer(&kit, cast.sam, id, version, said()).await.unwrap();
        // somebody with the page of before
        let late = answer(&cast.family(cast.alex), cast.sam, id, version, Said::NoneOfThese).await;
        assert!(matches!(late, Err(ActionError::Store(StoreError::Changed("line")))));
        assert_eq!(code(answer(&kit, cast.sam, id, version + 1, said()).await), "line-matched");
        assert_eq!(code(take_back_record(&kit, cast.sam, pool).await), "record-matched");
        undo_match(&kit, cast.sam, id, version + 1).await.unwrap();
        let seen = cast.spending().await;
        assert_eq!((seen.lines[0].stored.state, seen.candidates.len()), (LineState::Left, 1));
        take_back_record(&kit, cast.sam, pool).await.unwrap();
        assert_eq!(code(answer(&kit, cast.sam, id, version + 2, said()).await), "line-no-such-target");
    });
}

#[test]
fn the_same_invoice_from_two_people_is_told_to_the_second() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        let bill = |payee: &str, number: &str| paid(ExpectedKind::Invoice, date(2026, 8, 4), 5_000, payee, number);
        record(&cast.family(cast.kit), cast.sam, bill("Ann Bell Plumbing Ltd", "INV-7")).await.unwrap();
        let again = record(&cast.worker(cast.grace), cast.sam, bill("ANN BELL PLUMBING", "inv 7")).await;
        assert_eq!(code(again), "bill-known");
        record(&cast.worker(cast.grace), cast.sam, bill("ANN BELL PLUMBING", "INV-8")).await.unwrap();
        for sum in [0, -500] {
            let odd = NewRecord { pence: Pence(sum), ..bill("Bob", "") };
            assert_eq!(code(record(&cast.family(cast.kit), cast.sam, odd).await), "spending-no-sum");
        }
    });
}

#[test]
fn hours_that_somebody_else_wrote_wait_for_the_family_that_employs() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        let hours = || {
            let hours = Quantity::read("7.5").unwrap();
            let working = Working::Hours { hours, wage: UnitPrice::read("12.71").unwrap(), from: date(2026, 8, 3) };
            NewRecord { working, ..paid(ExpectedKind::Timesheet, date(2026, 8, 9), 0, "Rob", "") }
        };
        let grace = cast.worker(cast.grace);
        let waiting = record(&grace, cast.sam, hours()).await.unwrap();
        assert!(cast.spending().await.candidates.is_empty(), "nothing is paid that nobody approved");
        assert!(matches!(approve_hours(&grace, cast.sam, waiting).await, Err(ActionError::Refused(_))));
        approve_hours(&cast.family(cast.kit), cast.sam, waiting).await.unwrap();
        assert_eq!(code(approve_hours(&cast.family(cast.kit), cast.sam, waiting).await), "hours-not-waiting");
        record(&cast.family(cast.kit), cast.sam, hours()).await.unwrap();
        let seen = cast.spending().await;
        assert!(seen.records.iter().all(|kept| kept.state == RecordState::Standing));
        assert_eq!(seen.records[0].record.pence, Pence(9_533));
        let done = import(&grace, cast.sam, statement(50_000, &[(10, -9_533, "ROB", "")])).await.unwrap();
        assert_eq!(done.matched, 1);
    });
}

#[test]
fn a_receipt_keeps_its_picture_and_nothing_that_is_none() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        let kit = cast.family(cast.kit);
        let pool = record(&kit, cast.sam, receipt(4, 885, "Pool")).await.unwrap();
        assert_eq!(code(add_picture(&kit, cast.sam, pool, b"<script>".to_vec()).await), "no-picture");
        // one red dot
        let gif = b"GIF89a\x01\0\x01\0\x80\0\0\xff\0\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;".to_vec();
        add_picture(&kit, cast.sam, pool, gif).await.unwrap();
        let (kind, bytes) = open_picture(&cast.worker(cast.grace), cast.sam, pool).await.unwrap();
        assert!(kind.starts_with("image/") && !bytes.starts_with(b"GIF"), "drawn anew");
    });
}

#[test]
fn suffolk_24_008_529_cash_has_a_signed_record_at_the_time() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        let kit = cast.family(cast.kit);
        let cash = |by: &str| {
            let working = Working::Cash { signed_by: by.to_owned(), what: "two hours in the park".to_owned() };
            NewRecord { working, ..paid(ExpectedKind::Cash, date(2026, 8, 4), 3_000, "Rob", "") }
        };
        assert_eq!(code(record(&kit, cast.sam, cash("")).await), "spending-not-signed");
        record(&kit, cast.sam, cash("Rob Young")).await.unwrap();
        let done = import(&kit, cast.sam, statement(5_000, &[(4, -3_000, "CASH ROB", "")])).await.unwrap();
        assert_eq!(done.matched + done.asked, 1);
    });
}

#[test]
fn strangers_and_those_who_only_look_change_nothing() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        let stranger = cast.world.add(Somebody::grown_up("Una Stone")).await.id;
        let file = || statement(10_000, &[(4, -885, "POOL", "")]);
        assert!(matches!(
            import(&cast.family(stranger), cast.sam, file()).await,
            Err(ActionError::Refused(Refusal::Stranger))
        ));
        let auditor: PersonId = cast.world.add(Somebody::grown_up("Di Ray")).await.id;
        cast.world.employ(auditor, Role::Auditor, None).await;
        assert!(import(&cast.worker(auditor), cast.sam, file()).await.is_err());
        let aunt = cast.world.add(Somebody::grown_up("Jo Bell")).await.id;
        cast.world.relate(cast.sam, aunt, RelationKind::Sibling).await;
        assert!(view(&cast.family(aunt), cast.sam).await.is_err());
        cast.nothing_is_there().await;
    });
}

#[test]
fn spending_that_nobody_could_match_begins_a_conversation() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        let kit = cast.family(cast.kit);
        let lines = [(3, 40_000, "EXAMPLESHIRE", ""), (4, -20_000, "SHOP", ""), (5, -12_000, "CASH MARKET ST", "")];
        let seen = import(&kit, cast.sam, statement(0, &lines)).await.unwrap();
        assert_eq!(seen.matched, 0);
        let found = alerts(&cast.worker(cast.grace), cast.sam).await.unwrap();
        let kinds: Vec<_> = found.iter().map(|alert| (alert.kind.code(), alert.pence.0)).collect();
        assert_eq!(kinds, [("unmatched", 20_000), ("sudden-cash", 12_000)]);
        assert!(found.iter().all(|alert| alert.talk_by > cast.world.clock.now().today));
        // each has begun one conversation, in the same step as the statement
        let grace = cast.worker(cast.grace);
        let mut begun = talks(&grace, cast.sam).await.unwrap();
        begun.sort_by_key(|one| one.paper.alert.kind);
        let open: Vec<_> = begun.iter().map(|one| (one.paper.alert.kind.code(), one.paper.status.code())).collect();
        assert_eq!(open, [("unmatched", "open"), ("sudden-cash", "open")]);
        let today = cast.world.clock.now().today;
        let cash = (begun[1].id, begun[1].version);
        let said = |on, words| write_talk(&grace, cast.sam, cash, (Some(on), words));
        assert_eq!(code(said(today.tomorrow().unwrap(), "We met.").await), "day-to-come");
        assert_eq!(code(said(today, " ").await), "empty");
        assert_eq!(code(said(today.yesterday().unwrap(), "We met.").await), "talk-before-it-was-noticed");
        let family = write_talk(&kit, cast.sam, cash, (Some(today), "We met.")).await;
        assert!(matches!(family, Err(ActionError::Refused(_))), "workers write it down");
        said(today, "Kit pays Rob in cash; from October by transfer.").await.unwrap();
        assert!(matches!(said(today, "Again.").await, Err(ActionError::Store(StoreError::Changed(_)))));
        let again = (cash.0, cash.1 + 1);
        assert_eq!(code(write_talk(&grace, cast.sam, again, (Some(today), "Again.")).await), "talk-not-open");
        // what was talked about is not raised again, and what is said of a line lets the other pass
        record(&kit, cast.sam, paid(ExpectedKind::Receipt, date(2026, 8, 4), 20_000, "Shop", "")).await.unwrap();
        let line = cast.spending().await.lines.into_iter().find(|line| line.stored.line.payee == "SHOP").unwrap();
        let target = cast.spending().await.records[0].id.to_string();
        answer(&kit, cast.sam, line.stored.id, line.stored.version, Said::It(target)).await.unwrap();
        let mut after = talks(&grace, cast.sam).await.unwrap();
        after.sort_by_key(|one| one.paper.alert.kind);
        let stand: Vec<_> = after.iter().map(|one| one.paper.status.code()).collect();
        assert_eq!(stand, ["passed", "talked"]);
    });
}

#[test]
fn a_statement_that_does_not_come_is_noticed_when_finance_looks_through() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        let finance = (cast.finance("Finn Penny").await, cast.finance("Petra Pound").await);
        cast.paying(finance).await;
        let kit = cast.family(cast.kit);
        import(&kit, cast.sam, statement(10_000, &[(4, -885, "POOL", "")])).await.unwrap();
        assert_eq!(look_through(&cast.worker(finance.0)).await.unwrap(), 0);
        cast.world.clock.pass_minutes(121 * 24 * 60);
        assert!(look_through(&cast.worker(cast.grace)).await.is_err());
        assert_eq!(look_through(&cast.worker(finance.0)).await.unwrap(), 1);
        assert_eq!(look_through(&cast.worker(finance.0)).await.unwrap(), 0, "once is enough");
        let begun = talks(&cast.worker(cast.grace), cast.sam).await.unwrap();
        assert_eq!(begun[0].paper.alert.kind.code(), "missing-statement");
    });
}

#[test]
fn a_file_whose_columns_are_not_known_waits_for_its_sender_alone() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        let kit = cast.family(cast.kit);
        let file = b"When;What;Pounds\n04/08/2026;Pool;-8,85\n";
        let id = keep_file(&kit, cast.sam, "bank.csv", file).await.unwrap();
        let waiting = kept_file(&kit, cast.sam, id).await.unwrap();
        assert_eq!(waiting.first.headings, ["When", "What", "Pounds"]);
        assert_eq!(waiting.first.rows[0][1], "Pool");
        assert!(waiting.first.suggested.is_none());
        let other = kept_file(&cast.family(cast.alex), cast.sam, id).await;
        assert!(matches!(other, Err(ActionError::Store(StoreError::Missing("file")))));
        assert_eq!(code(keep_file(&kit, cast.sam, "x.pdf", b"%PDF").await), "statement-unreadable");
    });
}
