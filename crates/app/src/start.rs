//! Takes over the page that the server rendered.

use domain::Moment;
use leptos::mount::hydrate_body;

use crate::page::{Page, wire};
use crate::pages;
use crate::platform;

/// Pauses between tries to fetch the page's data. The page works without scripts meanwhile.
const PAUSES_MS: [u32; 4] = [500, 2_000, 8_000, 30_000];

/// What came of asking for the data of this page.
enum Fetched {
    /// What the document was made of.
    Same(Box<Page>),
    /// Nothing yet.
    Nothing,
    /// Something that the document was not made of: whoever reads it, or somebody it names, got or lost a place
    /// meanwhile.
    Other,
    /// A text was removed since the document was made: it may still stand in it.
    Overtaken,
}

/// Fetches the data of this page as it stood when the page was made, and brings it to life. A page that does not
/// fit its data any more is loaded again, but not over what was typed in it, and not twice: it works without
/// scripts as it stands.
pub fn start() {
    platform::spawn(async {
        for pause_ms in PAUSES_MS {
            match fetch().await {
                Fetched::Same(page) => return enter(*page).await,
                Fetched::Other if platform::is_typed_in() => return,
                Fetched::Other => return platform::reload_once(),
                Fetched::Overtaken => return platform::reload(),
                Fetched::Nothing => platform::pause(pause_ms).await,
            }
        }
    });
}

async fn enter(page: Page) {
    let enter_again = platform::typed_so_far();
    hydrate_body(move || pages::body(page));
    // Values of text areas are set at the end of the turn, and move the caret.
    platform::end_of_turn().await;
    enter_again();
    platform::ready();
}

async fn fetch() -> Fetched {
    let Ok(answered) = platform::get_this_page().await else { return Fetched::Nothing };
    if answered.status == wire::OVERTAKEN {
        return Fetched::Overtaken;
    }
    if (400..500).contains(&answered.status) {
        // It does not exist for this reader any more, or they were signed out.
        return Fetched::Other;
    }
    let page = serde_json::from_str::<Page>(&answered.body).ok();
    let made = platform::document_attribute(wire::NOW_ATTRIBUTE);
    let (Some(mut page), Some(Ok(made))) = (page, made.map(|made| made.parse())) else {
        return Fetched::Nothing;
    };
    let made_for = platform::document_attribute(wire::MADE_FOR_ATTRIBUTE);
    if made_for != Some(wire::made_for(&page).to_string()) {
        return Fetched::Other;
    }
    page.now = Moment(made);
    // What came since is counted by the page itself.
    let notices = platform::document_attribute(wire::NOTICES_ATTRIBUTE);
    page.notices = notices.and_then(|notices| notices.parse().ok()).unwrap_or_default();
    // Opening the page made what it shows read: it goes on saying what was new then.
    if let Some(read) = platform::document_attribute(wire::READ_ATTRIBUTE) {
        page.screen = page.screen.with_read_marks(wire::read_marks(&read));
    }
    // Whoever reads along may have begun or stopped since: the line is taken over as it stands there.
    let told = platform::document_attribute(wire::READINGS_ATTRIBUTE);
    page.screen = page.screen.with_readings(wire::read_readings(told.as_deref()));
    Fetched::Same(Box::new(page))
}
