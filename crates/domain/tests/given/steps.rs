//! Random steps: small numbers that become a lawful or unlawful command in the region at hand.
//!
//! Every word that is typed is a canary: it names the municipality, or the region, that it was
//! typed for and is used once, so that it can be told who may see it.

use std::ops::Range;

use domain::{
    About, AnswerKey, AnswerValue, Aspect, Change, CheckId, Command, CommandId, Day, FieldId,
    MarkValue, Mention, OrganisationId, OrganisationKind, QuestionId, Readers, Region, RoundId,
    Scope, SeenAnswer, Sent, Sheet, Subject, Topic, TypedText, ViewKey, Wish, Working,
    answer::Wording,
};
use uuid::Uuid;

use super::acting::acting;
use super::asking::{FIELDS, asked, field, open_round_asking, person};
use super::handing_over::handover;
use super::people::{
    POLICE, SHELTER, TOWN, VILLAGE, Who, coordinator, editor, lead, observer, steering_member,
    system,
};

/// One random step.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    pub who: u8,
    pub what: u8,
    pub whose: u8,
    pub field: u8,
    pub value: u8,
    pub place: u8,
    /// Whether the sender says that they saw something that was not there.
    pub stale: bool,
}

impl Step {
    /// Makes a step of seven random bytes.
    pub fn new([who, what, whose, field, value, place, stale]: [u8; 7]) -> Step {
        Step { who, what, whose, field, value, place, stale: stale < 20 }
    }

    /// Makes it a step about actions.
    pub fn about_actions(self) -> Step {
        let Range { start, end } = ABOUT_ACTIONS;
        Step { what: start + self.what % (end - start), ..self }
    }
}

/// What steps about actions are numbered.
pub const ABOUT_ACTIONS: Range<u8> = 192..208;

/// Everyone who acts in the random histories.
pub fn everyone() -> [Who; 12] {
    [
        system(),
        coordinator(),
        editor(TOWN),
        lead(TOWN),
        editor(VILLAGE),
        lead(VILLAGE),
        editor(SHELTER),
        lead(SHELTER),
        steering_member(VILLAGE),
        observer(TOWN),
        steering_member(TOWN),
        editor(POLICE),
    ]
}

/// Returns who takes this step; those who write take most.
pub fn who(step: Step) -> Who {
    let everyone = everyone();
    let at = usize::from(step.who) % 24;
    match at {
        at if at < everyone.len() => everyone[at],
        12 | 13 => coordinator(),
        14..=17 => everyone[6 + at % 2],
        at => everyone[2 + at % 4],
    }
}

/// Returns the command of a step, sent as number `number` by someone who sees this region.
pub fn command(step: Step, number: u32, own: Option<OrganisationId>, seen: &Region) -> Sent {
    Sent {
        id: CommandId(Uuid::from_u128(u128::from(number))),
        command: what(step, number, own, seen),
    }
}

fn beside_the_sheets(
    step: Step,
    number: u32,
    own: Option<OrganisationId>,
    seen: &Region,
) -> Command {
    match step.what {
        251.. => handover(step, number, own, seen),
        232.. => request(step, number, own, seen),
        216.. => comment(step, number, own, seen),
        208.. => redaction(step, number, own, seen),
        _ => acting(step, number, own, seen),
    }
}

fn what(step: Step, number: u32, own: Option<OrganisationId>, seen: &Region) -> Command {
    if ABOUT_ACTIONS.start <= step.what {
        return beside_the_sheets(step, number, own, seen);
    }
    // Who keeps the region moving writes for the region, where others answer for themselves.
    if who(step) == coordinator() && step.what % 32 < 29 {
        return regional(step, number, seen);
    }
    if let Some(partner) = own.filter(|own| [SHELTER, POLICE].contains(own))
        && step.what % 32 < 26
    {
        return view(step, number, if step.whose == 0 { SHELTER } else { partner }, seen);
    }
    if who(step) == system() && step.what.is_multiple_of(2) {
        return turn_of_the_round(step, seen);
    }
    let municipality = whose(step, own);
    let field = field_of(step);
    let key = AnswerKey { municipality, field };
    let answers = || chosen(step, municipality, seen);
    match step.what % 32 {
        0..=6 => {
            let from = if step.stale { value(step.place) } else { seen.working(key).value };
            Command::Answer { municipality, field, change: Change { from, to: value(step.value) } }
        }
        7..=15 => {
            let now = seen.working(key).explanation;
            let base = if step.stale { Default::default() } else { now.clone() }.fingerprint();
            let text = TypedText::new(edited(now.as_str(), step, municipality, number));
            Command::Explain { municipality, field, base, text }
        }
        16 | 17 => {
            let aspect = Aspect::ALL[usize::from(step.place) % 2];
            let from = if step.stale { None } else { seen.working(key).mark(aspect) };
            let to = MarkValue::ALL.get(usize::from(step.value) % 5).copied();
            Command::Mark { municipality, field, aspect, change: Change { from, to } }
        }
        20..=24 => {
            let why = TypedText::new(edited("", step, municipality, number));
            Command::Share {
                municipality,
                answers: answers(),
                why_now: (!step.stale).then_some(why),
            }
        }
        25..=28 => Command::Confirm { municipality, answers: answers() },
        18 | 19 => reaction(step, number, key, seen),
        29 => turn_of_the_round(step, seen),
        30 => opening(step, seen),
        _ => admission(step, seen),
    }
}

