//! Somebody's days in their own calendar program: what is shown and what is not.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use domain::{Change, Command, Day, Language, SeenAction, TypedText, Wish, request::Subject};
use reqwest::StatusCode;
use server::people::Token;
use server::regions::Sender;
use stage::{
    Stage,
    access::{moment, reviews},
    calendar::*,
    count,
    house::*,
    phone::set_up,
    served::Served,
    visit::*,
};

on_both_engines! {
    it_shows_the_days_of_its_owner_and_nobody_elses
    a_day_says_what_it_is_and_leads_there
    what_is_done_is_gone_and_what_is_said_to_be_done_is_for_whoever_asked
    a_region_that_asks_two_steps_shows_no_titles_and_to_whoever_has_none_nothing
    what_people_typed_stays_text
    days_stay_where_they_are_when_the_clocks_change
}

async fn meets(served: &Served, day: &str) {
    let day: Day = day.parse().unwrap();
    served.house.submit(COORDINATOR, sent(Command::AddSteeringDate { day })).await.unwrap();
}

async fn set_deadline(served: &Served, day: &str) {
    let region = served.house.regions.look(REGION, EDITOR).await.unwrap().region;
    let round = region.open_round().unwrap();
    let change = Change { from: round.deadline, to: day.parse().ok() };
    let command = Command::SetDeadline { round: round.id, change };
    served.house.submit(COORDINATOR, sent(command)).await.unwrap();
}

async fn it_shows_the_days_of_its_owner_and_nobody_elses(stage: Stage) {
    let (served, _) = opened(&stage).await;
    served.house.let_colleague_in().await;
    ask(&served, (EDITOR, BERKELO), "Leg de route vast", "2026-12-07", true).await;
    ask(&served, (NEIGHBOUR, PARTNER), "Maak een rooster", "2026-12-08", true).await;
    ask(&served, (EDITOR, WATERDAM), "Schrijf een brief", "2026-12-09", true).await;
    ask(&served, (EDITOR, BERKELO), "Denk hierover na", "2026-12-10", false).await;
    ask(&served, (EDITOR, BERKELO), "Ooit", "", true).await;
    meets(&served, "2026-12-14").await;
    set_deadline(&served, "2027-01-15").await;
    let about = Subject::Question("1.2".parse().unwrap());
    let wish = Wish::Draft { of: Some(WATERDAM), by: COLLEAGUE, about };
    let due = "2026-12-11".parse().ok();
    let asks = Command::MakeRequest { wish, due, note: TypedText::new("Alleen voor ons.") };
    served.house.submit(EDITOR, sent(asks)).await.unwrap();

    let (waterdam, colleague) = (made(&served, EDITOR).await, made(&served, COLLEAGUE).await);
    let (berkelo, partner) = (made(&served, NEIGHBOUR).await, made(&served, PARTNER_EDITOR).await);
    let (coordinator, stranger) = (made(&served, COORDINATOR).await, made(&served, STRANGER).await);
    let shared = ["Laatste dag van ronde 2026", "Overleg van de stuurgroep"];
    let of = |own: &[&str]| {
        let mut all: Vec<String> = shared.iter().chain(own).map(|it| (*it).to_owned()).collect();
        all.sort();
        all
    };
    let (route, roster, letter) =
        ("Actie: Leg de route vast", "Actie: Maak een rooster", "Actie: Schrijf een brief");
    let review = "Controleer wie namens waterdam toegang heeft";
    assert_eq!(titles(&served, &waterdam).await, of(&[route, letter, review]));
    assert_eq!(
        titles(&served, &colleague).await,
        of(&[route, letter, review, "Verzoek: vraag 1.2"]),
        "what a colleague was asked is in their own calendar alone"
    );
    let review = "Controleer wie namens berkelo toegang heeft";
    assert_eq!(titles(&served, &berkelo).await, of(&[route, roster, review]));
    let review = "Controleer wie namens partner toegang heeft";
    assert_eq!(titles(&served, &partner).await, of(&[roster, review]));
    // A coordinator leads no organisation.
    assert_eq!(titles(&served, &coordinator).await, of(&[route, letter]));
    assert_eq!(
        titles(&served, &stranger).await,
        ["Controleer wie namens duinkust toegang heeft"],
        "of another region nothing is seen"
    );

    served.house.people.set_language(NEIGHBOUR, Language::En, NOW).await.unwrap();
    let told = titles(&served, &berkelo).await;
    assert!(told.contains(&"Action: Leg de route vast".to_owned()), "{told:?}");
    assert!(told.contains(&"Meeting of the steering group".to_owned()), "{told:?}");
}

