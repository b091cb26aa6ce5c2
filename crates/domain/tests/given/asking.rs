//! What people in the tests ask: commands, made with the region before one's eyes.

use std::collections::BTreeSet;

use domain::{
    About, AnswerKey, AnswerValue, Asked, Aspect, Change, Command, Day, EditionId, FieldId,
    Fingerprint, MarkValue, Mention, OrganisationId, OrganisationKind, PersonId, Readers, Region,
    RequestId, RoundId, Scope, SeenAnswer, Sheet, Subject, Thread, ThreadId, Topic, TypedText,
    ViewKey, Wish, Working, answer::Wording,
};

use super::people::{POLICE, SHELTER, TOWN, VILLAGE, Who, coordinator, system};
use super::{Given, founded, name_of};

/// A command that is made when it is asked, by someone who sees the region as it is then.
pub type Asking = Box<dyn Fn(&Region) -> Command>;

/// What the rounds of the tests ask: every kind of field that the checklist has.
pub const FIELDS: [&str; 7] = ["1.1", "3.2a", "3.2b", "4.1a", "4.1b", "4.2", "5.1"];

/// Returns a region with two municipalities and two partners, before its first round.
pub fn joined() -> Given {
    founded()
        .and(system(), admit(TOWN, OrganisationKind::Municipality))
        .and(system(), admit(VILLAGE, OrganisationKind::Municipality))
        .and(coordinator(), admit_partner(SHELTER, OrganisationKind::WomensShelter, [TOWN]))
        .and(coordinator(), admit_partner(POLICE, OrganisationKind::Police, [TOWN, VILLAGE]))
}

/// Returns a region in its first round.
pub fn region() -> Given {
    joined().and(coordinator(), open_round("2026"))
}

/// Names a field as the checklist does.
pub fn field(text: &str) -> FieldId {
    text.parse().unwrap()
}

/// Names an answer.
pub fn key(municipality: OrganisationId, text: &str) -> AnswerKey {
    AnswerKey { municipality, field: field(text) }
}

/// Returns what a round of the tests asks.
pub fn asked(fields: &[&str]) -> Vec<Asked> {
    let asked = |text: &&str| Asked {
        field: field(text),
        scope: if text.starts_with('4') { Scope::Regional } else { Scope::Municipal },
        substitute: *text == "3.2b",
    };
    fields.iter().map(asked).collect()
}

/// Founds the region.
pub fn found(name: &'static str) -> Asking {
    Box::new(move |_| Command::FoundRegion { name: TypedText::new(name) })
}

/// Admits an organisation that serves nobody.
pub fn admit(organisation: OrganisationId, kind: OrganisationKind) -> Asking {
    admit_partner(organisation, kind, [])
}

/// Ends the part that an organisation takes.
pub fn end_participation(organisation: OrganisationId) -> Asking {
    Box::new(move |_| Command::EndParticipation { organisation })
}

/// Admits a partner that serves these municipalities.
pub fn admit_partner<const N: usize>(
    organisation: OrganisationId,
    kind: OrganisationKind,
    serves: [OrganisationId; N],
) -> Asking {
    let (serves, chain_parties) = (BTreeSet::from(serves), BTreeSet::new());
    Box::new(move |_| Command::Admit {
        organisation,
        kind,
        chain_parties: chain_parties.clone(),
        serves: serves.clone(),
    })
}

/// Opens a round that asks [`FIELDS`].
pub fn open_round(name: &'static str) -> Asking {
    open_round_asking(name, asked(&FIELDS))
}

/// Opens a round that asks this.
pub fn open_round_asking(name: &'static str, asked: Vec<Asked>) -> Asking {
    Box::new(move |region| Command::OpenRound {
        name: TypedText::new(name),
        edition: EditionId("nji-loverboys/v1".to_owned()),
        asked: asked.clone(),
        prepared: region.prepared.as_ref().map(|round| round.id),
    })
}

/// Prepares a round that asks [`FIELDS`].
pub fn prepare_round(name: &'static str) -> Asking {
    Box::new(move |_| Command::PrepareRound {
        name: TypedText::new(name),
        edition: EditionId("nji-loverboys/v1".to_owned()),
        asked: asked(&FIELDS),
    })
}

/// Starts the discussion of the present round.
pub fn start_discussion() -> Asking {
    Box::new(|region| Command::StartDiscussion { round: present_round(region) })
}

