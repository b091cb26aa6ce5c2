//! What happened that concerns the reader, in every region in which they have a place, and how they are mailed it.

use std::collections::{BTreeMap, BTreeSet};

use domain::digest::{DigestSetting, Rhythm};
use domain::organisation::Participation;
use domain::{ActionId, Entry, Event, Moment, OrganisationId, PersonId, RegionId};
use serde::{Deserialize, Serialize};

use super::history::goes_with;
use super::{HandoverAbout, NamedPeople};
use crate::words::{Told, Words};

/// Where the page stands.
pub const NOTICES: &str = "/meldingen";
/// Where a page that stands open asks how many are new.
pub const NOTICES_COUNT: &str = "/meldingen/aantal";
/// Where somebody says how they are mailed.
pub const NOTICE_SETTINGS: &str = "/account/meldingen";

/// What concerns the reader.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct NoticesPage {
    /// The person who reads it.
    pub person: PersonId,
    /// The regions that can be read now.
    pub regions: Vec<NoticedRegion>,
    /// Whether this installation sends mail.
    pub is_mail_on: bool,
    /// Whether a form just said that everything was seen.
    pub done: bool,
}

/// What of a region concerns somebody, with what its sentences need.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct NoticedRegion {
    /// The region.
    pub region: RegionId,
    /// Its name.
    pub name: String,
    /// Up to which entry the reader said that they saw it.
    pub seen: u64,
    /// Up to which entry it was looked at.
    pub head: u64,
    /// The entries, the newest first.
    pub entries: Vec<Entry>,
    /// The names of the organisations.
    pub names: BTreeMap<OrganisationId, String>,
    /// The people whom the entries name.
    pub people: NamedPeople,
    /// Which organisations take or took part.
    pub parts: BTreeMap<OrganisationId, Participation>,
    /// What the actions are called.
    pub titles: BTreeMap<ActionId, String>,
    /// Whether a mail says only how many there are: the reader's organisation asks for a second step there, and a
    /// mailbox has none.
    pub is_neutral: bool,
}

/// One thing that is told, as a page and a mail tell it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    /// When it happened.
    pub at: Moment,
    /// The sentence of the history.
    pub sentence: String,
    /// Where what it is about stands.
    pub address: String,
    /// Whether it came after what the reader saw.
    pub is_new: bool,
}

impl NoticedRegion {
    /// Tells everything, the newest first: what one command did with the same thing is told once.
    pub fn told(&self, words: Words) -> Vec<Notice> {
        let Self { names, people, parts, titles, .. } = self;
        let told = Told { names, people, parts, titles };
        let together = together(&self.entries).into_iter();
        let one = |entries: Vec<Entry>| {
            let (newest, first) = (entries.first()?, entries.last()?);
            Some(Notice {
                at: newest.at,
                sentence: words.history_sentence(&entries, told),
                address: notice_address(self.region, &first.event),
                is_new: self.seen < newest.seq,
            })
        };
        together.filter_map(one).collect()
    }
}

/// Returns the entries that are told in one sentence.
fn together(entries: &[Entry]) -> Vec<Vec<Entry>> {
    let mut all: Vec<Vec<Entry>> = vec![];
    for entry in entries {
        let fits =
            |first: &Entry| goes_with(first, entry) && first.event.action() == entry.event.action();
        match all.iter_mut().rev().find(|told| told.first().is_some_and(fits)) {
            Some(told) => told.push(entry.clone()),
            None => all.push(vec![entry.clone()]),
        }
    }
    all
}

/// Returns where what an entry is about stands: the very action, request, thread or answer.
pub fn notice_address(region: RegionId, event: &Event) -> String {
    let at = format!("/regio/{region}");
    let of_thread = || match event {
        Event::ThreadStarted { thread, topic, .. }
        | Event::CommentAdded { thread, topic, .. }
        | Event::ThreadResolved { thread, topic }
        | Event::ThreadReopened { thread, topic }
        | Event::ThreadPassedOn { thread, topic, .. } => Some((topic.question, *thread)),
        _ => None,
    };
    if let Some(action) = event.action() {
        return format!("{at}/acties/{action}");
    }
    if let Some(matter) = event.matter() {
        return format!("{at}/verzoeken#r-{}", matter.request);
    }
    if let Some((question, thread)) = of_thread() {
        return format!("{at}/vraag/{question}#draad-{thread}");
    }
    if event.parting().is_some() {
        return HandoverAbout::Own.address(region);
    }
    match event.field() {
        Some(field) => format!("{at}/vraag/{}#v{field}", field.question),
        None => at,
    }
}

/// Returns how many things entries tell: as many as [`NoticedRegion::told`] would.
pub fn notices_in<'e>(entries: impl Iterator<Item = &'e Entry>) -> usize {
    let things = entries.map(|entry| (entry.command, entry.event.action()));
    things.collect::<BTreeSet<_>>().len()
}

/// How the reader is mailed what concerns them.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct NoticeSettingsPage {
    /// The person who reads it.
    pub person: PersonId,
    /// What holds now, or what was chosen in a form that was not taken in.
    pub setting: DigestSetting,
    /// The day until which mail is paused, as it was typed where that was no day.
    pub typed_day: Option<String>,
    /// Whether this installation sends mail.
    pub is_mail_on: bool,
    /// Whether the reader signs in with an address that mail can reach.
    pub has_address: bool,
    /// When the next digest is due.
    pub next: Option<Moment>,
    /// Whether a form was just taken in.
    pub done: bool,
}

/// What of a form about mail can be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReadSetting {
    /// What was chosen.
    pub setting: DigestSetting,
    /// What was typed as the day, where that is none.
    pub wrong_day: Option<String>,
}

/// Returns how forms and the store write a rhythm.
pub const fn rhythm_code(rhythm: Rhythm) -> &'static str {
    match rhythm {
        Rhythm::Never => "nooit",
        Rhythm::Daily => "dagelijks",
        Rhythm::Weekly => "wekelijks",
    }
}

/// Reads what [`rhythm_code`] wrote.
pub fn read_rhythm(code: &str) -> Option<Rhythm> {
    Rhythm::ALL.into_iter().find(|rhythm| rhythm_code(*rhythm) == code)
}

#[cfg(test)]
mod tests {
    use domain::{HandoverId, Matter, Parting, RequestId, ThreadId, Topic, Wish};

    use super::*;
    use crate::parts::address;

    /// Each leads where the screens themselves lead.
    #[test]
    fn what_is_told_leads_straight_to_what_it_is_about() {
        let region = RegionId::default();
        let (action, thread, request) =
            (ActionId::default(), ThreadId::default(), RequestId::default());
        let on = "1.2".parse().unwrap();
        let wish = Wish::View { of: OrganisationId::default(), on };
        let topic = Topic {
            question: on,
            about: domain::About::Question,
            readers: domain::Readers::Everyone,
        };
        let parting = Parting::Person { of: PersonId::default(), side: None, to: None };
        let handover = HandoverId::default();
        for (event, there) in [
            (Event::ActionOffered { action }, address::action(region, action)),
            (
                Event::RequestReady { matter: Matter { request, wish } },
                address::request(region, request),
            ),
            (Event::ThreadResolved { thread, topic }, address::thread(region, on, thread)),
            (Event::HandoverAccepted { handover, parting }, HandoverAbout::Own.address(region)),
            (Event::RoundClosed { round: domain::RoundId::default() }, address::region(region)),
        ] {
            assert_eq!(notice_address(region, &event), there);
        }
    }
}
