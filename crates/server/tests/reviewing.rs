//! Once a year somebody looks through who has access for an organisation: who may, when it is due, and what is
//! written down.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use domain::{Moment, OrganisationId, RegionId, Role};
use reqwest::StatusCode;
use serde_json::Value;
use server::people::{Membership, NewReview, Review, Reviewed, TheLast, name_list, places_for};
use stage::{Stage, access::*, count, execute, house::*, places::*, served::Served, visit::*};
use uuid::Uuid;

on_both_engines! {
    whoever_may_invite_reviews_and_nobody_else_sees_the_page
    what_is_of_elsewhere_is_nowhere
    a_review_is_due_a_year_later_and_comes_in_sight_before
    a_year_is_one_of_the_calendar_in_the_netherlands
    nobody_is_late_because_the_product_was_updated
    whoever_comes_back_begins_anew
    a_list_that_changed_is_shown_anew_and_not_recorded
    the_same_form_counts_once_and_two_people_count_twice
    a_review_is_of_the_list_as_it_is_at_that_moment
    it_takes_a_proof_that_carries_the_form
    without_a_lead_the_coordinator_does_it
    what_waits_stands_on_the_start_page_until_it_is_done
    the_file_holds_what_its_reader_sees_and_no_formula
    a_review_is_accounted_for
    of_whoever_is_erased_the_organisation_stays
    reviews_are_kept_for_seven_years
}

const PLACES: &str = "Wie heeft toegang";

async fn whoever_may_invite_reviews_and_nobody_else_sees_the_page(stage: Stage) {
    let (served, _) = opened(&stage).await;
    served.house.let_colleague_in().await;
    served.house.let_observer_in().await;
    let people = &served.house.people;
    let place = people.membership(REGION, COLLEAGUE).await.unwrap().unwrap();
    let editor = Membership { may_adopt: false, ..place.clone() };
    people.set_membership(&editor, None, NOW).await.unwrap();
    let lead = served.sign_in("waterdam").await;
    let html = shown(&served, &lead).await;
    assert!(html.contains(PLACES) && part(&html, WATERDAM).is_some());
    assert_eq!(part(&html, BERKELO), None, "a lead sees the own organisation");
    let coordinator = served.sign_in("coordinator").await;
    let html = shown(&served, &coordinator).await;
    assert!(part(&html, WATERDAM).is_some() && part(&html, BERKELO).is_some());
    let [ours, theirs] = [WATERDAM, BERKELO].map(|id| (id, list(&html, id)));

    for login in ["waterdam-collega", "waarnemer", "duinkust"] {
        let other = served.sign_in(login).await;
        for path in [access(), format!("{}.csv", access())] {
            assert_eq!(
                open(&served, &other, &path).await.status(),
                StatusCode::NOT_FOUND,
                "{login}"
            );
        }
        let said = says(&served, &other, (ours.0, &ours.1), "een").await;
        assert_eq!(said.status(), StatusCode::NOT_FOUND, "{login}");
    }
    let steering = Membership { roles: vec![Role::SteeringMember], may_adopt: true, ..place };
    people.set_membership(&steering, None, NOW).await.unwrap();
    let steering = served.sign_in("waterdam-collega").await;
    assert_eq!(open(&served, &steering, &access()).await.status(), StatusCode::NOT_FOUND);

    // Of another organisation a lead reads who can.
    let refused = says(&served, &lead, (theirs.0, &theirs.1), "een").await;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    let html = refused.text().await.unwrap();
    assert!(html.contains("Er is niets vastgelegd") && html.contains("berkelo"), "{html}");
    assert_eq!(part(&html, BERKELO), None);
    assert_eq!(count(&served.house.db, "SELECT COUNT(*) FROM rights_review").await, 0);
    assert_eq!(reviews(&served, &coordinator, BERKELO).await, StatusCode::SEE_OTHER);
    assert!(shown(&served, &coordinator).await.contains("door Regiocoördinator (waterdam)"));
    let neighbour = served.sign_in("berkelo").await;
    assert!(shown(&served, &neighbour).await.contains("door Regiocoördinator (waterdam)"));
}

