//! The days on which the steering group meets.

use domain::rights::{Ability, demand};
use domain::{Day, Moment, local_day};
use leptos::prelude::*;

use crate::form::{
    self,
    actions::{STEERING_ADD, STEERING_DAY, STEERING_REMOVE},
};
use crate::page::{
    ActionFilter, ActionShow, CALENDAR_FEED_ADDRESS, SteeringPage, SteeringTrouble, Table,
};
use crate::parts::day_field::{self, DayField};
use crate::parts::note_form::NoteForm;
use crate::parts::summary::{ErrorLine, errors};
use crate::parts::{address, frame};
use crate::session::{Session, use_session};
use crate::words::{Words, capital};

/// Shows the page. `token` makes a double click on its forms one effect.
pub fn main(
    words: Words,
    table: Table,
    page: SteeringPage,
    token: String,
    now: Moment,
) -> impl IntoView {
    let region = table.region.id;
    let session = use_session();
    let today = local_day(now);
    let trail = vec![
        (words.board().to_owned(), Some(address::region(region))),
        (words.steering_title().to_owned(), None),
    ];
    let may = demand(&table.insider.actor(), Ability::Coordinate).is_ok();
    let error = page.refused.as_ref().map(|(trouble, _)| match trouble {
        SteeringTrouble::NoSuchDay => words.action_no_such_day().to_owned(),
        SteeringTrouble::Refused(refusal) => words.refusal(refusal, &table.names),
    });
    let summary = error.clone().map(|text| {
        let line = ErrorLine { anchor: Some(STEERING_DAY.to_owned()), text };
        errors(words.steering_not_taken_in().to_owned(), words.action_look_here(), vec![line])
    });
    let done = page.done.map(|done| {
        view! { <p class="kt-notice" role="status">{words.steering_done(done)}</p> }
    });
    let typed = page.refused.map(|(_, typed)| typed).unwrap_or_default();
    let adding = may.then(|| adding(words, session, region, &token, typed, error));
    let removing = may.then(|| token.clone());
    let (ahead, past) = (ahead(words, session, removing, today), past(words, session, today));
    view! {
        {frame::breadcrumbs(words, trail)}
        {summary}
        {done}
        <div class="kt-title">
            <h1 class="nl-heading nl-heading--level-1">{words.steering_title()}</h1>
            <p class="nl-paragraph nl-paragraph--lead">{words.steering_lead()}</p>
        </div>
        <section class="kt-section" aria-labelledby="h-komend">
            <h2 class="nl-heading nl-heading--level-2" id="h-komend">{words.steering_ahead()}</h2>
            {ahead}
        </section>
        {calendar(words, &table)}
        {adding}
        {past}
    }
}

/// The way to have these days in one's own calendar, for those who have a place here.
fn calendar(words: Words, table: &Table) -> Option<AnyView> {
    table.insider.member().map(|_| {
        view! {
            <p class="kt-top-5 kt-screen-only"><a class="nl-link" href=CALENDAR_FEED_ADDRESS>{words.feed_from_steering()}</a></p>
        }
        .into_any()
    })
}

/// The days that are still to come; with the way to remove one, where a token for that is given.
fn ahead(
    words: Words,
    session: Session,
    removes: Option<String>,
    today: Day,
) -> impl Fn() -> AnyView + use<> {
    let days = session.memo(|reader| {
        let region = reader.actions();
        (region.id, region.steering_dates.clone())
    });
    move || {
        let (region, days) = days.get();
        let days: Vec<Day> = days.range(today..).copied().collect();
        if days.is_empty() {
            return view! { <p class="kt-nothing">{words.steering_none()}</p> }.into_any();
        }
        let next = days.first().copied();
        let line = |day: Day| {
            let text = words.until_steering(day, today);
            let remove = removes.as_ref().map(|token| removing(words, session, region, token, day));
            let discussed = (next == Some(day)).then(|| to_discuss(words, region));
            view! { <li><p class="nl-paragraph">{text}</p>{discussed}{remove}</li> }
        };
        let lines = days.into_iter().map(line).collect_view();
        view! { <ul class="kt-entries">{lines}</ul> }.into_any()
    }
}

/// The ways to what the steering group is to discuss when it meets next, and to what must be done by then.
fn to_discuss(words: Words, region: domain::RegionId) -> AnyView {
    let list = |show| {
        let filter = ActionFilter { show: Some(show), ..ActionFilter::default() };
        let text = capital(words.action_show(show));
        view! { <a class="nl-link" href=address::actions(region, filter)>{text}</a> }
    };
    view! {
        <p class="kt-actions">{list(ActionShow::TeBespreken)}{list(ActionShow::VoorStuurgroep)}</p>
    }
    .into_any()
}

/// The days that were, the last one first.
fn past(words: Words, session: Session, today: Day) -> impl Fn() -> Option<AnyView> + use<> {
    let days = session.memo(|reader| reader.actions().steering_dates.clone());
    move || {
        let days: Vec<Day> = days.with(|days| days.range(..today).rev().copied().collect());
        (!days.is_empty()).then(|| {
            let line = |day: Day| view! { <li>{words.calendar_day(day)}</li> };
            view! {
                <section class="kt-section" aria-labelledby="h-geweest">
                    <h2 class="nl-heading nl-heading--level-2" id="h-geweest">{words.steering_past()}</h2>
                    <ul class="kt-list">{days.into_iter().map(line).collect_view()}</ul>
                </section>
            }
            .into_any()
        })
    }
}

fn adding(
    words: Words,
    session: Session,
    region: domain::RegionId,
    token: &str,
    value: String,
    error: Option<String>,
) -> AnyView {
    let form = NoteForm::bare(words, session);
    let field = day_field::shown(DayField {
        id: STEERING_DAY.to_owned(),
        name: STEERING_DAY,
        label: words.steering_add_label(),
        hint: words.action_day_hint(),
        value,
        error,
    });
    view! {
        <section class="kt-section kt-section--accent kt-screen-only" aria-labelledby="h-toevoegen">
            <h2 class="nl-heading nl-heading--level-2" id="h-toevoegen">{words.steering_add_title()}</h2>
            <form method="post" action=address::steering(region) novalidate autocomplete="off" class="kt-flow" on:submit=form.submit()>
                {form.hidden(token)}
                {field}
                {form.not_sent()}
                <p class="kt-actions">
                    <button class="nl-button nl-button--primary" type="submit" name=form::DO value=STEERING_ADD>
                        <span class="nl-button__label">{words.steering_add_button()}</span>
                    </button>
                </p>
            </form>
        </section>
    }
    .into_any()
}

fn removing(
    words: Words,
    session: Session,
    region: domain::RegionId,
    token: &str,
    day: Day,
) -> AnyView {
    let form = NoteForm::bare(words, session);
    view! {
        <form method="post" action=address::steering(region) class="kt-screen-only" on:submit=form.submit()>
            {form.hidden(token)}
            <button class="nl-button nl-button--subtle" type="submit" name=form::DO value=format!("{STEERING_REMOVE}:{day}")>
                <span class="nl-button__label">{words.steering_remove()}<span class="kt-hidden">", "{words.calendar_day(day)}</span></span>
            </button>
            {form.not_sent()}
        </form>
    }
    .into_any()
}
