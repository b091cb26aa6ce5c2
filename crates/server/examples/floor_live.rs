//! The floor of being live: a commit and a bare broadcast to one stream of server-sent events.

mod ground;

use std::{convert::Infallible, sync::Arc, thread, time::Instant};

use axum::{
    Router,
    extract::State,
    http::StatusCode,
    response::{Sse, sse::Event},
    routing::{get, post},
};
use futures_util::{Stream, stream};
use ground::{
    Failure, Laps,
    bare::Bare,
    database::Database,
    product::{Served, is_to_serve, serve},
    region::flip_in_json,
    wire::Line,
};
use tokio::sync::{Mutex, broadcast};

const COUNTED: usize = 1_500;

#[derive(Clone)]
struct Hall {
    bare: Arc<Mutex<Bare>>,
    news: broadcast::Sender<String>,
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    if is_to_serve() {
        let bare = Arc::new(Mutex::new(Bare::open_at(&ground::place()?).await?));
        let hall = Hall { bare, news: broadcast::Sender::new(64) };
        let router = Router::new().route("/", post(echo)).route("/stream", get(follow));
        return serve(router.with_state(hall)).await;
    }
    let database = Database::make(&ground::place()?).await?;
    let served = Served::floor(&database.address)?;
    let mut line = Line::open(&served.host)?;
    let mut events = Line::open(&served.host)?.follow("/stream")?;
    let (heard, received) = std::sync::mpsc::channel();
    thread::spawn(move || while events.next().is_ok() && heard.send(Instant::now()).is_ok() {});
    let (body, mut laps) = (flip_in_json()?, Laps::default());
    for turn in 0..ground::WARM_UP + COUNTED {
        let lap = Instant::now();
        let answer = line.post_json("/", &body)?;
        if answer.status != 200 {
            return Err(format!("the echo answered {}", answer.status).into());
        }
        let at = received.recv()?;
        if ground::WARM_UP <= turn {
            laps.add_between(lap, at);
        }
    }
    laps.print();
    drop(served);
    database.remove().await
}

async fn echo(State(hall): State<Hall>, body: String) -> Result<String, StatusCode> {
    let written = hall.bare.lock().await.commit(&body).await;
    written.map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    // Nobody listening is no reason to fail.
    let _ = hall.news.send(body.clone());
    Ok(body)
}

async fn follow(State(hall): State<Hall>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let news = hall.news.subscribe();
    Sse::new(stream::unfold(news, |mut news| async {
        let body = news.recv().await.ok()?;
        Some((Ok(Event::default().data(body)), news))
    }))
}
