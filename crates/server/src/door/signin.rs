//! Signing in and out.
//!
//! Invariant: an account that does not exist answers like a wrong password, and as late.

use std::time::Instant;

use app::{
    page::{Carried, Screen, SignIn, SignInFailure},
    words::Words,
};
use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{FileId, PersonId, QuestionId, RegionId};
use serde::Deserialize;
use tower_sessions::Session;

use super::{
    Hall, access, account, actions,
    address::Address,
    administration, comments, files,
    forms::{self, Pairs, unreadable},
    granting, handovers,
    language::{self, own_path},
    mail,
    named::Asked,
    own_questions, pages, people, proving, removals, requests, rounds, second_factor,
    signed_in::{await_code, handle_of, note, out_of_order, sign_in, sign_out},
    visitor::Visitor,
};
use crate::{passwords::PASSWORD_BYTES_MAX, problem::Problem, screens};

/// Longer account names do not exist.
const ACCOUNT_CHARS_MAX: usize = 100;

/// Where to go after signing in.
#[derive(Deserialize)]
pub struct Back {
    terug: Option<String>,
    #[serde(default)]
    verlopen: Option<String>,
    /// Whether a new password was just chosen.
    #[serde(default)]
    wachtwoord: Option<String>,
    #[serde(default)]
    gesloten: Option<String>,
}

/// The sign-in form.
struct Typed {
    account: String,
    password: String,
    back: Option<String>,
    carried: Pairs,
}

impl Typed {
    fn read(pairs: Pairs) -> Result<Self, Problem> {
        let (mut account, mut password, mut back, mut carried) = (None, None, None, vec![]);
        for (name, value) in pairs {
            match name.as_str() {
                "naam" => account = Some(value),
                "wachtwoord" => password = Some(value),
                "terug" => back = Some(value),
                _ => carried.push((name, value)),
            }
        }
        let account = account.ok_or(Problem::Unreadable)?;
        let password = password.ok_or(Problem::Unreadable)?;
        Ok(Self { account, password, back, carried })
    }

    fn failed(self, failure: SignInFailure) -> SignIn {
        let failure = Some(failure);
        let Self { account: login, back, carried, .. } = self;
        SignIn { login, back, failure, carried, ..SignIn::default() }
    }
}

/// Shows the sign-in page.
pub async fn get(
    State(hall): State<Hall>,
    visitor: Visitor,
    Asked(back): Asked<Back>,
) -> Result<Response, Problem> {
    if visitor.account.is_some() {
        return Ok(Redirect::to(own_path(&back.terug.unwrap_or_default())).into_response());
    }
    let failure = back.verlopen.map(|_| SignInFailure::Ended);
    let has_new_password = back.wachtwoord.is_some();
    let is_closed = back.gesloten.is_some();
    let form =
        SignIn { back: back.terug, failure, has_new_password, is_closed, ..SignIn::default() };
    show(&hall, &visitor, StatusCode::OK, form).await
}

/// A form that signing in can send on.
enum Destination {
    Check(forms::Place),
    Round(RegionId),
    Request(RegionId),
    Comment(RegionId, QuestionId),
    OwnQuestion(RegionId),
    Handover(RegionId),
    People(RegionId),
    Access(RegionId),
    Granting(RegionId),
    /// The outgoing mail of a region, or without one of the administration.
    Mail(Option<RegionId>),
    Removal(RegionId, u64),
    Action(actions::Place),
    /// The removal of a file.
    File(RegionId, FileId),
    Administration,
    SecondFactor,
    Account,
}

impl Destination {
    fn at(path: &str) -> Option<Self> {
        let check = || forms::Place::at(path).map(Self::Check);
        let request = || requests::region_at(path).map(Self::Request);
        let comment = || {
            comments::question_at(path).map(|(region, question)| Self::Comment(region, question))
        };
        let own_question = || own_questions::region_at(path).map(Self::OwnQuestion);
        let people = || people::region_at(path).map(Self::People);
        let handover = || handovers::region_at(path).map(Self::Handover);
        let access = || access::region_at(path).map(Self::Access);
        let granting = || granting::region_at(path).map(Self::Granting);
        let removal =
            || removals::entry_at(path).map(|(region, entry)| Self::Removal(region, entry));
        if path == "/beheer" {
            return Some(Self::Administration);
        }
        if path == account::PATH {
            return Some(Self::Account);
        }
        if path == second_factor::PATH {
            return Some(Self::SecondFactor);
        }
        let round = rounds::region_at(path).map(Self::Round);
        let mail = || mail::place_at(path).map(Self::Mail);
        let policy = round.or_else(check).or_else(request).or_else(comment).or_else(own_question);
        let policy = policy.or_else(people).or_else(access).or_else(mail).or_else(removal);
        let action = || actions::Place::at(path).map(Self::Action);
        let file = || files::file_at(path).map(|(region, file)| Self::File(region, file));
        policy.or_else(handover).or_else(granting).or_else(action).or_else(file)
    }

