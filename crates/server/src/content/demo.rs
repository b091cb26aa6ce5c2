//! The demo regions as files: who takes part and what happened, day by day.
//!
//! Invariant: what leaves here can be played with real commands, in the order of the timeline:
//! every key resolves, every answer is by an editor of its municipality in a round that is open,
//! every text passes the no-case guard, and nothing is later than [`PRESENT`].

use std::collections::BTreeSet;
use std::path::Path;

use domain::checklist::Checklist;
use domain::{
    AnswerValue, ChainParty, Day, EditionId, FieldId, MarkValue, Moment, OrganisationId,
    OrganisationKind, PersonId, QuestionId, Role, Scope,
};

use super::page::Page;
use super::reason::{ContentError, Reason};
use super::{ContentErrors, read};

mod actions;
mod commands;
mod moments;
mod play;
mod region;
mod talk;

pub use actions::{DemoAction, DemoStep, DemoStepping, DemoWaitsOn};
pub use commands::Asked;
pub use moments::{PRESENT, moment};
pub use region::DemoReview;
pub use talk::{
    DemoAbout, DemoAnswering, DemoMention, DemoReply, DemoRequest, DemoSaid, DemoSaying, DemoWhom,
};

const EMBEDDED: [(&str, &str); 2] = [
    ("veenland-oost.toml", include_str!("../../../../content/demo/veenland-oost.toml")),
    ("duinkust.toml", include_str!("../../../../content/demo/duinkust.toml")),
];

/// A demo region.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DemoRegion {
    /// Its short name.
    pub key: String,
    /// Its name.
    pub name: String,
    /// When it was founded.
    pub founded: Moment,
    /// Who takes part. The same key in another region is the same organisation.
    pub organisations: Vec<DemoOrganisation>,
    /// Who signs in. The same key in another region is the same person.
    pub accounts: Vec<DemoAccount>,
    /// When somebody looked through who has access.
    pub reviews: Vec<DemoReview>,
    /// Everything that happened since, oldest first.
    pub timeline: Vec<Happening>,
}

/// An organisation that takes part.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DemoOrganisation {
    /// Its short name.
    pub key: String,
    /// Its name.
    pub name: String,
    /// What kind it is.
    pub kind: OrganisationKind,
    /// Since when it takes part.
    pub since: Moment,
    /// The keys of the municipalities that it serves.
    pub serves: Vec<String>,
    /// The chain parties that it fills.
    pub chain_parties: BTreeSet<ChainParty>,
}

/// Someone who signs in, known by a function only.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DemoAccount {
    /// The name to sign in with.
    pub key: String,
    /// The key of the organisation.
    pub organisation: String,
    /// The role in which they act first.
    pub role: Role,
    /// The other roles that they hold.
    pub also: Vec<Role>,
    /// Whether they may confirm and sign.
    pub may_adopt: bool,
    /// Since when.
    pub since: Moment,
}

impl DemoAccount {
    /// Returns the roles that they hold, the one in which they act first.
    pub fn roles(&self) -> Vec<Role> {
        [self.role].into_iter().chain(self.also.iter().copied()).collect()
    }
}

/// Something that happened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Happening {
    /// When.
    pub at: Moment,
    /// What.
    pub what: What,
}

