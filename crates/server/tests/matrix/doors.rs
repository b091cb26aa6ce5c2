//! Doors: by every role, for the own, another and a foreign organisation, in the own, another and no region,
//! with a session that goes on, that ended, that was made up, and without one.
//!
//! Size: one crowd that every row is tried by, and what a row needs to be there.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    ActionId, Command, FileId, FileKind, Member, OrganisationId, PersonId, Plan, RegionId, Role,
    TypedPlan, TypedText, action::made_for,
};
use reqwest::{StatusCode, header};
use serde::Deserialize;
use server::door::{proving, second_factor};
use server::people::{Membership, NewInvitation, OfferedPlace};
use uuid::Uuid;

use crate::{
    Says,
    crowd::{Somebody, account, comes, made_up, seat},
    forms::{PARTNER_TEXT, form},
    says,
    stage::{
        Stage,
        files::{attach, sample},
        house::*,
        linked::linked,
        served::Served,
        served::browser,
        visit::page,
    },
};

/// Fewer cells than this are not all of them.
pub const CELLS_MIN: usize = 4_635;

/// The region in which those have their only place who have none in the region of the test.
pub const ELSEWHERE: RegionId = RegionId(Uuid::from_u128(0x2));
pub const DUNES: OrganisationId = OrganisationId(Uuid::from_u128(0xC));

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    columns: Vec<String>,
    region: BTreeMap<String, Vec<Says>>,
    municipality: BTreeMap<String, OwnAndOther>,
    administration: BTreeMap<String, Vec<Says>>,
    signed_in: Doors,
    open: Doors,
    to_sign_in: Doors,
    elsewhere: Doors,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnAndOther {
    own: Vec<Says>,
    other: Vec<Says>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Doors {
    doors: Vec<String>,
}

fn table() -> Table {
    toml::from_str(include_str!("doors.toml")).unwrap()
}

impl Table {
    fn all(&self) -> BTreeSet<String> {
        let rows = self.region.keys().chain(self.municipality.keys());
        let rows = rows.chain(self.administration.keys());
        let lists = [&self.signed_in, &self.open, &self.to_sign_in, &self.elsewhere];
        let listed = lists.into_iter().flat_map(|list| &list.doors);
        rows.chain(listed).cloned().collect()
    }
}

/// Reads the doors out of the program that opens them: every address with its methods.
fn built() -> BTreeSet<String> {
    let named = [
        ("proving::CODE_PATH", proving::CODE_PATH),
        ("proving::PATH", proving::PATH),
        ("second_factor::PATH", second_factor::PATH),
    ];
    let source = named
        .iter()
        .fold(include_str!("../../src/router.rs").to_owned(), |source, (name, path)| {
            source.replace(name, &format!("\"{path}\""))
        });
    let mut doors = BTreeSet::new();
    // What follows a name that is given to a door before it is hung, such as `let check = get(…)`.
    let named = |name: &str| {
        let begin = format!("let {name} = ");
        let all = source.split(&begin).skip(1);
        all.filter_map(|rest| rest.split(';').next()).collect::<String>()
    };
    for part in source.split(".route(").skip(1) {
        let path = part.split('"').nth(1).expect("an address").to_owned();
        // The last door of a function ends with it.
        let door = part.split("\n}").next().unwrap_or(part);
        let known = door.split(',').nth(1).unwrap_or_default().trim();
        let name: String = known.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        let text = match name.as_str() {
            "get" | "post" => door.to_owned(),
            name => format!("{door} {}", named(name)),
        };
        for (word, method) in [("get(", "GET"), ("post(", "POST")] {
            if text.contains(word) {
                doors.insert(format!("{method} {path}"));
            }
        }
    }
    doors
}

#[test]
fn every_door_has_a_row() {
    assert_eq!(table().all(), built());
}

/// Where somebody knocks.
#[derive(Clone, Copy)]
struct Place {
    region: RegionId,
    municipality: OrganisationId,
}

/// Everybody who tries, by column.
pub struct Crowd {
    pub inside: Vec<Somebody>,
    pub ended: Vec<Somebody>,
    pub stranger: Somebody,
    guests: Guests,
}

/// Administrators whom a coordinator let read the region along.
struct Guests {
    /// One who is signed in.
    inside: Somebody,
    /// The same with a session that ended.
    ended: Somebody,
    /// One who was let read along, until it ended.
    former: Somebody,
}

pub async fn try_all(stage: &Stage) -> usize {
    let served = Served::new(stage).await;
    let crowd = Crowd::gather(&served).await;
    let (link, entry) = (link(&served).await, entry(&served, &crowd).await);
    let action = action(&served, &crowd).await;
    let feed = feed(&served, &crowd).await;
    let answers = answers(&served, &crowd).await;
    let file = file(&served, &crowd, action).await;
    let knocker =
        Knocker { served: &served, crowd: &crowd, link, feed, entry, action, answers, file };
    let (mut tried, table) = (0, table());
    for (door, cells) in &table.region {
        tried += knocker.try_row(door, WATERDAM, cells).await;
        tried += knocker.try_guests(door, WATERDAM, cells).await;
        tried += knocker.try_elsewhere(door).await;
    }
    for (door, OwnAndOther { own, other }) in &table.municipality {
        tried += knocker.try_row(door, WATERDAM, own).await;
        tried += knocker.try_row(door, BERKELO, other).await;
        tried += knocker.try_guests(door, BERKELO, other).await;
        for foreign in [DUNES, OrganisationId(Uuid::new_v4())] {
            let nowhere = vec![Says::Nowhere; table.columns.len()];
            tried += knocker.try_row(door, foreign, &nowhere).await;
        }
        tried += knocker.try_elsewhere(door).await;
    }
    for (door, cells) in &table.administration {
        tried += knocker.try_row(door, WATERDAM, cells).await;
    }
    for door in &table.signed_in.doors {
        tried += knocker.try_row(door, WATERDAM, &vec![Says::In; table.columns.len()]).await;
    }
    for door in &table.open.doors {
        tried += knocker.try_open(door, Says::In).await;
    }
    for door in &table.to_sign_in.doors {
        tried += knocker.try_open(door, Says::Out).await;
    }
    tried
}

impl Crowd {
    pub async fn gather(served: &Served) -> Self {
        served.house.let_partner_in().await;
        let seats = [
            ("coordinator", WATERDAM, Role::Coordinator, false),
            ("municipality_lead", WATERDAM, Role::Editor, true),
            ("municipality_editor", WATERDAM, Role::Editor, false),
            ("partner_lead", PARTNER, Role::Editor, true),
            ("partner_editor", PARTNER, Role::Editor, false),
            ("steering_member", WATERDAM, Role::SteeringMember, true),
            ("observer", WATERDAM, Role::Observer, true),
        ];
        let columns: Vec<&str> = seats.iter().map(|(column, ..)| *column).collect();
        assert_eq!(table().columns[1..], columns);
        let people = seats.map(|(column, organisation, role, may_adopt)| {
            (column, Member { person: PersonId(Uuid::new_v4()), organisation, role, may_adopt })
        });
        for (column, member) in &people {
            account(served, member.person, column).await;
            let Member { person, organisation, role, may_adopt } = *member;
            let (roles, region) = (vec![role], REGION);
            let place = Membership {
                person,
                region,
                organisation,
                roles,
                may_adopt,
                since: NOW,
                until: None,
            };
            seat(served, place).await;
        }
        drop(crate::stage::places::administrator(served).await);
        let administrator = crate::stage::places::people_of(served, "beheer@host.example").await;
        let mut all = vec![(administrator, "beheer@host.example")];
        all.extend(people.iter().map(|(column, member)| (member.person, *column)));
        let mut ended = vec![];
        for (person, login) in &all {
            ended.push(enter(served, *person, login).await);
        }
        served.expire_sessions().await;
        let mut inside = vec![];
        for (person, login) in &all {
            inside.push(enter(served, *person, login).await);
        }
        let stranger = comes(served, STRANGER, "duinkust").await;
        let guests = Guests::gather(served, inside[1].person).await;
        Self { inside, ended, stranger, guests }
    }
}

impl Guests {
    async fn gather(served: &Served, coordinator: PersonId) -> Self {
        use crate::stage::places::{administrator_as, let_read, people_of};
        let (guest, former) = ("gast@host.example", "was-gast@host.example");
        for login in [guest, former] {
            drop(administrator_as(served, login).await);
            let_read(served, REGION, coordinator, people_of(served, login).await).await;
        }
        let person = people_of(served, guest).await;
        let ended = enter(served, person, guest).await;
        // Of all sessions of this moment the others are not used again either.
        let sql = format!("UPDATE session SET expires = 1 WHERE person = {}", id(served, person));
        crate::stage::execute(&served.house.db, sqlx::AssertSqlSafe(sql)).await;
        served.sessions.forget_all();
        let inside = enter(served, person, guest).await;
        let was = people_of(served, former).await;
        let over = served.house.people.end_reading((REGION, was), was, NOW).await;
        assert!(over.unwrap());
        served.house.regions.places_changed(REGION).await;
        let former = enter(served, was, former).await;
        Self { inside, ended, former }
    }
}

/// Writes an id as the engine does.
fn id(served: &Served, person: PersonId) -> String {
    match served.house.db {
        server::db::Db::Sqlite(_) => format!("x'{}'", person.0.simple()),
        server::db::Db::Postgres(_) => format!("'{}'", person.0),
    }
}

/// Lets somebody sign in; the administrator has a password that was chosen.
pub async fn enter(served: &Served, person: PersonId, login: &str) -> Somebody {
    use crate::stage::{places::STRONG, served::sign_in};
    let password = if login.contains('@') { STRONG } else { PASSWORD };
    let browser = browser();
    let answer = sign_in(&browser, &served.address, login, password).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{login}");
    Somebody { person, browser }
}

/// Makes an invitation of a coordinator, and returns what stands in its link.
async fn link(served: &Served) -> String {
    let role = Role::Coordinator;
    let place = OfferedPlace { region: REGION, organisation: WATERDAM, role, may_adopt: false };
    let place = Some(place);
    let new = NewInvitation { id: Uuid::new_v4(), place, display: None, by: None, mail_to: None };
    let token = served.house.people.invite(&new, NOW).await.unwrap().unwrap();
    token.address().rsplit('/').next().unwrap().to_owned()
}

/// Makes the address of a calendar, and returns what stands in it.
async fn feed(served: &Served, crowd: &Crowd) -> String {
    let lead = crowd.inside[2].person;
    let token = served.house.people.make_calendar_feed(lead, NOW).await.unwrap().unwrap();
    token.feed_address().rsplit('/').next().unwrap().to_owned()
}

/// Lets the lead of the municipality say something, and returns the entry that holds it.
async fn entry(served: &Served, crowd: &Crowd) -> u64 {
    let lead = &crowd.inside[2];
    let said = [
        ("formulier", "x"),
        ("waarover", "vraag"),
        ("opmerking", "Wie weet dit?"),
        ("doe", "begin"),
    ];
    let at = served.at(&page("/vraag/4.3/opmerkingen"));
    let answer = lead.browser.post(at).form(&said).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    served.house.journal.standing(REGION).await.unwrap().unwrap().head
}

/// Lets the lead of the municipality think of an action for the partner, and returns it.
async fn action(served: &Served, crowd: &Crowd) -> ActionId {
    let lead = &crowd.inside[2];
    let thought = [
        ("formulier", "y"),
        ("titel", "Maak een rooster"),
        ("eigenaar", PARTNER_TEXT),
        ("doe", "stel-voor"),
    ];
    let at = served.at(&page("/acties/nieuw"));
    let answer = lead.browser.post(at).form(&thought).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let region = served.house.regions.look(REGION, lead.person).await.unwrap().region;
    *region.actions.keys().next().unwrap()
}

/// Lets the lead of the municipality ask it to do something, and returns the path of a link to that.
async fn answers(served: &Served, crowd: &Crowd) -> String {
    let lead = crowd.inside[2].person;
    let plan: TypedPlan = Plan {
        title: TypedText::new("Leg de route vast"),
        why: TypedText::default(),
        done_when: TypedText::default(),
        contributors: [].into(),
        concerns: [].into(),
        due: None,
        priority: Default::default(),
    };
    let (owners, plan) = ([WATERDAM].into(), Box::new(plan));
    let asked = sent(Command::MakeActions { owners, plan, cause: None, offer: true });
    let action = made_for(asked.id, WATERDAM);
    served.house.submit(lead, asked).await.unwrap();
    linked(served, action, (lead, WATERDAM)).await
}

/// Lets the lead of the municipality add a file to an action, and returns it.
async fn file(served: &Served, crowd: &Crowd, action: ActionId) -> FileId {
    let lead = &crowd.inside[2];
    let answer = attach(served, &lead.browser, action, sample(FileKind::Text)).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let region = served.house.regions.look(REGION, lead.person).await.unwrap().region;
    region.actions[&action].files[0].file.id
}

/// Somebody who knocks at doors.
struct Knocker<'a> {
    served: &'a Served,
    crowd: &'a Crowd,
    link: String,
    /// The calendar of somebody, whoever asks for it.
    feed: String,
    /// An entry with a text that the lead of the municipality wrote.
    entry: u64,
    /// An action that the lead of the municipality thought of, for the partner.
    action: ActionId,
    /// A link with which the lead of the municipality answers another one.
    answers: String,
    /// A file that the lead of the municipality added to it.
    file: FileId,
}

