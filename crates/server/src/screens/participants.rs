//! Builds the page of who takes part: what each reader may know of places and invitations.

use std::collections::{BTreeMap, BTreeSet};

use app::{
    page::{
        Changed, Former, Invited, MailStand, MailTrouble, Mailing, Municipality, Page, Participant,
        ParticipantsPage, Screen, Table,
    },
    words::Words,
};
use domain::{
    Actor, Moment, OrganisationId, PersonId, RegionId, Role,
    rights::{Ability, demand},
};
use uuid::Uuid;

use crate::{
    content::municipalities::MUNICIPALITIES,
    door::{
        Hall,
        invitations::{invited, mail_of},
        signed_in::out_of_order,
        visitor::Visitor,
    },
    mail::Mail,
    people::{ChangeKind, Invitation, PlaceChange},
    problem::Problem,
};

/// The most invitations, and the most places that ended, that the page shows.
const SHOWN_MAX: usize = 100;

/// Returns the id of a municipality: the same in every region.
pub fn municipality_id(code: &str) -> OrganisationId {
    let name = format!("ketentafel:gemeente:{code}");
    OrganisationId(Uuid::new_v5(&Uuid::NAMESPACE_URL, name.as_bytes()))
}

/// Tells whether somebody sees an invitation: a coordinator all, a lead those of the own organisation.
pub fn sees(actor: &Actor, invitation: &Invitation) -> bool {
    invitation
        .place
        .is_some_and(|place| demand(actor, Ability::Invite(place.organisation, place.role)).is_ok())
}

/// Builds the page around what a form made or did.
pub async fn page(
    hall: &Hall,
    visitor: &Visitor,
    region: RegionId,
    page: ParticipantsPage,
) -> Result<Page, Problem> {
    let table = super::table(hall, visitor, region, |own| own).await?;
    let table = super::with_everybody(hall, visitor, table).await?;
    let since = hall.people.memberships_in(region).await.map_err(out_of_order)?;
    let since = since.into_iter().map(|place| (place.person, place.since)).collect();
    let changes = hall.people.place_changes(region).await.map_err(out_of_order)?;
    let invitations = hall.people.invitations_in(Some(region)).await.map_err(out_of_order)?;
    let mails = hall.outbox.in_region(region).await.map_err(out_of_order)?;
    let two_steps = hall.people.with_second_factor(region).await.map_err(out_of_order)?;
    let requiring = hall.people.requiring(region).await.map_err(out_of_order)?;
    let called = hall.people.people_in(region).await.map_err(out_of_order)?;
    let functions =
        called.into_iter().filter_map(|one| Some((one.membership.person, one.display?)));
    let (words, actor) = (Words(visitor.language), table.insider.actor());
    let known = Known {
        words,
        functions: functions.collect(),
        two_steps,
        actor,
        table: &table,
        changes,
        since,
    };
    let coordinates = demand(&known.actor, Ability::Coordinate).is_ok();
    let elsewhere = match coordinates {
        true => hall.people.with_places_elsewhere(region).await.map_err(out_of_order)?,
        false => BTreeSet::new(),
    };
    let is_here = |id: &OrganisationId| table.region.takes_part(*id);
    let page = ParticipantsPage {
        also_elsewhere: elsewhere.into_iter().filter(is_here).collect(),
        people: known.people(),
        invitations: known.invitations(&invitations, &mails, hall.clock.now()),
        mail: hall.outbox.is_on().then(|| {
            let seen = super::mail::seen(&known.actor, &invitations, &mails);
            Mailing { stuck: seen.filter(|(mail, _)| is_stuck(mail)).count() }
        }),
        former: known.former(),
        requiring,
        municipalities: if coordinates { addable(&table) } else { vec![] },
        ..page
    };
    super::page(hall, visitor, Screen::Participants(table, page)).await
}

/// What is known of the places in a region, and who asks.
struct Known<'t> {
    words: Words,
    actor: Actor,
    table: &'t Table,
    changes: Vec<PlaceChange>,
    since: BTreeMap<PersonId, Moment>,
    two_steps: BTreeSet<PersonId>,
    functions: BTreeMap<PersonId, String>,
}

