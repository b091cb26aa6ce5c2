//! The doors for programs: commands, snapshots and the stream, over a real connection.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use std::time::Duration;

use app::page::wire::PERSON_HEADER;
use domain::{
    AnswerKey, AnswerValue, Command, Delivery, Fingerprint, OrganisationId, Region, Sent, TypedText,
};
use reqwest::{Client, Response, StatusCode, header};
use serde_json::{Value, json};
use stage::{Stage, execute, house::*, served::Served};
use uuid::Uuid;

on_both_engines! {
    a_command_is_answered_with_its_entry_and_again_the_same
    another_command_under_the_same_id_is_a_conflict
    a_stale_base_is_a_conflict_that_says_what_is_there_now
    what_one_may_not_do_is_forbidden_with_the_reason
    what_is_elsewhere_answers_like_what_is_nowhere
    what_cannot_be_read_is_refused_and_changes_nothing
    who_is_not_signed_in_is_told_so
    what_waits_under_another_person_is_not_posted
    another_site_posts_nothing
    a_snapshot_shows_an_entry_and_no_foreign_draft
    the_stream_resumes_and_goes_on
    a_stream_is_for_the_person_of_its_page
    the_stream_ends_with_the_session_rights_and_server
    a_region_of_a_newer_release_is_unavailable_and_says_why
    a_store_that_fails_refuses_and_a_retry_works
}

const YES: Option<AnswerValue> = Some(AnswerValue::Yes);
const NO: Option<AnswerValue> = Some(AnswerValue::No);

fn commands() -> String {
    format!("/regio/{REGION}/opdrachten")
}

async fn give(served: &Served, client: &Client, sent: &Sent) -> Response {
    client.post(served.at(&commands())).json(sent).send().await.unwrap()
}

async fn told(response: Response) -> (StatusCode, Value) {
    (response.status(), response.json().await.unwrap())
}

async fn head(served: &Served) -> u64 {
    served.house.journal.standing(REGION).await.unwrap().unwrap().head
}

fn explain(text: &str, from: &str) -> Sent {
    let base = Fingerprint::of(from.as_bytes());
    let text = TypedText::new(text);
    sent(Command::Explain { municipality: WATERDAM, field: field("1.1"), base, text })
}

async fn a_command_is_answered_with_its_entry_and_again_the_same(stage: Stage) {
    let served = Served::new(&stage).await;
    let client = served.sign_in("waterdam").await;
    let yes = answer(WATERDAM, None, YES);
    let first = told(give(&served, &client, &yes).await).await;
    assert_eq!(first, (StatusCode::OK, json!({ "seq": head(&served).await })));
    assert_eq!(told(give(&served, &client, &yes).await).await, first);
}

async fn another_command_under_the_same_id_is_a_conflict(stage: Stage) {
    let served = Served::new(&stage).await;
    let client = served.sign_in("waterdam").await;
    let yes = answer(WATERDAM, None, YES);
    give(&served, &client, &yes).await;
    let mut other = answer(WATERDAM, YES, NO);
    other.id = yes.id;
    let (status, body) = told(give(&served, &client, &other).await).await;
    assert_eq!((status, &body["problem"]), (StatusCode::CONFLICT, &json!("command_id_reused")));
}

async fn a_stale_base_is_a_conflict_that_says_what_is_there_now(stage: Stage) {
    let served = Served::new(&stage).await;
    let client = served.sign_in("waterdam").await;
    give(&served, &client, &answer(WATERDAM, None, YES)).await;
    let (status, body) = told(give(&served, &client, &answer(WATERDAM, None, NO)).await).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert_eq!(body["refusal"]["value_changed"], json!({ "field": "1.1", "now": "yes" }));

    give(&served, &client, &explain("de wijkteams doen dit", "")).await;
    let overlap = explain("de scholen doen dit", "de buren doen dit");
    let (status, body) = told(give(&served, &client, &overlap).await).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert_eq!(body["refusal"]["text_changed"]["theirs"], "de wijkteams doen dit");
}

async fn what_one_may_not_do_is_forbidden_with_the_reason(stage: Stage) {
    let served = Served::new(&stage).await;
    let client = served.sign_in("berkelo").await;
    let (status, body) = told(give(&served, &client, &answer(WATERDAM, None, YES)).await).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    assert!(body["refusal"]["not_allowed"]["who"].is_object(), "{body}");
}

