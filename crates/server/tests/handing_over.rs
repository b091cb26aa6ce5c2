//! Handing over at the doors: nobody leaves while something waits for them, a successor accepts it, and access
//! that others end leaves nothing behind.
//!
//! Size: one region in which something waits, and every way out of it.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use domain::{
    Command, Handover, HandoverId, Holder, Mention, Moment, Parting, PersonId, Readers, Region,
    Subject, Topic, TypedText, Wish,
};
use reqwest::{Client, StatusCode};
use server::people::{Ended, Membership};
use stage::{Stage, house::*, places::*, served::Served, visit::*};

on_both_engines! {
    nobody_leaves_while_something_waits_for_them
    a_successor_accepts_and_then_the_way_out_is_open
    a_successor_declines_and_says_why
    what_only_one_can_do_keeps_them
    an_account_closes_once_everything_was_handed_over
    an_account_of_somebody_without_a_place_closes_at_once
    whoever_is_let_out_leaves_what_waits_to_whoever_did_it
    whoever_is_let_out_by_others_leaves_it_to_their_side
    another_role_leaves_it_too
    a_seat_in_the_steering_group_leaves_it_too
    whoever_has_no_successor_answers_and_leaves
    nobody_takes_over_what_waits_for_another_side
    what_nobody_offered_is_offered_within_the_hour
    an_offer_to_whoever_is_let_out_is_taken_back
    nobody_stays_for_an_organisation_that_left_half_way
    what_a_changed_role_left_is_offered_within_the_hour
    whoever_is_erased_leaves_it_to_their_side
    what_a_gone_person_offered_waits_for_the_side
    whoever_is_there_again_goes_on_themselves
    a_closed_account_leaves_its_name_free
    without_a_coordinator_everybody_else_may_leave
    invitations_go_on_with_the_successor
    an_organisation_leaves_after_another_took_over
    who_may_not_look_after_it_finds_nothing
    what_was_typed_comes_back
    a_successor_without_a_place_is_refused
}

fn way() -> String {
    page("/overdracht")
}

/// The colleague of Waterdam asked its editor for a draft, and mentioned them.
async fn busy(stage: &Stage) -> (Served, Client, Client) {
    let (served, coordinator) = served(stage).await;
    served.house.let_colleague_in().await;
    ask_for_draft(&served, EDITOR).await;
    let topic = Topic {
        question: "1.2".parse().unwrap(),
        about: Default::default(),
        readers: Readers::Everyone,
    };
    let mentions = [Mention::Person(EDITOR)].into();
    let said = Command::StartThread { topic, text: TypedText::new("Weet u dit?"), mentions };
    served.house.submit(COLLEAGUE, sent(said)).await.unwrap();
    let editor = served.sign_in("waterdam").await;
    (served, coordinator, editor)
}

async fn ask_for_draft(served: &Served, by: PersonId) {
    let about = Subject::Question("1.1".parse().unwrap());
    let wish = Wish::Draft { of: Some(WATERDAM), by, about };
    let asked = Command::MakeRequest { wish, due: None, note: TypedText::default() };
    served.house.submit(COLLEAGUE, sent(asked)).await.unwrap();
}

/// Returns the region as the colleague of Waterdam sees it.
async fn region(served: &Served) -> Region {
    served.house.regions.look(REGION, COLLEAGUE).await.unwrap().region
}

async fn last(served: &Served) -> (HandoverId, Handover) {
    let region = region(served).await;
    let last = region.handovers.iter().max_by_key(|(_, one)| one.at).unwrap();
    (*last.0, last.1.clone())
}

fn held(region: &Region, person: PersonId) -> usize {
    region.held(Holder::Person(person, Some(WATERDAM))).len()
}

fn leave(person: PersonId, token: &str) -> Pairs {
    deed(token, format!("beeindig:{person}"))
}

fn offer(token: &str, of: PersonId, to: PersonId, note: &str) -> Pairs {
    vec![
        ("formulier", token.to_owned()),
        ("opvolger", to.to_string()),
        ("opmerking", note.to_owned()),
        ("doe", format!("bied-aan:{of}")),
    ]
}

