//! An invitation by link: shows what is offered, and gives the place to whoever accepts it.
//!
//! Invariant: opening a link changes nothing, so that programs that look at links in mails use none up; a
//! link that was never made looks like a page that does not exist.

use std::time::Instant;

use app::{
    form::{self, people::FUNCTION},
    page::{AccountTrouble, InvitationPage, InvitationStand, Invited, InvitedMail, Screen, wire},
};
use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Moment, PersonId, Role};
use tower_sessions::Session;
use uuid::Uuid;

use super::{
    Hall,
    address::Address,
    administration::begin,
    forms::{Pairs, typed, unreadable},
    language,
    named::Named,
    pages,
    people::function_of,
    second_factor,
    signed_in::{out_of_order, sign_in},
    signin::{Onward, send_on},
    visitor::Visitor,
};
use crate::{
    mail::{Mail, is_address},
    passwords::Weak,
    people::{Accepted, Comer, Invitation, NewAccount, Token},
    problem::Problem,
    screens::{self, invitation::invited_to},
};

/// What was typed to make an account.
#[derive(Default)]
struct Typed {
    login: String,
    password: String,
    function: domain::TypedText,
}

impl Typed {
    fn read(pairs: &Pairs) -> Self {
        Self {
            login: typed(pairs, form::people::LOGIN).trim().to_lowercase(),
            password: typed(pairs, form::people::PASSWORD),
            function: form::read_text(pairs, FUNCTION).unwrap_or_default(),
        }
    }
}

/// Shows an invitation.
pub async fn get(
    State(hall): State<Hall>,
    visitor: Visitor,
    Named(token): Named<String>,
) -> Result<Response, Problem> {
    let (_, invitation) = find(&hall, &token).await?;
    let is_open = invitation.is_open(hall.clock.now());
    let status = if is_open { StatusCode::OK } else { StatusCode::GONE };
    show(&hall, &visitor, &invitation, status, None).await
}

