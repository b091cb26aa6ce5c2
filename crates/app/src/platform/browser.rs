//! The browser's side of the platform.

use std::future::Future;

use domain::{CommandId, Moment, PersonId, TabId};
use js_sys::{Date, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Event, Headers, HtmlElement, RequestInit, Response, ScrollIntoViewOptions,
    ScrollLogicalPosition, Storage, Window,
};

use super::{Answered, Told, Unreachable};
use crate::page::wire;

#[wasm_bindgen(module = "/src/platform/stream.js")]
extern "C" {
    #[wasm_bindgen(js_name = openStream)]
    fn open_shared_stream(
        shared_as: &str,
        address: &Closure<dyn Fn() -> String>,
        told: &Closure<dyn Fn(String, String)>,
    );
}

#[wasm_bindgen(module = "/src/platform/typed.js")]
extern "C" {
    #[wasm_bindgen(js_name = typedSoFar)]
    fn typed_before_alive() -> js_sys::Function;
    #[wasm_bindgen(js_name = isTypedIn)]
    fn typed_in() -> bool;
}

/// Remembers what was typed or chosen before the page came alive, and returns what enters it again.
pub fn typed_so_far() -> impl FnOnce() {
    let again = typed_before_alive();
    move || {
        let _ = again.call0(&JsValue::NULL);
    }
}

/// Tells whether anything was typed or chosen in the page.
pub fn is_typed_in() -> bool {
    typed_in()
}

/// Waits until what was put off to the end of this turn is done. No event of the reader comes between.
pub async fn end_of_turn() {
    let _ = JsFuture::from(Promise::resolve(&JsValue::UNDEFINED)).await;
}

/// What this tab keeps from loading a page again until that page came alive.
const RELOADED: &str = "ketentafel.herladen";

fn window() -> Window {
    web_sys::window().expect("a page runs in a window")
}

/// Returns the time on this device.
pub fn now() -> Moment {
    // Milliseconds since 1970 fit a double exactly for the next 285,000 years.
    Moment(Date::now() as i64 * 1_000)
}

/// Makes the id of this tab.
pub fn new_tab() -> TabId {
    TabId(uuid::Uuid::new_v4())
}

/// Makes the id of a new command.
pub fn new_command() -> CommandId {
    CommandId(uuid::Uuid::new_v4())
}

/// Starts work that goes on beside the page.
pub fn spawn(future: impl Future<Output = ()> + 'static) {
    spawn_local(future);
}

/// Waits.
pub async fn pause(pause_ms: u32) {
    let promise = Promise::new(&mut |resolve, _| {
        let _ = window()
            .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, pause_ms as i32);
    });
    let _ = JsFuture::from(promise).await;
}

/// Does something later.
pub fn after(pause_ms: u32, then: impl FnOnce() + 'static) {
    spawn_local(async move {
        pause(pause_ms).await;
        then();
    });
}

/// Posts a command of this person: whoever signed in meanwhile in another tab does not send it.
pub async fn post_json(
    address: &str,
    body: &str,
    person: PersonId,
) -> Result<Answered, Unreachable> {
    let headers = Headers::new().map_err(|_| Unreachable)?;
    headers.set(wire::PERSON_HEADER, &person.to_string()).map_err(|_| Unreachable)?;
    headers.set("content-type", "application/json").map_err(|_| Unreachable)?;
    headers.set("accept", "application/json").map_err(|_| Unreachable)?;
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_headers(&headers);
    init.set_body(&JsValue::from_str(body));
    fetch(address, &init).await
}

/// Fetches what this person may see.
pub async fn get_json(address: &str, person: PersonId) -> Result<Answered, Unreachable> {
    let headers = Headers::new().map_err(|_| Unreachable)?;
    headers.set("accept", "application/json").map_err(|_| Unreachable)?;
    headers.set(wire::PERSON_HEADER, &person.to_string()).map_err(|_| Unreachable)?;
    let init = RequestInit::new();
    init.set_headers(&headers);
    fetch(address, &init).await
}

