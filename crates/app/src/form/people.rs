//! The forms with which organisations and people get their places.
//!
//! Invariant: the same names are written by the page and read by the server.

mod organisations;

use std::collections::BTreeSet;
use std::str::FromStr;

use domain::organisation::ChainParty;
use domain::{Command, OrganisationId, OrganisationKind, PersonId, Refusal, Role, TypedText};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use uuid::Uuid;

use super::{BrokenForm, DO, TOKEN, read_text};
pub use organisations::{CORRECT, Correction, OrganisationTrouble, SEEN, seen};

/// The value of the button that lets municipalities take part.
pub const ADMIT_MUNICIPALITIES: &str = "voeg-gemeenten-toe";
/// The value of the button that lets a partner take part.
pub const ADMIT_PARTNER: &str = "voeg-partner-toe";
/// The value of the button that invites somebody.
pub const INVITE: &str = "nodig-uit";
/// With an invitation behind a colon: the value of the button that makes a new link.
pub const RENEW: &str = "nieuwe-link";
/// With an invitation behind a colon: the value of the button that mails it again.
pub const REMAIL: &str = "mail-opnieuw";
/// With an invitation behind a colon: the value of the button that takes it back.
pub const WITHDRAW: &str = "trek-in";
/// With a person behind a colon: the value of the button that ends a place.
pub const END: &str = "beeindig";
/// With a person behind a colon: the value of the button that gives a place another role.
pub const CHANGE: &str = "verander";
/// With a person behind a colon: the value of the button that changes the function that colleagues see.
pub const SET_FUNCTION: &str = "verander-functie";
/// With an organisation behind a colon: the value of the button that ends the part that it takes.
pub const LEAVE: &str = "laat-vertrekken";
/// With a region behind a colon: the value of the button that invites somebody to coordinate it.
pub const COORDINATOR: &str = "nodig-coordinator-uit";
/// The value of the button that invites another administrator.
pub const ADMINISTRATOR: &str = "nodig-beheerder-uit";
/// The value of the button that lets nothing be deleted for the time being.
pub const HOLD: &str = "verwijder-niets";
/// The value of the button that lets things be deleted again.
pub const LIFT: &str = "verwijder-weer";
/// With a hold behind a colon: the value of the button that removes its reason for good.
pub const REMOVE_REASON: &str = "verwijder-reden";
/// The name of the field with the reason of a hold.
pub const REASON: &str = "reden";
/// With a region behind a colon: the value of the button with which a guest stops reading it along.
pub const STOP_READING: &str = "stop-meekijken";
/// With a person behind a colon: the value of the button that lets them administer no more.
pub const END_ADMINISTRATION: &str = "beeindig-beheer";
/// The value of the button that makes a region.
pub const FOUND: &str = "maak-regio";

/// With an organisation behind a colon: the value of the button that asks for two steps at signing in.
pub const REQUIRE: &str = "eis-twee-stappen";
/// With an organisation behind a colon: the value of the button that asks for them no more.
pub const REQUIRE_NOT: &str = "eis-geen-twee-stappen";
/// With a person behind a colon: the value of the button that turns their second step off.
pub const RESET: &str = "zet-tweede-stap-uit";

/// The name of each box with the code of a municipality.
pub const CODE: &str = "gemeente";
/// The name of the field with a name.
pub const NAME: &str = "naam";
/// The name of the field with the kind of an organisation.
pub const KIND: &str = "soort";
/// The name of each box with a chain party.
pub const CHAIN_PARTY: &str = "ketenpartij";
/// The name of each box with a municipality that is served.
pub const SERVES: &str = "bedient";
/// The name of the field with an organisation.
pub const ORGANISATION: &str = "organisatie";
/// The name of the field with a role, and of each box with one.
pub const ROLE: &str = "rol";
/// The name of each hidden field with a role that somebody held when the page was made.
pub const ROLE_HELD: &str = "rol-was";
/// The name of the box that says that somebody may confirm and sign.
pub const ADOPTS: &str = "mag-bevestigen";
/// The name of the field with a function.
pub const FUNCTION: &str = "functie";
/// The name of the field with the address to which an invitation is mailed.
pub const MAIL: &str = "mail-aan";
/// The query word that opens the form that invites somebody for an organisation.
pub const OPEN: &str = "nodig-uit";
/// The name of the field with the name to sign in with.
pub const LOGIN: &str = "mailadres";
/// The name of the field with a password.
pub const PASSWORD: &str = "wachtwoord";

