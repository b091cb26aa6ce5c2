//! The administration of the installation: regions, and who coordinates them. Nothing of what regions hold.

mod keeping;

use std::collections::BTreeMap;

use domain::Moment;
use leptos::prelude::*;

use crate::form;
use crate::form::people::{
    ADMINISTRATOR, COORDINATOR, END_ADMINISTRATION, FOUND, NAME, ORGANISATION, PeopleTrouble,
};
use crate::page::{
    AdministeredRegion, AdministrationPage, AdministratorLine, PeopleDone, RefusedRegion,
    RegionField,
};
use crate::parts::objection::Wrong;
use crate::parts::summary::{ErrorLine, errors};
use crate::parts::text_field::{self, TextField};
use crate::parts::{invited, mail_field, mail_state, reading};
use crate::words::Words;

/// Where the page stands.
const ADDRESS: &str = "/beheer";
const NAME_ID: &str = "naam";
const ORGANISATION_ID: &str = "organisatie";
const MAIL_ID: &str = "mail-aan";
const REASON_ID: &str = "reden";
const ADMINISTRATOR_MAIL_ID: &str = "mail-aan-beheerder";
const ADMINISTRATORS_ID: &str = "h-beheerders";

/// Returns the id of an input.
fn id_of(field: RegionField) -> String {
    match field {
        RegionField::Name => NAME_ID.to_owned(),
        RegionField::Organisation => ORGANISATION_ID.to_owned(),
        RegionField::Mail => MAIL_ID.to_owned(),
        RegionField::AdministratorMail => ADMINISTRATOR_MAIL_ID.to_owned(),
        RegionField::CoordinatorMail(region) => format!("{MAIL_ID}-{region}"),
    }
}

/// Returns what is wrong with what was typed in a field.
fn wrong(words: Words, page: &AdministrationPage, field: RegionField) -> Option<Wrong> {
    let refused = page.refused.as_ref().filter(|refused| refused.wrong == field)?;
    let refusal = match &refused.trouble {
        PeopleTrouble::Refused(refusal) => Some(refusal.clone()),
        _ => None,
    };
    Some(Wrong { message: words.people_trouble(&refused.trouble, &BTreeMap::new()), refusal })
}

/// Says what of a form was not taken in.
fn refusals(words: Words, page: &AdministrationPage) -> AnyView {
    let not_done = page.refused.as_ref().map(|refused| {
        let anchor = id_of(refused.wrong);
        let text = words.people_trouble(&refused.trouble, &BTreeMap::new());
        let line = ErrorLine { anchor: Some(anchor), text };
        errors(words.people_not_done().to_owned(), words.errors_follow(), vec![line])
    });
    let hold_refused = page.refused_hold.as_ref().map(|(_, trouble)| {
        let text = words.people_trouble(trouble, &BTreeMap::new());
        let line = ErrorLine { anchor: Some(REASON_ID.to_owned()), text };
        errors(words.people_not_done().to_owned(), words.errors_follow(), vec![line])
    });
    let last = page.is_last.then(|| {
        let anchor = Some(ADMINISTRATORS_ID.to_owned());
        let line = ErrorLine { anchor, text: words.last_administrator().to_owned() };
        errors(words.people_not_done().to_owned(), words.errors_follow(), vec![line])
    });
    view! { {not_done}{hold_refused}{last} }.into_any()
}

/// Shows the page.
pub fn main(words: Words, page: AdministrationPage, now: Moment) -> AnyView {
    let made = page.made.clone().map(|made| {
        let title = match &made.name {
            Some(name) => format!("{}: {}", words.link_made(), words.region_named(name)),
            None => format!("{}: {}", words.link_made(), words.administrators_title()),
        };
        invited::link(words, title, made.link, Some(words.link_works_until(made.until)))
    });
    let mailed = page.mailed.then(|| {
        view! { <p class="kt-notice" role="status">{words.people_done(PeopleDone::Mailed)}</p> }
    });
    let done = page.done.map(|done| {
        view! { <p class="kt-notice" role="status">{words.administration_done(done)}</p> }
    });
    let showing = Showing { words, page: &page, now };
    let regions = page.regions.iter().map(|region| shown(&showing, region)).collect_view();
    let none =
        page.regions.is_empty().then(|| view! { <p class="kt-nothing">{words.no_regions()}</p> });
    view! {
        {refusals(words, &page)}
        <div class="kt-title">
            <h1 class="nl-heading nl-heading--level-1">{words.administration()}</h1>
            <p class="nl-paragraph nl-paragraph--lead">{words.administration_lead()}</p>
        </div>
        {made}
        {mailed}
        {done}
        <section class="kt-section" aria-labelledby="h-regios">
            <h2 class="nl-heading nl-heading--level-2" id="h-regios">{words.regions_title()}</h2>
            {none}
            <ul class="kt-plain kt-flow">{regions}</ul>
            <p class="kt-measure kt-top-5">{words.reading_ask()}</p>
        </section>
        {found(words, &page)}
        {administrators(&showing)}
        <section class="kt-section" aria-labelledby="h-mail">
            <h2 class="nl-heading nl-heading--level-2" id="h-mail">{words.mail_word()}</h2>
            <p class="nl-paragraph"><a class="nl-link" href="/beheer/mail">{words.mail_title()}</a></p>
        </section>
        {keeping::section(words, &page)}
        <section class="kt-section" aria-labelledby="h-verantwoording">
            <h2 class="nl-heading nl-heading--level-2" id="h-verantwoording">{words.audit_title()}</h2>
            <p class="nl-paragraph"><a class="nl-link" href="/beheer/verantwoording">{words.audit_look()}</a></p>
        </section>
    }
    .into_any()
}

