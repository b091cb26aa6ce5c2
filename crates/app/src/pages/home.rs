//! The regions in which one takes part, and in which role.

use domain::{RegionId, Role};
use leptos::prelude::*;

use crate::page::{Me, Seat};
use crate::parts::address;
use crate::words::Words;

/// Shows the page.
pub fn main(words: Words, me: Option<Me>) -> impl IntoView {
    let seats = me.map(|me| me.seats).unwrap_or_default();
    let regions = by_region(&seats);
    let lead = if regions.is_empty() { words.home_empty() } else { words.home_lead() };
    let regions = regions.into_iter().map(|seats| region(words, &seats)).collect_view();
    view! {
        <div class="kt-title">
            <h1 class="nl-heading nl-heading--level-1">{words.home()}</h1>
            <p class="nl-paragraph nl-paragraph--lead">{lead}</p>
        </div>
        {regions}
    }
}

/// Returns the seats of each region, in the order in which the regions come.
fn by_region(seats: &[Seat]) -> Vec<Vec<Seat>> {
    let mut regions: Vec<(RegionId, Vec<Seat>)> = Vec::new();
    for seat in seats {
        match regions.iter_mut().find(|(region, _)| *region == seat.region) {
            Some((_, known)) => known.push(seat.clone()),
            None => regions.push((seat.region, vec![seat.clone()])),
        }
    }
    regions.into_iter().map(|(_, seats)| seats).collect()
}

/// One region: the first seat is the one that this person acts in now.
fn region(words: Words, seats: &[Seat]) -> Option<impl IntoView + use<>> {
    let (now, others) = seats.split_first()?;
    let heading = format!("h-{}", now.region);
    let role = words.role(now.member.role);
    let confirms = now.member.may_adopt.then(|| view! { <p>{words.may_confirm_too()}</p> });
    let others = (!others.is_empty()).then(|| {
        let forms = others.iter().map(|seat| work_as(words, seat)).collect_view();
        view! {
            <h3 class="nl-heading nl-heading--level-4">{words.other_roles()}</h3>
            <div class="kt-actions">{forms}</div>
        }
    });
    let href = address::region(now.region);
    Some(view! {
        <section class="kt-section" aria-labelledby=heading.clone()>
            <h2 class="nl-heading nl-heading--level-2" id=heading.clone()>
                <a class="nl-link" href=href.clone()>{words.region_named(&now.region_name)}</a>
            </h2>
            <div class="kt-flow">
                <p>{words.you_work_here_as()}" "<strong>{format!("{role}, {}", now.organisation_name)}</strong>"."</p>
                {confirms}
                <p class="kt-actions">
                    <a class="nl-button nl-button--primary" href=href><span class="nl-button__label">{words.go_to_region(&now.region_name)}</span></a>
                </p>
                {others}
            </div>
        </section>
    })
}

/// The form that makes this person act in another of their seats.
fn work_as(words: Words, seat: &Seat) -> impl IntoView + use<> {
    let label = words.work_as(words.role(seat.member.role), &seat.organisation_name);
    view! {
        <form method="post" action="/rol">
            <input type="hidden" name="regio" value=seat.region.to_string()/>
            <input type="hidden" name="organisatie" value=seat.member.organisation.to_string()/>
            <input type="hidden" name="rol" value=role_code(seat.member.role)/>
            <input type="hidden" name="terug" value=address::region(seat.region)/>
            <button class="nl-button nl-button--secondary" type="submit"><span class="nl-button__label">{label}</span></button>
        </form>
    }
}

/// Returns how a form writes a role: the name it has in the journal's JSON.
const fn role_code(role: Role) -> &'static str {
    match role {
        Role::Coordinator => "coordinator",
        Role::Editor => "editor",
        Role::SteeringMember => "steering_member",
        Role::Observer => "observer",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_writes_a_role_as_the_server_reads_it() {
        for role in Role::ALL {
            assert_eq!(serde_json::to_string(&role).unwrap(), format!("\"{}\"", role_code(role)));
        }
    }
}
