//! Pieces of screens. They know no page, fetch nothing and post nothing.

pub mod choice;
pub mod compare;
pub mod explanation;
pub mod feedback;
pub mod frame;
pub mod help;
pub mod link_state;
pub mod shape;
pub mod status;
pub mod summary;