/// Agrees until which day municipalities answer in the round that is prepared, else in the present one.
pub fn set_deadline(to: Option<&str>) -> Asking {
    let to = to.map(|day| day.parse().unwrap());
    Box::new(move |region| {
        let round = region.prepared_or_present().unwrap();
        Command::SetDeadline { round: round.id, change: Change { from: round.deadline, to } }
    })
}

/// Returns a region whose round was discussed and closed.
pub fn over(given: Given) -> Given {
    given.and(coordinator(), start_discussion()).and(system(), close_round())
}

/// Closes the present round.
pub fn close_round() -> Asking {
    Box::new(|region| Command::CloseRound { round: present_round(region) })
}

/// Returns the present round.
pub fn present_round(region: &Region) -> RoundId {
    region.round().unwrap().id
}

/// Chooses a value instead of the one that is there.
pub fn choose(of: OrganisationId, text: &str, to: impl Into<Option<AnswerValue>>) -> Asking {
    let (key, to) = (key(of, text), to.into());
    Box::new(move |region| Command::Answer {
        municipality: key.municipality,
        field: key.field,
        change: Change { from: region.working(key).value, to },
    })
}

/// Chooses a value instead of one that was seen earlier.
pub fn choose_from(
    of: OrganisationId,
    text: &str,
    from: impl Into<Option<AnswerValue>>,
    to: impl Into<Option<AnswerValue>>,
) -> Asking {
    let (field, change) = (field(text), Change { from: from.into(), to: to.into() });
    Box::new(move |_| Command::Answer { municipality: of, field, change })
}

/// Writes an explanation instead of the one that is there.
pub fn explain(of: OrganisationId, text: &str, words: &str) -> Asking {
    let (key, typed) = (key(of, text), TypedText::new(words));
    Box::new(move |region| Command::Explain {
        municipality: key.municipality,
        field: key.field,
        base: region.working(key).explanation.fingerprint(),
        text: typed.clone(),
    })
}

/// Writes an explanation, starting from a text that was seen earlier.
pub fn explain_from(of: OrganisationId, text: &str, base: &str, words: &str) -> Asking {
    let (field, base, typed) = (field(text), name_of(base), TypedText::new(words));
    Box::new(move |_| Command::Explain { municipality: of, field, base, text: typed.clone() })
}

/// Marks how it stands instead of the mark that is there.
pub fn mark(
    of: OrganisationId,
    text: &str,
    aspect: Aspect,
    to: impl Into<Option<MarkValue>>,
) -> Asking {
    let (key, to) = (key(of, text), to.into());
    Box::new(move |region| Command::Mark {
        municipality: key.municipality,
        field: key.field,
        aspect,
        change: Change { from: region.working(key).mark(aspect), to },
    })
}

/// Shares answers as they are.
pub fn share(municipality: OrganisationId, fields: &[&str]) -> Asking {
    let seen = seen(municipality, fields);
    Box::new(move |region| Command::Share { municipality, answers: seen(region), why_now: None })
}

/// Shares answers as they are, and says why only now.
pub fn share_late(municipality: OrganisationId, fields: &[&str], why: &str) -> Asking {
    let (seen, why) = (seen(municipality, fields), TypedText::new(why.to_owned()));
    Box::new(move |region| {
        let why_now = Some(why.clone());
        Command::Share { municipality, answers: seen(region), why_now }
    })
}

/// Confirms answers as they are.
pub fn confirm(municipality: OrganisationId, fields: &[&str]) -> Asking {
    let seen = seen(municipality, fields);
    Box::new(move |region| Command::Confirm { municipality, answers: seen(region) })
}

/// Chooses the value of a regional answer instead of the one that is there.
pub fn choose_for_region(text: &str, to: impl Into<Option<AnswerValue>>) -> Asking {
    let (field, to) = (field(text), to.into());
    Box::new(move |region| Command::AnswerForRegion {
        field,
        change: Change { from: region.working(Sheet::Regional(field)).value, to },
    })
}

/// Writes the explanation of a regional answer instead of the one that is there.
pub fn explain_for_region(text: &str, words: &str) -> Asking {
    let (field, typed) = (field(text), TypedText::new(words));
    Box::new(move |region| Command::ExplainForRegion {
        field,
        base: region.working(Sheet::Regional(field)).explanation.fingerprint(),
        text: typed.clone(),
    })
}

