//! Deeds: every button of the pages on which people, grants and the installation are looked after, by every role, for
//! the own, another and a foreign organisation, from the own and another region, in every state of a session.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Command, GuardedText, Language, Moment, OrganisationId, OrganisationKind, PersonId, Role,
    TypedText,
};
use reqwest::{Client, header};
use serde::Deserialize;
use server::clock::Clock;
use server::mail::{MailTo, Patience};
use server::people::{Granted, Membership, NewGrant, NewInvitation, OfferedPlace};
use server::regions::Sender;
use uuid::Uuid;

use crate::{
    Says,
    crowd::{Somebody, account, made_up, seat},
    doors::{Crowd, DUNES, ELSEWHERE, NOBODY},
    says,
    stage::{
        Stage, execute,
        house::*,
        places::{administrator_as, people_of},
        served::{Mailing, Served, browser},
        visit::page,
    },
};

/// Fewer cells than this are not all of them.
pub const CELLS_MIN: usize = 1_225;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    columns: Vec<String>,
    people: BTreeMap<String, About>,
    organisations: BTreeMap<String, Vec<Says>>,
    granting: BTreeMap<String, Vec<Says>>,
    administration: BTreeMap<String, Vec<Says>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct About {
    own: Vec<Says>,
    other: Vec<Says>,
    foreign: Vec<Says>,
}

fn table() -> Table {
    toml::from_str(include_str!("deeds.toml")).unwrap()
}

/// Reads the buttons out of the program that takes them: what follows `begin` and stands before `end`, by the names of
/// its constants in the forms.
fn built(source: &str, forms: &[&str], (begin, end): (&str, &str)) -> BTreeSet<String> {
    let part = source.split(begin).nth(1).expect("the part that reads what was pressed");
    let part = part.split(end).next().unwrap_or(part);
    let value = |name: &str| {
        let all = forms.iter().flat_map(|form| form.split("pub const "));
        let of_it = |rest: &&str| rest.starts_with(&format!("{name}: &str = "));
        all.filter(of_it).find_map(|rest| rest.split('"').nth(1)).map(str::to_owned)
    };
    let named = |rest: &str| -> String {
        rest.chars().take_while(|c| c.is_ascii_uppercase() || *c == '_').collect()
    };
    let pressed = part.split("Some((").chain(part.split("== ")).map(named);
    pressed.filter(|name| 1 < name.len()).filter_map(|name| value(&name)).collect()
}

const PEOPLE: &str = include_str!("../../../app/src/form/people.rs");
const ORGANISATIONS: &str = include_str!("../../../app/src/form/people/organisations.rs");
const GRANTING: &str = include_str!("../../../app/src/form/granting.rs");
const ADMINISTRATION: &str = include_str!("../../src/door/administration.rs");
const ADMINISTRATORS: &str = include_str!("../../src/door/administration/administrators.rs");

#[test]
fn every_deed_has_a_row() {
    let table = table();
    let rows = |rows: Vec<&String>| rows.into_iter().cloned().collect::<BTreeSet<String>>();
    let read = ("BrokenForm> {", "#[cfg(test)]");
    let people = table.people.keys().chain(table.organisations.keys()).collect();
    assert_eq!(rows(people), built(PEOPLE, &[PEOPLE, ORGANISATIONS], read));
    assert_eq!(rows(table.granting.keys().collect()), built(GRANTING, &[GRANTING], read));
    let take = ("pub async fn take(", "\n}\n");
    let mut administered = built(ADMINISTRATION, &[PEOPLE], take);
    let take = ("pub(super) async fn take(", "\n}\n");
    administered.extend(built(ADMINISTRATORS, &[PEOPLE], take));
    // What is done with an invitation is the same deed as on the page of who takes part.
    let looked_after = ["nieuwe-link", "mail-opnieuw", "trek-in"].map(str::to_owned);
    administered.extend(looked_after);
    assert_eq!(rows(table.administration.keys().collect()), administered);
}

