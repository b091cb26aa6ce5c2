//! Mail addresses of people.
//!
//! An address is somebody's own at a provider where people have theirs; at any other domain it is one of work.

use super::script::Script;
use super::{Finding, Pattern};

/// Providers where people have their own address, in every country: the name before the last dot.
const BRANDS: [&str; 14] = [
    "gmail",
    "googlemail",
    "hotmail",
    "outlook",
    "live",
    "msn",
    "icloud",
    "yahoo",
    "ymail",
    "gmx",
    "protonmail",
    "proton",
    "tutanota",
    "aol",
];
/// Providers by their whole domain.
const PROVIDERS: [&str; 34] = [
    "ziggo.nl",
    "kpnmail.nl",
    "planet.nl",
    "xs4all.nl",
    "home.nl",
    "hetnet.nl",
    "chello.nl",
    "upcmail.nl",
    "casema.nl",
    "quicknet.nl",
    "telfort.nl",
    "online.nl",
    "tele2.nl",
    "zonnet.nl",
    "caiway.nl",
    "caiway.net",
    "freeler.nl",
    "solcon.nl",
    "kpnplanet.nl",
    "wanadoo.nl",
    "tiscali.nl",
    "versatel.nl",
    "wxs.nl",
    "multiweb.nl",
    "delta.nl",
    "zeelandnet.nl",
    "telenet.be",
    "skynet.be",
    "web.de",
    "t-online.de",
    "me.com",
    "mac.com",
    "mail.com",
    "snapchat.com",
];
/// Other ways to write the sign of a mail address.
const SIGNS: [&str; 4] = ["(at)", "[at]", "{at}", "apenstaartje"];

/// Finds addresses.
pub(super) fn emails(script: &Script) -> Vec<Finding> {
    let mut findings = Vec::new();
    for at in script.signs.iter().copied() {
        let Some(sign) = sign_at(script, at) else { continue };
        let (start, end) = (name_before(script, at), domain_after(script, at + sign));
        let Some((from, end)) = end else { continue };
        if start < at && is_of_people(&script.chars[from..end]) {
            findings.push(Finding { pattern: Pattern::Email, start, end });
        }
    }
    findings
}

/// Returns how long the sign is that stands here.
fn sign_at(script: &Script, at: usize) -> Option<usize> {
    match script.at(at)? {
        '@' => return Some(1),
        '(' | '[' | '{' | 'a' => {}
        _ => return None,
    }
    let rest = &script.chars[at..];
    let sign = SIGNS.iter().find(|sign| {
        sign.chars().count() <= rest.len()
            && sign.chars().zip(rest).all(|(one, other)| one == *other)
    });
    sign.map(|sign| sign.len())
}

fn name_before(script: &Script, sign: usize) -> usize {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '%' | '\'');
    let mut end = sign;
    while end.checked_sub(1).and_then(|before| script.at(before)) == Some(' ') {
        end -= 1;
    }
    let mut start = end;
    while start.checked_sub(1).and_then(|before| script.at(before)).is_some_and(fits) {
        start -= 1;
    }
    // Nothing but spaces before it is no name.
    if start == end { sign } else { start }
}

fn domain_after(script: &Script, after: usize) -> Option<(usize, usize)> {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let mut start = after;
    while script.at(start)? == ' ' {
        start += 1;
    }
    let mut end = start;
    while script.at(end).is_some_and(fits) {
        end += 1;
    }
    while start < end && script.at(end - 1) == Some('.') {
        end -= 1;
    }
    (start < end).then_some((start, end))
}

fn is_of_people(domain: &[char]) -> bool {
    let domain: String = domain.iter().collect();
    // "live.nl.Spreekt": the next sentence may follow at once.
    let ends = domain.match_indices('.').map(|(at, _)| at).chain([domain.len()]).skip(1);
    ends.into_iter().any(|end| is_provider(&domain[..end]))
}

fn is_provider(domain: &str) -> bool {
    let labels: Vec<&str> = domain.split('.').collect();
    let is_at = |provider: &str| {
        domain.strip_suffix(provider).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    let of_brand = match labels.as_slice() {
        [.., brand, "co", _] | [.., brand, _] => BRANDS.contains(brand),
        _ => false,
    };
    of_brand || PROVIDERS.iter().any(|provider| is_at(provider))
}
