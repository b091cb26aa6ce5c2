//! What each municipality shares of one answer field, repainted row by row.

use domain::{Answer, AnswerKey, AnswerValue, Aspect, OrganisationId, Region, RegionId, Response};
use leptos::prelude::*;

use crate::parts::address;
use crate::parts::feedback::Names;
use crate::parts::stand::{self, Mark, Stand};
use crate::parts::{again, late, regional, written};
use crate::session::{Session, use_session};
use crate::words::Words;

/// Shows the table.
#[component]
pub fn AnswerTable(
    words: Words,
    region: RegionId,
    own: Option<OrganisationId>,
    /// The same field of each municipality.
    keys: Vec<AnswerKey>,
    names: Names,
    /// Whether the region may answer too, so that municipalities react to that.
    is_regional: bool,
) -> impl IntoView {
    let row = |key| row(words, region, own, key, &names, is_regional);
    let rows = keys.into_iter().map(row).collect_view();
    let does_it_apply = is_regional.then(|| {
        view! { <th role="columnheader" scope="col">{words.does_it_apply()}</th> }
    });
    view! {
        <table role="table" class="utrecht-table utrecht-table--html-table kt-table kt-stack">
            <thead role="rowgroup"><tr role="row">
                <th role="columnheader" scope="col">{words.municipality_word()}</th>
                <th role="columnheader" scope="col">{words.the_answer()}</th>
                <th role="columnheader" scope="col">{words.explanation_word()}</th>
                {does_it_apply}
            </tr></thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
}

fn row(
    words: Words,
    region: RegionId,
    own: Option<OrganisationId>,
    key: AnswerKey,
    names: &Names,
    is_regional: bool,
) -> impl IntoView + use<> {
    let session = use_session();
    let response = session.memo(move |reader| reader.municipality(key.municipality).response(key));
    let response = is_regional.then(|| {
        let said = move || match response.get() {
            Response::NotAsked => view! { <p class="kt-soft">{words.nothing_from_region()}</p> }.into_any(),
            asked => regional::response(words, &asked).into_any(),
        };
        view! { <td role="cell" data-label=words.column_of_region()><div class="kt-flow-tight">{said}</div></td> }
    });
    let name = words.organisation(names, key.municipality);
    let mark = (Some(key.municipality) == own)
        .then(|| view! { <span class="kt-mark">{words.your_municipality()}</span> });
    let shared = session.memo(move |reader| {
        let region = reader.municipality(key.municipality);
        let stand = Stand::of(region, key);
        match stand.mark {
            // Side by side stands what everyone sees; an own draft is only announced.
            Mark::Draft => {
                let standing = Mark::Standing(region.standing(key));
                (Stand { value: region.shared_value(key), mark: standing, ..stand }, true)
            }
            Mark::NotAsked | Mark::Standing(_) => (stand, false),
        }
    });
    let said = said(words, session, key, shared);
    let href = address::answer(region, key.municipality, key.field);
    let where_to = words.answer_of(key.field, &name);
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">{name}{mark}</th>
            <td role="cell" data-label=words.the_answer()><div>{move || stand::stand(words, Stand { must_react: false, differs: false, ..shared.get().0 })}</div></td>
            <td role="cell" data-label=words.explanation_word()><div class="kt-flow-tight">
                {said}
                <p class="kt-small kt-screen-only"><a class="nl-link" href=href>{words.open_check()}<span class="kt-hidden">{where_to}</span></a></p>
            </div></td>
            {response}
        </tr>
    }
}

/// What stands beside the value: why, on paper and in practice, since when, and last time.
fn said(
    words: Words,
    session: Session,
    key: AnswerKey,
    shared: Memo<(Stand, bool)>,
) -> impl IntoView {
    move || {
        let (stand, has_draft) = shared.get();
        if stand.mark == Mark::NotAsked {
            return None;
        }
        let draft =
            has_draft.then(|| view! { <p class="kt-small kt-soft">{words.own_draft()}</p> });
        let told = session.read(|reader| {
            let region = reader.municipality(key.municipality);
            region.answer(key).map(|answer| facts(words, region, (key, answer), stand.value))
        });
        let nothing = stand
            .value
            .is_none()
            .then(|| view! { <p class="kt-soft">{words.not_shared_yet()}</p> });
        Some(view! { {nothing}{told}{draft} })
    }
}

fn facts(
    words: Words,
    region: &Region,
    (key, answer): (AnswerKey, &Answer),
    value: Option<AnswerValue>,
) -> impl IntoView + use<> {
    let shared = answer.shared.as_ref().filter(|_| value.is_some()).map(|shared| {
        let content = &shared.content;
        let explanation = if content.explanation.says_nothing() {
            view! { <p class="kt-soft">{words.no_explanation()}</p> }.into_any()
        } else {
            written::text(words, &content.explanation).into_any()
        };
        let marks = [(Aspect::Paper, content.paper), (Aspect::Practice, content.practice)];
        let marks: Vec<String> = marks
            .into_iter()
            .filter_map(|(aspect, mark)| mark.map(|mark| words.mark_is(aspect, mark)))
            .collect();
        let marks =
            (!marks.is_empty()).then(|| view! { <p class="kt-small">{marks.join(" ")}</p> });
        let confirmed = answer.confirmed.map(|confirmed| words.day(confirmed.at));
        let since = words.shared_on(&words.day(shared.at), confirmed.as_deref());
        let late =
            late::note(words, region, key).map(|note| view! { <p class="kt-small">{note}</p> });
        let again = again::note(words, region, key);
        view! { {explanation}{marks}<p class="kt-small kt-soft">{since}</p>{again}{late} }
    });
    // "Last time" says something only where this round already says something else.
    let basis = answer.basis();
    let previous = answer.previous.as_ref().filter(|previous| basis != Some(previous.round));
    let previous = previous.map(|previous| {
        let round = region.rounds.iter().find(|round| round.id == previous.round);
        let name = round.map(|round| round.name.to_string()).unwrap_or_default();
        view! { <p class="kt-small kt-soft">{words.last_time_was(previous.content.value, &name)}</p> }
    });
    view! { {shared}{previous} }
}
