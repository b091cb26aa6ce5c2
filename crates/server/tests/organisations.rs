//! Organisations at the doors: one that left comes back as itself, what one takes part as is corrected, and no two
//! of a region share a name.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use app::form::people::seen;
use domain::{
    ChainParty, Command, OrganisationId, OrganisationKind, Participation, Region, RegionId, Role,
    TypedText,
};
use reqwest::{Client, StatusCode};
use server::regions::Sender;
use stage::{
    Stage,
    house::*,
    number,
    places::*,
    served::Served,
    visit::{open, page},
};
use uuid::Uuid;

on_both_engines! {
    a_partner_that_left_comes_back_as_itself
    a_return_sent_twice_is_one_return
    a_name_of_another_one_is_refused
    of_two_who_give_one_name_at_once_one_does
    a_partner_is_corrected_and_everybody_reads_it
    a_partner_serves_a_municipality_that_came_later
    what_is_wrong_with_a_correction_is_said_and_what_was_typed_stays
    of_two_who_correct_one_the_second_is_told
    a_name_stays_where_the_organisation_takes_part_elsewhere
    only_a_coordinator_corrects_an_organisation
    a_municipality_keeps_its_name_and_its_kind
}

async fn region(served: &Served) -> Region {
    served.house.regions.look(REGION, COORDINATOR).await.unwrap().region
}

async fn name(served: &Served, organisation: OrganisationId) -> String {
    served.house.people.organisations(&[organisation]).await.unwrap()[&organisation].clone()
}

async fn partners(served: &Served) -> Vec<(OrganisationId, Participation)> {
    let parts = region(served).await.participations.into_iter();
    parts.filter(|(_, part)| part.kind != OrganisationKind::Municipality).collect()
}

fn add(token: &str, name: &str, kind: &str) -> Pairs {
    let mut pairs = deed(token, "voeg-partner-toe".to_owned());
    pairs.extend([("naam", name.to_owned()), ("soort", kind.to_owned())]);
    pairs
}

/// The form that corrects the partner, as its page shows it now.
async fn correction(served: &Served, token: &str, name: &str, kind: &str) -> Pairs {
    let (known, part) =
        (self::name(served, PARTNER).await, region(served).await.participations[&PARTNER].clone());
    let mut pairs = deed(token, format!("verander-organisatie:{PARTNER}"));
    pairs.extend([
        ("stond-er", seen(&known, &part).to_string()),
        ("naam", name.to_owned()),
        ("soort", kind.to_owned()),
    ]);
    pairs
}

async fn with_partner(stage: &Stage) -> (Served, Client) {
    let (served, coordinator) = served(stage).await;
    served.house.let_partner_in().await;
    (served, coordinator)
}

async fn status(served: &Served, client: &Client, pairs: &Pairs) -> StatusCode {
    send(served, client, &at(), pairs).await.status()
}

async fn said(served: &Served, client: &Client, pairs: &Pairs) -> (StatusCode, String) {
    let answer = send(served, client, &at(), pairs).await;
    (answer.status(), answer.text().await.unwrap())
}

async fn renamed(served: &Served) -> i64 {
    number(
        &served.house.db,
        "SELECT COUNT(*) FROM audit WHERE kind = 'organisation_renamed' AND region IS NOT NULL",
    )
    .await
}

/// "Laat vertrekken" promised that an organisation comes back once it is added again, and its name was taken: by
/// itself.
async fn a_partner_that_left_comes_back_as_itself(stage: Stage) {
    let (served, coordinator) = with_partner(&stage).await;
    let since = region(&served).await.participations[&PARTNER].since;
    let leaves = deed("een", format!("laat-vertrekken:{PARTNER}"));
    assert_eq!(status(&served, &coordinator, &leaves).await, StatusCode::SEE_OTHER);
    assert!(!region(&served).await.takes_part(PARTNER));
    let mut back = add("twee", "Partner", "safe_home");
    back.extend([("ketenpartij", "youth_care".to_owned()), ("bedient", BERKELO.to_string())]);
    let answer = send(&served, &coordinator, &at(), &back).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let to = answer.headers()["location"].to_str().unwrap().to_owned();
    let page = open(&served, &coordinator, &to).await.text().await.unwrap();
    assert!(page.contains("deed eerder mee in deze regio en is er weer bij"));
    let all = partners(&served).await;
    let [(id, part)] = &all[..] else { panic!("one partner: {all:?}") };
    assert_eq!((*id, part.since, part.goes_on()), (PARTNER, since, true));
    assert_eq!(part.kind, OrganisationKind::SafeHome);
    assert_eq!(part.chain_parties, [ChainParty::YouthCare].into());
    assert_eq!(part.serves, [BERKELO].into());
    assert_eq!(name(&served, PARTNER).await, "Partner", "as it was written this time");
}

