//! Actions at the doors: asked, answered and closed as forms, once whatever is clicked twice, and heard of when
//! nobody answers.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use std::collections::BTreeSet;

use domain::{
    Action, ActionId, ActionStand, Change, Command, Day, Event, Moment, OrganisationId, PersonId,
    Plan, Refusal, Sent, TypedPlan, TypedText,
};
use reqwest::{Client, StatusCode};
use server::{
    clock::Clock,
    regions::{Rejected, Sender},
};
use stage::{Stage, house::*, served::Served, visit::*};

on_both_engines! {
    an_action_is_asked_answered_and_closed_as_forms
    a_refused_form_keeps_what_was_typed
    who_does_it_is_somebody_with_a_place_there
    an_offer_that_stays_silent_goes_to_the_coordinator_once
    a_command_that_comes_in_between_lets_a_silent_offer_go_on_first
    an_action_is_made_after_signing_in_again
    days_of_the_steering_group_come_and_go
}

const DAY_US: i64 = 24 * 3_600 * 1_000_000;

/// Opens the doors, with a coordinator inside.
async fn served(stage: &Stage) -> Served {
    let served = Served::new(stage).await;
    served.house.let_coordinator_in().await;
    served
}

/// The form that asks Berkelo to do something.
fn ask<'f>(owner: &'f str, title: &'f str, due: &'f str) -> Vec<(&'f str, &'f str)> {
    vec![
        ("formulier", "een-weergave"),
        ("titel", title),
        ("eigenaar", owner),
        ("waarom", "De stuurgroep vroeg erom."),
        ("klaar-als", "Het staat vast."),
        ("klaar-op", due),
        ("doe", "bied-aan"),
    ]
}

fn step<'f>(deed: &'f str, more: &[(&'f str, &'f str)]) -> Vec<(&'f str, &'f str)> {
    [("formulier", "een-weergave"), ("doe", deed)].into_iter().chain(more.iter().copied()).collect()
}

async fn actions(house: &House) -> Vec<(ActionId, Action)> {
    let region = house.regions.look(REGION, EDITOR).await.unwrap().region;
    region.actions_in_order().into_iter().map(|(id, action)| (id, action.clone())).collect()
}

async fn only(house: &House) -> (ActionId, Action) {
    let all = actions(house).await;
    assert_eq!(all.len(), 1);
    all.into_iter().next().unwrap()
}

/// Posts a step twice, as a double click does.
async fn twice(served: &Served, client: &Client, path: &str, form: &[(&str, &str)]) {
    let mut leads = BTreeSet::new();
    let mut heads = BTreeSet::new();
    for _ in 0..2 {
        let taken = post(served, client, path, form).await;
        assert_eq!(taken.status(), StatusCode::SEE_OTHER, "{form:?}");
        leads.insert(header_of(&taken, "location"));
        heads.insert(head(served).await);
    }
    assert_eq!(
        (leads.len(), heads.len()),
        (1, 1),
        "a double click has the effect of one: {form:?}"
    );
}

async fn an_action_is_asked_answered_and_closed_as_forms(stage: Stage) {
    let served = served(&stage).await;
    let house = &served.house;
    let (asker, owner) = (served.sign_in("coordinator").await, served.sign_in("berkelo").await);
    let berkelo = BERKELO.to_string();
    let new = page("/acties/nieuw");
    twice(&served, &asker, &new, &ask(&berkelo, "Leg de route vast", "7-12-2026")).await;
    let (id, action) = only(house).await;
    assert_eq!(action.owner, BERKELO);
    assert_eq!(action.plan.due, Day::new(2026, 12, 7));
    let one = page(&format!("/acties/{id}"));
    let shown = open(&served, &owner, &one).await.text().await.unwrap();
    for piece in ["Leg de route vast", "De stuurgroep vroeg erom.", "Het staat vast."] {
        assert!(shown.contains(piece), "{piece}");
    }
    let counter = [("klaar-op", "14-12-2026"), ("toelichting", "Dan is iedereen er.")];
    twice(&served, &owner, &one, &step("andere-datum", &counter)).await;
    twice(&served, &asker, &one, &step("datum-goed", &[("klaar-op", "14-12-2026")])).await;
    let note = [("toelichting", "De tekst is klaar.")];
    twice(&served, &owner, &one, &step("voortgang", &note)).await;
    twice(&served, &owner, &one, &step("meld-klaar", &[("toelichting", "")])).await;
    let own = post(&served, &owner, &one, &step("sluit-af", &[])).await;
    assert_eq!(own.status(), StatusCode::FORBIDDEN, "its owner does not close it");
    twice(&served, &asker, &one, &step("sluit-af", &[])).await;
    let (_, action) = only(house).await;
    assert_eq!(action.stand, ActionStand::Closed);
    assert_eq!(action.plan.due, Day::new(2026, 12, 14));
    let after = [("toelichting", "Er kwam nog iets bij.")];
    let late = post(&served, &owner, &one, &step("voortgang", &after)).await;
    assert_eq!(late.status(), StatusCode::CONFLICT);
    let text = late.text().await.unwrap();
    assert!(text.contains("Er kwam nog iets bij."), "what was typed is still there");
    let history = open(&served, &asker, &page("/geschiedenis")).await.text().await.unwrap();
    assert!(history.contains("7 december 2026") && history.contains("14 december 2026"));
    let stranger = served.sign_in("duinkust").await;
    for path in [one, new, page("/acties"), page("/overleg")] {
        assert_eq!(open(&served, &stranger, &path).await.status(), StatusCode::NOT_FOUND);
    }
}

