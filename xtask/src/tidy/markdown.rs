//! Just enough Markdown for links: where they stand, and the anchors that headings give.

/// A link's target with its line.
#[derive(Debug, PartialEq, Eq)]
pub struct Link {
    /// Line, counted from 1.
    pub line: usize,
    /// As written: a path, a path with `#anchor`, `#anchor`, or an address.
    pub target: String,
}

/// Links and images in running text; code is left out.
pub fn links(text: &str) -> Vec<Link> {
    let mut found = Vec::new();
    for (line, prose) in prose_lines(text) {
        let prose = without_code_spans(prose);
        let mut targets = inline_targets(&prose);
        targets.extend(reference_target(&prose));
        for opening in ["href=\"", "src=\""] {
            targets.extend(prose.split(opening).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned));
        }
        found.extend(targets.into_iter().map(|target| Link { line, target }));
    }
    found
}

/// The anchors of a page as GitHub makes them: from headings, with `-1`, `-2` for repeats, and from `id` or `name` of tags.
pub fn anchors(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for (_, line) in prose_lines(text) {
        if let Some(heading) = heading(line) {
            let plain = slug(heading);
            let mut anchor = plain.clone();
            let mut repeat = 0;
            while found.contains(&anchor) {
                repeat += 1;
                anchor = format!("{plain}-{repeat}");
            }
            found.push(anchor);
        }
        for opening in ["id=\"", "name=\""] {
            let named = without_code_spans(line);
            found.extend(named.split(opening).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned));
        }
    }
    found
}

/// Lines outside fenced code, counted from 1.
fn prose_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut fence: Option<&str> = None;
    text.lines().enumerate().filter_map(move |(before, line)| {
        let start = line.trim_start();
        let mark = ["```", "~~~"].into_iter().find(|mark| start.starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            (None, None) => return Some((before + 1, line)),
            _ => {}
        }
        None
    })
}

/// The line without what stands between backticks.
fn without_code_spans(line: &str) -> String {
    let mut kept = String::new();
    let mut rest = line;
    while let Some(start) = rest.find('`') {
        let (before, from) = rest.split_at(start);
        let after = from.trim_start_matches('`');
        let ticks = from.strip_suffix(after).unwrap_or_default();
        kept.push_str(before);
        match after.split_once(ticks) {
            Some((_, remaining)) => rest = remaining,
            None => rest = after,
        }
    }
    kept.push_str(rest);
    kept
}

/// Targets of `[text](target)` and `![text](target "title")`.
fn inline_targets(line: &str) -> Vec<String> {
    line.split("](").skip(1).filter_map(first_target).collect()
}

fn first_target(rest: &str) -> Option<String> {
    let rest = rest.trim_start();
    if let Some(pointed) = rest.strip_prefix('<') {
        return pointed.split('>').next().map(str::to_owned);
    }
    let mut depth = 0_usize;
    let end = rest.find(|character: char| {
        match character {
            '(' => depth += 1,
            ')' if depth == 0 => return true,
            ')' => depth -= 1,
            _ => {}
        }
        character.is_whitespace()
    })?;
    rest.get(..end).map(str::to_owned)
}

/// The target of `[name]: target`; footnotes are no links.
fn reference_target(line: &str) -> Option<String> {
    let (name, rest) = line.trim_start().strip_prefix('[')?.split_once("]:")?;
    let target = rest.split_whitespace().next()?;
    (!name.starts_with('^')).then(|| target.trim_matches(['<', '>']).to_owned())
}

/// The text of a heading written with `#`.
fn heading(line: &str) -> Option<&str> {
    let indented = line.trim_start_matches(' ');
    if line.len() - indented.len() > 3 {
        return None;
    }
    let text = indented.trim_start_matches('#');
    let level = indented.len() - text.len();
    let is_heading = (1..=6).contains(&level) && (text.is_empty() || text.starts_with([' ', '\t']));
    is_heading.then(|| text.trim().trim_end_matches('#').trim_end())
}

fn slug(heading: &str) -> String {
    let mut words = String::new();
    let mut rest = heading;
    // Of a link in a heading only its text counts.
    while let Some((before, after)) = rest.split_once("](") {
        words.push_str(before);
        rest = after.split_once(')').map_or("", |(_, remaining)| remaining);
    }
    words.push_str(rest);
    words
        .to_lowercase()
        .chars()
        .filter(|character| character.is_alphanumeric() || [' ', '-', '_'].contains(character))
        .map(|character| if character == ' ' { '-' } else { character })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn targets(text: &str) -> Vec<String> {
        links(text).into_iter().map(|link| link.target).collect()
    }

    #[test]
    fn links_images_and_references_are_found() {
        let text = "See [a](a.md), ![b](b.png \"title\") and [c](<d e.md>).\n[name]: f.md\n[^1]: a footnote\n\
                    <img src=\"g.svg\"> [x](h_(1).md)";
        assert_eq!(targets(text), ["a.md", "b.png", "d e.md", "f.md", "h_(1).md", "g.svg"]);
    }

    #[test]
    fn code_is_no_link() {
        let text = "`[a](b.md)` and ``x ` [c](d.md)``\n```\n[e](f.md)\n```\n[g](h.md)\n";
        assert_eq!(links(text), [Link { line: 5, target: "h.md".to_owned() }]);
    }

    #[test]
    fn headings_become_anchors_the_way_github_does_it() {
        let text = "# A first scheme\n## `scheme.toml`: what it is\n### More need, *never* less\n## Recipes\n## Recipes\n\
                    ## [Linked](x.md) ✓ word_s ##\n```\n# no heading\n```\n#no heading either\n<a id=\"by-hand\"></a>";
        let expected = [
            "a-first-scheme",
            "schemetoml-what-it-is",
            "more-need-never-less",
            "recipes",
            "recipes-1",
            "linked--word_s",
            "by-hand",
        ];
        assert_eq!(anchors(text), expected);
    }
}
