//! Builds the page of who has access, and the same as a file: what each reader looks after.

use std::collections::BTreeMap;

use app::{
    page::{
        AccessPage, Invited, OrganisationAccess, Page, PlaceOf, ReviewDue, ReviewHeld, Screen,
        Table,
    },
    words::{Words, capital, local_day},
};
use domain::{
    Member, Moment, OrganisationId, PersonId, RegionId, Role,
    rights::{Ability, demand},
};
use uuid::Uuid;

use crate::{
    door::{Hall, invitations::invited, signed_in::out_of_order, visitor::Visitor},
    people::{Colleague, Invitation, Membership, Review, name_list},
    problem::Problem,
    reviewing::{Standing, reviews, standings, waits_for},
};

/// Builds the page around what a form did: for whoever looks after who acts for an organisation, and for others as
/// if it did not exist.
pub async fn page(
    hall: &Hall,
    visitor: &Visitor,
    region: RegionId,
    page: AccessPage,
) -> Result<Page, Problem> {
    let (table, organisations) = seen(hall, visitor, region).await?;
    let words = Words(visitor.language);
    let coordinates = demand(&table.insider.actor(), Ability::Coordinate).is_ok();
    let mut without_people: Vec<OrganisationId> =
        table.region.participations.keys().copied().collect();
    without_people.retain(|id| {
        let is_listed = organisations.iter().any(|one| one.organisation == *id);
        coordinates && table.region.takes_part(*id) && !is_listed
    });
    without_people.sort_by_key(|id| words.organisation(&table.names, *id));
    let page = AccessPage {
        token: Uuid::new_v4().to_string(),
        // What the reader does not see they did not say either.
        done: page.done.filter(|done| organisations.iter().any(|one| one.organisation == *done)),
        organisations,
        without_people,
        ..page
    };
    super::page(hall, visitor, Screen::Access(table, page)).await
}

/// Returns the rows of the file: a heading, and one for each place and each open invitation that the reader looks
/// after, as on the page.
pub async fn sheet(
    hall: &Hall,
    visitor: &Visitor,
    region: RegionId,
) -> Result<(Table, Vec<Vec<String>>), Problem> {
    let (table, organisations) = seen(hall, visitor, region).await?;
    let words = Words(visitor.language);
    let heading = [
        words.sheet_organisation(),
        words.sheet_function(),
        words.role_word(),
        words.access_adopts(),
        words.since_word(),
        words.access_signed_in(),
        words.sheet_checked(),
        words.sheet_checked_by(),
        words.sheet_due(),
    ];
    let mut rows = vec![heading.map(str::to_owned).to_vec()];
    for one in &organisations {
        let organisation = words.organisation(&table.names, one.organisation);
        let last = one.reviews.first();
        let line = |who: Who| {
            let Who { name, roles, may_adopt, since, signed_in } = who;
            let adopts = if may_adopt { words.access_yes() } else { words.access_no() };
            vec![
                organisation.clone(),
                name,
                capital(&words.roles(&roles, may_adopt)),
                adopts.to_owned(),
                since,
                signed_in,
                last.map(|held| day(held.at)).unwrap_or_default(),
                last.map(|held| held.by.clone()).unwrap_or_default(),
                one.due.to_string(),
            ]
        };
        rows.extend(one.places.iter().map(|place| line(Who::here(words, place))));
        rows.extend(one.invitations.iter().filter_map(|one| Who::invited(words, one)).map(line));
    }
    Ok((table, rows))
}

fn day(at: Moment) -> String {
    local_day(at).to_string()
}

/// Who stands in a row of the file.
struct Who {
    name: String,
    roles: Vec<Role>,
    may_adopt: bool,
    since: String,
    signed_in: String,
}

impl Who {
    /// Somebody who has a place.
    fn here(words: Words, place: &PlaceOf) -> Self {
        let signed_in = match place.signed_in {
            Some(at) => day(at),
            None if place.can_change => words.access_not_signed_in().to_owned(),
            None => String::new(),
        };
        let (name, roles) = (place.name.clone(), place.roles.clone());
        Self { name, roles, may_adopt: place.may_adopt, since: day(place.since), signed_in }
    }

    /// Somebody who was invited and did not come yet.
    fn invited(words: Words, invited: &Invited) -> Option<Self> {
        let name = match &invited.function {
            Some(function) => format!("{function} ({})", words.access_invited()),
            None => words.access_invited().to_owned(),
        };
        let (roles, may_adopt) = (vec![invited.role?], invited.may_adopt);
        Some(Self { name, roles, may_adopt, since: String::new(), signed_in: String::new() })
    }
}

/// Adds the reviews that wait for the reader.
pub async fn with_reviews(hall: &Hall, mut table: Table) -> Result<Table, Problem> {
    if let Some(&member) = table.insider.member() {
        table.reviews = reviews_for(hall, table.region.id, member).await?;
    }
    Ok(table)
}

