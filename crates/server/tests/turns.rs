//! What changes at once about one person changes one after the other: nobody waits in a circle, and whoever goes
//! goes everywhere or nowhere.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use std::sync::Arc;

use domain::{Moment, OrganisationId, PersonId, RegionId, Role};
use server::people::{
    Closed, Comer, Erased, Membership, NewAccount, NewInvitation, OfferedPlace, People, StoreError,
    TheLast,
};
use stage::{Stage, house::*};
use tokio::sync::Barrier;
use uuid::Uuid;

on_both_engines! {
    whoever_goes_goes_everywhere_or_nowhere
    nobody_waits_in_a_circle
}

const ELSEWHERE: RegionId = RegionId(Uuid::from_u128(0x2));
const DUNES: OrganisationId = OrganisationId(Uuid::from_u128(0xC));
/// How often everything is done at once.
const ROUNDS: usize = 40;

async fn somebody(people: &People) -> PersonId {
    let person = PersonId(Uuid::new_v4());
    let account = NewAccount {
        person,
        login: format!("{person}@waterdam.example"),
        display: None,
        language: domain::Language::Nl,
        password_hash: "niets".to_owned(),
    };
    people.add_account(&account, None, NOW).await.unwrap();
    person
}

fn place(region: RegionId, person: PersonId, role: Role) -> Membership {
    let organisation = if region == REGION { WATERDAM } else { DUNES };
    let (roles, may_adopt) = (vec![role], role == Role::Editor);
    Membership { person, region, organisation, roles, may_adopt, since: NOW, until: None }
}

async fn goes_on(people: &People, region: RegionId, person: PersonId) -> bool {
    let place = people.membership(region, person).await.unwrap();
    place.is_some_and(|place| place.member(NOW).is_some())
}

async fn whoever_goes_goes_everywhere_or_nowhere(stage: Stage) {
    let house = House::furnished(stage.open().await).await;
    house.let_coordinator_in().await;
    let people = &house.people;
    let both = somebody(people).await;
    for region in [REGION, ELSEWHERE] {
        people.set_membership(&place(region, both, Role::Coordinator), None, NOW).await.unwrap();
    }
    // One of the two regions has another coordinator.
    let erased = people.erase(both, TheLast::Stays, NOW).await.unwrap();
    assert_eq!(erased, Erased::NoCoordinatorLeft(ELSEWHERE));
    let closed = people.leave_and_close(both, &[], NOW).await.unwrap();
    assert_eq!(closed, Closed::NoCoordinatorLeft(ELSEWHERE));
    for region in [REGION, ELSEWHERE] {
        assert!(goes_on(people, region, both).await, "no place ended");
    }
    assert!(people.login(both).await.unwrap().is_some());
    // Once somebody else coordinates there too, everything ends.
    let next = somebody(people).await;
    people.set_membership(&place(ELSEWHERE, next, Role::Coordinator), None, NOW).await.unwrap();
    let closed = people.leave_and_close(both, &[], NOW).await.unwrap();
    let Closed::Done(mut regions) = closed else { panic!("{closed:?}") };
    regions.sort_unstable();
    assert_eq!(regions, [REGION, ELSEWHERE]);
    assert_eq!(people.login(both).await.unwrap(), None);
    let erased = people.erase(next, TheLast::Goes, NOW).await.unwrap();
    let Erased::Done(ended) = erased else { panic!("{erased:?}") };
    assert_eq!(ended, [place(ELSEWHERE, next, Role::Coordinator)]);
    assert_eq!(people.erase(next, TheLast::Goes, NOW).await.unwrap(), Erased::Nobody);
}

/// Somebody who left a region is invited there again, and goes from everywhere at the same moment.
async fn nobody_waits_in_a_circle(stage: Stage) {
    let house = House::furnished(stage.open().await).await;
    house.let_coordinator_in().await;
    house.let_colleague_in().await;
    for round in 0..ROUNDS {
        let people = &house.people;
        let person = somebody(people).await;
        for region in [REGION, ELSEWHERE] {
            people.set_membership(&place(region, person, Role::Editor), None, NOW).await.unwrap();
        }
        people.end_membership(REGION, person, None, NOW).await.unwrap();
        let later = Moment(NOW.0 + 1 + i64::try_from(round).unwrap());
        let all: Vec<Result<(), StoreError>> = at_once(people, person, later, round).await;
        assert_eq!(all.into_iter().filter_map(Result::err).map(|it| it.to_string()).next(), None);
        assert_eq!(people.login(person).await.unwrap(), None, "they are gone");
    }
}

async fn at_once(
    people: &People,
    person: PersonId,
    now: Moment,
    round: usize,
) -> Vec<Result<(), StoreError>> {
    let offered = OfferedPlace {
        region: REGION,
        organisation: WATERDAM,
        role: Role::Editor,
        may_adopt: false,
    };
    let new = NewInvitation {
        id: Uuid::new_v4(),
        place: Some(offered),
        display: None,
        by: Some(COORDINATOR),
        mail_to: None,
    };
    let token = people.invite(&new, NOW).await.unwrap().unwrap();
    let invitation = people.invitation(&token).await.unwrap().unwrap();
    let start = Arc::new(Barrier::new(5));
    let begun = || (people.clone(), start.clone());
    let mut doing = tokio::task::JoinSet::new();
    let (them, at) = begun();
    doing.spawn(async move {
        at.wait().await;
        them.accept_invitation(&invitation, Comer::Known(person), now).await.map(|_| ())
    });
    let (them, at) = begun();
    doing.spawn(async move {
        at.wait().await;
        match round % 2 {
            0 => them.erase(person, TheLast::Stays, now).await.map(|_| ()),
            _ => them.leave_and_close(person, &[], now).await.map(|_| ()),
        }
    });
    let (them, at) = begun();
    // What they did themselves names them.
    doing.spawn(async move {
        at.wait().await;
        let changed = place(REGION, COLLEAGUE, Role::Editor);
        them.change_membership(&changed, &changed, Some(person), now).await.map(|_| ())
    });
    let (them, at) = begun();
    doing.spawn(async move {
        at.wait().await;
        let asks = round.is_multiple_of(3);
        them.require_second_factor((REGION, WATERDAM), asks, COORDINATOR, now).await.map(|_| ())
    });
    let (them, at) = begun();
    doing.spawn(async move {
        at.wait().await;
        them.reset_second_factor(person, (None, None), None, now).await.map(|_| ())
    });
    doing.join_all().await
}
