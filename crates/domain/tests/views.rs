//! What each reader may see, for every reader and random histories.
//!
//! Invariant: at every step, folding what someone gets equals what they may see of the whole;
//! all that is shared is seen, nothing of another organisation's drafts is, and a command that
//! the whole accepts is accepted with what its sender sees. The same holds for someone who left
//! explanations out that their page does not show.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod given;

use std::collections::BTreeSet;

use domain::view::{Masked, entry_for, snapshot_for};
use domain::{
    Author, Command, CommandId, Delivery, Entry, Event, Matter, OrganisationId, QuestionId,
    Readers, Refusal, Region, Sent, Texts, Topic, Viewer, WaitsOn, Wish, decide,
};
use given::actions::*;
use given::asking::{
    ask_colleague, ask_partner, person, ready, region, request_changes, start_thread_for, topic,
};
use given::handing_over::{accept_handover, decline_handover, hand_over, hand_over_part, mention};
use given::people::Who;
use given::steps::{Step, THE_REGION, canaries, command, everyone, who};
use given::{Given, people};
use proptest::prelude::*;
use proptest::strategy::ValueTree;

/// Returns whether an offer is about the work of a side of which a viewer sees nothing.
fn is_of_another_side(command: &Command, viewer: Viewer) -> bool {
    matches!(command, Command::OfferHandover { parting, .. } if !parting.is_seen_by(&viewer))
}

/// Returns whether a command is about an action that a copy does not hold, or about somebody's work, of which it
/// may be a part.
fn is_left_out(command: &Command, events: &[Event], whole: &Region, copy: &Region) -> bool {
    let mut left_out = whole.actions.keys().filter(|id| !copy.actions.contains_key(id)).peekable();
    if left_out.peek().is_some() && matches!(command, Command::OfferHandover { .. }) {
        return true;
    }
    let written = serde_json::to_string(&(command, events)).unwrap();
    left_out.any(|id| written.contains(&id.to_string()))
}

/// Which explanations a page shows that a reader looks at.
fn texts(viewer: &Viewer) -> Texts {
    Texts::own(viewer).and_of(people::VILLAGE).and_on(QuestionId::new(4, 1))
}

/// Someone who looks on from the first entry.
struct Reader {
    who: Who,
    viewer: Viewer,
    sees: Region,
    /// The same with only some explanations and actions.
    skims: Region,
}

/// A history under way, with its readers.
struct History {
    given: Given,
    readers: Vec<Reader>,
    /// The canaries that were shared, so that everyone may see them.
    shared: BTreeSet<String>,
    /// The canaries that were typed.
    typed: BTreeSet<String>,
}

impl History {
    fn begin() -> History {
        let given = region();
        let reader = |who: Who| {
            let (viewer, sees) = (who.actor().viewer(), Region::new(given.region.id));
            let texts = texts(&viewer);
            Reader { who, viewer, skims: Region { texts, ..sees.clone() }, sees }
        };
        let readers = everyone().into_iter().map(reader).collect();
        let mut history =
            History { given: given.clone(), readers, shared: [].into(), typed: [].into() };
        for entry in &given.entries {
            history.deliver(entry);
        }
        history
    }

    fn take(&mut self, step: Step, number: u32) {
        let who = who(step);
        let reader = self.readers.iter().find(|reader| reader.who == who).unwrap();
        let sent = command(step, number, organisation(who), &reader.sees);
        self.asks(who, sent);
    }

    /// Somebody asks something, of the whole and of what they see of it.
    fn asks(&mut self, who: Who, sent: Sent) {
        let reader = self.readers.iter().find(|reader| reader.who == who).unwrap();
        let now = self.given.now();
        let then = std::mem::replace(&mut self.given, given::nothing()).judge(who, sent.clone());
        let lawful = then.verdict().map(<[Event]>::to_vec);
        for sees in [&reader.sees, &reader.skims] {
            let seen = decide(sees, &who.actor(), &sent, now);
            match &lawful {
                // What a page left out cannot be acted on there.
                Ok(events) if is_left_out(&sent.command, events, &reader.sees, sees) => {}
                // Only the whole region knows what becomes visible.
                Ok(events) if matches!(events[..], [Event::DiscussionStarted { .. }]) => {
                    assert!(seen.is_ok(), "what {who:?} sees blocks a lawful act");
                }
                // Only who has the journal knows where copies stand.
                Ok(events) if matches!(events[..], [Event::TextRedacted { .. }]) => {
                    assert_eq!(seen, Err(Refusal::NotHere));
                }
                // Whoever looks after the places of another side sees a part of what waits there.
                Ok(_) if is_of_another_side(&sent.command, reader.viewer) => {
                    assert!(matches!(seen, Ok(_) | Err(Refusal::NothingToHandOver)), "{seen:?}");
                }
                Ok(events) => {
                    assert_eq!(seen.as_ref(), Ok(events), "what {who:?} sees blocks a lawful act");
                }
                Err(_) => {}
            }
        }
        self.given = then.given();
        self.deliver_new();
    }

