//! Signing in in two steps: setting up, codes, recovery codes, and turning off.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use domain::Moment;
use reqwest::{Client, StatusCode};
use server::clock::Clock;
use stage::{
    Stage, count,
    house::*,
    phone::{CODE, FACTOR, Phone, set_up, shown},
    places::STRONG,
    served::{Served, browser, sign_in},
    visit::*,
};

on_both_engines! {
    nothing_is_asked_before_the_first_right_code
    the_password_alone_signs_nobody_in
    no_code_is_taken_twice
    a_recovery_code_works_once
    a_code_is_for_whoever_gave_the_password_in_this_browser_lately
    a_password_that_changes_on_the_way_to_the_code_is_right_no_more
    what_was_typed_survives_both_steps
    whoever_tries_codes_rests
    new_recovery_codes_end_the_old_ones
    it_is_turned_off_with_password_and_code
    whoever_did_not_see_the_codes_is_asked_until_they_kept_some
}

async fn nothing_is_asked_before_the_first_right_code(stage: Stage) {
    let served = Served::new(&stage).await;
    let (client, other) = (served.sign_in("waterdam").await, served.sign_in("waterdam").await);
    let begun = post(&served, &client, FACTOR, &[("doe", "begin")]).await;
    assert_eq!(begun.status(), StatusCode::SEE_OTHER);
    let html = open(&served, &client, FACTOR).await.text().await.unwrap();
    let phone = Phone::of_page(&html);
    assert!(html.contains("d=\"M0 0h1v1h-1zM"), "a square to scan");
    let wrong = post(&served, &client, FACTOR, &[("doe", "aan"), ("code", "000000")]).await;
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(Phone::of_page(&wrong.text().await.unwrap()), phone, "the same secret goes on");
    assert_eq!(
        sign_in(&browser(), &served.address, "waterdam", PASSWORD).await.status(),
        StatusCode::SEE_OTHER
    );
    let right = phone.code(NOW);
    let on = post(&served, &client, FACTOR, &[("doe", "aan"), ("code", &right)]).await;
    assert_eq!(on.status(), StatusCode::OK);
    assert_eq!(shown(&on.text().await.unwrap()).len(), 10);
    assert_eq!(open(&served, &client, "/account").await.status(), StatusCode::OK);
    let ended = open(&served, &other, "/account").await;
    assert_eq!(ended.status(), StatusCode::SEE_OTHER, "who came in with a password alone is out");
    let html = open(&served, &client, FACTOR).await.text().await.unwrap();
    assert!(!html.contains("sleutel"), "the secret is shown no more");
    let audit = "SELECT COUNT(*) FROM audit WHERE kind = 'second_factor_on' AND person = subject";
    assert_eq!(count(&served.house.db, audit).await, 1);
}

