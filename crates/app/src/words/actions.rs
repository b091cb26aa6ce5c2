//! Words of actions: what is asked, where it stands, and what can be done with it.

use std::collections::BTreeMap;

use domain::{ActionStand, Day, NextReminder, OrganisationId, Priority, Reminded, WaitsOn};

use super::{Words, phrases};
use domain::work::ActionTask;

phrases! {
    actions: "Acties", "Actions";
    action_new: "Nieuwe actie", "New action";
    action_revise: "Actie wijzigen", "Change the action";
    action_asked_of: "Gevraagd aan", "Asked of";
    action_thought_of: "Voorstel voor", "Proposed for";
    action_why_title: "Waarom vragen wij dit?", "Why do we ask this?";
    action_no_why: "Er is niet bij geschreven waarom dit gevraagd wordt.", "Nobody wrote why this is asked.";
    action_done_title: "Klaar als", "Done when";
    action_no_done_when: "Er is niet afgesproken wanneer dit klaar is.", "It was not agreed when this is done.";
    action_answer_title: "Uw antwoord", "Your answer";
    action_go_on_title: "Hoe gaat het?", "How is it going?";
    action_asker_title: "U vroeg dit", "You asked for this";
    action_look_after_title: "Deze actie beheren", "Look after this action";
    action_log_title: "Wat er gebeurde", "What happened";
    action_stand_title: "Stand", "Where it stands";
    action_terms_title: "Gegevens", "Details";
    action_group_title: "Samen gevraagd", "Asked together";
    action_jump: "Ga direct naar uw antwoord", "Go to your answer";
    action_by: "Gevraagd door", "Asked by";
    action_owner: "Wie doet het", "Who does it";
    action_person: "Persoon", "Person";
    action_contributors: "Helpt mee", "Helps";
    action_concerns: "Voor gemeente", "For municipality";
    action_due: "Klaar op", "Done by";
    action_priority: "Voorrang", "Priority";
    action_steering: "Stuurgroep", "Steering group";
    action_cause: "Aanleiding", "Comes from";
    action_no_due: "geen datum", "no date";
    action_whole_region: "hele regio", "whole region";
    action_nobody: "nog niemand", "nobody yet";
    action_left: "doet niet meer mee", "takes part no longer";
    action_accept_help: "Zegt u ja, dan staat de actie op naam van uw organisatie. U kunt later nog een andere datum voorstellen.", "If you say yes, the action is in the name of your organisation. You can still propose another date later.";
    action_countered_title: "U vroeg een andere datum", "You asked for another date";
    action_countered_help: "Wie dit vroeg, antwoordt daarop. Lukt het toch op de gevraagde datum? Neem de actie dan aan: uw voorstel vervalt.", "Whoever asked answers that. Can you make the date that was asked after all? Then accept the action: your proposal lapses.";
    action_cannot_person: "Deze persoon kan dit niet (meer) doen. Kies een ander.", "This person cannot do this (any more). Choose another.";
    action_made_of_it: "Bekijk de actie die hiervan gemaakt is", "See the action that was made of this";
    action_colleague_summary: "Ik wil dit eerst met een collega bespreken", "I want to discuss this with a colleague first";
    action_colleague_help: "U hoeft nu niets te doen. Een collega van uw organisatie kan deze actie ook openen en beantwoorden. Blijft het tien werkdagen stil, dan ziet de coördinator dat één keer.", "You need not do anything now. A colleague of your organisation can open and answer this action as well. If it stays silent for ten working days, the coordinator sees that once.";
    action_counter_summary: "Ja, maar op een andere datum", "Yes, but by another date";
    action_other_day_summary: "Vraag een andere datum", "Ask for another date";
    action_counter_label: "Wanneer is het klaar?", "When will it be done?";
    action_day_hint: "Schrijf dag, maand en jaar. Bijvoorbeeld: 14-12-2026.", "Write day, month and year. For example: 14-12-2026.";
    action_counter_why: "Waarom deze datum?", "Why this date?";
    action_read_hint: "Eén zin is genoeg. Iedereen in de regio kan dit lezen.", "One sentence is enough. Everyone in the region can read this.";
    action_decline_summary: "Nee, wij doen dit niet", "No, we do not do this";
    action_give_back_summary: "Wij kunnen dit toch niet doen", "We cannot do this after all";
    action_decline_why: "Waarom niet?", "Why not?";
    action_decline_hint: "Wie dit vroeg leest uw reden en zoekt een andere oplossing.", "Whoever asked reads your reason and looks for another way.";
    action_progress_label: "Hoe staat het ervoor?", "How does it stand?";
    action_progress_hint: "Schrijf over het werk, niet over personen of zaken. Iedereen in de regio kan dit lezen.", "Write about the work, not about people or cases. Everyone in the region can read this.";
    action_progress_latest: "Hoe het er het laatst voor stond", "How it stood last";
    action_done_summary: "Meld dat het klaar is", "Report that it is done";
    action_done_label: "Wat is er gedaan? (mag leeg)", "What was done? (may be empty)";
    action_done_hint: "Wie dit vroeg kijkt of het klaar is en sluit de actie dan af.", "Whoever asked looks whether it is done and then closes the action.";
    action_wait_summary: "Wij wachten op een ander", "We are waiting for somebody else";
    action_wait_label: "Waarop wacht u?", "What are you waiting for?";
    action_wait_choose: "Kies een organisatie of een actie", "Choose an organisation or an action";
    action_wait_organisations: "Een organisatie", "An organisation";
    action_wait_actions: "Een andere actie", "Another action";
    action_wait_note: "Wat moet er eerst gebeuren? (mag leeg)", "What has to happen first? (may be empty)";
    action_assign_summary: "Wie doet dit bij ons?", "Who does this among us?";
    action_assign_label: "Persoon", "Person";
    action_assign_nobody: "Niemand in het bijzonder", "Nobody in particular";
    action_refuse_summary: "Deze datum kan niet", "This date is not possible";
    action_refuse_label: "Waarom niet?", "Why not?";
    action_reopen_summary: "Het is nog niet klaar", "It is not done yet";
    action_reopen_label: "Wat moet er nog gebeuren?", "What still has to happen?";
    action_reminder: "Herinneringen", "Reminders";
    action_remind_summary: "Herinner de eigenaar", "Remind the owner";
    action_remind_help: "De eigenaar krijgt een herinnering bij de meldingen. Dit kan één keer per dag.", "The owner gets a reminder among the notices. This can be done once a day.";
    action_left_alone: "Herinneren kan morgen weer: de eigenaar deed vandaag zelf iets, of is vandaag al herinnerd.", "You can remind the owner tomorrow: they did something today, or were reminded today already.";
    action_pause_summary: "Laat herinneringen pauzeren", "Let reminders pause";
    action_pause_label: "Tot en met welke dag?", "Up to and including which day?";
    action_paused_summary: "De herinneringen zijn gepauzeerd", "Reminders are paused";
    action_drop_summary: "Laat deze actie vervallen", "Drop this action";
    action_drop_label: "Waarom is dit niet meer nodig?", "Why is this not needed any more?";
    action_close_help: "Kijk of het klaar is zoals afgesproken. Daarna kunt u de actie afsluiten.", "Look whether it is done as agreed. Then you can close the action.";
    action_new_lead: "Vraag een organisatie iets te doen. De actie bestaat pas als die organisatie haar aanneemt.", "Ask an organisation to do something. The action exists only once that organisation accepts it.";
    action_revise_lead: "Wat u wijzigt, wordt opnieuw aangeboden. De organisatie die het doet, moet dan opnieuw ja zeggen.", "What you change is offered anew. The organisation that does it then has to say yes again.";
    action_title_label: "Wat moet er gebeuren?", "What has to be done?";
    action_title_hint: "Kort, als opdracht. Bijvoorbeeld: Regel vervanging voor de zorgcoördinatie.", "Short, as a task. For example: Arrange a replacement for the care coordination.";
    action_why_label: "Waarom is dit nodig? (mag leeg)", "Why is this needed? (may be empty)";
    action_why_hint: "Zo begrijpt ook wie hier niet bij was waarom u dit vraagt. Schrijf niet over personen of zaken.", "So that those who were not there understand why you ask this. Do not write about people or cases.";
    action_done_when_label: "Klaar als (mag leeg)", "Done when (may be empty)";
    action_done_when_hint: "Waaraan ziet u dat het klaar is? Daarop wordt de actie straks afgesloten.", "How do you see that it is done? The action is closed by that.";
    action_owners_label: "Wie doet het?", "Who does it?";
    action_owners_hint: "Kruist u er meer dan één aan, dan krijgt elke organisatie een eigen actie in één groep.", "If you tick more than one, each organisation gets its own action in one group.";
    action_owner_label: "Wie doet het?", "Who does it?";
    action_choose_owner: "Kies een organisatie", "Choose an organisation";
    action_contributors_label: "Wie helpt mee? (mag leeg)", "Who helps? (may be empty)";
    action_concerns_label: "Over welke gemeenten gaat het? (leeg: de hele regio)", "Which municipalities is it about? (empty: the whole region)";
    action_due_label: "Wanneer moet het klaar zijn? (mag leeg)", "When must it be done? (may be empty)";
    action_more_summary: "Meer: wie helpt mee, welke gemeenten, voorrang", "More: who helps, which municipalities, priority";
    action_offer_button: "Bied de actie aan", "Offer the action";
    action_propose_button: "Bewaar als voorstel", "Keep as a proposal";
    action_revise_button: "Wijzig en bied opnieuw aan", "Change and offer anew";
    action_revise_proposal_button: "Bewaar de wijziging", "Keep the change";
    action_not_taken_in: "De actie is niet verwerkt", "The action was not taken in";
    action_look_here: "Kijk hieronder wat er nodig is. Wat u typte staat er nog.", "See below what is needed. What you typed is still there.";
    action_make_here: "Maak er een actie van", "Make it an action";
    action_reported_label: "Wat er gedaan is", "What was done";
    action_say_why: "Schrijf er iets bij: één zin is genoeg.", "Write something with it: one sentence is enough.";
    stage_offered: "aangeboden", "offered";
    stage_accepted: "aangenomen", "accepted";
    stage_busy: "bezig", "in progress";
    stage_reported: "klaar gemeld", "reported done";
    stage_closed: "afgesloten", "closed";
    all_actions: "Alle acties", "All actions";
    actions_lead: "Wat organisaties in deze regio gevraagd is te doen, en hoe het daarmee gaat.", "What organisations in this region were asked to do, and how that is going.";
    actions_none: "Er zijn hier nog geen acties.", "There are no actions here yet.";
    steering_title: "Overleg van de stuurgroep", "Meetings of the steering group";
    steering_lead: "Op deze dagen komt de stuurgroep bijeen. Bij acties staat hoeveel werkdagen er nog zijn tot de eerste.", "The steering group meets on these days. Actions show how many working days are left until the first.";
    steering_none: "Er staat nog geen dag in de agenda.", "No day is planned yet.";
    steering_ahead: "Komende dagen", "Days to come";
    steering_past: "Geweest", "Past";
    steering_add_title: "Voeg een dag toe", "Add a day";
    steering_add_label: "Dag van het overleg", "Day of the meeting";
    steering_add_button: "Voeg toe", "Add";
    steering_remove: "Haal weg", "Remove";
    steering_not_taken_in: "De dag is niet verwerkt", "The day was not taken in";
    actions_none_at_question: "Er zijn nog geen acties bij deze vraag.", "There are no actions about this question yet.";
    stage_answer: "antwoord", "answer";
    stage_your_answer: "uw antwoord", "your answer";
    stage_not_begun: "nog niet begonnen", "not begun yet";
    action_overdue: "te laat", "overdue";
    action_silent: "60 dagen of langer stil", "silent for 60 days or more";
    action_no_such_day: "Dit is geen datum. Schrijf bijvoorbeeld 14-12-2026.", "This is not a date. Write for example 14-12-2026.";
    action_day_missing: "Schrijf de datum erbij. Bijvoorbeeld: 14-12-2026.", "Write the date. For example: 14-12-2026.";
    action_nothing_to_wait_on: "Kies eerst waarop u wacht.", "Choose first what you are waiting for.";
}

