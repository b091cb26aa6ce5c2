//! Removing a text for good: where its copies stand, and what the journal is without them.
//!
//! Invariant: an entry keeps its number, its author and its values; where a text stood, a mark stands that
//! names the removal. Folding the journal as it is afterwards is what the region is afterwards.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde::{Deserialize, Serialize};

use crate::answer::{AnswerContent, AnswerKey, Wording, Working};
use crate::comment::Readers;
use crate::event::{Author, Entry, Event, TextPlace};
use crate::ids::{ActionId, Moment, OrganisationId, QuestionId, RedactionId, RoundId};
use crate::request::Subject;
use crate::sheet::{Sheet, ViewKey};
use crate::text::{Fingerprint, GuardedText};
use crate::view::{Viewer, readers_of};

/// A text that is as long as this is nobody else's by chance: where it stands once more, it is a copy.
pub const COPY_CHARS_MIN: usize = 20;

/// That a text was removed. Region pages show it where the text stood.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Redaction {
    /// Who removed it.
    pub by: Author,
    /// When.
    pub at: Moment,
    /// Who could read it.
    #[serde(default)]
    pub readers: Readers,
    /// Why. Empty where the removal was done again on an older copy of the journal.
    #[serde(default, skip_serializing_if = "GuardedText::says_nothing")]
    pub reason: GuardedText,
}

/// Texts that took each other's place.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Line {
    /// A text of a sheet.
    Sheet(Sheet, Wording),
    /// What one of the region's own questions asks.
    Question(QuestionId),
    /// Why the region asks it.
    Why(QuestionId),
    /// The name of a round.
    Round(RoundId),
    /// A text of the plan of an action, by its place in it.
    Plan(ActionId, u8),
}

/// A text in the journal.
#[derive(Clone, Copy)]
struct Held<'a> {
    entry: &'a Entry,
    nth: u32,
    line: Option<Line>,
    text: &'a GuardedText,
}

impl Held<'_> {
    fn writer(&self) -> Option<OrganisationId> {
        writer(self.entry, self.nth)
    }

    /// Returns whether those who write or decide for an organisation can read it here.
    fn is_read_by(&self, own: OrganisationId) -> bool {
        let viewer = Viewer { drafts_of: Some(own), coordinates: false };
        self.place().readers.include(&viewer)
    }

    fn place(&self) -> TextPlace {
        let readers = readers_of(&self.entry.event);
        TextPlace { entry: self.entry.seq, nth: self.nth, readers }
    }
}

/// Returns which organisation wrote a text, if one did.
pub fn writer(entry: &Entry, nth: u32) -> Option<OrganisationId> {
    match &entry.event {
        // The views in it were given by partners before.
        Event::DiscussionStarted { views, .. } => {
            views.get(nth as usize / 2).map(|view| view.partner)
        }
        _ => entry.by.organisation,
    }
}

/// Returns which question a text is about, if it is about one.
pub(crate) fn question(event: &Event, nth: u32) -> Option<QuestionId> {
    match event {
        Event::DiscussionStarted { views, .. } => {
            views.get(nth as usize / 2).map(|view| view.field.question)
        }
        _ => match event.about()? {
            Subject::Question(question) => Some(question),
            Subject::Check(_) => None,
        },
    }
}

/// Returns whether a reason repeats the text that it is given for.
pub(crate) fn repeats(reason: &GuardedText, text: &GuardedText) -> bool {
    let (reason, text) = (in_one_line(reason), in_one_line(text));
    is_long(&text) && reason.contains(&text)
}

/// Returns every place in the journal from which a text goes when a coordinator removes it from one of
/// them, in order (docs/adr/0023):
///
/// - where the same stands, or something that holds it whole. What is short counts at the same place only,
///   where a municipality took it over from the region, and in the plans of actions that were asked of several at
///   once: elsewhere it is the same by chance;
/// - what stood at the same place before it, in the same round or with a passage in common: what was half
///   rewritten holds the same sentence.
pub fn copies(journal: &[Entry], from: TextPlace) -> Vec<TextPlace> {
    related(journal, from).iter().map(|related| related.held.place()).collect()
}

