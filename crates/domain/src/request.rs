//! Requests: a colleague is asked to write a draft, or a partner to give its view.
//!
//! Invariant: a request only asks. It never changes an answer or a view, and whether what it asked
//! for is there follows from the answers and views that its reader may see.

use serde::{Deserialize, Serialize};

use crate::actor::{Member, Role};
use crate::answer::AnswerKey;
use crate::day::Day;
use crate::event::Author;
use crate::ids::{CheckId, FieldId, Moment, OrganisationId, PersonId, QuestionId, RequestId};
use crate::region::Region;
use crate::sheet::{Sheet, ViewKey};
use crate::text::GuardedText;
use crate::view::Viewer;

/// What is asked, and of whom.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wish {
    /// That a colleague writes the draft of what their own side answers.
    Draft {
        /// The organisation whose answer or view it is; nothing: the region's answer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<OrganisationId>,
        /// The colleague.
        by: PersonId,
        /// Of what.
        about: Subject,
    },
    /// That a partner gives its view.
    View {
        /// The partner.
        of: OrganisationId,
        /// On which question.
        on: QuestionId,
    },
}

/// What a request is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// One question.
    Question(QuestionId),
    /// All questions of a check.
    Check(CheckId),
}

/// A request as its entries name it: each of them can be read by itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Matter {
    /// Which request.
    pub request: RequestId,
    /// What it asks.
    pub wish: Wish,
}

/// A request of the present round.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Request {
    /// What it asks.
    pub wish: Wish,
    /// Who asked.
    pub by: Author,
    /// When they asked.
    pub asked: Moment,
    /// From when what is shared counts: when they asked, or when changes were asked for last.
    pub since: Moment,
    /// Until which day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Day>,
    /// What the asker said about it; may be empty.
    pub note: GuardedText,
    /// Where it stands.
    pub stand: Stand,
}

/// Where a request stands.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stand {
    /// It waits for whoever was asked.
    Open,
    /// The colleague says that the draft can be looked at.
    Ready,
    /// The asker looked at it and asks for changes.
    Changes {
        /// Who asks for them.
        by: Author,
        /// What should change.
        note: GuardedText,
    },
    /// Whoever was asked does not do it.
    Declined {
        /// Why.
        reason: GuardedText,
    },
    /// The asker is done with it.
    Closed,
}

/// Who must do something next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Turn {
    /// Whoever was asked.
    Asked,
    /// Whoever asked: to look at a draft, or to read why it was declined.
    Asker,
    /// Nobody: what was asked for is there, or the request was closed.
    Nobody,
}

impl Subject {
    /// Returns whether a field belongs to it.
    pub fn covers(self, field: FieldId) -> bool {
        match self {
            Subject::Question(question) => field.question == question,
            Subject::Check(check) => field.check() == check,
        }
    }

    /// Returns whether it is about a question.
    pub fn is_about(self, question: QuestionId) -> bool {
        match self {
            Subject::Question(own) => own == question,
            Subject::Check(check) => question.check() == check,
        }
    }

    /// Returns the check that it is, or that it belongs to.
    pub fn check(self) -> CheckId {
        match self {
            Subject::Question(question) => question.check(),
            Subject::Check(check) => check,
        }
    }
}

impl Wish {
    /// Returns what it is about.
    pub fn about(&self) -> Subject {
        match self {
            Wish::Draft { about, .. } => *about,
            Wish::View { on, .. } => Subject::Question(*on),
        }
    }

    /// Returns the organisation whose answer or view is asked for, unless it is the region's.
    pub fn owner(&self) -> Option<OrganisationId> {
        match self {
            Wish::Draft { of, .. } => *of,
            Wish::View { of, .. } => Some(*of),
        }
    }

    /// Returns whether a viewer may know of it: who divides the work within an organisation is that
    /// organisation's business, and a question to a partner is everybody's.
    pub fn is_seen_by(&self, viewer: &Viewer) -> bool {
        match self {
            Wish::Draft { of: Some(own), .. } => viewer.drafts_of == Some(*own),
            Wish::Draft { of: None, .. } => viewer.coordinates,
            Wish::View { .. } => true,
        }
    }

    /// Returns the colleague that it names, if it names one.
    pub fn colleague(&self) -> Option<PersonId> {
        match self {
            Wish::Draft { by, .. } => Some(*by),
            Wish::View { .. } => None,
        }
    }
}

