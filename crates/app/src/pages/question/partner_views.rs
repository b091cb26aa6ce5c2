//! How partners see what is asked: sealed until the round is discussed, then side by side.

use domain::answer::{AnswerContent, Previous, Wording};
use domain::{Command, FieldId, OrganisationId, Region, RoundId, Sheet, ViewKey, ViewStanding};
use leptos::prelude::*;

use super::{Asking, part_heading, writing};
use crate::form::{self, TypedField, Whose};
use crate::parts::explanation::Explanation;
use crate::parts::feedback::{Names, SaveFeedback};
use crate::parts::giving::{self, Blamed};
use crate::parts::{posted, status, written};
use crate::platform;
use crate::session::{Place, Session, use_session};
use crate::words::Words;

/// The form in which a partner says how it sees it.
pub(super) fn own(asking: &Asking) -> Option<AnyView> {
    let Some(Whose::Partner(partner)) = asking.writes else { return None };
    let (words, session) = (asking.words, use_session());
    let fields = &asking.asked;
    if fields.is_empty() {
        return None;
    }
    let refused = RwSignal::new(None);
    let blocks =
        fields.iter().map(|field| block(asking, ViewKey { partner, field: *field }, refused));
    let blocks = blocks.collect_view().into_any();
    let seals =
        session.memo(|reader| reader.structure().round().is_some_and(|round| round.seals()));
    let help = move || if seals.get() { words.give_help_sealed() } else { words.give_help_open() };
    let inside = view! {
        <p class="kt-measure">{words.view_lead()}" "{help}</p>
        {blocks}
    };
    let form = writing::form(asking, words.view_word(), refused, inside.into_any());
    Some(
        view! {
            <section class="kt-section kt-section--accent" aria-labelledby="h-kijk">
                <h2 class="nl-heading nl-heading--level-2" id="h-kijk">{words.your_view()}</h2>
                {form}
            </section>
        }
        .into_any(),
    )
}

fn block(
    asking: &Asking,
    key: ViewKey,
    refused: RwSignal<Option<Blamed>>,
) -> impl IntoView + use<> {
    let (words, session) = (asking.words, use_session());
    let sheet = Sheet::View(key);
    let names = asking.names.clone();
    let posted = posted::refused(asking.posted.as_ref(), Place::Source(key));
    let source = move |typed: Option<TypedField>| {
        view! {
            <Explanation words sheet wording=Wording::Source names typed posted/>
            <SaveFeedback words place=Place::Source(key)/>
        }
        .into_any()
    };
    let standing = view! {
        {standing(words, session, key, refused)}
        {give(words, session, key, refused)}
    };
    let standing = standing.into_any();
    let last_time = last_time(words, session, key).into_any();
    writing::block(asking, sheet, last_time, source, standing).into_any()
}

/// Says where the own view stands, and offers to take it back.
fn standing(
    words: Words,
    session: Session,
    key: ViewKey,
    refused: RwSignal<Option<Blamed>>,
) -> impl IntoView {
    let stands = session.memo(move |reader| {
        let region = reader.everything();
        (region.draft(key).is_some(), region.view_standing(key))
    });
    let said = move || match stands.get() {
        (true, ViewStanding::NotGiven) => words.only_you_see().to_owned(),
        (true, ViewStanding::Sealed(_) | ViewStanding::Visible(_)) => {
            words.view_changed_since().to_owned()
        }
        (false, ViewStanding::NotGiven) => String::new(),
        (false, ViewStanding::Sealed(at)) => words.view_sealed_since(&words.day(at)),
        (false, ViewStanding::Visible(at)) => words.view_visible_since(&words.day(at)),
    };
    let note = format!("stand-{}", key.field);
    let place = note.clone();
    let withdraw = move |_| {
        let ViewKey { partner, field } = key;
        let seen =
            session.read(|reader| untrack(|| reader.sheet(key.into()).working(key)).fingerprint());
        let given = giving::send(session, Command::WithdrawView { partner, field, seen });
        if given.is_ok() {
            // The button goes: the place in the page stays, and says what holds now.
            platform::focus(&place);
        }
        refused.set(given.err());
    };
    let is_given = Memo::new(move |_| stands.get().1 != ViewStanding::NotGiven);
    let is_draft = Memo::new(move |_| stands.get().0);
    let kept = move || match is_draft.get() {
        true => words.withdraw_help_draft(),
        false => words.withdraw_help(),
    };
    let button = move || {
        let withdraw = withdraw.clone();
        is_given.get().then(|| {
            view! {
                <p class="kt-actions">
                    <button class="nl-button nl-button--secondary" type="submit" name=form::DO
                        value=format!("{}:{}", form::WITHDRAW, key.field) on:click=withdraw>
                        <span class="nl-button__label">{words.withdraw_button()}<span class="kt-hidden">{words.for_question(key.field)}</span></span>
                    </button>
                    <span class="kt-small kt-soft">{kept}</span>
                </p>
            }
        })
    };
    view! { <p class="kt-small kt-soft" id=note tabindex="-1">{said}</p>{button} }
}

/// The button that gives one view. Each part has its own: whoever gives the one does not give the
/// other anew.
fn give(
    words: Words,
    session: Session,
    key: ViewKey,
    refused: RwSignal<Option<Blamed>>,
) -> AnyView {
    let whose = Whose::Partner(key.partner);
    let give = move |_| refused.set(giving::let_see(session, whose, &[key.field], None).err());
    let is_new = session.memo(move |reader| {
        let region = reader.everything();
        region.draft(key).is_some() || region.view_standing(key) == ViewStanding::NotGiven
    });
    view! {
        // Without scripts nobody knows yet what will change: there the button always stands.
        <p class="kt-actions" class:kt-still-only=move || !is_new.get()>
            <button class="nl-button nl-button--primary" type="submit" name=form::DO
                value=format!("{}:{}", form::SHARE, key.field) on:click=give>
                <span class="nl-button__label">{words.give_button()}<span class="kt-hidden">{words.for_question(key.field)}</span></span>
            </button>
        </p>
    }
    .into_any()
}

