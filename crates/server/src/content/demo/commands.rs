//! What happened in a demo region, as the commands that make it happen again.
//!
//! Invariant: the demo takes the same way as everyone: every happening becomes commands of the
//! person who did it, and the domain judges them.

use app::form::{choose, explain};
use domain::checklist::Checklist;
use domain::{
    AnswerKey, Aspect, Change, Command, FieldId, OrganisationId, Region, SeenAnswer, Sheet,
    TypedText, Working,
};

use super::{DemoAnswer, DemoDifference, DemoOrganisation, DemoRegion, What};

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
        let commands = match what {
            What::Admitted(key) => {
                let found = self.organisations.iter().find(|it| it.key == *key);
                found.map(|it| admit(it, id)).into_iter().collect()
            }
            What::RoundOpened { round, edition, .. } => vec![Command::OpenRound {
                name: TypedText(round.clone()),
                edition: edition.clone(),
                asked: checklist.asked(),
            }],
            What::RoundClosed { .. } => {
                let close = |round: &domain::Round| Command::CloseRound { round: round.id };
                region.open_round().map(close).into_iter().collect()
            }
            What::FilledIn { municipality, answers, shared, .. } => {
                let municipality = id(municipality);
                let sheet = |field| AnswerKey { municipality, field }.into();
                let (mut commands, answers) = filled_in(region, sheet, answers);
                commands.extend(shared.then_some(Command::Share { municipality, answers }));
                commands
            }
            What::Confirmed { municipality, fields, .. } => {
                let municipality = id(municipality);
                let seen = |field: &FieldId| {
                    let working = region.working(AnswerKey { municipality, field: *field });
                    SeenAnswer { field: *field, seen: working.fingerprint() }
                };
                let answers = fields.iter().map(seen).collect();
                vec![Command::Confirm { municipality, answers }]
            }
            What::FilledInForRegion { answers, put_forward, .. } => {
                let (mut commands, answers) = filled_in(region, Sheet::Regional, answers);
                commands.extend(put_forward.then_some(Command::PutForward { answers }));
                commands
            }
            What::Reacted { municipality, applies, differs, .. } => {
                reacted(region, id(municipality), applies, differs)
            }
        };
        let asked = |command| Asked { by: what.by().map(str::to_owned), command };
        commands.into_iter().map(asked).collect()
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

/// Returns the edits, and what the editor sees once they are made.
fn filled_in(
    region: &Region,
    sheet: impl Fn(FieldId) -> Sheet,
    answers: &[DemoAnswer],
) -> (Vec<Command>, Vec<SeenAnswer>) {
    let mut commands = Vec::new();
    let mut seen = Vec::new();
    for answer in answers {
        let field = answer.field;
        let now = region.working(sheet(field));
        let then = after(&now, answer);
        seen.push(SeenAnswer { field, seen: then.fingerprint() });
        commands.extend(edits(sheet(field), &now, &then));
    }
    (commands, seen)
}

/// A reaction is to what is put forward at that moment. The file was checked, so there is something;
/// were there nothing, the domain would refuse the command.
fn reacted(
    region: &Region,
    municipality: OrganisationId,
    applies: &[FieldId],
    differs: &[DemoDifference],
) -> Vec<Command> {
    let regional = |field| region.shared_working(Sheet::Regional(field)).fingerprint();
    let said = |field| region.said(AnswerKey { municipality, field });
    let applied = applies.iter().map(|field| Command::ApplyRegional {
        municipality,
        field: *field,
        regional: regional(*field),
        own: region.working(AnswerKey { municipality, field: *field }).fingerprint(),
        said: said(*field),
    });
    let differed = differs.iter().map(|difference| Command::DifferFromRegional {
        municipality,
        field: difference.field,
        regional: regional(difference.field),
        said: said(difference.field),
        reason: TypedText(difference.reason.clone()),
    });
    applied.chain(differed).collect()
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

fn edits(sheet: Sheet, now: &Working, then: &Working) -> Vec<Command> {
    let mut edits = Vec::new();
    if now.value != then.value {
        let change = Change { from: now.value, to: then.value };
        edits.push(choose(sheet, change));
    }
    if now.explanation != then.explanation {
        let base = now.explanation.fingerprint();
        let text = TypedText(then.explanation.as_str().to_owned());
        edits.push(explain(sheet, base, text));
    }
    // The answer of the region has no marks: how it stands there only a municipality knows.
    if let Sheet::Answer(AnswerKey { municipality, field }) = sheet {
        for aspect in Aspect::ALL {
            let change = Change { from: now.mark(aspect), to: then.mark(aspect) };
            if change.from != change.to {
                edits.push(Command::Mark { municipality, field, aspect, change });
            }
        }
    }
    edits
}
