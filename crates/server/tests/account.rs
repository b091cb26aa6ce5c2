//! One's own account at the doors: the password, sessions and how long they last, and ids that change.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use std::time::Duration;

use domain::Role;
use reqwest::{Client, Response, StatusCode, header};
use server::{
    people::{Membership, NewInvitation, OfferedPlace, Token},
    sessions::{Lifetimes, Sessions},
};
use stage::{
    Stage, count, execute,
    house::*,
    places::{STRONG, administrator},
    served::{Served, browser, sign_in},
    visit::*,
};
use time::OffsetDateTime;
use tower_sessions::{SessionStore, session::Record};
use uuid::Uuid;

on_both_engines! {
    an_account_says_who_one_is
    an_id_that_somebody_else_set_is_worth_nothing_after_signing_in
    a_new_password_ends_every_other_session_and_gives_this_one_another_id
    a_password_is_not_changed_without_the_present_one
    a_session_is_ended_by_its_handle_and_only_by_its_owner
    what_the_table_holds_opens_nothing
    what_was_typed_is_kept_when_a_session_ends_idle_or_at_its_time
    a_session_that_is_used_ends_at_its_time
    whoever_gets_another_role_gets_another_id_and_stays_signed_in
    whoever_signs_out_while_the_id_changes_has_signed_out
    whoever_becomes_an_administrator_gets_another_id
    a_page_of_another_site_changes_nothing
    a_new_password_by_a_link_forgets_the_tries_with_the_old_one
    what_is_typed_as_a_name_stops_nobody_elsewhere
    ones_function_is_ones_own_to_change
    whoever_has_an_account_keeps_their_function
    a_function_that_was_typed_goes_on_after_signing_in_again
}

const FIREFOX: &str = "Mozilla/5.0 (Windows NT 10.0; rv:132.0) Gecko/20100101 Firefox/132.0";

/// Signs in with a browser whose cookies the test holds, and returns the cookie.
async fn enter(served: &Served, account: &str, cookie: &str) -> String {
    let form = [("naam", account), ("wachtwoord", PASSWORD)];
    let post = Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let post = post.post(served.at("/inloggen")).header(header::COOKIE, cookie);
    let answer = post.header(header::USER_AGENT, FIREFOX).form(&form).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    cookie_of(&answer).expect("a cookie")
}

/// Returns the cookie that an answer sets.
fn cookie_of(answer: &Response) -> Option<String> {
    let set = answer.headers().get_all(header::SET_COOKIE).iter();
    let mut set = set.filter_map(|value| value.to_str().ok());
    let cookie = set.rfind(|set| set.starts_with("ketentafel="))?;
    cookie.split(';').next().map(str::to_owned)
}

/// Asks for a page with a cookie, without keeping what the answer sets.
async fn with(served: &Served, cookie: &str, path: &str) -> Response {
    browser().get(served.at(path)).header(header::COOKIE, cookie).send().await.unwrap()
}

async fn send(served: &Served, cookie: &str, form: &[(&str, &str)]) -> Response {
    let post = browser().post(served.at("/account")).header(header::COOKIE, cookie);
    post.form(form).send().await.unwrap()
}

async fn opens(served: &Served, cookie: &str) -> bool {
    with(served, cookie, "/account").await.status() == StatusCode::OK
}

/// Lets the moment pass in which requests that were under way still pass with the id before.
async fn let_the_moment_pass(served: &Served) {
    execute(&served.house.db, "UPDATE session SET former_until = 0").await;
    served.sessions.forget_all();
}

async fn an_account_says_who_one_is(stage: Stage) {
    let served = Served::new(&stage).await;
    let cookie = enter(&served, "waterdam", "").await;
    let html = with(&served, &cookie, "/account").await.text().await.unwrap();
    for said in [
        "waterdam",
        "Eindredacteur",
        "gemeente waterdam",
        "Regio Veenland-Oost",
        "Firefox op Windows",
    ] {
        assert!(html.contains(said), "{said}");
    }
    assert_eq!(html.matches("hier bent u nu").count(), 1);
    let home = with(&served, &cookie, "/").await.text().await.unwrap();
    assert!(home.contains("href=\"/account\""));
    let nobody = browser().get(served.at("/account")).send().await.unwrap();
    assert_eq!(nobody.status(), StatusCode::UNAUTHORIZED);
}

