//! The form that corrects what an organisation takes part as: its kind, what it does for whom, and its name.

use domain::organisation::Participation;
use domain::rights::Ability;
use domain::{OrganisationId, Refusal, TypedText};
use leptos::prelude::*;

use super::{Showing, admitting};
use crate::form;
use crate::form::people::{
    CORRECT, Correction, NAME, OrganisationTrouble, PeopleDeed, PeopleTrouble, SEEN, seen,
};
use crate::parts::text_field::{self, TextField};

/// Returns the id of the input that is wrong in what was typed about an organisation, if it is one.
pub(super) fn anchor(correction: &Correction, trouble: &PeopleTrouble) -> Option<String> {
    let id = correction.organisation;
    match trouble {
        PeopleTrouble::NoKind | PeopleTrouble::Refused(Refusal::OtherKind) => Some(kind_id(id)),
        PeopleTrouble::NameTaken
        | PeopleTrouble::Organisation(OrganisationTrouble::NameOfFormer)
        | PeopleTrouble::Refused(
            Refusal::NameMissing
            | Refusal::TextTooLong { .. }
            | Refusal::Guarded { .. }
            | Refusal::TellsCase { .. },
        ) => Some(name_id(id)),
        _ => None,
    }
}

fn name_id(organisation: OrganisationId) -> String {
    format!("naam-{organisation}")
}

fn kind_id(organisation: OrganisationId) -> String {
    format!("soort-{organisation}")
}

/// The way to correct a partner. Of a municipality nothing was chosen: its name and its kind are those of the country.
pub(super) fn correct(
    showing: &Showing<'_>,
    id: OrganisationId,
    part: &Participation,
) -> Option<AnyView> {
    let may = showing.may(Ability::Coordinate) && part.is_partner();
    may.then(|| form(showing, id, part))
}

fn form(showing: &Showing<'_>, id: OrganisationId, part: &Participation) -> AnyView {
    let words = showing.words;
    let sent = showing.page.refused.as_ref().and_then(|refused| match &refused.form.deed {
        PeopleDeed::Correct(sent) if sent.organisation == id => Some(sent.clone()),
        _ => None,
    });
    let is_open = sent.is_some();
    let known = showing.name(id);
    let base = seen(&known, part);
    // What was sent and refused stands there still.
    let Correction { name, kind, chain_parties, serves, .. } = sent.unwrap_or(Correction {
        organisation: id,
        seen: base,
        name: None,
        kind: Some(part.kind),
        chain_parties: part.chain_parties.clone(),
        serves: part.serves.clone(),
    });
    let name = name.unwrap_or_else(|| TypedText::new(known.clone()));
    let (of, button_of) = (known.clone(), known);
    view! {
        <details class="kt-small kt-screen-only" open=is_open>
            <summary>{words.correct_summary()}<span class="kt-hidden">", "{of}</span></summary>
            <form method="post" action=showing.action() novalidate class="kt-flow">
                {showing.hidden()}
                <input type="hidden" name=SEEN value=base.to_string()/>
                <p class="kt-measure">{words.correct_help()}</p>
                {name_of(showing, id, name)}
                {admitting::kinds(showing, kind, kind_id(id))}
                {admitting::parties(showing, &chain_parties)}
                {admitting::served(showing, &serves)}
                <p class="kt-actions">
                    <button class="nl-button nl-button--secondary nl-button--small" type="submit" name=form::DO value=format!("{CORRECT}:{id}")>
                        <span class="nl-button__label">{words.correct_button()}<span class="kt-hidden">", "{button_of}</span></span>
                    </button>
                </p>
            </form>
        </details>
    }
    .into_any()
}

/// The field with the name, or why there is none.
fn name_of(showing: &Showing<'_>, id: OrganisationId, name: TypedText) -> AnyView {
    let words = showing.words;
    if showing.page.also_elsewhere.contains(&id) {
        return view! { <p class="kt-measure">{words.name_stays()}</p> }.into_any();
    }
    let field = TextField {
        id: name_id(id),
        name: NAME,
        label: words.organisation_name(),
        hint: words.organisation_name_hint(),
        value: name,
        kind: "text",
        autocomplete: "off",
        wrong: showing.wrong(&name_id(id)),
    };
    text_field::shown(words, field)
}
