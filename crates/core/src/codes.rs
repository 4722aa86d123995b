//! Words that stand for a choice wherever it is stored: in a column, in JSON, in a form. They are stable: what is shown
//! to people is looked up by them and never stored.

/// Gives an enum without contents its codes: `ALL`, `code`, `from_code`, and the same words in JSON.
macro_rules! coded {
    ($name:ident { $($variant:ident => $code:literal),+ $(,)? }) => {
        impl $name {
            /// Every one, in the order of the list.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The word it is stored as.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $($name::$variant => $code),+ }
            }

            /// The one that is stored as this word.
            #[must_use]
            pub fn from_code(code: &str) -> Option<$name> {
                match code { $($code => Some($name::$variant),)+ _ => None }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let code = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)?;
                $name::from_code(&code).ok_or_else(|| serde::de::Error::unknown_variant(&code, &[$($code),+]))
            }
        }
    };
}
pub(crate) use coded;

#[cfg(test)]
mod tests {
    #[derive(Debug, Clone, Copy, PartialEq)]
    pub enum Weather {
        Fine,
        VeryWet,
    }
    coded!(Weather { Fine => "fine", VeryWet => "very-wet" });

    #[test]
    fn a_code_is_read_back_and_no_other_word_is() {
        for weather in Weather::ALL {
            assert_eq!(Weather::from_code(weather.code()), Some(*weather));
            let json = serde_json::to_string(weather).unwrap();
            assert_eq!(json, format!("\"{}\"", weather.code()));
            assert_eq!(serde_json::from_str::<Weather>(&json).unwrap(), *weather);
        }
        assert_eq!(Weather::from_code("Fine"), None);
        assert!(serde_json::from_str::<Weather>("\"foggy\"").is_err());
    }
}
