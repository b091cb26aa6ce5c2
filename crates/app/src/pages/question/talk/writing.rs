//! The forms with which somebody says something: a new thread, a note, a reply, and what ends one.

use std::collections::BTreeSet;

use domain::{Mention, OrganisationId, Readers, Refusal, ThreadId, Topic};
use leptos::prelude::*;

use super::Talking;
use crate::form::comments::{self, about_code, mention_code};
use crate::form::{self, CommentDeed};
use crate::page::RefusedComment;
use crate::parts::address;
use crate::parts::note_form::{self, TextArea};

/// Returns the id of the text area of a form.
pub(super) fn input(deed: CommentDeed) -> String {
    match deed {
        CommentDeed::Start => "opmerking".to_owned(),
        CommentDeed::StartNote => "notitie".to_owned(),
        CommentDeed::Add(thread) => format!("reactie-{thread}"),
        CommentDeed::Resolve(thread) | CommentDeed::Reopen(thread) => format!("draad-{thread}"),
    }
}

/// The ways to begin a thread: for everyone, and within one's own organisation.
pub(super) fn beginnings(talking: &Talking) -> AnyView {
    let words = talking.around.words;
    let comment = talking.may_comment.then(|| {
        let help = words.comment_help().to_owned();
        beginning(talking, CommentDeed::Start, Readers::Everyone, words.comment_summary(), help)
    });
    let note = talking.notes_for.map(|readers| {
        let Readers::Within(own) = readers else { return ().into_any() };
        let help = words.note_readers(own, &talking.around.names);
        beginning(talking, CommentDeed::StartNote, readers, words.note_summary(), help)
    });
    view! { <div class="kt-screen-only">{comment}{note}</div> }.into_any()
}

fn beginning(
    talking: &Talking,
    deed: CommentDeed,
    readers: Readers,
    summary: &'static str,
    help: String,
) -> AnyView {
    let words = talking.around.words;
    let (label, button) = match deed {
        CommentDeed::StartNote => (words.note_label(), words.note_button()),
        _ => (words.comment_label(), words.comment_button()),
    };
    let refused = refused(talking, deed);
    let opens = talking.page.opens.filter(|_| deed == CommentDeed::Start);
    let chosen = refused.map(|refused| refused.form.about).or(opens).unwrap_or_default();
    let options = talking.choices.iter().map(|about| {
        let text = words.talk_choice(*about, &talking.around.names, talking.is_partner(*about));
        view! { <option value=about_code(*about) selected=*about == chosen>{text}</option> }
    });
    let select = format!("over-{}", input(deed));
    let about = view! {
        <div>
            <label class="utrecht-form-label kt-label" for=select.clone()>{words.talk_about()}</label>
            <select class="utrecht-select utrecht-select--html-select" id=select name=comments::ABOUT>
                {options.collect_view()}
            </select>
        </div>
    };
    let inside = Inside { deed, readers, label, button, before: about.into_any(), help: None };
    let id = if deed == CommentDeed::Start { "schrijf" } else { "schrijf-notitie" };
    view! {
        <details class="kt-disclose" id=id open=refused.is_some() || opens.is_some()>
            <summary>{summary}</summary>
            <div class="kt-flow-tight">
                <p class="kt-measure kt-soft">{help}</p>
                {shown(talking, inside)}
            </div>
        </details>
    }
    .into_any()
}

/// The form to say something more in a thread.
pub(super) fn reply(talking: &Talking, thread: ThreadId, topic: Topic) -> AnyView {
    let words = talking.around.words;
    let deed = CommentDeed::Add(thread);
    let button = match topic.readers {
        Readers::Everyone => words.reply_button(),
        Readers::Within(_) => words.note_reply_button(),
    };
    let inside = Inside {
        deed,
        readers: topic.readers,
        label: words.reply_label(),
        button,
        before: ().into_any(),
        help: Some(words.mention_answered()),
    };
    let is_refused = refused(talking, deed).is_some();
    view! {
        <details class="kt-disclose kt-screen-only" open=is_refused>
            <summary>{words.reply_summary()}</summary>
            <div>{shown(talking, inside)}</div>
        </details>
    }
    .into_any()
}

/// The button that says that a thread is dealt with, or opens it again.
pub(super) fn turn(talking: &Talking, thread: ThreadId, is_done: bool) -> AnyView {
    let (words, session) = (talking.around.words, talking.around.session);
    let (deed, text) = match is_done {
        false => (CommentDeed::Resolve(thread), words.resolve_button()),
        true => (CommentDeed::Reopen(thread), words.reopen_button()),
    };
    let (submit, not_sent) = note_form::sending(words, session, None);
    view! {
        <form class="kt-screen-only" method="post" action=address::comments(talking.around.region, talking.question) on:submit=submit>
            {note_form::hidden(session, &talking.token)}
            <button class="nl-button nl-button--secondary nl-button--small" type="submit" name=form::DO value=deed.code()>
                <span class="nl-button__label">{text}</span>
            </button>
            {not_sent}
        </form>
    }
    .into_any()
}

/// What one form holds.
struct Inside {
    deed: CommentDeed,
    readers: Readers,
    label: &'static str,
    button: &'static str,
    before: AnyView,
    help: Option<&'static str>,
}

fn refused(talking: &Talking, deed: CommentDeed) -> Option<&RefusedComment> {
    talking.page.refused.as_ref().filter(|refused| refused.form.deed == deed)
}

