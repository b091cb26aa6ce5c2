//! Says what waits for somebody in the roles that they hold beside the one that they act in.

use app::page::{InRole, Table};
use domain::{Member, work::waiting};

use super::access::reviews_for;
use crate::{
    door::{Hall, signed_in::out_of_order},
    problem::Problem,
    regions::Rejected,
};

/// Adds how much waits in each other role of the reader, and not in the present one as well.
pub async fn with_work_elsewhere(hall: &Hall, mut table: Table) -> Result<Table, Problem> {
    let Some(&member) = table.insider.member() else { return Ok(table) };
    let (region, person) = (table.region.id, member.person);
    let place = hall.people.membership(region, person).await.map_err(out_of_order)?;
    let held = place.iter().flat_map(|place| place.in_each_role(hall.clock.now()));
    let others: Vec<Member> = held.filter(|held| held.role != member.role).collect();
    let read = table.read.clone().unwrap_or_default();
    let own = waiting(&table.region, &member, &read);
    for other in others {
        // As it stood at the entry that the page shows.
        let at = table.region.head;
        let sight = match hall.regions.look_back_in(region, person, other.role, at).await {
            Ok(sight) => sight,
            // The role was taken away, or a text removed, while the page was made.
            Err(Rejected::Unknown | Rejected::Overtaken) => continue,
            Err(rejected) => return Err(rejected.into()),
        };
        let there = waiting(&sight.region, &other, &read);
        let tasks = there.iter().filter(|task| !own.contains(task)).count();
        let reviews = reviews_for(hall, region, other).await?;
        let reviews = reviews.iter().filter(|review| !table.reviews.contains(review)).count();
        if 0 < tasks + reviews {
            table.elsewhere.push(InRole { role: other.role, waits: tasks + reviews });
        }
    }
    Ok(table)
}
