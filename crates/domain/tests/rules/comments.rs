//! Comments: threads that everyone reads, and internal notes.

use domain::decide::{COMMENT_CHARS_MAX, COMMENTS_MAX, MENTIONS_MAX, THREADS_MAX};
use domain::refusal::WhoMay;
use domain::view::snapshot_for;
use domain::{
    About, Comment, Mention, OrganisationId, PersonId, ReadMarks, Readers, Refusal, Region, Thread,
    Topic,
};
use uuid::Uuid;

use crate::given::asking::*;
use crate::given::people::*;
use crate::given::{Given, given, passed};

fn talk(topic: Topic) -> Given {
    region().and(editor(TOWN), start_thread(topic, "Hoe doen anderen dit?"))
}

fn last(region: &Region) -> &Thread {
    &region.threads[&last_thread(region)]
}

fn sees(who: Who, region: &Region) -> bool {
    !snapshot_for(&who.actor().viewer(), region).threads.is_empty()
}

#[test]
fn whoever_has_a_part_in_the_work_says_something_that_everyone_reads() {
    for who in [coordinator(), editor(VILLAGE), editor(SHELTER), steering_member(TOWN)] {
        given(region()).when(who, start_thread(topic("4.1"), "Wie weet dit?")).then(|region| {
            assert!(sees(observer(TOWN), region));
            let [Comment { seq, by, text, .. }] = &last(region).comments[..] else {
                panic!("one comment")
            };
            assert_eq!((*seq, *by), (region.head, who.actor().author()));
            assert_eq!(*text, passed("Wie weet dit?"));
        });
    }
}

#[test]
fn an_observer_reads_and_says_nothing() {
    let refused = Refusal::NotAllowed { who: WhoMay::Participant };
    let before = talk(topic("1.1"));
    given(before.clone())
        .when(observer(TOWN), start_thread(topic("1.1"), "Ik ook."))
        .refused(refused.clone());
    given(before.clone()).when(observer(TOWN), add_comment("Ik ook.")).refused(refused.clone());
    given(before).when(observer(TOWN), resolve()).refused(refused);
}

#[test]
fn an_internal_note_is_read_by_those_who_see_the_drafts() {
    let before = talk(note_of(TOWN, "1.1"));
    for who in [editor(TOWN), lead(TOWN), steering_member(TOWN)] {
        assert!(sees(who, &before.region), "{who:?}");
    }
    for who in [coordinator(), observer(TOWN), editor(VILLAGE), editor(SHELTER)] {
        assert!(!sees(who, &before.region), "{who:?}");
        given(before.clone()).when(who, add_comment("Mee eens.")).refused(Refusal::NotHere);
        given(before.clone()).when(who, resolve()).refused(Refusal::NotHere);
        given(before.clone()).when(who, reopen()).refused(Refusal::NotHere);
    }
}

#[test]
fn coordinators_have_notes_of_their_own() {
    let topic = Topic { readers: Readers::Within(None), ..topic("4.1") };
    let before = region().and(coordinator(), start_thread(topic, "Eerst de politie bellen."));
    assert!(sees(coordinator(), &before.region));
    assert!(!sees(editor(TOWN), &before.region));
    given(before)
        .when(editor(TOWN), start_thread(topic, "Wij ook."))
        .refused(Refusal::NotAllowed { who: WhoMay::Coordinator });
}

#[test]
fn a_thread_is_about_something_that_is_there() {
    let at = |about| Topic { about, ..topic("1.1") };
    for about in [About::Of(ELSEWHERE), About::Regional] {
        given(region()).when(editor(TOWN), start_thread(at(about), "?")).refused(Refusal::NotHere);
    }
    given(region()).when(editor(TOWN), start_thread(topic("5.9"), "?")).refused(Refusal::NotHere);
    for about in [About::Of(VILLAGE), About::Of(SHELTER)] {
        given(region())
            .when(editor(TOWN), start_thread(at(about), "Hoe weten jullie dit?"))
            .then(|region| assert_eq!(last(region).topic.about, about));
    }
    let regional = Topic { about: About::Regional, ..topic("4.1") };
    given(region()).when(editor(TOWN), start_thread(regional, "Klopt dit?")).then(|_| {});
    given(joined()).when(editor(TOWN), start_thread(topic("1.1"), "?")).refused(Refusal::NoRound);
}