async fn what_is_of_elsewhere_is_nowhere(stage: Stage) {
    let (served, _) = opened(&stage).await;
    let coordinator = served.sign_in("coordinator").await;
    let seen = list(&shown(&served, &coordinator).await, WATERDAM);
    let dunes = OrganisationId(Uuid::from_u128(0xC));
    for foreign in [dunes, OrganisationId(Uuid::new_v4())] {
        let said = says(&served, &coordinator, (foreign, &seen), "een").await;
        assert_eq!(said.status(), StatusCode::NOT_FOUND, "{foreign}");
    }
    for region in [RegionId(Uuid::from_u128(2)), RegionId(Uuid::new_v4())] {
        let there = format!("/regio/{region}/deelnemers/toegang");
        assert_eq!(open(&served, &coordinator, &there).await.status(), StatusCode::NOT_FOUND);
        let deed = format!("klopt:{WATERDAM}");
        let form = [("formulier", "een"), ("lijst", seen.as_str()), ("doe", deed.as_str())];
        let said = post(&served, &coordinator, &there, &form).await;
        assert_eq!(said.status(), StatusCode::NOT_FOUND);
    }
    // An organisation for which nobody acts has nothing to review, and the coordinator reads so.
    served.house.let_partner_in().await;
    let html = shown(&served, &coordinator).await;
    assert!(part(&html, PARTNER).is_none() && html.contains("Nog niemand"));
    let said = says(&served, &coordinator, (PARTNER, &seen), "een").await;
    assert_eq!(said.status(), StatusCode::NOT_FOUND);
    for broken in [("lijst", "x"), ("doe", "klopt:x"), ("doe", "iets")] {
        let form = [("formulier", "een"), broken];
        let said = post(&served, &coordinator, &access(), &form).await;
        assert_eq!(said.status(), StatusCode::BAD_REQUEST, "{broken:?}");
    }
    assert_eq!(count(&served.house.db, "SELECT COUNT(*) FROM rights_review").await, 0);
}

async fn a_review_is_due_a_year_later_and_comes_in_sight_before(stage: Stage) {
    let (served, clock) = opened(&stage).await;
    let says_when = async |day: &str| {
        clock.put_to(moment(day));
        let lead = served.sign_in("waterdam").await;
        shown(&served, &lead).await
    };
    let html = says_when("2026-11-23T12:00:00+01:00").await;
    assert!(html.contains("Aan de beurt op 23 november 2027.") && html.contains("Nog nooit"));
    assert!(says_when("2027-10-23T12:00:00+02:00").await.contains("Aan de beurt op 23 november"));
    assert!(says_when("2027-10-24T00:30:00+02:00").await.contains("Bijna aan de beurt: op 23"));
    assert!(says_when("2027-11-22T23:59:00+01:00").await.contains("Bijna aan de beurt: op 23"));
    assert!(
        says_when("2027-11-23T00:01:00+01:00").await.contains("Aan de beurt sinds 23 november")
    );
    let coordinator = served.sign_in("coordinator").await;
    let html = shown(&served, &coordinator).await;
    assert!(html.contains("2 van 2 organisaties zijn aan de beurt."), "{html}");
    let lead = served.sign_in("waterdam").await;
    assert_eq!(reviews(&served, &lead, WATERDAM).await, StatusCode::SEE_OTHER);
    let html = shown(&served, &lead).await;
    assert!(html.contains("Aan de beurt op 23 november 2028."));
    assert!(html.contains("Gecontroleerd op 23 november 2027 door Eindredacteur van waterdam."));
    let html = shown(&served, &coordinator).await;
    assert!(html.contains("1 van 2 organisaties is aan de beurt."), "{html}");
    // What is due comes first.
    assert!(html.find(&format!("o-{BERKELO}")) < html.find(&format!("o-{WATERDAM}")));
}

async fn a_year_is_one_of_the_calendar_in_the_netherlands(stage: Stage) {
    let (served, clock) = opened(&stage).await;
    for (reviewed, due) in [
        ("2028-02-29T12:00:00+01:00", "28 februari 2029"),
        ("2028-02-29T23:30:00Z", "1 maart 2029"),
        ("2029-02-28T22:59:59Z", "28 februari 2030"),
        ("2031-02-28T12:00:00+01:00", "28 februari 2032"),
        // Summer time: it is the next day an hour earlier.
        ("2031-07-01T22:30:00Z", "2 juli 2032"),
    ] {
        clock.put_to(moment(reviewed));
        let lead = served.sign_in("waterdam").await;
        assert_eq!(reviews(&served, &lead, WATERDAM).await, StatusCode::SEE_OTHER);
        let html = shown(&served, &lead).await;
        assert!(html.contains(&format!("Aan de beurt op {due}.")), "{reviewed}");
    }
}

