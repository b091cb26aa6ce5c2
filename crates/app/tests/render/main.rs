//! Every screen in both languages, as the server sends it: what it says, and that it is sound.
//!
//! With `KETENTAFEL_RENDERED` naming a folder, every document is written there to be looked at.

#![allow(clippy::unwrap_used)] // A test that cannot go on should stop.

mod actions;
mod board;
mod place;
mod reading;
mod regional;
mod roles;
mod search;
mod sound;
mod talk;
mod written;

use std::sync::Arc;

use app::document::{Site, render};
use app::page::{
    BoardPage, CheckPage, GridFilter, GridShow, HistoryFilter, HistoryPage, Page, Posted,
    QuestionPage, Screen, SignIn, SignInFailure,
};
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

/// Returns the page of one question.
fn asked(question: &str) -> QuestionPage {
    QuestionPage { question: question.parse().unwrap(), posted: None, talk: Default::default() }
}

fn must_say(html: &str, pieces: &[&str]) {
    let text = sound::text(html);
    for piece in pieces {
        assert!(text.contains(piece), "“{piece}” is not in: {text}");
    }
}

#[test]
fn the_sign_in_page_keeps_the_name_and_says_what_to_do() {
    let demo = vec![app::page::Offered {
        login: "redacteur".into(),
        function: "Redacteur van Waterdam".into(),
        regions: vec!["Veenland".into(), "Duinkust".into()],
    }];
    let wrong = SignIn {
        login: "typ<er".into(),
        back: Some("/regio/x".into()),
        failure: Some(SignInFailure::Wrong),
        demo,
        demo_password: Some("ketentafel".into()),
        ..SignIn::default()
    };
    let [nl, en] = both("sign-in", |_| Screen::SignIn(wrong.clone()));
    must_say(
        &nl,
        &[
            "Inloggen is niet gelukt",
            "Redacteur van Waterdam",
            "redacteur, regio’s Veenland en Duinkust",
            "ketentafel",
        ],
    );
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
    // People sign in with an address; only the demo's accounts have names.
    let says = |html: &str, word: &str| sound::text(html).contains(word);
    assert!(says(&plain, "Mailadres") && !says(&plain, "Accountnaam"));
    assert!(says(&nl, "Accountnaam") && !says(&nl, "Mailadres"));
}

#[test]
fn the_start_page_names_each_region_and_for_whom_one_takes_part() {
    let story = story();
    let me = member(WATERDAM, Role::Editor);
    let [nl, en] = both("home", |language| Screen::Home(vec![table(&story, me, language)]));
    must_say(
        &nl,
        &[
            "Mijn werk",
            "Regio Veenland <Oost>",
            "redacteur, Waterdam",
            "Regio Duinkust",
            "waarnemer, Regiobureau",
        ],
    );
    must_say(&en, &["editor, Waterdam", "observer, Regiobureau"]);
    let mut nobody = page(Screen::Home(vec![]), member(WATERDAM, Role::Editor), Language::Nl);
    nobody.me = nobody.me.map(|me| app::page::Me { seats: vec![], acting: None, ..me });
    must_say(&rendered("home-empty", &nobody), &["nog in geen enkele regio"]);
}

