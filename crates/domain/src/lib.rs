//! The rules of Ketentafel: pure, without a clock, randomness, input or output.
//!
//! Invariant: [`decide`] judges and touches nothing; [`evolve`] obeys and never judges.
//! The same two functions run on the server (the law) and in the browser (instant feedback).

pub mod action;
pub mod action_link;
pub mod actor;
pub mod answer;
pub mod calendar;
pub mod change;
pub mod checklist;
pub mod command;
pub mod comment;
pub mod day;
pub mod decide;
pub mod desk;
pub mod digest;
pub mod event;
pub mod evolve;
pub mod file;
pub mod guard;
pub mod handover;
pub mod holding;
pub mod ids;
pub mod language;
pub mod merge;
pub mod notice;
pub mod organisation;
pub mod own_question;
pub mod partner_view;
pub mod presence;
pub mod redaction;
pub mod refusal;
pub mod region;
pub mod regional;
pub mod reminder;
pub mod request;
pub mod review;
pub mod rights;
pub mod round;
pub mod sheet;
pub mod stored;
pub mod text;
pub mod texts;
pub mod view;
pub mod work;

pub use action::{
    Action, ActionStand, Cause, Plan, Priority, SeenAction, Step, TypedPlan, WaitsOn,
};
pub use action_link::ActionAlone;
pub use actor::{Actor, Insider, Member, Role};
pub use answer::{
    Answer, AnswerContent, AnswerKey, AnswerValue, Aspect, Draft, Late, MarkValue, Standing,
    Working,
};
pub use calendar::local_day;
pub use change::Change;
pub use checklist::{Bilingual, Checklist, ChecklistIn, LinkId, SuggestionId};
pub use command::{Command, SeenAnswer, Sent};
pub use comment::{About, Comment, Mention, ReadMarks, Readers, Thread, Topic};
pub use day::Day;
pub use decide::{decide, decide_with_journal};
pub use desk::{Desk, Spot, Touched};
pub use event::{Author, Entry, Event, TextPlace};
pub use evolve::evolve;
pub use file::{Attached, File, FileHash, FileKind};
pub use handover::{Handover, HandoverStand, Held, Holder, Parting, PassedOn, PassedPart};
pub use ids::{
    ActionId, CheckId, CommandId, EditionId, FieldId, FileId, GroupId, HandoverId, Moment,
    OrganisationId, Part, PersonId, QuestionId, RedactionId, RegionId, RequestId, RoundId, TabId,
    ThreadId,
};
pub use language::Language;
pub use organisation::{ChainParty, OrganisationKind, Participation};
pub use own_question::{OwnQuestion, Wanted};
pub use partner_view::{PartnerView, ViewStanding};
pub use redaction::Redaction;
pub use refusal::Refusal;
pub use region::Region;
pub use regional::Response;
pub use reminder::{NextReminder, Reminded, Rung};
pub use request::{Matter, Request, Stand, Subject, Turn, Wish, can_write};
pub use review::ReviewStand;
pub use round::{Asked, Round, Scope};
pub use sheet::{Sheet, ViewKey};
pub use text::{Fingerprint, GuardedText, TypedText};
pub use texts::Texts;
pub use view::{Delivery, Viewer};
