//! Pieces of screens. They know no page, fetch nothing and post nothing.

pub mod address;
pub mod answer_table;
pub mod board_table;
pub mod carried;
pub mod check_state;
pub mod choice;
pub mod compare;
pub mod explanation;
pub mod feedback;
pub mod frame;
pub mod grid_table;
pub mod happened;
pub mod help;
pub mod legend;
pub mod link_state;
pub mod open_round;
pub mod own_work;
pub mod resource;
pub mod shape;
pub mod stand;
pub mod statement;
pub mod status;
pub mod summary;
pub mod walk;
pub mod written;
