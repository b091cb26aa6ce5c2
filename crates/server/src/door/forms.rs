//! Takes the form of one check or one question from browsers without scripts, through the same
//! `submit`.
//!
//! Invariant: what was typed is in the answer, unless all of it was taken in. Where the session
//! ended or nothing can be written, `problem_pages` carries it.

use app::{
    form::{self, Ask, SheetForm, Whose},
    page::{
        self, CheckPage, Page, Posted, QuestionPage, RefusedDeed, Saved, Screen, Table, TalkPage,
    },
};
use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    CheckId, Command, CommandId, FieldId, OrganisationId, PersonId, QuestionId, Refusal, Region,
    RegionId, Sent, Texts,
    rights::{Ability, demand},
};
use futures_util::future::join_all;
use uuid::Uuid;

use super::{
    Hall,
    named::Named,
    pages,
    refusals::{self, Asking},
    visitor::Visitor,
};
use crate::{problem::Problem, regions::Rejected, screens};

/// Seven explanations at their longest, each character written as up to twelve.
pub const BODY_BYTES_MAX: usize = 512 * 1024;

/// Names and values of a form, as they come.
pub type Pairs = Vec<(String, String)>;

/// Which form.
pub struct Place {
    region: RegionId,
    on: On,
}

/// On which page it stands.
enum On {
    /// One check of a municipality.
    Check(OrganisationId, CheckId),
    /// One question: what the region answers, or how a partner sees it.
    Question(QuestionId),
}

