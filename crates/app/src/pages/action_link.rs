//! One action behind a mailed link: what is asked and why, and one answer without signing in.
//!
//! Invariant: it is shown as to nobody, whoever is signed in, and it stands still.

use domain::{ActionStand, Priority, Refusal, Step, TypedText};
use leptos::prelude::*;

use super::action::steps::{anchor, field, note};
use crate::form::{
    self,
    action_links::LINK_TOKEN,
    actions::{ActionTrouble, DUE, NOTE, SEEN, StepDeed},
};
use crate::page::{
    LinkGone, LinkOpens, LinkPage, LinkTrouble, LinkedAction, RefusedLink, RefusedStep,
};
use crate::parts::day_field::{self, DayField};
use crate::parts::objection::{self, Beside, Wrong};
use crate::parts::summary::{ErrorLine, errors};
use crate::parts::{carried, spoken, written};
use crate::platform;
use crate::words::{Words, capital};

/// Returns what the tab of the page says.
pub fn title(words: Words, page: &LinkPage) -> String {
    match &page.opens {
        LinkOpens::Action(linked) => linked.action.plan.title.as_heading().to_owned(),
        LinkOpens::Done(_) => words.link_thanks().to_owned(),
        LinkOpens::Gone(..) => words.link_gone_title().to_owned(),
    }
}

/// Shows the page.
pub fn main(words: Words, page: LinkPage) -> AnyView {
    match page.opens {
        LinkOpens::Done(step) => done(words, &page.way, step),
        LinkOpens::Gone(why, form) => {
            let typed = form.and_then(|form| carried::step(words, &form));
            view! { {gone(words, &page.way, why)}{typed} }.into_any()
        }
        LinkOpens::Action(linked) => {
            Showing { words, address: page.address, way: page.way, linked: *linked }.page()
        }
    }
}

fn done(words: Words, way: &str, step: Step) -> AnyView {
    view! {
        <div class="kt-title" role="status">
            <h1 class="nl-heading nl-heading--level-1">{words.link_thanks()}</h1>
            <p class="nl-paragraph nl-paragraph--lead">{words.link_noted(step)}</p>
        </div>
        <p class="nl-paragraph kt-measure kt-top-4">{words.link_thanks_rest(step)}</p>
        {more(words, way)}
    }
    .into_any()
}

fn gone(words: Words, way: &str, why: LinkGone) -> AnyView {
    let way = match why {
        // Behind signing in there is nothing of it for them.
        LinkGone::PlaceEnded => {
            view! { <p class="nl-paragraph kt-top-4">{words.link_no_way()}</p> }.into_any()
        }
        _ => {
            view! { <p class="nl-paragraph kt-top-4">{words.link_gone_way()}</p>{sign_in(words, way)} }
                .into_any()
        }
    };
    view! {
        <div class="kt-title">
            <h1 class="nl-heading nl-heading--level-1">{words.link_gone_title()}</h1>
            <p class="nl-paragraph nl-paragraph--lead">{words.link_gone(why)}</p>
        </div>
        {way}
    }
    .into_any()
}

/// The way to everything else.
fn more(words: Words, way: &str) -> AnyView {
    view! {
        <section class="kt-section kt-screen-only" aria-labelledby="h-meer">
            <h2 class="nl-heading nl-heading--level-2" id="h-meer">{words.link_more_title()}</h2>
            <p class="nl-paragraph kt-measure">{words.link_more_help()}</p>
            {sign_in(words, way)}
        </section>
    }
    .into_any()
}

fn sign_in(words: Words, way: &str) -> impl IntoView + use<> {
    view! { <p class="kt-top-3"><a class="nl-link" href=way.to_owned()>{words.link_sign_in()}</a></p> }
}

/// What the parts of the page share.
struct Showing {
    words: Words,
    /// Where its forms are sent.
    address: String,
    /// The way to the action for whoever signs in.
    way: String,
    linked: LinkedAction,
}

impl Showing {
    fn page(&self) -> AnyView {
        let words = self.words;
        view! {
            {self.not_taken_in()}
            {self.head()}
            <div class="kt-cols">
                <div>
                    {self.asked()}
                    {self.answer()}
                    {more(words, &self.way)}
                </div>
                <aside class="kt-side kt-section" aria-label=words.action_terms_title()>{self.terms()}</aside>
            </div>
        }
        .into_any()
    }

