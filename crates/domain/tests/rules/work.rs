//! What waits for somebody: derived, in order, and gone once it is done.

use domain::work::{AnswerTask, RegionalTask, RequestTask, Talk, Task, Waiting, waiting};
use domain::{AnswerValue, CheckId, Day, FieldId, Member, Mention, ReadMarks};

use crate::given::asking::*;
use crate::given::people::*;
use crate::given::{Given, given};

fn work(given: &Given, who: Who) -> Vec<Waiting> {
    let Who::Member(member) = who else { return vec![] };
    let member: Member = member;
    let seen = domain::view::snapshot_for(&member.viewer(), &given.region);
    waiting(&seen, &member, &ReadMarks::default())
}

fn tasks(given: &Given, who: Who) -> Vec<Task> {
    work(given, who).into_iter().map(|one| one.task).collect()
}

fn fields(all: &[&str]) -> Vec<FieldId> {
    all.iter().map(|text| field(text)).collect()
}

fn answers(task: AnswerTask, check: u8, all: &[&str]) -> Task {
    Task::Answers(task, CheckId(check), fields(all))
}

#[test]
fn an_editor_has_what_is_empty_until_it_is_shared() {
    let before = region();
    let all = [
        answers(AnswerTask::FillIn, 1, &["1.1"]),
        answers(AnswerTask::FillIn, 3, &["3.2a"]),
        answers(AnswerTask::FillIn, 4, &["4.1a", "4.1b", "4.2"]),
        answers(AnswerTask::FillIn, 5, &["5.1"]),
    ];
    assert_eq!(tasks(&before, editor(TOWN)), all);
    let drafted = before.and(editor(TOWN), choose(TOWN, "1.1", AnswerValue::Yes));
    assert_eq!(tasks(&drafted, editor(TOWN))[0], answers(AnswerTask::Share, 1, &["1.1"]));
    let shared = drafted.and(editor(TOWN), share(TOWN, &["1.1"]));
    assert_eq!(tasks(&shared, editor(TOWN)), all[1..]);
}

#[test]
fn what_is_shared_waits_for_those_who_may_confirm() {
    let shared = region()
        .and(editor(TOWN), choose(TOWN, "1.1", AnswerValue::Yes))
        .and(editor(TOWN), share(TOWN, &["1.1"]));
    let confirm = answers(AnswerTask::Confirm, 1, &["1.1"]);
    assert!(tasks(&shared, lead(TOWN)).contains(&confirm));
    assert!(!tasks(&shared, editor(TOWN)).contains(&confirm));
    let confirmed = shared.and(lead(TOWN), confirm_all(&["1.1"]));
    assert!(!tasks(&confirmed, lead(TOWN)).contains(&confirm));
}

fn confirm_all(all: &[&str]) -> Asking {
    confirm(TOWN, all)
}

#[test]
fn an_answer_of_the_region_waits_for_a_reaction_of_those_who_may_give_it() {
    let put_forward = region()
        .and(coordinator(), choose_for_region("4.2", AnswerValue::Yes))
        .and(coordinator(), put_forward(&["4.2"]));
    let react = answers(AnswerTask::React, 4, &["4.2"]);
    assert!(tasks(&put_forward, lead(TOWN)).contains(&react));
    assert!(!tasks(&put_forward, editor(TOWN)).contains(&react));
    let applied = put_forward.and(lead(TOWN), apply_regional(TOWN, "4.2"));
    assert!(!tasks(&applied, lead(TOWN)).contains(&react));
}

