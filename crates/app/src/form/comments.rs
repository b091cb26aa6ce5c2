//! The forms with which people say something to each other about a question.
//!
//! Invariant: the same names are written by the page and read by the server.

use std::collections::BTreeSet;

use domain::{
    About, Command, Mention, OrganisationId, QuestionId, Readers, ThreadId, Topic, TypedText,
};
use serde::{Deserialize, Serialize};

use super::requests::NOTE;
use super::{BrokenForm, DO, TOKEN, read_text};

/// The value of the button that says something that everyone reads.
pub const START: &str = "begin";
/// The value of the button that writes an internal note.
pub const START_NOTE: &str = "begin-intern";
/// With a thread behind a colon: the value of the button that says something more in it.
pub const ADD: &str = "reageer";
/// With a thread behind a colon: the value of the button that says that it is dealt with.
pub const RESOLVE: &str = "afgehandeld";
/// With a thread behind a colon: the value of the button that opens it again.
pub const REOPEN: &str = "heropen";
/// The name of the field that says what it is about.
pub const ABOUT: &str = "waarover";
/// The name of the boxes with whose attention is asked for.
pub const MENTION: &str = "noem";
/// The name of the field with the last entry of a thread that was on the screen.
pub const SEEN: &str = "gezien";
/// How forms write the question itself, and the answer of the region.
const QUESTION: &str = "vraag";
const REGIONAL: &str = "regio";

/// A form that says something, as it was sent.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CommentForm {
    /// The token of this rendering of the form.
    pub token: String,
    /// What the pressed button does.
    pub deed: CommentDeed,
    /// What it is about.
    pub about: About,
    /// What was typed.
    pub text: TypedText,
    /// Whose attention it asks for.
    pub mentions: BTreeSet<Mention>,
    /// The last entry of the thread that was on the screen.
    #[serde(default)]
    pub seen: u64,
}

/// What the pressed button does.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CommentDeed {
    /// Say something that everyone reads.
    Start,
    /// Write an internal note.
    StartNote,
    /// Say something more.
    Add(ThreadId),
    /// Say that it is dealt with.
    Resolve(ThreadId),
    /// Open it again.
    Reopen(ThreadId),
}

impl CommentForm {
    /// Reads the form from its pairs of name and value.
    pub fn read(pairs: &[(String, String)]) -> Result<CommentForm, BrokenForm> {
        let find = |wanted: &str| {
            pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
        };
        let mentions = pairs.iter().filter(|(name, _)| name == MENTION);
        Ok(CommentForm {
            token: find(TOKEN).ok_or(BrokenForm)?.to_owned(),
            deed: CommentDeed::read(find(DO).ok_or(BrokenForm)?)?,
            about: find(ABOUT).map_or(Ok(About::Question), read_about)?,
            text: read_text(pairs, NOTE).unwrap_or_default(),
            mentions: mentions.map(|(_, code)| read_mention(code)).collect::<Result<_, _>>()?,
            seen: find(SEEN).map_or(Ok(0), |seen| seen.parse().map_err(|_| BrokenForm))?,
        })
    }

    /// Returns the command of this form on the page of a question; `within` are the readers of the
    /// sender's internal notes: their organisation, or nothing for coordinators.
    pub fn command(&self, question: QuestionId, within: Option<OrganisationId>) -> Command {
        let (text, mentions) = (self.text.clone(), self.mentions.clone());
        let topic = |readers| Topic { question, about: self.about, readers };
        match self.deed {
            CommentDeed::Start => {
                Command::StartThread { topic: topic(Readers::Everyone), text, mentions }
            }
            CommentDeed::StartNote => {
                Command::StartThread { topic: topic(Readers::Within(within)), text, mentions }
            }
            CommentDeed::Add(thread) => Command::AddComment { thread, text, mentions },
            CommentDeed::Resolve(thread) => {
                Command::ResolveThread { thread, seen: self.seen, words: text, mentions }
            }
            // More words open it again by themselves.
            CommentDeed::Reopen(thread) if text.is_blank() && mentions.is_empty() => {
                Command::ReopenThread { thread }
            }
            CommentDeed::Reopen(thread) => Command::AddComment { thread, text, mentions },
        }
    }
}

impl CommentDeed {
    /// Returns the value of the button that does it.
    pub fn code(self) -> String {
        match self {
            CommentDeed::Start => START.to_owned(),
            CommentDeed::StartNote => START_NOTE.to_owned(),
            CommentDeed::Add(thread) => format!("{ADD}:{thread}"),
            CommentDeed::Resolve(thread) => format!("{RESOLVE}:{thread}"),
            CommentDeed::Reopen(thread) => format!("{REOPEN}:{thread}"),
        }
    }

    /// Returns the thread that it is about, unless it begins one.
    pub fn thread(self) -> Option<ThreadId> {
        match self {
            CommentDeed::Start | CommentDeed::StartNote => None,
            CommentDeed::Add(thread)
            | CommentDeed::Resolve(thread)
            | CommentDeed::Reopen(thread) => Some(thread),
        }
    }

