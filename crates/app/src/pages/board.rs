//! Where the region stands: figures, what the own municipality still has to do, checks by municipalities.

use std::sync::Arc;

use domain::rights::{Ability, demand};
use domain::{Moment, OrganisationId, Region};
use leptos::prelude::*;

use crate::page::{BoardPage, GridFilter, GridShow, Table};
use crate::parts::board_table::{BoardTable, Laid};
use crate::parts::feedback::Names;
use crate::parts::next_round::NextRound;
use crate::parts::own_work::OwnWork;
use crate::parts::progress::{self, ProgressTable};
use crate::parts::{
    address, deadline, discuss_round, first_steps, frame, legend, next_round, stand,
};
use crate::session::use_session;
use crate::words::Words;

/// Shows the page. `token` makes a double click on its form one effect.
pub fn main(
    words: Words,
    table: Table,
    page: BoardPage,
    token: String,
    now: Moment,
) -> impl IntoView {
    let session = use_session();
    let names: Names = Arc::new(table.names.clone());
    let region = table.region.id;
    // Nothing waits for a guest: they come from where they administer.
    let home = match table.insider.member() {
        Some(_) => (words.home().to_owned(), Some("/".to_owned())),
        None => (words.administration().to_owned(), Some("/beheer".to_owned())),
    };
    let trail = vec![home, (words.board().to_owned(), None)];
    let writes = |own: &OrganisationId| {
        demand(&table.insider.actor(), Ability::WriteAnswers(*own)).is_ok()
            && table.region.is_municipality(*own)
    };
    let own = table.insider.organisation().filter(writes);
    let coordinates = demand(&table.insider.actor(), Ability::Coordinate).is_ok();
    let seals =
        session.memo(move |reader| reader.structure().round().is_some_and(|round| round.seals()));
    let discuss_token = token.clone();
    let day_form = {
        let (token, names, refused) = (token.clone(), names.clone(), page.no_deadline.clone());
        move || deadline::form(words, region, token.clone(), refused.clone(), &names)
    };
    let next = NextRound {
        words,
        region,
        token: token.clone(),
        refused: page.refused.clone(),
        names: names.clone(),
    };
    let steps = coordinates.then(|| first_steps::shown(words, &table));
    let coming = coordinates.then(|| coming(next, day_form.clone(), now));
    let day_form = move || (coordinates && seals.get()).then(&day_form);
    let (checklist, own_names) = (table.checklist.clone(), names.clone());
    let work = own.map(|own| view! { <OwnWork words region own checklist names=own_names/> });
    view! {
        {frame::breadcrumbs(words, trail)}
        {next_round::not_done(words, page.refused.as_ref(), &names)}
        {deadline::not_set(words, page.no_deadline.as_ref(), &names)}
        {title(words, now)}
        {(!coordinates).then(|| next_round::announced(words, region, now))}
        {steps}
        {figures(words, table.region.id)}
        {work}
        {coming}
        {standing(words, &table, names.clone())}
        {how_far(words, &table, names.clone(), day_form)}
        {move || (coordinates && seals.get()).then(|| {
            discuss_round::form(words, region, discuss_token.clone())
        })}
    }
}

/// The heading, how the present round stands, and until which day it is answered.
fn title(words: Words, now: Moment) -> impl IntoView {
    let session = use_session();
    let lead = move || {
        session.read(|reader| match reader.structure().round() {
            Some(round) => words.round_lead(round),
            None => words.board_lead_none().to_owned(),
        })
    };
    let until = move || {
        session.read(|reader| {
            reader.structure().round().and_then(|round| deadline::line(words, round, now))
        })
    };
    view! {
        <div class="kt-title">
            <h1 class="nl-heading nl-heading--level-1">{words.board_title()}</h1>
            <p class="nl-paragraph nl-paragraph--lead">{lead}" "{until}</p>
        </div>
    }
}

/// What a coordinator does for the round that comes; nothing while one is open.
fn coming<D>(next: NextRound, day_form: D, now: Moment) -> impl IntoView
where
    D: Fn() -> AnyView + Clone + Send + 'static,
{
    let session = use_session();
    let none_is_open = session.memo(|reader| reader.structure().open_round().is_none());
    let prepared =
        session.memo(|reader| reader.structure().prepared.as_ref().map(|round| round.id));
    move || match prepared.get() {
        Some(_) => Some(next_round::prepared_form(next.clone(), day_form(), now)),
        None => none_is_open.get().then(|| next_round::first_form(next.clone())),
    }
}

/// What the figure of answers to look at again counts, and its link shows.
const ASKED_AGAIN: GridShow = GridShow::OpnieuwBevestigen;

/// What the whole region counts up to.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
struct Sums {
    municipalities: usize,
    asked: usize,
    shared: usize,
    confirmed: usize,
    again: usize,
}

