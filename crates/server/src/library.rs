//! The checklist's editions in memory, in both languages.

use std::{collections::HashMap, path::Path, sync::Arc};

use domain::{Command, EditionId, Language, checklist::ChecklistIn};

use crate::content::{self, ContentErrors};

/// The editions that this installation can show.
#[derive(Clone, Debug)]
pub struct Library {
    newest: EditionId,
    editions: Arc<HashMap<(EditionId, Language), Arc<ChecklistIn>>>,
}

impl Library {
    /// Loads and checks every edition: those of a content folder, or the one of this release.
    pub fn open(root: Option<&Path>) -> Result<Self, ContentErrors> {
        let mut editions = HashMap::new();
        let mut wrong = Vec::new();
        for edition in content::editions(root) {
            match content::load(root, &edition) {
                Ok(checklist) => editions.extend(Language::ALL.map(|language| {
                    ((edition.clone(), language), Arc::new(checklist.in_language(language)))
                })),
                Err(ContentErrors(more)) => wrong.extend(more),
            }
        }
        if !wrong.is_empty() {
            return Err(ContentErrors(wrong));
        }
        let newest = content::newest(editions.keys().map(|(edition, _)| edition));
        Ok(Self { newest, editions: Arc::new(editions) })
    }

    /// Returns an edition.
    pub fn edition(&self, edition: &EditionId, language: Language) -> Option<Arc<ChecklistIn>> {
        self.editions.get(&(edition.clone(), language)).cloned()
    }

    /// Tells whether a round that is to be prepared or opened asks exactly what an installed edition asks.
    pub fn offers(&self, command: &Command) -> bool {
        let (Command::PrepareRound { edition, asked, .. }
        | Command::OpenRound { edition, asked, .. }) = command
        else {
            return true;
        };
        self.edition(edition, Language::default()).is_some_and(|found| found.asked() == *asked)
    }

    /// Returns the edition that new rounds use.
    pub fn current(&self, language: Language) -> Option<Arc<ChecklistIn>> {
        self.edition(&self.newest, language)
    }
}
