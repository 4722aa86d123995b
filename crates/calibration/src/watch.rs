//! How far a piece of work has come, and whether somebody wants it to stop. It changes no figure: work either ends whole or not
//! at all.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// Held by whoever works and by whoever waits.
#[derive(Debug, Clone, Default)]
pub struct Watch(Arc<Seen>);

#[derive(Debug, Default)]
struct Seen {
    is_stopped: AtomicBool,
    percent: AtomicU32,
}

/// Two sets of choices are the same whoever watches.
impl PartialEq for Watch {
    fn eq(&self, _other: &Watch) -> bool {
        true
    }
}

impl Watch {
    /// Asks the work to stop at its next step.
    pub fn stop(&self) {
        self.0.is_stopped.store(true, Ordering::Relaxed);
    }

    /// Whether somebody asked it to.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.0.is_stopped.load(Ordering::Relaxed)
    }

    /// How much is done, from 0 to 100.
    #[must_use]
    pub fn percent(&self) -> u32 {
        self.0.percent.load(Ordering::Relaxed)
    }

    /// Says how much is done; it never goes back.
    pub fn reaches(&self, percent: u32) {
        self.0.percent.fetch_max(percent.min(100), Ordering::Relaxed);
    }

    /// The same for `done` of `all` pieces between two marks.
    pub fn between(&self, (from, to): (u32, u32), done: usize, all: usize) {
        let whole = u64::from(to.saturating_sub(from));
        let part = whole * u64::try_from(done.min(all)).unwrap_or(0) / u64::try_from(all.max(1)).unwrap_or(1);
        self.reaches(from + u32::try_from(part).unwrap_or(0));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_never_goes_back_and_stopping_is_seen_by_all() {
        let watch = Watch::default();
        let other = watch.clone();
        other.between((10, 60), 5, 10);
        watch.reaches(20);
        assert_eq!((watch.percent(), watch.is_stopped()), (35, false));
        other.stop();
        assert!(watch.is_stopped());
    }
}
