//! The address at which a calendar program reads somebody's days: how it comes, how it ends, and how it is fetched.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use domain::{Command, Moment, RegionId, Role, SeenAction};
use reqwest::{Client, Method, Response, StatusCode, header};
use server::people::{Membership, TheLast, Token};
use stage::{
    Stage,
    access::{comes, moment},
    calendar::*,
    count,
    house::*,
    places::{administrator, people_of},
    searching,
    visit::*,
};

on_both_engines! {
    its_address_is_made_replaced_and_revoked_on_a_page
    who_has_no_place_is_told_that_there_are_no_days
    it_ends_with_the_last_place_the_account_and_the_person
    an_address_that_is_none_looks_like_a_page_that_does_not_exist
    a_program_that_has_it_already_gets_it_no_second_time
    a_store_that_cannot_write_keeps_nobody_from_reading
    a_region_that_cannot_be_read_leaves_the_program_what_it_has
    a_backup_that_is_put_back_revives_no_address
}

const FEED: &str = "/account/agenda";

/// Returns the path of the address that a page shows.
fn shown(html: &str) -> String {
    let (_, rest) = html.split_once("id=\"adres\"").expect("an address in the page");
    let (_, rest) = rest.split_once("/agenda/").unwrap();
    format!("/agenda/{}", rest.split('"').next().unwrap())
}

async fn its_address_is_made_replaced_and_revoked_on_a_page(stage: Stage) {
    let (served, clock) = opened(&stage).await;
    let client = served.sign_in("partner").await;
    let html = open(&served, &client, FEED).await.text().await.unwrap();
    assert!(html.contains("U hebt nog geen adres.") && html.contains("maak-agenda"), "{html}");
    let make = async || {
        let answer = post(&served, &client, FEED, &[("doe", "maak-agenda")]).await;
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(header_of(&answer, "cache-control"), "no-store");
        answer.text().await.unwrap()
    };
    let html = make().await;
    let first = shown(&html);
    assert!(html.contains(&format!("webcal://{}{first}", &served.address["http://".len()..])));
    let get = async |path: &str| Client::new().get(served.at(path)).send().await.unwrap();
    let html = open(&served, &client, FEED).await.text().await.unwrap();
    assert!(html.contains("sinds 23 november 2026. Het is nog niet opgehaald."), "{html}");
    assert!(!html.contains(&first), "it is shown once");
    assert_eq!(get(&first).await.status(), StatusCode::OK);
    let html = open(&served, &client, FEED).await.text().await.unwrap();
    assert!(html.contains("voor het laatst opgehaald op 23 november 2026."), "{html}");

    let second = shown(&make().await);
    assert_ne!(first, second);
    assert_eq!(get(&first).await.status(), StatusCode::NOT_FOUND, "the old one ends at once");
    assert_eq!(get(&second).await.status(), StatusCode::OK);
    let secret = second.trim_start_matches("/agenda/").trim_end_matches(".ics");
    let held = searching::search_tables(&served.house.db, secret).await;
    assert_eq!(held.found, Vec::<String>::new(), "the store keeps a hash alone");
    clock.put_to(moment("2026-11-24T12:00:00+01:00"));
    assert_eq!(get(&second).await.status(), StatusCode::OK);
    let fetched = "SELECT COUNT(*) FROM calendar_feed WHERE fetched_on = '2026-11-24'";
    assert_eq!(count(&served.house.db, fetched).await, 1);

    // Who proved too long ago who they are makes none, and ends one all the same.
    let refused = post(&served, &client, FEED, &[("doe", "maak-agenda")]).await;
    assert_eq!(header_of(&refused, "location"), "/account/bewijzen?terug=/account/agenda");
    assert_eq!(get(&second).await.status(), StatusCode::OK);
    let ended = post(&served, &client, FEED, &[("doe", "trek-agenda-in")]).await;
    assert_eq!(header_of(&ended, "location"), "/account/agenda?gedaan=ingetrokken");
    assert_eq!(get(&second).await.status(), StatusCode::NOT_FOUND);
    let html = open(&served, &client, "/account/agenda?gedaan=ingetrokken").await;
    assert!(html.text().await.unwrap().contains("Het adres is ingetrokken."));
    let twice = post(&served, &client, FEED, &[("doe", "trek-agenda-in")]).await;
    assert_eq!(twice.status(), StatusCode::SEE_OTHER);
    for (kind, times) in
        [("calendar_feed_made", 1), ("calendar_feed_replaced", 1), ("calendar_feed_revoked", 1)]
    {
        let rows = format!(
            "SELECT COUNT(*) FROM audit WHERE kind = '{kind}' AND person = subject AND origin IS NOT NULL"
        );
        let rows = stage::number(&served.house.db, sqlx::AssertSqlSafe(rows)).await;
        assert_eq!(rows, times, "{kind}");
    }
}

