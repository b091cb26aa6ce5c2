//! Passwords: Argon2id, off the threads that serve requests and behind them.
//!
//! Invariant: checking takes as long for an account that does not exist as for one that does.

use std::{
    num::NonZero,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, LazyLock, Mutex, OnceLock, PoisonError, mpsc},
    thread,
    time::Duration,
};

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use tokio::sync::oneshot;

use crate::content::municipalities::MUNICIPALITIES;

/// One hash takes 19 MiB and tens of milliseconds of one processor: of so many processors one hashes, and the others
/// are there for whoever works.
const PROCESSORS_PER_HASH: usize = 2;
/// How far a thread that hashes stands back, on the scale of the system: whoever signs in waits a moment longer,
/// and whoever works does not wait for them.
const STANDS_BACK: i32 = 19;
/// Whoever waited this long is asked to try again: a crowd at the door must not grow without end.
const WAIT_MAX: Duration = Duration::from_secs(10);
/// Longer passwords are refused: hashing them would only serve to keep the server busy.
pub const PASSWORD_BYTES_MAX: usize = 256;

/// A new password has at least so many characters.
pub const PASSWORD_CHARS_MIN: usize = 12;

/// Why a new password is not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Weak {
    /// It has fewer characters than this.
    Short(usize),
    /// It is longer than can be checked.
    Long,
    /// Somebody who tries likely ones finds it.
    Guessable,
}

/// Words that people in this field use first: the guesser knows English lists only.
const COMMON: &[&str] = &[
    "ketentafel",
    "loverboy",
    "loverboys",
    "gemeente",
    "welkom",
    "wachtwoord",
    "geheim",
    "zomer",
    "winter",
    "herfst",
    "lente",
    "vakantie",
    "zomervakantie",
    "sinterklaas",
    "kerstmis",
    "januari",
    "februari",
    "maart",
    "april",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
    "maandag",
    "dinsdag",
    "woensdag",
    "donderdag",
    "vrijdag",
    "zaterdag",
    "zondag",
    "jeugd",
    "jeugdzorg",
    "jeugdhulp",
    "veilig",
    "thuis",
    "veiligthuis",
    "politie",
    "regio",
    "beleid",
    "nederland",
    "voetbal",
    "oranje",
    "ajax",
    "feyenoord",
    "beheer",
    "beheerder",
    "coordinator",
    "redacteur",
    "welkom01",
    "hallo",
    "liefde",
    "familie",
    "koffie",
    "fiets",
];

/// The names of municipalities, as they are typed.
fn places() -> impl Iterator<Item = &'static str> {
    static PLACES: LazyLock<Vec<String>> = LazyLock::new(|| {
        let names = MUNICIPALITIES.iter().map(|known| known.name.to_lowercase());
        names.map(|name| name.replace([' ', '-', '\''], "")).collect()
    });
    PLACES.iter().map(String::as_str)
}

/// Judges a new password; `known` are words that somebody would try first, such as the name to sign in with.
pub fn is_strong(password: &str, known: &[&str]) -> Result<(), Weak> {
    if password.chars().count() < PASSWORD_CHARS_MIN {
        return Err(Weak::Short(PASSWORD_CHARS_MIN));
    }
    if PASSWORD_BYTES_MAX < password.len() {
        return Err(Weak::Long);
    }
    // The highest: it withstands who tries more than ten thousand million times.
    let mut words: Vec<&str> = Vec::from(known);
    words.extend(COMMON.iter().copied());
    words.extend(places().map(|word| -> &str { word }));
    if zxcvbn::zxcvbn(password, &words).score() < zxcvbn::Score::Four {
        return Err(Weak::Guessable);
    }
    Ok(())
}

/// Hashes and checks passwords, first come, first served.
///
/// Threads of their own do it, and take one job after the other without a rest while any waits: a thread that wakes
/// up is let run for a while by Linux, however far it stands back, and whoever works would wait for that.
#[derive(Clone, Debug)]
pub struct Passwords {
    // The threads end when nobody is left who asks.
    jobs: mpsc::Sender<Job>,
}

type Job = Box<dyn FnOnce() + Send>;

impl Default for Passwords {
    fn default() -> Self {
        let processors = thread::available_parallelism().map_or(1, NonZero::get);
        Self::with_threads((processors / PROCESSORS_PER_HASH).max(1))
    }
}

/// Does one job after the other, behind every other thread from the first moment on.
fn work_off(waiting: &Mutex<mpsc::Receiver<Job>>) {
    stand_back();
    loop {
        let job = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = job else { return };
        // Whoever asked for a job that breaks is told so, and the next one has their turn.
        let _ = catch_unwind(AssertUnwindSafe(job));
    }
}

/// A password could not be hashed, or not in time.
#[derive(Debug, thiserror::Error)]
#[error("cannot hash a password now")]
pub struct HashError;

impl Passwords {
    /// Returns the hash under which a password is kept.
    pub async fn hash(&self, password: String) -> Result<String, HashError> {
        self.run(move || hash(&password)).await?
    }

    /// Tells whether the password belongs to the hash; without a hash it works as long and says no.
    pub async fn matches(&self, password: String, kept: Option<String>) -> Result<bool, HashError> {
        self.run(move || {
            let known = kept.is_some();
            let against = kept.or_else(stand_in);
            let matches = against.is_some_and(|kept| verify(&password, &kept));
            known && matches
        })
        .await
    }

