//! Who was asked what: what waits for the reader's side, what it asked others, and the forms to ask.

mod asking;
mod entry;

use domain::{Moment, Refusal, Region, RequestId, Stand, Wish};
use leptos::prelude::*;

use self::entry::Row;
use crate::form::{RequestDeed, Trouble};
use crate::page::{RequestsPage, Table};
use crate::parts::summary::{ErrorLine, errors};
use crate::parts::work::Around;
use crate::parts::{address, carried, frame};
use crate::session::use_session;
use crate::words::Words;

/// What the parts of this page share.
#[derive(Clone)]
struct Showing {
    around: Around,
    /// The token of the forms on this page.
    token: String,
    page: RequestsPage,
}

/// Shows the page. `token` makes a double click on its forms one effect.
pub fn main(
    words: Words,
    table: Table,
    page: RequestsPage,
    token: String,
    now: Moment,
) -> impl IntoView {
    let around = Around::new(words, &table, use_session(), now);
    let session = around.session;
    let trail = vec![
        (words.board().to_owned(), Some(address::region(around.region))),
        (words.requests().to_owned(), None),
    ];
    let showing = Showing { around, token, page };
    let asks = table.asks_partners() || table.writes_for().is_some();
    let lead = if asks { words.requests_lead() } else { words.requests_observer() };
    let is_open = session.memo(|reader| reader.structure().open_round().is_some());
    let forms = {
        let (showing, table) = (showing.clone(), table.clone());
        move || match (asks, is_open.get()) {
            (true, true) => Some(asking::forms(&showing, &table).into_any()),
            (_, true) => None,
            (_, false) => Some(
                view! { <p class="kt-nothing kt-top-5">{words.requests_no_round()}</p> }.into_any(),
            ),
        }
    };
    let nothing = session.memo(|reader| {
        let region = reader.requests();
        region.open_round().is_some() && !region.requests.values().any(is_shown)
    });
    view! {
        {frame::breadcrumbs(words, trail)}
        {not_taken_in(&showing)}
        {showing.page.done.map(|done| view! { <p class="kt-notice" role="status">{words.request_done(done)}</p> })}
        <div class="kt-title">
            <h1 class="nl-heading nl-heading--level-1">{words.requests_title()}</h1>
            <p class="nl-paragraph nl-paragraph--lead">{lead}</p>
        </div>
        {move || nothing.get().then(|| view! { <p class="kt-nothing kt-top-5">{words.nothing_asked()}</p> })}
        {list(&showing, Side::Asked)}
        {list(&showing, Side::Asker)}
        {forms}
        {list(&showing, Side::Others)}
    }
}

/// What is closed is told by the history; everything else stands here.
fn is_shown(request: &domain::Request) -> bool {
    request.stand != Stand::Closed
}

/// On which side of a request the reader stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Side {
    Asked,
    Asker,
    Others,
}

impl Side {
    fn of(insider: &domain::Insider, request: &domain::Request) -> Side {
        let own = insider.organisation();
        let is_asked = match request.wish {
            Wish::Draft { by, .. } => by == insider.person(),
            Wish::View { of, .. } => Some(of) == own,
        };
        // Of a colleague's draft everybody who sees it is on the side that asked.
        let is_asker =
            own.is_some() && request.by.organisation == own || request.wish.colleague().is_some();
        match (is_asked, is_asker) {
            (true, _) => Side::Asked,
            (false, true) => Side::Asker,
            (false, false) => Side::Others,
        }
    }

    fn title(self, words: Words) -> &'static str {
        match self {
            Side::Asked => words.asked_of_us(),
            Side::Asker => words.asked_by_us(),
            Side::Others => words.asked_elsewhere(),
        }
    }

    fn id(self) -> &'static str {
        match self {
            Side::Asked => "h-aan-ons",
            Side::Asker => "h-door-ons",
            Side::Others => "h-anderen",
        }
    }
}

/// Lists the requests of one side; nothing where there are none.
fn list(showing: &Showing, side: Side) -> impl IntoView + use<> {
    let session = showing.around.session;
    let insider = session.insider();
    let rows = session.memo(move |reader| {
        let region: &Region = reader.everything();
        let open = region.open_round().is_some();
        let all = region.requests_in_order().into_iter();
        let mut rows: Vec<Row> = all
            .filter(|(_, request)| open && is_shown(request) && Side::of(&insider, request) == side)
            .map(|(id, request)| Row::of(region, id, request))
            .collect();
        // What waits for the reader's side stands first.
        rows.sort_by_key(|row| !row.waits_for(side));
        rows
    });
    let ids = Memo::new(move |_| rows.with(|rows| rows.iter().map(Row::id).collect::<Vec<_>>()));
    let waits = Memo::new(move |_| rows.with(|rows| rows.iter().any(|row| row.waits_for(side))));
    let is_empty = Memo::new(move |_| rows.with(Vec::is_empty));
    let words = showing.around.words;
    let class = move || match waits.get() {
        true => "kt-section kt-section--accent",
        false => "kt-section",
    };
    let showing = showing.clone();
    move || {
        let showing = showing.clone();
        (!is_empty.get()).then(|| {
            view! {
                <section class=class aria-labelledby=side.id()>
                    <h2 class="nl-heading nl-heading--level-2" id=side.id()>{side.title(words)}</h2>
                    <ul class="kt-entries">
                        // An entry stays in the page, with what is typed in it, whatever happens beside it.
                        <For each=move || ids.get() key=|id| *id let:id>
                            {entry::entry(&showing, side, id, rows)}
                        </For>
                    </ul>
                </section>
            }
        })
    }
}

/// Says above the page that a form was not taken in, and why.
fn not_taken_in(showing: &Showing) -> Option<impl IntoView + use<>> {
    let refused = showing.page.refused.as_ref()?;
    let words = showing.around.words;
    let title = match refused.form.deed {
        RequestDeed::AskColleague { .. } | RequestDeed::AskPartner { .. } => {
            words.request_not_taken_in()
        }
        _ => words.answer_not_taken_in(),
    };
    // Who may not do this, or not any more, has no form to go on in.
    let is_over = matches!(
        refused.trouble,
        Trouble::Refused(
            Refusal::NotAllowed { .. }
                | Refusal::NotHere
                | Refusal::RequestIsOver
                | Refusal::NoRound
        )
    );
    let anchor = (!is_over).then(|| entry::anchor(refused));
    let line = ErrorLine { anchor, text: entry::why_not(&showing.around, refused) };
    let note = is_over.then(|| carried::note(words, refused.form.note.as_str()));
    let errors = errors(title.to_owned(), words.errors_follow(), vec![line]);
    Some(view! { {errors}{note} })
}

/// Returns the id of the entry of a request.
fn entry_id(request: RequestId) -> String {
    format!("r-{request}")
}
