//! The checklist of one edition: what is asked, and everything that helps to answer.
//!
//! Invariant: what a round rests on (ids, parts, scopes and question texts) is exactly what
//! [`Checklist::fingerprint`] covers; everything else may be corrected within an edition.
//!
//! The types are generic over their text. `Checklist<Bilingual>` is what the files hold and the
//! server keeps; `Checklist<String>` is the same in one language, as a page or a browser gets it.
//! One set of types with one `in_language` keeps both shapes equal: a text that has no translation
//! cannot be written down, and a reader of one language never carries the other.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::day::Day;
use crate::ids::{CheckId, EditionId, FieldId, Part, QuestionId};
use crate::language::Language;
use crate::round::{Asked, Scope};

mod translate;

/// A text in both languages.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bilingual {
    /// The Dutch text.
    pub nl: String,
    /// The English text.
    pub en: String,
}

impl Bilingual {
    /// Returns the text in one language.
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::Nl => &self.nl,
            Language::En => &self.en,
        }
    }
}

macro_rules! named {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

named! {
    /// A link, such as `R-BASIS`.
    LinkId
    /// A suggestion, such as `S1.1`.
    SuggestionId
    /// A practice example, such as `P01`.
    ExampleId
    /// A tool, such as `T01`.
    ToolId
    /// A website, such as `W01`.
    WebsiteId
    /// A box of the introduction or beside a check, such as `basic-level`.
    BoxId
}

/// One edition of the checklist.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Checklist<T = Bilingual> {
    /// Which edition this is.
    pub edition: EditionId,
    /// What the checklist is called.
    pub name: T,
    /// Where its content comes from.
    pub source: T,
    /// The checks, in order.
    pub checks: Vec<Check<T>>,
    /// Practice examples, in order of their checks.
    pub examples: Vec<Example<T>>,
    /// Tools.
    pub tools: Vec<Tool<T>>,
    /// Websites of organisations.
    pub websites: Vec<Website<T>>,
    /// The introduction and what stands beside a check or the tools.
    pub boxes: Vec<InfoBox<T>>,
    /// Every link that the rest refers to.
    pub links: Vec<Link<T>>,
}

/// A checklist in one language.
pub type ChecklistIn = Checklist<String>;

/// One of the checks.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Check<T = Bilingual> {
    /// Its number.
    pub id: CheckId,
    /// Its name.
    pub title: T,
    /// Its name as a question.
    pub question: T,
    /// Why it matters; an empty line parts two paragraphs.
    pub why: T,
    /// Its questions, in order.
    pub questions: Vec<Question<T>>,
    /// What a municipality can do.
    pub suggestions: Vec<Suggestion<T>>,
    /// Where to read more, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<LinkId>,
}

/// A question: one answer field, or two parts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Question<T = Bilingual> {
    /// Its number.
    pub id: QuestionId,
    /// Its answer fields, in order.
    pub fields: Vec<Field<T>>,
}

/// One answer field.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Field<T = Bilingual> {
    /// Its id.
    pub id: FieldId,
    /// Who can arrange what it asks about.
    pub scope: Scope,
    /// Whether it asks for a substitute, only when the first part is not in place.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub substitute: bool,
    /// What it asks.
    pub text: T,
    /// What it asks, in short.
    pub label: T,
    /// Whose input makes the answer honest.
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    pub honest: Option<T>,
}

/// What a municipality can do; it can become an action.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Suggestion<T = Bilingual> {
    /// Its id.
    pub id: SuggestionId,
    /// What to do.
    pub text: T,
    /// More about it.
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    pub more: Option<T>,
}

/// How it is done somewhere.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Example<T = Bilingual> {
    /// Its id.
    pub id: ExampleId,
    /// The check that it belongs to.
    pub check: CheckId,
    /// Where.
    pub place: T,
    /// What it is about.
    pub title: T,
    /// What they do there.
    pub text: T,
    /// How old the example is.
    pub dated: T,
    /// Where to read more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<LinkId>,
}

/// A document or instrument.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Tool<T = Bilingual> {
    /// Its id.
    pub id: ToolId,
    /// Its name.
    pub title: T,
    /// What it is for.
    pub text: T,
    /// Where it is.
    pub links: Vec<LinkId>,
}

/// The website of an organisation.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Website<T = Bilingual> {
    /// Its id.
    pub id: WebsiteId,
    /// The organisation.
    pub title: T,
    /// What one finds there.
    pub text: T,
    /// Its address.
    pub link: LinkId,
}

/// A piece of background.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct InfoBox<T = Bilingual> {
    /// Its id.
    pub id: BoxId,
    /// Where it stands.
    pub place: Place,
    /// Its heading.
    pub title: T,
    /// What it says; an empty line parts two paragraphs.
    pub text: T,
    /// The items of its list, if it has one.
    #[serde(default = "Vec::new", skip_serializing_if = "Vec::is_empty")]
    pub points: Vec<T>,
    /// Where to read more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<LinkId>,
}

