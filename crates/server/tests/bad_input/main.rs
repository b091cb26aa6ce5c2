//! What no page sends: texts without end, bytes that are no text, forms that lack or repeat something. Each gets a
//! clear answer, nothing of it is kept, and no door breaks.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod complete;
mod crowd;
mod fields;
#[path = "../stage/mod.rs"]
mod stage;

use crowd::{Crowd, Who};
use domain::{Language, OrganisationId};
use fields::{Field, fields};
use reqwest::{StatusCode, header};
use stage::{Stage, house::*, visit::*};
use uuid::Uuid;

on_both_engines! {
    every_field_in_which_somebody_types_has_a_row
    a_hundred_thousand_characters_in_any_field_are_answered_clearly
    what_just_fits_is_taken_and_one_more_is_not
    no_door_breaks_on_what_no_page_sends
    no_address_breaks_a_page
    a_text_in_a_form_stays_text
}

/// As many as somebody may paste.
const MANY: usize = 100_000;

/// Says something long that tells of nobody.
fn text_of(chars: usize) -> String {
    let mut text = "Wij spreken dit af. ".repeat(chars / 20 + 1);
    text.truncate(chars);
    let last = text.pop().map(|_| 'n');
    text.extend(last);
    text
}

async fn every_field_in_which_somebody_types_has_a_row(stage: Stage) {
    let crowd = Crowd::new(&stage).await;
    complete::judge(&fields(&crowd.things));
}

async fn a_hundred_thousand_characters_in_any_field_are_answered_clearly(stage: Stage) {
    let crowd = Crowd::new(&stage).await;
    for language in [Language::Nl, Language::En] {
        crowd.speak(language).await;
        let before = crowd.kept().await;
        for field in fields(&crowd.things) {
            let told = format!("{} in {} in {language:?}", field.name, field.path);
            let (status, answer) = crowd.send(&field, &text_of(MANY)).await;
            let redirects = field.name == "terug";
            assert!(status.is_client_error() || redirects, "{told}: {status} {answer}");
            assert!(
                redirects || answer.contains(&format!("lang=\"{}\"", language.code())),
                "{told}"
            );
            if let Some(max) = field.max {
                assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
                let (too_long, room) = match language {
                    Language::Nl => ("te lang", format!("passen er {max}")),
                    Language::En => ("too long", format!("room for {max}")),
                };
                assert!(answer.contains(too_long) && answer.contains(&room), "{told}: {answer}");
                let typed = &text_of(MANY)[..60];
                assert!(answer.contains(typed), "{told}: what was typed is gone");
            }
        }
        assert_eq!(crowd.kept().await, before, "nothing of it is kept");
    }
}

async fn what_just_fits_is_taken_and_one_more_is_not(stage: Stage) {
    let crowd = Crowd::new(&stage).await;
    let bounded = |field: &Field| field.max;
    for field in fields(&crowd.things) {
        let Some(max) = bounded(&field) else { continue };
        let told = format!("{} in {}", field.name, field.path);
        let before = crowd.kept().await;
        let (status, _) = crowd.send(&field, &text_of(max + 1)).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
        assert_eq!(crowd.kept().await, before, "{told}");
        let (status, answer) = crowd.send(&field, &text_of(max)).await;
        assert!(
            status.is_success() || status.is_redirection(),
            "{told}: {status} {}",
            reasons(&answer)
        );
        assert_ne!(crowd.kept().await, before, "{told}: it is kept");
    }
}

/// Returns why a page says that something was not done.
fn reasons(page: &str) -> &str {
    let from = page.find("kt-summary").unwrap_or_default();
    &page[from..page.len().min(from + 600)]
}

/// Sends bytes as they are, and returns the status.
async fn throw(crowd: &Crowd, who: Who, path: &str, (kind, body): (&str, Vec<u8>)) -> StatusCode {
    let request = crowd.client(who).post(crowd.served.at(path)).header(header::ACCEPT, "text/html");
    let sent = request.header(header::CONTENT_TYPE, kind).body(body).send().await;
    sent.unwrap_or_else(|error| panic!("{path}: {error:?}")).status()
}

