//! Whether somebody can leave a region, and what becomes of what waits for whoever left.
//!
//! Invariant: nobody leaves of their own accord while something waits for them alone. Whoever is let out by
//! others leaves at once, and what waits for them waits for their side from then on.

use domain::{
    Actor, Command, CommandId, HandoverStand, Holder, Member, Moment, Parting, PersonId, Refusal,
    Region, RegionId, Role, Sent, TypedText, can_write,
    handover::{is_last_coordinator, offered_to, only_for, side_of},
    rights::{Ability, demand},
};
use tracing::error;
use uuid::Uuid;

use crate::{
    people::{Membership, People, StoreError},
    regions::{Regions, Rejected, Sender},
};

/// What keeps somebody in a region.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Waits {
    /// How much would be left behind: requests and threads that ask for them, and offers that they did not answer.
    pub held: usize,
    /// How much their side could not do any more without them.
    pub alone: usize,
    /// Whether nobody else coordinates the region.
    pub last_coordinator: bool,
}

/// Returns what waits for a member, in the region as they see it.
pub async fn waits_for(
    people: &People,
    region: &Region,
    member: &Member,
    now: Moment,
) -> Result<Waits, StoreError> {
    let places = people.memberships_in(region.id).await?;
    let going = places.iter().filter_map(|place| place.member(now));
    let others: Vec<Member> = going.filter(|other| other.person != member.person).collect();
    let alone = only_for(region, member, &others);
    // Whoever may not react to a remark keeps nobody waiting.
    let reacts = demand(&Actor::Member(*member), Ability::Comment).is_ok();
    let held = if reacts { region.held(Holder::of_member(member)).len() } else { 0 };
    Ok(Waits {
        held: held + offered_to(region, member).len(),
        alone: alone.iter().map(domain::work::Waiting::count).sum(),
        last_coordinator: is_last_coordinator(member, &others),
    })
}

/// Returns the successor who went on with what waited for a member last, and who may invite as they could.
pub async fn successor_of(
    people: &People,
    region: &Region,
    member: &Member,
    now: Moment,
) -> Result<Option<PersonId>, StoreError> {
    let last = region.last_handover(Holder::of_member(member));
    let heir = last.and_then(|(_, last)| match (&last.stand, last.parting) {
        (HandoverStand::Accepted { .. }, Parting::Person { to, .. }) => to,
        _ => None,
    });
    let Some(heir) = heir else { return Ok(None) };
    let place = people.membership(region.id, heir).await?;
    let place = place.and_then(|place| place.member(now));
    let invites = |place: &Member| {
        let ability = Ability::Invite(member.organisation, Role::Editor);
        demand(&Actor::Member(*place), ability).is_ok()
    };
    Ok(place.filter(invites).map(|_| heir))
}

/// Takes back what was offered to anybody of a side, because whoever it waits for is there again.
pub async fn come_back(regions: &Regions, region: RegionId, person: PersonId) {
    let Ok(sight) = regions.look(region, person).await else { return };
    let Some(member) = sight.insider.member() else { return };
    if !can_write(side_of(member), member) {
        return;
    }
    let open = sight.region.open_handover(Holder::of_member(member));
    let for_anybody =
        open.filter(|(_, one)| matches!(one.parting, Parting::Person { to: None, .. }));
    let Some((handover, _)) = for_anybody else { return };
    let command = Command::WithdrawHandover { handover };
    let sent = Sent { id: CommandId(Uuid::new_v4()), command };
    if let Err(rejected) = regions.submit(region, Sender::System, sent).await {
        error!(region.id = %region, cause = %rejected, "cannot take back what waits for somebody who is in region {region} again");
    }
}

/// Leaves what waits for somebody whose place ended to whoever ended it, where they can go on with it, or else
/// to whoever of their side takes it.
pub async fn leave_behind(
    regions: &Regions,
    region: RegionId,
    left: &Member,
    taker: Option<&Member>,
) {
    let (of, side) = (left.person, side_of(left));
    let to = |to| Parting::Person { of, side, to };
    if let Some(taker) = taker.filter(|taker| to(Some(taker.person)).may_be_taken_by(taker)) {
        let taken = to(Some(taker.person));
        if offer(regions, region, Sender::Person(taker.person), taken).await {
            return;
        }
    }
    offer(regions, region, Sender::System, to(None)).await;
}

/// Offers it, and returns whether it needs no other offer. The place has ended by then, so what goes wrong is
/// written down and takes nothing back.
async fn offer(regions: &Regions, region: RegionId, by: Sender, parting: Parting) -> bool {
    let command = Command::OfferHandover { parting, note: TypedText::default() };
    let sent = Sent { id: CommandId(Uuid::new_v4()), command };
    match regions.submit(region, by, sent).await {
        Ok(_) => true,
        Err(Rejected::Refused(Refusal::NothingToHandOver | Refusal::AlreadyOffered)) => true,
        Err(rejected) => {
            error!(region.id = %region, cause = %rejected, "cannot offer what waits for somebody who left region {region}");
            false
        }
    }
}

/// Returns the member that a place was for, also once it ended.
pub fn as_it_was(place: &Membership) -> Option<Member> {
    place.member(place.since)
}
