//! Says above every page of a region that somebody reads along for a while: to them, and to everyone else.

use domain::{Moment, PersonId};
use leptos::prelude::*;

use crate::form;
use crate::form::people::STOP_READING;
use crate::page::{Reading, Table};
use crate::parts::written;
use crate::words::Words;

/// Shows a line for each who reads along; nothing where nobody does.
pub fn lines(words: Words, table: &Table, now: Moment) -> Option<AnyView> {
    let line = |reading: &Reading| match reading.is_own {
        true => own(words, table, reading, now),
        false => others(words, reading, now),
    };
    let lines = table.readings.iter().map(line).collect_view();
    (!table.readings.is_empty()).then(|| {
        view! {
            <aside class="kt-line kt-reading" aria-label=words.reading_along()>
                <div class="kt-wrap">{lines}</div>
            </aside>
        }
        .into_any()
    })
}

fn own(words: Words, table: &Table, reading: &Reading, now: Moment) -> AnyView {
    let region = table.region.name.as_heading();
    let said = words.you_read_along(region, &words.moment_from(reading.until, now));
    let stop = stop(words, table.region.id, table.insider.person(), None);
    view! { <p><strong>{said}</strong></p>{stop} }.into_any()
}

fn others(words: Words, reading: &Reading, now: Moment) -> AnyView {
    let said = words.administrator_reads_along(&words.moment_from(reading.until, now));
    let (lang, reason) = (written::language(words), reading.reason.as_heading().to_owned());
    view! { <p>{said}" "<span lang=lang>{reason}</span></p> }.into_any()
}

/// The way for a guest to stop; `of` names the region for those who hear one of many alone.
pub fn stop(
    words: Words,
    region: domain::RegionId,
    person: PersonId,
    of: Option<String>,
) -> AnyView {
    let of = of.map(|of| view! { <span class="kt-hidden">", "{of}</span> });
    view! {
        <form method="post" action="/beheer" class="kt-actions kt-screen-only">
            <input type="hidden" name=form::PERSON value=person.to_string()/>
            <button class="nl-button nl-button--secondary nl-button--small" type="submit" name=form::DO value=format!("{STOP_READING}:{region}")>
                <span class="nl-button__label">{words.reading_stop()}{of}</span>
            </button>
        </form>
    }
    .into_any()
}
