//! Links with which an action is answered without signing in: to whom one can be mailed, and what became of them.

use domain::Action;
use leptos::prelude::*;

use super::Showing;
use super::steps::action_of;
use crate::form::{
    self,
    action_links::{MAIL_LINK, RECIPIENT},
};
use crate::page::{LinkOffer, MailedLink};
use crate::parts::note_form::NoteForm;
use crate::parts::select;
use crate::parts::summary::{ErrorLine, errors};

/// The id of the choice to whom a link goes.
const CHOICE: &str = "link-aan";

/// Says above the page why a link was not mailed.
pub(super) fn not_mailed(showing: &Showing) -> Option<AnyView> {
    let words = showing.around.words;
    let (trouble, _) = showing.page.links.refused?;
    let offers = matches!(showing.page.links.offer, Some(LinkOffer::To(_)));
    let anchor = offers.then(|| CHOICE.to_owned());
    let line = ErrorLine { anchor, text: words.mail_link_trouble(trouble) };
    Some(errors(words.link_not_mailed().to_owned(), words.errors_follow(), vec![line]).into_any())
}

/// Shows the form, and the links that were mailed; nothing for whoever has nothing to do with them.
pub(super) fn shown(showing: &Showing, can_be_answered: bool) -> Option<AnyView> {
    let words = showing.around.words;
    let links = &showing.page.links;
    let offer = links.offer.as_ref().filter(|_| can_be_answered);
    if offer.is_none() && links.mailed.is_empty() {
        return None;
    }
    let offer = offer.map(|offer| match offer {
        LinkOffer::To(people) => form(showing, people),
        LinkOffer::Nobody => said(words.link_nobody()),
        LinkOffer::NoMail => said(words.link_no_mail()),
        LinkOffer::TwoSteps => said(words.link_two_steps()),
    });
    let mailed = (!links.mailed.is_empty()).then(|| list(showing, &links.mailed));
    Some(
        view! {
            <section class="kt-section kt-screen-only" id="link" tabindex="-1" aria-labelledby="h-link">
                <h2 class="nl-heading nl-heading--level-2" id="h-link">{words.link_section()}</h2>
                <div class="kt-flow-tight kt-measure">{offer}{mailed}</div>
            </section>
        }
        .into_any(),
    )
}

/// Returns whether its owner can answer anything by a link now.
pub(super) fn can_be_answered(action: &Action) -> bool {
    !action.steps_by_link().is_empty()
}

fn said(text: &'static str) -> AnyView {
    view! { <p class="nl-paragraph kt-soft">{text}</p> }.into_any()
}

fn form(showing: &Showing, people: &[(domain::PersonId, String)]) -> AnyView {
    let words = showing.around.words;
    let form = NoteForm::bare(words, showing.around.session);
    let refused = showing.page.links.refused;
    let chosen = refused.and_then(|(_, chosen)| chosen);
    let wrong = refused.map(|(trouble, _)| words.mail_link_trouble(trouble));
    let option = |(person, name): &(domain::PersonId, String)| {
        let selected = chosen == Some(*person);
        view! { <option value=person.to_string() selected=selected>{name.clone()}</option> }
    };
    let options = people.iter().map(option).collect_view();
    let choice = select::shown(
        CHOICE.to_owned(),
        words.link_to_label(),
        RECIPIENT,
        words.link_to_choose(),
        options,
        wrong,
    );
    view! {
        <details class="kt-disclose" open=refused.is_some()>
            <summary>{words.link_summary()}</summary>
            <div>
                <p class="nl-paragraph">{words.link_help()}</p>
                <form method="post" action=action_of(showing) novalidate class="kt-flow kt-top-4" on:submit=form.submit()>
                    {form.hidden(&showing.token)}
                    {choice}
                    {form.not_sent()}
                    <p class="kt-actions">
                        <button class="nl-button nl-button--secondary" type="submit" name=form::DO value=MAIL_LINK>
                            <span class="nl-button__label">{words.link_button()}</span>
                        </button>
                    </p>
                </form>
            </div>
        </details>
    }
    .into_any()
}

fn list(showing: &Showing, mailed: &[MailedLink]) -> AnyView {
    let words = showing.around.words;
    let one = |link: &MailedLink| {
        let said = words.link_mailed_to(&link.to, link.by.as_deref(), link.made);
        view! { <li>{said}" "<strong>{words.link_stand(link.stand)}</strong></li> }
    };
    let lines = mailed.iter().map(one).collect_view();
    view! {
        <h3 class="nl-heading nl-heading--level-3 kt-top-4">{words.link_mailed_title()}</h3>
        <ul class="kt-plain kt-flow-tight kt-small">{lines}</ul>
    }
    .into_any()
}
