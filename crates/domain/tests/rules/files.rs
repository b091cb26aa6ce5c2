//! Files of actions: who attaches and removes them, how many there are, and what stays told of them.

use domain::{
    Action, Event, File, FileId, FileKind, GuardedText, Refusal,
    file::{FILES_EVER_MAX, FILES_MAX},
    refusal::WhoMay,
};

use crate::given::actions::*;
use crate::given::asking::*;
use crate::given::people::*;
use crate::given::{Given, given};

const NAME: &str = "Lijst met aanspreekpunten";

fn with_a_file() -> Given {
    accepted_action().and(editor(SHELTER), attach(1, NAME))
}

fn there(action: &Action) -> Vec<FileId> {
    action.files_there().map(|attached| attached.file.id).collect()
}

#[test]
fn a_file_is_attached_with_what_it_is_and_by_whom() {
    given(accepted_action()).when(editor(SHELTER), attach(1, " Lijst\nvan scholen ")).then(
        |region| {
            let [attached] = &action(region).files[..] else { panic!("one file") };
            let File { id, name, hash, size, kind } = &attached.file;
            assert_eq!((*id, *kind, *size), (file_id(1), FileKind::Pdf, 1_234));
            assert_eq!(name.as_str().trim(), "Lijst van scholen");
            assert_eq!(hash.to_string(), "01".repeat(32));
            assert_eq!(attached.by.organisation, Some(SHELTER));
            assert!(attached.removed.is_none());
            assert_eq!(region.file(file_id(1)).map(|(id, _)| id), Some(last_action(region)));
        },
    );
}

#[test]
fn who_does_it_helps_or_looks_after_it_attaches_files_and_nobody_else() {
    let helped = || {
        let mut plan = plan(TITLE);
        plan.contributors = [POLICE].into();
        region().and(editor(VILLAGE), make_actions([SHELTER], plan, None, true))
    };
    for who in [editor(SHELTER), editor(POLICE), lead(POLICE), editor(VILLAGE), coordinator()] {
        given(helped()).when(who, attach(1, NAME)).then(|_| ());
    }
    let refused = Refusal::NotAllowed { who: WhoMay::Of(SHELTER) };
    for who in [editor(TOWN), observer(TOWN), system()] {
        given(helped()).when(who, attach(1, NAME)).refused(refused.clone());
    }
}

#[test]
fn the_same_file_is_attached_once_and_to_one_action() {
    given(with_a_file()).when(coordinator(), attach(1, NAME)).changes_nothing();
    let other = with_a_file().and(editor(VILLAGE), ask_action(SHELTER));
    given(other).when(editor(SHELTER), attach(1, NAME)).refused(Refusal::NotHere);
}

#[test]
fn what_is_over_gets_no_files() {
    for stand in ["closed", "dropped"] {
        let asked = given(standing(stand)).when(editor(SHELTER), attach(1, NAME));
        asked.refused(Refusal::NotAsItStands);
    }
}

#[test]
fn an_action_has_as_many_files_as_it_can_and_those_that_went_make_room() {
    let most = u8::try_from(FILES_MAX).unwrap();
    let full = (1..=most).fold(accepted_action(), |so_far, nth| {
        so_far.and(editor(SHELTER), attach(nth, &format!("Lijst {nth}")))
    });
    let more = given(full.clone()).when(editor(SHELTER), attach(most + 1, NAME));
    more.refused(Refusal::TooManyFiles { max: FILES_MAX });
    let room = full.and(editor(SHELTER), remove_file(1, "Het was de oude lijst."));
    given(room.clone()).when(editor(SHELTER), attach(most + 1, NAME)).then(|region| {
        assert_eq!(there(action(region)).len(), FILES_MAX);
    });
    let ever = u8::try_from(FILES_EVER_MAX).unwrap();
    let often = (most + 1..=ever).fold(room, |so_far, nth| {
        let so_far = so_far.and(editor(SHELTER), attach(nth, NAME));
        so_far.and(editor(SHELTER), remove_file(nth, "Het was de oude lijst."))
    });
    let more = given(often).when(editor(SHELTER), attach(ever + 1, NAME));
    more.refused(Refusal::TooManyFilesEver { max: FILES_EVER_MAX });
}

