//! How somebody is mailed what concerns them.

use domain::digest::{DigestSetting, Rhythm};
use leptos::prelude::*;

use crate::form::notices::{AT_ONCE, HOUR, KEEP, PAUSED_UNTIL, RHYTHM, WEEKDAY};
use crate::form::{self, write_day};
use crate::page::{NOTICE_SETTINGS, NOTICES, NoticeSettingsPage, rhythm_code};
use crate::parts::day_field::{self, DayField};
use crate::parts::summary::{ErrorLine, errors};
use crate::words::Words;

/// The way to it.
pub(super) fn link(words: Words) -> AnyView {
    view! {
        <section class="kt-section kt-flow-tight" aria-labelledby="h-meldingen">
            <h2 class="nl-heading nl-heading--level-2" id="h-meldingen">{words.notice_settings()}</h2>
            <p class="kt-measure">{words.notice_settings_section()}</p>
            <p class="kt-actions"><a class="nl-link" href=NOTICE_SETTINGS>{words.notice_settings_link()}</a></p>
        </section>
    }
    .into_any()
}

/// Shows the page.
pub(super) fn main(words: Words, page: NoticeSettingsPage) -> AnyView {
    let not_done = page.typed_day.as_ref().map(|_| {
        let line = ErrorLine {
            anchor: Some(PAUSED_UNTIL.to_owned()),
            text: words.paused_until_wrong().to_owned(),
        };
        errors(words.notice_settings_not_done().to_owned(), words.errors_follow(), vec![line])
    });
    let done = page.done.then(|| {
        view! { <p class="kt-notice" role="status">{words.notice_settings_done()}</p> }
    });
    let no_mail = match (page.is_mail_on, page.has_address) {
        (false, _) => Some(words.notices_no_mail()),
        (true, false) => Some(words.notices_no_address()),
        (true, true) => None,
    };
    let next = match (no_mail, page.next) {
        (Some(why), _) => why.to_owned(),
        (None, Some(at)) => words.next_digest(at),
        (None, None) => words.no_digest().to_owned(),
    };
    view! {
        {not_done}
        <div class="kt-title">
            <h1 class="nl-heading nl-heading--level-1">{words.notice_settings()}</h1>
            <p class="nl-paragraph nl-paragraph--lead">{words.notice_settings_lead()}</p>
        </div>
        {done}
        <p class="kt-measure kt-top-5">{next}</p>
        {form(words, &page)}
        <p class="kt-actions"><a class="nl-link" href=NOTICES>{words.notices()}</a></p>
    }
    .into_any()
}

fn form(words: Words, page: &NoticeSettingsPage) -> AnyView {
    let setting = page.setting;
    let value = page.typed_day.clone().or(setting.paused_until.map(write_day));
    let day = day_field::shown(DayField {
        id: PAUSED_UNTIL.to_owned(),
        name: PAUSED_UNTIL,
        label: words.paused_until(),
        hint: words.paused_until_hint(),
        value: value.unwrap_or_default(),
        error: page.typed_day.as_ref().map(|_| words.paused_until_wrong().to_owned()),
    });
    let weekdays = (0..DigestSetting::WEEKDAYS).map(|day| (day, words.working_day(day).to_owned()));
    let hours = (0..DigestSetting::HOURS).map(|hour| (hour, words.whole_hour(hour)));
    let person = page.person.to_string();
    view! {
        <form method="post" action=NOTICE_SETTINGS novalidate autocomplete="off" class="kt-section kt-flow kt-measure">
            <input type="hidden" name=form::PERSON value=person/>
            {rhythms(words, setting.rhythm)}
            {one_of(WEEKDAY, words.on_weekday(), weekdays.collect(), setting.weekday)}
            {one_of(HOUR, words.at_hour(), hours.collect(), setting.hour)}
            <label class="utrecht-form-label utrecht-form-label--checkbox kt-choice">
                <input class="utrecht-checkbox utrecht-checkbox--html-input" type="checkbox" name=AT_ONCE value="ja"
                    checked=setting.at_once/>
                {words.at_once_box()}
            </label>
            {day}
            <p class="kt-actions">
                <button class="nl-button nl-button--primary" type="submit" name=form::DO value=KEEP>
                    <span class="nl-button__label">{words.notice_settings_button()}</span>
                </button>
            </p>
        </form>
    }
    .into_any()
}

fn rhythms(words: Words, chosen: Rhythm) -> AnyView {
    let radio = |rhythm: Rhythm| {
        view! {
            <label class="utrecht-form-label utrecht-form-label--radio kt-choice">
                <input type="radio" class="utrecht-radio-button utrecht-radio-button--html-input" name=RHYTHM
                    value=rhythm_code(rhythm) checked=rhythm == chosen/>
                {words.rhythm(rhythm)}
            </label>
        }
    };
    view! {
        <fieldset class="utrecht-form-fieldset utrecht-form-fieldset--html-fieldset">
            <legend class="utrecht-form-fieldset__legend utrecht-form-fieldset__legend--html-legend">{words.how_often()}</legend>
            <div class="kt-choices">{Rhythm::ALL.into_iter().map(radio).collect_view()}</div>
        </fieldset>
    }
    .into_any()
}

fn one_of(name: &'static str, label: &'static str, all: Vec<(u8, String)>, chosen: u8) -> AnyView {
    let options = all.into_iter().map(|(value, text)| {
        view! { <option value=value.to_string() selected=value == chosen>{text}</option> }
    });
    view! {
        <div>
            <label class="utrecht-form-label kt-label" for=name>{label}</label>
            <select class="utrecht-select utrecht-select--html-select" id=name name=name>{options.collect_view()}</select>
        </div>
    }
    .into_any()
}