async fn a_day_says_what_it_is_and_leads_there(stage: Stage) {
    let (served, _) = opened(&stage).await;
    ask(&served, (EDITOR, BERKELO), "Leg de route vast", "2026-12-07", true).await;
    let berkelo = made(&served, NEIGHBOUR).await;
    let answer = fetched(&served, &berkelo).await;
    let text = answer.text().await.unwrap();
    let route = "Actie: Leg de route vast";
    assert!(!text.contains("Dit staat niet") && !text.contains("Ook dit niet"), "{text}");
    let (id, _) = found(&served, "Leg de route vast").await;
    let event = read(&text).into_iter().find(|event| event["SUMMARY"] == route).unwrap();
    let link = served.at(&page(&format!("/acties/{id}")));
    let expected = [
        ("CATEGORIES", "Veenland-Oost".to_owned()),
        ("CLASS", "PRIVATE".to_owned()),
        ("DESCRIPTION", format!("Aangeboden. berkelo doet dit; waterdam vroeg het.\n{link}")),
        ("DTEND;VALUE=DATE", "20261208".to_owned()),
        ("DTSTAMP", "20261123T080000Z".to_owned()),
        ("DTSTART;VALUE=DATE", "20261207".to_owned()),
        ("SUMMARY", route.to_owned()),
        ("TRANSP", "TRANSPARENT".to_owned()),
        ("UID", format!("actie-{id}.ketentafel")),
        ("URL", link),
    ];
    assert_eq!(event, expected.map(|(name, value)| (name.to_owned(), value)).into());
}

async fn what_is_done_is_gone_and_what_is_said_to_be_done_is_for_whoever_asked(stage: Stage) {
    let (served, clock) = opened(&stage).await;
    for title in ["Sluit dit", "Laat dit vervallen", "Wijs dit af", "Doe dit"] {
        ask(&served, (EDITOR, BERKELO), title, "2026-12-07", true).await;
    }
    let (asker, owner) = (made(&served, EDITOR).await, made(&served, NEIGHBOUR).await);
    let of = async |token: &Token| {
        let all = titles(&served, token).await.into_iter();
        let actions: Vec<String> =
            all.filter_map(|it| Some(it.strip_prefix("Actie: ")?.to_owned())).collect();
        actions
    };
    let everything = ["Doe dit", "Laat dit vervallen", "Sluit dit", "Wijs dit af"];
    assert_eq!(of(&asker).await, everything);
    assert_eq!(of(&owner).await, everything);
    let house = &served.house;
    for title in ["Sluit dit", "Doe dit"] {
        let (action, one) = found(&served, title).await;
        let seen = SeenAction { action, seen: one.fingerprint() };
        house.submit(NEIGHBOUR, sent(Command::AcceptAction { seen })).await.unwrap();
    }
    let reason = || TypedText::new("Dat hoeft niet.");
    let (action, _) = found(&served, "Laat dit vervallen").await;
    house.submit(EDITOR, sent(Command::DropAction { action, reason: reason() })).await.unwrap();
    let (action, _) = found(&served, "Wijs dit af").await;
    let declines = Command::DeclineAction { action, reason: reason() };
    house.submit(NEIGHBOUR, sent(declines)).await.unwrap();
    assert_eq!(of(&asker).await, ["Doe dit", "Sluit dit"]);
    let (action, _) = found(&served, "Sluit dit").await;
    let note = TypedText::default();
    house.submit(NEIGHBOUR, sent(Command::ReportDone { action, note })).await.unwrap();
    assert_eq!(of(&owner).await, ["Doe dit"], "its owner has nothing more to do");
    assert_eq!(
        of(&asker).await,
        ["Doe dit", "Sluit dit"],
        "whoever asked looks whether it is done"
    );
    house.submit(EDITOR, sent(Command::CloseAction { action })).await.unwrap();
    assert_eq!(of(&asker).await, ["Doe dit"]);
    // A review that was held moves to a year later.
    let review = async || {
        let all = days(&served, &owner).await;
        all.into_iter().find(|day| day.0.starts_with("Controleer")).unwrap().1
    };
    assert_eq!(review().await, "20271123");
    clock.put_to(moment("2027-06-01T12:00:00+02:00"));
    let coordinator = served.sign_in("coordinator").await;
    assert_eq!(reviews(&served, &coordinator, BERKELO).await, StatusCode::SEE_OTHER);
    assert_eq!(review().await, "20280601");
}

