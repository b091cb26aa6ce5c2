//! Commands at their door: by every column of the table of rights, in the own and in another region, with a
//! session that goes on, that ended, that was made up, and without one.

use domain::{Command, Language, Member, PersonId, RegionId, Role};
use reqwest::{Client, StatusCode};
use server::{
    journal::{Append, Appended, Standing},
    library::Library,
    people::Membership,
};
use uuid::Uuid;

use crate::{
    Says,
    crowd::{Somebody, account, comes, made_up, seat},
    doors::enter,
    given::{
        Given,
        attempts::{About, May, answers, attempt, table, who},
        people::{POLICE, SHELTER, TOWN, VILLAGE, Who, member},
    },
    says,
    stage::{
        Stage, house::NOW, house::sent, places::let_read, places::people_of, served::Served,
        served::browser,
    },
};

/// 112 rows, each tried by seven columns in the own region, in another one and with a session that ended, by an
/// administrator and by one who reads the region along, with a session and with one that ended, by one who did read
/// along, by nobody, and with a session that somebody made up.
pub const CELLS: usize = 124 * (3 * 7 + 7);

/// Everybody who tries.
struct Crowd {
    /// The columns of the table, without the installation itself.
    columns: Vec<(String, Member)>,
    /// Those with a place in the regions of the test.
    inside: Vec<Somebody>,
    /// The same with a session that ended.
    ended: Vec<Somebody>,
    /// Those who have the same role in another region only.
    elsewhere: Vec<Somebody>,
    /// Somebody who administers the installation.
    administrator: Client,
    /// Another, who is let read along.
    guest: Somebody,
    /// The editions that rounds can use.
    library: Library,
}

pub async fn try_all(stage: &Stage) -> usize {
    let served = Served::new(stage).await;
    let crowd = Crowd::gather(&served).await;
    let table = table();
    let mut tried = 0;
    for (command, rows) in &table.rights {
        for (about, cells) in rows {
            let cells = table.columns.iter().zip(cells).filter(|(column, _)| *column != "system");
            let cells: Vec<May> = cells.map(|(_, may)| *may).collect();
            let row = Row { served: &served, crowd: &crowd, command, about: *about };
            tried += row.try_strangers().await + row.try_guests().await;
            tried += row.try_columns(&cells).await;
        }
    }
    tried
}

impl Crowd {
    async fn gather(served: &Served) -> Self {
        let names = table().columns.into_iter().filter(|column| column != "system");
        let columns: Vec<(String, Member)> = names
            .map(|column| match who(&column) {
                Who::Member(member) => (column, member),
                Who::System | Who::Guest(_) => panic!("a column has a place"),
            })
            .collect();
        for organisation in [TOWN, VILLAGE, SHELTER, POLICE] {
            let kind = domain::OrganisationKind::Other;
            let name = organisation.to_string();
            let people = &served.house.people;
            people.add_organisation(organisation, &name, kind, None, NOW).await.unwrap();
        }
        let elsewhere = RegionId(Uuid::from_u128(0xE15E));
        served.house.journal.add_region(elsewhere, "Elders", NOW).await.unwrap();
        let mut away = vec![];
        for of in [TOWN, VILLAGE, SHELTER, POLICE] {
            let asked = member(9, of, Role::Editor, true).person;
            account(served, asked, &asked.to_string()).await;
        }
        for (column, member) in &columns {
            account(served, member.person, column).await;
            let there = PersonId(Uuid::from_u128(member.person.0.as_u128() | 1 << 100));
            let login = format!("{column}-elders");
            account(served, there, &login).await;
            seat(served, place(elsewhere, &Member { person: there, ..*member })).await;
            away.push((there, login));
        }
        let mut ended = vec![];
        for (column, member) in &columns {
            ended.push(comes(served, member.person, column).await);
        }
        // Whoever administers, and whoever is to read along, signs in once more.
        let (admin, login) = ("beheer@host.example", "gast@host.example");
        for login in [admin, login] {
            let browser = crate::stage::places::administrator_as(served, login).await;
            ended.push(Somebody { person: people_of(served, login).await, browser });
        }
        served.expire_sessions().await;
        let (mut inside, mut others) = (vec![], vec![]);
        for (column, member) in &columns {
            inside.push(comes(served, member.person, column).await);
        }
        for (person, login) in &away {
            others.push(comes(served, *person, login).await);
        }
        let administrator = enter(served, people_of(served, admin).await, admin).await.browser;
        let guest = enter(served, people_of(served, login).await, login).await;
        let library = Library::open(None).unwrap();
        Self { columns, inside, ended, elsewhere: others, administrator, guest, library }
    }

    /// Lets a command that opens or prepares a round do so with an edition that is installed.
    fn offered(&self, mut command: Command) -> Command {
        if let Command::OpenRound { edition, asked, .. }
        | Command::PrepareRound { edition, asked, .. } = &mut command
        {
            let newest = self.library.current(Language::Nl).unwrap();
            (*edition, *asked) = (newest.edition.clone(), newest.asked());
        }
        command
    }
}

/// A row of the table, at the door.
struct Row<'a> {
    served: &'a Served,
    crowd: &'a Crowd,
    command: &'a str,
    about: About,
}

