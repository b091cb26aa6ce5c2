//! One TOML file, read item by item, with every mistake kept.
//!
//! Invariant: reading never stops at a mistake; what is missing reads as empty, and the page knows
//! that it is not fit for use.
//!
//! Serde stops at the first mistake of a file and words it for programmers. The people who edit
//! these files want all of them, with the line; so this reads the spanned tree of the `toml` crate.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;

use domain::checklist::Bilingual;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::reason::{ContentError, Kind, Reason, Shape};
use super::shapes;

/// One file and what is wrong with it.
pub struct Page<'a> {
    file: String,
    text: &'a str,
    errors: RefCell<Vec<ContentError>>,
}

impl<'a> Page<'a> {
    /// Starts to read a file.
    pub fn new(file: String, text: &'a str) -> Self {
        Self { file, text, errors: RefCell::default() }
    }

    /// Parses the text; nothing if it is not TOML, with every such mistake kept.
    pub fn parse(&self) -> Option<DeTable<'a>> {
        let (table, errors) = DeTable::parse_recoverable(self.text);
        for error in &errors {
            let at = error.span().map_or(0, |span| span.start);
            self.wrong(at, Reason::NotToml { message: error.message().to_owned() });
        }
        errors.is_empty().then(|| table.into_inner())
    }

    /// Returns the file as a whole, as an item.
    pub fn root<'p>(&'p self, table: &'p DeTable<'p>) -> Item<'p> {
        Item { page: self, table, at: 0, read: RefCell::default() }
    }

    /// Keeps a mistake at an offset in the text.
    fn wrong(&self, at: usize, reason: Reason) {
        self.wrong_on(self.line(at), reason);
    }

    /// Keeps a mistake on a line.
    pub fn wrong_on(&self, line: usize, reason: Reason) {
        self.errors.borrow_mut().push(ContentError { file: self.file.clone(), line, reason });
    }

    /// Returns whether nothing is wrong so far.
    pub fn is_sound(&self) -> bool {
        self.errors.borrow().is_empty()
    }

    /// Returns what is wrong, in the order of the lines.
    pub fn into_errors(self) -> Vec<ContentError> {
        let mut errors = self.errors.into_inner();
        errors.sort();
        errors
    }

    /// Returns where a word stands within a stretch of the file.
    fn find(&self, within: Range<usize>, word: &str) -> usize {
        let start = within.start;
        let found = self.text.get(within).and_then(|text| text.find(word));
        start + found.unwrap_or_default()
    }

    fn line(&self, at: usize) -> usize {
        let before = self.text.as_bytes().iter().take(at);
        1 + before.filter(|byte| **byte == b'\n').count()
    }
}

/// A value and the line that it stands on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found<T> {
    /// The value.
    pub value: T,
    /// Its line.
    pub line: usize,
}

/// One table of a file: a block between double brackets, or the file itself.
pub struct Item<'p> {
    page: &'p Page<'p>,
    table: &'p DeTable<'p>,
    at: usize,
    read: RefCell<BTreeSet<&'static str>>,
}

impl<'p> Item<'p> {
    /// Returns the line that the item starts on.
    pub fn line(&self) -> usize {
        self.page.line(self.at)
    }

    /// Returns a text that must be there and must not be empty.
    pub fn text(&self, key: &'static str) -> Found<String> {
        let found = self.text_if(key);
        found.unwrap_or_else(|| {
            if self.get(key).is_none() {
                self.wrong(Reason::MissingKey { key: key.to_owned() });
            }
            Found { value: String::new(), line: self.line() }
        })
    }

    /// Returns a text that may be missing, but not empty.
    pub fn text_if(&self, key: &'static str) -> Option<Found<String>> {
        let value = self.get(key)?;
        let text = self.string(key, value)?;
        if text.value.is_empty() {
            self.page.wrong_on(text.line, Reason::EmptyText { key: key.to_owned() });
        }
        Some(text)
    }

    /// Returns a text that may be missing or empty.
    pub fn text_or_empty(&self, key: &'static str) -> Option<Found<String>> {
        let text = self.string(key, self.get(key)?)?;
        (!text.value.is_empty()).then_some(text)
    }

