//! Sentences that tell of somebody.
//!
//! No single word tells a case from policy: "slachtoffer" and "aangifte" stand in both. So each sentence is
//! weighed: what points to one person and to what befell them counts for it, what points to a rule, a group
//! or an agreement counts against it. A warning asks the writer; it decides nothing.
//! The words and weights were set by hand on the corpus in `tests/guard/`.

use std::sync::LazyLock;

use super::Phrase;
use super::script::Script;

/// A sentence of this weight seems to tell of somebody.
const TELLS: i32 = 3;

/// What a word points to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Cue {
    /// One person, by what they are to somebody: "dochter".
    Relative,
    /// One person, by what they are in a case: "slachtoffer".
    Person,
    /// Somebody who was named before: "ze".
    She,
    /// The same of a man: "hij".
    He,
    /// "haar": somebody who was named before, also whose somebody is.
    Theirs,
    /// "onze": whose somebody is.
    Ours,
    /// "dit": one that is known.
    This,
    /// What is done to people: "dwingt".
    Harm,
    /// What befell somebody, as it stands at the end of a sentence: "weggelopen".
    Done,
    /// What somebody did, in the past: "belde".
    Told,
    /// What is or has to be, of one: "is".
    Being,
    /// Things that turn up in cases: "hotelkamer".
    Thing,
    /// A moment that only a case has: "gisteren".
    Moment,
    /// A moment beside that: "inmiddels".
    Lately,
    /// "ouders": a group, or somebody's.
    Parents,
    /// Who tells: "ik".
    Narrator,
    /// "van", between somebody and whose somebody it is.
    Of,
    /// Behind a number, somebody of that age: "jarige".
    Aged,
    /// Somebody of an age: "zestienjarige".
    Years,
    /// "en", between two who are spoken of in general: "slachtoffer en dader".
    And,
    /// Behind a number that is no age: "februari".
    Measure,
    /// A rule or a condition: "wanneer".
    General,
    /// Several of a kind, and words that rules begin with: "slachtoffers", "bij".
    Group,
}

