//! Shows what waits for whoever leaves, and takes the forms with which it goes to a successor.

use app::{
    form::{
        HandoverDeed, HandoverForm, HandoverTrouble,
        handovers::{OF, ORGANISATION},
    },
    page::{HandoverAbout, HandoverDone, HandoverPage, RefusedHandover, Screen, Table},
};
use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Actor, Holder, Member, OrganisationId, PersonId, Refusal, RegionId, Role, Sent,
    handover::side_of,
    rights::{Ability, demand},
};

use super::{
    Hall,
    forms::{Pairs, must_be_of, once, opened},
    named::{Asked, Named},
    pages, refusals,
    visitor::Visitor,
};
use crate::{leaving, problem::Problem, regions::Rejected, screens};

/// The query word that says what a form did.
const DONE: &str = "gedaan";

/// Shows what waits for the reader, for somebody whose place they look after, or for an organisation.
pub async fn get(
    State(hall): State<Hall>,
    visitor: Visitor,
    Named(region): Named<RegionId>,
    Asked(pairs): Asked<Pairs>,
) -> Result<Response, Problem> {
    let done = find(&pairs, DONE);
    let done = HandoverDone::ALL.into_iter().find(|it| Some(it.code()) == done);
    let page = HandoverPage { about: about(&pairs)?, done, refused: None };
    show(&hall, &visitor, region, StatusCode::OK, page).await
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

/// Reads the address of the form.
pub fn region_at(path: &str) -> Option<RegionId> {
    path.strip_prefix("/regio/")?.strip_suffix("/overdracht")?.parse().ok()
}

fn find<'p>(pairs: &'p [(String, String)], wanted: &str) -> Option<&'p str> {
    pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
}

/// Returns whose work a query names; what names nobody looks like what does not exist.
fn about(pairs: &[(String, String)]) -> Result<HandoverAbout, Problem> {
    let person = find(pairs, OF).map(str::parse::<PersonId>);
    let organisation = find(pairs, ORGANISATION).map(str::parse::<OrganisationId>);
    match (person, organisation) {
        (None, None) => Ok(HandoverAbout::Own),
        (Some(Ok(person)), None) => Ok(HandoverAbout::Person(person)),
        (None, Some(Ok(of))) => Ok(HandoverAbout::Organisation(of)),
        _ => Err(Problem::NotFound),
    }
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
    let form = HandoverForm::read(pairs).map_err(|_| Problem::Unreadable)?;
    let table = table(hall, visitor, region, HandoverAbout::Own).await?;
    let about = about_of(&form, &table);
    // Who goes on with the work of whom binds both.
    visitor.must_have_proven(hall)?;
    let own = *table.insider.member().ok_or(Problem::NotFound)?;
    let is_beside = |of: &PersonId| {
        let colleague = table.colleagues.get(of);
        colleague.is_some_and(|one| one.holds(|held| side_of(held) == side_of(&own)))
    };
    if let HandoverDeed::Offer { of, .. } = form.deed
        && of != own.person
        && !is_beside(&of)
    {
        return Err(Problem::NotFound);
    }
    let side = |_| side_of(&own);
    let trouble = match form.command(side) {
        Ok(command) => {
            let written = serde_json::to_vec(&form).expect("a form is plain data with text keys");
            let id = once(person, &format!("{region}/overdracht"), &form.token, &written);
            let sent = Sent { id, command };
            match refusals::submit(hall, visitor.asking(person, region), sent).await {
                Ok(_) => {
                    // It may wait for somebody who is gone.
                    if let HandoverDeed::Decline(_) = form.deed {
                        hall.settle(region).await;
                    }
                    let to = done_at(region, about, HandoverDone::of(form.deed));
                    return Ok(Redirect::to(&to).into_response());
                }
                Err(Rejected::Refused(refusal)) => HandoverTrouble::Refused(refusal),
                Err(rejected) => return Err(rejected.into()),
            }
        }
        Err(trouble) => trouble,
    };
    let status = match &trouble {
        // What is not there for this reader looks like what does not exist.
        HandoverTrouble::Refused(Refusal::NotHere) => return Err(Problem::NotFound),
        HandoverTrouble::Refused(refusal) => Problem::Refused { refusal: refusal.clone() }.status(),
        HandoverTrouble::NobodyChosen => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let refused = Some(RefusedHandover { trouble, form });
    let page = HandoverPage { about, done: None, refused };
    show(hall, visitor, region, status, page).await
}

/// Returns whose work a form is about: its page stands there.
fn about_of(form: &HandoverForm, table: &Table) -> HandoverAbout {
    let holder = match form.deed {
        HandoverDeed::Offer { of, .. } => Holder::Person(of, None),
        HandoverDeed::OfferPart { of, .. } => Holder::Organisation(of),
        HandoverDeed::Withdraw(id) => match table.region.handovers.get(&id) {
            Some(handover) => handover.parting.holder(),
            None => return HandoverAbout::Own,
        },
        HandoverDeed::Accept { .. } | HandoverDeed::Decline(_) => return HandoverAbout::Own,
    };
    match holder {
        Holder::Person(person, _) if person == table.insider.person() => HandoverAbout::Own,
        Holder::Person(person, _) => HandoverAbout::Person(person),
        Holder::Organisation(of) => HandoverAbout::Organisation(of),
    }
}

fn done_at(region: RegionId, about: HandoverAbout, done: HandoverDone) -> String {
    let address = about.address(region);
    let joint = if address.contains('?') { '&' } else { '?' };
    format!("{address}{joint}{DONE}={}#inhoud", done.code())
}

/// Returns the region with everybody's name, if the reader may look after this work.
async fn table(
    hall: &Hall,
    visitor: &Visitor,
    region: RegionId,
    about: HandoverAbout,
) -> Result<Table, Problem> {
    // Whoever accepts names all that waits, so that the page holds it whole.
    let table = screens::table_with(hall, visitor, region, |own, region| {
        let open = region.actions.iter().filter(|(_, action)| action.stand.is_open());
        own.and_listed(open.map(|(id, _)| *id))
    });
    let table = table.await?;
    let table = screens::with_everybody(hall, visitor, table).await?;
    // Whoever only reads along has nothing to hand over.
    let own = *table.insider.member().ok_or(Problem::NotFound)?;
    let actor = Actor::Member(own);
    let looks_after = |of, role| demand(&actor, Ability::Invite(of, role)).is_ok();
    let may = match about {
        HandoverAbout::Own => true,
        HandoverAbout::Person(person) => {
            let may = |held: &Member| {
                side_of(held) == side_of(&own) && looks_after(held.organisation, held.role)
            };
            table.colleagues.get(&person).is_some_and(|colleague| colleague.holds(may))
        }
        HandoverAbout::Organisation(of) => {
            table.region.takes_part(of) && looks_after(of, Role::Editor)
        }
    };
    if may { Ok(table) } else { Err(Problem::NotFound) }
}

async fn show(
    hall: &Hall,
    visitor: &Visitor,
    region: RegionId,
    status: StatusCode,
    page: HandoverPage,
) -> Result<Response, Problem> {
    let mut table = table(hall, visitor, region, page.about).await?;
    if page.about == HandoverAbout::Own {
        let (house, person) = ((&hall.regions, &hall.people), table.insider.person());
        let waits = leaving::waits_for(house, region, person, hall.clock.now()).await?;
        table.elsewhere = waits.elsewhere;
    }
    let page = screens::page(hall, visitor, Screen::Handover(table, page)).await?;
    Ok((status, pages::show(hall, visitor, &page)).into_response())
}
