//! Words of the list of actions: what it counts, how it is narrowed, and the file that holds it.

use domain::{Day, Priority};

use super::{Words, capital, phrases};
use crate::page::ActionShow;

phrases! {
    action_word: "Actie", "Action";
    actions_filter: "Filter de acties", "Filter the actions";
    all_owners: "Alle organisaties", "All organisations";
    all_states: "Alle acties", "All actions";
    as_board: "Bekijk als bord", "See as a board";
    as_list: "Bekijk als lijst", "See as a list";
    actions_as_csv: "Download voor andere programma’s (CSV)", "Download for other programs (CSV)";
    actions_as_xlsx: "Download voor Excel (XLSX)", "Download for Excel (XLSX)";
    actions_none_make: "Maak de eerste met ‘Nieuwe actie’, of kies een suggestie bij een vraag van de checklist.", "Make the first with ‘New action’, or choose a suggestion at a question of the checklist.";
    actions_none_wait: "Vraagt een redacteur of coördinator een organisatie iets te doen, dan staat dat hier.", "When an editor or a coordinator asks an organisation to do something, it stands here.";
    actions_none_found: "Er zijn geen acties die bij dit filter passen.", "No actions fit this filter.";
    sheets: "Pagina’s van de lijst", "Pages of the list";
    sheet_before: "Vorige pagina", "Previous page";
    sheet_after: "Volgende pagina", "Next page";
    board_heading: "Acties per stand", "Actions by state";
    lane_empty: "Geen acties", "No actions";
    choose_column: "Kiezen", "To choose";
    choose_word: "Kies", "Choose";
    offer_chosen_button: "Bied de gekozen acties aan", "Offer the chosen actions";
    remind_chosen_help: "Wie nog iets moet doen, krijgt een herinnering. Wie vandaag zelf iets deed of al herinnerd is, krijgt er geen.", "Whoever still has something to do gets a reminder. Whoever did something today, or was reminded already, gets none.";
    remind_chosen_button: "Herinner de eigenaren", "Remind the owners";
    offer_chosen_help: "Elke organisatie krijgt de vraag of zij dit wil doen.", "Each organisation is asked whether it will do this.";
    actions_not_reminded: "Er is niemand herinnerd", "Nobody was reminded";
    actions_not_offered: "De acties zijn niet aangeboden", "The actions were not offered";
    actions_still_ticked: "Er is niets verstuurd. Wat u aankruiste en nog te kiezen is, staat nog aangekruist.", "Nothing was sent. What you ticked and can still be chosen is still ticked.";
    mark_discuss: "te bespreken in de stuurgroep", "to discuss in the steering group";
    mark_unanswered: "geen antwoord na meer dan tien werkdagen", "no answer after more than ten working days";
    sheet_title: "Titel", "Title";
    sheet_asked_by: "Gevraagd door", "Asked by";
    sheet_concerns: "Gemeenten", "Municipalities";
    sheet_offered_on: "Aangeboden op", "Offered on";
    sheet_moved: "Laatste wijziging", "Last change";
    sheet_done_when: "Klaar als", "Done when";
    /// The name of the file with the actions, without its ending.
    actions_file: "acties", "actions";
}

