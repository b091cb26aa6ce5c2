//! The doors for people: pages, forms without scripts and signing in, over a real connection.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use domain::{AnswerKey, AnswerValue, Standing};
use reqwest::{Client, Response, StatusCode};
use server::sessions::Lifetimes;
use stage::{
    Stage,
    house::*,
    number,
    served::{Served, browser, sign_in},
    visit::{check, form, head, header_of, nothing_yet, open, page, post},
};

on_both_engines! {
    every_answer_carries_the_headers_and_its_own_nonce
    a_wrong_password_and_an_unknown_account_look_the_same
    signing_in_changes_the_session_and_signing_out_ends_it
    an_account_rests_after_ten_wrong_passwords
    wrong_passwords_at_the_same_time_count_too
    who_is_not_signed_in_is_sent_to_sign_in_and_back
    the_language_follows_account_choice_and_browser
    a_language_chosen_before_signing_in_becomes_the_account_s_and_nobody_else_s
    the_history_names_functions_in_the_language_of_its_reader
    a_form_is_saved_and_says_so
    a_double_click_has_the_effect_of_once
    a_refused_form_comes_back_with_everything_typed
    a_form_that_outlives_its_session_is_saved_after_signing_in
    a_form_of_somebody_else_s_page_is_not_taken_in
    a_broken_form_changes_nothing
    a_page_as_data_equals_the_page_at_its_entry
    a_page_takes_along_the_explanations_that_it_shows
    a_draft_is_on_no_page_of_another_municipality
    the_library_claims_no_role_of_whoever_has_several_places
}

