//! Invitations and places at the doors: who may give them, that a link works once, and that a region keeps a
//! coordinator.
//!
//! Size: one link, and everything that can become of it.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use domain::{Moment, Role};
use reqwest::{Client, StatusCode};
use server::db::Db;
use server::people::{Accepted, ChangeKind, Comer, NewInvitation, OfferedPlace};
use sha2::{Digest, Sha256};
use sqlx::AssertSqlSafe;
use stage::{
    Stage,
    house::*,
    number,
    places::*,
    served::{Served, browser},
    visit::*,
};
use uuid::Uuid;

on_both_engines! {
    of_two_who_open_one_link_one_comes_in
    a_link_ends_by_its_day_and_when_it_is_taken_back
    a_new_link_ends_the_one_before
    a_form_sent_twice_invites_once
    the_store_holds_no_link
    somebody_with_an_account_comes_in_with_it
    somebody_of_another_organisation_is_told_what_helps
    of_two_links_that_one_person_takes_at_once_one_counts
    an_address_that_has_an_account_makes_no_other
    a_lead_invites_colleagues_only
    who_invites_nobody_is_refused_and_elsewhere_is_nowhere
    a_role_counts_at_once_and_stands_in_the_history_of_the_place
    a_region_keeps_a_coordinator_when_places_change
    a_coordinator_adds_municipalities_and_partners_once
    an_organisation_leaves_with_its_people_and_its_invitations
    who_lost_the_right_lets_nobody_in
    a_steering_member_invites_nobody_and_nobody_raises_themselves
    who_looks_after_an_invitation_stands_for_it
    who_leaves_leaves_their_invitations_to_a_colleague
    nobody_comes_in_for_an_organisation_that_the_host_let_go
    whoever_was_signed_out_signs_in_and_comes_back
    at_a_computer_of_others_one_signs_out_first
}

async fn of_two_who_open_one_link_one_comes_in(stage: Stage) {
    let (served, coordinator) = served(&stage).await;
    let made = send(&served, &coordinator, &at(), &invite("een", WATERDAM, "editor")).await;
    let link = link(made).await;
    let (one, other) = (browser(), browser());
    assert_eq!(one.get(served.at(&link)).send().await.unwrap().status(), StatusCode::OK);
    let accounts = ["een@waterdam.example", "twee@waterdam.example"].map(account);
    let (first, second) = tokio::join!(
        send(&served, &one, &link, &accounts[0]),
        send(&served, &other, &link, &accounts[1]),
    );
    let mut both = [first.status(), second.status()];
    both.sort();
    assert_eq!(both, [StatusCode::SEE_OTHER, StatusCode::GONE]);
    let places = served.house.people.memberships_in(REGION).await.unwrap();
    assert_eq!(places.iter().filter(|place| place.organisation == WATERDAM).count(), 3);
    assert_eq!(browser().get(served.at(&link)).send().await.unwrap().status(), StatusCode::GONE);
}

async fn a_link_ends_by_its_day_and_when_it_is_taken_back(stage: Stage) {
    let (served, _) = served(&stage).await;
    let people = &served.house.people;
    let token = offered(&served, Role::Editor).await;
    let invitation = people.invitation(&token).await.unwrap().unwrap();
    let late = Moment(invitation.expires.0);
    // Whoever opens it reads its last day, and so does whoever made it.
    let shown = browser().get(served.at(&token.address())).send().await.unwrap();
    let shown = shown.text().await.unwrap();
    assert!(shown.contains("De link werkt één keer, tot en met 14 december 2026."), "{shown}");
    let account = new_account("laat@berkelo.example");
    let accepted = people.accept_invitation(&invitation, Comer::New(&account), late).await.unwrap();
    assert_eq!(accepted, Accepted::Closed);
    people.withdraw_invitation(invitation.id, Some(REGION), COORDINATOR, NOW).await.unwrap();
    let accepted = people.accept_invitation(&invitation, Comer::New(&account), NOW).await.unwrap();
    assert_eq!(accepted, Accepted::Closed);
    let page = browser().get(served.at(&token.address())).send().await.unwrap();
    assert_eq!(page.status(), StatusCode::GONE);
    assert!(page.text().await.unwrap().contains("ingetrokken"));
    assert!(people.credentials("laat@berkelo.example").await.unwrap().is_none(), "nothing stays");
}

