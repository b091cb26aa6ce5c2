//! A small believable region: real events, folded by the rules, seen by a reader.

use std::collections::BTreeMap;
use std::sync::Arc;

use app::page::{Me, Named, NamedPeople, Page, Screen, Seat, Table};
use domain::checklist::{
    BoxId, Check, Example, ExampleId, Field, InfoBox, Link, Place, Question, Suggestion,
    SuggestionId, Tool, ToolId, Website, WebsiteId,
};
use domain::view::snapshot_for;
use domain::{
    AnswerContent, AnswerValue, Author, Bilingual, Change, CheckId, Checklist, CommandId, Day,
    EditionId, Entry, Event, FieldId, GuardedText, Language, LinkId, Member, Moment,
    OrganisationId, OrganisationKind, PersonId, QuestionId, Region, RegionId, Role, RoundId, Scope,
    TypedText, evolve,
};
use uuid::Uuid;

/// Monday 23 November 2026, nine o'clock in Amsterdam.
pub const NOW: Moment = Moment(1_795_420_800_000_000);
const DAY_MICROS: i64 = 86_400_000_000;

pub const REGION: RegionId = RegionId(Uuid::from_u128(1));
pub const WATERDAM: OrganisationId = OrganisationId(Uuid::from_u128(11));
pub const BERKELO: OrganisationId = OrganisationId(Uuid::from_u128(12));
pub const BUREAU: OrganisationId = OrganisationId(Uuid::from_u128(13));
pub const EDITOR: PersonId = PersonId(Uuid::from_u128(21));
pub const COORDINATOR: PersonId = PersonId(Uuid::from_u128(22));
const NEIGHBOUR: PersonId = PersonId(Uuid::from_u128(23));
const OLD_ROUND: RoundId = RoundId(Uuid::from_u128(31));
pub const ROUND: RoundId = RoundId(Uuid::from_u128(32));

pub fn field(id: &str) -> FieldId {
    id.parse().unwrap()
}

pub fn text(text: &str) -> GuardedText {
    GuardedText::pass(&TypedText::new(text)).unwrap()
}

fn editor_of(organisation: OrganisationId) -> PersonId {
    if organisation == WATERDAM { EDITOR } else { NEIGHBOUR }
}

/// What happens, one entry after the other.
#[derive(Default)]
pub struct Story {
    pub region: Region,
    pub entries: Vec<Entry>,
}

impl Story {
    /// One command of one person, with all that follows from it.
    pub fn tell(&mut self, by: (PersonId, OrganisationId), days_ago: i64, events: Vec<Event>) {
        let command = CommandId(Uuid::from_u128(self.entries.len() as u128));
        for event in events {
            let by = Author { person: Some(by.0), organisation: Some(by.1) };
            let at = Moment(NOW.0 - days_ago * DAY_MICROS);
            let entry = Entry { seq: self.region.head + 1, at, by, command, event };
            evolve(&mut self.region, &entry);
            self.entries.push(entry);
        }
    }

    fn share(
        &mut self,
        of: OrganisationId,
        round: RoundId,
        id: &str,
        value: AnswerValue,
        why: &str,
    ) {
        let content = AnswerContent {
            value,
            explanation: text(why),
            paper: None,
            practice: None,
            source: text(""),
        };
        let field = field(id);
        let event = Event::AnswerShared { municipality: of, field, round, content, why_now: None };
        self.tell((editor_of(of), of), 5, vec![event]);
    }

    pub fn draft(&mut self, of: OrganisationId, id: &str, value: AnswerValue, why: &str) {
        let field = field(id);
        let base = GuardedText::default().fingerprint();
        let by = (editor_of(of), of);
        let from = self.region.working(domain::AnswerKey { municipality: of, field }).value;
        let change = Change { from, to: Some(value) };
        self.tell(by, 0, vec![Event::AnswerDrafted { municipality: of, field, change }]);
        let explained = Event::ExplanationDrafted {
            municipality: of,
            field,
            base,
            text: text(why),
            typed: None,
        };
        self.tell(by, 0, vec![explained]);
    }
}

/// A region without a round.
pub fn founded() -> Story {
    let mut story = Story::default();
    let founded = Event::RegionFounded { region: REGION, name: text("Veenland <Oost>") };
    story.tell((COORDINATOR, BUREAU), 400, vec![founded]);
    let admitted = [
        (WATERDAM, OrganisationKind::Municipality),
        (BERKELO, OrganisationKind::Municipality),
        (BUREAU, OrganisationKind::RegionalBody),
    ];
    for (days, (organisation, kind)) in admitted.into_iter().enumerate() {
        let event = Event::OrganisationAdmitted {
            organisation,
            kind,
            chain_parties: [].into(),
            serves: [].into(),
        };
        story.tell((COORDINATOR, BUREAU), 399 - days as i64, vec![event]);
    }
    story
}

