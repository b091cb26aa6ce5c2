//! A region with municipalities, an editor for each, and an open round of the whole checklist.

use domain::{
    Actor, Change, Command, CommandId, EditionId, FieldId, Language, Member, Moment,
    OrganisationId, OrganisationKind, PersonId, RegionId, Role, SeenAction, Sent, TypedText,
    answer::AnswerValue, checklist::Checklist,
};
use server::{
    clock::Clock,
    content,
    db::Db,
    journal::Journal,
    passwords::Passwords,
    people::{Membership, NewAccount, People},
    regions::Regions,
};
use uuid::Uuid;

use super::{
    Failure,
    prose::Prose,
    scribe::{Scribe, plain},
};

/// When everything starts: the history of a region lies before today.
pub const START: Moment = Moment(1_700_000_000_000_000);
/// The password of every account.
pub const PASSWORD: &str = "vlonder-17-ketting";

/// The server's inside on a database of its own.
pub struct House {
    /// The journal.
    pub journal: Journal,
    /// People and organisations.
    pub people: People,
    /// The rooms.
    pub regions: Regions,
    password_hash: String,
}

/// Names a region.
pub fn region(number: usize) -> RegionId {
    RegionId(named("region", number))
}

/// Names a municipality.
pub fn municipality(number: usize) -> OrganisationId {
    OrganisationId(named("municipality", number))
}

/// Returns who edits for a municipality.
pub fn editor_of(organisation: OrganisationId) -> Member {
    let person = PersonId(Uuid::new_v5(&organisation.0, b"editor"));
    Member { person, organisation, role: Role::Editor, may_adopt: true }
}

/// Returns the name with which that editor signs in.
pub fn login_of(municipality: OrganisationId) -> String {
    municipality.0.simple().to_string()
}

/// Loads the checklist of this release.
pub fn checklist() -> Result<Checklist, Failure> {
    Ok(content::load(None, &EditionId(content::CURRENT.into()))?)
}

/// Returns a command that changes an answer and changes it back with the next turn.
pub fn flip(municipality: OrganisationId, field: FieldId, turn: usize) -> Sent {
    const VALUES: [Option<AnswerValue>; 2] = [Some(AnswerValue::Yes), Some(AnswerValue::No)];
    let from = turn.checked_sub(1).and_then(|before| VALUES[before % 2]);
    let change = Change { from, to: VALUES[turn % 2] };
    let command = Command::Answer { municipality, field, change };
    Sent { id: CommandId(Uuid::new_v4()), command }
}

/// Returns the bytes of one such command, for the floors.
pub fn flip_in_json() -> Result<String, Failure> {
    Ok(serde_json::to_string(&flip(municipality(0), "1.1".parse()?, 1))?)
}

impl House {
    /// Opens the inside of a server.
    pub async fn open(address: &str) -> Result<(Self, Db), Failure> {
        let db = Db::open(address).await?;
        let journal = Journal::open(db.clone());
        let people = People::new(db.clone());
        let regions = Regions::new(journal.clone(), people.clone(), Clock::default());
        let password_hash = Passwords::default().hash(PASSWORD.into()).await?;
        Ok((Self { journal, people, regions, password_hash }, db))
    }

    /// The last entry of a region that was just furnished: founded, one municipality, a round.
    pub const HEAD: u64 = 3;

    /// Fills a database with a region of one municipality, and lets go of it.
    pub async fn furnish(address: &str) -> Result<(), Failure> {
        let (house, db) = Self::open(address).await?;
        house.populate(&[municipality(0)]).await?;
        house.found(region(0), &[municipality(0)]).await?.write(&house.journal).await?;
        db.close().await;
        Ok(())
    }

    /// Fills a database with a region of municipalities and all their answers, and lets go of it.
    pub async fn furnish_with_answers(address: &str, size: usize) -> Result<(), Failure> {
        let (house, db) = Self::open(address).await?;
        let municipalities: Vec<_> = (0..size).map(municipality).collect();
        house.history(&municipalities).await?.write(&house.journal).await?;
        db.close().await;
        Ok(())
    }

    /// Fills a database with a region of municipalities, all their answers, and actions; and lets go of it.
    pub async fn furnish_with_answers_and_actions(
        address: &str,
        size: usize,
        actions: usize,
    ) -> Result<(), Failure> {
        let (house, db) = Self::open(address).await?;
        let municipalities: Vec<_> = (0..size).map(municipality).collect();
        let scribe = house.history(&municipalities).await?;
        acted(scribe, &municipalities, actions)?.write(&house.journal).await?;
        db.close().await;
        Ok(())
    }

    /// Fills a database with two regions of as many municipalities: in the first there are few actions, in the second
    /// many; and lets go of it.
    pub async fn furnish_with_actions(
        address: &str,
        size: usize,
        counts: [usize; 2],
    ) -> Result<(), Failure> {
        let (house, db) = Self::open(address).await?;
        let municipalities: Vec<_> = (0..size).map(municipality).collect();
        house.populate(&municipalities).await?;
        for (number, count) in counts.into_iter().enumerate() {
            let scribe = house.found(region(number), &municipalities).await?;
            acted(scribe, &municipalities, count)?.write(&house.journal).await?;
        }
        db.close().await;
        Ok(())
    }

