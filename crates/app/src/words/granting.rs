//! Words of who reads a region along without a place in it.

use std::collections::BTreeMap;

use domain::Moment;

use super::{Words, local_day, phrases};
use crate::form::granting::{GrantTime, GrantTrouble};
use crate::page::{AdministrationDone, FormerGrant, Granting, GrantingDone, PeopleDone};

phrases! {
    granting_title: "Een beheerder laten meekijken", "Letting an administrator read along";
    granting_lead:
        "Wie de installatie beheert, ziet niets van wat uw regio schrijft. Moet een beheerder meekijken om u te helpen? Dan laat u hem of haar hier een tijdje meelezen.",
        "Whoever administers the installation sees nothing of what your region writes. Does an administrator have to look along to help you? Then you let them read along here for a while.";
    granting_look: "Laat een beheerder een tijdje meekijken", "Let an administrator read along for a while";
    granting_what: "Wat ziet een beheerder dan?", "What does an administrator see then?";
    granting_sees: "Alles wat de regio deelt: dezelfde pagina’s als een waarnemer.", "Everything that the region shares: the same pages as an observer.";
    granting_not: "Geen concepten, geen interne notities en niets wat verzegeld is.", "No drafts, no internal notes and nothing that is sealed.";
    granting_changes_nothing: "Een beheerder kan niets veranderen, schrijft geen opmerkingen en telt nergens mee.", "An administrator can change nothing, writes no comments and counts nowhere.";
    granting_everyone_knows: "Zolang het duurt, staat het boven iedere pagina van de regio, voor iedereen. In de verantwoording staat wie toestemming gaf en in welke uren er gelezen is.", "As long as it lasts it stands above every page of the region, for everyone. In the accountability stands who gave permission and in which hours was read.";
    granting_ends: "Het stopt vanzelf. U kunt het ook eerder stoppen. Het stopt ook als degene die toestemming gaf geen coördinator meer is.", "It stops by itself. You can also stop it earlier. It also stops once whoever gave permission is no longer a coordinator.";
    granting_now: "Wie nu meekijkt", "Who reads along now";
    granting_nobody: "Er kijkt nu geen beheerder mee.", "No administrator reads along now.";
    granting_form: "Laat een beheerder meekijken", "Let an administrator read along";
    granting_reader: "Welke beheerder?", "Which administrator?";
    granting_choose_reader: "Kies een beheerder", "Choose an administrator";
    granting_no_readers: "Er is nu niemand die de installatie beheert.", "Nobody administers the installation now.";
    granting_again: "Kijkt deze beheerder al mee, dan komt de nieuwe toestemming in de plaats van de oude.", "If this administrator reads along already, the new permission takes the place of the old one.";
    granting_time: "Hoe lang?", "For how long?";
    granting_reason: "Waarom?", "Why?";
    granting_reason_hint: "Kort, zonder namen van mensen. Iedereen in de regio leest dit.", "Short, without names of people. Everyone in the region reads this.";
    granting_button: "Geef toestemming", "Give permission";
    granting_stop: "Stop met laten meekijken", "Stop letting them read along";
    granting_former: "Eerder", "Earlier";
    reason_remove_summary: "Deze reden hoort hier niet", "This reason does not belong here";
    reason_remove_help: "U verwijdert de reden voorgoed, ook uit reservekopieën zodra die worden teruggezet. Wie nu een pagina open heeft staan, leest de reden tot die een nieuwe pagina opent.", "You remove the reason for good, also from backups once they are put back. Whoever has a page open now reads the reason until they open another page.";
    reason_remove: "Verwijder de reden voorgoed", "Remove the reason for good";
    reading_along: "Meekijken", "Reading along";
    reading_stop: "Stop met meekijken", "Stop reading along";
    reading_open: "Open de regio", "Open the region";
    reading_as: "U kijkt mee als beheerder", "You read along as administrator";
    reading_ask: "Wilt u iets van een regio zien? Vraag haar coördinator om u een tijdje te laten meekijken.", "Do you want to see something of a region? Ask its coordinator to let you read along for a while.";
    administrator_word: "Beheerder", "Administrator";
    former_administrator: "een eerdere beheerder", "a former administrator";
    administrator_you: "dit bent u", "this is you";
    step_down_summary: "Ik stop met beheren", "I stop administering";
    step_down_help: "U kunt daarna niets meer doen op deze pagina. Links die u maakte en die nog niemand gebruikte, werken niet meer. Meekijken in regio’s stopt meteen.", "You can then do nothing on this page any more. Links that you made and that nobody used yet no longer work. Reading regions along stops at once.";
    step_down: "Stop met beheren", "Stop administering";
    end_administration_summary: "Laat deze persoon niet meer beheren", "Let this person administer no more";
    end_administration_help: "Deze persoon kan daarna niets meer doen op deze pagina. Links die deze persoon maakte en die nog niemand gebruikte, werken niet meer. Meekijken in regio’s stopt meteen.", "This person can then do nothing on this page any more. Links that they made and that nobody used yet no longer work. Reading regions along stops at once.";
    end_administration: "Beëindig het beheer", "End the administration";
    last_administrator: "U bent de enige beheerder en kunt daarom niet stoppen. Nodig eerst iemand anders uit; zodra die de uitnodiging heeft aangenomen, kunt u stoppen.", "You are the only administrator and therefore cannot stop. Invite somebody else first; once they have accepted the invitation, you can stop.";
    administer_stop_there: "Stoppen met beheren", "Stop administering";
}

