//! The table of rights, and for each of its rows a region in which nothing but rights can refuse the command.

use std::collections::BTreeMap;

use domain::answer::Wording;
use domain::{
    AnswerValue, Aspect, Command, MarkValue, OrganisationId, OrganisationKind, Role, WaitsOn,
};
use serde::Deserialize;

use super::actions::*;
use super::asking::*;
use super::handing_over::*;
use super::own_questions::*;
use super::people::*;
use super::redacting::redact_last;
use super::{Given, nothing, stored_name};

/// The table that was transcribed by hand.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    pub columns: Vec<String>,
    pub rights: BTreeMap<String, BTreeMap<About, Vec<May>>>,
}

/// Whose matter a row is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum About {
    Region,
    Own,
    Other,
}

/// What a cell says.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum May {
    Yes,
    No,
}

/// Reads the table.
pub fn table() -> Table {
    toml::from_str(include_str!("../rights.toml")).unwrap()
}

/// Returns the organisation that a row is about.
fn whose(command: &str, about: About) -> OrganisationId {
    if command == "redact" && about == About::Other {
        return SHELTER;
    }
    match (writes_views(command), about) {
        (true, About::Other) => POLICE,
        (true, _) => SHELTER,
        (false, About::Other) => VILLAGE,
        (false, _) => TOWN,
    }
}

/// Returns a region in which nothing but rights can refuse the command, and the command.
pub fn attempt(command: &str, about: About) -> (Given, Asking) {
    let of = whose(command, about);
    let shared = |of| {
        region()
            .and(editor(of), choose(of, "1.1", AnswerValue::Yes))
            .and(editor(of), share(of, &["1.1"]))
    };
    let regional = || {
        region()
            .and(coordinator(), choose_for_region("4.2", AnswerValue::Yes))
            .and(coordinator(), put_forward(&["4.2"]))
    };
    match command {
        "answer" => (region(), choose(of, "1.1", AnswerValue::Yes)),
        "explain" => (region(), explain(of, "1.1", "Elke maand een overleg.")),
        "mark" => (region(), mark(of, "1.1", Aspect::Paper, MarkValue::Yes)),
        "share" => {
            let drafted = region().and(editor(of), choose(of, "1.1", AnswerValue::Yes));
            (drafted, share(of, &["1.1"]))
        }
        "confirm" => (shared(of), confirm(of, &["1.1"])),
        "answer_for_region" => (region(), choose_for_region("4.2", AnswerValue::Yes)),
        "explain_for_region" => (region(), explain_for_region("4.2", "Elke maand een overleg.")),
        "put_forward" => {
            let drafted = region().and(coordinator(), choose_for_region("4.2", AnswerValue::Yes));
            (drafted, put_forward(&["4.2"]))
        }
        "apply_regional" => (regional(), apply_regional(of, "4.2")),
        "differ_from_regional" => (regional(), differ_from_regional(of, "4.2", "Eigen overleg.")),
        "answer_as_partner" => (region(), choose_view(of, "1.1", AnswerValue::Yes)),
        "explain_as_partner" => {
            (region(), write_view(of, "1.1", Wording::Source, "Wij tellen het zelf."))
        }
        "give_views" => {
            let drafted = region().and(editor(of), choose_view(of, "1.1", AnswerValue::Yes));
            (drafted, give_views(of, &["1.1"]))
        }
        "withdraw_view" => {
            let drafted = region().and(editor(of), choose_view(of, "1.1", AnswerValue::Yes));
            (drafted.and(editor(of), give_views(of, &["1.1"])), withdraw_view(of, "1.1"))
        }
        action if carries_out(action) => attempt_carrying_out(action, about),
        "attach_file" | "remove_file" => attempt_file(command, about),
        action if looks_after(action) => attempt_looking_after(action, about),
        command => attempt_round(command).unwrap_or_else(|| attempt_request(command, about, of)),
    }
}

/// The same for the commands about the region and its rounds, if it is one.
fn attempt_round(command: &str) -> Option<(Given, Asking)> {
    let attempt = match command {
        "found_region" => (nothing(), found("Regio Rivierland")),
        "admit" => (region(), admit(ELSEWHERE, OrganisationKind::Police)),
        "end_participation" => (region(), end_participation(SHELTER)),
        "prepare_round" => (over(region()), prepare_round("2027")),
        "open_round" => (
            region().and(coordinator(), start_discussion()).and(system(), close_round()),
            open_round("2027"),
        ),
        "add_own_question" => (region(), add_own("1", "Oefent u samen?")),
        "reword_own_question" => (asks_own(), reword_own("1.R1", "Oefent u elk jaar samen?")),
        "remove_own_question" => (asks_own(), remove_own("1.R1")),
        "put_back_own_question" => {
            (asks_own().and(coordinator(), remove_own("1.R1")), put_back_own("1.R1"))
        }
        "set_deadline" => (region(), set_deadline(Some("2026-12-01"))),
        "start_discussion" => (region(), start_discussion()),
        "close_round" => (region().and(coordinator(), start_discussion()), close_round()),
        "make_actions" => (region(), ask_action(POLICE)),
        "let_fall_due" => (offered_action().days_later(30), let_fall_due()),
        "add_steering_date" => (region(), add_date("2026-12-10")),
        "remove_steering_date" => {
            (region().and(coordinator(), add_date("2026-12-10")), remove_date("2026-12-10"))
        }
        _ => return None,
    };
    Some(attempt)
}

