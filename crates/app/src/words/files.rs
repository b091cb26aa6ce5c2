//! Words of files: what is attached, what is not taken in and why.

use domain::file::FILE_BYTES_MAX;
use domain::{File, FileKind};

use super::{Words, phrases};
use crate::form::files::FileTrouble;

/// The bytes of a megabyte, as people count them.
const MB: u64 = 1_000_000;
/// From here on a size is said in megabytes: it would be rounded to 1000 kB.
const KB_MAX: u64 = MB - 500;

phrases! {
    files: "Bestanden", "Files";
    files_none: "Er zijn nog geen bestanden bij deze actie.", "There are no files with this action yet.";
    file_attach_summary: "Voeg een bestand toe", "Add a file";
    file_label: "Welk bestand?", "Which file?";
    file_hint: "Een PDF, een document van Word, Excel, PowerPoint of LibreOffice, een afbeelding (PNG of JPEG), een tekst of een CSV. Hooguit 10 MB.", "A PDF, a document of Word, Excel, PowerPoint or LibreOffice, a picture (PNG or JPEG), a text or a CSV. At most 10 MB.";
    file_choose_again: "Kies het bestand opnieuw.", "Choose the file again.";
    file_name_label: "Wat is dit?", "What is this?";
    file_name_hint: "Schrijf in een paar woorden wat het is. Bijvoorbeeld: lijst met aanspreekpunten. Iedereen in de regio kan dit lezen.", "Say in a few words what it is. For example: list of contacts. Everyone in the region can read this.";
    file_no_cases: "In dit bestand staan geen namen of zaken van slachtoffers of verdachten.", "This file holds no names or cases of victims or suspects.";
    file_button: "Voeg het bestand toe", "Add the file";
    file_not_taken_in: "Het bestand is niet toegevoegd", "The file was not added";
    file_done: "Het bestand is toegevoegd.", "The file was added.";
    file_removed_done: "Het bestand is verwijderd.", "The file was removed.";
    file_not_removed: "Het bestand is niet verwijderd", "The file was not removed";
    file_remove_summary: "Verwijder dit bestand…", "Remove this file…";
    file_remove_help: "Het bestand zelf verdwijnt voorgoed. Bij de actie blijft staan dat het er was, wie het verwijderde en waarom. In reservekopieën van de beheerder blijft het tot die vervallen.", "The file itself goes for good. The action goes on saying that it was there, who removed it and why. Backups of the host hold it until they lapse.";
    file_why_label: "Waarom verwijdert u dit bestand?", "Why do you remove this file?";
    file_why_hint: "Eén zin is genoeg. Iedereen in de regio kan dit lezen.", "One sentence is enough. Everyone in the region can read this.";
    file_remove_button: "Verwijder dit bestand voorgoed", "Remove this file for good";
    file_hash_summary: "Controlegetal", "Hash";
    file_hash_help: "Dit is de SHA-256 van het bestand. Daarmee kan iemand nagaan dat een kopie precies hetzelfde is.", "This is the SHA-256 of the file. With it somebody can check that a copy is exactly the same.";
    file_missing: "U koos geen bestand. Kies er een.", "You chose no file. Choose one.";
    file_empty: "Dit bestand is leeg. Kies een ander bestand.", "This file is empty. Choose another.";
    file_other_kind: "Dit soort bestand kan niet worden toegevoegd. Bewaar het bijvoorbeeld als PDF.", "This kind of file cannot be added. Save it as a PDF, for example.";
    file_lies: "Het bestand is iets anders dan het einde van de naam zegt. Open het, bewaar het opnieuw en kies het dan.", "The file is something else than the end of its name says. Open it, save it again and then choose it.";
    file_active: "Webpagina’s en SVG-tekeningen kunnen niet worden toegevoegd. Bewaar het als PDF of PNG.", "Web pages and SVG drawings cannot be added. Save it as a PDF or PNG.";
    file_program: "Dit bestand is een programma. Dat kan niet worden toegevoegd.", "This file is a program. That cannot be added.";
    file_archive: "Dit is een ingepakt bestand (zoals een ZIP). Pak het uit en voeg toe wat erin zit.", "This is a packed file (such as a ZIP). Unpack it and add what is in it.";
    file_macros: "In dit document zitten macro’s. Bewaar het zonder macro’s, of als PDF.", "This document holds macros. Save it without macros, or as a PDF.";
    file_locked: "Dit document is beveiligd met een wachtwoord. Haal de beveiliging eraf en kies het opnieuw.", "This document is locked with a password. Take the lock off and choose it again.";
    file_explodes: "Dit document wordt uitgepakt veel te groot. Bewaar het als PDF en voeg die toe.", "This document becomes far too large when it is unpacked. Save it as a PDF and add that.";
    file_damaged: "Dit bestand is beschadigd en kan niet worden gelezen. Open het, bewaar het opnieuw en kies het dan.", "This file is damaged and cannot be read. Open it, save it again and then choose it.";
    file_other_spelling: "Deze tekst is niet in UTF-8 opgeslagen. Bewaar het bestand als UTF-8 (in Excel: ‘CSV UTF-8’) en kies het opnieuw.", "This text was not saved as UTF-8. Save the file as UTF-8 (in Excel: “CSV UTF-8”) and choose it again.";
    file_not_kept: "Het bestand kon nu niet worden bewaard. Wacht een minuut en probeer het opnieuw. Blijft dit zo? Vertel het uw beheerder.", "The file could not be kept now. Wait a minute and try again. Does it go on? Tell your administrator.";
    file_not_said: "Kijk of er geen namen of zaken in het bestand staan, en vink dat aan. Staan ze er wel in, voeg het bestand dan niet toe.", "Look whether the file holds no names or cases, and tick that. If it does, do not add the file.";
    files_not_kept: "Op deze installatie kunnen geen bestanden worden toegevoegd. De beheerder heeft er geen plaats voor ingesteld.", "Files cannot be added on this installation. The host set no place for them.";
    file_looks_here: "Kies het bestand opnieuw. Wat u verder invulde, staat er nog.", "Choose the file again. What else you filled in is still there.";
    file_of_nobody: "Bestand", "File";
}