/// A form about who takes part, as it was sent.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PeopleForm {
    /// The token of this rendering of the form.
    pub token: String,
    /// What the pressed button does.
    pub deed: PeopleDeed,
}

/// What the pressed button does. What was to be chosen and was not is nothing.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeopleDeed {
    /// Let municipalities take part, by their codes.
    AdmitMunicipalities(BTreeSet<String>),
    /// Let a partner take part.
    AdmitPartner(Partner),
    /// Correct what an organisation takes part as.
    Correct(Correction),
    /// Invite somebody.
    Invite(Wanted),
    /// Make a new link for an invitation.
    Renew(Uuid),
    /// Mail an invitation again.
    Remail(Uuid),
    /// Take an invitation back.
    Withdraw(Uuid),
    /// Give somebody's place other roles, or another right.
    Change(WantedRoles),
    /// Change the function that colleagues see of somebody.
    SetFunction(WantedFunction),
    /// End somebody's place.
    End(PersonId),
    /// End the part that an organisation takes, and the places of its people.
    Leave(OrganisationId),
    /// Ask everybody of an organisation for two steps at signing in.
    Require(OrganisationId),
    /// Do not ask them any more.
    RequireNot(OrganisationId),
    /// Turn somebody's second step off: they lost what gives them codes.
    ResetSecondFactor(PersonId),
}

impl PeopleDeed {
    /// Tells whether it lets somebody in, or lets them do more.
    pub const fn gives_rights(&self) -> bool {
        matches!(
            self,
            PeopleDeed::Invite(_)
                | PeopleDeed::Renew(_)
                | PeopleDeed::Remail(_)
                | PeopleDeed::Change(_)
        )
    }
}

/// A partner as it was typed.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Partner {
    /// Its name.
    pub name: TypedText,
    /// What kind it is.
    pub kind: Option<OrganisationKind>,
    /// The chain parties that it fills.
    pub chain_parties: BTreeSet<ChainParty>,
    /// The municipalities that it serves.
    pub serves: BTreeSet<OrganisationId>,
}

impl Partner {
    /// Returns the command that lets it take part as an organisation of this kind.
    pub fn admits(&self, organisation: OrganisationId, kind: OrganisationKind) -> Command {
        let (chain_parties, serves) = (self.chain_parties.clone(), self.serves.clone());
        Command::Admit { organisation, kind, chain_parties, serves }
    }
}

/// Who is wanted, as it was chosen.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Wanted {
    /// For which organisation.
    pub organisation: Option<OrganisationId>,
    /// In which role.
    pub role: Option<Role>,
    /// Whether with the right to confirm and sign.
    pub may_adopt: bool,
    /// What colleagues will see; may be empty.
    pub function: TypedText,
    /// The address to which the link is mailed; empty where the inviter passes it on.
    #[serde(default)]
    pub mail: String,
}

/// The roles that somebody's place is to have, as they were ticked.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct WantedRoles {
    /// Whose.
    pub person: PersonId,
    /// The roles.
    pub roles: BTreeSet<Role>,
    /// The roles that they held when the page was made; empty where the page does not say.
    pub held: BTreeSet<Role>,
    /// Whether with the right to confirm and sign.
    pub may_adopt: bool,
}

/// The function that colleagues are to see of somebody, as it was typed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct WantedFunction {
    /// Of whom.
    pub person: PersonId,
    /// The function; empty where their role and organisation say it.
    pub function: TypedText,
}

