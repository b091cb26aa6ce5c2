//! Handing over: what waits for somebody who leaves goes to a successor who accepts it.
//!
//! Invariant: what waits is derived from the region and never listed in an offer, so that what is done or
//! comes up in between is neither handed over twice nor left behind. Whoever accepts names what they saw.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::action::{Action, Step};
use crate::actor::{Actor, Member};
use crate::comment::{Mention, ReadMarks, Readers, Thread};
use crate::event::Author;
use crate::ids::{ActionId, HandoverId, Moment, OrganisationId, PersonId, RequestId, ThreadId};
use crate::region::Region;
use crate::request::{Request, Stand, Turn, Wish, can_write};
use crate::rights::{Ability, demand};
use crate::text::{Fingerprint, GuardedText};
use crate::view::{Viewer, snapshot_for};
use crate::work::{self, ActionTask, AnswerTask, RequestTask, Task, Waiting};

/// Who leaves, and who succeeds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Parting {
    /// A person leaves, and a colleague goes on.
    Person {
        /// Who leaves.
        of: PersonId,
        /// The organisation they act for; nothing: they coordinate the region.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        side: Option<OrganisationId>,
        /// The colleague; nothing: whoever of that side takes it, because who leaves is gone already.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<PersonId>,
    },
    /// An organisation leaves the region, and another one goes on.
    Organisation {
        /// Which leaves.
        of: OrganisationId,
        /// Which goes on.
        to: OrganisationId,
    },
}

/// What leaves: it is asked for by itself, without a successor.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Holder {
    /// A person of this side: their organisation, or nothing for the coordinators.
    Person(PersonId, Option<OrganisationId>),
    /// An organisation.
    Organisation(OrganisationId),
}

/// Something that waits for whoever leaves, and for nobody beside them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Held {
    /// They were asked something.
    Asked(RequestId),
    /// They asked something, and look after it.
    Asker(RequestId),
    /// Their attention was asked for in a thread, and they said nothing since.
    Thread(ThreadId),
    /// They are to do something.
    Action(ActionId),
    /// Their organisation asked for something to be done.
    ActionAsker(ActionId),
}

/// An offer to go on with what waits for somebody.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Handover {
    /// Who leaves, and who succeeds.
    pub parting: Parting,
    /// Who offered it.
    pub by: Author,
    /// When.
    pub at: Moment,
    /// What there is to say about it; may be empty.
    #[serde(default, skip_serializing_if = "GuardedText::says_nothing")]
    pub note: GuardedText,
    /// Where it stands.
    pub stand: HandoverStand,
}

/// Where an offer to hand over stands.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HandoverStand {
    /// It waits for the successor.
    Offered,
    /// The successor goes on with it.
    Accepted {
        /// Who accepted it.
        by: Author,
        /// When.
        at: Moment,
    },
    /// The successor does not.
    Declined {
        /// Who declined it.
        by: Author,
        /// Why.
        reason: GuardedText,
    },
    /// It was taken back.
    Withdrawn,
}

/// Which side of a request goes to somebody else.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PassedPart {
    /// That of whoever was asked.
    Asked,
    /// That of whoever asked.
    Asker,
}

/// That the attention which a thread asks for goes to somebody else.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PassedOn {
    /// The number of its entry.
    pub seq: u64,
    /// Who passed it on to them.
    pub by: Author,
    /// When.
    pub at: Moment,
    /// Whose attention was asked for.
    pub from: Mention,
    /// Whose attention is asked for from then on.
    pub to: Mention,
}

impl Parting {
    /// Returns what leaves.
    pub fn holder(&self) -> Holder {
        match self {
            Parting::Person { of, side, .. } => Holder::Person(*of, *side),
            Parting::Organisation { of, .. } => Holder::Organisation(*of),
        }
    }

    /// Returns whether a viewer may know of it: who goes on within an organisation is that
    /// organisation's business; that one leaves the region is everybody's.
    pub fn readers(&self) -> Readers {
        match self {
            Parting::Person { side, .. } => Readers::Within(*side),
            Parting::Organisation { .. } => Readers::Everyone,
        }
    }

    /// Returns whether a viewer may know of it.
    pub fn is_seen_by(&self, viewer: &Viewer) -> bool {
        self.readers().include(viewer)
    }

    /// Returns whether it names this person as the successor.
    pub fn names(&self, person: PersonId) -> bool {
        matches!(self, Parting::Person { to: Some(to), .. } if *to == person)
    }

    /// Returns whether this member may go on with it.
    pub fn may_be_taken_by(&self, member: &Member) -> bool {
        match self {
            Parting::Person { to: Some(to), side, .. } => {
                *to == member.person && can_write(*side, member)
            }
            Parting::Person { to: None, of, side } => {
                *of != member.person && can_write(*side, member)
            }
            Parting::Organisation { to, .. } => {
                demand(&Actor::Member(*member), Ability::TakeOver(*to)).is_ok()
            }
        }
    }
}