impl Words {
    /// Names what a filter keeps, in the middle of a sentence.
    pub fn action_show(self, show: ActionShow) -> &'static str {
        match show {
            ActionShow::Voorgesteld => self.pick("voorgesteld", "proposed"),
            ActionShow::Aangeboden => self.pick("aangeboden", "offered"),
            ActionShow::AndereDatum => self.pick("andere datum voorgesteld", "other date proposed"),
            ActionShow::Afgewezen => self.pick("afgewezen", "declined"),
            ActionShow::Aangenomen => self.pick("aangenomen", "accepted"),
            ActionShow::Bezig => self.pick("bezig", "in progress"),
            ActionShow::WachtOp => self.pick("wacht op een ander", "waits on another"),
            ActionShow::KlaarGemeld => self.pick("klaar gemeld", "reported done"),
            ActionShow::Heropend => self.pick("heropend", "reopened"),
            ActionShow::Afgesloten => self.pick("afgesloten", "closed"),
            ActionShow::Vervallen => self.pick("vervallen", "dropped"),
            ActionShow::TeLaat => self.pick("te laat", "overdue"),
            ActionShow::Stil => self.pick("60 dagen of langer stil", "silent for 60 days or more"),
            ActionShow::GeenAntwoord => self.pick(
                "langer dan tien werkdagen zonder antwoord",
                "no answer for more than ten working days",
            ),
            ActionShow::VoorStuurgroep => self
                .pick("klaar voor de stuurgroep bijeenkomt", "due before the steering group meets"),
            ActionShow::TeBespreken => {
                self.pick("te bespreken in de stuurgroep", "to discuss in the steering group")
            }
            ActionShow::Open => self.pick("open", "open"),
        }
    }

    /// Says what a figure counts.
    pub fn action_figure(self, show: ActionShow, count: usize) -> &'static str {
        match (show, count) {
            (ActionShow::Open, 1) => self.pick("open actie", "open action"),
            (ActionShow::Open, _) => self.pick("open acties", "open actions"),
            (ActionShow::VoorStuurgroep, 1) => {
                self.pick("moet klaar zijn voor de stuurgroep", "due before the steering group")
            }
            (ActionShow::VoorStuurgroep, _) => {
                self.pick("moeten klaar zijn voor de stuurgroep", "due before the steering group")
            }
            _ => self.action_show(show),
        }
    }

    /// Names a column of the board, with how many are in it.
    pub fn lane_heading(self, show: ActionShow, count: usize) -> String {
        format!("{} ({count})", capital(self.action_show(show)))
    }

    /// Says how many more there are than a column shows.
    pub fn and_more(self, more: usize) -> String {
        self.pick(format!("En nog {more}:"), format!("And {more} more:"))
    }

    /// Says how many actions there are.
    pub fn actions_found(self, found: usize) -> String {
        match found {
            1 => self.pick("1 actie".into(), "1 action".into()),
            _ => self.pick(format!("{found} acties"), format!("{found} actions")),
        }
    }

    /// Says which of the actions stand on this page of the list.
    pub fn actions_on_page(self, first: usize, last: usize, found: usize) -> String {
        let all = self.actions_found(found);
        if last - first + 1 >= found {
            return all;
        }
        if first == last {
            return self.pick(format!("{first} van {all}"), format!("{first} of {all}"));
        }
        self.pick(
            format!("{first} tot en met {last} van {all}"),
            format!("{first} to {last} of {all}"),
        )
    }

    /// Says which page of the list this is.
    pub fn sheet_of(self, page: usize, pages: usize) -> String {
        self.pick(format!("Pagina {page} van {pages}"), format!("Page {page} of {pages}"))
    }

    /// Names the way to the days of the steering group, with how far the next one is.
    pub fn steering_in(self, day: Day, working_days: u32) -> String {
        let on = self.calendar_day(day);
        match working_days {
            0 => self.pick(
                format!("De stuurgroep komt vandaag bijeen ({on})"),
                format!("The steering group meets today ({on})"),
            ),
            1 => self.pick(
                format!("Nog 1 werkdag tot de stuurgroep ({on})"),
                format!("1 working day until the steering group ({on})"),
            ),
            days => self.pick(
                format!("Nog {days} werkdagen tot de stuurgroep ({on})"),
                format!("{days} working days until the steering group ({on})"),
            ),
        }
    }

    /// Says at an action that is due before the steering group meets how far that is.
    pub fn before_steering(self, today: Day, meeting: Day) -> String {
        match today.working_days_until(meeting) {
            _ if meeting == today => {
                self.pick("stuurgroep vandaag".into(), "steering group today".into())
            }
            0 => self.pick(
                "geen werkdag meer tot de stuurgroep".into(),
                "no working day left until the steering group".into(),
            ),
            1 => self.pick(
                "nog 1 werkdag tot de stuurgroep".into(),
                "1 working day until the steering group".into(),
            ),
            days => self.pick(
                format!("nog {days} werkdagen tot de stuurgroep"),
                format!("{days} working days until the steering group"),
            ),
        }
    }

    /// Says on a card until when it is to be done.
    pub fn until_day(self, day: &str) -> String {
        self.pick(format!("klaar op {day}"), format!("done by {day}"))
    }

    /// Says how far the group is to which an action belongs.
    pub fn in_group(self, closed: usize, all: usize) -> String {
        self.pick(
            format!("Groep: {closed} van {all} afgesloten"),
            format!("Group: {closed} of {all} closed"),
        )
    }

    /// Says beside an action how much it matters.
    pub fn priority_mark(self, priority: Priority) -> &'static str {
        match priority {
            Priority::High => self.pick("voorrang hoog", "priority high"),
            Priority::Normal => self.pick("voorrang gewoon", "priority normal"),
            Priority::Low => self.pick("voorrang laag", "priority low"),
        }
    }
}