/// Mostly the own organisation, sometimes another.
fn whose(step: Step, own: Option<OrganisationId>) -> OrganisationId {
    match step.whose % 8 {
        0 => TOWN,
        1 => VILLAGE,
        2 => SHELTER,
        _ => own.unwrap_or(TOWN),
    }
}

/// Few fields, so that people meet; the last is one that is not always asked.
fn field_of(step: Step) -> FieldId {
    let fields = ["1.1", "1.R1", "3.2a", "3.2b", "4.1a", "4.1b", "4.2"];
    field(fields[usize::from(step.field) % fields.len()])
}

fn value(number: u8) -> Option<AnswerValue> {
    AnswerValue::ALL.get(usize::from(number) % 6).copied()
}

/// One field, or all that have a draft or are shared.
fn chosen(step: Step, municipality: OrganisationId, seen: &Region) -> Vec<SeenAnswer> {
    let of = |field| seen.working(AnswerKey { municipality, field });
    let several = step.place.is_multiple_of(3);
    let fields: Vec<FieldId> = seen
        .fields()
        .filter(|field| several && of(*field).value.is_some())
        .chain([field_of(step)].into_iter().filter(|_| !several))
        .collect();
    let stale = Working::default().fingerprint();
    let fingerprint = |field| match step.stale {
        true => stale,
        false => seen.seen(AnswerKey { municipality, field }),
    };
    fields.into_iter().map(|field| SeenAnswer { field, seen: fingerprint(field) }).collect()
}

/// Says something to what the region put forward, mostly about a field where it can.
fn reaction(step: Step, number: u32, key: AnswerKey, seen: &Region) -> Command {
    let AnswerKey { municipality, .. } = key;
    let field = regional_field(step);
    let put_forward = seen.put_forward(field).filter(|_| !step.stale);
    let nothing = Working::default().fingerprint();
    let regional = put_forward.map_or(nothing, |it| it.fingerprint);
    let said = seen.said(AnswerKey { municipality, field });
    if step.value.is_multiple_of(2) {
        let own = seen.working(AnswerKey { municipality, field }).fingerprint();
        Command::ApplyRegional { municipality, field, regional, own, said }
    } else {
        let reason = TypedText::new(format!("Hier niet: {}", canary(municipality, number)));
        Command::DifferFromRegional { municipality, field, regional, said, reason }
    }
}

/// Works on an answer of the region.
fn regional(step: Step, number: u32, seen: &Region) -> Command {
    let field = regional_field(step);
    let sheet = Sheet::Regional(field);
    let now = seen.working(sheet);
    match step.what % 8 {
        7 => own_question(step, number, seen),
        0 | 4 => {
            let from = if step.stale { value(step.place) } else { now.value };
            Command::AnswerForRegion { field, change: Change { from, to: value(step.value) } }
        }
        1 | 2 | 5 => {
            let start = if step.stale { Default::default() } else { now.explanation.clone() };
            let text = edited(now.explanation.as_str(), step, THE_REGION, number);
            Command::ExplainForRegion {
                field,
                base: start.fingerprint(),
                text: TypedText::new(text),
            }
        }
        _ => {
            let stale = Working::default().fingerprint();
            let seen = if step.stale { stale } else { seen.seen(sheet) };
            Command::PutForward { answers: vec![SeenAnswer { field, seen }] }
        }
    }
}

