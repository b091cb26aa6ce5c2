//! Events that were once written can be read for ever.
//!
//! Invariant: the lines of `golden/` only grow; each decodes, encodes to the same JSON again, and
//! together they fold into the region that they meant when they were written.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod given;

use std::collections::{BTreeMap, BTreeSet};

use domain::answer::{Late, Reason, Wording};
use domain::organisation::ChainParty;
use domain::stored::{self, KINDS, Stored, StoredError};
use domain::{
    About, ActionStand, AnswerValue, Author, CheckId, CommandId, Day, Entry, Event, FileKind,
    GuardedText, HandoverStand, MarkValue, Mention, Moment, OrganisationKind, Priority, Readers,
    Region, Response, Scope, Sheet, Stand, Standing, Subject, Thread, Wish, evolve,
};
use given::asking::{key, view};
use given::people::{POLICE, SHELTER, TOWN, VILLAGE};
use given::{REGION, passed};
use serde_json::Value;

const MERGED: &str = "Elke week een overleg met de politie.";

#[derive(serde::Deserialize)]
struct Line {
    kind: String,
    version: i32,
    payload: Value,
}

fn lines() -> Vec<Line> {
    let lines = include_str!("golden/v1.jsonl").lines();
    lines.map(|line| serde_json::from_str(line).unwrap()).collect()
}

impl Line {
    fn event(&self) -> Event {
        stored::decode(&self.kind, self.version, &self.payload.to_string())
            .unwrap_or_else(|error| panic!("{} {}: {error:?}", self.kind, self.payload))
    }
}

fn folded() -> Region {
    let mut region = Region::default();
    for (seq, line) in (1..).zip(lines()) {
        let (by, command) = (Author::default(), CommandId::default());
        let at = Moment(i64::try_from(seq).unwrap());
        evolve(&mut region, &Entry { seq, at, by, command, event: line.event() });
    }
    region
}

#[test]
fn every_line_decodes_and_encodes_to_the_same_json() {
    for line in lines() {
        let Stored { kind, version, payload } = stored::encode(&line.event());
        let payload: Value = serde_json::from_str(&payload).unwrap();
        assert_eq!((kind, version, payload), (line.kind, line.version, line.payload));
    }
}

#[test]
fn every_kind_and_version_has_a_line() {
    let lines: BTreeSet<(String, i32)> =
        lines().into_iter().map(|line| (line.kind, line.version)).collect();
    let known = KINDS
        .iter()
        .flat_map(|(kind, newest)| (1..=*newest).map(|version| ((*kind).to_owned(), version)));
    assert_eq!(lines, known.collect());
}

#[test]
fn every_event_has_a_kind() {
    let kinds: BTreeSet<String> = KINDS.iter().map(|(kind, _)| (*kind).to_owned()).collect();
    assert_eq!(kinds.len(), KINDS.len(), "a kind stands in the list twice");
    assert_eq!(kinds, given::names_of::<Event>());
}

#[test]
fn every_kind_has_a_paragraph_in_the_journals_description() {
    let description = include_str!("../../../docs/journal.md");
    for (kind, _) in KINDS {
        let heading = format!("\n## {kind}\n");
        assert_eq!(description.matches(&heading).count(), 1, "docs/journal.md: ## {kind}");
    }
}

#[test]
fn the_lines_fold_into_the_region_that_they_meant() {
    let region = folded();
    assert_eq!((region.id, region.head), (REGION, lines().len() as u64));
    assert_eq!(region.name.as_str(), "Regio Rivierland");
    assert_eq!(region.municipalities(), [TOWN, VILLAGE]);
    let shelter = &region.participations[&SHELTER];
    assert_eq!(shelter.kind, OrganisationKind::WomensShelter);
    assert_eq!(shelter.chain_parties, [ChainParty::Comensha, ChainParty::WomensShelter].into());
    assert_eq!(shelter.serves, [TOWN, VILLAGE].into());
    assert_eq!(shelter.since, Moment(4));
    let left = region.participations.values().filter(|part| !part.goes_on());
    let left: Vec<_> = left.map(|part| (part.kind, part.until)).collect();
    assert_eq!(left, [(OrganisationKind::Other, Some(Moment(98)))]);

    let rounds: Vec<_> =
        region.rounds.iter().map(|round| (round.name.as_str(), round.closed.is_some())).collect();
    assert_eq!(rounds, [("2026", true), ("2027", false)]);
    assert_eq!(region.rounds[1].deadline, Day::new(2026, 12, 15));
    assert_eq!(region.rounds[1].asked.len(), 6);
    assert_eq!(region.rounds[1].asked.iter().filter(|asked| asked.substitute).count(), 1);
}

