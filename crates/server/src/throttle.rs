//! Who tried to sign in too often: by account and by address, in memory.
//!
//! Invariant: it holds a bounded number of keys, and none for longer than its window.

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr},
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use sha2::{Digest, Sha256};

/// Failures within this time count together.
const WINDOW: Duration = Duration::from_secs(15 * 60);
/// A person who mistypes needs fewer.
const FAILURES_PER_ACCOUNT_MAX: u32 = 10;
/// A whole town hall may share one address.
const FAILURES_PER_ADDRESS_MAX: u32 = 50;
/// The bits of an IPv6 address that a network gives out by itself.
const NETWORK_BITS: u32 = 64;
/// Keys in memory; when there are more, the oldest are forgotten.
const KEYS_MAX: usize = 20_000;

/// What failures are counted by. A key is small whatever was typed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Key {
    Account([u8; 32]),
    Address(IpAddr),
}

impl Key {
    fn account(name: &str) -> Self {
        Self::Account(Sha256::digest(name).into())
    }

    /// One household or office has a whole network of the newer addresses, and is one.
    fn address(address: IpAddr) -> Self {
        Self::Address(match address.to_canonical() {
            IpAddr::V4(address) => IpAddr::V4(address),
            IpAddr::V6(address) => {
                let network = address.to_bits() >> NETWORK_BITS << NETWORK_BITS;
                IpAddr::V6(Ipv6Addr::from_bits(network))
            }
        })
    }
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
    /// Counts a try and tells whether it may go on. It counts as a failure until it is known to be
    /// none, so that tries at the same time do not all pass.
    pub fn take_try(&self, account: &str, address: IpAddr, now: Instant) -> bool {
        let mut failures = self.failures();
        let tried = [
            (Key::account(account), FAILURES_PER_ACCOUNT_MAX),
            (Key::address(address), FAILURES_PER_ADDRESS_MAX),
        ];
        let rests = |(key, max): &(Key, u32)| {
            let found = failures.get(key).filter(|found| now < found.since + WINDOW);
            found.is_some_and(|found| *max <= found.count)
        };
        if tried.iter().any(rests) {
            return false;
        }
        if KEYS_MAX <= failures.len() {
            forget_old(&mut failures, now);
        }
        for (key, _) in tried {
            let found = failures.entry(key).or_insert(Failures { since: now, count: 0 });
            if found.since + WINDOW <= now {
                *found = Failures { since: now, count: 0 };
            }
            found.count += 1;
        }
        true
    }

    /// Takes back a try that was no failure.
    pub fn give_back(&self, account: &str, address: IpAddr) {
        let mut failures = self.failures();
        for key in [Key::account(account), Key::address(address)] {
            if let Some(found) = failures.get_mut(&key) {
                found.count = found.count.saturating_sub(1);
            }
        }
    }

    /// Takes back the try of an account that signed in, and forgets its failures.
    pub fn succeeded(&self, account: &str, address: IpAddr) {
        self.give_back(account, address);
        self.failures().remove(&Key::account(account));
    }

    /// Forgets the failures of an account whose owner showed another way whose it is, and takes them back from the
    /// address at which they did.
    pub fn forgive(&self, account: &str, address: IpAddr, now: Instant) {
        let mut failures = self.failures();
        let gone = failures.remove(&Key::account(account));
        let gone = gone.filter(|gone| now < gone.since + WINDOW);
        if let (Some(gone), Some(found)) = (gone, failures.get_mut(&Key::address(address))) {
            found.count = found.count.saturating_sub(gone.count);
        }
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
    use std::net::Ipv4Addr;

    use super::*;

    const HOME: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

    #[test]
    fn an_account_rests_after_ten_failures_and_then_may_try_again() {
        let (throttle, start) = (Throttle::default(), Instant::now());
        for _ in 0..FAILURES_PER_ACCOUNT_MAX {
            assert!(throttle.take_try("waterdam", HOME, start));
        }
        assert!(!throttle.take_try("waterdam", HOME, start));
        assert!(throttle.take_try("berkelo", HOME, start));
        assert!(throttle.take_try("waterdam", HOME, start + WINDOW));
    }

    #[test]
    fn an_address_rests_after_fifty_failures_over_many_accounts() {
        let (throttle, start) = (Throttle::default(), Instant::now());
        for number in 0..FAILURES_PER_ADDRESS_MAX {
            assert!(throttle.take_try(&number.to_string(), HOME, start));
        }
        assert!(!throttle.take_try("waterdam", HOME, start));
    }

    #[test]
    fn the_addresses_of_one_network_count_as_one() {
        let (throttle, start) = (Throttle::default(), Instant::now());
        for number in 0..FAILURES_PER_ADDRESS_MAX {
            let address = IpAddr::V6(Ipv6Addr::from_bits(0x2001_0db8 << 96 | u128::from(number)));
            assert!(throttle.take_try(&number.to_string(), address, start));
        }
        let neighbour = IpAddr::V6(Ipv6Addr::from_bits(0x2001_0db8 << 96 | 0xffff));
        assert!(!throttle.take_try("waterdam", neighbour, start));
        let elsewhere = IpAddr::V6(Ipv6Addr::from_bits(0x2001_0db8 << 96 | 1 << 64));
        assert!(throttle.take_try("waterdam", elsewhere, start));
    }

    #[test]
    fn whoever_signs_in_starts_anew() {
        let (throttle, start) = (Throttle::default(), Instant::now());
        for _ in 0..FAILURES_PER_ACCOUNT_MAX {
            assert!(throttle.take_try("waterdam", HOME, start));
        }
        throttle.succeeded("waterdam", HOME);
        assert!(throttle.take_try("waterdam", HOME, start));
    }

    #[test]
    fn whoever_shows_another_way_whose_an_account_is_starts_anew_there_too() {
        let (throttle, start) = (Throttle::default(), Instant::now());
        for _ in 0..FAILURES_PER_ACCOUNT_MAX {
            assert!(throttle.take_try("waterdam", HOME, start));
        }
        for number in FAILURES_PER_ACCOUNT_MAX..FAILURES_PER_ADDRESS_MAX {
            assert!(throttle.take_try(&number.to_string(), HOME, start));
        }
        throttle.forgive("waterdam", HOME, start);
        // What failed with other accounts stays counted.
        for _ in 0..FAILURES_PER_ACCOUNT_MAX {
            assert!(throttle.take_try("waterdam", HOME, start));
        }
        assert!(!throttle.take_try("berkelo", HOME, start));
        throttle.forgive("niemand", HOME, start);
        assert!(!throttle.take_try("berkelo", HOME, start));
    }

    #[test]
    fn tries_that_were_no_failures_make_nobody_rest() {
        let (throttle, start) = (Throttle::default(), Instant::now());
        for _ in 0..=FAILURES_PER_ADDRESS_MAX {
            assert!(throttle.take_try("waterdam", HOME, start));
            throttle.succeeded("waterdam", HOME);
            assert!(throttle.take_try("berkelo", HOME, start));
            throttle.give_back("berkelo", HOME);
        }
    }

    #[test]
    fn no_flood_of_names_fills_the_memory() {
        let (throttle, start) = (Throttle::default(), Instant::now());
        for number in 0..3 * KEYS_MAX as u32 {
            let later = start + Duration::from_micros(u64::from(number));
            let address = Ipv4Addr::from_bits(number).into();
            assert!(throttle.take_try(&number.to_string(), address, later));
        }
        assert!(throttle.failures().len() <= KEYS_MAX + 1);
    }
}