async fn what_is_elsewhere_answers_like_what_is_nowhere(stage: Stage) {
    let served = Served::new(&stage).await;
    let stranger = served.sign_in("duinkust").await;
    let editor = served.sign_in("waterdam").await;
    let nowhere = Uuid::new_v4();
    for door in
        ["", "/checklist", "/vraag/1.1", "/geschiedenis", "/stand", "/stroom", "/stand?seq=1"]
    {
        let foreign = stranger.get(served.at(&format!("/regio/{REGION}{door}"))).send().await;
        let absent = stranger.get(served.at(&format!("/regio/{nowhere}{door}"))).send().await;
        let foreign = told(foreign.unwrap()).await;
        assert_eq!(foreign.0, StatusCode::NOT_FOUND, "{door}");
        assert_eq!(foreign, told(absent.unwrap()).await, "{door}");
    }
    let foreign = told(give(&served, &stranger, &answer(WATERDAM, None, YES)).await).await;
    let unknown = OrganisationId(nowhere);
    let absent = told(give(&served, &editor, &answer(unknown, None, YES)).await).await;
    assert_eq!(foreign, absent);
    for path in [
        format!("/regio/{REGION}/checklist/{nowhere}/1"),
        format!("/regio/{REGION}/checklist/{WATERDAM}/9"),
        format!("/regio/{REGION}/vraag/9.9"),
        format!("/regio/{REGION}/stand?seq=999999"),
        "/regio/geen-id".to_owned(),
        "/bestaat-niet".to_owned(),
    ] {
        let response = editor.get(served.at(&path)).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
    }
}

async fn what_cannot_be_read_is_refused_and_changes_nothing(stage: Stage) {
    let served = Served::new(&stage).await;
    let client = served.sign_in("waterdam").await;
    let before = head(&served).await;
    let post = |kind: &'static str, body: String| {
        let request = client.post(served.at(&commands())).header(header::CONTENT_TYPE, kind);
        async move { told(request.body(body).send().await.unwrap()).await }
    };
    let json = "application/json";
    let whole = serde_json::to_string(&answer(WATERDAM, None, YES)).unwrap();
    let broken = [
        (json, whole[..whole.len() - 2].to_owned()),
        (json, "{}".to_owned()),
        (json, whole.replace("answer", "fly")),
        ("text/plain", whole.clone()),
        ("application/x-www-form-urlencoded", whole),
    ];
    for (kind, body) in broken {
        let told = post(kind, body.clone()).await;
        assert_eq!(told, (StatusCode::BAD_REQUEST, json!({ "problem": "unreadable" })), "{body}");
    }
    let long = serde_json::to_string(&explain(&"x".repeat(4_001), "")).unwrap();
    let (status, body) = post(json, long).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(body["refusal"]["text_too_long"], json!({ "max": 4_000, "chars": 4_001 }));
    let huge = serde_json::to_string(&explain(&"x".repeat(200_000), "")).unwrap();
    assert_eq!(post(json, huge).await.0, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(head(&served).await, before);
}

async fn who_is_not_signed_in_is_told_so(stage: Stage) {
    let served = Served::new(&stage).await;
    let client = served.sign_in("waterdam").await;
    served.expire_sessions().await;
    let refused = told(give(&served, &client, &answer(WATERDAM, None, YES)).await).await;
    assert_eq!(refused, (StatusCode::UNAUTHORIZED, json!({ "problem": "not_signed_in" })));
    let stand = client.get(served.at(&format!("/regio/{REGION}/stand"))).send().await.unwrap();
    assert_eq!(stand.status(), StatusCode::UNAUTHORIZED);
}

async fn what_waits_under_another_person_is_not_posted(stage: Stage) {
    let served = Served::new(&stage).await;
    let client = served.sign_in("waterdam").await;
    let before = head(&served).await;
    let stand = served.at(&format!("/regio/{REGION}/stand"));
    let yes = answer(WATERDAM, None, YES);
    for other in [NEIGHBOUR.to_string(), "niemand".to_owned()] {
        let post = client.post(served.at(&commands())).json(&yes);
        for request in [post, client.get(&stand)] {
            let refused = told(request.header(PERSON_HEADER, &other).send().await.unwrap()).await;
            assert_eq!(refused, (StatusCode::UNAUTHORIZED, json!({ "problem": "not_signed_in" })));
        }
    }
    assert_eq!(head(&served).await, before);
    let post = client.post(served.at(&commands())).json(&yes);
    for request in [post, client.get(&stand)] {
        let own = request.header(PERSON_HEADER, EDITOR.to_string()).send().await.unwrap();
        assert_eq!(own.status(), StatusCode::OK);
    }
}

