//! Walking through a table with the arrow keys: one tab stop, once the page is alive.
//!
//! Invariant: without scripts every cell keeps its own tab stop; the ids of cells are the only
//! thing that both sides know.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::platform;

/// A cell: its row and its column, from 0.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Spot {
    /// The row.
    pub row: usize,
    /// The column.
    pub column: usize,
}

const ID: &str = "vak";

impl Spot {
    /// Returns the id of the cell's link.
    pub fn id(self) -> String {
        format!("{ID}-{}-{}", self.row, self.column)
    }

    fn read(id: &str) -> Option<Spot> {
        let (row, column) = id.strip_prefix(ID)?.strip_prefix('-')?.split_once('-')?;
        Some(Spot { row: row.parse().ok()?, column: column.parse().ok()? })
    }

    /// Returns where a key leads in a table of this size.
    fn after(self, key: &str, control: bool, rows: usize, columns: usize) -> Option<Spot> {
        let (last_row, last_column) = (rows.saturating_sub(1), columns.saturating_sub(1));
        let Spot { row, column } = self;
        Some(match (key, control) {
            ("ArrowLeft", false) => Spot { row, column: column.saturating_sub(1) },
            ("ArrowRight", false) => Spot { row, column: (column + 1).min(last_column) },
            ("ArrowUp", false) => Spot { row: row.saturating_sub(1), column },
            ("ArrowDown", false) => Spot { row: (row + 1).min(last_row), column },
            ("Home", false) => Spot { row, column: 0 },
            ("End", false) => Spot { row, column: last_column },
            ("Home", true) => Spot::default(),
            ("End", true) => Spot { row: last_row, column: last_column },
            _ => return None,
        })
    }
}

/// A walk through one table.
#[derive(Clone, Copy)]
pub struct Walk {
    alive: RwSignal<bool>,
    at: StoredValue<Spot>,
    /// Whether a cell is the tab stop, row by row: a step repaints two cells and no more.
    stops: StoredValue<Vec<RwSignal<bool>>>,
    rows: usize,
    columns: usize,
    /// The id of what Escape returns to.
    back: &'static str,
}

impl Walk {
    /// Begins at the top left.
    pub fn new(rows: usize, columns: usize, back: &'static str) -> Walk {
        let alive = RwSignal::new(false);
        // Runs in the browser only, once the page was taken over.
        Effect::new(move |_| alive.set(true));
        let stops = (0..rows * columns).map(|at| RwSignal::new(at == 0)).collect();
        let at = StoredValue::new(Spot::default());
        Walk { alive, at, stops: StoredValue::new(stops), rows, columns, back }
    }

    fn stop(self, spot: Spot) -> Option<RwSignal<bool>> {
        self.stops.with_value(|stops| stops.get(spot.row * self.columns + spot.column).copied())
    }

    fn go(self, next: Spot) {
        for (spot, is_stop) in [(self.at.get_value(), false), (next, true)] {
            if let Some(stop) = self.stop(spot) {
                stop.set(is_stop);
            }
        }
        self.at.set_value(next);
    }

    /// Returns the tab index of a cell: once alive, only one of them is a tab stop.
    pub fn tab_index(self, spot: Spot) -> Option<&'static str> {
        let is_stop = self.stop(spot)?.get();
        self.alive.get().then_some(if is_stop { "0" } else { "-1" })
    }

    /// Returns the tab index of the region that scrolls: once alive, its cells scroll it.
    pub fn region_tab_index(self) -> &'static str {
        if self.alive.get() { "-1" } else { "0" }
    }

    /// Takes a key.
    pub fn key(self, event: &KeyboardEvent) {
        if event.alt_key() || event.meta_key() || event.shift_key() {
            return;
        }
        let key = event.key();
        if key == "Escape" {
            platform::focus(self.back);
            return;
        }
        let control = event.ctrl_key();
        let at = self.at.get_value();
        if let Some(next) = at.after(&key, control, self.rows, self.columns) {
            event.prevent_default();
            self.go(next);
            platform::focus(&next.id());
        }
    }

    /// Goes on from the cell that has the focus now.
    pub fn follow_focus(self) {
        if let Some(spot) = platform::focused().and_then(|id| Spot::read(&id)) {
            self.go(spot);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_lead_to_the_next_cell_and_never_outside() {
        let at = |row, column| Spot { row, column };
        let go = |from: Spot, key, control| from.after(key, control, 29, 5);
        assert_eq!(go(at(0, 0), "ArrowLeft", false), Some(at(0, 0)));
        assert_eq!(go(at(0, 0), "ArrowDown", false), Some(at(1, 0)));
        assert_eq!(go(at(28, 4), "ArrowDown", false), Some(at(28, 4)));
        assert_eq!(go(at(3, 4), "ArrowRight", false), Some(at(3, 4)));
        assert_eq!(go(at(3, 2), "Home", false), Some(at(3, 0)));
        assert_eq!(go(at(3, 2), "End", false), Some(at(3, 4)));
        assert_eq!(go(at(3, 2), "End", true), Some(at(28, 4)));
        assert_eq!(go(at(3, 2), "Enter", false), None);
        assert_eq!(go(at(3, 2), "ArrowDown", true), None);
    }

    #[test]
    fn the_id_of_a_cell_says_where_it_stands() {
        let spot = Spot { row: 12, column: 3 };
        assert_eq!(Spot::read(&spot.id()), Some(spot));
        for other in ["v4.1a", "vak", "vak-1", "vak-a-b", ""] {
            assert_eq!(Spot::read(other), None);
        }
    }
}
