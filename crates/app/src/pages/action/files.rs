//! The files of an action: which there are, and the forms with which one is attached or removed.

use domain::rights::{Ability, demand};
use domain::{Action, Attached, FileKind, Refusal};
use leptos::prelude::*;

use super::{Showing, called};
use crate::form::files::{FILE, FILE_NAME, FileTrouble, NO_CASES, WHY_REMOVED, YES};
use crate::page::{RefusedFile, RefusedRemoval};
use crate::parts::note_form::{NoteForm, TextArea};
use crate::parts::objection::Wrong;
use crate::parts::summary::{ErrorLine, errors};
use crate::parts::{address, carried, written};
use crate::words::Words;

/// The id of the section.
const SECTION: &str = "bestanden";
/// The id of the field with the file.
const FILE_FIELD: &str = "bestand-kies";
/// The id of the field that says what it is.
const NAME_FIELD: &str = "bestand-wat";
/// The id of the box about cases.
const CASES_BOX: &str = "bestand-geen-zaken";

/// Shows the section, with everything that follows the action live.
pub(super) fn section(showing: &Showing) -> AnyView {
    let words = showing.around.words;
    let (list, form) = (showing.live(list), form(showing));
    view! {
        <section class="kt-section" id=SECTION tabindex="-1" aria-labelledby="h-bestanden">
            <h2 class="nl-heading nl-heading--level-2" id="h-bestanden">{words.files()}</h2>
            <div class="kt-flow">{list}{form}</div>
        </section>
    }
    .into_any()
}

/// Says why a form about a file was refused.
pub(super) fn not_taken_in(showing: &Showing) -> Option<AnyView> {
    let (words, files) = (showing.around.words, &showing.page.files);
    if let Some(RefusedFile { form, troubles }) = &files.refused {
        // Where its form is gone meanwhile, what was typed in it is shown to be taken along.
        let is_over = !takes_files(showing);
        let line = |trouble: &FileTrouble| {
            let anchor = (!is_over).then(|| anchor(trouble).to_owned());
            ErrorLine { anchor, text: why(words, trouble) }
        };
        let lines = troubles.iter().map(line).collect();
        let note = is_over.then(|| carried::note(words, form.name.as_str()));
        let rest = match is_over || troubles.contains(&FileTrouble::Missing) {
            true => words.action_look_here(),
            false => words.file_looks_here(),
        };
        let summary = errors(words.file_not_taken_in().to_owned(), rest, lines);
        return Some(view! { {summary}{note} }.into_any());
    }
    let RefusedRemoval { file, refusal, form } = files.removal.as_ref()?;
    let is_over = showing.action.with_untracked(|action| {
        let mut all = action.iter().flat_map(|action| &action.files);
        all.any(|attached| attached.file.id == *file && attached.removed.is_some())
    });
    let text = words.refusal(refusal, &showing.around.names);
    let anchor = (!is_over).then(|| why_field(&file.to_string()));
    let line = ErrorLine { anchor, text };
    let note = is_over.then(|| carried::note(words, form.reason.as_str()));
    let title = words.file_not_removed().to_owned();
    let summary = errors(title, words.action_look_here(), vec![line]);
    Some(view! { {summary}{note} }.into_any())
}

/// Tells whether the reader may add a file now.
fn takes_files(showing: &Showing) -> bool {
    let actor = showing.around.session.insider().actor();
    showing.action.with_untracked(|action| {
        action.as_ref().is_some_and(|action| {
            action.stand.is_open() && action.must_take_files_of(&actor).is_ok()
        })
    })
}

/// Returns the id of the input that a trouble is about.
const fn anchor(trouble: &FileTrouble) -> &'static str {
    match trouble {
        FileTrouble::NotSaid => CASES_BOX,
        FileTrouble::Refused(
            Refusal::TooManyFiles { .. }
            | Refusal::TooManyFilesEver { .. }
            | Refusal::FileIsRemoved
            | Refusal::NotAsItStands
            | Refusal::NotAllowed { .. },
        ) => SECTION,
        FileTrouble::Refused(_) => NAME_FIELD,
        _ => FILE_FIELD,
    }
}

fn why(words: Words, trouble: &FileTrouble) -> String {
    words.file_trouble(trouble)
}

/// Every file that is there or was, the newest first.
fn list(showing: &Showing, action: &Action) -> AnyView {
    let words = showing.around.words;
    if action.files.is_empty() {
        return view! { <p class="nl-paragraph kt-soft">{words.files_none()}</p> }.into_any();
    }
    let all = action.files.iter().rev().map(|attached| one(showing, attached)).collect_view();
    view! { <ul class="kt-plain kt-cards">{all}</ul> }.into_any()
}

