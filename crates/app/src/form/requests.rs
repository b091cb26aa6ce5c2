//! The forms with which people ask each other something, and answer that.
//!
//! Invariant: the same names are written by the page and read by the server.

use domain::{
    CheckId, Command, OrganisationId, PersonId, QuestionId, RequestId, Subject, TypedText, Wish,
};
use serde::{Deserialize, Serialize};

use super::{BrokenForm, DO, TOKEN, read_day};

/// The value of the button that asks a colleague.
pub const ASK_COLLEAGUE: &str = "vraag-collega";
/// The value of the button that asks a partner.
pub const ASK_PARTNER: &str = "vraag-partner";
/// With a request behind a colon: the value of the button that says that the draft is ready.
pub const READY: &str = "klaar";
/// With a request behind a colon: the value of the button that asks for changes.
pub const CHANGES: &str = "pas-aan";
/// With a request behind a colon: the value of the button that declines.
pub const DECLINE: &str = "sla-af";
/// With a request behind a colon: the value of the button that ends a request.
pub const CLOSE: &str = "rond-af";
/// The name of the field with the colleague.
pub const COLLEAGUE: &str = "collega";
/// The name of the field with the partner.
pub const PARTNER: &str = "partner";
/// The name of the field that says what it is about.
pub const ABOUT: &str = "over";
/// The name of the field with the day until which it should be done.
pub const DUE: &str = "uiterlijk";
/// The name of the field with what there is to say: a note, or a reason.
pub const NOTE: &str = "opmerking";

/// A form about a request, as it was sent.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RequestForm {
    /// The token of this rendering of the form.
    pub token: String,
    /// What the pressed button does.
    pub deed: RequestDeed,
    /// The colleague, where one is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colleague: Option<PersonId>,
    /// The partner, where one is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partner: Option<OrganisationId>,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<Subject>,
    /// The day as it was typed.
    #[serde(default)]
    pub due: String,
    /// The note or reason as it was typed.
    pub note: TypedText,
}

/// What the pressed button does.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestDeed {
    /// Ask a colleague to write a draft.
    AskColleague,
    /// Ask a partner for its view.
    AskPartner,
    /// Say that the draft is ready.
    Ready(RequestId),
    /// Ask for changes.
    Changes(RequestId),
    /// Decline.
    Decline(RequestId),
    /// End it.
    Close(RequestId),
}

/// What was typed as a day is none.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("not a day")]
pub struct NoSuchDay;

impl RequestForm {
    /// Reads the form from its pairs of name and value.
    pub fn read(pairs: &[(String, String)]) -> Result<RequestForm, BrokenForm> {
        let find = |wanted: &str| {
            pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
        };
        let form = RequestForm {
            token: find(TOKEN).ok_or(BrokenForm)?.to_owned(),
            deed: RequestDeed::read(find(DO).unwrap_or_default())?,
            colleague: find(COLLEAGUE).map(str::parse).transpose().map_err(|_| BrokenForm)?,
            partner: find(PARTNER).map(str::parse).transpose().map_err(|_| BrokenForm)?,
            about: find(ABOUT).map(read_subject).transpose()?,
            due: find(DUE).unwrap_or_default().to_owned(),
            note: TypedText::new(find(NOTE).unwrap_or_default()),
        };
        match form.deed {
            RequestDeed::AskColleague if form.colleague.is_none() => Err(BrokenForm),
            RequestDeed::AskPartner if form.partner.is_none() => Err(BrokenForm),
            RequestDeed::AskColleague | RequestDeed::AskPartner if form.about.is_none() => {
                Err(BrokenForm)
            }
            _ => Ok(form),
        }
    }

    /// Returns the command of this form; `of` is for whom colleagues are asked: the own organisation,
    /// or nothing for the region.
    pub fn command(&self, of: Option<OrganisationId>) -> Result<Command, NoSuchDay> {
        let text = || self.note.clone();
        let make = |wish| {
            let due = read_day(&self.due).map_err(|_| NoSuchDay)?;
            Ok(Command::MakeRequest { wish, due, note: text() })
        };
        // A form is only read when what it needs is there.
        let about = self.about.unwrap_or(Subject::Check(CheckId(0)));
        match self.deed {
            RequestDeed::AskColleague => {
                make(Wish::Draft { of, by: self.colleague.unwrap_or_default(), about })
            }
            RequestDeed::AskPartner => {
                let on = match about {
                    Subject::Question(on) => on,
                    Subject::Check(CheckId(check)) => QuestionId::new(check, 0),
                };
                make(Wish::View { of: self.partner.unwrap_or_default(), on })
            }
            RequestDeed::Ready(request) => Ok(Command::ReportReady { request }),
            RequestDeed::Changes(request) => Ok(Command::RequestChanges { request, note: text() }),
            RequestDeed::Decline(request) => {
                Ok(Command::DeclineRequest { request, reason: text() })
            }
            RequestDeed::Close(request) => Ok(Command::CloseRequest { request }),
        }
    }
}

