//! Takes the forms with which a coordinator opens a round and starts its discussion.

use app::{
    form,
    page::{BoardPage, Screen},
};
use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    response::{IntoResponse, Redirect, Response},
};
use domain::{Command, CommandId, PersonId, Refusal, RegionId, Sent, TypedText};
use uuid::Uuid;

use super::{
    Hall,
    forms::{Pairs, must_be_of},
    named::Named,
    pages,
    visitor::Visitor,
};
use crate::{
    problem::Problem,
    regions::{Rejected, Sender},
    screens,
};

/// Opens a round with the present edition, or starts the discussion of the one that is open; a
/// refusal is shown with the name that was typed.
pub async fn post(
    State(hall): State<Hall>,
    visitor: Visitor,
    Named(region): Named<RegionId>,
    pairs: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Problem> {
    let Form(pairs) = pairs.map_err(|_| Problem::Unreadable)?;
    let person = visitor.signed_in()?.person;
    take(&hall, &visitor, person, region, &pairs).await
}

/// Reads the address of the form.
pub fn region_at(path: &str) -> Option<RegionId> {
    path.strip_prefix("/regio/")?.parse().ok()
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
    let find = |wanted: &str| {
        let found = pairs.iter().find(|(name, _)| name == wanted);
        found.map(|(_, value)| value.clone()).ok_or(Problem::Unreadable)
    };
    let token = find(form::TOKEN)?;
    let (name, command) = match find(form::DO)?.as_str() {
        form::OPEN_ROUND => {
            let name = find(form::ROUND_NAME)?;
            let checklist = hall.library.current(visitor.language).ok_or(Problem::Unavailable)?;
            let command = Command::OpenRound {
                name: TypedText::new(name.clone()),
                edition: checklist.edition.clone(),
                asked: checklist.asked(),
            };
            (name, command)
        }
        form::DISCUSS => {
            // The round that the page showed: another may have opened since.
            let round = find(form::ROUND)?;
            let command =
                Command::StartDiscussion { round: round.parse().map_err(|_| Problem::Unreadable)? };
            (round, command)
        }
        _ => return Err(Problem::Unreadable),
    };
    let opens = matches!(command, Command::OpenRound { .. });
    let sent = Sent { id: command_id(person, region, &token, &name), command };
    match hall.regions.submit(region, Sender::Person(person), sent).await {
        Ok(_) => Ok(Redirect::to(&format!("/regio/{region}")).into_response()),
        Err(Rejected::Refused(refusal)) if opens => {
            refused(hall, visitor, region, refusal, name).await
        }
        Err(rejected) => Err(rejected.into()),
    }
}

async fn refused(
    hall: &Hall,
    visitor: &Visitor,
    region: RegionId,
    refusal: Refusal,
    name: String,
) -> Result<Response, Problem> {
    let status = Problem::Refused { refusal: refusal.clone() }.status();
    let table = screens::table(hall, visitor, region, |own| own).await?;
    let screen = Screen::Board(table, BoardPage { refused: Some((refusal, name)) });
    let page = screens::page(hall, visitor, screen).await?;
    Ok((status, pages::show(hall, visitor, &page)).into_response())
}

/// Names the command of a form: the same form posted twice has the effect of once.
fn command_id(person: PersonId, region: RegionId, token: &str, name: &str) -> CommandId {
    let form = Uuid::new_v5(&person.0, format!("{region}/ronde/{token}").as_bytes());
    CommandId(Uuid::new_v5(&form, name.as_bytes()))
}
