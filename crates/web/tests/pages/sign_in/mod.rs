//! Signing in and out, as people and as attackers do it.

mod demo;
