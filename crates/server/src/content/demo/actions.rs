//! What organisations in a demo region asked each other to do.
//!
//! Invariant: accounts, organisations and actions are named by their keys; no two actions have one title.

use domain::{Cause, Day, Priority};

/// What somebody asked organisations to do, one action each.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DemoAction {
    /// Its short name.
    pub key: String,
    /// Who does it, by their keys.
    pub owners: Vec<String>,
    /// What it is called.
    pub title: String,
    /// Why; may be empty.
    pub why: String,
    /// When it is done; may be empty.
    pub done_when: String,
    /// Who helps, by their keys.
    pub contributors: Vec<String>,
    /// The municipalities that it is about, by their keys.
    pub concerns: Vec<String>,
    /// Until which day.
    pub due: Option<Day>,
    /// How much it matters beside others.
    pub priority: Priority,
    /// What it comes from.
    pub cause: Option<Cause>,
    /// Whether its owners were asked at once.
    pub offered: bool,
}

/// What somebody did with an action.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DemoStepping {
    /// The key of the action.
    pub to: String,
    /// Whose of its owners, by their key.
    pub owner: String,
    /// What.
    pub step: DemoStep,
}

/// A step with an action.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DemoStep {
    /// Its owner was asked.
    Offered,
    /// It was changed: until which day, or when it is done.
    Revised(Option<Day>, Option<String>),
    /// Its owner will do it.
    Accepted,
    /// Its owner does not do it.
    Declined(String),
    /// Its owner wants another day, and why.
    CounterProposed(Day, String),
    /// Whoever asked agrees to that day.
    Agreed,
    /// Whoever asked does not agree to that day.
    Refused(String),
    /// A person does it, by the key of their account.
    Assigned(String),
    /// How it goes.
    Progressed(String),
    /// It waits on this, and what there is to say about it.
    Waits(DemoWaitsOn, String),
    /// A text was added to it as a file: what it is, and what it says.
    FileAdded(String, String),
    /// Its owner says that it is done.
    ReportedDone(String),
    /// Whoever asked agrees that it is done.
    Closed,
    /// Whoever asked says that it is not done.
    Reopened(String),
    /// It is not needed any more.
    Dropped(String),
}

/// What an action waits on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DemoWaitsOn {
    /// An organisation, by its key.
    Organisation(String),
    /// An action of one owner, by its key.
    Action(String),
}