async fn accept(served: &Served, client: &Client) -> StatusCode {
    let region = region(served).await;
    let (id, handover) = last(served).await;
    let seen = region.held_fingerprint(handover.parting.holder());
    let mut form = deed("neem", format!("neem-over:{id}"));
    form.push(("gezien", seen.to_string()));
    send(served, client, &way(), &form).await.status()
}

async fn has_place(served: &Served, person: PersonId) -> bool {
    let place = served.house.people.membership(REGION, person).await.unwrap();
    // What ends, ends by the clock of the house, which goes on.
    let soon = Moment(NOW.0 + HOUR_US);
    place.is_some_and(|place| place.member(soon).is_some())
}

async fn nobody_leaves_while_something_waits_for_them(stage: Stage) {
    let (served, _, editor) = busy(&stage).await;
    let answer = send(&served, &editor, &at(), &leave(EDITOR, "weg")).await;
    assert_eq!(answer.status(), StatusCode::CONFLICT);
    let body = answer.text().await.unwrap();
    assert!(body.contains("Op u wacht nog 2 punten"), "{body}");
    assert!(body.contains(&way()), "and the way to it");
    assert!(has_place(&served, EDITOR).await);
    let shown = open(&served, &editor, &way()).await.text().await.unwrap();
    assert!(shown.contains("Wat op u wacht"));
    assert!(!shown.contains("Verlaat deze regio"));
}

async fn a_successor_accepts_and_then_the_way_out_is_open(stage: Stage) {
    let (served, _, editor) = busy(&stage).await;
    let note = "Vanaf januari werk ik elders.";
    let offered = send(&served, &editor, &way(), &offer("een", EDITOR, COLLEAGUE, note)).await;
    assert_eq!(offered.status(), StatusCode::SEE_OTHER);
    // Offered is not accepted.
    let answer = send(&served, &editor, &at(), &leave(EDITOR, "weg")).await;
    assert_eq!(answer.status(), StatusCode::CONFLICT);
    let colleague = served.sign_in("waterdam-collega").await;
    let work = open(&served, &colleague, "/").await.text().await.unwrap();
    assert!(work.contains("Neem het werk van"), "it stands among the successor's work");
    let shown = open(&served, &colleague, &way()).await.text().await.unwrap();
    assert!(shown.contains(note));
    // Nobody accepts what they did not see.
    let (id, _) = last(&served).await;
    let mut stale = deed("oud", format!("neem-over:{id}"));
    stale.push(("gezien", domain::Fingerprint::of(b"iets anders").to_string()));
    let answer = send(&served, &colleague, &way(), &stale).await;
    assert_eq!(answer.status(), StatusCode::CONFLICT);
    assert_eq!(accept(&served, &colleague).await, StatusCode::SEE_OTHER);
    let after = region(&served).await;
    assert_eq!((held(&after, EDITOR), held(&after, COLLEAGUE)), (0, 1));
    let shown = open(&served, &editor, &way()).await.text().await.unwrap();
    assert!(shown.contains("Verlaat deze regio"));
    let answer = send(&served, &editor, &at(), &leave(EDITOR, "weg")).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert!(!has_place(&served, EDITOR).await);
    let to = header_of(&answer, "location");
    let landed = open(&served, &editor, &to).await;
    assert_eq!(landed.status(), StatusCode::OK, "{to}");
    assert!(landed.text().await.unwrap().contains("U hebt de regio verlaten."));
}

async fn a_successor_declines_and_says_why(stage: Stage) {
    let (served, _, editor) = busy(&stage).await;
    send(&served, &editor, &way(), &offer("een", EDITOR, COLLEAGUE, "")).await;
    let colleague = served.sign_in("waterdam-collega").await;
    let (id, _) = last(&served).await;
    let decline = |reason: &str| {
        let mut form = deed(reason, format!("wijs-af:{id}"));
        form.push(("opmerking", reason.to_owned()));
        form
    };
    let answer = send(&served, &colleague, &way(), &decline("")).await;
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let answer = send(&served, &colleague, &way(), &decline("Ik ben dan met verlof.")).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let shown = open(&served, &editor, &way()).await.text().await.unwrap();
    assert!(shown.contains("Ik ben dan met verlof."));
    let work = open(&served, &editor, "/").await.text().await.unwrap();
    assert!(work.contains("Kies een andere opvolger"));
    assert_eq!(held(&region(&served).await, EDITOR), 2, "it waits as before");
}

