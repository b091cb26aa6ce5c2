//! Writes days as a calendar (RFC 5545), which calendar programs read.
//!
//! Invariant: every day is one without a time, so that no time zone and no summer time moves it; what people typed
//! can end no line; and no line is longer than 75 bytes.

use app::words::{Words, machine_time};
use domain::{Day, Moment};
use icalendar::{Calendar, Component, Event, EventLike, Property};

use super::FeedDay;

/// Who makes the calendar, as the standard asks.
const MAKER: &str = "-//Ketentafel//Agenda//NL";
/// How often a program is asked to look again: a few times a day.
const LOOK_AGAIN_AFTER: &str = "PT6H";
/// The most bytes of a line (RFC 5545, section 3.1).
const LINE_BYTES_MAX: usize = 75;
/// A second, in microseconds.
const SECOND_US: i64 = 1_000_000;
/// How a line ends.
const END: &str = "\r\n";
/// How a line ends that goes on.
const FOLD: &str = "\r\n ";

/// Writes the calendar of these days; `whole` makes a path of this product an address.
pub(super) fn written(words: Words, days: &[FeedDay], whole: impl Fn(&str) -> String) -> String {
    let mut calendar = Calendar::empty();
    for (name, value) in [
        ("VERSION", "2.0"),
        ("PRODID", MAKER),
        ("CALSCALE", "GREGORIAN"),
        ("X-PUBLISHED-TTL", LOOK_AGAIN_AFTER),
    ] {
        calendar.append_property((name, value));
    }
    calendar.append_property(of_kind("REFRESH-INTERVAL", LOOK_AGAIN_AFTER, "DURATION"));
    calendar.name(words.feed_calendar_name());
    for day in days {
        calendar.push(event(day, &whole(&day.path)));
    }
    folded(&calendar.to_string())
}

fn event(day: &FeedDay, address: &str) -> Event {
    let about = match day.about.is_empty() {
        true => address.to_owned(),
        false => format!("{}\n{address}", plain(&day.about)),
    };
    let mut event = Event::new();
    event
        .uid(&format!("{}.ketentafel", day.id))
        .summary(&plain(&day.title))
        .description(&about)
        .url(address)
        .categories([plain(&day.region)])
        .append_property(of_kind("DTSTART", &date(day.day), "DATE"))
        // The first day that does not belong to it.
        .append_property(of_kind("DTEND", &date(day.day.after(1)), "DATE"))
        .append_property(("DTSTAMP", &stamp(day.changed)[..]))
        // A day by which something is to be done keeps nobody from making appointments.
        .append_property(("TRANSP", "TRANSPARENT"))
        .append_property(("CLASS", "PRIVATE"));
    event
}

fn of_kind(name: &str, value: &str, kind: &str) -> Property {
    Property::new(name, value).append_parameter(("VALUE", kind)).done()
}

/// Writes a day as in `20261123`.
fn date(day: Day) -> String {
    day.to_string().replace('-', "")
}

/// Writes a moment as in `20261123T080000Z`: the standard knows no parts of a second.
fn stamp(Moment(us): Moment) -> String {
    machine_time(Moment(us - us.rem_euclid(SECOND_US))).replace(['-', ':'], "")
}

/// Leaves out what no text of a calendar may hold; what ends a line is written as the standard says.
fn plain(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().filter(|letter| *letter == '\n' || !letter.is_control()).collect()
}

/// Folds every line anew: the library lets the last piece of a long line be a byte too long.
fn folded(text: &str) -> String {
    let mut all = String::with_capacity(text.len() + text.len() / LINE_BYTES_MAX * FOLD.len());
    for line in text.replace(FOLD, "").split_terminator(END) {
        let mut bytes = 0;
        for letter in line.chars() {
            if LINE_BYTES_MAX < bytes + letter.len_utf8() {
                all.push_str(FOLD);
                bytes = 1;
            }
            all.push(letter);
            bytes += letter.len_utf8();
        }
        all.push_str(END);
    }
    all
}