/// A region in its second round.
pub fn story() -> Story {
    let mut story = founded();
    let asked = checklist().asked();
    for (round, name, days_ago) in [(OLD_ROUND, "2025", 300), (ROUND, "2026", 60)] {
        let edition = EditionId("nji-loverboys/v1".into());
        let opened = Event::RoundOpened {
            round,
            name: text(name),
            edition,
            asked: asked.clone(),
            own: vec![],
        };
        story.tell((COORDINATOR, BUREAU), days_ago, vec![opened]);
        if round == OLD_ROUND {
            story.share(BERKELO, OLD_ROUND, "1.2", AnswerValue::No, "Nog niet geteld.");
            let closed = Event::RoundClosed { round };
            story.tell((COORDINATOR, BUREAU), 200, vec![closed]);
        }
    }
    story.share(WATERDAM, ROUND, "1.1", AnswerValue::Yes, "Zie de <nota> & bijlage.");
    story.share(WATERDAM, ROUND, "3.2a", AnswerValue::Yes, "");
    story.share(BERKELO, ROUND, "3.2a", AnswerValue::No, "Er is geen meldpunt.");
    story.share(BERKELO, ROUND, "4.1a", AnswerValue::Unknown, "");
    let content =
        story.region.working(domain::AnswerKey { municipality: WATERDAM, field: field("1.1") });
    let confirmed = Event::AnswerConfirmed {
        municipality: WATERDAM,
        field: field("1.1"),
        round: ROUND,
        content: content.fingerprint(),
    };
    story.tell((EDITOR, WATERDAM), 3, vec![confirmed]);
    let shared = |id: &str| Event::AnswerShared {
        municipality: WATERDAM,
        field: field(id),
        round: ROUND,
        content: AnswerContent {
            value: AnswerValue::Partly,
            explanation: text("Half af."),
            paper: Some(domain::MarkValue::Yes),
            practice: Some(domain::MarkValue::No),
            source: text(""),
        },
        why_now: None,
    };
    story.tell((EDITOR, WATERDAM), 1, vec![shared("4.1a"), shared("4.1b")]);
    story.draft(WATERDAM, "2.1", AnswerValue::Partly, "Ons eigen geheim.");
    story.draft(BERKELO, "2.1", AnswerValue::No, "Geheim van Berkelo.");
    story
}

pub fn member(organisation: OrganisationId, role: Role) -> Member {
    Member { person: EDITOR, organisation, role, may_adopt: role == Role::Editor }
}

pub fn names() -> BTreeMap<OrganisationId, String> {
    [
        (WATERDAM, "Waterdam".to_owned()),
        (BERKELO, "Berkelo".to_owned()),
        (BUREAU, "Regiobureau".to_owned()),
    ]
    .into()
}

pub fn people() -> NamedPeople {
    let known = |person, name: &str, of| (person, Named { name: name.to_owned(), of });
    [
        known(EDITOR, "Redacteur van Waterdam", WATERDAM),
        known(NEIGHBOUR, "Redacteur van Berkelo", BERKELO),
        known(COORDINATOR, "Regiocoördinator", BUREAU),
    ]
    .into()
}

/// Returns the table as this reader may see it.
pub fn table(story: &Story, member: Member, language: Language) -> Table {
    Table {
        colleagues: Default::default(),
        read: None,
        reviews: vec![],
        elsewhere: vec![],
        readings: vec![],
        insider: member.into(),
        region: snapshot_for(&member.viewer(), &story.region),
        names: names(),
        checklist: Arc::new(checklist().in_language(language)),
    }
}

/// Returns a page of this reader.
pub fn page(screen: Screen, member: Member, language: Language) -> Page {
    let seat = |region, region_name: &str, organisation, role| Seat {
        region,
        region_name: region_name.into(),
        organisation_name: names()[&organisation].clone(),
        kind: founded().region.participations[&organisation].kind,
        member: Member { organisation, role, ..member },
        needs_two_steps: false,
        roles: vec![role],
    };
    let seats = vec![
        seat(REGION, "Veenland <Oost>", member.organisation, member.role),
        seat(RegionId(Uuid::from_u128(2)), "Duinkust", BUREAU, Role::Observer),
    ];
    Page {
        language,
        address: format!("/regio/{REGION}"),
        now: NOW,
        me: Some(Me { person: EDITOR, seats, acting: Some(0), administers: false }),
        screen,
        notices: 0,
        past: None,
    }
}

fn both(nl: &str, en: &str) -> Bilingual {
    Bilingual { nl: nl.into(), en: en.into() }
}

