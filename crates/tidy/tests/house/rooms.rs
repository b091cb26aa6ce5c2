//! Which part of the house may reach which other part, read from the sources.

use tidy::{Finding, Path, Source};

use crate::{below, every_source, room, sample, sql};

#[test]
fn no_room_reaches_where_it_must_not() {
    every_source(judge);
}

/// A part of the house and what it must never reach.
struct Wall {
    applies: fn(&str) -> bool,
    never: &'static [&'static str],
    why: &'static str,
}

const WALLS: [Wall; 9] = [
    Wall {
        applies: |file| below(file, "crates/domain/src").is_some(),
        never: &[
            "app",
            "axum",
            "getrandom",
            "jiff",
            "leptos",
            "rand",
            "server",
            "sqlx",
            "tokio",
            "chrono",
            "time",
        ],
        why: "The domain must run and replay anywhere: give it what it needs as a value.",
    },
    Wall {
        applies: |file| below(file, "crates/domain/src").is_some(),
        never: &[
            "std::fs",
            "std::env",
            "std::net",
            "std::process",
            "std::thread",
            "std::time",
            "Uuid::new_v4",
            "Uuid::now_v7",
        ],
        why: "The domain has no clock, no randomness and no input or output: they are arguments.",
    },
    Wall {
        applies: |file| below(file, "crates/app/src").is_some(),
        never: &["axum", "server", "sqlx", "tokio"],
        why: "Screens do not know the store: ask through the trait in ports.",
    },
    Wall {
        applies: |file| room(file, "crates/app/src") == Some("words"),
        never: &["leptos", "leptos_router"],
        why: "Screens, mails and reports speak with one voice: words are plain functions that return text.",
    },
    Wall {
        applies: |file| room(file, "crates/app/src") == Some("parts"),
        never: &[
            "crate::pages",
            "platform::get_json",
            "platform::post_json",
            "platform::open_stream",
            "crate::platform::get_json",
            "crate::platform::post_json",
            "crate::platform::open_stream",
            "reqwest",
        ],
        why: "Parts know no page and neither fetch nor post: take values and hand out a verb.",
    },
    Wall {
        applies: |file| room(file, "crates/server/src") == Some("door"),
        never: &["sqlx", "crate::db", "domain::evolve"],
        why: "A door translates: extract, call one function, answer.",
    },
    Wall {
        applies: |file| {
            room(file, "crates/server/src").is_some_and(|room| !sql::STORES.contains(&room))
        },
        never: &["sqlx"],
        why: "One place per table: call the store that owns it.",
    },
    Wall {
        applies: |file| room(file, "crates/server/src").is_some_and(|room| room != "regions"),
        never: &["domain::evolve"],
        why: "There is one door into confirmed state: Room::admit in regions.",
    },
    Wall {
        applies: |file| below(file, "crates/app/src").is_some(),
        never: &["domain::evolve"],
        why: "There is one door into confirmed state: Desk::receive in the domain.",
    },
];

fn judge(source: &Source) -> Vec<Finding> {
    let paths = source.paths();
    let walls = WALLS.iter().filter(|wall| (wall.applies)(&source.file));
    let reached = walls.flat_map(|wall| {
        let paths = paths.iter().filter(|path| reaches(path, wall.never));
        paths.map(|path| Finding {
            file: source.file.clone(),
            line: path.line,
            what: format!("`{}` must not be reached from here", path.words.join("::")),
            why: wall.why,
        })
    });
    reached.collect()
}

/// One word alone is no path into a crate: it may be a variable of that name.
fn reaches(path: &Path, never: &[&str]) -> bool {
    never.iter().any(|forbidden| {
        let forbidden: Vec<&str> = forbidden.split("::").collect();
        2 <= path.words.len()
            && path.words.len() >= forbidden.len()
            && path.words.iter().zip(&forbidden).all(|(a, b)| a == b)
    })
}

fn walls_hit(file: &str, text: &str) -> usize {
    judge(&sample(file, text)).len()
}

#[test]
fn a_domain_with_a_clock_is_found() {
    assert_eq!(walls_hit("crates/domain/src/a.rs", "use std::{fmt, time::SystemTime};"), 1);
    assert_eq!(walls_hit("crates/domain/src/a.rs", "fn a() { Uuid::new_v4(); }"), 1);
    assert_eq!(walls_hit("crates/domain/src/a.rs", "use sqlx::PgPool;"), 1);
    assert_eq!(walls_hit("crates/domain/src/a.rs", "use std::fmt;\nfn a(time: u8) { b(time) }"), 0);
}

#[test]
fn a_screen_that_knows_the_store_is_found() {
    assert_eq!(walls_hit("crates/app/src/pages/a.rs", "fn a() { sqlx::query(b); }"), 1);
    assert_eq!(walls_hit("crates/app/src/words/nl.rs", "use leptos::prelude::*;"), 1);
    assert_eq!(walls_hit("crates/app/src/parts/a.rs", "use crate::pages::Grid;"), 1);
    assert_eq!(walls_hit("crates/app/src/parts/a.rs", "fn a() { platform::post_json(b, c) }"), 1);
    assert_eq!(walls_hit("crates/app/src/parts/a.rs", "use crate::words;"), 0);
}

#[test]
fn a_second_door_into_confirmed_state_is_found() {
    assert_eq!(walls_hit("crates/server/src/door/a.rs", "use domain::evolve::evolve;"), 2);
    assert_eq!(walls_hit("crates/server/src/mail.rs", "fn a() { domain::evolve(b, c) }"), 1);
    assert_eq!(walls_hit("crates/server/src/regions/room.rs", "use domain::evolve;"), 0);
    assert_eq!(walls_hit("crates/server/src/config.rs", "use sqlx::PgPool;"), 1);
    assert_eq!(walls_hit("crates/server/src/journal.rs", "use sqlx::PgPool;"), 0);
}
