//! Lets an administrator read the region along for a while, and shows who does and who did.

use domain::{GuardedText, Moment, Refusal};
use leptos::prelude::*;
use uuid::Uuid;

use crate::form;
use crate::form::granting::{
    END, GRANT, GrantDeed, GrantTime, GrantTrouble, READER, REASON, REMOVE_REASON, TIME,
    WantedGrant,
};
use crate::page::{FormerGrant, Granting, GrantingPage, Table};
use crate::parts::objection::Wrong;
use crate::parts::summary::{ErrorLine, errors};
use crate::parts::text_field::{self, TextField};
use crate::parts::unwanted::{self, Unwanted};
use crate::parts::{address, frame, select, written};
use crate::words::Words;

/// The ids of the inputs.
const READER_ID: &str = "beheerder";
const TIME_ID: &str = "hoe-lang";
const REASON_ID: &str = "reden";

/// What the parts of the page share.
struct Showing<'p> {
    words: Words,
    table: &'p Table,
    page: &'p GrantingPage,
    now: Moment,
}

impl Showing<'_> {
    fn action(&self) -> String {
        address::granting(self.table.region.id)
    }

    /// What every form sends along.
    fn hidden(&self) -> impl IntoView + use<> {
        let (token, person) = (self.page.token.clone(), self.table.insider.person().to_string());
        view! {
            <input type="hidden" name=form::TOKEN value=token/>
            <input type="hidden" name=form::PERSON value=person/>
        }
    }

    /// Returns what was sent and not taken in.
    fn sent(&self) -> Option<&WantedGrant> {
        match &self.page.refused.as_ref()?.form.deed {
            GrantDeed::Grant(wanted) => Some(wanted),
            GrantDeed::End(_) | GrantDeed::RemoveReason(_) => None,
        }
    }

    /// Returns why an input was not taken in.
    fn wrong(&self, id: &str) -> Option<Wrong> {
        let trouble = &self.page.refused.as_ref()?.trouble;
        let refusal = match trouble {
            GrantTrouble::Refused(refusal) => Some(refusal.clone()),
            _ => None,
        };
        let message = self.words.grant_trouble(trouble);
        (anchor(trouble) == Some(id)).then_some(Wrong { message, refusal })
    }
}

/// Returns the id of the input that is wrong, if it is one.
fn anchor(trouble: &GrantTrouble) -> Option<&'static str> {
    match trouble {
        GrantTrouble::NoReader | GrantTrouble::NoAdministrator => Some(READER_ID),
        GrantTrouble::NoTime => Some(TIME_ID),
        GrantTrouble::Refused(Refusal::NotAllowed { .. }) => None,
        GrantTrouble::NoReason | GrantTrouble::Refused(_) => Some(REASON_ID),
    }
}

/// Shows the page.
pub fn main(words: Words, table: Table, page: GrantingPage, now: Moment) -> AnyView {
    let showing = Showing { words, table: &table, page: &page, now };
    let region = table.region.id;
    let trail = vec![
        (words.board().to_owned(), Some(address::region(region))),
        (words.participants().to_owned(), Some(address::participants(region))),
        (words.granting_title().to_owned(), None),
    ];
    let not_done = page.refused.as_ref().map(|refused| {
        let anchor = anchor(&refused.trouble).map(str::to_owned);
        let line = ErrorLine { anchor, text: words.grant_trouble(&refused.trouble) };
        errors(words.people_not_done().to_owned(), words.errors_follow(), vec![line])
    });
    let done = page.done.map(|done| {
        view! { <p class="kt-notice" role="status">{words.granting_done(done)}</p> }
    });
    view! {
        {frame::breadcrumbs(words, trail)}
        {not_done}
        {done}
        <div class="kt-title">
            <h1 class="nl-heading nl-heading--level-1">{words.granting_title()}</h1>
            <p class="nl-paragraph nl-paragraph--lead">{words.granting_lead()}</p>
        </div>
        {now_reading(&showing)}
        {what(words)}
        {giving(&showing)}
        {former(&showing)}
    }
    .into_any()
}

/// What somebody sees who reads along, and what they do not.
fn what(words: Words) -> AnyView {
    view! {
        <section class="kt-section" aria-labelledby="h-wat">
            <h2 class="nl-heading nl-heading--level-2" id="h-wat">{words.granting_what()}</h2>
            <ul class="kt-list kt-measure">
                <li>{words.granting_sees()}</li>
                <li>{words.granting_not()}</li>
                <li>{words.granting_changes_nothing()}</li>
                <li>{words.granting_everyone_knows()}</li>
                <li>{words.granting_ends()}</li>
            </ul>
        </section>
    }
    .into_any()
}

/// Who reads along now, with the way to end it.
fn now_reading(showing: &Showing<'_>) -> AnyView {
    let words = showing.words;
    let rows = showing.page.grants.iter().map(|grant| running(showing, grant)).collect_view();
    let none = showing.page.grants.is_empty();
    view! {
        <section class="kt-section" aria-labelledby="h-nu">
            <h2 class="nl-heading nl-heading--level-2" id="h-nu">{words.granting_now()}</h2>
            {none.then(|| view! { <p class="kt-nothing">{words.granting_nobody()}</p> })}
            <ul class="kt-plain kt-flow">{rows}</ul>
        </section>
    }
    .into_any()
}

