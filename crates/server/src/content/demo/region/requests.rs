//! Reads what people asked each other, and what became of it.

use std::collections::BTreeMap;

use domain::{OrganisationKind, Subject, TypedText};

use super::super::{DemoAccount, DemoOrganisation, DemoReply, DemoRequest, DemoWhom};
use super::{Found, Happening, Reading, What, key};
use crate::content::page::Item;
use crate::content::reason::{Reason, Shape};

const REPLIES: &str = "ready, changes, declined, closed";

impl Reading<'_> {
    /// Reads requests and the replies to them.
    pub(super) fn requests(
        &self,
        root: &Item<'_>,
        accounts: &[Found<DemoAccount>],
        organisations: &[Found<DemoOrganisation>],
    ) -> Vec<Found<Happening>> {
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        let mut all = Vec::new();
        for item in root.items("asking") {
            all.extend(self.asked(&item, &mut known, accounts, organisations));
            item.done();
        }
        for item in root.items("replying") {
            all.extend(self.replied(&item, &known));
            item.done();
        }
        all
    }

    fn asked(
        &self,
        item: &Item<'_>,
        known: &mut BTreeMap<String, usize>,
        accounts: &[Found<DemoAccount>],
        organisations: &[Found<DemoOrganisation>],
    ) -> Option<Found<Happening>> {
        let id = item.parsed("key", Shape::Id("berkelo-convenant"), key);
        let by = item.text("by").value;
        let on = self.moment(item, "on");
        let about = item.parsed("about", Shape::Field, |text| {
            let question = text.parse().map(Subject::Question);
            question.or_else(|_| text.parse().map(Subject::Check)).ok()
        });
        let due = item.parsed_if("due", Shape::Day, |text| text.parse().ok());
        let note = item.text_if("note").map(|found| found.value).unwrap_or_default();
        Self::must_be_policy(item, "note", &note);
        let colleague = item.text_if("colleague");
        let partner = item.text_if("partner");
        if let Some(found) = &colleague
            && !accounts.iter().any(|it| it.value.key == found.value)
        {
            self.page.wrong_on(found.line, Reason::Dangling { id: found.value.clone() });
        }
        let is_partner = |key: &String| {
            let found = organisations.iter().find(|it| it.value.key == *key);
            found.is_some_and(|it| it.value.kind != OrganisationKind::Municipality)
        };
        if let Some(found) = partner.as_ref().filter(|found| !is_partner(&found.value)) {
            self.page.wrong_on(found.line, Reason::NotAPartner { key: found.value.clone() });
        }
        let whom = match (colleague, partner) {
            (Some(colleague), None) => DemoWhom::Colleague(colleague.value),
            (None, Some(partner)) => DemoWhom::Partner(partner.value),
            (None, None) => {
                item.wrong(Reason::MissingKey { key: "colleague".to_owned() });
                return None;
            }
            (Some(_), Some(partner)) => {
                let (key, other) = ("partner".to_owned(), "colleague".to_owned());
                self.page.wrong_on(partner.line, Reason::OneOfTwo { key, other });
                return None;
            }
        };
        let (id, on, about) = (id?, on?, about?);
        self.must_be_new(&id, known.iter().map(|(key, line)| (key.clone(), *line)));
        known.insert(id.value.clone(), id.line);
        let due = due.map(|found| found.value);
        let request = DemoRequest { key: id.value, whom, about: about.value, due, note };
        let what = What::Requested { by, request };
        Some(Found { value: Happening { at: on.value, what }, line: on.line })
    }

    fn replied(
        &self,
        item: &Item<'_>,
        known: &BTreeMap<String, usize>,
    ) -> Option<Found<Happening>> {
        let to = item.text("to");
        let by = item.text("by").value;
        let on = self.moment(item, "on");
        let text = item.text_if("text").map(|found| found.value);
        Self::must_be_policy(item, "text", text.as_deref().unwrap_or_default());
        let must_say = |text: Option<String>| {
            if text.is_none() {
                item.wrong(Reason::MissingKey { key: "text".to_owned() });
            }
            text.unwrap_or_default()
        };
        let reply = item.parsed("what", Shape::OneOf(REPLIES), |word| {
            ["ready", "changes", "declined", "closed"].contains(&word).then(|| word.to_owned())
        })?;
        let reply = match reply.value.as_str() {
            "ready" => DemoReply::Ready,
            "closed" => DemoReply::Closed,
            "changes" => DemoReply::Changes(must_say(text)),
            _ => DemoReply::Declined(must_say(text)),
        };
        if !known.contains_key(&to.value) {
            self.page.wrong_on(to.line, Reason::Dangling { id: to.value.clone() });
            return None;
        }
        let (on, what) = (on?, What::Replied { by, to: to.value, reply });
        Some(Found { value: Happening { at: on.value, what }, line: on.line })
    }

    pub(super) fn must_be_policy(item: &Item<'_>, key: &str, text: &str) {
        if domain::GuardedText::pass(&TypedText::new(text.to_owned())).is_err() {
            item.wrong(Reason::TextAboutAPerson { key: key.to_owned() });
        }
    }
}
