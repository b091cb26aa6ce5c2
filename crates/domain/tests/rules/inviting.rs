//! Who may invite whom, and change or end such a place: tried for every role, by a table that was written by hand.

use domain::refusal::WhoMay;
use domain::rights::{Ability, demand};
use domain::{Actor, OrganisationId, Refusal, Role};

use crate::given::people::*;

/// Who, and whether they may invite an editor of their own organisation, an editor of another one, a steering
/// member of their own, and a coordinator.
const MAY: [(&str, [bool; 4]); 7] = [
    ("coordinator", [true, true, true, true]),
    ("lead", [true, false, true, false]),
    ("editor", [false, false, false, false]),
    ("steering member", [false, false, false, false]),
    ("steering member with the right", [false, false, false, false]),
    ("observer", [false, false, false, false]),
    ("system", [false, false, false, false]),
];

fn actor(who: &str) -> Actor {
    let (who, may_adopt) = match who {
        "coordinator" => (coordinator(), false),
        "lead" => (lead(TOWN), true),
        "editor" => (editor(TOWN), false),
        "steering member" => (steering_member(TOWN), false),
        "steering member with the right" => (steering_member(TOWN), true),
        "observer" => (observer(TOWN), true),
        _ => (system(), false),
    };
    match who {
        Who::System | Who::Guest(_) => who.actor(),
        Who::Member(member) => Actor::Member(domain::Member { may_adopt, ..member }),
    }
}

fn asked() -> [(OrganisationId, Role); 4] {
    [
        (TOWN, Role::Editor),
        (VILLAGE, Role::Editor),
        (TOWN, Role::SteeringMember),
        (TOWN, Role::Coordinator),
    ]
}

#[test]
fn every_role_invites_whom_the_table_says() {
    for (who, cells) in MAY {
        for ((organisation, role), may) in asked().into_iter().zip(cells) {
            let verdict = demand(&actor(who), Ability::Invite(organisation, role));
            assert_eq!(verdict.is_ok(), may, "{who} {role:?}");
        }
    }
}

#[test]
fn a_refusal_says_who_may() {
    let refused = |role| demand(&actor("editor"), Ability::Invite(TOWN, role)).unwrap_err();
    assert_eq!(refused(Role::Editor), Refusal::NotAllowed { who: WhoMay::Inviter(TOWN) });
    assert_eq!(refused(Role::Coordinator), Refusal::NotAllowed { who: WhoMay::Coordinator });
}
