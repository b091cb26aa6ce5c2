//! The regions in which one takes part, and for whom.

use leptos::prelude::*;

use crate::page::{Me, Seat};
use crate::parts::address;
use crate::words::Words;

/// Shows the page.
pub fn main(words: Words, me: Option<Me>) -> impl IntoView {
    let seats = me.map(|me| me.seats).unwrap_or_default();
    let lead = if seats.is_empty() { words.home_empty() } else { words.home_lead() };
    let regions = seats.iter().map(|seat| region(words, seat)).collect_view();
    view! {
        <div class="kt-title">
            <h1 class="nl-heading nl-heading--level-1">{words.home()}</h1>
            <p class="nl-paragraph nl-paragraph--lead">{lead}</p>
        </div>
        {regions}
    }
}

/// One region, and for whom this person takes part in it.
fn region(words: Words, seat: &Seat) -> impl IntoView + use<> {
    let heading = format!("h-{}", seat.region);
    let role = words.role(seat.member.role, seat.member.may_adopt);
    let as_whom = format!("{role}, {}", seat.organisation_name);
    let confirms = seat.confirms().then(|| view! { <p>{words.may_confirm_too()}</p> });
    view! {
        <section class="kt-section" aria-labelledby=heading.clone()>
            <h2 class="nl-heading nl-heading--level-2" id=heading.clone()>
                <a class="nl-link" href=address::region(seat.region)>{words.region_named(&seat.region_name)}</a>
            </h2>
            <div class="kt-flow-tight">
                <p>{words.you_work_here_as()}" "<strong>{as_whom}</strong>"."</p>
                {confirms}
            </div>
        </section>
    }
}
