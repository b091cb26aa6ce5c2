//! What the search of a region finds: places to go to, never what somebody wrote.

use domain::checklist::ChecklistIn;
use domain::{CheckId, OrganisationId, QuestionId};
use serde::{Deserialize, Serialize};

use super::Table;

/// The name of the field with what somebody looks for.
pub const TYPED: &str = "naar";

/// The page on which somebody looks for a place to go to.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct SearchPage {
    /// What was typed.
    pub typed: String,
}

/// What was found, each in the order in which it stands elsewhere.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Found {
    /// Questions, by their words or number.
    pub questions: Vec<QuestionId>,
    /// Checks, by their title or number.
    pub checks: Vec<CheckId>,
    /// Municipalities and partners, by their name.
    pub organisations: Vec<OrganisationId>,
    /// What the library holds: where it stands there, and its title.
    pub library: Vec<(String, String)>,
}

impl Found {
    /// Returns whether there is nothing.
    pub fn is_empty(&self) -> bool {
        *self == Found::default()
    }
}

/// Returns the question that somebody named by its number: "4.4", "4.4a" or "vraag 4.4".
pub fn named(typed: &str, checklist: &ChecklistIn) -> Option<QuestionId> {
    let number = typed.split_whitespace().last()?.trim_end_matches(['a', 'b', 'A', 'B']);
    let rest = typed.split_whitespace().count();
    let is_named = typed
        .split_whitespace()
        .next()
        .is_some_and(|word| ["vraag", "question"].contains(&word.to_lowercase().as_str()));
    let question =
        number.to_uppercase().parse().ok().filter(|_| rest == 1 || rest == 2 && is_named)?;
    checklist.question(question).map(|found| found.id)
}

/// Finds what holds every word that was typed; without words, nothing.
pub fn find(table: &Table, typed: &str) -> Found {
    let wanted: Vec<String> = typed.split_whitespace().map(str::to_lowercase).collect();
    if wanted.is_empty() {
        return Found::default();
    }
    let holds = |texts: &[&str]| {
        let text = texts.join(" ").to_lowercase();
        wanted.iter().all(|word| text.contains(word))
    };
    let checklist = &table.checklist;
    let is_question = |question: &domain::checklist::Question<String>| {
        let id = question.id.to_string();
        let mut texts = vec![id.as_str()];
        texts.extend(question.fields.iter().flat_map(|field| [&*field.label, &*field.text]));
        holds(&texts)
    };
    let questions = checklist.questions().filter(|question| is_question(question));
    let checks = checklist.checks().iter();
    let checks = checks.filter(|check| holds(&["check", &check.id.to_string(), &check.title]));
    let mut organisations: Vec<(&String, OrganisationId)> = table
        .region
        .participations
        .iter()
        .filter(|(_, part)| part.goes_on())
        .map(|(id, _)| id)
        .filter_map(|id| Some((table.names.get(id)?, *id)))
        .filter(|(name, _)| holds(&[name]))
        .collect();
    organisations.sort();
    Found {
        questions: questions.map(|question| question.id).collect(),
        checks: checks.map(|check| check.id).collect(),
        organisations: organisations.into_iter().map(|(_, id)| id).collect(),
        library: library(checklist, holds),
    }
}

fn library(checklist: &ChecklistIn, holds: impl Fn(&[&str]) -> bool) -> Vec<(String, String)> {
    let examples = checklist
        .examples
        .iter()
        .map(|it| (it.id.to_string(), format!("{}: {}", it.place, it.title), it.text.clone()));
    let tools = checklist.tools.iter();
    let tools = tools.map(|it| (it.id.to_string(), it.title.clone(), it.text.clone()));
    let websites = checklist.websites.iter();
    let websites = websites.map(|it| (it.id.to_string(), it.title.clone(), it.text.clone()));
    let all = examples.chain(tools).chain(websites);
    let found = all.filter(|(_, title, text)| holds(&[title, text]));
    found.map(|(anchor, title, _)| (anchor, title)).collect()
}