/// Puts regional answers forward as they are.
pub fn put_forward(fields: &[&str]) -> Asking {
    let fields: Vec<FieldId> = fields.iter().map(|text| field(text)).collect();
    Box::new(move |region| {
        let seen = |field: &FieldId| region.seen(Sheet::Regional(*field));
        let seen = |field: &FieldId| SeenAnswer { field: *field, seen: seen(field) };
        Command::PutForward { answers: fields.iter().map(seen).collect() }
    })
}

/// Says that the regional answer holds, as it is.
pub fn apply_regional(of: OrganisationId, text: &str) -> Asking {
    let key = key(of, text);
    Box::new(move |region| Command::ApplyRegional {
        municipality: key.municipality,
        field: key.field,
        regional: regional_fingerprint(region, key.field),
        own: region.working(key).fingerprint(),
        said: region.said(key),
    })
}

/// Says that the regional answer does not hold, as it is.
pub fn differ_from_regional(of: OrganisationId, text: &str, why: &str) -> Asking {
    let (key, reason) = (key(of, text), TypedText::new(why));
    Box::new(move |region| Command::DifferFromRegional {
        municipality: of,
        field: key.field,
        regional: regional_fingerprint(region, key.field),
        said: region.said(key),
        reason: reason.clone(),
    })
}

fn regional_fingerprint(region: &Region, field: FieldId) -> Fingerprint {
    region.put_forward(field).map_or(Working::default().fingerprint(), |it| it.fingerprint)
}

/// Names a view.
pub fn view(partner: OrganisationId, text: &str) -> ViewKey {
    ViewKey { partner, field: field(text) }
}

/// Chooses the value of a view instead of the one that is there.
pub fn choose_view(of: OrganisationId, text: &str, to: impl Into<Option<AnswerValue>>) -> Asking {
    let (key, to) = (view(of, text), to.into());
    Box::new(move |region| Command::AnswerAsPartner {
        partner: key.partner,
        field: key.field,
        change: Change { from: region.working(key).value, to },
    })
}

/// Writes a text of a view instead of the one that is there.
pub fn write_view(of: OrganisationId, text: &str, wording: Wording, words: &str) -> Asking {
    let (key, typed) = (view(of, text), TypedText::new(words));
    Box::new(move |region| Command::ExplainAsPartner {
        partner: key.partner,
        field: key.field,
        wording,
        base: region.working(key).text(wording).fingerprint(),
        text: typed.clone(),
    })
}

/// Gives views as they are.
pub fn give_views(partner: OrganisationId, fields: &[&str]) -> Asking {
    let fields: Vec<FieldId> = fields.iter().map(|text| field(text)).collect();
    Box::new(move |region| {
        let seen = |field: &FieldId| region.seen(ViewKey { partner, field: *field });
        let seen = |field: &FieldId| SeenAnswer { field: *field, seen: seen(field) };
        Command::GiveViews { partner, answers: fields.iter().map(seen).collect() }
    })
}

/// Takes a view back as it is.
pub fn withdraw_view(of: OrganisationId, text: &str) -> Asking {
    let key = view(of, text);
    Box::new(move |region| Command::WithdrawView {
        partner: key.partner,
        field: key.field,
        seen: region.working(key).fingerprint(),
    })
}

/// Makes what is asked with this earlier region before one's eyes.
pub fn as_seen_in(earlier: &Given, asking: Asking) -> Asking {
    let command = asking(&earlier.region);
    Box::new(move |_| command.clone())
}

fn seen(of: OrganisationId, fields: &[&str]) -> impl Fn(&Region) -> Vec<SeenAnswer> + 'static {
    let keys: Vec<AnswerKey> = fields.iter().map(|text| key(of, text)).collect();
    move |region| {
        let seen = |key: &AnswerKey| region.seen(*key);
        keys.iter().map(|key| SeenAnswer { field: key.field, seen: seen(key) }).collect()
    }
}

/// Asks a colleague to write a draft for an organisation.
pub fn ask_colleague(of: OrganisationId, colleague: Who, about: &str) -> Asking {
    ask_for(Wish::Draft { of: Some(of), by: person(colleague), about: subject(about) })
}

/// Asks another coordinator to write a draft for the region.
pub fn ask_coordinator(colleague: Who, about: &str) -> Asking {
    ask_for(Wish::Draft { of: None, by: person(colleague), about: subject(about) })
}

