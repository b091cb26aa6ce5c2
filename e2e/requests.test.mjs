// Requests: a colleague is asked for a draft, a partner for its view, and "Mijn werk" says whose turn it is.

import assert from "node:assert/strict";
import { violations } from "./house/axe.mjs";
import { journey, look, setTheStage } from "./house/journey.mjs";
import { PAGE_TYPE } from "./house/person.mjs";
import { posted, widthOf } from "./house/screens.mjs";

setTheStage();

const STILL = { scripts: false };
const entries = (person, title) => person.page.locator(".kt-entries > li", { hasText: title });
const form = (person, deed) => person.page.locator("form", { has: person.page.locator(`button[value=${deed}]`) });
const press = (person, locator, text) => posted(person.page, () => locator.getByRole("button", { name: text }).click());

async function openRequests(person, region, query = "") {
  const { id } = await person.region(region);
  await person.open(`/regio/${id}/verzoeken${query}`);
}

/** Fills in the form that asks a colleague or a partner, and sends it. */
async function ask(person, deed, { whom, about, due = "", note = "" }) {
  const asking = form(person, deed);
  const disclosed = person.page.locator("details", { has: asking });
  if ((await disclosed.getAttribute("open")) === null) await disclosed.locator("summary").click();
  // The only colleague, where nobody is named: nothing is chosen beforehand.
  await asking.locator("select").first().selectOption(whom ? { label: whom } : { index: 1 });
  if (about !== undefined) await asking.locator("select[name=over]").selectOption(about);
  await asking.locator("[name=uiterlijk]").fill(due);
  await asking.locator("[name=opmerking]").fill(note);
  return posted(person.page, () => asking.locator("button[type=submit]").click());
}

/** Opens a text behind a click in an entry, writes it and sends it. */
async function say(person, entry, summary, text, button) {
  const disclosed = entry.locator("details", { hasText: summary });
  if ((await disclosed.getAttribute("open")) === null) await disclosed.locator("summary").click();
  await disclosed.locator("textarea").fill(text);
  return press(person, disclosed, button);
}

journey("a colleague is asked, is ready, is asked for a change, and is done once it is shared", async (cast) => {
  const [lead, editor, other] = await Promise.all([
    cast.enter("berkelo-teamleider"), cast.enter("berkelo"), cast.enter("coordinator"),
  ]);
  await openRequests(editor);
  await openRequests(lead, undefined, "?vraag-collega=1.4");
  assert.equal(await form(lead, "vraag-collega").locator("select[name=over]").inputValue(), "1.4", "the way here said it");
  const asked = await ask(lead, "vraag-collega", { due: "26-11-2026", note: "Kanarie: noem de aandachtsfunctionaris." });
  assert.equal(asked.status(), 303);
  await lead.page.getByText("Uw verzoek is verstuurd.").waitFor();

  const hers = entries(editor, "Concept van vraag 1.4");
  await hers.getByText("Wacht op antwoord").waitFor();
  await hers.getByText("Uiterlijk 26 november 2026.").waitFor();
  await hers.getByText("Kanarie: noem de aandachtsfunctionaris.").waitFor();
  await press(editor, hers, "Mijn concept is klaar");
  const his = entries(lead, "Redacteur van Berkelo: concept van vraag 1.4");
  await his.getByText("Klaar om na te kijken").waitFor();
  await say(lead, his, "Vraag om een aanpassing", "Kanarie: schrijf het korter.", "Vraag om deze aanpassing");
  await hers.getByText("Aanpassing gevraagd").waitFor();
  await hers.getByText("Kanarie: schrijf het korter.").waitFor();

  await hers.getByRole("link", { name: "Schrijf het concept" }).click();
  const check = await editor.openCheck("Berkelo", 1);
  await editor.page.getByText("U bent gevraagd het concept van vraag 1.4 te schrijven, uiterlijk op 26 november 2026.").waitFor();
  await check.choose("1.4", "deels");
  await check.explain("1.4", "Er is één aandachtsfunctionaris.");
  await check.saved("1.4");
  await check.sayWhyNow();
  await check.shareButton("1.4").click();
  await his.getByText("Gedeeld").waitFor();
  await editor.page.getByText("U bent gevraagd het concept van vraag 1.4").waitFor({ state: "hidden" });

  const { id, municipalities } = await other.region();
  const region = `/regio/${id}`;
  for (const address of ["/", region, `${region}/verzoeken`, `${region}/geschiedenis`, `${region}/stand`,
    `${region}/checklist/${municipalities.get("Berkelo")}/1`, `${region}/vraag/1.4`]) {
    for (const accept of ["text/html", PAGE_TYPE]) {
      const text = await (await other.context.request.get(address, { headers: { accept } })).text();
      assert.doesNotMatch(text, /Kanarie/, `${address} as ${accept}`);
    }
  }
  await lead.open(`${region}/geschiedenis?vraag=1.4`);
  await lead.page.getByText("vroeg om een aanpassing van het concept van vraag 1.4.").waitFor();
});

