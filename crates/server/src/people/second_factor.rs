//! The second step of signing in: a code from the phone, or one of the codes for whoever lost it.
//!
//! Invariant: no code is taken twice, whoever asks at the same time; recovery codes are kept as hashes. Rooms
//! hear of every change in who has a second step, and so does its owner, by mail, in the same transaction.

use app::page::MailKind;
use domain::{Moment, PersonId, RegionId};
use sha2::{Digest, Sha256};
use totp_rs::{Algorithm, Builder, Secret, Totp};
use uuid::Uuid;

use super::{
    People, StoreError, audit,
    turns::{REGIONS_WITH_PLACE, hold_alone, hold_regions},
};
use crate::{
    db::{reading, transaction},
    mail::{MailTo, put_mail},
    sessions::end_sessions,
};

/// Codes for whoever lost the phone.
pub const RECOVERY_CODES: usize = 10;
/// Letters and digits of a recovery code: 80 bits, which nobody guesses from a hash.
const RECOVERY_CHARS: usize = 16;
/// Plain letters and digits without those that look alike.
const RECOVERY_ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// How many steps of half a minute the clock of a phone may be off.
const SKEW_STEPS: u16 = 1;
/// The digits of a code, as every app shows them.
const CODE_DIGITS: usize = 6;
/// The bytes of a secret, as RFC 4226 asks.
const SECRET_BYTES: usize = 20;

/// How somebody's second step stands.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SecondFactor {
    /// Since when it asks for codes; nothing where it does not.
    pub since: Option<Moment>,
    /// The secret that is being set up, as apps take it; nothing once it asks for codes.
    pub begun: Option<String>,
    /// How many recovery codes were not used.
    pub codes_left: i64,
    /// Whether the person said that they kept the codes that they were shown.
    pub keeps_codes: bool,
    /// When somebody else turned it off, until the person has read that.
    pub reset_at: Option<Moment>,
}

/// Which kind of code was right.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CodeKind {
    /// One from the phone.
    Phone,
    /// One for whoever lost it.
    Recovery,
}

/// Writes new recovery codes instead of those that there were, inside a transaction.
macro_rules! put_codes {
    ($tx:ident, $person:expr, $codes:expr) => {{
        sqlx::query("DELETE FROM recovery_code WHERE person = $1")
            .bind($person.0)
            .execute(&mut *$tx)
            .await?;
        for code in $codes {
            sqlx::query("INSERT INTO recovery_code (code_hash, person) VALUES ($1, $2)")
                .bind(hash($person, code))
                .bind($person.0)
                .execute(&mut *$tx)
                .await?;
        }
    }};
}

/// Forgets somebody's secret and codes, inside a transaction; tells whether there were any.
macro_rules! forget_factor {
    ($tx:ident, $person:expr) => {{
        sqlx::query("DELETE FROM recovery_code WHERE person = $1")
            .bind($person.0)
            .execute(&mut *$tx)
            .await?;
        let gone =
            sqlx::query("DELETE FROM second_factor WHERE person = $1 AND confirmed_at IS NOT NULL")
                .bind($person.0)
                .execute(&mut *$tx)
                .await?;
        0 < gone.rows_affected()
    }};
}

impl People {
    /// Returns how somebody's second step stands.
    pub async fn second_factor(&self, person: PersonId) -> Result<SecondFactor, StoreError> {
        type Row = (Option<i64>, Option<i64>, Option<Vec<u8>>, Option<i64>, i64);
        let row: Option<Row> = reading!(&self.db, |pool| {
            sqlx::query_as(
                "SELECT p.second_factor_reset_at, f.confirmed_at, f.secret, f.codes_kept_at,
                     (SELECT COUNT(*) FROM recovery_code c WHERE c.person = p.id AND c.used_at IS NULL)
                 FROM person p LEFT JOIN second_factor f ON f.person = p.id WHERE p.id = $1",
            )
            .bind(person.0)
            .fetch_optional(pool)
            .await
        })?;
        let Some((reset, since, secret, kept, codes_left)) = row else {
            return Ok(Default::default());
        };
        let begun = secret.filter(|_| since.is_none());
        Ok(SecondFactor {
            since: since.map(Moment),
            begun: begun.map(|secret| Secret::from(secret).to_base32()),
            codes_left,
            keeps_codes: kept.is_some(),
            reset_at: reset.map(Moment),
        })
    }

