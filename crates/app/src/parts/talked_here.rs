//! How much is said about a question, as a way to where it stands.

use std::sync::Arc;

use domain::{About, OrganisationId, PersonId, QuestionId, ReadMarks, Region};
use leptos::prelude::*;

use crate::parts::address;
use crate::session::use_session;
use crate::words::Words;

/// What is said about a question, as far as it is not dealt with.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Count {
    said: usize,
    new: usize,
}

impl Count {
    fn of(region: &Region, question: QuestionId, read: &ReadMarks, reader: PersonId) -> Count {
        let mut count = Count::default();
        for (_, thread) in region.threads_about(question) {
            if thread.resolved.is_some() {
                continue;
            }
            count.said += thread.comments.len();
            count.new += read.new_in(thread, reader).count();
        }
        count
    }
}

/// Links to what is said about a question, with the form for the answer of `owner` where nothing is.
pub fn link(
    words: Words,
    question: QuestionId,
    owner: OrganisationId,
    read: Option<Arc<ReadMarks>>,
) -> impl IntoView {
    let session = use_session();
    let me = session.member().person;
    let count = session.memo(move |reader| {
        let region = reader.talk(question);
        let nothing = ReadMarks::default();
        let count = Count::of(region, question, read.as_deref().unwrap_or(&nothing), me);
        (region.id, if read.is_some() { count } else { Count { new: 0, ..count } })
    });
    move || {
        let (region, Count { said, new }) = count.get();
        let (href, text) = match said {
            0 => (
                address::talk(region, question, Some(About::Of(owner))),
                words.comment_summary().to_owned(),
            ),
            _ => (address::talk(region, question, None), words.comment_count(said)),
        };
        let new = (0 < new).then(|| {
            view! { " "<strong class="kt-new">{words.new_count(new)}</strong> }
        });
        let hidden = words.at_question(question);
        view! { <a class="nl-link kt-screen-only" href=href>{text}<span class="kt-hidden">{hidden}</span></a>{new} }
    }
}
