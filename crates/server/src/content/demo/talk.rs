//! What people in a demo region asked and told each other.
//!
//! Invariant: accounts, organisations, requests and threads are named by their keys.

use domain::{Day, QuestionId, Subject};

/// What somebody said first about something.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DemoSaying {
    /// Its short name.
    pub key: String,
    /// About which question.
    pub question: QuestionId,
    /// About what of it.
    pub about: DemoAbout,
    /// Whether only their own organisation reads it.
    pub internal: bool,
    /// What.
    pub text: String,
    /// Whose attention it asks for.
    pub mentions: Vec<DemoMention>,
}

/// What of a question somebody said something about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DemoAbout {
    /// The question itself.
    Question,
    /// The answer of the region.
    Regional,
    /// The answer or view of an organisation, by its key.
    Of(String),
}

/// Whose attention somebody asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DemoMention {
    /// That of an organisation, by its key.
    Organisation(String),
    /// That of a person, by the key of their account.
    Account(String),
}

/// What somebody added to a thread.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DemoAnswering {
    /// The key of the thread.
    pub to: String,
    /// What.
    pub said: DemoSaid,
}

/// What became of a thread.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DemoSaid {
    /// Somebody said more, to these.
    More(String, Vec<DemoMention>),
    /// It was dealt with.
    Resolved,
    /// It was opened again.
    Reopened,
}

/// What somebody asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DemoRequest {
    /// Its short name.
    pub key: String,
    /// Of whom.
    pub whom: DemoWhom,
    /// About what.
    pub about: Subject,
    /// Until which day.
    pub due: Option<Day>,
    /// What was said with it; may be empty.
    pub note: String,
}

/// Whom somebody asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DemoWhom {
    /// A colleague, by the key of their account.
    Colleague(String),
    /// A partner, by its key.
    Partner(String),
}

/// How somebody answered a request.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DemoReply {
    /// The draft is ready.
    Ready,
    /// The draft should change.
    Changes(String),
    /// It will not come.
    Declined(String),
    /// It is done with.
    Closed,
}
