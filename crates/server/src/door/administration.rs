//! The administration of the installation: makes regions and invites their coordinators.
//!
//! Invariant: whoever administers sees that a region is there and who looks after it, and nothing of what it
//! holds; for everybody else this address does not exist.

mod administrators;
mod coordinators;

pub use self::coordinators::begin;

use app::{
    form::{
        self,
        people::{
            ADMINISTRATOR, COORDINATOR, FOUND, HOLD, LIFT, MAIL, NAME, ORGANISATION, PeopleDeed,
            PeopleForm, PeopleTrouble, REASON, REMOVE_REASON,
        },
    },
    page::{
        AdministrationDone, AdministrationPage, HoldLine, Invited, MadeRegion, RefusedRegion,
        RegionField, Screen,
    },
};
use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    CommandId, GuardedText, OrganisationId, PersonId, Refusal, RegionId, Role, TypedText,
};
use uuid::Uuid;

use super::{
    Hall,
    forms::{self, Pairs, must_be_of, once, opened},
    invitations::{invited, mail_of, whole_link},
    named::Asked,
    pages,
    people::{function_of, mail_to, name_of, status},
    signed_in::out_of_order,
    visitor::Visitor,
};
use crate::{
    people::{Founded, Hold, Invitation, NewInvitation, NewRegion, OfferedPlace, ReasonOf, Token},
    problem::Problem,
    screens,
};

/// The query word that says what a form did.
const DONE: &str = "gedaan";
/// The page after an invitation was put in the mail.
const MAILED: &str = "/beheer?gedaan=verstuurd";

/// Shows the regions of the installation.
pub async fn get(
    State(hall): State<Hall>,
    visitor: Visitor,
    Asked(pairs): Asked<Pairs>,
) -> Result<Response, Problem> {
    must_administer(&hall, &visitor).await?;
    let done = pairs.iter().find(|(name, _)| name == DONE).map(|(_, code)| code.as_str());
    let mailed = done == Some("verstuurd");
    let done = AdministrationDone::ALL.into_iter().find(|it| Some(it.code()) == done);
    let page = AdministrationPage { mailed, done, ..AdministrationPage::default() };
    show(&hall, &visitor, StatusCode::OK, page).await
}