#[test]
fn a_coordinator_has_what_the_region_did_not_answer() {
    let write = |all| Task::Regional(RegionalTask::Write, CheckId(4), fields(all));
    assert_eq!(tasks(&region(), coordinator()), [write(&["4.1a", "4.1b", "4.2"])]);
    let drafted = region().and(coordinator(), choose_for_region("4.2", AnswerValue::Yes));
    let put = Task::Regional(RegionalTask::PutForward, CheckId(4), fields(&["4.2"]));
    assert_eq!(tasks(&drafted, coordinator()), [put, write(&["4.1a", "4.1b"])]);
    let done = drafted.and(coordinator(), put_forward(&["4.2"]));
    assert_eq!(tasks(&done, coordinator()), [write(&["4.1a", "4.1b"])]);
}

#[test]
fn a_partner_has_its_drafts_and_what_it_was_asked() {
    let asked = region()
        .and(editor(SHELTER), choose_view(SHELTER, "1.1", AnswerValue::No))
        .and(editor(TOWN), ask_partner(SHELTER, "5.1"));
    let request = last_request(&asked.region);
    let own = [
        Task::Request(RequestTask::GiveView, request),
        Task::GiveViews(CheckId(1), fields(&["1.1"])),
    ];
    assert_eq!(tasks(&asked, lead(SHELTER)), own);
    assert!(tasks(&asked, editor(POLICE)).is_empty());
    let given = asked
        .and(editor(SHELTER), choose_view(SHELTER, "5.1", AnswerValue::Yes))
        .and(editor(SHELTER), give_views(SHELTER, &["5.1"]));
    assert_eq!(tasks(&given, lead(SHELTER)), own[1..]);
}

#[test]
fn asked_and_asker_have_a_request_in_turns() {
    let asked = region().and(lead(TOWN), ask_colleague(TOWN, editor(TOWN), "1.1"));
    let request = last_request(&asked.region);
    let first = |given: &Given, who| work(given, who).into_iter().next().unwrap();
    let write = first(&asked, editor(TOWN));
    assert_eq!(write.task, Task::Request(RequestTask::WriteDraft, request));
    assert_eq!((write.personal, write.due), (true, Day::new(2026, 12, 1)));
    let requested = |given: &Given, who| {
        tasks(given, who).into_iter().any(|task| matches!(task, Task::Request(..)))
    };
    assert!(!requested(&asked, lead(TOWN)));

    let ready = asked.and(editor(TOWN), ready());
    assert!(!requested(&ready, editor(TOWN)), "nobody looks at their own draft");
    let look = work(&ready, lead(TOWN));
    let look = look.iter().find(|one| one.personal).unwrap();
    assert_eq!(look.task, Task::Request(RequestTask::LookAtDraft, request));
    assert_eq!(look.due, None, "the day was for the colleague");

    let changes = ready.and(lead(TOWN), request_changes("Noem de cijfers."));
    assert!(first(&changes, editor(TOWN)).personal);
    let declined = changes.and(editor(TOWN), decline("Die heb ik niet."));
    let read = work(&declined, lead(TOWN));
    assert!(read.iter().any(|one| one.task == Task::Request(RequestTask::ReadReason, request)));
    given(declined).when(lead(TOWN), close_request()).then(|_| {});
}

#[test]
fn the_nearest_day_comes_first_and_then_what_is_ones_own() {
    let asked = region()
        .and(coordinator(), set_deadline(Some("2026-12-01")))
        .and(lead(TOWN), ask_colleague(TOWN, editor(TOWN), "5"));
    let all = work(&asked, editor(TOWN));
    assert!(!tasks(&asked, editor(TOWN)).contains(&answers(AnswerTask::FillIn, 5, &["5.1"])));
    let day = Day::new(2026, 12, 1);
    assert!(all.iter().all(|one| one.due == day));
    assert!(all[0].personal && all[1..].iter().all(|one| !one.personal));
    let later = region()
        .and(coordinator(), set_deadline(Some("2026-12-02")))
        .and(lead(TOWN), ask_colleague(TOWN, editor(TOWN), "5"))
        .and(editor(TOWN), choose(TOWN, "1.1", AnswerValue::Yes));
    assert!(work(&later, editor(TOWN))[0].personal, "1 December comes before the 2nd");
}

