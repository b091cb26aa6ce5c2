//! Turning a suggestion of the checklist into an action with one click.

use domain::rights::{Ability, demand};
use domain::{Action, ActionId, Cause, OrganisationId, RegionId, SuggestionId};
use leptos::prelude::*;

use crate::form::{
    self,
    actions::{CAUSE, CONCERNS, OFFER, OWNER, TITLE, WHY, cause_code, of_suggestion},
};
use crate::page::Table;
use crate::parts::address;
use crate::parts::note_form::NoteForm;
use crate::session::{Session, use_session};
use crate::words::Words;

/// For whom a page makes actions of suggestions.
#[derive(Clone)]
pub struct Offering {
    words: Words,
    session: Session,
    region: RegionId,
    /// The municipality that would do it.
    owner: OrganisationId,
    /// What it is called.
    name: String,
    /// Makes a double click one effect.
    token: String,
}

impl Offering {
    /// Returns how a page makes actions for a municipality, where its reader may.
    pub fn of(
        words: Words,
        table: &Table,
        municipality: OrganisationId,
        token: String,
    ) -> Option<Offering> {
        let may = demand(&table.insider.actor(), Ability::MakeActions).is_ok();
        if !may || !table.region.takes_part(municipality) {
            return None;
        }
        let name = words.organisation(&table.names, municipality);
        let (session, region) = (use_session(), table.region.id);
        Some(Offering { words, session, region, owner: municipality, name, token })
    }

    /// Returns the open action of the municipality that comes from this, if there is one.
    fn made_of(&self, cause: &Cause) -> Option<ActionId> {
        let is_it = |action: &Action| {
            action.owner == self.owner
                && action.cause.as_ref() == Some(cause)
                && action.stand.is_open()
        };
        self.session.read(|reader| {
            let all = &untrack(|| reader.actions()).actions;
            all.iter().find(|(_, action)| is_it(action)).map(|(id, _)| *id)
        })
    }

    /// Shows the button of one suggestion.
    /// Where an open action of it is there already, the way to that instead.
    pub fn button(&self, suggestion: &SuggestionId, text: &str, more: Option<&str>) -> AnyView {
        let words = self.words;
        let cause = Cause::Suggestion(suggestion.clone());
        if let Some(id) = self.made_of(&cause) {
            let href = address::action(self.region, id);
            return view! {
                <p class="kt-small"><a class="nl-link" href=href>{words.action_made_of_it()}<span class="kt-hidden">": "{text.to_owned()}</span></a></p>
            }
            .into_any();
        }
        let (title, why) = of_suggestion(text, more);
        let form = NoteForm::bare(words, self.session);
        let cause = cause_code(&cause);
        let owner = self.owner.to_string();
        view! {
            <form method="post" action=address::new_action(self.region, None, None) class="kt-screen-only" on:submit=form.submit()>
                {form.hidden(&self.token)}
                <input type="hidden" name=CAUSE value=cause/>
                <input type="hidden" name=OWNER value=owner.clone()/>
                <input type="hidden" name=CONCERNS value=owner/>
                <input type="hidden" name=TITLE value=title/>
                <input type="hidden" name=WHY value=why/>
                <button class="nl-button nl-button--subtle nl-button--small" type="submit" name=form::DO value=OFFER>
                    <span class="nl-button__label">{words.action_for(&self.name)}<span class="kt-hidden">": "{text.to_owned()}</span></span>
                </button>
                {form.not_sent()}
            </form>
        }
        .into_any()
    }
}
