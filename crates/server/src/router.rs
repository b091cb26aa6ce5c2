//! Which door stands at which address.

use std::path::Path;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware::{from_fn, from_fn_with_state},
    routing::{get, post},
};
use tower_http::compression::{CompressionLayer, CompressionLevel};
use tower_sessions::{Expiry, SessionManagerLayer, cookie::SameSite};

use crate::{
    door::{
        Hall, access, account, action_files, action_links, actions, administration, assets, audit,
        calendar_feed, closing, commands, comments, files, forms, granting, handovers, health,
        invitations, language, mail, notices, overlong, own_questions, own_records, pages, people,
        presence, problem_pages, proving, removals, requests, resets, roles, rounds, second_factor,
        signin, snapshot, stream, threshold,
    },
    problem::Problem,
};

/// The name of the session's cookie.
pub const SESSION_COOKIE: &str = "ketentafel";

/// Builds the house's front.
pub fn build(hall: Hall, site: &Path) -> Router {
    let sessions = SessionManagerLayer::new(hall.sessions.clone())
        .with_name(SESSION_COOKIE)
        .with_secure(!hall.reach.plain_http)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        // How long a session lasts is kept with it, and moves while it is used; a cookie with an end of its own
        // would end in the middle of a working day.
        .with_expiry(Expiry::OnSessionEnd);
    // Pages change with every request: what they win in bytes they must not lose in time.
    let compression = CompressionLayer::new().quality(CompressionLevel::Fastest);
    let pages = routes(region_routes().merge(open_routes()).fallback(async || Problem::NotFound))
        .layer(from_fn_with_state(hall.clone(), problem_pages::show))
        .layer(sessions.clone())
        .layer(compression.clone());
    Router::new()
        .nest("/site", assets::router(site).layer(compression))
        .route("/healthz", get(health::get))
        .merge(routes(spoken_routes()).layer(sessions))
        .merge(pages)
        .layer(from_fn_with_state(hall.clone(), threshold::pass))
        .layer(from_fn(overlong::read_out))
        .with_state(hall)
}

fn routes(routes: Router<Hall>) -> Router<Hall> {
    routes.method_not_allowed_fallback(async || Problem::WrongMethod)
}

/// What a page says by itself, many times: each answer is a line, and never a page.
fn spoken_routes() -> Router<Hall> {
    let commands = post(commands::post).layer(DefaultBodyLimit::max(commands::BODY_BYTES_MAX));
    let presence = post(presence::post).layer(DefaultBodyLimit::max(presence::BODY_BYTES_MAX));
    Router::new()
        .route("/regio/{region}/opdrachten", commands)
        .route("/regio/{region}/aanwezig", presence)
}

fn region_routes() -> Router<Hall> {
    let check = get(pages::check).post(forms::post_check);
    let question = get(pages::question).post(forms::post_question);
    Router::new()
        .merge(people_routes())
        .route("/regio/{region}", get(pages::board).post(rounds::post))
        .route("/regio/{region}/checklist", get(pages::grid))
        .route(
            "/regio/{region}/checklist/{municipality}/{check}",
            check.layer(DefaultBodyLimit::max(forms::BODY_BYTES_MAX)),
        )
        .route(
            "/regio/{region}/vraag/{question}",
            question.layer(DefaultBodyLimit::max(forms::BODY_BYTES_MAX)),
        )
        .route(
            "/regio/{region}/vraag/{question}/opmerkingen",
            get(comments::back)
                .post(comments::post)
                .layer(DefaultBodyLimit::max(forms::BODY_BYTES_MAX)),
        )
        .route(
            "/regio/{region}/verzoeken",
            get(pages::requests)
                .post(requests::post)
                .layer(DefaultBodyLimit::max(forms::BODY_BYTES_MAX)),
        )
        .merge(action_routes())
        .route("/regio/{region}/papier", get(pages::paper))
        .route(
            "/regio/{region}/eigen-vragen",
            get(pages::own_questions)
                .post(own_questions::post)
                .layer(DefaultBodyLimit::max(forms::BODY_BYTES_MAX)),
        )
        .route("/regio/{region}/geschiedenis", get(pages::history))
        .route(
            "/regio/{region}/verwijderen/{entry}",
            get(removals::get)
                .post(removals::post)
                .layer(DefaultBodyLimit::max(forms::BODY_BYTES_MAX)),
        )
        .route("/regio/{region}/zoek", get(pages::search))
        .route("/regio/{region}/stand", get(snapshot::get))
        .route("/regio/{region}/stroom", get(stream::get))
}

