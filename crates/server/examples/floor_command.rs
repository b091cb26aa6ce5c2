//! The floor of a command over HTTP: an echo that commits the bytes it got, and nothing else.

mod ground;

use std::{sync::Arc, time::Instant};

use axum::{Router, extract::State, http::StatusCode, routing::post};
use ground::{
    Failure, Laps,
    bare::Bare,
    database::Database,
    product::{Served, is_to_serve, serve},
    region::flip_in_json,
};
use tokio::sync::Mutex;

const COUNTED: usize = 1_500;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    if is_to_serve() {
        let bare = Arc::new(Mutex::new(Bare::open_at(&ground::place()?).await?));
        return serve(Router::new().route("/", post(echo)).with_state(bare)).await;
    }
    let database = Database::make(&ground::place()?).await?;
    let served = Served::floor(&database.address)?;
    let mut line = ground::wire::Line::open(&served.host)?;
    let (body, mut laps) = (flip_in_json()?, Laps::default());
    for turn in 0..ground::WARM_UP + COUNTED {
        let lap = Instant::now();
        let answer = line.post_json("/", &body)?;
        if answer.status != 200 {
            return Err(format!("the echo answered {}", answer.status).into());
        }
        if ground::WARM_UP <= turn {
            laps.add(lap);
        }
    }
    laps.print();
    drop(served);
    database.remove().await
}

async fn echo(State(bare): State<Arc<Mutex<Bare>>>, body: String) -> Result<String, StatusCode> {
    match bare.lock().await.commit(&body).await {
        Ok(_) => Ok(body),
        Err(_) => Err(StatusCode::SERVICE_UNAVAILABLE),
    }
}
