//! Who takes part in a region: shows it, and takes the forms with which organisations are added and people
//! invited.
//!
//! Invariant: whoever may invite is judged by the same rights as everything else, here and not in the page.

use std::collections::BTreeMap;

use app::{
    form::people::{Partner, PeopleDeed, PeopleForm, PeopleTrouble, Wanted},
    page::{
        Changed, Invited, MadeLink, Municipality, Participant, ParticipantsPage, PeopleDone,
        RefusedPeople, Screen, Table,
    },
    words::Words,
};
use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Actor, Command, CommandId, GuardedText, OrganisationId, OrganisationKind, PersonId, Refusal,
    RegionId, Role, Sent, TypedText,
    decide::NAME_CHARS_MAX,
    rights::{Ability, demand},
};
use uuid::Uuid;

use super::{
    Hall,
    forms::{Pairs, must_be_of, once, opened},
    invitations::{invited, whole_link},
    named::{Asked, Named},
    pages,
    signed_in::out_of_order,
    visitor::Visitor,
};
use crate::{
    content::municipalities::{MUNICIPALITIES, with_code},
    people::{ChangeKind, Ended, Invitation, Membership, NewInvitation, OfferedPlace},
    problem::Problem,
    regions::{Rejected, Sender},
    screens,
};

/// The query word that says what a form did.
const DONE: &str = "gedaan";

