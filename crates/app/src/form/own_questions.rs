//! The forms with which a coordinator asks questions of the region's own.
//!
//! Invariant: the same names are written by the page and read by the server.

use domain::{CheckId, Command, Fingerprint, QuestionId, Refusal, Scope, TypedText};
use serde::{Deserialize, Serialize};

use super::{BrokenForm, DO, TOKEN, read_text};

/// The value of the button that adds a question.
pub const ADD: &str = "voeg-toe";
/// With a question behind a colon: the value of the button that words it anew.
pub const REWORD: &str = "formuleer";
/// With a question behind a colon: the value of the button that takes it away.
pub const REMOVE: &str = "haal-weg";
/// With a question behind a colon: the value of the button that puts it back.
pub const PUT_BACK: &str = "zet-terug";
/// The name of the field with the check.
pub const CHECK: &str = "check";
/// The name of the field that says who can arrange it.
pub const SCOPE: &str = "regelt";
/// The name of the field with the question.
pub const TEXT: &str = "vraag";
/// The name of the field that says why the region asks it.
pub const WHY: &str = "waarom";
/// The name of the hidden field with the name of the words that the page showed.
pub const SEEN: &str = "vraag-was";

/// A form about an own question, as it was sent.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OwnQuestionForm {
    /// The token of this rendering of the form.
    pub token: String,
    /// What the pressed button does.
    pub deed: OwnQuestionDeed,
    /// The question as it was typed.
    pub text: TypedText,
    /// Why the region asks it, as it was typed.
    pub why: TypedText,
}

/// What the pressed button does. What was to be chosen and was not is nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // The fields are those of the commands.
pub enum OwnQuestionDeed {
    /// Add a question.
    Add { check: Option<CheckId>, scope: Scope },
    /// Word it anew.
    Reword { question: QuestionId, seen: Fingerprint },
    /// Take it away.
    Remove(QuestionId),
    /// Put it back.
    PutBack(QuestionId),
}

/// Why a form about an own question was not taken in.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnQuestionTrouble {
    /// No check was chosen.
    NoCheck,
    /// The rules refuse it.
    Refused(Refusal),
}

impl OwnQuestionTrouble {
    /// Returns why the rules refuse it, where they do.
    pub const fn refusal(&self) -> Option<&Refusal> {
        match self {
            OwnQuestionTrouble::Refused(refusal) => Some(refusal),
            OwnQuestionTrouble::NoCheck => None,
        }
    }
}

impl OwnQuestionForm {
    /// Reads the form from its pairs of name and value.
    pub fn read(pairs: &[(String, String)]) -> Result<OwnQuestionForm, BrokenForm> {
        let find = |wanted: &str| {
            pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
        };
        let typed = |name| read_text(pairs, name).unwrap_or_default();
        Ok(OwnQuestionForm {
            token: find(TOKEN).ok_or(BrokenForm)?.to_owned(),
            deed: OwnQuestionDeed::read(find)?,
            text: typed(TEXT),
            why: typed(WHY),
        })
    }

    /// Returns the command of this form.
    pub fn command(&self) -> Result<Command, OwnQuestionTrouble> {
        let (text, why) = (self.text.clone(), self.why.clone());
        Ok(match self.deed {
            OwnQuestionDeed::Add { check, scope } => {
                let check = check.ok_or(OwnQuestionTrouble::NoCheck)?;
                Command::AddOwnQuestion { check, scope, text, why }
            }
            OwnQuestionDeed::Reword { question, seen } => {
                Command::RewordOwnQuestion { question, seen, text, why }
            }
            OwnQuestionDeed::Remove(question) => Command::RemoveOwnQuestion { question },
            OwnQuestionDeed::PutBack(question) => Command::PutBackOwnQuestion { question },
        })
    }
}