async fn an_id_that_somebody_else_set_is_worth_nothing_after_signing_in(stage: Stage) {
    let served = Served::new(&stage).await;
    // One that was made up, and one with which somebody is signed in.
    let own = enter(&served, "berkelo", "").await;
    for set in ["ketentafel=AAAAAAAAAAAAAAAAAAAAAA".to_owned(), own] {
        let theirs = enter(&served, "waterdam", &set).await;
        assert_ne!(theirs, set);
        assert!(!opens(&served, &set).await, "{set}");
        assert!(opens(&served, &theirs).await);
    }
}

async fn a_new_password_ends_every_other_session_and_gives_this_one_another_id(stage: Stage) {
    let served = Served::new(&stage).await;
    let (here, there) =
        (enter(&served, "waterdam", "").await, enter(&served, "waterdam", "").await);
    let other = enter(&served, "berkelo", "").await;
    let form = [("doe", "wachtwoord"), ("huidig", PASSWORD), ("wachtwoord", STRONG)];
    let changed = send(&served, &here, &form).await;
    assert_eq!(changed.status(), StatusCode::SEE_OTHER);
    let new = cookie_of(&changed).expect("another id");
    assert_ne!(new, here);
    assert!(opens(&served, &new).await);
    assert!(!opens(&served, &here).await, "the id before is worth nothing at once");
    assert!(!opens(&served, &there).await, "everything else ended");
    assert!(opens(&served, &other).await, "of others nothing");
    let old = sign_in(&browser(), &served.address, "waterdam", PASSWORD).await;
    assert_eq!(old.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let fresh = sign_in(&browser(), &served.address, "waterdam", STRONG).await;
    assert_eq!(fresh.status(), StatusCode::SEE_OTHER);
    let audit = "SELECT COUNT(*) FROM audit WHERE kind = 'password_changed' AND person = subject";
    assert_eq!(count(&served.house.db, audit).await, 1);
}

async fn a_password_is_not_changed_without_the_present_one(stage: Stage) {
    let served = Served::new(&stage).await;
    let (here, there) =
        (enter(&served, "waterdam", "").await, enter(&served, "waterdam", "").await);
    for (present, new) in
        [("niet-dit", STRONG), ("", STRONG), (PASSWORD, "kort"), (PASSWORD, "veenlandoost1")]
    {
        let form = [("doe", "wachtwoord"), ("huidig", present), ("wachtwoord", new)];
        let answer = send(&served, &here, &form).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{present} {new}");
        let html = answer.text().await.unwrap();
        assert!(html.contains("Het wachtwoord is niet veranderd"));
        assert!(new.len() < 5 || !html.contains(new), "no password is in a page");
    }
    assert!(opens(&served, &there).await);
    // Whoever sits at an open session tries no longer than whoever signs in.
    let wrong = [("doe", "wachtwoord"), ("huidig", "niet-dit"), ("wachtwoord", STRONG)];
    for _ in 0..10 {
        send(&served, &here, &wrong).await;
    }
    let right = [("doe", "wachtwoord"), ("huidig", PASSWORD), ("wachtwoord", STRONG)];
    assert_eq!(send(&served, &here, &right).await.status(), StatusCode::TOO_MANY_REQUESTS);
}

async fn a_session_is_ended_by_its_handle_and_only_by_its_owner(stage: Stage) {
    let served = Served::new(&stage).await;
    let (here, there) =
        (enter(&served, "waterdam", "").await, enter(&served, "waterdam", "").await);
    let other = enter(&served, "berkelo", "").await;
    let html = with(&served, &here, "/account").await.text().await.unwrap();
    let handles: Vec<&str> =
        html.split("value=\"beeindig:").skip(1).map(|rest| &rest[..36]).collect();
    assert_eq!(handles.len(), 1, "one's own session is ended by signing out");
    let end = format!("beeindig:{}", handles[0]);
    let foreign = send(&served, &other, &[("doe", &end)]).await;
    assert_eq!(foreign.status(), StatusCode::NOT_FOUND);
    assert!(opens(&served, &there).await);
    assert_eq!(send(&served, &here, &[("doe", &end)]).await.status(), StatusCode::SEE_OTHER);
    assert!(!opens(&served, &there).await && opens(&served, &here).await);
    let third = enter(&served, "waterdam", "").await;
    let all = send(&served, &here, &[("doe", "beeindig-andere")]).await;
    assert_eq!(all.status(), StatusCode::SEE_OTHER);
    assert!(!opens(&served, &third).await && opens(&served, &here).await);
    assert!(opens(&served, &other).await);
    for kind in ["session_ended", "sessions_ended"] {
        let audit = match kind {
            "session_ended" => "SELECT COUNT(*) FROM audit WHERE kind = 'session_ended'",
            _ => "SELECT COUNT(*) FROM audit WHERE kind = 'sessions_ended'",
        };
        assert_eq!(count(&served.house.db, audit).await, 1, "{kind}");
    }
}

async fn what_the_table_holds_opens_nothing(stage: Stage) {
    let served = Served::new(&stage).await;
    let cookie = enter(&served, "waterdam", "").await;
    let secret = cookie.strip_prefix("ketentafel=").unwrap().to_owned();
    let id: tower_sessions::session::Id = secret.parse().unwrap();
    let own = served.sessions.of(EDITOR).await.unwrap();
    assert_eq!(own.len(), 1);
    // The first 16 bytes of a handle or a hash, sent as an id.
    let handle = tower_sessions::session::Id(i128::from_le_bytes(own[0].handle.into_bytes()));
    assert_ne!(handle, id);
    assert!(!opens(&served, &format!("ketentafel={handle}")).await);
    let (Some(hash), 1) = hashes(&served).await else { panic!("one session") };
    assert_ne!(hash[..16], id.0.to_le_bytes());
    let copied = tower_sessions::session::Id(i128::from_le_bytes(hash[..16].try_into().unwrap()));
    assert!(!opens(&served, &format!("ketentafel={copied}")).await);
    assert!(opens(&served, &cookie).await);
}

async fn hashes(served: &Served) -> (Option<Vec<u8>>, usize) {
    let all = "SELECT id_hash FROM session";
    let rows: Vec<Vec<u8>> = match &served.house.db {
        server::db::Db::Sqlite(file) => sqlx::query_scalar(all).fetch_all(file.reads()).await,
        server::db::Db::Postgres(pool) => sqlx::query_scalar(all).fetch_all(pool).await,
    }
    .unwrap();
    (rows.first().cloned(), rows.len())
}

async fn what_was_typed_is_kept_when_a_session_ends_idle_or_at_its_time(stage: Stage) {
    let served = Served::new(&stage).await;
    let idle = "UPDATE session SET expires = 1";
    let at_its_time = "UPDATE session SET ends = 1";
    for (nth, ended) in [idle, at_its_time].into_iter().enumerate() {
        let client = served.sign_in("waterdam").await;
        execute(&served.house.db, ended).await;
        served.sessions.forget_all();
        let text = format!("Lang over nagedacht, keer {nth}");
        let was = if nth == 0 {
            nothing_yet()
        } else {
            domain::Fingerprint::of(b"Lang over nagedacht, keer 0").to_string()
        };
        let mut form = form(&was, &text, "bewaar");
        if nth == 1 {
            form[1].1 = "deels";
            form[5].1 = "ja";
        }
        let asked = post(&served, &client, &check(4), &form).await;
        assert_eq!(asked.status(), StatusCode::UNAUTHORIZED, "{ended}");
        assert!(asked.text().await.unwrap().contains(&text), "{ended}");
        let path = check(4);
        let mut again =
            vec![("naam", "waterdam"), ("wachtwoord", PASSWORD), ("terug", path.as_str())];
        again.extend(form.iter().copied());
        let taken = post(&served, &client, "/inloggen", &again).await;
        assert_eq!(taken.status(), StatusCode::SEE_OTHER, "{ended}");
        let shown = open(&served, &client, &path).await.text().await.unwrap();
        assert!(shown.contains(&text), "{ended}");
    }
}

async fn a_session_that_is_used_ends_at_its_time(stage: Stage) {
    let db = stage.open().await;
    let hour = Duration::from_secs(3_600);
    let sessions = Sessions::lasting(db.clone(), Lifetimes { idle: hour, max: 2 * hour });
    let mut record = Record {
        id: Default::default(),
        data: [("person".to_owned(), serde_json::json!(EDITOR))].into(),
        expiry_date: OffsetDateTime::from_unix_timestamp(4_000_000_000).unwrap(),
    };
    sessions.create(&mut record).await.unwrap();
    let left = async || {
        sessions.forget_all();
        let kept = sessions.load(&record.id).await.unwrap();
        kept.map(|kept| (kept.expiry_date - OffsetDateTime::now_utc()).whole_seconds())
    };
    let about = |left: Option<i64>, wanted: i64| {
        left.is_some_and(|left| (wanted - 9..=wanted).contains(&left))
    };
    assert!(about(left().await, 3_600), "unused it ends after an hour");
    execute(&db, "UPDATE session SET expires = expires - 3000").await;
    sessions.forget_all();
    sessions.keep_alive(&record.id).await;
    assert!(about(left().await, 3_600), "used it goes on for an hour");
    execute(&db, "UPDATE session SET expires = expires - 3000, ends = ends - 6000").await;
    sessions.forget_all();
    sessions.keep_alive(&record.id).await;
    assert!(about(left().await, 1_200), "and never beyond its time");
    execute(&db, "UPDATE session SET ends = ends - 1300").await;
    sessions.forget_all();
    sessions.keep_alive(&record.id).await;
    assert_eq!(left().await, None);
}

async fn whoever_gets_another_role_gets_another_id_and_stays_signed_in(stage: Stage) {
    let served = Served::new(&stage).await;
    served.house.let_coordinator_in().await;
    served.house.let_colleague_in().await;
    let lead = served.sign_in("waterdam").await;
    let cookie = enter(&served, "waterdam-collega", "").await;
    let change = format!("verander:{COLLEAGUE}");
    let role = [("formulier", "een"), ("doe", change.as_str()), ("rol", "observer")];
    assert_eq!(
        post(&served, &lead, &page("/deelnemers"), &role).await.status(),
        StatusCode::SEE_OTHER
    );
    let next = with(&served, &cookie, &page("")).await;
    assert_eq!(next.status(), StatusCode::OK, "nobody is signed out");
    let new = cookie_of(&next).expect("another id");
    assert_ne!(new, cookie);
    let after = with(&served, &new, &page("")).await;
    assert_eq!((after.status(), cookie_of(&after)), (StatusCode::OK, None), "once");
    assert!(opens(&served, &cookie).await, "what was under way still passes");
    let_the_moment_pass(&served).await;
    assert!(!opens(&served, &cookie).await);
    assert!(opens(&served, &new).await);
    // A place that ends is a change as well.
    let end = format!("beeindig:{COLLEAGUE}");
    let end = [("formulier", "twee"), ("doe", end.as_str())];
    assert_eq!(
        post(&served, &lead, &page("/deelnemers"), &end).await.status(),
        StatusCode::SEE_OTHER
    );
    let ended = with(&served, &new, "/account").await;
    let last = cookie_of(&ended).expect("another id");
    // And so is a new one.
    let place = Membership {
        person: COLLEAGUE,
        region: REGION,
        organisation: WATERDAM,
        roles: vec![Role::Editor],
        may_adopt: false,
        since: NOW,
        until: None,
    };
    served.house.people.set_membership(&place, None, NOW).await.unwrap();
    served.sessions.forget_all();
    assert!(cookie_of(&with(&served, &last, "/account").await).is_some());
}

async fn whoever_signs_out_while_the_id_changes_has_signed_out(stage: Stage) {
    let served = Served::new(&stage).await;
    let cookie = enter(&served, "waterdam", "").await;
    execute(&served.house.db, "UPDATE session SET renew = TRUE").await;
    served.sessions.forget_all();
    let new = cookie_of(&with(&served, &cookie, "/account").await).expect("another id");
    let out = browser().post(served.at("/uitloggen")).header(header::COOKIE, &cookie);
    assert_eq!(out.send().await.unwrap().status(), StatusCode::SEE_OTHER);
    assert!(!opens(&served, &new).await && !opens(&served, &cookie).await);
}

async fn whoever_becomes_an_administrator_gets_another_id(stage: Stage) {
    let served = Served::new(&stage).await;
    let admin = administrator(&served).await;
    let invite = [("formulier", "een"), ("doe", "nodig-beheerder-uit")];
    let invited = post(&served, &admin, "/beheer", &invite).await.text().await.unwrap();
    let start = invited.find("/uitnodiging/").unwrap();
    let link = invited[start..start + "/uitnodiging/".len() + 64].to_owned();
    // Somebody without a place: nobody has both.
    let account = stage::places::new_account("gast@host.example");
    let hash = server::passwords::Passwords::default().hash(PASSWORD.into()).await.unwrap();
    let account = server::people::NewAccount { password_hash: hash, ..account };
    served.house.people.add_account(&account, None, NOW).await.unwrap();
    let cookie = enter(&served, "gast@host.example", "").await;
    let person = account.person.to_string();
    let accept = browser().post(served.at(&link)).header(header::COOKIE, &cookie);
    let accepted = accept.form(&[("wie", &person)]).send().await.unwrap();
    assert_eq!(accepted.status(), StatusCode::SEE_OTHER);
    let next = with(&served, &cookie, "/beheer").await;
    assert_eq!(next.status(), StatusCode::OK);
    assert_ne!(cookie_of(&next).expect("another id"), cookie);
}

async fn a_page_of_another_site_changes_nothing(stage: Stage) {
    let served = Served::new(&stage).await;
    let (here, there) =
        (enter(&served, "waterdam", "").await, enter(&served, "waterdam", "").await);
    for path in ["/account", "/account/twee-stappen", "/account/bewijzen", "/inloggen/code"] {
        let post = browser().post(served.at(path)).header(header::COOKIE, &here);
        let post = post.header("sec-fetch-site", "cross-site").form(&[("doe", "beeindig-andere")]);
        assert_eq!(post.send().await.unwrap().status(), StatusCode::FORBIDDEN, "{path}");
    }
    assert!(opens(&served, &there).await);
    // A form that stood in the page of somebody else.
    let foreign =
        send(&served, &here, &[("doe", "beeindig-andere"), ("wie", &Uuid::new_v4().to_string())])
            .await;
    assert_eq!(foreign.status(), StatusCode::CONFLICT);
    assert!(opens(&served, &there).await);
}

/// Whoever tried the old password too often was once told to wait right after choosing another.
async fn a_new_password_by_a_link_forgets_the_tries_with_the_old_one(stage: Stage) {
    let served = Served::new(&stage).await;
    let enters =
        async |password| sign_in(&browser(), &served.address, "waterdam", password).await.status();
    for _ in 0..10 {
        assert_eq!(enters("niet-dit").await, StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(enters(PASSWORD).await, StatusCode::TOO_MANY_REQUESTS);
    let token = Token::new();
    served.house.people.start_reset(EDITOR, &token, NOW).await.unwrap();
    let chosen = post(&served, &browser(), &token.reset_address(), &[("wachtwoord", STRONG)]).await;
    assert_eq!(header_of(&chosen, "location"), "/inloggen?wachtwoord=nieuw");
    assert_eq!(enters(STRONG).await, StatusCode::SEE_OTHER);
}

/// Tries of every kind were once counted under names that somebody could type.
async fn what_is_typed_as_a_name_stops_nobody_elsewhere(stage: Stage) {
    let served = Served::new(&stage).await;
    let editor = served.sign_in("waterdam").await;
    for name in [format!("bewijs/{EDITOR}"), format!("wachtwoord {EDITOR}")] {
        for _ in 0..10 {
            let tried = sign_in(&browser(), &served.address, &name, "niet-dit").await;
            assert_eq!(tried.status(), StatusCode::UNPROCESSABLE_ENTITY);
        }
    }
    let proof = [("wachtwoord", PASSWORD), ("terug", "/account")];
    let proven = post(&served, &editor, "/account/bewijzen", &proof).await;
    assert_eq!(header_of(&proven, "location"), "/account");
}

async fn ones_function_is_ones_own_to_change(stage: Stage) {
    let served = Served::new(&stage).await;
    let (client, other) = (served.sign_in("waterdam").await, served.sign_in("berkelo").await);
    let set = async |function: &str| {
        let form = [("doe", "functie"), ("functie", function)];
        post(&served, &client, "/account", &form).await
    };
    let seen = async || open(&served, &other, &page("/deelnemers")).await.text().await.unwrap();
    assert!(seen().await.contains("Eindredacteur van waterdam"));
    for _ in 0..2 {
        let done = set("  beleidsadviseur   jeugd ").await;
        assert_eq!(header_of(&done, "location"), "/account?gedaan=functie");
    }
    assert!(seen().await.contains("beleidsadviseur jeugd"));
    let html = open(&served, &client, "/account?gedaan=functie").await.text().await.unwrap();
    assert!(html.contains("value=\"beleidsadviseur jeugd\"") && html.contains("is bewaard"));
    // What belongs to a person, or fills a page, is no function; what was typed stays.
    for wrong in ["bel 06 12345678", &"x".repeat(1_000)] {
        let refused = set(wrong).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let html = refused.text().await.unwrap();
        assert!(html.contains("Uw functie is niet veranderd"));
        assert!(html.contains(&format!("value=\"{wrong}\"")));
    }
    assert!(seen().await.contains("beleidsadviseur jeugd"));
    assert_eq!(set("").await.status(), StatusCode::SEE_OTHER);
    assert!(seen().await.contains("Eindredacteur van waterdam"));
    let audit = "SELECT COUNT(*) FROM audit WHERE kind = 'function_set' AND person = subject";
    assert_eq!(count(&served.house.db, audit).await, 2, "what changes nothing is no change");
}

async fn whoever_has_an_account_keeps_their_function(stage: Stage) {
    let served = Served::new(&stage).await;
    let role = Role::Observer;
    let place = OfferedPlace { region: REGION, organisation: BERKELO, role, may_adopt: false };
    let (id, display) = (Uuid::new_v4(), Some("jurist".to_owned()));
    let new = NewInvitation { id, place: Some(place), display, by: None, mail_to: None };
    let link = served.house.people.invite(&new, NOW).await.unwrap().unwrap().address();
    let said = "Wat collega’s van u zien, blijft zoals het is.";
    let nobody = open(&served, &browser(), &link).await.text().await.unwrap();
    assert!(!nobody.contains(said) && nobody.contains("value=\"jurist\""));
    let known = served.sign_in("duinkust").await;
    let html = open(&served, &known, &link).await.text().await.unwrap();
    assert!(html.contains(said));
    post(&served, &known, &link, &[("wie", &STRANGER.to_string())]).await;
    assert_eq!(served.house.people.display(STRANGER).await.unwrap(), None);
}

async fn a_function_that_was_typed_goes_on_after_signing_in_again(stage: Stage) {
    let served = Served::new(&stage).await;
    let client = served.sign_in("waterdam").await;
    served.expire_sessions().await;
    let form = [("doe", "functie"), ("functie", "Adviseur zorg")];
    let ended = post(&served, &client, "/account", &form).await;
    assert_eq!(ended.status(), StatusCode::UNAUTHORIZED);
    let html = ended.text().await.unwrap();
    assert!(html.contains("action=\"/inloggen\"") && html.contains("Adviseur zorg"), "{html}");
    let again = async |function: &str| {
        let form = [
            ("naam", "waterdam"),
            ("wachtwoord", PASSWORD),
            ("terug", "/account"),
            ("doe", "functie"),
            ("functie", function),
        ];
        post(&served, &browser(), "/inloggen", &form).await
    };
    assert_eq!(header_of(&again("Adviseur zorg").await, "location"), "/account?gedaan=functie");
    let display = served.house.people.display(EDITOR).await.unwrap();
    assert_eq!(display.as_deref(), Some("Adviseur zorg"));
    // One that is refused is shown as it was typed, in the session that just began.
    let refused = again("Adviseur 123456782").await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let html = refused.text().await.unwrap();
    assert!(html.contains("Adviseur 123456782") && html.contains("Uw functie is niet veranderd"));
    // No password travels along.
    served.expire_sessions().await;
    let form = [("doe", "wachtwoord"), ("huidig", "oud-geheim"), ("wachtwoord", STRONG)];
    let ended = post(&served, &client, "/account", &form).await;
    let html = ended.text().await.unwrap();
    assert!(!html.contains("oud-geheim") && !html.contains(STRONG), "{html}");
}
