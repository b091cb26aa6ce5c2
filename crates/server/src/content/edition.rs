//! From the files of an edition to its checklist.
//!
//! Invariant: a checklist that leaves here is complete: numbers without gaps, both languages,
//! every reference resolved, every link in use, and the questions are those of the edition.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Display;

use domain::checklist::{
    Bilingual, BoxId, Check, Checklist, Example, ExampleId, Field, InfoBox, Link, LinkId, Place,
    Suggestion, SuggestionId, Tool, ToolId, Website, WebsiteId,
};
use domain::{CheckId, EditionId, FieldId, Scope};
use toml::de::DeTable;

use super::page::{Found, Item, Page};
use super::questions;
use super::reason::{ContentError, Reason, Shape};
use super::shapes;
use super::{EditionFiles, file_names};

/// Reads the files of an edition, or returns everything that is wrong with them.
pub(super) fn read(files: &EditionFiles) -> Result<Checklist, Vec<ContentError>> {
    let path = |name: &str| format!("{}/{name}", files.folder);
    let whole = |name: &str, reason| ContentError { file: path(name), line: 0, reason };
    let mut errors = Vec::new();
    for (name, _) in &files.files {
        if !file_names().any(|known| known == name) {
            errors.push(whole(name, Reason::UnknownFile));
        }
    }
    let mut pages = BTreeMap::new();
    for name in file_names() {
        match files.files.iter().find(|(found, _)| found == name) {
            Some((_, text)) => drop(pages.insert(name, Page::new(path(name), text))),
            None => errors.push(whole(name, Reason::MissingFile)),
        }
    }
    let tables: BTreeMap<&'static str, _> =
        pages.iter().filter_map(|(name, page)| Some((*name, page.parse()?))).collect();
    let checklist = Reader { pages: &pages, tables: &tables, uses: RefCell::default() }
        .checklist(&files.edition);
    errors.extend(pages.into_values().flat_map(Page::into_errors));
    errors.sort();
    match checklist {
        Some(checklist) if errors.is_empty() => Ok(checklist),
        _ => Err(errors),
    }
}

/// The pages of an edition, and the references met so far.
struct Reader<'p> {
    pages: &'p BTreeMap<&'static str, Page<'p>>,
    tables: &'p BTreeMap<&'static str, DeTable<'p>>,
    uses: RefCell<Vec<(&'static str, Found<LinkId>)>>,
}

/// The texts of an edition as a whole.
struct Cover {
    fingerprint: Option<Found<String>>,
    name: Bilingual,
    source: Bilingual,
}

impl<'p> Reader<'p> {
    /// Reads every file, and then what only shows between files. A missing or unreadable file
    /// would make everything that refers to it look wrong, so that waits until all are there.
    fn checklist(&self, edition: &EditionId) -> Option<Checklist> {
        let cover = self.cover(edition);
        let fields = self.fields();
        let labels = self.labels();
        let suggestions = self.suggestions();
        let checks = self.checks();
        let examples = self.examples();
        let tools = self.tools();
        let websites = self.websites();
        let boxes = self.boxes();
        let links = self.links();
        if self.tables.len() != file_names().count() {
            return None;
        }
        self.must_be_numbered("checks.toml", checks.iter().map(|(id, _)| id));
        let known = |check: CheckId| checks.iter().any(|(id, _)| id.value == check);
        self.must_have_checks("examples.toml", &examples, |it| it.check, known);
        self.must_resolve(&links);
        let fields = questions::labelled(fields, labels, self.page("labels.toml")?);
        let mut checklist = Checklist {
            edition: edition.clone(),
            name: cover.as_ref()?.name.clone(),
            source: cover.as_ref()?.source.clone(),
            checks: checks.into_iter().map(|(_, check)| check).collect(),
            examples: values(examples),
            tools: values(tools),
            websites: values(websites),
            boxes: values(boxes),
            links: values(links),
        };
        questions::place(fields, &mut checklist.checks, self.page("questions.toml")?);
        self.place_suggestions(suggestions, &mut checklist.checks);
        self.must_be_the_questions(&checklist, &cover?);
        Some(checklist)
    }

