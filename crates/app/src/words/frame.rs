//! Words around every page.

use domain::{Language, OrganisationKind, Role};

use super::{Words, phrases};
use crate::page::Problem;

phrases! {
    product: "Ketentafel", "Ketentafel";
    skip_to_content: "Naar de inhoud", "Skip to content";
    language: "Taal", "Language";
    main_menu: "Hoofdmenu", "Main menu";
    menu: "Menu", "Menu";
    close_menu: "Sluit het menu", "Close the menu";
    breadcrumbs: "Kruimelpad", "Breadcrumbs";
    you_work_as: "U werkt als", "You are working as";
    switch_region: "Wissel van regio", "Switch region";
    sign_in: "Inloggen", "Sign in";
    sign_out: "Uitloggen", "Sign out";
    home: "Mijn werk", "My work";
    board: "Overzicht", "Overview";
    checklist: "Checklist", "Checklist";
    history: "Geschiedenis", "History";
    library: "Kennisbank", "Library";
    accessibility: "Toegankelijkheid", "Accessibility";
    privacy: "Privacy", "Privacy";
    policy_never_cases:
        "Ketentafel gaat over beleid, nooit over personen. Schrijf hier geen namen of verhalen van slachtoffers of verdachten.",
        "Ketentafel is about policy, never about persons. Do not write names or stories of victims or suspects here.";
    now_open: "nu open", "open now";
    not_connected: "U bent niet verbonden.", "You are not connected.";
    keep_working:
        "U kunt gewoon doorwerken. Wat u typt, bewaren wij op dit apparaat en versturen wij later.",
        "You can keep working. What you type is kept on this device and sent later.";
    keep_working_here:
        "Uw browser bewaart niets op dit apparaat. Wat u typt, wacht alleen in deze pagina: sluit haar niet. Wij versturen het zodra er verbinding is.",
        "Your browser keeps nothing on this device. What you type waits in this page only: do not close it. We send it as soon as there is a connection.";
    signed_out_now: "U bent uitgelogd.", "You are signed out.";
    signed_out_help:
        "Wat u typte, staat nog op dit apparaat. Log opnieuw in om het te versturen.",
        "What you typed is still on this device. Sign in again to send it.";
    signed_out_help_here:
        "Wat u typte, staat alleen in deze pagina: sluit haar niet. Log in een nieuw tabblad in, dan versturen wij het van hier.",
        "What you typed is in this page only: do not close it. Sign in in a new tab, and we send it from here.";
    outdated: "Er is een nieuwe versie van Ketentafel.", "There is a new version of Ketentafel.";
    outdated_help: "Laad de pagina opnieuw. Wat u typte, blijft bewaard.", "Load the page again. What you typed is kept.";
    outdated_help_here:
        "Wat nog niet is opgeslagen, staat alleen in deze pagina. Kopieer het eerst, en laad dan de pagina opnieuw.",
        "What was not saved yet is in this page only. Copy it first, then load the page again.";
    left_region: "U hebt geen plek meer in deze regio.", "You no longer have a place in this region.";
    left_region_help:
        "Wat u nu nog typt, wordt niet bewaard. Kopieer wat u wilt houden: deze pagina ziet u hierna niet meer.",
        "What you type now is not kept. Copy what you want to keep: you will not see this page again.";
    load_again: "Laad de pagina opnieuw", "Load the page again";
    back_to_start: "Naar het begin", "Go to the start page";
}

