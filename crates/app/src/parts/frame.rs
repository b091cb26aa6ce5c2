//! What stands around every page: header, navigation, footer.

use domain::{Language, Member, Moment, RegionId};
use leptos::prelude::*;

use crate::page::{ActionFilter, GridFilter, HistoryFilter, Me, NOTICES, Page, Screen, Table};
use crate::parts::address;
use crate::parts::roles::{self, Acting};
use crate::parts::shape::{Shape, drawn};
use crate::platform;
use crate::session::{Link, Session, use_session};
use crate::words::Words;

/// Where a page stands among the others: links, and the page itself last.
pub type Trail = Vec<(String, Option<String>)>;

/// Shows the link that jumps over the header.
pub fn skip_link(words: Words) -> impl IntoView {
    view! {
        <a class="nl-skip-link nl-skip-link--visible-on-focus" href="#inhoud">{words.skip_to_content()}</a>
    }
}

/// Shows the header of a page.
pub fn header(words: Words, page: &Page) -> impl IntoView + use<> {
    view! {
        <header class="utrecht-page-header kt-header">
            <div class="kt-wrap kt-bar">
                <a class="kt-brand" href="/">{drawn(Shape::Logo)}{words.product()}</a>
                {languages(words, page)}
                {role(words, page)}
            </div>
            {page.me.as_ref().and_then(|me| menu(words, page, me))}
        </header>
    }
}

fn languages(words: Words, page: &Page) -> impl IntoView + use<> {
    // What stands in the address of a link stands in no other form.
    let (action, back) = match &page.screen {
        Screen::ActionLink(link) => (link.address.clone(), None),
        _ => ("/taal".to_owned(), Some(page.address.clone())),
    };
    let back = back.map(|back| view! { <input type="hidden" name="terug" value=back/> });
    let choice = move |language: Language| {
        let current = language == words.0;
        view! {
            <button class="kt-link-button" type="submit" name="taal" value=language.code() lang=language.code()
                aria-current=current.then_some("true")>{Words::name_of_language(language)}</button>
        }
    };
    view! {
        <form class="kt-lang" method="post" action=action aria-label=words.language()>
            {back}
            {Language::ALL.into_iter().map(choice).collect_view()}
        </form>
    }
}

fn role(words: Words, page: &Page) -> impl IntoView + use<> {
    let Some(me) = &page.me else {
        let on_sign_in = matches!(page.screen, Screen::SignIn(_));
        return (!on_sign_in)
            .then(|| view! { <p class="kt-role"><a class="nl-link" href="/inloggen">{words.sign_in()}</a></p> })
            .into_any();
    };
    let guest = guest_in(page).map(|_| view! { <span>{words.reading_as()}</span> });
    // The start page stays; from elsewhere one comes to where the region stands, seen in the other role.
    let back = matches!(page.screen, Screen::Home(_)).then(|| "/".to_owned());
    let acting = me.seat().map(|seat| {
        let Member { person, may_adopt, .. } = seat.member;
        let acting = Acting { words, person, region: seat.region, may_adopt, back };
        let role = words.role(seat.member.role, seat.member.may_adopt);
        let name = words.organisation_as(&seat.organisation_name, Some(seat.kind));
        let as_whom = format!("{role}, {name}");
        view! {
            <span>{words.you_work_as()}" "<strong>{as_whom}</strong></span>
            {roles::switch(&acting, seat)}
        }
    });
    let administers = me.administers.then(|| {
        let here = matches!(page.screen, Screen::Administration(_)).then_some("page");
        view! { <a class="nl-link" href="/beheer" aria-current=here>{words.administration()}</a> }
    });
    let account = matches!(page.screen, Screen::Account(_)).then_some("page");
    let switch = (1 < me.seats.len())
        .then(|| view! { <a class="nl-link" href="/">{words.switch_region()}</a> });
    view! {
        <div class="kt-role">
            {acting}
            {guest}
            {switch}
            {administers}
            {notices(words, page, me)}
            <a class="nl-link" href="/account" aria-current=account>{words.account()}</a>
            <form method="post" action="/uitloggen">
                <button class="kt-link-button" type="submit">{words.sign_out()}</button>
            </form>
        </div>
    }
    .into_any()
}

/// The way to what concerns the reader, with how much of it is new. On the page of a region it counts on.
fn notices(words: Words, page: &Page, me: &Me) -> Option<AnyView> {
    if me.seats.is_empty() {
        return None;
    }
    let here = matches!(page.screen, Screen::Notices(_)).then_some("page");
    let (known, session) = (page.notices, use_context::<Session>());
    let new = move || session.map_or(known, |session| session.notices(known));
    let count = move || words.notices_counted(new());
    Some(view! { <a class="nl-link" href=NOTICES aria-current=here>{count}</a> }.into_any())
}

/// Returns the region that a page shows to somebody who has no place in it and reads along.
fn guest_in(page: &Page) -> Option<&Table> {
    page.screen.table().filter(|table| table.insider.member().is_none())
}

/// Returns the region of a page with its name: where the reader acts, or reads along.
fn here(page: &Page, me: &Me) -> Option<(RegionId, String)> {
    let acts = me.seat().map(|seat| (seat.region, seat.region_name.clone()));
    let reads = || guest_in(page).map(|table| (table.region.id, table.region.name.to_string()));
    acts.or_else(reads)
}

