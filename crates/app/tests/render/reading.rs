//! Whoever reads along finds what everyone reads and nothing to press, and everyone is told.

use app::page::{
    BoardPage, CheckPage, GridFilter, Me, Page, ParticipantsPage, Reading, Screen, Table,
};
use domain::{CheckId, GuardedText, Insider, Language, Moment, PersonId, Role, TypedText};
use uuid::Uuid;

use crate::place::{self, NOW, WATERDAM, member, story, table};
use crate::{asked, must_say, rendered};

const GUEST: PersonId = PersonId(Uuid::from_u128(0x6e57));
const WHY: &str = "De vragen staan in de <verkeerde> volgorde.";

fn reading(is_own: bool) -> Reading {
    let reason = GuardedText::pass(&TypedText::new(WHY)).unwrap();
    Reading { is_own, until: Moment(NOW.0 + 60 * 60 * 1_000_000), reason }
}

/// Returns the table of whoever reads along: of what members read they see what is no draft.
fn of_guest(language: Language) -> Table {
    let seen = table(&story(), member(WATERDAM, Role::Observer), language);
    Table { insider: Insider::Guest(GUEST), readings: vec![reading(true)], ..seen }
}

fn page_of_guest(screen: Screen, language: Language) -> Page {
    let me = Me { person: GUEST, seats: vec![], acting: None, administers: true };
    Page { me: Some(me), ..place::page(screen, member(WATERDAM, Role::Observer), language) }
}

fn screens(language: Language) -> Vec<(&'static str, Screen)> {
    let table = || of_guest(language);
    let check = CheckPage { municipality: WATERDAM, check: CheckId(1), posted: None };
    vec![
        ("board", Screen::Board(table(), BoardPage::default())),
        ("grid", Screen::Grid(table(), GridFilter::default())),
        ("check", Screen::Check(table(), check)),
        ("question", Screen::Question(table(), asked("4.3"))),
        ("participants", Screen::Participants(table(), ParticipantsPage::default())),
    ]
}

#[test]
fn whoever_reads_along_is_told_how_and_finds_nothing_to_press() {
    for language in [Language::Nl, Language::En] {
        for (name, screen) in screens(language) {
            let html = rendered(&format!("guest-{name}"), &page_of_guest(screen, language));
            let told = match language {
                Language::Nl => ["U kijkt mee als beheerder in", "Stop met meekijken"],
                Language::En => ["You read along as administrator in", "Stop reading along"],
            };
            must_say(&html, &told);
            let (_, main) = html.split_once("<main").unwrap();
            assert!(!main.contains("method=\"post\""), "{name}: nothing is sent from here");
            assert!(!main.contains("<textarea"), "{name}: nothing is written here");
        }
    }
}

#[test]
fn everyone_else_reads_until_when_and_why() {
    let me = member(WATERDAM, Role::Editor);
    for (language, told) in [
        (Language::Nl, "Een beheerder kijkt mee tot vandaag"),
        (Language::En, "An administrator reads along until today"),
    ] {
        let seen = Table { readings: vec![reading(false)], ..table(&story(), me, language) };
        let screen = Screen::Board(seen, BoardPage::default());
        let html = rendered("board-watched", &place::page(screen, me, language));
        must_say(&html, &[told, WHY]);
        assert!(!html.contains("stop-meekijken"), "only whoever reads along stops there");
        let alone = Screen::Board(table(&story(), me, language), BoardPage::default());
        let html = rendered("board-alone", &place::page(alone, me, language));
        assert!(!html.contains("kt-reading"));
    }
}