/// Returns which organisation a row about an action is about: a partner where it is about the region.
fn side_of_action(about: About) -> OrganisationId {
    match about {
        About::Region => SHELTER,
        About::Own => TOWN,
        About::Other => VILLAGE,
    }
}

/// The same for what the owner of an action does; the police asked.
fn attempt_carrying_out(command: &str, about: About) -> (Given, Asking) {
    let owner = side_of_action(about);
    let offered = region().and(editor(POLICE), ask_action(owner));
    let accepted = || offered.clone().and(editor(owner), accept_action());
    match command {
        "accept_action" => (offered, accept_action()),
        "decline_action" => (offered, decline_action("Dat is niet aan ons.")),
        "counter_propose_date" => (offered, counter(LATER, "Dan lukt het wel.")),
        "assign_action" => (offered, assign(Some(person(member_of(owner))))),
        "report_progress" => (accepted(), progress("De helft is er.")),
        "wait_on" => (accepted(), wait_on(WaitsOn::Organisation(POLICE), "")),
        _ => (accepted(), report_done("")),
    }
}

/// The same for the files of an action, which its owner attaches; the police asked.
fn attempt_file(command: &str, about: About) -> (Given, Asking) {
    let owner = side_of_action(about);
    let offered = region().and(editor(POLICE), ask_action(owner));
    let name = "Een lijst met nummers";
    match command {
        "attach_file" => (offered, attach(1, name)),
        _ => (offered.and(editor(owner), attach(1, name)), remove_file(1, "De lijst is oud.")),
    }
}

/// The same for what the asker of an action does; the police were asked.
fn attempt_looking_after(command: &str, about: About) -> (Given, Asking) {
    let asker = side_of_action(about);
    let by_police = |given: Given, asking| given.and(editor(POLICE), asking);
    let offered = region().and(editor(asker), ask_action(POLICE));
    let countered = || by_police(offered.clone(), counter(LATER, "Dan lukt het wel."));
    let done = || by_police(by_police(offered.clone(), accept_action()), report_done(""));
    match command {
        "revise_action" => (offered, retitle("Een vast nummer voor scholen")),
        "offer_actions" => (region().and(editor(asker), think_of_action([POLICE])), offer_action()),
        "agree_to_date" => (countered(), agree_to(LATER)),
        "refuse_date" => (countered(), refuse_date(LATER, "Dat is te laat.")),
        "close_action" => (done(), close_action()),
        "remind_owners" => (offered.days_later(1), remind()),
        "pause_reminders" => {
            (by_police(offered.clone(), accept_action()), pause(Some("2027-01-15")))
        }
        "reopen_action" => (done(), reopen_action("Twee scholen missen nog.")),
        _ => (offered, drop_action("De scholen doen het zelf.")),
    }
}

/// The same for the commands about requests.
fn attempt_request(command: &str, about: About, of: OrganisationId) -> (Given, Asking) {
    let asked_colleague =
        || region().and(member_of(TOWN), ask_colleague(TOWN, editor(TOWN), "1.1"));
    match command {
        "make_request" => match about {
            About::Region => (region(), ask_partner(POLICE, "1.1")),
            _ => (region(), ask_colleague(of, member_of(of), "1.1")),
        },
        // The one who is asked is the editor; the organisation of the asker is the town.
        "report_ready" => (asked_colleague(), ready()),
        "request_changes" => (asked_colleague(), request_changes("Noem ook de cijfers.")),
        "decline_request" => match about {
            About::Region => {
                (region().and(lead(TOWN), ask_partner(SHELTER, "1.1")), decline("Nee."))
            }
            _ => (asked_colleague(), decline("Nee.")),
        },
        "close_request" => match about {
            About::Region => {
                (region().and(lead(TOWN), ask_partner(POLICE, "1.1")), close_request())
            }
            _ => (asked_colleague(), close_request()),
        },
        "offer_handover" | "accept_handover" | "decline_handover" | "withdraw_handover" => {
            attempt_handover(command, about, of)
        }
        comment => attempt_comment(comment, about, of),
    }
}