impl Known<'_> {
    fn name(&self, person: PersonId) -> Option<String> {
        self.table.colleagues.get(&person).map(|one| one.name.clone())
    }

    /// Names somebody as who they were for an organisation.
    fn name_for(&self, person: PersonId, organisation: OrganisationId) -> Option<String> {
        let colleague = self.table.colleagues.get(&person)?;
        let named = (colleague.name.as_str(), colleague.of);
        Some(self.words.acting_as(named, Some(organisation), &self.table.names))
    }

    fn looks_after(&self, organisation: OrganisationId, role: Role) -> bool {
        demand(&self.actor, Ability::Invite(organisation, role)).is_ok()
    }

    fn people(&self) -> Vec<Participant> {
        let one = |(person, colleague): (&PersonId, &app::page::Colleague)| {
            let member = colleague.members.first()?;
            let roles: Vec<Role> = colleague.members.iter().map(|held| held.role).collect();
            let organisation = member.organisation;
            // Ending a place ends every role of it.
            let looks_after = roles.iter().all(|role| self.looks_after(organisation, *role));
            let gives_some = Role::ALL.iter().any(|role| self.looks_after(organisation, *role));
            let is_own = *person == self.table.insider.person();
            Some(Participant {
                person: *person,
                name: colleague.name.clone(),
                organisation,
                roles,
                may_adopt: member.may_adopt,
                since: self.since.get(person).copied().unwrap_or_default(),
                can_change: gives_some && !is_own,
                can_end: looks_after || is_own,
                function: self.functions.get(person).filter(|_| looks_after && !is_own).cloned(),
                changes: if looks_after { self.changes_of(*person, organisation) } else { vec![] },
                two_steps: looks_after && self.two_steps.contains(person),
            })
        };
        let mut people: Vec<Participant> = self.table.colleagues.iter().filter_map(one).collect();
        let names = &self.table.names;
        people.sort_by_key(|one| (self.words.organisation(names, one.organisation), one.since));
        people
    }

    /// Returns how a place came to be what it is. What somebody did for another organisation before is for those
    /// who look after that one, and for coordinators.
    fn changes_of(&self, person: PersonId, organisation: OrganisationId) -> Vec<Changed> {
        let coordinates = demand(&self.actor, Ability::Coordinate).is_ok();
        let theirs = self.changes.iter().filter(|change| {
            change.person == person && (coordinates || change.organisation == organisation)
        });
        let shown =
            theirs.filter(|change| change.kind != ChangeKind::Ended).map(|change| Changed {
                at: change.at,
                is_given: change.kind == ChangeKind::Given,
                roles: change.roles.clone(),
                may_adopt: change.may_adopt,
                by: change.by.filter(|by| *by != person).and_then(|by| self.name(by)),
            });
        shown.collect()
    }

    fn invitations(&self, all: &[Invitation], mails: &[Mail], now: Moment) -> Vec<Invited> {
        let seen = all.iter().filter(|one| sees(&self.actor, one));
        // What can still be looked after is always there, however much was done with since.
        let (going, over): (Vec<&Invitation>, Vec<&Invitation>) =
            seen.partition(|one| one.accepted.is_none() && one.withdrawn.is_none());
        let over = over.into_iter().take(SHOWN_MAX);
        let shown = going.into_iter().chain(over).map(|one| {
            let of = one.place.map(|place| place.organisation);
            let accepted_by = one.accepted_by.zip(of).and_then(|(by, of)| self.name_for(by, of));
            Invited { accepted_by, mail: mail_of(one, mails), ..invited(one, now) }
        });
        shown.collect()
    }

    /// Returns the places that ended, the latest first.
    fn former(&self) -> Vec<Former> {
        let ended = self.changes.iter().rev().filter(|change| change.kind == ChangeKind::Ended);
        let seen = ended.filter(|change| {
            let mut roles = change.roles.iter();
            roles.all(|role| self.looks_after(change.organisation, *role))
        });
        let shown = seen.take(SHOWN_MAX).map(|change| Former {
            name: self.name_for(change.person, change.organisation).unwrap_or_default(),
            organisation: change.organisation,
            roles: change.roles.clone(),
            may_adopt: change.may_adopt,
            at: change.at,
            by: change.by.and_then(|by| self.name(by)),
        });
        shown.collect()
    }
}

/// Tells whether a mail waits because the mail server takes none.
fn is_stuck(mail: &Mail) -> bool {
    let waits = matches!(mail.stand, MailStand::Waits(_));
    waits && mail.trouble.is_some_and(MailTrouble::is_of_server)
}

/// Returns the municipalities that do not take part.
fn addable(table: &Table) -> Vec<Municipality> {
    let is_there = |code: &str| table.region.takes_part(municipality_id(code));
    let others = MUNICIPALITIES.iter().filter(|known| !is_there(known.code));
    let shown = others.map(|known| Municipality {
        code: known.code.to_owned(),
        name: known.name.to_owned(),
        safety_region: known.safety_region.to_owned(),
    });
    shown.collect()
}