/// Returns whether somebody with this place in the region can write for an organisation, or for the
/// region.
pub fn can_write(of: Option<OrganisationId>, place: &Member) -> bool {
    match of {
        Some(own) => place.role == Role::Editor && place.organisation == own,
        None => place.role == Role::Coordinator,
    }
}

impl Request {
    /// Returns whether it ended, whatever became of it.
    pub fn is_over(&self) -> bool {
        matches!(self.stand, Stand::Declined { .. } | Stand::Closed)
    }
}

impl Region {
    /// Returns the requests of the present round, the oldest first.
    pub fn requests_in_order(&self) -> Vec<(RequestId, &Request)> {
        let mut all: Vec<_> = self.requests.iter().map(|(id, request)| (*id, request)).collect();
        all.sort_by_key(|(id, request)| (request.asked, *id));
        all
    }

    /// Returns who must do something next.
    pub fn turn(&self, request: &Request) -> Turn {
        match request.stand {
            Stand::Closed => Turn::Nobody,
            Stand::Declined { .. } => Turn::Asker,
            // The question was taken away.
            _ if self.fields_about(request.wish.about()).is_none() => Turn::Nobody,
            _ if self.is_fulfilled(request) => Turn::Nobody,
            Stand::Ready => Turn::Asker,
            Stand::Open | Stand::Changes { .. } => Turn::Asked,
        }
    }

    /// Returns whether what a request asked for is there: every answer was shared since, or the view
    /// was given, of one part at least. Who may not know of a sealed view does not learn of it here.
    pub fn is_fulfilled(&self, request: &Request) -> bool {
        let Some(about) = self.fields_about(request.wish.about()) else {
            return false;
        };
        match request.wish {
            Wish::View { of, .. } => {
                about.iter().any(|field| self.is_known_to_be_given(of, *field))
            }
            Wish::Draft { of, .. } => {
                let is_there = |field: &FieldId| self.was_let_seen_since(of, *field, request.since);
                let asked = about.into_iter().filter(|field| self.is_asked_of(of, *field));
                let asked: Vec<FieldId> = asked.collect();
                match of.is_some_and(|own| self.is_or_was_partner(own)) {
                    // A view may be on one part alone.
                    true => asked.iter().all(|field| {
                        asked
                            .iter()
                            .any(|other| other.question == field.question && is_there(other))
                    }),
                    false => asked.iter().all(is_there),
                }
            }
        }
    }

    /// Returns the fields of the present round that a request is about; nothing if there are none.
    fn fields_about(&self, about: Subject) -> Option<Vec<FieldId>> {
        let fields: Vec<FieldId> = self.fields().filter(|field| about.covers(*field)).collect();
        (!fields.is_empty()).then_some(fields)
    }

    fn is_known_to_be_given(&self, partner: OrganisationId, field: FieldId) -> bool {
        let views = self.partner_views.get(&field);
        views.is_some_and(|views| {
            views.given.contains_key(&partner) || views.sealed.by.contains(&partner)
        })
    }

    /// Returns whether a field is asked of an organisation, or of the region.
    fn is_asked_of(&self, of: Option<OrganisationId>, field: FieldId) -> bool {
        match of {
            None => {
                let first = |first| Some(self.put_forward(first)?.content.value);
                self.is_regional(field) && self.is_asked(field, first)
            }
            Some(own) if self.is_or_was_partner(own) => true,
            Some(municipality) => self.is_asked(field, |first| {
                self.shared_value(AnswerKey { municipality, field: first })
            }),
        }
    }

    /// Returns whether the last word on a field was let seen, or confirmed, since a moment, and no
    /// draft waits.
    fn was_let_seen_since(
        &self,
        of: Option<OrganisationId>,
        field: FieldId,
        since: Moment,
    ) -> bool {
        let (sheet, at) = match of {
            None => {
                let sheet = Sheet::Regional(field);
                (sheet, self.put_forward(field).map(|answer| answer.at))
            }
            Some(partner) if self.is_or_was_partner(partner) => {
                let key = ViewKey { partner, field };
                (key.into(), self.view(key).map(|view| view.at))
            }
            Some(municipality) => {
                let key = AnswerKey { municipality, field };
                let answer = self.answer(key);
                let shared = answer.and_then(|answer| answer.shared.as_ref()).map(|it| it.at);
                let confirmed = answer.and_then(|answer| answer.confirmed.as_ref()).map(|it| it.at);
                (key.into(), shared.max(confirmed))
            }
        };
        self.draft(sheet).is_none() && at.is_some_and(|at| since <= at)
    }
}
