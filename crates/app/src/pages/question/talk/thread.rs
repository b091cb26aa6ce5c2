//! One thread: what was said in it, and what the reader can do about it.

use domain::{Cause, Comment, Mention, Readers, Thread, ThreadId};
use leptos::prelude::*;

use super::{Talking, writing};
use crate::parts::work::name;
use crate::parts::{actions_here, removed, written};
use crate::words::{capital, machine_time};

/// Shows a thread: what was said follows it live; the form, with what is typed in it, stays.
pub(super) fn shown(
    talking: &Talking,
    id: ThreadId,
    threads: Memo<Vec<(ThreadId, Thread)>>,
) -> Option<AnyView> {
    let found = Memo::new(move |_| {
        threads.with(|all| all.iter().find(|(known, _)| *known == id).map(|(_, it)| it.clone()))
    });
    let topic = found.with_untracked(|found| found.as_ref().map(|thread| thread.topic))?;
    let around = &talking.around;
    let words = around.words;
    let title = words.thread_title(topic.about, &around.names, talking.is_partner(topic.about));
    let readers = match topic.readers {
        Readers::Everyone => None,
        Readers::Within(own) => Some(words.note_readers(own, &around.names)),
    };
    let readers = readers.map(|readers| {
        view! { <p class="kt-small"><strong>{capital(words.internal_note())}</strong>". "{readers}</p> }
    });
    let class = if readers.is_some() { "kt-note kt-flow-tight" } else { "kt-flow-tight" };
    let is_done = Memo::new(move |_| {
        found.with(|found| found.as_ref().is_some_and(|thread| thread.resolved.is_some()))
    });
    let said = {
        let talking = talking.clone();
        move || found.get().map(|thread| said(&talking, &thread))
    };
    let seen = Memo::new(move |_| {
        let last = |thread: &Thread| thread.comments.last().map(|last| last.seq);
        found.with(|found| found.as_ref().and_then(last)).unwrap_or_default()
    });
    let begun = found.with_untracked(|found| {
        let first = found.as_ref()?.comments.first()?;
        let who = name(around, first.by.organisation, first.by.person);
        Some(words.begun_by(&who, &words.day(first.at)))
    });
    let of = format!("{title}, {}", begun.clone().unwrap_or_default());
    let begun = begun.map(|begun| view! { <span class="kt-hidden">", "{begun}</span> });
    let make = (topic.readers == Readers::Everyone).then(|| {
        let cause = Cause::Thread { thread: id, question: topic.question };
        actions_here::make_of(around, &cause, of.clone())
    });
    let form = talking
        .may_write(topic.readers)
        .then(|| writing::reply(talking, writing::Of { id, topic, name: of, is_done, seen }));
    Some(
        view! {
            <li id=format!("draad-{id}") class=class tabindex="-1">
                <h3 class="nl-heading nl-heading--level-3">{title}{begun}</h3>
                {readers}
                {said}
                {make}
                {form}
            </li>
        }
        .into_any(),
    )
}

/// What was said; behind a click once it is dealt with.
fn said(talking: &Talking, thread: &Thread) -> AnyView {
    let around = &talking.around;
    let words = around.words;
    let reader = around.session.insider().person();
    let read = talking.read.as_ref();
    let new: Vec<u64> = read
        .map_or(vec![], |read| read.new_in(thread, reader).map(|comment| comment.seq).collect());
    let comments = thread.comments.iter();
    let comments = comments.map(|comment| said_once(talking, comment, new.contains(&comment.seq)));
    let comments = comments.collect_view();
    let list = view! { <ol class="kt-comments">{comments}</ol> };
    match thread.resolved {
        None => list.into_any(),
        Some(resolved) => {
            let who = name(around, resolved.by.organisation, resolved.by.person);
            let line = words.resolved_by(&who, &words.day(resolved.at));
            let count = words.comment_count(thread.comments.len());
            view! {
                <p class="kt-small">{line}</p>
                <details class="kt-small"><summary>{words.read_thread()}" ("{count}")"</summary>{list}</details>
            }
            .into_any()
        }
    }
}

fn said_once(talking: &Talking, comment: &Comment, is_new: bool) -> impl IntoView + use<> {
    let around = &talking.around;
    let words = around.words;
    let new = is_new.then(|| {
        view! { " "<strong class="kt-new">{words.new_mark()}</strong> }
    });
    let who = capital(&name(around, comment.by.organisation, comment.by.person));
    let mut whom: Vec<String> = comment.mentions.iter().map(|one| called(talking, *one)).collect();
    whom.sort();
    let mentions = (!whom.is_empty())
        .then(|| view! { <p class="kt-small kt-soft">{words.mentions(&whom)}</p> });
    view! {
        <li>
            <p class="kt-small"><strong>{who}</strong>", "<time datetime=machine_time(comment.at)>{words.day(comment.at)}" "{words.time(comment.at)}</time>{new}</p>
            {written::text(words, &comment.text)}
            {mentions}
            {removed::way(words, around.region, comment.seq, comment.by.organisation, &comment.text)}
        </li>
    }
}

/// Names whose attention a comment asks for.
fn called(talking: &Talking, mention: Mention) -> String {
    match mention {
        Mention::Organisation(id) => name(&talking.around, Some(id), None),
        Mention::Person(id) => name(&talking.around, None, Some(id)),
    }
}
