//! Takes the forms with which a coordinator prepares a round, opens it, agrees its last day and starts
//! its discussion.

use app::{
    form::{self, RoundDeed, read_day},
    page::{BoardPage, RefusedRound, Screen},
};
use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Change, Command, PersonId, Refusal, RegionId, RoundId, Sent, TypedText};

use super::{
    Hall,
    forms::{Pairs, must_be_of, once, opened},
    named::Named,
    pages, refusals,
    visitor::Visitor,
};
use crate::{problem::Problem, regions::Rejected, screens};

/// Prepares or opens a round with the present edition, agrees the last day of the one that is prepared or
/// open, or starts its discussion; a refusal is shown with what was typed.
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
    let deed = find(form::DO)?;
    let next = RoundDeed::read(&deed);
    let (typed, command) = match deed.as_str() {
        _ if let Some(next) = next => {
            let typed = form::read_text(pairs, form::ROUND_NAME).ok_or(Problem::Unreadable)?;
            // Nothing where the page showed none.
            let prepared = Some(find(form::ROUND)?).filter(|round| !round.is_empty());
            let prepared = prepared.map(|_| round()).transpose()?;
            let name = typed.as_str().to_owned();
            let command = next_round(hall, visitor, (next, prepared), typed)?;
            (name, command)
        }
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
    let id = once(person, &format!("{region}/ronde/{deed}"), &token, typed.as_bytes());
    let sent = Sent { id, command: command.clone() };
    let refusal = match refusals::submit(hall, visitor.asking(person, region), sent).await {
        Ok(_) => return Ok(Redirect::to(&format!("/regio/{region}")).into_response()),
        Err(Rejected::Refused(refusal)) => refusal,
        Err(rejected) => return Err(rejected.into()),
    };
    let status = Problem::Refused { refusal: refusal.clone() }.status();
    let page = not_done(next, &command, refusal, typed)?;
    again(hall, visitor, region, status, page).await
}

/// Returns what the board says of a form that was refused; where it has no place for that, the refusal is
/// a page of its own.
fn not_done(
    next: Option<RoundDeed>,
    command: &Command,
    refusal: Refusal,
    typed: String,
) -> Result<BoardPage, Problem> {
    match (next, command) {
        (Some(deed), _) => {
            let refused = Some(RefusedRound { deed, refusal, name: typed });
            Ok(BoardPage { refused, ..BoardPage::default() })
        }
        (None, Command::SetDeadline { .. }) if refusal != Refusal::NotHere => {
            Ok(BoardPage { no_deadline: Some((Some(refusal), typed)), ..BoardPage::default() })
        }
        _ => Err(Rejected::Refused(refusal).into()),
    }
}

/// Returns the command that prepares or opens a round with the newest edition.
fn next_round(
    hall: &Hall,
    visitor: &Visitor,
    (deed, prepared): (RoundDeed, Option<RoundId>),
    name: TypedText,
) -> Result<Command, Problem> {
    let checklist = hall.library.current(visitor.language).ok_or(Problem::Unavailable)?;
    let edition = checklist.edition.clone();
    let asked = checklist.asked();
    Ok(match deed {
        RoundDeed::Prepare => Command::PrepareRound { name, edition, asked },
        RoundDeed::Open => Command::OpenRound { name, edition, asked, prepared },
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