async fn what_only_one_can_do_keeps_them(stage: Stage) {
    let (served, _) = served(&stage).await;
    let editor = served.sign_in("waterdam").await;
    let answer = send(&served, &editor, &at(), &leave(EDITOR, "weg")).await;
    assert_eq!(answer.status(), StatusCode::CONFLICT, "nobody else fills in for Waterdam");
    let shown = open(&served, &editor, &way()).await.text().await.unwrap();
    assert!(shown.contains("Wat zonder u niemand kan doen"));
    served.house.let_colleague_in().await;
    let answer = send(&served, &editor, &at(), &leave(EDITOR, "weg")).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
}

async fn an_account_closes_once_everything_was_handed_over(stage: Stage) {
    let (served, _, editor) = busy(&stage).await;
    let close = vec![("wie", EDITOR.to_string()), ("doe", "sluit".to_owned())];
    let shown = open(&served, &editor, "/account/sluiten").await.text().await.unwrap();
    assert!(shown.contains("Op u wacht nog 2 punten"));
    assert!(!shown.contains("Sluit mijn account voorgoed"));
    let answer = send(&served, &editor, "/account/sluiten", &close).await;
    assert_eq!(answer.status(), StatusCode::CONFLICT);
    assert!(has_place(&served, EDITOR).await, "nothing half-done");
    send(&served, &editor, &way(), &offer("een", EDITOR, COLLEAGUE, "")).await;
    let colleague = served.sign_in("waterdam-collega").await;
    assert_eq!(accept(&served, &colleague).await, StatusCode::SEE_OTHER);
    let answer = send(&served, &editor, "/account/sluiten", &close).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert!(!has_place(&served, EDITOR).await);
    assert!(served.house.people.credentials("waterdam").await.unwrap().is_none());
    let answer = open(&served, &editor, "/account").await;
    assert_ne!(answer.status(), StatusCode::OK, "nobody is signed in any more");
}

async fn an_account_of_somebody_without_a_place_closes_at_once(stage: Stage) {
    let (served, _) = served(&stage).await;
    served.house.let_observer_in().await;
    let observer = served.sign_in("waarnemer").await;
    let close = vec![("wie", OBSERVER.to_string()), ("doe", "sluit".to_owned())];
    // A form of somebody else closes nothing.
    let others = vec![("wie", EDITOR.to_string()), ("doe", "sluit".to_owned())];
    let answer = send(&served, &observer, "/account/sluiten", &others).await;
    assert_eq!(answer.status(), StatusCode::CONFLICT);
    let answer = send(&served, &observer, "/account/sluiten", &close).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert!(served.house.people.credentials("waarnemer").await.unwrap().is_none());
    // The only coordinator stays.
    let coordinator = served.sign_in("coordinator").await;
    let close = vec![("wie", COORDINATOR.to_string()), ("doe", "sluit".to_owned())];
    let answer = send(&served, &coordinator, "/account/sluiten", &close).await;
    assert_eq!(answer.status(), StatusCode::CONFLICT);
    assert!(has_place(&served, COORDINATOR).await);
}

async fn whoever_is_let_out_leaves_what_waits_to_whoever_did_it(stage: Stage) {
    let (served, _, _) = busy(&stage).await;
    let colleague = served.sign_in("waterdam-collega").await;
    let answer = send(&served, &colleague, &at(), &leave(EDITOR, "weg")).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert!(!has_place(&served, EDITOR).await);
    let after = region(&served).await;
    assert_eq!(held(&after, EDITOR), 0, "nothing is left behind");
    let taken = last(&served).await.1;
    assert_eq!(taken.by.person, Some(COLLEAGUE));
    assert!(!taken.is_open());
}

