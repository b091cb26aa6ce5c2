//! Takes the forms with which a coordinator asks questions of the region's own.

use app::{
    form::{OwnQuestionForm, OwnQuestionTrouble},
    page::{OwnQuestionDone, OwnQuestionsPage, RefusedOwnQuestion, Screen},
};
use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{PersonId, RegionId, Sent};

use super::{
    Hall,
    forms::{Pairs, must_be_of, once, opened},
    named::Named,
    pages, refusals,
    visitor::Visitor,
};
use crate::{problem::Problem, regions::Rejected, screens};

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

/// Reads the address of the form.
pub fn region_at(path: &str) -> Option<RegionId> {
    path.strip_prefix("/regio/")?.strip_suffix("/eigen-vragen")?.parse().ok()
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
    let form = OwnQuestionForm::read(pairs).map_err(|_| Problem::Unreadable)?;
    let trouble = match form.command() {
        Ok(command) => {
            let written = serde_json::to_vec(&form).expect("a form is plain data with text keys");
            let id = once(person, &format!("{region}/eigen-vraag"), &form.token, &written);
            let sent = Sent { id, command };
            match refusals::submit(hall, visitor.asking(person, region), sent).await {
                Ok(_) => {
                    let to = pages::after_own_question(region, OwnQuestionDone::of(form.deed));
                    return Ok(Redirect::to(&to).into_response());
                }
                Err(Rejected::Refused(refusal)) => OwnQuestionTrouble::Refused(refusal),
                Err(rejected) => return Err(rejected.into()),
            }
        }
        Err(trouble) => trouble,
    };
    let status = match &trouble {
        OwnQuestionTrouble::Refused(refusal) => {
            Problem::Refused { refusal: refusal.clone() }.status()
        }
        OwnQuestionTrouble::NoCheck => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let table = screens::table(hall, visitor, region, |own| own).await?;
    let page = OwnQuestionsPage { refused: Some(RefusedOwnQuestion { trouble, form }), done: None };
    let page = screens::page(hall, visitor, Screen::OwnQuestions(table, page)).await?;
    Ok((status, pages::show(hall, visitor, &page)).into_response())
}
