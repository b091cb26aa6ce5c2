//! The forms with which something is offered to a successor, accepted, declined and taken back.

use domain::{HandoverId, Held, Holder, OrganisationId, PersonId, Refusal, can_write};
use leptos::prelude::*;

use super::{Showing, refused_here};
use crate::form::handovers::{NOTE, SEEN, SUCCESSOR};
use crate::form::{self, HandoverDeed, HandoverTrouble};
use crate::page::RefusedHandover;
use crate::parts::note_form::{NoteForm, TextArea};
use crate::parts::objection::Wrong;
use crate::parts::select;

/// The id of the list of successors.
const SUCCESSOR_ID: &str = "opvolger";
/// The id of what a successor should know.
const NOTE_ID: &str = "opmerking";

fn reason_id(handover: HandoverId) -> String {
    format!("reden-{handover}")
}

/// Returns the id of the input that is wrong, if it is one.
pub(super) fn anchor(refused: &RefusedHandover) -> Option<String> {
    let is_text = is_about_text(&refused.trouble);
    match refused.form.deed {
        HandoverDeed::Offer { .. } | HandoverDeed::OfferPart { .. } if is_text => {
            Some(NOTE_ID.to_owned())
        }
        HandoverDeed::Offer { .. } | HandoverDeed::OfferPart { .. } => {
            Some(SUCCESSOR_ID.to_owned())
        }
        HandoverDeed::Decline(id) => Some(reason_id(id)),
        HandoverDeed::Accept { .. } | HandoverDeed::Withdraw(_) => None,
    }
}

fn is_about_text(trouble: &HandoverTrouble) -> bool {
    matches!(
        trouble,
        HandoverTrouble::Refused(
            Refusal::Guarded { .. } | Refusal::TellsCase { .. } | Refusal::TextTooLong { .. }
        )
    )
}

/// What every form sends along.
pub(super) fn hidden(showing: &Showing<'_>) -> impl IntoView + use<> {
    let (token, person) = (showing.token.to_owned(), showing.member.person.to_string());
    view! {
        <input type="hidden" name=form::TOKEN value=token/>
        <input type="hidden" name=form::PERSON value=person/>
    }
}

/// The form that accepts an offer as it stands on the page.
pub(super) fn accepting(
    showing: &Showing<'_>,
    id: HandoverId,
    holder: Holder,
    who: &str,
) -> AnyView {
    let words = showing.words;
    let seen = showing.region().held_fingerprint(holder);
    let code = HandoverDeed::Accept { handover: id, seen }.code();
    let hidden = hidden(showing);
    let of = who.to_owned();
    view! {
        <form method="post" action=showing.action() class="kt-flow-tight kt-screen-only">
            {hidden}
            <input type="hidden" name=SEEN value=seen.to_string()/>
            <p class="kt-small kt-soft">{words.handover_take_help()}</p>
            <p class="kt-actions">
                <button class="nl-button nl-button--primary" type="submit" name=form::DO value=code>
                    <span class="nl-button__label">{words.handover_take_button()}<span class="kt-hidden">", "{of}</span></span>
                </button>
            </p>
        </form>
    }
    .into_any()
}

/// The form that declines it, behind a click.
pub(super) fn declining(showing: &Showing<'_>, id: HandoverId, who: &str) -> AnyView {
    let words = showing.words;
    let refused = refused_here(showing, |deed| deed == HandoverDeed::Decline(id));
    let typed = refused.map(|(_, form)| form.note.clone()).unwrap_or_default();
    let form = NoteForm::with_text(words, showing.session, reason_id(id), typed);
    let area = TextArea {
        name: NOTE,
        label: words.handover_reason(),
        hint: words.handover_reason_hint(),
        wrong: refused.map(|(trouble, _)| wrong(showing, trouble)),
        of: Some(who.to_owned()),
    };
    let code = HandoverDeed::Decline(id).code();
    let (name, of) = (who.to_owned(), who.to_owned());
    view! {
        <details class="kt-disclose kt-screen-only" open=refused.is_some()>
            <summary>{words.handover_decline_title()}<span class="kt-hidden">", "{name}</span></summary>
            <form method="post" action=showing.action() novalidate autocomplete="off" class="kt-flow-tight" on:submit=form.submit()>
                {form.hidden(showing.token)}
                {form.text_area(area)}
                {form.not_sent()}
                <p class="kt-actions">
                    <button class="nl-button nl-button--secondary" type="submit" name=form::DO value=code>
                        <span class="nl-button__label">{words.handover_decline_button()}<span class="kt-hidden">", "{of}</span></span>
                    </button>
                </p>
            </form>
        </details>
    }
    .into_any()
}

/// The form that takes an offer back.
pub(super) fn withdrawing(showing: &Showing<'_>, id: HandoverId) -> AnyView {
    let words = showing.words;
    let code = HandoverDeed::Withdraw(id).code();
    let hidden = hidden(showing);
    view! {
        <form method="post" action=showing.action() class="kt-screen-only">
            {hidden}
            <p class="kt-actions">
                <button class="nl-button nl-button--secondary nl-button--small" type="submit" name=form::DO value=code>
                    <span class="nl-button__label">{words.handover_withdraw_button()}</span>
                </button>
            </p>
        </form>
    }
    .into_any()
}