pub async fn try_all(stage: &Stage) -> usize {
    let mailing = Mailing { server: "smtp://127.0.0.1:9", patience: Patience::default() };
    let (served, _) = Served::mailing(stage, mailing, Clock::starting_at(NOW)).await;
    let crowd = Crowd::gather(&served).await;
    let presser = Presser { served: &served, crowd: &crowd };
    let (mut tried, table) = (0, table());
    for (deed, About { own, other, foreign }) in &table.people {
        for (organisation, cells) in [(WATERDAM, own), (BERKELO, other), (DUNES, foreign)] {
            tried += presser.try_row(&page("/deelnemers"), deed, organisation, cells).await;
        }
        tried += presser.try_elsewhere("deelnemers", deed).await;
    }
    for (deed, cells) in &table.organisations {
        tried += presser.try_row(&page("/deelnemers"), deed, WATERDAM, cells).await;
        tried += presser.try_elsewhere("deelnemers", deed).await;
    }
    for (deed, cells) in &table.granting {
        tried += presser.try_row(&page("/deelnemers/meekijken"), deed, WATERDAM, cells).await;
        tried += presser.try_elsewhere("deelnemers/meekijken", deed).await;
    }
    for (deed, cells) in &table.administration {
        tried += presser.try_row("/beheer", deed, WATERDAM, cells).await;
    }
    tried
}

struct Presser<'a> {
    served: &'a Served,
    crowd: &'a Crowd,
}

