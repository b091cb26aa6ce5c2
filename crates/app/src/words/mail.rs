//! Words of mails, of the page of outgoing mail, and of a new password.

use domain::{Day, Moment, ReviewStand};

use super::{Words, capital, local_day, phrases};
use crate::page::{InvitedTo, MailDone, MailKind, MailStand, MailTrouble};

phrases! {
    mail_title: "Uitgaande mail", "Outgoing mail";
    mail_lead: "Hier ziet u welke berichten verstuurd zijn, welke nog wachten en welke mislukt zijn.", "Here you see which mails were sent, which are waiting and which failed.";
    mail_off: "Deze installatie verstuurt geen mail. Geef links zelf door. De beheerder kan mail instellen.", "This installation sends no mail. Pass links on yourself. The administrator can set mail up.";
    no_mail_yet: "Er is nog geen mail verstuurd.", "No mail was sent yet.";
    mail_tell: "Berichten blijven hier dertig dagen staan.", "Mails stay here for thirty days.";
    mail_again: "Probeer nu", "Try now";
    mail_stop: "Niet meer versturen", "Stop sending";
    mail_test_title: "Werkt de mail?", "Does mail work?";
    mail_test_help: "U krijgt een proefbericht op het adres waarmee u inlogt.", "You get a test mail at the address that you sign in with.";
    mail_test_button: "Stuur mij een proefbericht", "Send me a test mail";
    mail_invitee: "Mailadres (mag leeg)", "Mail address (may be empty)";
    mail_invitee_hint: "Vult u een adres in, dan sturen wij de link daarheen. Leeg: u geeft de link zelf door.", "If you fill in an address, we send the link there. Empty: you pass the link on yourself.";
    mail_invite_help: "Wie de link heeft, kan één keer een plek innemen; na drie weken werkt de link niet meer.", "Whoever has the link can take a place once; after three weeks the link no longer works.";
    mail_resend: "Stuur opnieuw", "Send again";
    mail_word: "Mail", "Mail";
    forgot_password: "Wachtwoord vergeten?", "Forgot your password?";
    no_account_yet_help: "Nog geen account? Vraag het de coördinator van uw regio.", "No account yet? Ask the coordinator of your region.";
    reset_title: "Nieuw wachtwoord", "New password";
    reset_lead: "Vul het mailadres in waarmee u inlogt. U krijgt een link om een nieuw wachtwoord te kiezen.", "Fill in the mail address that you sign in with. You get a link with which you choose a new password.";
    reset_address: "Uw mailadres", "Your mail address";
    reset_address_hint: "Hetzelfde adres als bij het inloggen.", "The same address as when you sign in.";
    reset_ask_button: "Stuur mij een link", "Send me a link";
    reset_asked_title: "Kijk in uw mail", "Look at your mail";
    reset_asked_rest: "De link werkt een uur. Komt er niets? Kijk bij de ongewenste mail, en of u het adres goed typte.", "The link works for an hour. Does nothing come? Look at your junk mail, and whether you typed the address correctly.";
    reset_no_mail: "Deze installatie verstuurt geen mail. Vraag wie de server beheert om een link voor een nieuw wachtwoord.", "This installation sends no mail. Ask whoever runs the server for a link to a new password.";
    reset_choose_lead: "Kies een nieuw wachtwoord. Op alle computers en telefoons waar u nu bent ingelogd, moet u daarna opnieuw inloggen.", "Choose a new password. You then have to sign in again on every computer and telephone where you are signed in now.";
    reset_choose_button: "Bewaar dit wachtwoord", "Keep this password";
    reset_gone_title: "Deze link werkt niet meer", "This link no longer works";
    reset_gone_lead: "Een link om een wachtwoord te kiezen werkt één keer, en een uur lang. Vraag zo nodig een nieuwe.", "A link with which to choose a password works once, and for one hour. Ask for a new one if you need it.";
    reset_ask_again: "Vraag een nieuwe link", "Ask for a new link";
    reset_not_done: "Het wachtwoord is nog niet veranderd", "The password was not changed yet";
    reset_not_asked: "De link is nog niet gevraagd", "The link was not asked for yet";
    reset_done: "Uw wachtwoord is veranderd. Log ermee in.", "Your password was changed. Sign in with it.";
    reset_done_title: "Het nieuwe wachtwoord werkt", "The new password works";
}