#[test]
fn the_own_questions_of_the_lines_are_asked_as_they_were() {
    let region = folded();
    let round = region.round().unwrap();
    let asked: Vec<_> = round.own_asked().map(|(id, own)| (id.to_string(), own)).collect();
    let [(id, own)] = &asked[..] else { panic!("one own question is asked") };
    assert_eq!(id, "1.R1");
    assert_eq!(own.wanted.text.as_str(), "Oefent u elk jaar samen met de politie?");
    assert!(own.wanted.why.is_blank());
    assert_eq!((own.scope, own.since), (Scope::Municipal, Moment(89)));
    assert_eq!(region.standing(key(TOWN, "1.R1")), Standing::Reconfirm(Reason::QuestionReworded));
    let removed = region.own_question("4.R1".parse().unwrap()).unwrap();
    assert_eq!(removed.removed, Some(Moment(94)));
}

#[test]
fn the_round_that_the_lines_prepare_waits() {
    let region = folded();
    let waits = region.prepared.as_ref().unwrap();
    assert_eq!((waits.name.as_str(), waits.opened, waits.asked.len()), ("2028", None, 3));
    let own: Vec<_> = waits.own_asked().map(|(id, own)| (id.to_string(), own.scope)).collect();
    assert_eq!(own, [("1.R1".to_owned(), Scope::Municipal)]);
    assert_eq!(region.round().unwrap().name.as_str(), "2027");
}

/// A round that took own questions over stands in no line: the lines end in its predecessor.
#[test]
fn a_round_that_takes_own_questions_over_is_read() {
    let payload = r#"{"round":"00000000-0000-0000-0000-0000000000e3","name":"2028",
        "edition":"nji-loverboys/v1","asked":[{"field":"4.R1","scope":"regional"}],
        "own":[{"question":"4.R1","text":"Is er een meldpunt?","why":"Voor de burger."}]}"#;
    let event = stored::decode("round_opened", 1, payload).unwrap();
    let written: Value = serde_json::from_str(&stored::encode(&event).payload).unwrap();
    assert_eq!(written, serde_json::from_str::<Value>(payload).unwrap());
    let mut region = folded();
    let (by, command, at) = (Author::default(), CommandId::default(), Moment(1000));
    let seq = region.head + 1;
    evolve(&mut region, &Entry { seq, at, by, command, event });
    let own = region.own_question("4.R1".parse().unwrap()).unwrap();
    assert_eq!((own.scope, own.wanted.why.as_str()), (Scope::Regional, "Voor de burger."));
}

#[test]
fn the_answers_of_the_lines_say_what_they_said() {
    let region = folded();
    let first = region.answer(key(TOWN, "1.1")).unwrap();
    let shared = first.shared.as_ref().unwrap();
    assert_eq!((shared.content.value, shared.round), (AnswerValue::Yes, region.rounds[1].id));
    assert_eq!(shared.content.explanation.as_str(), MERGED);
    assert_eq!(shared.content.paper, Some(MarkValue::Yes));
    assert_eq!(shared.content.practice, Some(MarkValue::Partly));
    assert_eq!(first.previous.as_ref().unwrap().content.value, AnswerValue::Partly);
    assert_eq!(region.standing(key(TOWN, "1.1")), Standing::Confirmed);

    let old = Reason::NewRound(region.rounds[0].id);
    assert_eq!(region.standing(key(TOWN, "3.2a")), Standing::Reconfirm(old));
    assert_eq!(region.working(key(TOWN, "4.1a")).paper, Some(MarkValue::No));
    assert_eq!(region.working(key(TOWN, "4.1a")).practice, None);
    assert_eq!(region.standing(key(TOWN, "4.1a")), Standing::Empty);
    let village: BTreeMap<_, _> = region.answers.get(&VILLAGE).cloned().unwrap_or_default();
    assert!(village.is_empty(), "a draft that was taken back is not an answer");
}

