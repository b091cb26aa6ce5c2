//! A stretch of the history, and what it is narrowed to.

use std::collections::BTreeMap;

use domain::answer::Wording;
use domain::{
    Action, ActionId, AnswerContent, AnswerValue, Entry, Event, FieldId, Fingerprint, GuardedText,
    OrganisationId, PersonId, QuestionId, Sheet, Subject, ViewKey,
};
use serde::{Deserialize, Serialize};

/// Somebody whom an entry names, as they are known by now.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Named {
    /// What colleagues call them: the name of their choice, else their function.
    pub name: String,
    /// The organisation for which they have a place in the region, or had the last one.
    pub of: OrganisationId,
}

/// The people whom entries name.
pub type NamedPeople = BTreeMap<PersonId, Named>;

/// A stretch of the history.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct HistoryPage {
    /// The entries that the reader may see, newest first.
    pub entries: Vec<Entry>,
    /// What stood there before an entry, by its number, where it was found.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub before: BTreeMap<u64, Before>,
    /// The people in it.
    pub people: NamedPeople,
    /// What the actions are called that the entries are about.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub titles: BTreeMap<ActionId, String>,
    /// The number before which older entries stand, if there are any.
    pub older: Option<u64>,
    /// What it is narrowed to.
    #[serde(default)]
    pub filter: HistoryFilter,
}

/// What stood in the place of what an entry put there.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Before {
    /// The text.
    #[serde(default, skip_serializing_if = "GuardedText::says_nothing")]
    pub text: GuardedText,
    /// The value, where the entry put one there too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<AnswerValue>,
}

/// What the history is narrowed to; kept in the address.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct HistoryFilter {
    /// Only the answers or views of this organisation, and the actions that it does or asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<OrganisationId>,
    /// Only what is about this question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<QuestionId>,
}

impl HistoryFilter {
    /// Returns whether this keeps an event.
    pub fn keeps(&self, event: &Event) -> bool {
        let fits = |owner: Option<OrganisationId>, about: Option<Subject>| {
            self.organisation.is_none_or(|id| owner == Some(id))
                && self.question.is_none_or(|id| about.is_some_and(|about| about.is_about(id)))
        };
        let of_view = |field: FieldId| Some(Subject::Question(field.question));
        // What was sealed until then is in this entry only.
        if let Event::DiscussionStarted { views, .. } = event {
            let opened = views.iter().any(|view| fits(Some(view.partner), of_view(view.field)));
            return opened || *self == HistoryFilter::default();
        }
        fits(event.owner(), event.about())
    }

    /// Returns whether this keeps what happened to an action: it is of whoever does it now and whoever asked, and about the
    /// question that it comes from.
    pub fn keeps_action(&self, action: &Action) -> bool {
        let is_of = |id| action.owner == id || action.by.organisation == Some(id);
        self.organisation.is_none_or(is_of)
            && self.question.is_none_or(|question| action.comes_from(question))
    }
}

/// A text that an entry put somewhere, and the value that it let be seen with it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Held {
    /// On which sheet.
    pub sheet: Sheet,
    /// Which of its texts.
    pub wording: Wording,
    /// The text.
    pub text: GuardedText,
    /// The value, where it was let seen together with the text.
    pub value: Option<AnswerValue>,
    /// The text that its writer started from; nothing where it was let seen, in the place of what
    /// was seen before.
    from: Option<Fingerprint>,
}

impl Held {
    /// Returns whether anything can have stood there before: nobody starts from an empty text there.
    pub fn took_a_place(&self) -> bool {
        self.from != Some(GuardedText::default().fingerprint())
    }

    /// Returns whether this, of an older entry, is what stood there before `later`: the text that its
    /// writer started from, or what everyone saw until then.
    pub fn stood_before(&self, later: &Held) -> bool {
        let same_place = self.sheet == later.sheet && self.wording == later.wording;
        same_place
            && match later.from {
                Some(from) => self.text.fingerprint() == from,
                None => self.from.is_none(),
            }
    }
}

