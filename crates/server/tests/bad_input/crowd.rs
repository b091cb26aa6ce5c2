//! Everybody who sends forms, in regions in which every form has something to be about.

use app::form::people::seen;
use domain::{
    ActionId, AnswerKey, AnswerValue, Asked, Change, Command, CommandId, Day, EditionId, FileKind,
    Language, OrganisationId, OrganisationKind, Parting, Plan, Priority, RegionId, Role,
    SeenAction, SeenAnswer, Subject, TypedPlan, TypedText, Wish, comment::Topic, round::Scope,
};
use reqwest::{Client, StatusCode};
use server::{
    clock::Clock,
    mail::Patience,
    people::{Membership, Token},
    regions::Sender,
};
use uuid::Uuid;

use crate::{
    fields::Field,
    stage::{
        Stage,
        files::{attach, sample, upload},
        house::*,
        linked::linked,
        number,
        phone::{FACTOR, set_up_with},
        places::{administrator, offered, people_of},
        served::{Mailing, Served, browser, sign_in},
        visit::post,
    },
};

/// Another region of the coordinator, in which no round is open.
pub const QUIET: RegionId = RegionId(Uuid::from_u128(0x3));
/// A region of the lead in which the round is discussed.
pub const LATE: RegionId = RegionId(Uuid::from_u128(0x4));
/// A partner of the quiet region.
pub const SHELTER: OrganisationId = OrganisationId(Uuid::from_u128(0x5E));

/// Who sends a form.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Who {
    Coordinator,
    Lead,
    Partner,
    Admin,
    /// Somebody who signs in in two steps, inside.
    Careful,
    /// The same, between the two steps.
    Halfway,
    Nobody,
}

impl Who {
    pub const ALL: [Who; 7] = [
        Who::Coordinator,
        Who::Lead,
        Who::Partner,
        Who::Admin,
        Who::Careful,
        Who::Halfway,
        Who::Nobody,
    ];
}

/// Everybody who sends forms, and what their forms are about.
pub struct Crowd {
    pub served: Served,
    pub things: Things,
    clients: Vec<Client>,
}

