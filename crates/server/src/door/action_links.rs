//! One action behind a mailed link: shows it, and takes one answer in, without signing in.
//!
//! Invariant: opening a link changes nothing, so that programs that look at links in mails use none up. The answer is
//! one command whose id only the link's row holds, so that the journal itself refuses a second one. What stands in the address
//! is in no log, no other form and no `Referer`; a link that was never made looks like a page that does not exist.

use std::time::Instant;

use app::{
    form::{
        self, BrokenForm,
        action_links::{LANGUAGE, MAIL_LINK, RECIPIENT},
        actions::{ActionTrouble, StepDeed, StepForm},
    },
    page::{
        ActionDone, LinkGone, LinkOffer, LinkOpens, LinkTrouble, MailLinkTrouble, RefusedDeed,
        RefusedLink,
    },
};
use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    ActionId, Language, Moment, OrganisationId, PersonId, Refusal, RegionId, Role, Sent,
    action_link::BY_LINK,
};
use tracing::warn;

use super::{
    Hall,
    address::Address,
    forms::{Pairs, once, typed, unreadable},
    language,
    named::{Asked, Named},
    pages,
    refusals::{self, Asking},
    signed_in::out_of_order,
    visitor::Visitor,
};
use crate::{
    action_links::{Opens, opened},
    mail::notice_to,
    people::{ActionLink, LINKS_A_DAY, LinkMade, NewActionLink, Token},
    problem::Problem,
    regions::{Alone, Rejected},
    screens::{action_links as screens, actions},
};

/// The query word that says what a form did.
const DONE: &str = "gedaan";
/// How long the same answer that comes once more is a double click, in microseconds.
const DOUBLE_CLICK_US: i64 = 60 * 1_000_000;

/// Tells whether an address stands below the door of links.
pub fn is_below(path: &str) -> bool {
    path.starts_with("/actie/")
}

/// Shows the action, or why the link opens nothing any more.
pub async fn get(
    State(hall): State<Hall>,
    visitor: Visitor,
    Named(token): Named<String>,
    Asked(pairs): Asked<Pairs>,
) -> Result<Response, Problem> {
    let here = Here::find(&hall, &visitor, &token).await?;
    let done = StepDeed::read(&typed(&pairs, DONE));
    match here.opened().await? {
        Opens::Gone(LinkGone::Used(_, Some(step))) if done.map(StepDeed::step) == Some(step) => {
            // Whoever chooses a language here reads once more what was noted.
            let address = done.map_or(here.address.clone(), |deed| here.done_address(deed.code()));
            Here { address, ..here }.show(StatusCode::OK, LinkOpens::Done(step)).await
        }
        Opens::Gone(why) => here.gone(why, None).await,
        Opens::Action(alone, _) if alone.action.steps.is_empty() => {
            here.gone(LinkGone::NothingLeft, None).await
        }
        Opens::Action(alone, _) => here.action(StatusCode::OK, *alone, None).await,
    }
}

/// Takes the answer in.
pub async fn post(
    State(hall): State<Hall>,
    visitor: Visitor,
    Address(address): Address,
    Named(token): Named<String>,
    Asked(asked): Asked<Pairs>,
    pairs: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Problem> {
    let Form(pairs) = pairs.map_err(unreadable)?;
    let here = Here::find(&hall, &visitor, &token).await?;
    if let Some(language) = Language::from_code(&typed(&pairs, LANGUAGE)) {
        let done = StepDeed::read(&typed(&asked, DONE));
        let back = done.map_or(here.address.clone(), |deed| here.done_address(deed.code()));
        return Ok(language::remember(Redirect::to(&back).into_response(), &hall, language));
    }
    let form = StepForm::read(&pairs).map_err(|BrokenForm| Problem::Unreadable)?;
    if !BY_LINK.contains(&form.deed.step()) {
        return Err(Problem::Unreadable);
    }
    let (alone, role) = match here.opened().await? {
        Opens::Gone(why) => return here.too_late(why, form).await,
        Opens::Action(alone, role) => (*alone, role),
    };
    // Whoever has a link could fill our log and our time.
    let key = format!("actie {}", here.link.id);
    if !hall.throttle.take_try(&key, address, Instant::now()) {
        let refused = RefusedLink { form, trouble: LinkTrouble::TooMany };
        return here.action(StatusCode::TOO_MANY_REQUESTS, alone, Some(refused)).await;
    }
    let answered = here.answer(form, role).await;
    if answered.as_ref().is_ok_and(|answer| answer.status() == StatusCode::SEE_OTHER) {
        hall.throttle.give_back(&key, address);
    }
    answered
}

/// Somebody at the door of a link.
struct Here<'h> {
    hall: &'h Hall,
    /// Whoever opened it, as nobody who is signed in.
    reader: Visitor,
    link: ActionLink,
    /// The address of the page.
    address: String,
}

