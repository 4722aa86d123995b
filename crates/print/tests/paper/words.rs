//! The words of a page, read as a reader of PDF does: each glyph through its font's table, or what stands for a group.

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::HashMap;

type Table = HashMap<u16, String>;

pub fn of_page(pdf: &Document, page: ObjectId) -> String {
    let fonts: HashMap<Vec<u8>, Table> =
        pdf.get_page_fonts(page).unwrap().into_iter().map(|(name, font)| (name, table(pdf, font))).collect();
    let content = Content::decode(&pdf.get_page_content(page).unwrap()).unwrap();
    let mut reader = Reader { fonts, font: Vec::new(), instead: Vec::new(), out: String::new() };
    content.operations.iter().for_each(|operation| reader.operation(&operation.operator, &operation.operands));
    reader.out
}

struct Reader {
    fonts: HashMap<Vec<u8>, Table>,
    font: Vec<u8>,
    /// For each open group, whether its glyphs were replaced by a text.
    instead: Vec<bool>,
    out: String,
}

impl Reader {
    fn operation(&mut self, operator: &str, operands: &[Object]) {
        match operator {
            "Tf" => self.font = operands[0].as_name().unwrap().to_vec(),
            "BDC" | "BMC" => {
                let text = operands.get(1).and_then(|about| about.as_dict().ok()?.get(b"ActualText").ok());
                let text = text.map(|text| lopdf::decode_text_string(text).unwrap());
                self.instead.push(text.is_some());
                self.out.extend(text);
            }
            "EMC" => drop(self.instead.pop()),
            "Tj" | "TJ" => operands.iter().for_each(|shown| self.show(shown)),
            _ => {}
        }
    }

    fn show(&mut self, shown: &Object) {
        match shown {
            Object::Array(parts) => parts.iter().for_each(|part| self.show(part)),
            Object::String(codes, _) if !self.instead.contains(&true) => {
                let table = &self.fonts[&self.font];
                let codes = codes.chunks_exact(2).map(|code| u16::from_be_bytes([code[0], code[1]]));
                self.out.extend(codes.filter_map(|code| table.get(&code)).map(String::as_str));
            }
            _ => {}
        }
    }
}

/// From glyphs to text: lines such as `<0003> <0041>` and `<0003> <0009> <0041>`.
fn table(pdf: &Document, font: &Dictionary) -> Table {
    let stream = pdf.dereference(font.get(b"ToUnicode").unwrap()).unwrap().1.as_stream().unwrap();
    let plain = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
    let plain = String::from_utf8_lossy(&plain).into_owned();
    let mut table = Table::new();
    let mut is_range = None;
    for line in plain.lines().map(str::trim) {
        if line.ends_with("beginbfchar") || line.ends_with("beginbfrange") {
            is_range = Some(line.ends_with("beginbfrange"));
        } else if line.starts_with("endbf") {
            is_range = None;
        } else if let Some(is_range) = is_range {
            let codes: Vec<Vec<u16>> =
                line.split('<').skip(1).map(|code| units(code.split('>').next().unwrap())).collect();
            let text = codes.last().unwrap();
            let last = if is_range { codes[1][0] } else { codes[0][0] };
            for code in codes[0][0]..=last {
                let mut text = text.clone();
                *text.last_mut().unwrap() += code - codes[0][0];
                table.insert(code, String::from_utf16(&text).unwrap());
            }
        }
    }
    table
}

fn units(hexadecimal: &str) -> Vec<u16> {
    let digits: Vec<char> = hexadecimal.chars().filter(|digit| !digit.is_whitespace()).collect();
    digits.chunks(4).map(|unit| u16::from_str_radix(&unit.iter().collect::<String>(), 16).unwrap()).collect()
}
