//! What the operator sets: flags, or environment variables of the same names.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use clap::{Args, Parser, Subcommand};
use domain::ids::Moment;

use crate::{
    audit::Mark,
    clock::{Clock, parse_moment},
    sessions::Lifetimes,
};

/// The server of Ketentafel.
#[derive(Parser, Debug)]
#[command(name = "ketentafel", version)]
pub struct Config {
    /// What to do.
    #[command(subcommand)]
    pub role: Role,
}

/// The roles of the one program.
#[derive(Subcommand, Debug)]
pub enum Role {
    /// Serve pages, commands and the live stream.
    Serve(Serve),
    /// Serve the demo on this machine: an empty database is first filled with its regions and accounts.
    Demo(Serve),
    /// Bring the schema up to date and stop.
    Migrate(Store),
    /// Work on a region, as long as no screen does it. On SQLite the server must be stopped first.
    Region {
        /// What to do with it.
        #[command(subcommand)]
        act: RegionAct,
    },
    /// Work on the audit. On SQLite the server must be stopped first.
    Audit {
        /// What to do with it.
        #[command(subcommand)]
        act: AuditAct,
    },
    /// Help somebody with their account whom nobody else can help. On SQLite the server must be stopped first.
    Account {
        /// What to do with it.
        #[command(subcommand)]
        act: AccountAct,
    },
    /// Work on what is known of somebody. On SQLite the server must be stopped first.
    Person {
        /// What to do.
        #[command(subcommand)]
        act: PersonAct,
    },
    /// Write a whole copy of a SQLite database into a new file; the server may run meanwhile.
    Backup(Backup),
    /// Put a backup in place, and remove once more what was removed since it was made. The server must be
    /// stopped.
    Restore(Restore),
    /// Work on files. On SQLite the server must be stopped first.
    Files {
        /// What to do with them.
        #[command(subcommand)]
        act: FilesAct,
    },
    /// Work on the content folder.
    Content {
        /// What to do with it.
        #[command(subcommand)]
        act: ContentAct,
    },
}

/// Where everything is kept.
#[derive(Args, Clone, Debug)]
pub struct Store {
    /// `sqlite:FILE`, or `postgres://…`
    #[arg(long, env = "KETENTAFEL_DATABASE", default_value = "sqlite:data/ketentafel.db")]
    pub database: String,
}

/// Where the checklist and the demo region are read from.
#[derive(Args, Clone, Debug)]
pub struct Content {
    /// A content folder to read instead of the one inside this program.
    #[arg(long, env = "KETENTAFEL_CONTENT")]
    pub content: Option<PathBuf>,
}

/// The time, where it must not be the real one.
#[derive(Args, Clone, Copy, Debug)]
pub struct Time {
    /// Start the clock at this moment, such as 2026-11-23T09:00:00+01:00 (for demonstrations and tests).
    #[arg(long = "clock", env = "KETENTAFEL_CLOCK", value_parser = parse_moment)]
    pub start: Option<Moment>,
}

impl Time {
    /// Returns the clock to go by.
    pub fn clock(self) -> Clock {
        self.start.map(Clock::starting_at).unwrap_or_default()
    }
}

/// What the program opens before it does anything with a region.
#[derive(Args, Clone, Debug)]
pub struct Inside {
    /// The store.
    #[command(flatten)]
    pub store: Store,
    /// The content.
    #[command(flatten)]
    pub content: Content,
    /// The time.
    #[command(flatten)]
    pub time: Time,
    /// The ledger of removed texts: a file that is in no backup of the database. On SQLite it stands beside
    /// the database unless said otherwise; on PostgreSQL there is none unless it is said.
    #[arg(long, env = "KETENTAFEL_REDACTIONS")]
    pub redactions: Option<PathBuf>,
    /// Where files are kept: a folder, or s3://BUCKET/PREFIX with the usual AWS_ variables of the environment. On
    /// SQLite it is a folder beside the database unless said otherwise; on PostgreSQL nothing can be attached before
    /// it is said.
    #[arg(long, env = "KETENTAFEL_FILES")]
    pub files: Option<String>,
    /// Begin a new ledger of removed texts where there is none beside a database that holds something: what this
    /// database knows is written into it. What was removed since the database was last backed up, if a backup was
    /// put back, then shows again.
    #[arg(long)]
    pub without_ledger: bool,
}

