//! Words of comments: what people say to each other about a question.

use std::collections::BTreeMap;

use domain::work::Talk;
use domain::{About, Entry, Event, OrganisationId, QuestionId, Readers, Topic};

use super::{Told, Words, phrases};
use crate::page::CommentDone;

phrases! {
    comments: "Opmerkingen", "Comments";
    no_comments: "Er zijn nog geen opmerkingen bij deze vraag.", "There are no comments on this question yet.";
    comments_are_for_all: "Iedereen in de regio leest opmerkingen. Interne notities leest alleen uw eigen organisatie.", "Everyone in the region reads comments. Internal notes are read by your own organisation only.";
    comments_are_for_all_coordinator: "Iedereen in de regio leest opmerkingen. Interne notities lezen alleen de coördinatoren.", "Everyone in the region reads comments. Internal notes are read by the coordinators only.";
    internal_note: "interne notitie", "internal note";
    new_mark: "nieuw", "new";
    reply_summary: "Reageer", "Reply";
    reply_label: "Uw reactie", "Your reply";
    reply_button: "Plaats uw reactie", "Post your reply";
    note_reply_button: "Bewaar uw notitie", "Save your note";
    comment_summary: "Schrijf een opmerking", "Write a comment";
    comment_help: "Iedereen in de regio leest uw opmerking.", "Everyone in the region reads your comment.";
    comment_label: "Uw opmerking", "Your comment";
    comment_button: "Plaats de opmerking", "Post the comment";
    note_summary: "Schrijf een interne notitie", "Write an internal note";
    note_label: "Uw notitie", "Your note";
    note_button: "Bewaar de notitie", "Save the note";
    talk_about: "Waar gaat het over?", "What is it about?";
    resolve_button: "Dit is afgehandeld", "This is dealt with";
    reopen_button: "Heropen dit gesprek", "Reopen this conversation";
    mention_summary: "Vraag de aandacht van iemand", "Ask for somebody’s attention";
    mention_legend: "Wie moet dit zien?", "Who should see this?";
    mention_help: "Wie u aankruist, ziet dit op de eigen startpagina staan.", "Whoever you tick sees this on their own start page.";
    mention_answered: "Wie hier al iets schreef, ziet uw reactie vanzelf op de eigen startpagina.", "Whoever wrote something here already sees your reply on their own start page.";
    comment_not_taken_in: "Uw opmerking is niet geplaatst", "Your comment was not posted";
    note_not_taken_in: "Uw notitie is niet bewaard", "Your note was not saved";
    the_question_itself: "de vraag zelf", "the question itself";
    the_regional_answer: "het antwoord van de regio", "the answer of the region";
    only_coordinators_read: "Alleen de coördinatoren lezen dit.", "Only the coordinators read this.";
    read_thread: "Lees het gesprek", "Read the conversation";
    about_whom: "Organisaties en hun mensen", "Organisations and their people";
}