async fn whoever_is_let_out_by_others_leaves_it_to_their_side(stage: Stage) {
    let (served, coordinator, _) = busy(&stage).await;
    let answer = send(&served, &coordinator, &at(), &leave(EDITOR, "weg")).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let colleague = served.sign_in("waterdam-collega").await;
    let work = open(&served, &colleague, "/").await.text().await.unwrap();
    assert!(work.contains("Neem het werk van"));
    let shown = open(&served, &colleague, &way()).await.text().await.unwrap();
    assert!(shown.contains("die weg is of nu iets anders doet"));
    // The coordinator does not see what colleagues ask each other.
    let theirs = open(&served, &coordinator, &way()).await.text().await.unwrap();
    assert!(!theirs.contains("die weg is of nu iets anders doet"));
    assert_eq!(accept(&served, &colleague).await, StatusCode::SEE_OTHER);
    assert_eq!(held(&region(&served).await, EDITOR), 0);
}

async fn another_role_leaves_it_too(stage: Stage) {
    let (served, coordinator, _) = busy(&stage).await;
    let mut observer = deed("rol", format!("verander:{EDITOR}"));
    observer.push(("rol", "observer".to_owned()));
    let answer = send(&served, &coordinator, &at(), &observer).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert!(last(&served).await.1.is_open(), "whoever writes for Waterdam is asked");
    let colleague = served.sign_in("waterdam-collega").await;
    assert_eq!(accept(&served, &colleague).await, StatusCode::SEE_OTHER);
    assert_eq!(held(&region(&served).await, EDITOR), 0);
}

async fn a_seat_in_the_steering_group_leaves_it_too(stage: Stage) {
    let (served, coordinator, _) = busy(&stage).await;
    let mut change = deed("rol", format!("verander:{EDITOR}"));
    change.push(("rol", "steering_member".to_owned()));
    let answer = send(&served, &coordinator, &at(), &change).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert!(last(&served).await.1.is_open(), "whoever writes for Waterdam is asked");
}

/// Nobody of Berkelo writes any more, so that nobody takes over what is asked of its seat in the steering group.
async fn whoever_has_no_successor_answers_and_leaves(stage: Stage) {
    let (served, _, _) = busy(&stage).await;
    let places = served.house.people.memberships_in(REGION).await.unwrap();
    let place = places.into_iter().find(|place| place.person == NEIGHBOUR).unwrap();
    let seat = Membership { roles: vec![domain::Role::SteeringMember], ..place };
    served.house.people.set_membership(&seat, None, NOW).await.unwrap();
    let topic = Topic {
        question: "1.3".parse().unwrap(),
        about: Default::default(),
        readers: Readers::Everyone,
    };
    let mentions = [Mention::Person(NEIGHBOUR)].into();
    let said = sent(Command::StartThread { topic, text: TypedText::new("Kan dat?"), mentions });
    let thread = domain::ThreadId(said.id.creates("thread"));
    served.house.submit(COLLEAGUE, said).await.unwrap();
    let neighbour = served.sign_in("berkelo").await;
    let answer = send(&served, &neighbour, &at(), &leave(NEIGHBOUR, "weg")).await;
    assert_eq!(answer.status(), StatusCode::CONFLICT);
    let shown = open(&served, &neighbour, &way()).await.text().await.unwrap();
    assert!(shown.contains("Er is niemand die dit kan overnemen."), "{shown}");
    assert!(shown.contains("kunt u ook zelf reageren"), "and what they can do themselves");
    let text = TypedText::new("Dat kan.");
    let answered = Command::AddComment { thread, text, mentions: Default::default() };
    served.house.submit(NEIGHBOUR, sent(answered)).await.unwrap();
    let answer = send(&served, &neighbour, &at(), &leave(NEIGHBOUR, "weg-dan")).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert!(!has_place(&served, NEIGHBOUR).await);
}

/// Neither by naming somebody of another organisation, nor while a colleague is there.
async fn nobody_takes_over_what_waits_for_another_side(stage: Stage) {
    let (served, _, _) = busy(&stage).await;
    let take = |of, side| {
        let parting = Parting::Person { of, side: Some(side), to: Some(NEIGHBOUR) };
        sent(Command::OfferHandover { parting, note: TypedText::default() })
    };
    for side in [BERKELO, WATERDAM] {
        let taken = served.house.submit(NEIGHBOUR, take(EDITOR, side)).await;
        assert!(taken.is_err(), "{taken:?}");
    }
    let parting = Parting::Person { of: EDITOR, side: Some(WATERDAM), to: Some(COLLEAGUE) };
    let command = Command::OfferHandover { parting, note: TypedText::default() };
    let taken = served.house.submit(COLLEAGUE, sent(command)).await;
    assert!(taken.is_err(), "a colleague who is there is asked: {taken:?}");
    assert_eq!(held(&region(&served).await, EDITOR), 2);
}