/// How to make a backup.
#[derive(Args, Clone, Debug)]
pub struct Backup {
    /// Of what.
    #[command(flatten)]
    pub store: Store,
    /// Where files are kept, as `serve` has it. They are copied after the database, into a folder beside the backup.
    #[arg(long, env = "KETENTAFEL_FILES")]
    pub files: Option<String>,
    /// The file to write. There must be none yet.
    #[arg(long)]
    pub to: PathBuf,
}

/// How to put a backup in place.
#[derive(Args, Clone, Debug)]
pub struct Restore {
    /// What is opened afterwards.
    #[command(flatten)]
    pub inside: Inside,
    /// The backup of a SQLite database. Nothing stands where the database will stand. On PostgreSQL the
    /// backup was put in place before, by its own tools.
    #[arg(long)]
    pub from: Option<PathBuf>,
}

/// How to serve.
#[derive(Args, Clone, Debug)]
pub struct Serve {
    /// What is opened.
    #[command(flatten)]
    pub inside: Inside,
    /// The address to listen on.
    #[arg(long, env = "KETENTAFEL_LISTEN", default_value = "127.0.0.1:3000")]
    pub listen: SocketAddr,
    /// The folder with the files for the browser.
    #[arg(long, env = "KETENTAFEL_SITE", default_value = "target/site")]
    pub site: PathBuf,
    /// Serve without TLS in front: the session cookie then travels in the clear. For this machine only.
    #[arg(long, env = "KETENTAFEL_PLAIN_HTTP")]
    pub plain_http: bool,
    /// Believe the last address in X-Forwarded-For, which the reverse proxy in front must set.
    #[arg(long, env = "KETENTAFEL_BEHIND_PROXY")]
    pub behind_proxy: bool,
    /// The address that people know this server by, such as https://ketentafel.example.nl: links to pass on
    /// begin with it. Without it they begin with the host that the inviter's browser asked for.
    #[arg(long, env = "KETENTAFEL_PUBLIC_ADDRESS")]
    pub public_address: Option<String>,
    /// Send mail through this server, such as smtps://NAME:PASSWORD@mail.example.nl, or
    /// smtp://mail.example.nl:587?tls=required. Needs --mail-from and --public-address.
    #[arg(long, env = "KETENTAFEL_MAIL_SERVER", hide_env_values = true)]
    pub mail_server: Option<String>,
    /// The sender of mail, such as "Ketentafel <noreply@example.nl>".
    #[arg(long, env = "KETENTAFEL_MAIL_FROM")]
    pub mail_from: Option<String>,
    /// How long people stay signed in.
    #[command(flatten)]
    pub session: SessionLength,
    /// Whoever administers the installation signs in in two steps: before that is set up, the administration
    /// stays closed.
    #[arg(long, env = "KETENTAFEL_ADMINISTRATORS_IN_TWO_STEPS")]
    pub administrators_in_two_steps: bool,
    /// Write logs as one line of JSON each.
    #[arg(long, env = "KETENTAFEL_LOG_JSON")]
    pub log_json: bool,
}

/// Work on the audit.
#[derive(Subcommand, Debug)]
pub enum AuditAct {
    /// Say whether the chain of the audit is whole, and print its end, to be noted outside the database.
    Verify {
        /// What is opened.
        #[command(flatten)]
        store: Store,
        /// A mark that was printed earlier, or that the server logged: the chain must still hold it.
        #[arg(long)]
        noted: Option<Mark>,
    },
}

/// Work on files.
#[derive(Subcommand, Debug)]
pub enum FilesAct {
    /// Say how many files are attached, and how many of them are not where files are kept.
    Check(Inside),
}

/// How long people stay signed in.
#[derive(Args, Clone, Copy, Debug)]
pub struct SessionLength {
    /// A session that nobody uses ends after this: a number with h, m or s.
    #[arg(long = "session-idle", env = "KETENTAFEL_SESSION_IDLE", default_value = "4h", value_parser = parse_span)]
    pub idle: Duration,
    /// A session that is used all the time ends after this.
    #[arg(long = "session-max", env = "KETENTAFEL_SESSION_MAX", default_value = "12h", value_parser = parse_span)]
    pub max: Duration,
}

impl SessionLength {
    /// Returns how long sessions last: unused never longer than used.
    pub fn lifetimes(self) -> Lifetimes {
        Lifetimes { idle: self.idle.min(self.max), max: self.max }
    }
}

/// A session that goes on for longer than this is no session.
const SESSION_MAX: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// A text that is no span of time.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("write a number with h, m or s, such as 4h or 30m; at least 1s, at most 720h")]
pub struct NotASpan;

