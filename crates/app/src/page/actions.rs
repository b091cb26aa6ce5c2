//! What the pages about actions show beside the region.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Action, ActionId, ActionStand, Cause, CheckId, Day, GroupId, OrganisationId, Refusal,
};
use serde::{Deserialize, Serialize};

use super::{ActionLinks, FilesPart};
use crate::form::actions::{ActionTrouble, PlanForm, StepDeed, StepForm};

/// The list of actions.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct ActionsPage {
    /// What it is narrowed to.
    pub filter: ActionFilter,
    /// The actions on this page of the list, in its order; of a board those in its columns.
    pub shown: Vec<ActionId>,
    /// How many there are with this filter.
    pub found: usize,
    /// How many there are in the region.
    pub all: usize,
    /// How many the lists would have to which the counters lead.
    pub counts: Vec<(ActionShow, usize)>,
    /// How many of a group are closed and how many are open, of those that are shown.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub groups: BTreeMap<GroupId, (usize, usize)>,
    /// How many more there are of a state than its column shows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub more: Vec<(ActionShow, usize)>,
    /// What a form did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<ActionDone>,
    /// Why the offer of several was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<Refusal>,
    /// Whether their owners were to be reminded, rather than asked.
    #[serde(default)]
    pub reminding: bool,
    /// Which were chosen in the form that was refused.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub chosen: Vec<ActionId>,
}

/// How many actions a page of the list shows, and a column of the board.
pub const ACTIONS_ON_A_PAGE: usize = 50;

/// The names and values with which an address and a form write the filter.
pub mod action_filter {
    /// The name of the filter by owner, in addresses and forms.
    pub const OWNER: &str = "eigenaar";
    /// The name of the filter by municipality.
    pub const MUNICIPALITY: &str = "gemeente";
    /// The name of the filter by check.
    pub const CHECK: &str = "check";
    /// The name of the filter by state, or by what asks for attention.
    pub const SHOW: &str = "stand";
    /// The name under which an address says which page of the list it is, from 1.
    pub const SHEET: &str = "blad";
    /// The name under which an address says that it is a board.
    pub const SHAPE: &str = "vorm";
    /// The value that asks for the board.
    pub const BOARD: &str = "bord";
}

use action_filter::{BOARD, CHECK, MUNICIPALITY, OWNER, SHAPE, SHEET, SHOW};

/// What the list of actions is narrowed to; kept in the address.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct ActionFilter {
    /// Only of this owner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<OrganisationId>,
    /// Only about this municipality, or about the whole region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub municipality: Option<OrganisationId>,
    /// Only what comes from this check.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check: Option<CheckId>,
    /// Only those like this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub show: Option<ActionShow>,
    /// As columns by state rather than as a list.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub board: bool,
    /// Which page of the list, from 0.
    #[serde(default)]
    pub page: usize,
}

/// Which actions a list keeps.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)] // The states of an action, and what asks for attention.
pub enum ActionShow {
    Voorgesteld,
    Aangeboden,
    AndereDatum,
    Afgewezen,
    Aangenomen,
    Bezig,
    WachtOp,
    KlaarGemeld,
    Heropend,
    Afgesloten,
    Vervallen,
    TeLaat,
    Stil,
    GeenAntwoord,
    VoorStuurgroep,
    TeBespreken,
    Open,
}

impl ActionShow {
    /// Every choice, in the order of the form.
    pub const ALL: [ActionShow; 17] = [
        ActionShow::Open,
        ActionShow::TeLaat,
        ActionShow::GeenAntwoord,
        ActionShow::Stil,
        ActionShow::VoorStuurgroep,
        ActionShow::TeBespreken,
        ActionShow::Voorgesteld,
        ActionShow::Aangeboden,
        ActionShow::AndereDatum,
        ActionShow::Afgewezen,
        ActionShow::Aangenomen,
        ActionShow::Bezig,
        ActionShow::WachtOp,
        ActionShow::KlaarGemeld,
        ActionShow::Heropend,
        ActionShow::Afgesloten,
        ActionShow::Vervallen,
    ];