#[cfg(test)]
mod tests {
    use domain::Language;

    use super::*;

    fn day(day: &str, title: &str) -> FeedDay {
        FeedDay {
            id: "actie-1".into(),
            day: day.parse().unwrap(),
            title: title.into(),
            about: "Aangenomen.".into(),
            path: "/regio/1/acties/1".into(),
            region: "Noord, Oost; en \\ West".into(),
            changed: Moment(1_795_420_800_325_301),
        }
    }

    fn of(days: &[FeedDay]) -> String {
        written(Words(Language::Nl), days, |path| format!("https://k.example{path}"))
    }

    /// Returns the value of a line, unfolded and as it was before it was written as text.
    fn value(calendar: &str, name: &str) -> String {
        let whole = calendar.replace(FOLD, "");
        let line = whole.split(END).find(|line| line.starts_with(name)).expect("the line");
        let (_, value) = line.split_once(':').expect("its value");
        let (mut text, mut letters) = (String::new(), value.chars());
        while let Some(letter) = letters.next() {
            text.push(match letter {
                '\\' => match letters.next().expect("what is escaped") {
                    'n' => '\n',
                    other => other,
                },
                other => other,
            });
        }
        text
    }

    #[test]
    fn a_day_ends_where_the_next_begins_also_when_the_clocks_change() {
        for (start, ends) in [
            ("2026-03-28", "20260329"),
            ("2026-03-29", "20260330"),
            ("2026-10-24", "20261025"),
            ("2026-10-25", "20261026"),
            ("2026-12-31", "20270101"),
            ("2028-02-28", "20280229"),
        ] {
            let calendar = of(&[day(start, "Leg de route vast")]);
            let starts = start.replace('-', "");
            assert!(
                calendar.contains(&format!("\r\nDTSTART;VALUE=DATE:{starts}\r\n")),
                "{calendar}"
            );
            assert!(calendar.contains(&format!("\r\nDTEND;VALUE=DATE:{ends}\r\n")), "{calendar}");
            assert!(!calendar.contains("TZID"), "no time zone moves it");
        }
    }

    #[test]
    fn no_text_ends_a_line_or_a_day() {
        let hostile = "a,b;c\\d\r\nEND:VEVENT\r\nSUMMARY:x\rBEGIN:VALARM\n\u{0}\u{7}\"🧭";
        let calendar = of(&[day("2026-12-07", hostile)]);
        let shown = "a,b;c\\d\nEND:VEVENT\nSUMMARY:x\nBEGIN:VALARM\n\"🧭";
        assert_eq!(value(&calendar, "SUMMARY"), shown);
        assert_eq!(calendar.matches("\r\nEND:VEVENT\r\n").count(), 1);
        assert_eq!(calendar.matches("\r\nBEGIN:").count(), 1);
        assert_eq!(calendar.matches("\r\nSUMMARY:").count(), 1);
        assert_eq!(value(&calendar, "CATEGORIES"), "Noord, Oost; en \\ West");
        assert_eq!(
            value(&calendar, "DESCRIPTION"),
            "Aangenomen.\nhttps://k.example/regio/1/acties/1"
        );
        assert_eq!(value(&calendar, "URL"), "https://k.example/regio/1/acties/1");
        assert_eq!(value(&calendar, "DTSTAMP"), "20261123T080000Z");
    }

    #[test]
    fn lines_are_folded_between_letters_and_within_75_bytes() {
        // Of every length around a fold, with letters of one to four bytes.
        for letter in ["a", "é", "虎", "🧭", " "] {
            for long in (0..230).chain([10_000]) {
                let title = format!("x{}", letter.repeat(long));
                let calendar = of(&[day("2026-12-07", &title)]);
                assert!(calendar.split(END).all(|line| line.len() <= LINE_BYTES_MAX));
                assert_eq!(value(&calendar, "SUMMARY"), title);
            }
        }
    }
}