    /// Tells whether somebody signs in in two steps.
    pub async fn has_second_factor(&self, person: PersonId) -> Result<bool, StoreError> {
        Ok(self.second_factor(person).await?.since.is_some())
    }

    /// Makes a new secret for somebody who has no second step; it asks for nothing before it is confirmed.
    pub async fn begin_second_factor(
        &self,
        person: PersonId,
        now: Moment,
    ) -> Result<(), StoreError> {
        transaction!(&self.db, |tx| {
            sqlx::query(
                "INSERT INTO second_factor (person, secret, last_step) VALUES ($1, $2, 0)
                 ON CONFLICT (person) DO UPDATE SET secret = excluded.secret, last_step = 0
                     WHERE second_factor.confirmed_at IS NULL",
            )
            .bind(person.0)
            .bind(new_secret())
            .execute(&mut *tx)
            .await?;
            audit!(tx, "second_factor_begun", person.0, None::<Uuid>, Some(person), now);
        });
        Ok(())
    }

    /// Turns the second step on where the code is right, ends all sessions but one and returns the recovery
    /// codes; they are nowhere else. A notice goes to `notice`.
    pub async fn confirm_second_factor(
        &self,
        person: PersonId,
        typed: &str,
        keep: Uuid,
        notice: Option<&MailTo>,
        now: Moment,
    ) -> Result<Option<Vec<String>>, StoreError> {
        let codes = new_codes();
        transaction!(&self.db, |tx| {
            hold_regions!(tx, REGIONS_WITH_PLACE, person.0);
            hold_alone!(tx, person);
            sqlx::query("UPDATE second_factor SET last_step = last_step WHERE person = $1")
                .bind(person.0)
                .execute(&mut *tx)
                .await?;
            let row: Option<Vec<u8>> = sqlx::query_scalar(
                "SELECT secret FROM second_factor WHERE person = $1 AND confirmed_at IS NULL",
            )
            .bind(person.0)
            .fetch_optional(&mut *tx)
            .await?;
            let Some(step) = row.and_then(|secret| step_of(&secret, typed, now)) else {
                return Ok(None);
            };
            let on = sqlx::query(
                "UPDATE second_factor SET confirmed_at = $2, last_step = $3
                 WHERE person = $1 AND confirmed_at IS NULL",
            )
            .bind(person.0)
            .bind(now.0)
            .bind(step)
            .execute(&mut *tx)
            .await?;
            if on.rows_affected() == 0 {
                return Ok(None);
            }
            sqlx::query("UPDATE person SET second_factor_reset_at = NULL WHERE id = $1")
                .bind(person.0)
                .execute(&mut *tx)
                .await?;
            put_codes!(tx, person, &codes);
            // Whoever came in with the password alone, comes in no more.
            end_sessions!(tx, person, keep);
            if let Some(to) = notice {
                put_mail!(tx, &MailKind::SecondFactorOn, to, (None, None), None, now);
            }
            audit!(tx, "second_factor_on", person.0, None::<Uuid>, Some(person), now);
        });
        Ok(Some(codes))
    }

    /// Takes a code, if it is right and was never taken before.
    pub async fn take_code(
        &self,
        person: PersonId,
        typed: &str,
        now: Moment,
    ) -> Result<Option<CodeKind>, StoreError> {
        let typed = plain(typed);
        if typed.len() == CODE_DIGITS {
            let taken = self.take_phone_code(person, &typed, now).await?;
            return Ok(taken.then_some(CodeKind::Phone));
        }
        let taken = self.take_recovery_code(person, &typed, now).await?;
        Ok(taken.then_some(CodeKind::Recovery))
    }

    async fn take_phone_code(
        &self,
        person: PersonId,
        typed: &str,
        now: Moment,
    ) -> Result<bool, StoreError> {
        let secret: Option<Vec<u8>> = reading!(&self.db, |pool| {
            sqlx::query_scalar(
                "SELECT secret FROM second_factor WHERE person = $1 AND confirmed_at IS NOT NULL",
            )
            .bind(person.0)
            .fetch_optional(pool)
            .await
        })?;
        let Some(step) = secret.and_then(|secret| step_of(&secret, typed, now)) else {
            return Ok(false);
        };
        let taken = transaction!(&self.db, |tx| {
            // Of two who come with the same code at once, one raises the step.
            let taken = sqlx::query(
                "UPDATE second_factor SET last_step = $2
                 WHERE person = $1 AND last_step < $2 AND confirmed_at IS NOT NULL",
            )
            .bind(person.0)
            .bind(step)
            .execute(&mut *tx)
            .await?;
            0 < taken.rows_affected()
        });
        Ok(taken)
    }

