//! Why something was refused, in plain words, with what to do next.

use std::collections::BTreeMap;

use domain::guard::Pattern;
use domain::refusal::WhoMay;
use domain::{FieldId, OrganisationId, Refusal};

use super::Words;

impl Words {
    /// Returns why a command was refused; `names` are the organisations of the region.
    /// Size: one arm for each reason, so that the compiler sees that none is missing.
    pub fn refusal(self, refusal: &Refusal, names: &BTreeMap<OrganisationId, String>) -> String {
        match refusal {
            Refusal::NotHere => self.pick(
                "Dit bestaat niet (meer) in deze regio, of u kunt er niet meer bij. Kopieer wat u typte en laad de pagina opnieuw.".into(),
                "This does not (or no longer) exist in this region, or you can no longer get to it. Copy what you typed and load the page again.".into(),
            ),
            Refusal::NotAllowed { who } => self.who_may(*who, names),
            Refusal::AlreadyFounded => self.pick("Deze regio bestaat al.".into(), "This region exists already.".into()),
            Refusal::NoRound => self.pick(
                "Er is nog geen ronde geopend. De coördinator van de regio opent een ronde.".into(),
                "No round was opened yet. The coordinator of the region opens a round.".into(),
            ),
            Refusal::RoundIsOpen { .. } => self.pick(
                "Er is al een ronde open. Een nieuwe kan pas als die is afgesloten.".into(),
                "A round is open already. A new one can open once that one is closed.".into(),
            ),
            Refusal::RoundIsPrepared { .. } => self.pick(
                "Er wordt al een ronde voorbereid. Kijk eerst naar de uiterste dag en de eigen vragen daarvan. De naam kunt u nog veranderen als u de ronde opent.".into(),
                "A round is being prepared already. Look at its last day and own questions first. Its name can still be changed when you open it.".into(),
            ),
            Refusal::NotDiscussed => self.pick(
                "Deze ronde is nog niet besproken. Start eerst de bespreking.".into(),
                "This round was not discussed yet. Start the discussion first.".into(),
            ),
            Refusal::NothingToWithdraw { field } => self.pick(
                format!("Uw organisatie heeft bij vraag {field} geen kijk gegeven, dus er is niets om in te trekken."),
                format!("Your organisation has given no view on question {field}, so there is nothing to take back."),
            ),
            Refusal::AskedWrongly => self.pick(
                "Deze ronde heeft geen vragen, of een vraag staat er dubbel in.".into(),
                "This round has no questions, or one question twice.".into(),
            ),
            Refusal::QuestionsAreFixed => self.pick(
                "De regio bespreekt deze ronde al, of de ronde is voorbij. De vragen veranderen nu niet meer.".into(),
                "The region is already discussing this round, or it is over. The questions do not change any more.".into(),
            ),
            Refusal::QuestionMissing => self.pick("Schrijf eerst de vraag.".into(), "Write the question first.".into()),
            Refusal::TooManyOwnQuestions { max } => self.pick(
                format!("Uw regio kan hier geen eigen vraag meer toevoegen: er passen er hoogstens {max} tegelijk. Haal er eerst een weg."),
                format!("Your region can add no more own questions here: there is room for {max} at the same time. Take one away first."),
            ),
            Refusal::QuestionRemoved { field } => self.pick(
                format!("De coördinator heeft vraag {field} weggehaald. Wat u daarna nog invulde, is niet opgeslagen. Bewaar het ergens anders als u het nodig hebt."),
                format!("The coordinator took question {field} away. What you filled in since then was not saved. Keep it elsewhere if you need it."),
            ),
            Refusal::NameMissing => self.pick("Vul een naam in.".into(), "Fill in a name.".into()),
            Refusal::TextTooLong { max, chars } => self.pick(
                format!("Deze tekst is te lang: {chars} tekens. Er passen er {max}. Maak de tekst korter."),
                format!("This text is too long: {chars} characters. There is room for {max}. Make it shorter."),
            ),
            Refusal::TellsCase { .. } => self.pick(
                "Het lijkt of u hier over één persoon schrijft. Ketentafel bewaart beleid, geen zaken. Schrijf het algemeen op. Gaat het niet over een zaak? Kruis dat dan hieronder aan. Uw tekst is nog niet opgeslagen.".into(),
                "It looks as if you write about one person here. Ketentafel keeps policy, not cases. Write it in general terms. Is it not about a case? Then tick that below. Your text was not saved yet.".into(),
            ),
            Refusal::Guarded { findings } => {
                let first = findings.first().map(|finding| finding.pattern);
                self.guarded(first)
            }
            Refusal::ValueChanged { now, .. } => {
                let now = self.value_or_empty(*now);
                self.pick(
                    format!("Een collega koos intussen ‘{now}’. Uw keuze is niet opgeslagen. Kies opnieuw als u iets anders vindt."),
                    format!("A colleague chose ‘{now}’ in the meantime. Your choice was not saved. Choose again if you see it differently."),
                )
            }
            Refusal::MarkChanged { aspect, now, .. } => {
                let (aspect, now) = (self.aspect(*aspect), self.mark_choice(*now));
                self.pick(
                    format!("Een collega veranderde ‘{aspect}’ intussen in ‘{now}’. Kies opnieuw als u iets anders vindt."),
                    format!("A colleague changed ‘{aspect}’ to ‘{now}’ in the meantime. Choose again if you see it differently."),
                )
            }
            Refusal::DeadlineChanged { now } => match now.map(|day| self.calendar_day(day)) {
                Some(day) => self.pick(
                    format!("Iemand anders legde intussen {day} vast. Leg de dag opnieuw vast als u het anders wilt."),
                    format!("Somebody else set {day} in the meantime. Set the day again if you want it differently."),
                ),
                None => self.pick(
                    "Iemand anders haalde de uiterste dag intussen weg. Leg de dag opnieuw vast als u het anders wilt.".into(),
                    "Somebody else took the last day away in the meantime. Set the day again if you want it differently.".into(),
                ),
            },
            Refusal::AlreadyDiscussed => self.pick(
                "De bespreking van deze ronde is begonnen. De uiterste dag om te antwoorden verandert nu niet meer.".into(),
                "The discussion of this round has begun. The last day to answer does not change any more.".into(),
            ),
            Refusal::WhyNowNotGiven => self.pick(
                "U schreef waarom u nu pas iets deelt, maar u deelde niets. Deel het antwoord, of maak dit veld leeg.".into(),
                "You wrote why you share something only now, but you shared nothing. Share the answer, or empty this field.".into(),
            ),
            Refusal::WhyNowMissing => self.pick(
                "De regio bespreekt deze ronde al. Schrijf waarom u dit nu pas deelt.".into(),
                "The region is already discussing this round. Write why you are sharing this only now.".into(),
            ),
            Refusal::OtherKind => self.pick(
                "Een gemeente kan niet later als partner meedoen, en een partner niet als gemeente.".into(),
                "A municipality cannot take part as a partner later on, nor a partner as a municipality.".into(),
            ),
            Refusal::TextChanged { .. } => self.pick(
                "Een collega heeft deze tekst ook veranderd. Er is niets verloren. Kies een tekst, of maak er samen één van.".into(),
                "A colleague changed this text too. Nothing is lost. Choose one text, or make one of both.".into(),
            ),
            Refusal::ChangedSinceSeen { fields } => {
                let fields = self.list(fields);
                self.pick(
                    format!("Er is iets veranderd nadat u keek: {fields}. Bekijk het opnieuw en probeer het dan nog een keer."),
                    format!("Something changed after you looked: {fields}. Look again, then try once more."),
                )
            }
            Refusal::ValueMissing { fields } if fields.is_empty() => self.pick(
                "Er is nog niets ingevuld. Kies eerst een antwoord.".into(),
                "Nothing is filled in yet. Choose an answer first.".into(),
            ),
            Refusal::ValueMissing { fields } => {
                let fields = self.list(fields);
                self.pick(format!("Kies eerst een antwoord: {fields}."), format!("Choose an answer first: {fields}."))
            }
            Refusal::ExplanationMissing { fields } => {
                let fields = self.list(fields);
                self.pick(
                    format!("Vul eerst een toelichting in: {fields}. Dat is nodig bij deels, nee en niet van toepassing."),
                    format!("Fill in an explanation first: {fields}. It is needed for partly, no and not applicable."),
                )
            }
            Refusal::NotShared { fields } => {
                let fields = self.list(fields);
                self.pick(
                    format!("Deel eerst wat nog concept of leeg is: {fields}. Daarna kunt u bevestigen."),
                    format!("First share what is still a draft or empty: {fields}. Then you can confirm."),
                )
            }
            Refusal::ReasonMissing { field } => self.pick(
                format!("Schrijf eerst waarom het antwoord van de regio op vraag {field} hier niet geldt."),
                format!("First write why the answer of the region to question {field} does not hold here."),
            ),
            Refusal::ReasonNotGiven { field } => self.pick(
                format!("U schreef waarom het antwoord van de regio op vraag {field} hier niet geldt. Dat is nog niet verstuurd. Druk daarvoor op ‘Geldt hier niet’."),
                format!("You wrote why the answer of the region to question {field} does not hold here. That was not sent yet. Press ‘Does not hold here’ to send it."),
            ),
            Refusal::AskedOneself => self.pick(
                "U kunt dit niet aan uzelf of uw eigen organisatie vragen. Vraag een collega of een partner.".into(),
                "You cannot ask this of yourself or your own organisation. Ask a colleague or a partner.".into(),
            ),
            Refusal::AlreadyAsked => self.pick(
                "Dit is al gevraagd. Op deze pagina leest u hoe dat verzoek ervoor staat.".into(),
                "This was asked already. This page shows where that request stands.".into(),
            ),
            Refusal::TooManyRequests { max } => self.pick(
                format!("Uw organisatie deed in deze ronde al {max} verzoeken. Er kunnen er niet meer bij."),
                format!("Your organisation made {max} requests in this round already. There is no room for more."),
            ),
            Refusal::NobodyThere => self.pick(
                "Bij deze partner kan nog niemand antwoorden. Vraag de coördinator om daar iemand uit te nodigen.".into(),
                "Nobody of this partner can answer yet. Ask the coordinator to invite somebody there.".into(),
            ),
            Refusal::NoColleague => self.pick(
                "Deze persoon kan dit niet (meer) schrijven. Vraag een andere collega.".into(),
                "This person cannot write this (any more). Ask another colleague.".into(),
            ),
            Refusal::NoteMissing => self.pick(
                "Schrijf erbij wat er anders moet, of waarom dit niet komt.".into(),
                "Say what should change, or why this will not come.".into(),
            ),
            Refusal::RequestIsOver => self.pick(
                "Dit verzoek is intussen afgerond of afgeslagen. Er verandert niets meer aan.".into(),
                "This request was finished or declined in the meantime. Nothing changes about it any more.".into(),
            ),
            Refusal::NothingToHandOver => self.pick(
                "Er wacht niets meer dat over te dragen is.".into(),
                "Nothing is waiting any more that could be handed over.".into(),
            ),
            Refusal::AlreadyOffered => self.pick(
                "Dit is al aan een ander aangeboden. Trek dat aanbod eerst terug.".into(),
                "This was offered to somebody else already. Take that offer back first.".into(),
            ),
            Refusal::NoSuccessor => self.pick(
                "Deze opvolger kan niet alles overnemen wat er wacht. Kies een ander.".into(),
                "This successor cannot take over everything that is waiting. Choose another.".into(),
            ),
            Refusal::HandoverIsOver => self.pick(
                "Dit aanbod is intussen beantwoord of teruggetrokken.".into(),
                "This offer was answered or taken back in the meantime.".into(),
            ),
            Refusal::HandoverChanged => self.pick(
                "Wat er wacht is intussen veranderd. Bekijk het opnieuw en neem het dan over.".into(),
                "What is waiting changed in the meantime. Look at it again and then take it over.".into(),
            ),
            Refusal::WorkWaits { count } => {
                let things = self.things_counted(*count);
                self.pick(
                    format!("Op deze organisatie wacht nog {things}. Draag dat eerst over aan een andere organisatie."),
                    format!("Still waiting for this organisation: {things}. Hand that over to another organisation first."),
                )
            }
            Refusal::CommentMissing => self.pick(
                "Schrijf eerst wat u wilt zeggen.".into(),
                "Write first what you want to say.".into(),
            ),
            Refusal::MentionedCannotRead => self.pick(
                "Iemand die u aankruiste, kan dit niet lezen of doet niet meer mee. Haal dat kruisje weg. Staat de naam er niet meer bij? Dan is het al weg.".into(),
                "Somebody whom you ticked cannot read this, or takes part no longer. Remove that tick. Is the name not there any more? Then it is gone already.".into(),
            ),
            Refusal::ThreadWentOn => self.pick(
                "Er is intussen iets bij gezegd. Lees dat eerst.".into(),
                "Something was said here in the meantime. Read that first.".into(),
            ),
            Refusal::TooManyMentions { max } => self.pick(
                format!("U kruiste meer dan {max} namen aan. Kies er hoogstens {max}."),
                format!("You ticked more than {max} names. Choose {max} at most."),
            ),
            Refusal::ThreadIsFull { max } => self.pick(
                format!("Dit gesprek heeft al {max} reacties. Bespreek het verder in een overleg, of begin een nieuw gesprek."),
                format!("This conversation has {max} replies already. Go on in a meeting, or start a new conversation."),
            ),
            Refusal::TooManyThreads { max } => self.pick(
                format!("Bij deze vraag zijn al {max} gesprekken open. Handel er eerst een paar af."),
                format!("There are {max} open conversations at this question already. Deal with some of them first."),
            ),
            Refusal::OwnerMissing => self.pick(
                "Kies eerst welke organisatie dit doet.".into(),
                "Choose first which organisation does this.".into(),
            ),
            Refusal::TitleMissing => self.pick(
                "Schrijf eerst wat er moet gebeuren.".into(),
                "Write first what has to be done.".into(),
            ),
            Refusal::NoActionChosen => self.pick(
                "Kruis eerst aan om welke acties het gaat.".into(),
                "Tick first which actions you mean.".into(),
            ),
            Refusal::LeftAloneToday => self.pick(
                "De eigenaar deed vandaag zelf iets aan deze actie, of is vandaag al herinnerd. Probeer het morgen opnieuw.".into(),
                "The owner did something about this action today, or was reminded today already. Try again tomorrow.".into(),
            ),
            Refusal::TooManyReminders { max } => self.pick(
                format!("U kunt hooguit {max} eigenaren tegelijk herinneren. Kies er minder."),
                format!("You can remind at most {max} owners at once. Choose fewer."),
            ),
            Refusal::DayIsOver { day } => {
                let day = self.calendar_day(*day);
                self.pick(
                    format!("{day} is al voorbij. Kies een dag die nog komt."),
                    format!("{day} is over already. Choose a day that is still to come."),
                )
            }
            Refusal::SameDay => self.pick(
                "Dit is de datum die al gevraagd is. Kies een andere.".into(),
                "This is the date that was asked already. Choose another one.".into(),
            ),
            Refusal::OrganisationLeft { organisation } => {
                let name = self.organisation(names, *organisation);
                self.pick(
                    format!("{name} doet niet meer mee in de regio. Kies een andere organisatie."),
                    format!("{name} takes part in the region no longer. Choose another organisation."),
                )
            }
            Refusal::ActionChanged { .. } => self.pick(
                "De actie is veranderd nadat u keek. Lees de actie opnieuw en kies dan.".into(),
                "The action changed after you looked. Read it again and then choose.".into(),
            ),
            Refusal::NotAsItStands => self.pick(
                "Dit kan niet zoals de actie er nu voor staat. Misschien was iemand u net voor.".into(),
                "This cannot be done as the action stands now. Perhaps somebody was just ahead of you.".into(),
            ),
            Refusal::WaitsOnItself => self.pick(
                "Een actie kan niet wachten op zichzelf of op de eigen organisatie. Kies iets anders.".into(),
                "An action cannot wait on itself or on its own organisation. Choose something else.".into(),
            ),
            Refusal::TooManyActions { max } => self.pick(
                format!("Deze regio heeft al {max} acties. Er kunnen er niet meer bij."),
                format!("This region has {max} actions already. There is no room for more."),
            ),
            Refusal::TooManySteeringDates { max } => self.pick(
                format!("Er staan al {max} data van de stuurgroep in de agenda. Haal er eerst een weg."),
                format!("There are {max} dates of the steering group already. Remove one first."),
            ),
            Refusal::FileNameMissing => self.pick(
                "Schrijf in een paar woorden wat dit bestand is.".into(),
                "Say in a few words what this file is.".into(),
            ),
            Refusal::TooManyFiles { max } => self.pick(
                format!("Bij één actie kunnen hooguit {max} bestanden staan. Verwijder eerst een bestand dat niet meer nodig is."),
                format!("One action can have at most {max} files. First remove a file that is not needed any more."),
            ),
            Refusal::TooManyFilesEver { max } => self.pick(
                format!("Bij deze actie zijn al {max} bestanden toegevoegd. Er kan geen bestand meer bij. Maak een nieuwe actie."),
                format!("{max} files were added to this action already. No more can be added. Make a new action."),
            ),
            Refusal::FileIsRemoved => self.pick(
                "Dit bestand is al verwijderd.".into(),
                "This file was removed already.".into(),
            ),
            Refusal::TextIsRedacted => self.pick(
                "Deze tekst is al verwijderd.".into(),
                "This text was removed already.".into(),
            ),
            Refusal::WhyRedactedMissing => self.pick(
                "Schrijf eerst waarom u dit verwijdert.".into(),
                "Write first why you remove this.".into(),
            ),
            Refusal::ReasonRepeatsText => self.pick(
                "In de reden staat de tekst die weg moet. Schrijf de reden zonder die tekst.".into(),
                "The reason holds the text that must go. Write the reason without that text.".into(),
            ),
            Refusal::NothingIsNoted => self.pick(
                "Op deze server kan nog niets voorgoed worden verwijderd. De beheerder van de server moet eerst instellen waar wordt bijgehouden wat is verwijderd (KETENTAFEL_REDACTIONS). Vraag dat, en probeer het daarna opnieuw.".into(),
                "Nothing can be removed for good on this server yet. Whoever hosts it must first set where removals are noted (KETENTAFEL_REDACTIONS). Ask for that, and try again then.".into(),
            ),
            Refusal::NotAsked { field } => self.pick(
                format!("Vraag {field} wordt hier niet gesteld, omdat het eerste deel al geregeld is."),
                format!("Question {field} is not asked here, because the first part is arranged."),
            ),
        }
    }

