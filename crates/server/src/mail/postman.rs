//! Carries mail out: to one mail server, several at a time, again and again until it is taken or given up.
//!
//! Invariant: nobody waits for a mail server. One that hangs holds up a try for [`Patience::whole`] at most, and
//! what it did not take waits in the outbox.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use app::{
    page::{MailKind, MailTrouble},
    words::{DueReview, Letter, LinkMail, Words},
};
use domain::{Moment, OrganisationId, PersonId, RegionId, ReviewStand};
use futures_util::{StreamExt, stream};
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Tokio1Executor, message::Mailbox, transport::smtp,
};
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};
use uuid::Uuid;

use super::{
    letter::{self, LetterError},
    outbox::{Claim, Mail, Outbox},
};
use crate::{
    action_links::{self, Opens},
    clock::Clock,
    digests::{self, TOLD_MAX},
    door::{access, hall::Reach, second_factor::PATH as FACTOR, signed_in::out_of_order},
    people::{People, StoreError, Token},
    problem::Problem,
    regions::Regions,
    reviewing::{self, Standing},
    screens::{self, invitation::invited_to},
};

/// How often the outbox is looked at where nobody says that something was put in.
const LOOK_EVERY: Duration = Duration::from_secs(20);
/// How many mails are sent at the same time, so that one that hangs does not hold up the others.
const AT_ONCE: usize = 4;
/// How many mails are taken out of the table at a time.
const TAKEN_MAX: i64 = 64;
/// When a mail is tried again after each try, in microseconds; after the last of them at that pace.
const AGAIN_AFTER_US: [i64; 5] =
    [60_000_000, 5 * 60_000_000, 15 * 60_000_000, 60 * 60_000_000, 4 * 60 * 60_000_000];
/// How long a mail is tried, in microseconds.
const TRIED_FOR_US: i64 = 2 * 24 * 60 * 60 * 1_000_000;
/// How long a mail with the link to a new password is tried: nobody waits longer for it.
const RESET_TRIED_FOR_US: i64 = 60 * 60 * 1_000_000;

/// How long a mail server may take.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Patience {
    /// To be reached.
    pub connecting: Duration,
    /// To take one mail, everything counted.
    pub whole: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { connecting: Duration::from_secs(15), whole: Duration::from_secs(60) }
    }
}

/// Why mail cannot be set up. Each is one line that an operator can act on.
#[derive(Debug, thiserror::Error)]
pub enum MailSetupError {
    /// The address of the server.
    #[error("--mail-server must look like smtps://NAME:PASSWORD@HOST or smtp://HOST:25")]
    Server(#[source] smtp::Error),
    /// The sender.
    #[error("--mail-from must look like Ketentafel <noreply@example.nl>")]
    From(#[source] lettre::address::AddressError),
    /// A part is missing.
    #[error(
        "mail needs --mail-server, --mail-from and --public-address, with which the links in mails begin"
    )]
    Missing,
}

/// The mail server and the sender.
#[derive(Clone, Debug)]
pub struct MailSetup {
    server: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    patience: Patience,
}

impl MailSetup {
    /// Reads what the operator set.
    pub fn read(server: &str, from: &str, patience: Patience) -> Result<Self, MailSetupError> {
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(server);
        let builder = builder.map_err(MailSetupError::Server)?;
        let server = builder.timeout(Some(patience.connecting)).build();
        Ok(Self { server, from: from.parse().map_err(MailSetupError::From)?, patience })
    }
}

/// Whoever carries mail out.
#[derive(Clone)]
pub struct Postman(Arc<Inside>);

struct Inside {
    setup: MailSetup,
    outbox: Outbox,
    people: People,
    regions: Regions,
    reach: Reach,
    clock: Clock,
    /// What stands in the link of each mail that was tried here: the next try carries the same, so that of a
    /// mail that arrived after all both copies work.
    links: Mutex<HashMap<Uuid, Token>>,
}

impl Postman {
    /// Hires a postman.
    pub fn new(
        setup: MailSetup,
        outbox: Outbox,
        (people, regions): (People, Regions),
        reach: Reach,
        clock: Clock,
    ) -> Self {
        let links = Mutex::default();
        Self(Arc::new(Inside { setup, outbox, people, regions, reach, clock, links }))
    }

