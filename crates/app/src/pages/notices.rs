//! What happened that concerns the reader: the newest first, by day, over all their regions.

use leptos::prelude::*;

use crate::form::{self, notices::SEEN, notices::UPTO};
use crate::page::{NOTICE_SETTINGS, NOTICES, Notice, NoticesPage};
use crate::words::{Words, machine_time};

/// Shows the page.
pub fn main(words: Words, page: NoticesPage) -> AnyView {
    let done = page.done.then(|| {
        view! { <p class="kt-notice" role="status">{words.notices_seen_done()}</p> }
    });
    let no_mail = (!page.is_mail_on)
        .then(|| view! { <p class="kt-soft kt-top-3">{words.notices_no_mail()}</p> });
    let names_regions = 1 < page.regions.len();
    let mut all: Vec<(Option<String>, Notice)> = vec![];
    for region in &page.regions {
        let name = names_regions.then(|| words.region_named(&region.name));
        all.extend(region.told(words).into_iter().map(|notice| (name.clone(), notice)));
    }
    all.sort_by_key(|(_, notice)| std::cmp::Reverse(notice.at));
    let has_new = all.iter().any(|(_, notice)| notice.is_new);
    let seen = has_new.then(|| seen_form(words, &page));
    let empty = all.is_empty().then(|| {
        view! {
            <div class="kt-nothing kt-top-5">
                <p>{words.notices_empty()}</p>
                <p>{words.notices_empty_help()}</p>
            </div>
        }
    });
    let bounds = (!all.is_empty())
        .then(|| view! { <p class="kt-soft kt-top-5">{words.notices_bounds()}</p> });
    let days = by_day(words, all).into_iter().map(|(day, told)| {
        let told = told.into_iter().map(|(name, notice)| line(words, name, notice)).collect_view();
        view! {
            <section>
                <h2 class="kt-day nl-heading nl-heading--level-3">{day}</h2>
                <ol class="kt-history">{told}</ol>
            </section>
        }
    });
    view! {
        <div class="kt-title">
            <h1 class="nl-heading nl-heading--level-1">{words.notices()}</h1>
            <p class="nl-paragraph nl-paragraph--lead">{words.notices_lead()}</p>
        </div>
        {done}
        {no_mail}
        <div class="kt-actions">
            {seen}
            <a class="nl-link" href=NOTICE_SETTINGS>{words.notice_settings_link()}</a>
        </div>
        {empty}
        {days.collect_view()}
        {bounds}
    }
    .into_any()
}

/// The button that says that everything on the page was seen, and nothing that came since.
fn seen_form(words: Words, page: &NoticesPage) -> impl IntoView + use<> {
    let upto = page.regions.iter().map(|region| {
        let value = format!("{}:{}", region.region, region.head);
        view! { <input type="hidden" name=UPTO value=value/> }
    });
    let upto = upto.collect_view();
    let person = page.person.to_string();
    view! {
        <form method="post" action=NOTICES>
            <input type="hidden" name=form::PERSON value=person/>
            {upto}
            <button class="nl-button nl-button--secondary" type="submit" name=form::DO value=SEEN>
                <span class="nl-button__label">{words.notices_seen_button()}</span>
            </button>
        </form>
    }
}

type Told = (Option<String>, Notice);

fn by_day(words: Words, all: Vec<Told>) -> Vec<(String, Vec<Told>)> {
    let mut days: Vec<(String, Vec<Told>)> = vec![];
    for told in all {
        let day = words.weekday(told.1.at);
        match days.last_mut() {
            Some((last, of_day)) if *last == day => of_day.push(told),
            _ => days.push((day, vec![told])),
        }
    }
    days
}

fn line(words: Words, region: Option<String>, notice: Notice) -> impl IntoView {
    let Notice { at, sentence, address, is_new } = notice;
    let new = is_new.then(|| view! { " "<strong class="kt-new">{words.notice_new()}</strong> });
    let region = region.map(|name| view! { <p class="kt-soft kt-small">{name}</p> });
    view! {
        <li>
            <time datetime=machine_time(at)>{words.time(at)}</time>
            <p class="nl-paragraph"><a class="nl-link" href=address>{sentence}</a>{new}</p>
            {region}
        </li>
    }
}
