//! The board: what is shared, how far the municipalities are, and what is open for whom.

use app::page::{BoardPage, GridFilter, GridShow, Screen};
use domain::{
    AnswerContent, AnswerValue, Event, Language, Matter, OrganisationId, OrganisationKind,
    RequestId, Role, Wish, event::UnsealedView,
};
use uuid::Uuid;

use crate::place::{
    self, BERKELO, BUREAU, COORDINATOR, EDITOR, ROUND, WATERDAM, member, page, story, table, text,
};
use crate::{both, must_say, rendered};

const POLICE: OrganisationId = OrganisationId(Uuid::from_u128(14));

#[test]
fn the_board_counts_what_is_shared_and_names_what_an_editor_still_has_to_do() {
    let story = story();
    let me = member(WATERDAM, Role::Editor);
    let [nl, en] =
        both("board", |language| Screen::Board(table(&story, me, language), BoardPage::default()));
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

/// Everyone reads the same figures: the draft of Waterdam is no progress, also not for Waterdam.
#[test]
fn the_board_says_how_far_each_municipality_is_and_who_must_do_what() {
    let mut story = story();
    for reader in [member(WATERDAM, Role::Editor), member(BUREAU, Role::Coordinator)] {
        let screen = Screen::Board(table(&story, reader, Language::Nl), BoardPage::default());
        let html = rendered("board-progress", &page(screen, reader, Language::Nl));
        must_say(
            &html,
            &[
                "redacteur: 2 nog te delen",
                "eindredacteur: 3 bevestigen",
                "redacteur: 4 nog te delen, 1 opnieuw bekijken",
                "eindredacteur: 2 bevestigen",
                "2 van 2",
            ],
        );
    }
    let closed = Event::RoundClosed { round: ROUND };
    story.tell((COORDINATOR, BUREAU), 0, vec![closed]);
    let me = member(WATERDAM, Role::Editor);
    let screen = Screen::Board(table(&story, me, Language::Nl), BoardPage::default());
    let html = rendered("board-over", &page(screen, me, Language::Nl));
    assert!(!html.contains("h-voortgang"), "when a round is over nobody has anything left to do");
}

/// The police are asked for four views: one is given, one declined, one no longer asked for.
fn police_asked() -> (place::Story, AnswerContent) {
    let mut story = story();
    let kind = OrganisationKind::Police;
    let (chain_parties, serves) = ([].into(), [].into());
    let joined = Event::OrganisationAdmitted { organisation: POLICE, kind, chain_parties, serves };
    story.tell((COORDINATOR, BUREAU), 50, vec![joined]);
    let matter = |number: u128, on: &str| Matter {
        request: RequestId(Uuid::from_u128(number)),
        wish: Wish::View { of: POLICE, on: on.parse().unwrap() },
    };
    let made =
        |number, on| Event::RequestMade { matter: matter(number, on), due: None, note: text("") };
    let asked = ["1.1", "2.1", "3.2", "4.1"].into_iter().zip(1..);
    let mut told: Vec<Event> = asked.map(|(on, number)| made(number, on)).collect();
    let reason = text("Dat weten wij niet.");
    told.push(Event::RequestDeclined { matter: matter(3, "3.2"), reason });
    told.push(Event::RequestClosed { matter: matter(4, "4.1") });
    story.tell((COORDINATOR, BUREAU), 9, told);
    let content = AnswerContent {
        value: AnswerValue::Yes,
        explanation: text("Wij zien het."),
        paper: None,
        practice: None,
        source: text("Eigen cijfers."),
    };
    let given = Event::PartnerViewGiven {
        partner: POLICE,
        field: place::field("1.1"),
        round: ROUND,
        content: content.clone(),
        sealed: true,
        again: false,
    };
    story.tell((EDITOR, POLICE), 3, vec![given]);
    (story, content)
}

/// While views are sealed only a coordinator knows who gave one, and so how far a partner is.
#[test]
fn the_board_says_what_the_coordinator_and_the_partners_still_have_to_do() {
    let (mut story, content) = police_asked();
    let board = |story: &place::Story, me, language| {
        let screen = Screen::Board(table(story, me, language), BoardPage::default());
        rendered("board-everyone", &page(screen, me, language))
    };
    let (coordinator, editor) = (member(BUREAU, Role::Coordinator), member(WATERDAM, Role::Editor));
    must_say(
        &board(&story, coordinator, Language::Nl),
        &[
            "coördinator: 3 nog voor te leggen",
            "redacteur: 1 kijk nog te geven",
            "wie erom vroeg: 1 afgewezen verzoek te lezen",
            "hier is niets gevraagd",
        ],
    );
    let en = board(&story, coordinator, Language::En);
    must_say(
        &en,
        &["coordinator: 3 to put forward", "editor: 1 view to give", "1 declined request to read"],
    );
    let nl = board(&story, editor, Language::Nl);
    must_say(&nl, &["coördinator: 3 nog voor te leggen"]);
    assert!(!nl.contains("kijk nog te geven"), "that would tell who gave a view");
    let view =
        UnsealedView { partner: POLICE, field: place::field("1.1"), at: place::NOW, content };
    let started = Event::DiscussionStarted { round: ROUND, views: vec![view] };
    story.tell((COORDINATOR, BUREAU), 1, vec![started]);
    must_say(&board(&story, editor, Language::Nl), &["redacteur: 1 kijk nog te geven"]);
}

/// The figure once counted an answer that its link did not show: one's own draft stood over it.
#[test]
fn the_figure_of_answers_to_confirm_again_is_the_number_that_its_link_shows() {
    let mut story = story();
    story.draft(BERKELO, "1.2", domain::AnswerValue::Yes, "Nu wel geteld.");
    for (reader, figure, rows) in [
        (member(WATERDAM, Role::Editor), "1antwoord opnieuw te bevestigen", "1 van 7"),
        (member(BERKELO, Role::Editor), "0antwoorden opnieuw te bevestigen", "0 van 7"),
    ] {
        let show = Some(GridShow::OpnieuwBevestigen);
        let filter = GridFilter { show, ..GridFilter::default() };
        let at = table(&story, reader, Language::Nl);
        let board = Screen::Board(at.clone(), BoardPage::default());
        let shown = |name, screen| rendered(name, &page(screen, reader, Language::Nl));
        must_say(&shown("board-again", board), &[figure]);
        must_say(&shown("grid-again", Screen::Grid(at, filter)), &[rows]);
    }
}

#[test]
fn a_coordinator_opens_a_round_when_none_is_open_and_sees_no_draft() {
    let coordinator = member(BUREAU, Role::Coordinator);
    for (name, story, opens) in
        [("board-new", place::founded(), true), ("board-coordinator", story(), false)]
    {
        for language in [Language::Nl, Language::En] {
            let screen = Screen::Board(table(&story, coordinator, language), BoardPage::default());
            let html = rendered(name, &page(screen, coordinator, language));
            assert_eq!(html.contains("value=\"open-ronde\""), opens, "{name}");
            assert!(!html.contains("Nog delen"));
        }
    }
}
