//! Every screen in both languages, as the server sends it: what it says, and that it is sound.
//!
//! With `KETENTAFEL_RENDERED` naming a folder, every document is written there to be looked at.

#![allow(clippy::unwrap_used)] // A test that cannot go on should stop.

mod place;
mod sound;

use app::document::{Site, render};
use app::page::{GridFilter, GridShow, Page, Screen, SignIn, SignInFailure};
use domain::{CheckId, Language, Role};
use place::{BERKELO, BUREAU, WATERDAM, member, page, story, table};

fn rendered(name: &str, page: &Page) -> String {
    let html = render(page, &Site { version: "test".into() }, "nonce");
    let name = format!("{name}-{}", page.language.code());
    if let Some(folder) = std::env::var_os("KETENTAFEL_RENDERED") {
        std::fs::write(std::path::Path::new(&folder).join(format!("{name}.html")), &html).unwrap();
    }
    sound::check(&name, &html);
    html
}

/// Renders a screen for the editor of Waterdam in both languages; returns Dutch and English.
fn both(name: &str, screen: impl Fn(Language) -> Screen) -> [String; 2] {
    let me = member(WATERDAM, Role::Editor);
    [Language::Nl, Language::En]
        .map(|language| rendered(name, &page(screen(language), me, language)))
}

fn must_say(html: &str, pieces: &[&str]) {
    let text = sound::text(html);
    for piece in pieces {
        assert!(text.contains(piece), "“{piece}” is not in: {text}");
    }
}

#[test]
fn the_sign_in_page_keeps_the_name_and_says_what_to_do() {
    let demo = vec![("redacteur".to_owned(), "Redacteur van Waterdam".to_owned())];
    let wrong = SignIn {
        login: "typ<er".into(),
        back: Some("/regio/x".into()),
        failure: Some(SignInFailure::Wrong),
        demo,
        demo_password: Some("ketentafel".into()),
    };
    let [nl, en] = both("sign-in", |_| Screen::SignIn(wrong.clone()));
    must_say(&nl, &["Inloggen is niet gelukt", "Redacteur van Waterdam", "ketentafel"]);
    must_say(&en, &["Signing in did not work", "Try it out"]);
    assert!(
        nl.contains("value=\"typ&lt;er\"") || nl.contains("value=\"typ<er\""),
        "what was typed is kept"
    );
    assert_eq!(nl.matches("name=\"terug\" value=\"/regio/x\"").count(), 2, "both forms go back");
    let plain = rendered(
        "sign-in-plain",
        &Page {
            me: None,
            ..page(Screen::SignIn(SignIn::default()), member(WATERDAM, Role::Editor), Language::Nl)
        },
    );
    assert!(!plain.contains("kt-account\""), "no demo, no accounts");
}

#[test]
fn the_start_page_names_each_region_and_offers_the_other_roles() {
    let [nl, en] = both("home", |_| Screen::Home);
    must_say(
        &nl,
        &[
            "Mijn regio’s",
            "Regio Veenland <Oost>",
            "redacteur, Gemeente Waterdam",
            "Werk als waarnemer, Regiobureau",
        ],
    );
    must_say(&en, &["editor, Gemeente Waterdam", "Work as observer, Regiobureau"]);
    assert!(nl.contains("name=\"rol\" value=\"observer\""));
    let mut nobody = page(Screen::Home, member(WATERDAM, Role::Editor), Language::Nl);
    nobody.me = nobody.me.map(|me| app::page::Me { seats: vec![], acting: None, ..me });
    must_say(&rendered("home-empty", &nobody), &["nog in geen enkele regio"]);
}

#[test]
fn the_board_counts_what_is_shared_and_names_what_an_editor_still_has_to_do() {
    let story = story();
    let me = member(WATERDAM, Role::Editor);
    let [nl, en] = both("board", |language| Screen::Board(table(&story, me, language)));
    must_say(
        &nl,
        &[
            "Ronde 2026 is open sinds",
            "Dit staat nog open voor Waterdam",
            "Nog delen: 2.1",
            "Nog leeg: 1.2",
            "Check 1, Waterdam: 1 ja, 1 leeg",
        ],
    );
    must_say(&en, &["Round 2026", "To share: 2.1", "Check 1, Waterdam: 1 yes, 1 empty"]);
    // Shared: four of Waterdam and three of Berkelo; asked: seven fields each, without 3.2b of Waterdam.
    must_say(
        &nl,
        &[
            "2gemeenten doen mee",
            "7van de 13 antwoorden gedeeld",
            "1antwoord bevestigd",
            "1antwoord opnieuw te bevestigen",
        ],
    );
    assert!(!nl.contains("open-ronde"), "an editor opens no round");
}