impl Presser<'_> {
    /// Presses a button by everybody, with every state of a session. Each press finds something of its own to do.
    async fn try_row(
        &self,
        path: &str,
        deed: &str,
        organisation: OrganisationId,
        cells: &[Says],
    ) -> usize {
        let columns = table().columns;
        assert_eq!(cells.len(), columns.len(), "{deed}");
        let mut tried = 0;
        let mut wrong = vec![];
        for ((column, wanted), (inside, ended)) in
            columns.iter().zip(cells).zip(self.crowd.inside.iter().zip(&self.crowd.ended))
        {
            let said = self.press(path, deed, organisation, inside).await;
            if said != *wanted {
                wrong.push(format!("{column}: {said:?}"));
            }
            let said = self.press(path, deed, organisation, ended).await;
            assert_eq!(said, Says::Out, "{deed} by {column}, whose session ended");
            tried += 2;
        }
        assert!(wrong.is_empty(), "{path} {deed} about {organisation}: {wrong:?}");
        for nobody in [browser(), made_up()] {
            let nobody = Somebody { person: NOBODY, browser: nobody };
            let said = self.press(path, deed, organisation, &nobody).await;
            assert_eq!(said, Says::Out, "{deed} by nobody");
            tried += 1;
        }
        tried
    }

    /// Presses it in a region where somebody has no place, and where they have one about what is of another.
    async fn try_elsewhere(&self, under: &str, deed: &str) -> usize {
        let here = page(&format!("/{under}"));
        let said = self.press(&here, deed, WATERDAM, &self.crowd.stranger).await;
        assert_eq!(said, Says::Nowhere, "{deed} by a stranger");
        let there = format!("/regio/{ELSEWHERE}/{under}");
        let mut tried = 1;
        for (column, somebody) in table().columns.iter().zip(&self.crowd.inside) {
            for organisation in [WATERDAM, DUNES] {
                let said = self.press(&there, deed, organisation, somebody).await;
                assert_eq!(said, Says::Nowhere, "{deed} of {organisation} elsewhere by {column}");
                tried += 1;
            }
        }
        tried
    }

    async fn press(
        &self,
        path: &str,
        deed: &str,
        organisation: OrganisationId,
        somebody: &Somebody,
    ) -> Says {
        let form = self.form(deed, path == "/beheer", organisation, somebody.person).await;
        let said = post(&somebody.browser, &self.served.at(path), &form).await;
        if deed == "eis-twee-stappen" {
            // Or nobody of it could do anything more.
            let requires = (REGION, organisation);
            let people = &self.served.house.people;
            people.require_second_factor(requires, false, somebody.person, NOW).await.unwrap();
            self.served.house.regions.places_changed(REGION).await;
        }
        said
    }

    /// Returns what a page sends when its button is pressed, about something that nobody pressed it for yet.
    ///
    /// Size: one form for each button.
    async fn form(
        &self,
        deed: &str,
        administers: bool,
        organisation: OrganisationId,
        by: PersonId,
    ) -> Vec<(&'static str, String)> {
        let mut form = vec![("formulier", Uuid::new_v4().to_string())];
        if by != NOBODY {
            form.push(("wie", by.to_string()));
        }
        let with = |id: String| format!("{deed}:{id}");
        let pressed = match deed {
            "voeg-gemeenten-toe" | "voeg-partner-toe" => deed.to_owned(),
            "nodig-uit" => {
                form.push(("organisatie", organisation.to_string()));
                form.extend([("rol", "observer".to_owned()), ("functie", String::new())]);
                deed.to_owned()
            }
            "nieuwe-link" | "mail-opnieuw" | "trek-in" => {
                let place = (!administers).then_some(organisation);
                with(self.invitation(place).await.to_string())
            }
            "verander" => {
                form.extend([("rol", "observer".to_owned()), ("rol-was", "observer".to_owned())]);
                with(self.person(organisation).await.to_string())
            }
            "verander-functie" => {
                form.extend([("functie", "beleidsmedewerker".to_owned())]);
                with(self.person(organisation).await.to_string())
            }
            "beeindig" => with(self.person(organisation).await.to_string()),
            "zet-tweede-stap-uit" => with(self.in_two_steps(organisation).await.to_string()),
            "eis-twee-stappen" | "eis-geen-twee-stappen" => with(organisation.to_string()),
            "laat-vertrekken" => with(self.leaving(organisation).await.to_string()),
            "verander-organisatie" => {
                form.push(("stond-er", "0".repeat(16)));
                with(organisation.to_string())
            }
            "laat-meekijken" => deed.to_owned(),
            "stop" => with(self.grant().await.to_string()),
            "verwijder-reden" if administers => with(self.hold().await.to_string()),
            "verwijder-reden" => with(self.grant().await.to_string()),
            "nodig-coordinator-uit" => with(self.region_without_coordinator().await.to_string()),
            "stop-meekijken" => with(REGION.to_string()),
            "beeindig-beheer" => with(self.administrator().await.to_string()),
            "maak-regio" => {
                form.extend([("naam", String::new()), ("organisatie", String::new())]);
                deed.to_owned()
            }
            "verwijder-niets" => {
                form.push(("reden", String::new()));
                deed.to_owned()
            }
            "verwijder-weer" | "nodig-beheerder-uit" => deed.to_owned(),
            other => panic!("no form presses {other}"),
        };
        form.push(("doe", pressed));
        form
    }

    /// Makes an invitation for an organisation, or of an administrator.
    async fn invitation(&self, of: Option<OrganisationId>) -> Uuid {
        let role = Role::Observer;
        let region = |organisation| if organisation == DUNES { ELSEWHERE } else { REGION };
        let place = of.map(|organisation| OfferedPlace {
            region: region(organisation),
            organisation,
            role,
            may_adopt: false,
        });
        let id = Uuid::new_v4();
        let mail_to =
            Some(MailTo { recipient: "iemand@waterdam.example".into(), language: Language::Nl });
        let new = NewInvitation { id, place, display: None, by: None, mail_to };
        self.served.house.people.invite(&new, NOW).await.unwrap().unwrap();
        id
    }

    /// Gives somebody new a place for an organisation.
    async fn person(&self, organisation: OrganisationId) -> PersonId {
        let person = PersonId(Uuid::new_v4());
        account(self.served, person, &person.to_string()).await;
        let region = if organisation == DUNES { ELSEWHERE } else { REGION };
        let (roles, may_adopt, since, until) = (vec![Role::Observer], false, NOW, None);
        let place = Membership { person, region, organisation, roles, may_adopt, since, until };
        seat(self.served, place).await;
        self.served.house.regions.places_changed(region).await;
        person
    }

    /// Gives somebody new a place for an organisation, who signs in in two steps.
    async fn in_two_steps(&self, organisation: OrganisationId) -> PersonId {
        let person = self.person(organisation).await;
        let insert = format!(
            "INSERT INTO second_factor (person, secret, confirmed_at, last_step)
             SELECT id, login_hash, 1, 0 FROM (SELECT id, CAST(login AS {}) AS login_hash
                 FROM person WHERE login = '{person}') AS one",
            self.bytes()
        );
        execute(&self.served.house.db, sqlx::AssertSqlSafe(insert)).await;
        person
    }

    /// What the engine calls bytes.
    fn bytes(&self) -> &'static str {
        match self.served.house.db {
            server::db::Db::Sqlite(_) => "BLOB",
            server::db::Db::Postgres(_) => "BYTEA",
        }
    }

    /// Lets an organisation take part of which nobody is asked anything, or names one that does not.
    async fn leaving(&self, organisation: OrganisationId) -> OrganisationId {
        if organisation == DUNES {
            return DUNES;
        }
        let (id, kind) = (OrganisationId(Uuid::new_v4()), OrganisationKind::Other);
        let people = &self.served.house.people;
        people.add_organisation(id, &id.to_string(), kind, None, NOW).await.unwrap();
        let (chain_parties, serves) = Default::default();
        let command = Command::Admit { organisation: id, kind, chain_parties, serves };
        let regions = &self.served.house.regions;
        regions.submit(REGION, Sender::System, sent(command)).await.unwrap();
        id
    }

    /// Lets an administrator read the region along.
    async fn grant(&self) -> Uuid {
        let id = Uuid::new_v4();
        let grant = NewGrant {
            id,
            region: REGION,
            person: self.crowd.inside[0].person,
            given_by: self.crowd.inside[1].person,
            reason: GuardedText::pass(&TypedText::new("Even meekijken.")).unwrap(),
            until: Moment(NOW.0 + 60 * 60 * 1_000_000),
        };
        let granted = self.served.house.people.grant_reading(&grant, NOW).await.unwrap();
        assert_eq!(granted, Granted::Done);
        id
    }

    /// Lets nothing be deleted, and returns the name of the hold.
    async fn hold(&self) -> Uuid {
        let people = &self.served.house.people;
        let by = self.crowd.inside[0].person;
        people.set_hold(Uuid::new_v4(), "Onderzoek.", by, NOW).await.unwrap();
        let holds = people.holds().await.unwrap();
        holds[0].id
    }

    /// Lets somebody have coordinated the other region.
    async fn region_without_coordinator(&self) -> domain::RegionId {
        let person = self.person(DUNES).await;
        let place = Membership {
            person,
            region: ELSEWHERE,
            organisation: DUNES,
            roles: vec![Role::Coordinator],
            may_adopt: false,
            since: NOW,
            until: Some(Moment(NOW.0 + 1)),
        };
        seat(self.served, place).await;
        ELSEWHERE
    }

    /// Lets one more administrator in.
    async fn administrator(&self) -> PersonId {
        let login = format!("{}@host.example", Uuid::new_v4().simple());
        drop(administrator_as(self.served, &login).await);
        people_of(self.served, &login).await
    }
}

async fn post(browser: &Client, at: &str, form: &[(&'static str, String)]) -> Says {
    let request = browser.post(at).form(form).header(header::ACCEPT, "text/html");
    let answer = request.send().await.unwrap();
    let to = answer.headers().get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned());
    says(answer.status(), &to.unwrap_or_default())
}
