//! Reads what people said to each other about questions.

use std::collections::BTreeMap;

use super::super::{
    DemoAbout, DemoAccount, DemoAnswering, DemoMention, DemoOrganisation, DemoSaid, DemoSaying,
};
use super::{Found, Happening, Reading, What, key};
use crate::content::page::Item;
use crate::content::reason::{Reason, Shape};

const TURNS: &str = "resolved, reopened";
/// How files write that something is about the answer of the region.
const REGION: &str = "regio";

impl Reading<'_> {
    /// Reads threads, and what was said in them later.
    pub(super) fn talk(
        &self,
        root: &Item<'_>,
        accounts: &[Found<DemoAccount>],
        organisations: &[Found<DemoOrganisation>],
    ) -> Vec<Found<Happening>> {
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        let mut all = Vec::new();
        for item in root.items("saying") {
            all.extend(self.begun(&item, &mut known, accounts, organisations));
            item.done();
        }
        for item in root.items("answering") {
            all.extend(self.went_on(&item, &known, accounts, organisations));
            item.done();
        }
        all
    }

    fn begun(
        &self,
        item: &Item<'_>,
        known: &mut BTreeMap<String, usize>,
        accounts: &[Found<DemoAccount>],
        organisations: &[Found<DemoOrganisation>],
    ) -> Option<Found<Happening>> {
        let id = item.parsed("key", Shape::Id("praat-convenant"), key);
        let by = item.text("by").value;
        let on = self.moment(item, "on");
        let question = item.parsed("question", Shape::Field, |text| text.parse().ok());
        let text = item.text("text").value;
        Self::must_be_policy(item, "text", &text);
        let about = match item.text_if("of") {
            None => DemoAbout::Question,
            Some(found) if found.value == REGION => DemoAbout::Regional,
            Some(found) => {
                if !organisations.iter().any(|it| it.value.key == found.value) {
                    self.page.wrong_on(found.line, Reason::Dangling { id: found.value.clone() });
                }
                DemoAbout::Of(found.value)
            }
        };
        let internal = item.flag_if("internal");
        let mentions = self.mentions(item, accounts, organisations);
        let (id, on, question) = (id?, on?, question?);
        self.must_be_new(&id, known.iter().map(|(key, line)| (key.clone(), *line)));
        known.insert(id.value.clone(), id.line);
        let (key, question) = (id.value, question.value);
        let saying = DemoSaying { key, question, about, internal, text, mentions };
        Some(Found {
            value: Happening { at: on.value, what: What::Said { by, saying } },
            line: on.line,
        })
    }

    fn went_on(
        &self,
        item: &Item<'_>,
        known: &BTreeMap<String, usize>,
        accounts: &[Found<DemoAccount>],
        organisations: &[Found<DemoOrganisation>],
    ) -> Option<Found<Happening>> {
        let to = item.text("to");
        let by = item.text("by").value;
        let on = self.moment(item, "on");
        let mentions = self.mentions(item, accounts, organisations);
        let said = match item.text_if("text") {
            Some(text) => {
                Self::must_be_policy(item, "text", &text.value);
                DemoSaid::More(text.value, mentions)
            }
            None => {
                let turn = item.parsed("what", Shape::OneOf(TURNS), |word| match word {
                    "resolved" => Some(DemoSaid::Resolved),
                    "reopened" => Some(DemoSaid::Reopened),
                    _ => None,
                });
                turn?.value
            }
        };
        if !known.contains_key(&to.value) {
            self.page.wrong_on(to.line, Reason::Dangling { id: to.value.clone() });
            return None;
        }
        let answering = DemoAnswering { to: to.value, said };
        let (on, what) = (on?, What::Answered { by, answering });
        Some(Found { value: Happening { at: on.value, what }, line: on.line })
    }

    /// Reads whose attention is asked for: accounts and organisations by their keys. A key that names
    /// both means the organisation; `account:key` means the account.
    fn mentions(
        &self,
        item: &Item<'_>,
        accounts: &[Found<DemoAccount>],
        organisations: &[Found<DemoOrganisation>],
    ) -> Vec<DemoMention> {
        let mention = |found: Found<String>| {
            if let Some(account) = found.value.strip_prefix("account:")
                && accounts.iter().any(|it| it.value.key == account)
            {
                return Some(DemoMention::Account(account.to_owned()));
            }
            if organisations.iter().any(|it| it.value.key == found.value) {
                return Some(DemoMention::Organisation(found.value));
            }
            self.page.wrong_on(found.line, Reason::Dangling { id: found.value });
            None
        };
        item.list("mentions").into_iter().filter_map(mention).collect()
    }
}