/// Makes a region, or looks after the invitation of its coordinator.
pub async fn post(
    State(hall): State<Hall>,
    visitor: Visitor,
    pairs: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Problem> {
    let (person, pairs) = opened(&visitor, pairs)?;
    take(&hall, &visitor, person, &pairs).await
}

/// Takes a form in.
pub async fn take(
    hall: &Hall,
    visitor: &Visitor,
    person: PersonId,
    pairs: &Pairs,
) -> Result<Response, Problem> {
    must_administer(hall, visitor).await?;
    must_be_of(person, pairs)?;
    let find = |wanted: &str| {
        let found = pairs.iter().find(|(name, _)| name == wanted);
        found.map(|(_, value)| value.as_str()).ok_or(Problem::Unreadable)
    };
    if let Some(done) = administrators::take(hall, visitor, person, find(form::DO)?).await? {
        return Ok(done);
    }
    // Whatever else is done here lets somebody in, or decides what is kept.
    visitor.must_have_proven(hall)?;
    if find(form::DO)? == FOUND {
        let typed = |name| form::read_text(pairs, name).ok_or(Problem::Unreadable);
        let wanted = WantedRegion {
            name: typed(NAME)?,
            organisation: typed(ORGANISATION)?,
            mail: mail_in(pairs),
        };
        let written =
            [wanted.name.as_str(), wanted.organisation.as_str(), wanted.mail.as_str()].join("\n");
        let id = once(person, "beheer", find(form::TOKEN)?, written.as_bytes());
        return found(hall, visitor, person, id, wanted).await;
    }
    let token = find(form::TOKEN)?;
    match find(form::DO)?.split_once(':') {
        None if find(form::DO)? == HOLD => {
            let id = once(person, "beheer/bewaren", token, b"").0;
            hold(hall, visitor, person, id, pairs).await
        }
        None if find(form::DO)? == LIFT => {
            let lifted = hall.people.lift_hold(person, hall.clock.now()).await;
            lifted.map_err(out_of_order)?;
            Ok(Redirect::to("/beheer").into_response())
        }
        None if find(form::DO)? == ADMINISTRATOR => {
            invite_administrator(hall, visitor, person, token, mail_in(pairs)).await
        }
        Some((REMOVE_REASON, hold)) => {
            let hold = hold.parse().map_err(|_| Problem::Unreadable)?;
            let (reason, now) = (ReasonOf::Hold { hold }, hall.clock.now());
            if !hall.regions.remove_reason(reason, person, now).await? {
                return Err(Problem::NotFound);
            }
            let done = AdministrationDone::ReasonRemoved.code();
            Ok(Redirect::to(&format!("/beheer?{DONE}={done}")).into_response())
        }
        Some((COORDINATOR, region)) => {
            let region = region.parse().map_err(|_| Problem::Unreadable)?;
            let mail = mail_in(pairs);
            coordinators::coordinator(hall, visitor, person, region, (token, mail)).await
        }
        _ => look_after(hall, visitor, person, pairs).await,
    }
}

/// Invites somebody to administer the installation, by mail where an address was given.
async fn invite_administrator(
    hall: &Hall,
    visitor: &Visitor,
    person: PersonId,
    token: &str,
    mail: String,
) -> Result<Response, Problem> {
    let id = once(person, "beheer/beheerder", token, mail.as_bytes()).0;
    let mail_to = match mail_to(hall, visitor, &mail) {
        Ok(to) => to,
        Err(trouble) => {
            let wrong = RegionField::AdministratorMail;
            let wanted = WantedRegion { mail, ..WantedRegion::default() };
            return refuse(hall, visitor, wanted, wrong, trouble).await;
        }
    };
    let new = NewInvitation { id, place: None, display: None, by: Some(person), mail_to };
    offer(hall, visitor, new, None).await
}

/// Lets nothing be deleted for the time being.
async fn hold(
    hall: &Hall,
    visitor: &Visitor,
    person: PersonId,
    id: Uuid,
    pairs: &Pairs,
) -> Result<Response, Problem> {
    let typed = form::read_text(pairs, REASON).ok_or(Problem::Unreadable)?;
    match function_of(&typed) {
        Ok(Some(reason)) => {
            let set = hall.people.set_hold(id, &reason, person, hall.clock.now()).await;
            set.map_err(out_of_order)?;
            Ok(Redirect::to("/beheer").into_response())
        }
        refused => {
            let trouble = refused.err().map_or(PeopleTrouble::NoReason, PeopleTrouble::Refused);
            let status = status(&trouble);
            let refused_hold = Some((typed, trouble));
            let page = AdministrationPage { refused_hold, ..AdministrationPage::default() };
            show(hall, visitor, status, page).await
        }
    }
}

/// What was typed to make a region.
#[derive(Default)]
struct WantedRegion {
    name: TypedText,
    organisation: TypedText,
    mail: String,
}

fn mail_in(pairs: &Pairs) -> String {
    forms::typed(pairs, MAIL).trim().to_lowercase()
}

/// Says what is wrong with what was typed, which stays.
async fn refuse(
    hall: &Hall,
    visitor: &Visitor,
    wanted: WantedRegion,
    wrong: RegionField,
    trouble: PeopleTrouble,
) -> Result<Response, Problem> {
    let WantedRegion { name, organisation, mail } = wanted;
    let status = status(&trouble);
    let refused = Some(RefusedRegion { name, organisation, mail, wrong, trouble });
    let page = AdministrationPage { refused, ..AdministrationPage::default() };
    show(hall, visitor, status, page).await
}

/// Makes a new link for the invitation of a coordinator, or takes it back.
async fn look_after(
    hall: &Hall,
    visitor: &Visitor,
    person: PersonId,
    pairs: &Pairs,
) -> Result<Response, Problem> {
    let form = PeopleForm::read(pairs).map_err(|_| Problem::Unreadable)?;
    let now = hall.clock.now();
    let id = match form.deed {
        PeopleDeed::Renew(id) | PeopleDeed::Remail(id) | PeopleDeed::Withdraw(id) => id,
        _ => return Err(Problem::Unreadable),
    };
    let (place, name) = coordinators::looked_after(hall, id).await?.unzip();
    let region = place.map(|place: OfferedPlace| place.region);
    if let (Some(place), false) = (place, matches!(form.deed, PeopleDeed::Withdraw(_))) {
        coordinators::begin(hall, place.region, place.organisation).await?;
    }
    let mail_to = match form.deed {
        PeopleDeed::Remail(_) if !hall.outbox.is_on() => return Err(Problem::NotFound),
        PeopleDeed::Remail(_) => {
            let before = hall.outbox.of_invitation(id).await.map_err(out_of_order)?;
            Some(before.ok_or(Problem::NotFound)?.to)
        }
        PeopleDeed::Withdraw(_) => {
            let taken = hall.people.withdraw_invitation(id, region, person, now).await;
            taken.map_err(out_of_order)?;
            return Ok(Redirect::to("/beheer").into_response());
        }
        _ => None,
    };
    let again = hall.people.renew_invitation(id, region, mail_to.as_ref(), person, now).await;
    match (again.map_err(out_of_order)?, mail_to) {
        (Some(_), Some(_)) => {
            hall.outbox.wake();
            Ok(Redirect::to(MAILED).into_response())
        }
        (Some(token), None) => made(hall, visitor, &token, name).await,
        (None, _) => Ok(Redirect::to("/beheer").into_response()),
    }
}

/// Offers a place and shows its link; where the form was sent before, the page as it is.
async fn offer(
    hall: &Hall,
    visitor: &Visitor,
    new: NewInvitation,
    name: Option<String>,
) -> Result<Response, Problem> {
    let is_mailed = new.mail_to.is_some();
    let token = hall.people.invite(&new, hall.clock.now()).await.map_err(out_of_order)?;
    offered(hall, visitor, token, is_mailed, name).await
}

/// Shows the link of what was offered just now; where the form was sent before, that it stands in the list.
async fn offered(
    hall: &Hall,
    visitor: &Visitor,
    token: Option<Token>,
    is_mailed: bool,
    name: Option<String>,
) -> Result<Response, Problem> {
    if is_mailed {
        hall.outbox.wake();
        return Ok(Redirect::to(MAILED).into_response());
    }
    match token {
        Some(token) => made(hall, visitor, &token, name).await,
        None => Ok(administrators::done(AdministrationDone::InvitedBefore)),
    }
}

/// Shows the link of an invitation that was just made.
async fn made(
    hall: &Hall,
    visitor: &Visitor,
    token: &Token,
    name: Option<String>,
) -> Result<Response, Problem> {
    let invitation = hall.people.invitation(token).await.map_err(out_of_order)?;
    let until = invitation.ok_or(Problem::NotFound)?.expires;
    let made = Some(MadeRegion { name, link: whole_link(hall, visitor, token), until });
    let page = AdministrationPage { made, ..AdministrationPage::default() };
    show(hall, visitor, StatusCode::OK, page).await
}

/// Lets those pass who administer the installation.
pub async fn must_administer(hall: &Hall, visitor: &Visitor) -> Result<(), Problem> {
    let person = visitor.signed_in()?.person;
    let administers = hall.people.administers(person).await.map_err(out_of_order)?;
    if !administers {
        return Err(Problem::NotFound);
    }
    let has = hall.people.has_second_factor(person).await.map_err(out_of_order)?;
    if hall.administrators_in_two_steps && !has {
        return Err(Problem::SecondFactorNeeded);
    }
    Ok(())
}

/// Takes the names of a region and of the organisation that coordinates it, or says which is wrong.
fn names_of(
    region: &TypedText,
    organisation: &TypedText,
) -> Result<(String, String), (RegionField, Refusal)> {
    let region = region.in_one_line();
    // It stands in the journal: its writer is asked, as about every text there.
    GuardedText::pass(&region).map_err(|objection| (RegionField::Name, objection.into()))?;
    let region = name_of(&region).map_err(|refusal| (RegionField::Name, refusal))?;
    let organisation =
        name_of(organisation).map_err(|refusal| (RegionField::Organisation, refusal))?;
    Ok((region, organisation))
}

/// Makes a region with the organisation that coordinates it, and the coordinator's link. Sent twice, or again
/// after something went wrong half-way, it makes one.
async fn found(
    hall: &Hall,
    visitor: &Visitor,
    person: PersonId,
    id: CommandId,
    wanted: WantedRegion,
) -> Result<Response, Problem> {
    let (region_name, body_name) = match names_of(&wanted.name, &wanted.organisation) {
        Ok(names) => names,
        Err((wrong, refusal)) => {
            return refuse(hall, visitor, wanted, wrong, PeopleTrouble::Refused(refusal)).await;
        }
    };
    let mail_to = match mail_to(hall, visitor, &wanted.mail) {
        Ok(to) => to,
        Err(trouble) => {
            return refuse(hall, visitor, wanted, RegionField::Mail, trouble).await;
        }
    };
    let made = |what: &str| Uuid::new_v5(&id.0, what.as_bytes());
    let (region, organisation) = (RegionId(made("regio")), OrganisationId(made("organisatie")));
    let role = Role::Coordinator;
    let place = OfferedPlace { region, organisation, role, may_adopt: false };
    let (id, by) = (made("uitnodiging"), Some(person));
    let is_mailed = mail_to.is_some();
    let invitation = NewInvitation { id, place: Some(place), display: None, by, mail_to };
    let new = NewRegion { place, name: &region_name, organisation: &body_name, invitation };
    let made = hall.people.found_region(&new, hall.clock.now()).await.map_err(out_of_order)?;
    let token = match made {
        Founded::Made(token) => Some(token),
        Founded::Before => None,
        Founded::NameTaken => {
            let trouble = PeopleTrouble::RegionNameTaken;
            return refuse(hall, visitor, wanted, RegionField::Name, trouble).await;
        }
    };
    coordinators::begin(hall, region, organisation).await?;
    offered(hall, visitor, token, is_mailed, Some(region_name)).await
}

async fn show(
    hall: &Hall,
    visitor: &Visitor,
    status: StatusCode,
    page: AdministrationPage,
) -> Result<Response, Problem> {
    let now = hall.clock.now();
    let person = visitor.signed_in()?.person;
    let grants = hall.people.grants_of(person, now).await.map_err(out_of_order)?;
    let mut regions = Vec::new();
    for (region, name) in hall.regions.names().await? {
        let reads = grants.iter().find(|grant| grant.region == region && grant.is_in_force(now));
        let reads_until = reads.map(|grant| grant.until);
        regions.push(coordinators::shown(hall, (region, name), reads_until).await?);
    }
    let administrators = administrators::lines(hall, visitor).await?;
    let token = Uuid::new_v4().to_string();
    let sends_mail = hall.outbox.is_on();
    let own = hall.people.invitations_in(None).await.map_err(out_of_order)?;
    let mails = hall.outbox.of_administration().await.map_err(out_of_order)?;
    let waits =
        |one: &&Invitation| one.accepted.is_none() && one.withdrawn.is_none() && one.by.is_some();
    let invitations = own
        .iter()
        .filter(waits)
        .map(|one| Invited { mail: mail_of(one, &mails), ..invited(one, now) })
        .collect();
    let holds = hall.people.holds().await.map_err(out_of_order)?;
    let holds = holds.into_iter().map(|Hold { id, since, lifted, reason }| HoldLine {
        id,
        since,
        lifted,
        reason,
    });
    let page = AdministrationPage {
        token,
        person,
        regions,
        administrators,
        invitations,
        sends_mail,
        holds: holds.collect(),
        ..page
    };
    let page = screens::page(hall, visitor, Screen::Administration(page)).await?;
    Ok((status, pages::show(hall, visitor, &page)).into_response())
}
