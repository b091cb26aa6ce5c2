//! How the history tells what happened to actions, and when the steering group meets.

use domain::{Day, Entry, Event, PassedPart, Rung, local_day};

use super::{Told, Words, capital};
use crate::page::Named;

impl Words {
    /// Tells who was reminded of an action, and how many working days were left until the steering group then.
    fn reminded(
        self,
        who: &str,
        title: &str,
        (rung, meeting): (Rung, Option<Day>),
        entry: &Entry,
    ) -> String {
        if rung == Rung::Table {
            return match meeting.map(|day| self.calendar_day(day)) {
                Some(day) => self.pick(
                    format!("De actie ‘{title}’ is nog niet klaar en komt op {day} in de stuurgroep."),
                    format!("The action ‘{title}’ is not done yet and comes before the steering group on {day}."),
                ),
                None => self.pick(
                    format!("De actie ‘{title}’ is nog niet klaar en komt in de stuurgroep zodra die bijeenkomt."),
                    format!("The action ‘{title}’ is not done yet and comes before the steering group when it meets."),
                ),
            };
        }
        let left =
            meeting.map(|day| format!(": {}", self.before_steering(local_day(entry.at), day)));
        let left = left.unwrap_or_default();
        let to = self.rung(rung);
        match entry.by.person {
            Some(_) => self.pick(
                format!("{who} herinnerde {to} aan de actie ‘{title}’{left}."),
                format!("{who} reminded {to} of the action ‘{title}’{left}."),
            ),
            None => self.pick(
                format!("{} kreeg een herinnering aan de actie ‘{title}’{left}.", capital(to)),
                format!("{} got a reminder of the action ‘{title}’{left}.", capital(to)),
            ),
        }
    }

