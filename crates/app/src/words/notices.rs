//! Words of notices: the page of them, the mail with them, and how often that comes.

use domain::Moment;
use domain::digest::Rhythm;

use super::{Letter, Words, phrases};
use crate::page::{Notice, NoticedRegion};

phrases! {
    notices: "Meldingen", "Notices";
    notices_lead: "Wat er gebeurde dat over u of uw organisatie gaat, het nieuwste bovenaan. Wat u zelf deed, staat hier niet.", "What happened that is about you or your organisation, the newest first. What you did yourself is not here.";
    notices_empty: "Er zijn geen meldingen.", "There are no notices.";
    notices_empty_help: "Zodra iemand u of uw organisatie iets vraagt of antwoordt, staat het hier.", "As soon as somebody asks or answers you or your organisation something, it appears here.";
    notices_bounds: "Hier staan de meldingen van de laatste zestig dagen. Alles wat er gebeurde, staat in de geschiedenis van de regio.", "Here are the notices of the last sixty days. Everything that happened is in the history of the region.";
    notice_new: "Nieuw", "New";
    notices_seen_button: "Alles gezien", "All seen";
    notices_seen_done: "Alle meldingen staan nu als gezien.", "All notices are marked as seen now.";
    notice_settings_link: "Kies hoe vaak u mail krijgt", "Choose how often you get mail";
    notice_settings: "Mail over meldingen", "Mail about notices";
    notice_settings_lead: "Er is één mail voor al uw regio’s samen. Is er niets nieuws, dan komt er geen mail.", "There is one mail for all your regions together. If nothing is new, no mail comes.";
    notice_settings_section: "Kies hoe vaak u mail krijgt over wat u of uw organisatie aangaat, of zet die mail een tijd stil.", "Choose how often you get mail about what concerns you or your organisation, or pause that mail for a while.";
    notice_settings_done: "Uw keuze is bewaard.", "Your choice was kept.";
    notice_settings_not_done: "Uw keuze is nog niet bewaard", "Your choice was not kept yet";
    notice_settings_button: "Bewaar deze keuze", "Keep this choice";
    notices_no_mail: "Deze installatie verstuurt geen mail. Uw meldingen ziet u wel in Ketentafel zelf.", "This installation sends no mail. You do see your notices in Ketentafel itself.";
    notices_no_address: "U logt in met een naam die geen mailadres is. Daar kan geen mail heen. Uw meldingen ziet u wel in Ketentafel zelf.", "You sign in with a name that is no mail address. No mail can go there. You do see your notices in Ketentafel itself.";
    how_often: "Hoe vaak wilt u mail?", "How often do you want mail?";
    on_weekday: "Op welke dag, als u één keer per week kiest?", "On which day, if you choose once a week?";
    at_hour: "Hoe laat?", "At what time?";
    at_once_box: "Mail mij meteen als mijn naam wordt genoemd: iemand vraagt mij iets, noemt mij of draagt mij iets over", "Mail me at once if I am named: somebody asks me something, mentions me or hands something over to me";
    paused_until: "Zet alle mail stil tot deze dag (mag leeg)", "Pause all mail until this day (may be empty)";
    paused_until_hint: "Schrijf dag, maand en jaar. Op die dag krijgt u weer mail. Bijvoorbeeld: 14-12-2026.", "Write day, month and year. On that day you get mail again. For example: 14-12-2026.";
    paused_until_wrong: "Vul een dag in die nog komt, binnen een jaar, of laat dit leeg.", "Fill in a day that is still to come, within a year, or leave this empty.";
    no_digest: "U krijgt geen dagelijkse of wekelijkse mail.", "You get no daily or weekly mail.";
}

impl Words {
    /// Returns the link to the notices, with how many are new.
    pub fn notices_counted(self, new: usize) -> String {
        match new {
            0 => self.notices().to_owned(),
            new => {
                let count = counted(new);
                self.pick(format!("Meldingen ({count} nieuw)"), format!("Notices ({count} new)"))
            }
        }
    }

