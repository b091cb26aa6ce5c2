//! Who coordinates regions, as far as the administration looks after it: where nobody does.

use app::page::{AdministeredRegion, AdministrationDone, Invited, RegionField};
use axum::response::Response;
use domain::{
    Command, CommandId, Moment, OrganisationId, OrganisationKind, PersonId, Refusal, RegionId,
    Role, Sent, TypedText,
};
use uuid::Uuid;

use super::{WantedRegion, administrators::done, offer, refuse};
use crate::{
    door::{
        Hall,
        forms::once,
        invitations::{invited, mail_of},
        people::mail_to,
        signed_in::out_of_order,
        visitor::Visitor,
    },
    people::{Colleague, Invitation, NewInvitation, OfferedPlace},
    problem::Problem,
    regions::{Rejected, Sender},
};

/// Invites somebody to coordinate a region that nobody coordinates, by mail where an address was given: for the
/// organisation that did last.
pub(super) async fn coordinator(
    hall: &Hall,
    visitor: &Visitor,
    person: PersonId,
    region: RegionId,
    (token, mail): (&str, String),
) -> Result<Response, Problem> {
    let id = once(person, &format!("beheer/{region}"), token, mail.as_bytes()).0;
    let names = hall.regions.names().await?;
    let found = names.into_iter().find(|(known, _)| *known == region);
    let (_, name) = found.ok_or(Problem::NotFound)?;
    let all = hall.people.invitations_in(Some(region)).await.map_err(out_of_order)?;
    let (coordinators, waiting) = how(hall, region, &all).await?;
    if waiting.iter().any(|one| one.id != id && one.is_open(hall.clock.now())) {
        // Two pages stood open: one link is enough, and a second would be in nobody's sight.
        return Ok(done(AdministrationDone::InvitedBefore));
    }
    let last = last(hall, region, &all).await?;
    let organisation = last.filter(|_| coordinators == 0).ok_or(Problem::NotFound)?;
    let role = Role::Coordinator;
    let place = OfferedPlace { region, organisation, role, may_adopt: false };
    let by = Some(person);
    let mail_to = match mail_to(hall, visitor, &mail) {
        Ok(to) => to,
        Err(trouble) => {
            let wanted = WantedRegion { mail, ..WantedRegion::default() };
            return refuse(hall, visitor, wanted, RegionField::CoordinatorMail(region), trouble)
                .await;
        }
    };
    let new = NewInvitation { id, place: Some(place), display: None, by, mail_to };
    offer(hall, visitor, new, Some(name)).await
}

/// Writes what the journal of a region begins with: its name, and the organisation that coordinates it. Where that
/// is there already nothing happens, so that what was cut off half-way is made whole.
pub async fn begin(
    hall: &Hall,
    region: RegionId,
    organisation: OrganisationId,
) -> Result<(), Problem> {
    let whole = hall.regions.whole(region).await?;
    if !whole.participations.is_empty() {
        return Ok(());
    }
    let names = hall.regions.names().await?;
    let found = names.into_iter().find(|(known, _)| *known == region);
    let (_, name) = found.ok_or(Problem::NotFound)?;
    let founded = Command::FoundRegion { name: TypedText::new(name).vouched(true) };
    let admit = Command::Admit {
        organisation,
        kind: OrganisationKind::RegionalBody,
        chain_parties: Default::default(),
        serves: Default::default(),
    };
    for command in [founded, admit] {
        let sent = Sent { id: CommandId(Uuid::new_v4()), command };
        match hall.regions.submit(region, Sender::System, sent).await {
            Ok(_) | Err(Rejected::Refused(Refusal::AlreadyFounded)) => {}
            Err(rejected) => return Err(rejected.into()),
        }
    }
    Ok(())
}

