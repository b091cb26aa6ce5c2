//! The rows of mails that remind of a review of rights, written and ended inside transactions of other tables.

/// Writes the row of a mail that reminds of a review, inside a transaction.
macro_rules! put_reminder {
    ($tx:ident, $to:expr, $region:expr, $organisation:expr, $now:expr) => {{
        let to: &$crate::mail::MailTo = $to;
        sqlx::query(
            "INSERT INTO mail (id, kind, region, organisation, recipient, language, created_at, tries, next_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $7)",
        )
        .bind(uuid::Uuid::new_v4())
        .bind($crate::mail::written(&app::page::MailKind::ReviewDue))
        .bind($region.0)
        .bind($organisation.0)
        .bind(&to.recipient)
        .bind(to.language.code())
        .bind($now.0)
        .execute(&mut *$tx)
        .await?
    }};
}
pub(crate) use put_reminder;

/// Ends the mails that wait to remind of a review of an organisation, inside a transaction: it was held, or nobody
/// acts for the organisation any more.
macro_rules! drop_reminders {
    ($tx:ident, $region:expr, $organisation:expr, $now:expr) => {
        sqlx::query(
            "UPDATE mail SET next_at = NULL, ended_at = $3, trouble = $4
             WHERE kind = $5 AND region = $1 AND organisation = $2 AND next_at IS NOT NULL",
        )
        .bind($region.0)
        .bind($organisation.0)
        .bind($now.0)
        .bind($crate::mail::written(&app::page::MailTrouble::NotNeeded))
        .bind($crate::mail::written(&app::page::MailKind::ReviewDue))
        .execute(&mut *$tx)
        .await?
    };
}
pub(crate) use drop_reminders;

/// Ends the mails that wait to remind somebody of reviews in a region, inside a transaction: what they may do there
/// changed.
macro_rules! drop_reminders_to {
    ($tx:ident, $region:expr, $person:expr, $now:expr) => {
        sqlx::query(
            "UPDATE mail SET next_at = NULL, ended_at = $3, trouble = $4
             WHERE kind = $5 AND region = $1 AND next_at IS NOT NULL
                 AND recipient = (SELECT login FROM person WHERE id = $2)",
        )
        .bind($region.0)
        .bind($person.0)
        .bind($now.0)
        .bind($crate::mail::written(&app::page::MailTrouble::NotNeeded))
        .bind($crate::mail::written(&app::page::MailKind::ReviewDue))
        .execute(&mut *$tx)
        .await?
    };
}
pub(crate) use drop_reminders_to;