/// Returns the places among [`copies`] from which a text goes when the organisation that wrote it removes
/// it: its own, and what others copied from it. What others wrote first is theirs, and so is what was
/// copied from that (docs/adr/0023).
pub fn own_copies(journal: &[Entry], from: TextPlace, own: OrganisationId) -> Vec<TextPlace> {
    let related = related(journal, from);
    let is_own = |held: &Held| held.writer() == Some(own);
    let first =
        related.iter().find(|it| it.is_copy && is_own(&it.held)).map(|it| it.held.entry.seq);
    // Of two in one entry nobody knows which was first.
    let is_earlier = |it: &&Related| {
        it.is_copy && !is_own(&it.held) && first.is_none_or(|first| it.held.entry.seq <= first)
    };
    let earlier: Vec<&Held> = related.iter().filter(is_earlier).map(|it| &it.held).collect();
    // What goes of that which the organisation reads must not tell it of texts that it cannot read: those
    // speak only for what their writer made public of them, and for what is hidden as well.
    let speaks_for = |earlier: &Held, held: &Held| {
        let is_same_place = earlier.line.is_some() && earlier.line == held.line;
        let is_same_writer = earlier.writer() == held.writer();
        earlier.is_read_by(own) || is_same_writer && (is_same_place || !held.is_read_by(own))
    };
    let goes = |it: &&Related| {
        let is_others =
            || it.is_copy && !earlier.iter().any(|earlier| speaks_for(earlier, &it.held));
        is_own(&it.held) || is_others()
    };
    related.iter().filter(goes).map(|it| it.held.place()).collect()
}

/// A text that may go with another one.
struct Related<'a> {
    held: Held<'a>,
    /// Whether it holds the other, rather than half of it.
    is_copy: bool,
}

/// Returns a text of the journal with its copies and what stood at its place before it.
fn related(journal: &[Entry], from: TextPlace) -> Vec<Related<'_>> {
    let all: Vec<Held> = journal.iter().flat_map(held).collect();
    let is_it = |held: &Held| (held.entry.seq, held.nth) == (from.entry, from.nth);
    let Some(target) = all.iter().position(is_it).map(|at| all[at]) else { return vec![] };
    let wanted = in_one_line(target.text);
    let passages = passages(&wanted).collect::<HashSet<_>>();
    let opened =
        |entry: &&Entry| entry.seq < from.entry && matches!(entry.event, Event::RoundOpened { .. });
    let round_began = journal.iter().rev().find(opened).map_or(0, |entry| entry.seq);
    let asked_at_once = asked_at_once(journal, target.line);
    let related = all.iter().filter_map(|&held| {
        if held.text.is_blank() || matches!(held.entry.event, Event::RegionFounded { .. }) {
            return None;
        }
        let text = in_one_line(held.text);
        let same_line = held.line.is_some() && held.line == target.line;
        let is_before = same_line && held.entry.seq <= from.entry;
        let holds_it = match is_long(&wanted) {
            true => text.contains(&wanted),
            false => {
                let is_twin = same_line || asked_at_once.contains(&held.line);
                text == wanted && (is_twin || was_taken_over(&held, &target))
            }
        };
        let is_half = is_before
            && (round_began < held.entry.seq
                || crate::redaction::passages(&text).any(|passage| passages.contains(passage)));
        let is_copy = holds_it || is_it(&held);
        (is_copy || is_half).then_some(Related { held, is_copy })
    });
    related.collect()
}

/// Returns the lines of the same text of a plan in every action of its group: typed once, it was asked of all.
fn asked_at_once(journal: &[Entry], line: Option<Line>) -> BTreeSet<Option<Line>> {
    let Some(Line::Plan(target, nth)) = line else { return BTreeSet::new() };
    let made = || {
        journal.iter().filter_map(|entry| match &entry.event {
            Event::ActionMade { action, group: Some(group), .. } => Some((*action, *group)),
            _ => None,
        })
    };
    let Some((_, of)) = made().find(|(action, _)| *action == target) else {
        return BTreeSet::new();
    };
    let all = made().filter(|(_, group)| *group == of);
    all.map(|(action, _)| Some(Line::Plan(action, nth))).collect()
}

