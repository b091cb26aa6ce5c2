//! A region to play in: two municipalities with an editor each, and an open round.

use domain::{
    AnswerValue, Asked, Change, Command, CommandId, EditionId, FieldId, Language, Moment,
    OrganisationId, OrganisationKind, PersonId, RegionId, Role, Sent, TypedText, round::Scope,
};
use server::{
    clock::Clock,
    db::Db,
    journal::Journal,
    passwords::Passwords,
    people::{Membership, NewAccount, People},
    regions::{Regions, Rejected, Sender},
};
use uuid::Uuid;

/// The moment at which everything starts.
pub const NOW: Moment = Moment(1_795_420_800_000_000);
/// The password of every account.
pub const PASSWORD: &str = "vlonder-17-ketting";

/// The region.
pub const REGION: RegionId = RegionId(Uuid::from_u128(0x1));
/// A municipality, its editor signs in as `waterdam`.
pub const WATERDAM: OrganisationId = OrganisationId(Uuid::from_u128(0xA));
/// The editor of Waterdam.
pub const EDITOR: PersonId = PersonId(Uuid::from_u128(0xAA));
/// Another municipality, its editor signs in as `berkelo`.
pub const BERKELO: OrganisationId = OrganisationId(Uuid::from_u128(0xB));
/// The editor of Berkelo.
pub const NEIGHBOUR: PersonId = PersonId(Uuid::from_u128(0xBB));
/// The coordinator, who works for Waterdam and signs in as `coordinator`, once let in.
pub const COORDINATOR: PersonId = PersonId(Uuid::from_u128(0xDD));
/// Another editor of Waterdam, who signs in as `waterdam-collega`, once let in.
pub const COLLEAGUE: PersonId = PersonId(Uuid::from_u128(0xAB));
/// An observer of Waterdam, who signs in as `waarnemer`, once let in.
pub const OBSERVER: PersonId = PersonId(Uuid::from_u128(0xAC));
/// A partner, once let in, and its editor, who signs in as `partner`, once let in.
pub const PARTNER: OrganisationId = OrganisationId(Uuid::from_u128(0xF));
/// The editor of the partner.
pub const PARTNER_EDITOR: PersonId = PersonId(Uuid::from_u128(0xFF));
/// Somebody of another region only, who signs in as `duinkust`.
pub const STRANGER: PersonId = PersonId(Uuid::from_u128(0xCC));

/// One instance of the server's inside.
pub struct House {
    pub db: Db,
    pub journal: Journal,
    pub people: People,
    pub regions: Regions,
}

impl House {
    /// Opens an instance on a database.
    pub fn new(db: Db) -> Self {
        Self::with_clock(db, Clock::starting_at(NOW))
    }

    /// Opens an instance that goes by this clock.
    pub fn with_clock(db: Db, clock: Clock) -> Self {
        let journal = Journal::open(db.clone());
        let people = People::new(db.clone());
        let regions = Regions::new(journal.clone(), people.clone(), clock);
        Self { db, journal, people, regions }
    }

    /// Opens an instance and fills its database.
    pub async fn furnished(db: Db) -> Self {
        let house = Self::new(db);
        house.furnish().await;
        house
    }

    /// Fills the database.
    pub async fn furnish(&self) {
        self.journal.add_region(REGION, "Veenland-Oost", NOW).await.unwrap();
        self.give(Command::FoundRegion { name: TypedText::new("Veenland-Oost") }).await;
        self.municipality(REGION, WATERDAM, EDITOR, "waterdam").await;
        self.municipality(REGION, BERKELO, NEIGHBOUR, "berkelo").await;
        self.admit(WATERDAM).await;
        self.admit(BERKELO).await;
        let fields = ["1.1", "1.2", "1.3a", "1.3b", "4.3"];
        let asked = fields.map(|field| Asked {
            field: field.parse().unwrap(),
            scope: if field == "4.3" { Scope::Regional } else { Scope::Municipal },
            substitute: false,
        });
        let edition = EditionId("nji-loverboys/v1".into());
        let name = TypedText::new("2026");
        self.give(Command::OpenRound { name, edition, asked: asked.into(), prepared: None }).await;

        let elsewhere = RegionId(Uuid::from_u128(0x2));
        self.journal.add_region(elsewhere, "Duinkust", NOW).await.unwrap();
        let dunes = OrganisationId(Uuid::from_u128(0xC));
        self.municipality(elsewhere, dunes, STRANGER, "duinkust").await;
    }