/// What a mail says, before it has the form of one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Letter {
    /// The line that a mailbox shows.
    pub subject: String,
    /// The paragraphs above everything else.
    pub before: Vec<String>,
    /// What is told one by one below that: a heading, and what it tells with where each leads.
    pub sections: Vec<(String, Vec<(String, String)>)>,
    /// What the link says and where it leads.
    pub link: (String, String),
    /// The paragraphs below it.
    pub after: Vec<String>,
    /// A last link: what it says and where it leads.
    pub foot: Option<(String, String)>,
}

/// A review of rights that somebody is reminded of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DueReview {
    /// The name of the region.
    pub region: String,
    /// The name of the organisation.
    pub organisation: String,
    /// Whether somebody of the organisation may hold it whom mail reaches.
    pub has_lead: bool,
    /// When it is due.
    pub due: Day,
}

impl Words {
    pub(super) fn letter(
        self,
        subject: String,
        before: Vec<String>,
        link: (String, String),
        mut after: Vec<String>,
    ) -> Letter {
        let greeting = self.pick("Goedendag,".to_owned(), "Good day,".to_owned());
        let before = std::iter::once(greeting).chain(before).collect();
        after.push(
            self.pick(
                "Dit bericht is automatisch verstuurd door Ketentafel. Antwoorden leest niemand."
                    .into(),
                "This mail was sent automatically by Ketentafel. Nobody reads replies.".into(),
            ),
        );
        Letter { subject, before, sections: vec![], link, after, foot: None }
    }

    /// Writes to whoever is invited.
    pub fn invitation_letter(self, to: &InvitedTo, link: String, until: Moment) -> Letter {
        let subject = match to {
            InvitedTo::Administer => self.pick(
                "Uitnodiging om Ketentafel te beheren".to_owned(),
                "Invitation to administer Ketentafel".to_owned(),
            ),
            InvitedTo::Place { region, .. } => {
                let region = self.region_named(region);
                self.pick(
                    format!("Uitnodiging voor {region} in Ketentafel"),
                    format!("Invitation for {region} in Ketentafel"),
                )
            }
        };
        let before = vec![
            format!("{}. {}", self.invitation_title(), self.invited_to(to)),
            self.sign_in_lead_in_mail().to_owned(),
        ];
        let label = self.pick("Bekijk de uitnodiging", "Look at the invitation").to_owned();
        let after = vec![
            self.link_works_until(until),
            self.pick(
                "Stuur dit bericht niet door: wie de link heeft, kan uw plek innemen. Verwachtte u dit niet? Dan hoeft u niets te doen.".into(),
                "Do not forward this mail: whoever has the link can take your place. You did not expect this? Then you need not do anything.".into(),
            ),
        ];
        self.letter(subject, before, (label, link), after)
    }

    /// Writes to somebody who forgot their password.
    pub fn reset_letter(self, link: String, until: Moment) -> Letter {
        let subject = self.pick("Kies een nieuw wachtwoord", "Choose a new password").to_owned();
        let before = vec![self.pick(
            "Iemand vroeg om een nieuw wachtwoord voor uw account bij Ketentafel. Was u dat? Open dan deze link.".into(),
            "Somebody asked for a new password for your account at Ketentafel. Was that you? Then open this link.".into(),
        )];
        let label = self.pick("Kies een nieuw wachtwoord", "Choose a new password").to_owned();
        let time = self.time(until);
        let after = vec![self.pick(
            format!("De link werkt één keer, tot {time} uur. Was u het niet? Dan hoeft u niets te doen: uw wachtwoord blijft zoals het is."),
            format!("The link works once, until {time}. It was not you? Then you need not do anything: your password stays as it is."),
        )];
        self.letter(subject, before, (label, link), after)
    }

    /// Writes to somebody whose password was replaced.
    pub fn password_changed_letter(self, link: String, at: Moment) -> Letter {
        let subject = self
            .pick(
                "Uw wachtwoord bij Ketentafel is veranderd",
                "Your password at Ketentafel was changed",
            )
            .to_owned();
        let (day, time) = (self.day(at), self.time(at));
        let before = vec![self.pick(
            format!("Op {day} om {time} uur is uw wachtwoord veranderd. Overal waar u was ingelogd, bent u uitgelogd."),
            format!("On {day} at {time} your password was changed. You were signed out everywhere."),
        )];
        let label = self.pick("Log in", "Sign in").to_owned();
        let after = vec![self.pick(
            "Was u het niet? Vraag dan meteen een nieuw wachtwoord, en vertel het de coördinator van uw regio.".into(),
            "It was not you? Then ask for a new password at once, and tell the coordinator of your region.".into(),
        )];
        self.letter(subject, before, (label, link), after)
    }

