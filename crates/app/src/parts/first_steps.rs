//! How a region begins: the steps that a coordinator takes until its first round opens.

use std::collections::BTreeSet;

use domain::{OrganisationId, OrganisationKind};
use leptos::prelude::*;

use crate::page::Table;
use crate::parts::address;
use crate::session::use_session;
use crate::words::Words;

/// One step: what it is, where it is taken, and whether it is.
struct Step {
    text: String,
    href: Option<String>,
    is_done: bool,
}

/// Shows the steps, until a round was opened.
pub fn shown(words: Words, table: &Table) -> impl IntoView + use<> {
    let session = use_session();
    let region = table.region.id;
    let people = table.colleagues.values().flat_map(|one| &one.members);
    let people: BTreeSet<OrganisationId> = people.map(|held| held.organisation).collect();
    let steps = move || {
        session.read(|reader| {
            let structure = reader.structure();
            if !structure.rounds.is_empty() {
                return None;
            }
            let parts = &structure.participations;
            let municipalities = structure.municipalities().len();
            // Whoever coordinates only is no partner.
            let partners = parts.values().filter(|part| {
                part.goes_on()
                    && !matches!(
                        part.kind,
                        OrganisationKind::Municipality | OrganisationKind::RegionalBody
                    )
            });
            let partners = partners.count();
            let empty =
                parts.iter().filter(|(id, part)| part.goes_on() && !people.contains(id)).count();
            let here = || Some(address::participants(region));
            Some(vec![
                Step {
                    text: words.step_municipalities(municipalities),
                    href: here(),
                    is_done: 0 < municipalities,
                },
                Step { text: words.step_partners(partners), href: here(), is_done: 0 < partners },
                Step {
                    text: words.step_people(empty),
                    href: Some(format!("{}#nodig-uit", address::participants(region))),
                    is_done: empty == 0 && 1 < parts.len(),
                },
                Step {
                    text: words.first_round_step().to_owned(),
                    href: Some("#h-ronde".to_owned()),
                    is_done: false,
                },
            ])
        })
    };
    move || {
        steps().map(|steps| {
            let steps = steps.into_iter().map(|step| one(words, step)).collect_view();
            view! {
                <section class="kt-section kt-section--accent kt-screen-only" aria-labelledby="h-begin">
                    <h2 class="nl-heading nl-heading--level-2" id="h-begin">{words.steps_title()}</h2>
                    <p class="nl-paragraph">{words.steps_lead()}</p>
                    <ol class="kt-list">{steps}</ol>
                </section>
            }
        })
    }
}

fn one(words: Words, step: Step) -> AnyView {
    let stand = if step.is_done { words.step_done() } else { words.step_open() };
    let text = match step.href {
        Some(href) => view! { <a class="nl-link" href=href>{step.text}</a> }.into_any(),
        None => step.text.into_any(),
    };
    view! { <li>{text}" "<span class="kt-small kt-soft">"("{stand}")"</span></li> }.into_any()
}