    fn who_may(self, who: WhoMay, names: &BTreeMap<OrganisationId, String>) -> String {
        let name = |id: &OrganisationId| names.get(id).cloned().unwrap_or_default();
        match who {
            WhoMay::Installation => self.pick(
                "Dit doet de beheerder van de installatie.".into(),
                "The administrator of the installation does this.".into(),
            ),
            WhoMay::Coordinator => self.pick(
                "Dit doet de coördinator van de regio.".into(),
                "The coordinator of the region does this.".into(),
            ),
            WhoMay::Inviter(own) => self.pick(
                format!("Mensen uitnodigen en hun plek veranderen doet de coördinator, of wie voor {} mag bevestigen.", name(&own)),
                format!("Inviting people and changing their place is done by the coordinator, or by whoever may confirm for {}.", name(&own)),
            ),
            WhoMay::Participant => self.pick(
                "Dit doen redacteuren, coördinatoren en leden van de stuurgroep.".into(),
                "Editors, coordinators and members of the steering group do this.".into(),
            ),
            WhoMay::Colleague => self.pick(
                "Dit doet de collega aan wie het is gevraagd.".into(),
                "The colleague who was asked does this.".into(),
            ),
            WhoMay::Asker(own) => self.pick(
                format!("Dit doet wie het vroeg, iemand anders van {}, of de coördinator van de regio.", name(&own)),
                format!("Whoever asked does this, somebody else of {}, or the coordinator of the region.", name(&own)),
            ),
            WhoMay::Writer(own) => self.pick(
                format!("Dit verwijderen kan alleen {} zelf, of de coördinator van de regio.", name(&own)),
                format!("Only {} itself, or the coordinator of the region, can remove this.", name(&own)),
            ),
            WhoMay::Of(own) => self.pick(
                format!("Dit doet iemand van {}.", name(&own)),
                format!("Somebody of {} does this.", name(&own)),
            ),
            WhoMay::AskerOrCoordinator(own) => self.pick(
                format!("Dit doet een redacteur van {} (die organisatie vroeg dit), of de coördinator van de regio.", name(&own)),
                format!("An editor of {}, which asked for this, or the coordinator of the region does this.", name(&own)),
            ),
            WhoMay::EditorOrCoordinator => self.pick(
                "Dit doen redacteuren en de coördinator van de regio.".into(),
                "Editors and the coordinator of the region do this.".into(),
            ),
            WhoMay::Editor(own) => self.pick(
                format!("Alleen een redacteur van {} mag dit veranderen.", name(&own)),
                format!("Only an editor of {} may change this.", name(&own)),
            ),
            WhoMay::Lead(own) => self.pick(
                format!("Bevestigen en reageren op de regio mag alleen wie daarvoor is aangewezen bij {}.", name(&own)),
                format!("Only someone appointed for it at {} may confirm and react to the region.", name(&own)),
            ),
        }
    }

