//! What the two sides agree on beyond the types.

use std::collections::BTreeSet;

use domain::{Fingerprint, PersonId, QuestionId, ReadMarks, RegionId, Texts};

use super::{Page, Reading, Table};

/// The content type with which a browser asks a page's address for its data.
pub const PAGE_TYPE: &str = "application/vnd.ketentafel.page+json";
/// The request header that names the entries up to which the data must be folded, as
/// [`heads`] writes them.
pub const SEQ_HEADER: &str = "ketentafel-seq";
/// The request header that names the person who sends or asks; another session is not theirs.
pub const PERSON_HEADER: &str = "ketentafel-person";
/// The status that says that a text was removed since the entry that was asked for: what was shown then is
/// not shown any more.
pub const OVERTAKEN: u16 = 410;
/// The stream event that asks for a fresh snapshot.
pub const SNAPSHOT_EVENT: &str = "stand";
/// The stream event that says rights changed: the page must be loaded again.
pub const RIGHTS_EVENT: &str = "rechten";
/// The stream event that says that somebody came, moved or left.
pub const PRESENCE_EVENT: &str = "aanwezig";
/// The attribute of the document that holds the entries it shows, as [`heads`] writes them.
pub const SEQ_ATTRIBUTE: &str = "data-seq";
/// The attribute that the document gets once the browser took it over.
pub const LIVE_ATTRIBUTE: &str = "data-live";
/// The attribute of the document that holds up to which entry its reader had read what it shows of
/// what people say.
pub const READ_ATTRIBUTE: &str = "data-gelezen";
/// The attribute of the document that says who reads the region along, as the page says it.
pub const READINGS_ATTRIBUTE: &str = "data-meekijken";
/// The attribute of the document that holds the time at which it was made.
pub const NOW_ATTRIBUTE: &str = "data-now";

/// The attribute of the document that holds how many notices were new when it was made.
pub const NOTICES_ATTRIBUTE: &str = "data-meldingen";

/// The attribute of the document that says for whom it was made, as [`made_for`] does.
pub const MADE_FOR_ATTRIBUTE: &str = "data-voor";

/// Returns the fingerprint of what a page shows beside the journal: who looks at it, and the names and places
/// of others. Data that were made for somebody else, or after somebody came or went, do not fit the document.
pub fn made_for(page: &Page) -> Fingerprint {
    let beside = |table: &Table| {
        serde_json::to_vec(&(&table.insider, &table.names, &table.colleagues, &table.reviews))
    };
    let tables: Result<Vec<Vec<u8>>, _> = page.screen.tables().iter().map(beside).collect();
    let all = tables.and_then(|tables| serde_json::to_vec(&(page.language, &page.me, tables)));
    Fingerprint::of(&all.expect("names and places are plain data"))
}

/// Writes at which entry each region of a page stands.
pub fn heads(tables: &[Table]) -> String {
    let head = |table: &Table| format!("{}:{}", table.region.id, table.region.head);
    tables.iter().map(head).collect::<Vec<_>>().join(",")
}

/// Reads what [`heads`] wrote; anything else is nothing.
pub fn read_heads(text: &str) -> Vec<(RegionId, u64)> {
    let head = |pair: &str| {
        let (region, seq) = pair.split_once(':')?;
        Some((region.parse().ok()?, seq.parse().ok()?))
    };
    text.split(',').map(head).collect::<Option<_>>().unwrap_or_default()
}

/// Writes up to where somebody read what is said about questions, in each region of a page that says
/// what is new; nothing where none does.
pub fn marks(tables: &[Table]) -> Option<String> {
    let mark = |(question, seq): (&QuestionId, &u64)| format!("{question}:{seq}");
    let of_region = |table: &Table| {
        let read = table.read.as_ref()?;
        let marks = read.0.iter().map(mark).collect::<Vec<_>>().join(",");
        Some(format!("{}={marks}", table.region.id))
    };
    let written: Vec<String> = tables.iter().filter_map(of_region).collect();
    (!written.is_empty()).then(|| written.join(";"))
}

/// Reads what [`marks`] wrote; what is no mark is left out.
pub fn read_marks(text: &str) -> Vec<(RegionId, ReadMarks)> {
    let mark = |pair: &str| {
        let (question, seq) = pair.split_once(':')?;
        Some((question.parse().ok()?, seq.parse().ok()?))
    };
    let of_region = |part: &str| {
        let (region, marks) = part.split_once('=')?;
        Some((region.parse().ok()?, ReadMarks(marks.split(',').filter_map(mark).collect())))
    };
    text.split(';').filter_map(of_region).collect()
}

/// Returns where a snapshot of a region with these explanations is to be had: `van` lists
/// municipalities, `bij` questions; without both it holds them all. `acties` lists the actions that come along with
/// what happened to them, `lijst` those that come along as they
/// stand; those that were made after the entry `sinds` come along whole.
pub fn snapshot_address(region: RegionId, texts: &Texts) -> String {
    let path = format!("/regio/{region}/stand");
    match texts {
        Texts::All => path,
        Texts::Only { of, on, actions } => {
            let whole = match actions.whole.is_empty() {
                true => String::new(),
                false => format!("&acties={}", list(&actions.whole)),
            };
            let listed = match actions.listed.is_empty() {
                true => String::new(),
                false => format!("&lijst={}", list(&actions.listed)),
            };
            let since = actions.since;
            format!("{path}?van={}&bij={}{whole}{listed}&sinds={since}", list(of), list(on))
        }
    }
}

/// Returns where what happens after an entry is told, to this person and nobody else.
pub fn stream_address(region: RegionId, after: u64, person: PersonId) -> String {
    format!("/regio/{region}/stroom?na={after}&wie={person}")
}

/// Returns where a tab says where its reader is.
pub fn presence_address(region: RegionId) -> String {
    format!("/regio/{region}/aanwezig")
}

/// Returns where to sign in, and come back to this address: path and query.
pub fn sign_in_address(back: &str) -> String {
    format!("/inloggen?terug={}", encoded(back))
}

/// Returns where to sign out, and go on at this address with another account.
pub fn sign_out_address(back: &str) -> String {
    format!("/uitloggen?terug={}", encoded(back))
}

/// Returns where to prove once more who one is, and come back to this address: path and query.
pub fn prove_address(back: &str) -> String {
    format!("/account/bewijzen?terug={}", encoded(back))
}

/// Returns where to set up the second step of signing in, and come back to this address: path and query.
pub fn second_factor_address(back: &str) -> String {
    format!("/account/twee-stappen?daarna={}", encoded(back))
}

/// The word with which the server says that a command needs a recent proof.
pub const NOT_PROVEN: &str = "not_proven";
/// The word with which the server says that a second step is to be set up first.
pub const SECOND_FACTOR_NEEDED: &str = "second_factor_needed";

/// Writes a text so that it fits in a query.
pub fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte);
    let written =
        |byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    text.bytes().map(written).collect()
}

fn list<T: ToString>(all: &BTreeSet<T>) -> String {
    all.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

/// Writes who reads the region of a page along; nothing where nobody does.
pub fn readings(table: Option<&Table>) -> Option<String> {
    let readings = &table?.readings;
    let is_any = !readings.is_empty();
    is_any.then(|| serde_json::to_string(readings).expect("readings are plain data"))
}

/// Reads who read the region of a page along when it was made.
pub fn read_readings(told: Option<&str>) -> Vec<Reading> {
    told.and_then(|told| serde_json::from_str(told).ok()).unwrap_or_default()
}