/// Returns whether the device has a network at all; that the server can be reached it does not say.
pub fn is_online() -> bool {
    window().navigator().on_line()
}

/// Fetches the data of this very page, as it stood when the page was made.
pub async fn get_this_page() -> Result<Answered, Unreachable> {
    let location = window().location();
    let path = location.pathname().map_err(|_| Unreachable)?;
    let query = location.search().map_err(|_| Unreachable)?;
    let seq = document_attribute(wire::SEQ_ATTRIBUTE);
    get_at(&format!("{path}{query}"), wire::PAGE_TYPE, seq.as_deref()).await
}

/// Returns an attribute of the document's root.
pub fn document_attribute(name: &str) -> Option<String> {
    window().document()?.document_element()?.get_attribute(name)
}

async fn get_at(address: &str, accept: &str, seq: Option<&str>) -> Result<Answered, Unreachable> {
    let headers = Headers::new().map_err(|_| Unreachable)?;
    headers.set("accept", accept).map_err(|_| Unreachable)?;
    if let Some(seq) = seq {
        headers.set(wire::SEQ_HEADER, seq).map_err(|_| Unreachable)?;
    }
    let init = RequestInit::new();
    init.set_headers(&headers);
    fetch(address, &init).await
}

async fn fetch(address: &str, init: &RequestInit) -> Result<Answered, Unreachable> {
    let promise = window().fetch_with_str_and_init(address, init);
    let response = JsFuture::from(promise).await.map_err(|_| Unreachable)?;
    let response: Response = response.dyn_into().map_err(|_| Unreachable)?;
    let text = response.text().map_err(|_| Unreachable)?;
    let body = JsFuture::from(text).await.map_err(|_| Unreachable)?;
    Ok(Answered { status: response.status(), body: body.as_string().unwrap_or_default() })
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// Keeps a text on this device, across reloads. Returns whether there was room for it.
pub fn keep(name: &str, text: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(name, text).is_ok())
}

/// Tells whether this device keeps anything at all: a browser may refuse, or be full.
pub fn keeps() -> bool {
    const TRIED: &str = "ketentafel";
    let kept = keep(TRIED, "");
    forget(TRIED);
    kept
}

/// Lets the browser ask before this page is closed or left, whenever there is something to lose.
pub fn ask_before_leaving(is_lost: impl Fn() -> bool + 'static) {
    let ask = Closure::<dyn Fn(Event)>::new(move |event: Event| {
        if is_lost() {
            event.prevent_default();
        }
    });
    let _ = window().add_event_listener_with_callback("beforeunload", ask.as_ref().unchecked_ref());
    ask.forget();
}

/// Forgets a text.
pub fn forget(name: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(name);
    }
}

/// Returns what was kept under names that start like this, in order of their names.
pub fn kept(prefix: &str) -> Vec<(String, String)> {
    let Some(storage) = storage() else { return Vec::new() };
    let count = storage.length().unwrap_or(0);
    let names = (0..count).filter_map(|index| storage.key(index).ok().flatten());
    let mut found: Vec<(String, String)> = names
        .filter(|name| name.starts_with(prefix))
        .filter_map(|name| storage.get_item(&name).ok().flatten().map(|text| (name, text)))
        .collect();
    found.sort();
    found
}

/// Opens the live stream, shared with other tabs under this name.
pub fn open_stream(
    shared_as: &str,
    address: impl Fn() -> String + 'static,
    told: impl Fn(Told) + 'static,
) {
    let address = Closure::<dyn Fn() -> String>::new(address);
    let told = Closure::<dyn Fn(String, String)>::new(move |kind: String, text: String| {
        told(match kind.as_str() {
            "open" => Told::Open,
            "delivery" => Told::Delivery(text),
            "presence" => Told::Presence(text),
            "snapshot" => Told::Snapshot,
            "rights" => Told::Rights,
            "lost" => Told::Lost,
            _ => Told::Ended,
        });
    });
    open_shared_stream(shared_as, &address, &told);
    // The page holds its stream until it is closed.
    address.forget();
    told.forget();
}