impl Sums {
    fn of(region: &Region) -> Sums {
        let municipalities = region.municipalities();
        // A draft of one's own shows as a draft in the grid, to which this figure leads.
        let fields = region.fields();
        let [again] = stand::counts(region, &municipalities, fields, [ASKED_AGAIN]);
        let mut sums = Sums { municipalities: municipalities.len(), again, ..Sums::default() };
        for municipality in municipalities {
            for field in region.fields() {
                sums.add(region, municipality, field);
            }
        }
        sums
    }

    fn add(&mut self, region: &Region, municipality: OrganisationId, field: domain::FieldId) {
        use domain::{AnswerKey, Standing};
        let key = |field| AnswerKey { municipality, field };
        if !region.is_asked(field, |first| region.shared_value(key(first))) {
            return;
        }
        self.asked += 1;
        match region.standing(key(field)) {
            Standing::Empty => {}
            Standing::Shared | Standing::Reconfirm(_) => self.shared += 1,
            Standing::Confirmed => {
                self.shared += 1;
                self.confirmed += 1;
            }
        }
    }
}

fn figures(words: Words, region: domain::RegionId) -> impl IntoView {
    let session = use_session();
    let sums = session.memo(|reader| Sums::of(reader.everything()));
    let again =
        address::grid(region, GridFilter { show: Some(ASKED_AGAIN), ..GridFilter::default() });
    let whole = address::grid(region, GridFilter::default());
    view! {
        <ul class="kt-figures">
            <li><div><b>{move || sums.get().municipalities}</b><span>{move || words.figure_municipalities(sums.get().municipalities)}</span></div></li>
            <li><a href=whole><b>{move || sums.get().shared}</b><span>{move || words.figure_shared(sums.get().asked)}</span></a></li>
            <li><div><b>{move || sums.get().confirmed}</b><span>{move || words.figure_confirmed(sums.get().confirmed)}</span></div></li>
            <li><a href=again><b>{move || sums.get().again}</b><span>{move || words.figure_again(sums.get().again)}</span></a></li>
        </ul>
    }
}

/// How far everyone is; nothing while nothing is asked.
fn how_far<D>(words: Words, table: &Table, names: Names, day_form: D) -> impl IntoView + use<D>
where
    D: Fn() -> Option<AnyView> + Clone + Send + 'static,
{
    let session = use_session();
    let checklist = table.checklist.clone();
    let region = table.region.id;
    // When a round is over nobody has anything left to do in it.
    let laid = session.memo(|reader| {
        let region = reader.structure();
        region.open_round().map(|_| Laid::of(region))
    });
    let coordinates = table.insider.viewer().coordinates;
    let parties = session.memo(move |reader| {
        // A first request to a partner adds a row.
        reader.requests();
        let region = reader.structure();
        progress::parties(region, &region.municipalities(), coordinates)
    });
    move || {
        let laid = laid.get()?;
        if laid.municipalities.is_empty() || laid.checks.is_empty() {
            return None;
        }
        let (checklist, names) = (checklist.clone(), names.clone());
        Some(view! {
            <section class="kt-section" aria-labelledby="h-voortgang">
                <h2 class="nl-heading nl-heading--level-2" id="h-voortgang">{words.progress_title()}</h2>
                <p class="kt-measure">{words.progress_help()}</p>
                <ProgressTable words region laid parties checklist names/>
                {day_form.clone()}
            </section>
        })
    }
}

/// Checks by municipalities, or why there is nothing to show.
fn standing(words: Words, table: &Table, names: Names) -> impl IntoView + use<> {
    let session = use_session();
    let checklist = table.checklist.clone();
    let laid = session.memo(|reader| Laid::of(reader.structure()));
    let region = table.region.id;
    let body = move || {
        let laid = laid.get();
        if laid.municipalities.is_empty() {
            return view! { <p class="kt-nothing">{words.no_municipalities()}</p> }.into_any();
        }
        if laid.checks.is_empty() {
            return view! {
                <p class="kt-nothing">{words.no_round_yet()}" "<a class="nl-link" href="/kennisbank">{words.library()}</a></p>
            }
            .into_any();
        }
        let (checklist, names) = (checklist.clone(), names.clone());
        view! {
            <p class="kt-measure">
                {words.board_help()}" "<span class="kt-screen-only">{words.board_pick()}</span>
            </p>
            <ul class="kt-legend kt-board-legend" aria-label=words.meaning_of_signs()>{legend::of_values(words)}</ul>
            <BoardTable words region laid checklist names/>
        }
        .into_any()
    };
    view! {
        <section class="kt-section" aria-labelledby="h-stand">
            <h2 class="nl-heading nl-heading--level-2" id="h-stand">{words.board_table()}</h2>
            {body}
        </section>
    }
}
