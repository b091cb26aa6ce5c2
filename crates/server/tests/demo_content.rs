//! The demo regions can be played by the real rules, and then show what the journeys expect.

use std::collections::BTreeSet;

use domain::checklist::Checklist;
use domain::{
    Actor, AnswerKey, AnswerValue, CheckId, CommandId, Entry, Language, Member, Moment,
    OrganisationId, PersonId, Region, RegionId, Sent, Standing, TypedText, Working, decide, evolve,
};
use server::content::demo::{self, DemoRegion};
use server::content::{self, EditionFiles};
use uuid::Uuid;

fn checklist() -> Checklist {
    content::check(&EditionFiles::embedded()).expect("the shipped edition is sound")
}

fn demo_region(key: &str) -> DemoRegion {
    let regions = demo::regions(None, &checklist()).unwrap_or_else(|errors| panic!("\n{errors}"));
    regions.into_iter().find(|region| region.key == key).expect("the region is there")
}

fn named(kind: &str, key: &str) -> Uuid {
    Uuid::new_v5(&Uuid::NAMESPACE_URL, format!("{kind} {key}").as_bytes())
}

fn organisation(key: &str) -> OrganisationId {
    OrganisationId(named("organisation", key))
}

/// A region that is played by the rules, command by command.
struct Stage {
    demo: DemoRegion,
    region: Region,
    commands: u32,
}

impl Stage {
    fn played(key: &str) -> Stage {
        let demo = demo_region(key);
        let region = Region::new(RegionId(named("region", key)));
        let mut stage = Stage { demo: demo.clone(), region, commands: 0 };
        let name = TypedText(demo.name.clone());
        stage.submit(None, demo.founded, domain::Command::FoundRegion { name });
        let checklist = checklist();
        for happening in &demo.timeline {
            let asked = demo.commands(&happening.what, &stage.region, &checklist, organisation);
            assert!(!asked.is_empty(), "{happening:?}");
            for asked in asked {
                stage.submit(asked.by.as_deref(), happening.at, asked.command);
            }
        }
        stage
    }

    fn actor(&self, by: Option<&str>) -> Actor {
        let Some(by) = by else {
            return Actor::System;
        };
        let account = self.demo.accounts.iter().find(|it| it.key == by).expect("an account");
        Actor::Member(Member {
            person: PersonId(named("person", by)),
            organisation: organisation(&account.organisation),
            role: account.role,
            may_adopt: account.may_adopt,
        })
    }

    fn submit(&mut self, by: Option<&str>, at: Moment, command: domain::Command) {
        let actor = self.actor(by);
        let command = Sent { id: CommandId(Uuid::from_u128(self.commands.into())), command };
        self.commands += 1;
        let events = decide(&self.region, &actor, &command, at)
            .unwrap_or_else(|refusal| panic!("{by:?} {command:?}: {refusal:?}"));
        for event in events {
            let seq = self.region.head + 1;
            let entry = Entry { seq, at, by: actor.author(), command: command.id, event };
            evolve(&mut self.region, &entry);
        }
    }

    fn key(&self, municipality: &str, field: &str) -> AnswerKey {
        AnswerKey {
            municipality: organisation(municipality),
            field: field.parse().expect("a field"),
        }
    }

    /// The municipality's shared answers to one check, in the letters of the board.
    fn board(&self, municipality: &str, check: u8) -> String {
        let of = |question| match self.region.question_value(organisation(municipality), question) {
            None => '.',
            Some(AnswerValue::Yes) => 'j',
            Some(AnswerValue::Partly) => 'd',
            Some(AnswerValue::No) => 'n',
            Some(AnswerValue::Unknown) => '?',
            Some(AnswerValue::NotApplicable) => '-',
        };
        self.region.questions_of(CheckId(check)).into_iter().map(of).collect()
    }

    fn with_standing(&self, wanted: impl Fn(Standing) -> bool) -> BTreeSet<String> {
        let municipalities = self.demo.organisations.iter().map(|it| it.key.clone());
        let keys =
            municipalities.flat_map(|key| self.region.fields().map(move |it| (key.clone(), it)));
        let standing = |key: &str, field| {
            let municipality = organisation(key);
            self.region.standing(AnswerKey { municipality, field })
        };
        keys.filter(|(key, field)| wanted(standing(key, *field)))
            .map(|(key, field)| format!("{key} {field}"))
            .collect()
    }
}

#[test]
fn veenland_oost_shows_the_board_of_the_journeys() {
    let stage = Stage::played("veenland-oost");
    let expected = [
        ("waterdam", ["jddj", "djdjjd", "djjjd", "jjjdd", "jdjj"]),
        ("berkelo", ["jn.d", "dj.jjd", "djdjd", "djjdd", "j.dj"]),
        ("hoogveld", ["d?dj", "jjd-jj", "djjjd", "djjjd", "dddj"]),
        ("lindenmeer", ["?ndd", ".dnddn", "djnj.", "dnjn.", "d?nd"]),
    ];
    for (municipality, checks) in expected {
        for (check, expected) in (1..).zip(checks) {
            assert_eq!(stage.board(municipality, check), expected, "{municipality}, check {check}");
        }
    }
}

