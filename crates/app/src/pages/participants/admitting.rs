//! The forms with which a coordinator lets organisations take part.

use std::collections::{BTreeMap, BTreeSet};

use domain::organisation::ChainParty;
use domain::{OrganisationId, OrganisationKind};
use leptos::prelude::*;

use super::{CODES_ID, KIND_ID, NAME_ID, Showing};
use crate::form;
use crate::form::people::{
    ADMIT_MUNICIPALITIES, ADMIT_PARTNER, CHAIN_PARTY, CODE, KIND, NAME, Partner, PeopleDeed,
    SERVES, word,
};
use crate::page::Municipality;
use crate::parts::select;
use crate::parts::text_field::{self, TextField};

const BOX: &str = "utrecht-form-label utrecht-form-label--checkbox kt-choice";

/// A box with a name.
fn ticked(name: &'static str, value: String, label: String, is_ticked: bool) -> AnyView {
    view! {
        <label class=BOX>
            <input class="utrecht-checkbox utrecht-checkbox--html-input" type="checkbox" name=name value=value
                checked=is_ticked/>
            {label}
        </label>
    }
    .into_any()
}

/// The municipalities of the country, by safety region, without those that take part.
pub(super) fn municipalities(showing: &Showing<'_>) -> AnyView {
    let words = showing.words;
    let typed = showing.page.refused.as_ref().and_then(|refused| match &refused.form.deed {
        PeopleDeed::AdmitMunicipalities(codes) => Some(codes.clone()),
        _ => None,
    });
    let typed = typed.unwrap_or_default();
    let mut regions: BTreeMap<&str, Vec<&Municipality>> = BTreeMap::new();
    for one in &showing.page.municipalities {
        regions.entry(&one.safety_region).or_default().push(one);
    }
    let groups = regions.into_iter().map(|(region, ones)| {
        let any = ones.iter().any(|one| typed.contains(&one.code));
        let boxes = ones
            .into_iter()
            .map(|one| ticked(CODE, one.code.clone(), one.name.clone(), typed.contains(&one.code)));
        let boxes = boxes.collect_view();
        view! {
            <details class="kt-disclose" open=any>
                <summary>{region.to_owned()}</summary>
                <fieldset class="utrecht-form-fieldset utrecht-form-fieldset--html-fieldset">
                    <legend class="kt-hidden">{region.to_owned()}</legend>
                    <div class="kt-choices">{boxes}</div>
                </fieldset>
            </details>
        }
    });
    let groups = groups.collect_view();
    let wrong = showing.wrong(CODES_ID);
    let is_open = wrong.is_some();
    let error = wrong.map(|wrong| {
        view! { <p class="utrecht-form-field-error-message kt-error-text" role="alert">{wrong.message}</p> }
    });
    view! {
        <details class="kt-disclose kt-screen-only" id=CODES_ID open=is_open>
            <summary>{words.add_municipalities()}</summary>
            <form method="post" action=showing.action() novalidate class="kt-flow-tight">
                {showing.hidden()}
                <p class="kt-measure">{words.add_municipalities_help()}</p>
                {error}
                {groups}
                <p class="kt-actions">
                    <button class="nl-button nl-button--primary" type="submit" name=form::DO value=ADMIT_MUNICIPALITIES>
                        <span class="nl-button__label">{words.add_municipalities_button()}</span>
                    </button>
                </p>
            </form>
        </details>
    }
    .into_any()
}

/// The form for another organisation.
pub(super) fn partner(showing: &Showing<'_>) -> AnyView {
    let words = showing.words;
    let typed = showing.page.refused.as_ref().and_then(|refused| match &refused.form.deed {
        PeopleDeed::AdmitPartner(partner) => Some(partner.clone()),
        _ => None,
    });
    let is_open = typed.is_some();
    let Partner { name, kind, chain_parties, serves } = typed.unwrap_or_default();
    let name = TextField {
        id: NAME_ID,
        name: NAME,
        label: words.organisation_name(),
        hint: words.organisation_name_hint(),
        value: name,
        kind: "text",
        autocomplete: "off",
        wrong: showing.wrong(NAME_ID),
    };
    let kinds = kinds(showing, kind, KIND_ID.to_owned());
    view! {
        <details class="kt-disclose kt-screen-only" open=is_open>
            <summary>{words.add_partner()}</summary>
            <form method="post" action=showing.action() novalidate class="kt-flow">
                {showing.hidden()}
                <p class="kt-measure">{words.add_partner_help()}</p>
                {text_field::shown(words, name)}
                {kinds}
                {parties(showing, &chain_parties)}
                {served(showing, &serves)}
                <p class="kt-actions">
                    <button class="nl-button nl-button--primary" type="submit" name=form::DO value=ADMIT_PARTNER>
                        <span class="nl-button__label">{words.add_partner_button()}</span>
                    </button>
                </p>
            </form>
        </details>
    }
    .into_any()
}

/// The choice of what kind of organisation a partner is.
pub(super) fn kinds(showing: &Showing<'_>, kind: Option<OrganisationKind>, id: String) -> AnyView {
    let words = showing.words;
    let kinds =
        OrganisationKind::ALL.into_iter().filter(|it| *it != OrganisationKind::Municipality);
    let options = kinds.map(|one| {
        view! { <option value=word(one) selected=kind == Some(one)>{words.organisation_kind(one)}</option> }
    });
    let options = options.collect_view();
    let wrong_kind = showing.wrong(&id).map(|wrong| wrong.message);
    select::shown(id, words.kind_of_organisation(), KIND, words.choose_kind(), options, wrong_kind)
}

/// The choice of the chain parties that an organisation fills.
pub(super) fn parties(showing: &Showing<'_>, filled: &BTreeSet<ChainParty>) -> AnyView {
    let words = showing.words;
    let boxes = ChainParty::ALL.into_iter().map(|party| {
        let label = words.chain_party(party).to_owned();
        ticked(CHAIN_PARTY, word(party), label, filled.contains(&party))
    });
    group(words.fills_chain_parties(), boxes.collect_view().into_any())
}

/// The choice of the municipalities that an organisation serves, where there are any.
pub(super) fn served(showing: &Showing<'_>, serves: &BTreeSet<OrganisationId>) -> Option<AnyView> {
    let all: Vec<OrganisationId> = showing.table.region.municipalities();
    let boxes =
        all.iter().map(|id| ticked(SERVES, id.to_string(), showing.name(*id), serves.contains(id)));
    let boxes = boxes.collect_view();
    (!all.is_empty()).then(|| group(showing.words.serves_municipalities(), boxes.into_any()))
}

fn group(legend: &'static str, boxes: AnyView) -> AnyView {
    view! {
        <fieldset class="utrecht-form-fieldset utrecht-form-fieldset--html-fieldset">
            <legend class="utrecht-form-fieldset__legend utrecht-form-fieldset__legend--html-legend">{legend}</legend>
            <div class="kt-choices">{boxes}</div>
        </fieldset>
    }
    .into_any()
}