/// Asks a partner for its view.
pub fn ask_partner(of: OrganisationId, on: &str) -> Asking {
    ask_for(Wish::View { of, on: on.parse().unwrap() })
}

/// Asks this until 1 December, without a word about it.
pub fn ask_for(wish: Wish) -> Asking {
    Box::new(move |_| Command::MakeRequest {
        wish,
        due: Day::new(2026, 12, 1),
        note: TypedText::new(""),
    })
}

/// Returns what a request is about: a question as in `4.2`, or a check as in `4`.
pub fn subject(text: &str) -> Subject {
    match text.parse() {
        Ok(question) => Subject::Question(question),
        Err(_) => Subject::Check(text.parse().unwrap()),
    }
}

/// Returns the person behind a member.
pub fn person(who: Who) -> PersonId {
    who.actor().author().person.unwrap()
}

/// Returns the request that was made last.
pub fn last_request(region: &Region) -> RequestId {
    region.requests_in_order().last().map(|(id, _)| *id).unwrap_or_default()
}

/// Says that the draft of the last request is ready.
pub fn ready() -> Asking {
    Box::new(|region| Command::ReportReady { request: last_request(region) })
}

/// Asks for changes to what the last request brought.
pub fn request_changes(note: &str) -> Asking {
    let note = TypedText::new(note);
    Box::new(move |region| Command::RequestChanges {
        request: last_request(region),
        note: note.clone(),
    })
}

/// Declines the last request.
pub fn decline(reason: &str) -> Asking {
    let reason = TypedText::new(reason);
    Box::new(move |region| Command::DeclineRequest {
        request: last_request(region),
        reason: reason.clone(),
    })
}

/// Closes the last request.
pub fn close_request() -> Asking {
    Box::new(|region| Command::CloseRequest { request: last_request(region) })
}

/// Names what a thread is about: a question, for everyone.
pub fn topic(question: &str) -> Topic {
    Topic {
        question: question.parse().unwrap(),
        about: About::Question,
        readers: Readers::Everyone,
    }
}

/// The same within an organisation.
pub fn note_of(of: OrganisationId, question: &str) -> Topic {
    Topic { readers: Readers::Within(Some(of)), ..topic(question) }
}

/// Starts a thread that mentions nobody.
pub fn start_thread(topic: Topic, text: &str) -> Asking {
    start_thread_for(topic, text, [])
}

/// Starts a thread.
pub fn start_thread_for<const N: usize>(
    topic: Topic,
    text: &str,
    mentions: [Mention; N],
) -> Asking {
    let (text, mentions) = (TypedText::new(text), BTreeSet::from(mentions));
    Box::new(move |_| Command::StartThread {
        topic,
        text: text.clone(),
        mentions: mentions.clone(),
    })
}

/// Returns the thread in which something was said last.
pub fn last_thread(region: &Region) -> ThreadId {
    let last = |thread: &Thread| thread.comments.last().map(|comment| comment.seq);
    let found = region.threads.iter().max_by_key(|(_, thread)| last(thread));
    found.map(|(id, _)| *id).unwrap_or_default()
}

/// Says something in the last thread that mentions nobody.
pub fn add_comment(text: &str) -> Asking {
    add_comment_for(text, [])
}

/// Says something in the last thread.
pub fn add_comment_for<const N: usize>(text: &str, mentions: [Mention; N]) -> Asking {
    let (text, mentions) = (TypedText::new(text), BTreeSet::from(mentions));
    Box::new(move |region| Command::AddComment {
        thread: last_thread(region),
        text: text.clone(),
        mentions: mentions.clone(),
    })
}

/// Says that the last thread is dealt with, as it is.
pub fn resolve() -> Asking {
    resolve_saying("")
}

/// Says something, and that the last thread is dealt with by it.
pub fn resolve_saying(words: &str) -> Asking {
    let words = TypedText::new(words);
    Box::new(move |region| {
        let thread = last_thread(region);
        let last = region.threads.get(&thread).and_then(|thread| thread.comments.last());
        let seen = last.map_or(0, |last| last.seq);
        Command::ResolveThread { thread, seen, words: words.clone(), mentions: [].into() }
    })
}

/// Opens the last thread again.
pub fn reopen() -> Asking {
    Box::new(|region| Command::ReopenThread { thread: last_thread(region) })
}