async fn a_return_sent_twice_is_one_return(stage: Stage) {
    let (served, coordinator) = with_partner(&stage).await;
    let leaves = deed("een", format!("laat-vertrekken:{PARTNER}"));
    assert_eq!(status(&served, &coordinator, &leaves).await, StatusCode::SEE_OTHER);
    let back = add("twee", "PARTNER", "police");
    for _ in 0..2 {
        assert_eq!(status(&served, &coordinator, &back).await, StatusCode::SEE_OTHER);
    }
    let head = region(&served).await.head;
    assert_eq!(status(&served, &coordinator, &back).await, StatusCode::SEE_OTHER);
    assert_eq!(region(&served).await.head, head);
    assert_eq!(partners(&served).await.len(), 1);
    // Another form, also one that says the same, adds nothing.
    for (token, kind) in [("drie", "medical"), ("vier", "police")] {
        let other = add(token, "PARTNER", kind);
        let (status, page) = said(&served, &coordinator, &other).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("doet al een organisatie met deze naam mee"));
    }
}

async fn a_name_of_another_one_is_refused(stage: Stage) {
    let (served, coordinator) = with_partner(&stage).await;
    // Of a municipality that left, and of one that takes part.
    let leaves = deed("een", format!("laat-vertrekken:{BERKELO}"));
    assert_eq!(status(&served, &coordinator, &leaves).await, StatusCode::SEE_OTHER);
    for (token, form) in [
        ("twee", add("twee", "Berkelo", "police")),
        ("drie", correction(&served, "drie", "berkelo", "police").await),
    ] {
        let (status, page) = said(&served, &coordinator, &form).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{token}");
        assert!(page.contains("Zo heet een organisatie die eerder meedeed"), "{token}");
    }
    for form in
        [add("vier", "Waterdam", "police"), correction(&served, "vijf", "WATERDAM", "police").await]
    {
        let (status, page) = said(&served, &coordinator, &form).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("doet al een organisatie met deze naam mee"));
    }
    assert_eq!(name(&served, PARTNER).await, "partner");
    // Nor does a municipality come beside a partner with its name.
    let tiel = add("zes", "tiel", "police");
    assert_eq!(status(&served, &coordinator, &tiel).await, StatusCode::SEE_OTHER);
    let mut municipality = deed("zeven", "voeg-gemeenten-toe".to_owned());
    municipality.extend(["GM0216", "GM0281"].map(|code| ("gemeente", code.to_owned())));
    let (status, page) = said(&served, &coordinator, &municipality).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("heet een andere organisatie al Tiel"));
    assert_eq!(region(&served).await.municipalities(), [WATERDAM], "none of them was added");
}

async fn of_two_who_give_one_name_at_once_one_does(stage: Stage) {
    let (served, coordinator) = with_partner(&stage).await;
    for turn in 0..6 {
        let name = format!("Politie {turn}");
        let (one, other) = (
            add(&format!("een-{turn}"), &name, "police"),
            add(&format!("twee-{turn}"), &name.to_uppercase(), "medical"),
        );
        let renames = correction(&served, &format!("drie-{turn}"), &name, "police").await;
        let (one, other, renames) = tokio::join!(
            status(&served, &coordinator, &one),
            status(&served, &coordinator, &other),
            status(&served, &coordinator, &renames),
        );
        let done = [one, other, renames].iter().filter(|it| **it == StatusCode::SEE_OTHER).count();
        assert_eq!(done, 1, "{one} {other} {renames} in turn {turn}");
    }
}

async fn a_partner_is_corrected_and_everybody_reads_it(stage: Stage) {
    let (served, coordinator) = with_partner(&stage).await;
    served.house.let_partner_editor_in().await;
    let mut form = correction(&served, "een", "Politie-eenheid Oost", "prosecution").await;
    form.extend([("ketenpartij", "justice".to_owned()), ("bedient", WATERDAM.to_string())]);
    for _ in 0..2 {
        let (status, _) = said(&served, &coordinator, &form).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "a double click has one effect");
    }
    let part = region(&served).await.participations[&PARTNER].clone();
    assert_eq!(part.kind, OrganisationKind::Prosecution);
    assert_eq!(part.chain_parties, [ChainParty::Justice].into());
    assert_eq!(part.serves, [WATERDAM].into());
    assert_eq!(name(&served, PARTNER).await, "Politie-eenheid Oost");
    assert_eq!(renamed(&served).await, 1);
    let done = open(&served, &coordinator, &format!("{}?gedaan=organisatie-veranderd", at())).await;
    assert!(done.text().await.unwrap().contains("De organisatie is veranderd."));
    let partner = served.sign_in("partner").await;
    let history = open(&served, &partner, &page("/geschiedenis")).await.text().await.unwrap();
    let told = "Regiocoördinator legde vast als wat Politie-eenheid Oost meedoet: \
                Openbaar Ministerie; ketenpartij justitie; werkt voor waterdam.";
    assert!(history.contains(told), "{history}");
    assert!(history.contains("voegde Politie-eenheid Oost toe (politie)."), "{history}");
    let audit = open(&served, &coordinator, &page("/deelnemers/verantwoording")).await;
    let audit = audit.text().await.unwrap();
    assert!(audit.contains("Organisatie een andere naam gegeven"));
    // The kind alone, and no name is given.
    let kind = correction(&served, "twee", "Politie-eenheid Oost", "police").await;
    assert_eq!(status(&served, &coordinator, &kind).await, StatusCode::SEE_OTHER);
    assert_eq!(renamed(&served).await, 1);
    assert_eq!(region(&served).await.participations[&PARTNER].serves, [].into());
}

