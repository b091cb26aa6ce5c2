//! What goes wrong at a door, as data. Screens have the words; logs have the causes.
//!
//! Invariant: what one may not see answers exactly like what does not exist.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::Refusal;
use serde::Serialize;

use crate::regions::Rejected;

/// After how many seconds it is worth trying again.
const RETRY_AFTER_S: HeaderValue = HeaderValue::from_static("2");

/// Why a door does not open.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum Problem {
    /// Nobody is signed in, or not any more.
    NotSignedIn,
    /// It binds an organisation, and whoever sends it did not prove lately who they are.
    NotProven,
    /// The organisation asks for a second step at signing in, and this person has none yet.
    SecondFactorNeeded,
    /// It stood in the page of somebody else, before this person signed in.
    OtherPerson,
    /// It does not exist, or not for this reader.
    NotFound,
    /// This address takes other methods.
    WrongMethod,
    /// What was sent is not what this address takes.
    Unreadable,
    /// What was sent is larger than this address takes.
    TooLarge,
    /// It was posted from another site.
    CrossSite,
    /// The rules refuse it.
    Refused {
        /// Why.
        refusal: Refusal,
    },
    /// The command's id was used before, by somebody else or for something else.
    CommandIdReused,
    /// A text was removed since the moment that was asked for.
    Overtaken,
    /// Too many others are writing; the same again will work.
    Busy,
    /// A file is attached, and its bytes are not there or cannot be read.
    FileMissing,
    /// A newer release wrote this region.
    NewerRelease {
        /// Which.
        release: String,
    },
    /// The installation cannot do it now; the same again may work later.
    Unavailable,
}

impl Problem {
    /// Returns the status under which the problem travels.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotSignedIn => StatusCode::UNAUTHORIZED,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::CrossSite | Self::NotProven | Self::SecondFactorNeeded => StatusCode::FORBIDDEN,
            Self::Refused { refusal } => refused(refusal),
            Self::CommandIdReused | Self::OtherPerson => StatusCode::CONFLICT,
            Self::Overtaken => StatusCode::GONE,
            Self::Busy | Self::FileMissing | Self::NewerRelease { .. } | Self::Unavailable => {
                StatusCode::SERVICE_UNAVAILABLE
            }
        }
    }
}

/// What was overtaken is a conflict, what is out of bounds is forbidden, the rest can be corrected.
fn refused(refusal: &Refusal) -> StatusCode {
    match refusal {
        Refusal::NotHere => StatusCode::NOT_FOUND,
        Refusal::NotAllowed { .. } => StatusCode::FORBIDDEN,
        Refusal::AlreadyFounded
        | Refusal::RoundIsOpen { .. }
        | Refusal::RoundIsPrepared { .. }
        | Refusal::OtherKind
        | Refusal::DeadlineChanged { .. }
        | Refusal::AlreadyDiscussed
        | Refusal::QuestionsAreFixed
        | Refusal::QuestionRemoved { .. }
        | Refusal::AlreadyAsked
        | Refusal::RequestIsOver
        | Refusal::NothingToHandOver
        | Refusal::AlreadyOffered
        | Refusal::HandoverIsOver
        | Refusal::HandoverChanged
        | Refusal::WorkWaits { .. }
        | Refusal::TextIsRedacted
        | Refusal::ActionChanged { .. }
        | Refusal::NotAsItStands
        | Refusal::FileIsRemoved
        | Refusal::NothingIsNoted
        | Refusal::ThreadWentOn
        | Refusal::ValueChanged { .. }
        | Refusal::MarkChanged { .. }
        | Refusal::TextChanged { .. }
        | Refusal::ChangedSinceSeen { .. } => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

impl From<Rejected> for Problem {
    fn from(rejected: Rejected) -> Self {
        match rejected {
            Rejected::Unknown | Rejected::Refused(Refusal::NotHere) => Self::NotFound,
            Rejected::Refused(refusal) => Self::Refused { refusal },
            Rejected::SecondFactorNeeded => Self::SecondFactorNeeded,
            Rejected::CommandIdReused => Self::CommandIdReused,
            Rejected::Busy => Self::Busy,
            Rejected::Overtaken => Self::Overtaken,
            Rejected::Unreadable { release } => Self::NewerRelease { release },
            Rejected::OutOfOrder => Self::Unavailable,
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = self.status();
        let mut response = (status, Json(&self)).into_response();
        if status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(header::RETRY_AFTER, RETRY_AFTER_S);
        }
        // For the layer that shows problems as pages to those who read pages.
        response.extensions_mut().insert(self);
        response
    }
}