impl<'h> Here<'h> {
    async fn find(hall: &'h Hall, visitor: &Visitor, token: &str) -> Result<Here<'h>, Problem> {
        let token = Token::read(token).ok_or(Problem::NotFound)?;
        let link = hall.people.action_link(&token).await.map_err(out_of_order)?;
        let link = link.ok_or(Problem::NotFound)?;
        let reader = screens::reader(hall, visitor, &link).await?;
        Ok(Here { hall, reader, link, address: token.action_address() })
    }

    async fn opened(&self) -> Result<Opens, Problem> {
        let sources = (&self.hall.people, &self.hall.regions);
        opened(sources, &self.link, self.hall.clock.now()).await
    }

    /// Gives the one command of the link, and says what came of it.
    async fn answer(&self, form: StepForm, role: Role) -> Result<Response, Problem> {
        let deed = form.deed;
        let command = match form.command(self.link.action) {
            Ok(command) => command,
            Err(trouble) => return self.refuse(form, LinkTrouble::Step(trouble)).await,
        };
        let sent = Sent { id: self.link.command, command };
        let asking = Asking {
            person: self.link.person,
            region: self.link.region,
            origin: self.reader.origin,
        };
        let trouble = match refusals::submit_in(self.hall, asking, role, sent).await {
            Ok(_) => match self.opened().await? {
                Opens::Gone(LinkGone::Used(at, Some(_))) => {
                    self.note(at).await;
                    return Ok(self.done(deed));
                }
                // Somebody else did just that meanwhile: nothing followed from it.
                _ => LinkTrouble::Step(ActionTrouble::Refused(Refusal::NotAsItStands)),
            },
            Err(Rejected::Refused(refusal)) => LinkTrouble::Step(ActionTrouble::Refused(refusal)),
            Err(Rejected::Busy | Rejected::OutOfOrder) => LinkTrouble::Unavailable,
            // It was used, or a place ended, between looking and answering.
            Err(_) => match self.opened().await? {
                Opens::Gone(why) => return self.too_late(why, form).await,
                Opens::Action(..) => LinkTrouble::Unavailable,
            },
        };
        self.refuse(form, trouble).await
    }

    /// Notes that the link was used. Where that cannot be written, it is noted within the hour: the journal knows.
    async fn note(&self, at: Moment) {
        if let Err(error) = self.hall.people.note_link_used(&self.link, at).await {
            warn!(cause = %error, "cannot note yet that a link to an action was used");
        }
    }

    /// Leads to where the page says what was noted.
    fn done(&self, deed: StepDeed) -> Response {
        let to = format!("{}#inhoud", self.done_address(deed.code()));
        Redirect::to(&to).into_response()
    }

    /// Returns where the page says what was noted.
    fn done_address(&self, deed: &str) -> String {
        format!("{}?{DONE}={deed}", self.address)
    }

    /// Shows why the link opens nothing, with what was typed; to a double click what it did.
    async fn too_late(&self, why: LinkGone, form: StepForm) -> Result<Response, Problem> {
        match why {
            LinkGone::Used(at, Some(step))
                if step == form.deed.step() && self.hall.clock.now().0 < at.0 + DOUBLE_CLICK_US =>
            {
                Ok(self.done(form.deed))
            }
            _ => self.gone(why, Some(form)).await,
        }
    }

    async fn gone(&self, why: LinkGone, form: Option<StepForm>) -> Result<Response, Problem> {
        self.show(StatusCode::GONE, LinkOpens::Gone(why, form.map(Box::new))).await
    }

    /// Shows the action as it stands now, with what was typed. The link was not used.
    async fn refuse(&self, form: StepForm, trouble: LinkTrouble) -> Result<Response, Problem> {
        let status = match &trouble {
            LinkTrouble::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            LinkTrouble::TooMany => StatusCode::TOO_MANY_REQUESTS,
            LinkTrouble::Step(ActionTrouble::Refused(refusal)) => {
                Problem::Refused { refusal: refusal.clone() }.status()
            }
            LinkTrouble::Step(_) => StatusCode::UNPROCESSABLE_ENTITY,
        };
        match self.opened().await? {
            Opens::Gone(why) => self.gone(why, Some(form)).await,
            Opens::Action(alone, _) => {
                self.action(status, *alone, Some(RefusedLink { form, trouble })).await
            }
        }
    }

    async fn action(
        &self,
        status: StatusCode,
        alone: Alone,
        refused: Option<RefusedLink>,
    ) -> Result<Response, Problem> {
        let language = self.reader.language;
        let linked = screens::linked(self.hall, language, &self.link, alone, refused).await?;
        self.show(status, LinkOpens::Action(Box::new(linked))).await
    }

    async fn show(&self, status: StatusCode, opens: LinkOpens) -> Result<Response, Problem> {
        let address = self.address.clone();
        let page = screens::page(self.hall, &self.reader, &self.link, address, opens).await?;
        Ok((status, pages::show(self.hall, &self.reader, &page)).into_response())
    }
}

/// Has a link to an action mailed, as its page asks; says why not.
pub async fn mail(
    hall: &Hall,
    visitor: &Visitor,
    person: PersonId,
    (region, action): (RegionId, ActionId),
    pairs: &Pairs,
) -> Result<Response, Problem> {
    let chosen: Option<PersonId> = typed(pairs, RECIPIENT).parse().ok();
    let table = actions::with_action(hall, visitor, region, action).await?;
    let found = table.region.actions.get(&action).ok_or(Problem::NotFound)?;
    if let Err(refusal) = found.may_be_mailed_by(&table.insider.actor()) {
        let asking = visitor.asking(person, region);
        refusals::note(hall, asking, RefusedDeed::MailActionLink, &refusal).await;
        return Err(Problem::Refused { refusal });
    }
    let offer = screens::offered(hall, visitor.language, &table, found).await?;
    let mailing = Mailing { hall, by: person, region, action, of: found.owner };
    let token = typed(pairs, form::TOKEN);
    let trouble = match mailing.put(offer, chosen, &token).await? {
        None => {
            let done = ActionDone::LinkMailed.code();
            let to = format!("/regio/{region}/acties/{action}?{DONE}={done}#inhoud");
            return Ok(Redirect::to(&to).into_response());
        }
        Some(trouble) => trouble,
    };
    let page = actions::not_mailed(hall, visitor, (region, action), (trouble, chosen)).await?;
    let status = match trouble {
        MailLinkTrouble::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
        MailLinkTrouble::NothingLeft | MailLinkTrouble::TwoSteps | MailLinkTrouble::SentBefore => {
            StatusCode::CONFLICT
        }
        MailLinkTrouble::NobodyChosen | MailLinkTrouble::NoMail => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Ok((status, pages::show(hall, visitor, &page)).into_response())
}

/// A link that somebody wants to be mailed.
struct Mailing<'h> {
    hall: &'h Hall,
    by: PersonId,
    region: RegionId,
    action: ActionId,
    of: OrganisationId,
}

impl Mailing<'_> {
    /// Puts the link in the mail, once for each form; returns why not where it does not go.
    async fn put(
        &self,
        offer: Option<LinkOffer>,
        chosen: Option<PersonId>,
        token: &str,
    ) -> Result<Option<MailLinkTrouble>, Problem> {
        let people = match offer {
            None => return Ok(Some(MailLinkTrouble::NothingLeft)),
            Some(LinkOffer::NoMail) => return Ok(Some(MailLinkTrouble::NoMail)),
            Some(LinkOffer::TwoSteps) => return Ok(Some(MailLinkTrouble::TwoSteps)),
            Some(LinkOffer::Nobody) => return Ok(Some(MailLinkTrouble::NobodyChosen)),
            Some(LinkOffer::To(people)) => people,
        };
        let is_offered = |chosen: &PersonId| people.iter().any(|(one, _)| one == chosen);
        let Some(person) = chosen.filter(is_offered) else {
            return Ok(Some(MailLinkTrouble::NobodyChosen));
        };
        let Self { hall, by, region, action, of: organisation } = *self;
        let to = notice_to(&hall.outbox, &hall.people, person).await.map_err(out_of_order)?;
        let Some(to) = to else { return Ok(Some(MailLinkTrouble::NobodyChosen)) };
        let id = once(by, &format!("link {region}/{action}"), token, person.0.as_bytes()).0;
        let new = NewActionLink { id, region, action, person, organisation, by, to };
        let made = hall.people.mail_action_link(&new, hall.clock.now()).await;
        Ok(match made.map_err(out_of_order)? {
            LinkMade::TooMany => Some(MailLinkTrouble::TooMany(LINKS_A_DAY)),
            LinkMade::SentBefore => Some(MailLinkTrouble::SentBefore),
            LinkMade::NoPlace => Some(MailLinkTrouble::NobodyChosen),
            LinkMade::Done => {
                hall.outbox.wake();
                None
            }
        })
    }
}

/// Tells whether a form of the page of an action asks for a link.
pub fn asks(pairs: &Pairs) -> bool {
    typed(pairs, form::DO) == MAIL_LINK
}
