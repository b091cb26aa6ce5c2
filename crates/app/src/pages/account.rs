//! One's own account: who one is, what colleagues see, the password, and where one is signed in.

mod calendar_feed;
mod closing;
mod notices;
mod proving;
mod second_factor;

use domain::{Language, TypedText};
use leptos::prelude::*;

use crate::form;
use crate::form::people::FUNCTION;
use crate::page::{AccountPage, AccountScreen, AccountTrouble, Me, PasswordTrouble, SessionLine};
use crate::parts::objection::Wrong;
use crate::parts::summary::{ErrorLine, errors};
use crate::parts::text_field::{self, TextField};
use crate::words::{Words, capital};

/// Where the page stands.
const ADDRESS: &str = "/account";
const PRESENT_ID: &str = "huidig";
const NEW_ID: &str = "wachtwoord";
const FUNCTION_ID: &str = "functie";

/// Shows a page about one's own account.
pub fn main(words: Words, me: Option<Me>, screen: AccountScreen) -> AnyView {
    match screen {
        AccountScreen::Own(page) => own(words, me, page),
        AccountScreen::SecondFactor(page) => second_factor::main(words, page),
        AccountScreen::Prove(page) => proving::prove(words, page),
        AccountScreen::Code(page) => proving::code(words, page),
        AccountScreen::Closing(page) => closing::main(words, me, page),
        AccountScreen::Notices(page) => notices::main(words, page),
        AccountScreen::CalendarFeed(page) => calendar_feed::main(words, page),
    }
}

fn own(words: Words, me: Option<Me>, page: AccountPage) -> AnyView {
    let not_done = page.trouble.as_ref().map(|trouble| {
        let line = ErrorLine {
            anchor: anchor(trouble).map(str::to_owned),
            text: words.password_trouble(trouble),
        };
        errors(words.password_not_changed().to_owned(), words.errors_follow(), vec![line])
    });
    let no_function = wrong_function(words, &page).map(|wrong| {
        let line = ErrorLine { anchor: Some(FUNCTION_ID.to_owned()), text: wrong.message };
        errors(words.function_not_changed().to_owned(), words.errors_follow(), vec![line])
    });
    let done = page.done.map(|done| {
        view! { <p class="kt-notice" role="status">{words.account_done(done)}</p> }
    });
    view! {
        {not_done}
        {no_function}
        <div class="kt-title">
            <h1 class="nl-heading nl-heading--level-1">{words.account_title()}</h1>
            <p class="nl-paragraph nl-paragraph--lead">{words.account_lead()}</p>
        </div>
        {done}
        {who(words, me, &page)}
        {function(words, &page)}
        {languages(words)}
        {two_steps(words, &page)}
        {password(words, &page)}
        {sessions(words, &page)}
        {notices::link(words)}
        {calendar_feed::link(words)}
        {own_data(words)}
        {closing::link(words)}
    }
    .into_any()
}

/// The way to everything that is known of somebody.
fn own_data(words: Words) -> AnyView {
    view! {
        <section class="kt-section kt-flow-tight" aria-labelledby="h-gegevens">
            <h2 class="nl-heading nl-heading--level-2" id="h-gegevens">{words.own_data_title()}</h2>
            <p class="kt-measure">{words.own_data_help()}</p>
            <p class="kt-actions"><a class="nl-link" href="/account/gegevens">{words.own_data_link()}</a></p>
        </section>
    }
    .into_any()
}

