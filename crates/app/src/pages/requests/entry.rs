//! One request: what it asks, where it stands, and what the reader can do about it.

use domain::rights::{Ability, demand};
use domain::{Cause, Refusal, Region, Request, RequestId, Round, Stand, Turn, Wish, can_write};
use leptos::prelude::*;

use super::asking::Asks;
use super::{Showing, Side, entry_id};
use crate::form::requests::NOTE;
use crate::form::{self, RequestDeed, Trouble};
use crate::page::RefusedRequest;
use crate::parts::note_form::{NoteForm, TextArea};
use crate::parts::objection::Wrong;
use crate::parts::work::{Around, asked, name, spoken};
use crate::parts::{actions_here, address, written};
use crate::words::{Words, local_day};

/// A request as an entry shows it.
#[derive(Clone, PartialEq)]
pub(super) struct Row {
    id: RequestId,
    request: Request,
    turn: Turn,
    is_fulfilled: bool,
    /// Whether what it is about is asked still.
    is_asked: bool,
    /// Whether it is about a partner's views.
    of_partner: bool,
    /// Whether views are sealed.
    seals: bool,
    /// Where what it asks for is written.
    wished: String,
}

impl Row {
    pub(super) fn of(region: &Region, id: RequestId, request: &Request) -> Row {
        Row {
            id,
            request: request.clone(),
            turn: region.turn(request),
            is_fulfilled: region.is_fulfilled(request),
            is_asked: region.fields().any(|field| request.wish.about().covers(field)),
            of_partner: request.wish.owner().is_some_and(|own| region.is_or_was_partner(own)),
            seals: region.round().is_some_and(Round::seals),
            wished: address::wished(region, request.wish),
        }
    }

    /// Returns whether a side must do something about it.
    pub(super) fn waits_for(&self, side: Side) -> bool {
        match self.turn {
            Turn::Asked => side == Side::Asked,
            Turn::Asker => side == Side::Asker,
            Turn::Nobody => false,
        }
    }

    /// Returns which request it is.
    pub(super) fn id(&self) -> RequestId {
        self.id
    }

    /// Returns what decides about the steps that are offered.
    fn steps(&self) -> (Turn, bool, bool) {
        (self.turn, self.request.is_over(), self.tells())
    }

    /// Returns whether ending it would tell everyone that a sealed view was given.
    fn tells(&self) -> bool {
        matches!(self.request.wish, Wish::View { .. }) && self.is_fulfilled && self.seals
    }
}

/// Shows one request: what it says follows it live; the steps, with what is typed in them, stay until
/// others are to be offered.
pub(super) fn entry(
    showing: &Showing,
    side: Side,
    id: RequestId,
    rows: Memo<Vec<Row>>,
) -> impl IntoView + use<> {
    let row = Memo::new(move |_| rows.with(|rows| rows.iter().find(|row| row.id == id).cloned()));
    let steps = Memo::new(move |_| row.with(|row| row.as_ref().map(Row::steps)));
    let said = {
        let showing = showing.clone();
        move || row.get().map(|row| head(&showing, side, &row))
    };
    let make = row.with_untracked(|row| {
        let wish = row.as_ref()?.request.wish;
        let Wish::View { on, .. } = wish else { return None };
        let (cause, around) = (Cause::Request { request: id, question: on }, &showing.around);
        actions_here::make_of(around, &cause, around.words.wish(wish, &asked(around, wish)))
    });
    let showing = showing.clone();
    let offered = move || {
        steps.get()?;
        actions(&showing, side, &row.get_untracked()?)
    };
    view! { <li id=entry_id(id) class="kt-flow-tight">{said}{offered}{make}</li> }
}

