//! Puts an older text back as a new draft: the ordinary form of its sheet, filled in already.

use domain::answer::Wording;
use domain::{Entry, Sheet};
use leptos::prelude::*;

use super::Telling;
use crate::form::{self, Input, Whose};
use crate::page::{Table, held};
use crate::parts::address;
use crate::words::Words;

/// Shows the button where the reader writes that text, and something else stands there now.
pub(super) fn form(
    words: Words,
    telling: Telling<'_>,
    entry: &Entry,
) -> Option<impl IntoView + use<>> {
    let held = held(&entry.event)?;
    let table = telling.table;
    let (sheet, field) = (held.sheet, held.sheet.field());
    table.region.open_round()?;
    table.region.asked(field)?;
    let action = writes(table, sheet)?;
    let now = table.region.working(sheet);
    if held.text.is_blank() || *now.text(held.wording) == held.text {
        return None;
    }
    // The other text of a view goes along as it is: a form holds both.
    let texts = [Wording::Explanation, Wording::Source].map(|wording| {
        let is_it = wording == held.wording;
        let text = if is_it { held.text.clone() } else { now.text(wording).clone() };
        (wording, now.text(wording).fingerprint(), text)
    });
    let inputs = texts.into_iter().filter(|(wording, ..)| {
        *wording == Wording::Explanation || matches!(sheet, Sheet::View(_))
    });
    let inputs = inputs.map(|(wording, base, text)| {
        let (base_input, input) = match wording {
            Wording::Explanation => (Input::Base, Input::Explanation),
            Wording::Source => (Input::SourceBase, Input::Source),
        };
        let name = form::name(field, input);
        // The word of its writer stands beside the older text; nobody gives it again.
        let vouch = form::vouch(&name);
        let vouched = text.is_vouched();
        view! {
            <input type="hidden" name=form::name(field, base_input) value=base.to_string()/>
            <input type="hidden" name=name value=text.as_str().to_owned()/>
            {vouched.then(|| view! { <input type="hidden" name=vouch value=form::VOUCHED/> })}
        }
    });
    let person = table.insider.person().to_string();
    let token = format!("{}-{}", telling.token, entry.seq);
    let inputs = inputs.collect_view();
    Some(view! {
        <form method="post" action=action class="kt-screen-only">
            <input type="hidden" name=form::TOKEN value=token/>
            <input type="hidden" name=form::PERSON value=person/>
            {inputs}
            <button class="nl-button nl-button--secondary nl-button--small" type="submit" name=form::DO value=form::DRAFT>
                <span class="nl-button__label">{words.restore_text()}<span class="kt-hidden">{words.for_question(field)}</span></span>
            </button>
        </form>
    })
}

/// Returns where the reader writes on a sheet, if they do.
fn writes(table: &Table, sheet: Sheet) -> Option<String> {
    let region = table.region.id;
    match (table.writes_for()?, sheet) {
        (Whose::Municipality(own), Sheet::Answer(key)) if key.municipality == own => {
            Some(address::check(region, own, key.field.check()))
        }
        (Whose::Region, Sheet::Regional(field)) => Some(address::question(region, field.question)),
        (Whose::Partner(own), Sheet::View(key)) if key.partner == own => {
            Some(address::question(region, key.field.question))
        }
        _ => None,
    }
}
