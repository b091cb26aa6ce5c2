//! A private PostgreSQL cluster, in a temporary folder, on this machine only, for the time of the tests.
//!
//! Invariant: the cluster ends with the command, also when a step fails or the command is stopped.

use std::{
    fs, io,
    net::{Ipv4Addr, TcpListener},
    os::unix::fs::chown,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;
use uuid::Uuid;

use crate::{child, failure::Failure, needs};

/// The variable that tells the tests where a server is.
pub const VARIABLE: &str = "KETENTAFEL_TEST_POSTGRES";

/// Every test opens a small pool of its own, and they run side by side.
const CONNECTIONS_MAX: u32 = 400;

/// A cluster starts within a second; a busy machine with a slow disk gets this long.
const START_WAIT_MAX: Duration = Duration::from_secs(60);

/// A fast shutdown writes one checkpoint.
const STOP_WAIT_MAX: Duration = Duration::from_secs(30);

const PAUSE: Duration = Duration::from_millis(50);

/// A running cluster; it stops when this value goes away.
pub struct Cluster {
    server: Child,
    folder: TempDir,
    port: u16,
    password: Uuid,
}

impl Cluster {
    /// Makes a cluster and starts it.
    pub fn start() -> Result<Cluster, Failure> {
        let programs = needs::postgres()?;
        let folder = folder()?;
        let password = Uuid::new_v4();
        make(&programs, folder.path(), password)?;
        let port = free_port()?;
        let server = serve(&programs, folder.path(), port)?;
        let cluster = Cluster { server, folder, port, password };
        cluster.await_ready(&programs)?;
        Ok(cluster)
    }

    /// Returns the address with which tests sign in.
    pub fn url(&self) -> String {
        let Cluster { password, port, .. } = self;
        format!("postgres://postgres:{password}@127.0.0.1:{port}/postgres")
    }

    fn await_ready(&self, programs: &Path) -> Result<(), Failure> {
        let start = Instant::now();
        let program = programs.join("pg_isready");
        let port = self.port.to_string();
        let arguments = ["--quiet", "--host", "127.0.0.1", "--port", &port];
        while child::ask(&program.to_string_lossy(), &arguments).is_none() {
            if child::stop_requested() {
                return Err(Failure::Stopped);
            }
            if START_WAIT_MAX < start.elapsed() {
                return Err(Failure::PostgresSilent { log: self.log_end() });
            }
            thread::sleep(PAUSE);
        }
        Ok(())
    }

    fn log_end(&self) -> String {
        let log = fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(20)..].join("\n")
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // An interrupt is PostgreSQL's fast shutdown: open sessions end, nothing waits for them.
        let _ = kill_process(Pid::from_child(&self.server), Signal::INT);
        let start = Instant::now();
        while matches!(self.server.try_wait(), Ok(None)) {
            if STOP_WAIT_MAX < start.elapsed() {
                let _ = self.server.kill();
            }
            thread::sleep(PAUSE);
        }
    }
}

/// PostgreSQL refuses to run as root, so there the folder belongs to the user `postgres`.
fn folder() -> Result<TempDir, Failure> {
    let folder = tempfile::Builder::new()
        .prefix("ketentafel-postgres-")
        .tempdir()
        .map_err(Failure::file("a temporary folder"))?;
    if needs::as_root() {
        let user = child::ask("id", &["--user", "postgres"]).and_then(|id| id.parse().ok());
        let user: u32 = user.ok_or_else(|| Failure::Missing {
            what: "the system user postgres".into(),
            remedy: "Install Debian's package postgresql, or do not run as root.".into(),
        })?;
        chown(folder.path(), Some(user), None).map_err(Failure::file(folder.path()))?;
    }
    Ok(folder)
}

fn make(programs: &Path, folder: &Path, password: Uuid) -> Result<(), Failure> {
    let secret = folder.join("password");
    fs::write(&secret, format!("{password}\n")).map_err(Failure::file(&secret))?;
    let mut initdb = as_postgres(&programs.join("initdb"));
    initdb
        .args([
            "--username=postgres",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
        ])
        .arg("--pwfile")
        .arg(&secret)
        .arg("--pgdata")
        .arg(folder.join("data"))
        .stdout(Stdio::null());
    child::run(&mut initdb)
}

fn serve(programs: &Path, folder: &Path, port: u16) -> Result<Child, Failure> {
    let log = folder.join("log");
    let log = fs::File::create(&log).map_err(Failure::file(log))?;
    let mut server = as_postgres(&programs.join("postgres"));
    server
        .arg("-D")
        .arg(folder.join("data"))
        .args(["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="])
        .args(["-c", &format!("port={port}"), "-c", &format!("max_connections={CONNECTIONS_MAX}")])
        .args(["-c", "fsync=on", "-c", "synchronous_commit=on"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(log);
    // A group of its own: Ctrl-C in a terminal must not end the database before the tests.
    std::os::unix::process::CommandExt::process_group(&mut server, 0);
    server.spawn().map_err(|source| Failure::Start { command: "postgres".into(), source })
}

/// Starts a program as the user `postgres` when this one is root, and ends it when this program dies.
fn as_postgres(program: &Path) -> Command {
    if child::ask("setpriv", &["--version"]).is_none() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    if needs::as_root() {
        command.args(["--reuid=postgres", "--regid=postgres", "--init-groups"]);
    }
    command.args(["--pdeathsig", "INT"]).arg("--").arg(program);
    command
}

fn free_port() -> Result<u16, Failure> {
    let port = || -> io::Result<u16> {
        Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
    };
    port().map_err(Failure::file(PathBuf::from("127.0.0.1")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cluster_answers_with_its_password_only_and_ends_with_its_value() {
        let psql = needs::postgres().unwrap().join("psql");
        let ask = |url: &str| {
            child::ask(&psql.to_string_lossy(), &[url, "--no-password", "-tAc", "SHOW fsync"])
        };
        let cluster = Cluster::start().unwrap();
        let (url, folder) = (cluster.url(), cluster.folder.path().to_owned());
        assert_eq!(ask(&url).as_deref(), Some("on"));
        assert_eq!(ask(&url.replace(&cluster.password.to_string(), "wrong")), None);
        drop(cluster);
        assert_eq!(ask(&url), None);
        assert!(!folder.exists());
    }
}