impl RequestDeed {
    /// Returns the value of the button that does it.
    pub fn code(self) -> String {
        match self {
            RequestDeed::AskColleague => ASK_COLLEAGUE.to_owned(),
            RequestDeed::AskPartner => ASK_PARTNER.to_owned(),
            RequestDeed::Ready(request) => format!("{READY}:{request}"),
            RequestDeed::Changes(request) => format!("{CHANGES}:{request}"),
            RequestDeed::Decline(request) => format!("{DECLINE}:{request}"),
            RequestDeed::Close(request) => format!("{CLOSE}:{request}"),
        }
    }

    fn read(code: &str) -> Result<Self, BrokenForm> {
        match code {
            ASK_COLLEAGUE => return Ok(RequestDeed::AskColleague),
            ASK_PARTNER => return Ok(RequestDeed::AskPartner),
            _ => {}
        }
        let (what, request) = code.split_once(':').ok_or(BrokenForm)?;
        let request = request.parse().map_err(|_| BrokenForm)?;
        match what {
            READY => Ok(RequestDeed::Ready(request)),
            CHANGES => Ok(RequestDeed::Changes(request)),
            DECLINE => Ok(RequestDeed::Decline(request)),
            CLOSE => Ok(RequestDeed::Close(request)),
            _ => Err(BrokenForm),
        }
    }
}

/// Returns how forms and addresses write what a request is about: `4.2`, or `4` for a whole check.
pub fn subject_code(about: Subject) -> String {
    match about {
        Subject::Question(question) => question.to_string(),
        Subject::Check(check) => check.to_string(),
    }
}

/// Reads what a request is about.
pub fn read_subject(code: &str) -> Result<Subject, BrokenForm> {
    let question = code.parse().map(Subject::Question);
    question.or_else(|_| code.parse().map(Subject::Check)).map_err(|_| BrokenForm)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(all: &[(&str, &str)]) -> Vec<(String, String)> {
        all.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    const ID: &str = "00000000-0000-0000-0000-0000000000f1";

    #[test]
    fn a_button_is_read_as_it_is_written() {
        let request: RequestId = ID.parse().unwrap();
        for deed in [
            RequestDeed::AskColleague,
            RequestDeed::AskPartner,
            RequestDeed::Ready(request),
            RequestDeed::Changes(request),
            RequestDeed::Decline(request),
            RequestDeed::Close(request),
        ] {
            assert_eq!(RequestDeed::read(&deed.code()), Ok(deed));
        }
        for broken in
            ["", "klaar", "klaar:", "klaar:x", "iets:00000000-0000-0000-0000-0000000000f1"]
        {
            assert_eq!(RequestDeed::read(broken), Err(BrokenForm), "{broken}");
        }
    }

    #[test]
    fn what_it_is_about_is_read_as_it_is_written() {
        for about in ["4.2", "4"] {
            assert_eq!(subject_code(read_subject(about).unwrap()), about);
        }
        assert_eq!(read_subject("vier"), Err(BrokenForm));
    }

    #[test]
    fn a_day_that_does_not_exist_is_told_apart_from_none() {
        let form = |due| {
            let ask = [(TOKEN, "1"), (DO, ASK_PARTNER), (PARTNER, ID), (ABOUT, "4.2"), (DUE, due)];
            RequestForm::read(&pairs(&ask)).unwrap()
        };
        assert_eq!(form("31-11-2026").command(None), Err(NoSuchDay));
        for (typed, due) in [("", None), ("1-12-2026", domain::Day::new(2026, 12, 1))] {
            let Ok(Command::MakeRequest { due: read, .. }) = form(typed).command(None) else {
                panic!("a request");
            };
            assert_eq!(read, due);
        }
    }

    #[test]
    fn a_form_that_does_not_say_whom_is_broken() {
        let broken = [(TOKEN, "1"), (DO, ASK_COLLEAGUE), (ABOUT, "4.2")];
        assert_eq!(RequestForm::read(&pairs(&broken)), Err(BrokenForm));
        assert_eq!(RequestForm::read(&pairs(&[(TOKEN, "1"), (DO, ASK_PARTNER)])), Err(BrokenForm));
    }
}