const HOUR_US: i64 = 3_600_000_000;

/// Does what a server does every hour.
async fn settle(served: &Served) {
    let (people, regions) = (&served.house.people, &served.house.regions);
    server::leaving::settle(people, regions, REGION, Moment(NOW.0 + HOUR_US)).await.unwrap();
}

/// A server ends between the end of a place and its offer, or the place ended by its own date.
async fn what_nobody_offered_is_offered_within_the_hour(stage: Stage) {
    let (served, _, _) = busy(&stage).await;
    settle(&served).await;
    assert!(region(&served).await.handovers.is_empty(), "whoever is there keeps their work");
    let places = served.house.people.memberships_in(REGION).await.unwrap();
    let place = places.into_iter().find(|place| place.person == EDITOR).unwrap();
    let brief = Membership { until: Some(Moment(NOW.0 + 1)), ..place };
    served.house.people.set_membership(&brief, None, NOW).await.unwrap();
    for _ in 0..2 {
        settle(&served).await;
    }
    let offers: Vec<Handover> = region(&served).await.handovers.into_values().collect();
    let side = Parting::Person { of: EDITOR, side: Some(WATERDAM), to: None };
    assert_eq!(offers.iter().map(|one| one.parting).collect::<Vec<_>>(), [side], "and once");
}

/// A server ends between the leaving of an organisation and the end of its places.
async fn nobody_stays_for_an_organisation_that_left_half_way(stage: Stage) {
    let (served, _) = served(&stage).await;
    let leaves = sent(Command::EndParticipation { organisation: BERKELO });
    served.house.submit(COORDINATOR, leaves).await.unwrap();
    assert!(has_place(&served, NEIGHBOUR).await);
    settle(&served).await;
    assert!(!has_place(&served, NEIGHBOUR).await);
}

/// A server ends between the change of a role and the offer that follows.
async fn what_a_changed_role_left_is_offered_within_the_hour(stage: Stage) {
    let (served, _, _) = busy(&stage).await;
    let place = served.house.people.membership(REGION, EDITOR).await.unwrap().unwrap();
    let looks =
        Membership { roles: vec![domain::Role::Observer], may_adopt: false, ..place.clone() };
    served.house.people.change_membership(&place, &looks, None, NOW).await.unwrap();
    settle(&served).await;
    let side = Parting::Person { of: EDITOR, side: Some(WATERDAM), to: None };
    assert_eq!(last(&served).await.1.parting, side);
}

async fn an_offer_to_whoever_is_let_out_is_taken_back(stage: Stage) {
    let (served, coordinator, editor) = busy(&stage).await;
    send(&served, &editor, &way(), &offer("een", EDITOR, COLLEAGUE, "")).await;
    assert!(last(&served).await.1.is_open());
    send(&served, &coordinator, &at(), &leave(COLLEAGUE, "weg")).await;
    let region = served.house.regions.look(REGION, EDITOR).await.unwrap().region;
    let named = |one: &&Handover| one.parting.names(COLLEAGUE);
    let stands: Vec<_> = region.handovers.values().filter(named).map(|one| &one.stand).collect();
    assert_eq!(stands, [&domain::HandoverStand::Withdrawn]);
    let shown = open(&served, &editor, &way()).await.text().await.unwrap();
    assert!(!shown.contains("Het wacht op antwoord"), "and another can be named");
}

async fn whoever_is_erased_leaves_it_to_their_side(stage: Stage) {
    let (served, _, _) = busy(&stage).await;
    let ended = served.house.people.end_membership(REGION, EDITOR, None, NOW).await.unwrap();
    assert_eq!(ended, Ended::Places(1));
    settle(&served).await;
    assert!(last(&served).await.1.is_open());
}

