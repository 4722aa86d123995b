//! So many requests at once, and then one every so often: a bucket of tokens that fills up again, as plain state.

use jiff::Timestamp;

/// How fast.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// So many at once.
    pub burst: u32,
    /// Then one in so many milliseconds.
    pub every_milliseconds: u32,
}

/// What is left for one account or one place. It is kept in milliseconds of waiting that have been earned, so that nothing is
/// rounded away between two requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bucket {
    earned_milliseconds: i64,
    at: Timestamp,
}

/// Too many at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many tries at once: try again in {seconds} seconds")]
pub struct TooMany {
    /// From so many seconds on it works again.
    pub seconds: i64,
}

impl Rate {
    /// A bucket that is full.
    #[must_use]
    pub fn full(self, now: Timestamp) -> Bucket {
        Bucket { earned_milliseconds: self.whole(), at: now }
    }

    /// Takes one token. The bucket is changed either way.
    ///
    /// # Errors
    /// [`TooMany`] when the bucket is empty.
    pub fn take(self, bucket: &mut Bucket, now: Timestamp) -> Result<(), TooMany> {
        let passed = now.as_millisecond().saturating_sub(bucket.at.as_millisecond()).max(0);
        let earned = bucket.earned_milliseconds.saturating_add(passed).min(self.whole());
        // a clock that was put back earns nothing, and nothing twice
        bucket.at = bucket.at.max(now);
        let price = i64::from(self.every_milliseconds);
        if earned < price {
            bucket.earned_milliseconds = earned;
            return Err(TooMany { seconds: (price - earned).saturating_add(999).div_euclid(1_000) });
        }
        bucket.earned_milliseconds = earned - price;
        Ok(())
    }

    /// Whether a bucket need not be kept: it is full again.
    #[must_use]
    pub fn is_full(self, bucket: Bucket, now: Timestamp) -> bool {
        let passed = now.as_millisecond().saturating_sub(bucket.at.as_millisecond());
        bucket.earned_milliseconds.saturating_add(passed) >= self.whole()
    }

    fn whole(self) -> i64 {
        i64::from(self.burst) * i64::from(self.every_milliseconds)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(millisecond: i64) -> Timestamp {
        Timestamp::from_millisecond(1_780_000_000_000 + millisecond).unwrap()
    }

    #[test]
    fn a_burst_passes_and_then_one_at_a_time() {
        let rate = Rate { burst: 3, every_milliseconds: 2_000 };
        let mut bucket = rate.full(at(0));
        for _ in 0..3 {
            assert_eq!(rate.take(&mut bucket, at(0)), Ok(()));
        }
        assert_eq!(rate.take(&mut bucket, at(0)), Err(TooMany { seconds: 2 }));
        assert_eq!(rate.take(&mut bucket, at(1_500)), Err(TooMany { seconds: 1 }));
        assert_eq!(rate.take(&mut bucket, at(2_000)), Ok(()));
        assert!(!rate.is_full(bucket, at(7_999)));
        assert!(rate.is_full(bucket, at(8_000)));
    }

    #[test]
    fn a_clock_that_goes_back_gives_nothing_away() {
        let rate = Rate { burst: 1, every_milliseconds: 1_000 };
        let mut bucket = rate.full(at(5_000));
        assert_eq!(rate.take(&mut bucket, at(5_000)), Ok(()));
        assert!(rate.take(&mut bucket, at(0)).is_err());
        assert!(rate.take(&mut bucket, at(5_500)).is_err());
        assert_eq!(rate.take(&mut bucket, at(6_000)), Ok(()));
    }

    proptest! {
        #[test]
        fn no_more_than_the_rate_ever_passes(
            burst in 1_u32..10,
            every in 1_u32..5_000,
            gaps in prop::collection::vec(0_i64..3_000, 1..200),
        ) {
            let rate = Rate { burst, every_milliseconds: every };
            let mut bucket = rate.full(at(0));
            let mut now = 0;
            let mut passed = 0_i64;
            for gap in gaps {
                now += gap;
                passed += i64::from(rate.take(&mut bucket, at(now)).is_ok());
            }
            prop_assert!(passed <= i64::from(burst) + now / i64::from(every));
        }
    }
}
