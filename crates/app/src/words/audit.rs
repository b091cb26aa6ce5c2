//! Words of what happened outside the journal.

use domain::{Moment, Role};

use super::{Words, phrases};
use crate::page::{AuditKind, AuditRow, OldKind, RefusedDeed};

phrases! {
    audit_title: "Verantwoording", "Accountability";
    audit_lead: "Hier staat wie iets deed met accounts, plekken en rechten, en wie inlogde. Verandert iemand hier toch iets aan, dan is dat te zien.", "Here you read who did something with accounts, places and rights, and who signed in. If somebody changes it all the same, that can be seen.";
    audit_look: "Bekijk wie wat deed", "See who did what";
    audit_of_lead: "U ziet wat over uw eigen organisatie gaat.", "You see what is about your own organisation.";
    audit_of_coordinator: "U ziet wat over deze regio gaat, en over de mensen die er een plek hebben.", "You see what is about this region, and about the people who have a place in it.";
    audit_of_administration: "U ziet wat over de installatie gaat. Wat in een regio gebeurde, ziet haar coördinator.", "You see what is about the installation. What happened in a region is seen by its coordinator.";
    audit_empty: "Er is nog niets gebeurd.", "Nothing happened yet.";
    audit_older: "Eerder", "Earlier";
    audit_newest: "Naar het nieuwste", "To the newest";
    audit_when: "Wanneer", "When";
    audit_what: "Wat", "What";
    audit_who: "Door wie", "By whom";
    audit_whom: "Over", "About";
    an_administrator: "een beheerder", "an administrator";
    keeping_title: "Bewaren", "Keeping";
    keeping_help: "Wat lang genoeg bewaard is, verwijdert Ketentafel vanzelf. Hoe lang dat is, staat op de pagina Privacy. Loopt er een onderzoek, zeg dan dat dat voorlopig niet mag. Wat mensen zelf verwijderen of sluiten gaat wel weg, en sessies die voorbij zijn ook.", "What was kept long enough is deleted by itself. How long that is stands on the page Privacy. If something is being investigated, say that this may not happen for the time being. What people remove or close themselves still goes, and so do sessions that ended.";
    hold_reason: "Waarom mag er niets weg na de bewaartijd?", "Why may nothing go that was kept long enough?";
    hold_reason_hint: "Kort, zonder namen van mensen.", "Short, without names of people.";
    hold_set: "Verwijder voorlopig niets na de bewaartijd", "For now delete nothing that was kept long enough";
    hold_lift: "Verwijder weer na de bewaartijd", "Delete again once kept long enough";
    hold_former: "Eerdere keren", "Earlier times";
    hold_reason_remove_help: "U verwijdert de reden voorgoed, ook uit reservekopieën zodra die worden teruggezet.", "You remove the reason for good, also from backups once they are put back.";
    audit_origin: "IP-adres", "IP address";
}

impl Words {
    /// Says since when nothing is deleted by itself, and what still goes.
    pub fn hold_since(self, since: Moment) -> String {
        let day = self.day(since);
        self.pick(
            format!("Sinds {day} blijft staan wat anders na de bewaartijd vanzelf weg was. Wat mensen zelf verwijderen of sluiten gaat wel weg, en sessies die voorbij zijn ook. Reden:"),
            format!("Since {day} what would be deleted once kept long enough stays. What people remove or close themselves still goes, and so do sessions that ended. Reason:"),
        )
    }

    /// Says from when to when nothing was deleted by itself.
    pub fn hold_over(self, since: Moment, lifted: Moment) -> String {
        let (since, lifted) = (self.day(since), self.day(lifted));
        self.pick(
            format!("Van {since} tot {lifted}. Reden:"),
            format!("From {since} until {lifted}. Reason:"),
        )
    }

    /// Says which place an invitation offers.
    pub fn audit_invited(self, role: Role, may_adopt: bool, organisation: &str) -> String {
        format!("{}, {organisation}", self.role(role, may_adopt))
    }