async fn what_a_gone_person_offered_waits_for_the_side(stage: Stage) {
    let (served, coordinator, editor) = busy(&stage).await;
    send(&served, &editor, &way(), &offer("een", EDITOR, COLLEAGUE, "")).await;
    send(&served, &coordinator, &at(), &leave(EDITOR, "weg")).await;
    let colleague = served.sign_in("waterdam-collega").await;
    let shown = open(&served, &colleague, &way()).await.text().await.unwrap();
    assert!(
        shown.contains("die weg is of nu iets anders doet"),
        "whoever was named may never answer"
    );
    let open_ones = region(&served).await.handovers.into_values().filter(Handover::is_open).count();
    assert_eq!(open_ones, 1);
}

async fn whoever_is_there_again_goes_on_themselves(stage: Stage) {
    let (served, coordinator, _) = busy(&stage).await;
    for (token, role) in [("uit", "observer"), ("terug", "editor")] {
        let mut change = deed(token, format!("verander:{EDITOR}"));
        change.push(("rol", role.to_owned()));
        let answer = send(&served, &coordinator, &at(), &change).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    }
    assert!(!last(&served).await.1.is_open(), "nobody else is asked any more");
    let editor = served.sign_in("waterdam").await;
    let answer = send(&served, &editor, &way(), &offer("een", EDITOR, COLLEAGUE, "")).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
}

async fn a_closed_account_leaves_its_name_free(stage: Stage) {
    let (served, _) = served(&stage).await;
    served.house.let_observer_in().await;
    let observer = served.sign_in("waarnemer").await;
    let close = vec![("wie", OBSERVER.to_string()), ("doe", "sluit".to_owned())];
    send(&served, &observer, "/account/sluiten", &close).await;
    let again = new_account("waarnemer");
    served.house.people.add_account(&again, None, NOW).await.unwrap();
    let known = served.house.people.credentials("waarnemer").await.unwrap().unwrap();
    assert_eq!(known.person, again.person);
    assert!(served.house.people.is_known(OBSERVER).await.unwrap(), "and can still be erased");
}

async fn without_a_coordinator_everybody_else_may_leave(stage: Stage) {
    let served = Served::new(&stage).await;
    served.house.let_observer_in().await;
    let observer = served.sign_in("waarnemer").await;
    let answer = send(&served, &observer, &at(), &leave(OBSERVER, "weg")).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert!(!has_place(&served, OBSERVER).await);
}

async fn invitations_go_on_with_the_successor(stage: Stage) {
    let (served, _, editor) = busy(&stage).await;
    let made = send(&served, &editor, &at(), &invite("nodig", WATERDAM, "editor")).await;
    let link = link(made).await;
    send(&served, &editor, &way(), &offer("een", EDITOR, COLLEAGUE, "")).await;
    let colleague = served.sign_in("waterdam-collega").await;
    accept(&served, &colleague).await;
    send(&served, &editor, &at(), &leave(EDITOR, "weg")).await;
    let opened = stage::served::browser().get(served.at(&link)).send().await.unwrap();
    assert_eq!(opened.status(), StatusCode::OK, "the link goes on working");
    let all = served.house.people.invitations_in(Some(REGION)).await.unwrap();
    assert_eq!(all[0].by, Some(COLLEAGUE));
}

async fn an_organisation_leaves_after_another_took_over(stage: Stage) {
    let (served, coordinator) = served(&stage).await;
    served.house.let_partner_in().await;
    served.house.let_partner_editor_in().await;
    let wish = Wish::View { of: PARTNER, on: "1.1".parse().unwrap() };
    let asked = Command::MakeRequest { wish, due: None, note: TypedText::default() };
    served.house.submit(NEIGHBOUR, sent(asked)).await.unwrap();
    // Berkelo asked, so that something waits for it: an answer to read.
    let out = deed("weg", format!("laat-vertrekken:{BERKELO}"));
    let answer = send(&served, &coordinator, &at(), &out).await;
    assert_eq!(answer.status(), StatusCode::CONFLICT);
    let body = answer.text().await.unwrap();
    assert!(body.contains(&format!("/overdracht?organisatie={BERKELO}")));
    assert!(has_place(&served, NEIGHBOUR).await, "nothing half-done");
    let hand = vec![
        ("formulier", "een".to_owned()),
        ("opvolger", WATERDAM.to_string()),
        ("doe", format!("bied-aan-namens:{BERKELO}")),
    ];
    let answer = send(&served, &coordinator, &way(), &hand).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let editor = served.sign_in("waterdam").await;
    let region = served.house.regions.look(REGION, EDITOR).await.unwrap().region;
    let (id, handover) = region.handovers.iter().next().unwrap();
    let mut take = deed("neem", format!("neem-over:{id}"));
    take.push(("gezien", region.held_fingerprint(handover.parting.holder()).to_string()));
    assert_eq!(send(&served, &editor, &way(), &take).await.status(), StatusCode::SEE_OTHER);
    let out = deed("nog-eens", format!("laat-vertrekken:{BERKELO}"));
    let answer = send(&served, &coordinator, &at(), &out).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert!(!has_place(&served, NEIGHBOUR).await);
}