/// Returns the reviews that wait for a member.
pub async fn reviews_for(
    hall: &Hall,
    region: RegionId,
    member: Member,
) -> Result<Vec<ReviewDue>, Problem> {
    if !reviews(member, member.organisation) {
        return Ok(vec![]);
    }
    let all = standings(&hall.people, region, hall.clock.now()).await;
    let all = all.map_err(out_of_order)?.into_iter();
    let waiting = all.filter(|standing| waits_for(standing, member));
    let due = waiting.map(|Standing { organisation, due, .. }| ReviewDue { organisation, due });
    Ok(due.collect())
}

/// Returns the organisations that the reader looks after, the longest due first.
async fn seen(
    hall: &Hall,
    visitor: &Visitor,
    region: RegionId,
) -> Result<(Table, Vec<OrganisationAccess>), Problem> {
    let table = super::table(hall, visitor, region, |own| own).await?;
    let member = *table.insider.member().ok_or(Problem::NotFound)?;
    if !reviews(member, member.organisation) {
        return Err(Problem::NotFound);
    }
    let table = super::with_everybody(hall, visitor, table).await?;
    let now = hall.clock.now();
    let standings = standings(&hall.people, region, now).await.map_err(out_of_order)?;
    let people = hall.people.people_in(region).await.map_err(out_of_order)?;
    let invitations = hall.people.invitations_in(Some(region)).await.map_err(out_of_order)?;
    let known = Known {
        words: Words(visitor.language),
        table: &table,
        people: people.iter().map(|one| (one.membership.person, one)).collect(),
        open: invitations.into_iter().filter(|one| one.is_open(now)).collect(),
        signed_in: hall.audit.last_sign_ins(region).await.map_err(out_of_order)?,
        now,
    };
    let theirs = standings.iter().filter(|one| reviews(member, one.organisation));
    let mut organisations: Vec<OrganisationAccess> =
        theirs.map(|standing| known.access(standing)).collect();
    organisations.sort_by_key(|one| {
        (one.stand, one.due, known.words.organisation(&table.names, one.organisation))
    });
    Ok((table, organisations))
}

/// What is known of the people of a region.
struct Known<'t> {
    words: Words,
    table: &'t Table,
    people: BTreeMap<PersonId, &'t Colleague>,
    open: Vec<Invitation>,
    signed_in: BTreeMap<PersonId, Moment>,
    now: Moment,
}

impl Known<'_> {
    fn access(&self, standing: &Standing) -> OrganisationAccess {
        let organisation = standing.organisation;
        let is_own =
            |one: &&Invitation| one.place.is_some_and(|place| place.organisation == organisation);
        let open: Vec<&Invitation> = self.open.iter().filter(is_own).collect();
        let ids: Vec<Uuid> = open.iter().map(|one| one.id).collect();
        let mut places: Vec<PlaceOf> =
            standing.places.iter().filter_map(|place| self.place(place)).collect();
        places.sort_by(|one, other| (&one.name, one.since).cmp(&(&other.name, other.since)));
        OrganisationAccess {
            organisation,
            due: standing.due,
            stand: standing.stand,
            has_lead: !standing.leads.is_empty(),
            places,
            invitations: open.into_iter().map(|one| invited(one, self.now)).collect(),
            fingerprint: name_list(&standing.places, &ids),
            reviews: standing.reviews.iter().map(|review| self.held(review)).collect(),
        }
    }

    fn place(&self, place: &Membership) -> Option<PlaceOf> {
        let member = place.member(self.now)?;
        let may = |role: &Role| {
            let ability = Ability::Invite(member.organisation, *role);
            demand(&self.table.insider.actor(), ability).is_ok()
        };
        let can_change = place.roles.iter().all(may);
        let name = self.table.colleagues.get(&member.person).map(|known| known.name.clone());
        let signed_in = self.signed_in.get(&member.person).copied();
        Some(PlaceOf {
            person: member.person,
            name: name.unwrap_or_default(),
            roles: place.roles.clone(),
            may_adopt: member.may_adopt,
            since: place.since,
            signed_in: signed_in.filter(|_| can_change),
            can_change,
        })
    }

    fn held(&self, review: &Review) -> ReviewHeld {
        ReviewHeld { at: review.at, by: self.reviewer(review), places: review.places.len() }
    }

    /// Says who held a review, as what they were then: also when they have another place by now, or nothing is
    /// known of them any more.
    fn reviewer(&self, review: &Review) -> String {
        let by = review.by;
        let organisation = self.words.organisation(&self.table.names, by.organisation);
        let person = self.people.get(&by.person);
        if person.is_some_and(|one| one.is_erased) {
            return self.words.erased_person(&organisation);
        }
        let called = person.and_then(|one| one.display.as_ref());
        match (called, by.role) {
            (Some(called), _) => format!("{called} ({organisation})"),
            // The function of a coordinator does not say for whom they work.
            (None, Role::Coordinator) => {
                let function = self.words.function(by.role, by.may_adopt, &organisation);
                format!("{function} ({organisation})")
            }
            (None, _) => self.words.function(by.role, by.may_adopt, &organisation),
        }
    }
}