/// The words that point somewhere.
const WORDS: &[(Cue, &str)] = &[
    (
        Cue::Relative,
        "dochter zoon zoontje dochtertje moeder vader pa ma broer broertje zus zusje vriend vriendje vriendin \
         vriendinnetje stiefvader stiefmoeder ex tante oom oma opa nichtje neef nicht pleegmoeder pleegvader \
         pleegouders mentor stagiaire huisgenoot huisgenote familie voogd gezinsvoogd buurman buurvrouw \
         klasgenoot",
    ),
    (
        Cue::Person,
        "meisje jongen slachtoffer dader verdachte cliënt client cliënte cliente jongere minderjarige pupil \
         pupillen leerling leerlinge patiënt patiënte bewoonster bezoekster mevrouw meneer dhr mw pleegkind \
         loverboy pooier dame jongedame vrouw kind tiener puber studente meid jongeman man kerel zusjes zussen \
         betrokkene gozer scholier scholiere mentorleerling tweeling jongste oudste jeugdige",
    ),
    (Cue::She, "ze zij"),
    (Cue::He, "hij hem"),
    (Cue::Theirs, "haar d'r"),
    (Cue::Ours, "onze ons mijn zijn"),
    (Cue::This, "dit deze die dat dezelfde betreffende"),
    (Cue::Parents, "ouders"),
    (Cue::Narrator, "ik mij"),
    (Cue::Of, "van"),
    (Cue::Aged, "jarig jarige jr"),
    (
        Cue::Years,
        "elfjarige twaalfjarige dertienjarige veertienjarige vijftienjarige zestienjarige zeventienjarige \
         achttienjarige negentienjarige",
    ),
    (Cue::And, "en"),
    (
        Cue::Measure,
        "januari februari maart april mei juni juli augustus september oktober november december uur minuten \
         dagen weken maanden euro keer",
    ),
    (
        Cue::Harm,
        "dwingt dwong slaat sloeg mishandelt mishandelde misbruikt misbruikte verkracht verkrachtte bedreigt \
         bedreigde dreigt dreigde gedreigd chanteert chanteerde stalkt stalkte opgesloten vastgehouden \
         vasthielden littekens overdosis blauw letsel brandplekken verkocht",
    ),
    (
        Cue::Done,
        "gedwongen mishandeld geslagen bedreigd gechanteerd weggelopen opgehaald gevlucht vermist \
         teruggekomen thuisgekomen aangerand meegenomen afgepakt gefilmd zwanger verteld ingetrokken \
         opgenomen ingepalmd benaderd weggebleven absent verliefd verslaafd bevallen onderkoeld radeloos \
         geronseld spoorloos overleden verhangen gesneden doorzocht soa teruggebracht teruggevonden aangetroffen zichzelf",
    ),
    (
        Cue::Told,
        "belde vertelde zei kreeg ging liep kwam zat woonde wilde durfde stuurde vroeg bleef nam haalde bracht \
         verdween zag hoorde gaf moest ontmoette raakte sprak weigerde appte betaalde sliep ontdekte begon \
         kocht huilde beloofde schrok liet was had werd bleek vond vonden deed hoorden kregen aansprak \
         aanbelde verborg zaten wist trof herkende legde sprong vluchtte ontsnapte viel droeg hield gooide \
         schreef reed las dacht bekende gebruikte verbleef keerde pakte trok sloot stal dronk wachtte stapte \
         noemde verklaarde verzweeg bood stond lag riep leende klaagde logeerde spijbelde kende mocht zou \
         hoefde probeerde zagen leek antwoordde verwende",
    ),
    (
        Cue::Being,
        "is heeft wil durft zit woont moet wordt slaapt staat komt krijgt zegt gaat verblijft belt werkt eet \
         ziet rijdt mag weet ligt loopt blijkt schrijft meeneemt drinkt ontkent wacht gebruikt slikt \
         spijbelt praat vertelt denkt biedt weigert geeft kent stapt",
    ),
    (
        Cue::Thing,
        "naaktfoto naaktfoto's filmpje filmpjes video's hotel hotelkamer cadeaus cadeautjes telefoon schulden \
         drugs snapchat instagram mannen auto klanten plekken paspoort appje abortus condooms cash seksclub \
         woning kamer foto foto's advertentie baby buik pols lip tattoo tatoeëren nachtmerries hondje wraak suïcidepoging \
         briefje matras shishalounge vals valse jas appartement douche raam klant",
    ),
    (
        Cue::Moment,
        "gisteren eergisteren vannacht vanochtend vanmiddag vanmorgen gisteravond gisternacht maandag dinsdag \
         woensdag donderdag vrijdag zaterdag zondag afgelopen weekend",
    ),
    (
        Cue::Lately,
        "vandaag vorige vorig inmiddels alweer ineens weer nu opnieuw nog zomer sinds uiteindelijk steeds meer eerder al \
         alleen terug pas toen geleden nooit onlangs laatst najaar voorjaar",
    ),
    (
        Cue::General,
        "als wanneer indien stel bijvoorbeeld elk ieder iedere iedereen kan kunnen mogen altijd vaak soms \
         meestal welke protocol training afspraak afspraken gemeente gemeenten beleid meldcode \
         convenant zodra regio geldt artikel doelgroep folder voorlichting zolang tenzij gemiddeld wet casus \
         fictieve lespakket film verwijst behalve beperking signalen hulpverleners hulpverlener \
         jeugdwet wmo bereikbaar collega collega's overleg overlegt vergadering agenda mail mailt notulen contactpersoon \
         planning kantoor aanwezig besproken bespreken uitzoeken checklist ronde stuurgroep teamleider \
         vragenlijst antwoord antwoorden besluit theatervoorstelling toneelstuk actrice hoeft belangrijk of verzonnen betekent valt procent strafbaar ongeacht \
         portefeuillehouder stichting organisatie college bestuur directeur",
    ),
    (
        Cue::Group,
        "elke hoe wie slachtoffers meisjes jongens jongeren kinderen jeugdigen daders cliënten leerlingen professionals worden veel \
         aantal ook bij mensen voor volgens moeten instelling aangifte",
    ),
];

/// How many places the table of words has: many times the number of words, so that most other words find
/// theirs empty.
const PLACES: usize = 4_096;

