//! What stands around the rules: title, times, what the figure is, routes out of the table, challenge, method, sources.

use super::markdown::{Column, link, paragraphs, plain};
use super::pen::Pen;
use crate::scheme::{Adjustment, InForce};

impl Pen<'_> {
    pub(super) fn top(&mut self, is_in_force_today: bool) {
        let title = self.words.title.as_deref().map_or_else(|| plain(&self.scheme.id), plain);
        self.page.heading(1, &title);
        let time = self.in_force();
        if !is_in_force_today {
            self.tell("top.not-in-force", &[("time", &time)]);
        }
        if let Some(authority) = self.words.authority.as_deref().map(plain) {
            self.tell("top.authority", &[("authority", &authority)]);
        }
        let summary = self.words.summary.clone().unwrap_or_default();
        paragraphs(&summary).iter().for_each(|paragraph| self.page.block(paragraph));
        self.glance(&time);
    }

    fn in_force(&self) -> String {
        let dates = InForce { from: Some(self.scheme.effective_from), until: self.scheme.effective_until };
        self.messages.time(dates).unwrap_or_default()
    }

    /// The facts that people look for first.
    fn glance(&mut self, time: &str) {
        let streams: Vec<String> =
            self.scheme.streams.iter().map(|stream| self.pot(&stream.id, stream.period)).collect();
        let mut rows = vec![("glance.in-force", time.to_owned())];
        rows.push(("glance.pots", self.messages.all_of(&streams)));
        rows.push(("glance.currency", self.currency()));
        let review = &self.scheme.review;
        let date = |day: Option<jiff::civil::Date>| {
            day.map_or_else(|| self.messages.text("glance.not-said").to_owned(), |day| self.messages.date(day))
        };
        rows.push(("glance.uprated", date(review.uprated_on)));
        rows.push(("glance.reviewed", date(review.reviewed_on)));
        let version = format!("{}@{}", self.scheme.id, self.scheme.version());
        rows.push(("glance.version", format!("`{version}`")));
        let hash = self.scheme.hash.to_string();
        let start = hash.get(..12).unwrap_or_default();
        rows.push(("glance.hash", self.say("glance.hash-begins", &[("start", start)])));
        let rows: Vec<Vec<String>> =
            rows.into_iter().map(|(key, value)| vec![self.messages.text(key).to_owned(), value]).collect();
        let columns = ["column.what", "column.fact"].map(|key| (self.messages.text(key).to_owned(), Column::Text));
        self.page.table(&columns, &rows);
    }

    fn currency(&self) -> String {
        let currency = &self.scheme.currency;
        match currency.sign() {
            "" => currency.code().to_owned(),
            sign => self.say("glance.currency-sign", &[("code", currency.code()), ("sign", sign)]),
        }
    }

    fn pot(&self, stream: &str, period: crate::scheme::Period) -> String {
        self.say("glance.pot", &[("stream", &self.stream_name(stream)), ("period", &self.period(period))])
    }

    /// The figure is a starting point: who may change it, and which way.
    pub(super) fn adjustment(&mut self) {
        self.head(2, "adjustment.heading", &[]);
        self.tell("adjustment.indicative", &[]);
        let own = self.words.adjustment.clone().unwrap_or_default();
        match self.scheme.adjustment {
            // The scheme's own words say it better.
            Adjustment::Both if !own.trim().is_empty() => {}
            Adjustment::Both => self.tell("adjustment.both", &[]),
            Adjustment::UpOnly => self.tell("adjustment.up-only", &[]),
            Adjustment::None => self.tell("adjustment.none", &[]),
        }
        paragraphs(&own).iter().for_each(|paragraph| self.page.block(paragraph));
    }

    pub(super) fn routes(&mut self) {
        if self.scheme.routes.is_empty() {
            return;
        }
        self.head(2, "routes.heading", &[]);
        self.tell("routes.intro", &[]);
        for route in &self.scheme.routes {
            let condition = self.condition(&route.when);
            let text = self.words.routes.get(&route.id).map(|text| plain(text)).unwrap_or_default();
            let said = self.say("routes.what", &[("text", &text), ("condition", &condition)]);
            let mut item = format!("- {}", said.trim_start());
            let named: Vec<(String, String)> = self.conditions_named_in(&route.when);
            for (name, meaning) in named {
                let meaning = self.say("condition.meaning", &[("name", &name), ("condition", &meaning)]);
                item.push_str("\n  ");
                item.push_str(&meaning);
            }
            self.page.block(&item);
        }
    }

    pub(super) fn challenge(&mut self) {
        self.head(2, "challenge.heading", &[]);
        match self.words.challenge.clone() {
            Some(text) => paragraphs(&text).iter().for_each(|paragraph| self.page.block(paragraph)),
            None => self.tell("challenge.not-said", &[]),
        }
    }

    pub(super) fn method(&mut self) {
        self.head(2, "method.heading", &[]);
        match self.words.method.clone() {
            Some(text) => paragraphs(&text).iter().for_each(|paragraph| self.page.block(paragraph)),
            None => self.tell("method.not-said", &[]),
        }
    }

    /// The numbered list that every source on the page points to.
    pub(super) fn sources(&mut self) {
        self.head(2, "sources.heading", &[]);
        if self.scheme.sources.is_empty() {
            self.tell("sources.none", &[]);
        }
        let mut lines = Vec::new();
        for (at, document) in self.scheme.sources.iter().enumerate() {
            let mut line = format!("{}. {}", at + 1, plain(&document.title));
            if let Some(found_at) = &document.found_at {
                line = self.say("sources.found-at", &[("document", &line), ("place", &link(found_at))]);
            }
            if let Some(seen) = document.seen {
                line = self.say("sources.seen", &[("document", &line), ("day", &self.messages.date(seen))]);
            }
            lines.push(line);
        }
        self.page.block(&lines.join("\n"));
        self.head(2, "check.heading", &[]);
        let version = format!("{}@{}", self.scheme.id, self.scheme.version());
        self.tell("check.how", &[("version", &version), ("hash", &self.scheme.hash.to_string())]);
    }
}
