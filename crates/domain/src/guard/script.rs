//! A text as the guard reads it: character by character, in small letters, with plain digits.

use super::days;

/// A text and its characters. What the guard looks for is found from a digit or a sign of a mail address, so
/// that a text with few of them is read quickly.
pub(super) struct Script {
    /// The characters in small letters, one for each of the text.
    pub chars: Vec<char>,
    /// Where each group of digits starts.
    pub numbers: Vec<usize>,
    /// Where a sign of a mail address may start.
    pub signs: Vec<usize>,
    /// Where each whole date stands.
    pub days: Vec<(usize, usize)>,
}

/// People as they are named in a case: one of them, and no word that policy uses for everybody ("ouder en kind").
const PEOPLE: [&str; 38] = [
    "meisje",
    "jongen",
    "slachtoffer",
    "dader",
    "verdachte",
    "cliënt",
    "client",
    "cliënte",
    "cliente",
    "jongere",
    "minderjarige",
    "pupil",
    "leerling",
    "leerlinge",
    "patiënt",
    "patiënte",
    "bewoonster",
    "dochter",
    "zoon",
    "moeder",
    "vader",
    "broer",
    "broertje",
    "zus",
    "zusje",
    "vriend",
    "vriendin",
    "mevrouw",
    "meneer",
    "dhr",
    "pleegkind",
    "pleegmoeder",
    "pleegvader",
    "loverboy",
    "tante",
    "oom",
    "oma",
    "opa",
];

/// Words, or parts of longer ones, that name papers and what is in them: a code, a date or a number beside them is
/// theirs ("collegebesluit BW-25-11").
const PAPERS: [&str; 55] = [
    "aanbested",
    "aanwijzing",
    "actiepunt",
    "agenda",
    "amendement",
    "arrangement",
    "artikel",
    "begroting",
    "beleid",
    "besluit",
    "bijeenkomst",
    "bijlage",
    "brief",
    "circulaire",
    "code",
    "contract",
    "convenant",
    "dossier",
    "factuur",
    "folder",
    "formulier",
    "handboek",
    "handreiking",
    "hoofdstuk",
    "kenmerk",
    "kwaliteit",
    "maatregel",
    "module",
    "motie",
    "notitie",
    "nota",
    "nummer",
    "overeenkomst",
    "overleg",
    "paragraaf",
    "perceel",
    "plan",
    "product",
    "programma",
    "project",
    "protocol",
    "rapport",
    "regeling",
    "richtlijn",
    "subsidie",
    "systeem",
    "tabel",
    "training",
    "uitspraak",
    "vergadering",
    "verordening",
    "versie",
    "vonnis",
    "werkwijze",
    "ecli",
];

/// Tells whether a word names somebody as in a case.
pub(super) fn is_somebody(word: &str) -> bool {
    PEOPLE.contains(&word)
}

/// Returns a character as it is compared: small, and a digit of another width as its own digit.
fn plain(c: char) -> char {
    match c {
        c if c.is_ascii() => c.to_ascii_lowercase(),
        '\u{ff01}'..='\u{ff5e}' => {
            let narrow = char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c);
            narrow.to_ascii_lowercase()
        }
        '\u{660}'..='\u{669}' => char::from_digit(u32::from(c) - 0x660, 10).unwrap_or(c),
        '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}' => ' ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{2018}' | '\u{2019}' => '\'',
        c => c.to_lowercase().next().unwrap_or(c),
    }
}

