//! Who has to look through, once a year, who acts for an organisation in a region; and reminds them by mail.
//!
//! Invariant: what is due is derived from places and reviews whenever somebody asks; time is an argument.

use std::collections::BTreeMap;

use app::words::local_day;
use domain::{
    Actor, Day, Member, Moment, OrganisationId, PersonId, RegionId, ReviewStand, Role,
    review::due,
    rights::{Ability, demand},
};

use crate::{
    mail::{MailTo, Outbox, notice_to},
    people::{Membership, NewReminder, People, Review, StoreError, people_since, places_for},
};

/// Where the review of one organisation stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Standing {
    /// Of which organisation.
    pub organisation: OrganisationId,
    /// Who acts for it.
    pub places: Vec<Membership>,
    /// The reviews there were, the latest first.
    pub reviews: Vec<Review>,
    /// When it is due.
    pub due: Day,
    /// Where it stands.
    pub stand: ReviewStand,
    /// Who of the organisation may hold it.
    pub leads: Vec<PersonId>,
}

/// Tells whether somebody may review an organisation: whoever may invite for it.
pub fn reviews(member: Member, organisation: OrganisationId) -> bool {
    demand(&Actor::Member(member), Ability::Invite(organisation, Role::Editor)).is_ok()
}

/// Tells whether a review waits for this member: for the leads of the organisation, and for the coordinators where
/// it has none.
pub fn waits_for(standing: &Standing, member: Member) -> bool {
    let is_due = standing.stand != ReviewStand::Fresh;
    let is_theirs = match standing.leads.is_empty() {
        true => member.role == Role::Coordinator,
        false => standing.leads.contains(&member.person),
    };
    is_due && is_theirs
}

/// Returns where the review of each organisation of a region stands for which somebody acts.
pub async fn standings(
    people: &People,
    region: RegionId,
    now: Moment,
) -> Result<Vec<Standing>, StoreError> {
    let all = people.memberships_in(region).await?;
    let changes = people.place_changes(region).await?;
    let begun = people.reviews_begun().await?.unwrap_or(now);
    let mut reviews: BTreeMap<OrganisationId, Vec<Review>> = BTreeMap::new();
    for review in people.reviews_in(region).await? {
        reviews.entry(review.organisation).or_default().push(review);
    }
    let mut organisations: Vec<OrganisationId> = all.iter().map(|one| one.organisation).collect();
    organisations.sort();
    organisations.dedup();
    let standing = |organisation: OrganisationId| {
        let places = places_for(&all, organisation, now);
        let since = people_since(&places, &changes)?;
        let reviews = reviews.remove(&organisation).unwrap_or_default();
        // A review of people who all left since says nothing of those who are there now.
        let last = reviews.first().map(|review| review.at).filter(|at| since <= *at);
        let due = due(last.map(local_day), local_day(since), local_day(begun));
        let stand = ReviewStand::on(local_day(now), due);
        // Whoever leads it does so also while acting in another role.
        let leads = places.iter().filter(|place| place.in_each_role(now).any(is_lead));
        let leads = leads.map(|place| place.person).collect();
        Some(Standing { organisation, places, reviews, due, stand, leads })
    };
    Ok(organisations.into_iter().filter_map(standing).collect())
}

/// Tells whether somebody may review the own organisation because they lead it.
fn is_lead(member: Member) -> bool {
    member.role != Role::Coordinator && reviews(member, member.organisation)
}

/// Puts the mails in the outbox that remind of reviews in these regions, and returns of how many organisations.
pub async fn remind(
    people: &People,
    outbox: &Outbox,
    regions: impl IntoIterator<Item = RegionId>,
    now: Moment,
) -> Result<usize, StoreError> {
    if !outbox.is_on() {
        return Ok(0);
    }
    let mut reminded = 0;
    for region in regions {
        for standing in standings(people, region, now).await? {
            if standing.stand != ReviewStand::Fresh {
                reminded += usize::from(remind_of(people, outbox, region, &standing, now).await?);
            }
        }
    }
    if 0 < reminded {
        outbox.wake();
    }
    Ok(reminded)
}

async fn remind_of(
    people: &People,
    outbox: &Outbox,
    region: RegionId,
    standing: &Standing,
    now: Moment,
) -> Result<bool, StoreError> {
    let who = match standing.leads.is_empty() {
        true => coordinators(people, region, now).await?,
        false => standing.leads.clone(),
    };
    let mut to = notices(people, outbox, &who).await?;
    if to.is_empty() && !standing.leads.is_empty() {
        // Leads whom no mail reaches: somebody hears of it.
        to = notices(people, outbox, &coordinators(people, region, now).await?).await?;
    }
    if to.is_empty() {
        return Ok(false);
    }
    let Standing { organisation, due, .. } = *standing;
    let last = standing.reviews.first().map(|review| review.at);
    let is_late = standing.stand == ReviewStand::Overdue;
    people.remind(&NewReminder { region, organisation, due, is_late, last, to: &to }, now).await
}

/// Returns how mail reaches these people, as far as it does.
pub async fn notices(
    people: &People,
    outbox: &Outbox,
    who: &[PersonId],
) -> Result<Vec<MailTo>, StoreError> {
    let mut to = Vec::new();
    for person in who {
        to.extend(notice_to(outbox, people, *person).await?);
    }
    Ok(to)
}

async fn coordinators(
    people: &People,
    region: RegionId,
    now: Moment,
) -> Result<Vec<PersonId>, StoreError> {
    let all = people.memberships_in(region).await?;
    let coordinating = all.into_iter().filter(|place| place.coordinates(now));
    Ok(coordinating.map(|place| place.person).collect())
}