/// The words that point somewhere, found by where [`place`] puts them.
struct Table {
    /// Which places are taken, a bit for each: few enough to stay at hand while a text is read.
    taken: [u64; PLACES / 64],
    words: Vec<Vec<(Vec<char>, Cue)>>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table { taken: [0; PLACES / 64], words: vec![vec![]; PLACES] };
    for (cue, words) in WORDS {
        for word in words.split_whitespace() {
            let word: Vec<char> = word.chars().collect();
            let place = place(&word);
            table.taken[place / 64] |= 1 << (place % 64);
            table.words[place].push((word, *cue));
        }
    }
    table
});

/// Returns where a word stands in the table: by its length and four of its letters.
fn place(word: &[char]) -> usize {
    let last = word.len() - 1;
    let letter = |at: usize| u32::from(word[at.min(last)]) as usize;
    (letter(0) * 31 + letter(1) * 173 + letter(last) * 7 + letter(last / 2) * 331 + last * 61)
        % PLACES
}

impl Table {
    fn cue(&self, word: &[char]) -> Option<Cue> {
        let place = place(word);
        if self.taken[place / 64] & 1 << (place % 64) == 0 {
            return None;
        }
        self.words[place].iter().find(|(known, _)| known == word).map(|(_, cue)| *cue)
    }
}

/// What was found in a sentence, and how often.
#[derive(Default)]
struct Weighing {
    /// People.
    people: i32,
    /// People who are somebody's, ours, or known.
    known: i32,
    /// Whether it begins with somebody, as in a telegram.
    telegram: bool,
    /// People of an age.
    age: i32,
    /// People who were named before.
    they: i32,
    /// The same by "haar", which an organisation may be as well.
    theirs: i32,
    /// What those people are or do.
    subject: i32,
    harm: i32,
    done: i32,
    told: i32,
    things: i32,
    moments: i32,
    lately: i32,
    general: i32,
    groups: i32,
    /// What was done, by the form of the word: "weggehaald".
    perfect: i32,
    /// A man and a woman who were named before.
    he: bool,
    she: bool,
}

impl Weighing {
    fn total(&self) -> i32 {
        let named = self.they + self.theirs;
        let somebody = self.people.min(2)
            + 2 * self.known.min(1)
            + 2 * i32::from(self.telegram)
            + 2 * self.age.min(2)
            + named.min(3)
            + 2 * self.subject.min(2)
            + i32::from(self.he && self.she);
        let befell = 2 * self.harm.min(1)
            + self.done.min(2)
            + self.told.min(2)
            + self.things.min(1)
            + 2 * self.moments.min(1)
            + self.lately.min(2)
            + if 0 < named + self.known || self.telegram { self.perfect.min(1) } else { 0 };
        // Who is only named does nothing. "Zij" may be a colleague and "haar" an organisation's, unless
        // more befell them than that they did something.
        let both = self.he && self.she;
        let is_somebody = both || 0 < self.people + self.known + self.age;
        let beside_doing = befell - self.told.min(2) - self.lately.min(1);
        let is_told_of = match (is_somebody, 0 < self.they, 0 < self.theirs) {
            (true, ..) => 0 < befell + self.subject + self.age,
            (false, true, _) => 0 < beside_doing,
            (false, false, true) => 2 <= befell + self.subject,
            (false, false, false) => false,
        };
        if !is_told_of {
            return 0;
        }
        let rules = 3 * self.general + self.groups.min(2);
        somebody + befell - rules
    }
}

/// Finds the sentences that seem to tell of somebody.
pub(super) fn phrases(script: &Script) -> Vec<Phrase> {
    let chars = &script.chars;
    let mut phrases = Vec::new();
    let mut sentence = Sentence::default();
    let (mut start, mut word) = (0, 0);
    for (at, c) in chars.iter().chain([&'\n']).enumerate() {
        if c.is_alphanumeric() || *c == '\'' {
            continue;
        }
        if word < at {
            sentence.read(&chars[word..at]);
        }
        word = at + 1;
        if at == chars.len() || ends(script, at) {
            // Whoever asks something tells nothing.
            if *c != '?' && TELLS <= sentence.found.total() {
                phrases.push(trimmed(script, start, at));
            }
            (start, sentence) = (at + 1, Sentence::default());
        }
    }
    phrases
}