    /// The states, in the order in which an action goes through them: the columns of the board.
    pub const STANDS: [ActionShow; 11] = [
        ActionShow::Voorgesteld,
        ActionShow::Aangeboden,
        ActionShow::AndereDatum,
        ActionShow::Afgewezen,
        ActionShow::Aangenomen,
        ActionShow::Bezig,
        ActionShow::WachtOp,
        ActionShow::KlaarGemeld,
        ActionShow::Heropend,
        ActionShow::Afgesloten,
        ActionShow::Vervallen,
    ];

    /// What is counted above the list.
    pub const COUNTED: [ActionShow; 6] = [
        ActionShow::Open,
        ActionShow::TeLaat,
        ActionShow::GeenAntwoord,
        ActionShow::Stil,
        ActionShow::VoorStuurgroep,
        ActionShow::TeBespreken,
    ];

    /// Returns the state where an action stands.
    pub const fn of(stand: &ActionStand) -> ActionShow {
        match stand {
            ActionStand::Proposed => ActionShow::Voorgesteld,
            ActionStand::Offered { .. } => ActionShow::Aangeboden,
            ActionStand::CounterProposed { .. } => ActionShow::AndereDatum,
            ActionStand::Declined { .. } => ActionShow::Afgewezen,
            ActionStand::Accepted => ActionShow::Aangenomen,
            ActionStand::InProgress => ActionShow::Bezig,
            ActionStand::WaitingOn { .. } => ActionShow::WachtOp,
            ActionStand::ReportedDone { .. } => ActionShow::KlaarGemeld,
            ActionStand::Closed => ActionShow::Afgesloten,
            ActionStand::Reopened { .. } => ActionShow::Heropend,
            ActionStand::Dropped { .. } => ActionShow::Vervallen,
        }
    }

    /// Returns how addresses and forms write it.
    pub const fn code(self) -> &'static str {
        match self {
            ActionShow::Voorgesteld => "voorgesteld",
            ActionShow::Aangeboden => "aangeboden",
            ActionShow::AndereDatum => "andere-datum",
            ActionShow::Afgewezen => "afgewezen",
            ActionShow::Aangenomen => "aangenomen",
            ActionShow::Bezig => "bezig",
            ActionShow::WachtOp => "wacht-op",
            ActionShow::KlaarGemeld => "klaar-gemeld",
            ActionShow::Heropend => "heropend",
            ActionShow::Afgesloten => "afgesloten",
            ActionShow::Vervallen => "vervallen",
            ActionShow::TeLaat => "te-laat",
            ActionShow::Stil => "stil",
            ActionShow::GeenAntwoord => "geen-antwoord",
            ActionShow::VoorStuurgroep => "voor-stuurgroep",
            ActionShow::TeBespreken => "te-bespreken",
            ActionShow::Open => "open",
        }
    }

    /// Reads what an address wrote.
    pub fn read(code: &str) -> Option<ActionShow> {
        Self::ALL.into_iter().find(|show| show.code() == code)
    }
}

