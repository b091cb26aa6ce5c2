//! The second step of signing in: set it up, keep its recovery codes, turn it off.

use domain::{Moment, TypedText};
use leptos::prelude::*;

use super::proving::code_field;
use crate::form;
use crate::page::{Begun, FactorTrouble, SecondFactorPage};
use crate::parts::objection::Wrong;
use crate::parts::summary::{ErrorLine, errors};
use crate::parts::text_field::{self, TextField};
use crate::words::Words;

const ADDRESS: &str = "/account/twee-stappen";
const PASSWORD_ID: &str = "wachtwoord";
/// Says that the recovery codes were kept.
const KEPT: &str = "codes-bewaard";
/// With so few recovery codes left it is time for new ones.
const FEW_CODES: i64 = 3;

/// Shows the page.
pub fn main(words: Words, page: SecondFactorPage) -> AnyView {
    let not_done = page.trouble.map(|trouble| {
        let anchor = match trouble {
            FactorTrouble::Code => Some("code"),
            FactorTrouble::Proof => Some(PASSWORD_ID),
            FactorTrouble::Required | FactorTrouble::TooMany | FactorTrouble::Unavailable => None,
        };
        let text = words.factor_trouble(trouble).to_owned();
        let line = ErrorLine { anchor: anchor.map(str::to_owned), text };
        errors(words.factor_not_done().to_owned(), words.errors_follow(), vec![line])
    });
    let reset = page.reset_at.map(|at| reset(words, &page, at));
    let required = asked_by(words, &page);
    let body = match (&page.begun, page.since) {
        _ if !page.codes.is_empty() => codes(words, &page),
        (_, Some(since)) => on(words, &page, since),
        (Some(begun), None) => setting_up(words, &page, begun),
        (None, None) => off(words, &page),
    };
    view! {
        {not_done}
        <div class="kt-title">
            <h1 class="nl-heading nl-heading--level-1">{words.two_steps_title()}</h1>
            <p class="nl-paragraph nl-paragraph--lead">{words.two_steps_lead()}</p>
        </div>
        {reset}
        {required}
        {body}
    }
    .into_any()
}

/// Says who asks for two steps, and that nothing opens before.
fn asked_by(words: Words, page: &SecondFactorPage) -> Option<AnyView> {
    let by = (!page.required_by.is_empty()).then(|| words.required_by(&page.required_by));
    let here = page.is_required_here.then(|| words.required_of_administrators().to_owned());
    let said: Vec<String> = by.into_iter().chain(here).collect();
    let waits = page.since.is_none().then(|| words.required_of_you());
    page.is_required().then(|| {
        view! {
            <div class="kt-notice kt-notice--attention">
                <p class="nl-paragraph">{said.join(" ")}" "{waits}</p>
            </div>
        }
        .into_any()
    })
}

fn hidden(page: &SecondFactorPage) -> impl IntoView + use<> {
    let person = page.person.to_string();
    let back = page.back.clone();
    view! {
        <input type="hidden" name=form::PERSON value=person/>
        {back.map(|back| view! { <input type="hidden" name="daarna" value=back/> })}
    }
}

/// A form of one button.
fn deed(page: &SecondFactorPage, value: &'static str, text: &'static str, kind: &str) -> AnyView {
    let class = format!("nl-button nl-button--{kind}");
    view! {
        <form method="post" action=ADDRESS>
            {hidden(page)}
            <p class="kt-actions">
                <button class=class type="submit" name=form::DO value=value>
                    <span class="nl-button__label">{text}</span>
                </button>
            </p>
        </form>
    }
    .into_any()
}

fn reset(words: Words, page: &SecondFactorPage, at: Moment) -> AnyView {
    view! {
        <div class="kt-notice kt-notice--attention kt-flow-tight" role="status">
            <p class="nl-paragraph">{words.second_factor_was_reset(at)}</p>
            {deed(page, "gelezen", words.reset_read(), "secondary")}
        </div>
    }
    .into_any()
}

fn off(words: Words, page: &SecondFactorPage) -> AnyView {
    view! {
        <section class="kt-section kt-flow" aria-labelledby="h-begin">
            <h2 class="nl-heading nl-heading--level-2" id="h-begin">{words.set_up_two_steps()}</h2>
            <p class="kt-measure">{words.begin_two_steps_help()}</p>
            {deed(page, "begin", words.begin_two_steps(), "primary")}
        </section>
    }
    .into_any()
}