/// The same for handing over: a partner that leaves to another partner, or a colleague to a colleague.
fn attempt_handover(command: &str, about: About, of: OrganisationId) -> (Given, Asking) {
    let partners = |leaves, goes_on| {
        let asked = region().and(lead(TOWN), ask_partner(leaves, "1.1"));
        (asked, hand_over_part(leaves, goes_on))
    };
    let colleagues = |leaves, goes_on| {
        let asks = member(8, of, Role::Editor, true);
        let asked = region().and(Who::Member(asks), ask_colleague(of, leaves, "1.1"));
        (asked, hand_over(leaves, goes_on))
    };
    match (command, about) {
        ("offer_handover", About::Region) => partners(SHELTER, POLICE),
        ("offer_handover", _) => colleagues(editor(of), member_of(of)),
        ("withdraw_handover", About::Region) => {
            let (asked, offer) = partners(SHELTER, POLICE);
            (asked.and(coordinator(), offer), withdraw_handover())
        }
        ("withdraw_handover", _) => {
            let (asked, offer) = colleagues(editor(of), member_of(of));
            (asked.and(editor(of), offer), withdraw_handover())
        }
        (command, about) => {
            let (asked, offer, by) = match about {
                About::Region => {
                    let (asked, offer) = partners(POLICE, SHELTER);
                    (asked, offer, lead(POLICE))
                }
                _ => {
                    let (asked, offer) = colleagues(member_of(of), editor(of));
                    (asked, offer, member_of(of))
                }
            };
            let answer = match command {
                "accept_handover" => accept_handover(),
                _ => decline_handover("Wij hebben er niemand voor."),
            };
            (asked.and(by, offer), answer)
        }
    }
}

/// Somebody of an organisation who is in no column, so that nobody asks themselves.
fn member_of(of: OrganisationId) -> Who {
    Who::Member(member(9, of, Role::Editor, true))
}

/// The same for the commands about comments: the thread is the lead's.
fn attempt_comment(command: &str, about: About, of: OrganisationId) -> (Given, Asking) {
    let topic = match about {
        About::Region => topic("1.1"),
        About::Own | About::Other => note_of(of, "1.1"),
    };
    let talk = || region().and(lead(of), start_thread(topic, "Wie weet dit?"));
    match command {
        "start_thread" => (region(), start_thread(topic, "Wie weet dit?")),
        "add_comment" => (talk(), add_comment("Ik weet het.")),
        "resolve_thread" => (talk(), resolve()),
        "reopen_thread" => (talk().and(lead(of), resolve()), reopen()),
        "redact" => (
            region().and(lead(of), start_thread(self::topic("1.1"), "Wie weet dit?")),
            redact_last(),
        ),
        unknown => panic!("the table has a row for {unknown}, which no attempt is written for"),
    }
}

/// Returns whether a command is about a request or a thread that is there.
pub fn answers(command: &str) -> bool {
    matches!(
        command,
        "report_ready"
            | "request_changes"
            | "decline_request"
            | "close_request"
            | "accept_handover"
            | "decline_handover"
            | "withdraw_handover"
            | "add_comment"
            | "resolve_thread"
            | "reopen_thread"
    )
}

/// Returns whether the rows of a command are about partners.
pub fn writes_views(command: &str) -> bool {
    matches!(command, "answer_as_partner" | "explain_as_partner" | "give_views" | "withdraw_view")
}

/// Returns who a column is about.
pub fn who(column: &str) -> Who {
    match column {
        "system" => system(),
        "coordinator" => coordinator(),
        "municipality_editor" => editor(TOWN),
        "municipality_lead" => lead(TOWN),
        "partner_editor" => editor(SHELTER),
        "partner_lead" => lead(SHELTER),
        "steering_member" => steering_member(TOWN),
        "observer" => observer(TOWN),
        unknown => panic!("the table has a column {unknown}"),
    }
}

/// Returns the name of a command, as the table writes it.
pub fn name(command: &Command) -> String {
    stored_name(command)
}

/// Returns whether a command is for the owner of an action.
pub fn carries_out(command: &str) -> bool {
    matches!(
        command,
        "accept_action"
            | "decline_action"
            | "counter_propose_date"
            | "assign_action"
            | "report_progress"
            | "wait_on"
            | "report_done"
    )
}

/// Returns whether a command is for whoever asked for an action.
pub fn looks_after(command: &str) -> bool {
    matches!(
        command,
        "revise_action"
            | "offer_actions"
            | "agree_to_date"
            | "refuse_date"
            | "close_action"
            | "reopen_action"
            | "drop_action"
            | "remind_owners"
            | "pause_reminders"
    )
}