async fn another_site_posts_nothing(stage: Stage) {
    let served = Served::new(&stage).await;
    let client = served.sign_in("waterdam").await;
    let before = head(&served).await;
    for (name, value) in
        [("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site"), ("origin", "null")]
    {
        let post = client.post(served.at(&commands())).json(&answer(WATERDAM, None, YES));
        let refused = told(post.header(name, value).send().await.unwrap()).await;
        assert_eq!(refused, (StatusCode::FORBIDDEN, json!({ "problem": "cross_site" })), "{value}");
    }
    assert_eq!(head(&served).await, before);
    let own = client.post(served.at(&commands())).json(&answer(WATERDAM, None, YES));
    let own = own.header("origin", &served.address).send().await.unwrap();
    assert_eq!(own.status(), StatusCode::OK);
}

async fn a_snapshot_shows_an_entry_and_no_foreign_draft(stage: Stage) {
    let served = Served::new(&stage).await;
    let (editor, other) = (served.sign_in("waterdam").await, served.sign_in("berkelo").await);
    give(&served, &editor, &explain("kanarie", "")).await;
    let then = head(&served).await;
    give(&served, &editor, &explain("kanarie vloog", "kanarie")).await;
    let stand = |client: &Client, query: &str| {
        let request = client.get(served.at(&format!("/regio/{REGION}/stand{query}")));
        async move { request.send().await.unwrap().text().await.unwrap() }
    };
    let key = AnswerKey { municipality: WATERDAM, field: field("1.1") };
    let back: Region =
        serde_json::from_str(&stand(&editor, &format!("?seq={then}")).await).unwrap();
    assert_eq!((back.head, back.working(key).explanation.as_str()), (then, "kanarie"));
    let now: Region = serde_json::from_str(&stand(&editor, "").await).unwrap();
    assert_eq!((now.head, now.working(key).explanation.as_str()), (then + 1, "kanarie vloog"));
    for query in ["", &format!("?seq={then}")] {
        assert!(!stand(&other, query).await.contains("kanarie"));
    }
}

async fn the_stream_resumes_and_goes_on(stage: Stage) {
    let served = Served::new(&stage).await;
    let (editor, other) = (served.sign_in("waterdam").await, served.sign_in("berkelo").await);
    let start = head(&served).await;
    give(&served, &editor, &explain("kanarie", "")).await;
    let mut own = Listener::new(&served, &editor, start).await;
    let mut foreign = Listener::new(&served, &other, start).await;
    let (id, data) = own.next().await;
    assert_eq!(id, start + 1);
    assert!(data.contains("kanarie"));
    give(&served, &editor, &answer(WATERDAM, None, YES)).await;
    assert_eq!(own.next().await.0, start + 2);
    for seq in [start + 1, start + 2] {
        let (id, data) = foreign.next().await;
        let hidden: Delivery = serde_json::from_str(&data).unwrap();
        assert_eq!((id, hidden), (seq, Delivery::Hidden { seq }));
    }
    let request = editor.get(served.at(&format!("/regio/{REGION}/stroom?na=0")));
    let request = request.header("last-event-id", (start + 1).to_string());
    let mut back = Listener { response: request.send().await.unwrap(), heard: String::new() };
    assert_eq!(back.next().await.0, start + 2, "the browser's own word counts");
    let mut far = Listener::new(&served, &editor, 999_999).await;
    assert!(far.line("event: stand").await, "who is elsewhere starts anew");
}

async fn a_stream_is_for_the_person_of_its_page(stage: Stage) {
    let served = Served::new(&stage).await;
    let editor = served.sign_in("waterdam").await;
    let follow = async |person| {
        let address = app::page::wire::stream_address(REGION, 0, person);
        editor.get(served.at(&address)).send().await.unwrap().status()
    };
    assert_eq!(follow(EDITOR).await, StatusCode::OK);
    assert_eq!(follow(NEIGHBOUR).await, StatusCode::UNAUTHORIZED);
}

