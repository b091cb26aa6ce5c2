//! The form that the page of a door sends.

use uuid::Uuid;

use crate::{crowd::Somebody, doors::NOBODY, stage::visit::nothing_yet};

/// Returns a form as the page of a door sends it, for somebody.
/// Size: one form for each door.
pub fn form(door: &str, somebody: &Somebody) -> Vec<(&'static str, String)> {
    let token = Uuid::new_v4().to_string();
    let mut form = vec![("formulier", token)];
    // The page of nobody names nobody.
    if somebody.person != NOBODY {
        form.push(("wie", somebody.person.to_string()));
    }
    let fields: &[(&str, &str)] = match door.rsplit('/').next().unwrap_or_default() {
        // Why not is missing: the link stays as it is.
        "{token}" if door.contains("/actie/") => &[("doe", "wijs-af"), ("toelichting", "")],
        "{check}" => &[
            ("4.3.antwoord-was", ""),
            ("4.3.antwoord", "deels"),
            ("4.3.toelichting-was", NOTHING_YET),
            ("4.3.toelichting", ""),
            ("4.3.papier-was", ""),
            ("4.3.praktijk-was", ""),
            ("doe", "bewaar"),
        ],
        "{question}" => &[
            ("4.3.antwoord-was", ""),
            ("4.3.antwoord", "deels"),
            ("4.3.toelichting-was", NOTHING_YET),
            ("4.3.toelichting", ""),
            ("doe", "bewaar"),
        ],
        "opmerkingen" => &[("waarover", "vraag"), ("opmerking", "Wie weet dit?"), ("doe", "begin")],
        "verzoeken" => &[
            ("partner", PARTNER_TEXT),
            ("over", "1.1"),
            ("uiterlijk", ""),
            ("opmerking", ""),
            ("doe", "vraag-partner"),
        ],
        "eigen-vragen" => &[
            ("check", "1"),
            ("regelt", "gemeente"),
            ("vraag", "Oefent u samen?"),
            ("waarom", "Dat vroeg de stuurgroep."),
            ("doe", "voeg-toe"),
        ],
        // Whoever may is told that the action is no longer as they saw it, or what is missing: it stays as it is.
        "acties" => &[],
        "nieuw" => &[("titel", ""), ("eigenaar", PARTNER_TEXT), ("doe", "stel-voor")],
        "{action}" => &[("toelichting", ""), ("doe", "laat-vervallen")],
        "wijzigen" => &[
            ("titel", "Maak twee roosters"),
            ("eigenaar", PARTNER_TEXT),
            ("gezien", "0000000000000000"),
            ("doe", "stel-voor"),
        ],
        "overleg" => &[("stuurgroepdag", ""), ("doe", "haal-weg:2027-01-01")],
        "{file}" => &[("reden", "")],
        "{entry}" => &[("tekst", "0"), ("reden", "")],
        "account" | "agenda" | "meldingen" => &[("doe", "niets")],
        "overdracht" | "sluiten" => &[],
        "twee-stappen" => &[("doe", "niets")],
        "bewijzen" => &[("wachtwoord", "x"), ("code", "")],
        "code" => &[("code", "000000")],
        "deelnemers" => &[("doe", "voeg-gemeenten-toe")],
        "meekijken" => {
            &[("beheerder", ""), ("hoe-lang", ""), ("reden", ""), ("doe", "laat-meekijken")]
        }
        "mail" => &[("doe", "proefbericht")],
        "rol" => &[("rol", "coordinator")],
        "toegang" => &[("doe", WATERDAM_RIGHT), ("lijst", "0000000000000000")],
        "beheer" => &[("naam", ""), ("organisatie", ""), ("doe", "maak-regio")],
        "inloggen" => &[("naam", "niemand"), ("wachtwoord", "x")],
        "wachtwoord" => &[("mailadres", "niemand")],
        "taal" => &[("taal", "nl"), ("terug", "/")],
        _ => &[("doe", "open-ronde"), ("ronde", "2027"), ("welke-ronde", "")],
    };
    let value = |value: &str| if value == NOTHING_YET { nothing_yet() } else { value.to_owned() };
    form.extend(fields.iter().map(|(name, text)| (*name, value(text))));
    match door.rsplit('/').next() {
        Some("overdracht") => form.push(("doe", format!("bied-aan:{}", somebody.person))),
        // No button of the page: the crowd is still needed.
        Some("sluiten") => form.push(("doe", "niets".to_owned())),
        _ => {}
    }
    form
}

/// Stands for the name of the text that nobody wrote yet.
const NOTHING_YET: &str = "?";
/// Says that the list of [`WATERDAM`] is right, as forms write it.
const WATERDAM_RIGHT: &str = "klopt:00000000-0000-0000-0000-00000000000a";
/// [`PARTNER`], as forms write it.
pub const PARTNER_TEXT: &str = "00000000-0000-0000-0000-00000000000f";