async fn who_may_not_look_after_it_finds_nothing(stage: Stage) {
    let (served, coordinator, _) = busy(&stage).await;
    let neighbour = served.sign_in("berkelo").await;
    let colleague = served.sign_in("waterdam-collega").await;
    // What waits for somebody is for their own side; what waits for an organisation for the coordinator too.
    let (of, part) =
        (format!("{}?van={EDITOR}", way()), format!("{}?organisatie={WATERDAM}", way()));
    for (who, statuses) in [
        (&neighbour, [StatusCode::NOT_FOUND; 2]),
        (&coordinator, [StatusCode::NOT_FOUND, StatusCode::OK]),
        (&colleague, [StatusCode::OK; 2]),
    ] {
        for (path, status) in [&of, &part].into_iter().zip(statuses) {
            assert_eq!(open(&served, who, path).await.status(), status, "{path}");
        }
    }
    for of in ["?van=iets", "?van=", &format!("?van={STRANGER}"), "?organisatie=1&van=2"] {
        let path = format!("{}{of}", way());
        assert_eq!(
            open(&served, &coordinator, &path).await.status(),
            StatusCode::NOT_FOUND,
            "{of}"
        );
    }
    // They offer nothing of others, and do not know of an offer among others.
    let taken = offer("een", EDITOR, NEIGHBOUR, "");
    let answer = send(&served, &neighbour, &way(), &taken).await;
    assert!(answer.status() == StatusCode::FORBIDDEN || answer.status() == StatusCode::NOT_FOUND);
    let stranger = served.sign_in("duinkust").await;
    assert_eq!(open(&served, &stranger, &way()).await.status(), StatusCode::NOT_FOUND);
}

async fn what_was_typed_comes_back(stage: Stage) {
    let (served, _, editor) = busy(&stage).await;
    let nobody = vec![
        ("formulier", "een".to_owned()),
        ("opvolger", String::new()),
        ("opmerking", "Vanaf januari werk ik elders.".to_owned()),
        ("doe", format!("bied-aan:{EDITOR}")),
    ];
    let answer = send(&served, &editor, &way(), &nobody).await;
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let body = answer.text().await.unwrap();
    assert!(
        body.contains("Kies wie het overneemt.") && body.contains("Vanaf januari werk ik elders.")
    );
    let number = offer("twee", EDITOR, COLLEAGUE, "Haar BSN is 123456782.");
    let answer = send(&served, &editor, &way(), &number).await;
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let long = offer("drie", EDITOR, COLLEAGUE, &"a".repeat(1_001));
    let answer = send(&served, &editor, &way(), &long).await;
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(region(&served).await.handovers.is_empty(), "nothing was kept");
    for broken in ["", "bied-aan", "neem-over:x", "iets:1"] {
        let answer = send(&served, &editor, &way(), &deed("kapot", broken.to_owned())).await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{broken}");
    }
}

async fn a_successor_without_a_place_is_refused(stage: Stage) {
    let (served, _, editor) = busy(&stage).await;
    served.house.let_observer_in().await;
    for to in [STRANGER, OBSERVER, NEIGHBOUR, COORDINATOR] {
        let token = to.to_string();
        let answer = send(&served, &editor, &way(), &offer(&token, EDITOR, to, "")).await;
        assert!(answer.status().is_client_error(), "{to}");
        let body = answer.text().await.unwrap();
        assert!(body.contains("kan niet alles overnemen"), "{to}");
    }
    assert!(region(&served).await.handovers.is_empty());
}
