// A partner who is asked a few things: one mail, the way in with two steps, why it is asked, another day, and done; and
// what becomes of an offer that nobody answers.

import assert from "node:assert/strict";
import { actionCalled, button, disclose, fillIn, press, settle } from "./house/action_page.mjs";
import { letInByMail, STRONG } from "./house/invited.mjs";
import { journey, setTheStage, stage } from "./house/journey.mjs";
import { eventually } from "./house/patience.mjs";
import { posted } from "./house/screens.mjs";
import { giveCode, setUp } from "./house/second_step.mjs";

setTheStage({ mails: true });

const OWNER = "De Brug Jeugdhulp";
const MAIL = "jeugd@debrug.example";
const DAY_MS = 24 * 60 * 60 * 1_000;
const TITLE = "Regel vervanging voor de zorgcoördinatie";
const SILENT = "Stuur een overzicht van de wachttijden";
const CANARY = "Kanarie: dit is nog niet gedeeld.";

/** Asks De Brug to do something because of a question, by 7 December. */
async function offer(person, title, question) {
  const { id } = await person.region();
  await person.open(`/regio/${id}/acties/nieuw?aanleiding=vraag:${question}`);
  const why = "In Lindenmeer staat niet vast wie dit doet.";
  await fillIn(person, { title, owner: OWNER, why, doneWhen: "De functie is ingevuld tot en met 2027.", due: "7-12-2026" });
  assert.equal((await press(person, "bied-aan")).status(), 303);
  return actionCalled(person, title);
}

/** Asks De Brug for its view on a question. */
async function askView(person, question) {
  const { id } = await person.region();
  await person.open(`/regio/${id}/verzoeken?vraag-partner=${question}`);
  const form = person.page.locator("form", { has: person.page.locator("button[value=vraag-partner]") });
  const behind = person.page.locator("details", { has: form });
  if ((await behind.getAttribute("open")) === null) await behind.locator("summary").click();
  await form.locator("select").first().selectOption({ label: OWNER });
  await form.locator("select[name=over]").selectOption(question);
  assert.equal((await posted(person.page, () => form.locator("button[type=submit]").click())).status(), 303);
}

/** Says what else there is to say, and presses. */
async function say(person, deed, text) {
  await settle(person);
  await (await disclose(person, deed)).locator("textarea").fill(text);
  return press(person, deed);
}

/** Opens an address days later, when the session may have ended. */
async function comeBack(person, account, address) {
  await person.page.goto(address);
  if (new URL(person.page.url()).pathname === "/inloggen") await person.signIn(account, address);
}