    /// Carries mail out until the server stops.
    pub async fn run(self, stop: CancellationToken) {
        let work = async {
            loop {
                if let Err(error) = self.go_round().await {
                    warn!(cause = %error, "cannot look into the outbox");
                }
                let _ = tokio::time::timeout(LOOK_EVERY, self.0.outbox.woken()).await;
            }
        };
        tokio::select! {
            () = stop.cancelled() => {}
            () = work => {}
        }
    }

    /// Sends everything that is due, and returns how many mails that were.
    pub async fn go_round(&self) -> Result<usize, StoreError> {
        let mut all = 0;
        loop {
            let due = self.0.outbox.due(self.0.clock.now(), TAKEN_MAX).await?;
            let (count, more) = (due.len(), due.len() as i64 == TAKEN_MAX);
            stream::iter(due)
                .for_each_concurrent(AT_ONCE, |mail| async move { self.0.deliver(&mail).await })
                .await;
            all += count;
            if !more {
                return Ok(all);
            }
        }
    }
}

impl Inside {
    /// Tries one mail.
    async fn deliver(&self, mail: &Mail) {
        if let Err(error) = self.try_to_deliver(mail).await {
            warn!(mail.id = %mail.id, cause = %error, "cannot note what became of a mail");
        }
    }

    async fn try_to_deliver(&self, mail: &Mail) -> Result<(), StoreError> {
        let token = self.links().entry(mail.id).or_default().clone();
        let until = match self.outbox.claim(mail, &token, self.clock.now()).await? {
            Claim::Ours(until) => until,
            Claim::NotOurs | Claim::NotNeeded => {
                self.links().remove(&mail.id);
                return Ok(());
            }
        };
        let outcome = match self.letter(mail, &token, until).await {
            Ok(Some(letter)) => self.send(mail, &letter).await,
            Ok(None) => Err(MailTrouble::NotNeeded),
            // Where the store is out of order this cannot be noted, and the mail waits until its claim is over.
            Err(problem) => {
                warn!(mail.id = %mail.id, cause = ?problem, "cannot write what a mail tells");
                Err(MailTrouble::NotMade)
            }
        };
        let now = self.clock.now();
        match outcome {
            Ok(()) => {
                info!(mail.id = %mail.id, "mail {} was sent", mail.id);
                // Where this cannot be noted the mail goes out once more, with the same link.
                self.outbox.sent(mail, now).await?;
                self.links().remove(&mail.id);
                Ok(())
            }
            Err(trouble) => {
                info!(mail.id = %mail.id, mail.trouble = ?trouble, "mail {} was not sent", mail.id);
                match next_try(mail, trouble, now) {
                    Some(next) => self.outbox.wait(mail, next, trouble).await,
                    None => {
                        self.links().remove(&mail.id);
                        self.outbox.end(mail, now, trouble).await
                    }
                }
            }
        }
    }