async fn nobody_is_late_because_the_product_was_updated(stage: Stage) {
    let clock = server::clock::Clock::standing_at(NOW);
    let served = Served::by(&stage, clock).await;
    assert_eq!(served.house.people.reviews_begun().await.unwrap(), None);
    let update = moment("2028-11-23T10:00:00+01:00");
    clock.put_to(update);
    served.house.people.begin_reviews(update).await.unwrap();
    served.house.people.begin_reviews(Moment(update.0 + 500 * DAY_US)).await.unwrap();
    assert_eq!(served.house.people.reviews_begun().await.unwrap(), Some(update), "it begins once");
    let lead = served.sign_in("waterdam").await;
    let html = shown(&served, &lead).await;
    assert!(html.contains("Aan de beurt op 21 februari 2029."), "two years after the first place");
}

async fn whoever_comes_back_begins_anew(stage: Stage) {
    let (served, clock) = opened(&stage).await;
    let (people, by) = (&served.house.people, Some(COORDINATOR));
    let neighbour = served.sign_in("berkelo").await;
    assert_eq!(reviews(&served, &neighbour, BERKELO).await, StatusCode::SEE_OTHER);
    let left = Moment(NOW.0 + 30 * DAY_US);
    people.end_memberships(REGION, BERKELO, by, left).await.unwrap();
    clock.put_to(moment("2029-05-04T12:00:00+02:00"));
    let coordinator = served.sign_in("coordinator").await;
    assert_eq!(part(&shown(&served, &coordinator).await, BERKELO), None, "nobody acts for it");
    comes(&served, "terug", BERKELO, (Role::Editor, true), clock.now()).await;
    let html = shown(&served, &coordinator).await;
    assert!(part(&html, BERKELO).unwrap().contains("Aan de beurt op 4 mei 2030."));
}

async fn a_list_that_changed_is_shown_anew_and_not_recorded(stage: Stage) {
    let (served, _) = opened(&stage).await;
    served.house.let_colleague_in().await;
    let lead = served.sign_in("waterdam").await;
    let people = &served.house.people;
    let place = people.membership(REGION, COLLEAGUE).await.unwrap().unwrap();
    let changed = Membership { roles: vec![Role::Observer], may_adopt: false, ..place.clone() };
    let mut seen = list(&shown(&served, &lead).await, WATERDAM);
    for step in ["role", "invitation", "end"] {
        match step {
            "role" => drop(people.change_membership(&place, &changed, None, NOW).await.unwrap()),
            "invitation" => {
                let form = invite("een", WATERDAM, "observer");
                let made = send(&served, &lead, &page("/deelnemers"), &form).await;
                assert_eq!(made.status(), StatusCode::OK);
            }
            _ => drop(people.end_membership(REGION, COLLEAGUE, None, NOW).await.unwrap()),
        }
        let said = says(&served, &lead, (WATERDAM, &seen), step).await;
        assert_eq!(said.status(), StatusCode::CONFLICT, "{step}");
        let html = said.text().await.unwrap();
        assert!(html.contains("De lijst van waterdam veranderde"), "{step}");
        let anew = list(&html, WATERDAM);
        assert_ne!(seen, anew, "{step}");
        seen = anew;
        assert_eq!(count(&served.house.db, "SELECT COUNT(*) FROM rights_review").await, 0);
    }
    let said = says(&served, &lead, (WATERDAM, &seen), "nu").await;
    assert_eq!(said.status(), StatusCode::SEE_OTHER);
    let to = header_of(&said, "location");
    assert!(open(&served, &lead, &to).await.text().await.unwrap().contains("Vastgelegd:"));
    let foreign = format!("{}?gecontroleerd={BERKELO}", access());
    let html = open(&served, &lead, &foreign).await.text().await.unwrap();
    assert!(!html.contains("Vastgelegd:"), "an address says nothing that was not done");
}