    /// Names whom a reminder goes to, in the middle of a sentence.
    pub fn rung(self, rung: Rung) -> &'static str {
        match rung {
            Rung::Owner => self.pick("de eigenaar", "the owner"),
            Rung::Lead => {
                self.pick("wie bij de eigenaar mag besluiten", "whoever may decide for the owner")
            }
            Rung::Coordinator => self.pick("de coördinator", "the coordinator"),
            Rung::Table => self.pick("de stuurgroep", "the steering group"),
        }
    }

    /// Tells in one sentence what happened to an action, if the entries are about one.
    /// Size: one arm for each kind, so that none is missing.
    pub fn action_sentence(self, who: &str, entries: &[Entry], told: Told<'_>) -> Option<String> {
        // What was made or changed says more than that it was offered, whichever comes first.
        let says_most = |entry: &&Entry| {
            matches!(entry.event, Event::ActionMade { .. } | Event::ActionRevised { .. })
        };
        let first = entries.iter().find(says_most).or(entries.first())?;
        let title = |event: &Event| {
            let id = event.action()?;
            told.titles.get(&id).cloned()
        };
        let title =
            title(&first.event).unwrap_or_else(|| self.pick("een actie", "an action").to_owned());
        let organisation = |id| self.organisation(told.names, id);
        let person = |id| match told.people.get(&id) {
            Some(Named { name, .. }) => name.clone(),
            None => self.pick("iemand", "somebody").to_owned(),
        };
        Some(match &first.event {
            Event::ActionMade { owner, plan, .. } => {
                let made =
                    entries.iter().filter(|one| matches!(one.event, Event::ActionMade { .. }));
                let is = |kind: fn(&Event) -> bool| entries.iter().any(|one| kind(&one.event));
                let offered = is(|event| matches!(event, Event::ActionOffered { .. }));
                let accepted = is(|event| matches!(event, Event::ActionAccepted { .. }));
                let title = &plan.title;
                let owner = organisation(*owner);
                match (made.count(), offered, accepted) {
                    (1, true, true) => self.pick(
                        format!("{who} nam zelf een actie op zich voor {owner}: ‘{title}’."),
                        format!("{who} took on an action for {owner}: ‘{title}’."),
                    ),
                    (1, true, false) => self.pick(
                        format!("{who} bood {owner} een actie aan: ‘{title}’."),
                        format!("{who} offered {owner} an action: ‘{title}’."),
                    ),
                    (1, false, _) => self.pick(
                        format!("{who} bedacht een actie voor {owner}: ‘{title}’."),
                        format!("{who} proposed an action for {owner}: ‘{title}’."),
                    ),
                    (count, true, _) => self.pick(
                        format!("{who} bood {count} organisaties elk een actie aan: ‘{title}’."),
                        format!("{who} offered {count} organisations an action each: ‘{title}’."),
                    ),
                    (count, false, _) => self.pick(
                        format!("{who} bedacht voor {count} organisaties elk een actie: ‘{title}’."),
                        format!("{who} proposed an action for each of {count} organisations: ‘{title}’."),
                    ),
                }
            }
            Event::ActionRevised { plan, .. } => self.pick(
                format!("{who} wijzigde de actie ‘{}’.", plan.title),
                format!("{who} changed the action ‘{}’.", plan.title),
            ),
            Event::ActionOffered { .. } => {
                let offered =
                    entries.iter().filter(|one| matches!(one.event, Event::ActionOffered { .. }));
                match offered.count() {
                    1 => self.pick(
                        format!("{who} bood de actie ‘{title}’ aan."),
                        format!("{who} offered the action ‘{title}’."),
                    ),
                    count => self.pick(
                        format!("{who} bood {count} acties aan."),
                        format!("{who} offered {count} actions."),
                    ),
                }
            }
            Event::ActionAccepted { .. } => self.pick(
                format!("{who} nam de actie ‘{title}’ aan."),
                format!("{who} accepted the action ‘{title}’."),
            ),
            Event::ActionDeclined { .. } => self.pick(
                format!("{who} wees de actie ‘{title}’ af."),
                format!("{who} declined the action ‘{title}’."),
            ),
            Event::DateCounterProposed { change, .. } => {
                let to = change.to.map(|day| self.calendar_day(day)).unwrap_or_default();
                match change.from.map(|day| self.calendar_day(day)) {
                    Some(from) => self.pick(
                        format!("{who} stelde voor de actie ‘{title}’ een andere datum voor: {to} in plaats van {from}."),
                        format!("{who} proposed another date for the action ‘{title}’: {to} instead of {from}."),
                    ),
                    None => self.pick(
                        format!("{who} stelde voor de actie ‘{title}’ een datum voor: {to}."),
                        format!("{who} proposed a date for the action ‘{title}’: {to}."),
                    ),
                }
            }
            Event::CounterProposalAgreed { due, .. } => {
                let day = self.calendar_day(*due);
                self.pick(
                    format!("{who} ging akkoord met {day} voor de actie ‘{title}’."),
                    format!("{who} agreed to {day} for the action ‘{title}’."),
                )
            }
            Event::CounterProposalRefused { .. } => self.pick(
                format!("{who} bleef voor de actie ‘{title}’ bij de gevraagde datum."),
                format!("{who} kept the date that was asked for the action ‘{title}’."),
            ),
            Event::ActionAssigned { change, .. } => match change.to.map(person) {
                Some(name) => self.pick(
                    format!("{who} legde vast wie de actie ‘{title}’ doet: {name}."),
                    format!("{who} recorded who does the action ‘{title}’: {name}."),
                ),
                None => self.pick(
                    format!("{who} legde vast dat niemand in het bijzonder de actie ‘{title}’ doet."),
                    format!("{who} recorded that nobody in particular does the action ‘{title}’."),
                ),
            },
            Event::ActionProgressed { .. } => self.pick(
                format!("{who} schreef hoe het met de actie ‘{title}’ gaat."),
                format!("{who} wrote how the action ‘{title}’ is going."),
            ),
            Event::ActionWaits { on, .. } => {
                let other = match on {
                    domain::WaitsOn::Action(id) => told.titles.get(id).map(String::as_str),
                    domain::WaitsOn::Organisation(_) => None,
                };
                let on = self.waits_on(told.names, *on, other);
                self.pick(
                    format!("{who} liet weten dat de actie ‘{title}’ niet verder kan. {on}."),
                    format!("{who} said that the action ‘{title}’ cannot go on. {on}."),
                )
            }
            Event::ActionReportedDone { .. } => self.pick(
                format!("{who} meldde de actie ‘{title}’ klaar."),
                format!("{who} reported the action ‘{title}’ done."),
            ),
            Event::ActionClosed { .. } => self.pick(
                format!("{who} sloot de actie ‘{title}’ af."),
                format!("{who} closed the action ‘{title}’."),
            ),
            Event::ActionReopened { .. } => self.pick(
                format!("{who} heropende de actie ‘{title}’."),
                format!("{who} reopened the action ‘{title}’."),
            ),
            Event::ActionDropped { .. } => self.pick(
                format!("{who} liet de actie ‘{title}’ vervallen."),
                format!("{who} dropped the action ‘{title}’."),
            ),
            Event::OfferWentSilent { .. } => self.pick(
                format!("Op de actie ‘{title}’ kwam tien werkdagen geen antwoord. Ze ging naar de coördinator."),
                format!("The action ‘{title}’ was not answered for ten working days. It went to the coordinator."),
            ),
            Event::ActionReminded { rung, meeting, .. } => {
                self.reminded(who, &title, (*rung, *meeting), first)
            }
            Event::ActionFileAttached { file, .. } => {
                let (name, facts) = (file.name.as_heading(), self.file_facts(file));
                self.pick(
                    format!("{who} voegde bij de actie ‘{title}’ een bestand toe: {name} ({facts})."),
                    format!("{who} added a file to the action ‘{title}’: {name} ({facts})."),
                )
            }
            Event::ActionFileRemoved { .. } => self.pick(
                format!("{who} verwijderde een bestand van de actie ‘{title}’."),
                format!("{who} removed a file from the action ‘{title}’."),
            ),
            Event::RemindersPaused { change, .. } => match change.to {
                Some(until) => {
                    let day = self.calendar_day(until);
                    self.pick(
                        format!("{who} liet herinneringen aan de actie ‘{title}’ pauzeren tot en met {day}."),
                        format!("{who} paused reminders of the action ‘{title}’ up to and including {day}."),
                    )
                }
                None => self.pick(
                    format!("{who} liet herinneringen aan de actie ‘{title}’ weer doorgaan."),
                    format!("{who} let reminders of the action ‘{title}’ go on."),
                ),
            },
            Event::ActionPassedOn { part, to, .. } => {
                let to = match (to.organisation, to.person) {
                    (Some(id), _) => organisation(id),
                    (None, Some(id)) => person(id),
                    (None, None) => String::new(),
                };
                match part {
                    PassedPart::Asked => self.pick(
                        format!("De actie ‘{title}’ ging over naar {to}."),
                        format!("The action ‘{title}’ went over to {to}."),
                    ),
                    PassedPart::Asker => self.pick(
                        format!("{} ziet voortaan toe op de actie ‘{title}’.", capital(&to)),
                        format!("{} looks after the action ‘{title}’ from now on.", capital(&to)),
                    ),
                }
            }
            Event::SteeringDateAdded { day } => {
                let day = self.calendar_day(*day);
                self.pick(
                    format!("{who} legde vast dat de stuurgroep bijeenkomt op {day}."),
                    format!("{who} recorded that the steering group meets on {day}."),
                )
            }
            Event::SteeringDateRemoved { day } => {
                let day = self.calendar_day(*day);
                self.pick(
                    format!("{who} haalde {day} weg als dag van de stuurgroep."),
                    format!("{who} removed {day} as a day of the steering group."),
                )
            }
            _ => return None,
        })
    }
}