impl Words {
    /// Says a moment by its time, with its day where that is not the day of `now`.
    pub fn moment_from(self, moment: Moment, now: Moment) -> String {
        let (day, time) = (self.day(moment), self.time(moment));
        match local_day(moment) == local_day(now) {
            true => self.pick(format!("vandaag {time}"), format!("today {time}")),
            false => self.pick(format!("{day}, {time}"), format!("{day}, {time}")),
        }
    }

    /// Tells a guest how they are here: above every page of the region.
    pub fn you_read_along(self, region: &str, until: &str) -> String {
        self.pick(
            format!("U kijkt mee als beheerder in {region}, tot {until}. U ziet wat de regio deelt en kunt niets wijzigen."),
            format!("You read along as administrator in {region}, until {until}. You see what the region shares and can change nothing."),
        )
    }

    /// Tells everyone in a region that somebody reads along, in front of why.
    pub fn administrator_reads_along(self, until: &str) -> String {
        self.pick(
            format!("Een beheerder kijkt mee tot {until}. Reden:"),
            format!("An administrator reads along until {until}. Reason:"),
        )
    }

    /// Says until when a guest reads a region along.
    pub fn reads_along_until(self, until: &str) -> String {
        self.pick(
            format!("U kijkt hier mee tot {until}."),
            format!("You read along here until {until}."),
        )
    }

    /// Says for how long somebody reads along.
    pub fn grant_time(self, time: GrantTime) -> &'static str {
        match time {
            GrantTime::Hour => self.pick("1 uur", "1 hour"),
            GrantTime::FourHours => self.pick("4 uur", "4 hours"),
            GrantTime::Day => self.pick("1 dag", "1 day"),
            GrantTime::ThreeDays => self.pick("3 dagen", "3 days"),
        }
    }

    /// Says who gave a grant, when, and until when it counts.
    pub fn grant_given(self, grant: &Granting, now: Moment) -> String {
        let (since, until) =
            (self.moment_from(grant.since, now), self.moment_from(grant.until, now));
        let by = self.given_by(grant.by.as_deref());
        self.pick(
            format!("Van {since} tot {until}. Toestemming{by}."),
            format!("From {since} until {until}. Permission{by}."),
        )
    }

    /// The same of one that ended.
    pub fn grant_over(self, grant: &FormerGrant) -> String {
        let moment = |at: Moment| format!("{}, {}", self.day(at), self.time(at));
        let (since, ended) = (moment(grant.since), moment(grant.ended));
        let by = self.given_by(grant.by.as_deref());
        self.pick(
            format!("van {since} tot {ended}. Toestemming{by}. Reden:"),
            format!("from {since} until {ended}. Permission{by}. Reason:"),
        )
    }

    fn given_by(self, by: Option<&str>) -> String {
        match by {
            Some(by) => self.pick(format!(" van: {by}"), format!(" of: {by}")),
            None => self
                .pick(" van iemand die er niet meer is", " of somebody who is no longer here")
                .to_owned(),
        }
    }

    /// Says why a form about who reads along was not taken in.
    pub fn grant_trouble(self, trouble: &GrantTrouble) -> String {
        match trouble {
            GrantTrouble::NoReader => {
                self.pick("Kies eerst een beheerder.", "Choose an administrator first.").into()
            }
            GrantTrouble::NoAdministrator => self
                .pick(
                    "Deze persoon beheert de installatie niet meer. Kies iemand anders.",
                    "This person administers the installation no more. Choose somebody else.",
                )
                .into(),
            GrantTrouble::NoTime => self.pick("Kies hoe lang.", "Choose for how long.").into(),
            GrantTrouble::NoReason => self
                .pick(
                    "Zeg kort waarom meekijken nodig is.",
                    "Say briefly why reading along is necessary.",
                )
                .into(),
            GrantTrouble::Refused(refusal) => self.refusal(refusal, &BTreeMap::new()),
        }
    }

    /// Says what a form about who reads along did.
    pub fn granting_done(self, done: GrantingDone) -> &'static str {
        match done {
            GrantingDone::Given => self.pick(
                "De beheerder kan nu meekijken. Vertel het zelf; er gaat geen bericht uit.",
                "The administrator can read along now. Tell them yourself; no message is sent.",
            ),
            GrantingDone::Ended => self.pick(
                "Deze beheerder kijkt niet meer mee.",
                "This administrator does not read along any more.",
            ),
            GrantingDone::ReasonRemoved => {
                self.pick("De reden is verwijderd.", "The reason was removed.")
            }
        }
    }

    /// Says what a form of the administration did.
    pub fn administration_done(self, done: AdministrationDone) -> &'static str {
        match done {
            AdministrationDone::StoppedReading => {
                self.pick("U kijkt niet meer mee.", "You read along no more.")
            }
            AdministrationDone::ReasonRemoved => self.granting_done(GrantingDone::ReasonRemoved),
            AdministrationDone::InvitedBefore => self.people_done(PeopleDone::InvitedBefore),
            AdministrationDone::Ended => self.pick(
                "Deze persoon beheert de installatie niet meer.",
                "This person administers the installation no more.",
            ),
        }
    }

    /// Says since when somebody administers.
    pub fn administers_since(self, since: Moment) -> String {
        let day = self.day(since);
        self.pick(format!("sinds {day}"), format!("since {day}"))
    }
}
