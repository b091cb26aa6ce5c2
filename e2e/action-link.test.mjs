// One action without signing in: a mailed link opens it alone, is answered once from a phone, and offers to sign in.

import assert from "node:assert/strict";
import { letIn, mailed, offer } from "./house/action_link.mjs";
import { button, disclose, press } from "./house/action_page.mjs";
import { violations } from "./house/axe.mjs";
import { STRONG as PASSWORD } from "./house/invited.mjs";
import { journey, setTheStage, stage } from "./house/journey.mjs";
import { pathOf } from "./house/post_office.mjs";
import { posted, widthOf } from "./house/screens.mjs";

setTheStage({ mails: true });

const TITLE = "Regel vervanging voor de zorgcoördinatie";
const ASKED = {
  title: TITLE,
  why: "In Lindenmeer is de functie sinds 20 november leeg.",
  doneWhen: "De functie is ingevuld tot en met 2027.",
  due: "7-12-2026",
};
const FOUND = "Kandidaat gevonden, start 9 december.";
const PHONE = 390;

async function mustBeSound({ page }, what) {
  for (const [width, height] of [[1280, 900], [PHONE, 844], [320, 700]]) {
    await page.setViewportSize({ width, height });
    assert.deepEqual(await violations(page), [], `${what} at ${width}`);
    assert.ok((await widthOf(page)) <= width, `${what} scrolls sideways at ${width}`);
  }
  await page.setViewportSize({ width: PHONE, height: 844 });
}

/** Nothing leads into the region but the way to sign in. */
async function mustShowNothingElse({ page }) {
  const links = await page.locator("a[href]").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
  const inside = links.filter((href) => href.includes("/regio/") && !href.startsWith("/inloggen?terug="));
  assert.deepEqual(inside, []);
  assert.equal(await page.locator("nav").count(), 0);
}

journey("an action is answered from a phone without signing in, once", async (cast) => {
  const somebody = { mail: "zorg@debrug.example", display: "Zorgcoördinatie" };
  const coordinator = await cast.enter("coordinator");
  await letIn(cast, coordinator, somebody);
  const action = await offer(coordinator, ASKED);
  const mail = await mailed(coordinator, action, somebody);
  assert.equal(mail.subject, `Uw antwoord gevraagd: ${TITLE}`);
  for (const form of [mail.text, mail.html]) {
    assert.match(form, /antwoordt u zonder in te loggen/);
    assert.match(form, /7 december 2026/);
  }
  await coordinator.page.getByText("De link is onderweg.").waitFor();
  const link = pathOf(mail);
  assert.match(link, /^\/actie\/[0-9a-f]{64}$/);

  // Programs that look at links in mails use none up.
  const phone = await cast.visitor({ width: PHONE });
  for (let look = 0; look < 5; look += 1) {
    assert.equal((await phone.context.request.head(link)).status(), 200);
    assert.equal((await phone.context.request.get(link)).status(), 200);
  }
  await phone.page.goto(link);
  await phone.page.getByRole("heading", { name: TITLE, level: 1 }).waitFor();
  await phone.page.getByText("Deze link is voor: Zorgcoördinatie").waitFor();
  for (const text of [ASKED.why, ASKED.doneWhen]) await phone.page.getByText(text).waitFor();
  await mustShowNothingElse(phone);
  await mustBeSound(phone, "the action");
  await phone.page.getByRole("link", { name: "Ga direct naar uw antwoord" }).click();
  assert.equal((await posted(phone.page, () => button(phone, "neem-aan").click())).status(), 303);
  await phone.page.getByRole("heading", { name: "Dank u wel, het is genoteerd" }).waitFor();
  await phone.page.getByText("Uw organisatie neemt de actie aan.").waitFor();
  await mustShowNothingElse(phone);
  await mustBeSound(phone, "the thanks");
  await phone.speak("en");
  await phone.page.getByRole("heading", { name: "Thank you, it has been noted" }).waitFor();
  await phone.speak("nl");

  // Once more it says that it was used, and offers to sign in.
  const again = await phone.page.goto(link);
  assert.equal(again.status(), 410);
  await phone.page.getByText("Hij is gebruikt op 23 november 2026").waitFor();
  await mustBeSound(phone, "a link that was used");
  await phone.page.getByRole("link", { name: "Log in en open deze actie" }).click();
  await phone.fillInSignIn(somebody.mail, PASSWORD);
  await phone.page.getByRole("heading", { name: TITLE, level: 1 }).waitFor();
  assert.equal(new URL(phone.page.url()).pathname, action);

  // Whoever looks after it sees that, on the page that they have open.
  await coordinator.open(action);
  await coordinator.page.locator("#link").getByText("Gebruikt op 23 november 2026: actie aangenomen.").waitFor();
});