#[test]
fn the_late_answer_of_the_lines_says_why_it_was_late() {
    let why = Late::Said(passed("Wij hadden deze vraag overgeslagen."));
    assert_eq!(folded().late(key(TOWN, "3.2b")), Some(&why));
}

#[test]
fn the_regional_answers_of_the_lines_say_what_they_said() {
    let region = folded();
    let (now, last) = (region.rounds[1].id, Sheet::Regional(key(TOWN, "4.1a").field));
    assert_eq!(region.working(last).value, Some(AnswerValue::Unknown));
    let put_forward = region.put_forward(key(TOWN, "4.1b").field).unwrap();
    assert_eq!((put_forward.content.value, put_forward.round), (AnswerValue::Partly, now));
    assert_eq!(region.response(key(TOWN, "4.1b")), Response::Applies);
    let reason = passed("Wij doen niet mee aan het convenant.");
    assert_eq!(region.response(key(VILLAGE, "4.1b")), Response::Differs { reason });
    let own = region.working(key(TOWN, "4.1b"));
    assert_eq!(own.explanation, put_forward.content.explanation);
    assert_eq!((own.value, own.paper), (Some(AnswerValue::Partly), Some(MarkValue::No)));
}

#[test]
fn the_views_of_the_lines_say_what_they_said() {
    let region = folded();
    let round = region.round().unwrap();
    assert!(round.is_discussed());
    let view = view(SHELTER, "5.1");
    assert_eq!(region.view(view), None, "it was withdrawn after the discussion began");
    assert_eq!(region.working(view).explanation.as_str(), "De opvang is er, de nazorg niet.");
    let field = view.field;
    assert_eq!(region.sealed_views(field).count, 0);
    let [(partner, open)] = region.open_views(field)[..] else { panic!("one view is open") };
    assert_eq!((partner, open.content.value), (POLICE, AnswerValue::No));
    assert_eq!(open.content.source.as_str(), "Onze eigen tellingen.");
}

#[test]
fn the_requests_of_the_lines_stand_where_they_stood() {
    let region = folded();
    let stands: Vec<&Stand> = region.requests.values().map(|request| &request.stand).collect();
    let by = Author::default();
    let changes = Stand::Changes { by, note: passed("Noem ook de politie.") };
    let declined = Stand::Declined { reason: passed("Daar werken wij niet.") };
    assert_eq!(stands, [&changes, &declined, &Stand::Closed]);
    let first = region.requests.values().next().unwrap();
    let about = Subject::Check(CheckId(4));
    assert!(matches!(first.wish, Wish::Draft { of: Some(TOWN), about: it, .. } if it == about));
    assert_eq!(
        (first.due, first.note.as_str()),
        (Day::new(2026, 12, 1), "Jij kent het convenant.")
    );
}

#[test]
fn the_threads_of_the_lines_say_what_they_said() {
    let region = folded();
    let [first, second, third] = &region.threads.values().collect::<Vec<_>>()[..] else {
        panic!("three threads")
    };
    let said = |thread: &Thread| -> Vec<String> {
        thread.comments.iter().map(|comment| comment.text.to_string()).collect()
    };
    assert_eq!(said(first), ["Wie nam dit over?", "Dat deden wij in maart."]);
    assert!(first.resolved.is_some());
    assert_eq!(first.topic.about, About::Of(VILLAGE));
    assert_eq!(first.comments[0].mentions.len(), 2);
    assert!(first.comments[0].mentions.contains(&Mention::Organisation(VILLAGE)));
    assert_eq!((second.topic.readers, second.resolved), (Readers::Within(Some(TOWN)), None));
    assert_eq!(third.topic.readers, Readers::Within(None));
    assert_eq!(third.topic.about, About::Regional);
    let vouched = &third.comments.last().unwrap().text;
    assert!(vouched.is_vouched() && !third.comments[0].text.is_vouched());
    assert_eq!(vouched.as_str(), "Haar vriend dwingt haar: zo begint het lespakket.");
}

