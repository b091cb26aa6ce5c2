//! What the grid is narrowed to.

use domain::{CheckId, OrganisationId};
use serde::{Deserialize, Serialize};

/// What the grid is narrowed to; kept in the address.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct GridFilter {
    /// One check only.
    #[serde(default, rename = "check")]
    pub check: Option<CheckId>,
    /// One municipality only.
    #[serde(default, rename = "gemeente")]
    pub municipality: Option<OrganisationId>,
    /// Answers like this only.
    #[serde(default, rename = "antwoord")]
    pub show: Option<GridShow>,
}

/// Which answers the grid keeps.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)] // The values of an answer, and what asks for attention.
pub enum GridShow {
    WachtOpMij,
    Leeg,
    Ja,
    Deels,
    Nee,
    WetenWeNiet,
    Nvt,
    Concept,
    OpnieuwBevestigen,
    NogReageren,
    AndersDanRegio,
    LaterToegevoegd,
    GeenKijk,
}

impl GridShow {
    /// Every choice, in the order of the form.
    pub const ALL: [GridShow; 13] = [
        GridShow::WachtOpMij,
        GridShow::Leeg,
        GridShow::Ja,
        GridShow::Deels,
        GridShow::Nee,
        GridShow::WetenWeNiet,
        GridShow::Nvt,
        GridShow::Concept,
        GridShow::OpnieuwBevestigen,
        GridShow::NogReageren,
        GridShow::AndersDanRegio,
        GridShow::LaterToegevoegd,
        GridShow::GeenKijk,
    ];

    /// Returns how addresses and forms write it.
    pub const fn code(self) -> &'static str {
        match self {
            GridShow::WachtOpMij => "wacht-op-mij",
            GridShow::Leeg => "leeg",
            GridShow::Ja => "ja",
            GridShow::Deels => "deels",
            GridShow::Nee => "nee",
            GridShow::WetenWeNiet => "weten-we-niet",
            GridShow::Nvt => "nvt",
            GridShow::Concept => "concept",
            GridShow::OpnieuwBevestigen => "opnieuw-bevestigen",
            GridShow::NogReageren => "nog-reageren",
            GridShow::AndersDanRegio => "anders-dan-regio",
            GridShow::LaterToegevoegd => "later-toegevoegd",
            GridShow::GeenKijk => "geen-kijk",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_writes_a_choice_as_the_server_reads_it() {
        for show in GridShow::ALL {
            let json = serde_json::to_string(&show).unwrap();
            assert_eq!(json, format!("\"{}\"", show.code()));
        }
    }
}
