//! Words of who has access for an organisation, and of the yearly review of that.

use domain::{Day, ReviewStand};

use super::{Words, phrases};
use crate::page::ReviewHeld;

phrases! {
    access_title: "Wie heeft toegang", "Who has access";
    access_lead: "Ieder jaar kijkt elke organisatie na wie namens haar in deze regio iets kan zien of doen. Klopt de lijst, dan zegt u dat hier.", "Every year each organisation looks through who can see or do something for it in this region. If the list is right, you say so here.";
    access_look: "Controleer wie toegang heeft", "Check who has access";
    access_who: "Wie", "Who";
    access_adopts: "Mag bevestigen", "May confirm";
    access_signed_in: "Laatst ingelogd", "Signed in last";
    access_not_signed_in: "het afgelopen jaar niet", "not in the past year";
    access_change: "Verander of beëindig", "Change or end";
    access_yes: "ja", "yes";
    access_no: "nee", "no";
    access_invited: "Uitgenodigd, nog niet aangenomen", "Invited, not accepted yet";
    access_wrong: "Klopt er iets niet? Verander of beëindig dan eerst die plek. Mag u dat niet, vraag het dan de coördinator.", "Is something not right? Then change or end that place first. If you may not, ask the coordinator.";
    access_to_participants: "Ga naar Deelnemers", "Go to Participants";
    access_right: "Dit klopt", "This is right";
    access_show: "Bekijk de lijst", "See the list";
    access_history: "Eerdere controles", "Earlier checks";
    access_never: "Nog nooit gecontroleerd.", "Never checked so far.";
    access_no_lead: "Deze organisatie heeft geen eindredacteur. Daarom controleert de coördinator haar lijst.", "This organisation has no lead editor. That is why the coordinator checks its list.";
    access_not_done: "Er is niets vastgelegd", "Nothing was recorded";
    access_export: "Haal de lijst op voor Excel (CSV)", "Get the list for Excel (CSV)";
    access_export_help: "Wij leggen vast wie de lijst ophaalde en wanneer.", "We record who got the list and when.";
    access_without_people: "Nog niemand", "Nobody yet";
    access_without_people_help: "Namens deze organisaties kan niemand iets zien of doen. Daar valt niets te controleren tot u iemand uitnodigt.", "Nobody can see or do anything for these organisations. There is nothing to check until you invite somebody.";
    access_nobody: "Namens geen enkele organisatie heeft iemand toegang.", "Nobody has access for any organisation.";
    access_file: "wie-heeft-toegang", "who-has-access";
    sheet_organisation: "Organisatie", "Organisation";
    sheet_function: "Functie", "Function";
    sheet_checked: "Laatst gecontroleerd", "Checked last";
    sheet_checked_by: "Gecontroleerd door", "Checked by";
    sheet_due: "Aan de beurt op", "Due on";
}

impl Words {
    /// Says how many organisations have to be looked at: now, of how many, and soon.
    pub fn access_counts(self, overdue: usize, all: usize, soon: usize) -> String {
        let now = match overdue {
            0 => self.pick(
                format!("Van {all} organisaties is er nu geen aan de beurt."),
                format!("Of {all} organisations none is due now."),
            ),
            1 => self.pick(
                format!("1 van {all} organisaties is aan de beurt."),
                format!("1 of {all} organisations is due."),
            ),
            _ => self.pick(
                format!("{overdue} van {all} organisaties zijn aan de beurt."),
                format!("{overdue} of {all} organisations are due."),
            ),
        };
        let soon = match soon {
            0 => return now,
            1 => self.pick(
                "Nog 1 komt binnen dertig dagen aan de beurt.".to_owned(),
                "1 more is due within thirty days.".to_owned(),
            ),
            _ => self.pick(
                format!("Nog {soon} komen binnen dertig dagen aan de beurt."),
                format!("{soon} more are due within thirty days."),
            ),
        };
        format!("{now} {soon}")
    }

    /// Says when the review of an organisation is due.
    pub fn review_due(self, stand: ReviewStand, due: Day) -> String {
        let day = self.calendar_day(due);
        match stand {
            ReviewStand::Overdue => {
                self.pick(format!("Aan de beurt sinds {day}."), format!("Due since {day}."))
            }
            ReviewStand::Soon => {
                self.pick(format!("Bijna aan de beurt: op {day}."), format!("Due soon: on {day}."))
            }
            ReviewStand::Fresh => {
                self.pick(format!("Aan de beurt op {day}."), format!("Due on {day}."))
            }
        }
    }

    /// Says who looked through the list of an organisation last, and when.
    pub fn review_last(self, last: Option<&ReviewHeld>) -> String {
        let Some(ReviewHeld { at, by, .. }) = last else { return self.access_never().to_owned() };
        let day = self.day(*at);
        self.pick(
            format!("Gecontroleerd op {day} door {by}."),
            format!("Checked on {day} by {by}."),
        )
    }

    /// Says of an earlier review when it was, by whom, and of how many places.
    pub fn review_held(self, held: &ReviewHeld) -> String {
        let (day, by) = (self.day(held.at), &held.by);
        match (self.0, held.places) {
            (domain::Language::Nl, 1) => format!("{day}: {by}, 1 plek"),
            (domain::Language::Nl, places) => format!("{day}: {by}, {places} plekken"),
            (domain::Language::En, 1) => format!("{day}: {by}, 1 place"),
            (domain::Language::En, places) => format!("{day}: {by}, {places} places"),
        }
    }

    /// Says what pressing the button means.
    pub fn access_meaning(self, organisation: &str) -> String {
        self.pick(
            format!("Deze mensen werken namens {organisation} en horen deze rechten te hebben."),
            format!("These people work for {organisation} and should have these rights."),
        )
    }

    /// Says that the list changed while somebody looked at it.
    pub fn access_changed(self, organisation: &str) -> String {
        self.pick(
            format!("De lijst van {organisation} veranderde nadat u deze pagina opende. Bekijk haar opnieuw en zeg dan of zij klopt."),
            format!("The list of {organisation} changed after you opened this page. Look at it again, and then say whether it is right."),
        )
    }

    /// Says that it was taken in that a list is right.
    pub fn access_done(self, organisation: &str) -> String {
        self.pick(
            format!("Vastgelegd: de lijst van {organisation} klopt."),
            format!("Recorded: the list of {organisation} is right."),
        )
    }

    /// Asks somebody to look through who has access for an organisation.
    pub fn review_task(self, organisation: &str) -> String {
        self.pick(
            format!("Controleer wie namens {organisation} toegang heeft"),
            format!("Check who has access for {organisation}"),
        )
    }
}
