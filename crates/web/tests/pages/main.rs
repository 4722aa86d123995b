//! Pages as a browser gets them, from an app in this process on a database of its own.

mod family;
mod sign_in;
mod town;