    fn page(&self, file: &'static str) -> Option<&'p Page<'p>> {
        self.pages.get(file)
    }

    fn root(&self, file: &'static str) -> Option<Item<'p>> {
        Some(self.page(file)?.root(self.tables.get(file)?))
    }

    /// Reads the blocks of a file that has only these.
    fn blocks<I, T>(
        &self,
        file: &'static str,
        key: &'static str,
        read: impl Fn(&Item<'p>) -> (Option<Found<I>>, T),
    ) -> Vec<(Found<I>, T)>
    where
        I: Display,
    {
        let Some(root) = self.root(file) else {
            return Vec::new();
        };
        let mut blocks: Vec<(Found<I>, T)> = Vec::new();
        for item in root.items(key) {
            let (id, value) = read(&item);
            item.done();
            let Some(id) = id else {
                continue;
            };
            let shown = id.value.to_string();
            let first = blocks.iter().find(|(known, _)| known.value.to_string() == shown);
            match first.map(|(known, _)| known.line) {
                Some(first) => self.wrong(file, id.line, Reason::Double { id: shown, first }),
                None => blocks.push((id, value)),
            }
        }
        root.done();
        blocks
    }

    fn wrong(&self, file: &'static str, line: usize, reason: Reason) {
        if let Some(page) = self.page(file) {
            page.wrong_on(line, reason);
        }
    }

    fn cover(&self, edition: &EditionId) -> Option<Cover> {
        let root = self.root("edition.toml")?;
        let id = root.text("id");
        if !id.value.is_empty() && id.value != edition.0 {
            let reason = Reason::WrongEdition { expected: edition.0.clone(), found: id.value };
            self.wrong("edition.toml", id.line, reason);
        }
        let cover = Cover {
            fingerprint: root.parsed("fingerprint", Shape::Fingerprint, shapes::fingerprint),
            name: root.both("name"),
            source: root.both("source"),
        };
        root.done();
        Some(cover)
    }

    fn fields(&self) -> Vec<(Found<FieldId>, Field)> {
        self.blocks("questions.toml", "field", |item| {
            let id = item.parsed("id", Shape::Field, |text| text.parse::<FieldId>().ok());
            let scope = item.parsed("scope", Shape::Scope, shapes::scope);
            let field = Field {
                id: id.as_ref().map_or(FieldId::new(shapes::NO_QUESTION, None), |id| id.value),
                scope: scope.map_or(Scope::Municipal, |scope| scope.value),
                substitute: item.flag_if("substitute"),
                text: item.both("text"),
                label: Bilingual::default(),
                honest: None,
            };
            (id, field)
        })
    }

    fn labels(&self) -> Vec<(Found<FieldId>, questions::Label)> {
        self.blocks("labels.toml", "label", |item| {
            let field = item.parsed("field", Shape::Field, |text| text.parse().ok());
            let label = item.both("label");
            (field, questions::Label { label, honest: item.both_if("honest") })
        })
    }

    fn suggestions(&self) -> Vec<(Found<SuggestionId>, Suggestion)> {
        self.blocks("suggestions.toml", "suggestion", |item| {
            let id = item.parsed("id", Shape::Id("S1.1"), |text| {
                shapes::suggestion(text).map(|_| SuggestionId(text.to_owned()))
            });
            let suggestion = Suggestion {
                id: SuggestionId(shown(&id)),
                text: item.both("text"),
                more: item.both_if("more"),
            };
            (id, suggestion)
        })
    }

    fn checks(&self) -> Vec<(Found<CheckId>, Check)> {
        self.blocks("checks.toml", "check", |item| {
            let id = item.parsed("id", Shape::Check, |text| text.parse::<CheckId>().ok());
            let check = Check {
                id: id.as_ref().map_or(CheckId(0), |id| id.value),
                title: item.both("title"),
                question: item.both("question"),
                why: item.both("why"),
                questions: Vec::new(),
                suggestions: Vec::new(),
                links: self.uses("checks.toml", item.list("links")),
            };
            (id, check)
        })
    }

    fn examples(&self) -> Vec<(Found<ExampleId>, Example)> {
        self.blocks("examples.toml", "example", |item| {
            let id = item.parsed("id", Shape::Id("P01"), shapes::numbered('P', ExampleId));
            let check = item.parsed("check", Shape::Check, |text| text.parse().ok());
            let example = Example {
                id: ExampleId(shown(&id)),
                check: check.map_or(CheckId(0), |check| check.value),
                place: item.both("place"),
                title: item.both("title"),
                text: item.both("text"),
                dated: item.both("dated"),
                links: self.uses("examples.toml", item.list("links")),
            };
            (id, example)
        })
    }

    fn tools(&self) -> Vec<(Found<ToolId>, Tool)> {
        self.blocks("tools.toml", "tool", |item| {
            let id = item.parsed("id", Shape::Id("T01"), shapes::numbered('T', ToolId));
            let links = item.list("links");
            if links.is_empty() {
                item.wrong(Reason::MissingKey { key: "links".to_owned() });
            }
            let tool = Tool {
                id: ToolId(shown(&id)),
                title: item.both("title"),
                text: item.both("text"),
                links: self.uses("tools.toml", links),
            };
            (id, tool)
        })
    }

    fn websites(&self) -> Vec<(Found<WebsiteId>, Website)> {
        self.blocks("websites.toml", "website", |item| {
            let id = item.parsed("id", Shape::Id("W01"), shapes::numbered('W', WebsiteId));
            let link = item.text("link");
            let website = Website {
                id: WebsiteId(shown(&id)),
                title: item.both("title"),
                text: item.both("text"),
                link: LinkId(link.value.clone()),
            };
            if !link.value.is_empty() {
                self.uses("websites.toml", vec![link]);
            }
            (id, website)
        })
    }

    fn boxes(&self) -> Vec<(Found<BoxId>, InfoBox)> {
        self.blocks("background.toml", "box", |item| {
            let id = item.parsed("id", Shape::Id("basic-level"), |text| {
                shapes::slug(text).then(|| BoxId(text.to_owned()))
            });
            let place = item.parsed("place", Shape::Place, shapes::place);
            let point = |point: Item<'_>| {
                let text = point.both("text");
                point.done();
                text
            };
            let found = InfoBox {
                id: BoxId(shown(&id)),
                place: place.map_or(Place::Introduction, |place| place.value),
                title: item.both("title"),
                text: item.both("text"),
                points: item.items("point").into_iter().map(point).collect(),
                links: self.uses("background.toml", item.list("links")),
            };
            (id, found)
        })
    }

    fn links(&self) -> Vec<(Found<LinkId>, Link)> {
        self.blocks("links.toml", "link", |item| {
            let id = item.parsed("id", Shape::Id("R-BASIS"), |text| {
                shapes::link(text).then(|| LinkId(text.to_owned()))
            });
            let own = |text: &str| shapes::url(text).then(|| text.to_owned());
            let link = Link {
                id: LinkId(shown(&id)),
                url: item.parsed("url", Shape::Url, own).map_or(String::new(), |url| url.value),
                title: item.both("title"),
                about: item.both("about"),
                needs_login: item.flag("needs_login"),
                checked_on: item
                    .parsed_if("checked_on", Shape::Day, |text| text.parse().ok())
                    .map(|day| day.value),
            };
            (id, link)
        })
    }

    /// Notes that a file refers to these links.
    fn uses(&self, file: &'static str, links: Vec<Found<String>>) -> Vec<LinkId> {
        let found = |found: Found<String>| Found { value: LinkId(found.value), line: found.line };
        let links: Vec<Found<LinkId>> = links.into_iter().map(found).collect();
        let ids = links.iter().map(|link| link.value.clone()).collect();
        self.uses.borrow_mut().extend(links.into_iter().map(|link| (file, link)));
        ids
    }

    /// Every reference exists, every link is used, and no address stands twice.
    fn must_resolve(&self, links: &[(Found<LinkId>, Link)]) {
        let uses = self.uses.borrow();
        for (file, used) in uses.iter() {
            if !links.iter().any(|(id, _)| id.value == used.value) {
                self.wrong(file, used.line, Reason::Dangling { id: used.value.to_string() });
            }
        }
        let mut lines: BTreeMap<&str, usize> = BTreeMap::new();
        for (id, link) in links {
            if !uses.iter().any(|(_, used)| used.value == id.value) {
                self.wrong("links.toml", id.line, Reason::Unused { id: id.value.to_string() });
            }
            if let Some(first) = lines.get(link.url.as_str()) {
                let reason = Reason::Double { id: link.url.clone(), first: *first };
                self.wrong("links.toml", id.line, reason);
            } else if !link.url.is_empty() {
                lines.insert(&link.url, id.line);
            }
        }
    }

    fn must_be_numbered<'c>(
        &self,
        file: &'static str,
        checks: impl Iterator<Item = &'c Found<CheckId>>,
    ) {
        for (expected, found) in (1..).zip(checks) {
            if found.value != CheckId(expected) {
                let id = found.value.to_string();
                self.wrong(file, found.line, Reason::OutOfOrder { id });
                return;
            }
        }
    }

