//! Takes the form of one check from browsers without scripts, through the same `submit`.
//!
//! Invariant: what was typed is in the answer, unless all of it was taken in. Where the session
//! ended or nothing can be written, `problem_pages` carries it.

use app::{
    form::{self, Ask, CheckForm},
    page::{CheckPage, Page, Posted, Saved, Screen},
};
use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    CheckId, Command, CommandId, FieldId, OrganisationId, PersonId, Refusal, RegionId, Sent,
};
use futures_util::future::join_all;
use uuid::Uuid;

use super::{Hall, named::Named, pages, visitor::Visitor};
use crate::{
    problem::Problem,
    regions::{Rejected, Sender},
    screens,
};

/// Seven explanations at their longest, each character written as up to twelve.
pub const BODY_BYTES_MAX: usize = 512 * 1024;

/// Names and values of a form, as they come.
pub type Pairs = Vec<(String, String)>;

/// Which form.
pub struct Place {
    region: RegionId,
    municipality: OrganisationId,
    check: CheckId,
}

/// Takes in what was typed.
pub async fn post(
    State(hall): State<Hall>,
    visitor: Visitor,
    Named((region, municipality, check)): Named<(RegionId, OrganisationId, CheckId)>,
    pairs: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Problem> {
    let Form(pairs) = pairs.map_err(unreadable)?;
    let place = Place { region, municipality, check };
    let person = visitor.signed_in()?.person;
    take(&hall, &visitor, person, &place, &pairs).await
}

impl Place {
    /// Returns the address of the form.
    fn path(&self) -> String {
        format!("/regio/{}/checklist/{}/{}", self.region, self.municipality, self.check)
    }

    /// Reads the address of a form.
    pub fn at(path: &str) -> Option<Self> {
        let parts: Vec<&str> = path.split('/').collect();
        let ["", "regio", region, "checklist", municipality, check] = parts[..] else {
            return None;
        };
        Some(Self {
            region: region.parse().ok()?,
            municipality: municipality.parse().ok()?,
            check: check.parse().ok()?,
        })
    }
}

/// Takes in a form; what is refused is shown with everything that was typed.
pub async fn take(
    hall: &Hall,
    visitor: &Visitor,
    person: PersonId,
    place: &Place,
    pairs: &Pairs,
) -> Result<Response, Problem> {
    must_be_of(person, pairs)?;
    let table =
        screens::table(hall, visitor, place.region, |own| own.and_of(place.municipality)).await?;
    screens::must_have_check(&table, place.municipality, place.check)?;
    let form = CheckForm::read(pairs, table.region.fields_of(place.check))
        .map_err(|_| Problem::Unreadable)?;
    let deed = form.deed(&table.region, place.municipality);
    let (refusals, taken_in) = submit(hall, person, place, &form, deed).await?;
    if refusals.is_empty() {
        let saved = pages::saved_query(saved(form.ask));
        return Ok(Redirect::to(&format!("{}{saved}", place.path())).into_response());
    }
    let typed = Box::new(form);
    let posted = Posted::Refused { refusals, typed, taken_in };
    let (status, page) = refused(hall, visitor, place, posted).await?;
    Ok((status, pages::show(hall, visitor, &page)).into_response())
}

/// Checks that a form stood in the page of whoever sends it.
pub fn must_be_of(person: PersonId, pairs: &Pairs) -> Result<(), Problem> {
    let meant = pairs.iter().find(|(name, _)| name == form::PERSON);
    let is_own = meant.is_none_or(|(_, meant)| meant.parse() == Ok(person));
    if is_own { Ok(()) } else { Err(Problem::OtherPerson) }
}

/// Submits every edit, and then what the pressed button asks, if nothing was refused. Returns what
/// was refused, and how many edits were taken in.
async fn submit(
    hall: &Hall,
    person: PersonId,
    place: &Place,
    form: &CheckForm,
    deed: Option<Command>,
) -> Result<(Vec<(Option<FieldId>, Refusal)>, usize), Problem> {
    let send = |command| {
        let sent = Sent { id: command_id(person, place, &form.token, &command), command };
        hall.regions.submit(place.region, Sender::Person(person), sent)
    };
    // Handed over in order and at once: one commit takes them all.
    let (fields, edits): (Vec<_>, Vec<_>) = form.commands(place.municipality).into_iter().unzip();
    let answered = join_all(edits.into_iter().map(send)).await;
    let answers = answered.len();
    let mut refusals = Vec::new();
    for (field, answer) in fields.into_iter().zip(answered) {
        refusals.extend(refusal(answer)?.map(|refusal| (field, refusal)));
    }
    let taken_in = answers - refusals.len();
    if let (true, Some(deed)) = (refusals.is_empty(), deed) {
        refusals.extend(refusal(send(deed).await)?.map(|refusal| (None, refusal)));
    }
    Ok((refusals, taken_in))
}

fn refusal(answer: Result<u64, Rejected>) -> Result<Option<Refusal>, Problem> {
    match answer {
        Ok(_) => Ok(None),
        Err(Rejected::Refused(refusal)) if refusal != Refusal::NotHere => Ok(Some(refusal)),
        Err(rejected) => Err(rejected.into()),
    }
}

/// Builds the page again, with the reasons and everything that was typed.
async fn refused(
    hall: &Hall,
    visitor: &Visitor,
    place: &Place,
    posted: Posted,
) -> Result<(StatusCode, Page), Problem> {
    let forbidden = |(_, refusal): &(_, _)| matches!(refusal, Refusal::NotAllowed { .. });
    let is_forbidden =
        matches!(&posted, Posted::Refused { refusals, .. } if refusals.iter().any(forbidden));
    let status =
        if is_forbidden { StatusCode::FORBIDDEN } else { StatusCode::UNPROCESSABLE_ENTITY };
    let posted = Some(posted);
    let (municipality, check) = (place.municipality, place.check);
    // Read again: what was not refused is in it.
    let table =
        screens::table(hall, visitor, place.region, |own| own.and_of(place.municipality)).await?;
    let screen = Screen::Check(table, CheckPage { municipality, check, posted });
    Ok((status, screens::page(hall, visitor, screen).await?))
}

/// Names a command of a form: the same form posted twice has the effect of once.
fn command_id(person: PersonId, place: &Place, token: &str, command: &Command) -> CommandId {
    let form = format!("{}/{}/{}/{token}", place.region, place.municipality, place.check);
    let form = Uuid::new_v5(&person.0, form.as_bytes());
    let written = serde_json::to_vec(command).expect("commands are plain data with text keys");
    CommandId(Uuid::new_v5(&form, &written))
}

const fn saved(ask: Ask) -> Saved {
    match ask {
        Ask::Draft => Saved::Draft,
        Ask::ShareAll => Saved::Shared,
        Ask::Share(field) => Saved::SharedOne(field),
        Ask::ConfirmAll => Saved::Confirmed,
    }
}

/// Returns what a sender is told whose form cannot be read.
pub fn unreadable(rejection: FormRejection) -> Problem {
    match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge,
        _ => Problem::Unreadable,
    }
}