/// Why a form about who takes part was not taken in.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeopleTrouble {
    /// No municipality was chosen.
    NoMunicipality,
    /// No kind was chosen.
    NoKind,
    /// An organisation of the region has this name.
    NameTaken,
    /// Another region has this name.
    RegionNameTaken,
    /// No organisation was chosen.
    NoOrganisation,
    /// No role was chosen.
    NoRole,
    /// Somebody accepted the invitation, or took it back.
    InvitationMoved,
    /// So many invitations of the organisation wait that there is no room for more.
    TooManyInvitations,
    /// One does not change one's own role.
    OwnRole,
    /// The place has other roles by now than those that the page showed.
    PlaceMoved,
    /// The region would be without a coordinator.
    LastCoordinator,
    /// So much waits for whoever wants to leave, and is handed over first.
    WorkWaits(usize),
    /// What was typed is no mail address.
    NoAddress,
    /// No reason was given.
    NoReason,
    /// One's own second step is turned off elsewhere.
    OwnSecondFactor,
    /// Something is wrong with what was typed about an organisation.
    Organisation(OrganisationTrouble),
    /// The rules refuse it.
    Refused(Refusal),
}

impl PeopleForm {
    /// Reads the form from its pairs of name and value.
    pub fn read(pairs: &[(String, String)]) -> Result<PeopleForm, BrokenForm> {
        let find = |wanted: &str| {
            pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
        };
        let token = find(TOKEN).ok_or(BrokenForm)?.to_owned();
        let code = find(DO).ok_or(BrokenForm)?;
        let deed = match code.split_once(':') {
            Some((RENEW, id)) => PeopleDeed::Renew(read_id(id)?),
            Some((REMAIL, id)) => PeopleDeed::Remail(read_id(id)?),
            Some((WITHDRAW, id)) => PeopleDeed::Withdraw(read_id(id)?),
            Some((CHANGE, id)) => PeopleDeed::Change(WantedRoles {
                person: read_id(id)?,
                roles: all(pairs, ROLE).map(read_word).collect::<Result<_, _>>()?,
                held: all(pairs, ROLE_HELD).map(read_word).collect::<Result<_, _>>()?,
                may_adopt: find(ADOPTS).is_some(),
            }),
            Some((SET_FUNCTION, id)) => PeopleDeed::SetFunction(WantedFunction {
                person: read_id(id)?,
                function: read_text(pairs, FUNCTION).ok_or(BrokenForm)?,
            }),
            Some((CORRECT, id)) => PeopleDeed::Correct(Correction::read(id, pairs)?),
            Some((LEAVE, id)) => PeopleDeed::Leave(read_id(id)?),
            Some((END, id)) => PeopleDeed::End(read_id(id)?),
            Some((REQUIRE, id)) => PeopleDeed::Require(read_id(id)?),
            Some((REQUIRE_NOT, id)) => PeopleDeed::RequireNot(read_id(id)?),
            Some((RESET, id)) => PeopleDeed::ResetSecondFactor(read_id(id)?),
            None if code == ADMIT_MUNICIPALITIES => {
                PeopleDeed::AdmitMunicipalities(all(pairs, CODE).map(str::to_owned).collect())
            }
            None if code == ADMIT_PARTNER => PeopleDeed::AdmitPartner(Partner {
                name: read_text(pairs, NAME).unwrap_or_default(),
                kind: chosen(find(KIND))?,
                chain_parties: all(pairs, CHAIN_PARTY).map(read_word).collect::<Result<_, _>>()?,
                serves: all(pairs, SERVES).map(read_id).collect::<Result<_, _>>()?,
            }),
            None if code == INVITE => PeopleDeed::Invite(Wanted {
                organisation: find(ORGANISATION)
                    .filter(|it| !it.is_empty())
                    .map(read_id)
                    .transpose()?,
                role: chosen(find(ROLE))?,
                may_adopt: find(ADOPTS).is_some(),
                function: read_text(pairs, FUNCTION).unwrap_or_default(),
                mail: find(MAIL).unwrap_or_default().trim().to_lowercase(),
            }),
            _ => return Err(BrokenForm),
        };
        Ok(PeopleForm { token, deed })
    }
}

