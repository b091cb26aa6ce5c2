//! Every rule of `decide`, told as given, when, then.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

#[path = "../given/mod.rs"]
mod given;

mod action_links;
mod actions;
mod actions_over_time;
mod answering_for_actions;
mod asking_for_actions;
mod comments;
mod confirming;
mod drafting;
mod explaining;
mod files;
mod guarding;
mod handing_over;
mod holding;
mod inviting;
mod joining;
mod noticing;
mod own_questions;
mod partner_views;
mod preparing;
mod presence;
mod questions;
mod redacting;
mod redacting_actions;
mod regional;
mod reminders;
mod requests;
mod rounds;
mod sharing;
mod telling_apart;
mod work;