/// Who somebody is: for signing in, for colleagues, and in each region.
fn who(words: Words, me: Option<Me>, page: &AccountPage) -> AnyView {
    let known_as = page.display.clone().map(|display| {
        view! { <p class="nl-paragraph">{words.known_as()}" "<strong>{display}</strong></p> }
    });
    let me = me.unwrap_or_else(|| Me {
        person: page.person,
        seats: vec![],
        acting: None,
        administers: false,
    });
    let places = me.seats.iter().map(|seat| {
        let role = capital(&words.roles(&seat.roles, seat.member.may_adopt));
        let organisation = words.organisation_as(&seat.organisation_name, Some(seat.kind));
        let region = words.region_named(&seat.region_name);
        let href = format!("/regio/{}", seat.region);
        view! { <li>{role}", "{organisation}", "<a class="nl-link" href=href>{region}</a></li> }
    });
    let places = places.collect_view();
    let nothing = me.seats.is_empty() && !me.administers;
    view! {
        <section class="kt-section kt-flow-tight" aria-labelledby="h-wie">
            <h2 class="nl-heading nl-heading--level-2" id="h-wie">{words.your_places()}</h2>
            <p class="nl-paragraph">{words.signed_in_as()}" "<strong>{page.login.clone()}</strong></p>
            {known_as}
            {me.administers.then(|| view! { <p class="nl-paragraph">{words.you_administer()}" "<a class="nl-link" href="/beheer#h-beheerders">{words.administer_stop_there()}</a></p> })}
            {nothing.then(|| view! { <p class="kt-nothing">{words.no_places()}</p> })}
            <ul class="kt-list">{places}</ul>
        </section>
    }
    .into_any()
}

fn wrong_function(words: Words, page: &AccountPage) -> Option<Wrong> {
    let refusal = page.function_trouble.clone()?;
    let message = words.account_trouble(&AccountTrouble::Function(refusal.clone()));
    Some(Wrong { message, refusal: Some(refusal) })
}

/// What colleagues see of somebody.
fn function(words: Words, page: &AccountPage) -> AnyView {
    let field = TextField {
        id: FUNCTION_ID,
        name: FUNCTION,
        label: words.own_function_label(),
        hint: words.own_function_hint(),
        value: page.function.clone(),
        kind: "text",
        autocomplete: "organization-title",
        wrong: wrong_function(words, page),
    };
    view! {
        <section class="kt-section" aria-labelledby="h-functie">
            <h2 class="nl-heading nl-heading--level-2" id="h-functie">{words.function_title()}</h2>
            <form method="post" action=ADDRESS novalidate class="kt-flow kt-measure">
                <input type="hidden" name=form::PERSON value=page.person.to_string()/>
                {text_field::shown(words, field)}
                <p class="kt-actions">
                    <button class="nl-button nl-button--secondary" type="submit" name=form::DO value="functie">
                        <span class="nl-button__label">{words.function_button()}</span>
                    </button>
                </p>
            </form>
        </section>
    }
    .into_any()
}

fn languages(words: Words) -> AnyView {
    let choice = move |language: Language| {
        let current = language == words.0;
        view! {
            <button class="nl-button nl-button--secondary nl-button--small" type="submit" name="taal" value=language.code()
                lang=language.code() aria-current=current.then_some("true")>
                <span class="nl-button__label">{Words::name_of_language(language)}</span>
            </button>
        }
    };
    view! {
        <section class="kt-section" aria-labelledby="h-taal">
            <h2 class="nl-heading nl-heading--level-2" id="h-taal">{words.language_of_pages()}</h2>
            <form method="post" action="/taal" class="kt-actions">
                <input type="hidden" name="terug" value=ADDRESS/>
                {Language::ALL.into_iter().map(choice).collect_view()}
            </form>
        </section>
    }
    .into_any()
}

fn two_steps(words: Words, page: &AccountPage) -> AnyView {
    let (said, link) = match page.two_steps_since {
        Some(since) => (words.two_steps_since(since), words.look_at_two_steps()),
        None => (words.two_steps_off().to_owned(), words.set_up_two_steps()),
    };
    let unkept = page.misses_codes.then(|| {
        view! { <p class="kt-notice kt-notice--attention">{words.codes_unkept()}</p> }
    });
    view! {
        <section class="kt-section kt-flow-tight" aria-labelledby="h-stappen">
            <h2 class="nl-heading nl-heading--level-2" id="h-stappen">{words.two_steps_title()}</h2>
            <p class="nl-paragraph">{said}</p>
            {unkept}
            <p class="kt-actions"><a class="nl-link" href="/account/twee-stappen">{link}</a></p>
        </section>
    }
    .into_any()
}

