//! Words of mailed links to one action: their mail, the page behind them, and what the page of the action says of them.

use domain::{ActionStand, Day, Moment, Step};

use super::{Letter, Words, capital, phrases};
use crate::page::{LinkGone, LinkStand, LinkTrouble, MailLinkTrouble};

phrases! {
    link_is_mailed: "De link is onderweg. Onder ‘Antwoorden zonder inloggen’ ziet u wat ervan wordt.", "The link is on its way. Below ‘Answering without signing in’ you see what becomes of it.";
    link_section: "Antwoorden zonder inloggen", "Answering without signing in";
    link_summary: "Mail iemand een link om te antwoorden", "Mail somebody a link to answer";
    link_help: "De ontvanger hoeft niet in te loggen, ziet alleen deze actie en kan één keer antwoorden. De link werkt veertien dagen. Een nieuwe link aan dezelfde persoon vervangt de vorige.", "The recipient need not sign in, sees this action only and can answer once. The link works for fourteen days. A new link to the same person replaces the one before.";
    link_to_label: "Aan wie?", "To whom?";
    link_to_choose: "Kies een persoon", "Choose a person";
    link_button: "Mail de link", "Mail the link";
    link_no_mail: "Deze installatie verstuurt geen mail. Een link mailen kan daarom niet.", "This installation sends no mail. So no link can be mailed.";
    link_two_steps: "De organisatie die dit doet, vraagt haar mensen om in twee stappen in te loggen. Een mailbox heeft geen tweede stap. Daarom kunt u hier geen link mailen.", "The organisation that does this asks its people to sign in in two steps. A mailbox has no second step. That is why no link can be mailed here.";
    link_nobody: "Geen van de mensen die dit kunnen doen, is per mail te bereiken.", "None of the people who can do this can be reached by mail.";
    link_not_mailed: "De link is niet gemaild", "The link was not mailed";
    link_mailed_title: "Gemailde links", "Mailed links";
    link_more_title: "Wilt u meer zien of doen?", "Do you want to see or do more?";
    link_more_help: "Log in om alles over deze actie te zien, of om later nog iets te melden.", "Sign in to see everything about this action, or to report something later.";
    link_sign_in: "Log in en open deze actie", "Sign in and open this action";
    link_thanks: "Dank u wel, het is genoteerd", "Thank you, it has been noted";
    link_gone_title: "Deze link werkt niet meer", "This link no longer works";
    link_gone_way: "Log in om te zien hoe het er nu voor staat.", "Sign in to see how it stands now.";
    link_no_way: "Hebt u hier een vraag over? Vraag het de coördinator van de regio.", "Do you have a question about this? Ask the coordinator of the region.";
    link_region: "Regio", "Region";
}

/// What a mail with a link to an action tells.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LinkMail {
    /// The name of the region.
    pub region: String,
    /// Who asks.
    pub asker: String,
    /// Who does it.
    pub owner: String,
    /// What the action is called.
    pub title: String,
    /// Until which day, if that was said.
    pub due: Option<Day>,
    /// Where it stands.
    pub stand: ActionStand,
    /// Until when the link works.
    pub until: Moment,
}

impl Words {
    /// Writes to whoever may answer an action without signing in.
    pub fn action_link_letter(self, mail: &LinkMail, link: String) -> Letter {
        let LinkMail { region, asker, owner, title, due, stand, until } = mail;
        let asks = matches!(stand, ActionStand::Offered { .. });
        let subject = match asks {
            true => self
                .pick(format!("Uw antwoord gevraagd: {title}"), format!("Please answer: {title}")),
            false => {
                self.pick(format!("Hoe staat het met: {title}"), format!("How it goes: {title}"))
            }
        };
        let region = self.region_named(region);
        let mut before = vec![
            self.pick(
                format!("Het gaat om deze actie in {region}: ‘{title}’."),
                format!("This is about this action in {region}: ‘{title}’."),
            ),
            self.action_lead(stand, asker, owner, *due),
        ];
        if !asks {
            before.push(self.pick(
                "Wilt u laten weten hoe het ervoor staat? U kunt het ook klaar melden.".into(),
                "Will you say how it goes? You can also report it done.".into(),
            ));
        }
        before.push(
            self.pick(
                "Met de link hieronder antwoordt u zonder in te loggen. U ziet dan alleen deze actie.".into(),
                "With the link below you answer without signing in. You then see this action only.".into(),
            ),
        );
        let label = self.pick("Bekijk en beantwoord de actie", "See and answer the action");
        let after = vec![
            self.link_works_until(*until),
            self.pick(
                format!(
                    "Stuur dit bericht niet door: wie de link heeft, kan antwoorden namens {owner}."
                ),
                format!("Do not forward this mail: whoever has the link can answer for {owner}."),
            ),
        ];
        self.letter(subject, before, (label.to_owned(), link), after)
    }

