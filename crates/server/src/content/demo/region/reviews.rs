//! Reads when somebody looked through who has access for an organisation.

use domain::{Moment, Role};

use super::{DemoAccount, DemoOrganisation, Found, Reading};
use crate::content::page::Item;
use crate::content::reason::Reason;

/// Somebody looked through who has access for an organisation, and it was right.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DemoReview {
    /// The key of the organisation.
    pub organisation: String,
    /// The key of the account that did.
    pub by: String,
    /// When.
    pub on: Moment,
}

impl Reading<'_> {
    /// Reads the reviews, in the order of the file.
    pub(super) fn reviews(
        &self,
        root: &Item<'_>,
        accounts: &[Found<DemoAccount>],
        organisations: &[Found<DemoOrganisation>],
    ) -> Vec<DemoReview> {
        let review = |item: Item<'_>| {
            let organisation = item.text("organisation");
            let by = item.text("by");
            let on = self.moment(&item, "on");
            item.done();
            if !organisations.iter().any(|it| it.value.key == organisation.value) {
                let id = organisation.value.clone();
                self.page.wrong_on(organisation.line, Reason::Dangling { id });
            }
            let Some(account) = accounts.iter().find(|it| it.value.key == by.value) else {
                self.page.wrong_on(by.line, Reason::Dangling { id: by.value });
                return None;
            };
            let on = on?;
            let account = &account.value;
            let leads = account.role == Role::Editor && account.may_adopt;
            let is_own = leads && account.organisation == organisation.value;
            if !is_own && account.role != Role::Coordinator {
                self.page.wrong_on(by.line, Reason::MayNotConfirm { account: by.value.clone() });
            }
            let acts = |it: &Found<DemoAccount>| {
                it.value.organisation == organisation.value && it.value.since <= on.value
            };
            if on.value < account.since || !accounts.iter().any(acts) {
                self.page.wrong_on(on.line, Reason::OutOfOrder { id: "on".to_owned() });
            }
            let (organisation, by, on) = (organisation.value, by.value, on.value);
            Some(DemoReview { organisation, by, on })
        };
        root.items("checking").into_iter().filter_map(review).collect()
    }
}