/// Returns whether a municipality took over what the region answers at the place of the other text.
fn was_taken_over(held: &Held, target: &Held) -> bool {
    let field = |line| match line {
        Some(Line::Sheet(sheet, _)) => Some(sheet.field()),
        _ => None,
    };
    let applied = |held: &Held| matches!(held.entry.event, Event::RegionalAnswerApplied { .. });
    let is_regional = |held: &Held| matches!(held.line, Some(Line::Sheet(Sheet::Regional(_), _)));
    let (one, other) = (applied(held), applied(target));
    let is_pair = one && (is_regional(target) || other) || other && is_regional(held);
    is_pair && field(held.line) == field(target.line)
}

/// Returns the entries that change when a text goes from these places: marks stand in its place, and no
/// name of a text or of a content is left by which it could be guessed.
pub fn rewritten(journal: &[Entry], redaction: RedactionId, places: &[TextPlace]) -> Vec<Entry> {
    let numbers = numbers(journal, places);
    let mut names = Names::default();
    let mut changed = Vec::new();
    for entry in journal {
        let mut after = entry.clone();
        let lines = lines(&entry.event);
        for (nth, text) in after.event.texts_mut().into_iter().enumerate() {
            let place = u32::try_from(nth).map(|nth| (entry.seq, nth));
            let mark = place.ok().and_then(|place| numbers.get(&place));
            let line = lines.get(nth).copied().flatten();
            let before = text.fingerprint();
            if let Some(number) = mark {
                *text = GuardedText::nth_removed_by(redaction, *number);
            }
            names.are(line, before, text.fingerprint());
        }
        for (before, after) in contents(&entry.event).zip(contents(&after.event)) {
            let name = |content| Working::from(content).fingerprint();
            let line = Some(Line::Sheet(before.0, Wording::Explanation));
            names.are(line, name(before.1), name(after.1));
        }
        names.put_into(&mut after.event);
        if after != *entry {
            changed.push(after);
        }
    }
    changed
}

/// Numbers the texts that go, so that what said something else still does: nobody who agreed to one of them
/// agrees to another. The numbers of what everyone could read come first, and those of hidden texts are counted
/// for each circle of readers by itself, so that none tells of a text that its reader could not read.
fn numbers(journal: &[Entry], places: &[TextPlace]) -> BTreeMap<(u64, u32), u32> {
    let gone: BTreeSet<(u64, u32)> = places.iter().map(|place| (place.entry, place.nth)).collect();
    let is_gone = |held: &Held| gone.contains(&(held.entry.seq, held.nth));
    let (open, hidden): (Vec<Held>, Vec<Held>) = journal
        .iter()
        .flat_map(held)
        .filter(is_gone)
        .partition(|held| held.place().readers == Readers::Everyone);
    let mut read_by_all: BTreeMap<&str, u32> = BTreeMap::new();
    let mut read_within: BTreeMap<Option<OrganisationId>, BTreeMap<&str, u32>> = BTreeMap::new();
    let mut numbers = BTreeMap::new();
    for held in open {
        let number = number_in(&mut read_by_all, held.text.as_str());
        numbers.insert((held.entry.seq, held.nth), number);
    }
    for held in hidden {
        let own = match held.place().readers {
            Readers::Within(own) => own,
            Readers::Everyone => None,
        };
        let known = read_within.entry(own).or_insert_with(|| read_by_all.clone());
        numbers.insert((held.entry.seq, held.nth), number_in(known, held.text.as_str()));
    }
    numbers
}

/// Returns the number of a text; the next one where it has none yet.
fn number_in<'a>(known: &mut BTreeMap<&'a str, u32>, text: &'a str) -> u32 {
    let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
    *known.entry(text).or_insert(next)
}

/// The names that texts and contents of a sheet had, and the names that they have without what was removed.
#[derive(Default)]
struct Names(BTreeMap<(Sheet, Fingerprint), Fingerprint>);

impl Names {
    /// Says what something is called from here on: where it stands once more and stays, as it was called.
    fn are(&mut self, line: Option<Line>, before: Fingerprint, after: Fingerprint) {
        if let Some(Line::Sheet(sheet, _)) = line {
            self.0.insert((sheet, before), after);
        }
    }

