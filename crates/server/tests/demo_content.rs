//! The demo regions can be played by the real rules, and then show what the journeys expect.

use std::collections::{BTreeMap, BTreeSet};

use domain::answer::Reason;
use domain::checklist::Checklist;
use domain::{
    Actor, AnswerKey, AnswerValue, CheckId, CommandId, Entry, FieldId, Member, Moment,
    OrganisationId, PersonId, Region, RegionId, Response, Sent, Sheet, Stand, Standing, TypedText,
    Working, decide, evolve,
};
use server::content::demo::{self, DemoRegion, Ids};
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

fn person(key: &str) -> PersonId {
    PersonId(named("person", key))
}

const IDS: Ids = Ids { organisation, person };

/// A region that is played by the rules, command by command.
struct Stage {
    demo: DemoRegion,
    region: Region,
    commands: u32,
    /// What happened.
    events: Vec<domain::Event>,
}

impl Stage {
    fn played(key: &str) -> Stage {
        let demo = demo_region(key);
        let region = Region::new(RegionId(named("region", key)));
        let mut stage = Stage { demo: demo.clone(), region, commands: 0, events: vec![] };
        let name = TypedText::new(demo.name.clone());
        stage.submit(None, demo.founded, domain::Command::FoundRegion { name });
        let checklist = checklist();
        for happening in &demo.timeline {
            let asked = demo.commands(&happening.what, &stage.region, &checklist, IDS);
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
            person: person(by),
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
            self.events.push(event.clone());
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

    /// What the municipalities say to a regional answer, in the order in which they joined.
    fn responses(&self, field: FieldId) -> String {
        let of = |municipality| match self.region.response(AnswerKey { municipality, field }) {
            Response::NotAsked => '.',
            Response::Open { earlier: None } => 'o',
            Response::Open { earlier: Some(_) } => 'a',
            Response::Applies => 'j',
            Response::Differs { reason } if reason.is_blank() => '!',
            Response::Differs { .. } => 'n',
        };
        self.region.municipalities().into_iter().map(of).collect()
    }

    /// Where the coordinator stands with a regional answer.
    fn regional_state(&self, field: FieldId) -> &'static str {
        let is_drafted = self.region.draft(Sheet::Regional(field)).is_some();
        match (self.region.regional_standing(field), is_drafted) {
            (Standing::Empty, false) => "nothing",
            (Standing::Empty, true) => "draft",
            (Standing::Reconfirm(_), false) => "last round",
            (Standing::Reconfirm(_), true) => "last round, draft",
            (_, false) => "put forward",
            (_, true) => "put forward, draft",
        }
    }

    /// The regional fields by where they stand: for the coordinator, and for the municipalities.
    fn regional_board(&self) -> BTreeMap<(&'static str, String), BTreeSet<String>> {
        let mut board: BTreeMap<_, BTreeSet<String>> = BTreeMap::new();
        for field in self.region.fields().filter(|field| self.region.is_regional(*field)) {
            let state = (self.regional_state(field), self.responses(field));
            board.entry(state).or_default().insert(field.to_string());
        }
        board
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
        ("waterdam", ["jddj", "djdjjd", "djjjdd", "jjjdd", "jdjjn"]),
        ("berkelo", ["jn.d", "dj.jjd", "djdjd.", "djjdd", "j.djj"]),
        ("hoogveld", ["d?dj", "jjd-jj", "djjjdj", "djjjd", "dddj."]),
        ("lindenmeer", ["?ndd", ".dnddn", "djnj..", "dnjn.", "d?nd."]),
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
fn answers_of_last_year_ask_to_be_confirmed_again() {
    let stage = Stage::played("veenland-oost");
    let reconfirm = stage
        .with_standing(|standing| matches!(standing, Standing::Reconfirm(Reason::NewRound(_))));
    let expected = ["berkelo 1.2", "hoogveld 3.R1", "lindenmeer 4.3"].map(str::to_owned);
    assert_eq!(reconfirm, expected.into());
    let confirmed = stage.with_standing(|standing| standing == Standing::Confirmed);
    assert_eq!(confirmed.len(), 15 + 4 + 10 + 2);
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
fn regional_answers_stand_as_the_head_of_their_part_of_the_file_says() {
    // Waterdam, Berkelo, Hoogveld, Lindenmeer: j applies, n does not, o open, a asked again.
    let expected = [
        (("put forward", "jjjn"), "1.3a"),
        (("put forward", "jjjj"), "3.2a"),
        (("put forward", "nnjo"), "5.3"),
        (("put forward", "jjjo"), "5.4"),
        (("put forward", "jojn"), "4.2"),
        (("put forward", "jojo"), "2.5 3.4 4.1a"),
        (("put forward", "naaa"), "4.1b"),
        (("put forward", "aoao"), "4.5b"),
        (("put forward, draft", "oojo"), "4.3"),
        (("put forward, draft", "jonn"), "4.4"),
        (("draft", "...."), "4.5a 5.2"),
        (("last round", "...."), "3.5 5.1"),
        (("nothing", "...."), "2.1 2.6 3.2b"),
    ];
    let expected = expected.into_iter().map(|((state, said), fields)| {
        ((state, said.to_owned()), fields.split(' ').map(str::to_owned).collect())
    });
    assert_eq!(Stage::played("veenland-oost").regional_board(), expected.collect());
}

#[test]
fn every_state_of_a_regional_answer_is_there_at_least_twice() {
    let stage = Stage::played("veenland-oost");
    let fields = |is_so: &dyn Fn(&str, &str) -> bool| -> usize {
        let board = stage.regional_board();
        board.iter().filter(|((state, said), _)| is_so(state, said)).map(|(_, it)| it.len()).sum()
    };
    let waits = |said: &str| said.matches(['o', 'a']).count();
    let only = |place: usize, said: &str| waits(said) == 1 && said.as_bytes()[place] == b'o';
    for (state, found) in [
        ("everybody reacted", fields(&|_, said| !said.contains('.') && waits(said) == 0)),
        ("only Berkelo must react", fields(&|_, said| only(1, said))),
        ("only Lindenmeer must react", fields(&|_, said| only(3, said))),
        ("it does not apply somewhere", fields(&|_, said| said.contains('n'))),
        ("two municipalities must react again", fields(&|_, said| 2 <= said.matches('a').count())),
        ("a draft, not put forward", fields(&|state, _| state == "draft")),
        ("put forward, with a draft", fields(&|state, _| state == "put forward, draft")),
        ("put forward last time only", fields(&|state, _| state == "last round")),
        ("nothing", fields(&|state, _| state == "nothing")),
    ] {
        assert!(2 <= found, "{state}: {found}");
    }
}

#[test]
fn who_says_that_it_applies_answers_as_the_region_does() {
    for key in ["veenland-oost", "duinkust"] {
        let Stage { region, .. } = Stage::played(key);
        for municipality in region.municipalities() {
            for field in region.fields() {
                let key = AnswerKey { municipality, field };
                if region.response(key) == Response::Applies {
                    let own = &region.answer(key).unwrap().shared.as_ref().unwrap().content;
                    let regional = &region.put_forward(field).unwrap().content;
                    assert_eq!(own.value, regional.value, "{field}");
                    assert_eq!(own.explanation, regional.explanation, "{field}");
                }
            }
        }
    }
}

#[test]
fn an_answer_that_was_taken_over_asks_to_be_looked_at_when_the_region_changes_it() {
    let stage = Stage::played("veenland-oost");
    let changed = Standing::Reconfirm(Reason::RegionalChanged);
    let expected = ["berkelo 4.1b", "hoogveld 4.1b", "hoogveld 4.5b", "waterdam 4.5b"];
    let found = stage.with_standing(|standing| standing == changed);
    assert_eq!(found, expected.map(str::to_owned).into());
}

#[test]
fn the_coordinator_sees_what_was_put_forward_last_time() {
    let Stage { region, .. } = Stage::played("veenland-oost");
    let previous: BTreeSet<String> = region
        .fields()
        .filter(|it| region.regional_answer(*it).is_some_and(|it| it.previous.is_some()))
        .map(|field| field.to_string())
        .collect();
    assert_eq!(previous, ["3.5", "4.2", "5.1"].map(str::to_owned).into());
}

#[test]
fn duinkust_has_three_regional_answers_and_a_few_reactions() {
    let stage = Stage::played("duinkust");
    let board = stage.regional_board();
    let put_forward: Vec<_> =
        board.iter().filter(|((state, _), _)| *state == "put forward").collect();
    let said = |said: &str| ("put forward", said.to_owned());
    assert_eq!(
        put_forward,
        [
            (&said("njo"), &[String::from("4.R1")].into()),
            (&said("ojo"), &[String::from("3.2a")].into()),
            (&said("ooo"), &[String::from("3.2b")].into()),
        ]
    );
}

#[test]
fn duinkust_is_half_filled_by_three_municipalities() {
    let stage = Stage::played("duinkust");
    assert_eq!(stage.region.municipalities().len(), 3);
    let filled = stage.with_standing(|standing| standing != Standing::Empty).len();
    assert_eq!((filled, stage.region.fields().count() * 3), (45, 93));
    assert!(stage.region.draft(stage.key("helmduin", "4.1a")).is_some());
}

#[test]
fn every_state_of_an_own_question_is_there_at_least_twice() {
    let stages = ["veenland-oost", "duinkust"].map(Stage::played);
    let rounds = stages.iter().flat_map(|stage| &stage.region.rounds);
    let removed = rounds.flat_map(|round| round.own.values()).filter(|own| own.removed.is_some());
    assert_eq!(removed.count(), 2);
    let asked = |stage: &Stage| -> Vec<String> {
        stage.region.round().unwrap().own_asked().map(|(id, _)| id.to_string()).collect()
    };
    assert_eq!(stages.each_ref().map(asked), [["3.R1", "5.R2"], ["2.R1", "4.R1"]]);
    let reworded = Standing::Reconfirm(Reason::QuestionReworded);
    let looks_again = stages.each_ref().map(|stage| stage.with_standing(|it| it == reworded));
    let expected = ["berkelo 5.R2", "helmduin 2.R1"].map(|key| BTreeSet::from([key.to_owned()]));
    assert_eq!(looks_again, expected);
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

/// What each request waits for, told as a word, with how many there are of it in both regions.
fn requests() -> BTreeMap<&'static str, usize> {
    let mut found = BTreeMap::new();
    for key in ["veenland-oost", "duinkust"] {
        let region = Stage::played(key).region;
        for request in region.requests.values() {
            let word = match (&request.stand, region.is_fulfilled(request)) {
                (Stand::Closed, _) => "closed",
                (Stand::Declined { .. }, _) => "declined",
                (_, true) => "fulfilled",
                (Stand::Open, false) => "open",
                (Stand::Ready, false) => "ready",
                (Stand::Changes { .. }, false) => "changes",
            };
            *found.entry(word).or_default() += 1;
        }
    }
    found
}

#[test]
fn every_state_of_a_request_is_there_at_least_twice() {
    let expected = [
        ("changes", 2),
        ("closed", 2),
        ("declined", 2),
        ("fulfilled", 2),
        ("open", 4),
        ("ready", 2),
    ];
    assert_eq!(requests(), expected.into());
}

/// What a reader of the history can meet is there twice, and so every state that it leads to. One round is
/// over, that of last year; a question that was put back is one that is asked; the demo holds no text that had
/// to go; nobody of it leaves; and that an offer waits too long is noted by the installation, which does not play
/// here; so that nobody pauses reminders either.
#[test]
fn every_kind_of_entry_but_fifteen_is_in_the_demo_at_least_twice() {
    let mut found: BTreeMap<&str, usize> =
        domain::stored::KINDS.iter().map(|(kind, _)| (*kind, 0)).collect();
    for key in ["veenland-oost", "duinkust"] {
        for event in &Stage::played(key).events {
            let kind = domain::stored::encode(event).kind;
            *found.get_mut(kind.as_str()).unwrap() += 1;
        }
    }
    let seldom: Vec<_> = found.into_iter().filter(|(_, times)| *times < 2).collect();
    assert_eq!(
        seldom,
        [
            ("action_file_removed", 0),
            ("action_passed_on", 0),
            ("action_reminded", 0),
            ("handover_accepted", 0),
            ("handover_declined", 0),
            ("handover_offered", 0),
            ("handover_withdrawn", 0),
            ("offer_went_silent", 0),
            ("organisation_left", 0),
            ("own_question_put_back", 0),
            ("reminders_paused", 0),
            ("request_passed_on", 0),
            ("round_closed", 1),
            ("text_redacted", 0),
            ("thread_passed_on", 0),
        ]
    );
}

/// Where the actions of Veenland-Oost stand on the day on which the demo plays.
#[test]
fn every_stand_of_an_action_is_there_and_one_offer_waits_too_long() {
    use domain::ActionStand as S;
    let region = Stage::played("veenland-oost").region;
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    for action in region.actions.values() {
        let word = match action.stand {
            S::Proposed => "proposed",
            S::Offered { .. } => "offered",
            S::CounterProposed { .. } => "other day",
            S::Declined { .. } => "declined",
            S::Accepted => "accepted",
            S::InProgress => "in progress",
            S::WaitingOn { .. } => "waits",
            S::ReportedDone { .. } => "done",
            S::Closed => "closed",
            S::Reopened { .. } => "reopened",
            S::Dropped { .. } => "dropped",
        };
        *found.entry(word).or_default() += 1;
    }
    assert_eq!(found.len(), 11, "{found:?}");
    let present = domain::local_day(demo::moment(demo::PRESENT).expect("a moment"));
    let titles = |is_it: &dyn Fn(&domain::Action) -> bool| -> Vec<&str> {
        let all = region.actions_in_order().into_iter().filter(|(_, action)| is_it(action));
        all.map(|(_, action)| action.plan.title.as_str()).collect()
    };
    let unanswered = titles(&|action| action.is_unanswered(present));
    assert_eq!(unanswered, ["Lever de aantallen van 2025 per gemeente aan"]);
    let silent = titles(&|action| action.is_silent(present));
    assert_eq!(silent, ["Neem het onderwerp op in het beleid tegen ondermijning"]);
    let overdue = titles(&|action| action.is_overdue(present));
    assert_eq!(overdue, ["Maak een kaart van het meldpunt voor scholen"]);
    assert_eq!(region.next_steering_date(present), domain::Day::new(2026, 12, 10));
    assert_eq!(titles(&|action| action.group.is_some()).len(), 4);
}
