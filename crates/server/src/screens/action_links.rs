//! Builds the page behind a mailed link to one action, and says on the page of an action what became of its links.

use std::collections::{BTreeMap, BTreeSet};

use app::{
    page::{
        ActionLinks, LinkGone, LinkOffer, LinkOpens, LinkPage, LinkStand, LinkedAction, MailStand,
        MailedLink, NamedPeople, Page, RefusedLink, Screen, Table, wire,
    },
    words::{LinkMail, Words},
};
use domain::{Action, Language, Moment, OrganisationId, PersonId, RegionId};

use super::called;
use crate::{
    action_links::{Around, carries_out, role_by},
    door::{Hall, signed_in::out_of_order, visitor::Visitor},
    mail::is_address,
    people::{ActionLink, LinkMailed, Membership, People},
    problem::Problem,
    regions::Alone,
};

/// Returns the way to the action of a link for whoever signs in.
fn way(link: &ActionLink) -> String {
    wire::sign_in_address(&path(link))
}

fn path(link: &ActionLink) -> String {
    format!("/regio/{}/acties/{}", link.region, link.action)
}

/// Returns who opens a link: nobody who is signed in, in the language that they chose, or that they are mailed in.
pub async fn reader(hall: &Hall, visitor: &Visitor, link: &ActionLink) -> Result<Visitor, Problem> {
    let account = hall.people.account(link.person).await.map_err(out_of_order)?;
    let own = account.map(|account| account.language);
    let language = visitor.chosen.or(own).unwrap_or(visitor.language);
    // What stands in the address of the link stands nowhere else on the page.
    Ok(Visitor { account: None, proven: None, language, address: path(link), ..visitor.clone() })
}

/// Builds the page. `reader` is whoever opens the link.
pub async fn page(
    hall: &Hall,
    reader: &Visitor,
    link: &ActionLink,
    address: String,
    opens: LinkOpens,
) -> Result<Page, Problem> {
    let page = LinkPage { address, way: way(link), opens };
    super::page(hall, reader, Screen::ActionLink(Box::new(page))).await
}

/// Returns the action that a link opens, with the names in it.
pub async fn linked(
    hall: &Hall,
    language: Language,
    link: &ActionLink,
    alone: Alone,
    refused: Option<RefusedLink>,
) -> Result<LinkedAction, Problem> {
    let names = names(&hall.people, &alone).await?;
    let people = hall.people.people_in(link.region).await.map_err(out_of_order)?;
    let functions = called(&people, Words(language), &names);
    let function = functions.get(&link.person).map(|named| named.name.clone());
    Ok(LinkedAction {
        action: alone.action,
        region: alone.region,
        names,
        function: function.unwrap_or_default(),
        until: link.expires,
        refused,
    })
}

async fn names(
    people: &People,
    alone: &Alone,
) -> Result<BTreeMap<OrganisationId, String>, Problem> {
    let ids: Vec<OrganisationId> = alone.action.organisations().into_iter().collect();
    people.organisations(&ids).await.map_err(out_of_order)
}

/// Returns what the mail with a link tells.
pub async fn mail(
    people: &People,
    words: Words,
    link: &ActionLink,
    (alone, until): (Alone, Moment),
) -> Result<LinkMail, Problem> {
    let names = names(people, &alone).await?;
    let name = |id| words.organisation(&names, id);
    let action = alone.action;
    Ok(LinkMail {
        region: alone.region,
        asker: action.by.map_or_else(|| words.the_system().to_owned(), name),
        owner: name(link.organisation),
        title: action.plan.title.as_heading().to_owned(),
        due: action.plan.due,
        stand: action.stand,
        until,
    })
}

/// Returns what the page of an action says about links to it: to those who look after it or carry it out.
pub async fn of_action(
    hall: &Hall,
    language: Language,
    table: &Table,
    action: (domain::ActionId, &Action),
) -> Result<ActionLinks, Problem> {
    let (id, action) = action;
    let actor = table.insider.actor();
    if action.may_be_mailed_by(&actor).is_err() {
        return Ok(ActionLinks::default());
    }
    let here = Here::look(hall, language, table).await?;
    let links = hall.people.action_links_to(table.region.id, id).await.map_err(out_of_order)?;
    let told = |(link, mail): &(ActionLink, LinkMailed)| here.told(action, link, *mail);
    let mailed = links.iter().map(told).collect();
    Ok(ActionLinks { offer: here.offered(action).await?, mailed, refused: None })
}

