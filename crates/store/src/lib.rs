//! The memory: plain SQL on SQLite or PostgreSQL, a file for each noun.