    /// Says how often mail comes.
    pub fn rhythm(self, rhythm: Rhythm) -> &'static str {
        match rhythm {
            Rhythm::Daily => self.pick("Elke werkdag", "Each working day"),
            Rhythm::Weekly => self.pick("Eén keer per week", "Once a week"),
            Rhythm::Never => self.pick("Nooit", "Never"),
        }
    }

    /// Returns a working day of the week: 0 for a Monday.
    pub fn working_day(self, weekday: u8) -> &'static str {
        let all = self.pick(
            ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag"],
            ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"],
        );
        all.get(usize::from(weekday)).copied().unwrap_or_default()
    }

    /// Returns an hour of the day.
    pub fn whole_hour(self, hour: u8) -> String {
        self.pick(format!("{hour:02}.00 uur"), format!("{hour:02}:00"))
    }

    /// Says when the next digest can come.
    pub fn next_digest(self, at: Moment) -> String {
        let (day, time) = (self.weekday(at).to_lowercase(), self.time(at));
        let english = self.weekday(at);
        self.pick(
            format!("De volgende mail komt op {day} om {time} uur, als er dan iets nieuws is."),
            format!("The next mail comes on {english} at {time}, if something is new then."),
        )
    }

    /// Writes to somebody what concerns them. `personal`: it names them, and they want to know at once. `whole` makes
    /// an address of a path, and `more` says how much more there is than the mail tells.
    pub fn digest_letter(
        self,
        regions: &[NoticedRegion],
        personal: bool,
        (most, whole): (usize, impl Fn(&str) -> String),
    ) -> Letter {
        let told: Vec<Vec<Notice>> = regions.iter().map(|region| region.told(self)).collect();
        let all: usize = told.iter().map(Vec::len).sum();
        // Where nothing may be said of them, one line tells them all.
        let lines = regions.iter().zip(&told).map(|(region, told)| match region.is_neutral {
            true => told.len().min(1),
            false => told.len(),
        });
        let shares = shares(&lines.collect::<Vec<usize>>(), most);
        let mut left = all;
        let mut sections = vec![];
        for ((region, told), share) in regions.iter().zip(told).zip(shares) {
            let item = |notice: Notice| (notice.sentence, whole(&notice.address));
            let (count, items) = match region.is_neutral && 0 < share {
                true => {
                    let line = self.notices_behind_two_steps(told.len());
                    (told.len(), vec![(line, whole(crate::page::NOTICES))])
                }
                false => (share, told.into_iter().take(share).map(item).collect()),
            };
            left -= count;
            if !items.is_empty() {
                sections.push((self.region_named(&region.name), items));
            }
        }
        let subject = self.digest_subject(all, personal);
        let before = vec![self.digest_lead(personal)];
        let label = self.pick("Bekijk al uw meldingen", "Look at all your notices").to_owned();
        let more = (0 < left).then(|| self.digest_more(left));
        let link = (label, whole(crate::page::NOTICES));
        let letter = self.letter(subject, before, link, more.into_iter().collect());
        let foot = self.pick(
            "Kies hoe vaak u deze mail krijgt, of zet hem stil",
            "Choose how often you get this mail, or pause it",
        );
        let foot = Some((foot.to_owned(), whole(crate::page::NOTICE_SETTINGS)));
        Letter { sections, foot, ..letter }
    }

    fn digest_subject(self, count: usize, personal: bool) -> String {
        match (self.0, count, personal) {
            (domain::Language::Nl, 1, true) => "Ketentafel: 1 melding voor u".into(),
            (domain::Language::Nl, _, true) => format!("Ketentafel: {count} meldingen voor u"),
            (domain::Language::Nl, 1, false) => "Ketentafel: 1 nieuwe melding".into(),
            (domain::Language::Nl, _, false) => format!("Ketentafel: {count} nieuwe meldingen"),
            (domain::Language::En, 1, true) => "Ketentafel: 1 notice for you".into(),
            (domain::Language::En, _, true) => format!("Ketentafel: {count} notices for you"),
            (domain::Language::En, 1, false) => "Ketentafel: 1 new notice".into(),
            (domain::Language::En, _, false) => format!("Ketentafel: {count} new notices"),
        }
    }

    fn digest_lead(self, personal: bool) -> String {
        match personal {
            true => self.pick(
                "Dit gebeurde er in Ketentafel, en het gaat over u.".into(),
                "This happened in Ketentafel, and it is about you.".into(),
            ),
            false => self.pick(
                "Dit gebeurde er in Ketentafel dat over u of uw organisatie gaat.".into(),
                "This happened in Ketentafel that is about you or your organisation.".into(),
            ),
        }
    }

    /// Says how many notices there are, where nothing of them may be said without a second step.
    fn notices_behind_two_steps(self, count: usize) -> String {
        match count {
            1 => self.pick(
                "1 melding. Log in om die te lezen.".into(),
                "1 notice. Sign in to read it.".into(),
            ),
            _ => self.pick(
                format!("{count} meldingen. Log in om ze te lezen."),
                format!("{count} notices. Sign in to read them."),
            ),
        }
    }

    fn digest_more(self, count: usize) -> String {
        match (self.0, count) {
            (domain::Language::Nl, 1) => "Er is nog 1 melding. Die staat in Ketentafel.".into(),
            (domain::Language::Nl, _) => {
                format!("Er zijn nog {count} meldingen. Die staan in Ketentafel.")
            }
            (domain::Language::En, 1) => "There is 1 more notice. It is in Ketentafel.".into(),
            (domain::Language::En, _) => {
                format!("There are {count} more notices. They are in Ketentafel.")
            }
        }
    }
}

/// Nobody counts further.
const COUNTED_MAX: usize = 99;

fn counted(count: usize) -> String {
    if COUNTED_MAX < count { format!("{COUNTED_MAX}+") } else { count.to_string() }
}

/// Returns how many of so many each gets where there is place for `most`: a few have all of them, and many do not
/// leave none for the others.
fn shares(lines: &[usize], most: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.sort_by_key(|nth| lines[*nth]);
    let (mut left, mut shares) = (most, vec![0; lines.len()]);
    for (done, nth) in order.into_iter().enumerate() {
        shares[nth] = lines[nth].min(left / (lines.len() - done));
        left -= shares[nth];
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_busy_region_leaves_place_for_the_others() {
        assert_eq!(shares(&[400, 3, 2], 50), [45, 3, 2]);
        assert_eq!(shares(&[400, 400], 50), [25, 25]);
        assert_eq!(shares(&[0, 0, 7], 50), [0, 0, 7]);
        assert_eq!(shares(&[1; 60], 50).iter().sum::<usize>(), 50);
        assert_eq!(shares(&[], 50), [] as [usize; 0]);
    }
}
