//! Words of requests: what people ask a colleague or a partner.

use domain::work::RequestTask;
use domain::{Day, Entry, Event, QuestionId, Stand, Subject, Wish};

use super::{Told, Words, phrases};
use crate::page::RequestDone;

phrases! {
    requests: "Verzoeken", "Requests";
    requests_title: "Wie vraagt wat aan wie?", "Who asks what of whom?";
    requests_lead: "Vraag een collega een concept te schrijven, of vraag een partner om zijn kijk. Zo weet iedereen wie aan zet is.", "Ask a colleague to write a draft, or ask a partner for its view. That way everyone knows whose turn it is.";
    requests_observer: "U kunt hier lezen wat aan partners is gevraagd.", "Here you can read what partners were asked.";
    requests_no_round: "Er is geen ronde open. Verzoeken horen bij een open ronde.", "No round is open. Requests belong to an open round.";
    asked_of_us: "Gevraagd aan u of uw organisatie", "Asked of you or your organisation";
    asked_by_us: "Gevraagd door uw organisatie", "Asked by your organisation";
    asked_elsewhere: "Wat anderen aan partners vroegen", "What others asked of partners";
    nothing_asked: "Er zijn nu geen verzoeken.", "There are no requests now.";
    ask_title: "Vraag iets", "Ask something";
    ask_colleague_summary: "Vraag een collega een concept te schrijven", "Ask a colleague to write a draft";
    ask_colleague_help: "Alleen uw eigen organisatie ziet dit verzoek.", "Only your own organisation sees this request.";
    ask_coordinator_help: "Alleen de coördinatoren zien dit verzoek.", "Only the coordinators see this request.";
    no_colleagues: "U hebt hier nog geen collega’s die mogen schrijven.", "You have no colleagues here yet who may write.";
    ask_partner_summary: "Vraag een partner om zijn kijk", "Ask a partner for its view";
    ask_partner_help: "Iedereen in de regio ziet dit verzoek.", "Everyone in the region sees this request.";
    no_partners: "Er doen nog geen partners mee in deze regio.", "No partners take part in this region yet.";
    colleague_word: "Collega", "Colleague";
    about_word: "Waarover", "About";
    whole_checks: "Hele checks", "Whole checks";
    single_questions: "Losse vragen", "Single questions";
    due_label: "Uiterlijk op (mag leeg)", "By (may be empty)";
    due_hint: "Bijvoorbeeld 7-12-2026.", "For example 7-12-2026: day, month, year.";
    request_note: "Wat wilt u erbij zeggen? (mag leeg)", "Is there anything you want to say? (may be empty)";
    request_note_hint: "Schrijf nooit over een persoon.", "Never write about a person.";
    ask_colleague_button: "Vraag het deze collega", "Ask this colleague";
    ask_partner_button: "Vraag het deze partner", "Ask this partner";
    ready_button: "Mijn concept is klaar", "My draft is ready";
    changes_summary: "Vraag om een aanpassing", "Ask for a change";
    changes_label: "Wat moet er anders?", "What should change?";
    changes_button: "Vraag om deze aanpassing", "Ask for this change";
    decline_summary_draft: "Ik schrijf dit niet", "I will not write this";
    decline_summary_view: "Wij geven onze kijk hier niet", "We will not give our view on this";
    decline_label: "Waarom niet?", "Why not?";
    decline_button: "Laat weten dat u dit niet doet", "Say that you will not do this";
    withdraw_request: "Trek het verzoek in", "Withdraw the request";
    finish_request: "Rond het verzoek af", "Finish the request";
    reason_read: "Gelezen, rond het verzoek af", "I have read this: finish the request";
    go_write: "Schrijf het concept", "Write the draft";
    go_view: "Geef uw kijk", "Give your view";
    go_look: "Kijk het concept na", "Review the draft";
    read_request: "Bekijk het verzoek", "Look at the request";
    ask_a_colleague: "Vraag een collega", "Ask a colleague";
    ask_a_partner: "Vraag een partner om zijn kijk", "Ask a partner for its view";
    request_not_taken_in: "Uw verzoek is niet verstuurd", "Your request was not sent";
    answer_not_taken_in: "Dit is niet opgeslagen", "This was not saved";
    typed_note: "Wat u erbij schreef", "What you wrote with it";
    not_sent_yet: "U bent niet verbonden. Dit is nog niet verstuurd; uw tekst blijft hier staan.", "You are not connected. This was not sent yet; your text stays here.";
    choose_whom: "Kies wie u iets vraagt", "Choose whom you ask";
    choose_about: "Kies waarover het gaat", "Choose what it is about";
    nobody_chosen: "Kies eerst wie u iets vraagt.", "Choose first whom you ask.";
    nothing_chosen: "Kies eerst waarover het gaat.", "Choose first what it is about.";
    day_is_over: "Deze dag is al voorbij. Kies een dag vanaf vandaag.", "This day is over already. Choose a day from today on.";
    say_what_changes: "Schrijf erbij wat er anders moet.", "Say what should change.";
    say_why_not: "Schrijf erbij waarom u dit niet doet.", "Say why you will not do this.";
    colleague_gone: "Deze collega schrijft hier niet meer. Trek het verzoek in en vraag iemand anders.", "This colleague does not write here any more. Withdraw the request and ask somebody else.";
    a_colleague: "een collega", "a colleague";
    someone: "iemand", "someone";
    you: "u", "you";
}