journey("a partner is asked, may decline with a reason, and whoever asked reads why, without scripts", async (cast) => {
  const [editor, partner, other] = await Promise.all([
    cast.enter("noorderkaap", STILL), cast.enter("duinkust-politie", STILL), cast.enter("strandmeer", STILL),
  ]);
  await openRequests(editor, "Duinkust");
  const asked = await ask(editor, "vraag-partner", {
    whom: "Politie-eenheid Duinkust", about: "2.6", due: "4-12-2026", note: "Kent u deze route?",
  });
  assert.equal(asked.status(), 303);
  await openRequests(other, "Duinkust");
  await entries(other, "Politie-eenheid Duinkust: kijk op vraag 2.6").getByText("Kent u deze route?").waitFor();

  await partner.open("/");
  await entries(partner, "Geef uw kijk op vraag 2.6").getByText("Gevraagd door Noorderkaap").waitFor();
  await openRequests(partner, "Duinkust");
  const hers = entries(partner, "Uw kijk op vraag 2.6");
  const silent = await say(partner, hers, "Wij geven onze kijk hier niet", "  ", "Laat weten dat u dit niet doet");
  assert.equal(silent.status(), 422);
  await partner.page.locator(".kt-summary").getByText("Schrijf erbij waarom u dit niet doet.").waitFor();
  assert.equal(await hers.locator("textarea").getAttribute("aria-invalid"), "true");
  const declined = await say(partner, hers, "Wij geven onze kijk hier niet", "Dit doet de GGD.", "Laat weten dat u dit niet doet");
  assert.equal(declined.status(), 303);

  await editor.open("/");
  const told = entries(editor, "Politie-eenheid Duinkust geeft geen kijk op vraag 2.6");
  await told.getByText("Dit doet de GGD.").waitFor();
  await openRequests(editor, "Duinkust");
  await press(editor, entries(editor, "kijk op vraag 2.6"), "Gelezen, rond het verzoek af");
  await editor.page.getByText("Het verzoek is beëindigd.").waitFor();
  assert.equal(await entries(editor, "kijk op vraag 2.6").count(), 0);
  await editor.open("/");
  assert.equal(await told.count(), 0, "what is done is gone");
});

journey("a request does not tell that a sealed view was given, until the round is discussed", async (cast) => {
  const [asker, partner, coordinator] = await Promise.all([
    cast.enter("strandmeer"), cast.enter("duinkust-politie"), cast.enter("duinkust-coordinator"),
  ]);
  await Promise.all([openRequests(asker, "Duinkust"), openRequests(coordinator, "Duinkust")]);
  const stands = (person) => entries(person, "Politie-eenheid Duinkust: kijk op vraag 3.2");
  await stands(asker).getByText("Wacht op antwoord").waitFor();
  const { id } = await partner.region("Duinkust");
  await partner.open(`/regio/${id}/vraag/3.2`);
  await partner.page.getByText("Strandmeer vraagt Politie-eenheid Duinkust om de kijk op vraag 3.2").waitFor();
  await partner.page.locator('[name="3.2a.antwoord"][value=ja]').check();
  const give = partner.page.locator('button[value="deel:3.2a"]');
  await give.click();
  await partner.page.getByText("Verzegeld: alleen uw organisatie leest dit").waitFor();
  await stands(coordinator).getByText("De kijk is gegeven").waitFor();
  assert.equal(await stands(coordinator).getByRole("button").count(), 0, "finishing it would tell everyone");
  await asker.page.reload();
  await stands(asker).getByText("Wacht op antwoord").waitFor();
  const data = await (await asker.context.request.get(`/regio/${id}/verzoeken`, { headers: { accept: PAGE_TYPE } })).json();
  const views = JSON.stringify(data.screen.requests[0].region.partner_views["3.2a"]);
  assert.equal(views, '{"sealed":{"count":1}}');
  await partner.open("/");
  assert.equal(await entries(partner, "Geef uw kijk op vraag 3.2").count(), 0);
});

