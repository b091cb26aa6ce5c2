//! The server's side of the platform: a page is rendered once and stands still.

use std::future::Future;

use domain::{CommandId, Moment, PersonId};

use super::{Answered, Told, Unreachable};

/// Returns the start of time: a rendered page takes its time from its data.
pub fn now() -> Moment {
    Moment::default()
}

/// Returns no id: a rendered page sends nothing.
pub fn new_command() -> CommandId {
    CommandId::default()
}

/// Returns no id: a rendered page is no tab.
pub fn new_tab() -> domain::TabId {
    domain::TabId::default()
}

/// Starts nothing.
pub fn spawn(_future: impl Future<Output = ()> + 'static) {}

/// Waits for nothing.
pub async fn pause(_pause_ms: u32) {}

/// Posts nothing.
pub async fn post_json(
    _address: &str,
    _body: &str,
    _person: PersonId,
) -> Result<Answered, Unreachable> {
    Err(Unreachable)
}

/// Fetches nothing.
pub async fn get_json(_address: &str, _person: PersonId) -> Result<Answered, Unreachable> {
    Err(Unreachable)
}

/// Keeps nothing.
pub fn keep(_name: &str, _text: &str) -> bool {
    false
}

/// Keeps nothing.
pub fn keeps() -> bool {
    false
}

/// Asks nothing.
pub fn ask_before_leaving(_is_lost: impl Fn() -> bool + 'static) {}

/// Forgets nothing.
pub fn forget(_name: &str) {}

/// Knows nothing that was kept.
pub fn kept(_prefix: &str) -> Vec<(String, String)> {
    Vec::new()
}

/// Opens no stream.
pub fn open_stream(
    _shared_as: &str,
    _address: impl Fn() -> String + 'static,
    _told: impl Fn(Told) + 'static,
) {
}

/// Has nothing.
pub fn has(_selector: &str) -> bool {
    false
}

/// Sees nothing.
pub fn is_seen() -> bool {
    false
}

/// Is seen by nobody.
pub fn when_seen(_then: impl Fn(bool) + 'static) {}

/// Posts nothing.
pub fn post_in_passing(_address: &str, _body: &str) {}

/// Hears nothing.
pub fn when_back(_again: impl Fn() + 'static) {}

/// Prints nothing.
pub fn before_print(_then: impl Fn() + 'static) {}

/// Puts nothing off.
pub fn after(_pause_ms: u32, _then: impl FnOnce() + 'static) {}

/// Prints nothing.
pub fn print() {}

/// Loads nothing again.
pub fn reload() {}

/// A rendered page is on no network of its own.
pub fn is_online() -> bool {
    true
}

/// Moves no focus.
pub fn focus(_id: &str) {}

/// Knows no focus.
pub fn focused() -> Option<String> {
    None
}

/// Writes a text as the inside of a text area: the library that renders pages writes it as it is, and a text
/// could end the area and go on as elements of the page. The first end of a line is not counted there.
pub fn in_text_area(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    if escaped.starts_with('\n') { format!("\n{escaped}") } else { escaped }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_does_not_end_its_area() {
        let text = "</textarea><script>x</script> &lt;";
        let written = "&lt;/textarea&gt;&lt;script&gt;x&lt;/script&gt; &amp;lt;";
        assert_eq!(in_text_area(text), written);
        assert_eq!(in_text_area("\nonder"), "\n\nonder");
    }
}