    /// Returns why a text may not be kept, and what to do about it.
    fn guarded(self, pattern: Option<Pattern>) -> String {
        let (what, mend) = match pattern.unwrap_or(Pattern::Bsn) {
            Pattern::Bsn => (
                self.pick("een burgerservicenummer (BSN)", "a citizen service number (BSN)"),
                self.pick("Haal het nummer weg", "Take the number out"),
            ),
            Pattern::Iban => (
                self.pick("een rekeningnummer (IBAN)", "a bank account number (IBAN)"),
                self.pick("Haal het nummer weg", "Take the number out"),
            ),
            Pattern::Phone => (
                self.pick("een telefoonnummer van een persoon", "a person’s telephone number"),
                self.pick(
                    "Haal het weg of noem een nummer van de organisatie",
                    "Take it out or give a number of the organisation",
                ),
            ),
            Pattern::Email => (
                self.pick("een privé-mailadres", "a private mail address"),
                self.pick(
                    "Haal het weg of noem een adres van de organisatie",
                    "Take it out or give an address of the organisation",
                ),
            ),
            Pattern::BirthDate => (
                self.pick("een geboortedatum", "a date of birth"),
                self.pick("Haal de datum weg", "Take the date out"),
            ),
            Pattern::Plate => (
                self.pick("een kenteken", "a licence plate"),
                self.pick("Haal het kenteken weg", "Take the plate out"),
            ),
        };
        self.pick(
            format!("In deze tekst staat {what}. Dat hoort niet in Ketentafel. {mend}; uw tekst is nog niet opgeslagen."),
            format!("This text holds {what}. That does not belong in Ketentafel. {mend}; your text was not saved yet."),
        )
    }

    /// Introduces the places of what was found in a text.
    pub fn found_here(self) -> &'static str {
        self.pick("Het gaat hierom:", "It is about this:")
    }

    /// Names the box with which the writer of a text says that it is no case.
    pub fn vouch(self) -> &'static str {
        self.pick(
            "Dit gaat niet over een zaak, een slachtoffer of een verdachte. Dat u dit aangeeft, blijft bij de tekst staan.",
            "This is not about a case, a victim or a suspect. That you say so stays with the text.",
        )
    }

    /// Returns question numbers as a list.
    pub fn list(self, fields: &[FieldId]) -> String {
        let numbers: Vec<String> = fields.iter().map(ToString::to_string).collect();
        let word = match (self.0, numbers.len()) {
            (domain::Language::Nl, 1) => "vraag",
            (domain::Language::Nl, _) => "vragen",
            (domain::Language::En, 1) => "question",
            (domain::Language::En, _) => "questions",
        };
        format!("{word} {}", self.and(&numbers))
    }
}