/// Returns whether the reader can see this page.
pub fn is_seen() -> bool {
    window().document().is_some_and(|document| !document.hidden())
}

/// Tells each time that the reader comes to see this page, or does not see it any more.
pub fn when_seen(then: impl Fn(bool) + 'static) {
    let Some(document) = window().document() else { return };
    let then = Closure::<dyn Fn()>::new(move || then(is_seen()));
    let hear = then.as_ref().unchecked_ref();
    let _ = document.add_event_listener_with_callback("visibilitychange", hear);
    then.forget();
}

/// Posts something on the way out: nobody waits for an answer.
pub fn post_in_passing(address: &str, body: &str) {
    let _ = window().navigator().send_beacon_with_opt_str(address, Some(body));
}

/// Does something whenever the device is back on the network, or the reader back at this page:
/// they may have signed in beside it.
pub fn when_back(again: impl Fn() + 'static) {
    let again = Closure::<dyn Fn()>::new(again);
    for event in ["online", "focus"] {
        let _ = window().add_event_listener_with_callback(event, again.as_ref().unchecked_ref());
    }
    again.forget();
}

/// Calls this each time that the page is about to be printed.
pub fn before_print(then: impl Fn() + 'static) {
    let then = Closure::<dyn Fn()>::new(then);
    let event = then.as_ref().unchecked_ref();
    let _ = window().add_event_listener_with_callback("beforeprint", event);
    then.forget();
}

/// Lets the reader print the page.
pub fn print() {
    let _ = window().print();
}

/// Loads the page again.
pub fn reload() {
    let _ = window().location().reload();
}

/// Loads the page again, unless that was done in this tab before without the page coming alive since.
pub fn reload_once() {
    let Ok(Some(storage)) = window().session_storage() else { return };
    let is_done = storage.get_item(RELOADED).ok().flatten().is_some();
    if !is_done && storage.set_item(RELOADED, "").is_ok() {
        reload();
    }
}

/// Tells whether the page has an element that this selector finds.
pub fn has(selector: &str) -> bool {
    let document = window().document();
    document.is_some_and(|document| matches!(document.query_selector(selector), Ok(Some(_))))
}

/// Says in the document that the page is alive: styles and tests wait for it.
pub fn ready() {
    if let Ok(Some(storage)) = window().session_storage() {
        let _ = storage.remove_item(RELOADED);
    }
    let root = window().document().and_then(|document| document.document_element());
    if let Some(root) = root {
        let _ = root.set_attribute(wire::LIVE_ATTRIBUTE, "");
    }
}

/// Moves the focus to the element with this id; what it stands behind is opened.
pub fn focus(id: &str) {
    let found = window().document().and_then(|document| document.get_element_by_id(id));
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        while let Ok(Some(closed)) = element.closest("details:not([open])") {
            let _ = closed.set_attribute("open", "");
        }
        let _ = element.focus();
        bring_into_view(&element);
    }
}

/// Scrolls as little as shows an element whole, with the cell of a table that it stands in: the
/// focus by itself is content with a part of it.
fn bring_into_view(element: &HtmlElement) {
    let whole = element.closest("td, th").ok().flatten();
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    options.set_inline(ScrollLogicalPosition::Nearest);
    match whole {
        Some(cell) => cell.scroll_into_view_with_scroll_into_view_options(&options),
        None => element.scroll_into_view_with_scroll_into_view_options(&options),
    }
}

/// Returns the id of the element that has the focus.
pub fn focused() -> Option<String> {
    window().document()?.active_element().map(|element| element.id())
}

/// Returns a text as the inside of a text area: the browser makes it of a text, not of its markup.
pub fn in_text_area(text: &str) -> String {
    text.to_owned()
}