#[test]
fn what_was_handed_over_in_the_lines_is_whose_it_became() {
    let region = folded();
    let by = Author::default();
    let reason = passed("Ik ben dan met verlof.");
    let stands: Vec<&HandoverStand> = region.handovers.values().map(|it| &it.stand).collect();
    let [declined, HandoverStand::Accepted { by: taker, .. }, withdrawn] = stands[..] else {
        panic!("{stands:?}")
    };
    assert_eq!(*declined, HandoverStand::Declined { by, reason });
    assert_eq!((*taker, withdrawn), (by, &HandoverStand::Withdrawn));
    let notes: Vec<&str> = region.handovers.values().map(|it| it.note.as_str()).collect();
    assert_eq!(notes, ["Vanaf januari werk ik elders.", "", ""]);
    let successor = "00000000-0000-0000-0000-00000000a103".parse().unwrap();
    let first = region.requests.values().next().unwrap();
    assert_eq!(first.wish.colleague(), Some(successor));
    let thread = region.threads.values().nth(1).unwrap();
    let passed: Vec<Mention> = thread.passed.iter().map(|passed| passed.to).collect();
    assert_eq!(passed, [Mention::Person(successor)]);
}

#[test]
fn the_actions_of_the_lines_stand_where_they_stood() {
    let region = folded();
    let all: Vec<_> = region.actions_in_order().into_iter().map(|(_, action)| action).collect();
    let [one, silent, closed, countered, declined, dropped] = all[..] else {
        panic!("six actions")
    };
    let plan = &one.plan;
    let texts = [&plan.title, &plan.why, &plan.done_when].map(|text| text.as_str());
    assert_eq!(texts[0], "Een vast aanspreekpunt voor scholen");
    assert_eq!(texts[1], "Scholen weten niet wie zij bellen.");
    assert_eq!(texts[2], "Elke school heeft een nummer.");
    assert_eq!((&plan.contributors, &plan.concerns), (&[TOWN].into(), &[VILLAGE].into()));
    assert_eq!((plan.due, plan.priority), (Day::new(2027, 5, 1), Priority::High));
    assert_eq!(one.stand, ActionStand::Reopened { reason: passed("Twee scholen missen nog.") });
    assert_eq!((one.owner, one.log.len(), one.log[0].seq), (SHELTER, 22, one.seq));
    assert_eq!((one.paused, one.reminded.is_some() || one.nudged.is_some()), (None, true));
    assert_eq!(one.person, "00000000-0000-0000-0000-00000000b103".parse().ok());
    let [list, report] = &one.files[..] else { panic!("two files") };
    assert_eq!((list.file.kind, list.file.size), (FileKind::Pdf, 48_213));
    assert_eq!(list.file.hash.to_string(), "ab".repeat(32));
    let removed = list.removed.as_ref().unwrap();
    assert_eq!(removed.reason, passed("Het was een oude lijst."));
    assert_eq!(report.file.name, passed("Verslag van het overleg"));
    assert!(report.removed.is_none());

    assert_eq!(silent.plan.title.as_str(), "Een vast nummer voor scholen");
    assert_eq!((silent.owner, silent.group), (SHELTER, one.group));
    assert_eq!((silent.plan.due, silent.plan.priority), (Day::new(2027, 4, 1), Priority::Normal));
    assert!(matches!(silent.stand, ActionStand::Offered { silent: true, .. }));
    assert_eq!((&closed.stand, closed.owner), (&ActionStand::Closed, VILLAGE));

    let (due, reason) = (Day::new(2027, 5, 1).unwrap(), passed("Met een dag erbij."));
    assert_eq!(countered.stand, ActionStand::CounterProposed { due, reason, accepted: true });
    assert_eq!((countered.owner, countered.person, countered.plan.due), (POLICE, None, None));
    assert_eq!(declined.stand, ActionStand::Declined { reason: passed("Dat is niet aan ons.") });
    assert_eq!((declined.owner, declined.by.organisation), (SHELTER, Some(TOWN)));
    assert_eq!(dropped.stand, ActionStand::Dropped { reason: passed("Een is genoeg.") });

    let checks: Vec<_> = all.iter().filter_map(|one| one.cause.as_ref()?.check()).collect();
    assert_eq!(checks, [4, 4, 1, 5].map(CheckId));
    assert_eq!(region.steering_dates, [Day::new(2027, 3, 11).unwrap()].into());
}

