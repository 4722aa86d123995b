//! The marks of OFX into [`Node`]s. Version 1 is SGML, whose small elements have no end; version 2 is XML; banks mix the two.
//! One reader takes all: an element with a text is a leaf, and what was opened empty and never closed has nothing within it.

use super::super::StatementError;
use super::super::node::{DEEPEST, Node};

pub(super) fn read(text: &str) -> Result<Node, StatementError> {
    let mut reading = Reading { rest: text, line: 1, open: vec![Node::new("", 1)], unclosed: None };
    reading.skip_header();
    while let Some(at) = reading.rest.find('<') {
        let words = reading.take(at);
        reading.text(words);
        reading.mark()?;
    }
    if reading.rest.trim().contains('>') {
        return Err(StatementError::Markup { line: reading.line, why: "`>` without `<`".to_owned() });
    }
    reading.finish()
}

struct Reading<'a> {
    rest: &'a str,
    line: u64,
    open: Vec<Node>,
    /// The last file-long element that is still open when the file ends.
    unclosed: Option<(String, u64)>,
}

impl<'a> Reading<'a> {
    /// The header of version 1 is lines of `NAME:VALUE`; version 2 has instructions. None of it is needed.
    fn skip_header(&mut self) {
        let at = self.rest.find("<OFX>").unwrap_or(self.rest.len());
        self.take(at);
    }

    fn take(&mut self, bytes: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        self.line += u64::try_from(taken.bytes().filter(|byte| *byte == b'\n').count()).unwrap_or_default();
        self.rest = rest;
        taken
    }

    fn text(&mut self, words: &str) {
        if let Some(current) = self.open.last_mut().filter(|_| !words.trim().is_empty()) {
            current.text.push_str(&plain(words));
        }
    }

    /// What begins with `<`.
    fn mark(&mut self) -> Result<(), StatementError> {
        let line = self.line;
        if let Some(inner) = self.rest.strip_prefix("<![CDATA[") {
            let end = inner.find("]]>").ok_or_else(|| self.broken_off("the end of CDATA"))?;
            let words = inner.get(..end).unwrap_or_default().to_owned();
            self.take("<![CDATA[".len() + end + "]]>".len());
            if let Some(current) = self.open.last_mut() {
                current.text.push_str(words.trim());
            }
            return Ok(());
        }
        if self.rest.starts_with("<!--") {
            let end = self.rest.find("-->").ok_or_else(|| self.broken_off("the end of a remark"))?;
            self.take(end + 3);
            return Ok(());
        }
        if self.rest.starts_with("<!") {
            return Err(StatementError::Entity { line });
        }
        let end = self.rest.find('>').ok_or_else(|| self.broken_off("`>`"))?;
        let mark = self.take(end + 1);
        let name = mark.trim_start_matches('<').trim_end_matches('>').trim();
        if let Some(name) = name.strip_prefix('/') {
            self.close(name.trim());
            return Ok(());
        }
        if name.starts_with('?') {
            return Ok(());
        }
        let (name, is_closed) = name.strip_suffix('/').map_or((name, false), |name| (name.trim(), true));
        self.close_leaf();
        if self.open.len() >= DEEPEST {
            self.fold_empty();
        }
        if self.open.len() >= DEEPEST {
            return Err(StatementError::TooDeep { line });
        }
        let name = name.split_whitespace().next().unwrap_or_default();
        self.open.push(Node::new(name.to_ascii_uppercase(), line));
        if is_closed {
            self.close(name);
        }
        Ok(())
    }

    /// An element with a text is done when the next begins.
    fn close_leaf(&mut self) {
        if self.open.len() > 1 && self.open.last().is_some_and(|node| !node.text.is_empty()) {
            self.pop();
        }
    }

    fn pop(&mut self) {
        if let Some(mut done) = self.open.pop() {
            done.text = done.text.split_whitespace().collect::<Vec<_>>().join(" ");
            if let Some(parent) = self.open.last_mut() {
                parent.children.push(done);
            }
        }
    }