impl Holder {
    /// Returns whose attention a comment asks for when it asks for that of whoever leaves.
    pub fn mention(self) -> Mention {
        match self {
            Holder::Person(person, _) => Mention::Person(person),
            Holder::Organisation(own) => Mention::Organisation(own),
        }
    }

    /// Returns the member as one who may leave: what waits for them waits for their side.
    pub fn of_member(member: &Member) -> Holder {
        Holder::Person(member.person, side_of(member))
    }

    /// Returns what everybody may read who may know what waits for them.
    fn viewer(self) -> Viewer {
        match self {
            Holder::Person(_, side) => Viewer { drafts_of: side, coordinates: side.is_none() },
            Holder::Organisation(_) => Viewer::default(),
        }
    }

    /// Returns which parts of an action wait for them: a person those that are theirs to do, an organisation those
    /// that it does and those that it asked for. What an owner was not asked yet, or declined, is not theirs to do.
    fn parts_of_action(self, id: ActionId, action: &Action) -> Vec<Held> {
        let (does, asked) = match self {
            Holder::Person(person, _) => (action.person == Some(person), false),
            Holder::Organisation(own) => (action.owner == own, action.by.organisation == Some(own)),
        };
        let does = does && Step::Assign.fits(&action.stand);
        let asked = asked && action.stand.is_open();
        let does = does.then_some(Held::Action(id));
        does.into_iter().chain(asked.then_some(Held::ActionAsker(id))).collect()
    }

    fn is_author(self, by: &Author) -> bool {
        match self {
            Holder::Person(person, _) => by.person == Some(person),
            Holder::Organisation(own) => by.organisation == Some(own),
        }
    }
}

/// Returns for which side somebody works: their organisation, or nothing for coordinators.
pub fn side_of(member: &Member) -> Option<OrganisationId> {
    let coordinates = can_write(None, member);
    (!coordinates).then_some(member.organisation)
}

impl Handover {
    /// Returns whether the successor does not go on with it.
    pub fn is_declined(&self) -> bool {
        matches!(self.stand, HandoverStand::Declined { .. })
    }

    /// Returns whether it still waits for the successor.
    pub fn is_open(&self) -> bool {
        self.stand == HandoverStand::Offered
    }
}

impl Region {
    /// Returns what waits for somebody, so that it would be left behind if they left: the requests
    /// first, the oldest first. It is the same list for everybody who may read it, also where they know
    /// different things of sealed views.
    pub fn held(&self, holder: Holder) -> Vec<Held> {
        let seen = snapshot_for(&holder.viewer(), self);
        let requests = seen.requests_in_order();
        let of_request = |(id, request): &(RequestId, &Request)| {
            seen.part_held(holder, request).map(|part| match part {
                PassedPart::Asked => Held::Asked(*id),
                PassedPart::Asker => Held::Asker(*id),
            })
        };
        let mut held: Vec<Held> = requests.iter().filter_map(of_request).collect();
        let mut threads: Vec<(u64, ThreadId)> = seen
            .threads
            .iter()
            .filter(|(_, thread)| seen.asks_attention_of(thread, holder))
            .map(|(id, thread)| (thread.comments.first().map_or(0, |first| first.seq), *id))
            .collect();
        threads.sort_unstable();
        held.extend(threads.into_iter().map(|(_, thread)| Held::Thread(thread)));
        let actions = seen.actions_in_order().into_iter();
        held.extend(actions.flat_map(|(id, action)| holder.parts_of_action(id, action)));
        held
    }

    /// Returns whom their own side asked for a draft that is not there yet, and who asked for it, each with that side.
    pub fn asked_of_people(&self) -> BTreeSet<(PersonId, Option<OrganisationId>)> {
        let open = self.requests.values().filter(|request| self.turn(request) != Turn::Nobody);
        let both = open.filter_map(|request| match request.wish {
            Wish::Draft { of, by, .. } => {
                Some([Some((by, of)), request.by.person.map(|by| (by, of))])
            }
            Wish::View { .. } => None,
        });
        both.flatten().flatten().collect()
    }

    /// Names what waits for somebody, so that nobody accepts what they did not see.
    pub fn held_fingerprint(&self, holder: Holder) -> Fingerprint {
        let held = self.held(holder);
        Fingerprint::of(&serde_json::to_vec(&held).expect("ids are plain data"))
    }

    /// Returns the offer of this holder that waits for a successor, if one does.
    pub fn open_handover(&self, holder: Holder) -> Option<(HandoverId, &Handover)> {
        let of_it = |handover: &Handover| handover.is_open() && handover.parting.holder() == holder;
        self.handovers.iter().find(|(_, one)| of_it(one)).map(|(id, one)| (*id, one))
    }

    /// Returns the last offer of this holder, whatever became of it.
    pub fn last_handover(&self, holder: Holder) -> Option<(HandoverId, &Handover)> {
        let of_it = self.handovers.iter().filter(|(_, one)| one.parting.holder() == holder);
        of_it.max_by_key(|(id, one)| (one.at, **id)).map(|(id, one)| (*id, one))
    }