fn menu(words: Words, page: &Page, me: &Me) -> Option<impl IntoView + use<>> {
    let (id, name) = here(page, me)?;
    let region = address::region(id);
    // Nothing waits for a guest.
    let has_work = me.seat().is_some();
    let current = |here: bool| here.then_some("page");
    let (board, grid) = match &page.screen {
        Screen::Board(..) => (true, false),
        Screen::Grid(..) | Screen::Check(..) | Screen::Question(..) => (false, true),
        _ => (false, false),
    };
    let history = matches!(page.screen, Screen::History(..));
    let requests = matches!(page.screen, Screen::Requests(..));
    let actions = matches!(
        page.screen,
        Screen::Actions(..) | Screen::Action(..) | Screen::Plan(..) | Screen::Steering(..)
    );
    let search = matches!(page.screen, Screen::Search(..));
    // What stands below it is found from there alone.
    let participants = matches!(
        page.screen,
        Screen::Participants(..)
            | Screen::Access(..)
            | Screen::Granting(..)
            | Screen::Handover(..)
            | Screen::Mail(Some(_), _)
            | Screen::Audit(Some(_), _)
    );
    let library = matches!(page.screen, Screen::Library(_));
    let entry = move |href: String, text: &'static str, here: bool| {
        view! { <li><a href=href aria-current=current(here)>{text}</a></li> }
    };
    Some(view! {
        <div class="kt-sub"><div class="kt-wrap">
            {region_switch(words, id, &name, me)}
            <a class="kt-menu-link nl-link" href="#menu">{words.menu()}</a>
            <nav class="kt-nav" id="menu" aria-label=words.main_menu()><ul>
                {has_work.then(|| entry("/".into(), words.home(), matches!(page.screen, Screen::Home(_))))}
                {entry(region.clone(), words.board(), board)}
                {entry(address::grid(id, GridFilter::default()), words.checklist(), grid)}
                {entry(address::actions(id, ActionFilter::default()), words.actions(), actions)}
                {entry(address::requests(id, None), words.requests(), requests)}
                {entry(address::participants(id), words.participants(), participants)}
                {entry(address::history(id, HistoryFilter::default(), None), words.history(), history)}
                {entry("/kennisbank".into(), words.library(), library)}
                {entry(address::search(id), words.search(), search)}
                <li class="kt-nav-close"><a href="#inhoud">{words.close_menu()}</a></li>
            </ul></nav>
        </div></div>
    })
}

/// Shows the present region and the way to the others.
fn region_switch(words: Words, id: RegionId, region_name: &str, me: &Me) -> impl IntoView + use<> {
    let name = words.region_named(region_name);
    let mut others: Vec<(String, String)> = Vec::new();
    for other in me.seats.iter().filter(|other| other.region != id) {
        let href = format!("/regio/{}", other.region);
        if !others.iter().any(|(known, _)| *known == href) {
            others.push((href, other.region_name.clone()));
        }
    }
    if others.is_empty() {
        return view! { <p class="kt-switch"><span class="kt-switch-one">{name}</span></p> }
            .into_any();
    }
    let open = format!("{region_name} ({})", words.now_open());
    view! {
        <details class="kt-switch">
            <summary>{name}</summary>
            <ul class="kt-plain">
                <li>{open}</li>
                {others.into_iter().map(|(href, name)| view! { <li><a class="nl-link" href=href>{name}</a></li> }).collect_view()}
            </ul>
        </details>
    }
    .into_any()
}

/// Says on paper of which region, round and day the page is.
pub fn print_line(words: Words, table: &Table, made: Moment) -> impl IntoView + use<> {
    let session = use_session();
    let region = words.region_named(table.region.name.as_str());
    let day = RwSignal::new(words.day(made));
    // Runs in the browser only, whose page goes along with the region while it is connected.
    Effect::new(move |_| {
        platform::before_print(move || {
            if untrack(|| session.link()) == Link::Live {
                day.set(words.day(platform::now()));
            }
        });
    });
    let line = move || {
        session.read(|reader| {
            let round = reader.structure().round().map(|round| round.name.as_heading());
            words.printed(&region, round, &day.get())
        })
    };
    view! { <p class="kt-print-only">{line}</p> }
}

/// Shows where a page stands.
pub fn breadcrumbs(words: Words, trail: Trail) -> impl IntoView {
    let item = |(text, href): (String, Option<String>)| match href {
        Some(href) => view! {
            <li class="utrecht-breadcrumb-nav__item">
                <a class="nl-link utrecht-breadcrumb-nav__link" href=href>{text}</a>
            </li>
        }
        .into_any(),
        None => view! {
            <li class="utrecht-breadcrumb-nav__item"><span aria-current="page">{text}</span></li>
        }
        .into_any(),
    };
    view! {
        <nav class="utrecht-breadcrumb-nav kt-crumbs" aria-label=words.breadcrumbs()>
            <ol class="utrecht-breadcrumb-nav__list utrecht-breadcrumb-nav__list--html-ol">
                {trail.into_iter().map(item).collect_view()}
            </ol>
        </nav>
    }
}

/// Shows the foot of a page.
pub fn footer(words: Words, page: &Page) -> impl IntoView + use<> {
    let history = page.me.as_ref().and_then(|me| here(page, me)).map(|(id, _)| {
        let href = address::history(id, HistoryFilter::default(), None);
        view! { <li><a class="nl-link" href=href>{words.history()}</a></li> }
    });
    view! {
        <footer class="utrecht-page-footer kt-footer"><div class="kt-wrap">
            <ul>
                <li><a class="nl-link" href="/kennisbank">{words.library()}</a></li>
                {history}
                <li><a class="nl-link" href="/toegankelijkheid">{words.accessibility()}</a></li>
                <li><a class="nl-link" href="/privacy">{words.privacy()}</a></li>
            </ul>
            <p class="nl-paragraph">{words.policy_never_cases()}</p>
        </div></footer>
    }
}
