//! Builds what one page needs: the region as its reader may see it, with names and checklist.

pub mod access;
pub mod action_links;
pub mod action_sheet;
pub mod actions;
pub mod audit;
pub mod granting;
mod history;
pub mod invitation;
pub mod mail;
pub mod notices;
pub mod participants;
pub mod roles;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use app::{
    page::{
        self, BoardPage, CheckPage, GridFilter, HistoryFilter, Me, Named, OwnQuestionsPage, Page,
        PaperPage, Past, QuestionPage, Reading, RequestsPage, Screen, Seat, Table,
        search::SearchPage,
    },
    words::{Words, day_ends},
};
use domain::{
    Action, ActionId, ActionStand, CheckId, Day, Insider, OrganisationId, QuestionId, Region,
    RegionId, Role, Texts,
};
use tracing::{error, warn};

use history::{called, stretch};
pub use history::{people_in, titles};

use crate::{
    door::{Hall, reading, signed_in::out_of_order, visitor::Visitor},
    people::{Account, Colleague, Membership},
    problem::Problem,
    regions::Sight,
};

/// What of a region a page shows.
#[derive(Clone, PartialEq, Debug)]
pub enum Part {
    /// The board.
    Board(BoardPage),
    /// The grid.
    Grid(GridFilter),
    /// One check of one municipality.
    Check(CheckPage),
    /// One question.
    Question(QuestionPage),
    /// Who was asked what.
    Requests(RequestsPage),
    /// The whole checklist, made to be printed.
    Paper(PaperPage),
    /// What the region asks beside the checklist.
    OwnQuestions(OwnQuestionsPage),
    /// Where to go.
    Search(SearchPage),
    /// The history, newest first, before an entry.
    History {
        /// The entry; nothing for the newest.
        before: Option<u64>,
        /// What it is narrowed to.
        filter: HistoryFilter,
    },
}

impl Part {
    /// Adds the explanations that this part shows to those of one's own organisation.
    fn texts(&self, own: Texts, region: &Region) -> Texts {
        match self {
            Part::Check(page) => of_check(own, region, page.municipality),
            Part::Question(page) => of_question(own, region, page.question),
            Part::Paper(PaperPage { of: Some(municipality) }) => own.and_of(*municipality),
            Part::Board(_)
            | Part::Paper(_)
            | Part::Grid(_)
            | Part::Requests(_)
            | Part::OwnQuestions(_)
            | Part::Search(_)
            | Part::History { .. } => own,
        }
    }
}

/// Adds what the page of a check shows.
pub fn of_check(own: Texts, region: &Region, municipality: OrganisationId) -> Texts {
    own.and_of(municipality).and_listed(actions::of_suggestions(region, municipality))
}

/// Adds what the page of a question shows.
pub fn of_question(own: Texts, region: &Region, question: QuestionId) -> Texts {
    own.and_on(question).and_listed(actions::about(region, question))
}

/// Builds a page of a region.
pub async fn of_region(
    hall: &Hall,
    visitor: &Visitor,
    region: RegionId,
    part: Part,
    past: Option<Past>,
) -> Result<Page, Problem> {
    let table = match past {
        Some(Past::Shown(day)) => table_on(hall, visitor, region, day).await?,
        _ => table_with(hall, visitor, region, |own, region| part.texts(own, region)).await?,
    };
    let screen = match part {
        Part::Board(page) => {
            // How a region begins depends on who is there.
            let begins = table.region.rounds.is_empty();
            let table = if begins { with_everybody(hall, visitor, table).await? } else { table };
            Screen::Board(table, page)
        }
        Part::Grid(filter) => Screen::Grid(table, filter),
        Part::Check(page) => {
            must_have_check(&table, page.municipality, page.check)?;
            Screen::Check(with_read_marks(hall, table, past.as_ref()).await?, page)
        }
        Part::Question(page) => {
            must_have_question(&table, page.question)?;
            let table = with_everybody(hall, visitor, table).await?;
            let table = with_read_marks(hall, table, past.as_ref()).await?;
            if !visitor.wants_data {
                note_read(hall, &table, page.question).await;
            }
            Screen::Question(table, page)
        }
        Part::Requests(page) => {
            Screen::Requests(with_colleagues(hall, visitor, table).await?, page)
        }
        Part::Paper(page) => {
            // Nobody prints what does not take part.
            let takes_part = |of: &OrganisationId| table.region.is_municipality(*of);
            if !page.of.as_ref().is_none_or(takes_part) {
                return Err(Problem::NotFound);
            }
            Screen::Paper(table, page)
        }
        Part::OwnQuestions(page) => Screen::OwnQuestions(table, page),
        Part::Search(page) => Screen::Search(table, page),
        Part::History { before, filter } => {
            let history = stretch(hall, visitor.language, &table, before, filter).await?;
            Screen::History(table, history)
        }
    };
    let mut page = page(hall, visitor, screen).await?;
    if let Some(Past::Shown(day)) = past {
        // What is late or over is so as of that day.
        page.now = day_ends(day);
    }
    page.past = past;
    Ok(page)
}

