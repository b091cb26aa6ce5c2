//! The no-case guard: text that belongs to a person gets into no event, through no command.

use std::collections::{BTreeMap, BTreeSet};

use domain::answer::Wording;
use domain::decide::NAME_CHARS_MAX;
use domain::guard::{Finding, Pattern, Phrase};
use domain::{AnswerValue, Command, Refusal, Scope, TypedPlan, TypedText, WaitsOn, Wish};

use crate::given::actions::*;
use crate::given::asking::*;
use crate::given::handing_over::*;
use crate::given::own_questions::*;
use crate::given::people::*;
use crate::given::redacting::redact_because;
use crate::given::{Given, given, nothing};

const NUMBER: &str = "Over 123456782 is gebeld.";
/// A sentence that tells of somebody; the guard names all of it but the full stop.
const STORY: &str = "Haar vriend dwingt haar sinds gisteren.";

fn blocked(start: usize) -> Refusal {
    let finding = Finding { pattern: Pattern::Bsn, start, end: start + 9 };
    Refusal::Guarded { findings: vec![finding] }
}

/// Every text of every command, with a region in which nothing else would refuse it.
fn texts(said: &'static str) -> BTreeMap<&'static str, (Given, Who, Asking)> {
    let explained = explain(TOWN, "1.1", said);
    let for_region = explain_for_region("4.2", said);
    let in_front = region()
        .and(coordinator(), choose_for_region("4.2", AnswerValue::Yes))
        .and(coordinator(), put_forward(&["4.2"]));
    let differs = differ_from_regional(TOWN, "4.2", said);
    let view = write_view(SHELTER, "1.1", Wording::Source, said);
    let discussed = region()
        .and(editor(TOWN), choose(TOWN, "1.1", AnswerValue::Yes))
        .and(coordinator(), start_discussion());
    let late = share_late(TOWN, &["1.1"], said);
    let asked = region().and(lead(TOWN), ask_colleague(TOWN, editor(TOWN), "1.1"));
    let offered = asked.clone().and(lead(TOWN), hand_over(lead(TOWN), editor(TOWN)));
    let wish = Wish::View { of: SHELTER, on: "1.1".parse().unwrap() };
    let asks: Asking =
        Box::new(move |_| Command::MakeRequest { wish, due: None, note: TypedText::new(said) });
    let talked = region().and(editor(TOWN), start_thread(topic("1.1"), "Wie weet dit?"));
    let mut texts = BTreeMap::from([
        ("found_region.name", (nothing(), system(), found(said))),
        ("prepare_round.name", (joined(), coordinator(), prepare_round(said))),
        ("open_round.name", (joined(), coordinator(), open_round(said))),
        ("add_own_question.text", (region(), coordinator(), add_own("1", said))),
        ("add_own_question.why", (region(), coordinator(), own_because(said))),
        ("reword_own_question.text", (asks_own(), coordinator(), reword_own("1.R1", said))),
        ("reword_own_question.why", (asks_own(), coordinator(), reword_because(said))),
        ("explain.text", (region(), editor(TOWN), explained)),
        ("explain_as_partner.text", (region(), editor(SHELTER), view)),
        ("explain_for_region.text", (region(), coordinator(), for_region)),
        ("share.why_now", (discussed, editor(TOWN), late)),
        ("differ_from_regional.reason", (in_front, lead(TOWN), differs)),
        ("make_request.note", (region(), editor(TOWN), asks)),
        ("request_changes.note", (asked.clone(), lead(TOWN), request_changes(said))),
        ("start_thread.text", (region(), editor(TOWN), start_thread(topic("1.1"), said))),
        ("add_comment.text", (talked.clone(), editor(VILLAGE), add_comment(said))),
        (
            "redact.reason",
            (talked.clone(), editor(TOWN), redact_because(talked.region.head, 0, said)),
        ),
        ("resolve_thread.words", (talked, editor(VILLAGE), resolve_saying(said))),
        ("decline_handover.reason", (offered, editor(TOWN), decline_handover(said))),
        ("offer_handover.note", (asked.clone(), editor(TOWN), offers_saying(said))),
        ("decline_request.reason", (asked, editor(TOWN), decline(said))),
    ]);
    texts.extend(texts_of_actions(said));
    texts
}

/// The same for the texts of the commands about actions.
fn texts_of_actions(said: &'static str) -> [(&'static str, (Given, Who, Asking)); 16] {
    let typed = || TypedText::new(said);
    let [title, why, done_when] = [
        TypedPlan { title: typed(), ..plan(TITLE) },
        TypedPlan { why: typed(), ..plan(TITLE) },
        TypedPlan { done_when: typed(), ..plan(TITLE) },
    ];
    let makes = |plan| (region(), editor(VILLAGE), make_actions([SHELTER], plan, None, true));
    let revises = |plan: TypedPlan| {
        (offered_action(), editor(VILLAGE), revise_action(move |now| *now = plan.clone()))
    };
    let owner = |before, asking| (before, editor(SHELTER), asking);
    let asker = |stand, asking| (standing(stand), editor(VILLAGE), asking);
    let waits = wait_on(WaitsOn::Organisation(POLICE), said);
    [
        ("make_actions.plan.title", makes(title.clone())),
        ("make_actions.plan.why", makes(why.clone())),
        ("make_actions.plan.done_when", makes(done_when.clone())),
        ("revise_action.plan.title", revises(title)),
        ("revise_action.plan.why", revises(why)),
        ("revise_action.plan.done_when", revises(done_when)),
        ("decline_action.reason", owner(offered_action(), decline_action(said))),
        ("counter_propose_date.reason", owner(offered_action(), counter(LATER, said))),
        ("refuse_date.reason", asker("countered", refuse_date(LATER, said))),
        ("report_progress.note", owner(accepted_action(), progress(said))),
        ("wait_on.note", owner(accepted_action(), waits)),
        ("report_done.note", owner(accepted_action(), report_done(said))),
        ("reopen_action.reason", asker("closed", reopen_action(said))),
        ("drop_action.reason", asker("offered", drop_action(said))),
        ("attach_file.file", owner(accepted_action(), attach(1, said))),
        (
            "remove_file.reason",
            owner(accepted_action().and(editor(SHELTER), attach(1, "Lijst")), remove_file(1, said)),
        ),
    ]
}

