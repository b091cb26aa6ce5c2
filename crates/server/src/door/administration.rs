//! The administration of the installation: makes regions and invites their coordinators.
//!
//! Invariant: whoever administers sees that a region is there and who looks after it, and nothing of what it
//! holds; for everybody else this address does not exist.

use app::{
    form::{
        self,
        people::{FOUND, NAME, ORGANISATION, PeopleDeed, PeopleForm, PeopleTrouble},
    },
    page::{
        AdministeredRegion, AdministrationPage, InvitationStand, MadeRegion, RefusedRegion, Screen,
    },
};
use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Command, CommandId, OrganisationId, OrganisationKind, PersonId, Refusal, RegionId, Role, Sent,
    TypedText,
};
use uuid::Uuid;

use super::{
    Hall,
    forms::{Pairs, must_be_of, once, opened},
    invitations::{invited, whole_link},
    pages,
    people::{name_of, status},
    signed_in::out_of_order,
    visitor::Visitor,
};
use crate::{
    people::{Invitation, NewInvitation, OfferedPlace},
    problem::Problem,
    regions::{Rejected, Sender},
    screens,
};

/// Shows the regions of the installation.
pub async fn get(State(hall): State<Hall>, visitor: Visitor) -> Result<Response, Problem> {
    must_administer(&hall, &visitor).await?;
    show(&hall, &visitor, StatusCode::OK, AdministrationPage::default()).await
}

