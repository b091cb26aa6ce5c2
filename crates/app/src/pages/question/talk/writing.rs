//! The forms with which somebody says something: a new thread, a note, a reply, and what ends one.

use std::collections::BTreeSet;

use domain::{Member, Mention, OrganisationId, Readers, Refusal, ThreadId, Topic};
use leptos::prelude::*;

use super::Talking;
use crate::form::comments::{self, about_code, mention_code};
use crate::form::requests::NOTE;
use crate::form::{self, CommentDeed};
use crate::page::RefusedComment;
use crate::parts::address;
use crate::parts::note_form::{NoteForm, TextArea};
use crate::parts::objection::Wrong;

/// Returns the id of the text area of a form.
pub(super) fn input(deed: CommentDeed) -> String {
    match deed {
        CommentDeed::Start => "opmerking".to_owned(),
        CommentDeed::StartNote => "notitie".to_owned(),
        CommentDeed::Add(thread) | CommentDeed::Resolve(thread) | CommentDeed::Reopen(thread) => {
            format!("reactie-{thread}")
        }
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
    let sent = refused(talking, deed);
    let opens = talking.page.opens.filter(|_| deed == CommentDeed::Start);
    let chosen = sent.map(|sent| sent.form.about).or(opens).unwrap_or_default();
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
    let (words, session) = (talking.around.words, talking.around.session);
    let typed = sent.map(|sent| sent.form.text.clone()).unwrap_or_default();
    let form = NoteForm::with_text(words, session, input(deed), typed);
    let boxes = Boxes::new(deed, readers, sent);
    let (hint, wrong) = (words.request_note_hint(), wrong_text(talking, sent));
    let area = form.text_area(TextArea { name: NOTE, label, hint, wrong, of: None });
    let id = if deed == CommentDeed::Start { "schrijf" } else { "schrijf-notitie" };
    view! {
        <details class="kt-disclose" id=id open=sent.is_some() || opens.is_some()>
            <summary>{summary}</summary>
            <div class="kt-flow-tight">
                <p class="kt-measure kt-soft">{help}</p>
                <form method="post" action=address::comments(talking.around.region, talking.question) novalidate autocomplete="off"
                    class="kt-flow" on:submit=form.submit()>
                    {form.hidden(&talking.token)}
                    {about}
                    {area}
                    {mentions(talking, &boxes, sent, None)}
                    {form.not_sent()}
                    <p class="kt-actions">
                        <button class="nl-button nl-button--primary" type="submit" name=form::DO value=deed.code()>
                            <span class="nl-button__label">{button}</span>
                        </button>
                    </p>
                </form>
            </div>
        </details>
    }
    .into_any()
}

/// The thread that a form is about.
pub(super) struct Of {
    pub(super) id: ThreadId,
    pub(super) topic: Topic,
    /// What names it among others.
    pub(super) name: String,
    pub(super) is_done: Memo<bool>,
    /// The last entry on the screen.
    pub(super) seen: Memo<u64>,
}

/// The form to say something more in a thread, and that it is dealt with: what was typed goes along
/// whatever button is pressed.
pub(super) fn reply(talking: &Talking, of: Of) -> AnyView {
    let (words, session) = (talking.around.words, talking.around.session);
    let Of { id, topic, name, is_done, seen } = of;
    let deed = CommentDeed::Add(id);
    let send = match topic.readers {
        Readers::Everyone => words.reply_button(),
        Readers::Within(_) => words.note_reply_button(),
    };
    let sent = refused(talking, deed);
    let typed = sent.map(|sent| sent.form.text.clone()).unwrap_or_default();
    let form = NoteForm::with_text(words, session, input(deed), typed);
    let boxes = Boxes::new(deed, topic.readers, sent);
    let area = form.text_area(TextArea {
        name: NOTE,
        label: words.reply_label(),
        hint: words.request_note_hint(),
        wrong: wrong_text(talking, sent),
        of: Some(name.clone()),
    });
    let names = mentions(talking, &boxes, sent, Some(words.mention_answered()));
    let (of_summary, of_turn) = (hidden_name(&name), name.clone());
    let turn = move || {
        let (deed, text) = match is_done.get() {
            false => (CommentDeed::Resolve(id), words.resolve_button()),
            true => (CommentDeed::Reopen(id), words.reopen_button()),
        };
        let of = hidden_name(&of_turn);
        view! {
            <button class="nl-button nl-button--secondary nl-button--small" type="submit" name=form::DO value=deed.code()>
                <span class="nl-button__label">{text}{of}</span>
            </button>
        }
    };
    view! {
        <form class="kt-screen-only" method="post" action=address::comments(talking.around.region, talking.question)
            novalidate autocomplete="off" on:submit=form.submit()>
            {form.hidden(&talking.token)}
            <input type="hidden" name=comments::SEEN value=move || seen.get().to_string()/>
            <details class="kt-disclose" open=sent.is_some()>
                <summary>{words.reply_summary()}{of_summary}</summary>
                <div class="kt-flow">
                    {area}
                    {names}
                    <p class="kt-actions">
                        <button class="nl-button nl-button--primary" type="submit" name=form::DO value=deed.code()>
                            <span class="nl-button__label">{send}</span>
                        </button>
                    </p>
                </div>
            </details>
            {form.not_sent()}
            <p class="kt-actions">{turn}</p>
        </form>
    }
    .into_any()
}

/// Names a thread, for those who hear one of many controls alone.
fn hidden_name(name: &str) -> impl IntoView + use<> {
    view! { <span class="kt-hidden">", "{name.to_owned()}</span> }
}

/// Returns the form of a thread or of a beginning that was refused, if it is this one.
fn refused(talking: &Talking, deed: CommentDeed) -> Option<&RefusedComment> {
    let same = |refused: &&RefusedComment| match (refused.form.deed.thread(), deed.thread()) {
        (Some(one), Some(other)) => one == other,
        _ => refused.form.deed == deed,
    };
    talking.page.refused.as_ref().filter(same)
}

/// Returns the id of the input that a refusal is about.
pub(super) fn anchor(refused: &RefusedComment) -> String {
    let input = input(refused.form.deed);
    if is_about_names(&refused.refusal) { names_id(&input) } else { input }
}

fn names_id(input: &str) -> String {
    format!("noem-{input}")
}

fn wrong_text(talking: &Talking, sent: Option<&RefusedComment>) -> Option<Wrong> {
    let sent = sent.filter(|sent| !is_about_names(&sent.refusal))?;
    let message = talking.around.words.refusal(&sent.refusal, &talking.around.names);
    Some(Wrong { message, refusal: Some(sent.refusal.clone()) })
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
    fn new(deed: CommentDeed, readers: Readers, sent: Option<&RefusedComment>) -> Self {
        let ticked = sent.map(|sent| sent.form.mentions.clone()).unwrap_or_default();
        Boxes { of: input(deed), readers, ticked }
    }

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
    sent: Option<&RefusedComment>,
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
    let wrong = sent.filter(|sent| is_about_names(&sent.refusal));
    let id = names_id(&boxes.of);
    let error_id = format!("fout-{id}");
    let described = wrong.map(|_| error_id.clone());
    let error = wrong.map(|wrong| {
        let text = words.refusal(&wrong.refusal, &talking.around.names);
        view! { <p class="utrecht-form-field-error-message kt-error-text" id=error_id role="alert">{text}</p> }
    });
    Some(
        view! {
            <details class="kt-small" open=wrong.is_some() || !boxes.ticked.is_empty()>
                <summary>{words.mention_summary()}</summary>
                <fieldset class="kt-top-3" id=id tabindex="-1" aria-describedby=described>
                    <legend>{words.mention_legend()}</legend>
                    {error}
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
    let places = around.colleagues.values().flat_map(|colleague| &colleague.members);
    let of_readers = places.filter(|place| readers.include(&place.viewer()));
    let all: BTreeSet<OrganisationId> = of_readers.map(|place| place.organisation).collect();
    let mut all: Vec<OrganisationId> = all.into_iter().collect();
    all.sort_by_key(|id| around.words.organisation(&around.names, *id));
    all
}

/// The boxes of one organisation and of its people.
fn group(talking: &Talking, boxes: &Boxes, organisation: OrganisationId) -> Option<AnyView> {
    let around = &talking.around;
    let (me, readers) = (around.session.insider().person(), boxes.readers);
    let whole = (readers == Readers::Everyone).then(|| {
        let name = around.words.organisation(&around.names, organisation);
        boxes.one(Mention::Organisation(organisation), name, BOX)
    });
    let people = around.colleagues.iter().filter(|(person, colleague)| {
        let reads =
            |held: &Member| held.organisation == organisation && readers.include(&held.viewer());
        **person != me && colleague.holds(reads)
    });
    let people: Vec<AnyView> = people
        .map(|(person, it)| boxes.one(Mention::Person(*person), it.name.clone(), BOX_WITHIN))
        .collect();
    (whole.is_some() || !people.is_empty()).then(|| view! { <div>{whole}{people}</div> }.into_any())
}

const BOX: &str = "utrecht-form-label utrecht-form-label--checkbox kt-choice";
const BOX_WITHIN: &str =
    "utrecht-form-label utrecht-form-label--checkbox kt-choice kt-choice--within";
