//! Organisations: lets them take part, again where they left, and corrects what they take part as.
//!
//! Invariant: two organisations of a region never share a name, also not with one that left: whoever names them is
//! served one after the other. An organisation that takes part in several regions keeps its name.

use std::collections::BTreeSet;

use app::{
    form::people::{Correction, OrganisationTrouble, Partner, PeopleTrouble, seen},
    page::{PeopleDone, Table},
};
use domain::{
    Command, CommandId, OrganisationId, OrganisationKind, Participation, Refusal, Sent,
    rights::{Ability, demand},
};
use tokio::sync::Mutex;
use uuid::Uuid;

use super::{Outcome, Taking, name_of};
use crate::{
    content::municipalities::{KnownMunicipality, with_code},
    door::{refusals, signed_in::out_of_order},
    problem::Problem,
    regions::Rejected,
    screens::{self, participants::municipality_id},
};

/// Held while somebody looks which names there are and gives one, so that of two who give the same name at once one
/// does. Of several servers each holds its own.
static NAMING: Mutex<()> = Mutex::const_new(());

impl Taking<'_> {
    /// Returns the region and its names as they are now: whoever names an organisation holds the names while
    /// they look.
    async fn as_it_is(&self) -> Result<Table, Problem> {
        screens::table(self.hall, self.visitor, self.region(), |own| own).await
    }

    /// Names the command with which this form lets an organisation take part.
    fn admits(&self, organisation: OrganisationId) -> CommandId {
        CommandId(Uuid::new_v5(&self.id.0, organisation.0.as_bytes()))
    }

    /// Lets an organisation take part as this, or returns why not.
    async fn submit(
        &self,
        organisation: OrganisationId,
        command: Command,
    ) -> Result<Option<Refusal>, Problem> {
        let sent = Sent { id: self.admits(organisation), command };
        match refusals::submit(self.hall, self.asking(), sent).await {
            Ok(_) => Ok(None),
            Err(Rejected::Refused(refusal)) => Ok(Some(refusal)),
            Err(rejected) => Err(rejected.into()),
        }
    }

    pub(super) async fn admit_municipalities(
        &self,
        codes: &BTreeSet<String>,
    ) -> Result<Outcome, Problem> {
        if let Err(refusal) = demand(&self.actor(), Ability::Coordinate) {
            return refused(PeopleTrouble::Refused(refusal));
        }
        if codes.is_empty() {
            return refused(PeopleTrouble::NoMunicipality);
        }
        let known = codes.iter().map(|code| with_code(code)).collect::<Option<Vec<_>>>();
        let all = known.ok_or(Problem::Unreadable)?;
        let _alone = NAMING.lock().await;
        let table = self.as_it_is().await?;
        let is_taken = |one: &&KnownMunicipality| {
            namesake(&table, one.name, municipality_id(one.code)).is_some()
        };
        if let Some(one) = all.iter().find(is_taken) {
            let trouble = OrganisationTrouble::NameInUse(one.name.to_owned());
            return refused(PeopleTrouble::Organisation(trouble));
        }
        let (people, now, by) = (&self.hall.people, self.hall.clock.now(), Some(self.person));
        let kind = OrganisationKind::Municipality;
        for one in all {
            let organisation = municipality_id(one.code);
            let name = (one.name, Some(one.code));
            let known = people.know_organisation(organisation, name, kind, by, now).await;
            known.map_err(out_of_order)?;
            let (chain_parties, serves) = Default::default();
            let command = Command::Admit { organisation, kind, chain_parties, serves };
            if let Some(refusal) = self.submit(organisation, command).await? {
                return refused(PeopleTrouble::Refused(refusal));
            }
        }
        Ok(Outcome::Done(PeopleDone::Admitted))
    }

    pub(super) async fn admit_partner(&self, partner: &Partner) -> Result<Outcome, Problem> {
        if let Err(refusal) = demand(&self.actor(), Ability::Coordinate) {
            return refused(PeopleTrouble::Refused(refusal));
        }
        let name = match name_of(&partner.name) {
            Ok(name) => name,
            Err(refusal) => return refused(PeopleTrouble::Refused(refusal)),
        };
        let Some(kind) = partner.kind.filter(is_partner) else {
            return refused(PeopleTrouble::NoKind);
        };
        let _alone = NAMING.lock().await;
        let table = self.as_it_is().await?;
        // The same form sent again makes the same organisation.
        let new = OrganisationId(self.id.0);
        if let Some(known) = namesake(&table, &name, new) {
            return self.let_return(&table, known, (&name, kind), partner).await;
        }
        let (people, now, by) = (&self.hall.people, self.hall.clock.now(), Some(self.person));
        let known = people.know_organisation(new, (&name, None), kind, by, now).await;
        known.map_err(out_of_order)?;
        match self.submit(new, partner.admits(new, kind)).await? {
            None => Ok(Outcome::Done(PeopleDone::Admitted)),
            Some(refusal) => refused(PeopleTrouble::Refused(refusal)),
        }
    }

    /// Lets a partner that left take part again, under the id under which it said what it said.
    async fn let_return(
        &self,
        table: &Table,
        organisation: OrganisationId,
        (name, kind): (&str, OrganisationKind),
        partner: &Partner,
    ) -> Result<Outcome, Problem> {
        let part = table.region.participations.get(&organisation).ok_or(Problem::NotFound)?;
        // The form of a return that is sent again finds it there.
        let returned = self.admits(organisation);
        let region = self.region();
        if part.goes_on() && !self.hall.regions.took(region, returned).await? {
            return refused(PeopleTrouble::NameTaken);
        }
        if part.kind == OrganisationKind::Municipality {
            return refused(PeopleTrouble::Organisation(OrganisationTrouble::NameOfFormer));
        }
        let command = partner.admits(organisation, kind);
        if let Some(refusal) = self.submit(organisation, command).await? {
            return refused(PeopleTrouble::Refused(refusal));
        }
        if !self.takes_part_elsewhere(organisation).await? {
            self.call(organisation, (name, kind)).await?;
        }
        Ok(Outcome::Done(PeopleDone::Returned))
    }

    /// Corrects what a partner takes part as: first what can be refused, so that what goes wrong half-way can be
    /// sent again.
    pub(super) async fn correct(&self, wanted: &Correction) -> Result<Outcome, Problem> {
        if let Err(refusal) = demand(&self.actor(), Ability::Coordinate) {
            return refused(PeopleTrouble::Refused(refusal));
        }
        let _alone = NAMING.lock().await;
        let table = self.as_it_is().await?;
        let organisation = wanted.organisation;
        let part = table.region.participations.get(&organisation);
        let part = part.filter(|part| part.goes_on()).ok_or(Problem::NotFound)?;
        let stands = table.names.get(&organisation).ok_or(Problem::NotFound)?;
        let name = match wanted.name.as_ref().map(name_of) {
            None => stands.clone(),
            Some(Ok(name)) => name,
            Some(Err(refusal)) => return refused(PeopleTrouble::Refused(refusal)),
        };
        let Some(kind) = wanted.kind.filter(is_partner) else {
            return refused(PeopleTrouble::NoKind);
        };
        let after = Participation {
            kind,
            chain_parties: wanted.chain_parties.clone(),
            serves: wanted.serves.clone(),
            ..part.clone()
        };
        let is_as = seen(stands, part);
        if is_as != wanted.seen && is_as != seen(&name, &after) {
            return refused(PeopleTrouble::Organisation(OrganisationTrouble::Moved));
        }
        let is_renamed = name.to_lowercase() != stands.to_lowercase();
        let other = namesake(&table, &name, organisation).filter(|_| is_renamed);
        if let Some(other) = other {
            let former = PeopleTrouble::Organisation(OrganisationTrouble::NameOfFormer);
            let takes_part = table.region.takes_part(other);
            return refused(if takes_part { PeopleTrouble::NameTaken } else { former });
        }
        let elsewhere = self.takes_part_elsewhere(organisation).await?;
        if elsewhere && name != *stands {
            return refused(PeopleTrouble::Organisation(OrganisationTrouble::NameStays));
        }
        let Participation { chain_parties, serves, .. } = after;
        let command = Command::Admit { organisation, kind, chain_parties, serves };
        if let Some(refusal) = self.submit(organisation, command).await? {
            return refused(PeopleTrouble::Refused(refusal));
        }
        if !elsewhere {
            self.call(organisation, (&name, kind)).await?;
        }
        Ok(Outcome::Done(PeopleDone::Corrected))
    }

    /// Tells whether an organisation takes or took part in another region: there its name stands in the history.
    async fn takes_part_elsewhere(&self, organisation: OrganisationId) -> Result<bool, Problem> {
        Ok(self.hall.regions.admitted_elsewhere(self.region(), organisation).await?)
    }

    /// Sets what an organisation is called and what kind it is.
    async fn call(
        &self,
        organisation: OrganisationId,
        (name, kind): (&str, OrganisationKind),
    ) -> Result<(), Problem> {
        let (now, by) = (self.hall.clock.now(), (self.region(), self.person));
        let called = self.hall.people.call_organisation(organisation, (name, kind), by, now).await;
        called.map_err(out_of_order)
    }
}

fn refused(trouble: PeopleTrouble) -> Result<Outcome, Problem> {
    Ok(Outcome::Refused(trouble))
}

fn is_partner(kind: &OrganisationKind) -> bool {
    *kind != OrganisationKind::Municipality
}

/// Returns another organisation that has this name in the region, whether it takes part still or not.
fn namesake(table: &Table, name: &str, of: OrganisationId) -> Option<OrganisationId> {
    let wanted = name.to_lowercase();
    let mut others = table.names.iter().filter(|(id, _)| **id != of);
    others.find(|(_, known)| known.to_lowercase() == wanted).map(|(id, _)| *id)
}