/// Returns to whom a link to an action can be mailed now; nothing where nothing is left to answer.
pub async fn offered(
    hall: &Hall,
    language: Language,
    table: &Table,
    action: &Action,
) -> Result<Option<LinkOffer>, Problem> {
    Here::look(hall, language, table).await?.offered(action).await
}

/// Who has a place in the region of an action.
struct Here<'h> {
    hall: &'h Hall,
    region: RegionId,
    functions: NamedPeople,
    places: Vec<Membership>,
    /// The organisations that ask their people for two steps.
    asking: BTreeSet<OrganisationId>,
    now: Moment,
}

impl<'h> Here<'h> {
    async fn look(hall: &'h Hall, language: Language, table: &Table) -> Result<Self, Problem> {
        let (region, people) = (table.region.id, &hall.people);
        let colleagues = people.people_in(region).await.map_err(out_of_order)?;
        Ok(Self {
            hall,
            region,
            functions: called(&colleagues, Words(language), &table.names),
            places: people.memberships_in(region).await.map_err(out_of_order)?,
            asking: people.requiring(region).await.map_err(out_of_order)?.into_iter().collect(),
            now: hall.clock.now(),
        })
    }

    fn name(&self, person: PersonId) -> Option<String> {
        self.functions.get(&person).map(|named| named.name.clone())
    }

    async fn offered(&self, action: &Action) -> Result<Option<LinkOffer>, Problem> {
        if action.steps_by_link().is_empty() {
            return Ok(None);
        }
        if !self.hall.outbox.is_on() {
            return Ok(Some(LinkOffer::NoMail));
        }
        if self.asking.contains(&action.owner) {
            return Ok(Some(LinkOffer::TwoSteps));
        }
        let logins = self.hall.people.logins_in(self.region).await.map_err(out_of_order)?;
        let is_reached = |person: &PersonId| logins.get(person).is_some_and(|it| is_address(it));
        let can = |place: &&Membership| carries_out(place, action.owner, self.now).is_some();
        let people = self.places.iter().filter(can).map(|place| place.person).filter(is_reached);
        let named = |person: PersonId| self.name(person).map(|name| (person, name));
        let mut to: Vec<(PersonId, String)> = people.filter_map(named).collect();
        to.sort_by(|one, other| one.1.cmp(&other.1));
        Ok(Some(if to.is_empty() { LinkOffer::Nobody } else { LinkOffer::To(to) }))
    }

    /// Returns what became of a link.
    fn told(&self, action: &Action, link: &ActionLink, mail: LinkMailed) -> MailedLink {
        let around = Around {
            answered: action.answered_by(link.command, link.person),
            place: self.places.iter().find(|place| place.person == link.person),
            two_steps: self.asking.contains(&link.organisation),
            owner: Some(action.owner),
            now: self.now,
        };
        let stand = match (role_by(link, around), mail) {
            (Err(LinkGone::Used(at, step)), _) => LinkStand::Used(at, step),
            (Err(LinkGone::Replaced), _) => LinkStand::Replaced,
            (Err(LinkGone::PlaceEnded), _) => LinkStand::PlaceEnded,
            (_, Some((MailStand::Waits(_), trouble))) => LinkStand::Waits(trouble),
            (_, Some((MailStand::Ended(_), trouble))) => LinkStand::NotSent(trouble),
            (Err(LinkGone::Expired(at)), _) => LinkStand::Expired(at),
            (Err(LinkGone::TwoSteps), _) => LinkStand::TwoSteps,
            (Err(LinkGone::NothingLeft), _) => LinkStand::NothingLeft,
            (Ok(_), _) if action.steps_by_link().is_empty() => LinkStand::NothingLeft,
            (Ok(_), _) => LinkStand::Open(link.expires),
        };
        let to = self.name(link.person).unwrap_or_default();
        MailedLink { to, by: self.name(link.by), made: link.made, stand }
    }
}