/// What the regions of the page share.
struct Showing<'p> {
    words: Words,
    page: &'p AdministrationPage,
    now: Moment,
}

/// How many people administer the installation, and the way to invite another.
fn administrators(showing: &Showing<'_>) -> AnyView {
    let Showing { words, page, now } = *showing;
    let waiting = page.invitations.iter().map(|one| {
        let stand = words.invitation_stand(one.stand);
        let mail = one.mail.as_ref().map(|mail| mail_state::of_invitation(words, mail, now));
        let of = words.administrators_title();
        let deeds = invited::deeds(words, one, of, ADDRESS, page.sends_mail, hidden(page));
        view! { <div><p class="kt-small">{words.invitations_title()}": "{stand}</p>{mail}{deeds}</div> }
    });
    let waiting = waiting.collect_view();
    let mail = mail_of(words, page, RegionField::AdministratorMail);
    let all = page.administrators.iter().map(|one| administrator(words, page, one)).collect_view();
    view! {
        <section class="kt-section kt-flow" aria-labelledby="h-beheerders">
            <h2 class="nl-heading nl-heading--level-2" id=ADMINISTRATORS_ID tabindex="-1">{words.administrators_title()}" ("{page.administrators.len()}")"</h2>
            <ul class="kt-plain kt-flow">{all}</ul>
            <form method="post" action=ADDRESS novalidate class="kt-flow-tight">
                {hidden(page)}
                <p class="kt-measure">{words.administrators_help()}</p>
                {mail}
                {small_button(ADMINISTRATOR.to_owned(), words.invite_administrator(), None)}
            </form>
            {waiting}
        </section>
    }
    .into_any()
}

/// The field with the address of somebody who is invited to this, where the installation sends mail.
fn mail_of(words: Words, page: &AdministrationPage, field: RegionField) -> Option<AnyView> {
    let refused = page.refused.as_ref().filter(|refused| refused.wrong == field);
    let typed = refused.map(|refused| refused.mail.clone()).unwrap_or_default();
    page.sends_mail
        .then(|| mail_field::shown(words, id_of(field), typed, wrong(words, page, field)))
}

/// Somebody who administers, with the way to let them stop: the only one is told why they cannot.
fn administrator(words: Words, page: &AdministrationPage, one: &AdministratorLine) -> AnyView {
    let is_own = one.person == page.person;
    let you = is_own.then(|| format!(" ({})", words.administrator_you()));
    let (summary, help, text) = match is_own {
        true => (words.step_down_summary(), words.step_down_help(), words.step_down()),
        false => (
            words.end_administration_summary(),
            words.end_administration_help(),
            words.end_administration(),
        ),
    };
    let name = one.name.clone();
    let end = match page.administrators.len() {
        1 => view! { <p class="kt-small kt-measure">{words.last_administrator()}</p> }.into_any(),
        _ => {
            let value = format!("{END_ADMINISTRATION}:{}", one.person);
            let button = small_button(value, text, (!is_own).then(|| name.clone()));
            let of = (!is_own).then(|| view! { <span class="kt-hidden">", "{name}</span> });
            view! {
                <details class="kt-small kt-screen-only">
                    <summary>{summary}{of}</summary>
                    <form method="post" action=ADDRESS class="kt-flow-tight">
                        {hidden(page)}
                        <p class="kt-measure">{help}</p>
                        {button}
                    </form>
                </details>
            }
            .into_any()
        }
    };
    view! {
        <li>
            <p class="nl-paragraph"><strong>{one.name.clone()}</strong>{you}</p>
            <p class="kt-small kt-soft">{words.administers_since(one.since)}</p>
            {end}
        </li>
    }
    .into_any()
}