/// Says what the own view was in an earlier round, while none is given in this one.
fn last_time(words: Words, session: Session, key: ViewKey) -> impl IntoView {
    let previous = session.memo(move |reader| {
        let region = reader.everything();
        let previous = region.view_before(key).filter(|_| region.view(key).is_none())?;
        Some((previous.content.value, round_name(region, previous.round)))
    });
    move || {
        let (value, round) = previous.get()?;
        Some(
            view! { <p class="kt-small">{words.last_time_was(value, &round)}" "{words.view_starts_there()}</p> },
        )
    }
}

fn round_name(region: &Region, round: RoundId) -> String {
    let round = region.rounds.iter().find(|known| known.id == round);
    round.map(|round| round.name.to_string()).unwrap_or_default()
}

/// What everyone may know of how partners see it.
pub(super) fn section(asking: &Asking) -> Option<AnyView> {
    if asking.asked.is_empty() {
        return None;
    }
    let (words, names) = (asking.words, asking.names.clone());
    let fields = asking.asked.iter().map(|field| {
        let heading = part_heading(asking, *field, format!("kijk-{field}"));
        view! { <div class="kt-flow-tight">{heading}{views(words, names.clone(), *field)}</div> }
    });
    let fields = fields.collect_view();
    Some(
        view! {
            <section class="kt-section" aria-labelledby="h-partners">
                <h2 class="nl-heading nl-heading--level-2" id="h-partners">{words.views_title()}</h2>
                <div class="kt-flow">{fields}</div>
            </section>
        }
        .into_any(),
    )
}

/// One view as the table shows it.
#[derive(Clone, PartialEq)]
struct Row {
    partner: OrganisationId,
    content: AnswerContent,
    /// When it was given, or the name of the round that it stems from.
    since: Result<domain::Moment, String>,
}

impl Row {
    /// Returns the open views of this round, and last time's of those who gave none yet.
    fn all(region: &Region, field: FieldId) -> Vec<Row> {
        let open = region.open_views(field).into_iter().map(|(partner, view)| Row {
            partner,
            content: view.content.clone(),
            since: Ok(view.at),
        });
        let open: Vec<Row> = open.collect();
        let earlier = region.views_before(field).into_iter().filter_map(|(partner, previous)| {
            let Previous { content, round } = previous;
            let is_new = open.iter().any(|row| row.partner == partner);
            let since = Err(round_name(region, *round));
            (!is_new).then(|| Row { partner, content: content.clone(), since })
        });
        let earlier: Vec<Row> = earlier.collect();
        open.into_iter().chain(earlier).collect()
    }
}

fn views(words: Words, names: Names, field: FieldId) -> impl IntoView {
    let session = use_session();
    let rows = session.memo(move |reader| Row::all(reader.everything(), field));
    let sealed = session.memo(move |reader| reader.everything().sealed_views(field));
    let told = names.clone();
    let table = move || {
        let rows = rows.get();
        (!rows.is_empty()).then(|| {
            let rows = rows.into_iter().map(|row| shown(words, &told, row)).collect_view();
            view! {
                <table role="table" class="utrecht-table utrecht-table--html-table kt-table kt-stack">
                    <thead role="rowgroup"><tr role="row">
                        <th role="columnheader" scope="col">{words.partner_word()}</th>
                        <th role="columnheader" scope="col">{words.their_view()}</th>
                        <th role="columnheader" scope="col">{words.explanation_word()}</th>
                    </tr></thead>
                    <tbody role="rowgroup">{rows}</tbody>
                </table>
            }
        })
    };
    let count = move || {
        let sealed = sealed.get();
        if sealed.count == 0 {
            let none = rows.with(Vec::is_empty);
            return none.then(|| view! { <p class="kt-soft">{words.no_views()}</p> }.into_any());
        }
        // Coordinators know who; everyone else knows of their own at most.
        let knows_all = sealed.by.len() == sealed.count as usize && !sealed.by.is_empty();
        let by = sealed.by.iter().map(|id| words.organisation(&names, *id)).collect::<Vec<_>>();
        let by = (knows_all && coordinates(session)).then(|| words.sealed_by(&by));
        Some(
            view! { <p class="nl-paragraph">{words.sealed_views(sealed.count)}" "{by}</p> }
                .into_any(),
        )
    };
    view! { {table}{count} }
}

fn coordinates(session: Session) -> bool {
    session.insider().viewer().coordinates
}

fn shown(words: Words, names: &Names, row: Row) -> impl IntoView + use<> {
    let Row { partner, content, since } = row;
    let name = words.organisation(names, partner);
    let explanation = if content.explanation.says_nothing() {
        view! { <p class="kt-soft">{words.no_explanation()}</p> }.into_any()
    } else {
        written::text(words, &content.explanation).into_any()
    };
    let source =
        (!content.source.says_nothing()).then(|| written::how_they_know(words, &content.source));
    let since = match since {
        Ok(at) => words.view_given_on(&words.day(at)),
        Err(round) => words.view_of_round(&round),
    };
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">{name}</th>
            <td role="cell" data-label=words.their_view()><div>{status::value(words, Some(content.value))}</div></td>
            <td role="cell" data-label=words.explanation_word()><div class="kt-flow-tight">
                {explanation}
                {source}
                <p class="kt-small kt-soft">{since}</p>
            </div></td>
        </tr>
    }
}
