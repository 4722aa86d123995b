//! A secret link for somebody's own calendar.

use actions::ActionError;
use actions::calendar::{by_token, end_link, make_link};
use store::StoreError;
use testkit::on_both_databases;

use crate::assessments::Cast;

#[test]
fn a_calendar_link_counts_until_it_is_ended_made_anew_or_its_maker_is_kept_away() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        let kit = cast.family(cast.kit);
        let now = cast.world.clock.now();
        let opens = async |token: &str| by_token(&mut cast.world.reading().await, token, now).await.unwrap();
        let first = make_link(&kit, cast.sam).await.unwrap();
        let feed = opens(&first).await.unwrap();
        assert!(feed.link.child == cast.sam && feed.sees_money);
        assert!(opens("nonsense").await.is_none() && opens("").await.is_none());
        let others = make_link(&cast.family(cast.alex), cast.sam).await.unwrap();
        let second = make_link(&kit, cast.sam).await.unwrap();
        assert!(opens(&first).await.is_none(), "one at a time");
        assert!(opens(&second).await.is_some() && opens(&others).await.is_some());
        end_link(&kit, cast.sam).await.unwrap();
        assert!(opens(&second).await.is_none());
        let again = end_link(&kit, cast.sam).await;
        assert!(matches!(again, Err(ActionError::Store(StoreError::Missing(_)))), "{again:?}");
        for worker in [cast.grace, cast.manager] {
            let refused = make_link(&cast.worker(worker), cast.sam).await;
            assert!(matches!(refused, Err(ActionError::Refused(_))), "a link is for one's own life: {refused:?}");
        }
        let mut reading = cast.world.reading().await;
        let own = store::relations::of_person(&mut reading, cast.alex).await.unwrap();
        drop(reading);
        actions::people::restrict(&cast.worker(cast.grace), cast.sam, own[0].id, true).await.unwrap();
        assert!(opens(&others).await.is_none(), "its maker may see nothing any more");
    });
}