#[test]
fn a_file_says_what_it_is_without_naming_anybody() {
    let asked = |name| given(accepted_action()).when(editor(SHELTER), attach(1, name));
    asked(" \n").refused(Refusal::FileNameMissing);
    let long = "a".repeat(141);
    asked(&long).refused(Refusal::TextTooLong { max: 140, chars: 141 });
    assert!(matches!(asked("Bel 06 12345678").verdict(), Err(Refusal::Guarded { .. })));
}

#[test]
fn whoever_attached_it_or_the_coordinator_removes_it_and_says_why() {
    let why = "Er staat een verkeerde school in.";
    for who in [editor(SHELTER), lead(SHELTER), coordinator()] {
        given(with_a_file()).when(who, remove_file(1, why)).then(|region| {
            let attached = &action(region).files[0];
            let removed = attached.removed.as_ref().unwrap();
            assert_eq!(removed.reason.as_str(), why);
            assert_eq!(attached.file.name.as_str(), NAME, "what it was stays told");
            assert!(there(action(region)).is_empty());
        });
    }
    let refused = Refusal::NotAllowed { who: WhoMay::Writer(SHELTER) };
    given(with_a_file()).when(editor(VILLAGE), remove_file(1, why)).refused(refused);
    given(with_a_file())
        .when(editor(SHELTER), remove_file(1, " "))
        .refused(Refusal::WhyRedactedMissing);
    given(with_a_file()).when(editor(SHELTER), remove_file(2, why)).refused(Refusal::NotHere);
}

#[test]
fn what_was_removed_is_removed_once_and_does_not_come_back() {
    let gone = with_a_file().and(editor(SHELTER), remove_file(1, "Het was de oude lijst."));
    given(gone.clone())
        .when(coordinator(), remove_file(1, "Nog een keer."))
        .refused(Refusal::FileIsRemoved);
    given(gone).when(editor(SHELTER), attach(1, NAME)).refused(Refusal::FileIsRemoved);
    let same = given(with_a_file());
    same.clone().when(editor(SHELTER), attach(1, NAME)).changes_nothing();
    same.when(editor(SHELTER), attach(1, "Een andere naam")).refused(Refusal::NotAsItStands);
    // What is over keeps its files, and they can still go.
    let over = with_a_file()
        .and(editor(SHELTER), report_done(""))
        .and(editor(VILLAGE), close_action())
        .and(editor(SHELTER), remove_file(1, "Het was de oude lijst."));
    assert!(there(action(&over.region)).is_empty());
}

#[test]
fn the_name_of_a_file_is_a_text_that_can_be_removed() {
    let before = with_a_file();
    let seq = before.region.head;
    let after = before.and(editor(SHELTER), crate::given::redacting::redact(seq, 0));
    let name = &action(&after.region).files[0].file.name;
    assert!(name.redacted().is_some());
    assert_eq!(there(action(&after.region)), [file_id(1)], "what it holds is another matter");
    assert!(!after.written().contains(NAME));
}

#[test]
fn a_file_is_no_movement_of_its_own_kind() {
    let before = accepted_action();
    let stand = action(&before.region).stand.clone();
    given(before).when(editor(SHELTER), attach(1, NAME)).then(|region| {
        assert_eq!(action(region).stand, stand);
        assert!(action(region).acted.is_some(), "its owner did something about it");
    });
}

#[test]
fn what_an_entry_says_of_a_file_is_what_was_asked() {
    let before = accepted_action();
    let action = last_action(&before.region);
    let File { id, name, hash, size, kind } = file(1, NAME);
    let file = Box::new(File { id, name: GuardedText::pass(&name).unwrap(), hash, size, kind });
    given(before)
        .when(editor(SHELTER), attach(1, NAME))
        .happens([Event::ActionFileAttached { action, file }]);
}
