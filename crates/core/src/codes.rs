//! Enums that are stored: each variant has one stable code, in kebab case, that a database or an audit entry keeps.

/// A stored code that this program does not know.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{code}` is not a known {what}")]
pub struct UnknownCode {
    /// What kind of thing was read.
    pub what: &'static str,
    /// The code as it stood.
    pub code: String,
}

/// Declares an enum whose variants have stable codes: `ALL`, `code()`, `from_code()`, `Display` and serde by code.
#[macro_export]
macro_rules! coded {
    ($(#[$doc:meta])* pub enum $name:ident ($what:literal) { $($(#[$vdoc:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $code)] $variant),+ }

        impl $name {
            /// Every one, in the order of the declaration.
            pub const ALL: &[$name] = &[$($name::$variant),+];

            /// The stable code that is stored.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $($name::$variant => $code),+ }
            }

            /// The one with this code.
            ///
            /// # Errors
            #[doc = concat!("An unknown code of a ", $what, ".")]
            pub fn from_code(code: &str) -> Result<$name, $crate::UnknownCode> {
                match code {
                    $($code => Ok($name::$variant),)+
                    _ => Err($crate::UnknownCode { what: $what, code: code.to_owned() }),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str(self.code())
            }
        }
    };
}