    fn named(&self, id: domain::OrganisationId) -> String {
        self.words.organisation(&self.linked.names, id)
    }

    fn asker(&self) -> String {
        let by = self.linked.action.by;
        by.map_or_else(|| self.words.the_system().to_owned(), |by| self.named(by))
    }

    /// Says why a form was refused. What was typed stays, also where its form is not there any more.
    fn not_taken_in(&self) -> Option<AnyView> {
        let (words, RefusedLink { form, trouble }) = (self.words, self.linked.refused.as_ref()?);
        let is_over = !self.linked.action.steps.contains(&form.deed.step());
        let refused = self.refused_step(form.deed);
        let anchor = refused.filter(|_| !is_over).map(|refused| anchor(&refused));
        let line = ErrorLine { anchor, text: self.why_not(trouble) };
        let typed = is_over.then(|| carried::step(words, form));
        let summary =
            errors(words.action_not_taken_in().to_owned(), words.action_look_here(), vec![line]);
        Some(view! { {summary}{typed} }.into_any())
    }

    fn why_not(&self, trouble: &LinkTrouble) -> String {
        match trouble {
            LinkTrouble::Step(trouble) => self.words.step_trouble(trouble, &self.linked.names),
            other => self.words.link_trouble(other).unwrap_or_default().to_owned(),
        }
    }

    /// Of whom it is asked, what, and for whom this page is.
    fn head(&self) -> AnyView {
        let (words, linked) = (self.words, &self.linked);
        let action = &linked.action;
        let (owner, by, due) = (self.named(action.owner), self.asker(), action.plan.due);
        let lead = match &action.stand {
            ActionStand::Offered { .. } => words.action_asks_you(&by, due),
            stand => words.action_lead(stand, &by, &owner, due),
        };
        let for_whom = words.link_for(&linked.function, &owner);
        view! {
            <div class="kt-title">
                <p class="kt-kicker">{words.action_asked_of()}" "{owner}</p>
                <h1 class="nl-heading nl-heading--level-1" lang=written::language(words)>{action.plan.title.as_heading().to_owned()}</h1>
                <p class="nl-paragraph nl-paragraph--lead">{lead}</p>
                <p class="kt-small kt-soft kt-measure kt-top-3">{for_whom}</p>
                <p class="kt-jump"><a class="nl-link" href="#antwoord">{words.action_jump()}</a></p>
            </div>
        }
        .into_any()
    }