async fn every_answer_carries_the_headers_and_its_own_nonce(stage: Stage) {
    let served = Served::new(&stage).await;
    let client = served.sign_in("waterdam").await;
    let mut nonces = Vec::new();
    for path in ["/", &page(""), &check(4), "/nergens", "/inloggen", "/kennisbank", "/privacy"] {
        let response = open(&served, &client, path).await;
        assert_eq!(header_of(&response, "x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header_of(&response, "cache-control"), "no-store", "{path}");
        let policy = header_of(&response, "content-security-policy");
        assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe-inline"));
        let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap().to_owned();
        let html = response.text().await.unwrap();
        let scripts = html.matches("<script").count();
        assert_eq!(
            html.matches(&format!("<script type=\"module\" nonce=\"{nonce}\"")).count(),
            scripts
        );
        assert!(!html.contains(" style=\"") && !html.contains(" onclick="), "{path}");
        nonces.push(nonce);
    }
    let all = nonces.len();
    nonces.sort();
    nonces.dedup();
    assert_eq!(nonces.len(), all);
    let style = open(&served, &client, "/site/ketentafel.css?v=1").await;
    assert_eq!(style.status(), StatusCode::OK);
    assert!(header_of(&style, "cache-control").contains("immutable"));
    assert_eq!(open(&served, &client, "/site/../test.db").await.status(), StatusCode::NOT_FOUND);
}

async fn a_wrong_password_and_an_unknown_account_look_the_same(stage: Stage) {
    let served = Served::new(&stage).await;
    let client = browser();
    let wrong = sign_in(&client, &served.address, "waterdam", "niet-dit").await;
    let unknown = sign_in(&client, &served.address, "bestaat-niet", "niet-dit").await;
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(unknown.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let without_what_differs = |html: String, account: &str| {
        let start = html.find("<main").unwrap();
        html[start..].replace(account, "…")
    };
    let wrong = without_what_differs(wrong.text().await.unwrap(), "waterdam");
    let unknown = without_what_differs(unknown.text().await.unwrap(), "bestaat-niet");
    assert_eq!(wrong, unknown);
    let long = "x".repeat(5_000);
    let endless = sign_in(&client, &served.address, "waterdam", &long).await;
    assert_eq!(endless.status(), StatusCode::UNPROCESSABLE_ENTITY);
}

async fn signing_in_changes_the_session_and_signing_out_ends_it(stage: Stage) {
    let served = Served::new(&stage).await;
    let client = browser();
    let cookie = |response: &Response| {
        let set = header_of(response, "set-cookie");
        assert!(set.contains("HttpOnly") && set.contains("SameSite=Lax"), "{set}");
        let ends = set.contains("Max-Age") || set.contains("Expires");
        assert!(!ends, "a working day is longer than a session that nobody uses: {set}");
        set.split(';').next().unwrap().to_owned()
    };
    let first = cookie(&sign_in(&client, &served.address, "waterdam", PASSWORD).await);
    let second = cookie(&sign_in(&client, &served.address, "waterdam", PASSWORD).await);
    assert_ne!(first, second);
    let end = number(&served.house.db, "SELECT MAX(expires) FROM session").await;
    let idle = i64::try_from(Lifetimes::default().idle.as_secs()).unwrap();
    let left = end - time::OffsetDateTime::now_utc().unix_timestamp();
    assert!((idle - 60..=idle).contains(&left), "unused it ends after {left} seconds");
    let stolen = browser().get(served.at("/")).header("cookie", &first).send().await.unwrap();
    assert_eq!(stolen.status(), StatusCode::UNAUTHORIZED, "the id from before is worth nothing");

    assert_eq!(open(&served, &client, "/").await.status(), StatusCode::OK);
    post(&served, &client, "/uitloggen", &[]).await;
    assert_eq!(open(&served, &client, "/").await.status(), StatusCode::SEE_OTHER);
    let old = browser().get(served.at("/")).header("cookie", &second).send().await.unwrap();
    assert_eq!(old.status(), StatusCode::UNAUTHORIZED);
}

async fn an_account_rests_after_ten_wrong_passwords(stage: Stage) {
    let served = Served::new(&stage).await;
    let client = browser();
    for _ in 0..10 {
        let wrong = sign_in(&client, &served.address, "waterdam", "niet-dit").await;
        assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    }
    let right = sign_in(&client, &served.address, "waterdam", PASSWORD).await;
    assert_eq!(right.status(), StatusCode::TOO_MANY_REQUESTS);
    let other = sign_in(&client, &served.address, "berkelo", PASSWORD).await;
    assert_eq!(other.status(), StatusCode::SEE_OTHER);
}

async fn wrong_passwords_at_the_same_time_count_too(stage: Stage) {
    let served = Served::new(&stage).await;
    let mut tries = tokio::task::JoinSet::new();
    for _ in 0..40 {
        let address = served.address.clone();
        tries.spawn(
            async move { sign_in(&browser(), &address, "waterdam", "niet-dit").await.status() },
        );
    }
    let answers = tries.join_all().await;
    let looked_at = answers.iter().filter(|&&status| status == StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(looked_at.count(), 10);
    let rested = answers.iter().filter(|&&status| status == StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(rested.count(), 30);
}

async fn who_is_not_signed_in_is_sent_to_sign_in_and_back(stage: Stage) {
    let served = Served::new(&stage).await;
    let client = browser();
    let sent = open(&served, &client, &page("/checklist?check=4")).await;
    assert_eq!(sent.status(), StatusCode::SEE_OTHER);
    let target = header_of(&sent, "location");
    assert_eq!(target, format!("/inloggen?terug=/regio/{REGION}/checklist%3Fcheck%3D4"));
    let shown = open(&served, &client, &target).await.text().await.unwrap();
    assert!(shown.contains(&format!("value=\"/regio/{REGION}/checklist?check=4\"")));
    let form = [("naam", "Waterdam "), ("wachtwoord", PASSWORD), ("terug", "/kennisbank")];
    let back = post(&served, &client, "/inloggen", &form).await;
    assert_eq!(header_of(&back, "location"), "/kennisbank");
    let form = [("naam", "waterdam"), ("wachtwoord", PASSWORD), ("terug", "//elders.example")];
    let elsewhere = post(&served, &client, "/inloggen", &form).await;
    assert_eq!(header_of(&elsewhere, "location"), "/");
}

fn language(html: &str) -> &str {
    &html.split("lang=\"").nth(1).unwrap()[..2]
}

async fn the_language_follows_account_choice_and_browser(stage: Stage) {
    let served = Served::new(&stage).await;
    let client = browser();
    let request = client.get(served.at("/inloggen")).header("accept-language", "en-GB");
    let english = request.send().await.unwrap().text().await.unwrap();
    assert_eq!(language(&english), "en");
    let chosen = post(&served, &client, "/taal", &[("taal", "nl"), ("terug", "/inloggen")]).await;
    assert_eq!(header_of(&chosen, "location"), "/inloggen");
    let request = client.get(served.at("/inloggen")).header("accept-language", "en-GB");
    assert_eq!(language(&request.send().await.unwrap().text().await.unwrap()), "nl");

    let editor = served.sign_in("waterdam").await;
    post(&served, &editor, "/taal", &[("taal", "en"), ("terug", "/")]).await;
    let elsewhere = served.sign_in("waterdam").await;
    let home = open(&served, &elsewhere, "/").await.text().await.unwrap();
    assert_eq!(language(&home), "en");
    let unknown = post(&served, &editor, "/taal", &[("taal", "fr")]).await;
    assert_eq!(unknown.status(), StatusCode::BAD_REQUEST);
}

async fn a_language_chosen_before_signing_in_becomes_the_account_s_and_nobody_else_s(stage: Stage) {
    let served = Served::new(&stage).await;
    let shared = browser();
    let english = [("taal", "en"), ("terug", "/")];
    let spoken = async |account: &str| {
        let elsewhere = served.sign_in(account).await;
        language(&open(&served, &elsewhere, "/").await.text().await.unwrap()).to_owned()
    };

    let chosen = post(&served, &shared, "/taal", &english).await;
    assert!(header_of(&chosen, "set-cookie").contains("taal=en; Path=/; Max-Age=1800;"));
    sign_in(&shared, &served.address, "waterdam", PASSWORD).await;
    assert_eq!(spoken("waterdam").await, "en", "the choice holds, and on every device");

    // The next person at this computer, with and without the one before signing out.
    sign_in(&shared, &served.address, "berkelo", PASSWORD).await;
    assert_eq!(spoken("berkelo").await, "nl");
    let set = post(&served, &shared, "/taal", &english).await;
    assert_eq!(header_of(&set, "set-cookie"), "", "the account remembers, the browser does not");
    assert_eq!(spoken("berkelo").await, "en");
    post(&served, &shared, "/uitloggen", &[]).await;
    sign_in(&shared, &served.address, "duinkust", PASSWORD).await;
    assert_eq!(spoken("duinkust").await, "nl");

    // Who chose and left without signing in leaves nothing behind either, once they sign out.
    let left = shared.post(served.at("/uitloggen")).header("cookie", "taal=en").send().await;
    assert!(
        left.unwrap()
            .headers()
            .get_all("set-cookie")
            .iter()
            .any(|set| { set.to_str().unwrap().starts_with("taal=; Path=/; Max-Age=0;") })
    );
}

async fn the_history_names_functions_in_the_language_of_its_reader(stage: Stage) {
    let served = Served::new(&stage).await;
    let client = served.sign_in("waterdam").await;
    served.house.submit(EDITOR, answer(WATERDAM, None, Some(AnswerValue::Yes))).await.unwrap();
    for (language, said) in [
        ("nl", "Eindredacteur van waterdam veranderde het antwoord op vraag 1.1"),
        ("en", "Lead editor of waterdam changed the answer to question 1.1"),
    ] {
        post(&served, &client, "/taal", &[("taal", language), ("terug", "/")]).await;
        let html = open(&served, &client, &page("/geschiedenis")).await.text().await.unwrap();
        assert!(html.contains(said), "{html}");
    }
}

async fn a_form_is_saved_and_says_so(stage: Stage) {
    let served = Served::new(&stage).await;
    let client = served.sign_in("waterdam").await;
    let base = nothing_yet();
    let form = form(&base, "Niet voor iedereen.", "deel");
    let saved = post(&served, &client, &check(4), &form).await;
    assert_eq!(saved.status(), StatusCode::SEE_OTHER);
    let target = header_of(&saved, "location");
    assert!(target.starts_with(&format!("{}?bewaard=gedeeld", check(4))), "{target}");
    let seen = served.house.regions.look(REGION, NEIGHBOUR).await.unwrap().region;
    let key = AnswerKey { municipality: WATERDAM, field: field("4.3") };
    assert_eq!(seen.shared_value(key), Some(AnswerValue::Partly));
    assert_eq!(seen.standing(key), Standing::Shared);
    let plain = open(&served, &client, &check(4)).await.text().await.unwrap();
    let notice = open(&served, &client, &target).await.text().await.unwrap();
    assert!(notice.contains("role=\"status\"") && notice.len() > plain.len());
    assert!(plain.contains("Niet voor iedereen."));
}

async fn a_double_click_has_the_effect_of_once(stage: Stage) {
    let served = Served::new(&stage).await;
    let client = served.sign_in("waterdam").await;
    let base = nothing_yet();
    let form = form(&base, "Niet voor iedereen.", "bewaar");
    let before = head(&served).await;
    let path = check(4);
    let click = || post(&served, &client, &path, &form);
    let (one, two) = tokio::join!(click(), click());
    assert_eq!([one.status(), two.status()], [StatusCode::SEE_OTHER; 2]);
    assert_eq!(head(&served).await, before + 3, "a value, an explanation and a mark");
}

async fn a_refused_form_comes_back_with_everything_typed(stage: Stage) {
    let served = Served::new(&stage).await;
    let client = served.sign_in("waterdam").await;
    let base = nothing_yet();
    let before = head(&served).await;
    let blocked = form(&base, "Bel 123456782 over dit geval", "deel");
    let refused = post(&served, &client, &check(4), &blocked).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let html = refused.text().await.unwrap();
    assert!(html.contains("Bel 123456782 over dit geval"), "what was typed is still there");
    assert_eq!(
        head(&served).await,
        before + 2,
        "the value and the mark were taken in, nothing shared"
    );

    let other = served.sign_in("berkelo").await;
    let form = form(&base, "Onze tekst", "bewaar");
    let forbidden = post(&served, &other, &check(4), &form).await;
    assert_eq!(forbidden.status(), StatusCode::FORBIDDEN);
    let html = forbidden.text().await.unwrap();
    assert!(html.contains("Onze tekst"), "also where they may not write");
    assert!(html.contains("Er is niets opgeslagen.") && !html.contains("wel opgeslagen"));
    let strange = served.sign_in("duinkust").await;
    let absent = post(&served, &strange, &check(4), &form).await;
    assert_eq!(absent.status(), StatusCode::NOT_FOUND);
    let cross = client.post(served.at(&check(4))).header("sec-fetch-site", "cross-site");
    assert_eq!(cross.form(&form).send().await.unwrap().status(), StatusCode::FORBIDDEN);
}

async fn a_form_that_outlives_its_session_is_saved_after_signing_in(stage: Stage) {
    let served = Served::new(&stage).await;
    let client = served.sign_in("waterdam").await;
    served.expire_sessions().await;
    let base = nothing_yet();
    let form = form(&base, "Lang over nagedacht", "bewaar");
    let asked = post(&served, &client, &check(4), &form).await;
    assert_eq!(asked.status(), StatusCode::UNAUTHORIZED);
    let html = asked.text().await.unwrap();
    for (name, value) in &form {
        assert!(
            html.contains(&format!("name=\"{name}\" value=\"{value}\"")),
            "{name} is sent along"
        );
    }
    let path = check(4);
    let mut signed = vec![("naam", "waterdam"), ("wachtwoord", PASSWORD), ("terug", path.as_str())];
    signed.extend(form);
    let saved = post(&served, &client, "/inloggen", &signed).await;
    assert_eq!(saved.status(), StatusCode::SEE_OTHER);
    let shown = open(&served, &client, &header_of(&saved, "location")).await;
    assert!(shown.text().await.unwrap().contains("Lang over nagedacht"));
}

async fn a_form_of_somebody_else_s_page_is_not_taken_in(stage: Stage) {
    let served = Served::new(&stage).await;
    let client = served.sign_in("waterdam").await;
    let (base, own) = (nothing_yet(), EDITOR.to_string());
    let mut form = form(&base, "Van wie er eerst zat", "bewaar");
    form.push(("wie", &own));
    let before = head(&served).await;
    sign_in(&client, &served.address, "berkelo", PASSWORD).await;
    let path = check(4);
    let refused = post(&served, &client, &path, &form).await;
    let html = refused.text().await.unwrap();
    assert!(html.contains("Dit formulier is van een ander account"));
    assert!(html.contains("value=\"Van wie er eerst zat\""), "it is sent along");
    let mut signed = vec![("naam", "berkelo"), ("wachtwoord", PASSWORD), ("terug", path.as_str())];
    signed.extend(form.clone());
    let again = post(&served, &client, "/inloggen", &signed).await.text().await.unwrap();
    assert!(again.contains("value=\"Van wie er eerst zat\""), "as often as it takes");
    assert!(!again.contains(&format!("name=\"wachtwoord\" value=\"{PASSWORD}\"")));
    assert_eq!(head(&served).await, before);
    signed[0].1 = "waterdam";
    assert_eq!(post(&served, &client, "/inloggen", &signed).await.status(), StatusCode::SEE_OTHER);
    assert_eq!(head(&served).await, before + 3);
}

async fn a_broken_form_changes_nothing(stage: Stage) {
    let served = Served::new(&stage).await;
    let client = served.sign_in("waterdam").await;
    let before = head(&served).await;
    let base = nothing_yet();
    for broken in [
        vec![("4.3.toelichting-was", base.as_str())],
        vec![("formulier", "t"), ("4.3.toelichting-was", "geen naam")],
        vec![("formulier", "t"), ("doe", "verwijder")],
    ] {
        let refused = post(&served, &client, &check(4), &broken).await;
        assert_eq!(refused.status(), StatusCode::BAD_REQUEST);
    }
    let kind = "application/x-www-form-urlencoded";
    let huge = client.post(served.at(&check(4))).header("content-type", kind);
    let huge = huge.body(format!("formulier={}", "x".repeat(600_000))).send().await.unwrap();
    assert_eq!(huge.status(), StatusCode::PAYLOAD_TOO_LARGE);
    let wrong = client.delete(served.at(&check(4))).send().await.unwrap();
    assert_eq!(wrong.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(head(&served).await, before);
}

async fn a_page_as_data_equals_the_page_at_its_entry(stage: Stage) {
    let served = Served::new(&stage).await;
    let client = served.sign_in("waterdam").await;
    let html = open(&served, &client, &check(4)).await.text().await.unwrap();
    let seq = html.split("data-seq=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let base = nothing_yet();
    post(&served, &client, &check(4), &form(&base, "Later getypt", "bewaar")).await;
    let data = client.get(served.at(&check(4))).header("accept", app::page::wire::PAGE_TYPE);
    let data = data.header(app::page::wire::SEQ_HEADER, &seq).send().await.unwrap();
    assert_eq!(header_of(&data, "content-type"), app::page::wire::PAGE_TYPE);
    let page: app::page::Page = serde_json::from_str(&data.text().await.unwrap()).unwrap();
    let region = &page.screen.table().unwrap().region;
    assert!(seq.starts_with(&format!("{REGION}:")), "{seq}");
    assert_eq!(app::page::wire::heads(page.screen.tables()), seq);
    let key = AnswerKey { municipality: WATERDAM, field: field("4.3") };
    assert!(region.draft(key).is_none());
    assert_eq!(page.me.unwrap().seat().unwrap().organisation_name, "waterdam");
}

async fn a_page_takes_along_the_explanations_that_it_shows(stage: Stage) {
    let served = Served::new(&stage).await;
    let client = served.sign_in("waterdam").await;
    let base = nothing_yet();
    post(&served, &client, &check(4), &form(&base, "lange toelichting", "deel")).await;
    let other = served.sign_in("berkelo").await;
    let data = async |reader: &Client, path: &str| {
        let request = reader.get(served.at(path)).header("accept", app::page::wire::PAGE_TYPE);
        request.send().await.unwrap().text().await.unwrap()
    };
    for (path, shows) in [
        (page(""), false),
        (page("/checklist"), false),
        (page("/vraag/1.1"), false),
        (page("/vraag/4.3"), true),
        (check(4), true),
        (page("/geschiedenis"), true),
        (page("/stand"), true),
        (page("/stand?van=&bij=1.1"), false),
        (page("/stand?van=&bij=4.3"), true),
        (page(&format!("/stand?van={WATERDAM}&bij=onzin")), true),
    ] {
        let text = data(&other, &path).await;
        assert_eq!(text.contains("lange toelichting"), shows, "{path}");
        assert!(text.contains("partly"), "the value comes along in {path}");
    }
    let own = data(&client, &page("/checklist")).await;
    assert!(own.contains("lange toelichting"), "one's own are always there");
}

async fn a_draft_is_on_no_page_of_another_municipality(stage: Stage) {
    let served = Served::new(&stage).await;
    let client = served.sign_in("waterdam").await;
    let base = nothing_yet();
    post(&served, &client, &check(4), &form(&base, "kanarie", "bewaar")).await;
    let other = served.sign_in("berkelo").await;
    for path in [page(""), page("/checklist"), check(4), page("/vraag/4.3"), page("/geschiedenis")]
    {
        for accept in ["text/html", app::page::wire::PAGE_TYPE] {
            let request = other.get(served.at(&path)).header("accept", accept);
            let response = request.send().await.unwrap();
            assert_eq!(response.status(), StatusCode::OK, "{path}");
            assert!(!response.text().await.unwrap().contains("kanarie"), "{path} {accept}");
        }
    }
    let own = open(&served, &client, &check(4)).await.text().await.unwrap();
    assert!(own.contains("kanarie"));
}

async fn the_library_claims_no_role_of_whoever_has_several_places(stage: Stage) {
    let served = Served::new(&stage).await;
    let client = served.sign_in("waterdam").await;
    let says = async || {
        let html = open(&served, &client, "/kennisbank").await.text().await.unwrap();
        (html.contains("U werkt als"), html.contains("Wissel van regio"))
    };
    assert_eq!(says().await, (true, false), "of one place there is no doubt");
    let people = &served.house.people;
    let place = people.membership(REGION, EDITOR).await.unwrap().unwrap();
    let region = domain::RegionId(uuid::Uuid::from_u128(0x2));
    let another = server::people::Membership { region, ..place };
    people.set_membership(&another, None, NOW).await.unwrap();
    assert_eq!(says().await, (false, true));
}
