//! Words of one's own account, of signing in in two steps, and of proving who one is.

use domain::Moment;

use super::{Words, phrases};
use crate::page::{
    AccountDone, AccountScreen, AskedBy, FactorTrouble, PasswordTrouble, ProofFailure,
};

phrases! {
    account: "Account", "Account";
    account_title: "Uw account", "Your account";
    account_lead: "Hier ziet u wie u bent in Ketentafel, en regelt u hoe u inlogt.", "Here you see who you are in Ketentafel, and arrange how you sign in.";
    signed_in_as: "U bent ingelogd als", "You are signed in as";
    known_as: "Collega’s zien", "Colleagues see";
    function_title: "Uw functie", "Your function";
    own_function_hint: "Zo ziet iedereen in uw regio’s u, bijvoorbeeld als ‘beleidsadviseur jeugd’. Een naam hoeft niet. Leeg: uw rol en uw organisatie.", "This is how everyone in your regions sees you, for example as ‘youth policy adviser’. A name is not needed. Empty: your role and your organisation.";
    function_button: "Bewaar de functie", "Keep the function";
    function_not_changed: "Uw functie is niet veranderd", "Your function was not changed";
    function_stays: "Wat collega’s van u zien, blijft zoals het is. U verandert het op de pagina", "What colleagues see of you stays as it is. You change it on the page";
    your_places: "Uw plekken", "Your places";
    no_places: "U hebt nog geen plek in een regio.", "You have no place in a region yet.";
    you_administer: "U beheert deze installatie.", "You administer this installation.";
    own_data_title: "Uw gegevens", "Your data";
    own_data_help: "U krijgt een bestand (JSON) met alles wat wij van u bewaren: uw account, uw plekken, waar u bent ingelogd en wat u wanneer deed. Wat u schreef, staat in de geschiedenis van uw regio.", "You get a file (JSON) with all that we keep about you: your account, your places, where you are signed in and what you did when. What you wrote stands in the history of your region.";
    own_data_link: "Haal mijn gegevens op", "Get my data";
    account_is_closed: "Uw account is gesloten. Bedankt voor uw werk in de regio.", "Your account is closed. Thank you for your work in the region.";
    closing_title: "Account sluiten", "Close the account";
    closing_lead: "U geeft al uw plekken op en kunt daarna niet meer inloggen. Wat u namens uw organisatie schreef, blijft van uw organisatie.", "You give up all your places and cannot sign in afterwards. What you wrote for your organisation stays with your organisation.";
    closing_link: "Sluit mijn account", "Close my account";
    closing_section_help: "Gaat u weg? Dan draagt u eerst over wat op u wacht.", "Are you leaving? Then you first hand over what is waiting for you.";
    closing_regions: "Uw regio’s", "Your regions";
    closing_hand_over: "Draag het over", "Hand it over";
    closing_last_coordinator: "U bent hier de enige coördinator. Geef eerst iemand anders die rol.", "You are the only coordinator here. First give somebody else that role.";
    closing_unknown: "Wat hier op u wacht, is nu niet te zien. Probeer het later opnieuw.", "What is waiting for you here cannot be seen now. Try again later.";
    closing_administers: "U beheert deze installatie. Leg dat eerst neer op de pagina Beheer.", "You administer this installation. First step down on the page Administration.";
    closing_kept: "Uw account is niet gesloten", "Your account was not closed";
    closing_kept_help: "Er is nog iets wat eerst moet. Hieronder ziet u wat.", "Something has to be done first. You see below what.";
    closing_for_good: "Dit kunt u niet ongedaan maken. Komt u later terug, dan krijgt u een nieuwe uitnodiging.", "This cannot be undone. If you return later, you get a new invitation.";
    closing_button: "Sluit mijn account voorgoed", "Close my account for good";
    waits_for_two_steps: "Kan nog niet verder: moet eerst inloggen in twee stappen instellen.", "Cannot go on yet: has to set up signing in in two steps first.";
    language_of_pages: "Taal van de pagina’s", "Language of the pages";
    change_password_title: "Wachtwoord veranderen", "Change the password";
    change_password_help: "U wordt op alle andere apparaten meteen uitgelogd.", "Everywhere else where you are signed in, you are signed out at once.";
    present_password: "Uw wachtwoord van nu", "Your present password";
    present_password_hint: "Zo weten wij dat u het bent.", "So we know that it is you.";
    another_password: "Kies een nieuw wachtwoord", "Choose a new password";
    change_password_button: "Verander het wachtwoord", "Change the password";
    password_not_changed: "Het wachtwoord is niet veranderd", "The password was not changed";
    two_steps_title: "Inloggen in twee stappen", "Signing in in two steps";
    two_steps_lead: "U logt dan in met uw wachtwoord en met een code van uw telefoon. Wie alleen uw wachtwoord weet, komt er niet in.", "You then sign in with your password and with a code from your phone. Whoever knows only your password does not get in.";
    two_steps_off: "Inloggen gaat nu in één stap: alleen met uw wachtwoord.", "Signing in now takes one step: your password only.";
    set_up_two_steps: "Stel inloggen in twee stappen in", "Set up signing in in two steps";
    look_at_two_steps: "Herstelcodes en uitzetten", "Recovery codes and turning off";
    begin_two_steps_help: "U hebt een app nodig die codes geeft, op uw telefoon of computer. Vraag uw ICT-afdeling welke u mag gebruiken.", "You need an app that gives codes, on your phone or computer. Ask your IT department which one you may use.";
    begin_two_steps: "Begin", "Begin";
    scan_title: "Stap 1: zet Ketentafel in uw app", "Step 1: put Ketentafel into your app";
    scan_help: "Scan dit vierkant met de app. Lukt dat niet? Typ dan de sleutel over die eronder staat.", "Scan this square with the app. Does that not work? Then type the key that stands below it.";
    scan_picture: "Vierkant om te scannen met uw app", "Square to scan with your app";
    secret_label: "Sleutel om over te typen", "Key to type";
    first_code_title: "Stap 2: typ de code uit de app", "Step 2: type the code from the app";
    code_label: "Code uit uw app", "Code from your app";
    code_hint: "Zes cijfers. De app geeft elke halve minuut een nieuwe code.", "Six digits. The app gives a new code every half minute.";
    turn_on: "Zet inloggen in twee stappen aan", "Turn on signing in in two steps";
    start_over: "Begin opnieuw met een andere sleutel", "Start over with another key";
    codes_title: "Uw herstelcodes", "Your recovery codes";
    codes_help: "Bewaar deze codes op een veilige plek, niet op uw telefoon. Met een herstelcode logt u in als u uw telefoon kwijt bent. Elke code werkt één keer. U ziet ze alleen nu.", "Keep these codes in a safe place, not on your phone. With a recovery code you sign in when you have lost your phone. Each code works once. You see them only now.";
    codes_kept: "Ik heb de codes bewaard: ga verder", "I have kept the codes: go on";
    codes_unkept: "U hebt nog niet gezegd dat u uw herstelcodes hebt bewaard. Hebt u ze niet gezien? Maak dan nieuwe.", "You have not said yet that you kept your recovery codes. Did you not see them? Then make new ones.";
    new_codes: "Maak nieuwe herstelcodes", "Make new recovery codes";
    new_codes_help: "De oude codes werken daarna niet meer.", "The old codes no longer work then.";
    few_codes: "Maak nieuwe herstelcodes voordat ze op zijn.", "Make new recovery codes before they run out.";
    turn_off_title: "Uitzetten", "Turn off";
    turn_off_help: "U logt daarna weer in met alleen uw wachtwoord.", "You then sign in with your password only.";
    turn_off: "Zet inloggen in twee stappen uit", "Turn off signing in in two steps";
    code_or_recovery: "Code uit uw app, of een herstelcode", "Code from your app, or a recovery code";
    factor_not_done: "Dit is niet gelukt", "This did not work";
    required_of_you: "U kunt verder zodra dit is ingesteld.", "You can go on as soon as this is set up.";
    required_of_administrators: "Deze installatie vraagt dit van iedereen die haar beheert.", "This installation asks this of everybody who administers it.";
    reset_read: "Ik heb dit gelezen", "I have read this";
    go_on: "Ga verder", "Go on";
    sessions_title: "Waar u bent ingelogd", "Where you are signed in";
    sessions_help: "Ziet u iets wat u niet kent? Log daar uit en verander uw wachtwoord.", "Do you see something that you do not know? Sign out there and change your password.";
    this_session: "hier bent u nu", "you are here now";
    end_session: "Log daar uit", "Sign out there";
    end_other_sessions: "Log uit op alle andere apparaten", "Sign out on all other devices";
    prove_title: "Laat zien dat u het bent", "Show that it is you";
    prove_lead: "Voor deze stap vragen wij nog één keer uw wachtwoord. Zo weten wij zeker dat u het bent. Dat geldt dan een uur.", "For this step we ask for your password once more. So we are sure that it is you. That then holds for an hour.";
    prove_carries: "Wat u wilde doen, gebeurt meteen daarna. Wat u typte, is niet weg.", "What you wanted to do happens right after. What you typed is not lost.";
    prove_button: "Ga verder", "Go on";
    prove_wrong: "Dit klopt niet. Controleer alles wat u invulde en probeer het opnieuw.", "This is not right. Check everything that you filled in and try again.";
    code_title: "Typ uw code", "Type your code";
    code_lead: "Uw wachtwoord klopt. Open de app op uw telefoon en typ de code over.", "Your password is right. Open the app on your phone and type the code.";
    code_wrong: "Deze code klopt niet, of is al gebruikt. Wacht op de volgende code en probeer het opnieuw.", "This code is not right, or was used already. Wait for the next code and try again.";
    use_recovery: "Een herstelcode gebruiken", "Use a recovery code";
    use_recovery_help: "Bent u uw telefoon kwijt? Typ dan in hetzelfde veld een van uw herstelcodes. Hebt u die ook niet? Vraag de coördinator van uw regio, of de eindredacteur van uw organisatie, om uw tweede stap uit te zetten. Bent u zelf coördinator of beheerder? Vraag dan wie de server beheert.", "Lost your phone? Then type one of your recovery codes in the same field. You do not have those either? Ask the coordinator of your region, or the lead editor of your organisation, to turn off your second step. Are you the coordinator or administrator yourself? Then ask whoever runs the server.";
    to_prove_title: "Dit wacht op u.", "This waits for you.";
    to_prove_help: "Laat zien dat u het bent. Daarna versturen wij het. Wat u typte, is niet weg.", "Show that it is you. Then we send it. What you typed is not lost.";
    to_prove_here: "wacht tot u laat zien dat u het bent", "waits until you show that it is you";
    require_summary: "Hoe mensen van deze organisatie inloggen", "How people of this organisation sign in";
    requires_two_steps: "Inloggen gaat in twee stappen", "Signing in takes two steps";
    require_help: "Iedereen die in deze regio voor deze organisatie werkt, moet dan inloggen in twee stappen. Wie dat nog niet heeft ingesteld, doet dat eerst; tot dan is deze regio dicht. Dat geldt ook voor u, als u voor deze organisatie werkt. Doet de organisatie mee in nog een regio? Vraag het daar apart.", "Everybody who works for this organisation in this region must then sign in in two steps. Whoever has not set that up yet does so first; until then this region is closed. That holds for you too, if you work for this organisation. Does the organisation take part in another region? Ask it there as well.";
    require_two_steps: "Vraag twee stappen van iedereen", "Ask two steps of everybody";
    require_not_help: "Iedereen die in deze regio voor deze organisatie werkt, logt met twee stappen in. Vraagt u dat niet meer, dan mag ieder het zelf uitzetten, tenzij een andere regio het ook vraagt.", "Everybody who works for this organisation in this region signs in in two steps. If you no longer ask that, each may turn it off, unless another region asks it too.";
    require_not: "Vraag geen twee stappen meer", "Ask for two steps no more";
    reset_help: "Is deze persoon de telefoon en de herstelcodes kwijt? Zet dan de tweede stap uit. De persoon wordt overal uitgelogd, logt daarna in met het wachtwoord en ziet dat dit is gebeurd. Bel eerst: wie een wachtwoord steelt, kan dit ook vragen.", "Has this person lost the phone and the recovery codes? Then turn off the second step. The person is signed out everywhere, then signs in with the password and is told that this was done. Call first: whoever steals a password can ask for this too.";
    reset_factor: "Zet de tweede stap uit", "Turn off the second step";
}

