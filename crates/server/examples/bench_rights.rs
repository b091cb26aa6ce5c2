//! Measures which part of a command goes into judging whether its sender may give it: finding who acts, and asking
//! the rules. The command itself is handed to its room as a door does, without HTTP.

mod ground;

use std::{collections::HashMap, hint::black_box, time::Instant};

use domain::{
    Actor, Moment, PersonId,
    rights::{Ability, demand},
};
use ground::{
    Failure, Laps,
    database::Database,
    figure,
    region::{House, START, editor_of, flip, municipality, region},
};
use server::{people::Membership, regions::Sender};

const COUNTED: usize = 1_500;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let database = Database::make(&ground::place()?).await?;
    House::furnish(&database.address).await?;
    let (house, db) = House::open(&database.address).await?;
    let (own, here) = (municipality(0), region(0));
    let person = editor_of(own).person;
    // As a room remembers who has a place.
    let places = house.people.memberships_in(here).await?;
    let places: HashMap<PersonId, Membership> =
        places.into_iter().map(|place| (place.person, place)).collect();
    let (mut judged, mut read, mut whole) = (Laps::default(), Laps::default(), Laps::default());
    for turn in 0..ground::WARM_UP + COUNTED {
        let counts = ground::WARM_UP <= turn;
        let lap = Instant::now();
        may(black_box(places.get(&black_box(person))), own)?;
        let judging = (lap, Instant::now());

        let lap = Instant::now();
        let place = house.people.membership(here, person).await?;
        may(place.as_ref(), own)?;
        let reading = (lap, Instant::now());

        let sent = flip(own, "1.1".parse()?, turn);
        let lap = Instant::now();
        house.regions.submit(here, Sender::Person(person), sent).await?;
        let submitting = (lap, Instant::now());
        if counts {
            judged.add_between(judging.0, judging.1);
            read.add_between(reading.0, reading.1);
            whole.add_between(submitting.0, submitting.1);
        }
    }
    let (judged, read, whole) = (judged.below(0.5), read.below(0.5), whole.below(0.5));
    figure("judged_us", judged);
    figure("command_us", whole);
    figure("judged_share", judged / whole);
    figure("read_anew_share", read / whole);
    db.close().await;
    database.remove().await
}

/// Judges as a room does.
fn may(place: Option<&Membership>, own: domain::OrganisationId) -> Result<(), Failure> {
    let member = place.and_then(|place| place.member(Moment(START.0 + 1)));
    let actor = Actor::Member(member.ok_or("nobody acts")?);
    demand(black_box(&actor), Ability::WriteAnswers(own))
        .map_err(|_| "the editor may not write".into())
}