async fn a_new_link_ends_the_one_before(stage: Stage) {
    let (served, coordinator) = served(&stage).await;
    let before = offered(&served, Role::Editor).await;
    let invitation = served.house.people.invitation(&before).await.unwrap().unwrap();
    let renewed = deed("een", format!("nieuwe-link:{}", invitation.id));
    let after = link(send(&served, &coordinator, &at(), &renewed).await).await;
    let visitor = browser();
    let status = |path: String| {
        let asked = visitor.get(served.at(&path)).send();
        async { asked.await.unwrap().status() }
    };
    assert_eq!(status(before.address()).await, StatusCode::NOT_FOUND);
    assert_eq!(status(after).await, StatusCode::OK);
}

async fn a_form_sent_twice_invites_once(stage: Stage) {
    let (served, coordinator) = served(&stage).await;
    let first = link(send(&served, &coordinator, &at(), &invite("een", WATERDAM, "editor")).await);
    let first = first.await;
    let again = send(&served, &coordinator, &at(), &invite("een", WATERDAM, "editor")).await;
    assert_eq!(again.status(), StatusCode::SEE_OTHER);
    let page = browser().get(served.at(&first)).send().await.unwrap();
    assert_eq!(page.status(), StatusCode::OK, "the link that was passed on goes on working");
    assert_eq!(served.house.people.invitations_in(Some(REGION)).await.unwrap().len(), 1);
}

async fn the_store_holds_no_link(stage: Stage) {
    let (served, coordinator) = served(&stage).await;
    let made = send(&served, &coordinator, &at(), &invite("een", WATERDAM, "editor")).await;
    let link = link(made).await;
    let token = link.rsplit('/').next().unwrap();
    // The first bytes of what stands in the link, as the table would hold them, and the first of its hash.
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let hash = Sha256::digest(token.as_bytes());
    let like = |start: String| {
        let shown = match served.house.db {
            Db::Sqlite(_) => "lower(hex(token_hash))",
            Db::Postgres(_) => "encode(token_hash, 'hex')",
        };
        AssertSqlSafe(format!("SELECT COUNT(*) FROM invitation WHERE {shown} LIKE '{start}%'"))
    };
    assert_eq!(number(&served.house.db, like(hex(&hash[..8]))).await, 1);
    assert_eq!(number(&served.house.db, like(hex(&token.as_bytes()[..8]))).await, 0);
}

async fn somebody_with_an_account_comes_in_with_it(stage: Stage) {
    let (served, _) = served(&stage).await;
    let token = offered(&served, Role::Observer).await;
    let stranger = served.sign_in("duinkust").await;
    // A form that stood in the page of nobody, or of somebody else, gives no place.
    for typed in [account("x@berkelo.example"), vec![("wie", EDITOR.to_string())]] {
        let answer = send(&served, &stranger, &token.address(), &typed).await;
        assert_eq!(answer.status(), StatusCode::CONFLICT);
    }
    let nothing: Pairs = vec![("wie", STRANGER.to_string())];
    let answer = send(&served, &stranger, &token.address(), &nothing).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let place = served.house.people.membership(REGION, STRANGER).await.unwrap().unwrap();
    assert_eq!((place.organisation, &place.roles[..]), (BERKELO, &[Role::Observer][..]));
    // One place in a region: another invitation changes nothing.
    let token = offered(&served, Role::Editor).await;
    let answer = send(&served, &stranger, &token.address(), &nothing).await;
    assert_eq!(answer.status(), StatusCode::CONFLICT);
    let open = served.house.people.invitation(&token).await.unwrap().unwrap();
    assert!(open.is_open(NOW), "the link still works for somebody else");
}

