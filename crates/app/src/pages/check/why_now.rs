//! Why answers are shared only now: asked while the region discusses its round.
//!
//! Invariant: what was typed stays when the discussion starts, and goes along with every answer that
//! is shared from this page.

use domain::{OrganisationId, TypedText};
use leptos::prelude::*;

use super::Filling;
use crate::form;
use crate::page::Posted;
use crate::parts::feedback::Names;
use crate::parts::giving::Blamed;
use crate::parts::posted;
use crate::parts::reason_area::{ReasonArea, reason_area};
use crate::session::{Feedback, Place, Session, use_session};
use crate::words::Words;

/// The reason that stands in this page.
#[derive(Clone, Copy)]
pub(super) struct WhyNow {
    session: Session,
    municipality: OrganisationId,
    text: RwSignal<String>,
    vouched: RwSignal<bool>,
    is_asked: Memo<bool>,
}

impl WhyNow {
    /// Starts with what was typed in a form that was refused.
    pub(super) fn new(filling: &Filling) -> Self {
        let session = use_session();
        let typed = match &filling.posted {
            Some(Posted::Refused { typed, .. }) => typed.why_now.clone(),
            _ => None,
        };
        let is_asked = session
            .memo(|reader| reader.structure().round().is_some_and(domain::Round::is_discussed));
        let text = RwSignal::new(typed.unwrap_or_default().as_str().to_owned());
        let vouched = RwSignal::new(false);
        Self { session, municipality: filling.municipality, text, vouched, is_asked }
    }

    /// Shares something with the reason that stands here, and returns why that was refused.
    pub(super) fn share(
        self,
        share: impl FnOnce(Option<TypedText>) -> Result<(), Blamed>,
    ) -> Option<Blamed> {
        self.session.say(self.place(), Feedback::Quiet);
        let typed =
            || TypedText::new(self.text.get_untracked()).vouched(self.vouched.get_untracked());
        let reason = self.is_asked.get_untracked().then(typed);
        let shared = share(reason);
        if shared.is_ok() {
            self.session.hold(self.place().input(), false);
        }
        shared.err()
    }

    /// Until something is shared, what is typed stands in this page only.
    fn type_in(self, text: String) {
        self.session.hold(self.place().input(), !text.trim().is_empty());
        self.text.set(text);
    }

    /// Shows the field, while the round is discussed.
    pub(super) fn shown(self, filling: &Filling) -> AnyView {
        let (words, names) = (filling.words, filling.names.clone());
        let posted = posted::refused(filling.posted.as_ref(), self.place());
        let wrong = Memo::new(move |_| match self.session.feedback(self.place()) {
            Feedback::Refused(refusal) => Some(*refusal),
            _ => posted.clone(),
        });
        let shown = move || self.is_asked.get().then(|| self.field(words, names.clone(), wrong));
        shown.into_any()
    }

    fn field(
        self,
        words: Words,
        names: Names,
        wrong: Memo<Option<domain::Refusal>>,
    ) -> impl IntoView + use<> {
        let area = ReasonArea {
            id: self.place().input(),
            name: form::WHY_NOW.to_owned(),
            label: words.why_now().into_any(),
            hint: words.why_now_hint(),
            text: self.text,
            vouched: self.vouched,
            wrong,
        };
        view! {
            <div class="kt-aside-note kt-aside-note--accent kt-flow-tight kt-screen-only">
                <p class="nl-paragraph">{words.why_now_lead()}</p>
                {reason_area(words, area, names, move |text| self.type_in(text))}
            </div>
        }
    }

    fn place(self) -> Place {
        Place::WhyNow(self.municipality)
    }
}