/// What a request asks, and where it stands.
fn head(showing: &Showing, side: Side, row: &Row) -> impl IntoView + use<> {
    let around = &showing.around;
    let words = around.words;
    let (wish, stand) = (row.request.wish, &row.request.stand);
    // Who is asked themselves knows whom it asks.
    let title = match side {
        Side::Asked => words.own_wish(wish),
        Side::Asker | Side::Others => words.wish(wish, &asked(around, wish)),
    };
    let by = &row.request.by;
    let asker = name(around, by.organisation, by.person);
    let asked_by = words.asked_by(&asker, &words.day(row.request.asked));
    let changes = match stand {
        Stand::Changes { by, .. } => {
            let who = name(around, by.organisation, by.person);
            Some(words.changes_by(&who, &words.day(row.request.since)))
        }
        _ => None,
    };
    let gone = (row.turn == Turn::Asked && is_gone(around, wish)).then(|| words.colleague_gone());
    let today = local_day(around.now);
    let due = row.request.due.map(|day| {
        let is_over = day < today && row.turn == Turn::Asked;
        let class = if is_over { "kt-late" } else { "" };
        view! { " "<span class=class><span class="kt-when">{words.due_by(day, is_over)}</span></span> }
    });
    let text = spoken(&row.request);
    let note = (!text.says_nothing()).then(|| {
        let label = words.note_of(stand);
        view! { <div class="kt-aside-note"><p class="kt-small"><strong>{label}</strong></p>{written::text(words, text)}</div> }
    });
    let stands = match (stand, row.is_fulfilled) {
        (Stand::Open | Stand::Ready | Stand::Changes { .. }, _) if !row.is_asked => {
            words.own_request_gone()
        }
        (Stand::Declined { .. } | Stand::Closed, _) | (_, false) => words.request_stand(stand),
        (_, true) => words.request_fulfilled(wish, row.of_partner),
    };
    view! {
        <h3 class="nl-heading nl-heading--level-3">{title}</h3>
        <p class="kt-small"><strong>{stands}</strong>". "{asked_by}{due}" "{changes}" "{gone}</p>
        {note}
    }
}

/// Returns whether the colleague that a request names cannot write any more.
fn is_gone(around: &Around, wish: Wish) -> bool {
    let Wish::Draft { of, by, .. } = wish else { return false };
    let colleague = around.colleagues.get(&by);
    !colleague.is_some_and(|colleague| colleague.holds(|held| can_write(of, held)))
}

/// What the reader can do: one expected step first, the others behind a click.
fn actions(showing: &Showing, side: Side, row: &Row) -> Option<AnyView> {
    let words = showing.around.words;
    let (actor, wish) = (showing.around.session.insider().actor(), row.request.wish);
    let may = |ability| demand(&actor, ability).is_ok();
    let is_draft = matches!(wish, Wish::Draft { .. });
    match side {
        Side::Asked if row.turn == Turn::Asked => {
            let may_answer = match wish {
                Wish::Draft { by, .. } => may(Ability::AnswerAsColleague(by)),
                Wish::View { of, .. } => may(Ability::WriteViews(of)),
            };
            may_answer.then(|| {
                let (go, decline) = match is_draft {
                    true => (words.go_write(), words.decline_summary_draft()),
                    false => (words.go_view(), words.decline_summary_view()),
                };
                let ready = is_draft.then(|| {
                    button(showing, row, RequestDeed::Ready(row.id), words.ready_button())
                });
                let decline = said(showing, row, RequestDeed::Decline(row.id), decline);
                view! {
                    <div class="kt-actions">{link(row, go)}{ready}</div>
                    {decline}
                }
                .into_any()
            })
        }
        // Whoever coordinates may also end what their own organisation was asked.
        Side::Asked | Side::Asker | Side::Others => {
            let may_end = match (wish, row.request.by.organisation) {
                (Wish::Draft { of, .. }, _) => may(Ability::AskColleagues(of)),
                (Wish::View { .. }, Some(asker)) => may(Ability::EndRequests(asker)),
                (Wish::View { .. }, None) => may(Ability::Coordinate),
            };
            // That it was finished would tell everyone that the sealed view was given.
            let may_end = may_end && !row.tells();
            let may_end = may_end && side != Side::Asked
                || may(Ability::Coordinate) && !is_draft && !row.tells();
            let look = row.turn == Turn::Asker && !row.request.is_over();
            let may_change =
                is_draft && row.is_asked && row.turn != Turn::Asked && !row.request.is_over();
            may_end.then(|| {
                let close = close(words, row);
                let look_at = look.then(|| link(row, words.go_look()));
                let changes = may_change.then(|| {
                    let deed = RequestDeed::Changes(row.id);
                    said(showing, row, deed, words.changes_summary())
                });
                view! {
                    <div class="kt-actions">
                        {look_at}
                        {button(showing, row, RequestDeed::Close(row.id), close)}
                    </div>
                    {changes}
                }
                .into_any()
            })
        }
    }
}

/// What ending a request is called, where it stands now.
fn close(words: Words, row: &Row) -> &'static str {
    match (&row.request.stand, row.turn) {
        (Stand::Declined { .. }, _) => words.reason_read(),
        (_, Turn::Asked) => words.withdraw_request(),
        (_, Turn::Asker | Turn::Nobody) => words.finish_request(),
    }
}

