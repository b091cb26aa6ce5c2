//! What the region answers: written by the coordinator, answered by those who may confirm.

use app::page::{CheckPage, QuestionPage, Screen};
use domain::{AnswerContent, AnswerValue, CheckId, Event, Language, Member, Role};

use crate::place::{
    self, BERKELO, BUREAU, COORDINATOR, ROUND, Story, WATERDAM, field, member, text,
};
use crate::{asked, must_say, rendered};

const REGION_SAYS: &str = "De regio heeft één meldpunt.";
const NOT_HERE: &str = "Wij hebben een eigen meldpunt.";

/// The region put 3.2a forward; Berkelo differs, and Waterdam has yet to react.
fn story() -> Story {
    let mut story = place::story();
    let content = AnswerContent {
        value: AnswerValue::Partly,
        explanation: text(REGION_SAYS),
        paper: None,
        practice: None,
        source: text(""),
    };
    let put = Event::RegionalAnswerPutForward { field: field("3.2a"), round: ROUND, content };
    story.tell((COORDINATOR, BUREAU), 2, vec![put]);
    let regional = story.region.put_forward(field("3.2a")).unwrap().fingerprint;
    let differs = Event::RegionalAnswerDiffered {
        municipality: BERKELO,
        field: field("3.2a"),
        round: ROUND,
        regional,
        reason: text(NOT_HERE),
    };
    story.tell((COORDINATOR, BERKELO), 1, vec![differs]);
    story
}

fn check(story: &Story, me: Member, language: Language) -> String {
    let page = CheckPage { municipality: WATERDAM, check: CheckId(3), posted: None };
    let screen = Screen::Check(place::table(story, me, language), page);
    rendered("regional-check", &place::page(screen, me, language))
}

fn question(story: &Story, me: Member, page: QuestionPage, language: Language) -> String {
    let screen = Screen::Question(place::table(story, me, language), page);
    rendered("regional-question", &place::page(screen, me, language))
}

#[test]
fn who_may_confirm_reads_what_the_region_answers_and_can_react() {
    let story = story();
    let me = member(WATERDAM, Role::Editor);
    let nl = check(&story, me, Language::Nl);
    must_say(
        &nl,
        &[
            "Antwoord van de regio",
            REGION_SAYS,
            "Geldt dit ook voor Waterdam?",
            "Hier niet, want …",
        ],
    );
    let regional = story.region.put_forward(field("3.2a")).unwrap().fingerprint;
    assert!(nl.contains(&format!("name=\"3.2a.regionaal\" value=\"{regional}\"")));
    assert!(nl.contains("value=\"geldt:3.2a\"") && nl.contains("value=\"geldt-niet:3.2a\""));
    assert_eq!(nl.matches("3.2b.regionaal").count(), 0, "nothing is put forward there");
    must_say(&check(&story, me, Language::En), &["Answer of the region", "Not here, because …"]);
}

#[test]
fn a_colleague_who_may_not_confirm_reads_it_and_who_reacts() {
    let me = Member { may_adopt: false, ..member(WATERDAM, Role::Editor) };
    let nl = check(&story(), me, Language::Nl);
    must_say(&nl, &[REGION_SAYS, "Een collega die mag bevestigen, zegt of dit ook hier geldt."]);
    assert!(!nl.contains("value=\"geldt:3.2a\""));
}

#[test]
fn everyone_sees_side_by_side_who_says_what() {
    let me = member(WATERDAM, Role::Observer);
    let nl = question(&story(), me, asked("3.2"), Language::Nl);
    must_say(
        &nl,
        &[
            REGION_SAYS,
            "1 van de 2 gemeenten heeft gereageerd.",
            "Geldt het antwoord van de regio?",
            "moet nog reageren",
            "Hier niet, want:",
            NOT_HERE,
            "De regio heeft hier in deze ronde nog geen antwoord voorgelegd.",
        ],
    );
    assert!(!nl.contains("Leg voor aan de gemeenten"));
}

#[test]
fn the_coordinator_writes_it_and_nobody_else_sees_the_draft() {
    let mut story = story();
    let drafted = Event::RegionalExplanationDrafted {
        field: field("3.2b"),
        base: text("").fingerprint(),
        text: text("Nog even geheim."),
        typed: None,
    };
    story.tell((COORDINATOR, BUREAU), 0, vec![drafted]);
    let mine = member(BUREAU, Role::Coordinator);
    let nl = question(&story, mine, asked("3.2"), Language::Nl);
    must_say(
        &nl,
        &["Leg voor aan de gemeenten", "Nog even geheim.", "alleen coördinatoren zien dit"],
    );
    must_say(
        &question(&story, mine, asked("3.2"), Language::En),
        &["Put forward to the municipalities", "only coordinators see this"],
    );
    for reader in [member(WATERDAM, Role::Editor), member(WATERDAM, Role::SteeringMember)] {
        let html = question(&story, reader, asked("3.2"), Language::Nl);
        assert!(!html.contains("Nog even geheim"));
    }
}

#[test]
fn beside_a_new_draft_stands_what_the_municipalities_read() {
    let mut story = story();
    let mine = member(BUREAU, Role::Coordinator);
    let still = "De gemeenten lezen nu nog:";
    assert!(!question(&story, mine, asked("3.2"), Language::Nl).contains(still));
    let drafted = Event::RegionalExplanationDrafted {
        field: field("3.2a"),
        base: text(REGION_SAYS).fingerprint(),
        text: text("De regio krijgt twee meldpunten."),
        typed: None,
    };
    story.tell((COORDINATOR, BUREAU), 0, vec![drafted]);
    let nl = question(&story, mine, asked("3.2"), Language::Nl);
    must_say(&nl, &["De regio krijgt twee meldpunten.", still, REGION_SAYS]);
}

#[test]
fn a_question_that_every_municipality_arranges_itself_asks_the_region_nothing() {
    let mine = member(BUREAU, Role::Coordinator);
    let nl = question(&story(), mine, asked("1.1"), Language::Nl);
    assert!(!nl.contains("Antwoord van de regio") && !nl.contains("Leg voor aan de gemeenten"));
}