/// The editor of the town offers what waits for them to the lead.
fn offers_saying(said: &str) -> Asking {
    hand_over_to(editor(TOWN), Some(person(lead(TOWN))), said)
}

/// Adds an own question for this reason.
fn own_because(why: &'static str) -> Asking {
    let (check, text) = ("1".parse().unwrap(), "Oefent u samen?");
    Box::new(move |_| Command::AddOwnQuestion {
        check,
        scope: Scope::Municipal,
        text: TypedText::new(text),
        why: TypedText::new(why),
    })
}

/// Gives another reason for an own question.
fn reword_because(why: &'static str) -> Asking {
    let question = "1.R1".parse().unwrap();
    Box::new(move |region| Command::RewordOwnQuestion {
        question,
        seen: region.own_question(question).unwrap().wanted.fingerprint(),
        text: TypedText::new("Oefent u samen?"),
        why: TypedText::new(why),
    })
}

#[test]
fn a_service_number_gets_in_through_no_text_of_any_command() {
    for (before, who, asking) in texts(NUMBER).into_values() {
        given(before).when(who, asking).refused(blocked(5));
    }
}

/// Gives the same command with the word of its writer beside every text that tells of somebody.
fn with_word(asking: Asking) -> Asking {
    Box::new(move |region| {
        let plain = serde_json::to_string(&asking(region)).unwrap();
        let story = serde_json::to_string(STORY).unwrap();
        let vouched = format!("{{\"text\":{story},\"vouched\":true}}");
        assert!(plain.contains(&story), "{plain}");
        serde_json::from_str(&plain.replace(&story, &vouched)).unwrap()
    })
}

#[test]
fn a_story_asks_for_the_word_of_its_writer_in_every_text_of_every_command() {
    for (name, (before, who, asking)) in texts(STORY) {
        let then = before.when(who, asking);
        assert_eq!(then.verdict(), Err(&tells(STORY)), "{name}");
    }
    for (name, (before, who, asking)) in texts(STORY) {
        let then = before.when(who, with_word(asking));
        let events = then.verdict().unwrap_or_else(|refusal| panic!("{name}: {refusal:?}"));
        let kept = events.iter().flat_map(domain::Event::texts);
        assert!(kept.clone().any(|text| text.is_vouched() && text.as_str() == STORY), "{name}");
    }
}

#[test]
fn two_innocent_edits_do_not_merge_into_a_story() {
    let before = region()
        .and(editor(TOWN), explain(TOWN, "1.1", "p q r s t."))
        .and(lead(TOWN), explain(TOWN, "1.1", "Meisje q r s t."));
    let typed = explain_from(TOWN, "1.1", "p q r s t.", "p q r weggelopen t.");
    let field = "1.1".parse().unwrap();
    given(before)
        .when(editor(TOWN), typed)
        .refused(Refusal::TextChanged { field, theirs: passed("Meisje q r s t.") });
}

fn tells(story: &str) -> Refusal {
    Refusal::TellsCase { phrases: vec![Phrase { start: 0, end: story.chars().count() - 1 }] }
}

fn vouched(story: &'static str) -> Asking {
    let key = key(TOWN, "1.1");
    Box::new(move |region| Command::Explain {
        municipality: key.municipality,
        field: key.field,
        base: region.working(key).explanation.fingerprint(),
        text: TypedText::new(story).vouched(true),
    })
}

#[test]
fn a_story_asks_for_the_word_of_its_writer_which_stays_with_the_entry() {
    given(region()).when(editor(TOWN), explain(TOWN, "1.1", STORY)).refused(tells(STORY));
    given(region()).when(editor(TOWN), vouched(STORY)).then(|region| {
        let kept = &region.working(key(TOWN, "1.1")).explanation;
        assert!(kept.is_vouched() && kept.as_str() == STORY);
    });
    // A number is refused whatever its writer says.
    given(region()).when(editor(TOWN), vouched(NUMBER)).refused(blocked(5));
}