journey("what is wrong comes back where it was typed, and the same is not asked twice", async (cast) => {
  const lead = await cast.enter("lindenmeer-teamleider", STILL);
  await openRequests(lead);
  const request = { about: "1.3", note: "Kijk ook naar het wijkteam." };
  assert.equal((await ask(lead, "vraag-collega", { ...request, about: "" })).status(), 422);
  await lead.page.locator("#fout-over-collega").getByText("Kies eerst waarover het gaat.").waitFor();
  assert.equal((await ask(lead, "vraag-collega", { ...request, due: "1-1-2026" })).status(), 422);
  await lead.page.locator("#fout-uiterlijk-collega").getByText("Deze dag is al voorbij.").waitFor();
  assert.equal((await ask(lead, "vraag-collega", { ...request, due: "31-11-2026" })).status(), 422);
  const asking = form(lead, "vraag-collega");
  await lead.page.locator("#fout-uiterlijk-collega").getByText("Deze datum bestaat niet.").waitFor();
  assert.equal(await asking.locator("[name=uiterlijk]").inputValue(), "31-11-2026");
  assert.equal(await asking.locator("[name=opmerking]").inputValue(), request.note);
  assert.equal(await asking.locator("select[name=over]").inputValue(), "1.3");
  assert.equal((await ask(lead, "vraag-collega", { ...request, note: "Bel over 123456782." })).status(), 422);
  await lead.page.locator("#fout-opmerking-collega").getByText("burgerservicenummer").waitFor();
  assert.equal(await asking.locator("[name=opmerking]").inputValue(), "Bel over 123456782.");
  assert.equal((await ask(lead, "vraag-collega", { ...request, due: "30-11-2026" })).status(), 303);
  assert.equal((await ask(lead, "vraag-collega", request)).status(), 409);
  await lead.page.locator("#fout-wie-collega").getByText("Dit is al gevraagd.").waitFor();
  const entry = entries(lead, "Redacteur van Lindenmeer: concept van vraag 1.3");
  await press(lead, entry, "Trek het verzoek in");
  await lead.page.getByText("Het verzoek is beëindigd.").waitFor();
  assert.equal((await ask(lead, "vraag-collega", request)).status(), 303, "it is over, so it can be asked again");
});

journey("what is typed in one request stays there while another arrives", async (cast) => {
  const [one, other] = await Promise.all([cast.enter("veiligthuis"), cast.enter("waterdam")]);
  await Promise.all([openRequests(one), openRequests(other)]);
  const entry = entries(one, "Uw kijk op vraag 4.2");
  await entry.locator("summary").click();
  await entry.locator("textarea").fill("Wij schrijven nog.");
  await entry.locator("textarea").focus();
  await ask(other, "vraag-partner", { whom: "Veilig Thuis Veenland", about: "5.1" });
  await entries(one, "Uw kijk op vraag 5.1").waitFor();
  assert.equal(await entry.locator("textarea").inputValue(), "Wij schrijven nog.");
  assert.ok(await entry.locator("textarea").evaluate((area) => area === document.activeElement), "and so does the focus");
});

journey("what is typed in a request stays there while the request itself moves, and the page asks before it is left", async (cast) => {
  const [lead, other] = await Promise.all([cast.enter("berkelo-teamleider"), cast.enter("berkelo")]);
  await Promise.all([openRequests(lead), openRequests(other)]);
  await ask(other, "vraag-collega", { about: "2.2", note: "Kunt u dit schrijven?" });
  const entry = entries(lead, "Concept van vraag 2.2");
  await entry.locator("summary").click();
  const area = entry.locator("textarea");
  await area.pressSequentially("Dit weet ");
  const hers = entries(other, "Eindredacteur van Berkelo: concept van vraag 2.2");
  await hers.waitFor();
  await area.pressSequentially("een ander.");
  // Whatever else changes in the region, the words and the caret stay.
  const check = await other.openCheck("Berkelo", 5);
  await check.explain("5.3", "Intussen herschreven.");
  await check.saved("5.3");
  assert.equal(await area.inputValue(), "Dit weet een ander.");
  assert.ok(await area.evaluate((here) => here === document.activeElement));
  const asked = lead.page.waitForEvent("dialog");
  const leaving = lead.page.close({ runBeforeUnload: true });
  const dialog = await asked;
  assert.equal(dialog.type(), "beforeunload");
  await dialog.dismiss();
  await leaving;
  const sent = await press(lead, entry, "Laat weten dat u dit niet doet");
  assert.equal(sent.status(), 303, "sending it is no leaving");
});