async fn no_door_breaks_on_what_no_page_sends(stage: Stage) {
    let crowd = Crowd::new(&stage).await;
    let urlencoded = "application/x-www-form-urlencoded";
    for field in fields(&crowd.things) {
        let before = crowd.kept().await;
        let told = |what: &str| format!("{what} in {} in {}", field.name, field.path);
        let whole = |value: &str| {
            let rest = field.rest.iter().map(|(name, value)| format!("&{name}={value}"));
            format!(
                "formulier={}{}&{}={value}",
                Uuid::new_v4(),
                rest.collect::<String>(),
                field.name
            )
        };
        let twice = format!("{}&{}=b&doe=nog-iets&formulier=twee", whole("a"), field.name);
        let large = whole(&"a".repeat(1024 * 1024));
        for (what, kind, body) in [
            ("a megabyte", urlencoded, large.clone().into_bytes()),
            ("a megabyte of something else", "application/json", large.into_bytes()),
            ("no text", urlencoded, [whole("").as_bytes(), b"\xff\xfe%ff%fe%00"].concat()),
            ("a form of another kind", "multipart/form-data; boundary=x", b"--x--".to_vec()),
            ("text", "text/plain", whole("a").into_bytes()),
            ("nothing", urlencoded, Vec::new()),
            ("a name alone", urlencoded, field.name.as_bytes().to_vec()),
            ("a button that is none", urlencoded, b"formulier=1&doe=bestaat-niet".to_vec()),
            ("a thing that is none", urlencoded, b"formulier=1&doe=verander:geen-id".to_vec()),
        ] {
            let status = throw(&crowd, field.who, &field.path, (kind, body)).await;
            assert!(!status.is_server_error(), "{}: {status}", told(what));
        }
        let mid = crowd.kept().await;
        assert_eq!(mid, before, "{}", told("what is no form"));
        // A field that comes twice counts once, whatever comes of it.
        for (what, body) in [
            ("twice", twice),
            ("an end of a text", whole("%00")),
            ("both", whole("a%00b%0d%0aBcc:%20c")),
        ] {
            let status =
                throw(&crowd, field.who, &field.path, (urlencoded, body.into_bytes())).await;
            assert!(!status.is_server_error(), "{}: {status}", told(what));
        }
    }
}

async fn no_address_breaks_a_page(stage: Stage) {
    let crowd = Crowd::new(&stage).await;
    let elsewhere = OrganisationId(Uuid::from_u128(0xC));
    let long = "a".repeat(4_000);
    let odd = [
        "%00",
        "%ff%fe",
        "..%2f..",
        "%0d%0aBcc:%20a",
        "-1",
        "99999999999999999999",
        &long,
        "%E2%80%A8",
        "",
    ];
    let mut paths: Vec<String> = vec![
        page(&format!("/checklist/{elsewhere}/1")),
        page("/checklist/geen-id/1"),
        page(&format!("/checklist/{WATERDAM}/geen-check")),
        page("/vraag/9.9"),
        page("/verwijderen/geen-getal"),
        page("/verwijderen/18446744073709551616"),
    ];
    for odd in odd {
        paths.extend(["", "/checklist", "/vraag/4.3", "/geschiedenis", "/papier", "/deelnemers", "/stand"].map(
            |place| {
                page(&format!(
                    "{place}?op={odd}&vraag={odd}&organisatie={odd}&antwoord={odd}&check={odd}&gemeente={odd}\
                     &gedaan={odd}&nodig-uit={odd}&bewaard={odd}&seq={odd}&waarover={odd}"
                ))
            },
        ));
        paths.extend([
            page(&format!("/zoek?naar={odd}")),
            page(&format!("/deelnemers/verantwoording?voor={odd}")),
            page(&format!("/verzoeken?vraag-collega={odd}&vraag-partner={odd}")),
            format!("/beheer/verantwoording?voor={odd}"),
            format!("/account/bewijzen?terug={odd}"),
            format!("/inloggen?terug={odd}"),
            format!("/uitnodiging/{odd}"),
            format!("/wachtwoord/{odd}"),
            format!("/regio/{odd}"),
            format!("/{odd}"),
        ]);
    }
    for path in paths {
        for who in [Who::Coordinator, Who::Partner, Who::Admin, Who::Halfway, Who::Nobody] {
            let status = open(&crowd.served, crowd.client(who), &path).await.status();
            assert!(!status.is_server_error(), "{who:?} {path}: {status}");
        }
    }
}

async fn a_text_in_a_form_stays_text(stage: Stage) {
    let crowd = Crowd::new(&stage).await;
    let typed = "</textarea><script>x</script> &lt;b&gt; \"'>";
    let written = "&lt;/textarea&gt;&lt;script&gt;x&lt;/script&gt; &amp;lt;b&amp;gt;";
    for field in fields(&crowd.things).into_iter().filter(|field| field.max.is_some()) {
        let told = format!("{} in {}", field.name, field.path);
        // What is too long comes back.
        let text = format!("{typed}{}", text_of(5_000));
        let (status, answer) = crowd.send(&field, &text).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
        assert!(!answer.contains("</textarea><script>x") && !answer.contains("'><"), "{told}");
        let in_value = answer.contains("&lt;/textarea&gt;") || answer.contains("&quot;");
        assert!(answer.contains(written) || in_value, "{told}");
    }
}
