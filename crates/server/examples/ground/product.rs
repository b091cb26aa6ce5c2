//! The product as a host runs it: the server's own program, with somebody signed in.

use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use domain::OrganisationId;

use super::{
    Failure,
    region::{PASSWORD, login_of},
    wire::Line,
};

/// A server in a process of its own, which ends with this value.
pub struct Served {
    child: Child,
    /// Where it listens.
    pub host: String,
}

impl Served {
    /// Starts the product on a database, with nothing for browsers.
    pub fn product(address: &str) -> Result<Self, Failure> {
        let site = std::env::temp_dir().join(format!("ketentafel-bench-{}", std::process::id()));
        std::fs::create_dir_all(&site)?;
        let served = Self::product_with(address, &site);
        std::fs::remove_dir(&site)?;
        served
    }

    /// Starts the product on a database, with the files for browsers.
    pub fn product_with(address: &str, site: &Path) -> Result<Self, Failure> {
        let mut command = Command::new(server()?);
        command
            .args(["serve", "--plain-http", "--listen", "127.0.0.1:0", "--database", address])
            // What was measured on so far was written without one.
            .arg("--without-ledger")
            .arg("--site")
            .arg(site)
            .env("RUST_LOG", "warn");
        Self::start(&mut command)
    }

    /// Starts this program once more, as the server of a floor.
    pub fn floor(address: &str) -> Result<Self, Failure> {
        Self::start(Command::new(std::env::current_exe()?).args([address, SERVE]))
    }

    /// Starts a server that says where it listens in its first line.
    fn start(command: &mut Command) -> Result<Self, Failure> {
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
        let mut said = String::new();
        let stdout = child.stdout.take().ok_or("the server has no output")?;
        BufReader::new(stdout).read_line(&mut said)?;
        let host = said.split_once("http://").map(|(_, host)| host.trim().trim_end_matches('/'));
        let host = host.ok_or("the server did not say where it listens")?.to_owned();
        Ok(Self { child, host })
    }

    /// Connects and signs in as the editor of a municipality.
    pub fn signed_in(&self, municipality: OrganisationId) -> Result<Line, Failure> {
        let login = login_of(municipality);
        let form = format!("naam={login}&wachtwoord={PASSWORD}");
        let answer = Line::open(&self.host)?.post_form("/inloggen", &form)?;
        let cookie = answer.header("set-cookie").and_then(|cookie| cookie.split(';').next());
        let cookie = cookie.ok_or_else(|| format!("signing in answered {}", answer.status))?;
        Ok(Line::open(&self.host)?.with_cookie(cookie))
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a floor is called with when it is to serve.
const SERVE: &str = "serve";

/// Tells whether this program was started to serve.
pub fn is_to_serve() -> bool {
    std::env::args().nth(2).as_deref() == Some(SERVE)
}

/// Serves a floor on a free port, without delays for company, and says where.
pub async fn serve(router: axum::Router) -> Result<(), Failure> {
    use axum::serve::ListenerExt;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("floor: http://{}/", listener.local_addr()?);
    let listener = listener.tap_io(|connection| {
        let _ = connection.set_nodelay(true);
    });
    Ok(axum::serve(listener, router).await?)
}

/// The server's program lies beside the folder of the examples.
fn server() -> Result<PathBuf, Failure> {
    let own = std::env::current_exe()?;
    let folder = own.parent().and_then(|examples| examples.parent());
    Ok(folder.ok_or("this program lies nowhere")?.join("server"))
}