    fn must_have_checks<I, T>(
        &self,
        file: &'static str,
        items: &[(Found<I>, T)],
        check: impl Fn(&T) -> CheckId,
        known: impl Fn(CheckId) -> bool,
    ) {
        for (id, item) in items {
            let check = check(item);
            // Check 0 stands for one that was reported already.
            if check != CheckId(0) && !known(check) {
                self.wrong(file, id.line, Reason::Dangling { id: check.to_string() });
            }
        }
    }

    fn place_suggestions(
        &self,
        suggestions: Vec<(Found<SuggestionId>, Suggestion)>,
        checks: &mut [Check],
    ) {
        let mut previous = None;
        for (id, suggestion) in suggestions {
            let shown = id.value.to_string();
            let Some((check, number)) = shapes::suggestion(&shown) else {
                continue;
            };
            if Some((check, number)) <= previous {
                self.wrong("suggestions.toml", id.line, Reason::OutOfOrder { id: shown.clone() });
            }
            previous = Some((check, number));
            match checks.iter_mut().find(|known| known.id == check) {
                Some(check) => check.suggestions.push(suggestion),
                None => {
                    let reason = Reason::Dangling { id: format!("check {check}") };
                    self.wrong("suggestions.toml", id.line, reason);
                }
            }
        }
    }

    /// The questions are those that the fingerprint was taken of. Questions that could not be
    /// read have told so themselves.
    fn must_be_the_questions(&self, checklist: &Checklist, cover: &Cover) {
        let sound = self.page("questions.toml").is_some_and(Page::is_sound);
        let fingerprint = checklist.fingerprint();
        let expected = cover.fingerprint.as_ref();
        if sound && expected.is_some_and(|expected| expected.value != fingerprint) {
            self.wrong("questions.toml", 1, Reason::QuestionsChanged { fingerprint });
        }
    }
}

fn shown<I: Display>(id: &Option<Found<I>>) -> String {
    id.as_ref().map(|id| id.value.to_string()).unwrap_or_default()
}

fn values<I, T>(found: Vec<(Found<I>, T)>) -> Vec<T> {
    found.into_iter().map(|(_, value)| value).collect()
}