/// Words behind which a full stop ends no sentence.
const ABBREVIATIONS: &[&str] = &[
    "bijv", "jr", "dhr", "mw", "mevr", "art", "tel", "nr", "evt", "incl", "excl", "ca", "resp",
    "dr", "drs", "ing", "mr", "gem", "vgl", "blz", "max", "min", "st", "enz", "etc", "ivm", "mbt",
    "dwz",
];

/// Tells whether a sentence ends here: a full stop does where a space follows, unless it shortens a word.
fn ends(script: &Script, at: usize) -> bool {
    match script.at(at) {
        Some('\n' | '!' | '?') => true,
        Some('.') => {
            let follows = script.at(at + 1).is_none_or(char::is_whitespace);
            let is_letter = |place: &usize| {
                matches!(script.chars[*place], '\'' | 'a'..='z')
                    || script.chars[*place].is_alphanumeric()
            };
            let letters = (0..at).rev().take_while(is_letter).count();
            let word: String = script.chars[at - letters..at].iter().collect();
            let is_letter_alone = letters == 1 && word.chars().all(char::is_alphabetic);
            follows && !is_letter_alone && !ABBREVIATIONS.contains(&word.as_str())
        }
        _ => false,
    }
}

/// Returns a sentence without what stands around it: the same one is the same wherever it stands.
fn trimmed(script: &Script, start: usize, end: usize) -> Phrase {
    let is_around = |at: &usize| script.at(*at).is_none_or(|c| !c.is_alphanumeric());
    let first = (start..end).find(|at| !is_around(at)).unwrap_or(start);
    let last = (start..end).rev().find(|at| !is_around(at)).map_or(end, |at| at + 1);
    Phrase { start: first, end: last }
}

/// A sentence as far as it was read: each word is weighed with those before it.
struct Sentence {
    found: Weighing,
    /// The cue of the word before, and of the one before that.
    before: Option<Cue>,
    earlier: Option<Cue>,
    /// How many words ago somebody stood.
    since_person: usize,
    /// How many words ago "van" stood, and whether it stood right behind somebody.
    last_of: usize,
    of_person: bool,
    /// Whether the word before may be an age.
    was_age: bool,
    is_first: bool,
}

impl Default for Sentence {
    fn default() -> Self {
        Sentence {
            found: Weighing::default(),
            before: None,
            earlier: None,
            since_person: usize::MAX,
            last_of: usize::MAX,
            of_person: false,
            was_age: false,
            is_first: true,
        }
    }
}

impl Sentence {
    fn follows_them(&self) -> bool {
        matches!(self.before, Some(Cue::She | Cue::He))
    }

