//! The server: doors, rooms and the journal.

pub mod clock;
pub mod content;
pub mod db;
pub mod journal;
pub mod notify;
pub mod passwords;
pub mod people;
pub mod regions;
pub mod sessions;