async fn a_partner_serves_a_municipality_that_came_later(stage: Stage) {
    let (served, coordinator) = with_partner(&stage).await;
    let mut tiel = deed("een", "voeg-gemeenten-toe".to_owned());
    tiel.push(("gemeente", "GM0281".to_owned()));
    assert_eq!(status(&served, &coordinator, &tiel).await, StatusCode::SEE_OTHER);
    let all = region(&served).await.municipalities();
    let id = *all.iter().find(|id| ![WATERDAM, BERKELO].contains(id)).unwrap();
    let mut form = correction(&served, "twee", "partner", "police").await;
    form.push(("bedient", id.to_string()));
    assert_eq!(status(&served, &coordinator, &form).await, StatusCode::SEE_OTHER);
    assert_eq!(region(&served).await.participations[&PARTNER].serves, [id].into());
}

async fn what_is_wrong_with_a_correction_is_said_and_what_was_typed_stays(stage: Stage) {
    let (served, coordinator) = with_partner(&stage).await;
    let head = region(&served).await.head;
    let long = "a".repeat(81);
    for (name, kind, why) in [
        ("Politie Zuid", "", "Kies wat voor organisatie dit is."),
        ("", "police", "Geef"),
        (&*long, "police", "te lang"),
        ("Bel 123456782", "police", "burgerservicenummer"),
    ] {
        let mut form = correction(&served, &format!("een {name}"), name, kind).await;
        form.push(("ketenpartij", "youth_lvb".to_owned()));
        let (status, page) = said(&served, &coordinator, &form).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(page.contains(why) || name.is_empty(), "{name}: {why}");
        let (_, rest) = page.split_once(&format!("id=\"naam-{PARTNER}\"")).expect("the field");
        assert!(name.is_empty() || rest[..400].contains(name), "{name}: it stays");
        let (_, parties) =
            rest.split_once("name=\"ketenpartij\" value=\"youth_lvb\"").expect("the box");
        assert!(parties[..20].contains("checked"), "{name}: the box stays ticked");
    }
    let unknown = correction(&served, "twee", "partner", "keizer").await;
    assert_eq!(status(&served, &coordinator, &unknown).await, StatusCode::BAD_REQUEST);
    let mut elsewhere = correction(&served, "drie", "partner", "medical").await;
    elsewhere.push(("bedient", Uuid::from_u128(0xC).to_string()));
    assert!(status(&served, &coordinator, &elsewhere).await.is_client_error());
    let nobody = {
        let mut form = correction(&served, "vier", "Iets", "police").await;
        form[1].1 = format!("verander-organisatie:{}", Uuid::new_v4());
        form
    };
    assert_eq!(status(&served, &coordinator, &nobody).await, StatusCode::NOT_FOUND);
    assert_eq!(region(&served).await.head, head, "nothing of it was taken in");
    assert_eq!((name(&served, PARTNER).await.as_str(), renamed(&served).await), ("partner", 0));
}

async fn of_two_who_correct_one_the_second_is_told(stage: Stage) {
    let (served, coordinator) = with_partner(&stage).await;
    let first = correction(&served, "een", "Politie Oost", "police").await;
    let second = correction(&served, "twee", "Politie West", "medical").await;
    assert_eq!(status(&served, &coordinator, &first).await, StatusCode::SEE_OTHER);
    let (moved, page) = said(&served, &coordinator, &second).await;
    assert_eq!(moved, StatusCode::CONFLICT);
    assert!(page.contains("Intussen heeft iemand anders deze organisatie veranderd."));
    assert!(page.contains("value=\"Politie West\""), "what was typed stays");
    assert_eq!(name(&served, PARTNER).await, "Politie Oost");
    // The page that says so shows what stands there now: sent again, it counts.
    let again = correction(&served, "drie", "Politie West", "medical").await;
    assert!(page.contains(&again[2].1), "it holds what stands there now");
    assert_eq!(status(&served, &coordinator, &again).await, StatusCode::SEE_OTHER);
    assert_eq!(name(&served, PARTNER).await, "Politie West");
}