impl ActionFilter {
    /// Returns the names and values with which an address or a form writes it.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let pairs = [
            self.board.then(|| (SHAPE, BOARD.to_owned())),
            self.owner.map(|id| (OWNER, id.to_string())),
            self.municipality.map(|id| (MUNICIPALITY, id.to_string())),
            self.check.map(|check| (CHECK, check.to_string())),
            self.show.map(|show| (SHOW, show.code().to_owned())),
            (0 < self.page).then(|| (SHEET, (self.page + 1).to_string())),
        ];
        pairs.into_iter().flatten().collect()
    }

    /// Reads it leniently: what nobody can choose narrows nothing.
    pub fn read(pairs: &[(String, String)]) -> ActionFilter {
        let find = |wanted: &str| {
            pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
        };
        let page = find(SHEET).and_then(|page| page.parse::<usize>().ok());
        ActionFilter {
            owner: find(OWNER).and_then(|id| id.parse().ok()),
            municipality: find(MUNICIPALITY).and_then(|id| id.parse().ok()),
            check: find(CHECK).and_then(|check| check.parse().ok()),
            show: find(SHOW).and_then(ActionShow::read),
            board: find(SHAPE) == Some(BOARD),
            page: page.unwrap_or(1).saturating_sub(1),
        }
    }

    /// Returns whether it leaves something out, on whatever page and in whatever form.
    pub fn is_narrow(&self) -> bool {
        ActionFilter { board: false, page: 0, ..*self } != ActionFilter::default()
    }

    /// Returns whether this keeps an action, where the steering group meets on these days.
    pub fn keeps(&self, action: &Action, today: Day, meetings: &BTreeSet<Day>) -> bool {
        let plan = &action.plan;
        self.owner.is_none_or(|owner| action.owner == owner)
            && self
                .municipality
                .is_none_or(|it| plan.concerns.contains(&it) || plan.concerns.is_empty())
            && self
                .check
                .is_none_or(|check| action.cause.as_ref().and_then(Cause::check) == Some(check))
            && self.show.is_none_or(|show| show.keeps(action, today, meetings))
    }
}

impl ActionShow {
    /// Returns whether this keeps an action, where the steering group meets on these days.
    pub fn keeps(self, action: &Action, today: Day, meetings: &BTreeSet<Day>) -> bool {
        let stand = &action.stand;
        match self {
            ActionShow::TeLaat => action.is_overdue(today),
            ActionShow::Stil => action.is_silent(today),
            ActionShow::GeenAntwoord => action.is_unanswered(today),
            ActionShow::VoorStuurgroep => {
                is_for_steering(action, meetings.range(today..).next().copied())
            }
            ActionShow::TeBespreken => action.is_to_discuss(today, meetings),
            ActionShow::Open => stand.is_open(),
            state => state == ActionShow::of(stand),
        }
    }
}

/// Returns whether its owner has an action to do on the day on which the steering group meets, or before it.
pub fn is_for_steering(action: &Action, steering: Option<Day>) -> bool {
    let due = action.plan.due;
    action.is_awaited() && due.is_some_and(|due| steering.is_some_and(|day| due <= day))
}

/// One action.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ActionPage {
    /// Which.
    pub action: ActionId,
    /// The others of its group.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub group: Vec<ActionId>,
    /// Other open actions on which it could wait, with their titles.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<(ActionId, String)>,
    /// What a form did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<ActionDone>,
    /// The form that was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<RefusedStep>,
    /// The links to it that were mailed, and to whom one can be.
    #[serde(default)]
    pub links: ActionLinks,
    /// What there is to say about its files.
    #[serde(default)]
    pub files: FilesPart,
}

impl ActionPage {
    /// Returns the page of an action as it is opened.
    pub fn of(action: ActionId) -> Self {
        let (group, others, links, files) = Default::default();
        Self { action, group, others, done: None, refused: None, links, files }
    }
}

/// A form about an action that was refused, as it was sent.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RefusedStep {
    /// The form.
    pub form: StepForm,
    /// Why.
    pub trouble: ActionTrouble,
}

/// The form with which an action is made or changed.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct PlanPage {
    /// The action that it changes; nothing: it makes one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<ActionId>,
    /// What a new one comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<Cause>,
    /// Who would do it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<OrganisationId>,
    /// The form that was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<RefusedPlan>,
}

/// A plan that was refused, as it was sent.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RefusedPlan {
    /// The form.
    pub form: PlanForm,
    /// Why.
    pub trouble: ActionTrouble,
}

/// The days of the steering group.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct SteeringPage {
    /// Whether a day was added or removed just now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<SteeringDone>,
    /// Why it was not, and what was typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<(SteeringTrouble, String)>,
}

