//! The forms with which people ask each other something, and answer that.
//!
//! Invariant: the same names are written by the page and read by the server.

use std::str::FromStr;

use domain::{
    Command, Day, OrganisationId, PersonId, QuestionId, Refusal, RequestId, Subject, TypedText,
    Wish,
};
use serde::{Deserialize, Serialize};

use super::{BrokenForm, DO, TOKEN, read_day, read_text};

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
    /// The day as it was typed.
    #[serde(default)]
    pub due: String,
    /// The note or reason as it was typed.
    pub note: TypedText,
}

/// What the pressed button does. What was to be chosen and was not is nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // The fields are those of `Wish`.
pub enum RequestDeed {
    /// Ask a colleague to write a draft.
    AskColleague { by: Option<PersonId>, about: Option<Subject> },
    /// Ask a partner for its view.
    AskPartner { of: Option<OrganisationId>, on: Option<QuestionId> },
    /// Say that the draft is ready.
    Ready(RequestId),
    /// Ask for changes.
    Changes(RequestId),
    /// Decline.
    Decline(RequestId),
    /// End it.
    Close(RequestId),
}

/// Why a form about a request was not taken in.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    /// Nobody was chosen to ask.
    NobodyChosen,
    /// Nothing was chosen to ask about.
    NothingChosen,
    /// What was typed as a day is none.
    NoSuchDay,
    /// The day is over already.
    DayIsOver,
    /// The rules refuse it.
    Refused(Refusal),
}

impl Trouble {
    /// Returns why the rules refuse it, where they do.
    pub const fn refusal(&self) -> Option<&Refusal> {
        match self {
            Trouble::Refused(refusal) => Some(refusal),
            _ => None,
        }
    }
}

impl RequestForm {
    /// Reads the form from its pairs of name and value.
    pub fn read(pairs: &[(String, String)]) -> Result<RequestForm, BrokenForm> {
        let find = |wanted: &str| {
            pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
        };
        Ok(RequestForm {
            token: find(TOKEN).ok_or(BrokenForm)?.to_owned(),
            deed: RequestDeed::read(find)?,
            due: find(DUE).unwrap_or_default().to_owned(),
            note: read_text(pairs, NOTE).unwrap_or_default(),
        })
    }

    /// Returns the command of this form; `of` is for whom colleagues are asked: the own organisation,
    /// or nothing for the region.
    pub fn command(&self, of: Option<OrganisationId>, today: Day) -> Result<Command, Trouble> {
        let note = self.note.clone();
        let wish = match self.deed {
            RequestDeed::AskColleague { by, about } => Wish::Draft {
                of,
                by: by.ok_or(Trouble::NobodyChosen)?,
                about: about.ok_or(Trouble::NothingChosen)?,
            },
            RequestDeed::AskPartner { of, on } => Wish::View {
                of: of.ok_or(Trouble::NobodyChosen)?,
                on: on.ok_or(Trouble::NothingChosen)?,
            },
            RequestDeed::Ready(request) => return Ok(Command::ReportReady { request }),
            RequestDeed::Changes(request) => return Ok(Command::RequestChanges { request, note }),
            RequestDeed::Decline(request) => {
                return Ok(Command::DeclineRequest { request, reason: note });
            }
            RequestDeed::Close(request) => return Ok(Command::CloseRequest { request }),
        };
        let due = read_day(&self.due).map_err(|_| Trouble::NoSuchDay)?;
        if due.is_some_and(|due| due < today) {
            return Err(Trouble::DayIsOver);
        }
        Ok(Command::MakeRequest { wish, due, note })
    }
}

impl RequestDeed {
    /// Returns the value of the button that does it.
    pub fn code(self) -> String {
        match self {
            RequestDeed::AskColleague { .. } => ASK_COLLEAGUE.to_owned(),
            RequestDeed::AskPartner { .. } => ASK_PARTNER.to_owned(),
            RequestDeed::Ready(request) => format!("{READY}:{request}"),
            RequestDeed::Changes(request) => format!("{CHANGES}:{request}"),
            RequestDeed::Decline(request) => format!("{DECLINE}:{request}"),
            RequestDeed::Close(request) => format!("{CLOSE}:{request}"),
        }
    }

