//! The doors: each translates a request, calls one function and answers.

pub mod address;
pub mod administration;
pub mod assets;
pub mod commands;
pub mod comments;
pub mod forms;
pub mod hall;
pub mod headers;
pub mod health;
pub mod invitations;
pub mod language;
pub mod named;
pub mod own_questions;
pub mod pages;
pub mod people;
pub mod presence;
pub mod problem_pages;
pub mod removals;
pub mod requests;
pub mod rounds;
pub mod same_site;
pub mod signed_in;
pub mod signin;
pub mod snapshot;
pub mod stream;
pub mod threshold;
pub mod visitor;

pub use hall::Hall;