/// Where a box stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// In the introduction.
    Introduction,
    /// Beside one check.
    Check(CheckId),
    /// Among the tools.
    Tools,
}

/// An address on the web.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Link<T = Bilingual> {
    /// Its id.
    pub id: LinkId,
    /// The address.
    pub url: String,
    /// What it is called.
    pub title: T,
    /// What one finds there.
    pub about: T,
    /// Whether one needs an account.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub needs_login: bool,
    /// When someone last tried it; nothing: not yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked_on: Option<Day>,
}

impl<T> Link<T> {
    /// Returns whether the address is that of a document.
    pub fn is_pdf(&self) -> bool {
        self.url.ends_with(".pdf")
    }
}

fn none<T>() -> Option<T> {
    None
}

impl<T> Checklist<T> {
    /// Returns the checks, in order.
    pub fn checks(&self) -> &[Check<T>] {
        &self.checks
    }

    /// Returns one check.
    pub fn check(&self, id: CheckId) -> Option<&Check<T>> {
        self.checks.iter().find(|check| check.id == id)
    }

    /// Returns every question, in the order of the checklist.
    pub fn questions(&self) -> impl Iterator<Item = &Question<T>> {
        self.checks.iter().flat_map(|check| &check.questions)
    }

    /// Returns one question.
    pub fn question(&self, id: QuestionId) -> Option<&Question<T>> {
        self.check(id.check())?.question(id)
    }

    /// Returns every answer field, in the order of the checklist.
    pub fn fields(&self) -> impl Iterator<Item = &Field<T>> {
        self.questions().flat_map(|question| &question.fields)
    }

    /// Returns one answer field.
    pub fn field(&self, id: FieldId) -> Option<&Field<T>> {
        let question = self.question(id.question)?;
        question.fields.iter().find(|field| field.id == id)
    }

    /// Returns what the opening of a round carries.
    pub fn asked(&self) -> Vec<Asked> {
        let asked = |field: &Field<T>| Asked {
            field: field.id,
            scope: field.scope,
            substitute: field.substitute,
        };
        self.fields().map(asked).collect()
    }

    /// Returns every suggestion, in order.
    pub fn suggestions(&self) -> impl Iterator<Item = &Suggestion<T>> {
        self.checks.iter().flat_map(|check| &check.suggestions)
    }

    /// Returns one suggestion.
    pub fn suggestion(&self, id: &SuggestionId) -> Option<&Suggestion<T>> {
        self.suggestions().find(|suggestion| suggestion.id == *id)
    }

    /// Returns the examples of one check.
    pub fn examples_of(&self, check: CheckId) -> impl Iterator<Item = &Example<T>> {
        self.examples.iter().filter(move |example| example.check == check)
    }

    /// Returns the boxes that stand at one place.
    pub fn boxes_at(&self, place: Place) -> impl Iterator<Item = &InfoBox<T>> {
        self.boxes.iter().filter(move |found| found.place == place)
    }

    /// Returns one link.
    pub fn link(&self, id: &LinkId) -> Option<&Link<T>> {
        self.links.iter().find(|link| link.id == *id)
    }

    /// Returns the links of one check, in order.
    pub fn links_of(&self, check: CheckId) -> impl Iterator<Item = &Link<T>> {
        let ids = self.check(check).map_or(&[][..], |check| &check.links);
        ids.iter().filter_map(|id| self.link(id))
    }
}

impl<T> Check<T> {
    /// Returns one question of this check.
    pub fn question(&self, id: QuestionId) -> Option<&Question<T>> {
        self.questions.iter().find(|question| question.id == id)
    }

    /// Returns the answer fields of this check, in order.
    pub fn fields(&self) -> impl Iterator<Item = &Field<T>> {
        self.questions.iter().flat_map(|question| &question.fields)
    }
}

impl<T> Question<T> {
    /// Returns one part; a question without parts has none.
    pub fn part(&self, part: Part) -> Option<&Field<T>> {
        self.fields.iter().find(|field| field.id.part == Some(part))
    }
}

impl Checklist<Bilingual> {
    /// Returns the SHA-256 of what must not change within an edition, in hexadecimal.
    pub fn fingerprint(&self) -> String {
        let mut hash = Sha256::new();
        for field in self.fields() {
            let scope = match field.scope {
                Scope::Municipal => "municipal",
                Scope::Regional => "regional",
            };
            let asks = if field.substitute { "substitute" } else { "" };
            let Bilingual { nl, en } = &field.text;
            // A unit separator ends each part, so that no text can pose as two parts.
            for part in [field.id.to_string().as_str(), scope, asks, nl, en] {
                hash.update(part.as_bytes());
                hash.update([0x1f]);
            }
        }
        hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}