/// What forms are about, as they write it.
pub struct Things {
    /// An entry with a text of Waterdam.
    pub entry: u64,
    /// The thread that began with it.
    pub thread: String,
    /// What the region answered, and what Waterdam said to that.
    pub regional: String,
    pub said: String,
    /// The words of the region's own questions, by number.
    pub wordings: [(&'static str, String); 2],
    /// A request to the lead.
    pub request: String,
    /// Actions of the partner: offered, accepted, with another day proposed, and reported done.
    pub actions: [String; 4],
    /// Links to further ones that are offered.
    pub links: [String; 4],
    /// A file of the accepted one, which the partner added.
    pub file: String,
    /// An offer to the lead.
    pub handover: String,
    /// What a page shows of the partner of the quiet region.
    pub shelter: String,
    /// An administrator.
    pub administrator: String,
    /// Links of invitations.
    pub invitations: [String; 4],
    /// A link to a new password.
    pub reset: String,
}

impl Crowd {
    pub async fn new(stage: &Stage) -> Self {
        let mailing = Mailing { server: "smtp://127.0.0.1:9", patience: Patience::default() };
        let clock = Clock::standing_at(NOW);
        let (served, _) = Served::mailing(stage, mailing, clock).await;
        served.house.let_coordinator_in().await;
        served.house.let_partner_in().await;
        served.house.let_partner_editor_in().await;
        served.house.let_colleague_in().await;
        open_quiet_region(&served).await;
        open_late_region(&served).await;
        let admin = administrator(&served).await;
        let mut things = things(&served).await;
        let lead = served.sign_in("waterdam").await;
        post(&served, &lead, FACTOR, &[("doe", "begin")]).await;
        let careful = served.sign_in("berkelo").await;
        set_up_with(&served, &careful, clock).await;
        let halfway = browser();
        let asked = sign_in(&halfway, &served.address, "berkelo", PASSWORD).await;
        assert_eq!(asked.status(), StatusCode::OK, "the code is asked for");
        let clients = vec![
            served.sign_in("coordinator").await,
            lead,
            served.sign_in("partner").await,
            admin,
            careful,
            halfway,
            browser(),
        ];
        things.file = file(&served, &clients[2], &things.actions[1]).await;
        Self { served, things, clients }
    }

    pub fn client(&self, who: Who) -> &Client {
        let nth = Who::ALL.iter().position(|one| *one == who).unwrap();
        &self.clients[nth]
    }

    /// Sends a form with this in the field.
    pub async fn send(&self, field: &Field, text: &str) -> (StatusCode, String) {
        let token = Uuid::new_v4().to_string();
        let mut form: Vec<(&str, &str)> = vec![("formulier", &token), (field.name, text)];
        form.extend(field.rest.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        if field.path.ends_with("/bestanden") {
            let sent = upload(
                &self.served,
                self.client(field.who),
                &field.path,
                &form,
                sample(FileKind::Text),
            );
            let answer = sent.await;
            return (answer.status(), answer.text().await.unwrap());
        }
        let answer = post(&self.served, self.client(field.who), &field.path, &form).await;
        (answer.status(), answer.text().await.unwrap())
    }

    /// Lets everybody read in a language.
    pub async fn speak(&self, language: Language) {
        for who in Who::ALL {
            let form = [("taal", language.code()), ("terug", "/")];
            let answer = post(&self.served, self.client(who), "/taal", &form).await;
            assert!(!answer.status().is_server_error());
        }
    }

    /// Counts what is kept: entries, and rows that forms about people write.
    pub async fn kept(&self) -> i64 {
        let rows = "SELECT (SELECT COUNT(*) FROM entry) + (SELECT COUNT(*) FROM invitation) + (SELECT COUNT(*) FROM organisation)
             + (SELECT COUNT(*) FROM region) + (SELECT COUNT(*) FROM hold) + (SELECT COUNT(*) FROM mail)
             + (SELECT COUNT(*) FROM person) + (SELECT COUNT(*) FROM password_reset) + (SELECT COUNT(*) FROM reading_grant)
             + (SELECT COUNT(*) FROM audit WHERE kind IN ('organisation_renamed', 'function_set', 'password_changed', 'password_reset'))";
        number(&self.served.house.db, rows).await
    }
}

async fn give(served: &Served, region: RegionId, commands: impl IntoIterator<Item = Command>) {
    for command in commands {
        let given = served.house.regions.submit(region, Sender::System, sent(command)).await;
        given.unwrap();
    }
}

fn admit(organisation: OrganisationId, kind: OrganisationKind) -> Command {
    let (chain_parties, serves) = Default::default();
    Command::Admit { organisation, kind, chain_parties, serves }
}

async fn found(served: &Served, region: RegionId, name: &str) {
    served.house.journal.add_region(region, name, NOW).await.unwrap();
    let founded = Command::FoundRegion { name: TypedText::new(name) };
    give(served, region, [founded, admit(WATERDAM, OrganisationKind::Municipality)]).await;
}

async fn open_quiet_region(served: &Served) {
    let people = &served.house.people;
    found(served, QUIET, "Rustland").await;
    let kind = OrganisationKind::WomensShelter;
    people.add_organisation(SHELTER, "opvang", kind, None, NOW).await.unwrap();
    give(served, QUIET, [admit(SHELTER, kind)]).await;
    let place = people.membership(REGION, COORDINATOR).await.unwrap().unwrap();
    people.set_membership(&Membership { region: QUIET, ..place }, None, NOW).await.unwrap();
}

/// Opens a region whose round is discussed, in which Waterdam has a draft.
async fn open_late_region(served: &Served) {
    let House { people, regions, .. } = &served.house;
    found(served, LATE, "Laatland").await;
    let place = people.membership(REGION, EDITOR).await.unwrap().unwrap();
    people.set_membership(&Membership { region: LATE, ..place }, None, NOW).await.unwrap();
    let asked = Asked { field: field("1.1"), scope: Scope::Municipal, substitute: false };
    let edition = EditionId("nji-loverboys/v1".into());
    let name = TypedText::new("2026");
    give(served, LATE, [Command::OpenRound { name, edition, asked: vec![asked], prepared: None }])
        .await;
    let drafted = answer(WATERDAM, None, Some(AnswerValue::Yes));
    regions.submit(LATE, Sender::Person(EDITOR), drafted).await.unwrap();
    let round = regions.look(LATE, EDITOR).await.unwrap().region.round().unwrap().id;
    give(served, LATE, [Command::StartDiscussion { round }]).await;
}

/// Says and asks something, so that there is something to answer.
/// Size: one line for each thing.
async fn things(served: &Served) -> Things {
    let House { regions, people, .. } = &served.house;
    let submit = |person, command| served.house.submit(person, sent(command));
    let topic = Topic {
        question: "4.3".parse().unwrap(),
        about: domain::comment::About::default(),
        readers: domain::Readers::Everyone,
    };
    let text = TypedText::new("Dit blijft staan.");
    let said = Command::StartThread { topic, text, mentions: [].into() };
    let entry = submit(EDITOR, said).await.unwrap();
    let draft = |by, question: &str| Command::MakeRequest {
        wish: Wish::Draft {
            of: Some(WATERDAM),
            by,
            about: Subject::Question(question.parse().unwrap()),
        },
        due: None,
        note: TypedText::default(),
    };
    submit(EDITOR, draft(COLLEAGUE, "1.1")).await.unwrap();
    let asked = sent(draft(EDITOR, "1.2"));
    let request = asked.id;
    served.house.submit(COLLEAGUE, asked).await.unwrap();
    let parting = Parting::Person { of: COLLEAGUE, side: Some(WATERDAM), to: Some(EDITOR) };
    let offered_to_lead = sent(Command::OfferHandover { parting, note: TypedText::default() });
    let handover = offered_to_lead.id;
    served.house.submit(COLLEAGUE, offered_to_lead).await.unwrap();
    let actions = actions(served).await;
    put_forward(served).await;
    ask_own_questions(served).await;
    let region = regions.look(REGION, EDITOR).await.unwrap().region;
    let words = |id: &'static str| {
        let own = region.own_question(id.parse().unwrap()).unwrap();
        (id, own.wanted.fingerprint().to_string())
    };
    let key = AnswerKey { municipality: WATERDAM, field: field("4.3") };
    let quiet = regions.look(QUIET, COORDINATOR).await.unwrap().region;
    let token = Token::new();
    people.start_reset(COLLEAGUE, &token, NOW).await.unwrap();
    let mut invitations = Vec::new();
    for _ in 0..4 {
        invitations.push(offered(served, Role::Observer).await.address());
    }
    let made = |id: CommandId, what: &str| id.creates(what).to_string();
    Things {
        entry,
        thread: region.threads.keys().next().unwrap().to_string(),
        regional: region.put_forward(key.field).unwrap().fingerprint.to_string(),
        said: region.said(key).to_string(),
        wordings: [words("1.R1"), words("4.R1")],
        request: made(request, "request"),
        actions,
        file: String::new(),
        links: links(served).await,
        handover: made(handover, "handover"),
        shelter: seen("opvang", &quiet.participations[&SHELTER]).to_string(),
        administrator: people_of(served, "beheer@host.example").await.to_string(),
        invitations: invitations.try_into().unwrap(),
        reset: token.reset_address(),
    }
}

/// Lets the partner add a file to an action, and returns it.
async fn file(served: &Served, partner: &Client, action: &str) -> String {
    let action = action.parse().unwrap();
    let answer = attach(served, partner, action, sample(FileKind::Text)).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let region = served.house.regions.look(REGION, PARTNER_EDITOR).await.unwrap().region;
    region.actions[&action].files[0].file.id.to_string()
}

/// Asks the partner to do so many things, and returns them as they are seen.
async fn asked(served: &Served, count: usize) -> Vec<(ActionId, SeenAction)> {
    let mut all = Vec::new();
    for nth in 0..count {
        let plan: TypedPlan = Plan {
            title: TypedText::new(format!("Leg deel {nth} vast")),
            why: TypedText::default(),
            done_when: TypedText::default(),
            contributors: [].into(),
            concerns: [].into(),
            due: None,
            priority: Priority::Normal,
        };
        let owners = [PARTNER].into();
        let made = Command::MakeActions { owners, plan: Box::new(plan), cause: None, offer: true };
        served.house.submit(COORDINATOR, sent(made)).await.unwrap();
        let region = served.house.regions.look(REGION, COORDINATOR).await.unwrap().region;
        let (action, found) = region.actions_in_order().pop().unwrap();
        all.push((action, SeenAction { action, seen: found.fingerprint() }));
    }
    all
}

/// Asks the partner to do four things, and returns a link to each.
async fn links(served: &Served) -> [String; 4] {
    let mut links = Vec::new();
    for (action, _) in asked(served, 4).await {
        links.push(linked(served, action, (PARTNER_EDITOR, PARTNER)).await);
    }
    links.try_into().unwrap()
}

/// Asks the partner to do four things, and lets it answer three of them.
async fn actions(served: &Served) -> [String; 4] {
    let all = asked(served, 4).await;
    let [_, (_, accepted), (countered, _), (reported, seen)] = all[..] else { unreachable!() };
    let (due, reason) = (Day::new(2026, 12, 14).unwrap(), TypedText::new("Dan kan het."));
    let note = TypedText::default();
    for command in [
        Command::AcceptAction { seen: accepted },
        Command::CounterProposeDate { action: countered, due, reason },
        Command::AcceptAction { seen },
        Command::ReportDone { action: reported, note },
    ] {
        served.house.submit(PARTNER_EDITOR, sent(command)).await.unwrap();
    }
    let ids: Vec<String> = all.into_iter().map(|(id, _)| id.to_string()).collect();
    ids.try_into().unwrap()
}

/// Lets the region ask questions of its own.
async fn ask_own_questions(served: &Served) {
    for (check, text) in [("1", "Oefent u samen?"), ("4", "Belt u elkaar?")] {
        let asked = Command::AddOwnQuestion {
            check: check.parse().unwrap(),
            scope: Scope::Municipal,
            text: TypedText::new(text),
            why: TypedText::default(),
        };
        served.house.submit(COORDINATOR, sent(asked)).await.unwrap();
    }
}

/// Lets the region answer a question, without an explanation.
async fn put_forward(served: &Served) {
    let field = field("4.3");
    let change = Change { from: None, to: Some(AnswerValue::Yes) };
    let written = Command::AnswerForRegion { field, change };
    served.house.submit(COORDINATOR, sent(written)).await.unwrap();
    let region = served.house.regions.look(REGION, COORDINATOR).await.unwrap().region;
    let seen = region.seen(domain::Sheet::Regional(field));
    let put = Command::PutForward { answers: vec![SeenAnswer { field, seen }] };
    served.house.submit(COORDINATOR, sent(put)).await.unwrap();
}