    /// Returns where this form can be sent on to.
    fn of(path: &str, pairs: &Pairs) -> Option<Self> {
        let found = Self::at(path).filter(|_| !pairs.is_empty())?;
        (!matches!(found, Self::Account) || account::can_wait(pairs)).then_some(found)
    }
}

/// The names under which forms hold what nobody else is to know: it travels nowhere.
const SECRETS: [&str; 3] = [second_factor::PASSWORD, second_factor::CODE, "huidig"];

/// Returns a form that was posted there and that signing in or proving can send on, also one that either was
/// about to send on. It never holds a password or a code.
pub fn carried(path: &str, mut pairs: Pairs) -> Option<Carried> {
    pairs.retain(|(name, _)| !SECRETS.contains(&name.as_str()));
    let form = if ["/inloggen", proving::CODE_PATH, proving::PATH].contains(&path) {
        let back = pairs.iter().position(|(name, _)| name == "terug");
        let (_, address) = pairs.remove(back?);
        pairs.retain(|(name, _)| path != "/inloggen" || name != "naam");
        Carried { address, pairs }
    } else {
        Carried { address: path.to_owned(), pairs }
    };
    Destination::of(&form.address, &form.pairs).map(|_| form)
}

/// Asks somebody to sign in, and sends along what they typed.
pub async fn carry(
    hall: &Hall,
    visitor: &Visitor,
    form: Carried,
    failure: SignInFailure,
) -> Result<Response, Problem> {
    let failure = Some(failure);
    let Carried { address, pairs: carried } = form;
    let form = SignIn { back: Some(address), failure, carried, ..SignIn::default() };
    show(hall, visitor, StatusCode::UNAUTHORIZED, form).await
}

/// Names the tries to sign in with a name: whatever is typed there, it names no other tries.
pub fn tries_of(account: &str) -> String {
    format!("inloggen/{account}")
}

