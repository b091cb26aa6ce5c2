//! Gives a letter the form of a mail: plain text, and the same with a link to press.

use std::time::{Duration, SystemTime};

use app::words::Letter;
use domain::{Language, Moment};
use lettre::{
    Address, Message,
    message::{
        Mailbox, MultiPart,
        header::{Header, HeaderName, HeaderValue},
    },
};
use uuid::Uuid;

/// Longer mail addresses are not taken: the sign-in form knows no longer names.
const ADDRESS_CHARS_MAX: usize = 100;

/// Why a letter has no form of a mail.
#[derive(Debug, thiserror::Error)]
pub enum LetterError {
    /// The address is none.
    #[error("this is no mail address")]
    Address(#[from] lettre::address::AddressError),
    /// Something else.
    #[error("the mail cannot be written")]
    Mail(#[from] lettre::error::Error),
}

/// Tells whether a text has the form of a mail address, in plain letters: two that look alike are the same.
pub fn is_address(login: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+' | '@');
    let Some((name, domain)) = login.split_once('@') else { return false };
    let labels = || domain.split('.');
    login.len() <= ADDRESS_CHARS_MAX
        && login.chars().all(plain)
        && !name.is_empty()
        && !domain.contains('@')
        && 2 <= labels().count()
        && labels().all(|label| !label.is_empty())
}

/// Says that a program sent it, so that no other program answers (RFC 3834).
#[derive(Clone, Debug)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// Writes a mail. Each try of the same mail has the same name, so that mail servers can tell that they have it.
pub(super) fn message(
    letter: &Letter,
    (from, to): (&Mailbox, &str),
    language: Language,
    (id, now): (Uuid, Moment),
) -> Result<Message, LetterError> {
    let to: Address = to.parse()?;
    let sent = SystemTime::UNIX_EPOCH + Duration::from_micros(u64::try_from(now.0).unwrap_or(0));
    let message = Message::builder()
        .from(from.clone())
        .to(Mailbox::new(None, to))
        .subject(&letter.subject)
        .date(sent)
        .message_id(Some(format!("<{id}@{}>", from.email.domain())))
        .header(AutoSubmitted)
        .multipart(MultiPart::alternative_plain_html(plain(letter), html(letter, language)))?;
    Ok(message)
}

fn plain(letter: &Letter) -> String {
    let linked = |(label, address): &(String, String)| format!("{label}:\n{address}");
    let mut parts = letter.before.clone();
    for (heading, items) in &letter.sections {
        parts.push(format!("{heading}\n{}", "-".repeat(heading.chars().count())));
        parts.extend(items.iter().map(|(said, address)| format!("* {said}\n  {address}")));
    }
    parts.push(linked(&letter.link));
    parts.extend(letter.after.iter().cloned());
    parts.extend(letter.foot.iter().map(linked));
    parts.join("\n\n") + "\n"
}

fn html(letter: &Letter, language: Language) -> String {
    let paragraph = |text: &String| format!("<p>{}</p>\n", escape(text));
    let (label, address) = &letter.link;
    let (label, address) = (escape(label), escape(address));
    let before: String = letter.before.iter().map(paragraph).collect();
    let sections: String = letter.sections.iter().map(section).collect();
    let after: String = letter.after.iter().map(paragraph).collect();
    let foot: String =
        letter.foot.iter().map(|foot| format!("<p>{}</p>\n", anchor(foot))).collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{}</title></head>\
         <body style=\"font-family: sans-serif; font-size: 16px; line-height: 1.5; max-width: 36em\">\n\
         {before}{sections}<p><a href=\"{address}\">{label}</a></p>\n<p style=\"font-size: 14px\">{address}</p>\n\
         {after}{foot}</body></html>\n",
        language.code(),
        escape(&letter.subject),
    )
}

fn section((heading, items): &(String, Vec<(String, String)>)) -> String {
    let item = |item: &(String, String)| format!("<li>{}</li>\n", anchor(item));
    let items: String = items.iter().map(item).collect();
    format!("<h2 style=\"font-size: 16px\">{}</h2>\n<ul>\n{items}</ul>\n", escape(heading))
}

fn anchor((label, address): &(String, String)) -> String {
    format!("<a href=\"{}\">{}</a>", escape(address), escape(label))
}

fn escape(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter() -> Letter {
        Letter {
            subject: "Uitnodiging\r\nBcc: iedereen@voorbeeld.nl".into(),
            before: vec!["<script>alert(1)</script> & meer".into()],
            sections: vec![(
                "Regio <b>".into(),
                vec![("Een & twee".into(), "https://k.example/1".into())],
            )],
            link: ("Bekijk".into(), "https://k.example/uitnodiging/1?a=\"&b".into()),
            after: vec!["Tot ziens".into()],
            foot: Some(("Minder mail".into(), "https://k.example/2".into())),
        }
    }

    #[test]
    fn what_people_named_makes_no_header_and_no_markup() {
        let from: Mailbox = "Ketentafel <noreply@k.example>".parse().unwrap();
        let at = (Uuid::nil(), Moment(1_795_420_800_000_000));
        let mail = message(&letter(), (&from, "a@b.nl"), Language::Nl, at).unwrap();
        let text = String::from_utf8(mail.formatted()).unwrap();
        let (head, _) = text.split_once("\r\n\r\n").unwrap();
        assert!(!head.lines().any(|line| line.starts_with("Bcc:")), "{head}");
        assert!(head.contains("Auto-Submitted: auto-generated"), "{head}");
        let html = html(&letter(), Language::Nl);
        assert!(!html.contains("<script>"), "{html}");
        assert!(html.contains("?a=&quot;&amp;b\">Bekijk"), "{html}");
        assert!(html.contains("Regio &lt;b&gt;"), "{html}");
    }

    #[test]
    fn what_is_told_one_by_one_has_a_link_each_in_both_forms() {
        let (plain, html) = (plain(&letter()), html(&letter(), Language::Nl));
        assert!(plain.contains("* Een & twee\n  https://k.example/1\n"), "{plain}");
        assert!(plain.ends_with("Tot ziens\n\nMinder mail:\nhttps://k.example/2\n"), "{plain}");
        assert!(
            html.contains("<li><a href=\"https://k.example/1\">Een &amp; twee</a></li>"),
            "{html}"
        );
        assert!(html.contains("<a href=\"https://k.example/2\">Minder mail</a>"), "{html}");
    }

    #[test]
    fn an_address_is_written_in_plain_letters() {
        for good in ["beleid@waterdam.nl", "j-w+test@zorg.example.org", "a@b.nl"] {
            assert!(is_address(good), "{good}");
        }
        for wrong in [
            "",
            "a",
            "a@b",
            "@b.nl",
            "a@",
            "a@b..nl",
            "a@.nl",
            "a b@c.nl",
            "a@b@c.nl",
            // Letters of another script that look like ours.
            "\u{0430}dmin@waterdam.nl",
            "admin@w\u{0430}terdam.nl",
            "a@b.nl\u{200b}",
            "a@b.nl\r\nBcc: c@d.nl",
        ] {
            assert!(!is_address(wrong), "{wrong}");
        }
        assert!(!is_address(&format!("{}@b.nl", "a".repeat(200))));
    }
}