    /// Returns what a text stands for, by the way it is written.
    pub fn parsed<T>(
        &self,
        key: &'static str,
        expected: Shape,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<Found<T>> {
        let text = self.text(key);
        self.parse_found(key, text, expected, parse)
    }

    /// Returns what a text stands for, if it is there and not empty.
    pub fn parsed_if<T>(
        &self,
        key: &'static str,
        expected: Shape,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<Found<T>> {
        let text = self.text_or_empty(key)?;
        self.parse_found(key, text, expected, parse)
    }

    fn parse_found<T>(
        &self,
        key: &str,
        text: Found<String>,
        expected: Shape,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<Found<T>> {
        let Found { value, line } = text;
        if value.is_empty() {
            return None;
        }
        let parsed = parse(&value);
        if parsed.is_none() {
            let reason = Reason::BadShape { key: key.to_owned(), found: value, expected };
            self.page.wrong_on(line, reason);
        }
        parsed.map(|value| Found { value, line })
    }

    /// Returns a text that must be there in both languages.
    pub fn both(&self, key: &'static str) -> Bilingual {
        self.both_if(key).unwrap_or_else(|| {
            if self.get(key).is_none() {
                self.wrong(Reason::MissingKey { key: format!("{key}.nl") });
                self.wrong(Reason::MissingKey { key: format!("{key}.en") });
            }
            Bilingual::default()
        })
    }

    /// Returns a text in both languages that may be missing as a whole.
    pub fn both_if(&self, key: &'static str) -> Option<Bilingual> {
        let value = self.get(key)?;
        let Some(table) = value.get_ref().as_table() else {
            self.wrong_kind(key, value.span(), Kind::BothLanguages);
            return None;
        };
        for (name, _) in
            table.iter().filter(|(name, _)| !["nl", "en"].contains(&name.get_ref().as_ref()))
        {
            let key = format!("{key}.{}", name.get_ref());
            self.page.wrong(name.span().start, Reason::UnknownKey { key });
        }
        let text = |language: &str| {
            let full = format!("{key}.{language}");
            let Some(value) = table.get(language) else {
                // Point to the translation that is there: that is where the other one belongs.
                let at = table.iter().next().map_or(value.span(), |(name, _)| name.span());
                self.page.wrong(at.start, Reason::MissingKey { key: full });
                return String::new();
            };
            let text = self.string(&full, value).map(|found| found.value).unwrap_or_default();
            if text.is_empty() && value.get_ref().is_str() {
                self.page.wrong(value.span().start, Reason::EmptyText { key: full });
            } else if let Some(id) = shapes::link_in(&text) {
                let reason = Reason::NamesAnId { key: full, id: id.to_owned() };
                self.page.wrong(self.page.find(value.span(), id), reason);
            }
            text
        };
        Some(Bilingual { nl: text("nl"), en: text("en") })
    }

    /// Returns yes or no, which must be there.
    pub fn flag(&self, key: &'static str) -> bool {
        if self.get(key).is_none() {
            self.wrong(Reason::MissingKey { key: key.to_owned() });
        }
        self.flag_if(key)
    }

    /// Returns yes or no; what is missing means no.
    pub fn flag_if(&self, key: &'static str) -> bool {
        let Some(value) = self.get(key) else {
            return false;
        };
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.wrong_kind(key, value.span(), Kind::Flag);
        }
        flag.unwrap_or_default()
    }

    /// Returns a list of texts that may be missing.
    pub fn list(&self, key: &'static str) -> Vec<Found<String>> {
        let Some(value) = self.get(key) else {
            return Vec::new();
        };
        let Some(list) = value.get_ref().as_array() else {
            self.wrong_kind(key, value.span(), Kind::List);
            return Vec::new();
        };
        list.iter().filter_map(|value| self.string(key, value)).collect()
    }

    /// Returns the blocks of a name, in the order of the file; there may be none.
    pub fn items(&self, key: &'static str) -> Vec<Item<'p>> {
        let Some(value) = self.get(key) else {
            return Vec::new();
        };
        let Some(list) = value.get_ref().as_array() else {
            self.wrong_kind(key, value.span(), Kind::Items);
            return Vec::new();
        };
        let item = |value: &'p Spanned<DeValue<'p>>| {
            let at = value.span().start;
            let Some(table) = value.get_ref().as_table() else {
                self.wrong_kind(key, value.span(), Kind::Items);
                return None;
            };
            Some(Item { page: self.page, table, at, read: RefCell::default() })
        };
        list.iter().filter_map(item).collect()
    }

    /// Ends the reading of this item: what was not asked for does not belong here.
    pub fn done(self) {
        self.check_keys();
    }

    /// Keeps every key that was not asked for.
    pub fn check_keys(&self) {
        let read = self.read.borrow();
        for (key, _) in self.table.iter() {
            if !read.contains(key.get_ref().as_ref()) {
                let name = key.get_ref().to_string();
                self.page.wrong(key.span().start, Reason::UnknownKey { key: name });
            }
        }
    }

    /// Keeps a mistake in this item as a whole.
    pub fn wrong(&self, reason: Reason) {
        self.page.wrong(self.at, reason);
    }

    fn get(&self, key: &'static str) -> Option<&'p Spanned<DeValue<'p>>> {
        self.read.borrow_mut().insert(key);
        self.table.get(key)
    }

    fn string(&self, key: &str, value: &Spanned<DeValue<'_>>) -> Option<Found<String>> {
        let Some(text) = value.get_ref().as_str() else {
            self.wrong_kind(key, value.span(), Kind::Text);
            return None;
        };
        // An editor on another system leaves other line ends; they mean nothing.
        let value_text = text.replace("\r\n", "\n").trim().to_owned();
        Some(Found { value: value_text, line: self.page.line(value.span().start) })
    }

    fn wrong_kind(&self, key: &str, span: Range<usize>, expected: Kind) {
        self.page.wrong(span.start, Reason::WrongKind { key: key.to_owned(), expected });
    }
}