#[test]
fn a_coordinator_opens_a_round_when_none_is_open_and_sees_no_draft() {
    let coordinator = member(BUREAU, Role::Coordinator);
    for (name, story, opens) in
        [("board-new", place::founded(), true), ("board-coordinator", story(), false)]
    {
        for language in [Language::Nl, Language::En] {
            let screen = Screen::Board(table(&story, coordinator, language));
            let html = rendered(name, &page(screen, coordinator, language));
            assert_eq!(html.contains("value=\"open-ronde\""), opens, "{name}");
            assert!(!html.contains("Nog delen"));
        }
    }
}

#[test]
fn the_grid_shows_own_drafts_and_never_those_of_another() {
    let story = story();
    let me = member(WATERDAM, Role::Editor);
    let [nl, en] =
        both("grid", |language| Screen::Grid(table(&story, me, language), GridFilter::default()));
    must_say(
        &nl,
        &[
            "7 van 7 antwoordvelden",
            "2.1 Waterdam: deelsconcept",
            "2.1 Berkelo: leeg",
            "1.1 Waterdam: jabevestigd",
            "1.2 Berkelo: neeopnieuw bevestigen",
            "3.2b Waterdam: niet gevraagd",
            "3.2b Berkelo: leeg",
        ],
    );
    must_say(&en, &["7 of 7", "2.1 Waterdam: partlydraft", "3.2b Waterdam: not asked"]);
    assert!(nl.contains("/checklist/00000000-0000-0000-0000-00000000000b/4#v4.1a"));
    assert!(
        !nl.contains("tabindex=\"-1\"><span class=\"kt-hidden\">"),
        "without scripts Tab reaches every cell"
    );
}

#[test]
fn a_filter_keeps_what_fits_it() {
    let story = story();
    let me = member(WATERDAM, Role::Editor);
    let filter = GridFilter {
        check: Some(CheckId(4)),
        municipality: Some(BERKELO),
        show: Some(GridShow::WetenWeNiet),
    };
    let [nl, _] =
        both("grid-filtered", |language| Screen::Grid(table(&story, me, language), filter));
    must_say(&nl, &["1 van 7", "4.1a Berkelo: weten we niet", "Toon weer alles"]);
    assert!(!sound::text(&nl).contains("Waterdam: "), "one municipality only");
    let none = GridFilter { check: Some(CheckId(4)), show: Some(GridShow::Nvt), ..filter };
    let [nl, en] = both("grid-nothing", |language| Screen::Grid(table(&story, me, language), none));
    must_say(&nl, &["Er zijn geen antwoorden die bij dit filter passen."]);
    must_say(&en, &["No answers fit this filter."]);
}

#[test]
fn the_public_pages_say_what_is_kept_and_what_was_tested() {
    let [nl, en] = both("accessibility", |_| Screen::Accessibility);
    must_say(&nl, &["Toegankelijkheid", "onafhankelijk onderzoek is nog niet gedaan"]);
    must_say(&en, &["No independent audit was done yet"]);
    let [nl, en] = both("privacy", |_| Screen::Privacy);
    must_say(&nl, &["nooit over personen", "twee cookies"]);
    must_say(&en, &["two cookies"]);
}

#[test]
fn nothing_of_another_organisation_s_draft_is_anywhere_in_a_document() {
    let story = story();
    let me = member(WATERDAM, Role::Editor);
    for language in [Language::Nl, Language::En] {
        for screen in [
            Screen::Board(table(&story, me, language)),
            Screen::Grid(table(&story, me, language), GridFilter::default()),
        ] {
            let html = rendered("draft", &page(screen, me, language));
            assert!(!html.contains("Geheim van Berkelo"));
        }
    }
}
