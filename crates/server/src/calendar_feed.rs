//! Somebody's days, for their own calendar program: gathered from each of their regions as they may see it now.
//!
//! Invariant: it shows nothing that the pages do not show to the same person at the same moment, and where their
//! organisation asks for two steps it shows no title: whoever has the address reads it without them.

mod ical;

use std::collections::BTreeMap;

use app::words::Words;
use domain::{
    Action, ActionId, ActionStand, Actor, Day, Member, Moment, OrganisationId, PersonId, ReadMarks,
    Region, RegionId, Step,
    work::{Task, waiting},
};

use crate::{
    door::{Hall, signed_in::out_of_order},
    people::{Account, CalendarFeed, OwnRegion},
    problem::Problem,
    regions::Rejected,
    reviewing::standings,
};

/// The most days that a calendar shows, the nearest ones: programs fetch all of them each time.
const DAYS_MAX: usize = 2_000;

/// A day in somebody's calendar.
#[derive(Clone, PartialEq, Eq, Debug)]
struct FeedDay {
    /// Names it, the same as long as it is there.
    id: String,
    /// Which day.
    day: Day,
    /// What it is called.
    title: String,
    /// What there is to say about it.
    about: String,
    /// Where it stands in this product.
    path: String,
    /// The name of the region.
    region: String,
    /// When it was last changed, as far as that is known.
    changed: Moment,
}

/// Returns the calendar of somebody, as the address under which `whole` puts a path; nowhere for whoever has no place.
pub async fn file(
    hall: &Hall,
    feed: &CalendarFeed,
    whole: impl Fn(&str) -> String,
) -> Result<String, Problem> {
    let account = hall.people.account(feed.person).await.map_err(out_of_order)?;
    let account = account.ok_or(Problem::NotFound)?;
    let words = Words(account.language);
    let days = days(hall, &account, feed.made).await?;
    Ok(ical::written(words, &days, whole))
}

async fn days(hall: &Hall, account: &Account, made: Moment) -> Result<Vec<FeedDay>, Problem> {
    let now = hall.clock.now();
    let own = hall.people.regions_of(account.person).await.map_err(out_of_order)?;
    let own: Vec<OwnRegion> =
        own.into_iter().filter(|one| one.membership.member(now).is_some()).collect();
    if own.is_empty() {
        return Err(Problem::NotFound);
    }
    let mut all = BTreeMap::new();
    for one in own {
        for day in of_region(hall, account, &one, made).await? {
            all.insert(day.id.clone(), day);
        }
    }
    let today = domain::local_day(now);
    let mut all: Vec<FeedDay> = all.into_values().collect();
    all.sort_by_key(|one| today.days_until(one.day).abs());
    all.truncate(DAYS_MAX);
    all.sort_by(|one, other| (one.day, &one.id).cmp(&(other.day, &other.id)));
    Ok(all)
}

/// Returns the days of one region: none where it does not open. One that cannot be read now leaves nothing out:
/// programs keep what they have, instead of showing days as gone.
async fn of_region(
    hall: &Hall,
    account: &Account,
    own: &OwnRegion,
    made: Moment,
) -> Result<Vec<FeedDay>, Problem> {
    let (words, now) = (Words(account.language), hall.clock.now());
    let (id, place) = (own.membership.region, &own.membership);
    let mut all = Vec::new();
    for member in place.on_each_side(now) {
        let sight = match hall.regions.look_in(id, member.person, member.role).await {
            Ok(sight) => sight,
            Err(Rejected::Unknown | Rejected::SecondFactorNeeded) => return Ok(vec![]),
            Err(rejected) => return Err(rejected.into()),
        };
        let mut ids: Vec<OrganisationId> = sight.region.participations.keys().copied().collect();
        ids.push(member.organisation);
        let names = hall.people.organisations(&ids).await.map_err(out_of_order)?;
        // Asked last: an organisation that begins to ask for a second step is heard.
        let requiring = hall.people.requiring(id).await.map_err(out_of_order)?;
        let is_neutral = requiring.contains(&member.organisation);
        let days = Days { words, region: &sight.region, names: &names, is_neutral, made };
        all.extend(days.actions(&member, &place.in_each_role(now).collect::<Vec<Member>>()));
        all.extend(days.steering());
        all.extend(days.round());
        all.extend(days.requests(&member));
        all.extend(review(hall, &days, member.person, member.organisation).await?);
    }
    Ok(all)
}

/// Returns the day of the next review of who has access for an organisation, for those who lead it.
async fn review(
    hall: &Hall,
    days: &Days<'_>,
    person: PersonId,
    own: OrganisationId,
) -> Result<Option<FeedDay>, Problem> {
    let all = standings(&hall.people, days.region.id, hall.clock.now()).await;
    let mut all = all.map_err(out_of_order)?.into_iter();
    let theirs = all.find(|one| one.organisation == own && one.leads.contains(&person));
    Ok(theirs.map(|standing| days.review(own, standing.due)))
}

