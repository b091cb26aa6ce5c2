//! Words of what somebody with a place can see and do.

use super::phrases;

phrases! {
    may_read: "leest wat de regio deelt", "reads what the region shares";
    may_read_drafts: "leest concepten van de eigen organisatie", "reads drafts of the own organisation";
    may_note_within: "leest en schrijft interne notities van de eigen organisatie", "reads and writes internal notes of the own organisation";
    may_read_regional_drafts: "leest concepten van de regio", "reads drafts of the region";
    may_note_for_region: "leest en schrijft interne notities van de coördinatoren", "reads and writes internal notes of the coordinators";
    may_write_answers: "vult antwoorden van de gemeente in en deelt ze", "fills in answers of the municipality and shares them";
    may_confirm: "bevestigt antwoorden en zegt of een antwoord van de regio hier geldt", "confirms answers and says whether an answer of the region holds here";
    may_write_views: "geeft de kijk van de eigen organisatie", "gives the view of the own organisation";
    may_write_regional: "schrijft antwoorden van de regio en legt ze voor", "writes answers of the region and puts them forward";
    may_coordinate: "voegt organisaties toe, verandert ze en laat ze vertrekken", "adds organisations, changes them and lets them leave";
    may_lead_rounds: "opent rondes, stelt eigen vragen van de regio en start de bespreking", "opens rounds, asks questions of the region’s own and starts the discussion";
    may_let_read: "laat een beheerder een tijdje meekijken in de regio", "lets an administrator read the region along for a while";
    may_ask: "vraagt partners om hun kijk, en sluit zulke verzoeken van de eigen organisatie", "asks partners for their view, and ends such requests of the own organisation";
    may_end_every_request: "sluit ieder verzoek aan een partner", "ends every request to a partner";
    may_ask_colleagues: "vraagt collega’s om een concept te schrijven, en doet wat collega’s zo vragen", "asks colleagues to write a draft, and does what colleagues ask in that way";
    may_ask_coordinators: "vraagt andere coördinatoren om een concept van de regio te schrijven, en doet wat zij zo vragen", "asks other coordinators to write a draft of the region, and does what they ask in that way";
    may_make_actions: "vraagt organisaties om een actie, en sluit af wat de eigen organisatie vroeg", "asks organisations for an action, and closes what the own organisation asked for";
    may_carry_out: "beantwoordt acties die aan de eigen organisatie gevraagd zijn, en meldt hoe het ermee gaat", "answers actions that the own organisation was asked for, and reports how they go";
    may_look_after_actions: "beheert iedere actie in de regio", "looks after every action in the region";
    may_take_over: "neemt namens de eigen organisatie werk over van een organisatie die vertrekt", "takes work over for the own organisation from an organisation that leaves";
    may_comment: "schrijft opmerkingen", "writes comments";
    may_redact_own: "verwijdert teksten van de eigen organisatie voorgoed", "removes texts of the own organisation for good";
    may_redact_every: "verwijdert teksten van iedere organisatie voorgoed", "removes texts of every organisation for good";
    may_invite_everybody: "nodigt mensen uit voor iedere organisatie, en verandert of beëindigt hun plek", "invites people for every organisation, and changes or ends their place";
    may_invite_colleagues: "nodigt collega’s uit, en verandert of beëindigt hun plek", "invites colleagues, and changes or ends their place";
    may_guard_everybody: "vraagt een organisatie om in twee stappen in te loggen, en zet de tweede stap uit van wie niet meer kan inloggen", "asks an organisation to sign in in two steps, and turns off the second step of whoever can no longer sign in";
    may_guard_colleagues: "vraagt alle collega’s om in twee stappen in te loggen, en zet de tweede stap uit van een collega die niet meer kan inloggen", "asks all colleagues to sign in in two steps, and turns off the second step of a colleague who can no longer sign in";
    may_account_for_everybody: "leest wie in de regio toegang heeft en wie wat deed (Toegang en Verantwoording)", "reads who has access in the region and who did what (Access and Accountability)";
    may_account_for_colleagues: "leest wie namens de eigen organisatie toegang heeft en wie wat deed (Toegang en Verantwoording)", "reads who has access for the own organisation and who did what (Access and Accountability)";
    may_change_nothing: "verandert niets", "changes nothing";
}