impl Words {
    /// Returns the heading of a page about one's account.
    pub fn account_screen(self, screen: &AccountScreen) -> &'static str {
        match screen {
            AccountScreen::Own(_) => self.account_title(),
            AccountScreen::SecondFactor(_) => self.two_steps_title(),
            AccountScreen::Prove(_) => self.prove_title(),
            AccountScreen::Code(_) => self.code_title(),
            AccountScreen::Closing(_) => self.closing_title(),
            AccountScreen::Notices(_) => self.notice_settings(),
            AccountScreen::CalendarFeed(_) => self.feed_title(),
        }
    }

    /// Returns what a form about an account did.
    pub fn account_done(self, done: AccountDone) -> &'static str {
        match done {
            AccountDone::Password => self.pick(
                "Uw wachtwoord is veranderd. Op alle andere apparaten bent u uitgelogd.",
                "Your password is changed. Everywhere else you are signed out.",
            ),
            AccountDone::Session => {
                self.pick("Daar bent u uitgelogd.", "You are signed out there.")
            }
            AccountDone::Sessions => self.pick(
                "Op alle andere apparaten bent u uitgelogd.",
                "On all other devices you are signed out.",
            ),
            AccountDone::Left => self.pick(
                "U hebt de regio verlaten. Uw account blijft bestaan.",
                "You have left the region. Your account stays.",
            ),
            AccountDone::Function => self.pick("Uw functie is bewaard.", "Your function was kept."),
            AccountDone::OneStep => self.pick(
                "Inloggen in twee stappen staat uit.",
                "Signing in in two steps is turned off.",
            ),
            AccountDone::SteppedDown => self.pick(
                "U beheert deze installatie niet meer.",
                "You administer this installation no more.",
            ),
        }
    }

    /// Returns why a password was not changed.
    pub fn password_trouble(self, trouble: &PasswordTrouble) -> String {
        match trouble {
            PasswordTrouble::Present => self
                .pick("Dit is niet uw wachtwoord van nu.", "This is not your present password.")
                .to_owned(),
            PasswordTrouble::New(trouble) => self.account_trouble(trouble),
            PasswordTrouble::TooMany => self.too_many_tries().to_owned(),
            PasswordTrouble::Unavailable => self.not_possible_now().to_owned(),
        }
    }

    /// Returns why a form about the second step was not taken in.
    pub fn factor_trouble(self, trouble: FactorTrouble) -> &'static str {
        match trouble {
            FactorTrouble::Code => self.code_wrong(),
            FactorTrouble::Proof => self.prove_wrong(),
            FactorTrouble::Required => self.pick(
                "Dit wordt van u gevraagd. U kunt het daarom niet uitzetten.",
                "This is asked of you. So you cannot turn it off.",
            ),
            FactorTrouble::TooMany => self.too_many_tries(),
            FactorTrouble::Unavailable => self.not_possible_now(),
        }
    }

    /// Returns why a proof was not taken; `wrong` is what is said where something of it is not right.
    pub fn proof_failure(self, failure: ProofFailure, wrong: &'static str) -> &'static str {
        match failure {
            ProofFailure::Wrong => wrong,
            ProofFailure::TooMany => self.too_many_tries(),
            ProofFailure::Unavailable => self.not_possible_now(),
        }
    }

    fn too_many_tries(self) -> &'static str {
        self.pick(
            "Er is te vaak geprobeerd. Wacht een kwartier en probeer het dan opnieuw.",
            "There were too many tries. Wait a quarter of an hour, then try again.",
        )
    }

    fn not_possible_now(self) -> &'static str {
        self.pick(
            "Het lukt nu even niet. Wacht een minuut en probeer het opnieuw.",
            "This does not work right now. Wait a minute and try again.",
        )
    }

    /// Says since when signing in takes two steps.
    pub fn two_steps_since(self, since: Moment) -> String {
        let day = self.day(since);
        self.pick(
            format!("Sinds {day} logt u met twee stappen in."),
            format!("Since {day} you sign in in two steps."),
        )
    }

    /// Says how many recovery codes are left.
    pub fn codes_left(self, left: i64) -> String {
        match left {
            0 => self
                .pick("U hebt geen herstelcodes meer.", "You have no recovery codes left.")
                .into(),
            1 => self.pick("U hebt nog 1 herstelcode.", "You have 1 recovery code left.").into(),
            left => self.pick(
                format!("U hebt nog {left} herstelcodes."),
                format!("You have {left} recovery codes left."),
            ),
        }
    }

    /// Says of whom two steps are asked: of everybody who works for these organisations in these regions.
    pub fn required_by(self, asked: &[AskedBy]) -> String {
        let place = |AskedBy { organisation, region }: &AskedBy| {
            let region = self.regions_named(std::slice::from_ref(region));
            format!("{organisation} in {region}")
        };
        let places: Vec<String> = asked.iter().map(place).collect();
        let places = self.and(&places);
        self.pick(
            format!("Dit wordt gevraagd van iedereen die werkt voor {places}."),
            format!("This is asked of everybody who works for {places}."),
        )
    }

    /// Says that somebody else turned the second step off.
    pub fn second_factor_was_reset(self, at: Moment) -> String {
        let day = self.day(at);
        self.pick(
            format!("Op {day} is uw tweede stap uitgezet door de coördinator van uw regio, de eindredacteur van uw organisatie of wie de server beheert. Vroeg u daar niet om? Verander dan uw wachtwoord en vertel het de coördinator van uw regio."),
            format!("On {day} your second step was turned off by the coordinator of your region, the lead editor of your organisation or whoever runs the server. Did you not ask for that? Then change your password and tell the coordinator of your region."),
        )
    }

    /// Returns a browser as people know it.
    pub fn browser(self, words: &str) -> String {
        let (browser, device) = words.split_once(' ').unwrap_or((words, ""));
        let browser = match browser {
            "firefox" => "Firefox",
            "chrome" => "Chrome",
            "edge" => "Edge",
            "safari" => "Safari",
            "opera" => "Opera",
            "vivaldi" => "Vivaldi",
            "samsung" => "Samsung",
            _ => self.pick("Een browser", "A browser"),
        };
        let device = match device {
            "windows" => "Windows",
            "mac" => self.pick("een Mac", "a Mac"),
            "linux" => "Linux",
            "android" => "Android",
            "iphone" => self.pick("een iPhone", "an iPhone"),
            "ipad" => self.pick("een iPad", "an iPad"),
            "chromeos" => "ChromeOS",
            _ => self.pick("een onbekend apparaat", "an unknown device"),
        };
        self.pick(format!("{browser} op {device}"), format!("{browser} on {device}"))
    }

    /// Says since when a session goes on and when it was last used.
    pub fn session_times(self, began: Moment, used: Moment) -> String {
        let (began_day, began_time) = (self.day(began), self.time(began));
        let (used_day, used_time) = (self.day(used), self.time(used));
        self.pick(
            format!("sinds {began_day} {began_time}, laatst gebruikt {used_day} {used_time}"),
            format!("since {began_day} {began_time}, last used {used_day} {used_time}"),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Language;

    #[test]
    fn a_browser_is_named_as_people_know_it() {
        let (nl, en) = (Words(Language::Nl), Words(Language::En));
        assert_eq!(nl.browser("firefox windows"), "Firefox op Windows");
        assert_eq!(en.browser("safari iphone"), "Safari on an iPhone");
        assert_eq!(nl.browser("other other"), "Een browser op een onbekend apparaat");
        assert_eq!(nl.browser(""), "Een browser op een onbekend apparaat");
    }
}