/// The doors of what organisations are asked to do.
fn action_routes() -> Router<Hall> {
    let large = || DefaultBodyLimit::max(forms::BODY_BYTES_MAX);
    Router::new()
        .route(
            "/regio/{region}/acties",
            get(actions::get_list).post(actions::post_list).layer(large()),
        )
        .route("/regio/{region}/acties.csv", get(action_files::get_csv))
        .route("/regio/{region}/acties.xlsx", get(action_files::get_xlsx))
        .route(
            "/regio/{region}/acties/nieuw",
            get(actions::get_new).post(actions::post_new).layer(large()),
        )
        .route(
            "/regio/{region}/acties/{action}",
            get(actions::get_one).post(actions::post_one).layer(large()),
        )
        .route(
            "/regio/{region}/acties/{action}/wijzigen",
            get(actions::get_revise).post(actions::post_revise).layer(large()),
        )
        .route(
            "/regio/{region}/acties/{action}/bestanden",
            post(files::post).layer(DefaultBodyLimit::max(files::BODY_BYTES_MAX)),
        )
        .route(
            "/regio/{region}/bestanden/{file}",
            get(files::get).post(files::post_removal).layer(large()),
        )
        .route(
            "/regio/{region}/overleg",
            get(actions::get_steering).post(actions::post_steering).layer(large()),
        )
}

/// The doors of who takes part, and of whoever leaves.
fn people_routes() -> Router<Hall> {
    Router::new()
        .route(
            "/regio/{region}/deelnemers",
            get(people::get).post(people::post).layer(DefaultBodyLimit::max(forms::BODY_BYTES_MAX)),
        )
        .route(
            "/regio/{region}/overdracht",
            get(handovers::get)
                .post(handovers::post)
                .layer(DefaultBodyLimit::max(forms::BODY_BYTES_MAX)),
        )
        .route("/regio/{region}/rol", get(roles::back).post(roles::post))
        .route(
            "/regio/{region}/deelnemers/mail",
            get(mail::get_of_region).post(mail::post_of_region),
        )
        .route("/regio/{region}/deelnemers/toegang", get(access::get).post(access::post))
        .route("/regio/{region}/deelnemers/toegang.csv", get(access::get_sheet))
        .route("/regio/{region}/deelnemers/verantwoording", get(audit::get_of_region))
        .route(
            "/regio/{region}/deelnemers/meekijken",
            get(granting::get)
                .post(granting::post)
                .layer(DefaultBodyLimit::max(forms::BODY_BYTES_MAX)),
        )
}

fn open_routes() -> Router<Hall> {
    let small = DefaultBodyLimit::max(language::BODY_BYTES_MAX);
    // A form that a session's end came between travels along.
    let sign_in = get(signin::get).post(signin::post);
    let sign_in = sign_in.layer(DefaultBodyLimit::max(forms::BODY_BYTES_MAX));
    Router::new()
        .route("/", get(pages::home))
        .route("/meldingen/aantal", get(notices::get_count))
        .route("/meldingen", get(notices::get).post(notices::post))
        .route("/inloggen", sign_in)
        .route("/uitloggen", post(signin::leave))
        .merge(account_routes())
        .route("/agenda/{feed}", get(calendar_feed::get))
        .route(
            "/actie/{token}",
            get(action_links::get)
                .post(action_links::post)
                .layer(DefaultBodyLimit::max(forms::BODY_BYTES_MAX)),
        )
        .route("/uitnodiging/{token}", get(invitations::get).post(invitations::post))
        .route("/beheer", get(administration::get).post(administration::post))
        .route("/beheer/verantwoording", get(audit::get))
        .route("/beheer/mail", get(mail::get).post(mail::post))
        .route("/wachtwoord", get(resets::get).post(resets::post))
        .route("/wachtwoord/{token}", get(resets::get_link).post(resets::post_link))
        .route("/taal", post(language::post).layer(small))
        .route("/kennisbank", get(pages::library))
        .route("/toegankelijkheid", get(pages::accessibility))
        .route("/privacy", get(pages::privacy))
}

fn account_routes() -> Router<Hall> {
    // A form that waits for the proof travels along.
    let large = || DefaultBodyLimit::max(forms::BODY_BYTES_MAX);
    let prove = get(proving::get).post(proving::post).layer(large());
    Router::new()
        .route(proving::CODE_PATH, get(proving::back).post(proving::post_code).layer(large()))
        .route("/account", get(account::get).post(account::post))
        .route("/account/agenda", get(calendar_feed::get_page).post(calendar_feed::post_page))
        .route("/account/gegevens", get(own_records::get))
        .route("/account/meldingen", get(notices::get_settings).post(notices::post_settings))
        .route("/account/sluiten", get(closing::get).post(closing::post))
        .route(second_factor::PATH, get(second_factor::get).post(second_factor::post))
        .route(proving::PATH, prove)
}