journey("without a connection a request stays in its form, and says that it was not sent", async (cast) => {
  const lead = await cast.enter("berkelo-teamleider");
  await openRequests(lead, undefined, "?vraag-collega=2.4");
  const asking = form(lead, "vraag-collega");
  await asking.locator("select").first().selectOption({ index: 1 });
  await asking.locator("textarea").fill("Geschreven in de trein.");
  await lead.context.setOffline(true);
  await asking.locator("button[type=submit]").click();
  await asking.getByText("Dit is nog niet verstuurd; uw tekst blijft hier staan.").waitFor();
  assert.equal(await asking.locator("textarea").inputValue(), "Geschreven in de trein.");
  await lead.context.setOffline(false);
  await posted(lead.page, async () => {
    // Whoever sends again before the page knows of its connection is told the same once more.
    await lead.page.waitForFunction(() => navigator.onLine && document.querySelector(".kt-offline") === null);
    await asking.locator("button[type=submit]").click();
  });
  await entries(lead, "concept van vraag 2.4").getByText("Geschreven in de trein.").waitFor();
});

journey("the figures on the start page equal the lists, live, and lead to them", async (cast) => {
  const [editor, writer] = await Promise.all([cast.enter("noorderkaap"), cast.enter("noorderkaap")]);
  await editor.open("/");
  const count = async () => {
    const shown = await editor.page.locator(".kt-figures b").allInnerTexts();
    const lists = editor.page.locator(".kt-group");
    const listed = [];
    for (let at = 0; at < (await lists.count()); at += 1) {
      listed.push(String(await lists.nth(at).locator(".kt-entries > li").count()));
    }
    assert.deepEqual(shown, listed);
    return shown.reduce((sum, one) => sum + Number(one), 0);
  };
  const before = await count();
  assert.ok(0 < before);
  await entries(editor, "Deel 1 concept van check 1").waitFor();
  const check = await writer.openCheck("Noorderkaap", 1);
  await check.explain("1.2", "Nog nagevraagd.");
  await check.saved("1.2");
  await check.shareButton("1.2").click();
  await entries(editor, "Deel 1 concept van check 1").waitFor({ state: "detached" });
  assert.ok((await count()) <= before);
  await editor.page.locator(".kt-figures a").first().click();
  const hash = decodeURIComponent(new URL(editor.page.url()).hash.slice(1));
  assert.equal(await editor.page.locator(".kt-group h3").first().getAttribute("id"), hash);
});

journey("a colleague is asked and answers by keyboard alone", async (cast) => {
  const [lead, editor] = await Promise.all([cast.enter("lindenmeer-teamleider"), cast.enter("lindenmeer")]);
  await openRequests(lead);
  const tab = async (person, wanted) => {
    for (let stop = 0; stop < 80; stop += 1) {
      await person.page.keyboard.press("Tab");
      if (await person.page.locator(":focus").evaluate((here, selector) => here.matches(selector), wanted)) return;
    }
    throw new Error(`the keyboard does not reach ${wanted}`);
  };
  await tab(lead, "#collega > summary");
  await lead.page.keyboard.press("Enter");
  await tab(lead, "#wie-collega");
  await lead.page.keyboard.type("Redacteur");
  await tab(lead, "#over-collega");
  await lead.page.keyboard.type("3.4");
  await tab(lead, "#uiterlijk-collega");
  await lead.page.keyboard.type("27-11-2026");
  await tab(lead, "button[value=vraag-collega]");
  await posted(lead.page, () => lead.page.keyboard.press("Enter"));
  await lead.page.getByText("Uw verzoek is verstuurd.").waitFor();
  await openRequests(editor);
  await entries(editor, "Concept van vraag 3.4").waitFor();
  await tab(editor, "button[value^=klaar]");
  await posted(editor.page, () => editor.page.keyboard.press("Enter"));
  await editor.page.getByText("U zei dat uw concept klaar is.").waitFor();
});

journey("an observer reads what partners are asked, and has nothing to ask with", async (cast) => {
  const observer = await cast.enter("waarnemer");
  await openRequests(observer);
  await entries(observer, "Veilig Thuis Veenland: kijk op vraag 4.2").waitFor();
  assert.equal(await observer.page.locator("main form").count(), 0);
  await observer.open("/");
  await observer.page.getByText("Er wacht nu niets op u.").waitFor();
});

for (const language of ["nl", "en"]) {
  look(`a refused request is accessible in ${language}`, async (cast) => {
    const seen = await cast.enter("berkelo-teamleider", { scripts: "lost" });
    await seen.speak(language);
    await openRequests(seen, undefined, "?vraag-collega=5");
    for (const wrong of [{ due: "morgen" }, { about: "" }]) {
      await ask(seen, "vraag-collega", wrong);
      assert.deepEqual(await violations(seen.page), [], JSON.stringify(wrong));
    }
    for (const [width, height] of [[1280, 900], [320, 700]]) {
      await seen.page.setViewportSize({ width, height });
      assert.deepEqual(await violations(seen.page), [], `at ${width}`);
      assert.ok((await widthOf(seen.page)) <= width);
    }
    await seen.speak("nl");
  });
}
