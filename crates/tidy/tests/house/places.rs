//! The project stands alone: no file knows the machine or the mirror it was made on.

use tidy::Finding;

use crate::every_text;

/// Written in halves, so that this file does not find itself.
const PLACES: [(&str, &str); 12] = [
    ("/wo", "rk/"),
    ("/ho", "me/"),
    ("/Us", "ers/"),
    ("/ro", "ot/"),
    ("/tm", "p/kt"),
    ("bash", "_jobs"),
    ("registry.", "npmjs"),
    ("index.", "crates.io"),
    ("static.", "crates.io"),
    ("pypi", ".org"),
    ("python", "hosted.org"),
    ("deb.", "debian.org"),
];

#[test]
fn no_file_knows_its_maker() {
    every_text(judge);
}

fn judge(file: &str, text: &str) -> Vec<Finding> {
    let lines = text.lines().enumerate();
    let known = lines.flat_map(|(index, line)| {
        let places = PLACES.iter().map(|(start, end)| format!("{start}{end}"));
        places.filter(move |place| names(line, place)).map(move |place| (index + 1, place))
    });
    let finding = |(line, place): (usize, String)| Finding {
        file: file.to_owned(),
        line,
        what: format!("`{place}` names a machine or a package host"),
        why: "The project must build elsewhere. Use a relative path, or the client's own configuration.",
    };
    known.map(finding).collect()
}

/// A folder counts only at the start of a path: a link may well hold the same letters.
fn names(line: &str, place: &str) -> bool {
    line.match_indices(place).any(|(start, _)| {
        let before = line[..start].chars().next_back();
        !place.starts_with('/')
            || before.is_none_or(|before| !before.is_alphanumeric() && !"._-}~".contains(before))
    })
}

#[test]
fn a_path_of_a_machine_is_found_and_a_link_is_not() {
    let path = concat!("cd /ho", "me/someone/project");
    assert_eq!(judge("a.sh", path).len(), 1);
    assert_eq!(
        judge("package-lock.json", concat!("\"resolved\": \"https://registry.", "npmjs.org/x\""))
            .len(),
        1
    );
    assert_eq!(judge("a.md", concat!("https://example.org/ho", "me/page")), vec![]);
}
