//! A store that takes no more: nothing typed is lost, and who only reads notices nothing.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use std::time::Duration;

use reqwest::StatusCode;
use server::{db::Db, sessions::Lifetimes};
use stage::{
    Stage, execute,
    house::PASSWORD,
    refuse_writes,
    served::{Served, browser, sign_in},
    take_writes,
    visit::{check, form, head, header_of, nothing_yet, open, post},
};
use time::OffsetDateTime;

on_both_engines! {
    a_form_that_cannot_be_kept_comes_back_to_be_sent_again
    who_is_signed_in_can_read_while_nothing_can_be_written
}

async fn a_form_that_cannot_be_kept_comes_back_to_be_sent_again(stage: Stage) {
    let served = Served::new(&stage).await;
    let client = served.sign_in("waterdam").await;
    let base = nothing_yet();
    let form = form(&base, "Lang over nagedacht", "deel");
    let before = head(&served).await;
    refuse_writes(&served.house.db, "entry").await;
    let failed = post(&served, &client, &check(4), &form).await;
    assert_eq!(failed.status(), StatusCode::SERVICE_UNAVAILABLE);
    let html = failed.text().await.unwrap();
    assert!(html.contains("Het lukt nu even niet"));
    assert!(html.contains(&format!("action=\"{}\"", check(4))));
    assert!(html.contains("Lang over nagedacht</textarea>"), "to read and to send again");
    for (name, value) in form.iter().filter(|(name, _)| *name != "4.3.toelichting") {
        assert!(html.contains(&format!("name=\"{name}\" value=\"{value}\"")), "{name}");
    }
    assert_eq!(head(&served).await, before);
    assert_eq!(open(&served, &client, &check(4)).await.status(), StatusCode::OK);

    take_writes(&served.house.db, "entry").await;
    let saved = post(&served, &client, &check(4), &form).await;
    assert_eq!(saved.status(), StatusCode::SEE_OTHER);
    let shown = open(&served, &client, &header_of(&saved, "location")).await;
    assert!(shown.text().await.unwrap().contains("Lang over nagedacht"));
}

async fn who_is_signed_in_can_read_while_nothing_can_be_written(stage: Stage) {
    let served = Served::new(&stage).await;
    let client = served.sign_in("waterdam").await;
    let soon = "UPDATE session SET expires = expires - 3600";
    execute(&served.house.db, soon).await;
    served.sessions.forget_all();
    refuse_writes(&served.house.db, "session").await;
    assert_eq!(open(&served, &client, &check(4)).await.status(), StatusCode::OK);
    let other = sign_in(&browser(), &served.address, "berkelo", PASSWORD).await;
    assert_eq!(other.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(other.text().await.unwrap().contains("Inloggen lukt nu even niet"));

    take_writes(&served.house.db, "session").await;
    let long = "SELECT COUNT(*) FROM session WHERE expires > $1";
    let end = || OffsetDateTime::now_utc() + Lifetimes::default().idle - Duration::from_secs(60);
    let lives = async || count_after(&served, long, end().unix_timestamp()).await;
    assert_eq!(lives().await, 0);
    assert_eq!(open(&served, &client, &check(4)).await.status(), StatusCode::OK);
    assert_eq!(lives().await, 1, "a session that is used goes on");
}

async fn count_after(served: &Served, statement: &'static str, moment: i64) -> i64 {
    match &served.house.db {
        Db::Sqlite(file) => {
            sqlx::query_scalar(statement).bind(moment).fetch_one(file.reads()).await
        }
        Db::Postgres(pool) => sqlx::query_scalar(statement).bind(moment).fetch_one(pool).await,
    }
    .unwrap()
}