/// A button, with what names it for those who hear one of many alone.
fn small_button(value: String, text: &'static str, of: Option<String>) -> AnyView {
    let of = of.map(|of| view! { <span class="kt-hidden">", "{of}</span> });
    view! {
        <p class="kt-actions">
            <button class="nl-button nl-button--secondary nl-button--small" type="submit" name=form::DO value=value>
                <span class="nl-button__label">{text}{of}</span>
            </button>
        </p>
    }
    .into_any()
}

fn hidden(page: &AdministrationPage) -> impl IntoView + use<> {
    let (token, person) = (page.token.clone(), page.person.to_string());
    view! {
        <input type="hidden" name=form::TOKEN value=token/>
        <input type="hidden" name=form::PERSON value=person/>
    }
}

/// A region with how it is coordinated; where nobody does yet, that and what waits for it.
fn shown(showing: &Showing<'_>, region: &AdministeredRegion) -> AnyView {
    let Showing { words, page, now } = *showing;
    let name = words.region_named(&region.name);
    let how = if region.coordinators == 0 {
        words.without_coordinator().to_owned()
    } else {
        words.coordinators(region.coordinators)
    };
    let invitations = region.invitations.iter().map(|invitation| {
        let stand = words.invitation_stand(invitation.stand);
        let deeds = {
            let (of, sends_mail) = (&region.name, page.sends_mail);
            invited::deeds(words, invitation, of, ADDRESS, sends_mail, hidden(page))
        };
        let mail = invitation.mail.as_ref().map(|mail| mail_state::of_invitation(words, mail, now));
        view! { <div><p class="kt-small">{words.invitations_title()}": "{stand}</p>{mail}{deeds}</div> }
    });
    let invitations = invitations.collect_view();
    let needs = region.needs_coordinator.then(|| {
        let value = format!("{COORDINATOR}:{}", region.region);
        let button = small_button(value, words.needs_coordinator(), Some(region.name.clone()));
        let mail = mail_of(words, page, RegionField::CoordinatorMail(region.region));
        view! {
            <form method="post" action=ADDRESS novalidate class="kt-flow-tight">
                {hidden(page)}
                {mail}
                {button}
            </form>
        }
    });
    let reads = region.reads_until.map(|until| {
        let until = words.moment_from(until, now);
        let open = view! { <a class="nl-link" href=format!("/regio/{}", region.region)>{words.reading_open()}<span class="kt-hidden">", "{region.name.clone()}</span></a> };
        let stop = reading::stop(words, region.region, page.person, Some(region.name.clone()));
        view! {
            <p class="nl-paragraph">{words.reads_along_until(&until)}" "{open}</p>
            {stop}
        }
    });
    view! {
        <li class="kt-flow-tight">
            <h3 class="nl-heading nl-heading--level-3">{name}</h3>
            <p class="nl-paragraph">{how}</p>
            {reads}
            {invitations}
            {needs}
        </li>
    }
    .into_any()
}

/// The form that makes a region.
fn found(words: Words, page: &AdministrationPage) -> AnyView {
    let refused = page.refused.as_ref();
    let typed = |text: fn(&RefusedRegion) -> &domain::TypedText| {
        refused.map(|refused| text(refused).clone()).unwrap_or_default()
    };
    let name = TextField {
        id: NAME_ID,
        name: NAME,
        label: words.region_name_label(),
        hint: words.region_name_hint(),
        value: typed(|refused| &refused.name),
        kind: "text",
        autocomplete: "off",
        wrong: wrong(words, page, RegionField::Name),
    };
    let organisation = TextField {
        id: ORGANISATION_ID,
        name: ORGANISATION,
        label: words.coordinating_label(),
        hint: words.coordinating_hint(),
        value: typed(|refused| &refused.organisation),
        kind: "text",
        autocomplete: "off",
        wrong: wrong(words, page, RegionField::Organisation),
    };
    let is_here =
        |wrong| !matches!(wrong, RegionField::AdministratorMail | RegionField::CoordinatorMail(_));
    let address = refused.filter(|refused| is_here(refused.wrong));
    let address = address.map(|refused| refused.mail.clone()).unwrap_or_default();
    let mail = page
        .sends_mail
        .then(|| mail_field::shown(words, MAIL_ID, address, wrong(words, page, RegionField::Mail)));
    view! {
        <section class="kt-section kt-section--accent" aria-labelledby="h-nieuw">
            <h2 class="nl-heading nl-heading--level-2" id="h-nieuw">{words.found_title()}</h2>
            <form method="post" action=ADDRESS novalidate class="kt-flow">
                {hidden(page)}
                <p class="kt-measure">{words.found_help()}</p>
                {text_field::shown(words, name)}
                {text_field::shown(words, organisation)}
                {mail}
                <p class="kt-actions">
                    <button class="nl-button nl-button--primary" type="submit" name=form::DO value=FOUND>
                        <span class="nl-button__label">{words.found_button()}</span>
                    </button>
                </p>
            </form>
        </section>
    }
    .into_any()
}
