//! Who takes part in a region: shows it, and takes the forms with which organisations are added and people
//! invited.
//!
//! Invariant: whoever may invite is judged by the same rights as everything else, here and not in the page.

mod changing;
mod leaving;
mod organisations;
mod two_steps;

use app::{
    form::people::{OPEN, OrganisationTrouble, PeopleDeed, PeopleForm, PeopleTrouble, Wanted},
    page::{AccountDone, MadeLink, ParticipantsPage, PeopleDone, RefusedPeople, Table},
};
use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Actor, CommandId, GuardedText, PersonId, Refusal, RegionId, Role, TypedText,
    decide::NAME_CHARS_MAX,
    rights::{Ability, demand},
};
use uuid::Uuid;

use super::{
    Hall,
    account::done_at,
    forms::{Pairs, must_be_of, once, opened},
    invitations::{invited, whole_link},
    named::{Asked, Named},
    pages,
    refusals::{self, Asking},
    signed_in::out_of_order,
    visitor::Visitor,
};
use crate::{
    mail::{MailTo, is_address},
    people::{Ended, Invitation, Membership, NewInvitation, OfferedPlace},
    problem::Problem,
    screens::{
        self,
        participants::{self, sees},
    },
};

/// The most invitations of one organisation that wait at the same time.
const INVITATIONS_MAX: usize = 50;
/// The query word that says what a form did.
const DONE: &str = "gedaan";

/// What came of a form.
enum Outcome {
    Done(PeopleDone),
    /// Whoever sent the form has no place here any more.
    Gone,
    Made(MadeLink),
    Refused(PeopleTrouble),
}

/// Shows who takes part.
pub async fn get(
    State(hall): State<Hall>,
    visitor: Visitor,
    Named(region): Named<RegionId>,
    Asked(pairs): Asked<Pairs>,
) -> Result<Response, Problem> {
    let done = pairs.iter().find(|(name, _)| name == DONE).map(|(_, code)| code.as_str());
    let done = PeopleDone::ALL.into_iter().find(|it| Some(it.code()) == done);
    let invites = pairs.iter().find(|(name, _)| name == OPEN);
    let invites = invites.and_then(|(_, id)| id.parse().ok());
    let page = ParticipantsPage { done, invites, ..ParticipantsPage::default() };
    show(&hall, &visitor, region, StatusCode::OK, page).await
}

/// Reads the address of the form.
pub fn region_at(path: &str) -> Option<RegionId> {
    path.strip_prefix("/regio/")?.strip_suffix("/deelnemers")?.parse().ok()
}

