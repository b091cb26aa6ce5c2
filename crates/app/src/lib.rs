//! The screens of Ketentafel, rendered on the server and alive in the browser.
//!
//! Invariant: a page is a function of its [`page::Page`]; the server renders it whole, without
//! scripts it works as it is, and the browser takes the same page over with the same data.

// The types of views nest as deep as the pages do.
#![recursion_limit = "512"]

pub mod document;
pub mod form;
pub mod page;
mod pages;
mod parts;
mod platform;
mod session;
#[cfg(feature = "hydrate")]
mod start;
pub mod words;

#[cfg(feature = "hydrate")]
pub use start::start;