#[test]
fn what_is_dealt_with_can_be_opened_again_and_more_words_do_so_too() {
    let resolved = talk(topic("1.1")).and(editor(VILLAGE), resolve());
    let by = last(&resolved.region).resolved.unwrap().by;
    assert_eq!(by, editor(VILLAGE).actor().author());
    given(resolved.clone()).when(editor(SHELTER), resolve()).changes_nothing();
    for (who, again) in [(editor(TOWN), reopen()), (editor(SHELTER), add_comment("Toch niet."))] {
        given(resolved.clone())
            .when(who, again)
            .then(|region| assert_eq!(last(region).resolved, None))
            .when(editor(TOWN), reopen())
            .changes_nothing();
    }
}

#[test]
fn nobody_deals_with_what_they_did_not_see() {
    let before = talk(topic("1.1"));
    let seen = before.clone();
    let after = before.and(editor(VILLAGE), add_comment("Wacht, nog dit."));
    given(after.clone())
        .when(editor(TOWN), as_seen_in(&seen, resolve()))
        .refused(Refusal::ThreadWentOn);
    // One's own words one saw.
    given(after).when(editor(VILLAGE), as_seen_in(&seen, resolve())).then(|_| {});
}

#[test]
fn last_words_and_the_end_go_together() {
    let before = talk(topic("1.1"));
    given(before.clone()).when(editor(VILLAGE), resolve_saying("Zo is het geregeld.")).then(
        |region| {
            let thread = last(region);
            assert_eq!(thread.comments.len(), 2);
            assert!(thread.resolved.is_some());
        },
    );
    let long = "é".repeat(COMMENT_CHARS_MAX + 1);
    let (max, chars) = (COMMENT_CHARS_MAX, COMMENT_CHARS_MAX + 1);
    given(before)
        .when(editor(VILLAGE), resolve_saying(&long))
        .refused(Refusal::TextTooLong { max, chars });
}

#[test]
fn a_thread_about_what_the_next_round_does_not_ask_does_not_go_on() {
    let both = talk(topic("1.1")).and(editor(TOWN), start_thread(topic("5.1"), "En dit?"));
    let next = over(both).and(coordinator(), open_round_asking("2027", asked(&FIELDS[..6])));
    let left: Vec<String> =
        next.region.threads.values().map(|thread| thread.topic.question.to_string()).collect();
    assert_eq!(left, ["1.1"]);
}

#[test]
fn a_comment_says_something_and_not_too_much() {
    let before = talk(topic("1.1"));
    let long = "é".repeat(COMMENT_CHARS_MAX + 1);
    let too_long = Refusal::TextTooLong { max: COMMENT_CHARS_MAX, chars: COMMENT_CHARS_MAX + 1 };
    for (text, why) in [(" \n", Refusal::CommentMissing), (&long, too_long)] {
        given(before.clone()).when(editor(TOWN), add_comment(text)).refused(why.clone());
        given(before.clone()).when(editor(TOWN), start_thread(topic("1.1"), text)).refused(why);
    }
}

#[test]
fn only_those_who_can_read_a_comment_are_mentioned_in_it() {
    let here = [Mention::Organisation(VILLAGE), Mention::Person(person(editor(VILLAGE)))];
    given(region())
        .when(editor(TOWN), start_thread_for(topic("1.1"), "Wat vinden jullie?", here))
        .then(|region| assert_eq!(last(region).comments[0].mentions, here.into()));
    let nowhere = [Mention::Organisation(ELSEWHERE)];
    given(region())
        .when(editor(TOWN), start_thread_for(topic("1.1"), "Weten jullie dit?", nowhere))
        .refused(Refusal::MentionedCannotRead);
    for outside in [Mention::Organisation(VILLAGE), Mention::Organisation(TOWN)] {
        given(talk(note_of(TOWN, "1.1")))
            .when(editor(TOWN), add_comment_for("Kijk mee.", [outside]))
            .refused(Refusal::MentionedCannotRead);
    }
}

