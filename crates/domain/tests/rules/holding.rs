//! Holding several roles: who gives and takes away which, and which one counts.

use std::collections::BTreeSet;

use domain::holding::{acting_in, are_same, once_ticked};
use domain::refusal::WhoMay;
use domain::{Actor, Refusal, Role};

use crate::given::people::*;

const C: Role = Role::Coordinator;
const E: Role = Role::Editor;
const S: Role = Role::SteeringMember;
const O: Role = Role::Observer;

fn set(roles: &[Role]) -> BTreeSet<Role> {
    roles.iter().copied().collect()
}

fn ticked_by(actor: &Actor, held: &[Role], ticked: &[Role]) -> Result<Vec<Role>, Refusal> {
    once_ticked(actor, TOWN, held, &set(ticked))
}

#[test]
fn somebody_acts_in_a_role_that_they_hold() {
    assert_eq!(acting_in(&[C, E, O], E), Some(vec![E, C, O]));
    assert_eq!(acting_in(&[C, E], C), Some(vec![C, E]));
    assert_eq!(acting_in(&[C, E], S), None);
    assert_eq!(acting_in(&[], O), None);
}

#[test]
fn acting_in_another_role_gives_and_takes_none() {
    for held in [&[C, E][..], &[E, S, O], &[C, E, S, O]] {
        for role in held {
            assert!(are_same(&acting_in(held, *role).unwrap(), held));
        }
    }
    assert!(!are_same(&[C, E], &[C]) && !are_same(&[C], &[E]));
}

#[test]
fn a_coordinator_gives_and_takes_every_role() {
    let by = coordinator().actor();
    assert_eq!(ticked_by(&by, &[E], &[E, C]).unwrap(), [E, C]);
    assert_eq!(ticked_by(&by, &[E, C], &[C]).unwrap(), [C]);
    assert_eq!(ticked_by(&by, &[O], &[E, S]).unwrap(), [E, S]);
    assert_eq!(ticked_by(&by, &[E], &[]).unwrap(), [], "at least one is for the door to ask");
}

#[test]
fn the_role_acted_in_stays_first_as_long_as_it_is_held() {
    let by = coordinator().actor();
    assert_eq!(ticked_by(&by, &[O, E], &[C, E, O]).unwrap(), [O, E, C]);
    assert_eq!(ticked_by(&by, &[O, E], &[C, E]).unwrap(), [E, C]);
}

#[test]
fn a_lead_makes_no_coordinator_and_takes_that_role_from_nobody() {
    let by = lead(TOWN).actor();
    let refused = ticked_by(&by, &[E], &[E, C]).unwrap_err();
    assert_eq!(refused, Refusal::NotAllowed { who: WhoMay::Coordinator });
    // Whoever coordinates goes on doing so, whatever the lead ticks; the rest is the lead's to give.
    assert_eq!(ticked_by(&by, &[C], &[E]).unwrap(), [C, E]);
    assert_eq!(ticked_by(&by, &[C, E], &[]).unwrap(), [C]);
    assert_eq!(ticked_by(&by, &[C, E], &[C, E, S]).unwrap(), [C, E, S]);
}

#[test]
fn whoever_invites_nobody_changes_no_role() {
    for by in [editor(TOWN), steering_member(TOWN), observer(TOWN), lead(VILLAGE), system()] {
        let by = by.actor();
        assert!(ticked_by(&by, &[E], &[E, O]).is_err(), "{by:?}");
        assert_eq!(ticked_by(&by, &[E, O], &[]).unwrap(), [E, O], "{by:?}");
    }
}
