//! The list of actions and its board, as the server sends them.

use app::page::{ActionFilter, ActionShow, ActionsPage, Screen, Table};
use domain::{ActionId, Day, Event, Language, OrganisationId, Plan, Priority, Role};
use uuid::Uuid;

use crate::place::{BERKELO, COORDINATOR, EDITOR, Story, WATERDAM, member, story, table, text};
use crate::{both, must_say};

const OVERDUE: ActionId = ActionId(Uuid::from_u128(0x701));
const PROPOSED: ActionId = ActionId(Uuid::from_u128(0x702));

fn made(action: ActionId, owner: OrganisationId, title: &str, due: Option<Day>) -> Event {
    let plan = Box::new(Plan {
        title: text(title),
        why: text(""),
        done_when: text(""),
        contributors: [].into(),
        concerns: [].into(),
        due,
        priority: Priority::High,
    });
    Event::ActionMade { action, owner, plan, cause: None, group: None }
}

/// Berkelo let a day pass, and Waterdam thought of something else.
fn asked() -> Story {
    let mut story = story();
    let late = made(OVERDUE, BERKELO, "Maak een <rooster>", Day::new(2026, 11, 20));
    let offered = Event::ActionOffered { action: OVERDUE };
    story.tell((EDITOR, WATERDAM), 30, vec![late, offered]);
    let thought = made(PROPOSED, BERKELO, "Schrijf een brief", Day::new(2026, 11, 26));
    story.tell((EDITOR, WATERDAM), 2, vec![thought]);
    let day = Day::new(2026, 11, 27).unwrap();
    story.tell((COORDINATOR, WATERDAM), 1, vec![Event::SteeringDateAdded { day }]);
    story
}

fn page(board: bool) -> ActionsPage {
    ActionsPage {
        filter: ActionFilter { board, ..ActionFilter::default() },
        shown: vec![OVERDUE, PROPOSED],
        found: 2,
        all: 2,
        counts: ActionShow::COUNTED.map(|show| (show, 1)).into(),
        more: vec![(ActionShow::Aangeboden, 7)],
        ..ActionsPage::default()
    }
}

fn seen(language: Language) -> Table {
    table(&asked(), member(WATERDAM, Role::Editor), language)
}

#[test]
fn a_row_says_where_an_action_stands_and_what_asks_for_attention() {
    let [nl, en] =
        both("actions", |language| Screen::Actions(seen(language), Box::new(page(false))));
    let said = [
        "Nieuwe actie",
        "Nog 4 werkdagen tot de stuurgroep (27 november 2026)",
        "2 acties",
        "Maak een <rooster>",
        "te laat",
        "geen antwoord na meer dan tien werkdagen",
        "voorrang hoog",
        "nog 4 werkdagen tot de stuurgroep",
        "Kies",
        "Bied de gekozen acties aan",
    ];
    must_say(&nl, &said);
    must_say(&en, &["New action", "overdue", "priority high", "Offer the chosen actions"]);
}

#[test]
fn a_board_has_a_column_for_each_state() {
    let [nl, en] =
        both("actions-board", |language| Screen::Actions(seen(language), Box::new(page(true))));
    let said =
        ["Aangeboden (8)", "En nog 7:", "Voorgesteld (1)", "Afgesloten (0)", "Bekijk als lijst"];
    must_say(&nl, &said);
    must_say(&en, &["Offered (8)", "And 7 more:", "Closed (0)", "See as a list"]);
}

#[test]
fn an_empty_list_says_what_to_do_next() {
    let empty = |language| {
        let table = table(&story(), member(WATERDAM, Role::Editor), language);
        Screen::Actions(table, Box::default())
    };
    let [nl, en] = both("actions-empty", empty);
    must_say(&nl, &["Er zijn hier nog geen acties.", "Maak de eerste met ‘Nieuwe actie’"]);
    must_say(&en, &["There are no actions here yet.", "Make the first with ‘New action’"]);
}