async fn the_same_form_counts_once_and_two_people_count_twice(stage: Stage) {
    let (served, _) = opened(&stage).await;
    served.house.let_colleague_in().await;
    let lead = served.sign_in("waterdam").await;
    let colleague = served.sign_in("waterdam-collega").await;
    let seen = list(&shown(&served, &lead).await, WATERDAM);
    let (one, same) = tokio::join!(
        says(&served, &lead, (WATERDAM, &seen), "een"),
        says(&served, &lead, (WATERDAM, &seen), "een"),
    );
    assert_eq!([one.status(), same.status()], [StatusCode::SEE_OTHER; 2]);
    let all = "SELECT COUNT(*) FROM rights_review";
    assert_eq!(count(&served.house.db, all).await, 1);
    let (one, other) = tokio::join!(
        says(&served, &lead, (WATERDAM, &seen), "twee"),
        says(&served, &colleague, (WATERDAM, &seen), "twee"),
    );
    assert_eq!([one.status(), other.status()], [StatusCode::SEE_OTHER; 2]);
    assert_eq!(count(&served.house.db, all).await, 3);
    // What was taken in once stays taken in, also where the list is another one by now.
    served.house.people.end_membership(REGION, COLLEAGUE, None, NOW).await.unwrap();
    let again = says(&served, &lead, (WATERDAM, &seen), "een").await;
    assert_eq!(again.status(), StatusCode::SEE_OTHER);
    assert_eq!(count(&served.house.db, all).await, 3);
    let audit = "SELECT COUNT(*) FROM audit WHERE kind = 'rights_reviewed'";
    assert_eq!(count(&served.house.db, audit).await, 3);
}

async fn a_review_is_of_the_list_as_it_is_at_that_moment(stage: Stage) {
    let (served, _) = opened(&stage).await;
    served.house.let_colleague_in().await;
    let people = &served.house.people;
    let mut place = people.membership(REGION, COLLEAGUE).await.unwrap().unwrap();
    for turn in 0..6_u128 {
        let all = people.memberships_in(REGION).await.unwrap();
        let seen = name_list(&places_for(&all, WATERDAM, NOW), &[]);
        let by = all.iter().find(|one| one.person == EDITOR).unwrap().member(NOW).unwrap();
        let (region, organisation) = (REGION, WATERDAM);
        let new = NewReview { id: Uuid::from_u128(turn + 1), region, organisation, by, seen };
        let held = place.may_adopt;
        place.may_adopt = !held;
        let (reviewed, changed) = tokio::join!(
            people.review(&new, NOW),
            people.change_membership(&place, &place, None, NOW)
        );
        changed.unwrap();
        let written: Vec<Review> = people.reviews_in(REGION).await.unwrap();
        match reviewed.unwrap() {
            Reviewed::Done => {
                let kept = written.iter().flat_map(|one| &one.places);
                let colleague = kept.filter(|kept| kept.person == COLLEAGUE);
                assert!(colleague.clone().any(|kept| kept.may_adopt == held));
                execute(&served.house.db, "DELETE FROM rights_review").await;
            }
            Reviewed::Changed => assert!(written.is_empty(), "nothing was written"),
            Reviewed::Nobody => panic!("there is somebody"),
        }
    }
}

async fn it_takes_a_proof_that_carries_the_form(stage: Stage) {
    let (served, clock) = opened(&stage).await;
    let lead = served.sign_in("waterdam").await;
    let seen = list(&shown(&served, &lead).await, WATERDAM);
    clock.put_to(Moment(NOW.0 + 60 * 60 * 1_000_000));
    let asked = says(&served, &lead, (WATERDAM, &seen), "een").await;
    assert_eq!(asked.status(), StatusCode::FORBIDDEN);
    assert!(asked.text().await.unwrap().contains(&seen), "the form goes along");
    let sheet = format!("{}.csv", access());
    let asked = open(&served, &lead, &sheet).await;
    assert!(header_of(&asked, "location").starts_with("/account/bewijzen?terug="));
    assert_eq!(count(&served.house.db, "SELECT COUNT(*) FROM rights_review").await, 0);
    let taken = "SELECT COUNT(*) FROM audit WHERE kind = 'access_taken'";
    assert_eq!(count(&served.house.db, taken).await, 0);
    let (deed, there) = (format!("klopt:{WATERDAM}"), access());
    let proof = [
        ("wachtwoord", PASSWORD),
        ("terug", there.as_str()),
        ("formulier", "een"),
        ("lijst", seen.as_str()),
        ("doe", deed.as_str()),
    ];
    let proven = post(&served, &lead, "/account/bewijzen", &proof).await;
    assert_eq!(header_of(&proven, "location"), format!("{there}?gecontroleerd={WATERDAM}"));
    assert_eq!(count(&served.house.db, "SELECT COUNT(*) FROM rights_review").await, 1);
    assert_eq!(open(&served, &lead, &sheet).await.status(), StatusCode::OK);
}

