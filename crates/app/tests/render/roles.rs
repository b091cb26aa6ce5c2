//! Somebody with several roles sees on every page in which they act, and has a button for each other one.

use app::page::{BoardPage, HandoverAbout, HandoverPage, InRole, Page, Screen, Table};
use domain::{Language, Role};

use crate::place::{self, REGION, WATERDAM, member, story, table};
use crate::{must_say, rendered};

const HELD: [Role; 3] = [Role::Editor, Role::Coordinator, Role::Observer];

fn page_of(screen: Screen, held: &[Role], language: Language) -> Page {
    let mut page = place::page(screen, member(WATERDAM, held[0]), language);
    if let Some(me) = &mut page.me {
        me.seats[0].roles = held.to_vec();
    }
    page
}

fn seen(language: Language) -> Table {
    let elsewhere = vec![InRole { role: Role::Coordinator, waits: 3 }];
    Table { elsewhere, ..table(&story(), member(WATERDAM, Role::Editor), language) }
}

#[test]
fn the_header_says_the_role_and_has_a_button_for_each_other_one() {
    let board = |language| Screen::Board(seen(language), BoardPage::default());
    let nl = rendered("board-of-roles", &page_of(board(Language::Nl), &HELD, Language::Nl));
    must_say(
        &nl,
        &["U werkt als eindredacteur", "Ga verder als coördinator", "Ga verder als waarnemer"],
    );
    assert!(nl.contains(&format!("action=\"/regio/{REGION}/rol\"")));
    assert!(!nl.contains("Ga verder als eindredacteur"), "not for the one that they act in");
    let en = rendered("board-of-roles", &page_of(board(Language::En), &HELD, Language::En));
    must_say(&en, &["You are working as lead editor", "Continue as coordinator"]);
    let one = page_of(board(Language::Nl), &[Role::Editor], Language::Nl);
    assert!(!rendered("board-of-one-role", &one).contains("Ga verder als"), "one role, no button");
}

#[test]
fn what_waits_in_another_role_is_said_with_the_way_there() {
    let home = |language| Screen::Home(vec![seen(language)]);
    let nl = rendered("home-of-roles", &page_of(home(Language::Nl), &HELD, Language::Nl));
    must_say(&nl, &["In een andere rol", "Als coördinator wacht er op u: 3 punten."]);
    assert!(nl.contains("name=\"terug\" value=\"/\""), "and back to the start page");
    let en = rendered("home-of-roles", &page_of(home(Language::En), &HELD, Language::En));
    must_say(&en, &["In another role", "Waiting for you as coordinator: 3 items."]);
}

#[test]
fn nobody_is_told_that_they_may_leave_while_something_waits_in_another_role() {
    let way = |table| {
        let page = HandoverPage { about: HandoverAbout::Own, done: None, refused: None };
        page_of(Screen::Handover(table, page), &HELD, Language::Nl)
    };
    let kept = rendered("handover-of-roles", &way(seen(Language::Nl)));
    must_say(&kept, &["Als coördinator wacht er op u: 3 punten.", "ook in uw andere rol"]);
    assert!(!kept.contains("Verlaat deze regio"));
}
