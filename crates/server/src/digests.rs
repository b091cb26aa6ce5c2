//! Mails people what concerns them: one mail for all their regions when it is due, and what names them at once where
//! they want that.
//!
//! Invariant: what is put in the outbox is which entries a mail tells. What it says is made when it is sent, with the
//! rights that its reader has then: what they may not see any more is not in it.

use app::{
    page::{NoticedRegion, notices_in},
    words::Words,
};
use domain::{Moment, PersonId, notice::Nearness};

use crate::{
    door::signed_in::out_of_order,
    mail::{DigestPart, DueDigest, Looked, Mail, Outbox, notice_to},
    people::{NoticeMark, OwnRegion, People},
    problem::Problem,
    regions::{Regions, Span},
    screens::notices::{of_region, span_of},
};

/// How far back a mail tells, in microseconds: fourteen days. What is older stands on the page.
const MAILED_FOR_US: i64 = 14 * 24 * 60 * 60 * 1_000_000;
/// How many entries of a region a mail looks at, the newest.
const MAILED_OF: u64 = 20_000;
/// How many people are looked at in one query.
const TAKEN_MAX: i64 = 100;
/// The most notices that a mail tells; it says how many more there are.
pub const TOLD_MAX: usize = 50;

/// Where what is told comes from.
#[derive(Clone, Copy)]
pub struct Sources<'s> {
    /// Who it is told to.
    pub people: &'s People,
    /// What happened.
    pub regions: &'s Regions,
    /// Where the mails go.
    pub outbox: &'s Outbox,
}

/// Puts everything in the outbox that is due at a moment, and returns how many mails that were. Where no mail is sent
/// nothing is done: what concerns people waits on their page. Somebody for whom it fails keeps no other from it.
pub async fn put_due(sources: Sources<'_>, now: Moment) -> Result<usize, Problem> {
    let Sources { outbox, .. } = sources;
    if !outbox.is_on() {
        return Ok(0);
    }
    outbox.begin_digests(now).await.map_err(out_of_order)?;
    let (mut put, mut outcome, mut last) = (0, Ok(()), None);
    loop {
        let waiting = outbox.waiting_at_once(last, now, TAKEN_MAX).await.map_err(out_of_order)?;
        let Some(end) = waiting.last() else { break };
        last = Some(*end);
        for person in waiting {
            let done = put_at_once(sources, person, now).await;
            put += usize::from(*done.as_ref().unwrap_or(&false));
            outcome = outcome.and(done.map(|_| ()));
        }
    }
    last = None;
    loop {
        let due = outbox.due_digests(last, now, TAKEN_MAX).await.map_err(out_of_order)?;
        let Some(end) = due.last() else { break };
        last = Some(end.person);
        for one in due {
            let done = put_digest(sources, &one, now).await;
            put += usize::from(*done.as_ref().unwrap_or(&false));
            outcome = outcome.and(done.map(|_| ()));
        }
    }
    outcome.map(|()| put)
}

/// Puts the digest of one person. Returns whether it tells something.
async fn put_digest(sources: Sources<'_>, due: &DueDigest, now: Moment) -> Result<bool, Problem> {
    let Sources { people, outbox, .. } = sources;
    let to = notice_to(outbox, people, due.person).await.map_err(out_of_order)?;
    // Whom no mail reaches is not told anything: what they were told does not move on.
    let looked = match to {
        Some(_) => look_everywhere(sources, due.person, (false, now)).await?,
        None => vec![],
    };
    let put = outbox.put_digest(due, to.as_ref(), &looked, now).await.map_err(out_of_order)?;
    Ok(put && looked.iter().any(|one| one.tells))
}

/// Puts a mail with what names one person. Returns whether it tells something.
async fn put_at_once(sources: Sources<'_>, person: PersonId, now: Moment) -> Result<bool, Problem> {
    let Sources { people, outbox, .. } = sources;
    let to = notice_to(outbox, people, person).await.map_err(out_of_order)?;
    let Some(to) = to else { return Ok(false) };
    let looked = look_everywhere(sources, person, (true, now)).await?;
    let put = outbox.put_at_once(person, &to, &looked, now).await.map_err(out_of_order)?;
    Ok(put && looked.iter().any(|one| one.tells))
}