/// Somebody to choose as the successor.
struct Choice {
    code: String,
    text: String,
}

/// The form that offers what waits to a successor.
pub(super) fn offering(showing: &Showing<'_>, holder: Holder) -> AnyView {
    let words = showing.words;
    let (choices, code) = match holder {
        Holder::Person(person, side) => {
            (colleagues(showing, person, side), HandoverDeed::Offer { of: person, to: None }.code())
        }
        Holder::Organisation(of) => {
            (organisations(showing, of), HandoverDeed::OfferPart { of, to: None }.code())
        }
    };
    if choices.is_empty() {
        return view! { <p class="kt-nothing">{words.handover_nobody()}</p> }.into_any();
    }
    let is_offer =
        |deed| matches!(deed, HandoverDeed::Offer { .. } | HandoverDeed::OfferPart { .. });
    let refused = refused_here(showing, is_offer);
    let options = options(choices, refused.and_then(|(_, form)| successor(form.deed)));
    let typed = refused.map(|(_, form)| form.note.clone()).unwrap_or_default();
    let form = NoteForm::with_text(words, showing.session, NOTE_ID.to_owned(), typed);
    let wrong_note = refused.filter(|(trouble, _)| is_about_text(trouble));
    let wrong_choice = refused.filter(|(trouble, _)| !is_about_text(trouble));
    let area = TextArea {
        name: NOTE,
        label: words.handover_note(),
        hint: words.handover_note_hint(),
        wrong: wrong_note.map(|(trouble, _)| wrong(showing, trouble)),
        of: None,
    };
    let wrong_choice = wrong_choice.map(|(trouble, _)| wrong(showing, trouble).message);
    let select = select::shown(
        SUCCESSOR_ID.to_owned(),
        words.handover_successor(),
        SUCCESSOR,
        words.handover_choose(),
        options,
        wrong_choice,
    );
    view! {
        <h3 class="nl-heading nl-heading--level-3">{words.handover_offer_title()}</h3>
        <p class="kt-measure">{words.handover_offer_help()}</p>
        <form method="post" action=showing.action() novalidate autocomplete="off" class="kt-flow kt-measure kt-screen-only" on:submit=form.submit()>
            {form.hidden(showing.token)}
            {select}
            {form.text_area(area)}
            {form.not_sent()}
            <p class="kt-actions">
                <button class="nl-button nl-button--primary" type="submit" name=form::DO value=code>
                    <span class="nl-button__label">{words.handover_offer_button()}</span>
                </button>
            </p>
        </form>
    }
    .into_any()
}

/// Returns who was chosen in a form that was sent before.
fn successor(deed: HandoverDeed) -> Option<String> {
    match deed {
        HandoverDeed::Offer { to, .. } => to.map(|to| to.to_string()),
        HandoverDeed::OfferPart { to, .. } => to.map(|to| to.to_string()),
        _ => None,
    }
}

fn options(choices: Vec<Choice>, chosen: Option<String>) -> AnyView {
    let option = |choice: Choice| {
        let is_chosen = chosen.as_ref() == Some(&choice.code);
        view! { <option value=choice.code selected=is_chosen>{choice.text}</option> }
    };
    choices.into_iter().map(option).collect_view().into_any()
}

/// The colleagues who can go on with what waits for somebody.
fn colleagues(
    showing: &Showing<'_>,
    leaves: PersonId,
    side: Option<OrganisationId>,
) -> Vec<Choice> {
    let all = showing.table.colleagues.iter();
    // Who looks after the place of somebody who is there names another one.
    let reader = showing.member.person;
    let others = all.filter(|(person, one)| {
        **person != leaves && **person != reader && one.holds(|held| can_write(side, held))
    });
    let choices =
        others.map(|(person, one)| Choice { code: person.to_string(), text: one.name.clone() });
    sorted(choices.collect())
}

/// The organisations that can go on with what waits for one: partners where a view is asked.
fn organisations(showing: &Showing<'_>, leaves: OrganisationId) -> Vec<Choice> {
    let region = showing.region();
    let held = region.held(Holder::Organisation(leaves));
    let is_asked = held.iter().any(|held| matches!(held, Held::Asked(_)));
    let fits = |id: &&OrganisationId| {
        **id != leaves && region.takes_part(**id) && (!is_asked || region.is_partner(**id))
    };
    let choices = region.participations.keys().filter(fits).map(|id| Choice {
        code: id.to_string(),
        text: showing.words.organisation(&showing.table.names, *id),
    });
    sorted(choices.collect())
}

fn sorted(mut choices: Vec<Choice>) -> Vec<Choice> {
    choices.sort_by(|one, other| one.text.cmp(&other.text));
    choices
}

fn wrong(showing: &Showing<'_>, trouble: &HandoverTrouble) -> Wrong {
    let refusal = match trouble {
        HandoverTrouble::Refused(refusal) => Some(refusal.clone()),
        HandoverTrouble::NobodyChosen => None,
    };
    Wrong { message: showing.words.handover_trouble(trouble, &showing.table.names), refusal }
}