/// What happened. Accounts, organisations and rounds are named by their keys.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum What {
    /// An organisation joined.
    Admitted(String),
    /// A round was prepared.
    RoundPrepared {
        /// Its name.
        round: String,
        /// The edition that it will ask.
        edition: EditionId,
        /// By whom.
        by: String,
    },
    /// A round was opened.
    RoundOpened {
        /// Its name.
        round: String,
        /// The edition that it asks.
        edition: EditionId,
        /// By whom.
        by: String,
    },
    /// The last day to answer was agreed.
    DeadlineSet {
        /// The name of the round.
        round: String,
        /// The day.
        day: Day,
        /// By whom.
        by: String,
    },
    /// The region added a question of its own.
    OwnQuestionAdded {
        /// By whom.
        by: String,
        /// Which.
        question: QuestionId,
        /// Who can arrange what it asks about.
        scope: Scope,
        /// What it asks.
        text: String,
        /// Why; may be empty.
        why: String,
    },
    /// One of the region's own questions was worded anew.
    OwnQuestionReworded {
        /// By whom.
        by: String,
        /// Which.
        question: QuestionId,
        /// What it asks.
        text: String,
        /// Why; may be empty.
        why: String,
    },
    /// One of the region's own questions was taken away.
    OwnQuestionRemoved {
        /// By whom.
        by: String,
        /// Which.
        question: QuestionId,
    },
    /// The discussion of a round was started.
    RoundDiscussed {
        /// Its name.
        round: String,
        /// By whom.
        by: String,
    },
    /// A round was closed, by the installation.
    RoundClosed {
        /// Its name.
        round: String,
    },
    /// Answers were filled in, and shared together or kept as drafts.
    FilledIn {
        /// Whose answers.
        municipality: String,
        /// By whom.
        by: String,
        /// The answers.
        answers: Vec<DemoAnswer>,
        /// Whether they were shared at once.
        shared: bool,
        /// Why only then, where the round was discussed already.
        why_now: Option<String>,
    },
    /// Shared answers were confirmed together.
    Confirmed {
        /// Whose answers.
        municipality: String,
        /// By whom.
        by: String,
        /// Which.
        fields: Vec<FieldId>,
    },
    /// The region's own answers were filled in, and put forward together or kept as drafts.
    FilledInForRegion {
        /// By whom.
        by: String,
        /// The answers, without marks.
        answers: Vec<DemoAnswer>,
        /// Whether they were put forward at once.
        put_forward: bool,
    },
    /// A municipality said whether regional answers hold for it.
    Reacted {
        /// Which municipality.
        municipality: String,
        /// By whom.
        by: String,
        /// Where the regional answer became its own.
        applies: Vec<FieldId>,
        /// Where the regional answer does not hold, and why.
        differs: Vec<DemoDifference>,
    },
    /// A partner wrote its views, and gave them together or kept them as drafts.
    Viewed {
        /// Which partner.
        partner: String,
        /// By whom.
        by: String,
        /// The views, without marks.
        answers: Vec<DemoAnswer>,
        /// Whether they were given at once.
        given: bool,
    },
    /// A partner took views back.
    ViewsWithdrawn {
        /// Which partner.
        partner: String,
        /// By whom.
        by: String,
        /// Which views.
        fields: Vec<FieldId>,
    },
    /// Somebody asked a colleague or a partner something.
    Requested {
        /// By whom.
        by: String,
        /// What.
        request: DemoRequest,
    },
    /// Somebody answered a request, or ended it.
    Replied {
        /// By whom.
        by: String,
        /// The key of the request.
        to: String,
        /// How.
        reply: DemoReply,
    },
    /// Somebody started a thread of comments.
    Said {
        /// By whom.
        by: String,
        /// What.
        saying: DemoSaying,
    },
    /// Somebody said more in a thread, or that it is dealt with.
    Answered {
        /// By whom.
        by: String,
        /// What.
        answering: DemoAnswering,
    },
    /// Somebody asked organisations to do something, or thought of it.
    ActionsMade {
        /// By whom.
        by: String,
        /// What.
        action: Box<DemoAction>,
    },
    /// Somebody did something with an action.
    ActionMoved {
        /// By whom.
        by: String,
        /// What.
        stepping: DemoStepping,
    },
    /// The coordinator said whether the steering group meets on a day.
    SteeringSaid {
        /// By whom.
        by: String,
        /// The day.
        day: Day,
        /// Whether it meets.
        meets: bool,
    },
}

/// The ids under which the keys of a file are known.
#[derive(Clone, Copy, Debug)]
pub struct Ids {
    /// Returns the id of an organisation.
    pub organisation: fn(&str) -> OrganisationId,
    /// Returns the id of a person.
    pub person: fn(&str) -> PersonId,
}

