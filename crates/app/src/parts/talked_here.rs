//! How much is said about a question, as a way to where it stands.

use std::sync::Arc;

use domain::rights::{Ability, demand};
use domain::{About, OrganisationId, PersonId, QuestionId, ReadMarks, Region, RegionId};
use leptos::prelude::*;

use crate::page::Table;
use crate::parts::address;
use crate::session::{Session, use_session};
use crate::words::Words;

/// What is said about a question, as far as it is not dealt with, and how many threads are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Count {
    said: usize,
    new: usize,
    resolved: usize,
}

impl Count {
    fn of(region: &Region, question: QuestionId, read: &ReadMarks, reader: PersonId) -> Count {
        let mut count = Count::default();
        for (_, thread) in region.threads_about(question) {
            if thread.resolved.is_some() {
                count.resolved += 1;
                let last = read.new_in(thread, reader).last();
                count.new += usize::from(last.is_some() && thread.still_speaks());
                continue;
            }
            count.said += thread.comments.len();
            count.new += read.new_in(thread, reader).count();
        }
        count
    }
}

/// What a reader may know and do about what is said.
#[derive(Clone)]
pub struct Reader {
    /// Up to where they read it; nothing where the page does not say what is new.
    pub read: Option<Arc<ReadMarks>>,
    /// Whether they may say something that everyone reads.
    pub may_comment: bool,
}

impl Reader {
    /// Returns what the reader of a page may.
    pub fn of(table: &Table) -> Self {
        let may_comment = demand(&table.insider.actor(), Ability::Comment).is_ok();
        Reader { read: table.read.clone().map(Arc::new), may_comment }
    }

    fn count(&self, session: Session, question: QuestionId) -> Memo<(RegionId, Count)> {
        let (me, read) = (session.insider().person(), self.read.clone());
        session.memo(move |reader| {
            let region = reader.talk(question);
            let nothing = ReadMarks::default();
            let count = Count::of(region, question, read.as_deref().unwrap_or(&nothing), me);
            let new = if read.is_some() { count.new } else { 0 };
            (region.id, Count { new, ..count })
        })
    }
}

/// Links to what is said about a question; where nothing is, to the form that says something about the
/// answer of `owner`.
pub fn link(
    words: Words,
    question: QuestionId,
    owner: OrganisationId,
    reader: &Reader,
) -> impl IntoView + use<> {
    let count = reader.count(use_session(), question);
    let may_comment = reader.may_comment;
    move || {
        let (region, Count { said, new, resolved }) = count.get();
        let there = address::talk(region, question, None);
        let (href, text) = match (said, resolved) {
            (0, 0) if !may_comment => return None,
            (0, 0) => (
                address::talk(region, question, Some(About::Of(owner))),
                words.comment_summary().to_owned(),
            ),
            (0, resolved) => (there, words.resolved_threads(resolved)),
            (said, _) => (there, words.comment_count(said)),
        };
        let hidden = words.at_question(question);
        Some(
            view! { <a class="nl-link kt-screen-only" href=href>{text}<span class="kt-hidden">{hidden}</span></a>{newness(words, new)} },
        )
    }
}

/// Links to the comments on this very page, with how many there are and what is new.
pub fn jump(words: Words, question: QuestionId, reader: &Reader) -> impl IntoView + use<> {
    let count = reader.count(use_session(), question);
    move || {
        let (_, Count { said, new, .. }) = count.get();
        let said = (0 < said).then(|| format!(" ({said})"));
        view! { <span><a class="nl-link" href="#opmerkingen">{words.comments()}{said}</a>{newness(words, new)}</span> }
    }
}

fn newness(words: Words, new: usize) -> Option<impl IntoView + use<>> {
    (0 < new).then(|| view! { " "<strong class="kt-new">{words.new_count(new)}</strong> })
}
