//! Shows what somebody may remove of an entry, and takes the form with which they do.

use app::{
    form::RedactionForm,
    page::{RemovalPage, Screen},
};
use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    response::{IntoResponse, Redirect, Response},
};
use domain::{PersonId, Refusal, RegionId, Sent};

use super::{
    Hall,
    forms::{Pairs, must_be_of, once, opened},
    named::{Asked, Named},
    pages, refusals,
    visitor::Visitor,
};
use crate::{problem::Problem, regions::Rejected, screens};

/// The query word that says that a text was just removed.
const DONE: &str = "verwijderd";

/// Shows the texts of an entry that the reader may remove.
pub async fn get(
    State(hall): State<Hall>,
    visitor: Visitor,
    Named((region, entry)): Named<(RegionId, u64)>,
    Asked(pairs): Asked<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let done = pairs.iter().any(|(name, _)| name == DONE);
    page(&hall, &visitor, (region, entry), done, None).await
}

/// Takes the form in; a refusal is shown with what was typed.
pub async fn post(
    State(hall): State<Hall>,
    visitor: Visitor,
    Named((region, entry)): Named<(RegionId, u64)>,
    pairs: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Problem> {
    let (person, pairs) = opened(&visitor, pairs)?;
    take(&hall, &visitor, person, (region, entry), &pairs).await
}

/// Reads the address of the form.
pub fn entry_at(path: &str) -> Option<(RegionId, u64)> {
    let (region, entry) = path.strip_prefix("/regio/")?.split_once("/verwijderen/")?;
    Some((region.parse().ok()?, entry.parse().ok()?))
}

/// Takes the form in.
pub async fn take(
    hall: &Hall,
    visitor: &Visitor,
    person: PersonId,
    (region, entry): (RegionId, u64),
    pairs: &Pairs,
) -> Result<Response, Problem> {
    must_be_of(person, pairs)?;
    // What is removed is gone for good.
    visitor.must_have_proven(hall)?;
    let form = RedactionForm::read(pairs).map_err(|_| Problem::Unreadable)?;
    let written = serde_json::to_vec(&form).expect("a form is plain data with text keys");
    let id = once(person, &format!("{region}/verwijderen/{entry}"), &form.token, &written);
    let sent = Sent { id, command: form.command(entry) };
    let refusal = match refusals::submit(hall, visitor.asking(person, region), sent).await {
        Ok(_) => {
            let to = format!("/regio/{region}/verwijderen/{entry}?{DONE}=ja#inhoud");
            return Ok(Redirect::to(&to).into_response());
        }
        Err(Rejected::Refused(refusal)) => refusal,
        Err(rejected) => return Err(rejected.into()),
    };
    // What is not there for this reader looks like what does not exist.
    let status = Problem::Refused { refusal: refusal.clone() }.status();
    if refusal == Refusal::NotHere {
        return Err(Problem::NotFound);
    }
    let refused = Some((refusal, form));
    let page = page(hall, visitor, (region, entry), false, refused).await?;
    Ok((status, page).into_response())
}

async fn page(
    hall: &Hall,
    visitor: &Visitor,
    (region, entry): (RegionId, u64),
    done: bool,
    refused: Option<(Refusal, RedactionForm)>,
) -> Result<Response, Problem> {
    let table = screens::table(hall, visitor, region, |own| own).await?;
    let found = hall.regions.removable(region, &table.insider, (entry, table.region.head)).await?;
    let (entry, texts) = found.ok_or(Problem::NotFound)?;
    let people = screens::people_in(hall, visitor, &table, &entry).await?;
    let titles =
        screens::titles(hall, region, &table.insider, std::slice::from_ref(&entry)).await?;
    let removal = RemovalPage { entry, people, titles, texts, done, refused };
    let page = screens::page(hall, visitor, Screen::Removal(table, Box::new(removal))).await?;
    Ok(pages::show(hall, visitor, &page))
}
