//! Writes a list as a file that a Dutch Excel opens: semicolons, and a mark that says that it is UTF-8.
//!
//! Invariant: no cell is a formula, whatever people typed.

/// The mark at the beginning of a file: without it Excel reads another encoding.
const MARK: &str = "\u{feff}";
/// What a program that calculates takes for the beginning of a formula, also in the wide letters of Asian scripts.
const BEGIN_FORMULAS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Returns the file with these rows.
pub fn file(rows: &[Vec<String>]) -> Vec<u8> {
    let line = |row: &Vec<String>| {
        let cells: Vec<String> = row.iter().map(|text| cell(text)).collect();
        cells.join(";") + "\r\n"
    };
    let lines: String = rows.iter().map(line).collect();
    format!("{MARK}{lines}").into_bytes()
}

/// Writes one cell. An apostrophe before what looks like a formula makes it text.
fn cell(text: &str) -> String {
    let is_formula = text.trim_start_matches(' ').starts_with(BEGIN_FORMULAS);
    let text = if is_formula { format!("'{text}") } else { text.to_owned() };
    let is_plain = !text.contains([';', '"', '\r', '\n']) && text.trim() == text;
    if is_plain { text } else { format!("\"{}\"", text.replace('"', "\"\"")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_says_its_encoding_and_ends_every_line() {
        let rows = [vec!["Rol".to_owned(), "Sinds".to_owned()], vec!["coördinator".to_owned()]];
        let file = String::from_utf8(file(&rows)).unwrap();
        assert_eq!(file, "\u{feff}Rol;Sinds\r\ncoördinator\r\n");
    }

    #[test]
    fn a_cell_holds_what_would_end_it() {
        assert_eq!(cell("beleid; jeugd"), "\"beleid; jeugd\"");
        assert_eq!(cell("de \"brug\""), "\"de \"\"brug\"\"\"");
        assert_eq!(cell("een\ntwee"), "\"een\ntwee\"");
        assert_eq!(cell(" ruim"), "\" ruim\"");
        assert_eq!(cell(""), "");
    }

    #[test]
    fn what_looks_like_a_formula_is_text() {
        for formula in [
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "＝1+1",
            "=HYPERLINK(\"x\")",
            "  =1+1",
            "\t=1",
            "\r=1",
            "\n=1",
        ] {
            let written = cell(formula);
            let inside = written.strip_prefix('"').unwrap_or(&written);
            assert!(inside.starts_with('\''), "{written:?}");
        }
        assert_eq!(cell("team jeugd - zorg"), "team jeugd - zorg");
    }
}
