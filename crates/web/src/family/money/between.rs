//! What a family reads where a plan ended and the next one is not signed: that the money goes on, and by when somebody looks at it.

use actions::money::StreamMoney;
use seven_core::Pence;
use seven_core::money::bridge::BridgeStatus;

use super::Purse;
use crate::dates::day;

/// The sentences about a stream, the most important first; none where no plan has ended.
pub fn sentences(purse: &Purse, stream: &StreamMoney) -> Vec<String> {
    let w = purse.w;
    let Some(held) = &stream.holding else { return Vec::new() };
    let own = || purse.between.iter().map(|one| &one.paper).filter(|one| one.stream == stream.stream);
    let Some(one) = own().next_back() else { return Vec::new() };
    let ended = day(w, one.plan_until);
    let mut said = Vec::new();
    match one.status {
        BridgeStatus::Open => {
            let key = if purse.view.today > one.plan_until { "between.goes-on" } else { "between.will-go-on" };
            said.push(w.say(key, &[("ended", &ended), ("by", &day(w, one.look_by))]));
        }
        BridgeStatus::Ended if purse.view.today <= one.until() => {
            if let Some(ends) = &one.ends {
                said.push(w.say("between.ends", &[("until", &day(w, ends.until)), ("why", &ends.why)]));
            }
        }
        BridgeStatus::Followed => {
            let counted = one.counted.as_ref().filter(|counted| counted.plan == held.paper.plan);
            if let Some(counted) = counted.filter(|counted| counted.sum > Pence::ZERO) {
                said.push(w.say("between.counted", &[("sum", &counted.sum)]));
            }
            return said;
        }
        BridgeStatus::Ended => return said,
    }
    if let Some(looked) = one.looked.last() {
        said.push(w.say("between.looked", &[("day", &day(w, looked.on)), ("words", &looked.words)]));
    }
    said
}