fn one(showing: &Showing, attached: &Attached) -> AnyView {
    let (around, words) = (&showing.around, showing.around.words);
    let file = &attached.file;
    let name = match file.name.redacted() {
        Some(_) => words.text_removed().to_owned(),
        None => file.name.as_heading().to_owned(),
    };
    let lang = written::language(words);
    let facts = words.file_facts(file);
    let who = called(around, attached.by.organisation);
    let attached_by = words.file_attached(&who, &words.day(attached.at));
    let hash = file.hash.to_string();
    let short = hash[..12].to_owned();
    let hash = view! {
        <details class="kt-small">
            <summary>{words.file_hash_summary()}" "<span class="kt-key">{short}"…"</span></summary>
            <div class="kt-aside-note kt-flow-tight"><p class="kt-key">{hash}</p><p>{words.file_hash_help()}</p></div>
        </details>
    };
    let shown = match &attached.removed {
        None => {
            let href = address::file(around.region, file.id);
            view! {
                <p class="nl-paragraph"><a class="nl-link" href=href rel="external">
                    <span lang=lang>{name.clone()}</span>" ("{facts}")"
                </a></p>
                <p class="kt-small kt-soft">{attached_by}</p>
                {hash}
                {removal(showing, attached, &name)}
            }
            .into_any()
        }
        Some(gone) => {
            let who = called(around, gone.by.organisation);
            let said = words.file_removed(&who, &words.day(gone.at));
            let reason = written::text(words, &gone.reason);
            view! {
                <p class="nl-paragraph"><s><span lang=lang>{name}</span>" ("{facts}")"</s></p>
                <p class="kt-small kt-soft">{attached_by}" "{said}</p>
                {hash}
                <div class="kt-small"><p><strong>{words.why_removed()}</strong></p>{reason}</div>
            }
            .into_any()
        }
    };
    view! { <li class="kt-flow-tight">{shown}</li> }.into_any()
}

/// Returns the id of the field that says why a file is removed.
fn why_field(file: &str) -> String {
    format!("waarom-weg-{file}")
}

/// The form that removes a file, where the reader may.
fn removal(showing: &Showing, attached: &Attached, name: &str) -> Option<AnyView> {
    let (words, session) = (showing.around.words, showing.around.session);
    let actor = session.insider().actor();
    demand(&actor, Ability::Redact(attached.by.organisation)).ok()?;
    let file = attached.file.id;
    let refused = showing.page.files.removal.as_ref().filter(|refused| refused.file == file);
    let typed = refused.map(|refused| refused.form.reason.clone()).unwrap_or_default();
    let wrong = refused.map(|RefusedRemoval { refusal, .. }| Wrong {
        message: words.refusal(refusal, &showing.around.names),
        refusal: Some(refusal.clone()),
    });
    let id = why_field(&file.to_string());
    let is_typed =
        showing.typed.with_value(|all| all.get(&id).is_some_and(|text| !text.trim().is_empty()));
    let open = refused.is_some() || is_typed;
    let form = NoteForm::with_text(words, session, id, typed).keeping(showing.typed);
    let of = Some(name.to_owned());
    let (label, hint) = (words.file_why_label(), words.file_why_hint());
    let area = TextArea { name: WHY_REMOVED, label, hint, wrong, of };
    let of = view! { <span class="kt-hidden">" "{name.to_owned()}</span> };
    let action = address::file(showing.around.region, file);
    Some(
        view! {
            <details class="kt-disclose kt-screen-only" open=open>
                <summary>{words.file_remove_summary()}{of}</summary>
                <div>
                    <p class="nl-paragraph">{words.file_remove_help()}</p>
                    <form method="post" action=action novalidate autocomplete="off" class="kt-flow" on:submit=form.submit()>
                        {form.hidden(&showing.token)}
                        {form.text_area(area)}
                        {form.not_sent()}
                        <p class="kt-actions">
                            <button class="nl-button nl-button--secondary" type="submit">
                                <span class="nl-button__label">{words.file_remove_button()}</span>
                            </button>
                        </p>
                    </form>
                </div>
            </details>
        }
        .into_any(),
    )
}

/// The form that attaches a file, where the reader may now.
fn form(showing: &Showing) -> impl Fn() -> Option<AnyView> + use<> {
    let (action, actor) = (showing.action, showing.around.session.insider().actor());
    let may = Memo::new(move |_| {
        action.with(|action| {
            action.as_ref().is_some_and(|action| {
                action.stand.is_open() && action.must_take_files_of(&actor).is_ok()
            })
        })
    });
    let showing = showing.clone();
    move || may.get().then(|| attaching(&showing))
}