impl What {
    /// Returns the key of the account that did it; nobody: the installation itself.
    pub fn by(&self) -> Option<&str> {
        match self {
            What::Admitted(_) | What::RoundClosed { .. } => None,
            What::RoundPrepared { by, .. }
            | What::RoundOpened { by, .. }
            | What::DeadlineSet { by, .. }
            | What::OwnQuestionAdded { by, .. }
            | What::OwnQuestionReworded { by, .. }
            | What::OwnQuestionRemoved { by, .. }
            | What::RoundDiscussed { by, .. }
            | What::Viewed { by, .. }
            | What::ViewsWithdrawn { by, .. }
            | What::FilledIn { by, .. }
            | What::Confirmed { by, .. }
            | What::FilledInForRegion { by, .. }
            | What::Requested { by, .. }
            | What::Replied { by, .. }
            | What::Said { by, .. }
            | What::Answered { by, .. }
            | What::ActionsMade { by, .. }
            | What::ActionMoved { by, .. }
            | What::SteeringSaid { by, .. }
            | What::Reacted { by, .. } => Some(by),
        }
    }
}

/// A regional answer that does not hold for a municipality.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DemoDifference {
    /// To what.
    pub field: FieldId,
    /// Why.
    pub reason: String,
}

/// An answer as it was filled in; what is absent was left empty, except the value of a draft.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DemoAnswer {
    /// To what.
    pub field: FieldId,
    /// The value.
    pub value: Option<AnswerValue>,
    /// Why, in words.
    pub explanation: Option<String>,
    /// How it stands on paper.
    pub paper: Option<MarkValue>,
    /// How it stands in practice.
    pub practice: Option<MarkValue>,
    /// How a partner knows it.
    pub source: Option<String>,
}

/// Reads the demo regions from a content folder, or the embedded ones.
pub fn regions(
    root: Option<&Path>,
    checklist: &Checklist,
) -> Result<Vec<DemoRegion>, ContentErrors> {
    let mut regions: Vec<(String, DemoRegion)> = Vec::new();
    let mut errors = Vec::new();
    for (name, embedded) in EMBEDDED {
        let (file, text) = match root {
            None => (format!("content/demo/{name}"), Ok(embedded.to_owned())),
            Some(root) => {
                let path = root.join("demo").join(name);
                (path.display().to_string(), read(&path))
            }
        };
        let whole = |message| ContentError {
            file: file.clone(),
            line: 0,
            reason: Reason::Unreadable { message },
        };
        match text.map_err(|message| ContentErrors(vec![whole(message)])) {
            Ok(text) => match region(&file, &text, checklist) {
                Ok(region) => regions.push((file, region)),
                Err(found) => errors.extend(found.0),
            },
            Err(found) => errors.extend(found.0),
        }
    }
    errors.extend(strangers(&regions));
    if errors.is_empty() {
        Ok(regions.into_iter().map(|(_, region)| region).collect())
    } else {
        Err(ContentErrors(errors))
    }
}

/// Reads one demo region.
pub fn region(file: &str, text: &str, checklist: &Checklist) -> Result<DemoRegion, ContentErrors> {
    let page = Page::new(file.to_owned(), text);
    let region = page.parse().and_then(|table| region::read(&page.root(&table), &page, checklist));
    let errors = page.into_errors();
    match region {
        Some(region) if errors.is_empty() => Ok(region),
        _ => Err(ContentErrors(errors)),
    }
}

/// Finds keys that mean another organisation or person in another region.
fn strangers(regions: &[(String, DemoRegion)]) -> Vec<ContentError> {
    let mut errors = Vec::new();
    for (at, (file, region)) in regions.iter().enumerate() {
        for (other_file, other) in &regions[..at] {
            let differs = |key: &String| ContentError {
                file: file.clone(),
                line: 0,
                reason: Reason::DiffersElsewhere { key: key.clone(), file: other_file.clone() },
            };
            for here in &region.organisations {
                let same = |there: &&DemoOrganisation| there.key == here.key;
                let there = other.organisations.iter().find(same);
                if there.is_some_and(|there| (&there.name, there.kind) != (&here.name, here.kind)) {
                    errors.push(differs(&here.key));
                }
            }
            for here in &region.accounts {
                let there = other.accounts.iter().find(|there| there.key == here.key);
                if there.is_some_and(|there| there.organisation != here.organisation) {
                    errors.push(differs(&here.key));
                }
            }
        }
    }
    errors
}
