//! Who tried to sign in too often: by account and by address, in memory.
//!
//! Invariant: it holds a bounded number of keys, and none for longer than its window.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// Failures within this time count together.
const WINDOW: Duration = Duration::from_secs(15 * 60);
/// A person who mistypes needs fewer.
const FAILURES_PER_ACCOUNT_MAX: u32 = 10;
/// A whole town hall may share one address.
const FAILURES_PER_ADDRESS_MAX: u32 = 50;
/// Keys in memory; when there are more, the oldest are forgotten.
const KEYS_MAX: usize = 20_000;

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
enum Key {
    Account(String),
    Address(IpAddr),
}

struct Failures {
    since: Instant,
    count: u32,
}

/// Counts failed attempts to sign in.
#[derive(Default)]
pub struct Throttle {
    failures: Mutex<HashMap<Key, Failures>>,
}

impl Throttle {
    /// Tells whether somebody may try.
    pub fn lets_try(&self, account: &str, address: IpAddr, now: Instant) -> bool {
        let failures = self.failures();
        let under = |key: Key, max: u32| {
            let found = failures.get(&key).filter(|found| now < found.since + WINDOW);
            found.is_none_or(|found| found.count < max)
        };
        under(Key::Account(account.to_owned()), FAILURES_PER_ACCOUNT_MAX)
            && under(Key::Address(address), FAILURES_PER_ADDRESS_MAX)
    }

    /// Counts a failure.
    pub fn failed(&self, account: &str, address: IpAddr, now: Instant) {
        let mut failures = self.failures();
        if KEYS_MAX <= failures.len() {
            forget_old(&mut failures, now);
        }
        for key in [Key::Account(account.to_owned()), Key::Address(address)] {
            let found = failures.entry(key).or_insert(Failures { since: now, count: 0 });
            if found.since + WINDOW <= now {
                *found = Failures { since: now, count: 0 };
            }
            found.count += 1;
        }
    }

    /// Forgets the failures of an account that signed in.
    pub fn succeeded(&self, account: &str) {
        self.failures().remove(&Key::Account(account.to_owned()));
    }

    fn failures(&self) -> MutexGuard<'_, HashMap<Key, Failures>> {
        self.failures.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Makes room: what is past its window goes, and if that is not enough, the older half.
fn forget_old(failures: &mut HashMap<Key, Failures>, now: Instant) {
    failures.retain(|_, found| now < found.since + WINDOW);
    if KEYS_MAX <= failures.len() {
        let mut ages: Vec<Instant> = failures.values().map(|found| found.since).collect();
        ages.sort_unstable();
        let middle = ages[ages.len() / 2];
        failures.retain(|_, found| middle < found.since);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOME: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

    #[test]
    fn an_account_rests_after_ten_failures_and_then_may_try_again() {
        let (throttle, start) = (Throttle::default(), Instant::now());
        for _ in 0..FAILURES_PER_ACCOUNT_MAX {
            assert!(throttle.lets_try("waterdam", HOME, start));
            throttle.failed("waterdam", HOME, start);
        }
        assert!(!throttle.lets_try("waterdam", HOME, start));
        assert!(throttle.lets_try("berkelo", HOME, start));
        assert!(throttle.lets_try("waterdam", HOME, start + WINDOW));
    }

    #[test]
    fn an_address_rests_after_fifty_failures_over_many_accounts() {
        let (throttle, start) = (Throttle::default(), Instant::now());
        for number in 0..FAILURES_PER_ADDRESS_MAX {
            throttle.failed(&number.to_string(), HOME, start);
        }
        assert!(!throttle.lets_try("waterdam", HOME, start));
    }

    #[test]
    fn whoever_signs_in_starts_anew() {
        let (throttle, start) = (Throttle::default(), Instant::now());
        for _ in 0..FAILURES_PER_ACCOUNT_MAX {
            throttle.failed("waterdam", HOME, start);
        }
        throttle.succeeded("waterdam");
        assert!(throttle.lets_try("waterdam", HOME, start));
    }

    #[test]
    fn no_flood_of_names_fills_the_memory() {
        let (throttle, start) = (Throttle::default(), Instant::now());
        for number in 0..3 * KEYS_MAX {
            let later = start + Duration::from_micros(number as u64);
            throttle.failed(&number.to_string(), HOME, later);
        }
        assert!(throttle.failures().len() <= KEYS_MAX + 1);
    }
}