async fn a_refused_form_keeps_what_was_typed(stage: Stage) {
    let served = served(&stage).await;
    let client = served.sign_in("coordinator").await;
    let (new, berkelo) = (page("/acties/nieuw"), BERKELO.to_string());
    for (owner, title, due) in [
        (berkelo.as_str(), "", "7-12-2026"),
        (&berkelo, "Leg de route vast", "31-11-2026"),
        (&berkelo, "Leg de route vast", "01-01-2020"),
        (&berkelo, "Bel over 123456782", "7-12-2026"),
        (&berkelo, "Help het meisje van 15", "7-12-2026"),
        ("", "Leg de route vast", "7-12-2026"),
    ] {
        let refused = post(&served, &client, &new, &ask(owner, title, due)).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY, "{title} {due}");
        let text = refused.text().await.unwrap();
        for piece in ["De actie is niet verwerkt", title, due, "De stuurgroep vroeg erom."] {
            assert!(text.contains(piece), "“{piece}” is not in the page");
        }
    }
    assert!(actions(&served.house).await.is_empty());
    let elsewhere = post(&served, &client, &new, &ask("geen-id", "Leg vast", "")).await;
    assert_eq!(elsewhere.status(), StatusCode::BAD_REQUEST);
    served.house.let_observer_in().await;
    let observer = served.sign_in("waarnemer").await;
    let refused = post(&served, &observer, &new, &ask(&berkelo, "Leg vast", "")).await;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
}

fn plan(title: &str) -> Box<TypedPlan> {
    let text = |text: &str| TypedText::new(text.to_owned());
    Box::new(Plan {
        title: text(title),
        why: text(""),
        done_when: text(""),
        contributors: BTreeSet::new(),
        concerns: BTreeSet::new(),
        due: None,
        priority: domain::Priority::Normal,
    })
}

fn made(owner: OrganisationId, title: &str) -> Sent {
    let owners = [owner].into();
    sent(Command::MakeActions { owners, plan: plan(title), cause: None, offer: true })
}

async fn who_does_it_is_somebody_with_a_place_there(stage: Stage) {
    let served = served(&stage).await;
    let house = &served.house;
    house.let_colleague_in().await;
    house.submit(EDITOR, made(WATERDAM, "Leg de route vast")).await.unwrap();
    let (action, found) = only(house).await;
    assert_eq!(
        found.stand,
        ActionStand::Accepted,
        "whoever asks their own organisation accepted it"
    );
    let assign = |from, to: PersonId| {
        sent(Command::AssignAction { action, change: Change { from, to: Some(to) } })
    };
    let nobody = PersonId(uuid::Uuid::from_u128(0xEE));
    for person in [NEIGHBOUR, STRANGER, nobody] {
        let refused = house.submit(EDITOR, assign(None, person)).await;
        assert_eq!(refused, Err(Rejected::Refused(Refusal::NoColleague)), "{person}");
    }
    house.submit(EDITOR, assign(None, COLLEAGUE)).await.unwrap();
    let late = house.submit(COLLEAGUE, assign(None, EDITOR)).await;
    assert_eq!(late, Err(Rejected::Refused(Refusal::ActionChanged { action })));
    let client = served.sign_in("waterdam").await;
    let (colleague, neighbour) = (COLLEAGUE.to_string(), NEIGHBOUR.to_string());
    let one = page(&format!("/acties/{action}"));
    let form = step("wie", &[("persoon-was", &colleague), ("persoon", &neighbour)]);
    let refused = post(&served, &client, &one, &form).await;
    assert!(refused.status().is_client_error());
    twice(&served, &client, &one, &step("wie", &[("persoon-was", &colleague), ("persoon", "")]))
        .await;
    assert_eq!(only(house).await.1.person, None);
}

/// Returns how often an offer went to the coordinator.
async fn silences(house: &House) -> usize {
    let entries = house.journal.entries(REGION, 0, u64::MAX >> 1).await.unwrap();
    entries.iter().filter(|entry| matches!(entry.event, Event::OfferWentSilent { .. })).count()
}