    async fn give(&self, command: Command) {
        self.regions.submit(REGION, Sender::System, sent(command)).await.unwrap();
    }

    async fn admit(&self, organisation: OrganisationId) {
        let kind = OrganisationKind::Municipality;
        let (chain_parties, serves) = Default::default();
        self.give(Command::Admit { organisation, kind, chain_parties, serves }).await;
    }

    /// Lets a coordinator in.
    pub async fn let_coordinator_in(&self) {
        self.person(REGION, WATERDAM, COORDINATOR, ("coordinator", Role::Coordinator)).await;
    }

    /// Lets another editor of Waterdam in.
    pub async fn let_colleague_in(&self) {
        self.person(REGION, WATERDAM, COLLEAGUE, ("waterdam-collega", Role::Editor)).await;
    }

    /// Lets a partner in of whom nobody signs in yet.
    pub async fn let_partner_in(&self) -> OrganisationId {
        let kind = OrganisationKind::Police;
        self.people.add_organisation(PARTNER, "partner", kind, None, NOW).await.unwrap();
        let (chain_parties, serves) = Default::default();
        self.give(Command::Admit { organisation: PARTNER, kind, chain_parties, serves }).await;
        PARTNER
    }

    /// Lets an editor of the partner in.
    pub async fn let_partner_editor_in(&self) {
        self.person(REGION, PARTNER, PARTNER_EDITOR, ("partner", Role::Editor)).await;
    }

    /// Lets an observer of Waterdam in.
    pub async fn let_observer_in(&self) {
        self.person(REGION, WATERDAM, OBSERVER, ("waarnemer", Role::Observer)).await;
    }

    async fn municipality(
        &self,
        region: RegionId,
        organisation: OrganisationId,
        person: PersonId,
        name: &str,
    ) {
        let kind = OrganisationKind::Municipality;
        self.people.add_organisation(organisation, name, kind, None, NOW).await.unwrap();
        self.person(region, organisation, person, (name, Role::Editor)).await;
    }

    async fn person(
        &self,
        region: RegionId,
        organisation: OrganisationId,
        person: PersonId,
        (name, role): (&str, Role),
    ) {
        let account = NewAccount {
            person,
            login: name.to_owned(),
            display: None,
            language: Language::Nl,
            password_hash: password_hash().await,
        };
        self.people.add_account(&account, None, NOW).await.unwrap();
        let membership = Membership {
            person,
            region,
            organisation,
            roles: vec![role],
            may_adopt: role == Role::Editor,
            since: NOW,
            until: None,
        };
        self.people.set_membership(&membership, None, NOW).await.unwrap();
    }

    /// Submits a command of a person.
    pub async fn submit(&self, person: PersonId, sent: Sent) -> Result<u64, Rejected> {
        self.regions.submit(REGION, Sender::Person(person), sent).await
    }
}

/// Gives a command an id of its own.
pub fn sent(command: Command) -> Sent {
    Sent { id: CommandId(Uuid::new_v4()), command }
}

/// Names a field.
pub fn field(name: &str) -> FieldId {
    name.parse().unwrap()
}

/// Changes a municipality's answer to 1.1.
pub fn answer(
    municipality: OrganisationId,
    from: Option<AnswerValue>,
    to: Option<AnswerValue>,
) -> Sent {
    let change = Change { from, to };
    sent(Command::Answer { municipality, field: field("1.1"), change })
}

async fn password_hash() -> String {
    static HASH: tokio::sync::OnceCell<String> = tokio::sync::OnceCell::const_new();
    let hash = || async { Passwords::default().hash(PASSWORD.into()).await.unwrap() };
    HASH.get_or_init(hash).await.clone()
}