    fn deliver_new(&mut self) {
        let seen = usize::try_from(self.readers[0].sees.head).unwrap();
        let new = self.given.entries[seen..].to_vec();
        for entry in &new {
            self.deliver(entry);
        }
        if !new.is_empty() {
            self.check();
            self.take_anew();
        }
    }

    /// One of the readers opens another page: with one action whole, every second one listed, and the rest left out.
    fn take_anew(&mut self) {
        let whole = &self.given.region;
        let turn = usize::try_from(whole.head).unwrap();
        let count = self.readers.len();
        let reader = &mut self.readers[turn % count];
        let ids: Vec<_> = whole.actions.keys().copied().collect();
        let listed = ids.iter().skip(turn % 2).step_by(2).copied();
        let mut texts = texts(&reader.viewer).and_listed(listed);
        if !ids.is_empty() {
            texts = texts.and_action(ids[turn / count % ids.len()]);
        }
        let texts = whole.taken_now(texts);
        reader.skims = snapshot_for(&reader.viewer, whole).with_texts(texts);
    }

    fn deliver(&mut self, entry: &Entry) {
        let words = canaries(&serde_json::to_string(entry).unwrap());
        self.typed.extend(words.iter().map(|(_, word)| word.clone()));
        if matches!(
            entry.event,
            Event::AnswerShared { .. }
                | Event::RegionalAnswerPutForward { .. }
                | Event::RegionalAnswerDiffered { .. }
                | Event::DiscussionStarted { .. }
                | Event::PartnerViewGiven { sealed: false, .. }
                | Event::TextRedacted { readers: Readers::Everyone, .. }
        ) || matches!(entry.event.matter(), Some(Matter { wish: Wish::View { .. }, .. }))
            || entry.event.own_question().is_some()
            || entry.event.action().is_some()
            || matches!(entry.event.topic(), Some(Topic { readers: Readers::Everyone, .. }))
            || entry.event.parting().is_some_and(|it| it.readers() == Readers::Everyone)
            // The host gives its reason to whoever could read the text.
            || matches!(entry.event, Event::TextRedacted { .. }) && entry.by == Author::default()
        {
            self.shared.extend(words.into_iter().map(|(_, word)| word));
        }
        for reader in &mut self.readers {
            let delivery = entry_for(&reader.viewer, entry);
            only_for(reader.viewer, &self.shared, &serde_json::to_string(&delivery).unwrap());
            if let Delivery::Hidden { seq } = delivery {
                let bare = serde_json::json!({"hidden": {"seq": seq}});
                assert_eq!(serde_json::to_value(&delivery).unwrap(), bare);
            }
            if let Delivery::Masked { seq, what } = delivery {
                only_what_may_be_known(reader.viewer, seq, what, &delivery);
            }
            if delivery.removes_text() {
                // What was folded until then is not what they may see any more.
                let texts = reader.skims.texts.clone();
                reader.sees = Region::new(self.given.region.id);
                reader.skims = Region { texts, ..reader.sees.clone() };
                let anew = self.given.entries.iter().take_while(|earlier| earlier.seq <= entry.seq);
                for delivery in anew.map(|earlier| entry_for(&reader.viewer, earlier)) {
                    delivery.fold_into(&mut reader.sees);
                    delivery.fold_into(&mut reader.skims);
                }
                continue;
            }
            delivery.fold_into(&mut reader.sees);
            delivery.fold_into(&mut reader.skims);
        }
    }

    fn check(&self) {
        let whole = &self.given.region;
        for reader in &self.readers {
            let may_see = snapshot_for(&reader.viewer, whole);
            assert_eq!(reader.sees, may_see, "{:?}", reader.who);
            let some = may_see.clone().with_texts(reader.skims.texts.clone());
            assert_eq!(reader.skims, some, "{:?} with some explanations", reader.who);
            let written = serde_json::to_string(&may_see).unwrap();
            only_for(reader.viewer, &self.shared, &written);
            let read: Region = serde_json::from_str(&written).unwrap();
            assert_eq!(read, may_see, "a snapshot survives the journey");
            sees_all_that_is_shared(reader.viewer, whole, &may_see);
        }
    }
}

fn organisation(who: Who) -> Option<OrganisationId> {
    match who {
        Who::System => None,
        Who::Member(member) => Some(member.organisation),
        Who::Guest(_) => None,
    }
}

