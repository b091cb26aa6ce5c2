//! The rows of mails that carry a link to one action, written and ended inside transactions of other tables. Such a
//! mail has the id of its link.

/// Writes the row of a mail with a link to an action, inside a transaction.
macro_rules! put_link_mail {
    ($tx:ident, $id:expr, $to:expr, $region:expr, $by:expr, $now:expr) => {{
        let to: &$crate::mail::MailTo = $to;
        sqlx::query(
            "INSERT INTO mail (id, kind, region, recipient, language, created_at, created_by, tries, next_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $6)",
        )
        .bind($id)
        .bind($crate::mail::written(&app::page::MailKind::ActionLink))
        .bind($region.0)
        .bind(&to.recipient)
        .bind(to.language.code())
        .bind($now.0)
        .bind($by.0)
        .execute(&mut *$tx)
        .await?
    }};
}
pub(crate) use put_link_mail;

/// Ends the mails that wait with one of these links to actions, inside a transaction.
macro_rules! drop_link_mails {
    ($tx:ident, $which:literal, [$($bound:expr),+], $now:expr) => {
        sqlx::query(concat!(
            "UPDATE mail SET next_at = NULL, ended_at = $1, trouble = $2
             WHERE kind = $3 AND next_at IS NOT NULL AND id IN (SELECT id FROM action_link WHERE ",
            $which,
            ")"
        ))
        .bind($now.0)
        .bind($crate::mail::written(&app::page::MailTrouble::NotNeeded))
        .bind($crate::mail::written(&app::page::MailKind::ActionLink))
        $(.bind($bound))+
        .execute(&mut *$tx)
        .await?
    };
}
pub(crate) use drop_link_mails;

/// Ends the links to the same action that the same person was mailed before this one, inside a transaction: its mail was
/// sent. One that ended itself meanwhile ends no other.
macro_rules! end_older_links {
    ($tx:ident, $id:expr, $now:expr) => {
        sqlx::query(
            "UPDATE action_link SET ended_at = $2, replaced = TRUE
             WHERE id <> $1 AND token_hash IS NOT NULL AND used_at IS NULL AND ended_at IS NULL
                 AND EXISTS (SELECT 1 FROM action_link sent WHERE sent.id = $1 AND sent.ended_at IS NULL
                     AND sent.region = action_link.region AND sent.action = action_link.action
                     AND sent.person = action_link.person AND action_link.made_at <= sent.made_at)",
        )
        .bind($id)
        .bind($now.0)
        .execute(&mut *$tx)
        .await?
    };
}
pub(crate) use end_older_links;
