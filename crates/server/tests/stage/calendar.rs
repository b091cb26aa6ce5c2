//! Somebody's days in their own calendar program: asked for, fetched and read.

use std::collections::BTreeMap;

use domain::{Action, ActionId, Command, OrganisationId, PersonId, Plan, TypedPlan, TypedText};
use reqwest::{Client, Response, StatusCode};
use server::{clock::Clock, people::Token};

use super::{Stage, house::*, served::Served};

/// An event of a calendar: its lines by name, as they were before they were written.
pub type Read = BTreeMap<String, String>;

/// Reads a calendar, and checks what the standard asks of every line.
pub fn read(calendar: &str) -> Vec<Read> {
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:"), "{calendar}");
    assert!(calendar.ends_with("\r\nEND:VCALENDAR\r\n"), "{calendar}");
    assert!(calendar.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])));
    let whole = calendar.replace("\r\n ", "");
    let events = whole.split("BEGIN:VEVENT\r\n").skip(1);
    let event = |event: &str| {
        let event = event.split("END:VEVENT\r\n").next().unwrap();
        let line = |line: &str| {
            let (name, value) = line.split_once(':').unwrap();
            let (mut text, mut letters) = (String::new(), value.chars());
            while let Some(letter) = letters.next() {
                text.push(match letter {
                    '\\' => match letters.next().unwrap() {
                        'n' => '\n',
                        other => other,
                    },
                    other => other,
                });
            }
            (name.to_owned(), text)
        };
        event.split_terminator("\r\n").map(line).collect()
    };
    events.map(event).collect()
}

/// Makes the address of somebody's calendar.
pub async fn made(served: &Served, person: PersonId) -> Token {
    served.house.people.make_calendar_feed(person, NOW).await.unwrap().unwrap()
}

/// Fetches a calendar as a program does: without a cookie.
pub async fn fetched(served: &Served, token: &Token) -> Response {
    Client::new().get(served.at(&token.feed_address())).send().await.unwrap()
}

/// Returns the days of a calendar: what each is called, and from when until when it is.
pub async fn days(served: &Served, token: &Token) -> Vec<(String, String, String)> {
    let answer = fetched(served, token).await;
    assert_eq!(answer.status(), StatusCode::OK);
    let mut events = read(&answer.text().await.unwrap());
    let part = |event: &mut Read, name: &str| event.remove(name).unwrap();
    let mut day = |event: &mut Read| {
        (part(event, "SUMMARY"), part(event, "DTSTART;VALUE=DATE"), part(event, "DTEND;VALUE=DATE"))
    };
    events.iter_mut().map(&mut day).collect()
}

pub async fn titles(served: &Served, token: &Token) -> Vec<String> {
    let mut all: Vec<String> = days(served, token).await.into_iter().map(|day| day.0).collect();
    all.sort();
    all
}

pub fn plan(title: &str, due: &str) -> Box<TypedPlan> {
    let text = TypedText::new;
    Box::new(Plan {
        title: text(title),
        why: text("Dit staat niet in een agenda."),
        done_when: text("Ook dit niet."),
        contributors: [].into(),
        concerns: [].into(),
        due: due.parse().ok(),
        priority: domain::Priority::Normal,
    })
}

/// Lets somebody ask this.
pub async fn ask(
    served: &Served,
    (by, owner): (PersonId, OrganisationId),
    title: &str,
    due: &str,
    offer: bool,
) {
    let owners = [owner].into();
    let asked = Command::MakeActions { owners, plan: plan(title, due), cause: None, offer };
    served.house.submit(by, sent(asked)).await.unwrap();
}

pub async fn found(served: &Served, title: &str) -> (ActionId, Action) {
    let region = served.house.regions.look(REGION, EDITOR).await.unwrap().region;
    let mut all = region.actions.into_iter();
    let (id, action) = all.find(|(_, action)| action.plan.title.as_str() == title).unwrap();
    (id, Action::clone(&action))
}

/// Opens the doors, with a coordinator and a partner inside.
pub async fn opened(stage: &Stage) -> (Served, Clock) {
    let clock = Clock::standing_at(NOW);
    let served = Served::by(stage, clock).await;
    served.house.let_coordinator_in().await;
    served.house.let_partner_in().await;
    served.house.let_partner_editor_in().await;
    (served, clock)
}
