//! The forms with which what waits for somebody who leaves goes to a successor.
//!
//! Invariant: the same names are written by the page and read by the server.

use domain::{
    Command, Fingerprint, HandoverId, OrganisationId, Parting, PersonId, Refusal, TypedText,
};
use serde::{Deserialize, Serialize};

use super::{BrokenForm, DO, TOKEN, read_text};

/// With a person behind a colon: the value of the button that offers what waits for them.
pub const OFFER: &str = "bied-aan";
/// With an organisation behind a colon: the value of the button that offers what waits for it.
pub const OFFER_PART: &str = "bied-aan-namens";
/// With an offer behind a colon: the value of the button that accepts it.
pub const ACCEPT: &str = "neem-over";
/// With an offer behind a colon: the value of the button that declines it.
pub const DECLINE: &str = "wijs-af";
/// With an offer behind a colon: the value of the button that takes it back.
pub const WITHDRAW: &str = "trek-terug";
/// The name of the field with the successor.
pub const SUCCESSOR: &str = "opvolger";
/// The name of the hidden field that says what waited as the page showed it.
pub const SEEN: &str = "gezien";
/// The name of the field with what there is to say: a note, or why not.
pub const NOTE: &str = "opmerking";
/// The query word that says whose work a page is about, where it is not the reader's.
pub const OF: &str = "van";
/// The query word that says which organisation leaves.
pub const ORGANISATION: &str = "organisatie";

/// A form about handing over, as it was sent.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct HandoverForm {
    /// The token of this rendering of the form.
    pub token: String,
    /// What the pressed button does.
    pub deed: HandoverDeed,
    /// The note or reason as it was typed.
    pub note: TypedText,
}

/// What the pressed button does. Who was to be chosen and was not is nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // The fields are those of `Parting`.
pub enum HandoverDeed {
    /// Offer what waits for a person.
    Offer { of: PersonId, to: Option<PersonId> },
    /// Offer what waits for an organisation.
    OfferPart { of: OrganisationId, to: Option<OrganisationId> },
    /// Accept an offer, as it was seen.
    Accept { handover: HandoverId, seen: Fingerprint },
    /// Decline it.
    Decline(HandoverId),
    /// Take it back.
    Withdraw(HandoverId),
}

/// Why a form about handing over was not taken in.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HandoverTrouble {
    /// Nobody was chosen.
    NobodyChosen,
    /// The rules refuse it.
    Refused(Refusal),
}

impl HandoverForm {
    /// Reads the form from its pairs of name and value.
    pub fn read(pairs: &[(String, String)]) -> Result<HandoverForm, BrokenForm> {
        let find = |wanted: &str| {
            pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
        };
        Ok(HandoverForm {
            token: find(TOKEN).ok_or(BrokenForm)?.to_owned(),
            deed: HandoverDeed::read(find)?,
            note: read_text(pairs, NOTE).unwrap_or_default(),
        })
    }

    /// Returns the command of this form; `side` is for whom a person works: an organisation, or nothing for
    /// the region.
    pub fn command(
        &self,
        side: impl FnOnce(PersonId) -> Option<OrganisationId>,
    ) -> Result<Command, HandoverTrouble> {
        let note = self.note.clone();
        let parting = match self.deed {
            HandoverDeed::Offer { of, to } => {
                let to = Some(to.ok_or(HandoverTrouble::NobodyChosen)?);
                Parting::Person { of, side: side(of), to }
            }
            HandoverDeed::OfferPart { of, to } => {
                Parting::Organisation { of, to: to.ok_or(HandoverTrouble::NobodyChosen)? }
            }
            HandoverDeed::Accept { handover, seen } => {
                return Ok(Command::AcceptHandover { handover, seen });
            }
            HandoverDeed::Decline(handover) => {
                return Ok(Command::DeclineHandover { handover, reason: note });
            }
            HandoverDeed::Withdraw(handover) => return Ok(Command::WithdrawHandover { handover }),
        };
        Ok(Command::OfferHandover { parting, note })
    }
}

