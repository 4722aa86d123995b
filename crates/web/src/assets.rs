//! Style sheet, scripts and icon, held in the program and served from this service alone.
//!
//! Each is served under a name that holds a part of its checksum, so that a browser may keep it for ever and still gets a
//! changed one at once. `build/look.rs` makes them.

use axum::body::Bytes;
use axum::extract::Path;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

/// A file that pages are dressed with.
#[derive(Debug)]
pub struct Asset {
    /// Its name in templates: `site.css`.
    pub name: &'static str,
    /// The address it is served under: `/assets/site-0123456789ab.css`.
    pub served: &'static str,
    /// Its content type.
    pub kind: &'static str,
    plain: &'static [u8],
    gzip: &'static [u8],
}

static ALL: &[Asset] = &include!(concat!(env!("OUT_DIR"), "/look/table.rs"));

static LICENCES: &str = include_str!(concat!(env!("OUT_DIR"), "/look/licences.txt"));

/// The address of a file by its name in templates; an unknown name leads to a page that is not there.
#[must_use]
pub fn address(name: &str) -> &'static str {
    ALL.iter().find(|asset| asset.name == name).map_or("/assets/unknown", |asset| asset.served)
}

/// `GET /assets/{name}`: the file, pressed with gzip where the browser takes it.
pub async fn serve(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let is_asked = |asset: &&Asset| asset.served.strip_prefix("/assets/") == Some(name.as_str());
    let Some(asset) = ALL.iter().find(is_asked) else { return StatusCode::NOT_FOUND.into_response() };
    let accepted = headers.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let fixed = [
        (CONTENT_TYPE, HeaderValue::from_static(asset.kind)),
        (CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
        (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (VARY, HeaderValue::from_static("accept-encoding")),
    ];
    if takes_gzip(accepted) {
        let encoding = [(CONTENT_ENCODING, HeaderValue::from_static("gzip"))];
        return (fixed, encoding, Bytes::from_static(asset.gzip)).into_response();
    }
    (fixed, Bytes::from_static(asset.plain)).into_response()
}

/// `gzip`, `gzip;q=0.8`, but not `gzip;q=0`.
fn takes_gzip(accepted: &str) -> bool {
    accepted.split(',').any(|coding| {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
        let weight = weight.trim().trim_start_matches("q=");
        name.trim().eq_ignore_ascii_case("gzip") && !matches!(weight, "0" | "0.0" | "0.00" | "0.000")
    })
}

/// `GET /licences`: under what licence the things are that others made.
pub async fn licences() -> Response {
    ([(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"))], LICENCES).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_has_an_address_that_holds_its_checksum() {
        for name in ["site.css", "site.js", "govuk.js", "icon.svg"] {
            let address = address(name);
            assert!(address.starts_with("/assets/") && address.contains('-'), "{name}: {address}");
        }
        assert_eq!(address("nothing.css"), "/assets/unknown");
    }

    #[test]
    fn gzip_is_sent_only_where_it_is_taken() {
        assert!(takes_gzip("gzip, deflate, br") && takes_gzip("br;q=1.0, gzip;q=0.8"));
        assert!(!takes_gzip("") && !takes_gzip("br") && !takes_gzip("gzip;q=0"));
    }

    #[test]
    fn nothing_is_fetched_from_elsewhere() {
        for asset in ALL.iter().filter(|asset| asset.kind.starts_with("text/css")) {
            let text = String::from_utf8_lossy(asset.plain);
            assert!(!text.contains("url("), "{} fetches something", asset.name);
            assert!(!text.contains("GDS Transport") && !text.contains("crown"), "{}", asset.name);
        }
    }

    #[tokio::test]
    async fn a_file_is_kept_for_ever_and_a_wrong_name_is_not_found() {
        let name = address("site.css").trim_start_matches("/assets/").to_owned();
        let found = serve(Path(name), HeaderMap::new()).await;
        assert_eq!(found.status(), StatusCode::OK);
        assert!(found.headers()[CACHE_CONTROL].to_str().unwrap().contains("immutable"));
        let missing = serve(Path("site.css".to_owned()), HeaderMap::new()).await;
        assert_eq!(missing.status(), StatusCode::NOT_FOUND);
    }
}