async fn who_has_no_place_is_told_that_there_are_no_days(stage: Stage) {
    let (served, _) = opened(&stage).await;
    let nobody = administrator(&served).await;
    let html = open(&served, &nobody, FEED).await.text().await.unwrap();
    assert!(html.contains("U hebt geen plek in een regio.") && !html.contains("maak-agenda"));
    let none = post(&served, &nobody, FEED, &[("doe", "maak-agenda")]).await;
    assert!(!none.text().await.unwrap().contains("id=\"adres\""));
    let unknown = post(&served, &nobody, FEED, &[("doe", "iets")]).await;
    assert_eq!(unknown.status(), StatusCode::BAD_REQUEST);
    assert_eq!(count(&served.house.db, "SELECT COUNT(*) FROM calendar_feed").await, 0);
}

async fn it_ends_with_the_last_place_the_account_and_the_person(stage: Stage) {
    let (served, _) = opened(&stage).await;
    let people = &served.house.people;
    let gone = async |token: &Token| fetched(&served, token).await.status();
    let (left, closed, erased) = (
        made(&served, EDITOR).await,
        made(&served, NEIGHBOUR).await,
        made(&served, STRANGER).await,
    );
    people.end_membership(REGION, EDITOR, Some(COORDINATOR), NOW).await.unwrap();
    assert_eq!(gone(&left).await, StatusCode::NOT_FOUND);
    let rows =
        "SELECT COUNT(*) FROM audit WHERE kind = 'calendar_feed_revoked' AND person <> subject";
    assert_eq!(count(&served.house.db, rows).await, 1);
    // Whoever comes back makes another one.
    comes(&served, "x@waterdam.example", WATERDAM, (Role::Editor, true), NOW).await;
    let comer = people_of(&served, "x@waterdam.example").await;
    let again = made(&served, comer).await;
    assert_eq!(gone(&again).await, StatusCode::OK);
    people.close_account(NEIGHBOUR, None, NOW).await.unwrap();
    assert_eq!(gone(&closed).await, StatusCode::NOT_FOUND);
    people.erase(STRANGER, TheLast::Stays, NOW).await.unwrap();
    assert_eq!(gone(&erased).await, StatusCode::NOT_FOUND);
    assert_eq!(count(&served.house.db, "SELECT COUNT(*) FROM calendar_feed").await, 1);
    // One of two places leaves the other.
    let place = people.membership(REGION, comer).await.unwrap().unwrap();
    let elsewhere = RegionId(uuid::Uuid::from_u128(0x2));
    let second = Membership { region: elsewhere, ..place.clone() };
    people.set_membership(&second, None, NOW).await.unwrap();
    people.end_membership(REGION, comer, None, NOW).await.unwrap();
    assert_eq!(gone(&again).await, StatusCode::OK);
    // A place that ends by its date ends it with the next hour; until then it shows nothing.
    let until = Some(Moment(NOW.0));
    people.set_membership(&Membership { until, ..second }, None, NOW).await.unwrap();
    assert_eq!(gone(&again).await, StatusCode::NOT_FOUND);
    people.end_feeds_without_place(NOW).await.unwrap();
    assert_eq!(count(&served.house.db, "SELECT COUNT(*) FROM calendar_feed").await, 0);
}

async fn an_address_that_is_none_looks_like_a_page_that_does_not_exist(stage: Stage) {
    let (served, _) = opened(&stage).await;
    let revoked = made(&served, EDITOR).await;
    served.house.people.revoke_calendar_feed(EDITOR, NOW).await.unwrap();
    let right = made(&served, NEIGHBOUR).await.feed_address();
    let nowhere = "/bestaat-niet".to_owned();
    let bare = right.trim_end_matches(".ics").to_owned();
    let wrong = [
        revoked.feed_address(),
        Token::new().feed_address(),
        bare.clone(),
        format!("{bare}.ICS"),
        format!("{bare}.ics.ics"),
        "/agenda/x.ics".to_owned(),
        format!("/agenda/{}.ics", "0".repeat(5_000)),
        "/agenda/%00.ics".to_owned(),
        "/agenda/%ff%fe.ics".to_owned(),
    ];
    for accept in ["text/html", "text/calendar", "*/*"] {
        let told = async |path: &str| {
            let get = Client::new().get(served.at(path)).header(header::ACCEPT, accept);
            let answer = get.send().await.unwrap();
            let (status, mut headers) = (answer.status(), answer.headers().clone());
            for changing in ["date", "content-security-policy", "content-length"] {
                headers.remove(changing);
            }
            let text = answer.text().await.unwrap();
            // What was asked for stands in every page, to come back to it; and each page has a number of its own.
            let main = text.split("<main").nth(1).and_then(|it| it.split("</main>").next());
            (status, headers, main.unwrap_or(&text).to_owned())
        };
        let expected = told(&nowhere).await;
        assert_eq!(expected.0, StatusCode::NOT_FOUND);
        for path in &wrong {
            assert_eq!(told(path).await, expected, "{path} as {accept}");
        }
    }
    let post = Client::new().post(served.at(&right)).send().await.unwrap();
    assert_eq!(post.status(), StatusCode::METHOD_NOT_ALLOWED);
}