    fn read(code: &str) -> Result<Self, BrokenForm> {
        let Some((what, thread)) = code.split_once(':') else {
            return match code {
                START => Ok(CommentDeed::Start),
                START_NOTE => Ok(CommentDeed::StartNote),
                _ => Err(BrokenForm),
            };
        };
        let thread = thread.parse().map_err(|_| BrokenForm)?;
        match what {
            ADD => Ok(CommentDeed::Add(thread)),
            RESOLVE => Ok(CommentDeed::Resolve(thread)),
            REOPEN => Ok(CommentDeed::Reopen(thread)),
            _ => Err(BrokenForm),
        }
    }
}

/// Returns how forms and addresses write what a thread is about.
pub fn about_code(about: About) -> String {
    match about {
        About::Question => QUESTION.to_owned(),
        About::Regional => REGIONAL.to_owned(),
        About::Of(owner) => owner.to_string(),
    }
}

/// Reads what a thread is about.
pub fn read_about(code: &str) -> Result<About, BrokenForm> {
    match code {
        QUESTION => Ok(About::Question),
        REGIONAL => Ok(About::Regional),
        owner => owner.parse().map(About::Of).map_err(|_| BrokenForm),
    }
}

/// Returns how forms write whose attention is asked for.
pub fn mention_code(mention: Mention) -> String {
    match mention {
        Mention::Organisation(id) => format!("o:{id}"),
        Mention::Person(id) => format!("p:{id}"),
    }
}

fn read_mention(code: &str) -> Result<Mention, BrokenForm> {
    match code.split_once(':') {
        Some(("o", id)) => id.parse().map(Mention::Organisation).map_err(|_| BrokenForm),
        Some(("p", id)) => id.parse().map(Mention::Person).map_err(|_| BrokenForm),
        _ => Err(BrokenForm),
    }
}

#[cfg(test)]
mod tests {
    use domain::PersonId;

    use super::*;

    const ID: &str = "00000000-0000-0000-0000-0000000000f1";

    fn read(all: &[(&str, &str)]) -> Result<CommentForm, BrokenForm> {
        let all = [&[(TOKEN, "1")], all].concat();
        let pairs: Vec<(String, String)> =
            all.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        CommentForm::read(&pairs)
    }

    #[test]
    fn a_button_is_read_as_it_is_written() {
        let thread: ThreadId = ID.parse().unwrap();
        for deed in [
            CommentDeed::Start,
            CommentDeed::StartNote,
            CommentDeed::Add(thread),
            CommentDeed::Resolve(thread),
            CommentDeed::Reopen(thread),
        ] {
            assert_eq!(read(&[(DO, &deed.code())]).unwrap().deed, deed);
        }
        let other = format!("iets:{ID}");
        for broken in ["", "reageer", "reageer:x", "heropen:", &other] {
            assert_eq!(read(&[(DO, broken)]), Err(BrokenForm), "{broken}");
        }
        assert_eq!(read(&[]), Err(BrokenForm));
    }

    #[test]
    fn what_was_typed_goes_along_whatever_button_was_pressed() {
        let thread: ThreadId = ID.parse().unwrap();
        let command = |deed: CommentDeed, text: &str| {
            let form = read(&[(DO, &deed.code()), (NOTE, text), (SEEN, "7")]).unwrap();
            form.command("1.1".parse().unwrap(), None)
        };
        let (text, mentions) = (TypedText::new("Klaar."), BTreeSet::new());
        assert_eq!(
            command(CommentDeed::Resolve(thread), "Klaar."),
            Command::ResolveThread { thread, seen: 7, words: text.clone(), mentions: [].into() }
        );
        assert_eq!(
            command(CommentDeed::Reopen(thread), "Klaar."),
            Command::AddComment { thread, text, mentions }
        );
        assert_eq!(command(CommentDeed::Reopen(thread), " "), Command::ReopenThread { thread });
    }

    #[test]
    fn what_it_is_about_and_whom_it_names_are_read_as_they_are_written() {
        let owner: OrganisationId = ID.parse().unwrap();
        for about in [About::Question, About::Regional, About::Of(owner)] {
            let form = read(&[(DO, START), (ABOUT, &about_code(about))]).unwrap();
            assert_eq!(form.about, about);
        }
        let person: PersonId = ID.parse().unwrap();
        let both = [Mention::Organisation(owner), Mention::Person(person)];
        let [one, other] = both.map(mention_code);
        let form = read(&[(DO, START), (MENTION, &one), (MENTION, &other)]).unwrap();
        assert_eq!(form.mentions, both.into());
        for broken in
            [(ABOUT, "iets"), (SEEN, "alles"), (MENTION, ID), (MENTION, "q:1"), (MENTION, "p:1")]
        {
            assert_eq!(read(&[(DO, START), broken]), Err(BrokenForm), "{broken:?}");
        }
    }
}
