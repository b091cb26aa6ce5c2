//! What can be wrong with a content file, in words for the person who edits it.
//!
//! Invariant: every reason has a sentence in both languages and says what to do where that is not
//! plain from the mistake itself.

use domain::Language;

/// One mistake in one place.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct ContentError {
    /// The file.
    pub file: String,
    /// The line, from 1; 0 where the file as a whole is meant.
    pub line: usize,
    /// What is wrong.
    pub reason: Reason,
}

impl ContentError {
    /// Returns `file:line: reason` in one language.
    pub fn in_language(&self, language: Language) -> String {
        let Self { file, line, reason } = self;
        let reason = reason.in_language(language);
        match line {
            0 => format!("{file}: {reason}"),
            line => format!("{file}:{line}: {reason}"),
        }
    }
}

/// What a key must hold.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[allow(missing_docs)] // The names are the kinds of TOML.
pub enum Kind {
    Text,
    Flag,
    List,
    BothLanguages,
    Items,
}

/// How a text must be written.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[allow(missing_docs)] // Each is told in words below.
pub enum Shape {
    Check,
    Field,
    Scope,
    Place,
    Url,
    Day,
    Moment,
    Fingerprint,
    /// An id with this form, such as `P01`.
    Id(&'static str),
    /// One of these words.
    OneOf(&'static str),
}

/// What is wrong.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[allow(missing_docs)] // Each is told in words below.
pub enum Reason {
    Unreadable { message: String },
    NotEmbedded,
    NotAnEdition,
    MissingFile,
    UnknownFile,
    NotToml { message: String },
    MissingKey { key: String },
    UnknownKey { key: String },
    OneOfTwo { key: String, other: String },
    WrongKind { key: String, expected: Kind },
    EmptyText { key: String },
    NamesAnId { key: String, id: String },
    BadShape { key: String, found: String, expected: Shape },
    Double { id: String, first: usize },
    OutOfOrder { id: String },
    Gap { missing: String },
    PartsDoNotFit { question: String },
    SubstituteWithoutFirst { id: String },
    Dangling { id: String },
    Unused { id: String },
    NoLabel { field: String },
    NoQuestions { check: String },
    WrongEdition { expected: String, found: String },
    QuestionsChanged { fingerprint: String },
    TooLate { latest: String },
    NoOpenRound,
    NotAMunicipality { key: String },
    NotAPartner { key: String },
    NotOfPartner { account: String, partner: String },
    NotTheirOwn { account: String, municipality: String },
    MayNotConfirm { account: String },
    ValueMissing { field: String },
    ExplanationMissing { field: String },
    NotShared { field: String },
    NotACoordinator { account: String },
    NotRegional { field: String },
    NotPutForward { field: String },
    AboutAPerson { field: String },
    TextAboutAPerson { key: String },
    DiffersElsewhere { key: String, file: String },
}

impl Reason {
    /// Returns the reason as a sentence in one language.
    pub fn in_language(&self, language: Language) -> String {
        match language {
            Language::Nl => self.in_dutch(),
            Language::En => self.in_english(),
        }
    }

    /// Says it in Dutch.
    ///
    /// Size: one sentence per reason; a table does not get clearer in halves.
    fn in_dutch(&self) -> String {
        match self {
            Self::Unreadable { message } => format!("dit kan niet gelezen worden: {message}"),
            Self::NotEmbedded => {
                "deze uitgave zit niet in het programma; wijs de map met uitgaven aan".to_owned()
            }
            Self::NotAnEdition => {
                "dit is geen naam van een uitgave, zoals nji-loverboys/v1".to_owned()
            }
            Self::MissingFile => "dit bestand ontbreekt".to_owned(),
            Self::UnknownFile => {
                "dit bestand hoort niet bij een uitgave; is de naam goed geschreven?".to_owned()
            }
            Self::NotToml { message } => format!(
                "hier klopt de schrijfwijze niet; kijk of een aanhalingsteken of haakje ontbreekt ({message})"
            ),
            Self::MissingKey { key } => format!("‘{key}’ ontbreekt"),
            Self::UnknownKey { key } => format!("‘{key}’ hoort hier niet; is het goed geschreven?"),
            Self::WrongKind { key, expected } => {
                format!("bij ‘{key}’ hoort {}", expected.in_dutch())
            }
            Self::EmptyText { key } => format!("‘{key}’ is leeg"),
            Self::NamesAnId { key, id } => {
                format!("‘{key}’ noemt ‘{id}’; lezers kennen die naam niet, schrijf de titel")
            }
            Self::BadShape { key, found, expected } => {
                format!("‘{found}’ past niet bij ‘{key}’; schrijf {}", expected.in_dutch())
            }
            Self::Double { id, first } => format!("‘{id}’ staat er al, op regel {first}"),
            Self::OutOfOrder { id } => format!("‘{id}’ staat niet op volgorde"),
            Self::Gap { missing } => format!("‘{missing}’ ontbreekt in de nummering"),
            Self::PartsDoNotFit { question } => {
                format!("vraag {question} heeft ofwel geen delen, ofwel deel a en deel b")
            }
            Self::SubstituteWithoutFirst { id } => {
                format!("‘{id}’ vraagt naar een vervanger; dat kan alleen bij een deel b")
            }
            Self::Dangling { id } => format!("‘{id}’ bestaat niet"),
            Self::Unused { id } => {
                format!("‘{id}’ wordt nergens gebruikt en is dus nergens te zien")
            }
            Self::NoLabel { field } => format!("de korte vraag bij {field} ontbreekt"),
            Self::NoQuestions { check } => format!("check {check} heeft geen vragen"),
            Self::WrongEdition { expected, found } => {
                format!("hier staat uitgave ‘{found}’, maar de map is ‘{expected}’")
            }
            Self::TooLate { latest } => {
                format!("dit is later dan {latest}, het nu van de voorbeeldregio's")
            }
            Self::NoOpenRound => "op dat moment loopt er geen ronde".to_owned(),
            Self::NotAMunicipality { key } => format!("‘{key}’ is hier geen gemeente"),
            Self::NotAPartner { key } => format!("‘{key}’ is hier geen partner"),
            Self::NotOfPartner { account, partner } => {
                format!("‘{account}’ schrijft niet voor ‘{partner}’")
            }
            Self::NotTheirOwn { account, municipality } => {
                format!("‘{account}’ is geen redacteur van ‘{municipality}’")
            }
            Self::MayNotConfirm { account } => {
                format!("‘{account}’ mag niet bevestigen (may_adopt)")
            }
            Self::ValueMissing { field } => {
                format!("antwoord {field} is gedeeld of voorgelegd, dus er hoort een value bij")
            }
            Self::ExplanationMissing { field } => {
                format!(
                    "bij antwoord {field} hoort een toelichting (deels, nee of niet van toepassing)"
                )
            }
            Self::NotShared { field } => {
                format!("antwoord {field} is dan niet gedeeld, of al een nieuw concept")
            }
            Self::NotACoordinator { account } => {
                format!("‘{account}’ is geen coördinator van deze regio")
            }
            Self::NotRegional { field } => {
                format!("op vraag {field} antwoordt alleen de gemeente, niet de regio")
            }
            Self::NotPutForward { field } => {
                format!("bij {field} is dan in die ronde nog geen regionaal antwoord voorgelegd")
            }
            Self::AboutAPerson { field } => {
                format!("de toelichting bij {field} lijkt over een persoon te gaan")
            }
            Self::OneOfTwo { key, other } => {
                format!("‘{key}’ en ‘{other}’ gaan niet samen; haal er één weg")
            }
            Self::TextAboutAPerson { key } => {
                format!("de tekst bij ‘{key}’ lijkt over een persoon te gaan")
            }
            Self::DiffersElsewhere { key, file } => {
                format!("‘{key}’ is in {file} anders beschreven")
            }
            Self::QuestionsChanged { fingerprint } => format!(
                "de vragen van deze uitgave zijn veranderd (nummer, deel, niveau of woorden), en dat mag niet: \
                 regio's hebben er al op geantwoord. Zet de vragen terug, of maak een nieuwe uitgave: kopieer de \
                 map (bijvoorbeeld naar v2), verander daar de vragen en zet in edition.toml de nieuwe id en \
                 fingerprint = \"{fingerprint}\""
            ),
        }
    }

    /// Says it in English.
    ///
    /// Size: one sentence per reason; a table does not get clearer in halves.
    fn in_english(&self) -> String {
        match self {
            Self::Unreadable { message } => format!("this cannot be read: {message}"),
            Self::NotEmbedded => {
                "this edition is not in the program; point to the folder of editions".to_owned()
            }
            Self::NotAnEdition => {
                "this is no name of an edition, such as nji-loverboys/v1".to_owned()
            }
            Self::MissingFile => "this file is missing".to_owned(),
            Self::UnknownFile => {
                "this file is not part of an edition; is its name spelled right?".to_owned()
            }
            Self::NotToml { message } => {
                format!(
                    "this is not written right; look for a missing quote or bracket ({message})"
                )
            }
            Self::MissingKey { key } => format!("'{key}' is missing"),
            Self::UnknownKey { key } => {
                format!("'{key}' does not belong here; is it spelled right?")
            }
            Self::WrongKind { key, expected } => format!("'{key}' takes {}", expected.in_english()),
            Self::EmptyText { key } => format!("'{key}' is empty"),
            Self::NamesAnId { key, id } => {
                format!("'{key}' names '{id}'; readers do not know that name, write the title")
            }
            Self::BadShape { key, found, expected } => {
                format!("'{found}' does not fit '{key}'; write {}", expected.in_english())
            }
            Self::Double { id, first } => format!("'{id}' is already there, on line {first}"),
            Self::OutOfOrder { id } => format!("'{id}' is not in order"),
            Self::Gap { missing } => format!("'{missing}' is missing in the numbering"),
            Self::PartsDoNotFit { question } => {
                format!("question {question} has either no parts, or part a and part b")
            }
            Self::SubstituteWithoutFirst { id } => {
                format!("'{id}' asks for a substitute; only a part b can do that")
            }
            Self::Dangling { id } => format!("'{id}' does not exist"),
            Self::Unused { id } => format!("'{id}' is used nowhere, so nobody can see it"),
            Self::NoLabel { field } => format!("the short question of {field} is missing"),
            Self::NoQuestions { check } => format!("check {check} has no questions"),
            Self::WrongEdition { expected, found } => {
                format!("this says edition '{found}', but the folder is '{expected}'")
            }
            Self::TooLate { latest } => {
                format!("this is later than {latest}, the present of the demo regions")
            }
            Self::NoOpenRound => "no round is open at that moment".to_owned(),
            Self::NotAMunicipality { key } => format!("'{key}' is no municipality here"),
            Self::NotAPartner { key } => format!("'{key}' is no partner here"),
            Self::NotOfPartner { account, partner } => {
                format!("'{account}' does not write for '{partner}'")
            }
            Self::NotTheirOwn { account, municipality } => {
                format!("'{account}' is no editor of '{municipality}'")
            }
            Self::MayNotConfirm { account } => format!("'{account}' may not confirm (may_adopt)"),
            Self::ValueMissing { field } => {
                format!("answer {field} is shared or put forward, so it takes a value")
            }
            Self::ExplanationMissing { field } => {
                format!("answer {field} takes an explanation (partly, no or not applicable)")
            }
            Self::NotShared { field } => {
                format!("answer {field} is not shared then, or a new draft already")
            }
            Self::NotACoordinator { account } => {
                format!("'{account}' is no coordinator of this region")
            }
            Self::NotRegional { field } => {
                format!("only the municipality answers question {field}, not the region")
            }
            Self::NotPutForward { field } => {
                format!("no regional answer to {field} is put forward in that round by then")
            }
            Self::AboutAPerson { field } => {
                format!("the explanation of {field} seems to be about a person")
            }
            Self::OneOfTwo { key, other } => {
                format!("'{key}' and '{other}' do not go together; take one out")
            }
            Self::TextAboutAPerson { key } => {
                format!("the text of '{key}' seems to be about a person")
            }
            Self::DiffersElsewhere { key, file } => {
                format!("'{key}' is described otherwise in {file}")
            }
            Self::QuestionsChanged { fingerprint } => format!(
                "the questions of this edition were changed (number, part, scope or words), which is not allowed: \
                 regions have answered them. Put the questions back, or make a new edition: copy the folder (to v2, \
                 for example), change the questions there and write in edition.toml the new id and \
                 fingerprint = \"{fingerprint}\""
            ),
        }
    }
}

impl Kind {
    fn in_dutch(self) -> &'static str {
        match self {
            Self::Text => "een tekst tussen aanhalingstekens",
            Self::Flag => "true of false, zonder aanhalingstekens",
            Self::List => "een lijst van teksten, zoals [\"R-BASIS\"]",
            Self::BothLanguages => "een tekst in twee talen: .nl en .en",
            Self::Items => "een blok met dubbele rechte haken, zoals [[check]]",
        }
    }

    fn in_english(self) -> &'static str {
        match self {
            Self::Text => "a text between quotes",
            Self::Flag => "true or false, without quotes",
            Self::List => "a list of texts, such as [\"R-BASIS\"]",
            Self::BothLanguages => "a text in two languages: .nl and .en",
            Self::Items => "a block with double square brackets, such as [[check]]",
        }
    }
}