/// Takes in what was typed for a municipality.
pub async fn post_check(
    State(hall): State<Hall>,
    visitor: Visitor,
    Named((region, municipality, check)): Named<(RegionId, OrganisationId, CheckId)>,
    pairs: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Problem> {
    post(&hall, &visitor, Place { region, on: On::Check(municipality, check) }, pairs).await
}

/// Takes in what was typed for the region, or as the view of a partner.
pub async fn post_question(
    State(hall): State<Hall>,
    visitor: Visitor,
    Named((region, question)): Named<(RegionId, QuestionId)>,
    pairs: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Problem> {
    post(&hall, &visitor, Place { region, on: On::Question(question) }, pairs).await
}

async fn post(
    hall: &Hall,
    visitor: &Visitor,
    place: Place,
    pairs: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Problem> {
    let (person, pairs) = opened(visitor, pairs)?;
    take(hall, visitor, person, &place, &pairs).await
}

impl Place {
    /// Returns the address of the form.
    fn path(&self) -> String {
        let region = self.region;
        match &self.on {
            On::Check(municipality, check) => {
                format!("/regio/{region}/checklist/{municipality}/{check}")
            }
            On::Question(question) => format!("/regio/{region}/vraag/{question}"),
        }
    }

    /// Reads the address of a form.
    pub fn at(path: &str) -> Option<Self> {
        let parts: Vec<&str> = path.split('/').collect();
        let (region, on) = match parts[..] {
            ["", "regio", region, "checklist", municipality, check] => {
                (region, On::Check(municipality.parse().ok()?, check.parse().ok()?))
            }
            ["", "regio", region, "vraag", question] => {
                (region, On::Question(question.parse().ok()?))
            }
            _ => return None,
        };
        Some(Self { region: region.parse().ok()?, on })
    }

    /// Returns whose sheets the form holds.
    fn whose(&self, table: &Table) -> Whose {
        match self.on {
            On::Check(municipality, _) => Whose::Municipality(municipality),
            On::Question(_) => table.writes_on_questions().unwrap_or(Whose::Region),
        }
    }

    /// Reads the region with the texts that the page shows, if the page exists.
    async fn table(&self, hall: &Hall, visitor: &Visitor) -> Result<Table, Problem> {
        let texts = |own: Texts, region: &Region| match self.on {
            On::Check(municipality, _) => screens::of_check(own, region, municipality),
            On::Question(question) => screens::of_question(own, region, question),
        };
        let table = screens::table_with(hall, visitor, self.region, texts).await?;
        match self.on {
            On::Check(municipality, check) => {
                screens::must_have_check(&table, municipality, check)?;
            }
            On::Question(question) => {
                screens::must_have_question(&table, question)?;
                return screens::with_everybody(hall, visitor, table).await;
            }
        }
        Ok(table)
    }

    /// Returns the fields that the form may hold: what is asked here, and what was taken away since it
    /// was made. Whoever typed there is told, and nothing of it is lost.
    fn fields(&self, table: &Table) -> Vec<FieldId> {
        let round = table.region.round();
        let own = round.into_iter().flat_map(|round| &round.own);
        let gone = own.filter(|(_, own)| own.removed.is_some()).map(|(id, _)| *id);
        let gone = gone.filter(|id| match self.on {
            On::Check(_, check) => id.check() == check,
            On::Question(question) => *id == question,
        });
        let gone = gone.map(|id| FieldId::new(id, None));
        self.asked(table).into_iter().chain(gone).collect()
    }

    /// Returns the fields that are asked here.
    fn asked(&self, table: &Table) -> Vec<FieldId> {
        let region = &table.region;
        match self.on {
            On::Check(_, check) => region.fields_of(check).collect(),
            On::Question(question) => {
                let all = region.fields_of(question.check());
                let own = all.filter(|field| field.question == question);
                match self.whose(table) {
                    Whose::Partner(_) => own.collect(),
                    _ => own.filter(|field| region.is_regional(*field)).collect(),
                }
            }
        }
    }

    /// Checks what must hold before anything of the form is taken in: where the region answers,
    /// nobody else is told that something was saved.
    fn demand(&self, table: &Table) -> Result<(), Refusal> {
        let On::Question(_) = self.on else { return Ok(()) };
        if table.writes_on_questions().is_none() {
            demand(&table.insider.actor(), Ability::WriteRegionalAnswers)?;
        }
        table.region.round().ok_or(Refusal::NoRound)?;
        match (self.asked(table).first(), self.fields(table).first()) {
            (Some(_), _) => Ok(()),
            (None, Some(gone)) => Err(Refusal::QuestionRemoved { field: *gone }),
            (None, None) => Err(Refusal::NotHere),
        }
    }

    fn screen(&self, table: Table, posted: Posted) -> Screen {
        let posted = Some(posted);
        match self.on {
            On::Check(municipality, check) => {
                Screen::Check(table, CheckPage { municipality, check, posted })
            }
            On::Question(question) => {
                let talk = TalkPage::default();
                Screen::Question(table, QuestionPage { question, posted, talk })
            }
        }
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
    let table = place.table(hall, visitor).await?;
    let form = SheetForm::read(pairs, place.fields(&table).into_iter());
    let form = form.map_err(|_| Problem::Unreadable)?;
    if let Err(refusal) = place.demand(&table) {
        let asking = visitor.asking(person, place.region);
        refusals::note(hall, asking, RefusedDeed::WriteForRegion, &refusal).await;
        let posted =
            Posted::Refused { refusals: vec![(None, refusal)], typed: Box::new(form), taken_in: 0 };
        let (status, page) = refused(hall, visitor, place, posted).await?;
        return Ok((status, pages::show(hall, visitor, &page)).into_response());
    }
    let whose = place.whose(&table);
    let deed = form.deed(&table.region, whose).map_err(|_| Problem::Unreadable)?;
    if form.commands(whose).iter().chain(&deed).any(Command::binds) {
        visitor.must_have_proven(hall)?;
    }
    let asking = visitor.asking(person, place.region);
    let (mut refusals, taken_in) = submit(hall, asking, place, (&form, whose), deed).await?;
    let waiting = form.reasons_not_given(&table.region, whose).into_iter();
    refusals.extend(
        waiting.map(|key| {
            (Some(page::Place::Reason(key)), Refusal::ReasonNotGiven { field: key.field })
        }),
    );
    if let (true, On::Check(municipality, _)) = (form.why_now_not_given(), &place.on) {
        refusals.push((Some(page::Place::WhyNow(*municipality)), Refusal::WhyNowNotGiven));
    }
    if refusals.is_empty() {
        let saved = pages::saved_query(saved(form.ask));
        return Ok(Redirect::to(&format!("{}{saved}", place.path())).into_response());
    }
    let typed = Box::new(form);
    let posted = Posted::Refused { refusals, typed, taken_in };
    let (status, page) = refused(hall, visitor, place, posted).await?;
    Ok((status, pages::show(hall, visitor, &page)).into_response())
}

/// Reads a form that somebody who is signed in posted from a page of theirs.
pub fn opened(
    visitor: &Visitor,
    pairs: Result<Form<Pairs>, FormRejection>,
) -> Result<(PersonId, Pairs), Problem> {
    let Form(pairs) = pairs.map_err(unreadable)?;
    Ok((visitor.signed_in()?.person, pairs))
}

/// Returns what stands under a name in a form; nothing where the form does not have it.
pub fn typed(pairs: &Pairs, wanted: &str) -> String {
    let found = pairs.iter().find(|(name, _)| name == wanted);
    found.map(|(_, value)| value.clone()).unwrap_or_default()
}

/// Names the command of a form at a place: the same form posted twice has the effect of once.
pub fn once(person: PersonId, place: &str, token: &str, written: &[u8]) -> CommandId {
    let form = Uuid::new_v5(&person.0, format!("{place}/{token}").as_bytes());
    CommandId(Uuid::new_v5(&form, written))
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
    asking: Asking,
    place: &Place,
    (form, whose): (&SheetForm, Whose),
    deed: Option<Command>,
) -> Result<(Vec<(Option<page::Place>, Refusal)>, usize), Problem> {
    let send = |command| {
        let written = serde_json::to_vec(&command).expect("commands are plain data with text keys");
        let sent = Sent { id: once(asking.person, &place.path(), &form.token, &written), command };
        refusals::submit(hall, asking, sent)
    };
    // Handed over in order and at once: one commit takes them all.
    let edits = form.commands(whose);
    let places: Vec<_> = edits.iter().map(page::Place::only).collect();
    let answered = join_all(edits.into_iter().map(send)).await;
    let answers = answered.len();
    let mut refusals = Vec::new();
    for (at, answer) in places.into_iter().zip(answered) {
        refusals.extend(refusal(answer)?.map(|refusal| (at, refusal)));
    }
    let taken_in = answers - refusals.len();
    if let (true, Some(deed)) = (refusals.is_empty(), deed) {
        let refused = refusal(send(deed.clone()).await)?;
        refusals.extend(refused.map(|refusal| (page::Place::blamed(&deed, &refusal), refusal)));
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
    // Read again: what was not refused is in it.
    let table = place.table(hall, visitor).await?;
    let screen = place.screen(table, posted);
    Ok((status, screens::page(hall, visitor, screen).await?))
}

const fn saved(ask: Ask) -> Saved {
    match ask {
        Ask::Draft => Saved::Draft,
        Ask::ShareAll => Saved::Shared,
        Ask::Share(field) => Saved::SharedOne(field),
        Ask::ConfirmAll => Saved::Confirmed,
        Ask::Apply(field) => Saved::Applied(field),
        Ask::Differ(field) => Saved::Differed(field),
        Ask::Withdraw(field) => Saved::Withdrawn(field),
    }
}

/// Returns what a sender is told whose form cannot be read.
pub fn unreadable(rejection: FormRejection) -> Problem {
    match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge,
        _ => Problem::Unreadable,
    }
}