    /// Writes what a mail says; nothing where what it tells is over.
    async fn letter(
        &self,
        mail: &Mail,
        token: &Token,
        until: Moment,
    ) -> Result<Option<Letter>, Problem> {
        let words = Words(mail.to.language);
        // The host is never asked: a mail has only the address that people know the server by.
        let whole = |path: &str| self.reach.whole("", path);
        let letter = match mail.kind {
            MailKind::Invitation => {
                let Some(id) = mail.invitation else { return Ok(None) };
                let invitation = self.people.invitation_by_id(id).await;
                let invitation = invitation.map_err(|_| Problem::Unavailable)?;
                let Some(invitation) = invitation else { return Ok(None) };
                let to = invited_to(&self.people, &self.regions, invitation.place).await?;
                words.invitation_letter(&to, whole(&token.address()), invitation.expires)
            }
            MailKind::Reset => words.reset_letter(whole(&token.reset_address()), until),
            MailKind::PasswordChanged => {
                words.password_changed_letter(whole("/inloggen"), mail.created)
            }
            MailKind::SecondFactorOn => words.second_factor_on_letter(whole(FACTOR), mail.created),
            MailKind::SecondFactorOff => {
                words.second_factor_off_letter(whole(FACTOR), mail.created)
            }
            MailKind::SecondFactorReset => {
                words.second_factor_reset_letter(whole(FACTOR), mail.created)
            }
            MailKind::ReviewDue => {
                let (Some(region), Some(of)) = (mail.region, mail.organisation) else {
                    return Ok(None);
                };
                let Some(due) = self.review_due(region, of).await? else { return Ok(None) };
                words.review_letter(&due, whole(&access::path(region)), self.clock.now())
            }
            MailKind::Digest => {
                let now = self.clock.now();
                let sources = (&self.people, &self.regions);
                let told = digests::told(sources, &self.outbox, mail, now).await?;
                let Some((regions, personal)) = told else { return Ok(None) };
                words.digest_letter(&regions, personal, (TOLD_MAX, whole))
            }
            MailKind::ActionLink => {
                let Some(told) = self.linked(mail, until).await? else { return Ok(None) };
                words.action_link_letter(&told, whole(&token.action_address()))
            }
            MailKind::Test => words.test_letter(whole("/beheer/mail")),
        };
        Ok(Some(letter))
    }

    /// Returns what a mail with a link to an action tells; nothing where nothing is left to answer, or where it would
    /// not go to where its reader signs in now.
    async fn linked(&self, mail: &Mail, until: Moment) -> Result<Option<LinkMail>, Problem> {
        let (people, words) = (&self.people, Words(mail.to.language));
        let link = people.action_link_by_id(mail.id).await.map_err(out_of_order)?;
        let Some(link) = link else { return Ok(None) };
        let login = people.login(link.person).await.map_err(out_of_order)?;
        let is_theirs = login.as_deref() == Some(mail.to.recipient.as_str());
        let sources = (people, &self.regions);
        match action_links::opened(sources, &link, self.clock.now()).await? {
            Opens::Action(alone, _) if is_theirs && !alone.action.steps.is_empty() => {
                screens::action_links::mail(people, words, &link, (*alone, until)).await.map(Some)
            }
            _ => Ok(None),
        }
    }

    /// Returns what a mail reminds of; nothing where the review was held meanwhile.
    async fn review_due(
        &self,
        region: RegionId,
        organisation: OrganisationId,
    ) -> Result<Option<DueReview>, Problem> {
        let now = self.clock.now();
        let all = reviewing::standings(&self.people, region, now).await.map_err(out_of_order)?;
        let is_due =
            |one: &Standing| one.organisation == organisation && one.stand != ReviewStand::Fresh;
        let Some(standing) = all.into_iter().find(is_due) else { return Ok(None) };
        let leads = reviewing::notices(&self.people, &self.outbox, &standing.leads).await;
        let has_lead = !leads.map_err(out_of_order)?.is_empty();
        let names = self.people.organisations(&[organisation]).await.map_err(out_of_order)?;
        let regions = self.regions.names().await?;
        let region = regions.into_iter().find(|(id, _)| *id == region);
        Ok(Some(DueReview {
            region: region.map(|(_, name)| name).unwrap_or_default(),
            organisation: names.into_values().next().unwrap_or_default(),
            has_lead,
            due: standing.due,
        }))
    }

    async fn send(&self, mail: &Mail, letter: &Letter) -> Result<(), MailTrouble> {
        let MailSetup { server, from, patience } = &self.setup;
        let (to, at) = (mail.to.recipient.as_str(), (mail.id, self.clock.now()));
        let message = letter::message(letter, (from, to), mail.to.language, at);
        let message = message.map_err(|error| match error {
            // What nobody takes in as an address.
            LetterError::Address(_) | LetterError::Mail(_) => MailTrouble::Refused(NO_SUCH_ADDRESS),
        })?;
        match tokio::time::timeout(patience.whole, server.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(trouble_of(&error)),
            Err(_) => Err(MailTrouble::TooSlow),
        }
    }