impl Words {
    /// Returns a language's own name.
    pub fn name_of_language(language: Language) -> &'static str {
        match language {
            Language::Nl => "Nederlands",
            Language::En => "English",
        }
    }

    /// Returns the name of a region with the word before it.
    pub fn region_named(self, name: &str) -> String {
        self.pick(format!("Regio {name}"), format!("Region {name}"))
    }

    /// Says on paper of which region, round and day a page is.
    pub fn printed(self, region: &str, round: Option<&str>, day: &str) -> String {
        match (self.0, round) {
            (Language::Nl, Some(round)) => format!("{region}. Ronde {round}. Stand op {day}."),
            (Language::Nl, None) => format!("{region}. Stand op {day}."),
            (Language::En, Some(round)) => format!("{region}. Round {round}. As of {day}."),
            (Language::En, None) => format!("{region}. As of {day}."),
        }
    }

    /// Returns the names of regions with the word before them, within a sentence.
    pub fn regions_named(self, names: &[String]) -> String {
        let all = self.and(names);
        match names.len() {
            1 => self.pick(format!("regio {all}"), format!("region {all}")),
            _ => self.pick(format!("regio’s {all}"), format!("regions {all}")),
        }
    }

    /// Returns a role in words; an editor who may bind the own organisation is its lead editor.
    pub fn role(self, role: Role, may_adopt: bool) -> &'static str {
        match (role, may_adopt) {
            (Role::Coordinator, _) => self.pick("coördinator", "coordinator"),
            (Role::Editor, true) => self.pick("eindredacteur", "lead editor"),
            (Role::Editor, false) => self.pick("redacteur", "editor"),
            (Role::SteeringMember, _) => {
                self.pick("lid van de stuurgroep", "steering group member")
            }
            (Role::Observer, _) => self.pick("waarnemer", "observer"),
        }
    }

    /// Returns how many changes wait.
    pub fn waiting(self, count: usize) -> String {
        match (self.0, count) {
            (Language::Nl, 1) => "Er wacht 1 verandering.".into(),
            (Language::Nl, _) => format!("Er wachten {count} veranderingen."),
            (Language::En, 1) => "1 change is waiting.".into(),
            (Language::En, _) => format!("{count} changes are waiting."),
        }
    }

    /// Returns a kind of organisation in words.
    pub fn organisation_kind(self, kind: OrganisationKind) -> &'static str {
        match kind {
            OrganisationKind::Municipality => self.pick("gemeente", "municipality"),
            OrganisationKind::SafeHome => self.pick("Veilig Thuis", "Veilig Thuis (safe home)"),
            OrganisationKind::Police => self.pick("politie", "police"),
            OrganisationKind::Prosecution => self.pick("Openbaar Ministerie", "public prosecution"),
            OrganisationKind::YouthCare => self.pick("jeugdhulp", "youth care"),
            OrganisationKind::YouthProtection => self.pick("jeugdbescherming", "youth protection"),
            OrganisationKind::YouthMentalHealth => self.pick("jeugd-ggz", "youth mental health"),
            OrganisationKind::YouthLvb => {
                self.pick("jeugd-lvb", "care for youth with mild intellectual disability")
            }
            OrganisationKind::WomensShelter => self.pick("vrouwenopvang", "women’s shelter"),
            OrganisationKind::Comensha => self.pick("CoMensha", "CoMensha"),
            OrganisationKind::PublicHealth => self.pick("GGD", "public health service"),
            OrganisationKind::FirstLine => self.pick("eerstelijnshulp", "first-line help"),
            OrganisationKind::Medical => self.pick("medische zorg", "medical care"),
            OrganisationKind::Education => self.pick("onderwijs", "education"),
            OrganisationKind::ReportingPoint => self.pick("meldpunt", "reporting point"),
            OrganisationKind::SafetyHouse => {
                self.pick("Zorg- en Veiligheidshuis", "care and safety house")
            }
            OrganisationKind::Riec => self.pick("RIEC", "RIEC"),
            OrganisationKind::SexualAssaultCentre => {
                self.pick("Centrum Seksueel Geweld", "sexual assault centre")
            }
            OrganisationKind::RegionalBody => self.pick("regionale organisatie", "regional body"),
            OrganisationKind::Other => self.pick("andere organisatie", "other organisation"),
        }
    }

    /// Returns the heading of a problem page.
    pub fn problem_title(self, problem: Problem) -> &'static str {
        match problem {
            Problem::NotFound => self.pick("Deze pagina is er niet", "This page does not exist"),
            Problem::Forbidden => self.pick("Dit mag u niet doen", "You may not do this"),
            Problem::Unreadable => self.pick("Wij kunnen dit niet lezen", "We cannot read this"),
            Problem::TooLarge => {
                self.pick("Dit is te veel in één keer", "This is too much at once")
            }
            Problem::CrossSite => {
                self.pick("Dit komt van een andere website", "This comes from another website")
            }
            Problem::Unavailable => {
                self.pick("Het lukt nu even niet", "This does not work right now")
            }
            Problem::FileMissing => {
                self.pick("Dit bestand is er nu niet", "This file is not there now")
            }
            Problem::SecondFactorNeeded => self.pick(
                "Stel eerst inloggen in twee stappen in",
                "First set up signing in in two steps",
            ),
            Problem::NewerRelease => self.pick(
                "Deze regio is gemaakt met een nieuwere versie",
                "This region was written by a newer version",
            ),
        }
    }

    /// Returns what to do about a problem.
    pub fn problem_help(self, problem: Problem) -> &'static str {
        match problem {
            Problem::NotFound => self.pick(
                "Controleer het adres. Misschien bestaat de pagina niet, of hoort zij bij een regio waar u niet aan deelneemt.",
                "Check the address. The page may not exist, or it belongs to a region that you do not take part in.",
            ),
            Problem::Forbidden => self.pick(
                "U ziet deze gegevens wel, maar een ander mag ze veranderen. Vraag het de coördinator van uw regio.",
                "You can see this, but someone else may change it. Ask the coordinator of your region.",
            ),
            Problem::Unreadable => self.pick(
                "Er ging iets mis bij het versturen. Ga terug, controleer wat u typte en probeer het opnieuw. Er is niets opgeslagen.",
                "Something went wrong while sending. Go back, check what you typed and try again. Nothing was saved.",
            ),
            Problem::TooLarge => self.pick(
                "Maak uw tekst korter en probeer het opnieuw. Er is niets opgeslagen.",
                "Make your text shorter and try again. Nothing was saved.",
            ),
            Problem::CrossSite => self.pick(
                "Voor de veiligheid nemen wij alleen formulieren aan van Ketentafel zelf. Open Ketentafel en vul het daar in.",
                "For safety we only accept forms from Ketentafel itself. Open Ketentafel and fill it in there.",
            ),
            Problem::Unavailable => self.pick(
                "Wacht een minuut en probeer het opnieuw. Blijft dit zo? Vertel het uw beheerder. Er is niets half opgeslagen.",
                "Wait a minute and try again. Does it go on? Tell your administrator. Nothing was saved halfway.",
            ),
            Problem::FileMissing => self.pick(
                "Ketentafel weet van dit bestand, maar kan het nu niet lezen. Probeer het later opnieuw. Blijft dit zo? Vertel het uw beheerder; die kan in de reservekopie kijken.",
                "Ketentafel knows of this file, but cannot read it now. Try again later. Does it go on? Tell your administrator, who can look in the backup.",
            ),
            Problem::SecondFactorNeeded => self.pick(
                "Dit wordt van u gevraagd. Doe het in een nieuw tabblad, kom dan hier terug en probeer het opnieuw. Er is nog niets opgeslagen.",
                "This is asked of you. Do it in a new tab, then come back here and try again. Nothing was saved yet.",
            ),
            Problem::NewerRelease => self.pick(
                "De beheerder moet eerst de nieuwe versie van Ketentafel installeren. Er is niets verloren.",
                "The administrator must install the new version of Ketentafel first. Nothing is lost.",
            ),
        }
    }
}
