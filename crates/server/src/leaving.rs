//! Whether somebody can leave a region, and what becomes of what waits for whoever left.
//!
//! Invariant: nobody leaves of their own accord while something waits for them alone. Whoever is let out by
//! others leaves at once, and what waits for them waits for their side from then on.

use std::collections::BTreeSet;

use app::page::InRole;
use domain::{
    Actor, Command, CommandId, HandoverId, HandoverStand, Holder, Member, Moment, OrganisationId,
    Parting, PersonId, Refusal, Region, RegionId, Role, Sent, TypedText, can_write,
    handover::{is_last_coordinator, offered_to, only_for, side_of},
    rights::{Ability, demand},
};
use tracing::error;
use uuid::Uuid;

use crate::{
    door::signed_in::out_of_order,
    people::{Colleague, Ended, Membership, People, StoreError},
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

/// Looks at what was left in a region, whenever places changed and once an hour, also where the store failed or a
/// server ended between two steps. Nobody stays for an organisation that left. What waits for whoever is gone, or
/// cannot do it any more, is offered to their side. What was offered to whoever is gone is taken back, so that whoever
/// leaves names another successor; and so is what was offered to anybody while whoever it waits for is there again.
pub async fn settle(
    people: &People,
    regions: &Regions,
    region: RegionId,
    now: Moment,
) -> Result<(), Problem> {
    let whole = regions.whole(region).await?;
    let left = whole.participations.iter().filter(|(_, part)| !part.goes_on());
    let mut ended = false;
    for (organisation, _) in left {
        let places = people.end_memberships(region, *organisation, None, now).await;
        ended |= matches!(places.map_err(out_of_order)?, Ended::Places(_));
    }
    if ended {
        regions.places_changed(region).await;
    }
    let everybody = people.people_in(region).await.map_err(out_of_order)?;
    let here = everybody.iter().filter(|one| !one.is_closed);
    // Whoever may do something in one of their roles can go on with it.
    let there: Vec<Member> = here.flat_map(|one| one.membership.in_each_role(now)).collect();
    let open: Vec<(HandoverId, Parting)> = whole
        .handovers
        .iter()
        .filter(|(_, one)| one.is_open())
        .map(|(id, one)| (*id, one.parting))
        .collect();
    let keeps = |of, side| there.iter().any(|one| one.person == of && can_write(side, one));
    for (handover, parting) in &open {
        let Parting::Person { of, side, to } = *parting else { continue };
        let is_answered = there.iter().any(|one| parting.may_be_taken_by(one));
        if keeps(of, side) && (to.is_none() || !is_answered) {
            take_back(regions, region, *handover).await;
        } else if !is_answered {
            leave_to_side(regions, region, &open, (of, side)).await;
        }
    }
    let is_gone =
        |one: &&Colleague| one.is_closed || one.membership.until.is_some_and(|until| until <= now);
    let gone = everybody.iter().filter(is_gone);
    let gone = gone.flat_map(|one| as_it_was(&one.membership));
    let gone = gone.map(|left| (left.person, side_of(&left)));
    let asked = whole.asked_of_people().into_iter().filter(|(of, side)| !keeps(*of, *side));
    for holder in gone.chain(asked).collect::<BTreeSet<_>>() {
        leave_to_side(regions, region, &open, holder).await;
    }
    Ok(())
}

/// Offers what waits for somebody to whoever of their side takes it, unless that was done. Whoever was named before
/// may never answer.
async fn leave_to_side(
    regions: &Regions,
    region: RegionId,
    open: &[(HandoverId, Parting)],
    (of, side): (PersonId, Option<OrganisationId>),
) {
    let parting = Parting::Person { of, side, to: None };
    if open.iter().all(|(_, one)| *one != parting) {
        offer(regions, region, Sender::System, parting).await;
    }
}

/// Takes an offer back. What goes wrong is written down; it is looked at again.
async fn take_back(regions: &Regions, region: RegionId, handover: HandoverId) {
    let command = Command::WithdrawHandover { handover };
    let sent = Sent { id: CommandId(Uuid::new_v4()), command };
    if let Err(rejected) = regions.submit(region, Sender::System, sent).await {
        error!(region.id = %region, cause = %rejected, "cannot take back an offer in region {region} that nobody can accept");
    }
}

/// Returns the member that a place was for on each side, also once it ended.
fn as_it_was(place: &Membership) -> Vec<Member> {
    let ended = Membership { until: None, ..place.clone() };
    ended.on_each_side(place.since)
}