/// Returns the text that an event put on a sheet, if it did.
pub fn held(event: &Event) -> Option<Held> {
    let written = |wording: Wording, base: &Fingerprint, text: &GuardedText| {
        let (sheet, text, from) = (event.sheet()?, text.clone(), Some(*base));
        Some(Held { sheet, wording, text, value: None, from })
    };
    let let_seen = |sheet: Sheet, content: &AnswerContent| {
        let (wording, text) = (Wording::Explanation, content.explanation.clone());
        Some(Held { sheet, wording, text, value: Some(content.value), from: None })
    };
    match event {
        Event::ExplanationDrafted { base, text, .. }
        | Event::RegionalExplanationDrafted { base, text, .. } => {
            written(Wording::Explanation, base, text)
        }
        Event::PartnerTextDrafted { wording, base, text, .. } => written(*wording, base, text),
        Event::AnswerShared { content, .. } | Event::RegionalAnswerApplied { content, .. } => {
            let_seen(event.sheet()?, content)
        }
        Event::RegionalAnswerPutForward { field, content, .. } => {
            let_seen(Sheet::Regional(*field), content)
        }
        Event::PartnerViewGiven { partner, field, content, .. } => {
            let_seen(ViewKey { partner: *partner, field: *field }.into(), content)
        }
        _ => None,
    }
}

/// Returns whether two entries are told in one sentence: one command, one kind; and that an action was made or changed
/// with that it was offered.
pub fn goes_with(first: &Entry, entry: &Entry) -> bool {
    let same_kind = std::mem::discriminant(&first.event) == std::mem::discriminant(&entry.event);
    let same_action = entry.event.action() == first.event.action();
    let told_together = match (&first.event, &entry.event) {
        (first, entry) if asks(first) && asks(entry) => true,
        // Each of these is told with the name of its action.
        (Event::OfferWentSilent { .. } | Event::ActionAssigned { .. }, _)
        | (Event::ActionReminded { .. }, _)
        | (Event::ActionPassedOn { .. }, _) => same_kind && same_action,
        _ => same_kind,
    };
    first.command == entry.command && told_together
}

/// Returns whether an event is part of asking for an action.
const fn asks(event: &Event) -> bool {
    matches!(
        event,
        Event::ActionMade { .. }
            | Event::ActionRevised { .. }
            | Event::ActionOffered { .. }
            | Event::ActionAccepted { .. }
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{AnswerKey, TypedText};

    fn put(field: &str, text: &str, from: Option<&str>) -> Held {
        let guarded = |text: &str| GuardedText::pass(&TypedText::new(text)).unwrap();
        let municipality = OrganisationId::default();
        let sheet = AnswerKey { municipality, field: field.parse().unwrap() }.into();
        let from = from.map(|from| guarded(from).fingerprint());
        Held { sheet, wording: Wording::Explanation, text: guarded(text), value: None, from }
    }

    #[test]
    fn a_draft_took_the_place_of_the_text_that_its_writer_started_from() {
        let later = put("4.2", "Elke maand.", Some("Elk jaar."));
        assert!(put("4.2", "Elk jaar.", None).stood_before(&later));
        assert!(put("4.2", "Elk jaar.", Some("")).stood_before(&later));
        assert!(!put("4.2", "Elke week.", None).stood_before(&later));
        assert!(!put("4.3", "Elk jaar.", None).stood_before(&later), "another answer");
        assert!(!put("4.2", "Elk jaar.", Some("")).took_a_place(), "nothing stood there");
    }

    #[test]
    fn what_is_shared_took_the_place_of_what_was_shared() {
        let later = put("4.2", "Elke maand.", None);
        assert!(put("4.2", "Elk jaar.", None).stood_before(&later));
        assert!(!put("4.2", "Elk jaar.", Some("")).stood_before(&later), "a draft was not seen");
    }
}
