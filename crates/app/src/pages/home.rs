//! "Mijn werk": what waits for the reader, in each region in which they take part.

use domain::Member;
use leptos::prelude::*;

use crate::page::{CALENDAR_FEED_ADDRESS, HistoryFilter, Me, Seat, Table, wire};
use crate::parts::link_state::LinkState;
use crate::parts::roles::{self, Acting};
use crate::parts::work::{Around, lists};
use crate::parts::{address, own_question};
use crate::session::Session;
use crate::words::Words;

/// Shows the page.
pub fn main(
    words: Words,
    me: Option<Me>,
    tables: Vec<Table>,
    address: String,
    now: domain::Moment,
) -> impl IntoView {
    let mut seats = me.map(|me| me.seats).unwrap_or_default();
    let table_of = |seat: &Seat| tables.iter().find(|table| table.region.id == seat.region);
    // The region with the nearest day first, then those without a day; else in their own order.
    seats.sort_by_key(|seat| {
        let due = table_of(seat).and_then(Table::nearest_day);
        (due.is_none(), due)
    });
    let (has_place, several) = (!seats.is_empty(), 1 < seats.len());
    let lead = if seats.is_empty() { words.home_empty() } else { words.work_lead() };
    let regions = seats.into_iter().map(|seat| {
        let table = table_of(&seat).cloned();
        view! { <RegionWork words seat table address=address.clone() now several/> }
    });
    let regions = regions.collect_view();
    let calendar = has_place.then(|| {
        view! { <p class="kt-top-5"><a class="nl-link" href=CALENDAR_FEED_ADDRESS>{words.feed_from_work()}</a></p> }
    });
    view! {
        <div class="kt-title">
            <h1 class="nl-heading nl-heading--level-1">{words.home()}</h1>
            <p class="nl-paragraph nl-paragraph--lead">{words.weekday(now)}". "{lead}</p>
        </div>
        {regions}
        {calendar}
    }
}

/// A region that opens once its reader signs in in two steps: why, and the way there.
fn closed(words: Words) -> AnyView {
    let href = wire::second_factor_address("/");
    view! {
        <div class="kt-notice kt-notice--attention kt-flow-tight">
            <p class="nl-paragraph">{words.opens_after_two_steps()}</p>
            <p class="kt-actions"><a class="nl-link" href=href>{words.set_up_two_steps()}</a></p>
        </div>
    }
    .into_any()
}

/// One region: for whom this person takes part in it, and what waits there. It lives by itself.
#[component]
fn RegionWork(
    words: Words,
    seat: Seat,
    table: Option<Table>,
    address: String,
    now: domain::Moment,
    /// Whether the page shows several regions.
    several: bool,
) -> impl IntoView {
    let heading = format!("h-{}", seat.region);
    let role = words.role(seat.member.role, seat.member.may_adopt);
    let as_whom = format!("{role}, {}", seat.organisation_name);
    // With several regions the header says nothing of roles: each region says its own.
    let switch = several.then(|| {
        let Member { person, may_adopt, .. } = seat.member;
        let back = Some("/".to_owned());
        let acting = Acting { words, person, region: seat.region, may_adopt, back };
        let other = roles::switch(&acting, &seat)?;
        Some(view! { <div class="kt-role">{other}</div> })
    });
    let confirms = seat.confirms().then(|| view! { " "{words.may_confirm_too()} });
    let work = match table {
        Some(table) => {
            let Member { person, may_adopt, .. } = seat.member;
            let back = Some("/".to_owned());
            let acting = Acting { words, person, region: seat.region, may_adopt, back };
            let elsewhere = roles::elsewhere(&acting, &table.elsewhere, None);
            let session = Session::new(&table);
            provide_context(session);
            // Runs in the browser only, once the page was taken over.
            Effect::new(move |_| untrack(|| session.start()));
            let around = Around::new(words, &table, session, now);
            view! { <LinkState words address/>{own_question::typed_there(words)}{lists(&around)}{elsewhere} }
                .into_any()
        }
        None if seat.needs_two_steps => closed(words),
        None => view! { <p class="kt-nothing">{words.not_shown_now()}</p> }.into_any(),
    };
    let history = address::history(seat.region, HistoryFilter::default(), None);
    view! {
        <section class="kt-section" aria-labelledby=heading.clone()>
            <h2 class="nl-heading nl-heading--level-2" id=heading.clone()>
                <a class="nl-link" href=address::region(seat.region)>{words.region_named(&seat.region_name)}</a>
            </h2>
            <p>{words.you_work_here_as()}" "<strong>{as_whom}</strong>"."{confirms}</p>
            {switch}
            {work}
            <p class="kt-top-5"><a class="nl-link" href=history>{words.see_changes()}</a></p>
        </section>
    }
}
