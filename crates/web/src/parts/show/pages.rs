//! Long lists in pages, and views of one thing beside each other: links both, so that they work without scripts.

use askama::Template;

use crate::parts::Link;
use crate::words::{PageWords, grouped};

/// Links to the pages of a list.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/show/pagination.html")]
pub struct Pagination {
    words: PageWords,
    path: String,
    page: u32,
    pages: u32,
    first: u64,
    last: u64,
    total: u64,
}

impl Pagination {
    /// `path` is the address with everything but the page: `/children?sort=need`. Pages count from 1; `total` counts rows.
    #[must_use]
    pub fn new(words: PageWords, path: impl Into<String>, page: u32, rows_per_page: u32, total: u64) -> Pagination {
        let rows = u64::from(rows_per_page.max(1));
        let pages = u32::try_from(total.div_ceil(rows).max(1)).unwrap_or(u32::MAX);
        let page = page.clamp(1, pages);
        let first = (u64::from(page) - 1) * rows + 1;
        let last = (first + rows - 1).min(total);
        Pagination { words, path: path.into(), page, pages, first: first.min(total), last, total }
    }

    fn href(&self, page: &u32) -> String {
        let joint = if self.path.contains('?') { '&' } else { '?' };
        format!("{}{joint}page={page}", self.path)
    }

    /// The first, the last, and those around this one; nothing stands for a gap.
    fn numbers(&self) -> Vec<Option<u32>> {
        let mut shown: Vec<Option<u32>> = Vec::new();
        let mut before = 0;
        for page in 1..=self.pages {
            let is_near = page.abs_diff(self.page) <= 1;
            if page == 1 || page == self.pages || is_near {
                if page > before + 1 {
                    shown.push(None);
                }
                shown.push(Some(page));
                before = page;
            }
            if page > self.page + 1 && page < self.pages {
                shown.push(None);
                shown.push(Some(self.pages));
                break;
            }
        }
        shown
    }

    fn showing(&self) -> String {
        let [from, to, total] = [self.first, self.last, self.total].map(grouped);
        self.words.say("list.showing", &[("from", &from), ("to", &to), ("total", &total)])
    }

    fn number_label(&self, page: &u32) -> String {
        self.words.say("list.page_number", &[("number", page)])
    }
}

/// A view among others of one thing.
#[derive(Debug, Clone)]
pub struct Tab {
    /// Name and address.
    pub link: Link,
    /// Whether it is the one shown.
    pub is_current: bool,
}

/// Views of one thing, each an address of its own.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/show/tabs.html")]
pub struct Tabs {
    label: String,
    tabs: Vec<Tab>,
}

impl Tabs {
    /// Views, with a name for all of them that is read out.
    #[must_use]
    pub fn new(label: impl Into<String>, tabs: Vec<Tab>) -> Tabs {
        Tabs { label: label.into(), tabs }
    }
}

safe!(Pagination, Tabs);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Language, Words};

    fn numbers(page: u32, total: u64) -> Vec<Option<u32>> {
        Pagination::new(Words::new(Language::English).page("parts"), "/list", page, 10, total).numbers()
    }

    #[test]
    fn the_first_the_last_and_the_neighbours_are_shown() {
        assert_eq!(numbers(1, 25), [Some(1), Some(2), Some(3)]);
        assert_eq!(numbers(1, 95), [Some(1), Some(2), None, Some(10)]);
        assert_eq!(numbers(5, 95), [Some(1), None, Some(4), Some(5), Some(6), None, Some(10)]);
        assert_eq!(numbers(10, 95), [Some(1), None, Some(9), Some(10)]);
    }

    #[test]
    fn a_page_beyond_the_end_is_the_last() {
        let list = Pagination::new(Words::new(Language::English).page("parts"), "/list?a=b", 99, 10, 11);
        assert_eq!((list.page, list.first, list.last), (2, 11, 11));
        assert!(list.href(&1).ends_with("?a=b&page=1"));
        let none = Pagination::new(Words::new(Language::English).page("parts"), "/list", 1, 10, 0);
        assert_eq!((none.page, none.first, none.last), (1, 0, 0));
    }
}