fn running(showing: &Showing<'_>, grant: &Granting) -> AnyView {
    let words = showing.words;
    let (name, of) = (grant.reader.clone(), grant.reader.clone());
    view! {
        <li class="kt-flow-tight">
            <p class="nl-paragraph"><strong>{name}</strong></p>
            <p class="kt-small kt-soft">{words.grant_given(grant, showing.now)}</p>
            {written::text(words, &grant.reason)}
            <form method="post" action=showing.action() class="kt-actions">
                {showing.hidden()}
                <button class="nl-button nl-button--secondary nl-button--small" type="submit" name=form::DO value=format!("{END}:{}", grant.id)>
                    <span class="nl-button__label">{words.granting_stop()}<span class="kt-hidden">", "{of}</span></span>
                </button>
            </form>
            {removing(showing, grant.id, &grant.reason, &grant.reader)}
        </li>
    }
    .into_any()
}

/// The form that removes a reason for good, where one stands there.
fn removing(showing: &Showing<'_>, grant: Uuid, reason: &GuardedText, of: &str) -> Option<AnyView> {
    let words = showing.words;
    let unwanted = || Unwanted {
        action: showing.action(),
        button: format!("{REMOVE_REASON}:{grant}"),
        of: of.to_owned(),
        help: words.reason_remove_help(),
    };
    let stands = reason.redacted().is_none();
    stands.then(|| unwanted::shown(words, unwanted(), showing.hidden()))
}

/// The form that lets somebody read along; without anybody to let in, that.
fn giving(showing: &Showing<'_>) -> AnyView {
    let words = showing.words;
    let form = match showing.page.readers.is_empty() {
        true => view! { <p class="kt-nothing">{words.granting_no_readers()}</p> }.into_any(),
        false => fields(showing),
    };
    view! {
        <section class="kt-section kt-section--accent kt-screen-only" aria-labelledby="h-geef">
            <h2 class="nl-heading nl-heading--level-2" id="h-geef">{words.granting_form()}</h2>
            {form}
        </section>
    }
    .into_any()
}

fn fields(showing: &Showing<'_>) -> AnyView {
    let words = showing.words;
    let sent = showing.sent().cloned().unwrap_or_default();
    let chosen = sent.reader;
    let options = showing.page.readers.iter().map(|reader| {
        let (id, name) = (reader.person.to_string(), reader.name.clone());
        view! { <option value=id selected=chosen == Some(reader.person)>{name}</option> }
    });
    let options = options.collect_view();
    let wrong = showing.wrong(READER_ID).map(|wrong| wrong.message);
    let (label, none) = (words.granting_reader(), words.granting_choose_reader());
    let reader = select::shown(READER_ID.to_owned(), label, READER, none, options, wrong);
    let reason = TextField {
        id: REASON_ID,
        name: REASON,
        label: words.granting_reason(),
        hint: words.granting_reason_hint(),
        value: sent.reason.clone(),
        kind: "text",
        autocomplete: "off",
        wrong: showing.wrong(REASON_ID),
    };
    view! {
        <form method="post" action=showing.action() novalidate class="kt-flow">
            {showing.hidden()}
            {reader}
            {times(showing, sent.time)}
            {text_field::shown(words, reason)}
            <p class="kt-measure">{words.granting_again()}</p>
            <p class="kt-actions">
                <button class="nl-button nl-button--primary" type="submit" name=form::DO value=GRANT>
                    <span class="nl-button__label">{words.granting_button()}</span>
                </button>
            </p>
        </form>
    }
    .into_any()
}

/// The times to choose from; nothing is chosen beforehand.
fn times(showing: &Showing<'_>, chosen: Option<GrantTime>) -> AnyView {
    let words = showing.words;
    let wrong = showing.wrong(TIME_ID);
    let is_wrong = wrong.is_some();
    let error_id = format!("fout-{TIME_ID}");
    let described = is_wrong.then(|| error_id.clone());
    let error = wrong.map(|wrong| {
        view! { <p class="utrecht-form-field-error-message kt-error-text" id=error_id role="alert">{wrong.message}</p> }
    });
    let radio = |(at, time): (usize, GrantTime)| {
        // The summary of what is wrong leads to the first.
        let id = if at == 0 { TIME_ID.to_owned() } else { format!("{TIME_ID}-{at}") };
        let label = id.clone();
        view! {
            <label class="utrecht-form-label utrecht-form-label--radio kt-choice" for=label>
                <input type="radio" class="utrecht-radio-button utrecht-radio-button--html-input" id=id
                    name=TIME value=time.code() checked=chosen == Some(time)/>
                {words.grant_time(time)}
            </label>
        }
    };
    let radios = GrantTime::ALL.into_iter().enumerate().map(radio).collect_view();
    view! {
        <fieldset class=if is_wrong { "utrecht-form-fieldset__fieldset kt-error" } else { "utrecht-form-fieldset__fieldset" } aria-describedby=described>
            <legend class="utrecht-form-label kt-label">{words.granting_time()}</legend>
            {error}
            <div class="kt-choices">{radios}</div>
        </fieldset>
    }
    .into_any()
}

/// The grants that ended.
fn former(showing: &Showing<'_>) -> Option<AnyView> {
    let words = showing.words;
    let lang = written::language(words);
    let row = |grant: &FormerGrant| {
        let told = words.grant_over(grant);
        let (name, reason) = (grant.reader.clone(), grant.reason.as_heading().to_owned());
        let removing = removing(showing, grant.id, &grant.reason, &grant.reader);
        view! { <li><strong>{name}</strong>", "<span class="kt-small kt-soft">{told}" "<span lang=lang>{reason}</span></span>{removing}</li> }
    };
    let rows = showing.page.former.iter().map(row).collect_view();
    (!showing.page.former.is_empty()).then(|| {
        view! {
            <details class="kt-disclose kt-screen-only">
                <summary>{words.granting_former()}</summary>
                <ul class="kt-list">{rows}</ul>
            </details>
        }
        .into_any()
    })
}