    /// Writes to somebody who signs in in two steps from now on.
    pub fn second_factor_on_letter(self, link: String, at: Moment) -> Letter {
        let subject = self.pick(
            "U logt bij Ketentafel voortaan in twee stappen in",
            "You now sign in to Ketentafel in two steps",
        );
        let (day, time) = (self.day(at), self.time(at));
        let before = vec![self.pick(
            format!("Op {day} om {time} uur is voor uw account inloggen in twee stappen aangezet. Overal anders waar u was ingelogd, bent u uitgelogd."),
            format!("On {day} at {time} signing in in two steps was turned on for your account. Everywhere else where you were signed in, you were signed out."),
        )];
        self.letter(subject.to_owned(), before, self.look_at_account(link), vec![self.not_you()])
    }

    /// Writes to somebody who turned their second step off.
    pub fn second_factor_off_letter(self, link: String, at: Moment) -> Letter {
        let before = vec![self.one_step_since(at)];
        let subject = self.second_factor_is_off().to_owned();
        self.letter(subject, before, self.look_at_account(link), vec![self.not_you()])
    }

    /// Writes to somebody whose second step somebody else turned off.
    pub fn second_factor_reset_letter(self, link: String, at: Moment) -> Letter {
        let before = vec![
            self.one_step_since(at),
            self.pick(
                "Dat deed de coördinator van uw regio, de eindredacteur van uw organisatie of wie de server beheert. Overal waar u was ingelogd, bent u uitgelogd.".into(),
                "That was done by the coordinator of your region, the lead editor of your organisation or whoever runs the server. You were signed out everywhere.".into(),
            ),
        ];
        let after = vec![self.pick(
            "Vroeg u daar niet om? Verander dan meteen uw wachtwoord, en vertel het de coördinator van uw regio.".into(),
            "Did you not ask for that? Then change your password at once, and tell the coordinator of your region.".into(),
        )];
        let subject = self.second_factor_is_off().to_owned();
        self.letter(subject, before, self.look_at_account(link), after)
    }

