//! Takes the forms with which a coordinator opens a round, agrees its last day and starts its
//! discussion.

use app::{
    form::{self, read_day},
    page::{BoardPage, Screen},
};
use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Change, Command, PersonId, Refusal, RegionId, Sent, TypedText};

use super::{
    Hall,
    forms::{Pairs, must_be_of, once, opened},
    named::Named,
    pages,
    visitor::Visitor,
};
use crate::{
    problem::Problem,
    regions::{Rejected, Sender},
    screens,
};

/// Opens a round with the present edition, or agrees the last day or starts the discussion of the one
/// that is open; a refusal is shown with what was typed.
pub async fn post(
    State(hall): State<Hall>,
    visitor: Visitor,
    Named(region): Named<RegionId>,
    pairs: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Problem> {
    let (person, pairs) = opened(&visitor, pairs)?;
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
    // The round that the page showed: another may have opened since.
    let round = || find(form::ROUND)?.parse().map_err(|_| Problem::Unreadable);
    let (typed, command) = match find(form::DO)?.as_str() {
        form::OPEN_ROUND => (find(form::ROUND_NAME)?, open_round(hall, visitor, find)?),
        form::DISCUSS => (find(form::ROUND)?, Command::StartDiscussion { round: round()? }),
        form::SET_DEADLINE => {
            let typed = find(form::DEADLINE)?;
            let from = read_day(&find(form::DEADLINE_WAS)?).map_err(|_| Problem::Unreadable)?;
            let Ok(Some(to)) = read_day(&typed) else {
                let no_deadline = Some((None, typed));
                let page = BoardPage { no_deadline, ..BoardPage::default() };
                return again(hall, visitor, region, StatusCode::UNPROCESSABLE_ENTITY, page).await;
            };
            let change = Change { from, to: Some(to) };
            (typed, Command::SetDeadline { round: round()?, change })
        }
        form::NO_DEADLINE => {
            let from = read_day(&find(form::DEADLINE_WAS)?).map_err(|_| Problem::Unreadable)?;
            let change = Change { from, to: None };
            (String::new(), Command::SetDeadline { round: round()?, change })
        }
        _ => return Err(Problem::Unreadable),
    };
    let id = once(person, &format!("{region}/ronde"), &token, typed.as_bytes());
    let sent = Sent { id, command: command.clone() };
    let refusal = match hall.regions.submit(region, Sender::Person(person), sent).await {
        Ok(_) => return Ok(Redirect::to(&format!("/regio/{region}")).into_response()),
        Err(Rejected::Refused(refusal)) => refusal,
        Err(rejected) => return Err(rejected.into()),
    };
    let status = Problem::Refused { refusal: refusal.clone() }.status();
    let page = match command {
        Command::OpenRound { .. } => {
            BoardPage { refused: Some((refusal, typed)), ..BoardPage::default() }
        }
        Command::SetDeadline { .. } if refusal != Refusal::NotHere => {
            BoardPage { no_deadline: Some((Some(refusal), typed)), ..BoardPage::default() }
        }
        _ => return Err(Rejected::Refused(refusal).into()),
    };
    again(hall, visitor, region, status, page).await
}

fn open_round(
    hall: &Hall,
    visitor: &Visitor,
    find: impl Fn(&str) -> Result<String, Problem>,
) -> Result<Command, Problem> {
    let checklist = hall.library.current(visitor.language).ok_or(Problem::Unavailable)?;
    Ok(Command::OpenRound {
        name: TypedText::new(find(form::ROUND_NAME)?),
        edition: checklist.edition.clone(),
        asked: checklist.asked(),
    })
}

/// Shows the board again, with what was refused and what was typed.
async fn again(
    hall: &Hall,
    visitor: &Visitor,
    region: RegionId,
    status: StatusCode,
    page: BoardPage,
) -> Result<Response, Problem> {
    let table = screens::table(hall, visitor, region, |own| own).await?;
    let page = screens::page(hall, visitor, Screen::Board(table, page)).await?;
    Ok((status, pages::show(hall, visitor, &page)).into_response())
}