async fn without_a_lead_the_coordinator_does_it(stage: Stage) {
    let (served, clock) = opened(&stage).await;
    served.house.let_partner_in().await;
    comes(&served, "kijkt", PARTNER, (Role::Observer, false), NOW).await;
    clock.put_to(moment("2027-11-23T12:00:00+01:00"));
    let coordinator = served.sign_in("coordinator").await;
    let html = shown(&served, &coordinator).await;
    assert!(part(&html, PARTNER).unwrap().contains("heeft geen eindredacteur"));
    assert!(!part(&html, BERKELO).unwrap().contains("heeft geen eindredacteur"));
    let home = open(&served, &coordinator, "/").await.text().await.unwrap();
    assert!(home.contains("Controleer wie namens partner toegang heeft"));
    assert!(!home.contains("namens berkelo toegang"), "its lead does that");
    assert_eq!(reviews(&served, &coordinator, PARTNER).await, StatusCode::SEE_OTHER);
    let home = open(&served, &coordinator, "/").await.text().await.unwrap();
    assert!(!home.contains("namens partner toegang"));
}

async fn what_waits_stands_on_the_start_page_until_it_is_done(stage: Stage) {
    let (served, clock) = opened(&stage).await;
    served.house.let_observer_in().await;
    let task = "Controleer wie namens waterdam toegang heeft";
    let home = async |login: &str| {
        let reader = served.sign_in(login).await;
        (open(&served, &reader, "/").await.text().await.unwrap(), reader)
    };
    assert!(!home("waterdam").await.0.contains(task));
    clock.put_to(moment("2027-11-10T12:00:00+01:00"));
    let (html, lead) = home("waterdam").await;
    assert!(html.contains(task) && html.contains("Bijna aan de beurt: op 23 november 2027."));
    for other in ["waarnemer", "berkelo", "coordinator"] {
        assert!(!home(other).await.0.contains(task), "{other}");
    }
    clock.put_to(moment("2027-12-01T12:00:00+01:00"));
    let (html, _) = home("waterdam").await;
    assert!(html.contains("Aan de beurt sinds 23 november 2027."));
    let figures: usize = html.split("<li><a href=\"#").skip(1).map(first_number).sum();
    assert_eq!(figures, html.matches("class=\"kt-when\"").count(), "the figures equal the lists");
    drop(lead);
    let lead = served.sign_in("waterdam").await;
    assert_eq!(reviews(&served, &lead, WATERDAM).await, StatusCode::SEE_OTHER);
    assert!(!open(&served, &lead, "/").await.text().await.unwrap().contains(task));
}

/// Reads the number of a figure.
fn first_number(text: &str) -> usize {
    let bold = text.split("<b>").nth(1).unwrap_or_default();
    let digits: String = bold.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap_or_default()
}

async fn the_file_holds_what_its_reader_sees_and_no_formula(stage: Stage) {
    let (served, _) = opened(&stage).await;
    served.house.let_colleague_in().await;
    let db = &served.house.db;
    let formula = "UPDATE person SET display = '=1+1; \"x\"' WHERE login = 'waterdam-collega'";
    execute(db, formula).await;
    execute(db, "UPDATE person SET display = '+beleid' WHERE login = 'berkelo'").await;
    let lead = served.sign_in("waterdam").await;
    assert_eq!(reviews(&served, &lead, WATERDAM).await, StatusCode::SEE_OTHER);
    let file = open(&served, &lead, &format!("{}.csv", access())).await;
    assert_eq!(file.status(), StatusCode::OK);
    assert_eq!(header_of(&file, "content-type"), "text/csv; charset=utf-8");
    let name = "attachment; filename=\"ketentafel-wie-heeft-toegang.csv\"";
    assert_eq!(header_of(&file, "content-disposition"), name);
    let bytes = file.bytes().await.unwrap();
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    let lines: Vec<&str> =
        text.strip_prefix('\u{feff}').unwrap().split_terminator("\r\n").collect();
    let heading = "Organisatie;Functie;Rol;Mag bevestigen;Sinds;Laatst ingelogd;Laatst gecontroleerd;Gecontroleerd door;Aan de beurt op";
    assert_eq!(lines[0], heading);
    let rest = "2026-11-23;Eindredacteur van waterdam;2027-11-23";
    let written = [
        format!(
            "waterdam;\"'=1+1; \"\"x\"\"\";Eindredacteur;ja;2026-11-23;het afgelopen jaar niet;{rest}"
        ),
        format!(
            "waterdam;Eindredacteur van waterdam;Eindredacteur;ja;2026-11-23;2026-11-23;{rest}"
        ),
        format!("waterdam;Regiocoördinator;Coördinator;nee;2026-11-23;;{rest}"),
    ];
    assert_eq!(lines[1..], written);
    // Whoever was invited stands in it as on the page.
    offered(&served, Role::Editor).await;
    let coordinator = served.sign_in("coordinator").await;
    let all = open(&served, &coordinator, &format!("{}.csv", access())).await;
    let all = all.text().await.unwrap();
    for line in [
        "berkelo;'+beleid;Eindredacteur;ja;2026-11-23;het afgelopen jaar niet;;;2027-11-23",
        "berkelo;Uitgenodigd, nog niet aangenomen;Redacteur;nee;;;;;2027-11-23",
    ] {
        assert!(all.contains(line), "{line} in {all}");
    }
    let taken = "SELECT COUNT(*) FROM audit WHERE kind = 'access_taken' AND region IS NOT NULL";
    assert_eq!(count(db, taken).await, 2);
}

