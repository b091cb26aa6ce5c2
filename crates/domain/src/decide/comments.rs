//! Judges comments: start a thread, add to it, resolve it, reopen it.

use std::collections::BTreeSet;

use super::own_questions::must_stand;
use super::{COMMENT_CHARS_MAX, COMMENTS_MAX, MENTIONS_MAX, THREADS_MAX, Verdict, guarded};
use crate::actor::Actor;
use crate::comment::{About, Mention, Readers, Thread, Topic};
use crate::event::Event;
use crate::ids::{CommandId, ThreadId};
use crate::refusal::Refusal;
use crate::region::Region;
use crate::rights::{Ability, demand};
use crate::text::{GuardedText, TypedText};

pub(super) fn start(
    region: &Region,
    actor: &Actor,
    command: CommandId,
    topic: Topic,
    text: &TypedText,
    mentions: &BTreeSet<Mention>,
) -> Verdict {
    demand(actor, ability(topic.readers))?;
    region.round().ok_or(Refusal::NoRound)?;
    must_stand(region, topic.question)?;
    if !is_here(region, &topic) {
        return Err(Refusal::NotHere);
    }
    // Counted among those who read it: a limit must not tell of the notes of others.
    let open = |(_, thread): &(ThreadId, &Thread)| {
        thread.topic.readers == topic.readers && thread.resolved.is_none()
    };
    let threads = region.threads_about(topic.question);
    if THREADS_MAX <= threads.iter().filter(|thread| open(thread)).count() {
        return Err(Refusal::TooManyThreads { max: THREADS_MAX });
    }
    let text = said(text)?;
    let mentions = reached(region, topic, mentions)?;
    let thread = ThreadId(command.creates("thread"));
    Ok(vec![Event::ThreadStarted { thread, topic, text, mentions }])
}

/// Whoever says more about something that was dealt with opens it again.
pub(super) fn add(
    region: &Region,
    actor: &Actor,
    thread: ThreadId,
    text: &TypedText,
    mentions: &BTreeSet<Mention>,
) -> Verdict {
    let found = visible(region, actor, thread)?;
    must_stand(region, found.topic.question)?;
    if COMMENTS_MAX <= found.comments.len() {
        return Err(Refusal::ThreadIsFull { max: COMMENTS_MAX });
    }
    let (topic, text) = (found.topic, said(text)?);
    let mentions = reached(region, topic, mentions)?;
    Ok(vec![Event::CommentAdded { thread, topic, text, mentions }])
}

/// Last words and the end of a thread go together: both or none.
pub(super) fn resolve(
    region: &Region,
    actor: &Actor,
    (thread, seen): (ThreadId, u64),
    words: &TypedText,
    mentions: &BTreeSet<Mention>,
) -> Verdict {
    let found = visible(region, actor, thread)?;
    let me = actor.author().person;
    let others = found.comments.iter().filter(|comment| comment.by.person != me);
    if others.map(|comment| comment.seq).any(|seq| seen < seq) {
        return Err(Refusal::ThreadWentOn);
    }
    // Whoever is named reads something.
    let mut events = match words.is_blank() && mentions.is_empty() {
        true => vec![],
        false => add(region, actor, thread, words, mentions)?,
    };
    if found.resolved.is_none() || !events.is_empty() {
        events.push(Event::ThreadResolved { thread, topic: found.topic });
    }
    Ok(events)
}

pub(super) fn reopen(region: &Region, actor: &Actor, thread: ThreadId) -> Verdict {
    let found = visible(region, actor, thread)?;
    let topic = found.topic;
    match found.resolved {
        None => Ok(vec![]),
        Some(_) => Ok(vec![Event::ThreadReopened { thread, topic }]),
    }
}

/// Returns what it takes to say something to these readers.
fn ability(readers: Readers) -> Ability {
    match readers {
        Readers::Everyone => Ability::Comment,
        Readers::Within(of) => Ability::NoteWithin(of),
    }
}

/// Returns whether the present round asks the question, and has what the thread is about.
fn is_here(region: &Region, topic: &Topic) -> bool {
    let Topic { question, about, .. } = *topic;
    let mut fields = region.fields().filter(|field| field.question == question).peekable();
    if fields.peek().is_none() {
        return false;
    }
    match about {
        About::Question => true,
        About::Regional => fields.any(|field| region.is_regional(field)),
        About::Of(owner) => region.takes_part(owner),
    }
}

/// Finds a thread that the actor may say something in; one that they may not see looks like none.
fn visible<'r>(region: &'r Region, actor: &Actor, thread: ThreadId) -> Result<&'r Thread, Refusal> {
    let found = region.threads.get(&thread).ok_or(Refusal::NotHere)?;
    if !found.topic.readers.include(&actor.viewer()) {
        return Err(Refusal::NotHere);
    }
    demand(actor, ability(found.topic.readers))?;
    Ok(found)
}

/// Takes what somebody says.
fn said(typed: &TypedText) -> Result<GuardedText, Refusal> {
    let text = guarded(typed, COMMENT_CHARS_MAX)?;
    if text.is_blank() { Err(Refusal::CommentMissing) } else { Ok(text) }
}

/// Takes whose attention is asked for: those who can read it. Whether a person can is for the server
/// to say as well, because people are not in the journal.
fn reached(
    region: &Region,
    topic: Topic,
    mentions: &BTreeSet<Mention>,
) -> Result<BTreeSet<Mention>, Refusal> {
    if MENTIONS_MAX < mentions.len() {
        return Err(Refusal::TooManyMentions { max: MENTIONS_MAX });
    }
    let reads = |mention: &Mention| match mention {
        Mention::Organisation(id) => !topic.readers.are_internal() && region.takes_part(*id),
        Mention::Person(_) => true,
    };
    if mentions.iter().all(reads) {
        Ok(mentions.clone())
    } else {
        Err(Refusal::MentionedCannotRead)
    }
}