/// What a form about the days of the steering group did.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SteeringDone {
    /// A day was added.
    Added(Day),
    /// A day was removed.
    Removed(Day),
}

/// Why a day of the steering group was not taken in.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SteeringTrouble {
    /// What was typed is no day, or nothing was typed.
    NoSuchDay,
    /// The rules refuse it.
    Refused(Refusal),
}

/// What a form about actions did.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActionDone {
    /// An action was made, and its owner was asked.
    Offered,
    /// An action was made, and nobody was asked yet.
    Proposed,
    /// Several were made for as many organisations, and these were asked.
    GroupOffered,
    /// Several were made, and nobody was asked yet.
    GroupProposed,
    /// What is asked was changed.
    Revised,
    /// A step was done.
    Step(StepDeed),
    /// Several were offered.
    Several,
    /// Owners of several were reminded.
    Reminded,
    /// A link to it goes out by mail.
    LinkMailed,
    /// A file was attached.
    FileAttached,
    /// A file was removed.
    FileRemoved,
}

impl ActionDone {
    /// Returns how addresses write it.
    pub fn code(self) -> &'static str {
        match self {
            ActionDone::Offered => "aangeboden",
            ActionDone::Proposed => "voorgesteld",
            ActionDone::GroupOffered => "groep-aangeboden",
            ActionDone::GroupProposed => "groep-voorgesteld",
            ActionDone::Revised => "gewijzigd",
            ActionDone::Several => "samen-aangeboden",
            ActionDone::Reminded => "herinnerd",
            ActionDone::LinkMailed => "link-gemaild",
            ActionDone::FileAttached => "bestand-erbij",
            ActionDone::FileRemoved => "bestand-weg",
            ActionDone::Step(deed) => deed.code(),
        }
    }

    /// Reads what an address wrote.
    pub fn read(code: &str) -> Option<ActionDone> {
        let few = [
            ActionDone::Offered,
            ActionDone::Proposed,
            ActionDone::GroupOffered,
            ActionDone::GroupProposed,
            ActionDone::Revised,
            ActionDone::Several,
            ActionDone::Reminded,
            ActionDone::LinkMailed,
            ActionDone::FileAttached,
            ActionDone::FileRemoved,
        ];
        let step = || StepDeed::read(code).map(ActionDone::Step);
        few.into_iter().find(|done| done.code() == code).or_else(step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> ActionFilter {
        let pair = |pair: &str| pair.split_once('=').map(|(one, two)| (one.into(), two.into()));
        ActionFilter::read(&query.split('&').filter_map(pair).collect::<Vec<_>>())
    }

    fn written(filter: &ActionFilter) -> String {
        let pairs = filter.pairs();
        pairs.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
    }

    #[test]
    fn a_filter_is_read_as_it_is_written() {
        let id = OrganisationId::default();
        let whole = format!("vorm=bord&eigenaar={id}&gemeente={id}&check=4&stand=te-laat&blad=3");
        for query in ["", "stand=geen-antwoord", "blad=2", "vorm=bord&check=1", whole.as_str()] {
            assert_eq!(written(&read(query)), query);
        }
        for show in ActionShow::ALL {
            let filter = ActionFilter { show: Some(show), ..ActionFilter::default() };
            assert_eq!(read(&written(&filter)), filter);
        }
    }

    #[test]
    fn what_nobody_can_choose_narrows_nothing() {
        for query in ["stand=weg", "eigenaar=x", "blad=0", "blad=1", "blad=-1", "check=x", "vorm=x"]
        {
            assert_eq!(read(query), ActionFilter::default(), "{query}");
        }
    }

    #[test]
    fn a_page_and_a_form_leave_nothing_out() {
        assert!(!read("blad=2&vorm=bord").is_narrow());
        assert!(read("check=4").is_narrow());
    }
}
