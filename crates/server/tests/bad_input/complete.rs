//! Checks that no field is forgotten in which somebody types: the forms themselves say which there are.

use std::{collections::BTreeSet, fs, path::Path};

use crate::fields::Field;

/// The fields of forms in which nobody types: somebody chooses, ticks, or the page fills them in.
const CHOSEN: [(&str, &str); 34] = [
    ("action_links", "aan"),
    ("action_links", "taal"),
    ("actions", "actie"),
    ("actions", "eigenaar"),
    ("actions", "gemeente"),
    ("actions", "helpt-mee"),
    ("actions", "persoon"),
    ("actions", "voorrang"),
    ("actions", "wacht-op"),
    ("comments", "gezien"),
    ("comments", "noem"),
    ("comments", "waarover"),
    ("files", "bestand"),
    ("files", "geen-zaken"),
    ("granting", "beheerder"),
    ("granting", "hoe-lang"),
    ("handovers", "opvolger"),
    ("notices", "dag"),
    ("notices", "hoe-vaak"),
    ("notices", "meteen"),
    ("notices", "uur"),
    ("own_questions", "check"),
    ("own_questions", "regelt"),
    ("people", "bedient"),
    ("people", "gemeente"),
    ("people", "ketenpartij"),
    ("people", "mag-bevestigen"),
    ("people", "rol"),
    ("people", "soort"),
    ("redactions", "tekst"),
    ("requests", "collega"),
    ("requests", "over"),
    ("requests", "partner"),
    ("roles", "terug"),
];

type Named = BTreeSet<(String, String)>;

/// Panics where a form has a field in which somebody types and that has no row.
pub fn judge(fields: &[Field]) {
    let tried: Named = fields.iter().map(tried).collect();
    let (known, typed) = named();
    let chosen: Named =
        CHOSEN.iter().map(|(form, name)| ((*form).to_owned(), (*name).to_owned())).collect();
    let missing: Vec<_> = known.difference(&chosen).filter(|one| !tried.contains(*one)).collect();
    assert!(missing.is_empty(), "these fields have no row: {missing:?}");
    let wrong: Vec<_> = typed.intersection(&chosen).collect();
    assert!(wrong.is_empty(), "somebody types in these: {wrong:?}");
    let stale: Vec<_> = chosen.difference(&known).collect();
    assert!(stale.is_empty(), "these fields are gone: {stale:?}");
    assert!(20 < known.len() && 12 < typed.len(), "the forms are read: {known:?} {typed:?}");
}

/// Returns the form that a row is about, and its field there.
fn tried(field: &Field) -> (String, String) {
    let places = [
        ("/bestanden", "files"),
        ("/acties", "actions"),
        ("/actie/", "actions"),
        ("/opmerkingen", "comments"),
        ("/overleg", "actions"),
        ("/meekijken", "granting"),
        ("/overdracht", "handovers"),
        ("/meldingen", "notices"),
        ("/eigen-vragen", "own_questions"),
        ("/verwijderen/", "redactions"),
        ("/verzoeken", "requests"),
        ("/deelnemers", "people"),
        ("/beheer", "people"),
        ("/uitnodiging/", "people"),
        ("/wachtwoord", "people"),
    ];
    let form = places.iter().find(|(place, _)| field.path.contains(place));
    let form = form.map_or("form", |(_, form)| form);
    // Of a sheet every field has its number before it.
    let is_numbered = form == "form" && field.name.contains('.');
    let name = if is_numbered { field.name.rsplit('.').next() } else { Some(field.name) };
    (form.to_owned(), name.unwrap_or_default().to_owned())
}

/// Reads out of the forms which fields they name, and in which of them somebody types: a text is read as one.
fn named() -> (Named, Named) {
    let sources = sources();
    let (mut known, mut typed) = (Named::new(), Named::new());
    for (form, source) in &sources {
        known.extend(documented(source).map(|name| (form.clone(), name)));
        // One form takes a name over from another.
        let others = || sources.iter().map(|(_, source)| source.as_str());
        let value = |word: String| {
            let own = value_of(source, &word);
            own.or_else(|| others().find_map(|source| value_of(source, &word)))
        };
        typed.extend(texts(source).filter_map(value).map(|name| (form.clone(), name)));
    }
    known.extend(typed.iter().cloned());
    (known, typed)
}

/// Reads the sources of the forms, without their tests, each with the name of its form.
fn sources() -> Vec<(String, String)> {
    let forms = Path::new(env!("CARGO_MANIFEST_DIR")).join("../app/src/form");
    let mut paths = vec![("form".to_owned(), forms.with_extension("rs"))];
    for entry in fs::read_dir(&forms).expect("the forms are there") {
        let path = entry.expect("a form").path();
        let form = path.file_stem().and_then(|stem| stem.to_str()).expect("a name").to_owned();
        if path.is_dir() {
            let parts = fs::read_dir(&path).expect("the parts of a form");
            paths.extend(parts.map(|part| (form.clone(), part.expect("a part").path())));
        } else {
            paths.push((form, path));
        }
    }
    let read = |(form, path): (String, std::path::PathBuf)| {
        let source = fs::read_to_string(path).expect("a source");
        let program = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        (form, program.to_owned())
    };
    paths.into_iter().map(read).collect()
}

/// The names of fields, by what their documentation says; what is hidden is filled in by the page.
fn documented(source: &str) -> impl Iterator<Item = String> {
    let parts = source.split("/// The name of ").skip(1);
    let fields = parts.filter(|part| {
        ["the field", "each box", "the box"].iter().any(|begin| part.starts_with(begin))
    });
    let constant = |part: &str| {
        let (_, rest) = part.split_once("pub const ")?;
        // The documentation is that of the constant right below it.
        let is_next = !part.split_once("pub const ")?.0.contains("\n\n");
        let value = rest.split('"').nth(1)?;
        is_next.then(|| value.to_owned())
    };
    fields.filter_map(constant)
}

/// The words by which texts are read: constants, and the inputs of a sheet.
fn texts(source: &str) -> impl Iterator<Item = String> {
    let word = |rest: &str| -> String {
        rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
    };
    let constants = source.split("read_text(pairs, ").skip(1).map(word);
    let own = source.split("typed(").skip(1).map(word);
    let inputs = source.split("text(Input::").skip(1).map(word);
    constants.chain(own).chain(inputs)
}

/// Returns what a form calls what its source calls so.
fn value_of(source: &str, word: &str) -> Option<String> {
    let is_word = !word.is_empty() && word.starts_with(char::is_uppercase);
    let constant = source.split(&format!("pub const {word}: &str = \"")).nth(1);
    let input = source.split(&format!("Input::{word} => \"")).nth(1);
    let rest = constant.or(input).filter(|_| is_word)?;
    rest.split('"').next().map(str::to_owned)
}