#[test]
fn nobody_gives_their_word_twice_and_a_new_story_asks_for_it_anew() {
    let before = || region().and(editor(TOWN), vouched(STORY));
    let longer = format!("{STORY} Zo staat het in het lespakket.");
    given(before()).when(editor(TOWN), explain(TOWN, "1.1", &longer)).then(|region| {
        assert!(region.working(key(TOWN, "1.1")).explanation.is_vouched());
    });
    // The same text sent again is no edit.
    given(before()).when(editor(TOWN), explain(TOWN, "1.1", STORY)).changes_nothing();
    let other = "Zijn moeder belde vannacht in paniek.";
    given(before()).when(editor(TOWN), explain(TOWN, "1.1", other)).refused(tells(other));
}

#[test]
fn what_an_answer_is_called_does_not_tell_who_vouched() {
    let plain = domain::Working { explanation: passed(STORY).plain(), ..Default::default() };
    let vouched = domain::Working { explanation: passed(STORY), ..Default::default() };
    assert!(vouched.explanation.is_vouched());
    assert_eq!(plain.fingerprint(), vouched.fingerprint());
}

fn passed(text: &str) -> domain::GuardedText {
    TypedText::new(text).as_kept().unwrap()
}

/// Every place in a command that takes typed text must be among those that are tried above: the
/// fields of the type are read from its source.
#[test]
fn every_text_of_every_command_is_tried() {
    let source = include_str!("../../src/command.rs");
    let body = source.split_once("pub enum Command {").unwrap().1.split_once("\n}").unwrap().0;
    let mut variant = String::new();
    let mut found = BTreeSet::new();
    for line in body.lines() {
        if let Some(name) =
            line.strip_prefix("    ").filter(|line| line.starts_with(char::is_uppercase))
        {
            variant = name.trim_end_matches([' ', '{', ',']).to_owned();
        }
        if !line.trim_start().starts_with(char::is_lowercase) {
            continue;
        }
        let field = line.trim().split_once(':').unwrap().0;
        if line.contains("Text") {
            found.insert(format!("{}.{field}", snake(&variant)));
        }
        if line.contains("TypedPlan") {
            let of_plan = |text| format!("{}.{field}.{text}", snake(&variant));
            found.extend(texts_of_plan().map(of_plan));
        }
    }
    let tried: BTreeSet<String> = texts(NUMBER).into_keys().map(str::to_owned).collect();
    assert_eq!(tried, found);
}

/// Returns the texts of a plan, as its source has them.
fn texts_of_plan() -> impl Iterator<Item = &'static str> {
    let source = include_str!("../../src/action.rs");
    let (_, body) = source.split_once("pub struct Plan<T = GuardedText> {").unwrap();
    let (body, _) = body.split_once("\n}").unwrap();
    let text = |line: &'static str| line.trim().strip_prefix("pub ")?.strip_suffix(": T,");
    body.lines().filter_map(text)
}

fn snake(name: &str) -> String {
    let mut snake = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.extend(c.to_lowercase());
    }
    snake
}

#[test]
fn two_innocent_edits_do_not_merge_into_a_service_number() {
    let before = region()
        .and(editor(TOWN), explain(TOWN, "1.1", "nr x y einde"))
        .and(lead(TOWN), explain(TOWN, "1.1", "nr 12345 y einde"));
    given(before)
        .when(editor(TOWN), explain_from(TOWN, "1.1", "nr x y einde", "nr x 6782 einde"))
        .refused(Refusal::Guarded {
            findings: vec![Finding { pattern: Pattern::Bsn, start: 3, end: 13 }],
        });
}

#[test]
fn a_name_is_needed_and_fits_a_heading() {
    for blank in ["", "  ", "\n\t"] {
        given(nothing()).when(system(), found(blank)).refused(Refusal::NameMissing);
        given(joined()).when(coordinator(), open_round(blank)).refused(Refusal::NameMissing);
    }
    let long: Asking = Box::new(|_| Command::FoundRegion {
        name: TypedText::new("é".repeat(NAME_CHARS_MAX + 1)),
    });
    given(nothing())
        .when(system(), long)
        .refused(Refusal::TextTooLong { max: NAME_CHARS_MAX, chars: NAME_CHARS_MAX + 1 });
}

#[test]
fn a_text_that_is_too_long_is_not_even_read_by_the_guard() {
    let endless = format!("{}{NUMBER}", "woord ".repeat(1_000));
    let chars = endless.chars().count();
    given(region())
        .when(editor(TOWN), explain(TOWN, "1.1", &endless))
        .refused(Refusal::TextTooLong { max: 4_000, chars });
}

#[test]
fn control_characters_and_foreign_line_ends_are_gone_before_the_text_is_kept() {
    let typed = explain(TOWN, "1.1", "een\r\ntwee\u{0}");
    given(region().and(editor(TOWN), choose(TOWN, "1.1", AnswerValue::No)))
        .when(editor(TOWN), typed)
        .then(|region| {
            assert_eq!(region.working(key(TOWN, "1.1")).explanation.as_str(), "een\ntwee");
        });
}
