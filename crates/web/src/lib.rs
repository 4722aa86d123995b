//! The pages, by audience: family, council, provider, public.

pub mod assets;
pub mod parts;
pub mod style;
pub mod words;
