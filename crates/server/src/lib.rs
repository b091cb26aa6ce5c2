//! The server: doors, rooms and the journal.

pub mod audit;
pub mod clock;
pub mod config;
pub mod content;
pub mod csv;
pub mod db;
pub mod demo;
pub mod door;
pub mod journal;
pub mod keeping;
pub mod library;
pub mod mail;
pub mod notify;
pub mod operator;
pub mod passwords;
pub mod people;
pub mod problem;
pub mod redact;
pub mod regions;
pub mod reviewing;
pub mod router;
pub mod screens;
pub mod serve;
pub mod sessions;
pub mod telemetry;
pub mod throttle;