/// Gives the place to whoever sends the form.
pub async fn post(
    State(hall): State<Hall>,
    visitor: Visitor,
    session: Session,
    Address(address): Address,
    Named(token): Named<String>,
    pairs: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Problem> {
    let Form(pairs) = pairs.map_err(unreadable)?;
    let typed = Typed::read(&pairs);
    let (_, invitation) = find(&hall, &token).await?;
    if !invitation.is_open(hall.clock.now()) {
        return show(&hall, &visitor, &invitation, StatusCode::GONE, None).await;
    }
    if let (None, Some(back)) = (&visitor.account, was_signed_in(&visitor, &pairs)) {
        // The session ended since the page was opened: no second account is made of that.
        return Ok(Redirect::to(&wire::sign_in_address(&back)).into_response());
    }
    // Whoever has a link could learn which addresses have an account, if they could try as many as they like.
    if !hall.throttle.take_try(&invitation.id.to_string(), address, Instant::now()) {
        let trouble = Some((AccountTrouble::TooMany, typed));
        return show(&hall, &visitor, &invitation, StatusCode::TOO_MANY_REQUESTS, trouble).await;
    }
    let (person, accepted) = match &visitor.account {
        // The form stood in the page of somebody else, or of nobody.
        Some(account) if !is_of(account.person, &pairs) => {
            hall.throttle.give_back(&invitation.id.to_string(), address);
            let trouble = AccountTrouble::OtherAccount;
            return refuse(&hall, &visitor, &invitation, trouble, typed).await;
        }
        Some(account) => {
            let comer = Comer::Known(account.person);
            (account.person, accept(&hall, &invitation, comer).await?)
        }
        None => match new_account(&hall, &visitor, &invitation, &typed).await? {
            Ok(account) => {
                let accepted = accept(&hall, &invitation, Comer::New(&account)).await?;
                (account.person, accepted)
            }
            Err(trouble) => {
                hall.throttle.give_back(&invitation.id.to_string(), address);
                return refuse(&hall, &visitor, &invitation, trouble, typed).await;
            }
        },
    };
    if accepted != Accepted::LoginTaken {
        hall.throttle.give_back(&invitation.id.to_string(), address);
    }
    let trouble = match accepted {
        Accepted::Done => return welcome(&hall, &visitor, &session, &invitation, person).await,
        Accepted::Closed => return closed(&hall, &visitor, &token).await,
        Accepted::KeptApart => AccountTrouble::KeptApart,
        Accepted::Already => already(&hall, &invitation, person).await?,
        Accepted::LoginTaken => AccountTrouble::LoginTaken,
    };
    refuse(&hall, &visitor, &invitation, trouble, typed).await
}

/// Says for whom somebody has a place in the region already: what helps depends on that.
async fn already(
    hall: &Hall,
    invitation: &Invitation,
    person: PersonId,
) -> Result<AccountTrouble, Problem> {
    let Some(offered) = invitation.place else { return Ok(AccountTrouble::Already) };
    let place = hall.people.membership(offered.region, person).await.map_err(out_of_order)?;
    let is_same = place.is_none_or(|place| place.organisation == offered.organisation);
    Ok(if is_same { AccountTrouble::Already } else { AccountTrouble::AlreadyForAnother })
}

/// Shows an invitation that turned out to be closed: where whoever made it may do so no more, as if it was taken back.
async fn closed(hall: &Hall, visitor: &Visitor, token: &str) -> Result<Response, Problem> {
    let (_, mut invitation) = find(hall, token).await?;
    let now = hall.clock.now();
    if invitation.is_open(now) {
        invitation.withdrawn = Some(now);
    }
    show(hall, visitor, &invitation, StatusCode::GONE, None).await
}

/// Returns where a form stood, if it stood in the page of somebody who was signed in.
fn was_signed_in(visitor: &Visitor, pairs: &Pairs) -> Option<String> {
    let named = pairs.iter().any(|(name, _)| name == form::PERSON);
    named.then(|| path_of(visitor))
}

fn path_of(visitor: &Visitor) -> String {
    visitor.address.split('?').next().unwrap_or_default().to_owned()
}

/// Tells whether a form stood in the page of whoever sends it.
fn is_of(person: PersonId, pairs: &Pairs) -> bool {
    let meant = pairs.iter().find(|(name, _)| name == form::PERSON);
    meant.is_some_and(|(_, meant)| meant.parse() == Ok(person))
}

async fn accept(
    hall: &Hall,
    invitation: &Invitation,
    comer: Comer<'_>,
) -> Result<Accepted, Problem> {
    if let Some(place) = invitation.place.filter(|place| place.role == Role::Coordinator) {
        begin(hall, place.region, place.organisation).await?;
    }
    let now = hall.clock.now();
    hall.people.accept_invitation(invitation, comer, now).await.map_err(out_of_order)
}

/// Begins a session under a new id, and leads to the thing to do.
async fn welcome(
    hall: &Hall,
    visitor: &Visitor,
    session: &Session,
    invitation: &Invitation,
    person: PersonId,
) -> Result<Response, Problem> {
    match visitor.account {
        // Who was signed in has proven nothing anew. What they may do changed: the next request gets another id.
        Some(_) => hall.sessions.forget_all(),
        None => sign_in(hall, session, visitor, person).await?,
    }
    let to = match invitation.place {
        None => "/beheer".to_owned(),
        Some(place) => {
            hall.places_changed(place.region).await;
            match place.role {
                // What waits for whoever writes stands there; the others begin where the region stands.
                Role::Editor => "/".to_owned(),
                _ => format!("/regio/{}", place.region),
            }
        }
    };
    // As whoever signs in: where two steps are asked of them, that comes first.
    let onward = Onward { back: Some(to), carried: vec![] };
    let onward = second_factor::first(hall, person, onward).await?;
    let response = send_on(hall, visitor, session, person, onward).await?;
    Ok(language::forget(response, hall, visitor.chosen))
}

/// Makes an account of what was typed, or says what is wrong with it.
async fn new_account(
    hall: &Hall,
    visitor: &Visitor,
    invitation: &Invitation,
    typed: &Typed,
) -> Result<Result<NewAccount, AccountTrouble>, Problem> {
    if !is_address(&typed.login) {
        return Ok(Err(AccountTrouble::NoAddress));
    }
    let display = match function_of(&typed.function) {
        Ok(display) => display,
        Err(refusal) => return Ok(Err(AccountTrouble::Function(refusal))),
    };
    let known = known_words(hall, invitation, &typed.login).await?;
    if let Some(weak) = weakness(&typed.password, &known) {
        return Ok(Err(weak));
    }
    let Ok(password_hash) = hall.passwords.hash(typed.password.clone()).await else {
        return Ok(Err(AccountTrouble::Unavailable));
    };
    Ok(Ok(NewAccount {
        person: PersonId(Uuid::new_v4()),
        login: typed.login.clone(),
        display,
        language: visitor.language,
        password_hash,
    }))
}

/// Returns why a new password is not taken, if it is not: `names` are what somebody would try first.
pub fn weakness(password: &str, names: &[String]) -> Option<AccountTrouble> {
    let parts = names.iter().flat_map(|name| name.split(|c: char| !c.is_alphanumeric()));
    let parts = parts.map(str::to_lowercase);
    let known: Vec<String> = names.iter().map(|name| name.to_lowercase()).chain(parts).collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    match crate::passwords::is_strong(password, &known) {
        Ok(()) => None,
        Err(Weak::Short(least)) => Some(AccountTrouble::PasswordShort(least)),
        Err(Weak::Long) => Some(AccountTrouble::PasswordLong),
        Err(Weak::Guessable) => Some(AccountTrouble::PasswordGuessable),
    }
}

/// Returns the names of where an account belongs.
async fn known_words(
    hall: &Hall,
    invitation: &Invitation,
    login: &str,
) -> Result<Vec<String>, Problem> {
    let mut names = vec![login.to_owned()];
    if let Some(place) = invitation.place {
        let of = [place.organisation];
        let organisations = hall.people.organisations(&of).await.map_err(out_of_order)?;
        names.extend(organisations.into_values());
        let regions = hall.regions.names().await?;
        names.extend(
            regions.into_iter().filter(|(id, _)| *id == place.region).map(|(_, name)| name),
        );
    }
    Ok(names)
}

/// Finds what a link opens.
async fn find(hall: &Hall, token: &str) -> Result<(Token, Invitation), Problem> {
    let token = Token::read(token).ok_or(Problem::NotFound)?;
    let invitation = hall.people.invitation(&token).await.map_err(out_of_order)?;
    Ok((token, invitation.ok_or(Problem::NotFound)?))
}

async fn refuse(
    hall: &Hall,
    visitor: &Visitor,
    invitation: &Invitation,
    trouble: AccountTrouble,
    typed: Typed,
) -> Result<Response, Problem> {
    let status = match trouble {
        AccountTrouble::LoginTaken
        | AccountTrouble::Already
        | AccountTrouble::AlreadyForAnother
        | AccountTrouble::KeptApart
        | AccountTrouble::OtherAccount => StatusCode::CONFLICT,
        AccountTrouble::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    show(hall, visitor, invitation, status, Some((trouble, typed))).await
}

async fn show(
    hall: &Hall,
    visitor: &Visitor,
    invitation: &Invitation,
    status: StatusCode,
    trouble: Option<(AccountTrouble, Typed)>,
) -> Result<Response, Problem> {
    let now = hall.clock.now();
    let to = invited_to(&hall.people, &hall.regions, invitation.place).await?;
    let known = match &visitor.account {
        Some(account) => {
            let login = hall.people.login(account.person).await.map_err(out_of_order)?;
            Some((account.person, login.unwrap_or_default()))
        }
        None => None,
    };
    let (trouble, typed) = trouble.unzip();
    let typed = typed.unwrap_or_default();
    let address = path_of(visitor);
    let page = InvitationPage {
        address,
        to,
        function: invitation.display.clone(),
        stand: invited(invitation, now).stand,
        known,
        login: typed.login,
        typed_function: match trouble {
            Some(_) => typed.function,
            None => domain::TypedText::new(invitation.display.clone().unwrap_or_default()),
        },
        trouble,
    };
    let page = screens::page(hall, visitor, Screen::Invitation(page)).await?;
    Ok((status, pages::show(hall, visitor, &page)).into_response())
}

/// Returns an invitation as inviters see it.
pub fn invited(invitation: &Invitation, now: Moment) -> Invited {
    let stand = match (invitation.accepted, invitation.withdrawn) {
        (Some(at), _) => InvitationStand::Accepted(at),
        (None, Some(at)) => InvitationStand::Withdrawn(at),
        (None, None) if now < invitation.expires => InvitationStand::Open(invitation.expires),
        (None, None) => InvitationStand::Expired(invitation.expires),
    };
    Invited {
        id: invitation.id,
        organisation: invitation.place.map(|place| place.organisation),
        role: invitation.place.map(|place| place.role),
        may_adopt: invitation.place.is_some_and(|place| place.may_adopt),
        function: invitation.display.clone(),
        stand,
        accepted_by: None,
        mail: None,
    }
}

/// Returns what became of the latest mail that carries an invitation; `mails` come with the newest first.
pub fn mail_of(invitation: &Invitation, mails: &[Mail]) -> Option<InvitedMail> {
    let mail = mails.iter().find(|mail| mail.invitation == Some(invitation.id))?;
    Some(InvitedMail {
        recipient: mail.to.recipient.clone(),
        stand: mail.stand,
        trouble: mail.trouble,
    })
}

/// Returns the whole address of an invitation, as the inviter reached this server.
pub fn whole_link(hall: &Hall, visitor: &Visitor, token: &Token) -> String {
    hall.reach.whole(&visitor.host, &token.address())
}
