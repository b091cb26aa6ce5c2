//! Notices: which entries of a region's journal are told to somebody, and how near they come to them.
//!
//! Invariant: a notice is derived from an entry that its reader may see, and kept nowhere. Nobody is told what they
//! did themselves.

use crate::action::{ActionStand, WaitsOn};
use crate::actor::{Actor, Member, Role};
use crate::comment::Mention;
use crate::event::{Author, Entry, Event};
use crate::handover::Parting;
use crate::ids::{ActionId, HandoverId, OrganisationId, PersonId, ThreadId};
use crate::region::Region;
use crate::reminder::Rung;
use crate::request::{Matter, Wish};
use crate::rights::{Ability, demand};

/// How near something that happened comes to somebody.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Nearness {
    /// It names them: it was assigned to them, asked of them, or said to them. The entry alone says so: whose an action
    /// is may change until it is told.
    Personal,
    /// It is about what they take part in, or what their organisation does, is asked or asked for.
    Around,
}

/// Tells how near an entry comes to a member; nothing where it is not told to them. The entry is one that they may
/// see, and the region is as it stands after it or later.
pub fn nearness(region: &Region, member: &Member, entry: &Entry) -> Option<Nearness> {
    if entry.by.person == Some(member.person) {
        return None;
    }
    Ear { region, member, entry }.hears()
}

/// Somebody, and what happened.
#[derive(Clone, Copy)]
struct Ear<'a> {
    region: &'a Region,
    member: &'a Member,
    entry: &'a Entry,
}

fn personal(holds: bool) -> Option<Nearness> {
    holds.then_some(Nearness::Personal)
}

fn around(holds: bool) -> Option<Nearness> {
    holds.then_some(Nearness::Around)
}

