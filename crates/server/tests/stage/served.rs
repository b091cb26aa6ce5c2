//! A server that really listens, around a furnished house.

use std::net::SocketAddr;

use app::document::Site;
use reqwest::{Client, Response, StatusCode, redirect::Policy};
use server::{
    audit::Audit,
    clock::Clock,
    door::{
        Hall,
        hall::{Interior, Reach},
    },
    files::{Files, Store},
    library::Library,
    mail::{MailSetup, Outbox, Patience, Postman},
    passwords::Passwords,
    router,
    sessions::Sessions,
    throttle::Throttle,
};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::{
    Stage, execute,
    house::{House, NOW, PASSWORD},
};

/// A server on an address of its own.
pub struct Served {
    /// Where it listens, without a slash at the end.
    pub address: String,
    /// What is inside.
    pub house: House,
    /// The sessions that it knows.
    pub sessions: Sessions,
    /// Files, in the folder of the stage.
    pub files: Files,
    /// Outgoing mail.
    pub outbox: Outbox,
    /// Stops it.
    pub stop: CancellationToken,
}

/// How a server works in a test.
#[derive(Clone, Copy, Default)]
struct Ways {
    sends_mail: bool,
    keeps_no_files: bool,
    administrators_in_two_steps: bool,
}

/// How a server sends mail in a test.
pub struct Mailing<'a> {
    /// Where the mail server listens.
    pub server: &'a str,
    /// How long it may take.
    pub patience: Patience,
}

/// The address that people know a server by which sends mail.
pub const PUBLIC: &str = "https://ketentafel.example";

impl Served {
    /// Furnishes a house and opens its doors, for this machine only.
    pub async fn new(stage: &Stage) -> Self {
        Self::reached(stage, Reach { plain_http: true, behind_proxy: false, public: None }).await
    }

    /// Furnishes a house and opens its doors as an operator set them.
    pub async fn reached(stage: &Stage, reach: Reach) -> Self {
        Self::opened(stage, reach, Clock::starting_at(NOW), Ways::default()).await
    }

    /// Furnishes a house and opens the doors of a server that sends mail, by this clock. Somebody has to carry
    /// the mail out: the test does it itself, so that it knows when.
    pub async fn mailing(stage: &Stage, mailing: Mailing<'_>, clock: Clock) -> (Self, Postman) {
        let public = Some(PUBLIC.to_owned());
        let reach = Reach { plain_http: true, behind_proxy: false, public };
        let ways = Ways { sends_mail: true, ..Ways::default() };
        let served = Self::opened(stage, reach.clone(), clock, ways).await;
        let Mailing { server, patience } = mailing;
        let setup = MailSetup::read(server, "Ketentafel <noreply@ketentafel.example>", patience);
        let inside = (served.house.people.clone(), served.house.regions.clone());
        let postman = Postman::new(setup.unwrap(), served.outbox.clone(), inside, reach, clock);
        (served, postman)
    }

    /// Opens the doors of a server to which nobody said where files are kept.
    pub async fn without_files(stage: &Stage) -> Self {
        let reach = Reach { plain_http: true, behind_proxy: false, public: None };
        let ways = Ways { keeps_no_files: true, ..Ways::default() };
        Self::opened(stage, reach, Clock::starting_at(NOW), ways).await
    }

    /// Opens the doors for this machine only, by a clock that a test puts forward.
    pub async fn by(stage: &Stage, clock: Clock) -> Self {
        let reach = Reach { plain_http: true, behind_proxy: false, public: None };
        Self::opened(stage, reach, clock, Ways::default()).await
    }

    /// The same where whoever administers signs in in two steps.
    pub async fn with_strict_administrators(stage: &Stage, clock: Clock) -> Self {
        let reach = Reach { plain_http: true, behind_proxy: false, public: None };
        let ways = Ways { administrators_in_two_steps: true, ..Ways::default() };
        Self::opened(stage, reach, clock, ways).await
    }

    /// Opens the doors of one more server on the same database, which somebody furnished.
    pub async fn beside(stage: &Stage, clock: Clock) -> Self {
        let reach = Reach { plain_http: true, behind_proxy: false, public: None };
        let house = House::with_clock(stage.open().await, clock);
        Self::with(house, stage, reach, clock, Ways::default()).await
    }

    async fn opened(stage: &Stage, reach: Reach, clock: Clock, ways: Ways) -> Self {
        // For whoever makes a client without a browser.
        server::tls::prepare();
        let house = House::with_clock(stage.open().await, clock);
        house.furnish().await;
        Self::with(house, stage, reach, clock, ways).await
    }

    async fn with(house: House, stage: &Stage, reach: Reach, clock: Clock, ways: Ways) -> Self {
        std::fs::write(stage.folder.join("ketentafel.css"), "body{}").unwrap();
        let stop = CancellationToken::new();
        let sessions = Sessions::new(house.db.clone());
        let outbox = Outbox::new(house.db.clone(), ways.sends_mail);
        let store = Store::open(&stage.files().display().to_string()).await.unwrap();
        let files = Files::new(house.db.clone(), (!ways.keeps_no_files).then_some(store));
        let hall = Hall::new(Interior {
            regions: house.regions.clone(),
            people: house.people.clone(),
            sessions: sessions.clone(),
            passwords: Passwords::default(),
            throttle: Throttle::default(),
            audit: Audit::new(house.db.clone()),
            files: files.clone(),
            outbox: outbox.clone(),
            clock,
            stop: stop.clone(),
            reach,
            library: Library::open(None).unwrap(),
            site: Site { version: "1".into() },
            demo: None,
            administrators_in_two_steps: ways.administrators_in_two_steps,
        });
        let app = router::build(hall, &stage.folder);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let app = app.into_make_service_with_connect_info::<SocketAddr>();
        let serving = axum::serve(listener, app);
        tokio::spawn(serving.with_graceful_shutdown(stop.clone().cancelled_owned()).into_future());
        Self { address, house, sessions, files, outbox, stop }
    }

    /// Ends every session as time does.
    pub async fn expire_sessions(&self) {
        execute(&self.house.db, "UPDATE session SET expires = 1").await;
        self.sessions.forget_all();
    }

    /// Returns the whole address of a path.
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// Signs in, as a browser would.
    pub async fn sign_in(&self, account: &str) -> Client {
        let client = browser();
        let answer = sign_in(&client, &self.address, account, PASSWORD).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        client
    }
}

/// Returns a browser that keeps cookies and shows where it is sent.
pub fn browser() -> Client {
    // It could encrypt, though none has to.
    server::tls::prepare();
    Client::builder().cookie_store(true).redirect(Policy::none()).build().unwrap()
}

/// Posts the sign-in form.
pub async fn sign_in(client: &Client, server: &str, account: &str, password: &str) -> Response {
    let form = [("naam", account), ("wachtwoord", password)];
    client.post(format!("{server}/inloggen")).form(&form).send().await.unwrap()
}