fn parse_span(text: &str) -> Result<Duration, NotASpan> {
    let (number, seconds) = [("h", 3_600), ("m", 60), ("s", 1)]
        .into_iter()
        .find_map(|(unit, seconds)| Some((text.strip_suffix(unit)?, seconds)))
        .ok_or(NotASpan)?;
    let number: u64 = number.parse().map_err(|_| NotASpan)?;
    let span = Duration::from_secs(number.checked_mul(seconds).ok_or(NotASpan)?);
    if span.is_zero() || SESSION_MAX < span { Err(NotASpan) } else { Ok(span) }
}

/// Work on the content folder.
#[derive(Subcommand, Debug)]
pub enum ContentAct {
    /// Say which file and line is wrong, and why.
    Check(Content),
}

/// Help somebody with their account.
#[derive(Subcommand, Debug)]
pub enum AccountAct {
    /// Print a link with which somebody chooses a new password: for an installation without mail, or whoever
    /// cannot read theirs. It works once, for an hour; pass it on to nobody else.
    ResetPassword {
        /// The name that they sign in with.
        #[arg(long)]
        login: String,
        /// What is opened.
        #[command(flatten)]
        inside: Inside,
        /// The address that people know the server by: the link begins with it.
        #[arg(long, env = "KETENTAFEL_PUBLIC_ADDRESS", default_value = "https://YOUR-HOST")]
        public_address: String,
    },
    /// Turn the second step at signing in off and end all sessions: phone and recovery codes are lost.
    ResetSecondFactor {
        /// The name that they sign in with.
        #[arg(long)]
        login: String,
        /// What is opened.
        #[command(flatten)]
        inside: Inside,
        /// The mail server of `serve`, where it has one: the server then tells them by mail.
        #[arg(long, env = "KETENTAFEL_MAIL_SERVER", hide_env_values = true)]
        mail_server: Option<String>,
    },
}

/// Work on what is known of somebody.
#[derive(Subcommand, Debug)]
pub enum PersonAct {
    /// Erase it: the name with which they sign in and what they are called, for good. What they did stays in
    /// the history, under the name of their organisation.
    Erase {
        /// The name with which they sign in.
        #[arg(long)]
        login: String,
        /// Also where nobody else administers the installation, or coordinates a region.
        #[arg(long)]
        also_the_last: bool,
        /// Also while an administrator said that nothing is to be deleted for the time being.
        #[arg(long)]
        also_under_hold: bool,
        /// What is opened.
        #[command(flatten)]
        inside: Inside,
    },
}

/// Work on a region.
#[derive(Subcommand, Debug)]
pub enum RegionAct {
    /// Close the round that is discussed; decisions about it come later.
    CloseRound(OfRegion),
    /// Remove a text for good, with every copy of it, where nobody is left who can read it and may: a draft, an
    /// internal note or a sealed view. It prints no text.
    Redact {
        /// Which region.
        #[command(flatten)]
        of: OfRegion,
        /// The number of the entry that holds it.
        #[arg(long)]
        entry: u64,
        /// Which text of that entry, from 0.
        #[arg(long, default_value_t = 0)]
        nth: u32,
        /// Why: those read it who could read the text. Without the text itself.
        #[arg(long)]
        reason: String,
    },
    /// End the places of everybody of one organisation. What it said in the region stays.
    EndMemberships {
        /// Which region.
        #[command(flatten)]
        of: OfRegion,
        /// The name or the id of the organisation.
        #[arg(long)]
        organisation: String,
    },
}

/// A region, and where it is kept.
#[derive(Args, Clone, Debug)]
pub struct OfRegion {
    /// The name or the id of the region.
    #[arg(long)]
    pub region: String,
    /// What is opened.
    #[command(flatten)]
    pub inside: Inside,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_of_time_is_a_number_with_its_unit() {
        assert_eq!(parse_span("4h"), Ok(Duration::from_secs(14_400)));
        assert_eq!(parse_span("90m"), Ok(Duration::from_secs(5_400)));
        assert_eq!(parse_span("5s"), Ok(Duration::from_secs(5)));
        for wrong in ["", "4", "h", "-1h", "0s", "721h", "4d", "99999999999999999999h"] {
            assert_eq!(parse_span(wrong), Err(NotASpan), "{wrong}");
        }
    }

    #[test]
    fn a_session_never_waits_longer_than_it_lasts() {
        let (long, short) = (Duration::from_secs(9), Duration::from_secs(3));
        let lifetimes = SessionLength { idle: long, max: short }.lifetimes();
        assert_eq!(lifetimes, Lifetimes { idle: short, max: short });
    }
}
