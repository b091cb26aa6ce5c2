//! What people of the region wrote says its language on a page that speaks another.

use app::page::{CheckPage, Page, Place, Posted, QuestionPage, Screen};
use domain::{AnswerKey, CheckId, Language, Refusal, Role};

use crate::place::{self, BERKELO, WATERDAM, field, member, story, table};
use crate::{rendered, told};

/// Texts of the story, as they stand in a document.
const WRITTEN: [&str; 5] = [
    "Zie de &lt;nota&gt; &amp; bijlage.",
    "Nog niet geteld.",
    "Half af.",
    "Er is geen meldpunt.",
    "Ons eigen geheim.",
];

fn screens(language: Language) -> Vec<Page> {
    let (story, me) = (story(), member(WATERDAM, Role::Editor));
    let table = || table(&story, me, language);
    let check = |municipality, number| {
        let check = CheckId(number);
        Screen::Check(table(), CheckPage { municipality, check, posted: None })
    };
    let questions = ["1.1", "1.2", "3.2", "4.1"].map(|id| id.parse().unwrap());
    let mut screens = vec![Screen::History(table(), told(&story, me))];
    let page = |question| QuestionPage { question, posted: None, talk: Default::default() };
    screens.extend(questions.map(|id| Screen::Question(table(), page(id))));
    for municipality in [WATERDAM, BERKELO] {
        screens.extend([1, 2, 3, 4].map(|number| check(municipality, number)));
    }
    screens.into_iter().map(|screen| place::page(screen, me, language)).collect()
}

/// Returns the tag of each element that begins with this text.
fn holders<'a>(html: &'a str, text: &str) -> Vec<&'a str> {
    let tag = |at: usize| html[..at].rfind('<').map_or("", |start| &html[start..at]);
    html.match_indices(text).map(|(at, _)| tag(at)).collect()
}

#[test]
fn what_people_wrote_says_its_language_where_the_page_speaks_another() {
    let mut found = 0;
    for page in screens(Language::En) {
        let html = rendered("written", &page);
        for text in WRITTEN {
            for holder in holders(&html, text) {
                assert!(holder.contains("lang=\"nl\""), "{text} stands in {holder}");
                found += 1;
            }
        }
    }
    assert!(WRITTEN.len() < found, "the search looks at the right documents");
}

#[test]
fn a_page_in_the_language_of_the_region_says_it_once() {
    for page in screens(Language::Nl) {
        let html = rendered("written", &page);
        let main = html.split_once("<main").map(|(_, main)| main).unwrap();
        assert!(!main.contains("lang=\""));
    }
}

#[test]
fn two_versions_of_a_text_say_their_language() {
    let (story, me) = (story(), member(WATERDAM, Role::Editor));
    let theirs = place::text("Van een collega.");
    let key = AnswerKey { municipality: WATERDAM, field: field("2.1") };
    let refusal = Refusal::TextChanged { field: field("2.1"), theirs };
    let posted = Posted::Refused {
        refusals: vec![(Some(Place::from(key)), refusal)],
        typed: Box::default(),
        taken_in: 1,
    };
    let table = table(&story, me, Language::En);
    let check = CheckPage { municipality: WATERDAM, check: CheckId(2), posted: Some(posted) };
    let page = place::page(Screen::Check(table, check), me, Language::En);
    let html = rendered("written-twice", &page);
    let versions = html.split("<p ").filter_map(|rest| rest.split('>').next());
    let versions: Vec<&str> = versions.filter(|tag| tag.contains("kt-text")).collect();
    assert_eq!(versions.len(), 2);
    assert!(versions.iter().all(|tag| tag.contains("lang=\"nl\"")), "{versions:?}");
}
