//! Words of the sign-in page and of the start page.

use super::{Words, phrases};
use crate::page::SignInFailure;

phrases! {
    sign_in_title: "Inloggen bij Ketentafel", "Sign in to Ketentafel";
    sign_in_lead:
        "Hier werken gemeenten en hun partners samen aan beleid tegen loverboys en mensenhandel.",
        "Here municipalities and their partners work together on policy against loverboys and human trafficking.";
    account_name: "Accountnaam", "Account name";
    sign_in_address: "Mailadres", "Mail address";
    password: "Wachtwoord", "Password";
    sign_in_rest: "Wat u typte, staat er nog, behalve het wachtwoord.", "What you typed is still there, except for the password.";
    no_account_help:
        "Nog geen account? Vraag de coördinator van uw regio. Wachtwoord vergeten? Vraag wie de server beheert om een link.",
        "No account yet? Ask the coordinator of your region. Forgot your password? Ask whoever runs the server for a link.";
    demo_title: "Probeer het uit", "Try it out";
    demo_help:
        "Dit is een oefenomgeving met twee verzonnen regio’s. Kies een account, dan bent u meteen ingelogd.",
        "This is a practice environment with two invented regions. Choose an account and you are signed in at once.";
    demo_password_is: "Alle oefenaccounts hebben hetzelfde wachtwoord:", "All practice accounts have the same password:";
    home_lead:
        "Hier staan alle regio’s waarin u meewerkt, en namens wie u dat doet.",
        "These are all the regions in which you take part, and for whom you do so.";
    home_empty:
        "U werkt nog in geen enkele regio mee. Vraag de coördinator van uw regio om u toe te voegen.",
        "You do not take part in any region yet. Ask the coordinator of your region to add you.";
    you_work_here_as: "U werkt hier als", "You work here as";
    may_confirm_too: "U mag antwoorden bevestigen namens uw organisatie.", "You may confirm answers on behalf of your organisation.";
}

impl Words {
    /// Returns why a sign-in did not succeed, and what to do.
    pub fn sign_in_failure(self, failure: SignInFailure) -> &'static str {
        match failure {
            SignInFailure::Wrong => self.pick(
                "Dit account en dit wachtwoord horen niet bij elkaar. Controleer beide en probeer het opnieuw.",
                "This account and this password do not belong together. Check both and try again.",
            ),
            SignInFailure::TooMany => self.pick(
                "Er is te vaak geprobeerd om in te loggen. Wacht een kwartier en probeer het dan opnieuw.",
                "There were too many tries to sign in. Wait a quarter of an hour, then try again.",
            ),
            SignInFailure::Ended => self.pick(
                "U bent uitgelogd, of het duurde te lang. Wat u typte, is niet weg.",
                "You were signed out, or it took too long. What you typed is not lost.",
            ),
            SignInFailure::Unavailable => self.pick(
                "Wacht een minuut en probeer het opnieuw. Blijft dit zo? Vertel het uw beheerder. Wat u eerder typte, is niet weg.",
                "Wait a minute and try again. Does it go on? Tell your administrator. What you typed before is not lost.",
            ),
            SignInFailure::OtherPerson => self.pick(
                "Op deze computer is intussen met een ander account ingelogd. Log in met het account van dit formulier om het te versturen. Wat u typte, is niet weg.",
                "Someone signed in with another account on this computer. Sign in with the account of this form to send it. What you typed is not lost.",
            ),
        }
    }

    /// Returns the heading over a sign-in that did not succeed.
    pub fn sign_in_failed(self, failure: SignInFailure) -> &'static str {
        match failure {
            SignInFailure::Wrong => self.pick("Inloggen is niet gelukt", "Signing in did not work"),
            SignInFailure::TooMany => {
                self.pick("U kunt nu even niet inloggen", "You cannot sign in right now")
            }
            SignInFailure::Ended => self.pick("Log opnieuw in", "Sign in again"),
            SignInFailure::Unavailable => {
                self.pick("Inloggen lukt nu even niet", "Signing in does not work right now")
            }
            SignInFailure::OtherPerson => self.pick(
                "Dit formulier is van een ander account",
                "This form belongs to another account",
            ),
        }
    }
}