impl HandoverDeed {
    /// Returns the value of the button that does it.
    pub fn code(self) -> String {
        match self {
            HandoverDeed::Offer { of, .. } => format!("{OFFER}:{of}"),
            HandoverDeed::OfferPart { of, .. } => format!("{OFFER_PART}:{of}"),
            HandoverDeed::Accept { handover, .. } => format!("{ACCEPT}:{handover}"),
            HandoverDeed::Decline(handover) => format!("{DECLINE}:{handover}"),
            HandoverDeed::Withdraw(handover) => format!("{WITHDRAW}:{handover}"),
        }
    }

    fn read<'f>(find: impl Fn(&str) -> Option<&'f str>) -> Result<Self, BrokenForm> {
        let (what, id) = find(DO).and_then(|code| code.split_once(':')).ok_or(BrokenForm)?;
        let successor = find(SUCCESSOR).filter(|code| !code.is_empty());
        let broken = |_| BrokenForm;
        Ok(match what {
            OFFER => {
                let to = successor.map(str::parse).transpose().map_err(broken)?;
                HandoverDeed::Offer { of: id.parse().map_err(broken)?, to }
            }
            OFFER_PART => {
                let to = successor.map(str::parse).transpose().map_err(broken)?;
                HandoverDeed::OfferPart { of: id.parse().map_err(broken)?, to }
            }
            ACCEPT => {
                let seen = find(SEEN).ok_or(BrokenForm)?.parse().map_err(broken)?;
                HandoverDeed::Accept { handover: id.parse().map_err(broken)?, seen }
            }
            DECLINE => HandoverDeed::Decline(id.parse().map_err(broken)?),
            WITHDRAW => HandoverDeed::Withdraw(id.parse().map_err(broken)?),
            _ => return Err(BrokenForm),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "00000000-0000-0000-0000-0000000000f1";

    fn read(all: &[(&str, &str)]) -> Result<HandoverForm, BrokenForm> {
        let pairs = [&[(TOKEN, "1")], all].concat();
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        HandoverForm::read(&pairs.iter().map(owned).collect::<Vec<_>>())
    }

    #[test]
    fn a_button_is_read_as_it_is_written() {
        let handover: HandoverId = ID.parse().unwrap();
        let seen = Fingerprint::of(b"3");
        for deed in [
            HandoverDeed::Offer { of: ID.parse().unwrap(), to: None },
            HandoverDeed::OfferPart { of: ID.parse().unwrap(), to: None },
            HandoverDeed::Accept { handover, seen },
            HandoverDeed::Decline(handover),
            HandoverDeed::Withdraw(handover),
        ] {
            let form = read(&[(DO, &deed.code()), (SEEN, &seen.to_string())]);
            assert_eq!(form.unwrap().deed, deed);
        }
        let (other, accept) = (format!("iets:{ID}"), format!("{ACCEPT}:{ID}"));
        for broken in ["", OFFER, "bied-aan:", "bied-aan:x", &other, &accept] {
            assert_eq!(read(&[(DO, broken)]), Err(BrokenForm), "{broken}");
        }
        let offer = format!("{OFFER}:{ID}");
        assert_eq!(read(&[(DO, &offer), (SUCCESSOR, "iemand")]), Err(BrokenForm));
    }

    #[test]
    fn nobody_is_offered_what_nobody_was_chosen_for() {
        let offer = format!("{OFFER}:{ID}");
        let form = |successor| read(&[(DO, &offer), (SUCCESSOR, successor)]).unwrap();
        assert_eq!(form("").command(|_| None), Err(HandoverTrouble::NobodyChosen));
        let side: OrganisationId = ID.parse().unwrap();
        let asked = form(ID).command(|_| Some(side)).unwrap();
        let of: PersonId = ID.parse().unwrap();
        let parting = Parting::Person { of, side: Some(side), to: Some(of) };
        assert_eq!(asked, Command::OfferHandover { parting, note: TypedText::default() });
    }
}