journey("on 8 December progress is reported by keyboard, in English and without scripts", async (cast) => {
  const somebody = { mail: "planning@debrug.example", display: "Planning" };
  const coordinator = await cast.enter("coordinator");
  await letIn(cast, coordinator, somebody);
  const action = await offer(coordinator, { ...ASKED, title: `${TITLE} opnieuw` });
  const first = await cast.visitor({ scripts: false, width: PHONE });
  await first.page.goto(pathOf(await mailed(coordinator, action, somebody)));
  await press(first, "neem-aan");

  const phone = await cast.visitor({ scripts: "lost", width: PHONE });
  const { page } = phone;
  const link = pathOf(await mailed(coordinator, action, somebody));
  await page.goto(link);
  await phone.speak("en");
  assert.equal(new URL(page.url()).pathname, link);
  await page.getByText("This link is for: Planning").waitFor();
  await mustBeSound(phone, "an action that goes on, in English");

  // What tells of a person is stopped; it stays typed, and the link is not used.
  await tabTo(page, "#tekst-voortgang");
  await page.keyboard.type("Wij belden 06-12345678.");
  await tabTo(page, 'button[value="voortgang"]');
  const refused = await posted(page, () => page.keyboard.press("Enter"));
  assert.equal(refused.status(), 422);
  assert.equal(await page.locator("#tekst-voortgang").inputValue(), "Wij belden 06-12345678.");
  await mustBeSound(phone, "a refused answer");
  await page.locator("#tekst-voortgang").fill(FOUND);
  await tabTo(page, 'button[value="voortgang"]');
  assert.equal((await posted(page, () => page.keyboard.press("Enter"))).status(), 303);
  await page.getByRole("heading", { name: "Thank you, it has been noted" }).waitFor();
  await mustBeSound(phone, "the thanks, in English");

  const used = await page.goto(link);
  assert.equal(used.status(), 410);
  await page.getByText("It was used on 23 November 2026").waitFor();
  await page.getByRole("link", { name: "Sign in and open this action" }).waitFor();

  await coordinator.open(action);
  await coordinator.page.getByText(FOUND).first().waitFor();
  await coordinator.page.locator("#link").getByText("Gebruikt op 23 november 2026: voortgang gemeld.").waitFor();
});

journey("who else is signed in changes nothing, and a newer link replaces an older one", async (cast) => {
  const somebody = { mail: "bestuur@debrug.example", display: "Bestuurssecretariaat" };
  const coordinator = await cast.enter("coordinator");
  await letIn(cast, coordinator, somebody);
  const action = await offer(coordinator, { ...ASKED, title: "Lever de casuslijst" });
  const old = pathOf(await mailed(coordinator, action, somebody));
  const link = pathOf(await mailed(coordinator, action, somebody));
  const other = await cast.enter("berkelo", { width: PHONE });
  assert.equal((await other.page.goto(old)).status(), 410);
  await other.page.getByText("U kreeg later een nieuwe link voor deze actie.").waitFor();
  await other.page.goto(link);
  await other.page.getByText("Deze link is voor: Bestuurssecretariaat").waitFor();
  await mustShowNothingElse(other);
  const form = await disclose(other, "wijs-af");
  await form.locator("textarea").fill("Wij delen hier geen casuïstiek.");
  assert.equal((await press(other, "wijs-af")).status(), 303);
  await other.page.getByText("Uw organisatie doet dit niet.").waitFor();
  await coordinator.open(action);
  await coordinator.page.getByText("Wij delen hier geen casuïstiek.").first().waitFor();
  await coordinator.page.getByText("Bestuurssecretariaat").first().waitFor();
  assert.equal(stage.server.office.count(somebody.mail), 3, "the invitation and two links");
});

/** Goes on with the tab key until the focus is on what is looked for. */
async function tabTo(page, wanted) {
  for (let stop = 0; stop < 80; stop += 1) {
    await page.keyboard.press("Tab");
    const here = page.locator(":focus");
    if ((await here.count()) === 0) continue;
    if (await here.evaluate((element, selector) => element.matches(selector), wanted)) return;
  }
  throw new Error(`the keyboard does not reach ${wanted}`);
}