/// What came of a form.
enum Outcome {
    Done(PeopleDone),
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
    let page = ParticipantsPage { done, ..ParticipantsPage::default() };
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
    let written = serde_json::to_vec(&form).expect("a form is plain data with text keys");
    let id = once(person, &format!("{region}/deelnemers"), &form.token, &written);
    let taking = Taking { hall, visitor, person, table: &table, id };
    let outcome = match &form.deed {
        PeopleDeed::AdmitMunicipalities(codes) => taking.admit_municipalities(codes).await?,
        PeopleDeed::AdmitPartner(partner) => taking.admit_partner(partner).await?,
        PeopleDeed::Invite(wanted) => taking.invite(wanted).await?,
        PeopleDeed::Renew(invitation) => taking.renew(*invitation).await?,
        PeopleDeed::Withdraw(invitation) => taking.withdraw(*invitation).await?,
        PeopleDeed::Change { person, role, may_adopt } => {
            taking.change(*person, *role, *may_adopt).await?
        }
        PeopleDeed::End(place) => taking.end(*place).await?,
    };
    match outcome {
        Outcome::Done(done) => {
            let to = format!("/regio/{region}/deelnemers?{DONE}={}", done.code());
            Ok(Redirect::to(&to).into_response())
        }
        Outcome::Made(made) => {
            let page = ParticipantsPage { made: Some(made), ..ParticipantsPage::default() };
            show(hall, visitor, region, StatusCode::OK, page).await
        }
        Outcome::Refused(trouble) => {
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
        PeopleTrouble::InvitationMoved | PeopleTrouble::LastCoordinator => StatusCode::CONFLICT,
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
    let line = typed.tidied().split_whitespace().collect::<Vec<_>>().join(" ");
    let chars = line.chars().count();
    if NAME_CHARS_MAX < chars {
        return Err(Refusal::TextTooLong { max: NAME_CHARS_MAX, chars });
    }
    let text = GuardedText::pass(&TypedText::new(line).vouched(typed.is_vouched()))?;
    Ok(Some(text.to_string()).filter(|text| !text.is_empty()))
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
        Actor::Member(self.table.member)
    }

    fn region(&self) -> RegionId {
        self.table.region.id
    }

    /// Adds an organisation to those that are known, and lets it take part.
    async fn admit(
        &self,
        id: OrganisationId,
        (name, cbs): (&str, Option<&str>),
        command: Command,
    ) -> Result<Option<Refusal>, Problem> {
        let hall = self.hall;
        let now = hall.clock.now();
        let kind = match &command {
            Command::Admit { kind, .. } => *kind,
            _ => OrganisationKind::Other,
        };
        let by = Some(self.person);
        let known = hall.people.know_organisation(id, (name, cbs), kind, by, now).await;
        known.map_err(out_of_order)?;
        let sent = Sent { id: CommandId(Uuid::new_v5(&self.id.0, id.0.as_bytes())), command };
        match hall.regions.submit(self.region(), Sender::Person(self.person), sent).await {
            Ok(_) => Ok(None),
            Err(Rejected::Refused(refusal)) => Ok(Some(refusal)),
            Err(rejected) => Err(rejected.into()),
        }
    }

    async fn admit_municipalities(
        &self,
        codes: &std::collections::BTreeSet<String>,
    ) -> Result<Outcome, Problem> {
        if let Err(refusal) = demand(&self.actor(), Ability::Coordinate) {
            return Ok(Outcome::Refused(PeopleTrouble::Refused(refusal)));
        }
        if codes.is_empty() {
            return Ok(Outcome::Refused(PeopleTrouble::NoMunicipality));
        }
        let known = codes.iter().map(|code| with_code(code)).collect::<Option<Vec<_>>>();
        for one in known.ok_or(Problem::Unreadable)? {
            let organisation = municipality_id(one.code);
            let command = Command::Admit {
                organisation,
                kind: OrganisationKind::Municipality,
                chain_parties: Default::default(),
                serves: Default::default(),
            };
            let admitted = self.admit(organisation, (one.name, Some(one.code)), command).await?;
            if let Some(refusal) = admitted {
                return Ok(Outcome::Refused(PeopleTrouble::Refused(refusal)));
            }
        }
        Ok(Outcome::Done(PeopleDone::Admitted))
    }

    async fn admit_partner(&self, partner: &Partner) -> Result<Outcome, Problem> {
        let refused = |trouble| Ok(Outcome::Refused(trouble));
        if let Err(refusal) = demand(&self.actor(), Ability::Coordinate) {
            return refused(PeopleTrouble::Refused(refusal));
        }
        let name = match name_of(&partner.name) {
            Ok(name) => name,
            Err(refusal) => return refused(PeopleTrouble::Refused(refusal)),
        };
        let organisation = OrganisationId(self.id.0);
        let same = |(id, known): (&OrganisationId, &String)| {
            *id != organisation && known.to_lowercase() == name.to_lowercase()
        };
        if self.table.names.iter().any(same) {
            return refused(PeopleTrouble::NameTaken);
        }
        let is_partner = |kind: &OrganisationKind| *kind != OrganisationKind::Municipality;
        let Some(kind) = partner.kind.filter(is_partner) else {
            return refused(PeopleTrouble::NoKind);
        };
        let command = Command::Admit {
            organisation,
            kind,
            chain_parties: partner.chain_parties.clone(),
            serves: partner.serves.clone(),
        };
        match self.admit(organisation, (&name, None), command).await? {
            None => Ok(Outcome::Done(PeopleDone::Admitted)),
            Some(refusal) => refused(PeopleTrouble::Refused(refusal)),
        }
    }

    async fn invite(&self, wanted: &Wanted) -> Result<Outcome, Problem> {
        let refused = |trouble| Ok(Outcome::Refused(trouble));
        let takes_part = |id: &OrganisationId| self.table.region.participations.contains_key(id);
        let Some(organisation) = wanted.organisation.filter(takes_part) else {
            return refused(PeopleTrouble::NoOrganisation);
        };
        let Some(role) = wanted.role else {
            return refused(PeopleTrouble::NoRole);
        };
        if let Err(refusal) = demand(&self.actor(), Ability::Invite(organisation, role)) {
            return refused(PeopleTrouble::Refused(refusal));
        }
        let display = match function_of(&wanted.function) {
            Ok(display) => display,
            Err(refusal) => return refused(PeopleTrouble::Refused(refusal)),
        };
        let may_adopt = wanted.may_adopt && adopts(role);
        let place = OfferedPlace { region: self.region(), organisation, role, may_adopt };
        let new =
            NewInvitation { id: self.id.0, place: Some(place), display, by: Some(self.person) };
        let now = self.hall.clock.now();
        let token = self.hall.people.invite(&new, now).await.map_err(out_of_order)?;
        let made = self.hall.people.invitation(&token).await.map_err(out_of_order)?;
        // The same form was sent before, and somebody accepted meanwhile.
        let Some(made) = made.filter(|made| made.is_open(now)) else {
            return refused(PeopleTrouble::InvitationMoved);
        };
        let link = whole_link(self.hall, self.visitor, &token);
        Ok(Outcome::Made(MadeLink { link, invited: invited(&made, now) }))
    }

    /// Finds an invitation that this person may look after.
    async fn find(&self, id: Uuid) -> Result<Invitation, Problem> {
        let all = self.hall.people.invitations_in(Some(self.region())).await;
        let found = all.map_err(out_of_order)?.into_iter().find(|one| one.id == id);
        found.filter(|one| sees(&self.actor(), one)).ok_or(Problem::NotFound)
    }

    async fn renew(&self, id: Uuid) -> Result<Outcome, Problem> {
        let found = self.find(id).await?;
        let (people, now) = (&self.hall.people, self.hall.clock.now());
        let region = Some(self.region());
        let token = people.renew_invitation(found.id, region, self.person, now).await;
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
        let member = place.member(now).ok_or(Problem::NotFound)?;
        let ability = Ability::Invite(member.organisation, member.role);
        Ok(demand(&self.actor(), ability).map(|()| place))
    }

    async fn moved(&self, ended: Ended, done: PeopleDone) -> Result<Outcome, Problem> {
        match ended {
            Ended::Places(_) => {
                self.hall.regions.places_changed(self.region()).await;
                Ok(Outcome::Done(done))
            }
            Ended::Nobody => Err(Problem::NotFound),
            Ended::NoCoordinatorLeft => Ok(Outcome::Refused(PeopleTrouble::LastCoordinator)),
        }
    }

    async fn change(
        &self,
        person: PersonId,
        role: Option<Role>,
        may_adopt: bool,
    ) -> Result<Outcome, Problem> {
        let refused = |trouble| Ok(Outcome::Refused(trouble));
        let place = match self.place(person).await? {
            Ok(place) => place,
            Err(refusal) => return refused(PeopleTrouble::Refused(refusal)),
        };
        let Some(role) = role else { return refused(PeopleTrouble::NoRole) };
        let ability = Ability::Invite(place.organisation, role);
        if let Err(refusal) = demand(&self.actor(), ability) {
            return refused(PeopleTrouble::Refused(refusal));
        }
        let may_adopt = may_adopt && adopts(role);
        let now = self.hall.clock.now();
        let changed = Membership { roles: vec![role], may_adopt, ..place };
        let done = self.hall.people.change_membership(&changed, Some(self.person), now).await;
        self.moved(done.map_err(out_of_order)?, PeopleDone::Changed).await
    }

    async fn end(&self, person: PersonId) -> Result<Outcome, Problem> {
        if let Err(refusal) = self.place(person).await? {
            return Ok(Outcome::Refused(PeopleTrouble::Refused(refusal)));
        }
        let (people, now) = (&self.hall.people, self.hall.clock.now());
        let ended = people.end_membership(self.region(), person, Some(self.person), now).await;
        self.moved(ended.map_err(out_of_order)?, PeopleDone::Ended).await
    }
}

/// Tells whether the right to confirm and sign means something in a role.
const fn adopts(role: Role) -> bool {
    matches!(role, Role::Editor | Role::SteeringMember)
}

/// Returns the id of a municipality: the same in every region.
fn municipality_id(code: &str) -> OrganisationId {
    let name = format!("ketentafel:gemeente:{code}");
    OrganisationId(Uuid::new_v5(&Uuid::NAMESPACE_URL, name.as_bytes()))
}

/// Tells whether somebody sees an invitation: a coordinator all, a lead those of the own organisation.
fn sees(actor: &Actor, invitation: &Invitation) -> bool {
    invitation
        .place
        .is_some_and(|place| demand(actor, Ability::Invite(place.organisation, place.role)).is_ok())
}

/// Shows the page with what goes with it.
async fn show(
    hall: &Hall,
    visitor: &Visitor,
    region: RegionId,
    status: StatusCode,
    page: ParticipantsPage,
) -> Result<Response, Problem> {
    // As it is now: what was just added stands there.
    let table = screens::table(hall, visitor, region, |own| own).await?;
    let table = screens::with_everybody(hall, visitor, table).await?;
    let (actor, now) = (Actor::Member(table.member), hall.clock.now());
    let since: BTreeMap<PersonId, _> = hall
        .people
        .memberships_in(region)
        .await
        .map_err(out_of_order)?
        .into_iter()
        .map(|place| (place.person, place.since))
        .collect();
    let all = hall.people.place_changes(region).await.map_err(out_of_order)?;
    let name = |person: &PersonId| table.colleagues.get(person).map(|one| one.name.clone());
    let changes_of = |person: &PersonId| {
        let theirs = all.iter().filter(|change| change.person == *person);
        let shown =
            theirs.filter(|change| change.kind != ChangeKind::Ended).map(|change| Changed {
                at: change.at,
                is_given: change.kind == ChangeKind::Given,
                role: change.role,
                may_adopt: change.may_adopt,
                by: change.by.as_ref().filter(|by| *by != person).and_then(name),
            });
        shown.collect()
    };
    let people = table.colleagues.iter().filter_map(|(person, colleague)| {
        let member = colleague.member?;
        let ability = Ability::Invite(member.organisation, member.role);
        let can_end = *person != table.member.person && demand(&actor, ability).is_ok();
        Some(Participant {
            person: *person,
            name: colleague.name.clone(),
            organisation: member.organisation,
            role: member.role,
            may_adopt: member.may_adopt,
            since: since.get(person).copied().unwrap_or_default(),
            can_end,
            changes: if demand(&actor, ability).is_ok() { changes_of(person) } else { vec![] },
        })
    });
    let mut people: Vec<Participant> = people.collect();
    let words = Words(visitor.language);
    people.sort_by_key(|one| (words.organisation(&table.names, one.organisation), one.since));
    let invitations = hall.people.invitations_in(Some(region)).await.map_err(out_of_order)?;
    let invitations = invitations.iter().filter(|one| sees(&actor, one));
    let invitations: Vec<Invited> = invitations.map(|one| invited(one, now)).collect();
    let coordinates = demand(&actor, Ability::Coordinate).is_ok();
    let municipalities = if coordinates { addable(&table) } else { vec![] };
    let page = ParticipantsPage { people, invitations, municipalities, ..page };
    let page = screens::page(hall, visitor, Screen::Participants(table, page)).await?;
    Ok((status, pages::show(hall, visitor, &page)).into_response())
}

/// Returns the municipalities that do not take part.
fn addable(table: &Table) -> Vec<Municipality> {
    let is_there = |code: &str| table.region.participations.contains_key(&municipality_id(code));
    let others = MUNICIPALITIES.iter().filter(|known| !is_there(known.code));
    let shown = others.map(|known| Municipality {
        code: known.code.to_owned(),
        name: known.name.to_owned(),
        safety_region: known.safety_region.to_owned(),
    });
    shown.collect()
}
