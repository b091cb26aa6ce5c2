//! The answer of the region to a question that the region can arrange, and what each municipality
//! says to it.
//!
//! Invariant: a reaction counts for exactly the answer and the round that it was given to. When
//! either changes, the municipality is asked again; its own answer stays as it is.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::answer::{AnswerContent, AnswerKey, Previous, Reason, Standing};
use crate::ids::{FieldId, Moment, OrganisationId, RoundId};
use crate::region::Region;
use crate::round::Scope;
use crate::text::{Fingerprint, GuardedText};

/// What everyone in the region sees of a regional answer.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct RegionalAnswer {
    /// What was put forward last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub put_forward: Option<PutForward>,
    /// What stood there when the present round opened ("vorige keer").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<Previous>,
    /// What municipalities say to it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub reactions: BTreeMap<OrganisationId, Reaction>,
}

/// A regional answer that was put forward to the municipalities.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PutForward {
    /// What it says.
    pub content: AnswerContent,
    /// The fingerprint of exactly this content: what reactions are given to.
    pub fingerprint: Fingerprint,
    /// When it was put forward.
    pub at: Moment,
    /// The round in which it was put forward.
    pub round: RoundId,
}

/// What one municipality says to a regional answer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Reaction {
    /// The fingerprint of the regional answer that it was given to.
    pub to: Fingerprint,
    /// The round in which it was given.
    pub round: RoundId,
    /// When it was given.
    pub at: Moment,
    /// What it says.
    pub says: Says,
}

/// Whether the regional answer holds for a municipality.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Says {
    /// "Geldt ook hier": it holds, and became the municipality's own answer.
    Applies,
    /// "Hier niet": it does not hold.
    Differs {
        /// Why.
        reason: GuardedText,
    },
}

impl Says {
    /// Returns the reason; none where it applies.
    pub fn reason(&self) -> Option<&GuardedText> {
        match self {
            Says::Applies => None,
            Says::Differs { reason } => Some(reason),
        }
    }
}

/// Where one municipality stands towards a regional answer. Derived, never stored.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Response {
    /// Nothing is put forward in the present round, so nothing is asked.
    NotAsked,
    /// It must still react.
    Open {
        /// What it said before, where it is asked again.
        earlier: Option<Earlier>,
    },
    /// It says that the answer holds.
    Applies,
    /// It says that the answer does not hold.
    Differs {
        /// Why. Empty in a copy that leaves this municipality's texts out.
        reason: GuardedText,
    },
}

impl Response {
    /// Returns the reason that the municipality gave last, also to an answer that no longer stands.
    pub fn reason(&self) -> Option<&GuardedText> {
        match self {
            Response::Differs { reason } => Some(reason),
            Response::Open { earlier: Some(earlier) } => earlier.says.reason(),
            Response::NotAsked | Response::Open { earlier: None } | Response::Applies => None,
        }
    }
}

/// What a municipality said to an answer that no longer stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Earlier {
    /// What it said.
    pub says: Says,
    /// Whether the region still answers the same, so that only the round is new.
    pub same_answer: bool,
}

impl RegionalAnswer {
    fn stands(&self, reaction: &Reaction) -> bool {
        let round = self.put_forward.as_ref().map(|it| it.round);
        round == Some(reaction.round) && self.is_what(reaction)
    }

    /// Returns whether a municipality took an answer over that has changed since.
    pub(crate) fn was_taken_over_and_changed(&self, municipality: OrganisationId) -> bool {
        let reaction = self.reactions.get(&municipality);
        reaction.is_some_and(|reaction| reaction.says == Says::Applies && !self.is_what(reaction))
    }

    /// Returns whether the region still answers what a reaction was given to.
    fn is_what(&self, reaction: &Reaction) -> bool {
        self.put_forward.as_ref().is_some_and(|it| it.fingerprint == reaction.to)
    }
}

impl Region {
    /// Returns whether the region may answer this field of the present round.
    pub fn is_regional(&self, field: FieldId) -> bool {
        self.asked(field).is_some_and(|asked| asked.scope == Scope::Regional)
    }

    /// Returns the regional answer, once something was put forward.
    pub fn regional_answer(&self, field: FieldId) -> Option<&RegionalAnswer> {
        self.regional.get(&field)
    }

    /// Returns what is put forward in the present round. A substitute for what the region has is not.
    pub fn put_forward(&self, field: FieldId) -> Option<&PutForward> {
        let last = |field| self.regional_answer(field)?.put_forward.as_ref();
        let now = self.round()?.id;
        let present = |field| last(field).filter(|it| it.round == now);
        let is_asked = self.is_asked(field, |first| Some(present(first)?.content.value));
        present(field).filter(|_| is_asked)
    }

    /// Returns how many municipalities reacted to a regional answer, of how many that are asked.
    pub fn reacted(&self, field: FieldId) -> (usize, usize) {
        let response = |municipality| self.response(AnswerKey { municipality, field });
        let responses = self.municipalities().into_iter().map(response);
        let asked: Vec<_> = responses.filter(|it| *it != Response::NotAsked).collect();
        let open = asked.iter().filter(|it| matches!(it, Response::Open { .. })).count();
        (asked.len() - open, asked.len())
    }

    /// Names what a municipality says to a regional answer: nobody replaces what they did not see.
    pub fn said(&self, AnswerKey { municipality, field }: AnswerKey) -> Fingerprint {
        let reaction = self.regional_answer(field).and_then(|it| it.reactions.get(&municipality));
        let says = serde_json::to_vec(&reaction.map(|reaction| &reaction.says));
        Fingerprint::of(&says.expect("what is said is plain data with text keys"))
    }

    /// Returns where a regional answer stands for everyone: a municipality can only say more.
    pub fn regional_standing(&self, field: FieldId) -> Standing {
        let last = self.regional_answer(field).and_then(|answer| answer.put_forward.as_ref());
        match last {
            None => Standing::Empty,
            Some(_) if self.put_forward(field).is_some() => Standing::Shared,
            Some(last) => Standing::Reconfirm(Reason::NewRound(last.round)),
        }
    }

    /// Returns where a municipality stands towards the regional answer.
    pub fn response(&self, AnswerKey { municipality, field }: AnswerKey) -> Response {
        let (Some(answer), Some(_)) = (self.regional_answer(field), self.put_forward(field)) else {
            return Response::NotAsked;
        };
        let first = |field| self.shared_value(AnswerKey { municipality, field });
        if !self.is_asked(field, first) {
            return Response::NotAsked;
        }
        match answer.reactions.get(&municipality) {
            Some(reaction) if answer.stands(reaction) => match &reaction.says {
                Says::Applies => Response::Applies,
                Says::Differs { reason } => Response::Differs { reason: reason.clone() },
            },
            earlier => Response::Open {
                earlier: earlier.map(|reaction| Earlier {
                    says: reaction.says.clone(),
                    same_answer: answer.is_what(reaction),
                }),
            },
        }
    }
}