/// A confirmation keeps the fingerprint of what was confirmed. Were it computed another way in a
/// later release, nobody could check an old one.
#[test]
fn a_confirmation_names_the_content_that_was_shared() {
    let mut region = Region::default();
    let mut checked = 0;
    for (seq, line) in (1..).zip(lines()) {
        let event = line.event();
        if let Event::AnswerConfirmed { content, .. } = &event {
            let confirmed = region.shared_working(event.sheet().unwrap());
            assert_eq!(confirmed.fingerprint(), *content);
            checked += 1;
        }
        let (by, command) = (Author::default(), CommandId::default());
        evolve(&mut region, &Entry { seq, at: Moment(0), by, command, event });
    }
    assert_eq!(checked, 2);
}

#[test]
fn the_removals_of_the_lines_say_why_where_that_is_known() {
    let region = folded();
    let why: Vec<_> = region.redactions.values().map(|it| &it.reason).collect();
    let [said, lost, removed] = why[..] else { panic!("three removals") };
    assert_eq!(said.as_str(), "Dit hoort hier niet te staan.");
    assert!(lost.says_nothing(), "an older copy was put back");
    assert_eq!(removed.redacted(), region.redactions.keys().nth(1).copied());
    let first = *region.redactions.keys().next().unwrap();
    let draft = region.working(Sheet::Regional(key(TOWN, "4.1a").field)).explanation;
    assert_eq!(draft, GuardedText::nth_removed_by(first, 1));
}

/// A mark of before texts were numbered is the first, and is named as it was then.
#[test]
fn a_mark_without_a_number_is_the_first() {
    let old = r#"{"redacted":"00000000-0000-0000-0000-0000000000aa"}"#;
    let mark: GuardedText = serde_json::from_str(old).unwrap();
    let removal = "00000000-0000-0000-0000-0000000000aa".parse().unwrap();
    assert_eq!(mark, GuardedText::nth_removed_by(removal, 0));
    assert_eq!(serde_json::to_string(&mark).unwrap(), old);
}

#[test]
fn an_edit_that_was_under_way_still_finds_the_text_it_started_from() {
    let region = folded();
    let typed = passed("Elke week een overleg.");
    let named = region.text_named(key(TOWN, "1.1"), Wording::Explanation, typed.fingerprint());
    assert_eq!(named, Some(typed));
}

#[test]
fn an_unknown_kind_is_told_from_a_broken_payload() {
    for (kind, version) in [("moon_landed", 1), ("round_closed", 0)] {
        assert!(matches!(
            stored::decode(kind, version, "{}"),
            Err(StoredError::Unknown { kind: k, version: v }) if k == kind && v == version
        ));
    }
    let broken = stored::decode("round_closed", 1, r#"{"round":"not an id"}"#);
    assert!(matches!(broken, Err(StoredError::Broken { kind, .. }) if kind == "round_closed"));
}

#[test]
fn a_newer_version_of_every_kind_is_refused() {
    for (kind, newest) in KINDS {
        let payload = lines().into_iter().find(|line| line.kind == kind).unwrap().payload;
        let newer = stored::decode(kind, newest + 1, &payload.to_string());
        assert!(
            matches!(newer, Err(StoredError::Unknown { version, .. }) if version == newest + 1)
        );
    }
}