impl Words {
    /// Says in a word where an action stands.
    pub fn action_stand(self, stand: &ActionStand) -> &'static str {
        match stand {
            ActionStand::Proposed => self.pick("voorgesteld", "proposed"),
            ActionStand::Offered { .. } => self.pick("aangeboden", "offered"),
            ActionStand::CounterProposed { .. } => {
                self.pick("andere datum voorgesteld", "other date proposed")
            }
            ActionStand::Declined { .. } => self.pick("afgewezen", "declined"),
            ActionStand::Accepted => self.pick("aangenomen", "accepted"),
            ActionStand::InProgress => self.pick("bezig", "in progress"),
            ActionStand::WaitingOn { .. } => self.pick("wacht op een ander", "waits on another"),
            ActionStand::ReportedDone { .. } => self.pick("klaar gemeld", "reported done"),
            ActionStand::Closed => self.pick("afgesloten", "closed"),
            ActionStand::Reopened { .. } => self.pick("heropend", "reopened"),
            ActionStand::Dropped { .. } => self.pick("vervallen", "dropped"),
        }
    }

    /// Says that a day of the steering group was added or removed.
    pub fn steering_done(self, done: crate::page::SteeringDone) -> String {
        use crate::page::SteeringDone::{Added, Removed};
        match done {
            Added(day) => {
                let day = self.calendar_day(day);
                self.pick(
                    format!("{day} staat in de agenda van de stuurgroep."),
                    format!("{day} is planned for the steering group."),
                )
            }
            Removed(day) => {
                let day = self.calendar_day(day);
                self.pick(
                    format!("{day} staat niet meer in de agenda van de stuurgroep."),
                    format!("{day} is not planned for the steering group any more."),
                )
            }
        }
    }

    /// Names the question that an action comes from.
    pub fn cause_question(self, question: domain::QuestionId, label: &str) -> String {
        self.pick(format!("vraag {question}: {label}"), format!("question {question}: {label}"))
    }

    /// Names the comment that an action comes from.
    pub fn cause_thread(self, question: domain::QuestionId) -> String {
        self.pick(
            format!("een gesprek bij vraag {question}"),
            format!("a conversation at question {question}"),
        )
    }

    /// Names the request that an action comes from.
    pub fn cause_request(self, question: domain::QuestionId) -> String {
        self.pick(
            format!("een verzoek over vraag {question}"),
            format!("a request about question {question}"),
        )
    }

    /// Names the suggestion that an action comes from.
    pub fn cause_suggestion(self, check: Option<domain::CheckId>, text: &str) -> String {
        match check {
            Some(check) => self.pick(
                format!("suggestie bij check {check}: {text}"),
                format!("suggestion of check {check}: {text}"),
            ),
            None => self.pick(format!("suggestie: {text}"), format!("suggestion: {text}")),
        }
    }

    /// Names a priority.
    pub fn priority(self, priority: Priority) -> &'static str {
        match priority {
            Priority::High => self.pick("hoog", "high"),
            Priority::Normal => self.pick("gewoon", "normal"),
            Priority::Low => self.pick("laag", "low"),
        }
    }

    /// Says below the title of an action who asks what of whom.
    /// Size: one arm for each state.
    pub fn action_lead(
        self,
        stand: &ActionStand,
        asker: &str,
        owner: &str,
        due: Option<Day>,
    ) -> String {
        let day = due.map(|day| self.calendar_day(day));
        let day = day.map(|day| self.pick(format!(" uiterlijk op {day}"), format!(" by {day}")));
        let day = day.unwrap_or_default();
        match stand {
            ActionStand::Proposed => self.pick(
                format!("{asker} bedacht dit. {owner} is nog niet gevraagd."),
                format!("{asker} thought of this. {owner} was not asked yet."),
            ),
            ActionStand::Offered { .. } => self.pick(
                format!("{asker} vraagt of {owner} dit{day} wil doen."),
                format!("{asker} asks whether {owner} will do this{day}."),
            ),
            ActionStand::CounterProposed { due, .. } => {
                let day = self.calendar_day(*due);
                self.pick(
                    format!("{owner} stelt een andere datum voor: {day}. {asker} is aan zet."),
                    format!("{owner} proposes another date: {day}. It is for {asker} to answer."),
                )
            }
            ActionStand::Declined { .. } => self.pick(
                format!(
                    "{owner} doet dit niet. {asker} leest waarom en zoekt een andere oplossing."
                ),
                format!("{owner} does not do this. {asker} reads why and looks for another way."),
            ),
            ActionStand::Accepted | ActionStand::InProgress => {
                self.pick(format!("{owner} doet dit{day}."), format!("{owner} does this{day}."))
            }
            ActionStand::WaitingOn { .. } => self.pick(
                format!("{owner} doet dit{day}, maar wacht op een ander."),
                format!("{owner} does this{day}, but waits on somebody else."),
            ),
            ActionStand::ReportedDone { .. } => self.pick(
                format!("{owner} meldt dat het klaar is. {asker} kijkt of dat zo is."),
                format!("{owner} reports that it is done. {asker} looks whether it is."),
            ),
            ActionStand::Closed => self.pick(
                format!("{owner} deed dit. De actie is afgesloten."),
                format!("{owner} did this. The action is closed."),
            ),
            ActionStand::Reopened { .. } => self.pick(
                format!("{asker} zegt dat het nog niet klaar is. {owner} gaat ermee verder{day}."),
                format!("{asker} says that it is not done yet. {owner} goes on with it{day}."),
            ),
            ActionStand::Dropped { .. } => self.pick(
                "Deze actie is niet meer nodig.".into(),
                "This action is not needed any more.".into(),
            ),
        }
    }

    /// Says how many working days there are until the steering group meets.
    pub fn until_steering(self, day: Day, today: Day) -> String {
        let on = self.calendar_day(day);
        match today.working_days_until(day) {
            _ if day == today => self.pick(format!("{on}, vandaag"), format!("{on}, today")),
            1 => self.pick(format!("{on}, nog 1 werkdag"), format!("{on}, 1 working day left")),
            days => self.pick(
                format!("{on}, nog {days} werkdagen"),
                format!("{on}, {days} working days left"),
            ),
        }
    }

    /// Says until when reminders of an action pause.
    pub fn reminders_paused_until(self, until: Day) -> String {
        let day = self.calendar_day(until);
        self.pick(
            format!("Tot en met {day} gaan er vanzelf geen herinneringen uit."),
            format!("Up to and including {day} no reminders go out by themselves."),
        )
    }

    /// Says the same in the middle of a sentence.
    pub fn pause_until(self, until: Day) -> String {
        let day = self.calendar_day(until);
        self.pick(format!("pauze tot en met {day}"), format!("paused up to and including {day}"))
    }

    /// Says which reminder of an action went out last.
    pub fn reminder_was(self, reminded: Reminded) -> String {
        let (to, on) = (self.rung(reminded.rung), self.calendar_day(reminded.on));
        self.pick(format!("laatste naar {to}, op {on}"), format!("last to {to}, on {on}"))
    }

    /// Says which reminder of an action comes next, if nothing happens before.
    pub fn reminder_comes(self, next: NextReminder, today: Day) -> String {
        let to = self.rung(next.rung);
        let day = next.on.max(today).or_next_worked();
        let on = self.calendar_day(day);
        let left = next.meeting.filter(|meeting| day <= *meeting);
        let left = left.map(|meeting| format!(" ({})", self.before_steering(day, meeting)));
        let left = left.unwrap_or_default();
        self.pick(
            format!("volgende naar {to}, op {on}{left}"),
            format!("next to {to}, on {on}{left}"),
        )
    }

    /// Returns the heading of an action that waits for somebody.
    pub fn action_task(self, task: ActionTask, title: &str) -> String {
        match task {
            ActionTask::Answer => self.pick(
                format!("Geef antwoord op deze actie: {title}"),
                format!("Answer this action: {title}"),
            ),
            ActionTask::CarryOut => self.pick(format!("Doe: {title}"), format!("Do: {title}")),
            ActionTask::AnswerCounter => self.pick(
                format!("Andere datum gevraagd, geef antwoord: {title}"),
                format!("Other date asked, please answer: {title}"),
            ),
            ActionTask::ReadReason => self.pick(
                format!("Afgewezen, lees waarom: {title}"),
                format!("Declined, read why: {title}"),
            ),
            ActionTask::LookWhetherDone => self.pick(
                format!("Kijk of het klaar is: {title}"),
                format!("Look whether it is done: {title}"),
            ),
            ActionTask::Silent => {
                self.pick(format!("Geen antwoord: {title}"), format!("No answer: {title}"))
            }
            ActionTask::Chase => self.pick(
                format!("Bel over deze actie, die nog niet klaar is: {title}"),
                format!("Call about this action, which is not done yet: {title}"),
            ),
            ActionTask::Discuss => self.pick(
                format!("Bespreek in de stuurgroep: {title}"),
                format!("Discuss in the steering group: {title}"),
            ),
        }
    }

    /// Says who does an action that waits for somebody, and who asked for it.
    pub fn action_between(self, owner: &str, asker: &str) -> String {
        if owner == asker {
            return self.pick(
                format!("Een actie van {owner} zelf."),
                format!("An action of {owner} itself."),
            );
        }
        self.pick(
            format!("{asker} vroeg dit aan {owner}."),
            format!("{asker} asked this of {owner}."),
        )
    }

    /// Says of an action in a list where it stands, who does it, and until when.
    pub fn action_in_short(self, stand: &str, owner: &str, due: Option<&str>) -> String {
        let stand = crate::words::capital(stand);
        match due {
            Some(day) => self.pick(
                format!("{stand}. {owner}, uiterlijk {day}."),
                format!("{stand}. {owner}, done by {day}."),
            ),
            None => format!("{stand}. {owner}."),
        }
    }

    /// Names the button that makes an action of a suggestion for a municipality.
    pub fn action_for(self, name: &str) -> String {
        self.pick(format!("Maak een actie voor {name}"), format!("Make an action for {name}"))
    }

    /// Says below the title of an offer what is asked of its reader.
    pub fn action_asks_you(self, asker: &str, due: Option<Day>) -> String {
        match due.map(|day| self.calendar_day(day)) {
            Some(day) => self.pick(
                format!("{asker} vraagt of u dit uiterlijk op {day} wilt doen. Kunt u dat?"),
                format!("{asker} asks whether you will do this by {day}. Can you?"),
            ),
            None => self.pick(
                format!("{asker} vraagt of u dit wilt doen. Kunt u dat?"),
                format!("{asker} asks whether you will do this. Can you?"),
            ),
        }
    }

    /// Names the counter of offers that nobody answered.
    pub fn unanswered_count(self, count: usize) -> &'static str {
        match count {
            1 => self.pick(
                "actie langer dan tien werkdagen zonder antwoord",
                "action without an answer for more than ten working days",
            ),
            _ => self.pick(
                "acties langer dan tien werkdagen zonder antwoord",
                "actions without an answer for more than ten working days",
            ),
        }
    }

    /// Names an action that is handed over.
    pub fn held_action(self, title: &str) -> String {
        self.pick(format!("Actie: {title}"), format!("Action: {title}"))
    }

    /// Names an action that somebody asked for and that is handed over.
    pub fn held_asked_action(self, title: &str) -> String {
        self.pick(
            format!("Toezicht op de actie: {title}"),
            format!("Looking after the action: {title}"),
        )
    }

    /// Says on what an action waits.
    pub fn waits_on(
        self,
        names: &BTreeMap<OrganisationId, String>,
        on: WaitsOn,
        title: Option<&str>,
    ) -> String {
        let on = match (on, title) {
            (WaitsOn::Organisation(id), _) => self.organisation(names, id),
            (WaitsOn::Action(_), Some(title)) => format!("‘{title}’"),
            (WaitsOn::Action(_), None) => self.pick("een andere actie", "another action").into(),
        };
        self.pick(format!("Wacht op {on}"), format!("Waits on {on}"))
    }

    /// Says how far a group of actions is.
    pub fn group_progress(self, closed: usize, open: usize) -> String {
        let all = closed + open;
        self.pick(
            format!("{closed} van {all} acties afgesloten"),
            format!("{closed} of {all} actions closed"),
        )
    }

    /// Says in the margin who has to do something now.
    pub fn is_up(self, who: &str) -> String {
        self.pick(format!("{who} is aan zet"), format!("It is for {who} now"))
    }

    /// Says by whom something is done.
    pub fn done_by(self, who: &str) -> String {
        self.pick(format!("door {who}"), format!("by {who}"))
    }

    /// Says on which day and by whom something was done.
    pub fn done_on_by(self, day: &str, who: &str) -> String {
        self.pick(format!("{day}, door {who}"), format!("{day}, by {who}"))
    }
}