/// Builds a page around what it shows.
pub async fn page(hall: &Hall, visitor: &Visitor, screen: Screen) -> Result<Page, Problem> {
    let me = match &visitor.account {
        Some(account) => Some(me(hall, account, &screen).await?),
        None => None,
    };
    // A browser that takes a page over has the number that stands in it.
    let notices = match &visitor.account {
        Some(account) if !visitor.wants_data => {
            notices::new(hall, account.person, screen.tables()).await.unwrap_or_default()
        }
        _ => 0,
    };
    Ok(Page {
        language: visitor.language,
        address: visitor.address.clone(),
        now: hall.clock.now(),
        me,
        screen,
        notices,
        past: None,
    })
}

/// Returns a region as the visitor may see it, with the names and the checklist that go with it;
/// `texts` adds the explanations that the page shows to those of the visitor's own organisation.
pub async fn table(
    hall: &Hall,
    visitor: &Visitor,
    region: RegionId,
    texts: impl FnOnce(Texts) -> Texts,
) -> Result<Table, Problem> {
    table_with(hall, visitor, region, |own, _| texts(own)).await
}

/// The same, where what a page shows depends on what there is.
pub async fn table_with(
    hall: &Hall,
    visitor: &Visitor,
    region: RegionId,
    texts: impl FnOnce(Texts, &Region) -> Texts,
) -> Result<Table, Problem> {
    table_for(hall, visitor, region, |own, sight| texts(own, &sight.region)).await
}

/// The same, where it also depends on who looks.
async fn table_for(
    hall: &Hall,
    visitor: &Visitor,
    region: RegionId,
    texts: impl FnOnce(Texts, &Sight) -> Texts,
) -> Result<Table, Problem> {
    let person = visitor.signed_in()?.person;
    let sight = match visitor.head(region) {
        Some(seq) => hall.regions.look_back(region, person, seq).await?,
        None => hall.regions.look(region, person).await?,
    };
    let texts = texts(Texts::own(&sight.insider.viewer()), &sight);
    let texts = sight.region.taken_now(texts);
    laid(hall, visitor, Sight { region: sight.region.with_texts(texts), ..sight }).await
}

/// Returns a region as everyone saw it at the end of a day. Its reader looks on: nobody changes the past.
async fn table_on(
    hall: &Hall,
    visitor: &Visitor,
    region: RegionId,
    day: Day,
) -> Result<Table, Problem> {
    let person = visitor.signed_in()?.person;
    let sight = hall.regions.look_at(region, person, day_ends(day)).await?;
    laid(hall, visitor, Sight { insider: sight.insider.looking_on(), ..sight }).await
}

/// Adds the names and the checklist that go with a region. Whoever only reads along is written down first.
async fn laid(hall: &Hall, visitor: &Visitor, sight: Sight) -> Result<Table, Problem> {
    let Sight { region, insider, grants } = sight;
    reading::note(hall, region.id, &insider, visitor.origin).await?;
    let readings = grants.into_iter().map(|grant| Reading {
        is_own: grant.person == insider.person(),
        until: grant.until,
        reason: grant.reason,
    });
    let readings = readings.collect();
    let ids: Vec<OrganisationId> = region.participations.keys().copied().collect();
    let names = hall.people.organisations(&ids).await.map_err(out_of_order)?;
    let checklist = match region.round() {
        Some(round) => hall.library.edition(&round.edition, visitor.language),
        None => hall.library.current(visitor.language),
    };
    let Some(checklist) = checklist else {
        error!(region.id = %region.id, "region {} uses an edition that is not installed", region.id);
        return Err(Problem::Unavailable);
    };
    let checklist = match region.round() {
        Some(round) if round.own_asked().next().is_some() => {
            Arc::new((*checklist).clone().with_own(round))
        }
        _ => checklist,
    };
    Ok(Table {
        insider,
        region,
        names,
        checklist,
        colleagues: BTreeMap::new(),
        read: None,
        reviews: vec![],
        elsewhere: vec![],
        readings,
    })
}