impl Words {
    /// Says what a form did.
    pub fn request_done(self, done: RequestDone) -> &'static str {
        match done {
            RequestDone::Gevraagd => {
                self.pick("Uw verzoek is verstuurd.", "Your request was sent.")
            }
            RequestDone::Klaar => self.pick(
                "U zei dat uw concept klaar is. Uw collega kijkt het na.",
                "You said that your draft is ready. Your colleague looks at it.",
            ),
            RequestDone::Aangepast => self.pick(
                "U vroeg om een aanpassing. Uw collega is nu aan zet.",
                "You asked for a change. It is your colleague’s turn now.",
            ),
            RequestDone::Afgeslagen => self.pick(
                "U liet weten dat u dit niet doet. Wie het vroeg, leest waarom.",
                "You said that you will not do this. Whoever asked reads why.",
            ),
            RequestDone::Afgerond => {
                self.pick("Het verzoek is beëindigd.", "The request was ended.")
            }
        }
    }

    /// Names what a request is about: "vraag 4.2".
    pub fn subject(self, about: Subject) -> String {
        match about {
            Subject::Question(question) => self.question_in_sentence(question),
            Subject::Check(check) => format!("check {check}"),
        }
    }

    fn question_in_sentence(self, question: QuestionId) -> String {
        self.pick(format!("vraag {question}"), format!("question {question}"))
    }

    /// Says in short what a request asks of somebody else, as its heading.
    pub fn wish(self, wish: Wish, whom: &str) -> String {
        let about = self.subject(wish.about());
        match wish {
            Wish::Draft { .. } => self
                .pick(format!("{whom}: concept van {about}"), format!("{whom}: draft of {about}")),
            Wish::View { .. } => {
                self.pick(format!("{whom}: kijk op {about}"), format!("{whom}: view on {about}"))
            }
        }
    }

    /// Says in short what a request asks of the reader, as its heading.
    pub fn own_wish(self, wish: Wish) -> String {
        let about = self.subject(wish.about());
        match wish {
            Wish::Draft { .. } => {
                self.pick(format!("Concept van {about}"), format!("Draft of {about}"))
            }
            Wish::View { .. } => {
                self.pick(format!("Uw kijk op {about}"), format!("Your view on {about}"))
            }
        }
    }

    /// Says who asked, and since when it stands so.
    pub fn asked_by(self, who: &str, day: &str) -> String {
        self.pick(format!("Gevraagd door {who} op {day}."), format!("Asked by {who} on {day}."))
    }

    /// Says until which day something is asked.
    pub fn due_by(self, day: Day, is_over: bool) -> String {
        let day = self.calendar_day(day);
        match is_over {
            false => self.pick(format!("Uiterlijk {day}."), format!("By {day}.")),
            true => self
                .pick(format!("Dit moest klaar zijn op {day}."), format!("This was due on {day}.")),
        }
    }

    /// Says who asks for changes, and since when.
    pub fn changes_by(self, who: &str, day: &str) -> String {
        self.pick(
            format!("Laatst teruggegeven door {who} op {day}."),
            format!("Last handed back by {who} on {day}."),
        )
    }

    /// Says where a request stands that is not fulfilled, to whoever may see it.
    pub fn request_stand(self, stand: &Stand) -> &'static str {
        match stand {
            Stand::Declined { .. } => self.pick("Gaat niet door", "Will not happen"),
            Stand::Closed => self.pick("Beëindigd", "Ended"),
            Stand::Open => self.pick("Wacht op antwoord", "Waiting for an answer"),
            Stand::Ready => self.pick("Klaar om na te kijken", "Ready to review"),
            Stand::Changes { .. } => self.pick("Aanpassing gevraagd", "Change requested"),
        }
    }

    /// Says that what a request asked for is there; `of_partner`: a partner's view.
    pub fn request_fulfilled(self, wish: Wish, of_partner: bool) -> &'static str {
        match wish {
            Wish::Draft { of: None, .. } => self.pick("Voorgelegd", "Put forward"),
            Wish::Draft { .. } if !of_partner => self.pick("Gedeeld", "Shared"),
            Wish::Draft { .. } | Wish::View { .. } => {
                self.pick("De kijk is gegeven", "The view was given")
            }
        }
    }

    /// Labels the texts that belong to a request.
    pub fn note_of(self, stand: &Stand) -> &'static str {
        match stand {
            Stand::Changes { .. } => self.pick("Wat er anders moet:", "What should change:"),
            Stand::Declined { .. } => self.pick("Waarom niet:", "Why not:"),
            Stand::Open | Stand::Ready | Stand::Closed => {
                self.pick("Erbij gezegd:", "Said with it:")
            }
        }
    }

    /// Returns the heading of a request in the list of what waits; `whom` was asked.
    pub fn request_task(self, task: RequestTask, wish: Wish, changes: bool, whom: &str) -> String {
        let about = self.subject(wish.about());
        match task {
            RequestTask::WriteDraft if changes => self.pick(
                format!("Pas uw concept van {about} aan"),
                format!("Change your draft of {about}"),
            ),
            RequestTask::WriteDraft => self.pick(
                format!("Schrijf het concept van {about}"),
                format!("Write the draft of {about}"),
            ),
            RequestTask::GiveView => {
                self.pick(format!("Geef uw kijk op {about}"), format!("Give your view on {about}"))
            }
            RequestTask::LookAtDraft => self.pick(
                format!("Kijk het concept van {about} na"),
                format!("Review the draft of {about}"),
            ),
            RequestTask::ReadReason => match wish {
                Wish::View { .. } => self.pick(
                    format!("{whom} geeft geen kijk op {about}"),
                    format!("{whom} will not give a view on {about}"),
                ),
                Wish::Draft { .. } => self.pick(
                    format!("{whom} schrijft het concept van {about} niet"),
                    format!("{whom} will not write the draft of {about}"),
                ),
            },
        }
    }

    /// Says in the history what happened to a request, if the event is about one.
    pub(super) fn request_sentence(
        self,
        who: &str,
        entry: &Entry,
        told: Told<'_>,
    ) -> Option<String> {
        let wish = entry.event.matter()?.wish;
        let about = self.subject(wish.about());
        let colleague =
            wish.colleague().map(|person| self.person_named(person, wish.owner(), told));
        let colleague = colleague.unwrap_or_default();
        let partner = wish.owner().map(|id| self.organisation(told.names, id)).unwrap_or_default();
        let is_view = matches!(wish, Wish::View { .. });
        Some(match &entry.event {
            Event::RequestMade { due, .. } => {
                let until = self.until(*due);
                match is_view {
                    true => self.pick(
                        format!("{who} vroeg {partner} om de kijk op {about}{until}."),
                        format!("{who} asked {partner} for its view on {about}{until}."),
                    ),
                    false => self.pick(
                        format!("{who} vroeg {colleague} om een concept van {about}{until}."),
                        format!("{who} asked {colleague} for a draft of {about}{until}."),
                    ),
                }
            }
            Event::RequestReady { .. } => self.pick(
                format!("{who} zei dat het concept van {about} klaar is om na te kijken."),
                format!("{who} said that the draft of {about} is ready to look at."),
            ),
            Event::ChangesRequested { .. } => self.pick(
                format!("{who} vroeg om een aanpassing van het concept van {about}."),
                format!("{who} asked for a change to the draft of {about}."),
            ),
            Event::RequestDeclined { .. } if is_view => self.pick(
                format!("{who} zei dat {partner} geen kijk geeft op {about}."),
                format!("{who} said that {partner} will not give a view on {about}."),
            ),
            Event::RequestDeclined { .. } => self.pick(
                format!("{who} liet weten het gevraagde concept van {about} niet te schrijven."),
                format!("{who} said that they will not write the draft of {about}."),
            ),
            Event::RequestClosed { .. } if is_view => self.pick(
                format!("{who} beëindigde het verzoek aan {partner} over {about}."),
                format!("{who} ended the request to {partner} about {about}."),
            ),
            Event::RequestClosed { .. } => self.pick(
                format!("{who} beëindigde het verzoek over {about}."),
                format!("{who} ended the request about {about}."),
            ),
            _ => return None,
        })
    }
}