/// Returns the id of the input that is wrong.
fn anchor(trouble: &PasswordTrouble) -> Option<&'static str> {
    match trouble {
        PasswordTrouble::Present => Some(PRESENT_ID),
        PasswordTrouble::New(_) => Some(NEW_ID),
        PasswordTrouble::TooMany | PasswordTrouble::Unavailable => None,
    }
}

fn password(words: Words, page: &AccountPage) -> AnyView {
    let wrong = |id: &str| {
        let trouble = page.trouble.as_ref().filter(|trouble| anchor(trouble) == Some(id))?;
        Some(Wrong { message: words.password_trouble(trouble), refusal: None })
    };
    let field = |id, label, hint, autocomplete| TextField {
        id,
        name: id,
        label,
        hint,
        value: TypedText::default(),
        kind: "password",
        autocomplete,
        wrong: wrong(id),
    };
    let present = field(
        PRESENT_ID,
        words.present_password(),
        words.present_password_hint(),
        "current-password",
    );
    let new = field(NEW_ID, words.another_password(), words.new_password_hint(), "new-password");
    view! {
        <section class="kt-section" aria-labelledby="h-wachtwoord">
            <h2 class="nl-heading nl-heading--level-2" id="h-wachtwoord">{words.change_password_title()}</h2>
            <form method="post" action=ADDRESS novalidate class="kt-flow kt-measure">
                <input type="hidden" name=form::PERSON value=page.person.to_string()/>
                // For programs that keep passwords: which account it is.
                <input type="hidden" name="naam" autocomplete="username" value=page.login.clone()/>
                <p class="kt-measure">{words.change_password_help()}</p>
                {text_field::shown(words, present)}
                {text_field::shown(words, new)}
                <p class="kt-actions">
                    <button class="nl-button nl-button--primary" type="submit" name=form::DO value="wachtwoord">
                        <span class="nl-button__label">{words.change_password_button()}</span>
                    </button>
                </p>
            </form>
        </section>
    }
    .into_any()
}

fn sessions(words: Words, page: &AccountPage) -> AnyView {
    let person = page.person.to_string();
    let lines = page.sessions.iter().map(|line| session(words, line, person.clone()));
    let lines = lines.collect_view();
    let others = (1 < page.sessions.len()).then(|| {
        view! {
            <form method="post" action=ADDRESS>
                <input type="hidden" name=form::PERSON value=person/>
                <p class="kt-actions">
                    <button class="nl-button nl-button--secondary" type="submit" name=form::DO value="beeindig-andere">
                        <span class="nl-button__label">{words.end_other_sessions()}</span>
                    </button>
                </p>
            </form>
        }
    });
    view! {
        <section class="kt-section kt-flow" aria-labelledby="h-sessies">
            <h2 class="nl-heading nl-heading--level-2" id="h-sessies">{words.sessions_title()}</h2>
            <p class="kt-measure">{words.sessions_help()}</p>
            <ul class="kt-plain kt-flow" id="sessies">{lines}</ul>
            {others}
        </section>
    }
    .into_any()
}

fn session(words: Words, line: &SessionLine, person: String) -> AnyView {
    let browser = words.browser(&line.browser);
    let of = browser.clone();
    let times = words.session_times(line.began, line.used);
    let end = (!line.is_this).then(|| {
        view! {
            <form method="post" action=ADDRESS>
                <input type="hidden" name=form::PERSON value=person/>
                <p class="kt-actions">
                    <button class="nl-button nl-button--secondary nl-button--small" type="submit" name=form::DO
                        value=format!("beeindig:{}", line.handle)>
                        <span class="nl-button__label">{words.end_session()}<span class="kt-hidden">", "{of}</span></span>
                    </button>
                </p>
            </form>
        }
    });
    let this = line.is_this.then(|| view! { " ("{words.this_session()}")" });
    view! {
        <li>
            <p class="nl-paragraph"><strong>{browser}</strong>{this}</p>
            <p class="kt-small kt-soft">{times}</p>
            {end}
        </li>
    }
    .into_any()
}