    async fn take_recovery_code(
        &self,
        person: PersonId,
        typed: &str,
        now: Moment,
    ) -> Result<bool, StoreError> {
        let taken = transaction!(&self.db, |tx| {
            let taken = sqlx::query(
                "UPDATE recovery_code SET used_at = $3
                 WHERE code_hash = $2 AND person = $1 AND used_at IS NULL",
            )
            .bind(person.0)
            .bind(hash(person, typed))
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
            if 0 < taken.rows_affected() {
                audit!(tx, "recovery_code_used", person.0, None::<Uuid>, Some(person), now);
            }
            0 < taken.rows_affected()
        });
        Ok(taken)
    }

    /// Makes new recovery codes, which end those before, and returns them; nothing where there is no second step.
    pub async fn renew_codes(
        &self,
        person: PersonId,
        now: Moment,
    ) -> Result<Option<Vec<String>>, StoreError> {
        let codes = new_codes();
        transaction!(&self.db, |tx| {
            hold_alone!(tx, person);
            let on = sqlx::query(
                "UPDATE second_factor SET codes_kept_at = NULL
                 WHERE person = $1 AND confirmed_at IS NOT NULL",
            )
            .bind(person.0)
            .execute(&mut *tx)
            .await?;
            if on.rows_affected() == 0 {
                return Ok(None);
            }
            put_codes!(tx, person, &codes);
            audit!(tx, "recovery_codes_renewed", person.0, None::<Uuid>, Some(person), now);
        });
        Ok(Some(codes))
    }

    /// Notes that somebody kept the recovery codes that they were shown.
    pub async fn codes_were_kept(&self, person: PersonId, now: Moment) -> Result<(), StoreError> {
        transaction!(&self.db, |tx| {
            let kept = sqlx::query(
                "UPDATE second_factor SET codes_kept_at = $2
                 WHERE person = $1 AND confirmed_at IS NOT NULL AND codes_kept_at IS NULL",
            )
            .bind(person.0)
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
            if 0 < kept.rows_affected() {
                audit!(tx, "recovery_codes_kept", person.0, None::<Uuid>, Some(person), now);
            }
        });
        Ok(())
    }

    /// Turns somebody's own second step off; a notice goes to `notice`.
    pub async fn end_second_factor(
        &self,
        person: PersonId,
        notice: Option<&MailTo>,
        now: Moment,
    ) -> Result<(), StoreError> {
        transaction!(&self.db, |tx| {
            hold_regions!(tx, REGIONS_WITH_PLACE, person.0);
            if forget_factor!(tx, person) {
                if let Some(to) = notice {
                    put_mail!(tx, &MailKind::SecondFactorOff, to, (None, None), None, now);
                }
                audit!(tx, "second_factor_off", person.0, None::<Uuid>, Some(person), now);
            }
        });
        Ok(())
    }

    /// Turns somebody else's second step off, ends all their sessions, and leaves word for when they sign in; a
    /// notice goes to `notice`, which whoever signs in instead of them cannot read away. Tells whether there was one.
    pub async fn reset_second_factor(
        &self,
        person: PersonId,
        (region, by): (Option<RegionId>, Option<PersonId>),
        notice: Option<&MailTo>,
        now: Moment,
    ) -> Result<bool, StoreError> {
        transaction!(&self.db, |tx| {
            hold_regions!(tx, REGIONS_WITH_PLACE, person.0);
            hold_alone!(tx, person);
            if !forget_factor!(tx, person) {
                return Ok(false);
            }
            sqlx::query("UPDATE person SET second_factor_reset_at = $2 WHERE id = $1")
                .bind(person.0)
                .bind(now.0)
                .execute(&mut *tx)
                .await?;
            end_sessions!(tx, person, Uuid::nil());
            if let Some(to) = notice {
                put_mail!(tx, &MailKind::SecondFactorReset, to, (None, None), None, now);
            }
            let region = region.map(|region| region.0);
            audit!(tx, "second_factor_reset", person.0, region, by, now);
        });
        Ok(true)
    }

