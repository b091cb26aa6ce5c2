//! Words of who takes part, of invitations and of the administration.

use std::collections::BTreeMap;

use domain::organisation::ChainParty;
use domain::{Moment, OrganisationId, Role};

use super::{Words, phrases};
use crate::form::people::PeopleTrouble;
use crate::page::{AccountTrouble, InvitationStand, InvitedTo, PeopleDone};

phrases! {
    participants: "Deelnemers", "Participants";
    participants_lead:
        "Deze organisaties doen mee in de regio. Daaronder staat wie er namens hen werkt.",
        "These organisations take part in the region. Below stands who works for them.";
    participating_organisations: "Organisaties", "Organisations";
    municipalities_title: "Gemeenten", "Municipalities";
    partners_title: "Partners", "Partners";
    no_municipalities_yet: "Er doen nog geen gemeenten mee.", "No municipalities take part yet.";
    no_partners_yet: "Er doen nog geen partners mee.", "No partners take part yet.";
    people_of_region: "Mensen", "People";
    since_word: "Sinds", "Since";
    kind_word: "Soort", "Kind";
    role_word: "Rol", "Role";
    person_word: "Wie", "Who";
    fills_word: "Ketenpartij", "Chain party";
    serves_word: "Werkt voor", "Works for";
    nobody_yet: "nog niemand", "nobody yet";
    nobody_yet_help: "Namens deze organisatie kan nog niemand iets doen. Nodig iemand uit.", "Nobody can do anything for this organisation yet. Invite somebody.";
    add_municipalities: "Voeg gemeenten toe", "Add municipalities";
    add_municipalities_help:
        "Kruis aan welke gemeenten meedoen. Zij staan per veiligheidsregio bij elkaar.",
        "Tick which municipalities take part. They stand together by safety region.";
    add_municipalities_button: "Voeg deze gemeenten toe", "Add these municipalities";
    add_partner: "Voeg een partner toe", "Add a partner";
    add_partner_help:
        "Een partner is een andere organisatie die meewerkt, zoals Veilig Thuis, de politie of een zorgaanbieder.",
        "A partner is another organisation that takes part, such as the police or a care provider.";
    add_partner_button: "Voeg deze partner toe", "Add this partner";
    organisation_name: "Naam van de organisatie", "Name of the organisation";
    organisation_name_hint: "Zoals iedereen in de regio de organisatie kent.", "As everyone in the region knows the organisation.";
    choose_kind: "Kies een soort", "Choose a kind";
    kind_of_organisation: "Soort organisatie", "Kind of organisation";
    fills_chain_parties: "Welke ketenpartijen uit de checklist is deze partner? (mag leeg)", "Which chain parties of the checklist does this partner fill? (may be empty)";
    serves_municipalities: "Voor welke gemeenten werkt deze partner? (mag leeg)", "For which municipalities does this partner work? (may be empty)";
    invite_title: "Nodig iemand uit", "Invite somebody";
    invite_help:
        "U krijgt een link. Die geeft u zelf door, bijvoorbeeld in een mail. Wie de link heeft, kan één keer een plek innemen; na drie weken werkt de link niet meer.",
        "You get a link. You pass it on yourself, for example in a mail. Whoever has the link can take a place once; after three weeks the link no longer works.";
    invite_button: "Maak de uitnodiging", "Make the invitation";
    choose_organisation: "Kies een organisatie", "Choose an organisation";
    for_organisation: "Namens welke organisatie?", "For which organisation?";
    choose_role: "Kies een rol", "Choose a role";
    in_role: "In welke rol?", "In which role?";
    may_adopt_box: "Mag ook bevestigen en collega’s uitnodigen (alleen redacteuren)", "May also confirm and invite colleagues (editors only)";
    others_function_help: "Staat hier meer over deze persoon dan een functie, verander het dan. Het geldt meteen, in elke regio waarin deze persoon werkt.", "If this says more about this person than a function, change it. It counts at once, in every region in which this person works.";
    others_function_button: "Verander de functie", "Change the function";
    function_label: "Functie (mag leeg)", "Function (may be empty)";
    function_hint: "Zo ziet iedereen in de regio deze persoon, bijvoorbeeld ‘beleidsadviseur jeugd’. Leeg: de rol en de organisatie.", "This is how everyone in the region sees this person, such as ‘youth policy adviser’. Empty: the role and the organisation.";
    invitations_title: "Uitnodigingen", "Invitations";
    no_invitations: "Er zijn nog geen uitnodigingen.", "There are no invitations yet.";
    renew_link: "Maak een nieuwe link", "Make a new link";
    withdraw_invitation: "Trek de uitnodiging in", "Withdraw the invitation";
    end_place: "Beëindig deze plek", "End this place";
    end_place_help: "Deze persoon kan daarna niets meer in de regio zien of doen. Wat de organisatie zei, blijft staan. Wat op deze persoon wacht, gaat over naar u als u het mag doen, en anders naar collega’s.", "This person can then see or do nothing in the region any more. What the organisation said stays. What is waiting for this person goes to you if you may do it, and otherwise to colleagues.";
    link_made: "De uitnodiging is klaar", "The invitation is ready";
    link_made_help: "Kopieer deze link en geef hem door. U ziet hem alleen nu; later kunt u wel een nieuwe maken.", "Copy this link and pass it on. You see it only now; later you can make a new one.";
    link_label: "Link", "Link";
    people_not_done: "Dit is niet gedaan", "This was not done";
    administration: "Beheer", "Administration";
    administration_lead: "U beheert deze installatie. Wat regio’s schrijven, ziet u hier niet.", "You administer this installation. You cannot see here what regions write.";
    regions_title: "Regio’s", "Regions";
    no_regions: "Er zijn nog geen regio’s.", "There are no regions yet.";
    found_title: "Maak een regio", "Make a region";
    found_help: "U geeft de regio een naam en zegt welke organisatie haar coördineert. Daarna krijgt u een link voor de coördinator. Die voegt gemeenten en partners toe en opent de eerste ronde.", "You name the region and say which organisation coordinates it. Then you get a link for the coordinator, who adds municipalities and partners and opens the first round.";
    region_name_label: "Naam van de regio", "Name of the region";
    region_name_hint: "Bijvoorbeeld de naam van de jeugdregio, zonder het woord ‘regio’.", "For example the name of the youth region, without the word ‘region’.";
    needs_coordinator: "Nodig een coördinator uit", "Invite a coordinator";
    administrators_title: "Beheerders", "Administrators";
    administrators_help: "Een tweede beheerder kan verder als u uw wachtwoord kwijt bent. Geef de link aan iemand die geen plek in een regio heeft.", "A second administrator can carry on if you lose your password. Give the link to somebody who has no place in a region.";
    invite_administrator: "Nodig een beheerder uit", "Invite an administrator";
    former_title: "Eerdere plekken", "Former places";
    leave_place: "Ik verlaat deze regio", "I am leaving this region";
    leave_place_help: "U kunt daarna niets meer zien of doen in deze regio. Wat uw organisatie zei, blijft staan. Wat op u wacht, draagt u eerst over. Uitnodigingen die u deed en die nog open staan, gaan over op iemand die ook mag uitnodigen.", "You can then see or do nothing in this region any more. What your organisation said stays. What is waiting for you, you hand over first. Invitations that you made and that are still open go on with somebody else who may invite.";
    coordinating_label: "Organisatie die de regio coördineert", "Organisation that coordinates the region";
    coordinating_hint: "Bijvoorbeeld een regiobureau. Deze organisatie geeft zelf geen antwoorden.", "For example a regional office. This organisation gives no answers itself.";
    found_button: "Maak de regio", "Make the region";
    region_made: "De regio is gemaakt", "The region is made";
    without_coordinator: "Nog geen coördinator: niemand kan hier iets doen tot iemand de uitnodiging aanneemt.", "No coordinator yet: nobody can do anything here until somebody accepts the invitation.";
    invitation_title: "U bent uitgenodigd", "You are invited";
    invitation_gone_title: "Deze uitnodiging werkt niet meer", "This invitation no longer works";
    invitation_gone_help: "Vraag degene die u uitnodigde om een nieuwe link.", "Ask whoever invited you for a new link.";
    invitation_of_administrator: "U gaat deze installatie beheren: regio’s maken en coördinatoren uitnodigen.", "You will administer this installation: make regions and invite coordinators.";
    new_account_title: "Maak een account", "Make an account";
    mail_address: "Uw mailadres van het werk", "Your work mail address";
    mail_address_hint: "Hiermee logt u voortaan in. Collega’s zien het niet.", "You sign in with this from now on. Colleagues do not see it.";
    new_password: "Kies een wachtwoord", "Choose a password";
    new_password_hint: "Ten minste 12 tekens. Een paar losse woorden achter elkaar is sterk en makkelijk te onthouden.", "At least 12 characters. A few unrelated words in a row are strong and easy to remember.";
    own_function_label: "Uw functie (mag leeg)", "Your function (may be empty)";
    accept_button: "Neem de uitnodiging aan", "Accept the invitation";
    have_account: "Hebt u al een account?", "Do you have an account already?";
    sign_in_to_accept: "Log in en neem de uitnodiging aan", "Sign in and accept the invitation";
    accept_with_this_account: "U bent ingelogd. U neemt de uitnodiging aan met dit account:", "You are signed in. You accept the invitation with this account:";
    no_municipality: "Kruis ten minste één gemeente aan.", "Tick one municipality at least.";
    no_kind: "Kies wat voor organisatie dit is.", "Choose what kind of organisation this is.";
    region_name_taken: "Er is al een regio met deze naam.", "There is a region with this name already.";
    not_this_account: "Is dit niet uw account?", "Is this not your account?";
    sign_out_for_this: "Log uit en neem de uitnodiging aan met een ander account", "Sign out and accept the invitation with another account";
    not_accepted: "De uitnodiging is nog niet aangenomen", "The invitation was not accepted yet";
    what_may_they: "Wat kan deze persoon zien en doen?", "What can this person see and do?";
    what_may_you: "Wat u dan kunt zien en doen", "What you can then see and do";
    change_role_button: "Bewaar deze rollen", "Save these roles";
    look_after_place: "Verander of beëindig deze plek", "Change or end this place";
    place_history: "Wat er met deze plek gebeurde", "What happened to this place";
    first_round_step: "Open de eerste ronde", "Open the first round";
    left_title: "Deden eerder mee", "Took part before";
    let_leave: "Laat vertrekken", "Let it leave";
    let_leave_summary: "Deze organisatie doet niet meer mee", "This organisation no longer takes part";
    let_leave_help: "Zij kan vertrekken zodra niets meer op haar wacht. De plekken van haar mensen eindigen meteen, en uitnodigingen werken niet meer. Zij telt niet meer mee op de overzichten. Wat zij zei, blijft in de geschiedenis staan. Komt zij terug, voeg haar dan opnieuw toe, met dezelfde naam.", "It can leave as soon as nothing is waiting for it any more. The places of its people end at once, and its invitations no longer work. It no longer counts in the overviews. What it said stays in the history. If it returns, add it again, with the same name.";
    steps_title: "Zo begint uw regio", "How your region begins";
    steps_lead: "Vier stappen tot de eerste ronde open is.", "Four steps until the first round is open.";
    step_done: "klaar", "done";
    step_open: "nog te doen", "to do";
}

