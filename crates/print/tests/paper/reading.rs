//! What a machine that reads aloud finds: language, title, headings, tables with headers, words for pictures.

use crate::pages::{PRINTER, STYLES, document, explanations, known, print};
use lopdf::Object;
use print::PrintError;
use seven_core::document::{Block, Document, Language, NoteKind, PictureFile, Style, Table, Text};
use seven_core::letter::letter;

#[test]
fn a_letter_keeps_the_standard_for_accessible_documents() {
    for style in STYLES {
        explanations(1, |explanation, wording| {
            let paper = print(&letter(explanation, wording, &known("Maya", style)));
            let catalog = paper.catalog();
            assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"en-GB");
            let marked = paper.follow(catalog.get(b"MarkInfo").unwrap()).as_dict().unwrap();
            assert_eq!(marked.get(b"Marked").unwrap(), &Object::Boolean(true));
            let shown = paper.follow(catalog.get(b"ViewerPreferences").unwrap()).as_dict().unwrap();
            assert_eq!(shown.get(b"DisplayDocTitle").unwrap(), &Object::Boolean(true));
            let about = paper.metadata();
            for said in ["<pdfuaid:part>1</pdfuaid:part>", "Your indicative budget", "Exampleshire Council"] {
                assert!(about.contains(said), "{said} is not in {about}");
            }
        });
    }
}

#[test]
fn headings_come_in_order_and_tables_have_headers() {
    for style in STYLES {
        explanations(1, |explanation, wording| {
            let kinds = print(&letter(explanation, wording, &known("Maya", style))).kinds();
            let levels: Vec<u8> = kinds.iter().filter_map(|kind| kind.strip_prefix('H')?.parse().ok()).collect();
            assert_eq!(levels.first(), Some(&1));
            assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
            assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1);
            let count = |kind: &str| kinds.iter().filter(|known| *known == kind).count();
            assert!(count("Table") > 0 && count("TH") > count("Table") && count("Caption") >= count("Table"));
        });
    }
}

#[test]
fn a_row_tells_what_it_is_about() {
    let rows = vec![vec!["Care".into(), "one".into()], vec![Text::default(), "two".into()], vec!["Short".into()]];
    let table = Table {
        caption: "Pots".into(),
        headers: vec!["Pot".into(), "What".into()],
        rows,
        numbers: vec![1],
        total: Some(vec!["Together".into(), "three".into()]),
    };
    let paper = print(&document("A table", vec![Block::Table(table)]));
    let scope = |tag: &lopdf::Dictionary| -> Option<String> {
        let attributes = paper.follow(tag.get(b"A").ok()?);
        let each = attributes.as_array().cloned().unwrap_or_else(|_| vec![attributes.clone()]);
        let name = each.iter().find_map(|each| {
            paper.follow(each).as_dict().ok()?.get(b"Scope").ok()?.as_name().ok().map(<[u8]>::to_vec)
        })?;
        Some(String::from_utf8(name).unwrap())
    };
    let scopes: Vec<_> =
        paper.tags().iter().filter(|(kind, _)| kind == "TH").map(|(_, tag)| scope(tag).unwrap()).collect();
    assert_eq!(scopes, ["Column", "Column", "Row", "Row", "Row"]);
}

#[test]
fn a_picture_has_words() {
    let svg =
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><rect width='9' height='9' fill='teal'/></svg>";
    let figure = Block::Figure { svg: svg.to_owned(), alt: "Need beside spend".to_owned(), caption: "A chart".into() };
    let paper = print(&document("With a picture", vec![figure]));
    let alts: Vec<_> =
        paper.tags().iter().filter_map(|(_, tag)| tag.get(b"Alt").ok()?.as_str().ok().map(<[u8]>::to_vec)).collect();
    assert_eq!(alts, [b"Need beside spend".to_vec()]);
    let broken = Block::Figure { svg: "<svg".to_owned(), alt: String::new(), caption: Text::default() };
    assert!(matches!(PRINTER.pdf(&document("Broken", vec![broken])), Err(PrintError::Layout(_))));
}