    /// Why it is asked, and when it is done.
    fn asked(&self) -> AnyView {
        let (words, action) = (self.words, &self.linked.action);
        let text = |text: &domain::GuardedText, none: &'static str| match text.says_nothing() {
            true => view! { <p class="nl-paragraph kt-soft">{none}</p> }.into_any(),
            false => written::text(words, text).into_any(),
        };
        let why = text(&action.plan.why, words.action_no_why());
        let done_when = text(&action.plan.done_when, words.action_no_done_when());
        view! {
            <section class="kt-section" aria-labelledby="h-waarom">
                <h2 class="nl-heading nl-heading--level-2" id="h-waarom">{words.action_why_title()}</h2>
                <div class="kt-flow kt-measure">{why}</div>
            </section>
            <section class="kt-section" aria-labelledby="h-klaar">
                <h2 class="nl-heading nl-heading--level-2" id="h-klaar">{words.action_done_title()}</h2>
                <div class="kt-flow kt-measure">{done_when}{self.spoken()}</div>
            </section>
        }
        .into_any()
    }

    /// What was said last about where it stands.
    fn spoken(&self) -> Option<AnyView> {
        let action = &self.linked.action;
        let said = (&action.stand, action.said.as_ref());
        spoken::shown(self.words, said, &self.linked.names, None)
    }

    /// The details: who, for whom, when.
    fn terms(&self) -> AnyView {
        let (words, action) = (self.words, &self.linked.action);
        let plan = &action.plan;
        let organisations = |all: &std::collections::BTreeSet<domain::OrganisationId>| {
            all.iter().map(|id| self.named(*id)).collect::<Vec<_>>().join(", ")
        };
        let concerns = match plan.concerns.is_empty() {
            true => words.action_whole_region().to_owned(),
            false => organisations(&plan.concerns),
        };
        let helps = (!plan.contributors.is_empty()).then(|| organisations(&plan.contributors));
        let due = plan.due.map_or(words.action_no_due().to_owned(), |day| words.calendar_day(day));
        let priority =
            (plan.priority != Priority::Normal).then(|| words.priority(plan.priority).to_owned());
        let rows = [
            (words.action_due(), Some(due)),
            (words.action_stand_title(), Some(capital(words.action_stand(&action.stand)))),
            (words.action_by(), Some(self.asker())),
            (words.action_owner(), Some(self.named(action.owner))),
            (words.action_contributors(), helps),
            (words.action_concerns(), Some(concerns)),
            (words.action_priority(), priority),
            (words.link_region(), Some(self.linked.region.clone())),
        ];
        let rows = rows
            .into_iter()
            .filter_map(|(term, text)| text.map(|text| view! { <dt>{term}</dt><dd>{text}</dd> }))
            .collect_view();
        view! {
            <section><h2>{words.action_terms_title()}</h2><dl class="kt-terms kt-small">{rows}</dl></section>
        }
        .into_any()
    }

    /// The steps that can be taken, the expected one first and the others behind a click.
    fn answer(&self) -> Option<AnyView> {
        let (words, action) = (self.words, &self.linked.action);
        if action.steps.is_empty() {
            return None;
        }
        let title = match &action.stand {
            ActionStand::Offered { .. } => words.action_answer_title(),
            ActionStand::CounterProposed { .. } => words.action_countered_title(),
            _ => words.action_go_on_title(),
        };
        let once = words.link_once(self.linked.until);
        let steps = action.steps.iter().map(|step| self.step(*step)).collect_view();
        Some(
            view! {
                <section class="kt-section kt-section--accent kt-screen-only" id="antwoord" tabindex="-1" aria-labelledby="h-antwoord">
                    <h2 class="nl-heading nl-heading--level-2" id="h-antwoord">{title}</h2>
                    <div class="kt-flow-tight kt-measure">
                        <p class="nl-paragraph">{once}</p>
                        {steps}
                    </div>
                </section>
            }
            .into_any(),
        )
    }

    fn step(&self, step: Step) -> AnyView {
        let (words, goes_on) = (self.words, self.linked.action.stand.goes_on());
        match step {
            Step::Accept => self.accept(),
            Step::Progress => {
                let label = (words.action_progress_label(), words.action_progress_hint());
                self.text_form(StepDeed::Progress, None, label)
            }
            Step::ReportDone => {
                let label = (words.action_done_label(), words.action_done_hint());
                self.disclosed(StepDeed::ReportDone, words.action_done_summary(), None, label)
            }
            Step::CounterPropose => {
                let summary = match goes_on {
                    true => words.action_other_day_summary(),
                    false => words.action_counter_summary(),
                };
                let label = (words.action_counter_why(), words.action_read_hint());
                self.disclosed(StepDeed::CounterPropose, summary, Some(self.day()), label)
            }
            Step::Decline => {
                let summary = match goes_on {
                    true => words.action_give_back_summary(),
                    false => words.action_decline_summary(),
                };
                let label = (words.action_decline_why(), words.action_decline_hint());
                self.disclosed(StepDeed::Decline, summary, None, label)
            }
            // Nothing else is done by a link.
            _ => ().into_any(),
        }
    }

    /// What every form sends along.
    fn hidden(&self) -> AnyView {
        let seen = self.linked.action.seen.to_string();
        view! {
            <input type="hidden" name=form::TOKEN value=LINK_TOKEN/>
            <input type="hidden" name=SEEN value=seen/>
        }
        .into_any()
    }

    fn accept(&self) -> AnyView {
        let (words, action) = (self.words, &self.linked.action);
        let help = match &action.stand {
            ActionStand::CounterProposed { .. } => words.action_countered_help(),
            _ => words.action_accept_help(),
        };
        let button = words.accept_action_button(action.plan.due);
        view! {
            <form method="post" action=self.address.clone() id=field(StepDeed::Accept) tabindex="-1">
                {self.hidden()}
                <p class="kt-actions">
                    <button class="nl-button nl-button--primary" type="submit" name=form::DO value=StepDeed::Accept.code()>
                        <span class="nl-button__label">{button}</span>
                    </button>
                </p>
            </form>
            <p class="kt-small kt-soft">{help}</p>
        }
        .into_any()
    }

    /// The same refusal in the form that the steps of a page know.
    fn refused_step(&self, deed: StepDeed) -> Option<RefusedStep> {
        let RefusedLink { form, trouble } = self.linked.refused.as_ref()?;
        let LinkTrouble::Step(trouble) = trouble else { return None };
        (form.deed == deed).then(|| RefusedStep { form: form.clone(), trouble: trouble.clone() })
    }

    /// What was typed in the form of a step before.
    fn typed(&self, deed: StepDeed) -> Option<&RefusedLink> {
        self.linked.refused.as_ref().filter(|refused| refused.form.deed == deed)
    }

    /// The day that the owner proposes.
    fn day(&self) -> AnyView {
        let (words, deed) = (self.words, StepDeed::CounterPropose);
        let refused = self.refused_step(deed).filter(|refused| anchor(refused) == field(deed));
        let error = refused.map(|refused| words.step_trouble(&refused.trouble, &self.linked.names));
        let value = self.typed(deed).map(|refused| refused.form.due.clone()).unwrap_or_default();
        day_field::shown(DayField {
            id: field(deed),
            name: DUE,
            label: words.action_counter_label(),
            hint: words.action_day_hint(),
            value,
            error,
        })
    }

    /// A form with a text, behind a click.
    fn disclosed(
        &self,
        deed: StepDeed,
        summary: &'static str,
        day: Option<AnyView>,
        label: (&'static str, &'static str),
    ) -> AnyView {
        let open = self.typed(deed).is_some();
        let form = self.text_form(deed, day, label);
        view! {
            <details class="kt-disclose" open=open><summary>{summary}</summary><div>{form}</div></details>
        }
        .into_any()
    }

    /// A form with a text.
    fn text_form(
        &self,
        deed: StepDeed,
        day: Option<AnyView>,
        label: (&'static str, &'static str),
    ) -> AnyView {
        let words = self.words;
        // What stands open is what is expected most.
        let class = match deed {
            StepDeed::Progress => "nl-button nl-button--primary",
            _ => "nl-button nl-button--secondary",
        };
        view! {
            <form method="post" action=self.address.clone() novalidate autocomplete="off" class="kt-flow">
                {self.hidden()}
                {day}
                {self.text_area(deed, label)}
                <p class="kt-actions">
                    <button class=class type="submit" name=form::DO value=deed.code()>
                        <span class="nl-button__label">{words.step_button(deed)}</span>
                    </button>
                </p>
            </form>
        }
        .into_any()
    }

    fn text_area(&self, deed: StepDeed, (label, hint): (&'static str, &'static str)) -> AnyView {
        let (words, id) = (self.words, note(deed));
        let typed = self.typed(deed).map(|refused| refused.form.note.clone());
        let typed: TypedText = typed.unwrap_or_default();
        let refused = self.refused_step(deed).filter(|refused| anchor(refused) == id);
        let wrong = refused.map(|RefusedStep { trouble, .. }| Wrong {
            message: words.step_trouble(&trouble, &self.linked.names),
            refusal: match trouble {
                ActionTrouble::Refused(refusal) => Some(refusal),
                _ => None,
            },
        });
        let is_case = |wrong: &Wrong| matches!(wrong.refusal, Some(Refusal::TellsCase { .. }));
        let asks = wrong.as_ref().is_some_and(is_case);
        // The word of its writer goes along where the form is sent again for another reason.
        let kept = objection::kept(NOTE, &typed).filter(|_| !asks);
        let (hint_id, error_id) = (format!("hint-{id}"), format!("fout-{id}"));
        let is_wrong = wrong.is_some();
        let described = if is_wrong { format!("{hint_id} {error_id}") } else { hint_id.clone() };
        let text = typed.as_str().to_owned();
        let error = wrong.map(|wrong| {
            let beside = Beside { id: error_id, name: NOTE.to_owned(), text: text.clone() };
            objection::shown(words, wrong, beside, None, |_| ())
        });
        view! {
            <div class=if is_wrong { "kt-error" } else { "" }>
                <label class="utrecht-form-label kt-label" for=id.clone()>{label}</label>
                <p class="utrecht-form-field-description kt-hint" id=hint_id>{hint}</p>
                {error}
                {kept}
                <textarea class="utrecht-textarea utrecht-textarea--html-textarea" id=id name=NOTE rows="3"
                    class:utrecht-textarea--invalid=is_wrong lang=written::language(words)
                    aria-invalid=is_wrong.then_some("true") aria-describedby=described>{platform::in_text_area(&text)}</textarea>
            </div>
        }
        .into_any()
    }
}
