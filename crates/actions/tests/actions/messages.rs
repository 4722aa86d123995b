//! Messages between a family and its worker: what is new to whom, who has read it, and one letter that says nothing of it.

use actions::ActionError;
use actions::messages::{MessagesView, begin, read, write};
use seven_core::{PersonId, ThreadId};
use store::mail;
use testkit::{Somebody, on_both_databases};

use crate::assessments::{Cast, code};

impl Cast {
    async fn messages(&self, reader: PersonId) -> MessagesView {
        MessagesView::load(&mut self.world.reading().await, self.sam, reader).await.unwrap()
    }

    async fn letters(&self) -> Vec<(String, String)> {
        let waiting = mail::waiting(&mut self.world.reading().await, 5).await.unwrap();
        waiting.into_iter().map(|mail| (mail.to, mail.body)).collect()
    }
}

#[test]
fn a_message_is_new_until_it_is_read_and_everybody_sees_who_has_read_it() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        cast.world.open_account(cast.grace, "grace@example.gov.uk").await;
        cast.world.open_account(cast.sam, "sam@example.org").await;
        let kit = cast.family(cast.kit);
        assert_eq!(code(begin(&kit, cast.sam, "Saturday", "  ").await), "empty");
        assert_eq!(code(begin(&kit, cast.sam, &"x".repeat(121), "y").await), "too-long");
        assert!(cast.messages(cast.kit).await.threads.is_empty(), "nothing is kept of what was refused");
        let thread = begin(&kit, cast.sam, "Saturday", "Is <Saturday> on?").await.unwrap();
        cast.world.clock.pass_minutes(1);
        write(&cast.family(cast.kit), cast.sam, thread, "Or Sunday?").await.unwrap();
        let letters = cast.letters().await;
        assert_eq!(letters.len(), 1, "one letter until they have looked: {letters:?}");
        assert!(letters[0].0.starts_with("grace@") && !letters[0].1.contains("Saturday"), "{letters:?}");
        assert_eq!((cast.messages(cast.grace).await.unread(), cast.messages(cast.kit).await.unread()), (2, 0));
        cast.world.clock.pass_minutes(1);
        read(&cast.worker(cast.grace), cast.sam, thread).await.unwrap();
        let before = cast.world.entries().await;
        read(&cast.worker(cast.grace), cast.sam, thread).await.unwrap();
        assert_eq!(cast.world.entries().await, before, "nothing new, nothing noted");
        assert_eq!(cast.messages(cast.grace).await.unread(), 0);
        let view = cast.messages(cast.kit).await;
        assert_eq!(view.threads[0].messages[1].read_by, ["Grace Bennett"]);
        cast.world.clock.pass_minutes(1);
        write(&cast.worker(cast.grace), cast.sam, thread, "It is.").await.unwrap();
        let view = cast.messages(cast.kit).await;
        let last = &view.threads[0].messages[2];
        assert_eq!((view.unread(), last.is_from_family, last.by.as_str()), (1, false, "Grace Bennett"));
    });
}

#[test]
fn strangers_and_other_children_stay_outside() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        let kit = cast.family(cast.kit);
        let thread = begin(&kit, cast.sam, "Saturday", "Is it on?").await.unwrap();
        let stranger = cast.world.add(Somebody::grown_up("Nobody Near")).await.id;
        let refused = write(&cast.family(stranger), cast.sam, thread, "hello").await;
        assert!(matches!(refused, Err(ActionError::Refused(_))), "{refused:?}");
        let child = write(&cast.family(cast.sam), cast.sam, thread, "hello").await;
        assert!(matches!(child, Err(ActionError::Refused(_))), "under 16 it is the parents' talk");
        let nowhere = ThreadId(uuid::Uuid::from_u128(7));
        assert!(matches!(write(&kit, cast.sam, nowhere, "hello").await, Err(ActionError::Store(_))));
    });
}
