//! What people say to each other about a question, and the notes of the reader's own organisation.

mod thread;
mod writing;

use std::sync::Arc;

use domain::rights::{Ability, demand};
use domain::{About, Moment, QuestionId, ReadMarks, Readers, Refusal, Thread, ThreadId};
use leptos::prelude::*;

use super::Asking;
use crate::form::CommentDeed;
use crate::page::{QuestionPage, Table, TalkPage};
use crate::parts::carried;
use crate::parts::summary::{ErrorLine, errors};
use crate::parts::work::Around;
use crate::session::use_session;

/// What the parts of this section share.
#[derive(Clone)]
pub(super) struct Talking {
    around: Around,
    question: QuestionId,
    /// Up to where the reader read it; nothing where the page does not say what is new.
    read: Option<Arc<ReadMarks>>,
    /// Whether the reader may say something that everyone reads.
    may_comment: bool,
    /// Who reads the notes of the reader, if they write any.
    notes_for: Option<Readers>,
    /// What a thread may be about here.
    choices: Vec<About>,
    token: String,
    page: TalkPage,
}

impl Talking {
    /// Returns what a page knows around what is said.
    pub(super) fn around(&self) -> &Around {
        &self.around
    }

    pub(super) fn new(asking: &Asking, table: &Table, page: &QuestionPage, now: Moment) -> Self {
        let may = |ability| demand(&table.insider.actor(), ability).is_ok();
        let region = &table.region;
        let mut choices = vec![About::Question];
        choices.extend((!asking.regional.is_empty()).then_some(About::Regional));
        choices.extend(region.municipalities().into_iter().map(About::Of));
        let partners = region.participations.keys().copied().filter(|id| region.is_partner(*id));
        choices.extend(partners.map(About::Of));
        let is_asked = !asking.asked.is_empty();
        Talking {
            around: Around::new(asking.words, table, use_session(), now),
            question: page.question,
            read: table.read.clone().map(Arc::new),
            may_comment: is_asked && may(Ability::Comment),
            notes_for: table.notes_for().filter(|_| is_asked),
            choices,
            token: asking.token.clone(),
            page: page.talk.clone(),
        }
    }

    fn is_partner(&self, about: About) -> bool {
        let session = self.around.session;
        let is_partner =
            |owner| session.read(|reader| untrack(|| reader.structure()).is_or_was_partner(owner));
        about.owner().is_some_and(is_partner)
    }
}

/// Shows the section.
pub(super) fn section(talking: &Talking) -> AnyView {
    let (words, question) = (talking.around.words, talking.question);
    let session = talking.around.session;
    let threads = session.memo(move |reader| {
        let all = reader.talk(question).threads_about(question).into_iter();
        all.map(|(id, thread)| (id, thread.clone())).collect::<Vec<(ThreadId, Thread)>>()
    });
    let ids = Memo::new(move |_| {
        threads.with(|all| all.iter().map(|(id, _)| *id).collect::<Vec<ThreadId>>())
    });
    let help = match talking.notes_for {
        Some(Readers::Within(None)) => Some(words.comments_are_for_all_coordinator()),
        Some(_) => Some(words.comments_are_for_all()),
        None => None,
    };
    let nothing = move || {
        ids.with(Vec::is_empty).then(|| view! { <p class="kt-nothing">{words.no_comments()}</p> })
    };
    let each = {
        let talking = talking.clone();
        move |id: ThreadId| thread::shown(&talking, id, threads)
    };
    let done = talking.page.done.map(|done| {
        view! { <p class="kt-notice" role="status">{words.comment_done(done)}</p> }
    });
    view! {
        <section class="kt-section" id="opmerkingen" aria-labelledby="h-opmerkingen">
            <h2 class="nl-heading nl-heading--level-2" id="h-opmerkingen">{words.comments()}</h2>
            <div class="kt-flow">
                {done}
                {help.map(|help| view! { <p class="kt-measure kt-soft">{help}</p> })}
                {nothing}
                <ul class="kt-plain kt-entries kt-threads">
                    // A thread stays in the page, with what is typed in it, whatever happens beside it.
                    <For each=move || ids.get() key=|id| *id let:id>{each(id)}</For>
                </ul>
                {writing::beginnings(talking)}
            </div>
        </section>
    }
    .into_any()
}

/// Says above the page that a form was not taken in, and why.
pub(super) fn not_taken_in(talking: &Talking) -> Option<AnyView> {
    let refused = talking.page.refused.as_ref()?;
    let (words, session) = (talking.around.words, talking.around.session);
    let readers = match (refused.form.deed, refused.form.deed.thread()) {
        (CommentDeed::StartNote, _) => talking.notes_for,
        (_, Some(id)) => session.read(|reader| {
            let threads = &untrack(|| reader.talk(talking.question)).threads;
            threads.get(&id).map(|thread| thread.topic.readers)
        }),
        (_, None) => Some(Readers::Everyone),
    };
    let may_write = readers.is_some_and(|readers| talking.may_write(readers));
    // Who may not write there has no form to go on in.
    let (is_start, is_note) = match refused.form.deed {
        CommentDeed::Start => (true, false),
        CommentDeed::StartNote => (true, true),
        _ => (false, readers.is_some_and(Readers::are_internal)),
    };
    let title = match (refused.form.deed, is_note) {
        _ if !is_start && refused.form.text.is_blank() => words.answer_not_taken_in(),
        (_, true) => words.note_not_taken_in(),
        (_, false) => words.comment_not_taken_in(),
    };
    let goes_on = may_write && !matches!(refused.refusal, Refusal::NotHere | Refusal::NoRound);
    let text = words.refusal(&refused.refusal, &talking.around.names);
    let anchor = goes_on.then(|| writing::anchor(refused));
    let lines = vec![ErrorLine { anchor, text }];
    let errors = errors(title.to_owned(), words.errors_follow(), lines);
    let text = (!goes_on).then(|| carried::note(words, refused.form.text.as_str()));
    Some(view! { {errors}{text} }.into_any())
}

impl Talking {
    /// Returns whether the reader may say something to these.
    fn may_write(&self, readers: Readers) -> bool {
        match readers {
            Readers::Everyone => self.may_comment,
            Readers::Within(_) => self.notes_for == Some(readers),
        }
    }
}
