//! Takes the forms about actions: to make and change one, to take a step with one, to offer several, and to say when
//! the steering group meets.

use app::{
    form::{
        BrokenForm, DO, TOKEN,
        actions::{
            ActionTrouble, CAUSE, OFFER, OWNER, PlanForm, REMIND_CHOSEN, STEERING_ADD,
            STEERING_DAY, STEERING_REMOVE, StepForm, read_cause, read_chosen,
        },
        read_day,
    },
    page::{
        ActionDone, ActionFilter, ActionPage, ActionsPage, PlanPage, RefusedPlan, RefusedStep,
        SteeringDone, SteeringPage, SteeringTrouble,
    },
};
use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    ActionId, Command, CommandId, Day, PersonId, Refusal, RegionId, Sent, action::made_for,
};

use super::{
    Hall, action_links,
    forms::{Pairs, must_be_of, once, opened, typed},
    named::{Asked, Named},
    pages, refusals,
    visitor::Visitor,
};
use crate::{problem::Problem, regions::Rejected, screens::actions as screens};

/// The query word that says what a form did.
const DONE: &str = "gedaan";

/// A form about actions.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// To offer several, or to remind their owners.
    List(RegionId),
    /// To make one.
    New(RegionId),
    /// To take a step with one.
    One(RegionId, ActionId),
    /// To change one.
    Revise(RegionId, ActionId),
    /// To say when the steering group meets.
    Steering(RegionId),
}

impl Place {
    /// Reads the address of a form.
    pub fn at(path: &str) -> Option<Self> {
        let parts: Vec<&str> = path.split('/').collect();
        match parts[..] {
            ["", "regio", region, "acties"] => Some(Self::List(region.parse().ok()?)),
            ["", "regio", region, "acties", "nieuw"] => Some(Self::New(region.parse().ok()?)),
            ["", "regio", region, "overleg"] => Some(Self::Steering(region.parse().ok()?)),
            ["", "regio", region, "acties", action] => {
                Some(Self::One(region.parse().ok()?, action.parse().ok()?))
            }
            ["", "regio", region, "acties", action, "wijzigen"] => {
                Some(Self::Revise(region.parse().ok()?, action.parse().ok()?))
            }
            _ => None,
        }
    }

    const fn region(self) -> RegionId {
        match self {
            Self::List(region)
            | Self::New(region)
            | Self::One(region, _)
            | Self::Revise(region, _)
            | Self::Steering(region) => region,
        }
    }
}

/// Shows what organisations were asked to do.
pub async fn get_list(
    State(hall): State<Hall>,
    visitor: Visitor,
    Named(region): Named<RegionId>,
    Asked(pairs): Asked<Pairs>,
) -> Result<Response, Problem> {
    let done = find(&pairs, DONE).and_then(ActionDone::read);
    let list = ActionsPage { filter: ActionFilter::read(&pairs), done, ..ActionsPage::default() };
    let page = screens::list(&hall, &visitor, region, list).await?;
    Ok(pages::show(&hall, &visitor, &page))
}

/// Shows one action.
pub async fn get_one(
    State(hall): State<Hall>,
    visitor: Visitor,
    Named((region, action)): Named<(RegionId, ActionId)>,
    Asked(pairs): Asked<Pairs>,
) -> Result<Response, Problem> {
    let done = find(&pairs, DONE).and_then(ActionDone::read);
    let one = ActionPage { done, ..ActionPage::of(action) };
    let page = screens::one(&hall, &visitor, region, one).await?;
    Ok(pages::show(&hall, &visitor, &page))
}

/// Shows the form with which an action is made.
pub async fn get_new(
    State(hall): State<Hall>,
    visitor: Visitor,
    Named(region): Named<RegionId>,
    Asked(pairs): Asked<Pairs>,
) -> Result<Response, Problem> {
    let cause = find(&pairs, CAUSE).and_then(|code| read_cause(code).ok());
    let owner = find(&pairs, OWNER).and_then(|id| id.parse().ok());
    let plan = PlanPage { cause, owner, ..PlanPage::default() };
    let page = screens::plan(&hall, &visitor, region, plan).await?;
    Ok(pages::show(&hall, &visitor, &page))
}

