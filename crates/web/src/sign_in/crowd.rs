//! How many tries at signing in come from one place. It is kept in memory alone: what counts for an account is in the database.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Mutex;

use axum::extract::{ConnectInfo, Request};
use jiff::Timestamp;
use seven_core::sign_in::{Bucket, Rate};

use crate::fault::Fault;

/// Thirty at once, as when a class of staff signs in from one office, and then one in two seconds.
const RATE: Rate = Rate { burst: 30, every_milliseconds: 2_000 };
/// Beyond so many places, those that have been quiet are forgotten.
const MOST_PLACES: usize = 10_000;

/// The places that tries came from lately.
#[derive(Debug, Default)]
pub struct Crowd(Mutex<HashMap<String, Bucket>>);

impl Crowd {
    /// Lets a try from a place in, or says to wait. Where the place is not known, all count as one.
    pub(crate) fn let_in(&self, place: &str, now: Timestamp) -> Result<(), Fault> {
        let Ok(mut places) = self.0.lock() else { return Ok(()) };
        if places.len() >= MOST_PLACES {
            places.retain(|_, bucket| !RATE.is_full(*bucket, now));
        }
        let bucket = places.entry(place.to_owned()).or_insert_with(|| RATE.full(now));
        RATE.take(bucket, now).map_err(|wait| Fault::TooMany(wait.seconds))
    }
}

/// Where a request came from: the address at the other end of its connection. Behind a proxy, everybody comes from the
/// proxy, unless `SEVENSTEPS_BEHIND_PROXY=1` says that what the proxy adds to `X-Forwarded-For` can be trusted. Of IPv6
/// addresses the first half counts: the second is anybody's to choose.
pub(crate) fn place(request: &Request) -> String {
    let forwarded = request.headers().get_all("x-forwarded-for").iter().next_back();
    let last = forwarded.and_then(|line| line.to_str().ok()?.rsplit(',').next()?.trim().parse().ok());
    let connected = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let ip = if is_behind_proxy() { last.or(connected) } else { connected };
    match ip {
        Some(std::net::IpAddr::V6(ip)) => ip.segments().iter().take(4).map(|part| format!("{part:x}:")).collect(),
        Some(ip) => ip.to_string(),
        None => String::new(),
    }
}

fn is_behind_proxy() -> bool {
    static ANSWER: std::sync::LazyLock<bool> =
        std::sync::LazyLock::new(|| std::env::var("SEVENSTEPS_BEHIND_PROXY").is_ok_and(|value| value == "1"));
    *ANSWER
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_place_is_slowed_down_and_others_are_not() {
        let now: Timestamp = "2026-09-01T09:30:00Z".parse().unwrap();
        let crowd = Crowd::default();
        assert!((0..30).all(|_| crowd.let_in("192.0.2.1", now).is_ok()));
        assert_eq!(crowd.let_in("192.0.2.1", now), Err(Fault::TooMany(2)));
        assert_eq!(crowd.let_in("192.0.2.2", now), Ok(()));
        assert_eq!(crowd.let_in("192.0.2.1", now + jiff::SignedDuration::from_secs(2)), Ok(()));
    }
}