    fn second_factor_is_off(self) -> &'static str {
        self.pick(
            "Inloggen in twee stappen bij Ketentafel is uitgezet",
            "Signing in to Ketentafel in two steps was turned off",
        )
    }

    fn one_step_since(self, at: Moment) -> String {
        let (day, time) = (self.day(at), self.time(at));
        self.pick(
            format!("Op {day} om {time} uur is voor uw account inloggen in twee stappen uitgezet. Inloggen gaat nu met alleen uw wachtwoord."),
            format!("On {day} at {time} signing in in two steps was turned off for your account. Signing in now takes your password only."),
        )
    }

    fn look_at_account(self, link: String) -> (String, String) {
        (self.pick("Bekijk hoe u inlogt", "See how you sign in").to_owned(), link)
    }

    fn not_you(self) -> String {
        self.pick(
            "Was u het niet? Verander dan meteen uw wachtwoord, en vertel het de coördinator van uw regio.".into(),
            "It was not you? Then change your password at once, and tell the coordinator of your region.".into(),
        )
    }

    /// Writes to whoever has to look through who has access for an organisation.
    pub fn review_letter(self, review: &DueReview, link: String, now: Moment) -> Letter {
        let DueReview { region, organisation, has_lead, due } = review;
        let region = self.region_named(region);
        let when = self.review_due(ReviewStand::on(local_day(now), *due), *due);
        let mut before = vec![self.pick(
            format!("In Ketentafel kijkt elke organisatie ieder jaar na wie namens haar toegang heeft. Dit gaat over {organisation} in {region}. {when}"),
            format!("In Ketentafel each organisation checks every year who has access for it. This is about {organisation} in {region}. {when}"),
        )];
        if !has_lead {
            before.push(self.pick(
                "Deze organisatie heeft geen eindredacteur die wij kunnen mailen. Daarom vragen wij het aan de coördinator.".into(),
                "This organisation has no lead editor whom we can mail. That is why we ask the coordinator.".into(),
            ));
        }
        let label = self.pick("Bekijk de lijst", "Look at the list").to_owned();
        let after = vec![self.pick(
            "Klopt de lijst, dan zegt u dat op die pagina. Eén collega is genoeg: daarna krijgt niemand hierover nog bericht, tot volgend jaar.".into(),
            "If the list is right, you say so on that page. One colleague is enough: after that nobody hears of this again until next year.".into(),
        )];
        self.letter(self.review_task(organisation), before, (label, link), after)
    }

    /// Writes to an administrator who tries whether mail works.
    pub fn test_letter(self, link: String) -> Letter {
        let subject =
            self.pick("Proefbericht van Ketentafel", "Test mail of Ketentafel").to_owned();
        let before = vec![self.pick(
            "De mail van deze installatie werkt: u leest dit.".into(),
            "The mail of this installation works: you read this.".into(),
        )];
        let label = self.pick("Ga naar Beheer", "Go to Administration").to_owned();
        self.letter(subject, before, (label, link), vec![])
    }

    /// Says what this product is to somebody who may never have heard of it.
    fn sign_in_lead_in_mail(self) -> &'static str {
        self.pick(
            "In Ketentafel werken gemeenten en hun partners samen aan beleid tegen loverboys en mensenhandel.",
            "In Ketentafel municipalities and their partners work together on policy against loverboys and human trafficking.",
        )
    }

    /// Says what a mail is about.
    pub fn mail_kind(self, kind: MailKind) -> &'static str {
        match kind {
            MailKind::Invitation => self.pick("uitnodiging", "invitation"),
            MailKind::Reset => {
                self.pick("link voor een nieuw wachtwoord", "link for a new password")
            }
            MailKind::PasswordChanged => self.pick(
                "bericht dat een wachtwoord veranderd is",
                "notice that a password was changed",
            ),
            MailKind::SecondFactorOn => self.pick(
                "bericht dat inloggen in twee stappen is aangezet",
                "notice that signing in in two steps was turned on",
            ),
            MailKind::SecondFactorOff => self.pick(
                "bericht dat inloggen in twee stappen is uitgezet",
                "notice that signing in in two steps was turned off",
            ),
            MailKind::SecondFactorReset => self.pick(
                "bericht dat een ander iemands tweede stap heeft uitgezet",
                "notice that somebody else turned a second step off",
            ),
            MailKind::ReviewDue => self.pick(
                "herinnering om de toegang te controleren",
                "reminder to check who has access",
            ),
            MailKind::Digest => self.pick("mail met meldingen", "mail with notices"),
            MailKind::ActionLink => {
                self.pick("link om een actie te beantwoorden", "link to answer an action")
            }
            MailKind::Test => self.pick("proefbericht", "test mail"),
        }
    }

    /// Says where a mail stands, and what goes wrong.
    pub fn mail_stand(self, stand: MailStand, trouble: Option<MailTrouble>, now: Moment) -> String {
        let moment = |at: Moment| {
            let (day, time) = (self.day(at), self.time(at));
            self.pick(format!("{day} om {time} uur"), format!("{day} at {time}"))
        };
        let why = trouble.map(|trouble| capital(&self.mail_trouble(trouble)));
        let why = why.map(|why| format!(" {why}")).unwrap_or_default();
        match stand {
            // Whoever sends it holds it for a while, and says what went wrong only afterwards.
            MailStand::Waits(at) if at <= now || trouble.is_none() => self.pick(
                format!("Wacht; wordt nu verstuurd.{why}"),
                format!("Waiting; being sent now.{why}"),
            ),
            MailStand::Waits(at) => {
                let at = moment(at);
                self.pick(
                    format!("Wacht; volgende poging op {at}.{why}"),
                    format!("Waiting; next try on {at}.{why}"),
                )
            }
            MailStand::Sent(at) => {
                let at = moment(at);
                self.pick(format!("Verstuurd op {at}."), format!("Sent on {at}."))
            }
            MailStand::Ended(at) => {
                let at = moment(at);
                match trouble {
                    Some(MailTrouble::NotNeeded) | None => {
                        self.pick(format!("Niet verstuurd.{why}"), format!("Not sent.{why}"))
                    }
                    Some(_) => {
                        self.pick(format!("Mislukt op {at}.{why}"), format!("Failed on {at}.{why}"))
                    }
                }
            }
        }
    }

    /// Says why a mail was not sent.
    pub fn mail_trouble(self, trouble: MailTrouble) -> String {
        match trouble {
            MailTrouble::NoAnswer => self.pick(
                "de mailserver geeft geen antwoord.".into(),
                "the mail server does not answer.".into(),
            ),
            MailTrouble::TooSlow => self.pick(
                "de mailserver antwoordt te langzaam.".into(),
                "the mail server answers too slowly.".into(),
            ),
            MailTrouble::NotSafe => self.pick(
                "er komt geen veilige verbinding met de mailserver tot stand.".into(),
                "no safe connection with the mail server comes about.".into(),
            ),
            MailTrouble::NotKnown => self.pick(
                "de mailserver laat deze installatie niet toe. De beheerder moet de mail opnieuw instellen.".into(),
                "the mail server does not let this installation in. The administrator must set mail up anew.".into(),
            ),
            MailTrouble::Unclear => self.pick(
                "de mailserver breekt het gesprek af, of antwoordt onbegrijpelijk.".into(),
                "the mail server breaks off, or answers what cannot be understood.".into(),
            ),
            MailTrouble::Later(code) => self.pick(
                format!("de mailserver vraagt om het later te proberen (code {code})."),
                format!("the mail server asks to try later (code {code})."),
            ),
            MailTrouble::Refused(code) => self.pick(
                format!("de mailserver neemt dit bericht niet aan (code {code}). Klopt het adres?"),
                format!("the mail server does not take this mail (code {code}). Is the address right?"),
            ),
            MailTrouble::NotMade => self.pick(
                "wat erin moet staan, is nu niet te lezen. De beheerder vindt de oorzaak in het logboek van de server.".into(),
                "what it is to tell cannot be read now. The administrator finds the cause in the log of the server.".into(),
            ),
            MailTrouble::NotNeeded => self.pick(
                "niet meer nodig: wat erin stond, is gedaan, ingetrokken of veranderd.".into(),
                "not needed any more: what it told was done, withdrawn or changed.".into(),
            ),
        }
    }

    /// Says that no mail goes out, and how many wait.
    pub fn mail_stuck(self, waiting: usize) -> String {
        match (self.0, waiting) {
            (domain::Language::Nl, 1) => "De mailserver werkt nu niet. Er wacht 1 bericht; het gaat vanzelf weg als de server weer werkt. Haast? Maak dan een link en geef hem zelf door.".into(),
            (domain::Language::Nl, _) => format!("De mailserver werkt nu niet. Er wachten {waiting} berichten; ze gaan vanzelf weg als de server weer werkt. Haast? Maak dan een link en geef hem zelf door."),
            (domain::Language::En, 1) => "The mail server does not work now. 1 mail is waiting; it goes out by itself once the server works again. In a hurry? Then make a link and pass it on yourself.".into(),
            (domain::Language::En, _) => format!("The mail server does not work now. {waiting} mails are waiting; they go out by themselves once the server works again. In a hurry? Then make a link and pass it on yourself."),
        }
    }

    /// Says what a form about mail did.
    pub fn mail_done(self, done: MailDone) -> &'static str {
        match done {
            MailDone::TriedAgain => self
                .pick("Het bericht wordt nu opnieuw geprobeerd.", "The mail is tried again now."),
            MailDone::Stopped => self
                .pick("Het bericht wordt niet meer verstuurd.", "The mail is not sent any more."),
            MailDone::Tested => self.pick(
                "Het proefbericht is onderweg. Hieronder ziet u of het aankomt bij de mailserver.",
                "The test mail is under way. Below you see whether the mail server takes it.",
            ),
        }
    }

    /// Says to whom a link is mailed.
    pub fn mailed_to(self, recipient: &str) -> String {
        self.pick(format!("mail aan {recipient}"), format!("mail to {recipient}"))
    }

    /// Says that a mail comes if there is such an account.
    pub fn reset_asked(self, login: &str) -> String {
        self.pick(
            format!("Is er een account met {login}, dan staat er binnen enkele minuten een link in de mailbox."),
            format!("If there is an account with {login}, a link will be in the mailbox within minutes."),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Language;

    #[test]
    fn a_mail_that_is_being_sent_names_no_next_try() {
        let (now, later) = (Moment(1_795_420_800_000_000), Moment(1_795_420_980_000_000));
        let said = |at, trouble| Words(Language::Nl).mail_stand(MailStand::Waits(at), trouble, now);
        assert_eq!(said(now, None), "Wacht; wordt nu verstuurd.");
        assert_eq!(said(later, None), "Wacht; wordt nu verstuurd.");
        assert!(said(later, Some(MailTrouble::NoAnswer)).starts_with("Wacht; volgende poging op"));
    }

    #[test]
    fn a_notice_about_the_second_step_says_when_and_what_to_do_in_both_languages() {
        let at = Moment(1_795_420_800_000_000);
        for (language, day, help) in [
            (Language::Nl, "23 november 2026", "de coördinator van uw regio"),
            (Language::En, "23 November 2026", "the coordinator of your region"),
        ] {
            let words = Words(language);
            let link = || "https://k.example/account/twee-stappen".to_owned();
            for letter in [
                words.second_factor_on_letter(link(), at),
                words.second_factor_off_letter(link(), at),
                words.second_factor_reset_letter(link(), at),
            ] {
                assert!(letter.before.iter().any(|text| text.contains(day)), "{letter:?}");
                assert!(letter.after[0].contains(help), "{letter:?}");
                assert_eq!(letter.link.1, link());
            }
        }
    }
}