fn asks(id: &str, scope: Scope, substitute: bool) -> Field<Bilingual> {
    Field {
        id: field(id),
        scope,
        substitute,
        text: both(&format!("Is {id} helemaal geregeld?"), &format!("Is {id} fully arranged?")),
        label: both(&format!("Is {id} geregeld?"), &format!("Is {id} arranged?")),
        honest: Some(both("Vraag het de GGD.", "Ask the GGD.")),
    }
}

fn check(id: u8, title: (&str, &str), fields: Vec<Field<Bilingual>>) -> Check<Bilingual> {
    let mut questions: Vec<Question<Bilingual>> = Vec::new();
    for field in fields {
        let question: QuestionId = field.id.question;
        match questions.last_mut().filter(|last| last.id == question) {
            Some(last) => last.fields.push(field),
            None => questions.push(Question { id: question, fields: vec![field] }),
        }
    }
    Check {
        id: CheckId(id),
        title: both(title.0, title.1),
        question: both("Hoe staat het ervoor?", "How do things stand?"),
        why: both("Daarom.\n\nEn daarom ook.", "Because.\n\nAnd because of that."),
        questions,
        suggestions: vec![Suggestion {
            id: SuggestionId(format!("S{id}.1")),
            text: both("Tel wat er is.", "Count what there is."),
            more: Some(both("Alleen aantallen.", "Numbers only.")),
        }],
        links: vec![LinkId("R-ONE".into()), LinkId("R-TWO".into())],
    }
}

fn link(id: &str, url: &str, needs_login: bool, checked_on: Option<Day>) -> Link<Bilingual> {
    Link {
        id: LinkId(id.into()),
        url: url.into(),
        title: both(&format!("Bron {id}"), &format!("Source {id}")),
        about: both("Wat u daar vindt.", "What you find there."),
        needs_login,
        checked_on,
    }
}

fn part(id: &str, place: Place, title: (&str, &str)) -> InfoBox<Bilingual> {
    InfoBox {
        id: BoxId(id.into()),
        place,
        title: both(title.0, title.1),
        text: both("Eerste alinea.\n\nTweede alinea.", "First paragraph.\n\nSecond paragraph."),
        points: vec![both("Een punt.", "A point.")],
        links: vec![LinkId("R-ONE".into())],
    }
}

/// A small edition with every shape that the real one has.
pub fn checklist() -> Checklist<Bilingual> {
    use Scope::{Municipal, Regional};
    Checklist {
        edition: EditionId("nji-loverboys/v1".into()),
        name: both("Checklist aanpak loverboys", "Checklist on loverboys"),
        source: both("NJi, ongeveer 2018", "NJi, about 2018"),
        checks: vec![
            check(
                1,
                ("Kennis", "Knowledge"),
                vec![asks("1.1", Municipal, false), asks("1.2", Municipal, false)],
            ),
            check(2, ("Preventie", "Prevention"), vec![asks("2.1", Regional, false)]),
            check(
                3,
                ("Melden", "Reporting"),
                vec![asks("3.2a", Regional, false), asks("3.2b", Regional, true)],
            ),
            check(
                4,
                ("Samenwerken", "Working together"),
                vec![asks("4.1a", Municipal, false), asks("4.1b", Regional, false)],
            ),
        ],
        examples: vec![Example {
            id: ExampleId("P01".into()),
            check: CheckId(1),
            place: both("Amsterdam", "Amsterdam"),
            title: both("Training", "Training"),
            text: both("Zo doen zij dat daar.", "This is how they do it there."),
            dated: both("Ongeveer 2018", "About 2018"),
            links: vec![LinkId("R-TWO".into())],
        }],
        tools: vec![Tool {
            id: ToolId("T01".into()),
            title: both("Basisniveau", "Basic level"),
            text: both("Wat wordt verwacht.", "What is expected."),
            links: vec![LinkId("R-ONE".into())],
        }],
        websites: vec![Website {
            id: WebsiteId("W01".into()),
            title: both("CoMensha", "CoMensha"),
            text: both("Landelijk centrum.", "National centre."),
            link: LinkId("R-TWO".into()),
        }],
        boxes: vec![
            part(
                "definition",
                Place::Introduction,
                ("Wat is een loverboy?", "What is a loverboy?"),
            ),
            part("teams", Place::Check(CheckId(3)), ("Wijkteams", "Neighbourhood teams")),
            part("commission", Place::Tools, ("De commissie", "The commission")),
        ],
        links: vec![
            link("R-ONE", "https://example.org/een.pdf", false, None),
            link("R-TWO", "https://example.org/twee", true, Day::new(2026, 11, 20)),
        ],
    }
}
