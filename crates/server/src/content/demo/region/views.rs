//! Reads how partners see it: views given together or kept as drafts, and what was taken back.

use super::super::moments::moment;
use super::{DemoAnswer, Found, Happening, Reading, What};
use crate::content::page::Item;
use crate::content::reason::{Reason, Shape};

impl Reading<'_> {
    /// Reads the views of partners.
    pub(super) fn viewed(&self, root: &Item<'_>) -> Vec<Found<Happening>> {
        root.items("viewing").into_iter().flat_map(|item| self.viewing(item)).collect()
    }

    fn viewing(&self, item: Item<'_>) -> Vec<Found<Happening>> {
        let partner = item.text("partner").value;
        let by = item.text("by").value;
        let on = self.moment(&item, "on");
        let given = !item.flag_if("draft");
        let withdrawn = item.parsed_if("withdrawn", Shape::Moment, moment);
        withdrawn.iter().for_each(|found| self.must_be_past(found));
        let gives_first =
            |back: &Found<_>| given && on.as_ref().is_some_and(|on| on.value < back.value);
        if let Some(back) = withdrawn.as_ref().filter(|back| !gives_first(back)) {
            self.page.wrong_on(back.line, Reason::OutOfOrder { id: "withdrawn".to_owned() });
        }
        let answers = item.items("answer");
        if answers.is_empty() {
            item.wrong(Reason::MissingKey { key: "answer".to_owned() });
        }
        let answers = answers.into_iter().filter_map(|answer| self.view(answer, given));
        let answers: Vec<_> = answers.collect();
        item.done();
        self.must_be_there_once(answers.iter().map(|it| (it.value.field, it.line)));
        let answers: Vec<DemoAnswer> = answers.into_iter().map(|it| it.value).collect();
        let fields = answers.iter().map(|answer| answer.field).collect();
        let takes_back = What::ViewsWithdrawn { partner: partner.clone(), by: by.clone(), fields };
        let gives = What::Viewed { partner, by, answers, given };
        let happening = |(found, what): (Option<Found<_>>, What)| {
            let Found { value: at, line } = found?;
            Some(Found { value: Happening { at, what }, line })
        };
        [(on, gives), (withdrawn, takes_back)].into_iter().filter_map(happening).collect()
    }

    fn view(&self, item: Item<'_>, given: bool) -> Option<Found<DemoAnswer>> {
        let said = self.said(&item, given);
        let source = item.text_if("source").map(|found| found.value);
        if let Some(found) = &said {
            let text = source.as_deref().unwrap_or_default();
            self.must_pass_the_guard(&item, found.value.field, text);
        }
        item.done();
        let Found { value: said, line } = said?;
        Some(Found { value: DemoAnswer { source, ..said }, line })
    }
}