async fn an_offer_that_stays_silent_goes_to_the_coordinator_once(stage: Stage) {
    let db = stage.open().await;
    let first = House::furnished(db.clone()).await;
    first.let_coordinator_in().await;
    first.submit(COORDINATOR, made(BERKELO, "Leg de route vast")).await.unwrap();
    first.submit(EDITOR, made(WATERDAM, "Kijk zelf na")).await.unwrap();
    let pass_on = || sent(Command::LetFallDue);
    let at = |days: i64| Moment(NOW.0 + days * DAY_US);
    // Ten working days after 23 November 2026 it is 7 December: that day still counts.
    let early = first.regions.submit_at(REGION, Sender::System, pass_on(), at(14)).await;
    early.unwrap();
    assert_eq!(silences(&first).await, 0);
    let refused = first.submit(EDITOR, pass_on()).await;
    assert!(refused.is_err(), "only the installation does this");
    // Two instances share PostgreSQL; SQLite has one.
    let late = |db| House::with_clock(db, Clock::starting_at(at(15)));
    let one = std::sync::Arc::new(late(db.clone()));
    let other = match stage.is_shared() {
        true => std::sync::Arc::new(late(stage.open().await)),
        false => one.clone(),
    };
    let judged: Vec<_> = (0..8)
        .map(|number| {
            let house = if number % 2 == 0 { one.clone() } else { other.clone() };
            tokio::spawn(async move {
                let sent = sent(Command::LetFallDue);
                house.regions.submit(REGION, Sender::System, sent).await.unwrap();
            })
        })
        .collect();
    for judged in judged {
        judged.await.unwrap();
    }
    assert_eq!(silences(&one).await, 1);
    let all = actions(&other).await;
    let silent = |(_, action): &(ActionId, Action)| {
        matches!(action.stand, ActionStand::Offered { silent: true, .. })
    };
    assert_eq!(all.iter().filter(|one| silent(one)).count(), 1);
}

async fn a_command_that_comes_in_between_lets_a_silent_offer_go_on_first(stage: Stage) {
    let db = stage.open().await;
    let house = House::furnished(db.clone()).await;
    house.let_coordinator_in().await;
    house.submit(COORDINATOR, made(BERKELO, "Leg de route vast")).await.unwrap();
    let (action, found) = only(&house).await;
    let late = House::with_clock(db, Clock::starting_at(Moment(NOW.0 + 20 * DAY_US)));
    let seen = domain::SeenAction { action, seen: found.fingerprint() };
    let accept = sent(Command::AcceptAction { seen });
    late.submit(NEIGHBOUR, accept.clone()).await.unwrap();
    late.submit(NEIGHBOUR, accept).await.unwrap();
    late.regions.submit(REGION, Sender::System, sent(Command::LetFallDue)).await.unwrap();
    assert_eq!(silences(&late).await, 1);
    let entries = late.journal.entries(REGION, 0, u64::MAX >> 1).await.unwrap();
    let kinds: Vec<&Event> = entries.iter().rev().take(2).map(|entry| &entry.event).collect();
    assert!(matches!(kinds[..], [Event::ActionAccepted { .. }, Event::OfferWentSilent { .. }]));
    assert_eq!(only(&late).await.1.stand, ActionStand::Accepted);
    let restarted = House::new(late.db.clone());
    assert_eq!(actions(&restarted).await, actions(&late).await);
}

async fn an_action_is_made_after_signing_in_again(stage: Stage) {
    let served = served(&stage).await;
    let client = served.sign_in("waterdam").await;
    let (path, berkelo) = (page("/acties/nieuw"), BERKELO.to_string());
    let form = ask(&berkelo, "Leg de route vast", "7-12-2026");
    served.expire_sessions().await;
    let asked = post(&served, &client, &path, &form).await;
    assert_eq!(asked.status(), StatusCode::UNAUTHORIZED);
    let mut again = vec![("naam", "waterdam"), ("wachtwoord", PASSWORD), ("terug", path.as_str())];
    again.extend(form);
    let taken = post(&served, &client, "/inloggen", &again).await;
    assert_eq!(taken.status(), StatusCode::SEE_OTHER);
    let (_, action) = only(&served.house).await;
    assert!(matches!(action.stand, ActionStand::Offered { .. }));
}

async fn days_of_the_steering_group_come_and_go(stage: Stage) {
    let served = served(&stage).await;
    let client = served.sign_in("coordinator").await;
    let path = page("/overleg");
    let add = |day: &'static str| step("voeg-toe", &[("stuurgroepdag", day)]);
    for bad in ["31-11-2026", "1-1-2020", "morgen", ""] {
        let refused = post(&served, &client, &path, &add(bad)).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY, "{bad}");
        assert!(refused.text().await.unwrap().contains(bad));
    }
    twice(&served, &client, &path, &add("10-12-2026")).await;
    let shown = open(&served, &client, &path).await.text().await.unwrap();
    assert!(shown.contains("10 december 2026"));
    twice(&served, &client, &path, &step("haal-weg:2026-12-10", &[])).await;
    let shown = open(&served, &client, &path).await.text().await.unwrap();
    assert!(!shown.contains("10 december 2026"));
    let editor = served.sign_in("berkelo").await;
    let refused = post(&served, &editor, &path, &add("10-12-2026")).await;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
}