impl Ear<'_> {
    /// Size: one arm for each kind, so that the compiler asks of a new one whom it is told to.
    fn hears(self) -> Option<Nearness> {
        match &self.entry.event {
            // Everybody hears when answers are asked, and until when.
            Event::RoundOpened { .. } => Some(Nearness::Around),
            Event::DeadlineSet { change, .. } => around(change.to.is_some()),
            Event::RegionalAnswerPutForward { .. } => around(self.reacts()),
            Event::RequestMade { matter, .. } | Event::ChangesRequested { matter, .. } => {
                self.asked(matter)
            }
            Event::RequestClosed { matter } => self.asked(matter).and(Some(Nearness::Around)),
            Event::RequestReady { matter } | Event::RequestDeclined { matter, .. } => {
                self.asker(matter)
            }
            Event::RequestPassedOn { to, .. } => self.successor(*to),
            Event::ThreadPassedOn { to, .. } => self.mentioned([*to].iter()),
            Event::ThreadStarted { mentions, .. } => self.mentioned(mentions.iter()),
            Event::CommentAdded { thread, mentions, .. } => {
                self.mentioned(mentions.iter()).or(around(self.speaks_in(*thread)))
            }
            Event::ThreadResolved { thread, .. } | Event::ThreadReopened { thread, .. } => {
                around(self.speaks_in(*thread))
            }
            Event::HandoverOffered { parting, .. } | Event::HandoverWithdrawn { parting, .. } => {
                self.takes_over(parting)
            }
            Event::HandoverAccepted { handover, parting }
            | Event::HandoverDeclined { handover, parting, .. } => self.hands_over(*handover, parting),
            Event::ActionOffered { action } | Event::ActionRevised { action, .. } => {
                self.owner(*action)
            }
            Event::CounterProposalAgreed { action, .. }
            | Event::CounterProposalRefused { action, .. }
            | Event::ActionClosed { action }
            | Event::ActionReopened { action, .. }
            | Event::ActionDropped { action, .. } => self.owner(*action),
            Event::ActionAccepted { action }
            | Event::ActionDeclined { action, .. }
            | Event::DateCounterProposed { action, .. }
            | Event::ActionReportedDone { action, .. } => around(self.asked_for(*action)),
            Event::ActionAssigned { change, .. } => {
                let me = Some(self.member.person);
                personal(change.to == me || change.from == me)
            }
            Event::ActionWaits { action, on, .. } => around(self.is_waited_for(*action, *on)),
            Event::OfferWentSilent { action } => {
                around(self.member.role == Role::Coordinator || self.asked_for(*action))
            }
            Event::ActionFileAttached { action, .. } | Event::ActionFileRemoved { action, .. } => {
                self.owner(*action).or(around(self.asked_for(*action)))
            }
            Event::ActionReminded { action, rung, .. } => self.reminded(*action, *rung),
            Event::ActionPassedOn { to, .. } => self.successor(*to),
            Event::RegionFounded { .. }
            | Event::OrganisationAdmitted { .. }
            | Event::OrganisationLeft { .. }
            | Event::RoundPrepared { .. }
            | Event::OwnQuestionAdded { .. }
            | Event::OwnQuestionReworded { .. }
            | Event::OwnQuestionRemoved { .. }
            | Event::OwnQuestionPutBack { .. }
            | Event::RoundClosed { .. }
            | Event::AnswerDrafted { .. }
            | Event::ExplanationDrafted { .. }
            | Event::MarkDrafted { .. }
            | Event::AnswerShared { .. }
            | Event::AnswerConfirmed { .. }
            | Event::RegionalValueDrafted { .. }
            | Event::RegionalExplanationDrafted { .. }
            | Event::RegionalAnswerApplied { .. }
            | Event::RegionalAnswerDiffered { .. }
            | Event::DiscussionStarted { .. }
            | Event::PartnerValueDrafted { .. }
            | Event::PartnerTextDrafted { .. }
            | Event::PartnerViewGiven { .. }
            | Event::PartnerViewWithdrawn { .. }
            // That an action was made is told once it is offered.
            | Event::ActionMade { .. }
            | Event::ActionProgressed { .. }
            | Event::RemindersPaused { .. }
            | Event::SteeringDateAdded { .. }
            | Event::SteeringDateRemoved { .. }
            | Event::TextRedacted { .. } => None,
        }
    }

    fn may(self, ability: Ability) -> bool {
        demand(&Actor::Member(*self.member), ability).is_ok()
    }

    /// Tells whether the organisation of this member did it.
    fn is_of_own_side(self) -> bool {
        self.entry.by.organisation == Some(self.member.organisation)
    }

    /// Whoever answers for a municipality says whether what the region puts forward holds for it.
    fn reacts(self) -> bool {
        let own = self.member.organisation;
        self.region.is_municipality(own) && self.may(Ability::ConfirmAnswers(own))
    }

    /// A colleague was asked in person; a partner as a whole.
    fn asked(self, matter: &Matter) -> Option<Nearness> {
        match matter.wish {
            Wish::Draft { by, .. } => personal(by == self.member.person),
            Wish::View { of, .. } => {
                let is_own = of == self.member.organisation;
                around(is_own && !self.is_of_own_side() && self.may(Ability::WriteViews(of)))
            }
        }
    }

    /// What was asked was asked by this member, or by their organisation of another.
    fn asker(self, matter: &Matter) -> Option<Nearness> {
        let by = self.region.requests.get(&matter.request)?.by;
        let of_organisation = || {
            let own = self.member.organisation;
            let is_own = matches!(matter.wish, Wish::View { .. }) && by.organisation == Some(own);
            is_own && !self.is_of_own_side() && self.may(Ability::EndRequests(own))
        };
        around(by.person == Some(self.member.person) || of_organisation())
    }

    /// It goes on with this member, or with their organisation.
    fn successor(self, to: Author) -> Option<Nearness> {
        match to.person {
            Some(person) => personal(person == self.member.person),
            None => around(self.is_organisation(to.organisation)),
        }
    }

    fn is_organisation(self, organisation: Option<OrganisationId>) -> bool {
        organisation == Some(self.member.organisation)
    }

    fn mentioned<'m>(self, mentions: impl Iterator<Item = &'m Mention>) -> Option<Nearness> {
        let near = |mention: &Mention| match mention {
            Mention::Person(person) => personal(*person == self.member.person),
            Mention::Organisation(own) => around(*own == self.member.organisation),
        };
        mentions.filter_map(near).min()
    }

    /// They said something in the thread before, or were called to it.
    fn speaks_in(self, thread: ThreadId) -> bool {
        let Some(thread) = self.region.threads.get(&thread) else { return false };
        let before = thread.comments.iter().filter(|comment| comment.seq < self.entry.seq);
        let passed = thread.passed.iter().filter(|passed| passed.seq < self.entry.seq);
        let is_called = passed.into_iter().any(|passed| passed.to.is_for(self.member));
        let is_in = |person: Option<PersonId>| person == Some(self.member.person);
        is_called || before.into_iter().any(|one| is_in(one.by.person) || one.mentions(self.member))
    }

    /// What waits for whoever leaves is offered to this member.
    fn takes_over(self, parting: &Parting) -> Option<Nearness> {
        if parting.names(self.member.person) {
            return Some(Nearness::Personal);
        }
        around(parting.may_be_taken_by(self.member) && !self.is_left_by_own_side(parting))
    }

    /// Who hands their own things over within an organisation tells no colleague but whom they name.
    fn is_left_by_own_side(self, parting: &Parting) -> bool {
        matches!(parting, Parting::Organisation { of, .. } if *of == self.member.organisation)
    }

    /// They leave, or offered what waits for whoever does.
    fn hands_over(self, handover: HandoverId, parting: &Parting) -> Option<Nearness> {
        let me = self.member.person;
        if matches!(parting, Parting::Person { of, .. } if *of == me) {
            return Some(Nearness::Personal);
        }
        let offered = self.region.handovers.get(&handover);
        around(offered.is_some_and(|offered| offered.by.person == Some(me)))
    }

    /// They do the action, or their organisation does, and others said something about it.
    fn owner(self, action: ActionId) -> Option<Nearness> {
        let action = self.region.actions.get(&action)?;
        // Of what was never offered nobody heard.
        if action.owner != self.member.organisation || action.stand == ActionStand::Proposed {
            return None;
        }
        let is_theirs = action.person == Some(self.member.person);
        around(is_theirs || !self.is_of_own_side() && self.may(Ability::CarryOut(action.owner)))
    }

    /// A reminder goes to whoever stands on its rung.
    fn reminded(self, action: ActionId, rung: Rung) -> Option<Nearness> {
        let role = self.member.role;
        match rung {
            Rung::Owner => self.owner(action),
            Rung::Lead => self.owner(action).filter(|_| self.member.may_adopt),
            Rung::Coordinator => around(role == Role::Coordinator),
            Rung::Table => around(matches!(role, Role::Coordinator | Role::SteeringMember)),
        }
    }

    /// They asked for the action, or look after it for their organisation, which did.
    fn asked_for(self, action: ActionId) -> bool {
        let Some(action) = self.region.actions.get(&action) else { return false };
        if action.by.person == Some(self.member.person) {
            return true;
        }
        let by = action.by.organisation;
        self.is_organisation(by) && !self.is_of_own_side() && self.may(Ability::LookAfterAction(by))
    }

    /// Somebody cannot go on before their organisation did something.
    fn is_waited_for(self, action: ActionId, on: WaitsOn) -> bool {
        let other = match on {
            WaitsOn::Organisation(other) => Some(other),
            WaitsOn::Action(other) => self.region.actions.get(&other).map(|other| other.owner),
        };
        let waits = self.is_organisation(other) && !self.is_of_own_side();
        waits && self.may(Ability::CarryOut(self.member.organisation)) || self.asked_for(action)
    }
}
