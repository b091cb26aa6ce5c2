//! Writes a list as a file for Excel: one sheet, with a heading that stays in view and a filter.
//!
//! Invariant: what people typed is text, never a formula; a day is a day that a program can calculate with.

use domain::{Day, Moment};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};

/// The number of Excel's own format for a day, which follows the language of its reader.
const SHORT_DAY: u8 = 14;
/// No column is wider than this, in characters.
const WIDTH_MAX: usize = 60;
/// How wide a column is at least.
const WIDTH_MIN: usize = 11;

/// A cell of a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Cell {
    /// A text.
    Text(String),
    /// A day, where there is one.
    Day(Option<Day>),
}

impl Cell {
    /// Returns how a file without days writes it.
    pub fn as_text(&self) -> String {
        match self {
            Cell::Text(text) => text.clone(),
            Cell::Day(day) => day.map(|day| day.to_string()).unwrap_or_default(),
        }
    }
}

/// Why a file could not be made.
#[derive(Debug, thiserror::Error)]
#[error("cannot write a file for Excel: {0}")]
pub struct Unwritable(#[from] XlsxError);

/// Returns the file with these rows, of which the first is the heading.
pub fn file(name: &str, rows: &[Vec<Cell>], made: Moment) -> Result<Vec<u8>, Unwritable> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_timestamp(made.0.div_euclid(1_000_000))?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    fill(book.add_worksheet().set_name(name)?, rows)?;
    Ok(book.save_to_buffer()?)
}

fn fill(sheet: &mut Worksheet, rows: &[Vec<Cell>]) -> Result<(), XlsxError> {
    let heading = Format::new().set_bold();
    let text = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let day = Format::new().set_num_format_index(SHORT_DAY).set_align(FormatAlign::Top);
    for (row, cells) in (0u32..).zip(rows) {
        for (column, cell) in (0u16..).zip(cells) {
            match cell {
                Cell::Text(it) if row == 0 => {
                    sheet.write_string_with_format(row, column, it, &heading)?
                }
                Cell::Text(it) => sheet.write_string_with_format(row, column, it, &text)?,
                Cell::Day(Some(it)) => {
                    let it = ExcelDateTime::from_ymd(it.year(), it.month(), it.day())?;
                    sheet.write_datetime_with_format(row, column, it, &day)?
                }
                Cell::Day(None) => sheet,
            };
        }
    }
    let columns = rows.first().map_or(0, Vec::len);
    for (column, at) in (0u16..).zip(0..columns) {
        sheet.set_column_width(column, width(rows, at))?;
    }
    sheet.set_freeze_panes(1, 0)?;
    let (last_row, last_column) = (rows.len().saturating_sub(1), columns.saturating_sub(1));
    if let (Ok(row), Ok(column)) = (u32::try_from(last_row), u16::try_from(last_column)) {
        sheet.autofilter(0, 0, row, column)?;
    }
    Ok(())
}

/// Returns how wide a column is: its longest cell, within limits.
fn width(rows: &[Vec<Cell>], at: usize) -> u8 {
    let cells = rows.iter().filter_map(|row| row.get(at));
    let longest = cells.map(|cell| cell.as_text().chars().count()).max().unwrap_or_default();
    // The arrow of the filter takes room too.
    u8::try_from((longest + 3).clamp(WIDTH_MIN, WIDTH_MAX)).unwrap_or(u8::MAX)
}