    fn read<'f>(find: impl Fn(&str) -> Option<&'f str>) -> Result<Self, BrokenForm> {
        let code = find(DO).ok_or(BrokenForm)?;
        match code {
            ASK_COLLEAGUE => {
                let (by, about) = (chosen(find(COLLEAGUE))?, chosen_subject(find(ABOUT))?);
                return Ok(RequestDeed::AskColleague { by, about });
            }
            ASK_PARTNER => {
                let (of, on) = (chosen(find(PARTNER))?, chosen(find(ABOUT))?);
                return Ok(RequestDeed::AskPartner { of, on });
            }
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

/// Reads a choice: nothing where none was made.
fn chosen<T: FromStr>(code: Option<&str>) -> Result<Option<T>, BrokenForm> {
    let code = code.filter(|code| !code.is_empty());
    code.map(|code| code.parse().map_err(|_| BrokenForm)).transpose()
}

fn chosen_subject(code: Option<&str>) -> Result<Option<Subject>, BrokenForm> {
    code.filter(|code| !code.is_empty()).map(read_subject).transpose()
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

    fn read(all: &[(&str, &str)]) -> Result<RequestForm, BrokenForm> {
        RequestForm::read(&pairs(&[&[(TOKEN, "1")], all].concat()))
    }

    #[test]
    fn a_button_is_read_as_it_is_written() {
        let request: RequestId = ID.parse().unwrap();
        for deed in [
            RequestDeed::AskColleague { by: None, about: None },
            RequestDeed::AskPartner { of: None, on: None },
            RequestDeed::Ready(request),
            RequestDeed::Changes(request),
            RequestDeed::Decline(request),
            RequestDeed::Close(request),
        ] {
            assert_eq!(read(&[(DO, &deed.code())]).unwrap().deed, deed);
        }
        let other = format!("iets:{ID}");
        for broken in ["", "klaar", "klaar:", "klaar:x", &other] {
            assert_eq!(read(&[(DO, broken)]), Err(BrokenForm), "{broken}");
        }
        assert_eq!(read(&[]), Err(BrokenForm));
    }

    #[test]
    fn what_it_is_about_is_read_as_it_is_written() {
        for about in ["4.2", "4"] {
            assert_eq!(subject_code(read_subject(about).unwrap()), about);
        }
        assert_eq!(read_subject("vier"), Err(BrokenForm));
        // A partner is asked about a question: the page offers nothing else.
        let check = [(DO, ASK_PARTNER), (PARTNER, ID), (ABOUT, "4")];
        assert_eq!(read(&check), Err(BrokenForm));
    }

    #[test]
    fn what_is_wrong_with_a_form_is_told_apart() {
        let today = Day::new(2026, 11, 23).unwrap();
        let ask = |partner, on, due| {
            let ask = [(DO, ASK_PARTNER), (PARTNER, partner), (ABOUT, on), (DUE, due)];
            read(&ask).unwrap().command(None, today)
        };
        assert_eq!(ask("", "4.2", ""), Err(Trouble::NobodyChosen));
        assert_eq!(ask(ID, "", ""), Err(Trouble::NothingChosen));
        assert_eq!(ask(ID, "4.2", "31-11-2026"), Err(Trouble::NoSuchDay));
        assert_eq!(ask(ID, "4.2", "22-11-2026"), Err(Trouble::DayIsOver));
        for (typed, due) in [("", None), ("23-11-2026", Some(today))] {
            let Ok(Command::MakeRequest { due: read, .. }) = ask(ID, "4.2", typed) else {
                panic!("a request");
            };
            assert_eq!(read, due);
        }
    }
}
