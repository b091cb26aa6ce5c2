//! One language out of two.
//!
//! Invariant: taking one language changes texts only; ids, order and addresses stay.

use super::{
    Bilingual, Check, Checklist, Example, Field, InfoBox, Link, Question, Suggestion, Tool, Website,
};
use crate::language::Language;

impl Checklist<Bilingual> {
    /// Returns the whole checklist in one language.
    pub fn in_language(&self, language: Language) -> Checklist<String> {
        let text = |text: &Bilingual| text.in_language(language).to_owned();
        Checklist {
            edition: self.edition.clone(),
            name: text(&self.name),
            source: text(&self.source),
            checks: self.checks.iter().map(|it| it.with(text)).collect(),
            examples: self.examples.iter().map(|it| it.with(text)).collect(),
            tools: self.tools.iter().map(|it| it.with(text)).collect(),
            websites: self.websites.iter().map(|it| it.with(text)).collect(),
            boxes: self.boxes.iter().map(|it| it.with(text)).collect(),
            links: self.links.iter().map(|it| it.with(text)).collect(),
        }
    }
}

impl<T> Check<T> {
    fn with<U>(&self, text: impl Fn(&T) -> U + Copy) -> Check<U> {
        Check {
            id: self.id,
            title: text(&self.title),
            question: text(&self.question),
            why: text(&self.why),
            questions: self.questions.iter().map(|it| it.with(text)).collect(),
            suggestions: self.suggestions.iter().map(|it| it.with(text)).collect(),
            links: self.links.clone(),
        }
    }
}

impl<T> Question<T> {
    fn with<U>(&self, text: impl Fn(&T) -> U + Copy) -> Question<U> {
        Question { id: self.id, fields: self.fields.iter().map(|it| it.with(text)).collect() }
    }
}

impl<T> Field<T> {
    fn with<U>(&self, text: impl Fn(&T) -> U + Copy) -> Field<U> {
        Field {
            id: self.id,
            scope: self.scope,
            substitute: self.substitute,
            text: text(&self.text),
            label: text(&self.label),
            honest: self.honest.as_ref().map(text),
        }
    }
}

impl<T> Suggestion<T> {
    fn with<U>(&self, text: impl Fn(&T) -> U + Copy) -> Suggestion<U> {
        Suggestion {
            id: self.id.clone(),
            text: text(&self.text),
            more: self.more.as_ref().map(text),
        }
    }
}

impl<T> Example<T> {
    fn with<U>(&self, text: impl Fn(&T) -> U + Copy) -> Example<U> {
        Example {
            id: self.id.clone(),
            check: self.check,
            place: text(&self.place),
            title: text(&self.title),
            text: text(&self.text),
            dated: text(&self.dated),
            links: self.links.clone(),
        }
    }
}

impl<T> Tool<T> {
    fn with<U>(&self, text: impl Fn(&T) -> U + Copy) -> Tool<U> {
        Tool {
            id: self.id.clone(),
            title: text(&self.title),
            text: text(&self.text),
            links: self.links.clone(),
        }
    }
}

impl<T> Website<T> {
    fn with<U>(&self, text: impl Fn(&T) -> U + Copy) -> Website<U> {
        Website {
            id: self.id.clone(),
            title: text(&self.title),
            text: text(&self.text),
            link: self.link.clone(),
        }
    }
}

impl<T> InfoBox<T> {
    fn with<U>(&self, text: impl Fn(&T) -> U + Copy) -> InfoBox<U> {
        InfoBox {
            id: self.id.clone(),
            place: self.place,
            title: text(&self.title),
            text: text(&self.text),
            points: self.points.iter().map(text).collect(),
            links: self.links.clone(),
        }
    }
}

impl<T> Link<T> {
    fn with<U>(&self, text: impl Fn(&T) -> U + Copy) -> Link<U> {
        Link {
            id: self.id.clone(),
            url: self.url.clone(),
            title: text(&self.title),
            about: text(&self.about),
            needs_login: self.needs_login,
            checked_on: self.checked_on,
        }
    }
}