/// Adds up to where the reader read what is said about questions. Of a past day nothing is new, and of a guest
/// it is not kept.
async fn with_read_marks(
    hall: &Hall,
    mut table: Table,
    past: Option<&Past>,
) -> Result<Table, Problem> {
    let (insider, region) = (table.insider, table.region.id);
    if let (false, Some(member)) = (matches!(past, Some(Past::Shown(_))), insider.member()) {
        let person = member.person;
        table.read = Some(hall.people.read_marks(person, region).await.map_err(out_of_order)?);
    }
    Ok(table)
}

/// Notes that the reader has before them what is said about a question. Where that cannot be written
/// the page is shown all the same: it stays new.
async fn note_read(hall: &Hall, table: &Table, question: QuestionId) {
    let Some(read) = &table.read else { return };
    let (person, region) = (table.insider.person(), table.region.id);
    let upto = table.region.last_said(question);
    // Of a question that was taken away nobody sees what is said.
    if upto <= read.of(question) || !table.region.asks(question) {
        return;
    }
    if let Err(error) = hall.people.mark_read(person, region, question, upto).await {
        warn!(region.id = %region, cause = %error, "cannot note what was read in region {region}");
    }
}

/// Names everybody in the region: where people talk to each other they know who is there.
pub async fn with_everybody(
    hall: &Hall,
    visitor: &Visitor,
    table: Table,
) -> Result<Table, Problem> {
    named(hall, visitor, table, |_| true).await
}

/// Names the people whom the reader calls colleagues: those of the own organisation, and for a
/// coordinator the coordinators.
pub async fn with_colleagues(
    hall: &Hall,
    visitor: &Visitor,
    table: Table,
) -> Result<Table, Problem> {
    // A guest is nobody's colleague.
    let Some(&me) = table.insider.member() else { return Ok(table) };
    // Whichever role they act in: whoever coordinates and also writes is a colleague on both sides.
    let holds = |place: &Membership, fits: fn(&Role) -> bool| place.roles.iter().any(fits);
    let is_near = |place: &Membership| match me.role {
        Role::Coordinator => holds(place, |role| *role == Role::Coordinator),
        _ => {
            place.organisation == me.organisation && holds(place, |role| *role != Role::Coordinator)
        }
    };
    named(hall, visitor, table, is_near).await
}

/// Names the people of the region whose place fits.
async fn named(
    hall: &Hall,
    visitor: &Visitor,
    mut table: Table,
    fits: impl Fn(&Membership) -> bool,
) -> Result<Table, Problem> {
    let people = hall.people.people_in(table.region.id).await.map_err(out_of_order)?;
    let now = hall.clock.now();
    let names = called(&people, Words(visitor.language), &table.names);
    let fitting = people.into_iter().filter(|colleague| fits(&colleague.membership));
    table.colleagues = fitting
        .filter_map(|Colleague { membership, is_closed, .. }| {
            let Named { name, of } = names.get(&membership.person)?.clone();
            let members = membership.in_each_role(now).filter(|_| !is_closed).collect();
            Some((membership.person, page::Colleague { name, of, members }))
        })
        .collect();
    Ok(table)
}

/// Shows what waits for somebody in each of their regions, first where the nearest day is.
pub async fn home(hall: &Hall, visitor: &Visitor) -> Result<Page, Problem> {
    let person = visitor.signed_in()?.person;
    let own = hall.people.regions_of(person).await.map_err(out_of_order)?;
    let now = hall.clock.now();
    let open = own.iter().filter(|one| one.membership.member(now).is_some());
    let open = open.map(|one| one.membership.region);
    // A browser takes a page over with the regions that it has.
    let has = |region: &RegionId| visitor.heads.is_empty() || visitor.head(*region).is_some();
    let mut tables = Vec::new();
    for region in open.filter(has) {
        // A region that cannot be shown does not hide the others.
        let Ok(table) = table_for(hall, visitor, region, |own, sight| {
            own.and_listed(waiting_actions(&sight.region, &sight.insider))
        })
        .await
        else {
            continue;
        };
        let Ok(table) = with_colleagues(hall, visitor, table).await else { continue };
        let Ok(table) = with_read_marks(hall, table, None).await else { continue };
        let Ok(table) = access::with_reviews(hall, table).await else { continue };
        let Ok(table) = roles::with_work_elsewhere(hall, table).await else { continue };
        tables.push(table);
    }
    tables.sort_by_key(|table| {
        let first = table.nearest_day();
        (first.is_none(), first)
    });
    page(hall, visitor, Screen::Home(tables)).await
}