impl Shape {
    fn in_dutch(self) -> String {
        match self {
            Self::Check => "het nummer van een check, zoals 1".to_owned(),
            Self::Field => "een antwoordveld, zoals 1.1 of 4.1a".to_owned(),
            Self::Scope => "municipal of regional".to_owned(),
            Self::Place => "introduction, tools of het nummer van een check".to_owned(),
            Self::Url => {
                "een volledig adres dat met http:// of https:// begint, zonder spaties".to_owned()
            }
            Self::Day => "een dag die bestaat, als jaar-maand-dag: 2026-11-23".to_owned(),
            Self::Moment => "een dag en tijd in Nederland: 2026-11-23 09:00".to_owned(),
            Self::Fingerprint => "64 tekens, 0 tot en met 9 en a tot en met f".to_owned(),
            Self::Id(form) => format!("een id zoals {form}"),
            Self::OneOf(words) => format!("één van deze woorden: {words}"),
        }
    }

    fn in_english(self) -> String {
        match self {
            Self::Check => "the number of a check, such as 1".to_owned(),
            Self::Field => "an answer field, such as 1.1 or 4.1a".to_owned(),
            Self::Scope => "municipal or regional".to_owned(),
            Self::Place => "introduction, tools, or the number of a check".to_owned(),
            Self::Url => {
                "a complete address that starts with http:// or https://, without spaces".to_owned()
            }
            Self::Day => "a day that exists, as year-month-day: 2026-11-23".to_owned(),
            Self::Moment => "a day and time in the Netherlands: 2026-11-23 09:00".to_owned(),
            Self::Fingerprint => "64 characters, 0 to 9 and a to f".to_owned(),
            Self::Id(form) => format!("an id such as {form}"),
            Self::OneOf(words) => format!("one of these words: {words}"),
        }
    }
}