/// What the days of a region are gathered from.
struct Days<'a> {
    words: Words,
    region: &'a Region,
    names: &'a BTreeMap<OrganisationId, String>,
    /// Whether nothing is said that only whoever signs in in two steps reads.
    is_neutral: bool,
    /// What counts as the last change of a day of which none is known.
    made: Moment,
}

impl Days<'_> {
    fn actions(&self, member: &Member, roles: &[Member]) -> Vec<FeedDay> {
        let waits = |action: &Action| {
            let judges = |role: &Member| action.steps(&Actor::Member(*role)).contains(&Step::Close);
            let is_asked = action.by.organisation == Some(member.organisation);
            let is_reported = matches!(action.stand, ActionStand::ReportedDone { .. });
            action.is_awaited() || is_reported && is_asked && roles.iter().any(judges)
        };
        let all = self.region.actions.iter().map(|(id, action)| (id, &**action));
        let theirs = |(_, action): &(&ActionId, &Action)| action.concerns_member(member);
        let shown = all.filter(theirs).filter(|(_, action)| waits(action));
        shown.filter_map(|(id, action)| self.action(*id, action)).collect()
    }

    fn action(&self, id: ActionId, action: &Action) -> Option<FeedDay> {
        let (words, path) = (self.words, format!("{}/acties/{id}", self.path()));
        let title = words.feed_day_action(action.plan.title.as_heading());
        let owner = words.organisation(self.names, action.owner);
        let asker = action.by.organisation.map(|asker| words.organisation(self.names, asker));
        let about = words.feed_about_action(&action.stand, &owner, asker.as_deref());
        let due = action.plan.due?;
        let told = (title, about);
        let day = self.day(format!("actie-{id}"), due, told, words.feed_day_neutral_action(), path);
        Some(FeedDay { changed: action.moved, ..day })
    }

    /// The days of the steering group say nothing that is for anybody in particular.
    fn steering(&self) -> Vec<FeedDay> {
        let title = self.words.feed_day_steering();
        let day = |day: &Day| {
            let (id, path) =
                (format!("overleg-{}-{day}", self.region.id), format!("{}/overleg", self.path()));
            self.day(id, *day, (title.to_owned(), String::new()), title, path)
        };
        self.region.steering_dates.iter().map(day).collect()
    }

    fn round(&self) -> Option<FeedDay> {
        // Once a round is discussed its last day to answer is over.
        let round = self.region.open_round().filter(|round| round.seals())?;
        let title = self.words.feed_day_round(round.name.as_heading());
        let (id, neutral) = (format!("ronde-{}", round.id), self.words.feed_day_neutral_round());
        let day = self.day(id, round.deadline?, (title, String::new()), neutral, self.path());
        Some(FeedDay { changed: round.opened.unwrap_or(self.made), ..day })
    }

    /// What others asked of this member, as long as it is their turn.
    fn requests(&self, member: &Member) -> Vec<FeedDay> {
        let asked = waiting(self.region, member, &ReadMarks::default()).into_iter();
        let asked = asked.filter_map(|one| match one.task {
            Task::Request(_, id) => Some((id, one.due?)),
            _ => None,
        });
        let day = |(id, due)| {
            let request = self.region.requests.get(&id)?;
            let title = self.words.feed_day_request(&self.words.subject(request.wish.about()));
            let path = format!("{}/verzoeken#r-{id}", self.path());
            let neutral = self.words.feed_day_neutral_request();
            let day = self.day(format!("verzoek-{id}"), due, (title, String::new()), neutral, path);
            Some(FeedDay { changed: request.since, ..day })
        };
        asked.filter_map(day).collect()
    }

    fn review(&self, own: OrganisationId, due: Day) -> FeedDay {
        let title = self.words.review_task(&self.words.organisation(self.names, own));
        let path = format!("{}/deelnemers/toegang#o-{own}", self.path());
        let neutral = self.words.feed_day_neutral_review();
        let id = format!("toegang-{}-{own}", self.region.id);
        self.day(id, due, (title, String::new()), neutral, path)
    }

    /// Makes a day of what is told of it; where nothing may be told it is what `neutral` calls it.
    fn day(
        &self,
        id: String,
        day: Day,
        told: (String, String),
        neutral: &str,
        path: String,
    ) -> FeedDay {
        let (title, about) = match self.is_neutral && told.0 != neutral {
            true => (neutral.to_owned(), self.words.feed_day_sign_in().to_owned()),
            false => told,
        };
        let (region, changed) = (self.region.name.as_heading().to_owned(), self.made);
        FeedDay { id, day, title, about, path, region, changed }
    }

    fn path(&self) -> String {
        let id: RegionId = self.region.id;
        format!("/regio/{id}")
    }
}