async fn a_name_stays_where_the_organisation_takes_part_elsewhere(stage: Stage) {
    let (served, coordinator) = with_partner(&stage).await;
    let other = RegionId(Uuid::from_u128(0x9));
    served.house.journal.add_region(other, "Verweg", NOW).await.unwrap();
    let (chain_parties, serves) = Default::default();
    let kind = OrganisationKind::Police;
    for command in [
        Command::FoundRegion { name: TypedText::new("Verweg") },
        Command::Admit { organisation: PARTNER, kind, chain_parties, serves },
    ] {
        served.house.regions.submit(other, Sender::System, sent(command)).await.unwrap();
    }
    // Nobody has a place for it there: the journal alone knows.
    let form = correction(&served, "een", "Politie Oost", "medical").await;
    let (refused, page) = said(&served, &coordinator, &form).await;
    assert_eq!(refused, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("doet ook mee in een andere regio"));
    assert_eq!(name(&served, PARTNER).await, "partner");
    // What it takes part as here is this region's alone.
    let mut form = correction(&served, "twee", "", "medical").await;
    form.retain(|(name, _)| *name != "naam");
    assert_eq!(status(&served, &coordinator, &form).await, StatusCode::SEE_OTHER);
    assert_eq!(region(&served).await.participations[&PARTNER].kind, OrganisationKind::Medical);
    // Once somebody acts for it there, the form says so beforehand.
    let place = server::people::OfferedPlace {
        region: other,
        organisation: PARTNER,
        role: Role::Editor,
        may_adopt: false,
    };
    let new = server::people::NewInvitation {
        id: Uuid::new_v4(),
        place: Some(place),
        display: None,
        by: None,
        mail_to: None,
    };
    served.house.people.invite(&new, NOW).await.unwrap().unwrap();
    let page = open(&served, &coordinator, &at()).await.text().await.unwrap();
    assert!(page.contains("doet ook mee in een andere regio"));
    assert!(!page.contains(&format!("id=\"naam-{PARTNER}\"")), "no field that cannot be used");
}

async fn only_a_coordinator_corrects_an_organisation(stage: Stage) {
    let (served, coordinator) = with_partner(&stage).await;
    served.house.let_partner_editor_in().await;
    served.house.let_observer_in().await;
    let form = correction(&served, "een", "Politie Oost", "medical").await;
    for login in ["partner", "waterdam", "waarnemer"] {
        let client = served.sign_in(login).await;
        assert_eq!(status(&served, &client, &form).await, StatusCode::FORBIDDEN, "{login}");
        let page = open(&served, &client, &at()).await.text().await.unwrap();
        assert!(!page.contains("verander-organisatie"), "{login}: no form that cannot be used");
    }
    let stranger = served.sign_in("duinkust").await;
    assert_eq!(status(&served, &stranger, &form).await, StatusCode::NOT_FOUND);
    let nobody = stage::served::browser();
    assert_eq!(status(&served, &nobody, &form).await, StatusCode::UNAUTHORIZED);
    assert_eq!((name(&served, PARTNER).await.as_str(), renamed(&served).await), ("partner", 0));
    let tried = "SELECT COUNT(*) FROM audit WHERE kind = 'refused' AND result = 'organisations'";
    assert_eq!(number(&served.house.db, tried).await, 3, "who tried is written down");
    let page = open(&served, &coordinator, &at()).await.text().await.unwrap();
    assert!(page.contains(&format!("verander-organisatie:{PARTNER}")));
}

async fn a_municipality_keeps_its_name_and_its_kind(stage: Stage) {
    let (served, coordinator) = with_partner(&stage).await;
    let page = open(&served, &coordinator, &at()).await.text().await.unwrap();
    assert!(!page.contains(&format!("verander-organisatie:{WATERDAM}")));
    let part = region(&served).await.participations[&WATERDAM].clone();
    for (kind, wanted) in
        [("police", StatusCode::CONFLICT), ("municipality", StatusCode::UNPROCESSABLE_ENTITY)]
    {
        let mut form = deed(kind, format!("verander-organisatie:{WATERDAM}"));
        form.extend([
            ("stond-er", seen("waterdam", &part).to_string()),
            ("naam", "Watergat".to_owned()),
            ("soort", kind.to_owned()),
        ]);
        assert_eq!(status(&served, &coordinator, &form).await, wanted, "{kind}");
    }
    assert_eq!(name(&served, WATERDAM).await, "waterdam");
    assert_eq!(region(&served).await.participations[&WATERDAM], part);
}
