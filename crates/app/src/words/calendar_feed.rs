//! Words of the days in one's own calendar program, and of the page on which one looks after them.

use domain::ActionStand;

use super::{Words, capital, phrases};
use crate::page::FeedStand;

phrases! {
    feed_title: "Agenda in uw eigen agendaprogramma", "Calendar in your own calendar program";
    feed_lead: "Zet uw dagen in Ketentafel ook in Outlook, de agenda van uw telefoon of een ander agendaprogramma. Daar worden ze vanzelf bijgewerkt.", "See your Ketentafel days in Outlook, the calendar of your phone or another calendar program too. They are kept up to date there by themselves.";
    feed_section_help: "Zie de uiterste dagen van uw acties en de dagen van de stuurgroep in uw eigen agenda.", "See the last days of your actions and the days of the steering group in your own calendar.";
    feed_link: "Regel uw agenda", "Arrange your calendar";
    feed_from_steering: "Zet deze dagen in uw eigen agenda", "Put these days into your own calendar";
    feed_from_work: "Zet uw dagen in uw eigen agenda", "Put your days into your own calendar";
    feed_what_title: "Wat u in uw agenda ziet", "What you see in your calendar";
    feed_what_actions: "de uiterste dag van acties die uw organisatie doet, die u zelf doet of die uw organisatie vroeg, zolang iemand er nog iets mee moet", "the last day of actions that your organisation does, that you do yourself or that your organisation asked for, as long as somebody still has to do something";
    feed_what_steering: "de dagen van de stuurgroep in uw regio’s", "the days of the steering group in your regions";
    feed_what_round: "de laatste dag van de ronde die loopt", "the last day of the round that is open";
    feed_what_requests: "de uiterste dag van wat een ander aan u vroeg", "the last day of what somebody else asked of you";
    feed_what_review: "de dag van de volgende controle van wie toegang heeft, als u die doet", "the day of the next check of who has access, if you do that";
    feed_what_two_steps: "Vraagt uw organisatie in een regio om inloggen in twee stappen? Dan ziet u van die regio alleen de dag en wat voor dag het is. De titel leest u na het inloggen.", "Does your organisation ask for signing in in two steps in a region? Then you see only the day and what kind of day it is. You read the title after signing in.";
    feed_secret: "Wie het adres heeft, kan uw dagen lezen zonder in te loggen. Deel het daarom met niemand, en vervang het als een ander het toch heeft. Met het adres kan niemand iets veranderen.", "Whoever has the address can read your days without signing in. So share it with nobody, and replace it if somebody else has it all the same. Nobody can change anything with it.";
    feed_ends: "Het adres houdt vanzelf op als u uw account sluit of geen plek meer hebt.", "The address ends by itself when you close your account or have no place any more.";
    feed_yours_title: "Uw adres", "Your address";
    feed_none: "U hebt nog geen adres.", "You have no address yet.";
    feed_no_place: "U hebt geen plek in een regio. Er zijn dus geen dagen om te laten zien.", "You have no place in a region. So there are no days to show.";
    feed_make: "Maak het adres", "Make the address";
    feed_replace_title: "Vervang het adres", "Replace the address";
    feed_replace_help: "U krijgt een nieuw adres. Het oude werkt meteen niet meer: zet het nieuwe ook in uw agendaprogramma.", "You get a new address. The old one stops working at once: put the new one into your calendar program too.";
    feed_replace: "Maak een nieuw adres", "Make a new address";
    feed_revoke_title: "Trek het adres in", "Revoke the address";
    feed_revoke_help: "Uw agendaprogramma kan uw dagen dan niet meer ophalen.", "Your calendar program can then no longer fetch your days.";
    feed_revoke: "Trek het adres in", "Revoke the address";
    feed_revoked: "Het adres is ingetrokken. Het werkt niet meer.", "The address is revoked. It no longer works.";
    feed_made_title: "Uw nieuwe adres", "Your new address";
    feed_made_help: "Kopieer dit adres en zet het in uw agendaprogramma, bij ‘agenda toevoegen via internet’ of ‘abonneren’. U ziet het alleen nu: wij bewaren het niet.", "Copy this address and put it into your calendar program, under ‘add calendar from the internet’ or ‘subscribe’. You see it only now: we do not keep it.";
    feed_address_label: "Adres van uw agenda", "Address of your calendar";
    feed_open: "Open het adres in het agendaprogramma van dit apparaat", "Open the address in the calendar program of this device";
    /// The name of the calendar in the program that shows it.
    feed_calendar_name: "Ketentafel", "Ketentafel";
    feed_day_neutral_action: "Actie met uiterste dag", "Action with a last day";
    feed_day_neutral_request: "Verzoek met uiterste dag", "Request with a last day";
    feed_day_neutral_round: "Laatste dag van de ronde", "Last day of the round";
    feed_day_neutral_review: "Controle van wie toegang heeft", "Check of who has access";
    feed_day_steering: "Overleg van de stuurgroep", "Meeting of the steering group";
    feed_day_sign_in: "Wat dit is, leest u na het inloggen.", "Sign in to read what this is.";
}

impl Words {
    /// Says since when there is an address, and when it was fetched last.
    pub fn feed_stand(self, stand: &FeedStand) -> String {
        let made = self.day(stand.made);
        match stand.fetched.map(|day| self.calendar_day(day)) {
            Some(fetched) => self.pick(
                format!(
                    "U hebt een adres sinds {made}. Het is voor het laatst opgehaald op {fetched}."
                ),
                format!("You have had an address since {made}. It was last fetched on {fetched}."),
            ),
            None => self.pick(
                format!("U hebt een adres sinds {made}. Het is nog niet opgehaald."),
                format!("You have had an address since {made}. It has not been fetched yet."),
            ),
        }
    }

    /// Names the last day of an action in a calendar.
    pub fn feed_day_action(self, title: &str) -> String {
        self.pick(format!("Actie: {title}"), format!("Action: {title}"))
    }

    /// Says in a calendar how an action stands, who does it and who asked for it.
    pub fn feed_about_action(
        self,
        stand: &ActionStand,
        owner: &str,
        asker: Option<&str>,
    ) -> String {
        let stand = capital(self.action_stand(stand));
        match asker {
            Some(asker) if asker != owner => self.pick(
                format!("{stand}. {owner} doet dit; {asker} vroeg het."),
                format!("{stand}. {owner} does this; {asker} asked for it."),
            ),
            _ => self.pick(
                format!("{stand}. {owner} doet dit."),
                format!("{stand}. {owner} does this."),
            ),
        }
    }

    /// Names the last day of a request in a calendar, of what it is about.
    pub fn feed_day_request(self, about: &str) -> String {
        self.pick(format!("Verzoek: {about}"), format!("Request: {about}"))
    }

    /// Names the last day of a round in a calendar.
    pub fn feed_day_round(self, name: &str) -> String {
        self.pick(format!("Laatste dag van ronde {name}"), format!("Last day of round {name}"))
    }
}