/// Returns the organisation that coordinated a region last, or that was asked to first.
async fn last(
    hall: &Hall,
    region: RegionId,
    all: &[Invitation],
) -> Result<Option<OrganisationId>, Problem> {
    let people = hall.people.people_in(region).await.map_err(out_of_order)?;
    // One whose account was closed goes on for ever, as the table has it.
    let end = |one: &Colleague| one.membership.until.unwrap_or(Moment(i64::MAX));
    let coordinated = people
        .iter()
        .filter(|one| one.membership.roles.contains(&Role::Coordinator))
        .max_by_key(|one| (end(one), one.membership.since));
    let asked = all.iter().find(|one| is_of_coordinator(one)).and_then(|one| one.place);
    let coordinated = coordinated.map(|one| one.membership.organisation);
    Ok(coordinated.or(asked.map(|place| place.organisation)))
}

/// Returns a region as the administration sees it; `reads_until` says until when the reader may read it along.
pub(super) async fn shown(
    hall: &Hall,
    (region, name): (RegionId, String),
    reads_until: Option<Moment>,
) -> Result<AdministeredRegion, Problem> {
    let now = hall.clock.now();
    let all = hall.people.invitations_in(Some(region)).await.map_err(out_of_order)?;
    let (coordinators, waiting) = how(hall, region, &all).await?;
    let mails = hall.outbox.in_region(region).await.map_err(out_of_order)?;
    let shown =
        waiting.iter().map(|one| Invited { mail: mail_of(one, &mails), ..invited(one, now) });
    let invitations: Vec<Invited> = shown.collect();
    let is_known = last(hall, region, &all).await?.is_some();
    let needs_coordinator = coordinators == 0 && invitations.is_empty() && is_known;
    Ok(AdministeredRegion {
        region,
        name,
        coordinators,
        needs_coordinator,
        invitations,
        reads_until,
    })
}

/// Returns how many people coordinate a region, and the invitations of coordinators that the administration
/// looks after: none where the region looks after itself.
async fn how(
    hall: &Hall,
    region: RegionId,
    all: &[Invitation],
) -> Result<(usize, Vec<Invitation>), Problem> {
    let now = hall.clock.now();
    let places = hall.people.memberships_in(region).await.map_err(out_of_order)?;
    let coordinators = places.iter().filter(|place| place.coordinates(now)).count();
    let waits = |one: &&Invitation| {
        is_of_coordinator(one) && one.accepted.is_none() && one.withdrawn.is_none()
    };
    let waiting = match coordinators {
        0 => all.iter().filter(waits).cloned().collect(),
        _ => vec![],
    };
    Ok((coordinators, waiting))
}

/// Finds an invitation that the administration looks after: of an administrator, or of a coordinator where
/// nobody coordinates the region. Returns the place that it offers with the name of its region, where it offers one.
pub(super) async fn looked_after(
    hall: &Hall,
    id: Uuid,
) -> Result<Option<(OfferedPlace, String)>, Problem> {
    let own = hall.people.invitations_in(None).await.map_err(out_of_order)?;
    if own.iter().any(|one| one.id == id) {
        return Ok(None);
    }
    of_coordinator(hall, id).await.map(Some)
}

/// Finds the invitation of a coordinator in a region that nobody coordinates: the administration looks after
/// no other. Returns the place that it offers, with the name of the region.
async fn of_coordinator(hall: &Hall, id: Uuid) -> Result<(OfferedPlace, String), Problem> {
    for (region, name) in hall.regions.names().await? {
        let all = hall.people.invitations_in(Some(region)).await.map_err(out_of_order)?;
        if all.iter().any(|one| one.id == id) {
            let (_, waiting) = how(hall, region, &all).await?;
            let found = waiting.into_iter().find(|one| one.id == id);
            let place = found.and_then(|one| one.place).ok_or(Problem::NotFound)?;
            return Ok((place, name));
        }
    }
    Err(Problem::NotFound)
}

fn is_of_coordinator(invitation: &Invitation) -> bool {
    invitation.place.is_some_and(|place| place.role == Role::Coordinator)
}