#[test]
fn observers_and_members_of_the_steering_group_have_nothing() {
    let asked = region()
        .and(lead(TOWN), ask_colleague(TOWN, editor(TOWN), "1.1"))
        .and(editor(TOWN), ready());
    for before in [region(), asked] {
        for who in [observer(TOWN), steering_member(TOWN)] {
            assert!(work(&before, who).is_empty());
        }
    }
}

#[test]
fn a_coordinator_of_another_organisation_looks_at_the_draft_of_a_colleague() {
    let other = Who::Member(domain::Member {
        role: domain::Role::Coordinator,
        ..member(6, VILLAGE, domain::Role::Editor, false)
    });
    let third = Who::Member(member(7, POLICE, domain::Role::Coordinator, false));
    let ready = region().and(coordinator(), ask_coordinator(other, "4.2")).and(other, ready());
    let look = Task::Request(RequestTask::LookAtDraft, last_request(&ready.region));
    for (who, has) in [(coordinator(), true), (third, true), (other, false)] {
        assert_eq!(tasks(&ready, who).contains(&look), has, "{who:?}");
    }
}

#[test]
fn nothing_waits_once_the_round_is_over() {
    let over = region().and(coordinator(), start_discussion()).and(system(), close_round());
    for who in [lead(TOWN), coordinator(), lead(SHELTER)] {
        assert!(work(&over, who).is_empty());
    }
}

#[test]
fn the_last_day_of_municipalities_is_not_laid_on_others() {
    let agreed = region()
        .and(coordinator(), set_deadline(Some("2026-12-01")))
        .and(editor(SHELTER), choose_view(SHELTER, "1.1", AnswerValue::No));
    assert!(work(&agreed, editor(TOWN)).iter().all(|one| one.due.is_some()));
    for who in [coordinator(), editor(SHELTER)] {
        let own = work(&agreed, who);
        assert!(!own.is_empty() && own.iter().all(|one| one.due.is_none()), "{who:?}");
    }
}

/// One expected step each: the same answer is not asked for twice.
#[test]
fn what_a_request_or_a_reaction_asks_does_not_stand_there_twice() {
    let asked = region()
        .and(editor(SHELTER), choose_view(SHELTER, "5.1", AnswerValue::No))
        .and(editor(TOWN), ask_partner(SHELTER, "5.1"));
    assert_eq!(tasks(&asked, lead(SHELTER)).len(), 1);
    let put_forward = region()
        .and(coordinator(), choose_for_region("4.2", AnswerValue::Yes))
        .and(coordinator(), put_forward(&["4.2"]));
    let own = tasks(&put_forward, lead(TOWN));
    assert!(own.contains(&answers(AnswerTask::React, 4, &["4.2"])));
    assert!(own.contains(&answers(AnswerTask::FillIn, 4, &["4.1a", "4.1b"])));
}

#[test]
fn a_mention_waits_until_it_was_read_or_dealt_with() {
    let mentioned = |mention| {
        over(region())
            .and(coordinator(), start_thread_for(topic("1.1"), "Kunt u dit nakijken?", [mention]))
    };
    let question = field("1.1").question;
    for (mention, personal) in
        [(Mention::Organisation(VILLAGE), false), (Mention::Person(person(editor(VILLAGE))), true)]
    {
        let before = mentioned(mention);
        let thread = last_thread(&before.region);
        let last = coordinator().actor().author();
        let at = before.region.threads[&thread].comments[0].at;
        let about = before.region.threads[&thread].topic.about;
        let talk = Talk { question, about, thread, mentioned: true, new: 1, last, at };
        assert_eq!(
            work(&before, editor(VILLAGE)),
            [Waiting { task: Task::Talk(talk), due: None, personal }],
            "also between rounds"
        );
        assert_eq!(work(&before, lead(VILLAGE)).is_empty(), personal);
        assert!(work(&before, editor(TOWN)).is_empty());
        let Who::Member(reader) = editor(VILLAGE) else { panic!("a member") };
        let read = ReadMarks([(question, before.region.last_said(question))].into());
        assert!(waiting(&before.region, &reader, &read).is_empty());
        assert!(work(&before.and(editor(TOWN), resolve()), editor(VILLAGE)).is_empty());
    }
}

