//! The stored form of events: kind, version and JSON payload. Nothing else knows it.
//!
//! Invariant: every kind and version ever written can be read; `tests/golden` holds a line of each.

use crate::event::Event;

/// An event as the journal keeps it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stored {
    /// The kind, in snake case. Never renamed.
    pub kind: String,
    /// The version of the payload's form.
    pub version: i32,
    /// The payload, a JSON object.
    pub payload: String,
}

/// Why a stored event cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum StoredError {
    /// A newer release wrote it.
    #[error("event kind {kind} in version {version} is not known to this release")]
    Unknown {
        /// The kind.
        kind: String,
        /// The version.
        version: i32,
    },
    /// The payload does not have the form that its kind and version promise.
    #[error("the payload of an event of kind {kind} cannot be read")]
    Broken {
        /// The kind.
        kind: String,
        /// What is wrong with it.
        #[source]
        source: serde_json::Error,
    },
}

/// Every kind with the newest version of its form.
pub const KINDS: [(&str, i32); 65] = [
    ("region_founded", 1),
    ("organisation_admitted", 1),
    ("organisation_left", 1),
    ("round_prepared", 1),
    ("round_opened", 1),
    ("own_question_added", 1),
    ("own_question_reworded", 1),
    ("own_question_removed", 1),
    ("own_question_put_back", 1),
    ("deadline_set", 1),
    ("round_closed", 1),
    ("answer_drafted", 1),
    ("explanation_drafted", 1),
    ("mark_drafted", 1),
    ("answer_shared", 1),
    ("answer_confirmed", 1),
    ("regional_value_drafted", 1),
    ("regional_explanation_drafted", 1),
    ("regional_answer_put_forward", 1),
    ("regional_answer_applied", 1),
    ("regional_answer_differed", 1),
    ("discussion_started", 1),
    ("partner_value_drafted", 1),
    ("partner_text_drafted", 1),
    ("partner_view_given", 1),
    ("partner_view_withdrawn", 1),
    ("request_made", 1),
    ("request_ready", 1),
    ("changes_requested", 1),
    ("request_declined", 1),
    ("request_closed", 1),
    ("request_passed_on", 1),
    ("thread_passed_on", 1),
    ("handover_offered", 1),
    ("handover_accepted", 1),
    ("handover_declined", 1),
    ("handover_withdrawn", 1),
    ("thread_started", 1),
    ("comment_added", 1),
    ("thread_resolved", 1),
    ("thread_reopened", 1),
    ("text_redacted", 1),
    ("action_made", 1),
    ("action_revised", 1),
    ("action_offered", 1),
    ("action_accepted", 1),
    ("action_declined", 1),
    ("date_counter_proposed", 1),
    ("counter_proposal_agreed", 1),
    ("counter_proposal_refused", 1),
    ("action_assigned", 1),
    ("action_progressed", 1),
    ("action_waits", 1),
    ("action_reported_done", 1),
    ("action_closed", 1),
    ("action_reopened", 1),
    ("action_dropped", 1),
    ("offer_went_silent", 1),
    ("action_reminded", 1),
    ("reminders_paused", 1),
    ("action_passed_on", 1),
    ("action_file_attached", 1),
    ("action_file_removed", 1),
    ("steering_date_added", 1),
    ("steering_date_removed", 1),
];

/// Returns the stored form of an event.
pub fn encode(event: &Event) -> Stored {
    // Serde writes `{"kind":{…}}`; kind and payload are stored side by side.
    let whole = serde_json::to_string(event).expect("events are plain data with text keys");
    let (kind, payload) = whole[2..whole.len() - 1].split_once("\":").expect("as written above");
    let version = KINDS.iter().find(|(known, _)| *known == kind).map_or(1, |(_, version)| *version);
    Stored { kind: kind.to_owned(), version, payload: payload.to_owned() }
}

/// Reads an event from its stored form.
pub fn decode(kind: &str, version: i32, payload: &str) -> Result<Event, StoredError> {
    let known =
        KINDS.iter().any(|(name, newest)| *name == kind && (1..=*newest).contains(&version));
    if !known {
        return Err(StoredError::Unknown { kind: kind.to_owned(), version });
    }
    serde_json::from_str(&format!("{{\"{kind}\":{payload}}}"))
        .map_err(|source| StoredError::Broken { kind: kind.to_owned(), source })
}