    fn links(&self) -> std::sync::MutexGuard<'_, HashMap<Uuid, Token>> {
        self.links.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What mail servers say of an address that is none (RFC 5321).
const NO_SUCH_ADDRESS: u16 = 553;

/// Returns when a mail is tried again; nothing where it is given up.
fn next_try(mail: &Mail, trouble: MailTrouble, now: Moment) -> Option<Moment> {
    if matches!(trouble, MailTrouble::Refused(_) | MailTrouble::NotNeeded) {
        return None;
    }
    let tried = usize::try_from(mail.tries).unwrap_or(usize::MAX);
    let after = AGAIN_AFTER_US.get(tried).or(AGAIN_AFTER_US.last())?;
    let tried_for = if mail.kind == MailKind::Reset { RESET_TRIED_FOR_US } else { TRIED_FOR_US };
    let next = Moment(now.0 + after);
    (next.0 <= mail.created.0 + tried_for).then_some(next)
}

/// Tells what went wrong between us and the mail server. Its own words go nowhere: they may name people.
fn trouble_of(error: &smtp::Error) -> MailTrouble {
    if let Some(code) = error.status() {
        let code = u16::from(code);
        return match code {
            // Whoever we are, or whatever we say to prove it, does not suffice (RFC 4954).
            530 | 534 | 535 | 538 => MailTrouble::NotKnown,
            400..=499 => MailTrouble::Later(code),
            _ => MailTrouble::Refused(code),
        };
    }
    if error.is_timeout() {
        MailTrouble::TooSlow
    } else if error.is_tls() || error.is_client() {
        // The client's own objections: the server offers no TLS, or no way to sign in without it.
        MailTrouble::NotSafe
    } else if error.is_response() {
        MailTrouble::Unclear
    } else {
        MailTrouble::NoAnswer
    }
}

/// Returns to whom a notice about their account goes; nobody where none can.
pub async fn notice_to(
    outbox: &Outbox,
    people: &People,
    person: PersonId,
) -> Result<Option<super::MailTo>, StoreError> {
    if !outbox.is_on() {
        return Ok(None);
    }
    let (account, login) = (people.account(person).await?, people.login(person).await?);
    let recipient = login.filter(|login| super::is_address(login));
    let to = account.zip(recipient);
    Ok(to.map(|(account, recipient)| super::MailTo { recipient, language: account.language }))
}

#[cfg(test)]
mod tests {
    use app::page::MailStand;
    use domain::Language;

    use super::*;
    use crate::mail::MailTo;

    fn mail(kind: MailKind, tries: i64) -> Mail {
        Mail {
            id: Uuid::nil(),
            kind,
            region: None,
            invitation: None,
            organisation: None,
            to: MailTo { recipient: "a@b.nl".into(), language: Language::Nl },
            created: Moment(0),
            tries,
            stand: MailStand::Waits(Moment(0)),
            trouble: None,
        }
    }

    #[test]
    fn a_mail_is_tried_at_a_slower_pace_and_then_given_up() {
        let again = |tries, now| {
            next_try(&mail(MailKind::Invitation, tries), MailTrouble::NoAnswer, Moment(now))
        };
        assert_eq!(again(0, 0), Some(Moment(60_000_000)));
        assert_eq!(again(1, 0), Some(Moment(300_000_000)));
        assert_eq!(again(99, 0), Some(Moment(4 * 60 * 60_000_000)));
        assert_eq!(again(99, TRIED_FOR_US), None);
    }

    #[test]
    fn what_is_refused_for_good_is_not_tried_again() {
        for trouble in [MailTrouble::Refused(550), MailTrouble::NotNeeded] {
            assert_eq!(next_try(&mail(MailKind::Invitation, 0), trouble, Moment(0)), None);
        }
        let later = next_try(&mail(MailKind::Invitation, 0), MailTrouble::Later(451), Moment(0));
        assert!(later.is_some());
    }

    #[test]
    fn nobody_gets_a_link_to_a_new_password_hours_later() {
        let reset = mail(MailKind::Reset, 3);
        assert_eq!(next_try(&reset, MailTrouble::NoAnswer, Moment(30 * 60_000_000)), None);
    }
}