fn attaching(showing: &Showing) -> AnyView {
    let (words, session) = (showing.around.words, showing.around.session);
    if !showing.page.files.kept {
        return view! { <p class="nl-paragraph kt-soft">{words.files_not_kept()}</p> }.into_any();
    }
    let refused = showing.page.files.refused.as_ref();
    let typed = refused.map(|refused| refused.form.name.clone()).unwrap_or_default();
    let troubles = refused.map(|refused| refused.troubles.as_slice()).unwrap_or_default();
    let first = |id: &str| troubles.iter().find(|trouble| anchor(trouble) == id);
    let is_here = |id: &str| first(id).map(|trouble| why(words, trouble));
    let wrong = first(NAME_FIELD)
        .map(|trouble| Wrong { message: why(words, trouble), refusal: refusal(trouble).cloned() });
    let ticked = refused.is_some_and(|refused| refused.form.no_cases);
    let form = NoteForm::with_text(words, session, NAME_FIELD.to_owned(), typed);
    let form = form.keeping(showing.typed);
    let (label, hint) = (words.file_name_label(), words.file_name_hint());
    let line = form.line(TextArea { name: FILE_NAME, label, hint, wrong, of: None });
    let to = address::files(showing.around.region, showing.page.action);
    view! {
        <details class="kt-disclose kt-screen-only" open=refused.is_some()>
            <summary>{words.file_attach_summary()}</summary>
            <div>
                <form method="post" action=to enctype="multipart/form-data" novalidate autocomplete="off" class="kt-flow" on:submit=form.submit()>
                    {form.hidden(&showing.token)}
                    {line}
                    {file_field(words, is_here(FILE_FIELD), refused.is_some())}
                    {cases_box(words, is_here(CASES_BOX), ticked)}
                    {form.not_sent()}
                    <p class="kt-actions">
                        <button class="nl-button nl-button--primary" type="submit">
                            <span class="nl-button__label">{words.file_button()}</span>
                        </button>
                    </p>
                </form>
            </div>
        </details>
    }
    .into_any()
}

const fn refusal(trouble: &FileTrouble) -> Option<&Refusal> {
    match trouble {
        FileTrouble::Refused(refusal) => Some(refusal),
        _ => None,
    }
}

/// The field in which a file is chosen. What was chosen before no browser gives back.
fn file_field(words: Words, error: Option<String>, again: bool) -> AnyView {
    let (hint, told) = ("hint-bestand-kies", "fout-bestand-kies");
    let is_wrong = error.is_some();
    let endings = FileKind::ALL.iter().flat_map(|kind| kind.endings());
    let accept = endings.map(|ending| format!(".{ending}")).collect::<Vec<_>>().join(",");
    let described = if is_wrong { format!("{hint} {told}") } else { hint.to_owned() };
    let error = error.map(|error| {
        view! { <p class="utrecht-form-field-error-message kt-error-text" id=told>{error}</p> }
    });
    let again = again.then(|| view! { " "{words.file_choose_again()} });
    view! {
        <div class=if is_wrong { "kt-error" } else { "" }>
            <label class="utrecht-form-label kt-label" for=FILE_FIELD>{words.file_label()}</label>
            <p class="utrecht-form-field-description kt-hint" id=hint>{words.file_hint()}{again}</p>
            {error}
            <input class="utrecht-textbox utrecht-textbox--html-input" type="file" id=FILE_FIELD name=FILE accept=accept
                aria-invalid=is_wrong.then_some("true") aria-describedby=described/>
        </div>
    }
    .into_any()
}

/// The box with which somebody says that a file is about no case.
fn cases_box(words: Words, error: Option<String>, ticked: bool) -> AnyView {
    let told = "fout-bestand-geen-zaken";
    let is_wrong = error.is_some();
    let error = error.map(|error| {
        view! { <p class="utrecht-form-field-error-message kt-error-text" id=told>{error}</p> }
    });
    view! {
        <div class=if is_wrong { "kt-error" } else { "" }>
            {error}
            <label class="utrecht-form-label utrecht-form-label--checkbox kt-choice" for=CASES_BOX>
                <input class="utrecht-checkbox utrecht-checkbox--html-input" type="checkbox" id=CASES_BOX name=NO_CASES value=YES
                    checked=ticked aria-invalid=is_wrong.then_some("true") aria-describedby=is_wrong.then_some(told)/>
                <span>{words.file_no_cases()}</span>
            </label>
        </div>
    }
    .into_any()
}