impl Words {
    /// Says what a form did.
    pub fn comment_done(self, done: CommentDone) -> &'static str {
        match done {
            CommentDone::Geplaatst => {
                self.pick("Uw opmerking is geplaatst.", "Your comment was posted.")
            }
            CommentDone::Bewaard => self.pick("Uw notitie is bewaard.", "Your note was saved."),
            CommentDone::Afgehandeld => {
                self.pick("Het gesprek is afgehandeld.", "The conversation was dealt with.")
            }
            CommentDone::Heropend => {
                self.pick("Het gesprek is weer open.", "The conversation is open again.")
            }
        }
    }

    /// Names what a thread is about, as its heading; `is_partner` tells a view from an answer.
    pub fn thread_title(
        self,
        about: About,
        names: &BTreeMap<OrganisationId, String>,
        is_partner: bool,
    ) -> String {
        let about = self.talk_choice(about, names, is_partner);
        self.pick(format!("Over {about}"), format!("About {about}"))
    }

    /// Names what a thread may be about, as a choice.
    pub fn talk_choice(
        self,
        about: About,
        names: &BTreeMap<OrganisationId, String>,
        is_partner: bool,
    ) -> String {
        match about {
            About::Question => self.the_question_itself().to_owned(),
            About::Regional => self.the_regional_answer().to_owned(),
            About::Of(owner) => {
                let name = self.organisation(names, owner);
                match is_partner {
                    true => self.pick(format!("de kijk van {name}"), format!("the view of {name}")),
                    false => self
                        .pick(format!("het antwoord van {name}"), format!("the answer of {name}")),
                }
            }
        }
    }

    /// Says who reads an internal note.
    pub fn note_readers(
        self,
        within: Option<OrganisationId>,
        names: &BTreeMap<OrganisationId, String>,
    ) -> String {
        match within {
            None => self.only_coordinators_read().to_owned(),
            Some(own) => {
                let name = self.organisation(names, own);
                self.pick(
                    format!("Alleen wie voor {name} schrijft of beslist, leest dit."),
                    format!("Only those who write or decide for {name} read this."),
                )
            }
        }
    }

    /// Says whose attention a comment asks for.
    pub fn mentions(self, whom: &[String]) -> String {
        let whom = whom.join(", ");
        self.pick(
            format!("Vraagt de aandacht van: {whom}"),
            format!("Asks for the attention of: {whom}"),
        )
    }

    /// Says who said that a thread is dealt with, and when.
    pub fn resolved_by(self, who: &str, day: &str) -> String {
        self.pick(
            format!("Afgehandeld door {who} op {day}."),
            format!("Dealt with by {who} on {day}."),
        )
    }

    /// Heads the threads that were dealt with.
    pub fn resolved_threads(self, count: usize) -> String {
        self.pick(
            format!("Afgehandelde gesprekken ({count})"),
            format!("Conversations that were dealt with ({count})"),
        )
    }

    /// Counts comments, as a link to them.
    pub fn comment_count(self, count: usize) -> String {
        match count {
            1 => self.pick("1 opmerking".to_owned(), "1 comment".to_owned()),
            _ => self.pick(format!("{count} opmerkingen"), format!("{count} comments")),
        }
    }

    /// Names the question, for those who hear one of many links alone.
    pub fn at_question(self, question: QuestionId) -> String {
        self.pick(format!(" bij vraag {question}"), format!(" at question {question}"))
    }

    /// Counts what is new among them.
    pub fn new_count(self, count: usize) -> String {
        self.pick(format!("{count} nieuw"), format!("{count} new"))
    }

    /// Returns the heading of a thread in the list of what waits; `about` names what it is about, unless that
    /// is the question itself.
    pub fn talk_task(self, talk: &Talk, about: Option<&str>) -> String {
        let Talk { question, mentioned, new, .. } = talk;
        let at = match (*mentioned, *new) {
            (true, _) => self.pick(
                format!("Iemand vraagt uw aandacht bij vraag {question}"),
                format!("Somebody asks for your attention at question {question}"),
            ),
            (false, 1) => self.pick(
                format!("Er is een reactie in uw gesprek bij vraag {question}"),
                format!("There is a reply in your conversation at question {question}"),
            ),
            (false, _) => self.pick(
                format!("Er zijn {new} reacties in uw gesprek bij vraag {question}"),
                format!("There are {new} replies in your conversation at question {question}"),
            ),
        };
        match about {
            Some(about) => self.pick(format!("{at}, over {about}"), format!("{at}, about {about}")),
            None => at,
        }
    }

    /// Says who said something last, and when.
    pub fn last_said_by(self, who: &str, day: &str) -> String {
        self.pick(
            format!("Laatst geschreven door {who} op {day}."),
            format!("Written last by {who} on {day}."),
        )
    }

    /// Says who began a thread, and when: names it among others.
    pub fn begun_by(self, who: &str, day: &str) -> String {
        self.pick(format!("begonnen door {who} op {day}"), format!("begun by {who} on {day}"))
    }

    /// Says in the history what happened in a thread, if the event is about one.
    pub(super) fn talk_sentence(self, who: &str, entry: &Entry, told: Told<'_>) -> Option<String> {
        let Topic { question, about, readers } = *entry.event.topic()?;
        let is_note = readers != Readers::Everyone;
        let at = self.talk_place(question, about, told);
        Some(match (&entry.event, is_note) {
            (Event::ThreadStarted { .. }, false) => self.pick(
                format!("{who} schreef een opmerking {at}."),
                format!("{who} wrote a comment {at}."),
            ),
            (Event::ThreadStarted { .. }, true) => self.pick(
                format!("{who} schreef een interne notitie {at}."),
                format!("{who} wrote an internal note {at}."),
            ),
            (Event::CommentAdded { .. }, false) => self.pick(
                format!("{who} reageerde op een opmerking {at}."),
                format!("{who} replied to a comment {at}."),
            ),
            (Event::CommentAdded { .. }, true) => self.pick(
                format!("{who} reageerde op een interne notitie {at}."),
                format!("{who} replied to an internal note {at}."),
            ),
            (Event::ThreadResolved { .. }, true) => self.pick(
                format!("{who} handelde een interne notitie af {at}."),
                format!("{who} said that an internal note {at} is dealt with."),
            ),
            (Event::ThreadReopened { .. }, true) => self.pick(
                format!("{who} heropende een interne notitie {at}."),
                format!("{who} reopened an internal note {at}."),
            ),
            (Event::ThreadResolved { .. }, _) => self.pick(
                format!("{who} handelde een gesprek af {at}."),
                format!("{who} said that a conversation {at} is dealt with."),
            ),
            (Event::ThreadReopened { .. }, _) => self.pick(
                format!("{who} heropende een gesprek {at}."),
                format!("{who} reopened a conversation {at}."),
            ),
            _ => return None,
        })
    }

    /// Says where something was said, as the end of a sentence.
    fn talk_place(self, question: QuestionId, about: About, told: Told<'_>) -> String {
        match about {
            About::Question => {
                self.pick(format!("bij vraag {question}"), format!("at question {question}"))
            }
            About::Regional => self.pick(
                format!("bij het antwoord van de regio op vraag {question}"),
                format!("at the answer of the region to question {question}"),
            ),
            About::Of(owner) => {
                let name = self.organisation(told.names, owner);
                self.pick(
                    format!("bij vraag {question}, over {name}"),
                    format!("at question {question}, about {name}"),
                )
            }
        }
    }
}