async fn the_password_alone_signs_nobody_in(stage: Stage) {
    let (served, clock) = standing(&stage).await;
    let (phone, _) = set_up(&served, "waterdam", clock).await;
    let client = browser();
    let asked = sign_in(&client, &served.address, "waterdam", PASSWORD).await;
    assert_eq!(asked.status(), StatusCode::OK);
    assert!(asked.text().await.unwrap().contains("Typ uw code"));
    assert_eq!(open(&served, &client, "/account").await.status(), StatusCode::SEE_OTHER);
    let stand = client.get(served.at(&page("/stand"))).send().await.unwrap();
    assert_eq!(stand.status(), StatusCode::UNAUTHORIZED);
    for wrong in ["000000", "", "12345", "geen-code"] {
        let answer = post(&served, &client, CODE, &[("code", wrong)]).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    later(clock, 30);
    let right = post(&served, &client, CODE, &[("code", &phone.code(clock.now()))]).await;
    assert_eq!(right.status(), StatusCode::SEE_OTHER);
    assert_eq!(open(&served, &client, "/account").await.status(), StatusCode::OK);
    // Nobody learns from the first step whether an account has a second one.
    let wrong = sign_in(&browser(), &served.address, "waterdam", "niet-dit").await;
    let unknown = sign_in(&browser(), &served.address, "niemand", "niet-dit").await;
    assert_eq!(wrong.status(), unknown.status());
}

async fn no_code_is_taken_twice(stage: Stage) {
    let (served, clock) = standing(&stage).await;
    let (phone, _) = set_up(&served, "waterdam", clock).await;
    // The code that turned it on is used as well.
    for seconds in [0, 30, 0, 30] {
        later(clock, seconds);
        let code = phone.code(clock.now());
        let answer = give(&served, &code).await;
        let fresh = seconds == 30;
        let wanted = if fresh { StatusCode::SEE_OTHER } else { StatusCode::UNPROCESSABLE_ENTITY };
        assert_eq!(answer, wanted);
        assert_eq!(give(&served, &code).await, StatusCode::UNPROCESSABLE_ENTITY);
    }
    // The next one, of a phone that is half a minute ahead, and after it none of before.
    let ahead = phone.code(Moment(clock.now().0 + 30_000_000));
    assert_eq!(give(&served, &ahead).await, StatusCode::SEE_OTHER);
    later(clock, 30);
    assert_eq!(give(&served, &phone.code(clock.now())).await, StatusCode::UNPROCESSABLE_ENTITY);
    // Of two who come with one code at once, one comes in.
    later(clock, 60);
    let code = phone.code(clock.now());
    let (one, two) = tokio::join!(give(&served, &code), give(&served, &code));
    let came = [one, two].iter().filter(|status| **status == StatusCode::SEE_OTHER).count();
    assert_eq!(came, 1);
}

async fn a_recovery_code_works_once(stage: Stage) {
    let (served, clock) = standing(&stage).await;
    let (_, codes) = set_up(&served, "waterdam", clock).await;
    for code in &codes[..7] {
        assert_eq!(
            give(&served, &code.to_uppercase().replace('-', " ")).await,
            StatusCode::SEE_OTHER
        );
        assert_eq!(give(&served, code).await, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let client = entered(&served, &codes[7]).await;
    let html = open(&served, &client, FACTOR).await.text().await.unwrap();
    assert!(html.contains("U hebt nog 2 herstelcodes.") && html.contains("voordat ze op zijn"));
    for code in &codes {
        let kept = code.replace('-', "");
        let found = sqlx::AssertSqlSafe(format!(
            "SELECT COUNT(*) FROM recovery_code WHERE CAST(code_hash AS TEXT) LIKE '%{kept}%'"
        ));
        assert_eq!(stage::number(&served.house.db, found).await, 0, "kept as hashes only");
    }
    let audit = "SELECT COUNT(*) FROM audit WHERE kind = 'recovery_code_used'";
    assert_eq!(count(&served.house.db, audit).await, 8);
}

async fn a_code_is_for_whoever_gave_the_password_in_this_browser_lately(stage: Stage) {
    let (served, clock) = standing(&stage).await;
    let (phone, _) = set_up(&served, "waterdam", clock).await;
    later(clock, 30);
    let stranger = post(&served, &browser(), CODE, &[("code", &phone.code(clock.now()))]).await;
    assert_eq!(stranger.status(), StatusCode::SEE_OTHER);
    assert_eq!(header_of(&stranger, "location"), "/inloggen");
    let client = browser();
    sign_in(&client, &served.address, "waterdam", PASSWORD).await;
    later(clock, 5 * 60);
    let late = post(&served, &client, CODE, &[("code", &phone.code(clock.now()))]).await;
    assert_eq!(header_of(&late, "location"), "/inloggen");
    assert_eq!(open(&served, &client, "/account").await.status(), StatusCode::SEE_OTHER);
}

async fn a_password_that_changes_on_the_way_to_the_code_is_right_no_more(stage: Stage) {
    let (served, clock) = standing(&stage).await;
    let (phone, codes) = set_up(&served, "waterdam", clock).await;
    let owner = entered(&served, &codes[0]).await;
    let thief = browser();
    sign_in(&thief, &served.address, "waterdam", PASSWORD).await;
    let change = [("doe", "wachtwoord"), ("huidig", PASSWORD), ("wachtwoord", STRONG)];
    let changed = post(&served, &owner, "/account", &change).await;
    assert_eq!(changed.status(), StatusCode::SEE_OTHER);
    later(clock, 30);
    let late = post(&served, &thief, CODE, &[("code", &phone.code(clock.now()))]).await;
    assert_eq!(header_of(&late, "location"), "/inloggen");
    assert_eq!(open(&served, &thief, "/account").await.status(), StatusCode::SEE_OTHER);
}

async fn what_was_typed_survives_both_steps(stage: Stage) {
    let (served, clock) = standing(&stage).await;
    let (phone, codes) = set_up(&served, "waterdam", clock).await;
    let client = entered(&served, &codes[0]).await;
    served.expire_sessions().await;
    let (base, path) = (nothing_yet(), check(4));
    let form = form(&base, "Lang over nagedacht", "deel");
    let asked = post(&served, &client, &path, &form).await;
    assert_eq!(asked.status(), StatusCode::UNAUTHORIZED);
    let mut all = vec![("terug", path.as_str())];
    all.extend(form.iter().copied());
    let first: Vec<_> =
        [("naam", "waterdam"), ("wachtwoord", PASSWORD)].into_iter().chain(all.clone()).collect();
    let html = post(&served, &client, "/inloggen", &first).await.text().await.unwrap();
    let goes_along = |html: &str| {
        html.contains("name=\"4.3.toelichting\" value=\"Lang over nagedacht\"")
            && html.contains(&format!("name=\"terug\" value=\"{path}\""))
            && !html.contains(PASSWORD)
    };
    assert!(goes_along(&html));
    let wrong: Vec<_> = [("code", "000000")].into_iter().chain(all.clone()).collect();
    let html = post(&served, &client, CODE, &wrong).await.text().await.unwrap();
    assert!(goes_along(&html), "and a wrong code loses nothing");
    later(clock, 30);
    let code = phone.code(clock.now());
    let right: Vec<_> = [("code", code.as_str())].into_iter().chain(all.clone()).collect();
    // Whoever waits too long begins again, with everything that was typed.
    let late: Vec<_> = [("code", "000000")].into_iter().chain(all).collect();
    let html = post(&served, &browser(), CODE, &late).await.text().await.unwrap();
    assert!(goes_along(&html));
    let saved = post(&served, &client, CODE, &right).await;
    assert_eq!(saved.status(), StatusCode::SEE_OTHER);
    assert_eq!(header_of(&saved, "location"), format!("{path}?bewaard=gedeeld#inhoud"));
    let shown = open(&served, &client, &path).await.text().await.unwrap();
    assert!(shown.contains("Lang over nagedacht"));
}

async fn whoever_tries_codes_rests(stage: Stage) {
    let (served, clock) = standing(&stage).await;
    let (phone, _) = set_up(&served, "waterdam", clock).await;
    let client = browser();
    sign_in(&client, &served.address, "waterdam", PASSWORD).await;
    for _ in 0..10 {
        let wrong = post(&served, &client, CODE, &[("code", "000000")]).await;
        assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    }
    later(clock, 30);
    let code = phone.code(clock.now());
    let right = post(&served, &client, CODE, &[("code", &code)]).await;
    assert_eq!(right.status(), StatusCode::TOO_MANY_REQUESTS);
    // Also for whoever gives the password once more.
    assert_eq!(give(&served, &code).await, StatusCode::TOO_MANY_REQUESTS);
}

async fn new_recovery_codes_end_the_old_ones(stage: Stage) {
    let (served, clock) = standing(&stage).await;
    let (_, old) = set_up(&served, "waterdam", clock).await;
    let client = entered(&served, &old[0]).await;
    let made = post(&served, &client, FACTOR, &[("doe", "nieuwe-codes")]).await;
    assert_eq!(made.status(), StatusCode::OK);
    let new = shown(&made.text().await.unwrap());
    assert_eq!(new.len(), 10);
    assert_eq!(give(&served, &old[1]).await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(give(&served, &new[1]).await, StatusCode::SEE_OTHER);
    // After an hour it takes a proof first, and then goes on by itself.
    later(clock, 60 * 60);
    let asked = post(&served, &client, FACTOR, &[("doe", "nieuwe-codes")]).await;
    assert_eq!(asked.status(), StatusCode::FORBIDDEN);
    let html = asked.text().await.unwrap();
    assert!(html.contains("Laat zien dat u het bent") && html.contains("value=\"nieuwe-codes\""));
}

async fn it_is_turned_off_with_password_and_code(stage: Stage) {
    let (served, clock) = standing(&stage).await;
    let (phone, codes) = set_up(&served, "waterdam", clock).await;
    let client = entered(&served, &codes[0]).await;
    later(clock, 30);
    let code = phone.code(clock.now());
    for (password, typed) in
        [("niet-dit", code.as_str()), (PASSWORD, "000000"), ("", ""), (PASSWORD, &codes[0])]
    {
        let form = [("doe", "uit"), ("wachtwoord", password), ("code", typed)];
        let answer = post(&served, &client, FACTOR, &form).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{password} {typed}");
        assert!(answer.text().await.unwrap().contains("Dit klopt niet."), "all answer alike");
    }
    let form = [("doe", "uit"), ("wachtwoord", PASSWORD), ("code", code.as_str())];
    let off = post(&served, &client, FACTOR, &form).await;
    assert_eq!(header_of(&off, "location"), "/account?gedaan=een-stap");
    assert_eq!(open(&served, &client, "/account").await.status(), StatusCode::OK);
    let again = sign_in(&browser(), &served.address, "waterdam", PASSWORD).await;
    assert_eq!(again.status(), StatusCode::SEE_OTHER);
    let left = "SELECT COUNT(*) FROM recovery_code";
    assert_eq!(count(&served.house.db, left).await, 0);
}

/// A second click on the button that turns it on once showed "U was te lang weg" instead of the codes.
async fn whoever_did_not_see_the_codes_is_asked_until_they_kept_some(stage: Stage) {
    let (served, clock) = standing(&stage).await;
    let came = sign_in(&browser(), &served.address, "waterdam", PASSWORD).await;
    let set = header_of(&came, "set-cookie");
    let cookie = set.split(';').next().unwrap();
    // The same browser, which sends both clicks before it has an answer.
    let click = async |form: &[(&str, &str)]| {
        let post = browser().post(served.at(FACTOR)).header("accept", "text/html");
        post.header("cookie", cookie).form(form).send().await.unwrap()
    };
    click(&[("doe", "begin")]).await;
    let shown_now = browser().get(served.at(FACTOR)).header("cookie", cookie).send();
    let phone = Phone::of_page(&shown_now.await.unwrap().text().await.unwrap());
    let code = phone.code(NOW);
    let on = [("doe", "aan"), ("code", code.as_str())];
    assert_eq!(shown(&click(&on).await.text().await.unwrap()).len(), 10, "which nobody saw");
    let second = click(&on).await;
    assert_eq!(second.status(), StatusCode::UNAUTHORIZED);
    assert!(second.text().await.unwrap().contains("U bent uitgelogd, of het duurde te lang."));

    let unkept = "nog niet gezegd dat u uw herstelcodes hebt bewaard";
    later(clock, 30);
    let client = browser();
    sign_in(&client, &served.address, "waterdam", PASSWORD).await;
    let code = phone.code(clock.now());
    let form = [("code", code.as_str()), ("terug", FACTOR), ("doe", "aan")];
    let html = post(&served, &client, CODE, &form).await.text().await.unwrap();
    assert!(html.contains(unkept) && html.contains("value=\"nieuwe-codes\""));
    for path in ["/account", FACTOR] {
        let html = open(&served, &client, path).await.text().await.unwrap();
        assert!(html.contains(unkept), "{path}");
    }
    // Clicked twice where it is on already, it says the same, and nothing of a wrong code.
    let again = post(&served, &client, FACTOR, &on).await;
    assert_eq!(again.status(), StatusCode::OK);
    assert!(again.text().await.unwrap().contains(unkept));

    let made = post(&served, &client, FACTOR, &[("doe", "nieuwe-codes")]).await;
    let codes = shown(&made.text().await.unwrap());
    let next = async |code: &str| {
        let client = browser();
        sign_in(&client, &served.address, "waterdam", PASSWORD).await;
        let came = post(&served, &client, CODE, &[("code", code)]).await;
        (client, header_of(&came, "location"))
    };
    let (client, to) = next(&codes[0]).await;
    assert_eq!(to, format!("{FACTOR}?daarna=/"), "asked until they kept them");
    for _ in 0..2 {
        let kept = [("doe", "codes-bewaard"), ("daarna", "/")];
        let kept = post(&served, &client, FACTOR, &kept).await;
        assert_eq!(header_of(&kept, "location"), "/");
    }
    assert_eq!(next(&codes[1]).await.1, "/");
    for path in ["/account", FACTOR] {
        let html = open(&served, &client, path).await.text().await.unwrap();
        assert!(!html.contains(unkept), "{path}");
    }
    let audit = "SELECT COUNT(*) FROM audit WHERE kind = 'recovery_codes_kept'";
    assert_eq!(count(&served.house.db, audit).await, 1);
}

/// Opens the doors by a clock that stands.
async fn standing(stage: &Stage) -> (Served, Clock) {
    let clock = Clock::standing_at(NOW);
    (Served::by(stage, clock).await, clock)
}

fn later(clock: Clock, seconds: i64) {
    clock.put_to(Moment(clock.now().0 + seconds * 1_000_000));
}

/// Signs in with a new browser and this code, and returns what the second step answers.
async fn give(served: &Served, code: &str) -> StatusCode {
    let client = browser();
    sign_in(&client, &served.address, "waterdam", PASSWORD).await;
    post(served, &client, CODE, &[("code", code)]).await.status()
}

/// Signs in with a new browser and this code.
async fn entered(served: &Served, code: &str) -> Client {
    let client = browser();
    sign_in(&client, &served.address, "waterdam", PASSWORD).await;
    let answer = post(served, &client, CODE, &[("code", code)]).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    client
}