fn shown(talking: &Talking, inside: Inside) -> AnyView {
    let Inside { deed, readers, label, button, before, help } = inside;
    let (words, session) = (talking.around.words, talking.around.session);
    let refused = refused(talking, deed);
    let about_names = refused.is_some_and(|refused| is_about_names(&refused.refusal));
    let error = refused.map(|refused| words.refusal(&refused.refusal, &talking.around.names));
    let form = refused.map(|refused| &refused.form);
    let typed = form.map(|form| form.text.0.clone()).unwrap_or_default();
    let ticked = form.map(|form| form.mentions.clone()).unwrap_or_default();
    let boxes = Boxes { of: input(deed), readers, ticked };
    let area = TextArea { id: input(deed), label, typed, error };
    let area = note_form::text_area(words, session, area);
    let (submit, not_sent) = note_form::sending(words, session, Some(input(deed)));
    view! {
        <form method="post" action=address::comments(talking.around.region, talking.question) novalidate autocomplete="off"
            class="kt-flow" on:submit=submit>
            {note_form::hidden(session, &talking.token)}
            {before}
            {area}
            {mentions(talking, &boxes, about_names, help)}
            {not_sent}
            <p class="kt-actions">
                <button class="nl-button nl-button--primary" type="submit" name=form::DO value=deed.code()>
                    <span class="nl-button__label">{button}</span>
                </button>
            </p>
        </form>
    }
    .into_any()
}

fn is_about_names(refusal: &Refusal) -> bool {
    matches!(refusal, Refusal::MentionedCannotRead | Refusal::TooManyMentions { .. })
}

/// The boxes with those who can read it: organisations with their people, or one's own colleagues.
struct Boxes {
    /// The text area of their form, by its id.
    of: String,
    readers: Readers,
    /// What was ticked before.
    ticked: BTreeSet<Mention>,
}

impl Boxes {
    fn one(&self, mention: Mention, name: String, class: &'static str) -> AnyView {
        let checked = self.ticked.contains(&mention);
        let code = mention_code(mention);
        let id = format!("noem-{}-{}", self.of, code.replace(':', "-"));
        let label = id.clone();
        view! {
            <label class=class for=label>
                <input class="utrecht-checkbox utrecht-checkbox--html-input" type="checkbox" id=id name=comments::MENTION
                    value=code checked=checked/>
                {name}
            </label>
        }
        .into_any()
    }
}

fn mentions(
    talking: &Talking,
    boxes: &Boxes,
    open: bool,
    help: Option<&'static str>,
) -> Option<AnyView> {
    let words = talking.around.words;
    let lists: Vec<AnyView> = organisations(talking, boxes.readers)
        .into_iter()
        .filter_map(|organisation| group(talking, boxes, organisation))
        .collect();
    if lists.is_empty() {
        return None;
    }
    Some(
        view! {
            <details class="kt-small" open=open || !boxes.ticked.is_empty()>
                <summary>{words.mention_summary()}</summary>
                <fieldset class="kt-top-3">
                    <legend>{words.mention_legend()}</legend>
                    <p class="kt-hint">{words.mention_help()}" "{help}</p>
                    <div class="kt-names" tabindex="0" role="group" aria-label=words.about_whom()>{lists}</div>
                </fieldset>
            </details>
        }
        .into_any(),
    )
}

/// Returns the organisations whose people may read it, by name.
fn organisations(talking: &Talking, readers: Readers) -> Vec<OrganisationId> {
    let around = &talking.around;
    let places = around.colleagues.values().filter_map(|colleague| colleague.member);
    let of_readers = places.filter(|place| readers.include(&place.viewer()));
    let mut all: BTreeSet<OrganisationId> = of_readers.map(|place| place.organisation).collect();
    if readers == Readers::Everyone {
        let known = around.session.read(|reader| {
            untrack(|| reader.structure()).participations.keys().copied().collect::<Vec<_>>()
        });
        all.extend(known);
    }
    let mut all: Vec<OrganisationId> = all.into_iter().collect();
    all.sort_by_key(|id| around.words.organisation(&around.names, *id));
    all
}

/// The boxes of one organisation and of its people.
fn group(talking: &Talking, boxes: &Boxes, organisation: OrganisationId) -> Option<AnyView> {
    let around = &talking.around;
    let (me, readers) = (around.session.member().person, boxes.readers);
    let whole = (readers == Readers::Everyone).then(|| {
        let name = around.words.organisation(&around.names, organisation);
        boxes.one(Mention::Organisation(organisation), name, BOX)
    });
    let people = around.colleagues.iter().filter(|(person, colleague)| {
        let place = colleague.member.filter(|place| place.organisation == organisation);
        **person != me && place.is_some_and(|place| readers.include(&place.viewer()))
    });
    let people: Vec<AnyView> = people
        .map(|(person, it)| boxes.one(Mention::Person(*person), it.name.clone(), BOX_WITHIN))
        .collect();
    (whole.is_some() || !people.is_empty()).then(|| view! { <div>{whole}{people}</div> }.into_any())
}

const BOX: &str = "utrecht-form-label utrecht-form-label--checkbox kt-choice";
const BOX_WITHIN: &str =
    "utrecht-form-label utrecht-form-label--checkbox kt-choice kt-choice--within";