    /// Returns which part of a request waits for somebody, if one does.
    fn part_held(&self, holder: Holder, request: &Request) -> Option<PassedPart> {
        let turn = self.turn(request);
        if turn == Turn::Nobody {
            return None;
        }
        let is_asked = match (holder, request.wish) {
            (Holder::Person(person, side), Wish::Draft { of, by, .. }) => {
                by == person && of == side
            }
            (Holder::Organisation(own), Wish::View { of, .. }) => of == own,
            _ => false,
        };
        // Of a draft that is looked at changes can be asked; what was declined is the asker's to read.
        if is_asked && (turn == Turn::Asked || request.stand == Stand::Ready) {
            return Some(PassedPart::Asked);
        }
        let is_asker = match (holder, request.wish) {
            (Holder::Person(_, side), Wish::Draft { of, .. }) => of == side,
            // What colleagues ask each other ends with their organisation.
            (Holder::Organisation(_), Wish::Draft { .. }) => false,
            // Whoever asked for another side has nothing to do with it any more.
            (Holder::Person(_, Some(side)), Wish::View { .. }) => {
                request.by.organisation == Some(side)
            }
            (_, Wish::View { .. }) => true,
        };
        (is_asker && holder.is_author(&request.by)).then_some(PassedPart::Asker)
    }

    /// Returns whether a thread asks for the attention of somebody who said nothing in it since.
    fn asks_attention_of(&self, thread: &Thread, holder: Holder) -> bool {
        let is_internal = thread.topic.readers.are_internal();
        let reads = match holder {
            Holder::Person(_, side) => {
                !is_internal || thread.topic.readers == Readers::Within(side)
            }
            Holder::Organisation(_) => !is_internal,
        };
        if !reads || thread.resolved.is_some() || !self.asks(thread.topic.question) {
            return false;
        }
        let mention = holder.mention();
        let said = thread.comments.iter().filter(|comment| holder.is_author(&comment.by));
        let said = said.map(|comment| comment.seq).max().unwrap_or(0);
        let passed = thread.passed.iter().filter(|passed| passed.from == mention);
        let since = passed.map(|passed| passed.seq).max().unwrap_or(0).max(said);
        let in_comment = thread
            .comments
            .iter()
            .any(|comment| since < comment.seq && comment.mentions.contains(&mention));
        let by_passing =
            thread.passed.iter().any(|passed| since < passed.seq && passed.to == mention);
        in_comment || by_passing
    }
}

/// Returns the offers that name a member and wait for their answer.
pub fn offered_to(region: &Region, member: &Member) -> Vec<HandoverId> {
    let waits = |(_, one): &(&HandoverId, &Handover)| {
        one.is_open()
            && one.parting.names(member.person)
            && !region.held(one.parting.holder()).is_empty()
    };
    region.handovers.iter().filter(waits).map(|(id, _)| *id).collect()
}

/// Returns what waits for the side of a member and for nobody else of it: none of the others may do it.
/// Whoever leaves all the same leaves it to nobody.
pub fn only_for(region: &Region, member: &Member, others: &[Member]) -> Vec<Waiting> {
    let another_may =
        |ability| others.iter().any(|other| demand(&Actor::Member(*other), ability).is_ok());
    let waits = |waiting: &Waiting| {
        ability_for(member, &waiting.task).is_some_and(|ability| !another_may(ability))
    };
    let seen = snapshot_for(&member.viewer(), region);
    let all = work::waiting(&seen, member, &ReadMarks::default());
    all.into_iter().filter(|waiting| !waiting.personal && waits(waiting)).collect()
}

/// Returns whether nobody of the others coordinates the region as this member does.
pub fn is_last_coordinator(member: &Member, others: &[Member]) -> bool {
    side_of(member).is_none() && others.iter().all(|other| side_of(other).is_some())
}

/// Returns what a task takes, where it waits for a whole side.
fn ability_for(member: &Member, task: &Task) -> Option<Ability> {
    let own = member.organisation;
    match task {
        Task::Answers(AnswerTask::React | AnswerTask::Confirm, ..) => {
            Some(Ability::ConfirmAnswers(own))
        }
        Task::Answers(..) => Some(Ability::WriteAnswers(own)),
        Task::Regional(..) => Some(Ability::WriteRegionalAnswers),
        Task::GiveViews(..) | Task::Request(RequestTask::GiveView, _) => {
            Some(Ability::WriteViews(own))
        }
        Task::Handover(_) => Some(Ability::TakeOver(own)),
        Task::Action(ActionTask::Answer | ActionTask::CarryOut, _) => Some(Ability::CarryOut(own)),
        Task::Action(ActionTask::Silent | ActionTask::Chase | ActionTask::Discuss, _) => {
            Some(Ability::Coordinate)
        }
        Task::Action(..) => Some(Ability::LookAfterAction(Some(own))),
        // A request is looked after by whoever made it; what is said to a whole organisation stays
        // with it.
        Task::Request(..) | Task::Talk(_) => None,
    }
}
