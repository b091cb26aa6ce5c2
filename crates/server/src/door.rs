//! The doors: each translates a request, calls one function and answers.

pub mod account;
pub mod address;
pub mod administration;
pub mod assets;
pub mod audit;
pub mod browser;
pub mod commands;
pub mod comments;
pub mod forms;
pub mod hall;
pub mod headers;
pub mod health;
pub mod invitations;
pub mod language;
pub mod mail;
pub mod named;
pub mod own_questions;
pub mod pages;
pub mod people;
pub mod presence;
pub mod problem_pages;
pub mod proof;
pub mod proving;
pub mod requests;
pub mod resets;
pub mod rounds;
pub mod same_site;
pub mod second_factor;
pub mod signed_in;
pub mod signin;
pub mod snapshot;
pub mod stream;
pub mod threshold;
pub mod visitor;

pub use hall::Hall;
