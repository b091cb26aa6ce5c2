//! The live stream of a region: server-sent events, each entry as its reader may see it.
//!
//! Invariant: the id of an event is the number of its entry, so that a browser that comes back
//! says by itself where it was.

use std::{collections::VecDeque, convert::Infallible, net::IpAddr, time::Duration};

use app::page::wire;
use axum::{
    extract::State,
    http::HeaderMap,
    response::{Sse, sse::Event},
};
use domain::{PersonId, RegionId};
use futures_util::{Stream, stream};
use serde::Deserialize;
use tokio::{
    sync::watch,
    time::{Interval, MissedTickBehavior},
};
use tower_sessions::Session;
use uuid::Uuid;

use super::{
    Hall,
    address::Address,
    named::{Asked, Named},
    reading,
    signed_in::{Known, handle_of},
};
use crate::{
    problem::Problem,
    regions::{Delivered, Following, Told},
};

/// How soon a browser comes back after the stream broke.
const RETRY: Duration = Duration::from_millis(500);
/// How often a quiet stream says that it is alive, and looks whether its session still is.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// Where the reader is.
#[derive(Deserialize)]
pub struct Place {
    /// The number of the last entry that the reader has.
    #[serde(default)]
    na: u64,
    /// Whose page it is: a stream cannot say so in a header. Somebody else may have signed in from
    /// another tab.
    wie: Option<PersonId>,
}

/// Streams what happened after the reader's last entry, and what happens from now on.
pub async fn get(
    State(hall): State<Hall>,
    Known(person): Known,
    session: Session,
    Address(origin): Address,
    Named(region): Named<RegionId>,
    Asked(place): Asked<Place>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    if place.wie.is_some_and(|meant| meant != person) {
        return Err(Problem::NotSignedIn);
    }
    let after = last_event(&headers).unwrap_or(place.na);
    let following = hall.regions.follow(region, person, after).await?;
    reading::note(&hall, region, &following.insider, Some(origin)).await?;
    // By its handle: an id may change while the stream goes on.
    let handle = handle_of(&hall, &session).await?;
    let stream = Streaming::new(hall, (region, origin), handle, following);
    Ok(Sse::new(stream::unfold(stream, Streaming::next)))
}

/// Returns where the browser says it was when it comes back by itself.
fn last_event(headers: &HeaderMap) -> Option<u64> {
    headers.get("last-event-id")?.to_str().ok()?.parse().ok()
}

struct Streaming {
    hall: Hall,
    region: RegionId,
    origin: IpAddr,
    session: Uuid,
    ready: VecDeque<Event>,
    following: Following,
    heartbeat: Interval,
    endings: watch::Receiver<()>,
    ended: bool,
}

impl Streaming {
    fn new(
        hall: Hall,
        (region, origin): (RegionId, IpAddr),
        session: Uuid,
        mut following: Following,
    ) -> Self {
        let mut ready = VecDeque::from([Event::default().retry(RETRY).comment("")]);
        match following.missed.take() {
            Some(missed) => ready.extend(missed.iter().map(delivery)),
            None => ready.push_back(word(wire::SNAPSHOT_EVENT)),
        }
        let mut heartbeat = tokio::time::interval(HEARTBEAT);
        heartbeat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        heartbeat.reset();
        let endings = hall.sessions.endings();
        Self { hall, region, origin, session, ready, following, heartbeat, endings, ended: false }
    }

    async fn next(mut self) -> Option<(Result<Event, Infallible>, Self)> {
        let event = match self.ready.pop_front() {
            Some(event) => event,
            None if self.ended => return None,
            None => self.wait().await?,
        };
        Some((Ok(event), self))
    }

    /// Waits for what comes first: something happens, a session ended, the stream must show life, or
    /// the server stops.
    async fn wait(&mut self) -> Option<Event> {
        tokio::select! {
            biased;
            () = self.hall.stop.cancelled() => return None,
            told = self.following.live.recv() => match told? {
                Told::Entry(delivered) => return Some(delivery(&delivered)),
                Told::Presence(json) => {
                    return Some(Event::default().event(wire::PRESENCE_EVENT).data(&*json));
                }
                Told::RightsChanged => return Some(self.end()),
            },
            _ = self.endings.changed() => {}
            _ = self.heartbeat.tick() => {}
        }
        let alive = self.session_lives().await && self.is_written_down().await;
        Some(if alive { Event::default().comment("") } else { self.end() })
    }

    /// Tells whether it is written down that a guest goes on reading; of a member it need not be.
    async fn is_written_down(&self) -> bool {
        let insider = &self.following.insider;
        reading::note(&self.hall, self.region, insider, Some(self.origin)).await.is_ok()
    }

    fn end(&mut self) -> Event {
        self.ended = true;
        word(wire::RIGHTS_EVENT)
    }

    /// Tells whether the session was neither signed out nor forgotten; a store that is away decides nothing.
    async fn session_lives(&self) -> bool {
        !matches!(self.hall.sessions.goes_on(self.session).await, Ok(false))
    }
}

/// Says something that needs no data. It has some all the same: browsers drop an event without.
fn word(event: &str) -> Event {
    Event::default().event(event).data("ja")
}

fn delivery(delivered: &Delivered) -> Event {
    Event::default().id(delivered.seq.to_string()).data(&*delivered.json)
}
