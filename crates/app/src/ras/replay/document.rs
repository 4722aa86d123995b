//! Stored results in a JSON document: one record, a record among other things, or a list of them.

use crate::failure::Failure;
use ras::record::Record;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// Hands over every record of a document, one by one. Gives back how many there were.
pub fn each_record(text: &str, name: &str, take: &mut dyn FnMut(Record)) -> Result<u64, Failure> {
    let malformed = |error: serde_json::Error| {
        let (line, column) = (error.line(), error.column());
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or(&message).to_owned();
        Failure::new(format!("{name}:{line}:{column}: {message}"))
            .help("a stored result is what `ras score --format json` or `ras explain --format json` writes")
    };
    let mut shape = serde_json::Deserializer::from_str(text);
    let shape = shape.deserialize_any(FindShape).and_then(|found| shape.end().map(|()| found)).map_err(malformed)?;
    let mut count = 0;
    let mut reader = serde_json::Deserializer::from_str(text);
    let mut counted = |record: Record| {
        count += 1;
        take(record);
    };
    match shape {
        Shape::Record => counted(serde_json::from_str(text).map_err(malformed)?),
        Shape::List => Each(&mut counted).deserialize(&mut reader).map_err(malformed)?,
        Shape::Under(key) => Under(key, &mut counted).deserialize(&mut reader).map_err(malformed)?,
        Shape::Unknown => {
            return Err(Failure::new(format!("{name} holds no stored result"))
                .help("it needs the keys of a record, or `record`, or `results`"));
        }
    }
    Ok(count)
}

/// Where the records are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// The document is one.
    Record,
    /// The document is a list of them.
    List,
    /// Under this key: one, or a list.
    Under(&'static str),
    /// Nowhere.
    Unknown,
}

/// Reads the document's outermost keys; this also finds what is no JSON at all.
struct FindShape;

impl<'de> Visitor<'de> for FindShape {
    type Value = Shape;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a stored result")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Shape, A::Error> {
        let mut shape = Shape::Unknown;
        while let Some(key) = map.next_key::<String>()? {
            map.next_value::<IgnoredAny>()?;
            shape = match key.as_str() {
                "results" => Shape::Under("results"),
                "record" => Shape::Under("record"),
                "answers" | "streams" | "hash" if shape == Shape::Unknown => Shape::Record,
                _ => shape,
            };
        }
        Ok(shape)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Shape, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Shape::List)
    }
}

/// The records under one key of the document.
struct Under<'a>(&'static str, &'a mut dyn FnMut(Record));

impl<'de> DeserializeSeed<'de> for Under<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Under<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object with `{}`", self.0)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match (key == self.0, self.0) {
                (true, "record") => (self.1)(map.next_value::<Record>()?),
                (true, _) => map.next_value_seed(Each(&mut *self.1))?,
                (false, _) => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

/// A list of records, none of which is kept.
struct Each<'a>(&'a mut dyn FnMut(Record));

impl<'de> DeserializeSeed<'de> for Each<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Each<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of stored results")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(record) = list.next_element::<Record>()? {
            (self.0)(record);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECORD: &str = r#"{"scheme":"a","version":"2026-04-01","hash":"x","on":"2026-05-01","person":"ada",
        "currency":"GBP","answers":{},"streams":[]}"#;

    fn people(text: &str) -> Result<Vec<String>, String> {
        let mut people = Vec::new();
        let count = each_record(text, "r.json", &mut |record| people.push(record.person));
        count.map_err(|failure| failure.to_string()).map(|count| {
            assert_eq!(count, u64::try_from(people.len()).unwrap());
            people
        })
    }

    #[test]
    fn records_are_found_in_every_shape() {
        assert_eq!(people(RECORD).unwrap(), ["ada"]);
        assert_eq!(people(&format!("[{RECORD},{RECORD}]")).unwrap(), ["ada", "ada"]);
        assert_eq!(people(&format!("{{\"letter\":{{\"a\":[1]}},\"record\":{RECORD}}}")).unwrap(), ["ada"]);
        assert_eq!(people(&format!("{{\"refused\":1,\"results\":[{RECORD},{RECORD}]}}")).unwrap(), ["ada", "ada"]);
        assert_eq!(people("{\"results\":[]}").unwrap(), [""; 0]);
    }

    #[test]
    fn what_is_wrong_is_said_with_line_and_column() {
        let malformed = people("{\n  \"scheme\": \"a\",\n  oops\n}").unwrap_err();
        assert!(malformed.starts_with("error: r.json:3:3: key must be a string"), "{malformed}");
        let lacking = people("{\"results\":[\n{\"scheme\":\"a\"}\n]}").unwrap_err();
        assert!(lacking.starts_with("error: r.json:2:14: missing field `version`"), "{lacking}");
        assert!(people("{\"a\":1}").unwrap_err().contains("holds no stored result"));
        assert!(people("").unwrap_err().starts_with("error: r.json:1:0: EOF"), "empty");
        assert!(people(&format!("{RECORD} x")).unwrap_err().contains("trailing characters"));
    }
}