impl Knocker<'_> {
    /// Tries a door by everybody, with every state of a session.
    async fn try_row(&self, door: &str, municipality: OrganisationId, cells: &[Says]) -> usize {
        let place = Place { region: REGION, municipality };
        let columns = table().columns;
        assert_eq!(cells.len(), columns.len(), "{door}");
        let mut tried = 0;
        for ((column, wanted), (inside, ended)) in
            columns.iter().zip(cells).zip(self.crowd.inside.iter().zip(&self.crowd.ended))
        {
            let said = self.knock(door, place, inside).await;
            assert_eq!(said, *wanted, "{door} of {municipality} by {column}");
            let said = self.knock(door, place, ended).await;
            assert_eq!(said, Says::Out, "{door} by {column}, whose session ended");
            tried += 2;
        }
        for nobody in [browser(), made_up()] {
            let nobody = Somebody { person: PersonId(Uuid::new_v4()), browser: nobody };
            assert_eq!(self.knock(door, place, &nobody).await, Says::Out, "{door} by nobody");
            tried += 1;
        }
        tried
    }

    /// Tries a door by an administrator who reads the region along: as an observer does, who is the last column;
    /// and by one who did, to whom it is as if there were none.
    async fn try_guests(&self, door: &str, municipality: OrganisationId, cells: &[Says]) -> usize {
        let here = Place { region: REGION, municipality };
        let Guests { inside, ended, former } = &self.crowd.guests;
        let said = self.knock(door, here, inside).await;
        // What waits for somebody waits for nobody without a place.
        let wanted = match door.ends_with("/overdracht") {
            true => Some(&Says::Nowhere),
            false => cells.last(),
        };
        assert_eq!(Some(&said), wanted, "{door} of {municipality} by a guest");
        assert_eq!(self.knock(door, here, ended).await, Says::Out, "{door} by a guest, signed out");
        assert_eq!(self.knock(door, here, former).await, Says::Nowhere, "{door} by a former guest");
        let elsewhere = Place { region: ELSEWHERE, municipality: DUNES };
        let said = self.knock(door, elsewhere, inside).await;
        assert_eq!(said, Says::Nowhere, "{door} of another region by a guest");
        4
    }

    /// Tries a door of a region by those who have no place there, and of a region that is not there.
    async fn try_elsewhere(&self, door: &str) -> usize {
        let here = Place { region: REGION, municipality: WATERDAM };
        let said = self.knock(door, here, &self.crowd.stranger).await;
        assert_eq!(said, Says::Nowhere, "{door} by a stranger");
        let mut tried = 1;
        for region in [ELSEWHERE, RegionId(Uuid::new_v4())] {
            for municipality in [WATERDAM, DUNES] {
                for (column, somebody) in table().columns.iter().zip(&self.crowd.inside) {
                    let place = Place { region, municipality };
                    let said = self.knock(door, place, somebody).await;
                    assert_eq!(said, Says::Nowhere, "{door} of {region} by {column}");
                    tried += 1;
                }
                // Whoever is not signed in learns of no region whether it is there.
                let made_up = Somebody { person: PersonId(Uuid::new_v4()), browser: made_up() };
                for somebody in self.crowd.ended.iter().chain([&made_up]) {
                    let said = self.knock(door, Place { region, municipality }, somebody).await;
                    assert_eq!(said, Says::Out, "{door} of {region} by nobody");
                    tried += 1;
                }
            }
        }
        tried
    }

    /// Tries a door that is open to everybody.
    async fn try_open(&self, door: &str, wanted: Says) -> usize {
        let place = Place { region: REGION, municipality: WATERDAM };
        let mut tried = 0;
        for nobody in [browser(), made_up()] {
            let nobody = Somebody { person: NOBODY, browser: nobody };
            assert_eq!(self.knock(door, place, &nobody).await, wanted, "{door} by nobody");
            tried += 1;
        }
        // Last, because one of the doors signs out: a browser of their own.
        for (somebody, login) in self.crowd.inside.iter().zip(table().columns).skip(1) {
            let fresh = enter(self.served, somebody.person, &login).await;
            assert_eq!(self.knock(door, place, &fresh).await, wanted, "{door} by {login}");
            tried += 1;
        }
        tried
    }

    async fn knock(&self, door: &str, place: Place, somebody: &Somebody) -> Says {
        let (method, path) = door.split_once(' ').unwrap();
        let path = path
            .replace("{region}", &place.region.to_string())
            .replace("{municipality}", &place.municipality.to_string())
            .replace("{question}", "4.3")
            .replace("{check}", "4")
            .replace("{entry}", &self.entry.to_string())
            .replace("{action}", &self.action.to_string())
            .replace("/actie/{token}", &self.answers)
            .replace("{file}", &self.file.to_string())
            .replace("{token}", &self.link)
            .replace("{feed}", &self.feed);
        let at = self.served.at(&path);
        let request = match method {
            "GET" => somebody.browser.get(at),
            _ if path.ends_with("/aanwezig") => {
                let said = serde_json::json!({ "tab": Uuid::new_v4(), "person": somebody.person });
                somebody.browser.post(at).json(&said)
            }
            _ => {
                let mut form = form(door, somebody);
                if door.ends_with("/acties") {
                    form.push(("actie", format!("{}:0000000000000000", self.action)));
                }
                somebody.browser.post(at).form(&form)
            }
        };
        let request = match door {
            // A stream never ends; its head says enough.
            "GET /regio/{region}/stroom" => request,
            _ => request.header(header::ACCEPT, "text/html"),
        };
        let answer = request.send().await.unwrap();
        let to = answer.headers().get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned());
        says(answer.status(), &to.unwrap_or_default())
    }
}

/// Whoever is not signed in.
pub const NOBODY: PersonId = PersonId(Uuid::nil());