    fn put_into(&self, event: &mut Event) {
        let sheet = event.sheet();
        let (sheet, name) = match event {
            Event::ExplanationDrafted { base: name, .. }
            | Event::RegionalExplanationDrafted { base: name, .. }
            | Event::PartnerTextDrafted { base: name, .. }
            | Event::AnswerConfirmed { content: name, .. } => (sheet, name),
            Event::RegionalAnswerApplied { regional: name, field, .. }
            | Event::RegionalAnswerDiffered { regional: name, field, .. } => {
                (Some(Sheet::Regional(*field)), name)
            }
            _ => return,
        };
        if let Some(after) = sheet.and_then(|sheet| self.0.get(&(sheet, *name))) {
            *name = *after;
        }
    }
}

/// Returns what an event lets be seen of sheets.
fn contents(event: &Event) -> impl Iterator<Item = (Sheet, &AnswerContent)> {
    let one = match event {
        Event::AnswerShared { content, .. } | Event::RegionalAnswerApplied { content, .. } => {
            event.sheet().map(|sheet| (sheet, content))
        }
        Event::RegionalAnswerPutForward { field, content, .. } => {
            Some((Sheet::Regional(*field), content))
        }
        _ => None,
    };
    one.into_iter()
}

fn held(entry: &Entry) -> impl Iterator<Item = Held<'_>> {
    let texts = entry.event.texts().into_iter().zip(lines(&entry.event));
    (0..).zip(texts).map(move |(nth, (text, line))| Held { entry, nth, line, text })
}

/// Returns the line of each text of an event, in their order.
fn lines(event: &Event) -> Vec<Option<Line>> {
    let sheet = event.sheet();
    let of = |wording| sheet.map(|sheet| Line::Sheet(sheet, wording));
    let both = |sheet: Sheet| {
        [Wording::Explanation, Wording::Source].map(|wording| Some(Line::Sheet(sheet, wording)))
    };
    let own = |question| [Some(Line::Question(question)), Some(Line::Why(question))];
    let view = |partner: &OrganisationId, field| ViewKey { partner: *partner, field }.into();
    let mut lines = match event {
        Event::RoundPrepared { round, own: asked, .. }
        | Event::RoundOpened { round, own: asked, .. } => {
            let asked = asked.iter().flat_map(|asked| own(asked.question));
            [Some(Line::Round(*round))].into_iter().chain(asked).collect()
        }
        Event::OwnQuestionAdded { question, .. } | Event::OwnQuestionReworded { question, .. } => {
            own(*question).into()
        }
        Event::ActionMade { action, .. } | Event::ActionRevised { action, .. } => {
            (0..3).map(|text| Some(Line::Plan(*action, text))).collect()
        }
        Event::ExplanationDrafted { .. } | Event::RegionalExplanationDrafted { .. } => {
            vec![of(Wording::Explanation); 2]
        }
        Event::PartnerTextDrafted { wording, .. } => vec![of(*wording); 2],
        Event::AnswerShared { municipality, field, .. }
        | Event::RegionalAnswerApplied { municipality, field, .. } => {
            both(AnswerKey { municipality: *municipality, field: *field }.into()).into()
        }
        Event::RegionalAnswerPutForward { field, .. } => both(Sheet::Regional(*field)).into(),
        Event::PartnerViewGiven { partner, field, .. }
        | Event::PartnerViewWithdrawn { partner, field, .. } => both(view(partner, *field)).into(),
        Event::DiscussionStarted { views, .. } => {
            views.iter().flat_map(|opened| both(view(&opened.partner, opened.field))).collect()
        }
        _ => vec![],
    };
    // Why an answer was shared only then, a comment, a note, a reason: each stands by itself.
    lines.resize(event.texts().len(), None);
    lines
}

fn in_one_line(text: &GuardedText) -> String {
    text.as_str().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_long(text: &str) -> bool {
    COPY_CHARS_MIN <= text.chars().count()
}

/// Returns every stretch of a text that is as long as a copy must be.
fn passages(text: &str) -> impl Iterator<Item = &str> {
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let count = starts.len().saturating_sub(COPY_CHARS_MIN);
    (0..count).map(move |at| &text[starts[at]..starts[at + COPY_CHARS_MIN]])
}
