//! How spending comes into the books: matched lines, receipts, payments that came in; and how all of it is turned back.

use actions::money::{bank_confirmed, correct, record_spend};
use actions::spending::{LineView, Said, answer, import, record, take_back, take_back_record, undo_match};
use jiff::civil::date;
use seven_core::ledger::AccountKind;
use seven_core::matching::ExpectedKind;
use seven_core::spending::NewRecord;
use seven_core::spending::books::{Standing, WhyNot};
use seven_core::{EvidenceId, Pence, PersonId, PieceId};
use store::ledger;
use testkit::on_both_databases;
use uuid::Uuid;

use crate::assessments::Cast;
use crate::spending::{paid, statement};

/// What the first payment comes to.
const FIRST: i64 = 7_817;

/// A child whose first payment is there, and the line of the plan.
async fn with_money(cast: &mut Cast) -> (PieceId, PersonId) {
    let finance = (cast.finance("Finn Penny").await, cast.finance("Petra Pound").await);
    cast.paying(finance).await;
    let (run, _) = cast.sent(finance, date(2026, 10, 1)).await;
    cast.world.clock.pass_minutes(1);
    bank_confirmed(&cast.worker(finance.0), run, None, date(2026, 8, 30)).await.unwrap();
    (cast.money().await.streams[0].lines[0].line, finance.0)
}

impl Cast {
    async fn spent_and_held(&self) -> (i64, i64) {
        let view = self.money().await;
        let trial = ledger::trial_balance(&mut self.world.reading().await).await.unwrap();
        assert!(trial.balances(), "each stream comes to nothing: {trial:?}");
        (view.streams[0].of(AccountKind::Spent).0, view.streams[0].of(AccountKind::Paid).0)
    }

    async fn line(&self, payee: &str) -> LineView {
        self.spending().await.lines.into_iter().find(|line| line.stored.line.payee == payee).unwrap()
    }

    async fn say(&self, payee: &str, target: impl ToString) {
        let line = self.line(payee).await.stored;
        let said = Said::It(target.to_string());
        answer(&self.family(self.kit), self.sam, line.id, line.version, said).await.unwrap();
    }

    async fn undo(&self, payee: &str) {
        let line = self.line(payee).await.stored;
        undo_match(&self.family(self.kit), self.sam, line.id, line.version).await.unwrap();
    }
}

fn receipt(day: i8, pence: i64, payee: &str, piece: PieceId) -> NewRecord {
    NewRecord { piece: Some(piece), ..paid(ExpectedKind::Receipt, date(2026, 8, day), pence, payee, "") }
}

#[test]
fn a_matched_line_is_spent_and_undoing_it_turns_the_entry_back() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        let (piece, _) = with_money(&mut cast).await;
        let kit = cast.family(cast.kit);
        import(&kit, cast.sam, statement(10_000, &[(28, -2_400, "ROB YOUNG", ""), (29, -600, "BUS", "")]))
            .await
            .unwrap();
        assert_eq!(cast.spent_and_held().await, (0, FIRST), "what nobody has said is not spent");
        cast.say("ROB YOUNG", piece).await;
        cast.say("BUS", piece).await;
        assert_eq!(cast.spent_and_held().await, (3_000, FIRST - 3_000));
        let line = cast.line("ROB YOUNG").await;
        let Some(Standing::Posted(entry)) = line.standing else { panic!("{:?}", line.standing) };
        let entry = ledger::entry(&mut cast.world.reading().await, entry).await.unwrap().unwrap();
        assert_eq!(entry.named.evidence, Some(EvidenceId(line.stored.id.0)), "the bank's line shows it");
        assert_eq!((entry.named.line, entry.day), (Some(piece), date(2026, 8, 28)));
        // the plan's line has so much less
        assert_eq!(cast.money().await.streams[0].lines[0].left(), Pence(93_800 - 3_000));
        cast.undo("ROB YOUNG").await;
        assert_eq!(cast.spent_and_held().await, (600, FIRST - 600));
        cast.say("ROB YOUNG", piece).await;
        assert_eq!(cast.spent_and_held().await, (3_000, FIRST - 3_000), "said again, it is spent again");
        let statements = cast.spending().await.statements;
        take_back(&kit, cast.sam, statements[0].id).await.unwrap();
        assert_eq!(cast.spent_and_held().await, (0, FIRST), "the statement is gone, and so is what it showed");
        let reasons: Vec<String> = cast
            .money()
            .await
            .entries
            .into_iter()
            .map(|entry| entry.named.reason)
            .filter(|why| why.len() > 20)
            .collect();
        assert!(reasons.iter().any(|why| why.contains("its match was undone")), "{reasons:?}");
        assert!(reasons.iter().any(|why| why.contains("was taken back")), "{reasons:?}");
    });
}