    fn with_threads(threads: usize) -> Self {
        let (jobs, waiting) = mpsc::channel();
        let waiting = Arc::new(Mutex::new(waiting));
        for _ in 0..threads {
            let waiting = waiting.clone();
            let thread = thread::Builder::new().name("password".into());
            // Where the system starts no thread nobody takes jobs, and whoever asks is told.
            let _ = thread.spawn(move || work_off(&waiting));
        }
        Self { jobs }
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, HashError> {
        let (tell, told) = oneshot::channel();
        let job = move || {
            // Whoever hung up, or waited too long, needs no answer any more.
            if !tell.is_closed() {
                let _ = tell.send(work());
            }
        };
        self.jobs.send(Box::new(job)).map_err(|_| HashError)?;
        let told = tokio::time::timeout(WAIT_MAX, told).await;
        told.map_err(|_| HashError)?.map_err(|_| HashError)
    }
}

/// Lets every other thread go first. Elsewhere than on Linux this would set back the whole program.
fn stand_back() {
    #[cfg(target_os = "linux")]
    let _ = rustix::process::setpriority_process(None, STANDS_BACK);
}

fn hash(password: &str) -> Result<String, HashError> {
    let hash: PasswordHash =
        Argon2::default().hash_password(password.as_bytes()).map_err(|_| HashError)?;
    Ok(hash.to_string())
}

fn verify(password: &str, kept: &str) -> bool {
    PasswordHash::new(kept)
        .is_ok_and(|kept| Argon2::default().verify_password(password.as_bytes(), &kept).is_ok())
}

/// The hash of a password that nobody has, for accounts that do not exist.
fn stand_in() -> Option<String> {
    static STAND_IN: OnceLock<Option<String>> = OnceLock::new();
    STAND_IN.get_or_init(|| hash(&uuid::Uuid::new_v4().to_string()).ok()).clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn whoever_hashes_stands_back_and_nobody_else() {
        let passwords = Passwords::default();
        let priority = || rustix::process::getpriority_process(None).unwrap();
        let before = priority();
        assert_eq!(passwords.run(priority).await.unwrap(), STANDS_BACK);
        assert_eq!(priority(), before);
    }

    #[tokio::test]
    async fn whoever_hung_up_is_not_worked_for() {
        let passwords = Passwords::with_threads(1);
        let (done, wait) = std::sync::mpsc::channel::<()>();
        let first = passwords.run(move || wait.recv());
        assert!(tokio::time::timeout(Duration::from_millis(50), first).await.is_err());
        // The first is being worked for. The second asks, and hangs up before their turn.
        let (worked, second_worked) = std::sync::mpsc::channel();
        let second = passwords.run(move || worked.send(()));
        assert!(tokio::time::timeout(Duration::from_millis(50), second).await.is_err());
        done.send(()).unwrap();
        passwords.run(|| ()).await.unwrap();
        assert!(second_worked.try_recv().is_err());
    }

    #[tokio::test]
    async fn after_a_job_that_breaks_the_next_has_its_turn() {
        let passwords = Passwords::with_threads(1);
        assert!(passwords.run(|| panic!("out of order")).await.is_err());
        assert!(passwords.run(|| ()).await.is_ok());
    }

    #[tokio::test]
    async fn where_no_thread_starts_whoever_asks_is_told() {
        assert!(Passwords::with_threads(0).run(|| ()).await.is_err());
    }

    #[tokio::test]
    async fn a_password_matches_its_own_hash_only() {
        let passwords = Passwords::default();
        let kept = passwords.hash("vlonder-17".into()).await.unwrap();
        assert!(kept.starts_with("$argon2id$"));
        assert!(passwords.matches("vlonder-17".into(), Some(kept.clone())).await.unwrap());
        assert!(!passwords.matches("vlonder-18".into(), Some(kept)).await.unwrap());
    }

    #[test]
    fn a_new_password_is_long_and_not_easily_guessed() {
        assert_eq!(is_strong("kort", &[]), Err(Weak::Short(PASSWORD_CHARS_MIN)));
        assert_eq!(is_strong(&"a".repeat(300), &[]), Err(Weak::Long));
        let known = ["beleid@waterdam.nl", "waterdam"];
        for guessable in [
            "aaaaaaaaaaaa",
            "password1234",
            "123456789012",
            "beleid@waterdam.nl",
            "Gemeente2026!",
            "Welkom2026!!",
            "Waterdam2026!",
            "gemeentetiel1",
            "Sinterklaas2026",
            "zomervakantie",
        ] {
            assert_eq!(is_strong(guessable, &known), Err(Weak::Guessable), "{guessable}");
        }
        assert_eq!(is_strong("vlonder kruimel acht parasol", &[]), Ok(()));
    }

    #[tokio::test]
    async fn without_an_account_nothing_matches() {
        assert!(!Passwords::default().matches("vlonder-17".into(), None).await.unwrap());
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_waits_too_long_for_a_turn_is_told() {
        let passwords = Passwords::with_threads(1);
        let (done, wait) = std::sync::mpsc::channel::<()>();
        let busy = passwords.run(move || wait.recv());
        let waited = async { passwords.matches("vlonder-17".into(), None).await };
        let (busy, waited) = tokio::join!(busy, waited);
        assert!(busy.is_err() && waited.is_err());
        done.send(()).unwrap();
        tokio::time::resume();
        assert!(passwords.matches("vlonder-17".into(), None).await.is_ok());
    }
}