/// Looks at what somebody was not told yet, in every region that opens for them now.
async fn look_everywhere(
    sources: Sources<'_>,
    person: PersonId,
    (personal, now): (bool, Moment),
) -> Result<Vec<Looked>, Problem> {
    let people = sources.people;
    let marks = people.notice_marks(person).await.map_err(out_of_order)?;
    let mut looked = vec![];
    for own in people.regions_of(person).await.map_err(out_of_order)? {
        let mark = marks.get(&own.membership.region).copied();
        looked.extend(look(sources, &own, mark, (personal, now)).await?);
    }
    // A mark that would stay where it is need not be written.
    looked.retain(Looked::moves);
    Ok(looked)
}

/// Looks at what of a region somebody was not told yet; nothing where it does not open for them now. `personal`:
/// only at what names them.
async fn look(
    Sources { regions, .. }: Sources<'_>,
    own: &OwnRegion,
    mark: Option<NoticeMark>,
    (personal, now): (bool, Moment),
) -> Result<Option<Looked>, Problem> {
    let (region, person) = (own.membership.region, own.membership.person);
    let NoticeMark { seen, mailed, prompt } = mark.unwrap_or_default();
    let since = if personal { prompt.max(mailed).max(seen) } else { mailed.max(seen) };
    let span = Span { most: MAILED_OF, ..span_of(own, since, now, MAILED_FOR_US) };
    let wanted = |near: Nearness, entry: &domain::Entry| tells(near, entry.seq, (personal, prompt));
    let noticed = match regions.noticed(region, person, span, &wanted).await {
        Ok(noticed) => noticed,
        // It is told once it opens again: its mark stays where it is, and other regions do not wait for it.
        Err(_) => return Ok(None),
    };
    let part = DigestPart { region, since, upto: noticed.head, prompt, personal };
    let told = noticed.entries.iter().map(|(_, entry)| entry);
    Ok(Some(Looked { part, mark, tells: 0 < notices_in(told) }))
}

impl DigestPart {
    /// Tells whether a mail tells an entry that comes this near.
    fn tells(&self, near: Nearness, seq: u64) -> bool {
        tells(near, seq, (self.personal, self.prompt))
    }
}

/// Tells whether a mail tells an entry that comes this near: a digest leaves out what was mailed at once.
fn tells(near: Nearness, seq: u64, (personal, prompt): (bool, u64)) -> bool {
    match near {
        Nearness::Personal => personal || prompt < seq,
        Nearness::Around => !personal,
    }
}

/// Returns what a mail tells, as its reader may see it now, and whether it tells only what names them; nothing where
/// nothing is left of it, or it is not theirs any more.
pub async fn told(
    (people, regions): (&People, &Regions),
    outbox: &Outbox,
    mail: &Mail,
    now: Moment,
) -> Result<Option<(Vec<NoticedRegion>, bool)>, Problem> {
    let parts = outbox.digest_parts(mail.id).await.map_err(out_of_order)?;
    let Some((person, parts)) = parts else { return Ok(None) };
    if !is_theirs(people, person, mail).await? {
        return Ok(None);
    }
    let own = people.regions_of(person).await.map_err(out_of_order)?;
    let mut told = vec![];
    for part in &parts {
        let Some(own) = own.iter().find(|own| own.membership.region == part.region) else {
            continue;
        };
        // As old as it was when the mail was put: it may have waited.
        let span = span_of(own, part.since, mail.created.min(now), MAILED_FOR_US);
        let span = Span { upto: Some(part.upto), most: MAILED_OF, ..span };
        let wanted = |near: Nearness, entry: &domain::Entry| part.tells(near, entry.seq);
        let named = (person, part.region, own.name.as_str());
        match of_region((people, regions), Words(mail.to.language), named, span, wanted).await {
            Ok(noticed) if noticed.entries.is_empty() => {}
            Ok(noticed) => {
                // Asked last: an organisation that begins to ask for a second step is heard.
                let asking = people.requiring(part.region).await.map_err(out_of_order)?;
                let is_neutral = asking.contains(&own.membership.organisation);
                told.push(NoticedRegion { is_neutral, ..noticed });
            }
            // They have no place there any more, or it does not open for them now.
            Err(Problem::NotFound | Problem::SecondFactorNeeded) => {}
            // It waits until it can be read.
            Err(problem) => return Err(problem),
        }
    }
    let personal = parts.iter().all(|part| part.personal);
    Ok((!told.is_empty()).then_some((told, personal)))
}

/// Tells whether a mail goes where its reader signs in now.
async fn is_theirs(people: &People, person: PersonId, mail: &Mail) -> Result<bool, Problem> {
    let is_open = people.account(person).await.map_err(out_of_order)?.is_some();
    let login = people.login(person).await.map_err(out_of_order)?;
    Ok(is_open && login.as_deref() == Some(mail.to.recipient.as_str()))
}