#[test]
fn whoever_said_something_hears_of_what_others_answer() {
    let asked = over(region()).and(editor(TOWN), start_thread(topic("1.1"), "Wie weet dit?"));
    assert!(work(&asked, editor(TOWN)).is_empty(), "one's own words are no news");
    let answered = asked
        .and(editor(VILLAGE), add_comment("Wij niet."))
        .and(editor(SHELTER), add_comment("Wij wel."));
    let [Waiting { task: Task::Talk(talk), personal: true, due: None }] =
        work(&answered, editor(TOWN))[..]
    else {
        panic!("one thread")
    };
    assert_eq!((talk.new, talk.mentioned, talk.last), (2, false, editor(SHELTER).actor().author()));
    let [Waiting { task: Task::Talk(talk), .. }] = work(&answered, editor(VILLAGE))[..] else {
        panic!("one thread")
    };
    assert_eq!(talk.new, 1, "what was said before one came is not an answer");
    let ended = answered.clone().and(editor(SHELTER), resolve_saying("Dan is dit klaar."));
    let [Waiting { task: Task::Talk(talk), .. }] = work(&ended, editor(TOWN))[..] else {
        panic!("the last words")
    };
    assert_eq!(talk.new, 1, "of what was dealt with, the last words are news");
    let mention = [Mention::Person(person(lead(VILLAGE)))];
    let asked = over(region())
        .and(coordinator(), start_thread_for(topic("4.1"), "Kunt u dit nakijken?", mention));
    let read = ReadMarks([(field("4.1a").question, asked.region.head)].into());
    let more = asked.and(coordinator(), add_comment("Lukt het?"));
    let Who::Member(reader) = lead(VILLAGE) else { panic!("a member") };
    assert_eq!(waiting(&more.region, &reader, &read).len(), 1, "who was asked hears the rest");
    assert!(work(&answered, lead(TOWN)).is_empty());
}

#[test]
fn the_fields_of_ones_work_are_those_that_the_list_is_about() {
    let of = |given: &Given, who: Who| -> Vec<String> {
        let Who::Member(member) = who else { return vec![] };
        let seen = domain::view::snapshot_for(&member.viewer(), &given.region);
        domain::work::fields(&seen, &member).iter().map(ToString::to_string).collect()
    };
    let begun = region()
        .and(editor(TOWN), choose(TOWN, "1.1", AnswerValue::Yes))
        .and(editor(TOWN), share(TOWN, &["1.1"]))
        .and(lead(TOWN), ask_partner(SHELTER, "5.1"));
    assert_eq!(of(&begun, editor(TOWN)), ["3.2a", "4.1a", "4.1b", "4.2", "5.1"]);
    assert_eq!(of(&begun, lead(TOWN)), ["1.1", "3.2a", "4.1a", "4.1b", "4.2", "5.1"]);
    assert_eq!(of(&begun, coordinator()), ["4.1a", "4.1b", "4.2"]);
    assert_eq!(of(&begun, editor(SHELTER)), ["5.1"]);
    let nothing: [&str; 0] = [];
    assert_eq!(of(&begun, observer(TOWN)), nothing);
    assert_eq!(of(&over(begun), lead(TOWN)), nothing);
    // A whole check that a colleague was asked to write is theirs, field by field.
    let asked = region().and(lead(TOWN), ask_colleague(TOWN, editor(TOWN), "4"));
    assert!(of(&asked, editor(TOWN)).contains(&"4.1b".to_owned()));
}