#[test]
fn veenland_oost_has_a_closed_round_and_an_open_one() {
    let stage = Stage::played("veenland-oost");
    let rounds: Vec<(&str, bool)> = stage
        .region
        .rounds
        .iter()
        .map(|round| (round.name.as_str(), round.closed.is_some()))
        .collect();
    assert_eq!(rounds, [("2025", true), ("2026", false)]);
}

#[test]
fn two_answers_of_last_year_ask_to_be_confirmed_again() {
    let stage = Stage::played("veenland-oost");
    let reconfirm = stage.with_standing(|standing| matches!(standing, Standing::Reconfirm(_)));
    let expected = ["berkelo 1.2", "lindenmeer 4.3"].map(str::to_owned);
    assert_eq!(reconfirm, expected.into());
    let confirmed = stage.with_standing(|standing| standing == Standing::Confirmed);
    assert_eq!(confirmed.len(), 13 + 4 + 10 + 2);
}

#[test]
fn drafts_stay_with_their_municipality() {
    let stage = Stage::played("veenland-oost");
    let draft = |municipality, field| stage.region.draft(stage.key(municipality, field)).cloned();
    let shared = |municipality, field| stage.region.shared_value(stage.key(municipality, field));
    for field in ["1.3b", "2.3", "3.3", "5.2"] {
        assert!(draft("berkelo", field).is_some(), "{field}");
    }
    assert_eq!(shared("berkelo", "1.3b"), None);
    assert_eq!(shared("berkelo", "3.3"), Some(AnswerValue::Partly));
    assert_eq!(draft("berkelo", "5.2").and_then(|it: Working| it.value), None);
    assert!(draft("waterdam", "4.3").is_some());
}

#[test]
fn duinkust_is_half_filled_by_three_municipalities() {
    let stage = Stage::played("duinkust");
    assert_eq!(stage.region.municipalities().len(), 3);
    let filled = stage.with_standing(|standing| standing != Standing::Empty).len();
    assert_eq!((filled, stage.region.fields().count() * 3), (42, 87));
    assert!(stage.region.draft(stage.key("helmduin", "4.1a")).is_some());
}

#[test]
fn every_journey_finds_its_account() {
    let veenland = demo_region("veenland-oost");
    let duinkust = demo_region("duinkust");
    let adopts = |region: &DemoRegion, key: &str| {
        region.accounts.iter().find(|it| it.key == key).map(|it| it.may_adopt)
    };
    for (key, may_adopt) in [
        ("coordinator", false),
        ("waterdam", true),
        ("berkelo", false),
        ("lindenmeer", false),
        ("hoogveld", true),
        ("debrug", true),
        ("politie", true),
        ("voorzitter", true),
        ("stuurgroep", false),
        ("waarnemer", false),
    ] {
        assert_eq!(adopts(&veenland, key), Some(may_adopt), "{key}");
    }
    assert_eq!(adopts(&veenland, "duinkust"), None);
    assert_eq!(adopts(&duinkust, "duinkust"), Some(true));
    assert_eq!(adopts(&duinkust, "debrug"), Some(true));
}

#[test]
fn a_broken_demo_file_says_where_and_why() {
    let text = include_str!("../../../content/demo/duinkust.toml");
    let refused = |from: &str, to: &str, line_of: &str, reason: &str| {
        assert!(text.contains(from), "{from}");
        let broken = text.replacen(from, to, 1);
        let line = 1 + broken.lines().position(|line| line.contains(line_of)).unwrap();
        let errors = demo::region("duinkust.toml", &broken, &checklist()).unwrap_err();
        let words = errors.in_language(Language::Nl);
        assert!(words.contains(&format!("duinkust.toml:{line}: {reason}")), "{words}");
    };
    refused("kind = \"police\"", "kind = \"politie\"", "kind = \"politie\"", "‘politie’ past niet");
    refused(
        "on = \"2026-11-18 11:30\"",
        "on = \"2026-11-23 09:01\"",
        "09:01",
        "dit is later dan 2026-11-23 09:00",
    );
    refused(
        "by = \"duinkust\"\non = \"2026-10-15 10:05\"",
        "by = \"strandmeer\"\non = \"2026-10-15 10:05\"",
        "on = \"2026-10-15 10:05\"",
        "‘strandmeer’ is geen redacteur van ‘helmduin’",
    );
    refused(
        "on = \"2026-10-15 10:05\"",
        "on = \"2026-10-01 10:05\"",
        "on = \"2026-10-01 10:05\"",
        "op dat moment loopt er geen ronde",
    );
    refused(
        "\"1.1\", \"1.4\"",
        "\"1.1\", \"5.4\"",
        "on = \"2026-11-10 09:20\"",
        "antwoord 5.4 is dan niet gedeeld",
    );
}

#[test]
fn a_text_about_a_person_is_refused_in_the_demo_too() {
    let text = include_str!("../../../content/demo/duinkust.toml");
    let broken = text.replace("Wij hebben hier geen overzicht van.", "Vraag het na: 123456782.");
    let errors = demo::region("duinkust.toml", &broken, &checklist()).unwrap_err();
    let words = errors.in_language(Language::Nl);
    assert!(words.ends_with("de toelichting bij 2.3 lijkt over een persoon te gaan"), "{words}");
    assert_eq!(words.lines().count(), 1, "{words}");
}