    /// Weighs the next word. Size: one arm for each kind of word.
    fn read(&mut self, word: &[char]) {
        self.since_person = self.since_person.saturating_add(1);
        self.last_of = self.last_of.saturating_add(1);
        let cue = if word[0].is_ascii_digit() { None } else { TABLE.cue(word) };
        match cue {
            Some(Cue::Relative | Cue::Person) => {
                self.found.people += 1;
                self.found.telegram |= self.is_first;
                self.since_person = 0;
                let pair = self.before == Some(Cue::And) && self.earlier == Some(Cue::Person);
                self.found.general += i32::from(pair);
                // "de vader van de leerling", "de ex van cliënte".
                let of_somebody = self.last_of <= 2 && self.of_person;
                let belongs = |cue| matches!(cue, Some(Cue::Theirs | Cue::Ours));
                self.found.known += i32::from(of_somebody);
                if belongs(self.before)
                    || self.before.is_none() && belongs(self.earlier)
                    || self.before == Some(Cue::This)
                {
                    self.found.known += 1;
                }
            }
            Some(Cue::Parents) => {
                let belongs = matches!(self.before, Some(Cue::Theirs | Cue::Ours));
                self.found.known += i32::from(belongs);
                self.found.groups += i32::from(!belongs);
            }
            // "de dochter van een collega".
            Some(Cue::Of) if self.before == Some(Cue::Relative) => self.found.known += 1,
            Some(Cue::Narrator) => self.found.told += 1,
            Some(Cue::She | Cue::He | Cue::Theirs) => {
                self.found.theirs += i32::from(cue == Some(Cue::Theirs));
                self.found.they += i32::from(cue != Some(Cue::Theirs));
                self.found.he |= cue == Some(Cue::He);
                self.found.she |= cue != Some(Cue::He);
                self.since_person = 0;
                // "heeft haar" may go on with what an organisation has.
                let is_theirs = cue == Some(Cue::Theirs);
                match self.before {
                    Some(Cue::Told) => self.found.subject += 1,
                    Some(Cue::Being) if !is_theirs => self.found.subject += 1,
                    _ => {}
                }
            }
            Some(Cue::Ours) if self.last_of == 1 && self.of_person => self.found.known += 1,
            Some(Cue::Harm) => self.found.harm += 1,
            Some(Cue::Done) => self.found.done += 1,
            Some(Cue::Told) => {
                self.found.told += 1;
                self.found.subject += i32::from(self.follows_them());
            }
            Some(Cue::Being) if self.follows_them() => self.found.subject += 1,
            Some(Cue::Thing) => self.found.things += 1,
            Some(Cue::Moment) => self.found.moments += 1,
            Some(Cue::Lately) => self.found.lately += 1,
            Some(Cue::Years) => {
                self.found.people += 1;
                self.found.age += 1;
                self.since_person = 0;
            }
            Some(Cue::Aged) if self.was_age => {
                self.found.people += 1;
                self.found.age += 1;
                self.since_person = 0;
            }
            Some(Cue::General) => self.found.general += 1,
            Some(Cue::Group) => self.found.groups += 1,
            // "meisje (15)", "meisje van 15", "zij is 15"; and no day of a month.
            None if is_age(word) && is_beside(self.since_person, self.before) => {
                self.found.age += 1
            }
            Some(Cue::Measure) if self.was_age => self.found.age -= i32::from(0 < self.found.age),
            None if is_perfect(word) => self.found.perfect += 1,
            _ => {}
        }
        if cue == Some(Cue::Of) {
            (self.last_of, self.of_person) = (0, self.since_person == 1);
        }
        self.was_age = is_age(word);
        (self.earlier, self.before) = (self.before, cue);
        self.is_first = false;
    }
}

/// Beginnings of what was done: the "ge" of a participle, also behind what stands before a verb.
const PARTICIPLES: [&str; 19] = [
    "ge", "opge", "afge", "uitge", "meege", "terugge", "vastge", "wegge", "inge", "aange",
    "voorge", "binnenge", "bijge", "doorge", "omge", "thuisge", "ver", "be", "ont",
];

/// Returns whether a word has the form of what was done: "weggehaald".
fn is_perfect(word: &[char]) -> bool {
    let begins = |with: &&str| {
        with.len() + 2 < word.len() && with.chars().zip(word).all(|(letter, of)| letter == *of)
    };
    let ends = matches!(word.last(), Some('d' | 't')) || word.ends_with(&['e', 'n']);
    5 < word.len() && ends && PARTICIPLES.iter().any(begins)
}

/// Returns whether a number right behind this word, or this far from somebody, is about them.
fn is_beside(since_person: usize, before: Option<Cue>) -> bool {
    let links = matches!(before, Some(Cue::Of | Cue::Being | Cue::Told));
    since_person == 1 || since_person == 2 && links
}

/// Returns whether a word is the number of years of somebody young.
fn is_age(word: &[char]) -> bool {
    let digit = |at: usize| word.get(at).and_then(|c| c.to_digit(10));
    let years = digit(0).zip(digit(1)).map(|(tens, ones)| 10 * tens + ones);
    word.len() == 2 && years.is_some_and(|years| (10..=25).contains(&years))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_word_points_two_ways() {
        let mut seen = BTreeSet::new();
        for word in WORDS.iter().flat_map(|(_, words)| words.split_whitespace()) {
            assert!(seen.insert(word), "{word} stands there twice");
        }
    }
}
