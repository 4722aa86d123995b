//! Ids that are none, in every place of every address and form.

use super::{Signed, field_names, filled, in_address, place, routes, send, somebody_for};
use crate::council::rounds;

#[tokio::test]
async fn an_id_that_is_none_is_a_clear_page_and_never_a_fault() {
    let office = place().await;
    let round = rounds::told(&office, "some", office.ada).await.to_string();
    let long = "a".repeat(10_000);
    let of_another_kind = office.north.to_string();
    let braces = format!("{{{}}}", office.town.child);
    let odd = [
        "x",
        "0",
        "-1",
        "9223372036854775808",
        "' OR '1'='1",
        "../../etc/passwd",
        "%00",
        "\u{202e}id",
        "🦋",
        "<b>id</b>",
        "00000000-0000-0000-0000-000000000000",
        &of_another_kind,
        &round,
        &braces,
        &long,
    ];
    let mut signed = Signed::none();
    let names = field_names();
    for route in routes() {
        let Some((name, who)) = somebody_for(&office, &route).await else { continue };
        let (mut browser, csrf) = signed.of(&office, who).await;
        let params = route.path.matches('{').count();
        if params == 0 && route.method == "GET" {
            for id in odd {
                // an address holds 64 KB at most
                let names = ["child", "version", "upload", "year", "after", "waiting", "sort", "gallery", "done"];
                let names = if id.len() > 1_000 { &names[..4] } else { &names };
                let query: String = names.iter().map(|name| format!("{name}={}&", in_address(id))).collect();
                let answer = browser.get(&format!("{}?{query}", route.path)).await;
                assert!(!answer.status.is_server_error(), "{name}: {} {id:.40}\n{}", route.path, answer.text);
                assert!(
                    !answer.text.contains("<b>id</b>"),
                    "{} reflects what it was sent\n{}",
                    route.path,
                    answer.text
                );
            }
            continue;
        }
        for id in odd {
            // each parameter alone, then all of them
            for place in 0..=params.max(1) {
                let at = std::cell::Cell::new(0);
                let path = filled(&route, |param| {
                    at.set(at.get() + 1);
                    let own = if param == "child" { office.town.child.to_string() } else { round.clone() };
                    if place == params || at.get() == place + 1 { in_address(id) } else { own }
                });
                let mut fields = vec![("csrf".to_owned(), csrf.clone())];
                fields.extend(names.iter().map(|name| (name.clone(), id.to_owned())));
                let answer = send(&mut browser, &route, &path, &fields).await;
                let told = format!("{name}: {} {path:.120}: {}\n{}", route.method, answer.status, answer.text);
                assert!(!answer.status.is_server_error(), "{told}");
                assert!(!answer.text.contains("<b>id</b>"), "{told}");
                if params > 0 && place == params && !route.path.contains("{id}") && id != round {
                    assert_ne!(answer.status.as_u16(), 200, "{told}");
                }
            }
        }
    }
}
