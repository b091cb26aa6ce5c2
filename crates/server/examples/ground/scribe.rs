//! Writes a region's history: decided by the rules, appended in one piece.

use std::collections::BTreeSet;

use domain::{
    ActionId, Actor, AnswerKey, AnswerValue, Aspect, Change, Command, CommandId, Entry, FieldId,
    MarkValue, Moment, OrganisationId, Priority, Region, RegionId, Sent, TypedPlan, TypedText,
    command::SeenAnswer, decide, evolve, local_day,
};
use server::journal::{Accepted, Append, Appended, Journal, Standing};
use uuid::Uuid;

use super::{
    Failure,
    prose::{Dice, Prose},
    region::{START, editor_of},
};

/// Between two commands: about a minute, never the same.
const PAUSE_US: u64 = 90_000_000;

/// Has a region before it and writes what happens.
pub struct Scribe {
    /// The region so far.
    pub region: Region,
    now: Moment,
    dice: Dice,
    entries: Vec<Entry>,
    accepted: Vec<Accepted>,
}

impl Scribe {
    /// Begins with a region of which nothing is known.
    pub fn new(region: RegionId) -> Self {
        let (entries, accepted) = (Vec::new(), Vec::new());
        Self { region: Region::new(region), now: START, dice: Dice::new(7), entries, accepted }
    }

    /// Gives a command, some time after the one before.
    pub fn give(&mut self, actor: &Actor, command: Command) -> Result<(), Failure> {
        let sent = Sent { id: CommandId(Uuid::new_v4()), command };
        self.now.0 += self.dice.below(PAUSE_US).cast_signed();
        let by = actor.author();
        let events = decide(&self.region, actor, &sent, self.now)
            .map_err(|refusal| format!("the rules refuse the history: {refusal:?}"))?;
        for event in events {
            let seq = self.region.head + 1;
            let entry = Entry { seq, at: self.now, by, command: sent.id, event };
            evolve(&mut self.region, &entry);
            self.entries.push(entry);
        }
        let seq = self.region.head;
        let payload_hash = [0; 32];
        self.accepted.push(Accepted { command: sent.id, person: by.person, payload_hash, seq });
        Ok(())
    }

    /// Fills in, shares and confirms every answer of a municipality.
    pub fn fill_in(
        &mut self,
        municipality: OrganisationId,
        prose: &mut Prose,
    ) -> Result<(), Failure> {
        let actor = Actor::Member(editor_of(municipality));
        let fields: Vec<FieldId> = self.region.fields().collect();
        for field in &fields {
            self.explain(&actor, AnswerKey { municipality, field: *field }, prose)?;
            self.choose(&actor, AnswerKey { municipality, field: *field })?;
        }
        for of_check in fields.chunk_by(|one, next| one.check() == next.check()) {
            let answers = self.seen(municipality, of_check);
            self.give(&actor, Command::Share { municipality, answers, why_now: None })?;
        }
        let answers = self.seen(municipality, &fields);
        self.give(&actor, Command::Confirm { municipality, answers })
    }

    /// Writes an explanation in two goes, as one who saves by itself every two seconds does. When
    /// it is looked at again, four of ten stay as they are, three get a sentence, and three are
    /// written anew.
    fn explain(&mut self, actor: &Actor, key: AnswerKey, prose: &mut Prose) -> Result<(), Failure> {
        let AnswerKey { municipality, field } = key;
        let old = self.region.working(key).explanation;
        let first = match self.dice.below(10) {
            0..4 if !old.is_blank() => return Ok(()),
            4..7 if !old.is_blank() => format!("{old} {}", prose.sentence()),
            _ => prose.explanation(),
        };
        let second = format!("{first} {}", prose.sentence());
        for text in [first, second] {
            let base = self.region.working(key).explanation.fingerprint();
            let text = TypedText::new(text).vouched(true);
            self.give(actor, Command::Explain { municipality, field, base, text })?;
        }
        Ok(())
    }

    fn choose(&mut self, actor: &Actor, key: AnswerKey) -> Result<(), Failure> {
        let AnswerKey { municipality, field } = key;
        let working = self.region.working(key);
        // Without this the rules would not ask for 3.2b, and every field is to be there.
        let substituted = field.to_string() == "3.2a";
        let drawn = *self.dice.one(&AnswerValue::ALL);
        let value = if substituted { AnswerValue::No } else { drawn };
        let change = Change { from: working.value, to: Some(value) };
        self.give(actor, Command::Answer { municipality, field, change })?;
        for aspect in Aspect::ALL {
            let to = Some(*self.dice.one(&MarkValue::ALL));
            let change = Change { from: working.mark(aspect), to };
            self.give(actor, Command::Mark { municipality, field, aspect, change })?;
        }
        Ok(())
    }

    /// Offers an action to an organisation, with a day of its own, and returns its id.
    pub fn ask(
        &mut self,
        asker: &Actor,
        owner: OrganisationId,
        prose: &mut Prose,
    ) -> Result<ActionId, Failure> {
        let days = u32::try_from(1 + self.dice.below(200))?;
        let plan = TypedPlan {
            title: TypedText::new(prose.sentence().chars().take(80).collect::<String>())
                .vouched(true),
            why: TypedText::new(plain(prose)).vouched(true),
            done_when: TypedText::new(plain(prose)).vouched(true),
            contributors: BTreeSet::new(),
            concerns: BTreeSet::from([owner]),
            due: Some(local_day(self.now).after_working_days(days)),
            priority: *self.dice.one(&Priority::ALL),
        };
        let (owners, plan) = (BTreeSet::from([owner]), Box::new(plan));
        let command = Command::MakeActions { owners, plan, cause: None, offer: true };
        self.give(asker, command)?;
        let newest = self.region.actions.iter().max_by_key(|(_, action)| action.seq);
        Ok(*newest.ok_or("the action is not there")?.0)
    }

    fn seen(&self, municipality: OrganisationId, fields: &[FieldId]) -> Vec<SeenAnswer> {
        let seen = |field: &FieldId| {
            let seen = self.region.seen(AnswerKey { municipality, field: *field });
            SeenAnswer { field: *field, seen }
        };
        fields.iter().map(seen).collect()
    }

    /// Leaves out what comes after an entry.
    pub fn stop_at(&mut self, seq: u64) {
        self.entries.retain(|entry| entry.seq <= seq);
        self.accepted.retain(|accepted| accepted.seq <= seq);
    }

    /// Writes what was given since the last time.
    pub async fn write(&mut self, journal: &Journal) -> Result<(), Failure> {
        let region = self.region.id;
        let standing = journal.standing(region).await?.ok_or("the region is not there")?;
        let seen = Standing { head: standing.head, ..standing };
        let entries = std::mem::take(&mut self.entries);
        let accepted = std::mem::take(&mut self.accepted);
        match journal.append(Append { region, seen, entries, accepted }).await? {
            Appended::Written => Ok(()),
            Appended::Behind => Err("somebody else writes in this region".into()),
        }
    }
}

/// Returns a sentence without numbers: by chance some would be those of people.
pub fn plain(prose: &mut Prose) -> String {
    prose.sentence().chars().filter(|c| !c.is_ascii_digit()).collect()
}