    /// Notes that somebody has read that their second step was turned off.
    pub async fn reset_was_read(&self, person: PersonId, now: Moment) -> Result<(), StoreError> {
        transaction!(&self.db, |tx| {
            sqlx::query("UPDATE person SET second_factor_reset_at = NULL WHERE id = $1")
                .bind(person.0)
                .execute(&mut *tx)
                .await?;
            audit!(tx, "second_factor_reset_read", person.0, None::<Uuid>, Some(person), now);
        });
        Ok(())
    }
}

/// Returns the step of time to which a code belongs, if it is right now.
fn step_of(secret: &[u8], typed: &str, now: Moment) -> Option<i64> {
    let seconds = u64::try_from(now.0 / 1_000_000).ok()?;
    let step = totp(secret)?.check(&plain(typed), seconds)?;
    i64::try_from(step).ok()
}

fn totp(secret: &[u8]) -> Option<Totp> {
    let built = Builder::new().with_algorithm(Algorithm::SHA1).with_skew(SKEW_STEPS);
    built.with_secret(Secret::from(secret.to_vec())).build().ok()
}

/// Makes bytes that nobody can guess: 244 random bits, brought to their length by a hash.
fn random() -> [u8; 32] {
    let drawn = [Uuid::new_v4().into_bytes(), Uuid::new_v4().into_bytes()].concat();
    Sha256::digest(drawn).into()
}

fn new_secret() -> Vec<u8> {
    random()[..SECRET_BYTES].to_vec()
}

/// Makes recovery codes, in groups that a person can read.
fn new_codes() -> Vec<String> {
    let code = |_| {
        let letters = random().map(|byte| char::from(RECOVERY_ALPHABET[usize::from(byte % 32)]));
        let groups = letters[..RECOVERY_CHARS].chunks(4).map(|group| group.iter().collect());
        groups.collect::<Vec<String>>().join("-")
    };
    (0..RECOVERY_CODES).map(code).collect()
}

/// Returns a code as it is compared: without gaps, and whichever way people write what looks alike.
fn plain(typed: &str) -> String {
    let kept = typed.chars().filter(|letter| !letter.is_whitespace() && *letter != '-');
    let alike = kept.take(64).map(|letter| match letter.to_ascii_lowercase() {
        'o' => '0',
        'i' | 'l' => '1',
        other => other,
    });
    alike.collect()
}

/// Returns the hash under which a recovery code of somebody is kept.
fn hash(person: PersonId, code: &str) -> Vec<u8> {
    let mut digest = Sha256::new();
    digest.update(person.0.as_bytes());
    digest.update(plain(code).as_bytes());
    digest.finalize().to_vec()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// The secret of RFC 6238, appendix B, and its codes by their last six digits.
    const SECRET: &[u8] = b"12345678901234567890";

    fn at(seconds: i64) -> Moment {
        Moment(seconds * 1_000_000)
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        for (seconds, code) in
            [(59, "287082"), (1_111_111_109, "081804"), (2_000_000_000, "279037")]
        {
            assert_eq!(step_of(SECRET, code, at(seconds)), Some(seconds / 30), "{code}");
        }
    }

    #[test]
    fn a_phone_may_be_half_a_minute_off_and_no_more() {
        let (code, then) = ("081804", 1_111_111_109);
        for off in [-30, 0, 30] {
            assert_eq!(step_of(SECRET, code, at(then + off)), Some(then / 30), "{off}");
        }
        for off in [-60, 60] {
            assert_eq!(step_of(SECRET, code, at(then + off)), None, "{off}");
        }
        assert_eq!(step_of(SECRET, "081 804", at(then)), Some(then / 30), "as apps show it");
        for wrong in ["", "08180", "0818044", "+81804", "08180a"] {
            assert_eq!(step_of(SECRET, wrong, at(then)), None, "{wrong}");
        }
    }

    #[test]
    fn a_recovery_code_is_read_as_people_type_it() {
        let codes = new_codes();
        assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), RECOVERY_CODES);
        assert!(codes.iter().all(|code| code.len() == RECOVERY_CHARS + 3));
        let person = PersonId(Uuid::from_u128(1));
        let kept = hash(person, "abcd-10ef-0000-1111");
        for typed in ["ABCD 1OEF oooo LiIl", "abcd10ef00001111"] {
            assert_eq!(hash(person, typed), kept, "{typed}");
        }
        assert_ne!(hash(PersonId(Uuid::from_u128(2)), "abcd10ef00001111"), kept);
    }
}
