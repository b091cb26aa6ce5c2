//! Gives what stands on the screen: lets answers be seen, or confirms them.
//!
//! Invariant: what is given is what stands on the screen. Where a text stands there that was not
//! taken in, nothing is given.

use domain::answer::Wording;
use domain::{Command, FieldId, OrganisationId, Refusal, SeenAnswer, TypedText};
use leptos::prelude::*;

use crate::form::{self, Whose};
use crate::parts::feedback::Names;
use crate::parts::summary::{ErrorLine, errors};
use crate::session::{Place, Session};
use crate::words::Words;

/// Why something was refused, and at which input.
#[derive(Clone, PartialEq, Debug)]
pub struct Blamed {
    /// The id of the input, if it is about one.
    pub anchor: Option<String>,
    /// Why.
    pub refusal: Refusal,
}

/// The button that Enter in a form presses: browsers take the first. It only saves; what others see
/// goes by a button that someone chose.
pub fn default_button() -> impl IntoView {
    view! {
        <button class="kt-hidden kt-screen-only" type="submit" tabindex="-1" aria-hidden="true" name=form::DO value=form::DRAFT></button>
    }
}

/// Shows what was refused last, above the form.
pub fn summary(
    words: Words,
    names: Names,
    refused: RwSignal<Option<Blamed>>,
) -> impl Fn() -> Option<AnyView> {
    move || {
        let Blamed { anchor, refusal } = refused.get()?;
        let line = ErrorLine { anchor, text: words.refusal(&refusal, &names) };
        Some(errors(words.errors_title(1), words.other_answers_saved(), vec![line]).into_any())
    }
}

/// Returns the fields that have a value and are asked.
pub fn filled(session: Session, whose: Whose, fields: &[FieldId]) -> Vec<FieldId> {
    session.read(|reader| {
        let region = untrack(|| reader.structure());
        let value = |field| region.working(whose.sheet(field)).value;
        let keep = |field: &FieldId| value(*field).is_some() && region.is_asked(*field, value);
        fields.iter().copied().filter(keep).collect()
    })
}

/// Lets answers be seen: shared with the region, put forward to the municipalities, or given as a
/// view. `why_now` goes along with what a municipality shares.
pub fn let_see(
    session: Session,
    whose: Whose,
    fields: &[FieldId],
    why_now: Option<TypedText>,
) -> Result<(), Blamed> {
    give(session, whose, fields, |answers| whose.let_see(answers, why_now))
}

/// Confirms answers on behalf of a municipality.
pub fn confirm(
    session: Session,
    municipality: OrganisationId,
    fields: &[FieldId],
) -> Result<(), Blamed> {
    let whose = Whose::Municipality(municipality);
    give(session, whose, fields, |answers| Command::Confirm { municipality, answers })
}

fn give(
    session: Session,
    whose: Whose,
    fields: &[FieldId],
    command: impl FnOnce(Vec<SeenAnswer>) -> Command,
) -> Result<(), Blamed> {
    let texts = |field: &FieldId| {
        let sheet = whose.sheet(*field);
        [Wording::Explanation, Wording::Source].map(|wording| Place::of_text(sheet, wording))
    };
    let refused = fields.iter().flat_map(texts).find_map(|place| {
        let refusal = session.refused_text(place)?;
        Some(Blamed { anchor: Some(place.anchor(&refusal)), refusal })
    });
    match refused {
        Some(blamed) => Err(blamed),
        None => send(session, command(seen(session, whose, fields))),
    }
}

/// Sends a command, or says why it was refused: at the first input that the refusal names.
pub fn send(session: Session, command: Command) -> Result<(), Blamed> {
    session.send(command.clone()).map_err(|refusal| {
        let first = || {
            let named = !refusal.fields().is_empty();
            Place::refused(&command, &refusal).into_iter().next().filter(|_| named)
        };
        let at = Place::blamed(&command, &refusal).or_else(first);
        Blamed { anchor: at.map(|place| place.anchor(&refusal)), refusal }
    })
}

/// Names each answer as it stands on this screen.
fn seen(session: Session, whose: Whose, fields: &[FieldId]) -> Vec<SeenAnswer> {
    session.read(|reader| {
        let region = untrack(|| reader.structure());
        let seen =
            |field: &FieldId| SeenAnswer { field: *field, seen: region.seen(whose.sheet(*field)) };
        fields.iter().map(seen).collect()
    })
}
