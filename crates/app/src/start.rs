//! Takes over the page that the server rendered.

use domain::Moment;
use leptos::mount::hydrate_body;

use crate::page::{Page, wire};
use crate::pages;
use crate::platform;

/// Pauses between tries to fetch the page's data. The page works without scripts meanwhile.
const PAUSES_MS: [u32; 4] = [500, 2_000, 8_000, 30_000];

/// Fetches the data of this page as it stood when the page was made, and brings it to life.
pub fn start() {
    platform::spawn(async {
        for pause_ms in PAUSES_MS {
            if let Some(page) = fetch().await {
                let enter_again = platform::typed_so_far();
                hydrate_body(move || pages::body(page));
                // Values of text areas are set at the end of the turn, and move the caret.
                platform::end_of_turn().await;
                enter_again();
                platform::ready();
                return;
            }
            platform::pause(pause_ms).await;
        }
    });
}

async fn fetch() -> Option<Page> {
    let answered = platform::get_this_page().await.ok()?;
    if answered.status == wire::OVERTAKEN {
        // A text was removed since the page was made: it may still stand in it.
        platform::reload();
        return None;
    }
    let mut page: Page = serde_json::from_str(&answered.body).ok()?;
    let made = platform::document_attribute(wire::NOW_ATTRIBUTE)?;
    page.now = Moment(made.parse().ok()?);
    // Opening the page made what it shows read: it goes on saying what was new then.
    if let Some(read) = platform::document_attribute(wire::READ_ATTRIBUTE) {
        page.screen = page.screen.with_read_marks(wire::read_marks(&read));
    }
    // Whoever reads along may have begun or stopped since: the line is taken over as it stands there.
    let told = platform::document_attribute(wire::READINGS_ATTRIBUTE);
    page.screen = page.screen.with_readings(wire::read_readings(told.as_deref()));
    Some(page)
}
