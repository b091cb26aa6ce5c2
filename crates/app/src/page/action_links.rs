//! The page behind a mailed link to one action, and what the page of an action says about its links.

use std::collections::BTreeMap;

use domain::{ActionAlone, Moment, OrganisationId, PersonId, Step};
use serde::{Deserialize, Serialize};

use super::MailTrouble;
use crate::form::actions::{ActionTrouble, StepForm};

/// What whoever opens a link to one action sees.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct LinkPage {
    /// The address of the page, where its forms are sent.
    pub address: String,
    /// The way to the action for whoever signs in.
    pub way: String,
    /// What the link opens.
    pub opens: LinkOpens,
}

/// What a link opens.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkOpens {
    /// The action, to be answered.
    Action(Box<LinkedAction>),
    /// It was answered just now.
    Done(Step),
    /// Nothing any more; with the form that came too late.
    Gone(LinkGone, Option<Box<StepForm>>),
}

/// One action, as whoever has a link to it may see it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct LinkedAction {
    /// The action.
    pub action: ActionAlone,
    /// The name of its region.
    pub region: String,
    /// The names of the organisations in it.
    pub names: BTreeMap<OrganisationId, String>,
    /// The function of whoever the link was mailed to.
    pub function: String,
    /// Until when the link works.
    pub until: Moment,
    /// The form that was refused.
    pub refused: Option<RefusedLink>,
}

/// A form of the page behind a link that was refused, as it was sent.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RefusedLink {
    /// The form.
    pub form: StepForm,
    /// Why.
    pub trouble: LinkTrouble,
}

/// Why a form of the page behind a link was refused.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkTrouble {
    /// What was typed, or how the action stands by now.
    Step(ActionTrouble),
    /// It was tried too often in a short time.
    TooMany,
    /// The installation cannot do it now.
    Unavailable,
}

/// Why a link opens nothing any more.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkGone {
    /// It was used, then and for this.
    Used(Moment, Option<Step>),
    /// Its last day is over.
    Expired(Moment),
    /// Another one was mailed in its place.
    Replaced,
    /// Whoever it was mailed to acts for the owner no more.
    PlaceEnded,
    /// There is nothing left to answer.
    NothingLeft,
    /// The owner asks its people for two steps, which a mailbox has not.
    TwoSteps,
}

/// What the page of an action says about links to it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct ActionLinks {
    /// To whom one can be mailed; nothing where the reader has none mailed, or nothing is left to answer.
    pub offer: Option<LinkOffer>,
    /// Those that were mailed, the newest first, as far as they are for the reader.
    pub mailed: Vec<MailedLink>,
    /// Why none was mailed just now, and to whom it was to be.
    pub refused: Option<(MailLinkTrouble, Option<PersonId>)>,
}

/// To whom a link can be mailed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkOffer {
    /// To one of these people of the owner, by their functions.
    To(Vec<(PersonId, String)>),
    /// To nobody: mail reaches none of them.
    Nobody,
    /// To nobody: this installation sends no mail.
    NoMail,
    /// To nobody: the owner asks its people for two steps.
    TwoSteps,
}

/// Why a link was not mailed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailLinkTrouble {
    /// Nobody was chosen, or somebody whom it cannot go to (any more).
    NobodyChosen,
    /// So many were mailed in a day already.
    TooMany(u32),
    /// There is nothing left to answer.
    NothingLeft,
    /// The owner asks its people for two steps.
    TwoSteps,
    /// This installation sends no mail.
    NoMail,
    /// The same form had a link mailed before, which works no more.
    SentBefore,
}

/// A link that was mailed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MailedLink {
    /// The function of whoever it was mailed to.
    pub to: String,
    /// What whoever had it mailed is called; nothing where nobody knows any more.
    pub by: Option<String>,
    /// When.
    pub made: Moment,
    /// What became of it.
    pub stand: LinkStand,
}

/// What became of a link that was mailed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkStand {
    /// Its mail is about to be sent, or tried again.
    Waits(Option<MailTrouble>),
    /// Its mail was not sent.
    NotSent(Option<MailTrouble>),
    /// It works until then.
    Open(Moment),
    /// It was used then, for this.
    Used(Moment, Option<Step>),
    /// It worked until then.
    Expired(Moment),
    /// Another one was mailed in its place.
    Replaced,
    /// Whoever it was mailed to acts for the owner no more.
    PlaceEnded,
    /// There is nothing left to answer.
    NothingLeft,
    /// The owner asks its people for two steps.
    TwoSteps,
}