/// Signs somebody in under a new session, and takes in what they typed before the last one ended.
pub async fn post(
    State(hall): State<Hall>,
    visitor: Visitor,
    session: Session,
    Address(address): Address,
    pairs: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Problem> {
    let Form(pairs) = pairs.map_err(unreadable)?;
    let typed = Typed::read(pairs)?;
    let account = typed.account.trim().to_lowercase();
    // Nobody is called by what no database can hold.
    let is_name =
        account.chars().count() <= ACCOUNT_CHARS_MAX && !account.contains(char::is_control);
    if !is_name || PASSWORD_BYTES_MAX < typed.password.len() {
        let form = typed.failed(SignInFailure::Wrong);
        return show(&hall, &visitor, StatusCode::UNPROCESSABLE_ENTITY, form).await;
    }
    let key = tries_of(&account);
    if !hall.throttle.take_try(&key, address, Instant::now()) {
        let form = typed.failed(SignInFailure::TooMany);
        return show(&hall, &visitor, StatusCode::TOO_MANY_REQUESTS, form).await;
    }
    let person = match check(&hall, &account, typed.password.clone()).await {
        Ok(Some(person)) => person,
        Ok(None) => {
            // Looked up once more for everybody, so that an account that does not exist is as late as one that does.
            let known = hall.people.credentials(&account).await.map_err(out_of_order)?;
            let person = known.map(|known| known.person);
            note(&hall, &visitor, "sign_in_failed", person).await;
            let form = typed.failed(SignInFailure::Wrong);
            return show(&hall, &visitor, StatusCode::UNPROCESSABLE_ENTITY, form).await;
        }
        Err(_) => {
            hall.throttle.give_back(&key, address);
            let form = typed.failed(SignInFailure::Unavailable);
            return show(&hall, &visitor, StatusCode::SERVICE_UNAVAILABLE, form).await;
        }
    };
    let goes_on = Onward { back: typed.back.clone(), carried: typed.carried.clone() };
    let entered = enter(&hall, &session, visitor.clone(), person, goes_on).await;
    match entered {
        Ok(response) => {
            hall.throttle.succeeded(&key, address);
            Ok(response)
        }
        Err(Problem::Unavailable) => {
            hall.throttle.give_back(&key, address);
            let form = typed.failed(SignInFailure::Unavailable);
            show(&hall, &visitor, StatusCode::SERVICE_UNAVAILABLE, form).await
        }
        Err(problem) => Err(problem),
    }
}

/// Where somebody goes on after signing in or proving who they are, and the form that goes along.
#[derive(Clone, Debug, Default)]
pub struct Onward {
    /// A path of this product.
    pub back: Option<String>,
    /// The form.
    pub carried: Pairs,
}

impl Onward {
    /// Returns the form that waits, and where it was posted.
    fn form(&self) -> Option<Destination> {
        Destination::of(self.back.as_deref()?, &self.carried)
    }
}

/// Signs somebody in whose password is right, or asks for the code where they sign in in two steps.
async fn enter(
    hall: &Hall,
    session: &Session,
    visitor: Visitor,
    person: PersonId,
    onward: Onward,
) -> Result<Response, Problem> {
    if hall.people.has_second_factor(person).await.map_err(out_of_order)? {
        await_code(hall, session, person).await?;
        return proving::ask_code(hall, &visitor, onward).await;
    }
    come_in(hall, session, visitor, person, onward).await
}

/// Signs somebody in who proved everything, and takes in what they typed before the last session ended.
pub async fn come_in(
    hall: &Hall,
    session: &Session,
    visitor: Visitor,
    person: PersonId,
    onward: Onward,
) -> Result<Response, Problem> {
    let account = hall.people.account(person).await.map_err(out_of_order)?;
    let mut account = account.ok_or(Problem::NotSignedIn)?;
    sign_in(hall, session, &visitor, person).await?;
    let chosen = visitor.chosen;
    language::take_over(hall, &mut account, chosen).await?;
    let language = account.language;
    let proven = Some(hall.clock.now());
    let visitor = Visitor { account: Some(account), language, proven, ..visitor };
    let onward = second_factor::first(hall, person, onward).await?;
    let response = send_on(hall, &visitor, session, person, onward).await?;
    Ok(language::forget(response, hall, chosen))
}

/// Takes in the form that waits, or leads back to where somebody was.
pub async fn send_on(
    hall: &Hall,
    visitor: &Visitor,
    session: &Session,
    person: PersonId,
    onward: Onward,
) -> Result<Response, Problem> {
    let carried = &onward.carried;
    match onward.form() {
        Some(Destination::Check(place)) => {
            forms::take(hall, visitor, person, &place, carried).await
        }
        Some(Destination::Round(region)) => {
            rounds::take(hall, visitor, person, region, carried).await
        }
        Some(Destination::Request(region)) => {
            requests::take(hall, visitor, person, region, carried).await
        }
        Some(Destination::Comment(region, question)) => {
            comments::take(hall, visitor, person, (region, question), carried).await
        }
        Some(Destination::OwnQuestion(region)) => {
            own_questions::take(hall, visitor, person, region, carried).await
        }
        Some(Destination::Removal(region, entry)) => {
            removals::take(hall, visitor, person, (region, entry), carried).await
        }
        Some(Destination::Action(place)) => {
            actions::take(hall, visitor, person, place, carried).await
        }
        Some(Destination::File(region, file)) => {
            files::take(hall, visitor, person, (region, file), carried).await
        }
        Some(Destination::Handover(region)) => {
            handovers::take(hall, visitor, person, region, carried).await
        }
        Some(Destination::Administration) => {
            administration::take(hall, visitor, person, carried).await
        }
        Some(Destination::SecondFactor) => {
            second_factor::take(hall, visitor, person, carried).await
        }
        Some(Destination::Account) => account::take(hall, visitor, session, person, carried).await,
        Some(Destination::People(region)) => {
            people::take(hall, visitor, person, region, carried).await
        }
        Some(Destination::Access(region)) => {
            access::take(hall, visitor, person, region, carried).await
        }
        Some(Destination::Granting(region)) => {
            granting::take(hall, visitor, person, region, carried).await
        }
        Some(Destination::Mail(region)) => mail::take(hall, visitor, person, region, carried).await,
        None => Ok(Redirect::to(own_path(&onward.back.unwrap_or_default())).into_response()),
    }
}

/// Signs out and goes to the sign-in page, or to where somebody wants to go on with another account.
pub async fn leave(
    State(hall): State<Hall>,
    visitor: Visitor,
    session: Session,
    Asked(pairs): Asked<Pairs>,
) -> Result<Response, Problem> {
    // By its handle, whichever of its ids the browser has.
    if let Some(account) = &visitor.account {
        let handle = handle_of(&hall, &session).await?;
        let ended = hall.people.end_session(account.person, handle, hall.clock.now()).await;
        ended.map_err(out_of_order)?;
        hall.sessions.forget_all();
    }
    sign_out(&session).await?;
    let back = pairs.iter().find(|(name, _)| name == "terug").map(|(_, back)| own_path(back));
    let response = Redirect::to(back.unwrap_or("/inloggen")).into_response();
    Ok(language::forget(response, &hall, visitor.chosen))
}

/// Returns whose name and password these are.
async fn check(hall: &Hall, account: &str, password: String) -> Result<Option<PersonId>, Problem> {
    let known = hall.people.credentials(account).await.map_err(out_of_order)?;
    let (person, kept) = known.map(|known| (known.person, known.password_hash)).unzip();
    let matches = hall.passwords.matches(password, kept).await;
    Ok(if matches.map_err(|_| Problem::Busy)? { person } else { None })
}

async fn show(
    hall: &Hall,
    visitor: &Visitor,
    status: StatusCode,
    form: SignIn,
) -> Result<Response, Problem> {
    let demo = hall.demo.as_ref();
    let form = SignIn {
        demo: demo.map(|demo| demo.offered(Words(visitor.language))).unwrap_or_default(),
        demo_password: demo.map(|demo| demo.password.clone()),
        sends_mail: hall.outbox.is_on(),
        ..form
    };
    let page = screens::page(hall, visitor, Screen::SignIn(form)).await?;
    Ok((status, pages::show(hall, visitor, &page)).into_response())
}
