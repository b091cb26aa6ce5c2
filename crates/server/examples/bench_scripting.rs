//! Measures what the browser's program takes of a slow processor: a region of 30 municipalities where
//! everything is answered, and `e2e/scripting.mjs`, which looks at it in Chromium while edits come in.

mod ground;

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use ground::{
    Failure,
    database::Database,
    product::Served,
    region::{House, PASSWORD, login_of, municipality, region},
};

const MUNICIPALITIES: usize = 30;
const ACTIONS: usize = 5_000;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let site = PathBuf::from(ground::place()?);
    let beside = site.parent().ok_or("the folder of the site lies nowhere")?.join("bench");
    let database = Database::make(&format!("sqlite:{}", beside.display())).await?;
    House::furnish_with_answers_and_actions(&database.address, MUNICIPALITIES, ACTIONS).await?;
    let served = Served::product_with(&database.address, &site)?;
    watch_in_a_browser(&served)?;
    drop(served);
    database.remove().await
}

/// Prints the figures that the browser gives.
fn watch_in_a_browser(served: &Served) -> Result<(), Failure> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../e2e/scripting.mjs");
    let municipality = municipality(0);
    let mut watching = Command::new("node");
    watching
        .arg(script)
        .arg(format!("http://{}", served.host))
        .args([login_of(municipality), PASSWORD.to_owned()])
        .args([region(0).to_string(), municipality.to_string()])
        .stdin(Stdio::null());
    let ended = watching.status()?;
    if ended.success() {
        Ok(())
    } else {
        Err(format!("the browser's side ended with {ended}").into())
    }
}