/// Works on the view of a partner.
fn view(step: Step, number: u32, partner: OrganisationId, seen: &Region) -> Command {
    let field = field_of(step);
    let key = ViewKey { partner, field };
    let now = seen.working(key);
    match step.what % 8 {
        0 | 1 => {
            let from = if step.stale { value(step.place) } else { now.value };
            let change = Change { from, to: value(step.value) };
            Command::AnswerAsPartner { partner, field, change }
        }
        2..=4 => {
            let wording =
                if step.place.is_multiple_of(2) { Wording::Source } else { Wording::Explanation };
            let text = now.text(wording);
            let base = if step.stale { Default::default() } else { text.clone() }.fingerprint();
            let text = TypedText::new(edited(text.as_str(), step, partner, number));
            Command::ExplainAsPartner { partner, field, wording, base, text }
        }
        5 => {
            let seen = if step.stale { Working::default() } else { now }.fingerprint();
            Command::WithdrawView { partner, field, seen }
        }
        _ => {
            let stale = Working::default().fingerprint();
            let seen = if step.stale { stale } else { seen.seen(key) };
            Command::GiveViews { partner, answers: vec![SeenAnswer { field, seen }] }
        }
    }
}

/// Asks a colleague or a partner, or does something with a request that is there.
fn request(step: Step, number: u32, own: Option<OrganisationId>, seen: &Region) -> Command {
    let requests = seen.requests_in_order();
    let at = usize::from(step.field) % (requests.len() + 1);
    let text = |of| TypedText::new(canary(of, number));
    let Some((request, found)) = requests.get(at).map(|(id, found)| (*id, *found)) else {
        let of = [SHELTER, POLICE][usize::from(step.place) % 2];
        let on = field_of(step).question;
        if step.value.is_multiple_of(3) {
            return Command::MakeRequest {
                wish: Wish::View { of, on },
                due: None,
                note: text(EVERYONE),
            };
        }
        let is_region = who(step) == coordinator();
        let of = (!is_region).then(|| whose(step, own));
        let colleague = if is_region { coordinator() } else { lead(of.unwrap_or(TOWN)) };
        let about = match step.value % 2 {
            0 => Subject::Question(on),
            _ => Subject::Check(on.check()),
        };
        let wish = Wish::Draft { of, by: person(colleague), about };
        return Command::MakeRequest { wish, due: None, note: text(of.unwrap_or(THE_REGION)) };
    };
    let said = || match found.wish {
        Wish::Draft { of, .. } => text(of.unwrap_or(THE_REGION)),
        Wish::View { .. } => text(EVERYONE),
    };
    let is_asked = who(step) != system() && found.wish.colleague() == Some(person(who(step)));
    match step.place % 4 {
        0 => Command::ReportReady { request },
        3 if is_asked => Command::ReportReady { request },
        1 => Command::RequestChanges { request, note: said() },
        2 => Command::DeclineRequest { request, reason: said() },
        _ => Command::CloseRequest { request },
    }
}

/// Starts a thread, mostly an internal note, or says something in one that is there.
fn comment(step: Step, number: u32, own: Option<OrganisationId>, seen: &Region) -> Command {
    let at = usize::from(step.field) % (seen.threads.len() + 1);
    let text = |readers| {
        let of = match readers {
            Readers::Everyone => EVERYONE,
            Readers::Within(of) => of.unwrap_or(THE_REGION),
        };
        TypedText::new(canary(of, number))
    };
    let mentions = [Mention::Person(person(lead(own.unwrap_or(TOWN))))].into();
    let Some((thread, found)) = seen.threads.iter().nth(at).map(|(id, found)| (*id, found)) else {
        let readers = match step.value % 3 {
            0 => Readers::Everyone,
            _ if who(step) == coordinator() => Readers::Within(None),
            _ => Readers::Within(Some(whose(step, own))),
        };
        let about = if step.place.is_multiple_of(2) { About::Question } else { About::Of(TOWN) };
        let topic = Topic { question: field_of(step).question, about, readers };
        return Command::StartThread { topic, text: text(readers), mentions };
    };
    match step.place % 4 {
        0 | 1 => Command::AddComment { thread, text: text(found.topic.readers), mentions },
        2 if found.resolved.is_none() => {
            let seen = if step.stale { 0 } else { seen.head };
            let says = step.value.is_multiple_of(2);
            let words = if says { text(found.topic.readers) } else { TypedText::new("") };
            Command::ResolveThread { thread, seen, words, mentions }
        }
        _ => Command::ReopenThread { thread },
    }
}

/// Removes one of the texts that were written lately, if there is one in that entry.
fn redaction(step: Step, number: u32, own: Option<OrganisationId>, seen: &Region) -> Command {
    let back = u64::from(step.value) % seen.head.clamp(1, 40);
    let of = if who(step) == coordinator() { THE_REGION } else { own.unwrap_or(THE_REGION) };
    let reason = TypedText::new(canary(of, number));
    Command::Redact { entry: seen.head - back, nth: u32::from(step.place % 3), reason }
}