fn link(row: &Row, text: &'static str) -> impl IntoView + use<> {
    view! { <a class="nl-button nl-button--primary nl-button-link" href=row.wished.clone()><span class="nl-button__label">{text}</span></a> }
}

/// A form of one button.
fn button(
    showing: &Showing,
    row: &Row,
    deed: RequestDeed,
    text: &'static str,
) -> impl IntoView + use<> {
    let (words, session) = (showing.around.words, showing.around.session);
    let form = NoteForm::bare(words, session);
    view! {
        <form method="post" action=address::requests(showing.around.region, None) on:submit=form.submit()>
            {form.hidden(&showing.token)}
            <button class="nl-button nl-button--secondary" type="submit" name=form::DO value=deed.code()>
                <span class="nl-button__label">{text}{for_whom(showing, row)}</span>
            </button>
            {form.not_sent()}
        </form>
    }
}

/// Names the request, for those who hear one of many controls alone.
fn for_whom(showing: &Showing, row: &Row) -> impl IntoView + use<> {
    let about = showing.around.words.subject(row.request.wish.about());
    view! { <span class="kt-hidden">", "{about}</span> }
}

/// A form with a text, behind a click: what should change, or why something will not come.
fn said(showing: &Showing, row: &Row, deed: RequestDeed, summary: &'static str) -> AnyView {
    let words = showing.around.words;
    let refused = showing.page.refused.as_ref().filter(|refused| refused.form.deed == deed);
    let (label, send) = match deed {
        RequestDeed::Changes(_) => (words.changes_label(), words.changes_button()),
        _ => (words.decline_label(), words.decline_button()),
    };
    let wrong = refused.map(|refused| Wrong {
        message: why_not(&showing.around, refused),
        refusal: refused.trouble.refusal().cloned(),
    });
    let typed = refused.map(|refused| refused.form.note.clone()).unwrap_or_default();
    let form = NoteForm::with_text(words, showing.around.session, input(deed), typed);
    let of = Some(words.subject(row.request.wish.about()));
    let area = TextArea { name: NOTE, label, hint: words.request_note_hint(), wrong, of };
    view! {
        <details class="kt-disclose kt-screen-only" open=refused.is_some()>
            <summary>{summary}{for_whom(showing, row)}</summary>
            <form method="post" action=address::requests(showing.around.region, None) novalidate autocomplete="off" class="kt-flow-tight"
                on:submit=form.submit()>
                {form.hidden(&showing.token)}
                {form.text_area(area)}
                {form.not_sent()}
                <p class="kt-actions">
                    <button class="nl-button nl-button--secondary" type="submit" name=form::DO value=deed.code()>
                        <span class="nl-button__label">{send}</span>
                    </button>
                </p>
            </form>
        </details>
    }
    .into_any()
}

/// Returns the id of the text of a form about one request, or of its entry.
fn input(deed: RequestDeed) -> String {
    match deed {
        RequestDeed::Changes(request) => format!("pas-aan-{request}"),
        RequestDeed::Decline(request) => format!("sla-af-{request}"),
        RequestDeed::Ready(request) | RequestDeed::Close(request) => entry_id(request),
        RequestDeed::AskColleague { .. } | RequestDeed::AskPartner { .. } => "h-vraag".to_owned(),
    }
}

/// Returns the id of the input that a refusal is about.
pub(super) fn anchor(refused: &RefusedRequest) -> String {
    match Asks::of(refused.form.deed) {
        Some(asks) => asks.anchor(&refused.trouble),
        None => input(refused.form.deed),
    }
}

/// Says why a form was refused.
pub(super) fn why_not(around: &Around, refused: &RefusedRequest) -> String {
    let words = around.words;
    match &refused.trouble {
        Trouble::NobodyChosen => words.nobody_chosen().to_owned(),
        Trouble::NothingChosen => words.nothing_chosen().to_owned(),
        Trouble::NoSuchDay => words.no_such_day().to_owned(),
        Trouble::DayIsOver => words.day_is_over().to_owned(),
        Trouble::Refused(Refusal::NoteMissing) => match refused.form.deed {
            RequestDeed::Changes(_) => words.say_what_changes().to_owned(),
            _ => words.say_why_not().to_owned(),
        },
        Trouble::Refused(refusal) => words.refusal(refusal, &around.names),
    }
}
