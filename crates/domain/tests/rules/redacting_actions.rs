//! A text of an action is removed with every copy: from its plan, from what happened to it, and from where it stands.

use domain::{Action, ActionStand, Event, GuardedText, Refusal, Region};

use crate::given::actions::*;
use crate::given::asking::*;
use crate::given::people::*;
use crate::given::redacting::*;
use crate::given::{Given, given};

const TOLD: &str = "Dit hoort hier niet, want het gaat over iemand.";

/// The village asked the shelter, changed why, and the shelter accepted it.
fn revised() -> Given {
    let why =
        |text: &'static str| revise_action(move |plan| plan.why = domain::TypedText::new(text));
    offered_action()
        .and(editor(VILLAGE), why("Dit hoort hier niet"))
        .and(editor(VILLAGE), why(TOLD))
        .and(editor(VILLAGE), retitle("Een vast nummer voor scholen"))
        .and(editor(SHELTER), accept_action())
}

/// Returns the texts of an action and of all that happened to it.
fn texts(action: &Action) -> Vec<GuardedText> {
    let plan = [&action.plan.title, &action.plan.why, &action.plan.done_when].map(Clone::clone);
    let log = action.log.iter().flat_map(|entry| entry.event.texts()).cloned();
    plan.into_iter().chain(log).collect()
}

fn says(region: &Region, text: &str) -> bool {
    texts(action(region)).iter().any(|held| held.as_str().contains(text))
}

#[test]
fn a_text_of_a_plan_goes_from_all_that_made_and_revised_it() {
    let before = revised();
    let entries = entries_with(&before.entries, TOLD);
    assert_eq!(entries.len(), 2, "it stands in both that were revised with it");
    for entry in entries {
        for who in [editor(VILLAGE), coordinator(), system()] {
            // Of the three texts of a plan it is the second.
            let after = given(before.clone()).when(who, redact(entry, 1)).then(|region| {
                let found = action(region);
                assert!(found.plan.why.redacted().is_some());
                assert_eq!(found.plan.title.as_str(), "Een vast nummer voor scholen");
                assert_eq!(found.stand, ActionStand::Accepted, "it stays accepted");
                assert!(!says(region, "hoort hier niet"), "what was half written goes along");
                assert!(says(region, TITLE), "another text of the plan stays");
            });
            assert!(!after.written().replace(WHY, "").contains("hoort hier niet"));
        }
    }
    // What stood there first goes alone where it is another text.
    let made = entries_with(&before.entries, TITLE)[0];
    given(before).when(editor(VILLAGE), redact(made, 0)).then(|region| {
        assert!(!says(region, TITLE) && says(region, TOLD));
        assert_eq!(action(region).plan.title.as_str(), "Een vast nummer voor scholen");
    });
}

#[test]
fn a_reason_goes_from_where_the_action_stands_and_from_what_happened_to_it() {
    let owner = |given: Given, asking| given.and(editor(SHELTER), asking);
    let asker = |given: Given, asking| given.and(editor(VILLAGE), asking);
    for (before, who) in [
        (owner(offered_action(), decline_action(TOLD)), SHELTER),
        (owner(offered_action(), counter(LATER, TOLD)), SHELTER),
        (owner(accepted_action(), progress(TOLD)), SHELTER),
        (owner(accepted_action(), report_done(TOLD)), SHELTER),
        (owner(accepted_action(), wait_on(domain::WaitsOn::Organisation(POLICE), TOLD)), SHELTER),
        (asker(standing("countered"), refuse_date(LATER, TOLD)), VILLAGE),
        (asker(standing("closed"), reopen_action(TOLD)), VILLAGE),
        (asker(offered_action(), drop_action(TOLD)), VILLAGE),
    ] {
        assert!(says(&before.region, TOLD));
        let stand = crate::given::stored_name(&action(&before.region).stand);
        let after = given(before).when(steering_member(who), redact_last()).then(|region| {
            let found = action(region);
            assert_eq!(crate::given::stored_name(&found.stand), stand, "it stands as it stood");
            let marks = texts(found).into_iter().filter(|text| text.redacted().is_some());
            assert_eq!(marks.count(), 1);
        });
        assert!(!after.written().contains(TOLD));
        let whole = serde_json::to_string(&after.region).unwrap();
        assert!(!whole.contains(TOLD), "{whole}");
    }
}

#[test]
fn what_was_asked_of_several_at_once_goes_from_all_of_them_however_short() {
    let plan = domain::Plan { done_when: domain::TypedText::new("Nee."), ..plan("Bel de heer.") };
    let several = make_actions([SHELTER, POLICE, TOWN], plan.clone(), None, true);
    // Somebody else chose the same words by chance.
    let before = region()
        .and(editor(VILLAGE), several)
        .and(editor(TOWN), make_actions([SHELTER], plan, None, true));
    let by_chance = *entries_with(&before.entries, "Bel de heer.").last().unwrap();
    // One of them was changed since, in another respect.
    let first = before.region.actions_in_order()[0].0;
    let later: Asking = Box::new(move |region| domain::Command::ReviseAction {
        seen: seen_action(region, first),
        owner: VILLAGE,
        plan: Box::new(plan_of(region)),
    });
    let before = before.and(editor(VILLAGE), later);
    let all = entries_with(&before.entries, "Bel de heer.");
    assert_eq!(all.len(), 5);
    for entry in all.iter().filter(|entry| **entry != by_chance) {
        for who in [editor(VILLAGE), coordinator()] {
            let after = given(before.clone()).when(who, redact(*entry, 0)).then(|_| ());
            assert_eq!(entries_with(&after.entries, "Bel de heer."), [by_chance]);
            assert_eq!(entries_with(&after.entries, "Nee.").len(), 5, "the others stay");
        }
    }
}

#[test]
fn whoever_is_asked_does_not_remove_what_others_wrote() {
    let before = revised();
    let entry = entries_with(&before.entries, TOLD)[0];
    let who = domain::refusal::WhoMay::Writer(VILLAGE);
    given(before).when(lead(SHELTER), redact(entry, 1)).refused(Refusal::NotAllowed { who });
}

#[test]
fn who_accepts_after_a_removal_accepts_what_is_left() {
    let before = offered_action();
    let accepts = as_seen_in(&before, accept_action());
    let made = entries_with(&before.entries, TITLE)[0];
    let after = before.and(editor(VILLAGE), redact(made, 0));
    let id = last_action(&after.region);
    let changed = Refusal::ActionChanged { action: id };
    given(after.clone()).when(editor(SHELTER), accepts).refused(changed);
    given(after.clone())
        .when(editor(SHELTER), accept_action())
        .happens([Event::ActionAccepted { action: id }]);
    // A title that is gone is written anew by whoever changes the plan.
    let due = revise_action(|plan| plan.due = None);
    given(after.clone()).when(editor(VILLAGE), due).refused(Refusal::TitleMissing);
    given(after).when(editor(VILLAGE), retitle("Een vast nummer")).then(|_| ());
}
