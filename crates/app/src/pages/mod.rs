//! One module for each screen. Pages arrange parts.

mod access;
mod accessibility;
mod account;
mod action;
mod action_link;
mod actions;
mod administration;
mod audit;
mod board;
mod check;
mod granting;
mod grid;
mod handover;
mod history;
mod home;
mod invitation;
mod library;
mod mail;
mod notices;
mod own_questions;
mod paper;
mod participants;
mod plan;
mod privacy;
mod problem;
mod question;
mod removal;
mod requests;
mod reset;
mod search;
mod sign_in;
mod steering;

use std::sync::Arc;

use leptos::prelude::*;

use crate::page::{Page, Past, Screen};
use crate::parts::frame;
use crate::parts::link_state::LinkState;
use crate::parts::past::{self, OnDay};
use crate::parts::{reading, removed};
use crate::session::Session;
use crate::words::Words;

/// Returns what the tab of a page says.
pub fn title(page: &Page) -> String {
    let words = Words(page.language);
    let own = match &page.screen {
        Screen::Check(table, check) => check::title(words, table, check),
        Screen::SignIn(_) => words.sign_in().to_owned(),
        Screen::Home(_) => words.home().to_owned(),
        Screen::Board(..) => words.board_title().to_owned(),
        Screen::Grid(table, _) => grid::title(words, table),
        Screen::Question(_, page) => question::title(words, page.question),
        Screen::Requests(..) => words.requests().to_owned(),
        Screen::Actions(..) => words.actions().to_owned(),
        Screen::Action(table, page) => action::title(words, table, page),
        Screen::Plan(_, page) => plan::heading(words, page),
        Screen::Steering(..) => words.steering_title().to_owned(),
        Screen::Paper(table, page) => paper::title(words, table, *page),
        Screen::OwnQuestions(..) => words.own_questions().to_owned(),
        Screen::History(..) => words.history().to_owned(),
        Screen::Removal(..) => words.removal().to_owned(),
        Screen::Search(..) => words.search().to_owned(),
        Screen::Handover(..) => words.handover().to_owned(),
        Screen::Participants(..) => words.participants().to_owned(),
        Screen::Access(..) => words.access_title().to_owned(),
        Screen::Granting(..) => words.granting_title().to_owned(),
        Screen::Administration(_) => words.administration().to_owned(),
        Screen::Invitation(_) => words.invitation_title().to_owned(),
        Screen::ActionLink(page) => action_link::title(words, page),
        Screen::Mail(..) => words.mail_title().to_owned(),
        Screen::Audit(..) => words.audit_title().to_owned(),
        Screen::Reset(_) => words.reset_title().to_owned(),
        Screen::Account(page) => words.account_screen(page).to_owned(),
        Screen::Notices(_) => words.notices().to_owned(),
        Screen::Library(_) => words.library().to_owned(),
        Screen::Accessibility => words.accessibility().to_owned(),
        Screen::Privacy => words.privacy().to_owned(),
        Screen::Problem(problem, _) => words.problem_title(*problem).to_owned(),
    };
    let region = page.screen.table().map(|table| table.region.name.to_string());
    let parts = [Some(own), region, Some(words.product().to_owned())];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Renders what stands in the body of a page. The server and the browser call it with the same page.
pub fn body(page: Page) -> impl IntoView {
    let words = Words(page.language);
    let session = page.screen.table().map(Session::new);
    if let Some(session) = session {
        provide_context(session);
        let names = page.screen.table().map(|table| Arc::new(table.names.clone()));
        provide_context(removed::Known(names.unwrap_or_default()));
        // Runs in the browser only, once the page was taken over.
        Effect::new(move |_| untrack(|| session.start()));
    }
    let state = session.map(|_| view! { <LinkState words=words address=page.address.clone()/> });
    let readings = page.screen.table().map(|table| reading::lines(words, table, page.now));
    let printed = page.screen.table().map(|table| frame::print_line(words, table, page.now));
    let (header, footer) = (frame::header(words, &page), frame::footer(words, &page));
    let (banner, days) = other_days(words, &page);

    view! {
        {frame::skip_link(words)}
        {header}
        {readings}
        {state}
        <main class="kt-wrap kt-main" id="inhoud" tabindex="-1">{printed}{banner}{main(words, page)}{days}</main>
        {footer}
    }
}

/// Says which past day a page shows, and offers to look at another: where the region's state is shown.
fn other_days(words: Words, page: &Page) -> (Option<AnyView>, Option<AnyView>) {
    let shows_state = matches!(
        page.screen,
        Screen::Board(..)
            | Screen::Grid(..)
            | Screen::Check(..)
            | Screen::Question(..)
            | Screen::Paper(..)
    );
    if !shows_state {
        return (None, None);
    }
    let banner = page.past.as_ref().and_then(|past| past::banner(words, past, &page.address));
    let form = past::form(words, page.past.as_ref(), &page.address);
    if let Some(Past::Shown(day)) = page.past {
        // From here on, for what the page itself links to.
        provide_context(OnDay(day));
    }
    (banner.map(IntoAny::into_any), Some(form.into_any()))
}

/// Shows a screen.
/// Size: one arm for each screen, so that the compiler sees that none is missing.
fn main(words: Words, page: Page) -> AnyView {
    let now = page.now;
    match page.screen {
        Screen::SignIn(sign_in) => sign_in::main(words, sign_in).into_any(),
        Screen::Home(tables) => home::main(words, page.me, tables, page.address, now).into_any(),
        Screen::Board(table, page) => {
            let token = format!("{}-{}", table.region.head, now.0);
            board::main(words, table, page, token, now).into_any()
        }
        Screen::Grid(table, filter) => grid::main(words, table, filter).into_any(),
        Screen::Question(table, page) => question::main(words, table, page, now).into_any(),
        Screen::Requests(table, page) => {
            let token = format!("{}-{}", table.region.head, now.0);
            requests::main(words, table, page, token, now).into_any()
        }
        Screen::Actions(table, page) => {
            let token = format!("{}-{}", table.region.head, now.0);
            actions::main(words, table, *page, token, now).into_any()
        }
        Screen::Action(table, page) => {
            let token = format!("{}-{}", table.region.head, now.0);
            action::main(words, table, *page, token, now).into_any()
        }
        Screen::Plan(table, page) => {
            let token = format!("{}-{}", table.region.head, now.0);
            plan::main(words, table, *page, token).into_any()
        }
        Screen::Steering(table, page) => {
            let token = format!("{}-{}", table.region.head, now.0);
            steering::main(words, table, page, token, now).into_any()
        }
        Screen::Paper(table, page) => paper::main(words, table, page).into_any(),
        Screen::OwnQuestions(table, page) => {
            let token = format!("{}-{}", table.region.head, now.0);
            own_questions::main(words, table, page, token).into_any()
        }
        Screen::History(table, stretch) => {
            let token = format!("{}-{}", table.region.head, now.0);
            history::main(words, table, stretch, &token).into_any()
        }
        Screen::Removal(table, page) => {
            let token = format!("{}-{}", table.region.head, now.0);
            removal::main(words, table, *page, &token).into_any()
        }
        Screen::Search(table, page) => search::main(words, table, page).into_any(),
        Screen::Handover(table, page) => {
            let token = format!("{}-{}", table.region.head, now.0);
            handover::main(words, table, page, &token, now)
        }
        Screen::Participants(table, page) => participants::main(words, table, page, now),
        Screen::Access(table, page) => access::main(words, table, page),
        Screen::Granting(table, page) => granting::main(words, table, *page, now),
        Screen::Administration(page) => administration::main(words, page, now),
        Screen::Invitation(page) => invitation::main(words, page),
        Screen::ActionLink(page) => action_link::main(words, *page),
        Screen::Mail(table, page) => mail::main(words, table, page, now),
        Screen::Audit(table, page) => audit::main(words, table, page),
        Screen::Reset(page) => reset::main(words, page),
        Screen::Account(screen) => account::main(words, page.me, *screen),
        Screen::Notices(page) => notices::main(words, *page),
        Screen::Library(checklist) => library::main(words, checklist).into_any(),
        Screen::Accessibility => accessibility::main(words).into_any(),
        Screen::Privacy => privacy::main(words).into_any(),
        Screen::Check(table, check) => check::main(words, table, check, now).into_any(),
        Screen::Problem(problem, form) => {
            problem::main(words, problem, form, page.address).into_any()
        }
    }
}
