//! The region as a page shows it to one reader.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::checklist::ChecklistIn;
use domain::work::waiting;
use domain::{Day, Insider, OrganisationId, ReadMarks, Region};
use serde::{Deserialize, Serialize};

use super::{Colleagues, InRole, Reading, ReviewDue};
use crate::form::Whose;

/// The region as its reader may see it, with the names that go with it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Table {
    /// Who reads it.
    pub insider: Insider,
    /// The region as this reader may see it.
    pub region: Region,
    /// The names of its organisations.
    pub names: BTreeMap<OrganisationId, String>,
    /// The checklist of the present round, in the language of the page.
    pub checklist: Arc<ChecklistIn>,
    /// The people whom the page names: colleagues of the reader, or everybody.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub colleagues: Colleagues,
    /// Up to where the reader read what is said about questions, where the page says what is new.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read: Option<ReadMarks>,
    /// The organisations of which the reader has to look through who has access, now or soon.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reviews: Vec<ReviewDue>,
    /// What waits for the reader in other roles that they hold here, where the page says so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub elsewhere: Vec<InRole>,
    /// Who reads the region along for a while, without a place in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub readings: Vec<Reading>,
}

impl Table {
    /// Returns whose sheets the reader writes on the page of a question, if any: the region's, or
    /// those of the partner that they work for.
    pub fn writes_on_questions(&self) -> Option<Whose> {
        self.writes_for().filter(|whose| !matches!(whose, Whose::Municipality(_)))
    }

    /// Returns the nearest day by which something waits for the reader.
    pub fn nearest_day(&self) -> Option<Day> {
        let read = self.read.clone().unwrap_or_default();
        let all = self.insider.member().map(|member| waiting(&self.region, member, &read));
        let first = all.unwrap_or_default().first().and_then(|one| one.due);
        self.reviews.iter().map(|review| review.due).chain(first).min()
    }
}
