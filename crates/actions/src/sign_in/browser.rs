//! What a browser calls itself, in words that its owner recognises: `Firefox on Windows`. Only ever shown, never decided by.

/// Words in the browser's own name, and what people call it; the first that fits counts, since most claim to be others too.
const BROWSERS: [(&str, &str); 8] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

const SYSTEMS: [(&str, &str); 7] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "Chromebook"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
];

/// `Firefox on Windows`, as far as it can be told; empty where nothing can.
#[must_use]
pub fn in_words(user_agent: &str) -> String {
    let first = |rows: &[(&str, &'static str)]| {
        rows.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name).unwrap_or_default()
    };
    let (browser, system) = (first(&BROWSERS), first(&SYSTEMS));
    match (browser, system) {
        (browser, "") => browser.to_owned(),
        ("", system) => system.to_owned(),
        (browser, system) => format!("{browser} · {system}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_recognise_their_browser() {
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0";
        let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 (KHTML, like Gecko) Version/18.0 Safari/604.1";
        let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
        assert_eq!(in_words(edge), "Edge · Windows");
        assert_eq!(in_words(phone), "Safari · iPhone");
        assert_eq!(in_words(firefox), "Firefox · Linux");
        assert_eq!(in_words("curl/8 <script>"), "");
    }
}