impl Words {
    /// Names a kind of file.
    pub fn file_kind(self, kind: FileKind) -> &'static str {
        match kind {
            FileKind::Pdf => "PDF",
            FileKind::Png => self.pick("afbeelding (PNG)", "picture (PNG)"),
            FileKind::Jpeg => self.pick("afbeelding (JPEG)", "picture (JPEG)"),
            FileKind::Text => self.pick("tekst", "text"),
            FileKind::Csv => self.pick("tabel (CSV)", "table (CSV)"),
            FileKind::Docx => "Word",
            FileKind::Xlsx => "Excel",
            FileKind::Pptx => "PowerPoint",
            FileKind::Odt => self.pick("tekstdocument (ODT)", "text document (ODT)"),
            FileKind::Ods => self.pick("rekenblad (ODS)", "spreadsheet (ODS)"),
            FileKind::Odp => self.pick("presentatie (ODP)", "presentation (ODP)"),
        }
    }

    /// Says how large a file is.
    pub fn file_size(self, bytes: u64) -> String {
        if bytes == 1 {
            return "1 byte".to_owned();
        }
        match bytes {
            0..1_000 => format!("{bytes} bytes"),
            1_000..KB_MAX => format!("{} kB", (bytes + 500) / 1_000),
            _ => {
                let tenths = (bytes * 10 + MB / 2) / MB;
                let point = self.pick(',', '.');
                format!("{}{point}{} MB", tenths / 10, tenths % 10)
            }
        }
    }

    /// Says of what kind a file is, and how large.
    pub fn file_facts(self, file: &File) -> String {
        format!("{}, {}", self.file_kind(file.kind), self.file_size(file.size))
    }

    /// Says who attached a file, and when.
    pub fn file_attached(self, who: &str, day: &str) -> String {
        self.pick(format!("Toegevoegd door {who} op {day}."), format!("Added by {who} on {day}."))
    }

    /// Says who removed a file, and when.
    pub fn file_removed(self, who: &str, day: &str) -> String {
        self.pick(format!("Verwijderd door {who} op {day}."), format!("Removed by {who} on {day}."))
    }

    /// Says why a file was not taken in, and what to do about it.
    pub fn file_trouble(self, trouble: &FileTrouble) -> String {
        match trouble {
            FileTrouble::Missing => self.file_missing().to_owned(),
            FileTrouble::Empty => self.file_empty().to_owned(),
            FileTrouble::OtherKind => self.file_other_kind().to_owned(),
            FileTrouble::Lies => self.file_lies().to_owned(),
            FileTrouble::Active => self.file_active().to_owned(),
            FileTrouble::Program => self.file_program().to_owned(),
            FileTrouble::Archive => self.file_archive().to_owned(),
            FileTrouble::Macros => self.file_macros().to_owned(),
            FileTrouble::Locked => self.file_locked().to_owned(),
            FileTrouble::Explodes => self.file_explodes().to_owned(),
            FileTrouble::Damaged => self.file_damaged().to_owned(),
            FileTrouble::OtherSpelling => self.file_other_spelling().to_owned(),
            FileTrouble::NotKept => self.file_not_kept().to_owned(),
            FileTrouble::NotSaid => self.file_not_said().to_owned(),
            FileTrouble::TooLarge => self.file_too_large(),
            FileTrouble::Refused(refusal) => self.refusal(refusal, &Default::default()),
        }
    }

    fn file_too_large(self) -> String {
        let max = FILE_BYTES_MAX / MB;
        self.pick(
            format!("Dit bestand is te groot: hooguit {max} MB. Maak het kleiner of splits het."),
            format!("This file is too large: at most {max} MB. Make it smaller or split it."),
        )
    }
}

#[cfg(test)]
mod tests {
    use domain::Language;

    use super::*;

    #[test]
    fn sizes_are_said_as_people_say_them() {
        let nl = Words(Language::Nl);
        let said = [1, 812, 1_499, 240_400, 999_499, 999_500, FILE_BYTES_MAX];
        let said = said.map(|bytes| nl.file_size(bytes));
        let expected = ["1 byte", "812 bytes", "1 kB", "240 kB", "999 kB", "1,0 MB", "10,0 MB"];
        assert_eq!(said, expected);
        assert_eq!(Words(Language::En).file_size(1_250_000), "1.3 MB");
    }

    #[test]
    fn every_trouble_has_a_sentence_of_its_own_in_both_languages() {
        for words in [Words(Language::Nl), Words(Language::En)] {
            let said: std::collections::BTreeSet<String> =
                FileTrouble::OF_FILES.iter().map(|trouble| words.file_trouble(trouble)).collect();
            assert_eq!(said.len(), FileTrouble::OF_FILES.len());
        }
    }
}