/// Returns whether nobody sees a character that stays in a text: joiners, which emoji and other scripts need,
/// what chooses between the forms of a sign, and letters without a form. The guard looks through them.
const fn is_looked_through(c: char) -> bool {
    matches!(c, '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200c}' | '\u{200d}' | '\u{2065}' | '\u{206a}'..='\u{206f}'
        | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// Returns a text as it is seen, and where each of its characters stands in the whole; nothing where it is seen
/// as it is.
pub(super) fn as_seen(text: &str) -> Option<(String, Vec<usize>)> {
    // All of them are written with a first byte like this, and no letter of Dutch is.
    let may_hide = text.bytes().any(|byte| 0xcd <= byte);
    if !may_hide || !text.chars().any(is_looked_through) {
        return None;
    }
    let (places, seen) = text.chars().enumerate().filter(|(_, c)| !is_looked_through(*c)).unzip();
    Some((seen, places))
}

impl Script {
    /// Reads a text.
    pub fn of(text: &str) -> Self {
        let mut script = Self {
            chars: Vec::with_capacity(text.len()),
            numbers: vec![],
            signs: vec![],
            days: vec![],
        };
        let mut before = ' ';
        for c in text.chars().map(plain) {
            match c {
                '0'..='9' if !before.is_ascii_digit() => script.numbers.push(script.chars.len()),
                '@' | '(' | '[' | '{' => script.signs.push(script.chars.len()),
                // "apenstaartje" is read from its second letter.
                'p' if before == 'a' => script.signs.push(script.chars.len() - 1),
                _ => {}
            }
            before = c;
            script.chars.push(c);
        }
        script.days = days::all(&script);
        script
    }

    /// Returns the character at a place.
    pub fn at(&self, place: usize) -> Option<char> {
        self.chars.get(place).copied()
    }

    /// Returns the digit at a place.
    pub fn digit(&self, place: usize) -> Option<u32> {
        self.at(place)?.to_digit(10)
    }

    /// Tells whether a letter or digit stands right before a place.
    pub fn follows_word(&self, place: usize) -> bool {
        let before = place.checked_sub(1).and_then(|before| self.at(before));
        before.is_some_and(char::is_alphanumeric)
    }

    /// Returns the sentence around a stretch, at most so many characters to each side.
    pub fn around(&self, start: usize, end: usize, most: usize) -> (usize, usize) {
        let first = (start.saturating_sub(most)..start).rev().find(|at| self.ends_sentence(*at));
        let last = (end..(end + most).min(self.chars.len())).find(|at| self.ends_sentence(*at));
        let first = first.map_or(start.saturating_sub(most), |at| at + 1);
        (first, last.unwrap_or((end + most).min(self.chars.len())))
    }

    /// A full stop ends a sentence where the word before it is no abbreviation: longer than four letters,
    /// or a number, and a space follows.
    fn ends_sentence(&self, at: usize) -> bool {
        match self.at(at) {
            Some('\n' | '!' | '?') => true,
            Some('.') => {
                let is_word = |place: &usize| self.at(*place).is_some_and(char::is_alphanumeric);
                let letters = (0..at).rev().take_while(is_word).count();
                4 < letters && self.at(at + 1).is_some_and(char::is_whitespace)
            }
            _ => false,
        }
    }

    /// Returns where the word before a place stands, over spaces.
    pub fn word_before(&self, place: usize) -> Option<(usize, usize)> {
        let before = |place: usize| place.checked_sub(1).and_then(|before| self.at(before));
        let mut end = place;
        while before(end).is_some_and(|c| matches!(c, ' ' | ',')) {
            end -= 1;
        }
        let mut start = end;
        while before(start).is_some_and(char::is_alphanumeric) {
            start -= 1;
        }
        (start < end).then_some((start, end))
    }

    /// Returns the words of a stretch.
    pub fn words(&self, (start, end): (usize, usize)) -> Vec<String> {
        let stretch = self.chars.get(start..end).unwrap_or_default();
        let words = stretch.split(|c| !c.is_alphanumeric());
        words.filter(|word| !word.is_empty()).map(|word| word.iter().collect()).collect()
    }

    /// Tells whether one of these words stands in a stretch.
    pub fn says(&self, stretch: (usize, usize), words: &[&str]) -> bool {
        self.words(stretch).iter().any(|word| words.contains(&word.as_str()))
    }

    /// Tells whether somebody is named in a stretch as in a case.
    pub fn names_somebody(&self, stretch: (usize, usize)) -> bool {
        self.says(stretch, &PEOPLE)
    }

    /// Tells whether a paper is named in a stretch.
    pub fn names_paper(&self, stretch: (usize, usize)) -> bool {
        let is_paper = |word: &String| {
            matches!(word.as_str(), "art" | "nr" | "iso" | "nen" | "bw" | "sr")
                || word.ends_with("wet")
                || PAPERS.iter().any(|paper| word.contains(paper))
        };
        self.words(stretch).iter().any(is_paper)
    }
}