/// Partners and the chair once read that they may confirm answers, because they may sign.
#[test]
fn only_who_confirms_for_a_municipality_reads_so_on_the_start_page() {
    let told = "U mag antwoorden bevestigen namens uw organisatie.";
    for (organisation, role, confirms) in [
        (WATERDAM, Role::Editor, true),
        (WATERDAM, Role::SteeringMember, false),
        (BUREAU, Role::Editor, false),
    ] {
        let me = domain::Member { may_adopt: true, ..member(organisation, role) };
        let html = rendered("home-confirming", &page(Screen::Home(vec![]), me, Language::Nl));
        assert_eq!(sound::text(&html).contains(told), confirms, "{role:?} of {organisation}");
    }
    let me = domain::Member { may_adopt: false, ..member(WATERDAM, Role::Editor) };
    let html = rendered("home-confirming", &page(Screen::Home(vec![]), me, Language::Nl));
    assert!(!sound::text(&html).contains(told));
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

/// All rows once stood in one group, so that every check's name headed all that came after it.
#[test]
fn each_check_of_the_grid_is_a_group_of_rows_with_its_name() {
    let me = member(WATERDAM, Role::Editor);
    let screen = Screen::Grid(table(&story(), me, Language::Nl), GridFilter::default());
    let html = rendered("grid-groups", &page(screen, me, Language::Nl));
    let groups: Vec<&str> = html.split("<tbody>").skip(1).collect();
    assert_eq!(groups.len(), 4);
    for (group, rows) in groups.iter().zip([2, 1, 2, 2]) {
        let inside = group.split("</tbody>").next().unwrap();
        assert!(inside.starts_with("<tr><th scope=\"rowgroup\""), "{inside}");
        assert_eq!(inside.matches("scope=\"row\"").count(), rows);
    }
    assert!(html.contains("id=\"vak-6-2\""), "cells are numbered through the whole grid");
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
    let mine = GridFilter { show: Some(GridShow::WachtOpMij), ..GridFilter::default() };
    let [nl, en] = both("grid-mine", |language| Screen::Grid(table(&story, me, language), mine));
    must_say(&nl, &["Wacht op mij", "wachten op u"]);
    must_say(&en, &["Waits for me", "wait for you"]);
    let none = GridFilter { check: Some(CheckId(4)), show: Some(GridShow::Nvt), ..filter };
    let [nl, en] = both("grid-nothing", |language| Screen::Grid(table(&story, me, language), none));
    must_say(&nl, &["Er zijn geen antwoorden die bij dit filter passen."]);
    must_say(&en, &["No answers fit this filter."]);
}

#[test]
fn a_question_stands_side_by_side_with_its_parts_and_why() {
    let story = story();
    let me = member(WATERDAM, Role::Editor);
    let ask = |name, id: &str| {
        both(name, |language| Screen::Question(table(&story, me, language), asked(id)))
    };
    let [nl, en] = ask("question", "1.1");
    must_say(
        &nl,
        &[
            "De gemeenten antwoorden: 1 ja en 1 leeg.",
            "Zie de <nota> & bijlage.",
            "Bevestigd op 20 november 2026",
            "Dit regelt iedere gemeente zelf.",
            "Vraag het de GGD.",
            "Volgende: 1.2",
            "Nog niets gedeeld.",
        ],
    );
    must_say(
        &en,
        &["The municipalities answer: 1 yes and 1 empty.", "Confirmed on 20 November 2026"],
    );
    assert!(!nl.contains("<nota>"), "what people type is never markup");
    let [nl, _] = ask("question-again", "1.2");
    must_say(&nl, &["opnieuw bevestigen", "Nog niet geteld.", "Vorige: 1.1"]);
    let [nl, en] = ask("question-parts", "4.1");
    must_say(
        &nl,
        &["Beide delen samen", "Deel a. Is 4.1a geregeld?", "Op papier: ja. In de praktijk: nee."],
    );
    must_say(&en, &["Both parts together", "On paper: yes. In practice: no."]);
    let [nl, _] = ask("question-substitute", "3.2");
    must_say(&nl, &["niet gevraagd", "Het tweede deel telt alleen"]);
    let [nl, _] = ask("question-draft", "2.1");
    must_say(&nl, &["Uw organisatie heeft hier een concept"]);
    assert!(!nl.contains("Ons eigen geheim"), "side by side stands what everyone sees");
}

/// Renders one check of Waterdam for its editor in both languages.
fn check_page(name: &str, story: &place::Story, check: u8) -> [String; 2] {
    let me = member(WATERDAM, Role::Editor);
    let page = CheckPage { municipality: WATERDAM, check: CheckId(check), posted: None };
    both(name, |language| Screen::Check(table(story, me, language), page.clone()))
}

/// "Nu nog concept" once stood beside "Gedeeld op", as if one answer were both.
#[test]
fn beside_a_draft_it_says_that_the_version_before_is_shared() {
    let mut story = story();
    let [nl, _] = check_page("check", &story, 1);
    must_say(&nl, &["Gedeeld op 18 november 2026. Bevestigd op 20 november 2026."]);
    story.draft(WATERDAM, "1.1", domain::AnswerValue::No, "Toch niet.");
    let [nl, en] = check_page("check-draft", &story, 1);
    must_say(
        &nl,
        &[
            "Nu nog concept: alleen uw organisatie ziet dit. De vorige versie is gedeeld op 18 november 2026 en bevestigd op 20 november 2026.",
        ],
    );
    must_say(&en, &["The version before was shared on 18 November 2026 and confirmed on"]);
    assert!(!sound::text(&nl).contains("Gedeeld op"));
}

/// It once said that the other answers were saved, and led to fields that are not there.
#[test]
fn who_sends_the_form_of_another_municipality_reads_that_nothing_was_saved() {
    let me = member(BERKELO, Role::Editor);
    let who = domain::refusal::WhoMay::Editor(WATERDAM);
    let key = domain::AnswerKey { municipality: WATERDAM, field: place::field("1.1") };
    let refusals = vec![(Some(app::page::Place::from(key)), domain::Refusal::NotAllowed { who })];
    let posted = Some(Posted::Refused { refusals, typed: Box::default(), taken_in: 0 });
    let check = CheckPage { municipality: WATERDAM, check: CheckId(1), posted };
    let screen = Screen::Check(table(&story(), me, Language::Nl), check);
    let html = rendered("check-forbidden", &page(screen, me, Language::Nl));
    must_say(
        &html,
        &["Alleen een redacteur van Waterdam mag dit veranderen.", "Er is niets opgeslagen."],
    );
    assert!(!sound::text(&html).contains("wel opgeslagen"));
}

/// Takes away the marks between pieces, which only a browser that takes the page over looks at.
fn bare(html: &str) -> String {
    html.replace("<!>", "")
}

#[test]
fn the_help_beside_a_check_sets_each_idea_apart_from_why() {
    let [nl, _] = check_page("check", &story(), 1);
    assert!(
        bare(&nl).contains("<li class=\"kt-flow-tight\"><p><strong>Tel wat er is.</strong></p>")
    );
}

#[test]
fn paper_says_of_which_region_round_and_day_it_is() {
    let [nl, en] = check_page("check", &story(), 1);
    let line = "<p class=\"kt-print-only\">Regio Veenland &lt;Oost&gt;. Ronde 2026. Stand op 23 november 2026.</p>";
    assert!(bare(&nl).contains(line), "{nl}");
    must_say(&en, &["Region Veenland <Oost>. Round 2026. As of 23 November 2026."]);
}

#[test]
fn that_typing_is_kept_at_once_is_said_only_where_scripts_run() {
    let [nl, _] = check_page("check", &story(), 1);
    for (class, told) in [
        ("kt-live-only", "Wat u invult, bewaren wij meteen als concept."),
        ("kt-still-only", "Wat u invult, bewaren wij pas als u op een knop drukt."),
    ] {
        assert!(bare(&nl).contains(&format!("<span class=\"{class}\">{told}</span>")), "{told}");
    }
}

/// In a form the text was sent, to be refused: that it was not would be untrue.
#[test]
fn a_refused_text_is_never_said_not_to_be_sent() {
    for refusal in [
        domain::Refusal::Guarded { findings: vec![] },
        domain::Refusal::TellsCase { phrases: vec![] },
    ] {
        let names = place::names();
        let told = app::words::Words(Language::Nl).refusal(&refusal, &names);
        assert!(told.contains("nog niet opgeslagen") && !told.contains("verstuurd"), "{told}");
    }
}

/// Returns what the history tells this reader, newest first.
fn told(story: &place::Story, reader: domain::Member) -> HistoryPage {
    let seen = story.entries.iter().rev().filter_map(|entry| {
        match domain::view::entry_for(&reader.viewer(), entry) {
            domain::Delivery::Full(entry) => Some(entry),
            domain::Delivery::Hidden { .. } | domain::Delivery::Masked { .. } => None,
        }
    });
    HistoryPage {
        entries: seen.collect(),
        before: Default::default(),
        people: place::people(),
        titles: Default::default(),
        older: Some(7),
        filter: HistoryFilter::default(),
    }
}

#[test]
fn the_history_tells_in_sentences_who_did_what() {
    let story = story();
    let me = member(WATERDAM, Role::Editor);
    let [nl, en] =
        both("history", |language| Screen::History(table(&story, me, language), told(&story, me)));
    must_say(
        &nl,
        &[
            "Maandag 23 november 2026",
            "Redacteur van Waterdam veranderde het antwoord op vraag 2.1 van ‘leeg’ in ‘deels’.",
            "Ons eigen geheim.",
            "Redacteur van Waterdam deelde 2 antwoorden: vragen 4.1a en 4.1b.",
            "Redacteur van Waterdam bevestigde het antwoord op vraag 1.1.",
            "Redacteur van Waterdam deelde het antwoord op vraag 1.1: ‘ja’.",
            "Regiocoördinator opende ronde 2026, met 7 antwoordvelden.",
            "Regiocoördinator sloot de ronde.",
            "Regiocoördinator voegde Waterdam toe (gemeente).",
            "Regiocoördinator maakte regio Veenland <Oost> aan.",
            "Bekijk wat er eerder gebeurde",
        ],
    );
    must_say(
        &en,
        &[
            "Monday 23 November 2026",
            "changed the answer to question 2.1 from ‘empty’ to ‘partly’.",
            "shared 2 answers: questions 4.1a and 4.1b.",
            "opened round 2026, with 7 answer fields.",
        ],
    );
    assert!(nl.contains("/geschiedenis?voor=7"));
    assert!(!nl.contains("Geheim van Berkelo"));
    let filter =
        HistoryFilter { organisation: Some(BERKELO), question: Some("1.2".parse().unwrap()) };
    let nobody = HistoryPage { filter, ..HistoryPage::default() };
    let [nl, _] = both("history-empty", |language| {
        Screen::History(table(&story, me, language), nobody.clone())
    });
    must_say(&nl, &["Hierover is niets te vinden."]);
    assert!(nl.contains("selected>Berkelo"), "the filter says what it narrows to");
}

#[test]
fn the_library_holds_everything_of_the_edition_and_says_which_links_were_tried() {
    let library = |language| Screen::Library(Arc::new(place::checklist().in_language(language)));
    let [nl, en] = both("library", library);
    must_say(
        &nl,
        &[
            "Wat is een loverboy?",
            "Check 3. Melden",
            "Wijkteams",
            "De commissie",
            "Tel wat er is.",
            "Amsterdam: Training",
            "Ongeveer 2018",
            "CoMensha",
            "nog niet gecontroleerd",
            "gecontroleerd op 20 november 2026",
            "met inlog",
            "pdf",
        ],
    );
    must_say(&en, &["What is a loverboy?", "checked on 20 November 2026", "needs an account"]);
    for anchor in ["voorbeelden", "hulpmiddelen", "websites"] {
        assert!(nl.contains(&format!("id=\"{anchor}\"")), "{anchor}");
    }
}

#[test]
fn the_public_pages_say_what_is_kept_and_what_was_tested() {
    let [nl, en] = both("accessibility", |_| Screen::Accessibility);
    must_say(&nl, &["Toegankelijkheid", "onafhankelijk onderzoek is nog niet gedaan"]);
    must_say(&en, &["No independent audit was done yet"]);
    let [nl, en] = both("privacy", |_| Screen::Privacy);
    must_say(
        &nl,
        &[
            "nooit over personen",
            "twee cookies",
            "vier uur niet",
            "een kwartier lang per account en per internetadres",
            "Bij iedere verandering van een account, een rol of een recht",
        ],
    );
    must_say(&en, &["two cookies", "four hours", "a quarter of an hour", "a role or a right"]);
}

#[test]
fn nothing_of_another_organisation_s_draft_is_anywhere_in_a_document() {
    let story = story();
    let me = member(WATERDAM, Role::Editor);
    for language in [Language::Nl, Language::En] {
        for screen in [
            Screen::Board(table(&story, me, language), BoardPage::default()),
            Screen::Grid(table(&story, me, language), GridFilter::default()),
            Screen::Question(table(&story, me, language), asked("2.1")),
            Screen::History(table(&story, me, language), told(&story, me)),
        ] {
            let html = rendered("draft", &page(screen, me, language));
            assert!(!html.contains("Geheim van Berkelo"));
        }
    }
}