journey("a partner comes in by one mail, reads why, asks for another day, and reports done", async (cast) => {
  const { office } = stage.server;
  const [coordinator, editor, neighbour] = await Promise.all([
    cast.enter("coordinator"), cast.enter("berkelo"), cast.enter("lindenmeer"),
  ]);
  const { id } = await coordinator.region();
  const partner = await letInByMail(cast, coordinator, { mail: MAIL, organisation: OWNER });
  const { phone } = await setUp(partner);
  await posted(partner.page, () => partner.page.getByRole("button", { name: "Ik heb de codes bewaard" }).click());
  await partner.page.goto("/account/meldingen");
  await partner.page.getByRole("radio", { name: "Elke werkdag" }).check();
  await posted(partner.page, () => partner.page.getByRole("button", { name: "Bewaar deze keuze" }).click());
  await neighbour.openCheck("Lindenmeer", 4).then((check) => check.explain("4.3", CANARY));

  await offer(coordinator, TITLE, "4.3");
  await askView(editor, "5.2");
  await askView(editor, "5.3");
  const before = 2;
  await office.mail(MAIL, before);
  await stage.server.goOnLater(DAY_MS);
  const mail = await office.mail(MAIL, before + 1);
  assert.equal(mail.subject, "Ketentafel: 3 nieuwe meldingen", "one mail, not three");
  const link = mail.text.match(/ketentafel\.example(\/regio\/\S+\/acties\/[0-9a-f-]{36})/)[1];

  // From another device: the password, the code, and there.
  const elsewhere = await cast.visitor({ width: 390 });
  await elsewhere.page.goto(link);
  await posted(elsewhere.page, () => elsewhere.fillInSignIn(MAIL, STRONG));
  await elsewhere.page.getByRole("heading", { name: "Typ uw code", level: 1 }).waitFor();
  await giveCode(elsewhere, await phone.next(elsewhere.page));
  await elsewhere.page.getByRole("heading", { name: TITLE }).first().waitFor();
  assert.equal(new URL(elsewhere.page.url()).pathname, link);
  await elsewhere.page.getByText("In Lindenmeer staat niet vast wie dit doet.").first().waitFor();
  await elsewhere.page.locator(`main a[href="/regio/${id}/vraag/4.3"]`).first().waitFor();
  for (const path of [link, `/regio/${id}/vraag/4.3`, `/regio/${id}/geschiedenis`, "/meldingen"]) {
    const text = await (await elsewhere.context.request.get(path)).text();
    assert.doesNotMatch(text, /Kanarie/, `${path} shows no draft of another organisation`);
  }

  // Another day, agreed to; both days stay in the history.
  await elsewhere.open(link);
  const counter = await disclose(elsewhere, "andere-datum");
  await counter.locator("#veld-andere-datum").fill("14-12-2026");
  await counter.locator("textarea").fill("Werving.");
  assert.equal((await press(elsewhere, "andere-datum")).status(), 303);
  await coordinator.open("/");
  await coordinator.page.locator(`a[href*="${link}"]`).first().click();
  await settle(coordinator);
  assert.equal((await press(coordinator, "datum-goed")).status(), 303);
  await elsewhere.page.getByText("14 december 2026 in plaats van 7 december 2026").first().waitFor();

  // Done, and looked at.
  await settle(elsewhere);
  await disclose(elsewhere, "meld-klaar");
  assert.equal((await press(elsewhere, "meld-klaar")).status(), 303);
  await coordinator.page.getByText(`${OWNER} meldt dat het klaar is.`).waitFor();
  await settle(coordinator);
  assert.equal((await press(coordinator, "sluit-af")).status(), 303);
  await elsewhere.page.getByText(`${OWNER} deed dit. De actie is afgesloten.`).waitFor();
  assert.equal(office.count(MAIL), before + 1, "nothing was mailed twice");
});

journey("one offer is declined with a reason, and the silent one goes to the coordinator once", async (cast) => {
  const [coordinator, partner] = await Promise.all([cast.enter("coordinator"), cast.enter("debrug")]);
  const { id } = await coordinator.region();
  const unanswered = coordinator.page.locator(`main a[href="/regio/${id}/acties?stand=geen-antwoord"]`);
  const told = coordinator.page.getByText(`Op de actie ‘${SILENT}’ kwam tien werkdagen geen antwoord.`);
  await coordinator.open("/");
  const known = (await unanswered.count()) === 0 ? 0 : parseInt(await unanswered.innerText(), 10);
  const refused = await offer(coordinator, "Lever een lijst met besproken zaken", "4.3");
  const silent = await offer(coordinator, SILENT, "5.2");
  await partner.open(refused);
  assert.equal((await say(partner, "wijs-af", "Wij delen hier geen casuïstiek.")).status(), 303);
  await coordinator.open("/");
  await coordinator.page.locator(`a[href*="${refused}"]`).first().click();
  await coordinator.page.getByText("Wij delen hier geen casuïstiek.").first().waitFor();

  // Nobody answers the other one for more than ten working days.
  await stage.server.goOnLater(16 * DAY_MS);
  for (const later of [0, DAY_MS, DAY_MS]) {
    if (later !== 0) await stage.server.goOnLater(later);
    await eventually("the silent offer goes to the coordinator", async () => {
      await comeBack(coordinator, "coordinator", `/regio/${id}/geschiedenis`);
      return 0 < (await told.count());
    });
    assert.equal(await told.count(), 1, "once, not daily");
  }
  // The counter says as many as the list that it leads to.
  await coordinator.open("/");
  const count = parseInt(await unanswered.innerText(), 10);
  assert.ok(known < count, `${count} without an answer`);
  await unanswered.click();
  const links = coordinator.page.locator(`main a[href^="/regio/${id}/acties/"]:not([href*="nieuw"])`);
  await coordinator.page.locator(`main a[href="${silent}"]`).first().waitFor();
  const listed = await links.evaluateAll((all) => new Set(all.map((one) => new URL(one.href).pathname)).size);
  assert.equal(listed, count);
  assert.equal(await coordinator.page.locator(`main a[href="${refused}"]`).count(), 0);
});