/// Whoever works for two municipalities of one region was told to ask for another place, and no change of a place
/// changes the organisation.
async fn somebody_of_another_organisation_is_told_what_helps(stage: Stage) {
    let (served, _) = served(&stage).await;
    served.house.let_colleague_in().await;
    let editor = served.sign_in("waterdam").await;
    let mine: Pairs = vec![("wie", EDITOR.to_string())];
    let token = offered(&served, Role::Editor).await;
    let answer = send(&served, &editor, &token.address(), &mine).await;
    assert_eq!(answer.status(), StatusCode::CONFLICT);
    let page = answer.text().await.unwrap();
    assert!(page.contains("namens een andere organisatie"));
    assert!(page.contains("Verlaat dan eerst de regio") && page.contains("een tweede account"));
    // Of the own organisation a change of the role does help.
    let neighbour = served.sign_in("berkelo").await;
    let theirs: Pairs = vec![("wie", NEIGHBOUR.to_string())];
    let answer = send(&served, &neighbour, &token.address(), &theirs).await;
    assert_eq!(answer.status(), StatusCode::CONFLICT);
    let page = answer.text().await.unwrap();
    assert!(page.contains("Vraag wie u uitnodigde om uw rol te veranderen."));
    // Whoever leaves comes in by the same link, for the other one.
    let leave = deed("een", format!("beeindig:{EDITOR}"));
    let left = send(&served, &editor, &at(), &leave).await;
    assert_eq!(left.status(), StatusCode::SEE_OTHER);
    let answer = send(&served, &editor, &token.address(), &mine).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let place = served.house.people.membership(REGION, EDITOR).await.unwrap().unwrap();
    assert_eq!(place.organisation, BERKELO);
}

async fn of_two_links_that_one_person_takes_at_once_one_counts(stage: Stage) {
    let (served, _) = served(&stage).await;
    let people = &served.house.people;
    for turn in 0..12 {
        let new = new_account(&format!("{turn}@berkelo.example"));
        let first =
            people.invitation(&offered(&served, Role::Editor).await).await.unwrap().unwrap();
        let came = people.accept_invitation(&first, Comer::New(&new), NOW).await.unwrap();
        assert_eq!(came, Accepted::Done);
        people.end_membership(REGION, new.person, None, NOW).await.unwrap();
        // In the region and over the installation, or twice in the region.
        let place =
            people.invitation(&offered(&served, Role::Editor).await).await.unwrap().unwrap();
        let other = match turn % 2 {
            0 => {
                let id = Uuid::new_v4();
                let new = NewInvitation { id, place: None, display: None, by: None, mail_to: None };
                people.invite(&new, NOW).await.unwrap().unwrap()
            }
            _ => offered(&served, Role::Observer).await,
        };
        let other = people.invitation(&other).await.unwrap().unwrap();
        let (one, two) = tokio::join!(
            people.accept_invitation(&place, Comer::Known(new.person), NOW),
            people.accept_invitation(&other, Comer::Known(new.person), NOW),
        );
        let both = [one.unwrap(), two.unwrap()];
        let done = both.iter().filter(|came| **came == Accepted::Done).count();
        assert_eq!(done, 1, "{both:?} in turn {turn}");
    }
}

