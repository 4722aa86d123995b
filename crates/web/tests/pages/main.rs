//! Pages as a browser gets them, from an app in this process on a database of its own.

mod council;
mod sign_in;
mod town;