async fn a_region_that_asks_two_steps_shows_no_titles_and_to_whoever_has_none_nothing(
    stage: Stage,
) {
    let (served, clock) = opened(&stage).await;
    ask(&served, (EDITOR, BERKELO), "Leg de route vast", "2026-12-07", true).await;
    meets(&served, "2026-12-14").await;
    let (asked, other) = (made(&served, NEIGHBOUR).await, made(&served, EDITOR).await);
    let people = &served.house.people;
    let here = (REGION, BERKELO);
    assert!(people.require_second_factor(here, true, COORDINATOR, NOW).await.unwrap());
    served.house.regions.places_changed(REGION).await;
    assert_eq!(titles(&served, &asked).await, Vec::<String>::new(), "the region is closed");
    set_up(&served, "berkelo", clock).await;
    served.house.regions.places_changed(REGION).await;
    let neutral =
        ["Actie met uiterste dag", "Controle van wie toegang heeft", "Overleg van de stuurgroep"];
    assert_eq!(titles(&served, &asked).await, neutral);
    let text = fetched(&served, &asked).await.text().await.unwrap();
    let whole = text.replace("\r\n ", "");
    assert!(!whole.contains("route") && !whole.contains("waterdam"), "{whole}");
    let (id, _) = found(&served, "Leg de route vast").await;
    assert!(whole.contains(&format!("/acties/{id}")), "the link leads there after signing in");
    // It holds for those of whom it is asked.
    assert!(titles(&served, &other).await.contains(&"Actie: Leg de route vast".to_owned()));
}

async fn what_people_typed_stays_text(stage: Stage) {
    let (served, _) = opened(&stage).await;
    let hostile = [
        "a,b;c\\d \"e\" <f> :g=h".to_owned(),
        "BEGIN:VALARM\r\nEND:VEVENT\r\nSUMMARY:x".to_owned(),
        "\\n\\, is geen einde".to_owned(),
        "🧭".repeat(140),
        "é".repeat(139) + "x",
        "=cmd|' /C calc'!A0".to_owned(),
    ];
    for title in &hostile {
        ask(&served, (EDITOR, BERKELO), title, "2026-12-07", true).await;
    }
    // One that is too long is none, and takes nothing along.
    let long = Command::MakeActions {
        owners: [BERKELO].into(),
        plan: plan(&"x".repeat(10_000), "2026-12-07"),
        cause: None,
        offer: true,
    };
    assert!(served.house.submit(EDITOR, sent(long)).await.is_err());
    let token = made(&served, NEIGHBOUR).await;
    let text = fetched(&served, &token).await.text().await.unwrap();
    // As it is written: readers are lenient.
    let written = text.replace("\r\n ", "");
    let line = "\r\nSUMMARY:Actie: a\\,b\\;c\\\\d \"e\" <f> :g=h\r\n";
    assert!(written.contains(line), "{line} in {written}");
    let events = read(&text);
    assert_eq!(text.matches("\r\nBEGIN:VEVENT\r\n").count(), events.len());
    assert_eq!(text.matches("\r\nBEGIN:").count(), events.len());
    let region = served.house.regions.look(REGION, NEIGHBOUR).await.unwrap().region;
    let mut kept: Vec<String> =
        region.actions.values().map(|one| format!("Actie: {}", one.plan.title)).collect();
    assert_eq!(kept.len(), hostile.len());
    kept.sort();
    let mut told: Vec<String> = events.into_iter().map(|event| event["SUMMARY"].clone()).collect();
    told.retain(|title| title.starts_with("Actie: "));
    told.sort();
    assert_eq!(told, kept);
}

async fn days_stay_where_they_are_when_the_clocks_change(stage: Stage) {
    let (served, clock) = opened(&stage).await;
    let spring =
        ["2026-03-28", "2026-03-29", "2026-03-30", "2026-10-24", "2026-10-25", "2026-10-26"];
    let later = ["2027-03-28", "2027-10-31", "2026-12-31", "2028-02-29"];
    for day in spring.into_iter().chain(later) {
        let meets = Command::AddSteeringDate { day: day.parse().unwrap() };
        let at = moment("2026-03-01T12:00:00+01:00");
        let regions = &served.house.regions;
        regions.submit_at(REGION, Sender::System, sent(meets), at).await.unwrap();
    }
    let token = made(&served, NEIGHBOUR).await;
    let expected = [
        ("20260328", "20260329"),
        ("20260329", "20260330"),
        ("20260330", "20260331"),
        ("20261024", "20261025"),
        ("20261025", "20261026"),
        ("20261026", "20261027"),
        ("20261231", "20270101"),
        ("20270328", "20270329"),
        ("20271031", "20271101"),
        ("20280229", "20280301"),
    ];
    // Whatever the time is: just before and after midnight and the change of the clocks, in either season.
    for now in
        ["2026-11-23T23:59:59+01:00", "2027-03-28T01:59:59+01:00", "2027-03-28T03:00:00+02:00"]
    {
        clock.put_to(moment(now));
        let all = days(&served, &token).await.into_iter();
        let met: Vec<(String, String)> = all
            .filter(|day| day.0 == "Overleg van de stuurgroep")
            .map(|(_, start, end)| (start, end))
            .collect();
        let expected = expected.map(|(start, end)| (start.to_owned(), end.to_owned()));
        assert_eq!(met, expected, "{now}");
    }
    // The day on which it was fetched is that of the Netherlands.
    let fetched = "SELECT COUNT(*) FROM calendar_feed WHERE fetched_on = '2027-03-28'";
    assert_eq!(count(&served.house.db, fetched).await, 1);
}
