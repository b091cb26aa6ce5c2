//! What one answer shows: a value, at most one mark, and whether the region waits for a reaction.
//!
//! Invariant: the grid, its filter, and every count that leads to it judge by the same function,
//! so a count is always the number of cells that its link shows.

use domain::answer::AnswerKey;
use domain::regional::PutForward;
use domain::{AnswerValue, FieldId, OrganisationId, Region, Response, Standing};
use leptos::prelude::*;

use crate::page::GridShow;
use crate::parts::status;
use crate::words::Words;

/// What one answer shows to this reader.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stand {
    /// The value: the own draft's where there is one, else what is shared.
    pub value: Option<AnswerValue>,
    /// What is to be said about it.
    pub mark: Mark,
    /// Whether the municipality must still react to what the region answers.
    pub must_react: bool,
    /// Whether the municipality said that what the region answers does not hold for it, or shares
    /// another value.
    pub differs: bool,
    /// Whether what is shared came only while the round was discussed.
    pub late: bool,
}

/// What is to be said about an answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mark {
    /// The part is not asked here.
    NotAsked,
    /// The value is a draft of the own organisation.
    Draft,
    /// Where it stands for everyone.
    Standing(Standing),
}

impl Stand {
    /// Returns what an answer shows.
    pub fn of(region: &Region, key: AnswerKey) -> Stand {
        let first = |field| region.working(AnswerKey { field, ..key }).value;
        if !region.is_asked(key.field, first) {
            return Stand {
                value: None,
                mark: Mark::NotAsked,
                must_react: false,
                differs: false,
                late: false,
            };
        }
        let response = region.response(key);
        let (value, mark) = match region.draft(key) {
            Some(draft) => (draft.value, Mark::Draft),
            None => (region.shared_value(key), Mark::Standing(region.standing(key))),
        };
        Stand {
            value,
            mark,
            must_react: matches!(response, Response::Open { .. }),
            differs: differs(region, key, &response),
            late: mark != Mark::Draft && region.late(key).is_some(),
        }
    }

    /// Returns whether a filter on answers keeps this one.
    pub fn matches(self, show: GridShow) -> bool {
        let value = |value| self.value == Some(value);
        match show {
            GridShow::Leeg => self.value.is_none() && self.mark != Mark::NotAsked,
            GridShow::Ja => value(AnswerValue::Yes),
            GridShow::Deels => value(AnswerValue::Partly),
            GridShow::Nee => value(AnswerValue::No),
            GridShow::WetenWeNiet => value(AnswerValue::Unknown),
            GridShow::Nvt => value(AnswerValue::NotApplicable),
            GridShow::Concept => self.mark == Mark::Draft,
            GridShow::OpnieuwBevestigen => {
                matches!(self.mark, Mark::Standing(Standing::Reconfirm(_)))
            }
            GridShow::NogReageren => self.must_react,
            GridShow::AndersDanRegio => self.differs,
            GridShow::LaterToegevoegd => self.late,
            // These are about the question: the grid asks that of the row.
            GridShow::WachtOpMij | GridShow::GeenKijk => true,
        }
    }
}

fn differs(region: &Region, key: AnswerKey, response: &Response) -> bool {
    let own = region.shared_value(key);
    let other = |put: &PutForward| own.is_some_and(|own| own != put.content.value);
    matches!(response, Response::Differs { .. }) || region.put_forward(key.field).is_some_and(other)
}

/// Returns how many answers each of these filters keeps, of these municipalities to these fields.
pub fn counts<const SHOWS: usize>(
    region: &Region,
    municipalities: &[OrganisationId],
    fields: impl Iterator<Item = FieldId>,
    shows: [GridShow; SHOWS],
) -> [usize; SHOWS] {
    let stands: Vec<Stand> = fields
        .flat_map(|field| municipalities.iter().map(move |id| (field, *id)))
        .map(|(field, municipality)| Stand::of(region, AnswerKey { municipality, field }))
        .collect();
    shows.map(|show| stands.iter().filter(|stand| stand.matches(show)).count())
}

/// Shows what an answer shows.
pub fn stand(words: Words, stand: Stand) -> impl IntoView {
    let react = stand.must_react.then(|| status::must_react(words));
    let shown = match stand.mark {
        Mark::NotAsked => {
            view! { <span class="kt-small kt-soft">{words.not_asked()}</span> }.into_any()
        }
        Mark::Draft => {
            view! { {status::value(words, stand.value)}{status::draft(words)} }.into_any()
        }
        Mark::Standing(standing) => {
            view! { {status::value(words, stand.value)}{status::standing(words, standing)} }
                .into_any()
        }
    };
    let late = stand.late.then(|| status::late(words));
    let differs = stand.differs.then(|| status::differs(words));
    view! { {shown}{differs}{late}{react} }
}