impl Words {
    /// Returns a role as somebody chooses it from a list.
    pub fn role_choice(self, role: Role) -> &'static str {
        match role {
            Role::Coordinator => self.pick(
                "coördinator: houdt de hele regio in beweging",
                "coordinator: keeps the whole region moving",
            ),
            Role::Editor => self.pick(
                "redacteur: schrijft voor de eigen organisatie",
                "editor: writes for the own organisation",
            ),
            Role::SteeringMember => self.pick(
                "lid van de stuurgroep: leest mee en bespreekt",
                "steering group member: reads along and discusses",
            ),
            Role::Observer => self.pick("waarnemer: leest mee", "observer: reads along"),
        }
    }

    /// Returns a chain party of the checklist.
    pub fn chain_party(self, party: ChainParty) -> &'static str {
        match party {
            ChainParty::Police => self.pick("politie", "police"),
            ChainParty::Justice => self.pick("justitie", "justice"),
            ChainParty::Medical => self.pick("medische zorg", "medical care"),
            ChainParty::FirstLine => self.pick("eerstelijnshulp", "first-line help"),
            ChainParty::YouthCare => self.pick("jeugdhulp", "youth care"),
            ChainParty::YouthProtection => self.pick("jeugdbescherming", "youth protection"),
            ChainParty::YouthMentalHealth => self.pick("jeugd-ggz", "youth mental health"),
            ChainParty::YouthLvb => {
                self.pick("jeugd-lvb", "care for youth with mild intellectual disability")
            }
            ChainParty::Comensha => self.pick("CoMensha", "CoMensha"),
            ChainParty::WomensShelter => self.pick("vrouwenopvang", "women’s shelter"),
        }
    }

    /// Says where an invitation stands.
    pub fn invitation_stand(self, stand: InvitationStand) -> String {
        let day = |moment: Moment| self.day(moment);
        let last = |moment: Moment| self.day(Moment(moment.0 - 1));
        match stand {
            InvitationStand::Open(until) => self.pick(
                format!("wacht; de link werkt tot en met {}", last(until)),
                format!("waiting; the link works up to and including {}", last(until)),
            ),
            InvitationStand::Expired(at) => self.pick(
                format!("verlopen; de link werkte tot en met {}", last(at)),
                format!("expired; the link worked up to and including {}", last(at)),
            ),
            InvitationStand::Withdrawn(at) => self
                .pick(format!("ingetrokken op {}", day(at)), format!("withdrawn on {}", day(at))),
            InvitationStand::Accepted(at) => {
                self.pick(format!("aangenomen op {}", day(at)), format!("accepted on {}", day(at)))
            }
        }
    }

    /// Says to whoever has a link that does not work any more why that is.
    pub fn invitation_gone(self, stand: InvitationStand) -> String {
        match stand {
            InvitationStand::Open(_) => String::new(),
            InvitationStand::Expired(at) => {
                let day = self.day(Moment(at.0 - 1));
                self.pick(
                    format!("De link werkte tot en met {day}."),
                    format!("The link worked up to and including {day}."),
                )
            }
            InvitationStand::Withdrawn(at) => {
                let day = self.day(at);
                self.pick(
                    format!("De uitnodiging is op {day} ingetrokken."),
                    format!("The invitation was withdrawn on {day}."),
                )
            }
            InvitationStand::Accepted(at) => {
                let day = self.day(at);
                self.pick(
                    format!("De uitnodiging is op {day} aangenomen. Was u dat? Log dan in."),
                    format!("The invitation was accepted on {day}. Was that you? Then sign in."),
                )
            }
        }
    }

    /// Says what an invitation offers.
    pub fn invited_to(self, to: &InvitedTo) -> String {
        let InvitedTo::Place { region, organisation, role, may_adopt, .. } = to else {
            return self.invitation_of_administrator().to_owned();
        };
        let region = self.region_named(region);
        let role = self.role(*role, *may_adopt);
        self.pick(
            format!("U gaat werken in {region}, namens {organisation}, als {role}."),
            format!("You will work in {region}, for {organisation}, as {role}."),
        )
    }

    /// Says until when a link works.
    pub fn link_works_until(self, until: Moment) -> String {
        let day = self.day(Moment(until.0 - 1));
        self.pick(
            format!("De link werkt één keer, tot en met {day}."),
            format!("The link works once, up to and including {day}."),
        )
    }

    /// Says why an invitation was not accepted.
    pub fn account_trouble(self, trouble: &AccountTrouble) -> String {
        match trouble {
            AccountTrouble::NoAddress => self.pick(
                "Dit is geen mailadres. Vul een adres in zoals functie@gemeente.nl, met gewone letters.".into(),
                "This is no mail address. Fill in one such as function@municipality.nl, in plain letters.".into(),
            ),
            AccountTrouble::LoginTaken => self.pick(
                "Met dit adres kan geen nieuw account gemaakt worden. Hebt u er al een account mee? Log dan in.".into(),
                "No new account can be made with this address. Do you have an account with it already? Then sign in.".into(),
            ),
            AccountTrouble::PasswordShort(least) => self.pick(
                format!("Dit wachtwoord is te kort. Neem ten minste {least} tekens."),
                format!("This password is too short. Use at least {least} characters."),
            ),
            AccountTrouble::PasswordLong => self.pick(
                "Dit wachtwoord is te lang.".into(),
                "This password is too long.".into(),
            ),
            AccountTrouble::PasswordGuessable => self.pick(
                "Dit wachtwoord is makkelijk te raden. Neem een paar losse woorden die niets met elkaar of met u te maken hebben.".into(),
                "This password is easily guessed. Choose a few words that have nothing to do with each other or with you.".into(),
            ),
            AccountTrouble::Function(refusal) => self.refusal(refusal, &Default::default()),
            AccountTrouble::Already => self.pick(
                "Dit account heeft al een plek in deze regio, namens deze organisatie. Vraag wie u uitnodigde om uw rol te veranderen.".into(),
                "This account has a place in this region already, for this organisation. Ask whoever invited you to change your role.".into(),
            ),
            AccountTrouble::AlreadyForAnother => self.pick(
                "Dit account heeft al een plek in deze regio, namens een andere organisatie. Een account heeft in een regio één plek tegelijk. Gaat u voortaan voor deze organisatie werken? Verlaat dan eerst de regio, op de pagina Deelnemers, en open deze link daarna opnieuw. Werkt u voor allebei? Log dan uit, open deze link opnieuw en maak een tweede account, met een ander mailadres van uw werk.".into(),
                "This account has a place in this region already, for another organisation. An account has one place in a region at a time. Will you work for this organisation from now on? Then leave the region first, on the page Participants, and open this link again. Do you work for both? Then sign out, open this link again and make a second account, with another work mail address.".into(),
            ),
            AccountTrouble::KeptApart => self.pick(
                "Wie de installatie beheert, heeft geen plek in een regio. Neem deze uitnodiging aan met een ander account: log uit en open de link opnieuw.".into(),
                "Whoever administers the installation has no place in a region. Accept this invitation with another account: sign out and open the link again.".into(),
            ),
            AccountTrouble::OtherAccount => self.pick(
                "Intussen is hier iemand anders ingelogd of uitgelogd. Kijk of dit het account is dat u bedoelt, en probeer het dan opnieuw.".into(),
                "Somebody else signed in or out here meanwhile. See whether this is the account that you mean, then try again.".into(),
            ),
            AccountTrouble::Unavailable => self.pick(
                "Het is nu even te druk. Wacht een moment en probeer het opnieuw.".into(),
                "It is too busy just now. Wait a moment and try again.".into(),
            ),
            AccountTrouble::TooMany => self.pick(
                "Er is hier te vaak geprobeerd. Probeer het over een kwartier opnieuw.".into(),
                "Too many attempts were made from here. Try again in a quarter of an hour.".into(),
            ),
        }
    }

    /// Says why a form about who takes part was not taken in.
    pub fn people_trouble(
        self,
        trouble: &PeopleTrouble,
        names: &BTreeMap<OrganisationId, String>,
    ) -> String {
        match trouble {
            PeopleTrouble::NoMunicipality => self.no_municipality().into(),
            PeopleTrouble::NoKind => self.no_kind().into(),
            PeopleTrouble::NameTaken => self.pick(
                "In deze regio doet al een organisatie met deze naam mee.".into(),
                "An organisation with this name takes part in this region already.".into(),
            ),
            PeopleTrouble::RegionNameTaken => self.region_name_taken().into(),
            PeopleTrouble::NoOrganisation => self
                .pick("Kies eerst een organisatie.".into(), "Choose an organisation first.".into()),
            PeopleTrouble::NoRole => {
                self.pick("Kies eerst een rol.".into(), "Choose a role first.".into())
            }
            PeopleTrouble::InvitationMoved => self.pick(
                "Deze uitnodiging is intussen aangenomen of ingetrokken.".into(),
                "This invitation was accepted or withdrawn in the meantime.".into(),
            ),
            PeopleTrouble::TooManyInvitations => self.pick(
                "Er wachten al veel uitnodigingen voor deze organisatie. Trek er eerst een paar in.".into(),
                "Many invitations for this organisation are waiting already. Withdraw some first.".into(),
            ),
            PeopleTrouble::OwnRole => self.pick(
                "Uw eigen rol verandert u niet zelf. Vraag het een collega die mag uitnodigen, of de coördinator.".into(),
                "You do not change your own role yourself. Ask a colleague who may invite, or the coordinator.".into(),
            ),
            PeopleTrouble::PlaceMoved => self.place_moved().into(),
            PeopleTrouble::WorkWaits(count) => {
                let things = self.things_counted(*count);
                self.pick(
                    format!("Op u wacht nog {things}. Bekijk wat er wacht, draag het over of rond het af; daarna kunt u weg."),
                    format!("Still waiting for you: {things}. See what is waiting, hand it over or finish it; then you can leave."),
                )
            }
            PeopleTrouble::LastCoordinator => self.pick(
                "Dit is de laatste coördinator van de regio. Nodig eerst iemand anders uit.".into(),
                "This is the last coordinator of the region. Invite somebody else first.".into(),
            ),
            PeopleTrouble::NoReason => self.pick(
                "Zeg kort waarom er niets weg mag.".into(),
                "Say briefly why nothing may go.".into(),
            ),
            PeopleTrouble::NoAddress => self.account_trouble(&AccountTrouble::NoAddress),
            PeopleTrouble::OwnSecondFactor => self.pick(
                "Uw eigen tweede stap zet u uit bij uw account.".into(),
                "You turn off your own second step at your account.".into(),
            ),
            PeopleTrouble::Organisation(trouble) => self.organisation_trouble(trouble),
            PeopleTrouble::Refused(refusal) => self.refusal(refusal, names),
        }
    }

    /// Says what a form did.
    pub fn people_done(self, done: PeopleDone) -> &'static str {
        match done {
            PeopleDone::Admitted => {
                self.pick("De deelnemers zijn toegevoegd.", "The participants were added.")
            }
            PeopleDone::Returned => self.organisation_returned(),
            PeopleDone::Corrected => self.organisation_corrected(),
            PeopleDone::Withdrawn => self.pick(
                "De uitnodiging is ingetrokken. De link werkt niet meer.",
                "The invitation was withdrawn. Its link no longer works.",
            ),
            PeopleDone::Changed => self.pick(
                "De rollen zijn veranderd. Dat geldt meteen.",
                "The roles were changed. That counts at once.",
            ),
            PeopleDone::FunctionSet => self.pick(
                "De functie is veranderd. Iedereen ziet dat meteen, ook in de geschiedenis.",
                "The function was changed. Everyone sees it at once, also in the history.",
            ),
            PeopleDone::InvitedBefore => self.pick("Deze uitnodiging had u al gemaakt. De link ziet u maar één keer; maak zo nodig een nieuwe.", "You had made this invitation already. Its link is shown once; make a new one if you need it."),
            PeopleDone::Mailed => self.pick(
                "De uitnodiging gaat per mail weg. Bij de uitnodiging ziet u of zij verstuurd is.",
                "The invitation goes out by mail. At the invitation you see whether it was sent.",
            ),
            PeopleDone::TwoStepsRequired => self.pick(
                "Iedereen die in deze regio voor deze organisatie werkt, logt voortaan in twee stappen in.",
                "From now on everybody who works for this organisation in this region signs in in two steps.",
            ),
            PeopleDone::TwoStepsOptional => self.pick(
                "De organisatie vraagt in deze regio geen twee stappen meer.",
                "The organisation no longer asks for two steps in this region.",
            ),
            PeopleDone::SecondFactorReset => self.pick(
                "De tweede stap is uitgezet. De persoon is overal uitgelogd.",
                "The second step is turned off. The person is signed out everywhere.",
            ),
            PeopleDone::Left => self.pick(
                "De organisatie doet niet meer mee. Wat zij zei, staat in de geschiedenis.",
                "The organisation no longer takes part. What it said stands in the history.",
            ),
            PeopleDone::Ended => self.pick("De plek is beëindigd.", "The place was ended."),
        }
    }

    /// Says which place ended, when and by whom.
    pub fn place_ended(self, former: &crate::page::Former, organisation: &str) -> String {
        let role = self.roles(&former.roles, former.may_adopt);
        let day = self.day(former.at);
        let by = former.by.as_ref().map(|by| self.pick(format!(" door {by}"), format!(" by {by}")));
        let by = by.unwrap_or_default();
        self.pick(
            format!("{organisation}, {role}. Beëindigd op {day}{by}."),
            format!("{organisation}, {role}. Ended on {day}{by}."),
        )
    }

    /// Says what happened to a place.
    pub fn place_changed(self, change: &crate::page::Changed) -> String {
        let role = self.roles(&change.roles, change.may_adopt);
        let day = self.day(change.at);
        let by = change.by.as_ref();
        let by = by
            .map(|by| self.pick(format!(", door {by}"), format!(", by {by}")))
            .unwrap_or_default();
        match change.is_given {
            true => self.pick(
                format!("{day}: begonnen als {role}{by}"),
                format!("{day}: began as {role}{by}"),
            ),
            false => self.pick(
                format!("{day}: voortaan {role}{by}"),
                format!("{day}: from then on {role}{by}"),
            ),
        }
    }

    /// Says from when until when an organisation took part.
    pub fn took_part(self, since: Moment, until: Moment) -> String {
        let (since, until) = (self.day(since), self.day(until));
        self.pick(format!("van {since} tot {until}"), format!("from {since} to {until}"))
    }

    /// Says who accepted an invitation, behind when.
    pub fn accepted_by(self, name: &str) -> String {
        self.pick(format!(", door {name}"), format!(", by {name}"))
    }

    /// Says how many people coordinate a region.
    pub fn coordinators(self, count: usize) -> String {
        match (self.0, count) {
            (domain::Language::Nl, 1) => "1 coördinator".into(),
            (domain::Language::Nl, _) => format!("{count} coördinatoren"),
            (domain::Language::En, 1) => "1 coordinator".into(),
            (domain::Language::En, _) => format!("{count} coordinators"),
        }
    }

    /// Names one of the steps with which a region begins, with how far it is.
    pub fn step_municipalities(self, count: usize) -> String {
        self.pick(
            format!("Voeg de gemeenten toe ({count} tot nu toe)"),
            format!("Add the municipalities ({count} so far)"),
        )
    }

    /// The same of partners.
    pub fn step_partners(self, count: usize) -> String {
        self.pick(
            format!("Voeg de partners toe ({count} tot nu toe)"),
            format!("Add the partners ({count} so far)"),
        )
    }

    /// The same of people.
    pub fn step_people(self, waiting: usize) -> String {
        match (self.0, waiting) {
            (domain::Language::Nl, 0) => "Nodig van iedere organisatie iemand uit".into(),
            (domain::Language::Nl, _) => format!(
                "Nodig van iedere organisatie iemand uit (bij {waiting} kan nog niemand iets doen)"
            ),
            (domain::Language::En, 0) => "Invite somebody of each organisation".into(),
            (domain::Language::En, _) => format!(
                "Invite somebody of each organisation (at {waiting} nobody can do anything yet)"
            ),
        }
    }
}