#[test]
fn a_receipt_and_its_line_are_spent_once_whichever_comes_first() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        let (piece, _) = with_money(&mut cast).await;
        let kit = cast.family(cast.kit);
        let kept = record(&kit, cast.sam, receipt(28, 885, "Village Pool", piece)).await.unwrap();
        assert_eq!(cast.spent_and_held().await, (885, FIRST - 885));
        let lines = [(28, -885, "VILLAGE POOL", ""), (29, -1_200, "CRAFT SHOP", "")];
        assert_eq!(import(&kit, cast.sam, statement(10_000, &lines)).await.unwrap().matched, 1);
        assert_eq!(cast.spent_and_held().await, (885, FIRST - 885));
        assert!(matches!(cast.line("VILLAGE POOL").await.standing, Some(Standing::Shown(_))));
        cast.say("CRAFT SHOP", piece).await;
        let late = record(&kit, cast.sam, receipt(29, 1_200, "The Craft Shop", piece)).await.unwrap();
        assert_eq!(cast.spent_and_held().await, (2_085, FIRST - 2_085), "the receipt came after its line");
        take_back_record(&kit, cast.sam, late).await.unwrap();
        cast.undo("VILLAGE POOL").await;
        take_back_record(&kit, cast.sam, kept).await.unwrap();
        assert_eq!(cast.spent_and_held().await, (1_200, FIRST - 1_200));
    });
}

#[test]
fn what_was_written_down_by_hand_is_what_the_line_is() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        let (piece, finn) = with_money(&mut cast).await;
        let kit = cast.family(cast.kit);
        let new = actions::money::NewSpend {
            stream: "social-care".to_owned(),
            line: piece,
            outcome: None,
            amount: Pence(2_400),
            day: date(2026, 8, 28),
            evidence: EvidenceId(Uuid::from_u128(7)),
            words: "The first afternoon".to_owned(),
        };
        let entry = record_spend(&kit, cast.sam, new).await.unwrap();
        let done = import(&kit, cast.sam, statement(10_000, &[(29, -2_400, "SUMUP 4711", "")])).await.unwrap();
        assert_eq!((done.matched, done.asked), (0, 1));
        let line = cast.line("SUMUP 4711").await;
        assert_eq!(line.possible[0].0.what, "The first afternoon");
        cast.say("SUMUP 4711", entry).await;
        assert_eq!(cast.spent_and_held().await, (2_400, FIRST - 2_400), "spent once");
        cast.undo("SUMUP 4711").await;
        assert_eq!(cast.spent_and_held().await, (2_400, FIRST - 2_400), "what the family wrote stands");
        // what finance puts right by hand stays put right
        cast.say("SUMUP 4711", entry).await;
        correct(&cast.worker(finn), cast.sam, entry, "It was bought for the sister's club.").await.unwrap();
        assert_eq!(cast.line("SUMUP 4711").await.standing, Some(Standing::Not(WhyNot::PutRight)));
        assert_eq!(cast.spent_and_held().await, (0, FIRST));
    });
}

#[test]
fn a_payment_that_came_in_is_known_and_moves_nothing() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        with_money(&mut cast).await;
        let kit = cast.family(cast.kit);
        let lines = [(30, FIRST, "EXAMPLESHIRE COUNCIL", "SEVENSTEPS 102026")];
        let done = import(&kit, cast.sam, statement(0, &lines)).await.unwrap();
        assert_eq!((done.matched, done.asked), (1, 0));
        assert_eq!(cast.line("EXAMPLESHIRE COUNCIL").await.standing, Some(Standing::CameIn));
        assert_eq!(cast.spent_and_held().await, (0, FIRST));
    });
}

#[test]
fn what_the_books_have_no_money_for_waits_and_is_not_lost() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        let (piece, finn) = with_money(&mut cast).await;
        let kit = cast.family(cast.kit);
        let lines = [(28, -FIRST, "CAMP", ""), (29, -100, "BUS", "")];
        import(&kit, cast.sam, statement(20_000, &lines)).await.unwrap();
        cast.say("CAMP", piece).await;
        cast.say("BUS", piece).await;
        assert_eq!(cast.line("BUS").await.standing, Some(Standing::Not(WhyNot::NotEnough)));
        assert_eq!(cast.spent_and_held().await, (FIRST, 0));
        // the second payment brings it into the books by itself
        let finance = (finn, cast.finance("Ann Count").await);
        let (run, _) = cast.sent(finance, date(2026, 11, 1)).await;
        bank_confirmed(&cast.worker(finn), run, None, date(2026, 8, 31)).await.unwrap();
        assert!(matches!(cast.line("BUS").await.standing, Some(Standing::Posted(_))));
        let (spent, _) = cast.spent_and_held().await;
        assert_eq!(spent, FIRST + 100);
    });
}