async fn the_stream_ends_with_the_session_rights_and_server(stage: Stage) {
    let served = Served::new(&stage).await;
    let (editor, other) = (served.sign_in("waterdam").await, served.sign_in("berkelo").await);
    let start = head(&served).await;
    let mut dismissed = Listener::new(&served, &other, start).await;
    let mut staying = Listener::new(&served, &editor, start).await;
    served.house.people.close_account(NEIGHBOUR, None, NOW).await.unwrap();
    served.house.regions.hint_all();
    assert!(dismissed.line("event: rechten").await);
    assert!(dismissed.ended().await);
    let leaver = served.sign_in("waterdam").await;
    let mut leaving = Listener::new(&served, &leaver, start).await;
    leaver.post(served.at("/uitloggen")).send().await.unwrap();
    let told = tokio::time::timeout(Duration::from_secs(8), leaving.line("event: rechten")).await;
    assert_eq!(told, Ok(true), "at once, and not at the next heartbeat");
    give(&served, &editor, &answer(WATERDAM, None, YES)).await;
    assert_eq!(staying.next().await.0, start + 1);
    served.stop.cancel();
    assert!(staying.ended().await);
}

async fn a_region_of_a_newer_release_is_unavailable_and_says_why(stage: Stage) {
    let first = Served::new(&stage).await;
    execute(&first.house.db, "UPDATE entry SET release = '9.9.9'").await;
    execute(&first.house.db, "UPDATE entry SET kind = 'moon_landed' WHERE seq = 2").await;
    let client = first.sign_in("waterdam").await;
    let head = head(&first).await;
    // A look back folds from the journal, as a server does that has just started.
    let stand = client.get(first.at(&format!("/regio/{REGION}/stand?seq={}", head - 1)));
    let (status, body) = told(stand.send().await.unwrap()).await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(body, json!({ "problem": "newer_release", "release": "9.9.9" }));
}

async fn a_store_that_fails_refuses_and_a_retry_works(stage: Stage) {
    let served = Served::new(&stage).await;
    let client = served.sign_in("waterdam").await;
    let before = head(&served).await;
    execute(&served.house.db, "ALTER TABLE entry RENAME TO away").await;
    let yes = answer(WATERDAM, None, YES);
    let (status, body) = told(give(&served, &client, &yes).await).await;
    assert_eq!(
        (status, body),
        (StatusCode::SERVICE_UNAVAILABLE, json!({ "problem": "unavailable" }))
    );
    execute(&served.house.db, "ALTER TABLE away RENAME TO entry").await;
    assert_eq!(head(&served).await, before, "nothing is half done");
    assert_eq!(give(&served, &client, &yes).await.status(), StatusCode::OK);
    assert_eq!(head(&served).await, before + 1);
}

/// A reader of the live stream.
struct Listener {
    response: Response,
    heard: String,
}

impl Listener {
    async fn new(served: &Served, client: &Client, after: u64) -> Self {
        let stream = client.get(served.at(&format!("/regio/{REGION}/stroom?na={after}")));
        let response = stream.send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        Self { response, heard: String::new() }
    }

    /// Waits for the next event with an id, and returns the id and the data.
    async fn next(&mut self) -> (u64, String) {
        loop {
            let event = self.event().await.expect("the stream goes on");
            let part = |name: &str| {
                event.lines().find_map(|line| line.strip_prefix(name)).map(str::to_owned)
            };
            if let (Some(id), Some(data)) = (part("id: "), part("data: ")) {
                return (id.parse().unwrap(), data);
            }
        }
    }

    /// Waits for an event with this line.
    async fn line(&mut self, wanted: &str) -> bool {
        while let Some(event) = self.event().await {
            if event.lines().any(|line| line == wanted) {
                let says = event.lines().any(|line| line.starts_with("data: "));
                assert!(says, "browsers drop an event without data: {event}");
                return true;
            }
        }
        false
    }

    /// Waits for the end.
    async fn ended(&mut self) -> bool {
        while self.event().await.is_some() {}
        true
    }

    async fn event(&mut self) -> Option<String> {
        loop {
            if let Some((event, rest)) = self.heard.split_once("\n\n") {
                let (event, rest) = (event.to_owned(), rest.to_owned());
                self.heard = rest;
                return Some(event);
            }
            let more = tokio::time::timeout(Duration::from_secs(20), self.response.chunk()).await;
            let more = more.expect("something within twenty seconds").ok()??;
            self.heard.push_str(std::str::from_utf8(&more).unwrap());
        }
    }
}