/// Returns the actions that may wait for somebody: the open ones of them, of their organisation, or that it asked
/// for, and for a coordinator every offer, all of which somebody was reminded, and those whose owner is not.
fn waiting_actions(region: &Region, insider: &Insider) -> Vec<ActionId> {
    let Some(member) = insider.member() else { return vec![] };
    let offered = |action: &Action| matches!(action.stand, ActionStand::Offered { .. });
    let coordinates = member.role == Role::Coordinator;
    let waits = |action: &Action| {
        let left = !region.takes_part(action.owner);
        let waits = matches!(action.stand, ActionStand::WaitingOn { .. });
        let reminded = action.reminded.is_some() || waits || left;
        let for_coordinator = coordinates && (offered(action) || reminded);
        action.stand.is_open() && (action.concerns_member(member) || for_coordinator)
    };
    let all = region.actions.iter().filter(|(_, action)| waits(action));
    all.map(|(id, _)| *id).collect()
}

/// Checks that a municipality takes part and that there is such a check.
pub fn must_have_check(
    table: &Table,
    municipality: OrganisationId,
    check: CheckId,
) -> Result<(), Problem> {
    let here = table.region.is_municipality(municipality);
    if here && table.checklist.check(check).is_some() { Ok(()) } else { Err(Problem::NotFound) }
}

/// Checks that a page shows a question: of the checklist, or one of the region's own, also where it was
/// taken away.
pub fn must_have_question(table: &Table, question: QuestionId) -> Result<(), Problem> {
    let is_own = table.region.own_question(question).is_some();
    if is_own || table.checklist.question(question).is_some() {
        Ok(())
    } else {
        Err(Problem::NotFound)
    }
}

async fn me(hall: &Hall, account: &Account, screen: &Screen) -> Result<Me, Problem> {
    let own = hall.people.regions_of(account.person).await.map_err(out_of_order)?;
    let ids: Vec<OrganisationId> = own.iter().map(|one| one.membership.organisation).collect();
    let names = hall.people.organisations(&ids).await.map_err(out_of_order)?;
    let now = hall.clock.now();
    let closed = match screen {
        Screen::Home(_) | Screen::Account(_) => {
            hall.people.closed_to(account.person).await.map_err(out_of_order)?
        }
        _ => BTreeSet::new(),
    };
    let seats = own.into_iter().filter_map(|one| {
        let member = one.membership.member(now)?;
        let organisation_name = names.get(&member.organisation).cloned().unwrap_or_default();
        let (region, region_name) = (one.membership.region, one.name);
        let needs_two_steps = closed.contains(&region);
        let (kind, roles) = (one.kind, one.membership.roles);
        Some(Seat { region, region_name, organisation_name, kind, member, needs_two_steps, roles })
    });
    let seats: Vec<Seat> = seats.collect();
    let acting = match screen {
        // Whoever has one place acts in it on every page; of several these pages choose none.
        Screen::Home(_) | Screen::Account(_) | Screen::Library(_) | Screen::Notices(_) => {
            (seats.len() == 1).then_some(0)
        }
        screen => {
            let shown = screen.table().map(|table| table.region.id);
            seats.iter().position(|seat| Some(seat.region) == shown)
        }
    };
    let administers = hall.people.administers(account.person).await.map_err(out_of_order)?;
    Ok(Me { person: account.person, seats, acting, administers })
}

/// Returns the library's page.
pub async fn library(hall: &Hall, visitor: &Visitor) -> Result<Page, Problem> {
    let checklist: Arc<_> = hall.library.current(visitor.language).ok_or(Problem::Unavailable)?;
    page(hall, visitor, Screen::Library(checklist)).await
}