/// Takes a form in; a refusal is shown with what was typed.
pub async fn post(
    State(hall): State<Hall>,
    visitor: Visitor,
    Named(region): Named<RegionId>,
    pairs: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Problem> {
    let (person, pairs) = opened(&visitor, pairs)?;
    take(&hall, &visitor, person, region, &pairs).await
}

/// Takes the form in.
pub async fn take(
    hall: &Hall,
    visitor: &Visitor,
    person: PersonId,
    region: RegionId,
    pairs: &Pairs,
) -> Result<Response, Problem> {
    must_be_of(person, pairs)?;
    let form = PeopleForm::read(pairs).map_err(|_| Problem::Unreadable)?;
    let table = screens::table(hall, visitor, region, |own| own).await?;
    if form.deed.gives_rights() {
        // Whoever finds a computer that was left open lets nobody in with it.
        visitor.must_have_proven(hall)?;
    }
    let written = serde_json::to_vec(&form).expect("a form is plain data with text keys");
    let id = once(person, &format!("{region}/deelnemers"), &form.token, &written);
    let taking = Taking { hall, visitor, person, table: &table, id };
    let outcome = match &form.deed {
        PeopleDeed::AdmitMunicipalities(codes) => taking.admit_municipalities(codes).await?,
        PeopleDeed::AdmitPartner(partner) => taking.admit_partner(partner).await?,
        PeopleDeed::Correct(correction) => taking.correct(correction).await?,
        PeopleDeed::Invite(wanted) => taking.invite(wanted).await?,
        PeopleDeed::Renew(invitation) => taking.renew(*invitation).await?,
        PeopleDeed::Remail(invitation) => taking.remail(*invitation).await?,
        PeopleDeed::Withdraw(invitation) => taking.withdraw(*invitation).await?,
        PeopleDeed::Change(wanted) => taking.change(wanted).await?,
        PeopleDeed::SetFunction(wanted) => taking.set_function(wanted).await?,
        PeopleDeed::Leave(organisation) => taking.leave(*organisation).await?,
        PeopleDeed::End(place) => taking.end(*place).await?,
        PeopleDeed::Require(organisation) => taking.require(*organisation, true).await?,
        PeopleDeed::RequireNot(organisation) => taking.require(*organisation, false).await?,
        PeopleDeed::ResetSecondFactor(person) => taking.reset_second_factor(*person).await?,
    };
    match outcome {
        Outcome::Done(done) => {
            let to = format!("/regio/{region}/deelnemers?{DONE}={}", done.code());
            Ok(Redirect::to(&to).into_response())
        }
        Outcome::Gone => Ok(Redirect::to(&done_at(AccountDone::Left)).into_response()),
        Outcome::Made(made) => {
            let page =
                ParticipantsPage { made: Some(Box::new(made)), ..ParticipantsPage::default() };
            show(hall, visitor, region, StatusCode::OK, page).await
        }
        Outcome::Refused(trouble) => {
            if let PeopleTrouble::Refused(refusal) = &trouble {
                refusals::note(hall, taking.asking(), (&form.deed).into(), refusal).await;
            }
            let status = status(&trouble);
            let refused = Some(RefusedPeople { form, trouble });
            let page = ParticipantsPage { refused, ..ParticipantsPage::default() };
            show(hall, visitor, region, status, page).await
        }
    }
}

/// Returns the status under which a trouble travels.
pub fn status(trouble: &PeopleTrouble) -> StatusCode {
    match trouble {
        PeopleTrouble::Refused(refusal) => Problem::Refused { refusal: refusal.clone() }.status(),
        PeopleTrouble::InvitationMoved
        | PeopleTrouble::LastCoordinator
        | PeopleTrouble::Organisation(OrganisationTrouble::Moved)
        | PeopleTrouble::PlaceMoved
        | PeopleTrouble::WorkWaits(_) => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// Takes a name of an organisation or a region: short enough for a heading, and nothing of a person.
pub fn name_of(typed: &TypedText) -> Result<String, Refusal> {
    let name = function_of(typed)?;
    name.ok_or(Refusal::NameMissing)
}

/// Takes a function, which may be empty.
pub fn function_of(typed: &TypedText) -> Result<Option<String>, Refusal> {
    let line = typed.in_one_line();
    let chars = line.as_str().chars().count();
    if NAME_CHARS_MAX < chars {
        return Err(Refusal::TextTooLong { max: NAME_CHARS_MAX, chars });
    }
    // What belongs to a person is refused, and of what tells of somebody its writer is asked.
    let text = GuardedText::pass(&line)?;
    Ok(Some(text.to_string()).filter(|text| !text.is_empty()))
}

/// Returns to whom an invitation is mailed; nobody where its link is passed on by hand.
pub fn mail_to(
    hall: &Hall,
    visitor: &Visitor,
    typed: &str,
) -> Result<Option<MailTo>, PeopleTrouble> {
    if typed.is_empty() || !hall.outbox.is_on() {
        return Ok(None);
    }
    if !is_address(typed) {
        return Err(PeopleTrouble::NoAddress);
    }
    Ok(Some(MailTo { recipient: typed.to_owned(), language: visitor.language }))
}

/// A form that is taken in.
struct Taking<'a> {
    hall: &'a Hall,
    visitor: &'a Visitor,
    person: PersonId,
    table: &'a Table,
    /// The same form sent twice has the same.
    id: CommandId,
}

impl Taking<'_> {
    fn actor(&self) -> Actor {
        self.table.insider.actor()
    }

    fn region(&self) -> RegionId {
        self.table.region.id
    }

    fn asking(&self) -> Asking {
        self.visitor.asking(self.person, self.region())
    }

    async fn invite(&self, wanted: &Wanted) -> Result<Outcome, Problem> {
        let refused = |trouble| Ok(Outcome::Refused(trouble));
        let Some(organisation) = wanted.organisation else {
            return refused(PeopleTrouble::NoOrganisation);
        };
        let Some(role) = wanted.role else {
            return refused(PeopleTrouble::NoRole);
        };
        if let Err(refusal) = demand(&self.actor(), Ability::Invite(organisation, role)) {
            return refused(PeopleTrouble::Refused(refusal));
        }
        if !self.table.region.takes_part(organisation) {
            return refused(PeopleTrouble::NoOrganisation);
        }
        let display = match function_of(&wanted.function) {
            Ok(display) => display,
            Err(refusal) => return refused(PeopleTrouble::Refused(refusal)),
        };
        let now = self.hall.clock.now();
        let all = self.hall.people.invitations_in(Some(self.region())).await;
        let open = all.map_err(out_of_order)?.into_iter().filter(|one| {
            one.is_open(now) && one.place.is_some_and(|place| place.organisation == organisation)
        });
        if INVITATIONS_MAX <= open.count() {
            return refused(PeopleTrouble::TooManyInvitations);
        }
        let may_adopt = wanted.may_adopt && adopts(role);
        let place = OfferedPlace { region: self.region(), organisation, role, may_adopt };
        let mail_to = match mail_to(self.hall, self.visitor, &wanted.mail) {
            Ok(to) => to,
            Err(trouble) => return refused(trouble),
        };
        let mails = mail_to.is_some();
        let by = Some(self.person);
        let new = NewInvitation { id: self.id.0, place: Some(place), display, by, mail_to };
        let token = self.hall.people.invite(&new, now).await.map_err(out_of_order)?;
        if mails {
            self.hall.outbox.wake();
            return Ok(Outcome::Done(PeopleDone::Mailed));
        }
        let Some(token) = token else { return Ok(Outcome::Done(PeopleDone::InvitedBefore)) };
        let made = self.hall.people.invitation(&token).await.map_err(out_of_order)?;
        // The same form was sent before, and somebody accepted meanwhile.
        let Some(made) = made.filter(|made| made.is_open(now)) else {
            return refused(PeopleTrouble::InvitationMoved);
        };
        let link = whole_link(self.hall, self.visitor, &token);
        Ok(Outcome::Made(MadeLink { link, invited: invited(&made, now) }))
    }

    /// Mails an invitation again, to the address that it was mailed to before.
    async fn remail(&self, id: Uuid) -> Result<Outcome, Problem> {
        let found = self.find(id).await?;
        let (people, now) = (&self.hall.people, self.hall.clock.now());
        let before = self.hall.outbox.of_invitation(found.id).await.map_err(out_of_order)?;
        // Where mail is off its link would end, and nobody would get another.
        let before = before.filter(|_| self.hall.outbox.is_on());
        let to = before.ok_or(Problem::NotFound)?.to;
        let region = Some(self.region());
        let renewed = people.renew_invitation(found.id, region, Some(&to), self.person, now).await;
        self.hall.outbox.wake();
        Ok(match renewed.map_err(out_of_order)? {
            Some(_) => Outcome::Done(PeopleDone::Mailed),
            None => Outcome::Refused(PeopleTrouble::InvitationMoved),
        })
    }

    /// Finds an invitation that this person may look after.
    async fn find(&self, id: Uuid) -> Result<Invitation, Problem> {
        let found = self.hall.people.invitation_in(self.region(), id).await;
        found.map_err(out_of_order)?.filter(|one| sees(&self.actor(), one)).ok_or(Problem::NotFound)
    }

    async fn renew(&self, id: Uuid) -> Result<Outcome, Problem> {
        let found = self.find(id).await?;
        let (people, now) = (&self.hall.people, self.hall.clock.now());
        let region = Some(self.region());
        let token = people.renew_invitation(found.id, region, None, self.person, now).await;
        let Some(token) = token.map_err(out_of_order)? else {
            return Ok(Outcome::Refused(PeopleTrouble::InvitationMoved));
        };
        let made = people.invitation(&token).await.map_err(out_of_order)?;
        let made = made.ok_or(Problem::NotFound)?;
        let link = whole_link(self.hall, self.visitor, &token);
        Ok(Outcome::Made(MadeLink { link, invited: invited(&made, now) }))
    }

    async fn withdraw(&self, id: Uuid) -> Result<Outcome, Problem> {
        let found = self.find(id).await?;
        let now = self.hall.clock.now();
        if found.accepted.is_some() {
            return Ok(Outcome::Refused(PeopleTrouble::InvitationMoved));
        }
        let people = &self.hall.people;
        let taken = people.withdraw_invitation(id, Some(self.region()), self.person, now).await;
        taken.map_err(out_of_order)?;
        Ok(Outcome::Done(PeopleDone::Withdrawn))
    }

    /// Finds a place that this person may look after, or says why not.
    async fn place(&self, person: PersonId) -> Result<Result<Membership, Refusal>, Problem> {
        let (people, now) = (&self.hall.people, self.hall.clock.now());
        let place = people.membership(self.region(), person).await.map_err(out_of_order)?;
        let place = place.ok_or(Problem::NotFound)?;
        if place.member(now).is_none() {
            return Err(Problem::NotFound);
        }
        // Of somebody who holds several roles only whoever may give all of them.
        let may = |role: &Role| demand(&self.actor(), Ability::Invite(place.organisation, *role));
        Ok(place.roles.iter().try_for_each(may).map(|()| place))
    }

    async fn moved(&self, ended: Ended, done: PeopleDone) -> Result<Outcome, Problem> {
        match ended {
            Ended::Places(_) => {
                self.hall.places_changed(self.region()).await;
                Ok(Outcome::Done(done))
            }
            Ended::Nobody => Err(Problem::NotFound),
            Ended::NoCoordinatorLeft => Ok(Outcome::Refused(PeopleTrouble::LastCoordinator)),
            Ended::Moved => Ok(Outcome::Refused(PeopleTrouble::PlaceMoved)),
        }
    }
}

/// Tells whether the right to confirm and sign means something in a role.
const fn adopts(role: Role) -> bool {
    matches!(role, Role::Editor)
}

/// Shows the page, as who takes part is now.
async fn show(
    hall: &Hall,
    visitor: &Visitor,
    region: RegionId,
    status: StatusCode,
    page: ParticipantsPage,
) -> Result<Response, Problem> {
    let page = participants::page(hall, visitor, region, page).await?;
    Ok((status, pages::show(hall, visitor, &page)).into_response())
}