#[test]
fn there_is_an_end_to_what_can_be_said() {
    let many: Vec<Mention> =
        (0..=MENTIONS_MAX).map(|n| Mention::Person(PersonId(Uuid::from_u128(n as u128)))).collect();
    let many: [Mention; MENTIONS_MAX + 1] = many.try_into().unwrap();
    given(region())
        .when(editor(TOWN), start_thread_for(topic("1.1"), "Allemaal!", many))
        .refused(Refusal::TooManyMentions { max: MENTIONS_MAX });
    let mut full = talk(topic("1.1"));
    for _ in 1..COMMENTS_MAX {
        full = full.and(editor(VILLAGE), add_comment("Nog iets."));
    }
    given(full)
        .when(editor(TOWN), add_comment("En nog iets."))
        .refused(Refusal::ThreadIsFull { max: COMMENTS_MAX });
    let mut full = region();
    for _ in 0..THREADS_MAX {
        full = full.and(lead(TOWN), start_thread(note_of(TOWN, "1.1"), "Onder ons."));
    }
    // A limit tells nothing of the notes of others.
    for _ in 0..THREADS_MAX {
        full = full.and(editor(VILLAGE), start_thread(topic("1.1"), "Een vraag."));
    }
    given(full.clone())
        .when(editor(TOWN), start_thread(topic("1.1"), "Nog een vraag."))
        .refused(Refusal::TooManyThreads { max: THREADS_MAX });
    given(full.clone())
        .when(editor(TOWN), start_thread(topic("4.1"), "Een andere vraag."))
        .then(|_| {});
    let less = full.and(editor(VILLAGE), resolve());
    given(less).when(editor(TOWN), start_thread(topic("1.1"), "Nu past het.")).then(|_| {});
}

#[test]
fn the_next_round_goes_on_with_what_is_still_talked_about() {
    let both = talk(topic("1.1"))
        .and(editor(VILLAGE), resolve())
        .and(editor(TOWN), start_thread(topic("4.1"), "Dit loopt nog."));
    let next = over(both).and(coordinator(), open_round("2027"));
    let left: Vec<&str> =
        next.region.threads.values().map(|thread| thread.comments[0].text.as_str()).collect();
    assert_eq!(left, ["Dit loopt nog."]);
}

#[test]
fn a_comment_is_new_until_its_reader_read_it_or_answered() {
    let new = |given: &Given, read: &ReadMarks, who: Who| -> usize {
        read.new_in(last(&given.region), person(who)).count()
    };
    let before = talk(topic("1.1"));
    let question = field("1.1").question;
    let unread = ReadMarks::default();
    assert_eq!(new(&before, &unread, editor(VILLAGE)), 1);
    assert_eq!(new(&before, &unread, editor(TOWN)), 0, "one knows what one said");
    let read = ReadMarks([(question, before.region.last_said(question))].into());
    assert_eq!(new(&before, &read, editor(VILLAGE)), 0);
    let more = before.and(lead(TOWN), add_comment("Weet iemand het?"));
    assert_eq!(new(&more, &read, editor(VILLAGE)), 1);
    assert_eq!(new(&more, &unread, editor(VILLAGE)), 2);
    let answered = more.and(editor(VILLAGE), add_comment("Wij weten het."));
    assert_eq!(new(&answered, &unread, editor(VILLAGE)), 0);
    assert_eq!(new(&answered, &unread, editor(TOWN)), 2);
}

#[test]
fn nobody_writes_the_notes_of_another_organisation() {
    let of = |of: OrganisationId| start_thread(note_of(of, "1.1"), "Onder ons.");
    for (who, whose) in [(editor(TOWN), VILLAGE), (coordinator(), TOWN), (observer(TOWN), TOWN)] {
        let refused = Refusal::NotAllowed { who: WhoMay::Editor(whose) };
        given(region()).when(who, of(whose)).refused(refused);
    }
}
