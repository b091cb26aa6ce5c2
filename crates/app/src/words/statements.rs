//! What the product says about itself: accessibility and privacy. True at every release.

use super::{Words, phrases};

/// A heading with its paragraphs.
pub type Passage = (&'static str, &'static [&'static str]);

phrases! {
    accessibility_lead:
        "Iedereen moet met Ketentafel kunnen werken: ook met alleen het toetsenbord, met een schermlezer, op een telefoon of zonder scripts.",
        "Everyone must be able to work with Ketentafel: also with the keyboard only, with a screen reader, on a telephone or without scripts.";
    privacy_lead:
        "Ketentafel gaat over beleid, nooit over personen. Hier leest u welke gegevens wij van u bewaren en waarom.",
        "Ketentafel is about policy, never about persons. Here you read which data we keep about you, and why.";
}

const ACCESSIBILITY_NL: &[Passage] = &[
    (
        "Wat wij doen",
        &[
            "Wij bouwen volgens WCAG 2.2, niveau AA, met onderdelen van NL Design System. Kleur is nooit het enige teken: bij iedere kleur staat een vorm en een woord.",
            "Alles werkt met het toetsenbord. Formulieren werken ook zonder scripts. Op een smal scherm hoeft u niet opzij te schuiven; alleen de grote tabel schuift in haar eigen vak.",
            "Teksten schrijven wij in gewoon Nederlands. De hele website is er ook in het Engels. Wat mensen in de regio zelf schrijven, blijft Nederlands; een schermlezer spreekt het ook zo uit.",
        ],
    ),
    (
        "Wat is getest?",
        &[
            "Bij iedere verandering meet een programma of alle kleuren genoeg contrast hebben, licht en donker. Ook wordt van ieder scherm nagekeken of velden een naam hebben en koppen een tekst.",
            "Een onafhankelijk onderzoek is nog niet gedaan. Er kunnen dus fouten zijn die wij nog niet kennen.",
        ],
    ),
    (
        "Werkt iets niet goed voor u?",
        &[
            "Vertel het de coördinator van uw regio of de beheerder van deze installatie. Zeg op welke pagina het is en wat u wilde doen. Dan krijgt u de gegevens zo nodig op een andere manier.",
        ],
    ),
];

const ACCESSIBILITY_EN: &[Passage] = &[
    (
        "What we do",
        &[
            "We build to WCAG 2.2, level AA, with components of NL Design System. Colour is never the only sign: each colour comes with a shape and a word.",
            "Everything works with the keyboard. Forms work without scripts too. On a narrow screen you never scroll sideways; only the large table scrolls within its own box.",
            "We write in plain Dutch. The whole website exists in English too. What people in the region write stays in Dutch, and a screen reader pronounces it so.",
        ],
    ),
    (
        "What was tested?",
        &[
            "At every change a program measures whether all colours have enough contrast, light and dark. For each screen it is also checked that fields have a name and headings a text.",
            "No independent audit was done yet. So there may be faults that we do not know of.",
        ],
    ),
    (
        "Does something not work well for you?",
        &[
            "Tell the coordinator of your region or the administrator of this installation. Say on which page it is and what you wanted to do. If needed, you get the information in another way.",
        ],
    ),
];

const PRIVACY_NL: &[Passage] = &[
    (
        "Wat er in Ketentafel staat",
        &[
            "Antwoorden van gemeenten over hun beleid. Nooit gegevens van slachtoffers, verdachten of andere personen om wie het gaat.",
            "Schrijft iemand toch een burgerservicenummer (BSN), een rekeningnummer, een mobiel nummer, een privé-mailadres, een geboortedatum of een kenteken in een tekst, dan wordt die tekst geweigerd en niet bewaard. Lijkt een zin over één persoon te gaan, dan vragen wij de schrijver of dat zo is. Wie dan aangeeft van niet, ziet dat terug in de geschiedenis.",
        ],
    ),
    (
        "Wat wij van u bewaren",
        &[
            "Het mailadres of de naam waarmee u inlogt, de naam of functie die collega’s zien, uw taal, en namens welke organisatie en in welke rol u werkt. Van uw wachtwoord bewaren wij alleen een versleutelde vorm die niemand kan teruglezen.",
            "In de geschiedenis van de regio staat wie wat deed. Daar staat een nummer zonder betekenis; uw naam staat op één andere plek. Halen wij die daar weg, dan blijft de geschiedenis heel, maar zonder naam.",
            "Bij iedere verandering van een account, een rol of een recht schrijven wij op wie dat deed, over wie het ging, wanneer en vanaf welk internetadres (IP-adres). Ook schrijven wij op wanneer u inlogt, of dat niet lukt. Kijkt een beheerder met toestemming van de coördinator mee in een regio, dan schrijven wij op wie toestemming gaf, waarom, en in welke uren er gelezen is. De coördinator van uw regio en de eindredacteur van uw organisatie kunnen dat lezen. Het internetadres van een ander ziet de eindredacteur alleen bij wat collega’s met hun eigen account deden.",
            "Ieder jaar kijkt iemand na wie namens uw organisatie toegang heeft: de eindredacteur of de coördinator. Wij bewaren wie dat deed, wanneer, en welke plekken er toen waren. Wie het nakijkt, ziet ook wanneer u voor het laatst inlogde.",
            "Sturen wij u een uitnodiging of een link per mail, dan bewaren wij dertig dagen naar welk adres dat ging en of het lukte. Wie u uitnodigde, ziet dat. Laat iemand u een link naar een actie mailen, dan ziet die uw functie en niet uw adres. Vraagt u om een nieuw wachtwoord, dan ziet niemand uw adres.",
            "Per vraag bewaren wij tot waar u de opmerkingen las. Zo laten wij u zien wat nieuw is. Alleen u ziet dat.",
            "Anderen zien op welke pagina u bent, met uw functie erbij. Collega’s zien ook in welke tekst u typt. Dat onthouden wij niet langer dan een minuut.",
        ],
    ),
    (
        "Wat wij bewaren als u inlogt",
        &[
            "Zolang u ingelogd bent, bewaren wij uw sessie, en met welke browser u werkt. Gebruikt u Ketentafel vier uur niet, of bent u twaalf uur ingelogd, dan eindigt uw sessie; uw beheerder kan andere tijden kiezen. Sessies die voorbij zijn, wissen wij ieder uur. Logt u in in twee stappen, dan bewaren wij daarvoor een sleutel tot u het uitzet.",
            "Maakt u een adres voor uw eigen agendaprogramma, dan bewaren wij sinds wanneer het er is en op welke dag het voor het laatst is opgehaald, tot u het intrekt. Wie dat adres heeft, kan uw dagen lezen.",
            "Lukt het inloggen niet, dan tellen wij dat een kwartier lang per account en per internetadres (IP-adres). Zo kan niemand eindeloos wachtwoorden proberen. Die telling staat alleen in het geheugen van de server.",
        ],
    ),
    (
        "Hoe lang wij het bewaren",
        &[
            "Wie inlogde, dat probeerde, of iets probeerde dat niet mag, bewaren wij een jaar, met het internetadres. Wie iets veranderde aan accounts en rechten: zeven jaar, met het internetadres. Wie nakeek wie toegang heeft: zeven jaar. Wat er met een plek gebeurde: vijf jaar nadat die eindigde. Wie mocht meekijken: vijf jaar daarna. Uitnodigingen: een jaar. Tot waar u las: negentig dagen nadat uw plek eindigde. Mails: dertig dagen. Daarna verwijdert Ketentafel ze vanzelf. Loopt er een onderzoek, dan kan de beheerder dat verwijderen even stilzetten.",
            "Sluit u uw account, dan zijn uw accountnaam, uw wachtwoord en uw tweede stap meteen weg. Hoe collega’s u noemden en namens welke organisatie u werkte, blijft staan bij wat u deed. Wilt u dat ook die naam verdwijnt, vraag het dan aan de beheerder van deze installatie. Die wist uw gegevens voorgoed; in de geschiedenis staat dan alleen nog welke organisatie het was. Vanaf welk internetadres u iets aan accounts en rechten veranderde, blijft zeven jaar staan, zonder naam.",
            "Alles wat wij van u bewaren, haalt u zelf op: bij ‘Account’, onder ‘Uw gegevens’.",
        ],
    ),
    (
        "Cookies en uw eigen apparaat",
        &[
            "Er zijn twee cookies: één om ingelogd te blijven tot u uitlogt of de browser sluit, en één voor de taal die u kiest voordat u inlogt. Dat tweede is weg zodra u in- of uitlogt, en na een half uur. Wij meten niets en laden niets van andere websites.",
            "Kunt u even niet versturen, dan bewaart uw browser wat u veranderde tot de server het heeft aangenomen.",
        ],
    ),
    (
        "Wie is verantwoordelijk?",
        &[
            "De organisatie die deze installatie beheert. Vragen over uw gegevens? Stel ze aan de coördinator van uw regio of aan de beheerder.",
        ],
    ),
];

const PRIVACY_EN: &[Passage] = &[
    (
        "What Ketentafel holds",
        &[
            "Answers of municipalities about their policy. Never data about victims, suspects or other persons concerned.",
            "If someone writes a citizen service number (BSN), a bank account, a mobile number, a private mail address, a date of birth or a licence plate in a text all the same, that text is refused and not kept. Where a sentence seems to be about one person, we ask its writer whether it is. Whoever then says that it is not, finds that in the history.",
        ],
    ),
    (
        "What we keep about you",
        &[
            "The mail address or name that you sign in with, the name or function that colleagues see, your language, and for which organisation and in which role you work. Of your password we keep only a scrambled form that nobody can read back.",
            "The history of the region says who did what. It holds a number without meaning; your name stands in one other place. If we remove it there, the history stays whole, but without a name.",
            "At every change of an account, a role or a right we write down who did it, whom it was about, when, and from which internet address (IP address). We also write down when you sign in, or fail to. If an administrator reads a region along with permission of its coordinator, we write down who gave it, why, and in which hours was read. The coordinator of your region and the lead editor of your organisation can read that. The lead editor sees the internet address of somebody else only with what colleagues did with their own accounts.",
            "Each year somebody looks through who has access for your organisation: the lead editor or the coordinator. We keep who did so, when, and which places there were then. Whoever looks it through also sees when you signed in last.",
            "When we send you an invitation or a link by mail, we keep for thirty days to which address it went and whether that worked. Whoever invited you sees that. Whoever has a link to an action mailed to you sees your function and not your address. When you ask for a new password, nobody sees your address.",
            "For each question we keep up to where you read its comments, so that we can show you what is new. Only you see that.",
            "Others see on which page you are, by your function. Colleagues also see in which text you are typing. We do not keep that for longer than a minute.",
        ],
    ),
    (
        "What we keep when you sign in",
        &[
            "As long as you are signed in, we keep your session, and with which browser you work. If you do not use Ketentafel for four hours, or are signed in for twelve, your session ends; your administrator can choose other times. We erase sessions that have ended every hour. If you sign in in two steps, we keep a key for that until you turn it off.",
            "If you make an address for your own calendar program, we keep since when it is there and on which day it was fetched last, until you revoke it. Whoever has that address can read your days.",
            "If signing in does not work, we count that for a quarter of an hour, per account and per internet address (IP address). That way nobody can try passwords without end. That count is only in the memory of the server.",
        ],
    ),
    (
        "How long we keep it",
        &[
            "Who signed in, or tried to, or tried what they may not do, we keep for a year, with the internet address. Who changed accounts and rights: seven years, with the internet address. Who looked through who has access: seven years. What happened to a place: five years after it ended. Who was let read along: five years afterwards. Invitations: one year. Up to where you read: ninety days after your place ended. Mails: thirty days. After that they are deleted by themselves. If something is being investigated, the administrator can halt the deleting for a while.",
            "If you close your account, your account name, your password and your second step are gone at once. What colleagues called you, and for which organisation you worked, stays with what you did. If you want that name to go as well, ask the administrator of this installation. They erase your data for good; the history then only says which organisation it was. From which internet address you changed accounts and rights stays for seven years, without a name.",
            "You get all that we keep about you yourself: at ‘Account’, under ‘Your data’.",
        ],
    ),
    (
        "Cookies and your own device",
        &[
            "There are two cookies: one to stay signed in until you sign out or close the browser, and one for the language that you choose before you sign in. The second is gone as soon as you sign in or out, and after half an hour. We measure nothing and load nothing from other websites.",
            "If you cannot send for a while, your browser keeps what you changed until the server has taken it in.",
        ],
    ),
    (
        "Who is responsible?",
        &[
            "The organisation that runs this installation. Questions about your data? Ask the coordinator of your region or the administrator.",
        ],
    ),
];

impl Words {
    /// Returns what is said about accessibility.
    pub fn accessibility_passages(self) -> &'static [Passage] {
        self.pick(ACCESSIBILITY_NL, ACCESSIBILITY_EN)
    }

    /// Returns what is said about privacy.
    pub fn privacy_passages(self) -> &'static [Passage] {
        self.pick(PRIVACY_NL, PRIVACY_EN)
    }
}
