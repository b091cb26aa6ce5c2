//! Gives a file to keep, which nothing on its way keeps.

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};

use crate::problem::Problem;

/// Answers with a file of this name, with this ending.
pub fn attachment(
    name: &str,
    ending: &str,
    kind: &'static str,
    file: Vec<u8>,
) -> Result<Response, Problem> {
    let name = format!("attachment; filename=\"ketentafel-{name}.{ending}\"");
    let name = HeaderValue::from_str(&name).map_err(|_| Problem::Unavailable)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, file).into_response())
}

/// The most characters of the name of a file: more than that some systems do not keep.
const NAME_CHARS_MAX: usize = 80;

/// Says that an answer is a file to keep, called as somebody called it: for every browser without signs that a system
/// takes for something else, for older ones in ASCII alone.
pub fn named(called: &str, ending: &str) -> String {
    let is_safe = |sign: char| sign.is_alphanumeric() || " -_.,()&+".contains(sign);
    let kept = called.chars().map(|sign| if is_safe(sign) { sign } else { '-' });
    let kept: String = kept.take(NAME_CHARS_MAX).collect();
    let kept = kept.trim_matches([' ', '.', '-']);
    let kept = if kept.is_empty() { "ketentafel" } else { kept };
    let plain: String = kept.chars().map(|sign| if sign.is_ascii() { sign } else { '_' }).collect();
    let whole = format!("{kept}.{ending}");
    let spelled: String = whole.bytes().map(spell).collect();
    format!("attachment; filename=\"{plain}.{ending}\"; filename*=UTF-8''{spelled}")
}

/// Spells a byte as the names of files are spelled in headers.
fn spell(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
        char::from(byte).to_string()
    } else {
        format!("%{byte:02X}")
    }
}

/// Answers with a list as a file that every program reads.
pub fn csv(name: &str, rows: &[Vec<String>]) -> Result<Response, Problem> {
    attachment(name, "csv", "text/csv; charset=utf-8", crate::csv::file(rows))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_called_as_it_is_called_and_leads_nowhere() {
        let said = named("Lijst: één/twee \"x\"\r\n", "pdf");
        assert!(said.starts_with("attachment; filename=\"Lijst- "), "{said}");
        assert!(!said.contains(['\r', '\n', '/']));
        assert!(said.contains("filename*=UTF-8''Lijst-%20%C3%A9%C3%A9n-twee%20-x.pdf"), "{said}");
        assert!(named("../../.", "txt").contains("filename=\"ketentafel.txt\""));
        assert!(named(&"a".repeat(300), "csv").len() < 220);
    }
}