    /// Whatever was opened, stayed empty and was not closed had nothing within it: what seemed so stands beside it.
    fn hoist(&mut self) {
        if let Some(mut done) = self.open.pop() {
            let within = std::mem::take(&mut done.children);
            done.text = done.text.trim().to_owned();
            if let Some(parent) = self.open.last_mut() {
                parent.children.push(done);
                parent.children.extend(within);
            }
        }
    }

    /// Elements that were opened one in the other only because none was closed.
    fn fold_empty(&mut self) {
        let deepest_line = self.open.iter().rposition(|node| node.name == "STMTTRN" || node.name == "BANKTRANLIST");
        while self.open.len() > deepest_line.map_or(usize::MAX, |at| at + 1) {
            self.hoist();
        }
    }

    fn close(&mut self, name: &str) {
        let name = name.to_ascii_uppercase();
        let Some(at) = self.open.iter().rposition(|node| node.name == name).filter(|at| *at > 0) else {
            // the end of a leaf that is closed already
            return;
        };
        while self.open.len() > at + 1 {
            self.close_leaf_or_hoist();
        }
        self.pop();
    }

    fn close_leaf_or_hoist(&mut self) {
        if self.open.last().is_some_and(|node| !node.text.is_empty()) { self.pop() } else { self.hoist() }
    }

    fn broken_off(&self, missing: &str) -> StatementError {
        StatementError::Truncated { line: self.line, missing: missing.to_owned() }
    }

    fn finish(mut self) -> Result<Node, StatementError> {
        let words = self.rest.to_owned();
        self.text(&words);
        self.close_leaf();
        if let Some(open) = self.open.iter().skip(1).find(|node| !node.children.is_empty() || node.name == "OFX") {
            self.unclosed = Some((open.name.clone(), open.line));
        }
        match (self.unclosed.take(), self.open.pop()) {
            (Some((name, line)), _) => Err(self.broken_off(&format!("the end of {name} from line {line}"))),
            (None, Some(root)) if self.open.is_empty() => Ok(root),
            _ => Err(self.broken_off("the end of the file")),
        }
    }
}

/// The few entities that OFX has; another `&` is a letter, as banks write names of shops.
fn plain(words: &str) -> String {
    if !words.contains('&') {
        return words.to_owned();
    }
    // `&amp;` last, so that nothing is resolved twice
    let named = words.replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", " ").replace("&quot;", "\"");
    named.replace("&apos;", "'").replace("&#39;", "'").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_may_be_missing_where_a_text_stands() {
        let sgml = "OFXHEADER:100\n\n<OFX><A><B>one\n<C>two & three\n<D>\n<E>four</A></OFX>";
        let xml = "<?OFX?><OFX><A><B>one</B><C>two &amp; three</C><D></D><E><![CDATA[four]]></E></A></OFX>";
        for text in [sgml, xml] {
            let root = read(text).unwrap();
            let at = |name| root.at(&["OFX", "A", name]).map(|node| node.text.as_str());
            assert_eq!(
                (at("B"), at("C"), at("D"), at("E")),
                (Some("one"), Some("two & three"), Some(""), Some("four")),
                "{text}"
            );
        }
    }

    #[test]
    fn what_breaks_off_or_declares_entities_is_refused() {
        assert!(matches!(read("<OFX><A><B>one"), Err(StatementError::Truncated { .. })));
        assert!(matches!(read("<OFX><A><B>one</A"), Err(StatementError::Truncated { .. })));
        assert!(matches!(read("<OFX><!ENTITY a 'b'></OFX>"), Err(StatementError::Entity { line: 1 })));
        assert!(matches!(read(&format!("<OFX>{}", "<A>".repeat(100_000))), Err(StatementError::TooDeep { .. })));
    }
}
