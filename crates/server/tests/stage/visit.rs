//! Visits pages and posts forms, as a browser without scripts does.

use domain::Fingerprint;
use reqwest::{Client, Response, header};

use super::{
    house::{REGION, WATERDAM},
    served::Served,
};

/// Returns the address of a page of the region.
pub fn page(name: &str) -> String {
    format!("/regio/{REGION}{name}")
}

/// Returns the address of a check of Waterdam.
pub fn check(number: u8) -> String {
    page(&format!("/checklist/{WATERDAM}/{number}"))
}

/// Opens a page, as a person does.
pub async fn open(served: &Served, client: &Client, path: &str) -> Response {
    client.get(served.at(path)).header(header::ACCEPT, "text/html").send().await.unwrap()
}

/// Posts a form, as a browser without scripts does.
pub async fn post(served: &Served, client: &Client, path: &str, form: &[(&str, &str)]) -> Response {
    let post = client.post(served.at(path)).header(header::ACCEPT, "text/html");
    post.form(form).send().await.unwrap()
}

/// Returns a header, empty where there is none.
pub fn header_of(response: &Response, name: &str) -> String {
    response.headers().get(name).map(|it| it.to_str().unwrap().to_owned()).unwrap_or_default()
}

/// Returns where the region stands.
pub async fn head(served: &Served) -> u64 {
    served.house.journal.standing(REGION).await.unwrap().unwrap().head
}

/// The form of check 4, as a browser without scripts sends it.
pub fn form<'f>(base: &'f str, explanation: &'f str, button: &'f str) -> Vec<(&'f str, &'f str)> {
    vec![
        ("formulier", "een-weergave"),
        ("4.3.antwoord-was", ""),
        ("4.3.antwoord", "deels"),
        ("4.3.toelichting-was", base),
        ("4.3.toelichting", explanation),
        ("4.3.papier-was", ""),
        ("4.3.papier", "ja"),
        ("4.3.praktijk-was", ""),
        ("doe", button),
    ]
}

/// Names the explanation that nobody wrote yet.
pub fn nothing_yet() -> String {
    Fingerprint::of(b"").to_string()
}