/// Shows the form with which an action is changed.
pub async fn get_revise(
    State(hall): State<Hall>,
    visitor: Visitor,
    Named((region, action)): Named<(RegionId, ActionId)>,
) -> Result<Response, Problem> {
    let plan = PlanPage { action: Some(action), ..PlanPage::default() };
    let page = screens::plan(&hall, &visitor, region, plan).await?;
    Ok(pages::show(&hall, &visitor, &page))
}

/// Shows when the steering group meets.
pub async fn get_steering(
    State(hall): State<Hall>,
    visitor: Visitor,
    Named(region): Named<RegionId>,
    Asked(pairs): Asked<Pairs>,
) -> Result<Response, Problem> {
    let steering = SteeringPage { done: find(&pairs, DONE).and_then(read_steering), refused: None };
    let page = screens::steering(&hall, &visitor, region, steering).await?;
    Ok(pages::show(&hall, &visitor, &page))
}

/// Takes a form of the list in.
pub async fn post_list(
    State(hall): State<Hall>,
    visitor: Visitor,
    Named(region): Named<RegionId>,
    pairs: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Problem> {
    post(&hall, &visitor, Place::List(region), pairs).await
}

/// Takes the form in with which an action is made.
pub async fn post_new(
    State(hall): State<Hall>,
    visitor: Visitor,
    Named(region): Named<RegionId>,
    pairs: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Problem> {
    post(&hall, &visitor, Place::New(region), pairs).await
}

/// Takes a step with an action.
pub async fn post_one(
    State(hall): State<Hall>,
    visitor: Visitor,
    Named((region, action)): Named<(RegionId, ActionId)>,
    pairs: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Problem> {
    post(&hall, &visitor, Place::One(region, action), pairs).await
}

/// Takes the form in with which an action is changed.
pub async fn post_revise(
    State(hall): State<Hall>,
    visitor: Visitor,
    Named((region, action)): Named<(RegionId, ActionId)>,
    pairs: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Problem> {
    post(&hall, &visitor, Place::Revise(region, action), pairs).await
}

/// Takes a day of the steering group in.
pub async fn post_steering(
    State(hall): State<Hall>,
    visitor: Visitor,
    Named(region): Named<RegionId>,
    pairs: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Problem> {
    post(&hall, &visitor, Place::Steering(region), pairs).await
}

async fn post(
    hall: &Hall,
    visitor: &Visitor,
    place: Place,
    pairs: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Problem> {
    let (person, pairs) = opened(visitor, pairs)?;
    take(hall, visitor, person, place, &pairs).await
}

/// Takes a form in; a refusal is shown with what was typed.
pub async fn take(
    hall: &Hall,
    visitor: &Visitor,
    person: PersonId,
    place: Place,
    pairs: &Pairs,
) -> Result<Response, Problem> {
    must_be_of(person, pairs)?;
    let asking = Asking { hall, visitor, person, place };
    match place {
        Place::List(_) => asking.several(pairs).await,
        Place::New(_) => asking.plan(None, pairs).await,
        Place::Revise(_, action) => asking.plan(Some(action), pairs).await,
        Place::One(region, action) if action_links::asks(pairs) => {
            action_links::mail(hall, visitor, person, (region, action), pairs).await
        }
        Place::One(_, action) => asking.step(action, pairs).await,
        Place::Steering(_) => asking.steering(pairs).await,
    }
}

/// Somebody who sends a form.
struct Asking<'h> {
    hall: &'h Hall,
    visitor: &'h Visitor,
    person: PersonId,
    place: Place,
}

impl Asking<'_> {
    /// Gives the command of a form; a double click has the effect of one. Returns why the rules refuse it, if
    /// they do.
    async fn give(&self, token: &str, command: Command) -> Result<Option<Refusal>, Problem> {
        let sent = Sent { id: self.named(token, &command), command };
        let asking = self.visitor.asking(self.person, self.place.region());
        match refusals::submit(self.hall, asking, sent).await {
            Ok(_) => Ok(None),
            Err(Rejected::Refused(refusal)) => Ok(Some(refusal)),
            Err(rejected) => Err(rejected.into()),
        }
    }

    /// Names the command of a form.
    fn named(&self, token: &str, command: &Command) -> CommandId {
        let written = serde_json::to_vec(command).expect("commands are plain data");
        once(self.person, &format!("{:?}", self.place), token, &written)
    }

    async fn plan(&self, action: Option<ActionId>, pairs: &Pairs) -> Result<Response, Problem> {
        let form = PlanForm::read(pairs).map_err(|BrokenForm| Problem::Unreadable)?;
        let trouble = match form.command(action) {
            Err(trouble) => trouble,
            Ok(command) => match self.give(&form.token, command.clone()).await? {
                None => return Ok(self.after_plan(action, &form, &command)),
                Some(Refusal::NotHere) if action.is_some() => return Err(Problem::NotFound),
                Some(refusal) => ActionTrouble::Refused(refusal),
            },
        };
        let status = status(&trouble);
        let (cause, refused) = (form.cause.clone(), Some(RefusedPlan { form, trouble }));
        let plan = PlanPage { action, cause, owner: None, refused };
        let page = screens::plan(self.hall, self.visitor, self.place.region(), plan).await?;
        Ok((status, pages::show(self.hall, self.visitor, &page)).into_response())
    }

    /// Leads to what was made or changed: of several to the list.
    fn after_plan(&self, action: Option<ActionId>, form: &PlanForm, command: &Command) -> Response {
        let region = self.place.region();
        let is_group = 1 < form.owners.len();
        let done = match (action, form.offer, is_group) {
            (Some(_), ..) => ActionDone::Revised,
            (None, true, false) => ActionDone::Offered,
            (None, true, true) => ActionDone::GroupOffered,
            (None, false, false) => ActionDone::Proposed,
            (None, false, true) => ActionDone::GroupProposed,
        };
        let made = || {
            let owner = form.owners.first().filter(|_| form.owners.len() == 1)?;
            Some(made_for(self.named(&form.token, command), *owner))
        };
        let path = match action.or_else(made) {
            Some(action) => format!("/regio/{region}/acties/{action}"),
            None => format!("/regio/{region}/acties"),
        };
        Redirect::to(&format!("{path}?{DONE}={}#inhoud", done.code())).into_response()
    }

    async fn step(&self, action: ActionId, pairs: &Pairs) -> Result<Response, Problem> {
        let region = self.place.region();
        let form = StepForm::read(pairs).map_err(|BrokenForm| Problem::Unreadable)?;
        let trouble = match form.command(action) {
            Err(trouble) => trouble,
            Ok(command) => match self.give(&form.token, command).await? {
                None => {
                    let done = ActionDone::Step(form.deed).code();
                    let to = format!("/regio/{region}/acties/{action}?{DONE}={done}#inhoud");
                    return Ok(Redirect::to(&to).into_response());
                }
                Some(refusal) => ActionTrouble::Refused(refusal),
            },
        };
        let status = status(&trouble);
        let refused = Some(RefusedStep { form, trouble });
        let one = ActionPage { refused, ..ActionPage::of(action) };
        let page = screens::one(self.hall, self.visitor, region, one).await?;
        Ok((status, pages::show(self.hall, self.visitor, &page)).into_response())
    }

    /// Offers the chosen actions of the list, or reminds their owners.
    async fn several(&self, pairs: &Pairs) -> Result<Response, Problem> {
        let region = self.place.region();
        let actions = read_chosen(pairs).map_err(|BrokenForm| Problem::Unreadable)?;
        let token = find(pairs, TOKEN).ok_or(Problem::Unreadable)?;
        let filter = ActionFilter::read(pairs);
        let chosen: Vec<ActionId> = actions.iter().map(|seen| seen.action).collect();
        let (reminding, command, done) = match find(pairs, DO) {
            Some(REMIND_CHOSEN) => {
                let command = Command::RemindOwners { actions: chosen.clone() };
                (true, command, ActionDone::Reminded)
            }
            Some(OFFER) | None => (false, Command::OfferActions { actions }, ActionDone::Several),
            Some(_) => return Err(Problem::Unreadable),
        };
        let Some(refusal) = self.give(token, command).await? else {
            return Ok(Redirect::to(&after_several(region, filter, done)).into_response());
        };
        let status = status(&ActionTrouble::Refused(refusal.clone()));
        let refused = Some(refusal);
        let list = ActionsPage { filter, refused, reminding, chosen, ..ActionsPage::default() };
        let page = screens::list(self.hall, self.visitor, region, list).await?;
        Ok((status, pages::show(self.hall, self.visitor, &page)).into_response())
    }

    async fn steering(&self, pairs: &Pairs) -> Result<Response, Problem> {
        let region = self.place.region();
        let token = find(pairs, TOKEN).ok_or(Problem::Unreadable)?;
        let wanted = typed(pairs, STEERING_DAY);
        let command = match find(pairs, DO).ok_or(Problem::Unreadable)? {
            STEERING_ADD => match read_day(&wanted) {
                Ok(Some(day)) => Ok(Command::AddSteeringDate { day }),
                Ok(None) | Err(BrokenForm) => Err(SteeringTrouble::NoSuchDay),
            },
            other => {
                let day = other.strip_prefix(STEERING_REMOVE).and_then(|day| day.strip_prefix(':'));
                let day: Option<Day> = day.and_then(|day| day.parse().ok());
                Ok(Command::RemoveSteeringDate { day: day.ok_or(Problem::Unreadable)? })
            }
        };
        let trouble = match command {
            Err(trouble) => trouble,
            Ok(command) => match self.give(token, command.clone()).await? {
                None => {
                    let word = steering_word(&command);
                    let to = format!("/regio/{region}/overleg?{DONE}={word}#inhoud");
                    return Ok(Redirect::to(&to).into_response());
                }
                Some(refusal) => SteeringTrouble::Refused(refusal),
            },
        };
        let status = match &trouble {
            SteeringTrouble::NoSuchDay => StatusCode::UNPROCESSABLE_ENTITY,
            SteeringTrouble::Refused(refusal) => status(&ActionTrouble::Refused(refusal.clone())),
        };
        let steering = SteeringPage { done: None, refused: Some((trouble, wanted)) };
        let page = screens::steering(self.hall, self.visitor, region, steering).await?;
        Ok((status, pages::show(self.hall, self.visitor, &page)).into_response())
    }
}

fn status(trouble: &ActionTrouble) -> StatusCode {
    match trouble {
        ActionTrouble::Refused(refusal) => Problem::Refused { refusal: refusal.clone() }.status(),
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// Leads back to the list as it was narrowed.
fn after_several(region: RegionId, filter: ActionFilter, done: ActionDone) -> String {
    let done = (DONE, done.code().to_owned());
    let pairs = filter.pairs().into_iter().chain([done]);
    let pairs: Vec<String> = pairs.map(|(name, value)| format!("{name}={value}")).collect();
    format!("/regio/{region}/acties?{}#inhoud", pairs.join("&"))
}

fn steering_word(command: &Command) -> String {
    match command {
        Command::RemoveSteeringDate { day } => format!("weg-{day}"),
        Command::AddSteeringDate { day } => format!("erbij-{day}"),
        _ => String::new(),
    }
}

fn read_steering(word: &str) -> Option<SteeringDone> {
    let (what, day) = word.split_once('-')?;
    let day = day.parse().ok()?;
    match what {
        "erbij" => Some(SteeringDone::Added(day)),
        "weg" => Some(SteeringDone::Removed(day)),
        _ => None,
    }
}

fn find<'p>(pairs: &'p Pairs, wanted: &str) -> Option<&'p str> {
    pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
}