#[track_caller]
fn only_for(viewer: Viewer, shared: &BTreeSet<String>, written: &str) {
    for (of, word) in canaries(written) {
        let own = viewer.drafts_of == Some(of) || of == THE_REGION && viewer.coordinates;
        assert!(own || shared.contains(&word), "{word} is not for {viewer:?}");
    }
}

/// Of something sealed, coordinators know who; others only that it happened. Nobody gets an author,
/// a command, a time or a content.
fn only_what_may_be_known(viewer: Viewer, seq: u64, what: Masked, delivery: &Delivery) {
    let (kind, field, by) = match what {
        Masked::TextRedacted => {
            let bare = serde_json::json!({"masked": {"seq": seq, "what": "text_redacted"}});
            assert_eq!(serde_json::to_value(delivery).unwrap(), bare);
            return;
        }
        Masked::ViewGiven { field, by } => ("view_given", field, by),
        Masked::ViewWithdrawn { field, by } => ("view_withdrawn", field, by),
    };
    assert_eq!(by.is_some(), viewer.coordinates);
    let known = match by {
        Some(by) => serde_json::json!({"field": field, "by": by}),
        None => serde_json::json!({"field": field}),
    };
    let bare = serde_json::json!({"masked": {"seq": seq, "what": {kind: known}}});
    assert_eq!(serde_json::to_value(delivery).unwrap(), bare);
}

/// The lower bound: hiding everything would be safe and useless.
fn sees_all_that_is_shared(viewer: Viewer, whole: &Region, sees: &Region) {
    assert_eq!((sees.id, sees.head, &sees.name), (whole.id, whole.head, &whole.name));
    assert_eq!(sees.participations, whole.participations);
    assert_eq!(sees.rounds, whole.rounds);
    assert_eq!(sees.answers, whole.answers);
    let own = viewer.drafts_of.and_then(|own| whole.drafts.get(&own));
    assert_eq!(sees.drafts.values().next(), own);
    assert_eq!(sees.regional, whole.regional);
    for (field, views) in &whole.partner_views {
        let seen = &sees.partner_views[field];
        assert_eq!((seen.sealed.count, &seen.previous), (views.sealed.count, &views.previous));
        assert_eq!(sees.open_views(*field), whole.open_views(*field));
        assert!(!viewer.coordinates || seen.sealed.by == views.sealed.by);
        assert_eq!(views.sealed.by.len(), views.sealed.count as usize);
        for (partner, view) in &views.given {
            let own = viewer.drafts_of == Some(*partner);
            let open = own || !views.sealed.by.contains(partner);
            assert_eq!(seen.given.get(partner), open.then_some(view));
        }
    }
    for (id, request) in &whole.requests {
        let may_see = match request.wish {
            Wish::View { .. } => true,
            Wish::Draft { of: Some(of), .. } => viewer.drafts_of == Some(of),
            Wish::Draft { of: None, .. } => viewer.coordinates,
        };
        assert_eq!(sees.requests.get(id), may_see.then_some(request));
    }
    for (id, thread) in &whole.threads {
        let may_see = match thread.topic.readers {
            Readers::Everyone => true,
            Readers::Within(Some(of)) => viewer.drafts_of == Some(of),
            Readers::Within(None) => viewer.coordinates,
        };
        assert_eq!(sees.threads.get(id), may_see.then_some(thread));
    }
    for (id, redaction) in &whole.redactions {
        let may_know = match redaction.readers {
            Readers::Everyone => true,
            Readers::Within(Some(of)) => viewer.drafts_of == Some(of),
            Readers::Within(None) => viewer.coordinates,
        };
        assert_eq!(sees.redactions.get(id), may_know.then_some(redaction));
    }
    assert_eq!(sees.actions, whole.actions, "everyone sees every action, with all that happened");
    assert_eq!(sees.steering_dates, whole.steering_dates);
    let regional = viewer.coordinates.then_some(&whole.regional_drafts);
    assert_eq!(sees.regional_drafts, regional.cloned().unwrap_or_default());
}

fn play(steps: &[Step]) -> History {
    let mut history = History::begin();
    history.check();
    for (number, step) in (1000..).zip(steps) {
        history.take(*step, number);
    }
    history
}

/// What takes several people one after the other, and so comes up in few random histories.
fn handed_over() -> History {
    let (leaves, goes_on) = (people::editor(people::TOWN), people::lead(people::TOWN));
    let asked = [
        (goes_on, ask_colleague(people::TOWN, leaves, "1.1")),
        (leaves, ready()),
        (goes_on, request_changes("Noem ook de cijfers.")),
        (leaves, ask_partner(people::POLICE, "4.1")),
        (people::coordinator(), start_thread_for(topic("4.2"), "Weet u dit?", [mention(leaves)])),
        (leaves, hand_over(leaves, goes_on)),
        (goes_on, decline_handover("Ik ben dan met verlof.")),
        (leaves, hand_over(leaves, goes_on)),
        (goes_on, accept_handover()),
    ];
    let mut history = History::begin();
    for (number, (who, asking)) in (1..).zip(asked) {
        let id = CommandId(uuid::Uuid::from_u128(number));
        let command = asking(&history.given.region);
        history.asks(who, Sent { id, command });
    }
    history
}

