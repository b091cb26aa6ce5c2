//! The search for a place to go to: by number or by words, and never in what somebody wrote.

use domain::{Language, Role};

use app::page::Screen;
use app::page::search::{Found, SearchPage, find, named};

use crate::place::{BERKELO, WATERDAM, member, story, table};
use crate::{both, must_say};

fn found(typed: &str) -> Found {
    find(&table(&story(), member(WATERDAM, Role::Editor), Language::Nl), typed)
}

#[test]
fn a_question_is_named_by_its_number() {
    let table = table(&story(), member(WATERDAM, Role::Editor), Language::Nl);
    let question = "4.1".parse().ok();
    for typed in ["4.1", " 4.1 ", "4.1a", "vraag 4.1", "Vraag 4.1b", "question 4.1"] {
        assert_eq!(named(typed, &table.checklist), question, "{typed}");
    }
    for typed in ["", "4", "9.9", "check 4.1", "vraag", "4.1 en 4.2", "vier"] {
        assert_eq!(named(typed, &table.checklist), None, "{typed}");
    }
}

#[test]
fn every_word_must_be_there_and_nothing_finds_everything() {
    assert!(found("").is_empty() && found("  ").is_empty());
    assert!(found("bestaatniet").is_empty());
    let berkelo = found("BERK");
    assert_eq!(berkelo.organisations, [BERKELO]);
    assert!(berkelo.questions.is_empty());
    assert!(found("berkelo waterdam").is_empty());
}

#[test]
fn the_page_lists_what_it_found_or_says_that_there_is_nothing() {
    let me = member(WATERDAM, Role::Editor);
    let page = |typed: &str| SearchPage { typed: typed.to_owned() };
    let [nl, en] =
        both("search", |language| Screen::Search(table(&story(), me, language), page("berkelo")));
    must_say(&nl, &["Waar wilt u naartoe?", "Deelnemers (1)", "Berkelo"]);
    must_say(&en, &["Where do you want to go?", "Participants (1)"]);
    let [nl, _] = both("search-nothing", |language| {
        Screen::Search(table(&story(), me, language), page("<qqq>"))
    });
    must_say(&nl, &["Niets gevonden met ‘<qqq>’."]);
}