impl Words {
    /// Says on a page that a draft was asked for, of the reader or of a colleague.
    pub fn draft_is_asked(self, about: Subject, is_own: bool, due: Option<Day>) -> String {
        let (about, until) = (self.subject(about), self.until(due));
        match is_own {
            true => self.pick(
                format!("U bent gevraagd het concept van {about} te schrijven{until}."),
                format!("You were asked to write the draft of {about}{until}."),
            ),
            false => self.pick(
                format!("Een collega is gevraagd het concept van {about} te schrijven{until}."),
                format!("A colleague was asked to write the draft of {about}{until}."),
            ),
        }
    }

    /// Says on a page that a draft can be looked at.
    pub fn draft_is_ready(self, about: Subject) -> String {
        let about = self.subject(about);
        self.pick(
            format!("Het concept van {about} is klaar om na te kijken."),
            format!("The draft of {about} is ready to look at."),
        )
    }

    /// Says on a page that a partner was asked for its view.
    pub fn view_is_asked(
        self,
        asker: &str,
        partner: &str,
        about: Subject,
        due: Option<Day>,
    ) -> String {
        let (about, until) = (self.subject(about), self.until(due));
        self.pick(
            format!("{asker} vraagt {partner} om de kijk op {about}{until}."),
            format!("{asker} asks {partner} for its view on {about}{until}."),
        )
    }

    /// Returns the end of a sentence that names a last day.
    fn until(self, due: Option<Day>) -> String {
        let until = due.map(|day| {
            let day = self.calendar_day(day);
            self.pick(format!(", uiterlijk op {day}"), format!(", by {day}"))
        });
        until.unwrap_or_default()
    }
}