/// Returns every value under a name.
fn all<'p>(pairs: &'p [(String, String)], name: &'p str) -> impl Iterator<Item = &'p str> {
    pairs.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
}

fn read_id<Id: FromStr>(text: &str) -> Result<Id, BrokenForm> {
    text.parse().map_err(|_| BrokenForm)
}

/// Reads one of a few words, as their type writes them.
pub(super) fn read_word<Word: DeserializeOwned>(word: &str) -> Result<Word, BrokenForm> {
    let word = serde_json::Value::String(word.to_owned());
    serde_json::from_value(word).map_err(|_| BrokenForm)
}

/// Reads what was chosen from a list, where something was.
fn chosen<Word: DeserializeOwned>(word: Option<&str>) -> Result<Option<Word>, BrokenForm> {
    word.filter(|word| !word.is_empty()).map(read_word).transpose()
}

/// Returns how forms write one of a few words.
pub fn word<Word: Serialize>(word: Word) -> String {
    match serde_json::to_value(word) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<PeopleDeed, BrokenForm> {
        let pairs: Vec<(String, String)> = [(TOKEN, "1-2")]
            .iter()
            .chain(pairs)
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        PeopleForm::read(&pairs).map(|form| form.deed)
    }

    #[test]
    fn what_was_not_chosen_is_nothing() {
        let deed = read(&[(DO, INVITE), (ORGANISATION, ""), (ROLE, "")]).unwrap();
        assert_eq!(deed, PeopleDeed::Invite(Wanted::default()));
        let deed = read(&[(DO, ADMIT_MUNICIPALITIES)]).unwrap();
        assert_eq!(deed, PeopleDeed::AdmitMunicipalities(BTreeSet::new()));
    }

    #[test]
    fn every_word_is_read_as_it_is_written() {
        for kind in OrganisationKind::ALL {
            let deed = read(&[(DO, ADMIT_PARTNER), (NAME, "x"), (KIND, &word(kind))]).unwrap();
            assert!(matches!(deed, PeopleDeed::AdmitPartner(it) if it.kind == Some(kind)));
        }
        for role in Role::ALL {
            let deed = read(&[(DO, INVITE), (ROLE, &word(role)), (ADOPTS, "ja")]).unwrap();
            assert!(
                matches!(deed, PeopleDeed::Invite(it) if it.role == Some(role) && it.may_adopt)
            );
        }
        for party in ChainParty::ALL {
            let deed = read(&[(DO, ADMIT_PARTNER), (CHAIN_PARTY, &word(party))]).unwrap();
            assert!(
                matches!(deed, PeopleDeed::AdmitPartner(it) if it.chain_parties == [party].into())
            );
        }
    }

    #[test]
    fn several_roles_are_read_with_those_that_were_held() {
        let person = PersonId(Uuid::from_u128(7));
        let change = format!("{CHANGE}:{person}");
        let form =
            [(DO, &change[..]), (ROLE, "editor"), (ROLE, "coordinator"), (ROLE_HELD, "editor")];
        let wanted = WantedRoles {
            person,
            roles: [Role::Coordinator, Role::Editor].into(),
            held: [Role::Editor].into(),
            may_adopt: false,
        };
        assert_eq!(read(&form), Ok(PeopleDeed::Change(wanted)));
        assert_eq!(read(&[(DO, &change), (ROLE, "keizer")]), Err(BrokenForm));
    }

    #[test]
    fn what_no_page_sends_is_broken() {
        for pairs in [
            &[][..],
            &[(DO, "iets")],
            &[(DO, "trek-in:x")],
            &[(DO, INVITE), (ROLE, "keizer")],
            &[(DO, ADMIT_PARTNER), (SERVES, "x")],
        ] {
            assert_eq!(read(pairs), Err(BrokenForm), "{pairs:?}");
        }
    }
}
