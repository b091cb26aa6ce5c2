//! Readers of this repository for the house rules, which stand in `tests/house/`.
//!
//! Invariant: a rule that cannot read what it judges fails; nothing is passed over silently.

mod finding;
mod house;
mod source;

pub use finding::{Finding, must_be_none};
pub use house::{House, Unreadable};
pub use source::{Function, Path, Source, Token, TokenKind, Variant};