    /// Says for whom the page behind a link is.
    pub fn link_for(self, function: &str, organisation: &str) -> String {
        self.pick(
            format!("Deze link is voor: {function}. U antwoordt namens {organisation}. Inloggen hoeft niet."),
            format!("This link is for: {function}. You answer for {organisation}. You need not sign in."),
        )
    }

    /// Says how often and until when somebody can answer.
    pub fn link_once(self, until: Moment) -> String {
        let day = self.day(Moment(until.0 - 1));
        self.pick(
            format!("U kunt met deze link één keer antwoorden, tot en met {day}."),
            format!("You can answer once with this link, up to and including {day}."),
        )
    }

    /// Says what was noted of the answer that a link brought.
    pub fn link_noted(self, step: Step) -> &'static str {
        match step {
            Step::Accept => self.pick(
                "Uw organisatie neemt de actie aan. Wie dit vroeg, ziet dat in Ketentafel.",
                "Your organisation accepts the action. Whoever asked sees that in Ketentafel.",
            ),
            Step::Decline => self.pick(
                "Uw organisatie doet dit niet. Wie dit vroeg, leest uw reden in Ketentafel.",
                "Your organisation does not do this. Whoever asked reads your reason in Ketentafel.",
            ),
            Step::CounterPropose => self.pick(
                "U stelde een andere datum voor. Wie dit vroeg, ziet dat in Ketentafel.",
                "You proposed another date. Whoever asked sees that in Ketentafel.",
            ),
            Step::ReportDone => self.pick(
                "U meldde dat de actie klaar is. Wie dit vroeg, kijkt of dat klopt en sluit de actie dan af.",
                "You reported that the action is done. Whoever asked checks that, and then closes it.",
            ),
            _ => self.pick(
                "Hoe het ervoor staat, is bewaard. Iedereen in de regio kan het lezen.",
                "Your update was saved. Everyone in the region can read it.",
            ),
        }
    }

    /// Says what comes next for whoever answered.
    pub fn link_thanks_rest(self, step: Step) -> &'static str {
        match step {
            Step::Accept | Step::Progress => self.pick(
                "Met deze link kunt u niet nog eens antwoorden. Wilt u later melden hoe het gaat of dat het klaar is? Log dan in, of vraag om een nieuwe link.",
                "With this link you cannot answer again. Do you want to report later how it goes, or that it is done? Then sign in, or ask for a new link.",
            ),
            Step::CounterPropose => self.pick(
                "Wie dit vroeg, laat weten of die datum goed is. Met deze link kunt u niet nog eens antwoorden.",
                "Whoever asked will say whether that date is right. With this link you cannot answer again.",
            ),
            _ => self.pick(
                "U hoeft verder niets te doen. De link is nu gebruikt.",
                "You need not do anything else. The link has been used now.",
            ),
        }
    }

    /// Says in a few words what a link was used for.
    fn link_answer(self, step: Step) -> &'static str {
        match step {
            Step::Accept => self.pick("actie aangenomen", "action accepted"),
            Step::Decline => self.pick("actie afgewezen", "action declined"),
            Step::CounterPropose => self.pick("andere datum voorgesteld", "another date proposed"),
            Step::ReportDone => self.pick("klaar gemeld", "reported done"),
            _ => self.pick("voortgang gemeld", "progress reported"),
        }
    }

    /// Says why a link opens nothing any more.
    pub fn link_gone(self, gone: LinkGone) -> String {
        match gone {
            LinkGone::Used(at, step) => {
                let (day, time) = (self.day(at), self.time(at));
                let what = step.map(|step| format!(" ({})", self.link_answer(step)));
                let what = what.unwrap_or_default();
                self.pick(
                    format!("Hij is gebruikt op {day} om {time} uur{what}. Een link werkt één keer."),
                    format!("It was used on {day} at {time}{what}. A link works once."),
                )
            }
            LinkGone::Expired(at) => {
                let day = self.day(Moment(at.0 - 1));
                self.pick(
                    format!("Hij werkte tot en met {day}."),
                    format!("It worked up to and including {day}."),
                )
            }
            LinkGone::Replaced => self.pick(
                "U kreeg later een nieuwe link voor deze actie. Gebruik die.".into(),
                "You got a newer link to this action later. Use that one.".into(),
            ),
            LinkGone::PlaceEnded => self.pick(
                "U kunt dit niet meer namens deze organisatie doen.".into(),
                "You can no longer do this for this organisation.".into(),
            ),
            LinkGone::NothingLeft => self.pick(
                "Aan deze actie valt voor u niets meer te beantwoorden.".into(),
                "There is nothing left for you to answer about this action.".into(),
            ),
            LinkGone::TwoSteps => self.pick(
                "Uw organisatie vraagt om in twee stappen in te loggen. Antwoorden kan daarom alleen na het inloggen.".into(),
                "Your organisation asks you to sign in in two steps. That is why you can answer only after signing in.".into(),
            ),
        }
    }

    /// Says why a form of the page behind a link was refused where that is not about the action.
    pub fn link_trouble(self, trouble: &LinkTrouble) -> Option<&'static str> {
        match trouble {
            LinkTrouble::Step(_) => None,
            LinkTrouble::TooMany => Some(self.pick(
                "U probeerde dit te vaak achter elkaar. Wacht een kwartier en probeer het dan opnieuw.",
                "You tried this too often in a short time. Wait a quarter of an hour and then try again.",
            )),
            LinkTrouble::Unavailable => Some(self.pick(
                "Het lukt nu even niet. De link is niet gebruikt: probeer het over een minuut opnieuw.",
                "It does not work right now. The link was not used: try again in a minute.",
            )),
        }
    }

    /// Says why a link was not mailed.
    pub fn mail_link_trouble(self, trouble: MailLinkTrouble) -> String {
        match trouble {
            MailLinkTrouble::NobodyChosen => self.pick(
                "Kies aan wie de link gaat: iemand die dit nu namens de organisatie kan doen.".into(),
                "Choose to whom the link goes: somebody who can do this for the organisation now.".into(),
            ),
            MailLinkTrouble::TooMany(most) => self.pick(
                format!("Vandaag zijn er al {most} links voor deze actie gemaild. Morgen kan er weer een."),
                format!("{most} links to this action were mailed today already. Tomorrow another one can be."),
            ),
            MailLinkTrouble::NothingLeft => self.pick(
                "De organisatie die deze actie doet, hoeft nu niets te antwoorden.".into(),
                "The organisation that does this action has nothing to answer now.".into(),
            ),
            MailLinkTrouble::TwoSteps => self.link_two_steps().into(),
            MailLinkTrouble::NoMail => self.link_no_mail().into(),
            MailLinkTrouble::SentBefore => self.link_sent_before().into(),
        }
    }

    /// Says to whom a link was mailed, when and by whom.
    pub fn link_mailed_to(self, to: &str, by: Option<&str>, made: Moment) -> String {
        let day = self.day(made);
        let by = by.map(|by| self.pick(format!(", door {by}"), format!(", by {by}")));
        let by = by.unwrap_or_default();
        self.pick(format!("Aan {to}, op {day}{by}."), format!("To {to}, on {day}{by}."))
    }

    /// Says what became of a link that was mailed.
    pub fn link_stand(self, stand: LinkStand) -> String {
        match stand {
            LinkStand::Waits(trouble) => {
                let why =
                    trouble.map(|trouble| format!(" {}", capital(&self.mail_trouble(trouble))));
                let why = why.unwrap_or_default();
                self.pick(
                    format!("De mail is nog niet verstuurd.{why}"),
                    format!("The mail was not sent yet.{why}"),
                )
            }
            LinkStand::NotSent(trouble) => {
                let why =
                    trouble.map(|trouble| format!(" {}", capital(&self.mail_trouble(trouble))));
                let why = why.unwrap_or_default();
                self.pick(
                    format!("De mail is niet verstuurd.{why}"),
                    format!("The mail was not sent.{why}"),
                )
            }
            LinkStand::Open(until) => {
                let day = self.day(Moment(until.0 - 1));
                self.pick(
                    format!("Nog niet gebruikt; werkt tot en met {day}."),
                    format!("Not used yet; works up to and including {day}."),
                )
            }
            LinkStand::Used(at, step) => {
                let day = self.day(at);
                let what = step.map(|step| format!(": {}", self.link_answer(step)));
                let what = what.unwrap_or_default();
                self.pick(format!("Gebruikt op {day}{what}."), format!("Used on {day}{what}."))
            }
            LinkStand::Expired(at) => {
                let day = self.day(Moment(at.0 - 1));
                self.pick(
                    format!("Niet gebruikt; werkte tot en met {day}."),
                    format!("Not used; worked up to and including {day}."),
                )
            }
            LinkStand::Replaced => self
                .pick("Vervangen door een nieuwe link.".into(), "Replaced by a newer link.".into()),
            LinkStand::PlaceEnded => self.pick(
                "Vervallen: deze persoon kan dit niet meer doen.".into(),
                "Ended: this person can do this no more.".into(),
            ),
            LinkStand::NothingLeft => self.pick(
                "Niet gebruikt; er valt nu niets te beantwoorden.".into(),
                "Not used; there is nothing to answer now.".into(),
            ),
            LinkStand::TwoSteps => self.pick(
                "Werkt nu niet: de organisatie vraagt om in twee stappen in te loggen.".into(),
                "Does not work now: the organisation asks to sign in in two steps.".into(),
            ),
        }
    }

    /// Says that a form had a link mailed before, which works no more.
    fn link_sent_before(self) -> &'static str {
        self.pick(
            "Dit formulier is al eerder verstuurd, en die link werkt niet meer. Is er een nieuwe link nodig? Mail hem dan opnieuw.",
            "This form was sent before, and that link no longer works. Is a new link needed? Then mail it again.",
        )
    }
}