async fn a_program_that_has_it_already_gets_it_no_second_time(stage: Stage) {
    let (served, clock) = opened(&stage).await;
    ask(&served, (EDITOR, BERKELO), "Leg de route vast", "2026-12-07", true).await;
    let token = made(&served, NEIGHBOUR).await;
    let first = fetched(&served, &token).await;
    let said = |answer: &Response, name| header_of(answer, name);
    assert_eq!(said(&first, "content-type"), "text/calendar; charset=utf-8");
    assert_eq!(said(&first, "cache-control"), "private, no-cache");
    assert_eq!(said(&first, "set-cookie"), "", "nobody is signed in by it");
    let file = "attachment; filename=\"ketentafel-agenda.ics\"";
    assert_eq!(said(&first, "content-disposition"), file, "the secret is no name of a file");
    let name = said(&first, "etag");
    let whole = first.text().await.unwrap();
    for line in ["REFRESH-INTERVAL;VALUE=DURATION:PT6H", "X-PUBLISHED-TTL:PT6H"] {
        assert!(whole.contains(&format!("\r\n{line}\r\n")), "{line} in {whole}");
    }
    for line in ["NAME:Ketentafel", "X-WR-CALNAME:Ketentafel"] {
        assert!(whole.contains(&format!("\r\n{line}\r\n")), "{line} in {whole}");
    }
    let ask_again = async |method: Method, known: &str| {
        let again = Client::new().request(method, served.at(&token.feed_address()));
        again.header(header::IF_NONE_MATCH, known).send().await.unwrap()
    };
    // Also hours later, and the next day.
    clock.put_to(moment("2026-11-24T12:00:00+01:00"));
    let strong = name.trim_start_matches("W/");
    for known in [&name[..], strong, "*", &format!("\"een-andere\", {name}")] {
        for method in [Method::GET, Method::HEAD] {
            let again = ask_again(method, known).await;
            assert_eq!(again.status(), StatusCode::NOT_MODIFIED, "{known}");
            assert_eq!(said(&again, "etag"), name);
            assert_eq!(said(&again, "cache-control"), "private, no-cache");
            assert_eq!(again.text().await.unwrap(), "");
        }
    }
    let head = ask_again(Method::HEAD, "\"een-andere\"").await;
    assert_eq!(head.status(), StatusCode::OK);
    assert_eq!(said(&head, "content-length"), whole.len().to_string());
    assert_eq!(head.text().await.unwrap(), "");
    let (action, one) = found(&served, "Leg de route vast").await;
    let seen = SeenAction { action, seen: one.fingerprint() };
    served.house.submit(NEIGHBOUR, sent(Command::AcceptAction { seen })).await.unwrap();
    let again = ask_again(Method::GET, &name).await;
    assert_eq!(again.status(), StatusCode::OK, "it changed");
    assert_ne!(said(&again, "etag"), name);
}

async fn a_store_that_cannot_write_keeps_nobody_from_reading(stage: Stage) {
    let (served, _) = opened(&stage).await;
    let token = made(&served, EDITOR).await;
    let client = served.sign_in("waterdam").await;
    stage::refuse_writes(&served.house.db, "calendar_feed").await;
    assert_eq!(fetched(&served, &token).await.status(), StatusCode::OK);
    let refused = post(&served, &client, FEED, &[("doe", "maak-agenda")]).await;
    assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(fetched(&served, &token).await.status(), StatusCode::OK, "the old one goes on");
    stage::take_writes(&served.house.db, "calendar_feed").await;
    assert_eq!(count(&served.house.db, "SELECT COUNT(fetched_on) FROM calendar_feed").await, 0);
    assert_eq!(fetched(&served, &token).await.status(), StatusCode::OK);
    assert_eq!(count(&served.house.db, "SELECT COUNT(fetched_on) FROM calendar_feed").await, 1);
}

/// A calendar without the days of a region would show them as taken away.
async fn a_region_that_cannot_be_read_leaves_the_program_what_it_has(stage: Stage) {
    let (served, _) = opened(&stage).await;
    let token = made(&served, EDITOR).await;
    stage::execute(&served.house.db, "ALTER TABLE entry RENAME TO away").await;
    let answer = fetched(&served, &token).await;
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(header_of(&answer, "retry-after"), "2");
    stage::execute(&served.house.db, "ALTER TABLE away RENAME TO entry").await;
    assert_eq!(fetched(&served, &token).await.status(), StatusCode::OK);
}

async fn a_backup_that_is_put_back_revives_no_address(stage: Stage) {
    let (served, _) = opened(&stage).await;
    let token = made(&served, EDITOR).await;
    served.house.people.end_what_went_on(NOW).await.unwrap();
    assert_eq!(fetched(&served, &token).await.status(), StatusCode::NOT_FOUND);
}
