//! The checklist's editions in memory, in both languages.

use std::{collections::HashMap, path::Path, sync::Arc};

use domain::{Command, EditionId, Language, checklist::ChecklistIn};

use crate::content::{self, ContentErrors};

/// The editions that this installation can show.
#[derive(Clone, Debug)]
pub struct Library {
    editions: Arc<HashMap<(EditionId, Language), Arc<ChecklistIn>>>,
}

impl Library {
    /// Loads and checks every edition.
    pub fn open(root: Option<&Path>) -> Result<Self, ContentErrors> {
        let edition = current();
        let checklist = content::load(root, &edition)?;
        let both = Language::ALL.map(|language| {
            ((edition.clone(), language), Arc::new(checklist.in_language(language)))
        });
        Ok(Self { editions: Arc::new(both.into()) })
    }

    /// Returns an edition.
    pub fn edition(&self, edition: &EditionId, language: Language) -> Option<Arc<ChecklistIn>> {
        self.editions.get(&(edition.clone(), language)).cloned()
    }

    /// Tells whether a round that is to be opened asks exactly what an installed edition asks.
    pub fn offers(&self, command: &Command) -> bool {
        let Command::OpenRound { edition, asked, .. } = command else { return true };
        self.edition(edition, Language::default()).is_some_and(|found| found.asked() == *asked)
    }

    /// Returns the edition that new rounds use.
    pub fn current(&self, language: Language) -> Option<Arc<ChecklistIn>> {
        self.edition(&current(), language)
    }
}

fn current() -> EditionId {
    EditionId(content::CURRENT.to_owned())
}
