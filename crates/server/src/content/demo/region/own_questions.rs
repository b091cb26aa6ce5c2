//! Reads what a region asks beside the checklist.

use std::collections::BTreeMap;

use domain::{CheckId, QuestionId};

use super::super::moments::moment;
use super::{Found, Happening, Reading, What};
use crate::content::page::Item;
use crate::content::reason::{Reason, Shape};
use crate::content::shapes;

impl Reading<'_> {
    /// Reads the region's own questions, and what became of them.
    pub(super) fn own_questions(&mut self, root: &Item<'_>) -> Vec<Found<Happening>> {
        let mut all = Vec::new();
        let mut last: BTreeMap<CheckId, u8> = BTreeMap::new();
        for item in root.items("own_question") {
            let by = item.text("by").value;
            let on = self.moment(&item, "on");
            let id = item.parsed("question", Shape::Field, |text| {
                text.parse::<QuestionId>().ok().filter(|id| id.is_own())
            });
            let scope = item.parsed("scope", Shape::OneOf("municipal, regional"), shapes::scope);
            let words = |item: &Item<'_>| {
                let text = item.text("text").value;
                let why = item.text_if("why").map(|found| found.value).unwrap_or_default();
                Self::must_be_policy(item, "text", &text);
                Self::must_be_policy(item, "why", &why);
                (text, why)
            };
            let (text, why) = words(&item);
            let reworded: Vec<_> = item
                .items("reworded")
                .into_iter()
                .map(|again| {
                    let found = (self.moment(&again, "on"), words(&again));
                    again.done();
                    found
                })
                .collect();
            let removed = item.parsed_if("removed", Shape::Moment, moment);
            item.done();
            let (Some(on), Some(id), Some(scope)) = (on, id, scope) else { continue };
            let question = id.value;
            // The region numbers them as they come.
            let number = last.entry(question.check()).or_default();
            *number += 1;
            if question.number() != *number || self.checklist.check(question.check()).is_none() {
                self.page.wrong_on(id.line, Reason::OutOfOrder { id: question.to_string() });
            }
            self.own.insert(question, scope.value);
            let scope = scope.value;
            let added = What::OwnQuestionAdded { by: by.clone(), question, scope, text, why };
            let mut happen = |at: Found<domain::Moment>, what| {
                let value = Happening { at: at.value, what };
                all.push(Found { value, line: at.line });
            };
            happen(on, added);
            for (on, (text, why)) in reworded {
                let what = What::OwnQuestionReworded { by: by.clone(), question, text, why };
                on.into_iter().for_each(|on| happen(on, what.clone()));
            }
            if let Some(removed) = removed {
                self.must_be_past(&removed);
                happen(removed, What::OwnQuestionRemoved { by, question });
            }
        }
        all
    }
}
