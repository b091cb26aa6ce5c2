//! The screens of Ketentafel, rendered on the server and alive in the browser.
//!
//! Invariant: a page is a function of its [`page::Page`]; the server renders it whole, without
//! scripts it works as it is, and the browser takes the same page over with the same data.

#[cfg(not(erase_components))]
compile_error!(
    "build with `--cfg erase_components`, as .cargo/config.toml says: a page and the browser that takes \
     it over must be made of the same types (docs/adr/0016)"
);

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