#[test]
fn a_childs_drawing_is_on_paper_with_its_words_and_nothing_else_can_be_opened() {
    // a PNG of one pixel
    let bytes = vec![
        0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1,
        8, 0, 0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0x88, 0x02, 0,
        0, 0x5c, 0, 0x5b, 0xd8, 0xb4, 0x56, 0x5a, 0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
    ];
    // longer than a line, as ids are
    let name = "0198c5d2-7f3e-7a1b-9c4d-5e6f7a8b9c0d.png".to_owned();
    let drawing = |file: &str| {
        let picture = Block::Picture { file: file.to_owned(), href: String::new(), words: "My dog jumps".into() };
        Document {
            pictures: vec![PictureFile { name: name.clone(), bytes: bytes.clone() }],
            ..document("With a drawing", vec![picture])
        }
    };
    let paper = print(&drawing(&name));
    let alts: Vec<_> =
        paper.tags().iter().filter_map(|(_, tag)| tag.get(b"Alt").ok()?.as_str().ok().map(<[u8]>::to_vec)).collect();
    assert_eq!(alts, [b"My dog jumps".to_vec()]);
    for other in ["another.png", "../paper.typ", "/etc/passwd"] {
        assert!(matches!(PRINTER.pdf(&drawing(other)), Err(PrintError::Layout(_))), "{other}");
    }
}

#[test]
fn a_picture_cannot_fetch_anything() {
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' viewBox='0 0 9 9'>\
               <image width='9' height='9' xlink:href='/etc/passwd.png'/><image href='https://a.example/b.png'/></svg>";
    let figure = Block::Figure { svg: svg.to_owned(), alt: "x".to_owned(), caption: Text::default() };
    if let Ok(bytes) = PRINTER.pdf(&document("Fetching", vec![figure])) {
        assert!(!String::from_utf8_lossy(&bytes).contains("root:"));
    }
}

#[test]
fn every_kind_of_block_can_be_printed_in_every_style() {
    let blocks = || {
        vec![
            Block::heading(3, "Too deep at first"),
            Block::heading(1, ""),
            Block::paragraph(
                Text::from("See ").then(Text::link("our page", "https://exampleshire.example/")).then("."),
            ),
            Block::paragraph(Text::link("not a link", "javascript:alert(1)")),
            Block::paragraph(Text::from("Bore da").in_language(Language::Welsh)),
            Block::Small { text: "small".into() },
            Block::Working { text: "2 × 3 = 6".into() },
            Block::List { items: vec!["one".into(), Text::default()] },
            Block::List { items: Vec::new() },
            Block::Numbered { start: 7, items: vec!["seven".into()] },
            Block::Table(Table::default()),
            Block::Table(Table { headers: vec!["a".into()], ..Table::default() }),
            Block::Note { kind: NoteKind::Warning, title: Text::default(), paragraphs: Vec::new() },
            Block::KeyFigure { label: "l".into(), amount: "£1".into(), sentence: Text::default() },
            Block::Question {
                number: 1,
                text: "Why?".into(),
                help: Vec::new(),
                choices: Vec::new(),
                lines: 3,
                unit: Some("hours".into()),
            },
            Block::Lines { count: 2 },
            Block::PageBreak,
            Block::SignatureLine { label: "Name".into(), day_label: "Day".into() },
        ]
    };
    for style in STYLES {
        let mut document = document("Everything", blocks());
        document.style = style;
        let paper = print(&document);
        assert!(paper.has("2 × 3 = 6") && paper.metadata().contains("pdfuaid"), "{style:?}");
        let links = paper.kinds().iter().filter(|kind| *kind == "Link").count();
        assert_eq!(links, 1);
    }
    let mut empty = document("", Vec::new());
    empty.style = Style::EasyRead;
    assert_eq!(print(&empty).pages(), 1);
}