impl Row<'_> {
    /// Those who have nothing to do here learn nothing, whatever the region is like.
    async fn try_strangers(&self) -> usize {
        let (region, sent) = self.region().await;
        let mut tried = 0;
        let mut must = async |who: &str, client: &Client, wanted: Says| {
            let said = says(self.send(client, region, &sent).await, "");
            assert_eq!(said, wanted, "{}.{:?} by {who}", self.command, self.about);
            tried += 1;
        };
        must("nobody", &browser(), Says::Out).await;
        must("a made-up session", &made_up(), Says::Out).await;
        must("an administrator", &self.crowd.administrator, Says::Nowhere).await;
        for ended in &self.crowd.ended {
            must("a session that ended", &ended.browser, Says::Out).await;
        }
        for other in &self.crowd.elsewhere {
            must("another region", &other.browser, Says::Nowhere).await;
        }
        tried
    }

    /// Whoever reads along may do nothing, and once that is over learns nothing.
    async fn try_guests(&self) -> usize {
        let (region, sent) = self.region().await;
        let (guest, place) = (&self.crowd.guest, format!("{}.{:?}", self.command, self.about));
        let (_, coordinator) = &self.crowd.columns[0];
        assert_eq!(coordinator.role, Role::Coordinator);
        let_read(self.served, region, coordinator.person, guest.person).await;
        let said = says(self.send(&guest.browser, region, &sent).await, "");
        let hidden = answers(self.command) && said == Says::Nowhere;
        assert!(said == Says::Forbidden || hidden, "{place} by a guest: {said:?}");
        let people = &self.served.house.people;
        let ended = people.end_reading((region, guest.person), guest.person, NOW).await;
        assert!(ended.unwrap(), "{place}");
        let said = says(self.send(&guest.browser, region, &sent).await, "");
        assert_eq!(said, Says::Nowhere, "{place} by somebody who was a guest");
        2
    }

    /// Those with a place may what the table says; each who may gets a region of their own to do it in.
    async fn try_columns(&self, cells: &[May]) -> usize {
        let (refusing, sent) = self.region().await;
        let mut tried = 0;
        let columns = self.crowd.columns.iter().zip(&self.crowd.inside).zip(cells);
        for (((column, _), somebody), may) in columns {
            let place = format!("{}.{:?} by {column}", self.command, self.about);
            match may {
                May::Yes => {
                    let (region, sent) = self.region().await;
                    let status = self.send(&somebody.browser, region, &sent).await;
                    assert_eq!(status, StatusCode::OK, "{place}");
                }
                May::No => {
                    let said = says(self.send(&somebody.browser, refusing, &sent).await, "");
                    // Who may not see a colleague's request, or a note, is told that there is none.
                    let hidden = answers(self.command) && said == Says::Nowhere;
                    assert!(said == Says::Forbidden || hidden, "{place}: {said:?}");
                }
            }
            tried += 1;
        }
        tried
    }

    async fn send(&self, client: &Client, region: RegionId, command: &Command) -> StatusCode {
        let to = self.served.at(&format!("/regio/{region}/opdrachten"));
        // A name of its own each time: the same again would be answered as before.
        let answer = client.post(to).json(&sent(command.clone())).send().await.unwrap();
        answer.status()
    }

    /// Makes a region in which nothing but rights can refuse the command, with everybody in it.
    async fn region(&self) -> (RegionId, Command) {
        let (given, asking) = attempt(self.command, self.about);
        let region = RegionId(Uuid::new_v4());
        let command = self.crowd.offered(asking(&given.region));
        write(self.served, region, &given).await;
        put_down(self.served, region, &command).await;
        for (_, member) in &self.crowd.columns {
            seat(self.served, place(region, member)).await;
        }
        // Whoever is asked for something without being in a column.
        for of in [TOWN, VILLAGE, SHELTER, POLICE] {
            let asked = member(9, of, Role::Editor, true);
            seat(self.served, place(region, &asked)).await;
        }
        (region, command)
    }
}

/// Writes what a region is like into the store.
async fn write(served: &Served, region: RegionId, given: &Given) {
    let journal = &served.house.journal;
    journal.add_region(region, "Regio", NOW).await.unwrap();
    if given.entries.is_empty() {
        return;
    }
    let seen = Standing { head: 0, rights_epoch: 0, redaction_epoch: 0 };
    let append = Append { region, seen, entries: given.entries.clone(), accepted: vec![] };
    assert_eq!(journal.append(append).await.unwrap(), Appended::Written);
}

/// Puts the file down that a command attaches, as its form does.
async fn put_down(served: &Served, region: RegionId, command: &Command) {
    let Command::AttachFile { file, .. } = command else { return };
    let held = server::files::Held::from(&**file);
    assert!(served.files.note_staged(region, file.id, held, NOW).await.unwrap());
}

fn place(region: RegionId, member: &Member) -> Membership {
    let Member { person, organisation, role, may_adopt } = *member;
    Membership {
        person,
        region,
        organisation,
        roles: vec![role],
        may_adopt,
        since: NOW,
        until: None,
    }
}
