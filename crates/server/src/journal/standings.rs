//! Where regions stand: how far they came, and how often their rights and texts changed.
//!
//! Invariant: every question reads the last entry of a region by its index, however long the region is.

use std::collections::BTreeMap;

use domain::ids::RegionId;
use sqlx::QueryBuilder;
use uuid::Uuid;

use super::{Journal, JournalError, Standing, number};
use crate::db::reading;

/// Regions in one question.
const REGIONS_AT_ONCE_MAX: usize = 400;

/// What every question about where regions stand selects.
macro_rules! standings {
    ($rest:literal) => {
        concat!(
            "SELECT id, COALESCE((SELECT MAX(seq) FROM entry WHERE entry.region = region.id), 0), \
             rights_epoch, redaction_epoch FROM region",
            $rest
        )
    };
}

type Row = (Uuid, i64, i64, i64);

fn standing((id, head, rights, redaction): Row) -> (RegionId, Standing) {
    let standing = Standing {
        head: number(head),
        rights_epoch: number(rights),
        redaction_epoch: number(redaction),
    };
    (RegionId(id), standing)
}

impl Journal {
    /// Returns where a region stands, or nothing if there is none.
    pub async fn standing(&self, region: RegionId) -> Result<Option<Standing>, JournalError> {
        let row: Option<Row> = reading!(&self.db, |pool| {
            sqlx::query_as(standings!(" WHERE id = $1")).bind(region.0).fetch_optional(pool).await
        })?;
        Ok(row.map(|row| standing(row).1))
    }

    /// Returns where every region stands.
    pub async fn standings(&self) -> Result<Vec<(RegionId, Standing)>, JournalError> {
        let rows: Vec<Row> =
            reading!(&self.db, |pool| sqlx::query_as(standings!("")).fetch_all(pool).await)?;
        Ok(rows.into_iter().map(standing).collect())
    }

    /// Returns where these regions stand; those that are not there are left out.
    pub async fn standings_of(
        &self,
        regions: &[RegionId],
    ) -> Result<BTreeMap<RegionId, Standing>, JournalError> {
        let mut all = BTreeMap::new();
        for some in regions.chunks(REGIONS_AT_ONCE_MAX) {
            let rows: Vec<Row> = reading!(&self.db, |pool| {
                let mut query = QueryBuilder::<Engine>::new(standings!(" WHERE id IN ("));
                let mut list = query.separated(", ");
                for region in some {
                    list.push_bind(region.0);
                }
                query.push(")");
                query.build_query_as().fetch_all(pool).await
            })?;
            all.extend(rows.into_iter().map(standing));
        }
        Ok(all)
    }
}
