//! Takes the forms with which people say something about a question.

use app::{
    form::CommentForm,
    page::{CommentDone, QuestionPage, RefusedComment, Screen, TalkPage},
};
use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    response::{IntoResponse, Redirect, Response},
};
use domain::{PersonId, QuestionId, Readers, RegionId, Sent};

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
    Named((region, question)): Named<(RegionId, QuestionId)>,
    pairs: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Problem> {
    let (person, pairs) = opened(&visitor, pairs)?;
    take(&hall, &visitor, person, (region, question), &pairs).await
}

/// Leads from the address of the form to the page that it stands on: a page that answered a refused
/// form has this address.
pub async fn back(Named((region, question)): Named<(RegionId, QuestionId)>) -> Redirect {
    Redirect::to(&format!("/regio/{region}/vraag/{question}#opmerkingen"))
}

/// Reads the address of the form.
pub fn question_at(path: &str) -> Option<(RegionId, QuestionId)> {
    let rest = path.strip_prefix("/regio/")?.strip_suffix("/opmerkingen")?;
    let (region, question) = rest.split_once("/vraag/")?;
    Some((region.parse().ok()?, question.parse().ok()?))
}

/// Takes the form in.
pub async fn take(
    hall: &Hall,
    visitor: &Visitor,
    person: PersonId,
    (region, question): (RegionId, QuestionId),
    pairs: &Pairs,
) -> Result<Response, Problem> {
    must_be_of(person, pairs)?;
    let form = CommentForm::read(pairs).map_err(|_| Problem::Unreadable)?;
    let table = screens::table(hall, visitor, region, |own| own).await?;
    screens::must_have_question(&table, question)?;
    // Who writes no notes is told who does at their own organisation.
    let within = match table.notes_for() {
        Some(Readers::Within(within)) => within,
        _ => table.insider.organisation(),
    };
    let is_note = form.deed.thread().is_some_and(|thread| {
        let found = table.region.threads.get(&thread);
        found.is_some_and(|thread| thread.topic.readers.are_internal())
    });
    let written = serde_json::to_vec(&form).expect("a form is plain data with text keys");
    let id = once(person, &format!("{region}/{question}/opmerking"), &form.token, &written);
    let sent = Sent { id, command: form.command(question, within) };
    let refusal = match refusals::submit(hall, visitor.asking(person, region), sent).await {
        Ok(_) => {
            let to = pages::after_comment(region, question, CommentDone::of(form.deed, is_note));
            return Ok(Redirect::to(&to).into_response());
        }
        Err(Rejected::Refused(refusal)) => refusal,
        Err(rejected) => return Err(rejected.into()),
    };
    let status = Problem::Refused { refusal: refusal.clone() }.status();
    // Read again: something else may have come in between.
    let table = screens::table_with(hall, visitor, region, |own, region| {
        screens::of_question(own, region, question)
    })
    .await?;
    let table = screens::with_everybody(hall, visitor, table).await?;
    let talk = TalkPage { refused: Some(RefusedComment { refusal, form }), ..TalkPage::default() };
    let screen = Screen::Question(table, QuestionPage { question, posted: None, talk });
    let page = screens::page(hall, visitor, screen).await?;
    Ok((status, pages::show(hall, visitor, &page)).into_response())
}
