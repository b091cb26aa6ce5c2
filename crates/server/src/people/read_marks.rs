//! Up to where people read what is said about questions.

use domain::{
    ReadMarks,
    ids::{PersonId, QuestionId, RegionId},
};

use super::{People, StoreError};
use crate::db::{reading, writing};

impl People {
    /// Returns up to where a person read what is said about each question of a region.
    pub async fn read_marks(
        &self,
        person: PersonId,
        region: RegionId,
    ) -> Result<ReadMarks, StoreError> {
        let rows: Vec<(String, i64)> = reading!(&self.db, |pool| {
            sqlx::query_as("SELECT question, seq FROM read_mark WHERE person = $1 AND region = $2")
                .bind(person.0)
                .bind(region.0)
                .fetch_all(pool)
                .await
        })?;
        let mark = |(question, seq): (String, i64)| {
            Some((question.parse().ok()?, u64::try_from(seq).ok()?))
        };
        Ok(ReadMarks(rows.into_iter().filter_map(mark).collect()))
    }

    /// Notes that a person read what is said about a question up to an entry. A mark never goes back.
    pub async fn mark_read(
        &self,
        person: PersonId,
        region: RegionId,
        question: QuestionId,
        upto: u64,
    ) -> Result<(), StoreError> {
        let upto = i64::try_from(upto).unwrap_or(i64::MAX);
        writing!(&self.db, |pool| {
            sqlx::query(
                "INSERT INTO read_mark (person, region, question, seq) VALUES ($1, $2, $3, $4)
                 ON CONFLICT (person, region, question) DO UPDATE SET seq = excluded.seq
                 WHERE read_mark.seq < excluded.seq",
            )
            .bind(person.0)
            .bind(region.0)
            .bind(question.to_string())
            .bind(upto)
            .execute(pool)
            .await
            .map(|_| ())
        })
    }
}
