//! Words of the steps with an action: their buttons, and what they did.

use std::collections::BTreeMap;

use domain::{Day, OrganisationId, Refusal};

use super::Words;
use crate::form::actions::{ActionTrouble, StepDeed};
use crate::page::ActionDone;

impl Words {
    /// Names the button that accepts an action.
    pub fn accept_action_button(self, due: Option<Day>) -> String {
        match due.map(|day| self.calendar_day(day)) {
            Some(day) => self.pick(
                format!("Ja, wij doen dit uiterlijk op {day}"),
                format!("Yes, we do this by {day}"),
            ),
            None => self.pick("Ja, wij doen dit".into(), "Yes, we do this".into()),
        }
    }

    /// Names the button that agrees to another day.
    pub fn agree_button(self, due: Day) -> String {
        let day = self.calendar_day(due);
        self.pick(format!("Ga akkoord met {day}"), format!("Agree to {day}"))
    }

    /// Names the button of a step.
    pub fn step_button(self, deed: StepDeed) -> &'static str {
        match deed {
            StepDeed::Accept => self.pick("Ja, wij doen dit", "Yes, we do this"),
            StepDeed::CounterPropose => self.pick("Stel deze datum voor", "Propose this date"),
            StepDeed::Decline => self.pick("Wijs deze actie af", "Decline this action"),
            StepDeed::Progress => self.pick("Bewaar de voortgang", "Keep the progress"),
            StepDeed::ReportDone => self.pick("Meld de actie klaar", "Report the action done"),
            StepDeed::Wait => self.pick("Bewaar waarop u wacht", "Keep what you are waiting for"),
            StepDeed::Assign => self.pick("Bewaar wie dit doet", "Keep who does this"),
            StepDeed::AgreeToDate => self.pick("Ga akkoord", "Agree"),
            StepDeed::RefuseDate => {
                self.pick("Blijf bij de gevraagde datum", "Keep the date that was asked")
            }
            StepDeed::Close => self.pick("Sluit de actie af", "Close the action"),
            StepDeed::Reopen => self.pick("Heropen de actie", "Reopen the action"),
            StepDeed::Offer => self.pick("Bied de actie aan", "Offer the action"),
            StepDeed::Drop => self.pick("Laat de actie vervallen", "Drop the action"),
            StepDeed::Remind => self.pick("Stuur nu een herinnering", "Send a reminder now"),
            StepDeed::Pause => self.pick("Pauzeer herinneringen", "Pause reminders"),
            StepDeed::Resume => {
                self.pick("Laat herinneringen weer doorgaan", "Let reminders go on")
            }
        }
    }

    /// Says why a form about an action was refused.
    pub fn step_trouble(
        self,
        trouble: &ActionTrouble,
        names: &BTreeMap<OrganisationId, String>,
    ) -> String {
        match trouble {
            ActionTrouble::NoSuchDay => self.action_no_such_day().to_owned(),
            ActionTrouble::DayMissing => self.action_day_missing().to_owned(),
            ActionTrouble::NothingToWaitOn => self.action_nothing_to_wait_on().to_owned(),
            ActionTrouble::Refused(Refusal::NoteMissing) => self.action_say_why().to_owned(),
            ActionTrouble::Refused(Refusal::NoColleague) => self.action_cannot_person().to_owned(),
            ActionTrouble::Refused(refusal) => self.refusal(refusal, names),
        }
    }

    /// Says what a form did.
    /// Size: one arm for each deed, so that none is missing.
    pub fn action_done(self, done: ActionDone) -> &'static str {
        match done {
            ActionDone::FileAttached => self.file_done(),
            ActionDone::FileRemoved => self.file_removed_done(),
            ActionDone::Offered => self.pick("De actie is aangeboden.", "The action was offered."),
            ActionDone::Proposed => {
                self.pick("De actie is bewaard als voorstel.", "The action was kept as a proposal.")
            }
            ActionDone::GroupOffered => {
                self.pick("De acties zijn aangeboden.", "The actions were offered.")
            }
            ActionDone::GroupProposed => self.pick(
                "De acties zijn bewaard als voorstel.",
                "The actions were kept as proposals.",
            ),
            ActionDone::Revised => self.pick("De actie is gewijzigd.", "The action was changed."),
            ActionDone::Reminded => self.remind_chosen_help(),
            ActionDone::LinkMailed => self.link_is_mailed(),
            ActionDone::Several => {
                self.pick("De gekozen acties zijn aangeboden.", "The chosen actions were offered.")
            }
            ActionDone::Step(deed) => match deed {
                StepDeed::Accept => self.pick("U nam de actie aan.", "You accepted the action."),
                StepDeed::CounterPropose => self.pick(
                    "U stelde een andere datum voor. Wie dit vroeg, antwoordt daarop.",
                    "You proposed another date. Whoever asked answers that.",
                ),
                StepDeed::Decline => self.pick(
                    "U wees de actie af. Wie dit vroeg, leest uw reden.",
                    "You declined the action. Whoever asked reads your reason.",
                ),
                StepDeed::Progress => {
                    self.pick("De voortgang is bewaard.", "The progress was kept.")
                }
                StepDeed::ReportDone => {
                    self.pick("U meldde de actie klaar.", "You reported the action done.")
                }
                StepDeed::Wait => {
                    self.pick("Waarop u wacht, is bewaard.", "What you are waiting for was kept.")
                }
                StepDeed::Assign => {
                    self.pick("Wie dit doet, is bewaard.", "Who does this was kept.")
                }
                StepDeed::AgreeToDate => self
                    .pick("U ging akkoord met de andere datum.", "You agreed to the other date."),
                StepDeed::RefuseDate => self
                    .pick("U bleef bij de gevraagde datum.", "You kept the date that was asked."),
                StepDeed::Close => self.pick("De actie is afgesloten.", "The action was closed."),
                StepDeed::Reopen => self.pick("De actie is heropend.", "The action was reopened."),
                StepDeed::Offer => self.pick("De actie is aangeboden.", "The action was offered."),
                StepDeed::Drop => self.pick("De actie is vervallen.", "The action was dropped."),
                StepDeed::Remind => {
                    self.pick("De eigenaar krijgt een herinnering.", "The owner gets a reminder.")
                }
                StepDeed::Pause => {
                    self.pick("De herinneringen zijn gepauzeerd.", "Reminders are paused.")
                }
                StepDeed::Resume => {
                    self.pick("De herinneringen gaan weer door.", "Reminders go on again.")
                }
            },
        }
    }
}
