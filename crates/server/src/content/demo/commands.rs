//! What happened in a demo region, as the commands that make it happen again.
//!
//! Invariant: the demo takes the same way as everyone: every happening becomes commands of the
//! person who did it, and the domain judges them.

use domain::checklist::Checklist;
use domain::{
    AnswerKey, Aspect, Change, Command, FieldId, OrganisationId, Region, SeenAnswer, TypedText,
    Working,
};

use super::{DemoAnswer, DemoOrganisation, DemoRegion, What};

/// A command and the key of the account that sends it; nobody: the installation itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asked {
    /// Who asks.
    pub by: Option<String>,
    /// What is asked.
    pub command: Command,
}

impl DemoRegion {
    /// Returns the commands that make a happening happen in a region as it stands before it.
    pub fn commands(
        &self,
        what: &What,
        region: &Region,
        checklist: &Checklist,
        id: impl Fn(&str) -> OrganisationId,
    ) -> Vec<Asked> {
        let by = |account: &str| Some(account.to_owned());
        match what {
            What::Admitted(key) => {
                let found = self.organisations.iter().find(|it| it.key == *key);
                found.map(|it| Asked { by: None, command: admit(it, id) }).into_iter().collect()
            }
            What::RoundOpened { round, edition, by: account } => {
                let command = Command::OpenRound {
                    name: TypedText(round.clone()),
                    edition: edition.clone(),
                    asked: checklist.asked(),
                };
                vec![Asked { by: by(account), command }]
            }
            What::RoundClosed { .. } => {
                let close = |round: &domain::Round| Command::CloseRound { round: round.id };
                let command = region.open_round().map(close);
                command.map(|command| Asked { by: None, command }).into_iter().collect()
            }
            What::FilledIn { municipality, by: account, answers, shared } => {
                let commands = filled_in(region, id(municipality), answers, *shared);
                commands.into_iter().map(|command| Asked { by: by(account), command }).collect()
            }
            What::Confirmed { municipality, by: account, fields } => {
                let municipality = id(municipality);
                let seen = |field: &FieldId| {
                    let working = region.working(AnswerKey { municipality, field: *field });
                    SeenAnswer { field: *field, seen: working.fingerprint() }
                };
                let answers = fields.iter().map(seen).collect();
                let command = Command::Confirm { municipality, answers };
                vec![Asked { by: by(account), command }]
            }
        }
    }
}

fn admit(organisation: &DemoOrganisation, id: impl Fn(&str) -> OrganisationId) -> Command {
    Command::Admit {
        organisation: id(&organisation.key),
        kind: organisation.kind,
        chain_parties: organisation.chain_parties.clone(),
        serves: organisation.serves.iter().map(|key| id(key)).collect(),
    }
}

fn filled_in(
    region: &Region,
    municipality: OrganisationId,
    answers: &[DemoAnswer],
    shared: bool,
) -> Vec<Command> {
    let mut commands = Vec::new();
    let mut seen = Vec::new();
    for answer in answers {
        let field = answer.field;
        let now = region.working(AnswerKey { municipality, field });
        let then = after(&now, answer);
        seen.push(SeenAnswer { field, seen: then.fingerprint() });
        commands.extend(edits(municipality, field, &now, &then));
    }
    if shared {
        commands.push(Command::Share { municipality, answers: seen });
    }
    commands
}

/// What stands before the editor once this answer is filled in: it is filled in anew, so what it
/// leaves out is empty, except the value.
fn after(now: &Working, answer: &DemoAnswer) -> Working {
    let typed = TypedText(answer.explanation.clone().unwrap_or_default());
    Working {
        value: answer.value.or(now.value),
        // The file was checked: its texts pass the guard.
        explanation: domain::GuardedText::pass(&typed).unwrap_or_default(),
        paper: answer.paper,
        practice: answer.practice,
    }
}

fn edits(
    municipality: OrganisationId,
    field: FieldId,
    now: &Working,
    then: &Working,
) -> Vec<Command> {
    let mut edits = Vec::new();
    if now.value != then.value {
        let change = Change { from: now.value, to: then.value };
        edits.push(Command::Answer { municipality, field, change });
    }
    if now.explanation != then.explanation {
        let base = now.explanation.fingerprint();
        let text = TypedText(then.explanation.as_str().to_owned());
        edits.push(Command::Explain { municipality, field, base, text });
    }
    for aspect in Aspect::ALL {
        let change = Change { from: now.mark(aspect), to: then.mark(aspect) };
        if change.from != change.to {
            edits.push(Command::Mark { municipality, field, aspect, change });
        }
    }
    edits
}