    /// Says what happened.
    pub fn audit_kind(self, row: &AuditRow) -> String {
        if let (AuditKind::AuditEmptied, Some(count)) = (row.kind, row.count) {
            return self.pick(
                format!("{count} oude regels leeggemaakt: de bewaartijd was voorbij"),
                format!("{count} old rows emptied: they were kept long enough"),
            );
        }
        if let (Some(old), Some(count)) = (row.old, row.count) {
            let old = self.old_kind(old);
            return self.pick(
                format!(
                    "oude gegevens verwijderd, want de bewaartijd was voorbij: {old}, {count} keer"
                ),
                format!("old data deleted, as they were kept long enough: {old}, {count} times"),
            );
        }
        let kind = self.audit_kind_alone(row.kind);
        match row.deed {
            Some(deed) => format!("{kind}: {}", self.refused_deed(deed)),
            None => kind.to_owned(),
        }
    }

    fn old_kind(self, old: OldKind) -> &'static str {
        match old {
            OldKind::Function => {
                self.pick("functie in een uitnodiging", "function in an invitation")
            }
            OldKind::Mail => self.pick("mail", "mail"),
            OldKind::Invitation => self.pick("uitnodiging", "invitation"),
            OldKind::ActionLink => {
                self.pick("gemailde link naar een actie", "mailed link to an action")
            }
            OldKind::PlaceChange => {
                self.pick("wat er met een plek gebeurde", "what became of a place")
            }
            OldKind::ReadMark => self.pick("tot waar iemand las", "up to where somebody read"),
            OldKind::Review => {
                self.pick("controle van wie toegang heeft", "check of who has access")
            }
            OldKind::Reminder => {
                self.pick("herinnering aan die controle", "reminder of that check")
            }
            OldKind::Grant => self.pick("toestemming om mee te kijken", "permission to read along"),
            OldKind::Hold => self.pick(
                "reden om niets te verwijderen na de bewaartijd",
                "reason to delete nothing that was kept long enough",
            ),
        }
    }

    fn refused_deed(self, deed: RefusedDeed) -> &'static str {
        match deed {
            RefusedDeed::Write => self.pick("een antwoord invullen", "filling in an answer"),
            RefusedDeed::Share => self.pick("antwoorden delen", "sharing answers"),
            RefusedDeed::Confirm => self.pick("antwoorden bevestigen", "confirming answers"),
            RefusedDeed::TakeOver => self.pick(
                "zeggen of het antwoord van de regio geldt",
                "saying whether the answer of the region holds",
            ),
            RefusedDeed::WriteForRegion => {
                self.pick("antwoorden voor de regio", "answering for the region")
            }
            RefusedDeed::WriteView => {
                self.pick("een kijk van een partner geven", "giving a view of a partner")
            }
            RefusedDeed::LeadRound => self.pick("de ronde leiden", "leading the round"),
            RefusedDeed::AskOwnQuestion => self.pick(
                "een eigen vraag van de regio maken of wijzigen",
                "making or changing a question of the region’s own",
            ),
            RefusedDeed::Request => {
                self.pick("een verzoek doen of afhandelen", "making or ending a request")
            }
            RefusedDeed::HandOver => self.pick("werk overdragen", "handing work over"),
            RefusedDeed::Comment => self.pick("een opmerking maken", "commenting"),
            RefusedDeed::AskAction => {
                self.pick("een actie vragen of afsluiten", "asking for or closing an action")
            }
            RefusedDeed::CarryOutAction => {
                self.pick("een actie beantwoorden", "answering an action")
            }
            RefusedDeed::MailActionLink => {
                self.pick("een link naar een actie mailen", "having a link to an action mailed")
            }
            RefusedDeed::SetSteeringDates => self.pick(
                "de data van de stuurgroep bijhouden",
                "keeping the dates of the steering group",
            ),
            RefusedDeed::Remove => self.pick("een tekst verwijderen", "removing a text"),
            RefusedDeed::Organisations => self.pick(
                "organisaties toevoegen, veranderen of laten vertrekken",
                "adding or changing organisations, or letting them leave",
            ),
            RefusedDeed::Places => self.pick(
                "iemand uitnodigen of een plek wijzigen",
                "inviting somebody or changing a place",
            ),
            RefusedDeed::FoundRegion => self.pick("een regio maken", "making a region"),
        }
    }

    /// Size: one line for each kind.
    fn audit_kind_alone(self, kind: AuditKind) -> &'static str {
        match kind {
            AuditKind::SignedIn => self.pick("ingelogd", "signed in"),
            AuditKind::SignInFailed => self.pick("inloggen mislukt", "signing in failed"),
            AuditKind::AccountAdded => self.pick("account gemaakt", "account made"),
            AuditKind::AccountClosed => self.pick("account gesloten", "account closed"),
            AuditKind::PersonErased => {
                self.pick("gegevens van een persoon gewist", "data of a person erased")
            }
            AuditKind::TextRemovedByHost => self.pick(
                "tekst voorgoed verwijderd op de server",
                "text removed for good on the server",
            ),
            AuditKind::LanguageSet => self.pick("taal veranderd", "language changed"),
            AuditKind::FunctionSet => self.pick("functie veranderd", "function changed"),
            AuditKind::PasswordChanged => self.pick("wachtwoord veranderd", "password changed"),
            AuditKind::PasswordReset => {
                self.pick("wachtwoord vervangen met een link", "password replaced with a link")
            }
            AuditKind::PasswordLinkMade => self.pick(
                "link voor een nieuw wachtwoord gemaakt op de server",
                "link for a new password made on the server",
            ),
            AuditKind::SessionEnded => {
                self.pick("uitgelogd, of een sessie beëindigd", "signed out, or a session ended")
            }
            AuditKind::SessionsEnded => self.pick("alle sessies beëindigd", "all sessions ended"),
            AuditKind::SecondFactorBegun => {
                self.pick("tweede stap klaargezet", "second step prepared")
            }
            AuditKind::SecondFactorOn => self.pick("tweede stap aangezet", "second step turned on"),
            AuditKind::SecondFactorOff => {
                self.pick("tweede stap uitgezet", "second step turned off")
            }
            AuditKind::SecondFactorReset => self.pick(
                "tweede stap weggehaald door een ander",
                "second step removed by somebody else",
            ),
            AuditKind::SecondFactorResetRead => self.pick(
                "gelezen dat de tweede stap weggehaald is",
                "read that the second step was removed",
            ),
            AuditKind::SecondFactorRequired => self.pick(
                "tweede stap verplicht voor een organisatie",
                "second step required for an organisation",
            ),
            AuditKind::SecondFactorOptional => self.pick(
                "tweede stap niet meer verplicht voor een organisatie",
                "second step no longer required for an organisation",
            ),
            AuditKind::RecoveryCodeUsed => self.pick("herstelcode gebruikt", "recovery code used"),
            AuditKind::RecoveryCodesRenewed => {
                self.pick("nieuwe herstelcodes gemaakt", "new recovery codes made")
            }
            AuditKind::RecoveryCodesKept => self.pick(
                "gezegd dat de herstelcodes bewaard zijn",
                "said that the recovery codes were kept",
            ),
            AuditKind::CalendarFeedMade => {
                self.pick("agenda-adres gemaakt", "calendar address made")
            }
            AuditKind::CalendarFeedReplaced => {
                self.pick("agenda-adres vervangen", "calendar address replaced")
            }
            AuditKind::CalendarFeedRevoked => {
                self.pick("agenda-adres ingetrokken", "calendar address revoked")
            }
            AuditKind::ActionLinkMade => self.pick(
                "link gemaild om een actie te beantwoorden",
                "link mailed to answer an action",
            ),
            AuditKind::ActionLinkUsed => self.pick(
                "met een gemailde link een actie beantwoord",
                "answered an action by a mailed link",
            ),
            AuditKind::Invited => self.pick("uitnodiging gemaakt", "invitation made"),
            AuditKind::InvitationRenewed => {
                self.pick("nieuwe link voor een uitnodiging", "new link for an invitation")
            }
            AuditKind::InvitationWithdrawn => {
                self.pick("uitnodiging ingetrokken", "invitation withdrawn")
            }
            AuditKind::InvitationAccepted => {
                self.pick("uitnodiging aangenomen", "invitation accepted")
            }
            AuditKind::InvitationsPassedOn => self.pick(
                "uitnodigingen overgenomen van een voorganger",
                "invitations taken over from a predecessor",
            ),
            AuditKind::MembershipSet => {
                self.pick("plek gegeven of veranderd", "place given or changed")
            }
            AuditKind::MembershipEnded => self.pick("plek beëindigd", "place ended"),
            AuditKind::RoleTaken => self
                .pick("in een andere eigen rol gaan werken", "began to work in another own role"),
            AuditKind::AdministratorAdded => self.pick("beheerder erbij", "administrator added"),
            AuditKind::OrganisationAdded => {
                self.pick("organisatie toegevoegd", "organisation added")
            }
            AuditKind::OrganisationRenamed => {
                self.pick("organisatie een andere naam gegeven", "organisation given another name")
            }
            AuditKind::DataTaken => self.pick("eigen gegevens opgehaald", "own data taken along"),
            AuditKind::RightsReviewed => self.pick(
                "gecontroleerd wie namens een organisatie toegang heeft",
                "checked who has access for an organisation",
            ),
            AuditKind::AccessTaken => self.pick(
                "lijst van wie toegang heeft opgehaald",
                "list of who has access taken along",
            ),
            AuditKind::AuditEmptied => self.pick("oude regels leeggemaakt", "old rows emptied"),
            AuditKind::OldDeleted => self.pick(
                "oude gegevens verwijderd: de bewaartijd was voorbij",
                "old data deleted: it was kept long enough",
            ),
            AuditKind::Refused => self.pick(
                "geweigerd, want dat mag deze persoon niet",
                "refused, as this person may not do that",
            ),
            AuditKind::ProofFailed => self.pick(
                "opnieuw bewijzen wie iemand is mislukt",
                "proving again who somebody is failed",
            ),
            AuditKind::AdministratorEnded => {
                self.pick("beheer van de installatie beëindigd", "administration ended")
            }
            AuditKind::ReadingGranted => self.pick(
                "toestemming gegeven om een tijdje mee te kijken",
                "permission given to read along for a while",
            ),
            AuditKind::ReadingEnded => self.pick("meekijken gestopt", "reading along stopped"),
            AuditKind::ReadingRanOut => {
                self.pick("tijd om mee te kijken voorbij", "time to read along over")
            }
            AuditKind::RegionRead => self.pick(
                "meegekeken in de regio (één regel per uur)",
                "read the region along (one row an hour)",
            ),
            AuditKind::HoldSet => self.pick(
                "gezegd dat er voorlopig niets verwijderd wordt na de bewaartijd",
                "said that nothing is deleted for now that was kept long enough",
            ),
            AuditKind::HoldLifted => self.pick(
                "gezegd dat er weer verwijderd wordt na de bewaartijd",
                "said that data is deleted again once kept long enough",
            ),
            AuditKind::ReasonRemoved => self.pick("reden verwijderd", "reason removed"),
            AuditKind::RegionAdded => self.pick("regio gemaakt", "region made"),
            AuditKind::MailTested => self.pick("proefbericht gestuurd", "test mail sent"),
            AuditKind::MailRetried => {
                self.pick("mail opnieuw laten proberen", "mail tried once more")
            }
            AuditKind::MailStopped => self.pick("mail tegengehouden", "mail stopped"),
            AuditKind::StoreRestored => {
                self.pick("reservekopie teruggezet op de server", "backup put back on the server")
            }
        }
    }
}