/// A round is discussed or closed.
fn turn_of_the_round(step: Step, seen: &Region) -> Command {
    let round = seen.round().map_or(RoundId::default(), |it| it.id);
    match step.place % 4 {
        0 => Command::CloseRound { round },
        1 => Command::StartDiscussion { round },
        2 => {
            let hand = seen.prepared_or_present();
            let round = hand.map_or(round, |hand| hand.id);
            let from = hand.and_then(|hand| hand.deadline).filter(|_| !step.stale);
            let to = Day::new(2026, 12, 1 + step.value % 28);
            Command::SetDeadline { round, change: Change { from, to } }
        }
        _ => opening(step, seen),
    }
}

/// Adds one of two questions of the region's own, or does something with it.
fn own_question(step: Step, number: u32, seen: &Region) -> Command {
    let at_check_1 = step.field.is_multiple_of(2);
    let (check, scope) = match at_check_1 {
        true => (CheckId(1), Scope::Municipal),
        false => (CheckId(4), Scope::Regional),
    };
    let question = QuestionId::own(check, 1);
    let text = TypedText::new(canary(EVERYONE, number));
    let why = TypedText::new("");
    let Some(own) = seen.own_prepared_or_present(question) else {
        return Command::AddOwnQuestion { check, scope, text, why };
    };
    match step.value % 4 {
        0..=2 if own.removed.is_some() => Command::PutBackOwnQuestion { question },
        0 => Command::RemoveOwnQuestion { question },
        1 | 2 => {
            let words = &own.wanted;
            let seen = if step.stale { words.text.fingerprint() } else { words.fingerprint() };
            Command::RewordOwnQuestion { question, seen, text, why }
        }
        _ => Command::PutBackOwnQuestion { question },
    }
}

/// Mostly a field that the region may answer.
fn regional_field(step: Step) -> FieldId {
    let fields = ["4.1a", "4.1a", "4.1b", "4.2", "4.R1", "1.1"];
    field(fields[usize::from(step.field) % fields.len()])
}

/// Stands for the region itself, in canaries that were typed for it.
pub const THE_REGION: OrganisationId = OrganisationId(Uuid::from_u128(0xc0));

/// Stands for everybody, in canaries that nothing hides.
pub const EVERYONE: OrganisationId = OrganisationId(Uuid::from_u128(0xc1));

fn opening(step: Step, seen: &Region) -> Command {
    let all = FIELDS.len() - usize::from(step.field % 2);
    match open_round_asking("Ronde", asked(&FIELDS[..all]))(seen) {
        Command::OpenRound { name, edition, asked, .. }
            if seen.prepared.is_none() || step.stale =>
        {
            Command::PrepareRound { name, edition, asked }
        }
        other => other,
    }
}

/// Lets an organisation take part, or one that came so leave.
fn admission(step: Step, seen: &Region) -> Command {
    let number = u128::from(step.place % 4);
    let kind = if step.value.is_multiple_of(2) {
        OrganisationKind::Municipality
    } else {
        OrganisationKind::Police
    };
    let organisation = OrganisationId(Uuid::from_u128(0xd0 + number));
    // Of those that the other steps are about nobody leaves.
    let came =
        |id: &&OrganisationId| (0xd0..0xd4).contains(&id.0.as_u128()) && seen.takes_part(**id);
    if let (true, Some(one)) = (step.field < 128, seen.participations.keys().find(came)) {
        return Command::EndParticipation { organisation: *one };
    }
    Command::Admit {
        organisation,
        kind,
        chain_parties: Default::default(),
        serves: [VILLAGE].into(),
    }
}

/// Adds a canary to a text, puts it in the place of a word, or begins anew.
fn edited(text: &str, step: Step, of: OrganisationId, number: u32) -> String {
    let canary = canary(of, number);
    let mut words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    let at = usize::from(step.place) % (words.len() + 1);
    match step.value % 8 {
        0 => words.clear(),
        1..=3 if at < words.len() => {
            words.remove(at);
        }
        _ => {}
    }
    let at = at.min(words.len());
    words.insert(at, &canary);
    words.join(" ")
}

/// Returns a word that was typed for this organisation in this command and nowhere else.
pub fn canary(of: OrganisationId, number: u32) -> String {
    format!("kanarie{:02x}n{number}k", of.0.as_u128())
}

/// Finds the canaries in a text: for whom each was typed, and the word.
pub fn canaries(text: &str) -> Vec<(OrganisationId, String)> {
    let of = |rest: &str| {
        let number = u128::from_str_radix(rest.get(..2)?, 16).ok()?;
        let end = rest.find('k')?;
        Some((OrganisationId(Uuid::from_u128(number)), format!("kanarie{}", &rest[..=end])))
    };
    text.split("kanarie").skip(1).map(|rest| of(rest).unwrap()).collect()
}
