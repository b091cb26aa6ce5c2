//! What a mailed link to one action opens: everything that it depends on, looked at anew each time.
//!
//! Invariant: a link lets in only who could sign in and do the same at that moment, and only once. Whether it was used
//! is read from the journal, so that a server that was cut off behind the append lets nobody in a second time.

use std::collections::BTreeMap;

use app::page::LinkGone;
use domain::{
    Actor, Moment, OrganisationId, Role, Step,
    rights::{Ability, demand},
};
use tracing::{info, warn};

use crate::{
    door::signed_in::out_of_order,
    people::{ActionLink, Membership, People},
    problem::Problem,
    regions::{Alone, Regions},
};

/// What a link opens.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Opens {
    /// The action, for somebody who answers it in this role. Perhaps nothing is left to answer.
    Action(Box<Alone>, Role),
    /// Nothing any more.
    Gone(LinkGone),
}

/// Returns in which of their roles somebody can carry out an action of an organisation, if they can.
pub fn carries_out(place: &Membership, owner: OrganisationId, now: Moment) -> Option<Role> {
    let can =
        |member: &domain::Member| demand(&Actor::Member(*member), Ability::CarryOut(owner)).is_ok();
    place.in_each_role(now).find(can).map(|member| member.role)
}

/// What decides whether a link opens its action.
#[derive(Clone, Copy, Debug)]
pub struct Around<'p> {
    /// When something followed from its command, and what.
    pub answered: Option<(Moment, Step)>,
    /// The place in its region of whoever it was mailed to.
    pub place: Option<&'p Membership>,
    /// Whether its organisation asks its people for two steps.
    pub two_steps: bool,
    /// Who does the action now; nobody where there is no such action.
    pub owner: Option<OrganisationId>,
    /// The moment.
    pub now: Moment,
}

/// Returns in which role somebody answers by a link, or why it opens nothing any more. Perhaps nothing is left to answer.
pub fn role_by(link: &ActionLink, around: Around<'_>) -> Result<Role, LinkGone> {
    let Around { answered, place, two_steps, owner, now } = around;
    if let Some((at, step)) = answered {
        return Err(LinkGone::Used(at, Some(step)));
    }
    if let Some(at) = link.used {
        return Err(LinkGone::Used(at, None));
    }
    if link.ended.is_some() {
        return Err(if link.replaced { LinkGone::Replaced } else { LinkGone::PlaceEnded });
    }
    if link.expires <= now {
        return Err(LinkGone::Expired(link.expires));
    }
    let role = place.and_then(|place| carries_out(place, link.organisation, now));
    let role = role.ok_or(LinkGone::PlaceEnded)?;
    if two_steps {
        return Err(LinkGone::TwoSteps);
    }
    match owner == Some(link.organisation) {
        true => Ok(role),
        false => Err(LinkGone::NothingLeft),
    }
}

/// Returns what a link opens at this moment.
pub async fn opened(
    (people, regions): (&People, &Regions),
    link: &ActionLink,
    now: Moment,
) -> Result<Opens, Problem> {
    let alone = regions.alone(link).await?;
    let place = people.membership(link.region, link.person).await.map_err(out_of_order)?;
    // Asked each time: an organisation that begins to ask for a second step is heard.
    let asking = people.requiring(link.region).await.map_err(out_of_order)?;
    let around = Around {
        answered: alone.as_ref().and_then(|alone| alone.answered),
        place: place.as_ref(),
        two_steps: asking.contains(&link.organisation),
        owner: alone.as_ref().map(|alone| alone.action.owner),
        now,
    };
    Ok(match (role_by(link, around), alone) {
        (Ok(role), Some(alone)) => Opens::Action(Box::new(alone), role),
        (Ok(_), None) => Opens::Gone(LinkGone::NothingLeft),
        (Err(why), _) => Opens::Gone(why),
    })
}

/// Notes which links were used where a server was cut off before it did.
pub async fn note_used(people: &People, regions: &Regions, now: Moment) -> Result<(), Problem> {
    let mut in_regions: BTreeMap<_, Vec<ActionLink>> = BTreeMap::new();
    for link in people.action_links_unnoted(now).await.map_err(out_of_order)? {
        in_regions.entry(link.region).or_default().push(link);
    }
    for (region, links) in in_regions {
        // What cannot be read or written now is looked at in an hour, and holds up no other.
        let Ok(whole) = regions.whole(region).await else { continue };
        for link in links {
            let action = whole.actions.get(&link.action);
            let answered = action.and_then(|it| it.answered_by(link.command, link.person));
            let Some((at, _)) = answered else { continue };
            match people.note_link_used(&link, at).await {
                Ok(()) => info!("noted that a link to an action was used"),
                Err(error) => warn!(cause = %error, "cannot note that a link was used"),
            }
        }
    }
    Ok(())
}