/// Makes a region, or looks after the invitation of its coordinator.
pub async fn post(
    State(hall): State<Hall>,
    visitor: Visitor,
    pairs: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Problem> {
    let (person, pairs) = opened(&visitor, pairs)?;
    must_administer(&hall, &visitor).await?;
    must_be_of(person, &pairs)?;
    let find = |wanted: &str| {
        let found = pairs.iter().find(|(name, _)| name == wanted);
        found.map(|(_, value)| value.as_str()).ok_or(Problem::Unreadable)
    };
    if find(form::DO)? == FOUND {
        let typed = |name| form::read_text(&pairs, name).ok_or(Problem::Unreadable);
        let (name, organisation) = (typed(NAME)?, typed(ORGANISATION)?);
        let written = [name.as_str(), organisation.as_str()].join("\n");
        let id = once(person, "beheer", find(form::TOKEN)?, written.as_bytes());
        return found(&hall, &visitor, person, id, (name, organisation)).await;
    }
    let form = PeopleForm::read(&pairs).map_err(|_| Problem::Unreadable)?;
    let now = hall.clock.now();
    match form.deed {
        PeopleDeed::Renew(id) => {
            let (name, invitation) = of_coordinator(&hall, id).await?;
            let region = invitation.place.map(|place| place.region);
            let token = hall.people.renew_invitation(id, region, person, now).await;
            let Some(token) = token.map_err(out_of_order)? else {
                return Ok(Redirect::to("/beheer").into_response());
            };
            let renewed = hall.people.invitation(&token).await.map_err(out_of_order)?;
            let until = renewed.map_or(now, |renewed| renewed.expires);
            let link = whole_link(&hall, &visitor, &token);
            let made = Some(MadeRegion { name, link, until });
            let page = AdministrationPage { made, ..AdministrationPage::default() };
            show(&hall, &visitor, StatusCode::OK, page).await
        }
        PeopleDeed::Withdraw(id) => {
            let (_, invitation) = of_coordinator(&hall, id).await?;
            let region = invitation.place.map(|place| place.region);
            let taken = hall.people.withdraw_invitation(id, region, person, now).await;
            taken.map_err(out_of_order)?;
            Ok(Redirect::to("/beheer").into_response())
        }
        _ => Err(Problem::Unreadable),
    }
}

/// Lets those pass who administer the installation.
async fn must_administer(hall: &Hall, visitor: &Visitor) -> Result<(), Problem> {
    let person = visitor.signed_in()?.person;
    let administers = hall.people.administers(person).await.map_err(out_of_order)?;
    if administers { Ok(()) } else { Err(Problem::NotFound) }
}

/// Finds the invitation of a coordinator, with the name of the region: the administration looks after no
/// other.
async fn of_coordinator(hall: &Hall, id: Uuid) -> Result<(String, Invitation), Problem> {
    for (region, name) in hall.regions.names().await? {
        let all = hall.people.invitations_in(Some(region)).await.map_err(out_of_order)?;
        if let Some(found) = all.into_iter().find(|one| one.id == id && is_of_coordinator(one)) {
            return Ok((name, found));
        }
    }
    Err(Problem::NotFound)
}

fn is_of_coordinator(invitation: &Invitation) -> bool {
    invitation.place.is_some_and(|place| place.role == Role::Coordinator)
}

/// Makes a region with the organisation that coordinates it, and the coordinator's link. Sent twice, or again
/// after something went wrong half-way, it makes one.
async fn found(
    hall: &Hall,
    visitor: &Visitor,
    person: PersonId,
    id: CommandId,
    (name, organisation): (TypedText, TypedText),
) -> Result<Response, Problem> {
    let refuse = |is_organisation, refusal| RefusedRegion {
        name: name.clone(),
        organisation: organisation.clone(),
        is_organisation,
        trouble: PeopleTrouble::Refused(refusal),
    };
    let names = match (name_of(&name), name_of(&organisation)) {
        (Ok(name), Ok(organisation)) => Ok((name, organisation)),
        (Err(refusal), _) => Err(refuse(false, refusal)),
        (Ok(_), Err(refusal)) => Err(refuse(true, refusal)),
    };
    let (region_name, body_name) = match names {
        Ok(names) => names,
        Err(refused) => {
            let status = status(&refused.trouble);
            let page =
                AdministrationPage { refused: Some(refused), ..AdministrationPage::default() };
            return show(hall, visitor, status, page).await;
        }
    };
    let made = |what: &str| Uuid::new_v5(&id.0, what.as_bytes());
    let (region, body) = (RegionId(made("regio")), OrganisationId(made("organisatie")));
    let now = hall.clock.now();
    hall.regions.add(region, &region_name, now).await?;
    let kind = OrganisationKind::RegionalBody;
    let known =
        hall.people.know_organisation(body, (&body_name, None), kind, Some(person), now).await;
    known.map_err(out_of_order)?;
    let admit = Command::Admit {
        organisation: body,
        kind,
        chain_parties: Default::default(),
        serves: Default::default(),
    };
    for (what, command) in [("stichting", Command::FoundRegion { name }), ("deelname", admit)] {
        let sent = Sent { id: CommandId(made(what)), command };
        match hall.regions.submit(region, Sender::System, sent).await {
            Ok(_) | Err(Rejected::Refused(Refusal::AlreadyFounded)) => {}
            Err(rejected) => return Err(rejected.into()),
        }
    }
    let role = Role::Coordinator;
    let place = Some(OfferedPlace { region, organisation: body, role, may_adopt: false });
    let new = NewInvitation { id: made("uitnodiging"), place, display: None, by: Some(person) };
    let token = hall.people.invite(&new, now).await.map_err(out_of_order)?;
    let invitation = hall.people.invitation(&token).await.map_err(out_of_order)?;
    let until = invitation.map_or(now, |invitation| invitation.expires);
    let link = whole_link(hall, visitor, &token);
    let made = Some(MadeRegion { name: region_name, link, until });
    let page = AdministrationPage { made, ..AdministrationPage::default() };
    show(hall, visitor, StatusCode::OK, page).await
}

async fn show(
    hall: &Hall,
    visitor: &Visitor,
    status: StatusCode,
    page: AdministrationPage,
) -> Result<Response, Problem> {
    let now = hall.clock.now();
    let mut regions = Vec::new();
    for (region, name) in hall.regions.names().await? {
        let places = hall.people.memberships_in(region).await.map_err(out_of_order)?;
        let coordinators = places.iter().filter(|place| place.coordinates(now)).count();
        let all = hall.people.invitations_in(Some(region)).await.map_err(out_of_order)?;
        let waiting = all.iter().filter(|one| is_of_coordinator(one));
        let waiting = waiting.map(|one| invited(one, now)).filter(|one| {
            matches!(one.stand, InvitationStand::Open(_) | InvitationStand::Expired(_))
        });
        let invitations = waiting.collect();
        regions.push(AdministeredRegion { region, name, coordinators, invitations });
    }
    let person = visitor.signed_in()?.person;
    let token = Uuid::new_v4().to_string();
    let page = AdministrationPage { token, person, regions, ..page };
    let page = screens::page(hall, visitor, Screen::Administration(page)).await?;
    Ok((status, pages::show(hall, visitor, &page)).into_response())
}
