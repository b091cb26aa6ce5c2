//! Whether somebody can leave a region, and what becomes of what waits for whoever left.
//!
//! Invariant: nobody leaves of their own accord while something waits for them alone. Whoever is let out by
//! others leaves at once, and what waits for them waits for their side from then on.

use app::page::InRole;
use domain::{
    Actor, Command, CommandId, HandoverStand, Holder, Member, Moment, Parting, PersonId, Refusal,
    Region, RegionId, Role, Sent, TypedText, can_write,
    handover::{is_last_coordinator, offered_to, only_for, side_of},
    rights::{Ability, demand},
};
use tracing::error;
use uuid::Uuid;

use crate::{
    door::signed_in::out_of_order,
    people::{Membership, People, StoreError},
    problem::Problem,
    regions::{Regions, Rejected, Sender},
};

/// What keeps somebody in a region, in whichever of their roles it waits.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Waits {
    /// How much would be left behind: requests and threads that ask for them, and offers that they did not answer.
    pub held: usize,
    /// How much their side could not do any more without them.
    pub alone: usize,
    /// Whether nobody else coordinates the region.
    pub last_coordinator: bool,
    /// Where of that something waits beside the role that they act in: they see it once they act there.
    pub elsewhere: Vec<InRole>,
}

/// Returns what waits for somebody, on each side for which they hold a role.
pub async fn waits_for(
    (regions, people): (&Regions, &People),
    region: RegionId,
    person: PersonId,
    now: Moment,
) -> Result<Waits, Problem> {
    let places = people.memberships_in(region).await.map_err(out_of_order)?;
    let (own, others): (Vec<Membership>, Vec<Membership>) =
        places.into_iter().partition(|place| place.person == person);
    let own = own.first().ok_or(Problem::NotFound)?;
    let acts = own.member(now).ok_or(Problem::NotFound)?;
    // A colleague who may do something in one of their roles leaves it to nobody.
    let others: Vec<Member> = others.iter().flat_map(|place| place.in_each_role(now)).collect();
    let mut waits = Waits::default();
    for member in own.on_each_side(now) {
        let sight = regions.look_in(region, person, member.role).await?;
        let (held, alone) = on_side(&sight.region, &member, &others);
        if 0 < held + alone && side_of(&member) != side_of(&acts) {
            waits.elsewhere.push(InRole { role: member.role, waits: held + alone });
        }
        waits.held += held;
        waits.alone += alone;
        waits.last_coordinator |= is_last_coordinator(&member, &others);
    }
    Ok(waits)
}

/// Returns how much waits for somebody on one side, in the region as they see it there: what a successor can
/// take, and what nobody else of the side could do.
fn on_side(region: &Region, member: &Member, others: &[Member]) -> (usize, usize) {
    let alone = only_for(region, member, others);
    // Whoever may not react to a remark keeps nobody waiting.
    let reacts = demand(&Actor::Member(*member), Ability::Comment).is_ok();
    let held = if reacts { region.held(Holder::of_member(member)).len() } else { 0 };
    let held = held + offered_to(region, member).len();
    (held, alone.iter().map(domain::work::Waiting::count).sum())
}

/// Returns the successor who went on with what waited for somebody last, and who may invite as they could. Where
/// they hold several roles it is that of the role acted in, or else of another.
pub async fn successor_of(
    (regions, people): (&Regions, &People),
    region: RegionId,
    person: PersonId,
    now: Moment,
) -> Result<Option<PersonId>, Problem> {
    let place = people.membership(region, person).await.map_err(out_of_order)?;
    let place = place.ok_or(Problem::NotFound)?;
    for member in place.in_each_role(now) {
        let sight = regions.look_in(region, person, member.role).await?;
        let heir = heir_of(people, &sight.region, &member, now).await.map_err(out_of_order)?;
        if heir.is_some() {
            return Ok(heir);
        }
    }
    Ok(None)
}

async fn heir_of(
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
    let invites = |place: Member| {
        let ability = Ability::Invite(member.organisation, Role::Editor);
        demand(&Actor::Member(place), ability).is_ok()
    };
    let may = place.is_some_and(|place| place.in_each_role(now).any(invites));
    Ok(may.then_some(heir))
}

/// Takes back what was offered to anybody of a side, because whoever it waits for is there again, in a role in
/// which they can go on with it.
pub async fn come_back(regions: &Regions, region: RegionId, person: PersonId, role: Role) {
    let Ok(sight) = regions.look_in(region, person, role).await else { return };
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

/// Leaves what waits for somebody whose place ended to each side for which they held a role.
pub async fn leave_all_behind(
    regions: &Regions,
    region: RegionId,
    left: &[Member],
    taker: Option<&Member>,
) {
    for member in left {
        leave_behind(regions, region, member, taker).await;
    }
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

/// Returns the member that a place was for on each side, also once it ended.
pub fn as_it_was(place: &Membership) -> Vec<Member> {
    let ended = Membership { until: None, ..place.clone() };
    ended.on_each_side(place.since)
}