impl OwnQuestionDeed {
    /// Returns the value of the button that does it.
    pub fn code(self) -> String {
        match self {
            OwnQuestionDeed::Add { .. } => ADD.to_owned(),
            OwnQuestionDeed::Reword { question, .. } => format!("{REWORD}:{question}"),
            OwnQuestionDeed::Remove(question) => format!("{REMOVE}:{question}"),
            OwnQuestionDeed::PutBack(question) => format!("{PUT_BACK}:{question}"),
        }
    }

    /// Returns the question that it is about, if that is there already.
    pub fn question(self) -> Option<QuestionId> {
        match self {
            OwnQuestionDeed::Add { .. } => None,
            OwnQuestionDeed::Reword { question, .. }
            | OwnQuestionDeed::Remove(question)
            | OwnQuestionDeed::PutBack(question) => Some(question),
        }
    }

    fn read<'f>(find: impl Fn(&str) -> Option<&'f str>) -> Result<Self, BrokenForm> {
        let code = find(DO).ok_or(BrokenForm)?;
        if code == ADD {
            let check = find(CHECK).filter(|code| !code.is_empty());
            let check = check.map(|code| code.parse().map_err(|_| BrokenForm)).transpose()?;
            let scope = read_scope(find(SCOPE).ok_or(BrokenForm)?)?;
            return Ok(OwnQuestionDeed::Add { check, scope });
        }
        let (what, question) = code.split_once(':').ok_or(BrokenForm)?;
        let question = question.parse().map_err(|_| BrokenForm)?;
        match what {
            REWORD => {
                let seen = find(SEEN).ok_or(BrokenForm)?.parse().map_err(|_| BrokenForm)?;
                Ok(OwnQuestionDeed::Reword { question, seen })
            }
            REMOVE => Ok(OwnQuestionDeed::Remove(question)),
            PUT_BACK => Ok(OwnQuestionDeed::PutBack(question)),
            _ => Err(BrokenForm),
        }
    }
}

/// Returns how a form writes who can arrange something.
pub const fn scope_code(scope: Scope) -> &'static str {
    match scope {
        Scope::Municipal => "gemeente",
        Scope::Regional => "regio",
    }
}

fn read_scope(code: &str) -> Result<Scope, BrokenForm> {
    let all = [Scope::Municipal, Scope::Regional];
    all.into_iter().find(|scope| scope_code(*scope) == code).ok_or(BrokenForm)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(all: &[(&str, &str)]) -> Result<OwnQuestionForm, BrokenForm> {
        let pairs = [&[(TOKEN, "1")], all].concat();
        let pairs: Vec<_> =
            pairs.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        OwnQuestionForm::read(&pairs)
    }

    #[test]
    fn a_button_is_read_as_it_is_written() {
        let question: QuestionId = "4.R1".parse().unwrap();
        let seen = Fingerprint::of(b"vraag");
        for deed in [
            OwnQuestionDeed::Add { check: Some(CheckId(4)), scope: Scope::Regional },
            OwnQuestionDeed::Reword { question, seen },
            OwnQuestionDeed::Remove(question),
            OwnQuestionDeed::PutBack(question),
        ] {
            let (code, seen) = (deed.code(), seen.to_string());
            let all = [(DO, code.as_str()), (CHECK, "4"), (SCOPE, "regio"), (SEEN, &seen)];
            assert_eq!(read(&all).unwrap().deed, deed);
        }
        for broken in ["", "haal-weg", "haal-weg:", "haal-weg:x", "iets:4.R1", "formuleer:4.R1"] {
            assert_eq!(read(&[(DO, broken)]), Err(BrokenForm), "{broken}");
        }
    }

    #[test]
    fn whoever_adds_a_question_says_where() {
        let typed = |check| read(&[(DO, ADD), (CHECK, check), (SCOPE, "gemeente"), (TEXT, "?")]);
        assert_eq!(typed("").unwrap().command(), Err(OwnQuestionTrouble::NoCheck));
        assert!(typed("4").unwrap().command().is_ok());
        assert_eq!(typed("vier"), Err(BrokenForm));
        assert_eq!(read(&[(DO, ADD), (CHECK, "4"), (SCOPE, "rijk")]), Err(BrokenForm));
    }
}
