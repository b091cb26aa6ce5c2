//! What people say about a question: who reads it, what is new, and what was dealt with.

use domain::comment::{About, Mention, Readers, Topic};
use domain::{Event, Language, Member, ReadMarks, Role, ThreadId};
use uuid::Uuid;

use app::page::{Screen, Table};

use crate::place::{
    BERKELO, BUREAU, COORDINATOR, EDITOR, Story, WATERDAM, member, page, story, table, text,
};
use crate::{asked, both, must_say, rendered, sound};

const QUESTION: &str = "4.1";

fn thread(number: u128) -> ThreadId {
    ThreadId(Uuid::from_u128(0x70 + number))
}

fn topic(about: About, readers: Readers) -> Topic {
    Topic { question: QUESTION.parse().unwrap(), about, readers }
}

/// A thread that goes on, one that was dealt with, and a note of Waterdam.
fn talked() -> Story {
    let mut story = story();
    let said = |number, topic, words: &str| Event::ThreadStarted {
        thread: thread(number),
        topic,
        text: text(words),
        mentions: [Mention::Organisation(BERKELO), Mention::Person(EDITOR)].into(),
    };
    let (editor, coordinator) = ((EDITOR, WATERDAM), (COORDINATOR, BUREAU));
    let open = topic(About::Of(BERKELO), Readers::Everyone);
    story.tell(coordinator, 3, vec![said(1, open, "Hoe doen jullie <dit>?")]);
    let done = topic(About::Question, Readers::Everyone);
    story.tell(editor, 3, vec![said(2, done, "Telt een plan al mee?")]);
    story.tell(coordinator, 2, vec![Event::ThreadResolved { thread: thread(2), topic: done }]);
    let note = topic(About::Regional, Readers::Within(Some(WATERDAM)));
    story.tell(editor, 1, vec![said(3, note, "Eerst onder ons.")]);
    story
}

fn seen(story: &Story, me: Member, language: Language) -> Screen {
    let table = table(story, me, language);
    Screen::Question(Table { read: Some(ReadMarks::default()), ..table }, asked(QUESTION))
}

#[test]
fn a_thread_says_what_it_is_about_who_reads_it_and_what_is_new() {
    let story = talked();
    let me = member(WATERDAM, Role::Editor);
    let [nl, en] = both("question-talk", |language| seen(&story, me, language));
    must_say(
        &nl,
        &[
            "Over het antwoord van Berkelo",
            "Hoe doen jullie <dit>?",
            "nieuw",
            "Vraagt de aandacht van: Berkelo, u",
            "Afgehandeld door Regiobureau",
            "Lees het gesprek (1 opmerking)",
            "Heropen dit gesprek",
            "Interne notitie. Alleen wie voor Waterdam schrijft of beslist, leest dit.",
            "Eerst onder ons.",
            "Opmerkingen (2)",
        ],
    );
    must_say(
        &en,
        &[
            "About the answer of Berkelo",
            "Asks for the attention of: Berkelo, you",
            "Internal note. Only those who write or decide for Waterdam read this.",
            "This is dealt with, About the answer of Berkelo, begun by Regiobureau",
        ],
    );
    assert_eq!(nl.matches("class=\"kt-new\"").count(), 2, "one thread, named at the top as well");
}

#[test]
fn others_see_no_note_and_an_observer_has_no_form() {
    let story = talked();
    for (organisation, role) in [(BERKELO, Role::Editor), (BUREAU, Role::Coordinator)] {
        let other = member(organisation, role);
        let screen = seen(&story, other, Language::Nl);
        let html = rendered("question-talk-other", &page(screen, other, Language::Nl));
        assert!(!sound::text(&html).contains("onder ons"), "{role:?}");
        assert!(html.contains("/opmerkingen\""));
    }
    let observer = member(WATERDAM, Role::Observer);
    let screen = seen(&story, observer, Language::Nl);
    let html = rendered("question-talk-observer", &page(screen, observer, Language::Nl));
    must_say(&html, &["Hoe doen jullie <dit>?"]);
    assert!(!html.contains("/opmerkingen\"") && !sound::text(&html).contains("onder ons"));
}