fn setting_up(words: Words, page: &SecondFactorPage, begun: &Begun) -> AnyView {
    let wrong = (page.trouble == Some(FactorTrouble::Code))
        .then(|| Wrong { message: words.code_wrong().to_owned(), refusal: None });
    // Four squares of white around it, without which phones find nothing.
    let around = begun.width + 8;
    let seen = format!("-4 -4 {around} {around}");
    view! {
        <section class="kt-section kt-flow" aria-labelledby="h-scan">
            <h2 class="nl-heading nl-heading--level-2" id="h-scan">{words.scan_title()}</h2>
            <p class="kt-measure">{words.scan_help()}</p>
            <svg class="kt-qr" role="img" aria-label=words.scan_picture() viewBox=seen.clone() shape-rendering="crispEdges">
                <rect class="kt-qr-light" x="-4" y="-4" width=around height=around/>
                <path class="kt-qr-dark" d=begun.squares.clone()/>
            </svg>
            <p class="nl-paragraph">{words.secret_label()}": "<strong class="kt-key" id="sleutel">{begun.secret.clone()}</strong></p>
        </section>
        <section class="kt-section" aria-labelledby="h-code">
            <h2 class="nl-heading nl-heading--level-2" id="h-code">{words.first_code_title()}</h2>
            <form method="post" action=ADDRESS novalidate class="kt-flow kt-measure">
                {hidden(page)}
                {code_field(words, words.code_label(), words.code_hint(), wrong)}
                <p class="kt-actions">
                    <button class="nl-button nl-button--primary" type="submit" name=form::DO value="aan">
                        <span class="nl-button__label">{words.turn_on()}</span>
                    </button>
                </p>
            </form>
            {deed(page, "begin", words.start_over(), "subtle")}
        </section>
    }
    .into_any()
}

/// The recovery codes that were just made.
fn codes(words: Words, page: &SecondFactorPage) -> AnyView {
    let list = page.codes.iter().map(|code| view! { <li class="kt-key">{code.clone()}</li> });
    let list = list.collect_view();
    view! {
        <section class="kt-section kt-section--accent kt-flow" role="status" aria-labelledby="h-codes">
            <h2 class="nl-heading nl-heading--level-2" id="h-codes">{words.codes_title()}</h2>
            <p class="kt-measure">{words.codes_help()}</p>
            <ol class="kt-list kt-codes" id="herstelcodes">{list}</ol>
            {deed(page, KEPT, words.codes_kept(), "primary")}
        </section>
    }
    .into_any()
}

fn on(words: Words, page: &SecondFactorPage, since: Moment) -> AnyView {
    let few = (page.codes_left <= FEW_CODES).then(|| {
        let said = format!("{} {}", words.codes_left(page.codes_left), words.few_codes());
        view! { <div class="kt-notice kt-notice--attention"><p class="nl-paragraph">{said}</p></div> }
    });
    let many = (FEW_CODES < page.codes_left)
        .then(|| view! { <p class="nl-paragraph">{words.codes_left(page.codes_left)}</p> });
    let on = page.back.clone().filter(|_| page.keeps_codes).map(|back| {
        view! { <p class="kt-actions"><a class="nl-link" href=back>{words.go_on()}</a></p> }
    });
    // Whoever never saw them, as after a second click, makes others; the way on goes through saying so.
    let unkept = (!page.keeps_codes).then(|| {
        view! {
            <div class="kt-notice kt-notice--attention kt-flow-tight">
                <p class="nl-paragraph">{words.codes_unkept()}</p>
                {deed(page, KEPT, words.codes_kept(), "secondary")}
            </div>
        }
    });
    view! {
        <p class="nl-paragraph kt-top-5">{words.two_steps_since(since)}</p>
        {on}
        <section class="kt-section kt-flow" aria-labelledby="h-codes">
            <h2 class="nl-heading nl-heading--level-2" id="h-codes">{words.codes_title()}</h2>
            {unkept}
            {few}
            {many}
            <p class="kt-measure">{words.new_codes_help()}</p>
            {deed(page, "nieuwe-codes", words.new_codes(), "secondary")}
        </section>
        {turning_off(words, page)}
    }
    .into_any()
}

fn turning_off(words: Words, page: &SecondFactorPage) -> AnyView {
    if page.is_required() {
        return view! {
            <section class="kt-section" aria-labelledby="h-uit">
                <h2 class="nl-heading nl-heading--level-2" id="h-uit">{words.turn_off_title()}</h2>
                <p class="nl-paragraph">{words.factor_trouble(FactorTrouble::Required)}</p>
            </section>
        }
        .into_any();
    }
    let wrong = || {
        (page.trouble == Some(FactorTrouble::Proof))
            .then(|| Wrong { message: words.prove_wrong().to_owned(), refusal: None })
    };
    let password = TextField {
        id: PASSWORD_ID,
        name: PASSWORD_ID,
        label: words.present_password(),
        hint: words.present_password_hint(),
        value: TypedText::default(),
        kind: "password",
        autocomplete: "current-password",
        wrong: wrong(),
    };
    view! {
        <section class="kt-section" aria-labelledby="h-uit">
            <h2 class="nl-heading nl-heading--level-2" id="h-uit">{words.turn_off_title()}</h2>
            <form method="post" action=ADDRESS novalidate class="kt-flow kt-measure">
                {hidden(page)}
                <p class="kt-measure">{words.turn_off_help()}</p>
                {text_field::shown(words, password)}
                {code_field(words, words.code_or_recovery(), words.code_hint(), wrong())}
                <p class="kt-actions">
                    <button class="nl-button nl-button--secondary" type="submit" name=form::DO value="uit">
                        <span class="nl-button__label">{words.turn_off()}</span>
                    </button>
                </p>
            </form>
        </section>
    }
    .into_any()
}
