//! Words that stand for a choice wherever it is stored: in a column, in JSON, in a form. They are stable: what is shown
//! to people is looked up by them and never stored.

/// A stored word that this program does not know.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{code}` is not a known {what}")]
pub struct UnknownCode {
    /// What kind of choice was read.
    pub what: &'static str,
    /// The word as it stood.
    pub code: String,
}

/// Gives an enum without contents its codes: `ALL`, `code`, `from_code`, and the same words in JSON. Either beside an enum
/// (`coded!(Weather { Fine => "fine" });`), or declaring it (`coded! { pub enum Weather ("weather") { Fine = "fine" } }`).
macro_rules! coded {
    ($(#[$doc:meta])* pub enum $name:ident ($what:literal) { $($(#[$vdoc:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str(self.code())
            }
        }

        $crate::codes::coded!($name { $($variant => $code),+ });
    };
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
            ///
            /// # Errors
            /// [`crate::UnknownCode`] with the word.
            pub fn from_code(code: &str) -> Result<$name, $crate::UnknownCode> {
                match code {
                    $($code => Ok($name::$variant),)+
                    _ => Err($crate::UnknownCode { what: stringify!($name), code: code.to_owned() }),
                }
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
                $name::from_code(&code).map_err(serde::de::Error::custom)
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
            assert_eq!(Weather::from_code(weather.code()), Ok(*weather));
            let json = serde_json::to_string(weather).unwrap();
            assert_eq!(json, format!("\"{}\"", weather.code()));
            assert_eq!(serde_json::from_str::<Weather>(&json).unwrap(), *weather);
        }
        assert_eq!(Weather::from_code("Fine").unwrap_err().to_string(), "`Fine` is not a known Weather");
        assert!(serde_json::from_str::<Weather>("\"foggy\"").is_err());
    }
}