async fn an_address_that_has_an_account_makes_no_other(stage: Stage) {
    let (served, _) = served(&stage).await;
    let people = &served.house.people;
    let token = offered(&served, Role::Editor).await;
    let first = send(&served, &browser(), &token.address(), &account("a@berkelo.example")).await;
    assert_eq!(first.status(), StatusCode::SEE_OTHER);
    let token = offered(&served, Role::Editor).await;
    let again = send(&served, &browser(), &token.address(), &account("A@Berkelo.example")).await;
    assert_eq!(again.status(), StatusCode::CONFLICT);
    let open = people.invitation(&token).await.unwrap().unwrap();
    assert!(open.is_open(NOW));
    for wrong in ["geen adres", "\u{0430}@berkelo.example", ""] {
        let answer = send(&served, &browser(), &token.address(), &account(wrong)).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
}

async fn lead(served: &Served) -> Client {
    let token = {
        let place = OfferedPlace {
            region: REGION,
            organisation: BERKELO,
            role: Role::Editor,
            may_adopt: true,
        };
        let new = NewInvitation {
            id: Uuid::new_v4(),
            place: Some(place),
            display: None,
            by: None,
            mail_to: None,
        };
        served.house.people.invite(&new, NOW).await.unwrap().unwrap()
    };
    let client = browser();
    let answer = send(served, &client, &token.address(), &account("lead@berkelo.example")).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    client
}

async fn a_lead_invites_colleagues_only(stage: Stage) {
    let (served, coordinator) = served(&stage).await;
    let lead = lead(&served).await;
    link(send(&served, &lead, &at(), &invite("een", BERKELO, "editor")).await).await;
    for (token, organisation, role) in
        [("twee", WATERDAM, "editor"), ("drie", BERKELO, "coordinator")]
    {
        let answer = send(&served, &lead, &at(), &invite(token, organisation, role)).await;
        assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{role}");
    }
    // A foreign invitation looks like none, also to whoever knows its id.
    link(send(&served, &coordinator, &at(), &invite("vier", WATERDAM, "editor")).await).await;
    let all = served.house.people.invitations_in(Some(REGION)).await.unwrap();
    let foreign = all.iter().find(|one| one.place.unwrap().organisation == WATERDAM).unwrap();
    for what in ["nieuwe-link", "trek-in"] {
        let answer =
            send(&served, &lead, &at(), &deed("vijf", format!("{what}:{}", foreign.id))).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{what}");
    }
    let page = lead.get(served.at(&at())).send().await.unwrap().text().await.unwrap();
    assert!(!page.contains(&foreign.id.to_string()));
    // Of others a lead ends no place.
    let answer = send(&served, &lead, &at(), &deed("zes", format!("beeindig:{EDITOR}"))).await;
    assert_eq!(answer.status(), StatusCode::FORBIDDEN);
}

async fn who_invites_nobody_is_refused_and_elsewhere_is_nowhere(stage: Stage) {
    let (served, _) = served(&stage).await;
    served.house.let_observer_in().await;
    let editor = served.sign_in("waarnemer").await;
    let answer = send(&served, &editor, &at(), &invite("een", WATERDAM, "editor")).await;
    assert_eq!(answer.status(), StatusCode::FORBIDDEN);
    let municipalities = deed("twee", "voeg-gemeenten-toe".to_owned());
    let answer = send(&served, &editor, &at(), &municipalities).await;
    assert_eq!(answer.status(), StatusCode::FORBIDDEN);
    let stranger = served.sign_in("duinkust").await;
    let answer = send(&served, &stranger, &at(), &invite("drie", WATERDAM, "editor")).await;
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    let nobody = browser();
    let answer = send(&served, &nobody, &at(), &invite("vier", WATERDAM, "editor")).await;
    assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
    assert!(served.house.people.invitations_in(Some(REGION)).await.unwrap().is_empty());
}

async fn a_role_counts_at_once_and_stands_in_the_history_of_the_place(stage: Stage) {
    let (served, coordinator) = served(&stage).await;
    let token = offered(&served, Role::Observer).await;
    let visitor = browser();
    send(&served, &visitor, &token.address(), &account("v@berkelo.example")).await;
    let person =
        served.house.people.credentials("v@berkelo.example").await.unwrap().unwrap().person;
    let write = sent_answer();
    let refused = visitor.post(served.at(&commands())).json(&write).send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    let mut change = deed("een", format!("verander:{person}"));
    change.push(("rol", "editor".to_owned()));
    change.push(("mag-bevestigen", "ja".to_owned()));
    let answer = send(&served, &coordinator, &at(), &change).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let taken = visitor.post(served.at(&commands())).json(&write).send().await.unwrap();
    assert_eq!(taken.status(), StatusCode::OK);
    let end = deed("twee", format!("beeindig:{person}"));
    assert_eq!(send(&served, &coordinator, &at(), &end).await.status(), StatusCode::SEE_OTHER);
    let gone = visitor.get(served.at(&at())).send().await.unwrap();
    assert_eq!(gone.status(), StatusCode::NOT_FOUND);
    let changes = served.house.people.place_changes(REGION).await.unwrap();
    let theirs: Vec<_> = changes.iter().filter(|change| change.person == person).collect();
    let told: Vec<_> =
        theirs.iter().map(|it| (it.kind, &it.roles[..], it.may_adopt, it.by)).collect();
    let (observer, editor) = (&[Role::Observer][..], &[Role::Editor][..]);
    assert_eq!(
        told,
        [
            (ChangeKind::Given, observer, false, None),
            (ChangeKind::Changed, editor, true, Some(COORDINATOR)),
            (ChangeKind::Ended, editor, true, Some(COORDINATOR)),
        ]
    );
}

fn commands() -> String {
    format!("/regio/{REGION}/opdrachten")
}

fn sent_answer() -> domain::Sent {
    answer(BERKELO, None, Some(domain::AnswerValue::Yes))
}

async fn a_region_keeps_a_coordinator_when_places_change(stage: Stage) {
    let (served, coordinator) = served(&stage).await;
    let end = deed("een", format!("beeindig:{COORDINATOR}"));
    assert_eq!(send(&served, &coordinator, &at(), &end).await.status(), StatusCode::CONFLICT);
    let page = coordinator.get(served.at(&at())).send().await.unwrap();
    assert_eq!(page.status(), StatusCode::OK);
    // Once somebody else coordinates, the first one can go.
    let token = offered(&served, Role::Coordinator).await;
    send(&served, &browser(), &token.address(), &account("c@berkelo.example")).await;
    assert_eq!(send(&served, &coordinator, &at(), &end).await.status(), StatusCode::SEE_OTHER);
}

async fn a_coordinator_adds_municipalities_and_partners_once(stage: Stage) {
    let (served, coordinator) = served(&stage).await;
    let mut both = deed("een", "voeg-gemeenten-toe".to_owned());
    both.extend(["GM0281", "GM0216"].map(|code| ("gemeente", code.to_owned())));
    let partner = |token: &str, name: &str| {
        let mut pairs = deed(token, "voeg-partner-toe".to_owned());
        pairs.push(("naam", name.to_owned()));
        pairs.push(("soort", "police".to_owned()));
        pairs.push(("bedient", BERKELO.to_string()));
        pairs
    };
    for _ in 0..2 {
        let answer = send(&served, &coordinator, &at(), &both).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        let answer = send(&served, &coordinator, &at(), &partner("twee", "Politie Zuid")).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    }
    let region = served.house.regions.look(REGION, COORDINATOR).await.unwrap().region;
    assert_eq!(region.participations.len(), 5);
    assert_eq!(region.municipalities().len(), 4);
    let again = send(&served, &coordinator, &at(), &partner("drie", "politie  zuid")).await;
    assert_eq!(
        again.status(),
        StatusCode::UNPROCESSABLE_ENTITY,
        "two by one name are not told apart"
    );
    let mut unknown = deed("vier", "voeg-gemeenten-toe".to_owned());
    unknown.push(("gemeente", "GM9999".to_owned()));
    let answer = send(&served, &coordinator, &at(), &unknown).await;
    assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
}

async fn an_organisation_leaves_with_its_people_and_its_invitations(stage: Stage) {
    let (served, coordinator) = served(&stage).await;
    let neighbour = served.sign_in("berkelo").await;
    neighbour.post(served.at(&commands())).json(&sent_answer()).send().await.unwrap();
    let token = offered(&served, Role::Editor).await;
    let leave = deed("een", format!("laat-vertrekken:{BERKELO}"));
    assert_eq!(send(&served, &neighbour, &at(), &leave).await.status(), StatusCode::FORBIDDEN);
    let own = deed("twee", format!("laat-vertrekken:{WATERDAM}"));
    let answer = send(&served, &coordinator, &at(), &own).await;
    assert_eq!(answer.status(), StatusCode::CONFLICT, "a region keeps a coordinator");
    for _ in 0..2 {
        let answer = send(&served, &coordinator, &at(), &leave).await;
        assert!([StatusCode::SEE_OTHER, StatusCode::NOT_FOUND].contains(&answer.status()));
    }
    let region = served.house.regions.look(REGION, COORDINATOR).await.unwrap().region;
    assert_eq!(region.municipalities(), [WATERDAM]);
    let gone = neighbour.get(served.at(&at())).send().await.unwrap();
    assert_eq!(gone.status(), StatusCode::NOT_FOUND);
    let link = browser().get(served.at(&token.address())).send().await.unwrap();
    assert_eq!(link.status(), StatusCode::GONE);
    let page = coordinator.get(served.at(&page("/geschiedenis"))).send().await.unwrap();
    assert!(page.text().await.unwrap().contains("berkelo vertrekken"), "the history tells it");
    let check = coordinator.get(served.at(&self::page(&format!("/checklist/{BERKELO}/1"))));
    assert_eq!(check.send().await.unwrap().status(), StatusCode::NOT_FOUND);
}

async fn who_lost_the_right_lets_nobody_in(stage: Stage) {
    let (served, coordinator) = served(&stage).await;
    let lead = lead(&served).await;
    let mine = link(send(&served, &lead, &at(), &invite("een", BERKELO, "editor")).await).await;
    let person = people_of(&served, "lead@berkelo.example").await;
    let mut demoted = deed("twee", format!("verander:{person}"));
    demoted.push(("rol", "observer".to_owned()));
    let answer = send(&served, &coordinator, &at(), &demoted).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let came = send(&served, &browser(), &mine, &account("n@berkelo.example")).await;
    assert_eq!(came.status(), StatusCode::GONE);
    assert!(came.text().await.unwrap().contains("ingetrokken"), "it says so");
    let shown = open(&served, &coordinator, &at()).await.text().await.unwrap();
    assert!(shown.contains("ingetrokken op"), "also to whoever looks after it");
    // Nobody comes back in by a link that they kept.
    let token = offered(&served, Role::Coordinator).await;
    let other = browser();
    send(&served, &other, &token.address(), &account("c@berkelo.example")).await;
    let kept =
        link(send(&served, &other, &at(), &invite("drie", BERKELO, "coordinator")).await).await;
    let person = people_of(&served, "c@berkelo.example").await;
    let end = deed("vier", format!("beeindig:{person}"));
    assert_eq!(send(&served, &coordinator, &at(), &end).await.status(), StatusCode::SEE_OTHER);
    let back = send(&served, &other, &kept, &vec![("wie", person.to_string())]).await;
    assert_eq!(back.status(), StatusCode::GONE);
}

async fn a_steering_member_invites_nobody_and_nobody_raises_themselves(stage: Stage) {
    let (served, coordinator) = served(&stage).await;
    let lead = lead(&served).await;
    let person = people_of(&served, "lead@berkelo.example").await;
    let change = |token: &str, role: &str| {
        let mut pairs = deed(token, format!("verander:{person}"));
        pairs.extend([("rol", role.to_owned()), ("mag-bevestigen", "ja".to_owned())]);
        pairs
    };
    let own = send(&served, &lead, &at(), &change("een", "steering_member")).await;
    assert_eq!(own.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let given = send(&served, &coordinator, &at(), &change("twee", "steering_member")).await;
    assert_eq!(given.status(), StatusCode::SEE_OTHER);
    let answer = send(&served, &lead, &at(), &change("drie", "editor")).await;
    assert_eq!(answer.status(), StatusCode::FORBIDDEN);
    let answer = send(&served, &lead, &at(), &invite("vier", BERKELO, "editor")).await;
    assert_eq!(answer.status(), StatusCode::FORBIDDEN);
    // But everybody may leave.
    let leave = deed("vijf", format!("beeindig:{person}"));
    assert_eq!(send(&served, &lead, &at(), &leave).await.status(), StatusCode::SEE_OTHER);
}

/// Whoever made it may be gone: a new link is that of whoever gives it.
async fn who_looks_after_an_invitation_stands_for_it(stage: Stage) {
    let (served, coordinator) = served(&stage).await;
    let lead = lead(&served).await;
    link(send(&served, &lead, &at(), &invite("een", BERKELO, "editor")).await).await;
    let all = served.house.people.invitations_in(Some(REGION)).await.unwrap();
    let id = all.iter().find(|one| one.is_open(NOW)).unwrap().id;
    let renew = deed("twee", format!("nieuwe-link:{id}"));
    let new = link(send(&served, &coordinator, &at(), &renew).await).await;
    let person = people_of(&served, "lead@berkelo.example").await;
    let end = deed("drie", format!("beeindig:{person}"));
    assert_eq!(send(&served, &coordinator, &at(), &end).await.status(), StatusCode::SEE_OTHER);
    let came = send(&served, &browser(), &new, &account("n@berkelo.example")).await;
    assert_eq!(came.status(), StatusCode::SEE_OTHER);
}

async fn who_leaves_leaves_their_invitations_to_a_colleague(stage: Stage) {
    let (served, _) = served(&stage).await;
    let lead = lead(&served).await;
    let mine = link(send(&served, &lead, &at(), &invite("een", BERKELO, "editor")).await).await;
    let person = people_of(&served, "lead@berkelo.example").await;
    let leave = deed("twee", format!("beeindig:{person}"));
    assert_eq!(send(&served, &lead, &at(), &leave).await.status(), StatusCode::SEE_OTHER);
    let came = send(&served, &browser(), &mine, &account("n@berkelo.example")).await;
    assert_eq!(came.status(), StatusCode::SEE_OTHER, "the coordinator stands for it");
}

async fn nobody_comes_in_for_an_organisation_that_the_host_let_go(stage: Stage) {
    let (served, _) = served(&stage).await;
    let token = offered(&served, Role::Editor).await;
    served.house.people.end_memberships(REGION, BERKELO, None, NOW).await.unwrap();
    let came = send(&served, &browser(), &token.address(), &account("n@berkelo.example")).await;
    assert_eq!(came.status(), StatusCode::GONE);
}

async fn whoever_was_signed_out_signs_in_and_comes_back(stage: Stage) {
    let (served, _) = served(&stage).await;
    let token = offered(&served, Role::Observer).await;
    let form: Pairs = vec![("wie", STRANGER.to_string())];
    let answer = send(&served, &browser(), &token.address(), &form).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let way = header_of(&answer, "location");
    assert_eq!(way, format!("/inloggen?terug={}", token.address()));
}

async fn at_a_computer_of_others_one_signs_out_first(stage: Stage) {
    let (served, _) = served(&stage).await;
    let token = offered(&served, Role::Observer).await;
    let stranger = served.sign_in("duinkust").await;
    let shown = open(&served, &stranger, &token.address()).await.text().await.unwrap();
    let way = format!("/uitloggen?terug={}", token.address());
    assert!(shown.contains(&way), "{shown}");
    let out = send(&served, &stranger, &way, &vec![]).await;
    assert_eq!(header_of(&out, "location"), token.address());
    let shown = open(&served, &stranger, &token.address()).await.text().await.unwrap();
    assert!(shown.contains("id=\"mailadres\""), "one makes an account of one's own: {shown}");
    // Elsewhere it leads to nobody's page.
    let strange =
        send(&served, &stranger, "/uitloggen?terug=https://elders.example/", &vec![]).await;
    assert_ne!(header_of(&strange, "location"), "https://elders.example/");
}