    /// Adds municipalities as organisations, each with an editor.
    pub async fn populate(&self, municipalities: &[OrganisationId]) -> Result<(), Failure> {
        let kind = OrganisationKind::Municipality;
        for (number, id) in municipalities.iter().enumerate() {
            let name = format!("Gemeente {number}");
            self.people.add_organisation(*id, &name, kind, None, START).await?;
            let account = NewAccount {
                person: editor_of(*id).person,
                login: login_of(*id),
                display: None,
                language: Language::Nl,
                password_hash: self.password_hash.clone(),
            };
            self.people.add_account(&account, None, START).await?;
        }
        Ok(())
    }

    /// Makes a region for these municipalities and opens its first round.
    pub async fn found(
        &self,
        region: RegionId,
        municipalities: &[OrganisationId],
    ) -> Result<Scribe, Failure> {
        self.journal.add_region(region, "Meetregio", START).await?;
        let scribe = founded(region, municipalities)?;
        for organisation in municipalities {
            let Member { person, organisation, role, may_adopt } = editor_of(*organisation);
            let (roles, since, until) = (vec![role], START, None);
            let place = Membership { person, region, organisation, roles, may_adopt, since, until };
            self.people.set_membership(&place, None, START).await?;
        }
        Ok(scribe)
    }

    /// Makes region 0 for these municipalities, and the history of two rounds in which all of them
    /// answer everything; it still is to be written.
    pub async fn history(&self, municipalities: &[OrganisationId]) -> Result<Scribe, Failure> {
        self.populate(municipalities).await?;
        let scribe = self.found(region(0), municipalities).await?;
        answered_twice(scribe, municipalities)
    }
}

/// Adds actions that the first of these municipalities asks of all of them in turn: each offered, accepted, and told
/// about once or twice. Every fifth is done and closed.
pub fn acted(
    mut scribe: Scribe,
    municipalities: &[OrganisationId],
    count: usize,
) -> Result<Scribe, Failure> {
    let asker = Actor::Member(editor_of(municipalities[0]));
    let mut prose = Prose::learn(&checklist()?, 3)?;
    for turn in 0..count {
        let owner = municipalities[turn % municipalities.len()];
        let actor = Actor::Member(editor_of(owner));
        let action = scribe.ask(&asker, owner, &mut prose)?;
        if owner != municipalities[0] {
            let seen = scribe.region.actions[&action].fingerprint();
            scribe.give(&actor, Command::AcceptAction { seen: SeenAction { action, seen } })?;
        }
        for _ in 0..=turn % 2 {
            let note = TypedText::new(plain(&mut prose)).vouched(true);
            scribe.give(&actor, Command::ReportProgress { action, note })?;
        }
        if turn % 5 == 4 {
            let note = TypedText::new(plain(&mut prose)).vouched(true);
            scribe.give(&actor, Command::ReportDone { action, note })?;
            scribe.give(&asker, Command::CloseAction { action })?;
        }
    }
    Ok(scribe)
}

/// Adds two rounds in which these municipalities answer everything.
pub fn answered_twice(
    mut scribe: Scribe,
    municipalities: &[OrganisationId],
) -> Result<Scribe, Failure> {
    let mut prose = Prose::learn(&checklist()?, 1)?;
    for round in ["2025", "2026"] {
        if round == "2026" {
            open_round(&mut scribe, round)?;
        }
        for organisation in municipalities {
            scribe.fill_in(*organisation, &mut prose)?;
        }
    }
    Ok(scribe)
}

/// Writes the beginning of a region: founded, its municipalities admitted, a round open.
pub fn founded(region: RegionId, municipalities: &[OrganisationId]) -> Result<Scribe, Failure> {
    let mut scribe = Scribe::new(region);
    scribe.give(&Actor::System, Command::FoundRegion { name: TypedText::new("Meetregio") })?;
    for organisation in municipalities {
        let (organisation, kind) = (*organisation, OrganisationKind::Municipality);
        let (chain_parties, serves) = Default::default();
        let admit = Command::Admit { organisation, kind, chain_parties, serves };
        scribe.give(&Actor::System, admit)?;
    }
    open_round(&mut scribe, "2025")?;
    Ok(scribe)
}

/// Closes the round that is open, if one is, and opens the next.
pub fn open_round(scribe: &mut Scribe, name: &str) -> Result<(), Failure> {
    if let Some(open) = scribe.region.open_round().map(|round| round.id) {
        scribe.give(&Actor::System, Command::StartDiscussion { round: open })?;
        scribe.give(&Actor::System, Command::CloseRound { round: open })?;
    }
    let checklist = checklist()?;
    let (edition, asked) = (checklist.edition.clone(), checklist.asked());
    let name = TypedText::new(name);
    scribe.give(&Actor::System, Command::OpenRound { name, edition, asked, prepared: None })
}

fn named(what: &str, number: usize) -> Uuid {
    Uuid::new_v5(&Uuid::NAMESPACE_OID, format!("{what} {number}").as_bytes())
}
