//! The browser's entry: takes over the page that the server rendered.

use wasm_bindgen::prelude::wasm_bindgen;

/// Starts the page.
#[wasm_bindgen(start)]
pub fn main() {
    console_error_panic_hook::set_once();
    app::start();
}