/// The same about actions: they take turns, and offers take days to go silent.
fn acted() -> History {
    let (asks, owner, moderates) =
        (people::editor(people::VILLAGE), people::lead(people::SHELTER), people::coordinator());
    let asked = [
        (asks, think_of_action([people::SHELTER])),
        (asks, retitle("Een vast nummer voor scholen")),
        (asks, offer_action()),
        (owner, counter(LATER, "Dan zijn wij er klaar voor.")),
        (moderates, refuse_date(LATER, "Dat is te laat.")),
        (owner, counter(LATER, "Toch pas dan.")),
        (asks, agree_to(LATER)),
        (owner, assign(Some(person(owner)))),
        (owner, progress("De helft is gebeld.")),
        (owner, wait_on(WaitsOn::Organisation(people::POLICE), "Op de lijst.")),
        (moderates, pause(Some("1970-06-01"))),
        (asks, remind()),
        (owner, report_done("")),
        (asks, close_action()),
        (moderates, reopen_action("Twee scholen missen nog.")),
        (owner, decline_action("Verder lukt het niet.")),
        (asks, move_action(people::POLICE)),
        (people::system(), let_fall_due()),
        (people::editor(people::POLICE), accept_action()),
        (moderates, hand_over_part(people::SHELTER, people::POLICE)),
        (asks, ask_actions([people::SHELTER, people::VILLAGE])),
        (moderates, hand_over_part(people::VILLAGE, people::TOWN)),
        (people::lead(people::TOWN), accept_handover()),
        (moderates, drop_action("Het is niet meer nodig.")),
        (moderates, add_date("2026-12-10")),
        (moderates, remove_date("2026-12-10")),
    ];
    let mut history = History::begin();
    for (number, (who, asking)) in (1..).zip(asked) {
        let id = CommandId(uuid::Uuid::from_u128(number));
        let command = asking(&history.given.region);
        if command == Command::LetFallDue {
            let given = std::mem::replace(&mut history.given, given::nothing());
            history.given = given.days_later(60);
        }
        history.asks(who, Sent { id, command });
    }
    history
}

fn steps(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Step>> {
    proptest::collection::vec(any::<[u8; 7]>().prop_map(Step::new), count)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn everyone_sees_all_that_they_may_and_nothing_else(steps in steps(1..60)) {
        play(&steps);
    }
}

/// The histories must be worth their name: were every command refused, the property would hold
/// and say nothing.
#[test]
fn random_histories_do_what_people_do() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let long = steps(1600..1601).new_tree(&mut runner).unwrap().current();
    let history = play(&long);
    let kinds_of = |history: &History| -> BTreeSet<String> {
        let entries = history.given.entries.iter();
        entries.map(|entry| domain::stored::encode(&entry.event).kind).collect()
    };
    let acted = acted();
    let kinds = &(&kinds_of(&history) | &kinds_of(&handed_over())) | &kinds_of(&acted);
    assert_eq!(kinds, given::names_of::<Event>());
    let told = history.given.entries.iter().any(|entry| {
        matches!(&entry.event, Event::AnswerShared { municipality, content, .. }
            if *municipality == people::VILLAGE && !content.explanation.is_blank())
    });
    assert!(told, "the village shared no explanation");
    assert!(10 < history.shared.len(), "{} words were shared", history.shared.len());
    let mut sealed = history.given.entries.iter().filter_map(|entry| match &entry.event {
        Event::DiscussionStarted { views, .. } => Some(views.len()),
        _ => None,
    });
    assert!(sealed.any(|count| 0 < count), "no sealed view was ever opened");
    let leaves_out = |reader: &Reader| reader.skims.answers != reader.sees.answers;
    assert!(history.readers.iter().any(leaves_out), "nothing was left out");
    let some_actions = |reader: &Reader| {
        let is_listed = |action: &std::sync::Arc<domain::Action>| action.log.is_empty();
        let left_out = reader.skims.actions.len() < reader.sees.actions.len();
        let held = reader.skims.actions.values().filter(|action| !is_listed(action)).count();
        left_out && 0 < held && reader.skims.actions.values().any(is_listed)
    };
    assert!(history.readers.iter().any(some_actions), "no action was listed or left out");
    let hidden = history.typed.difference(&history.shared).count();
    assert!(10 < hidden, "{hidden} words stayed hidden");
}