async fn a_review_is_accounted_for(stage: Stage) {
    let (served, _) = opened(&stage).await;
    let lead = served.sign_in("waterdam").await;
    let neighbour = served.sign_in("berkelo").await;
    let coordinator = served.sign_in("coordinator").await;
    assert_eq!(reviews(&served, &lead, WATERDAM).await, StatusCode::SEE_OTHER);
    open(&served, &lead, &format!("{}.csv", access())).await;
    let accounted = page("/deelnemers/verantwoording");
    let told =
        ["Gecontroleerd wie namens een organisatie", "Lijst van wie toegang heeft opgehaald"];
    for (reader, sees) in [(&lead, true), (&coordinator, true), (&neighbour, false)] {
        let html = open(&served, reader, &accounted).await.text().await.unwrap();
        assert!(told.iter().all(|told| html.contains(told) == sees));
    }
    let file = open(&served, &lead, "/account/gegevens").await.text().await.unwrap();
    let known: Value = serde_json::from_str(&file).unwrap();
    assert_eq!(known["reviews"][0]["organisation"], "waterdam");
    assert_eq!(known["reviews"][0]["acted_for"], "waterdam");
    let file = open(&served, &neighbour, "/account/gegevens").await.text().await.unwrap();
    let known: Value = serde_json::from_str(&file).unwrap();
    assert_eq!(known["reviews"], Value::Array(vec![]));
}

async fn of_whoever_is_erased_the_organisation_stays(stage: Stage) {
    let (served, _) = opened(&stage).await;
    served.house.let_colleague_in().await;
    let lead = served.sign_in("waterdam").await;
    assert_eq!(reviews(&served, &lead, WATERDAM).await, StatusCode::SEE_OTHER);
    let people = &served.house.people;
    people.end_membership(REGION, EDITOR, Some(COORDINATOR), NOW).await.unwrap();
    people.erase(EDITOR, TheLast::Stays, NOW).await.unwrap();
    let colleague = served.sign_in("waterdam-collega").await;
    let html = shown(&served, &colleague).await;
    let said = "door een persoon van waterdam van wie de gegevens zijn gewist";
    assert!(html.to_lowercase().contains(said), "{html}");
    assert_eq!(count(&served.house.db, "SELECT COUNT(*) FROM rights_review").await, 1);
}

async fn reviews_are_kept_for_seven_years(stage: Stage) {
    let (served, _) = opened(&stage).await;
    let lead = served.sign_in("waterdam").await;
    assert_eq!(reviews(&served, &lead, WATERDAM).await, StatusCode::SEE_OTHER);
    let people = &served.house.people;
    let later = |days: i64| Moment(NOW.0 + days * DAY_US);
    assert_eq!(people.forget_old(later(7 * 365 - 1)).await.unwrap(), 0);
    assert_eq!(people.reviews_in(REGION).await.unwrap().len(), 1);
    assert_eq!(people.forget_old(later(7 * 365 + 1)).await.unwrap(), 1);
    assert_eq!(people.reviews_in(REGION).await.unwrap(), vec![]);
}
