// What concerns somebody: told on a page and live beside the way to it, and once a day in one mail that leads straight
// to it.

import assert from "node:assert/strict";
import { violations } from "./house/axe.mjs";
import { journey, setTheStage, stage } from "./house/journey.mjs";
import { letInByMail, STRONG as PASSWORD } from "./house/invited.mjs";
import { posted, widthOf } from "./house/screens.mjs";

setTheStage({ mails: true });

const MAIL = "jeugd@debrug.example";
const OWNER = "De Brug Jeugdhulp";
const TITLE = "Zorg voor vervanging in de zomer";
const DAY_MS = 24 * 60 * 60 * 1_000;
const press = (person, name, within = person.page) =>
  posted(person.page, () => within.getByRole("button", { name }).first().click());

/** Asks De Brug to do something. */
async function offer(person, title) {
  const { id } = await person.region();
  await person.open(`/regio/${id}/acties/nieuw`);
  await person.page.locator("#titel").fill(title);
  await person.page.locator("#eigenaren label", { hasText: OWNER }).locator("input").check();
  await person.page.locator("#klaar-als").fill("Het rooster staat vast.");
  const offers = person.page.locator('main button[name=doe][value="bied-aan"]');
  assert.equal((await posted(person.page, () => offers.click())).status(), 303);
}

async function mustBeSound({ page }, what) {
  for (const [width, height] of [[1280, 900], [320, 700]]) {
    await page.setViewportSize({ width, height });
    assert.deepEqual(await violations(page), [], `${what} at ${width}`);
    assert.ok((await widthOf(page)) <= width, `${what} scrolls sideways at ${width}`);
  }
}

journey("an offer is told at once on the screen and once in a mail that leads to it", async (cast) => {
  const { office } = stage.server;
  const coordinator = await cast.enter("coordinator");
  const { id } = await coordinator.region();
  const partner = await letInByMail(cast, coordinator, { mail: MAIL, organisation: OWNER });

  // How mail comes is theirs to choose; what is no day is told.
  await partner.page.goto("/account");
  await partner.page.getByRole("link", { name: "Kies hoe vaak u mail krijgt" }).click();
  await partner.page.getByRole("radio", { name: "Elke werkdag" }).check();
  await partner.page.locator("#weer-op").fill("ooit");
  assert.equal((await press(partner, "Bewaar deze keuze")).status(), 422);
  await partner.page.locator("#fout-weer-op").waitFor();
  assert.equal(await partner.page.locator("#weer-op").inputValue(), "ooit");
  await partner.page.locator("#weer-op").fill("");
  assert.equal((await press(partner, "Bewaar deze keuze")).status(), 303);
  await partner.page.getByText("De volgende mail komt op dinsdag 24 november 2026 om 07.00 uur").waitFor();

  // It counts on while a page of the region stands open.
  await partner.open(`/regio/${id}`);
  const way = partner.page.locator('header a[href="/meldingen"]');
  assert.equal(await way.textContent(), "Meldingen");
  await offer(coordinator, TITLE);
  await way.getByText("Meldingen (1 nieuw)").waitFor();
  await offer(coordinator, "Maak één lijst met nummers");
  await way.getByText("Meldingen (2 nieuw)").waitFor();
  // Also where the page holds nothing of the action that it is about.
  await partner.page.goto("/meldingen");
  const second = partner.page.locator(".kt-history a", { hasText: "Maak één lijst met nummers" });
  const address = await second.getAttribute("href");
  await partner.open(`/regio/${id}/checklist`);
  await way.getByText("Meldingen (2 nieuw)").waitFor();
  await coordinator.open(address);
  const dropping = coordinator.page.locator("details", { has: coordinator.page.locator('button[name=doe][value="laat-vervallen"]') });
  if ((await dropping.getAttribute("open")) === null) await dropping.locator("summary").click();
  await dropping.locator("textarea").fill("De lijst is er al.");
  const drops = dropping.locator('button[name=doe][value="laat-vervallen"]');
  assert.equal((await posted(coordinator.page, () => drops.click())).status(), 303);
  await way.getByText("Meldingen (3 nieuw)").waitFor();

  // The next day all of it is told in one mail.
  assert.equal(office.count(MAIL), 1, "the invitation");
  await stage.server.goOnLater(DAY_MS);
  const mail = await office.mail(MAIL, 2);
  assert.equal(mail.subject, "Ketentafel: 3 nieuwe meldingen");
  for (const form of [mail.text, mail.html]) {
    assert.match(form, /bood de actie ‘Zorg voor vervanging in de zomer’ aan\./);
    assert.match(form, /bood de actie ‘Maak één lijst met nummers’ aan\./);
    assert.match(form, /liet de actie ‘Maak één lijst met nummers’ vervallen\./);
    assert.match(form, /\/account\/meldingen/);
  }
  const links = mail.text.match(/http:\/\/ketentafel\.example\/regio\/\S+\/acties\/[0-9a-f-]{36}/g);
  assert.equal(links.length, 3);
  const link = new URL(links.at(-1)).pathname;

  // On a telephone where nobody is signed in one signs in first, and comes where the link leads.
  const elsewhere = await cast.visitor({ width: 320 });
  await elsewhere.page.goto(link);
  assert.equal(new URL(elsewhere.page.url()).pathname, "/inloggen");
  await elsewhere.fillInSignIn(MAIL, PASSWORD);
  await elsewhere.page.getByRole("heading", { name: TITLE }).first().waitFor();
  assert.equal(new URL(elsewhere.page.url()).pathname, link);
  assert.equal(office.count(MAIL), 2, "no more mails came");
});

journey("the page of notices is sound, also small, in English and without scripts", async (cast) => {
  const still = await cast.enter("debrug", { scripts: "lost" });
  const { id } = await still.region();
  await still.page.goto("/meldingen");
  await still.page.getByRole("heading", { name: "Meldingen", level: 1 }).waitFor();
  const link = still.page.locator(".kt-history a", { hasText: TITLE });
  assert.match(await link.getAttribute("href"), new RegExp(`^/regio/${id}/acties/`));
  assert.ok(0 < (await still.page.locator(".kt-new", { hasText: "Nieuw" }).count()));
  await mustBeSound(still, "notices");
  await still.page.goto("/account/meldingen");
  await mustBeSound(still, "how they are mailed");
  await still.page.goto("/meldingen");
  assert.ok(0 < (await still.page.locator(".kt-new").count()), "looking at them changes nothing");
  await still.speak("en");
  await still.page.getByRole("heading", { name: "Notices", level: 1 }).waitFor();
  await still.page.getByText(`offered the action ‘${TITLE}’.`).waitFor();
  await mustBeSound(still, "notices in English");
  await still.page.goto("/account/meldingen");
  await mustBeSound(still, "how they are mailed, in English");

  await still.page.goto("/meldingen");
  assert.equal((await press(still, "All seen")).status(), 303);
  await still.page.getByText("All notices are marked as seen now.").waitFor();
  assert.equal(await still.page.locator(".kt-new").count(), 0);
  assert.equal(await still.page.locator('header a[href="/meldingen"]').textContent(), "Notices");
  await link.first().waitFor();
  await still.speak("nl");
  // Another organisation is not told.
  const other = await cast.enter("berkelo", { scripts: false });
  await other.page.goto("/meldingen");
  assert.equal(await other.page.getByText(TITLE).count(), 0);
});
