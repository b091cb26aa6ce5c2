// Actions: one organisation asks another to do something, and both see at once where that stands.

import assert from "node:assert/strict";
import { actionCalled, button, disclose, fillIn, press, settle } from "./house/action_page.mjs";
import { violations } from "./house/axe.mjs";
import { journey, look, setTheStage } from "./house/journey.mjs";
import { PAGE_TYPE } from "./house/person.mjs";
import { posted, widthOf } from "./house/screens.mjs";

setTheStage();

const STILL = { scripts: false };
const OWNER = "De Brug Jeugdhulp";
const WHY = "In Lindenmeer staat niet vast wie dit doet.";
const DONE_WHEN = "De functie is ingevuld tot en met 2027.";
const REASON = "De nieuwe collega begint op 8 december.";

/** Makes an action for De Brug from the form, and returns its address. */
async function make(person, title, more = {}) {
  const { id } = await person.region();
  await person.open(`/regio/${id}/acties/nieuw`);
  await fillIn(person, { title, owner: OWNER, why: WHY, doneWhen: DONE_WHEN, due: "7-12-2026", ...more });
  assert.equal((await press(person, "bied-aan")).status(), 303);
  return actionCalled(person, title);
}

/** Goes on with the keyboard until the focus is on what is looked for. */
async function tab({ page }, wanted) {
  for (let stop = 0; stop < 150; stop += 1) {
    await page.keyboard.press("Tab");
    const here = page.locator(":focus");
    if ((await here.count()) === 1 && (await here.evaluate((one, selector) => one.matches(selector), wanted))) return;
  }
  throw new Error(`the keyboard does not reach ${wanted}`);
}

async function mustBeSound(person, what) {
  for (const [width, height] of [[1280, 900], [320, 700]]) {
    await person.page.setViewportSize({ width, height });
    assert.deepEqual(await violations(person.page), [], `${what} at ${width}`);
    assert.ok((await widthOf(person.page)) <= width, `${what} scrolls sideways at ${width}`);
  }
}

journey("an action is asked, moved to another day, done and closed, live", async (cast) => {
  const [asker, owner] = await Promise.all([cast.enter("coordinator"), cast.enter("debrug")]);
  const title = "Regel vervanging voor de zorgcoördinatie";
  const { id } = await asker.region();
  const { page } = asker;
  await asker.open(`/regio/${id}/acties/nieuw`);
  const typed = { why: WHY, doneWhen: DONE_WHEN, due: "7-12-2026" };
  const wrong = async (change, place, words) => {
    await fillIn(asker, { ...typed, ...change });
    assert.equal((await press(asker, "bied-aan")).status(), 422);
    await page.locator(place).getByText(words).waitFor();
    const expected = { ...typed, ...change };
    for (const [field, name] of [["#titel", "title"], ["#waarom", "why"], ["#klaar-als", "doneWhen"], ["#klaar-op", "due"]]) {
      assert.equal(await page.locator(field).inputValue(), expected[name] ?? "", `${field} is still there`);
    }
  };
  // What may tell of a case stops in the browser; its writer says that it does not, or writes it anew.
  await fillIn(asker, { title, why: "Het meisje van 15 wacht." });
  await button(asker, "bied-aan").click();
  const vouch = page.locator('input[name="waarom-geen-zaak"]');
  await vouch.waitFor();
  assert.equal(await page.locator("#waarom").inputValue(), "Het meisje van 15 wacht.");
  const brug = page.locator("#eigenaren label", { hasText: OWNER }).locator("input");
  await wrong({ title, owner: undefined }, "#fout-eigenaren", "organisatie");
  await brug.check();
  await wrong({ title: "" }, "#fout-titel", "Schrijf");
  assert.ok(await brug.isChecked(), "the owner is still chosen");
  await wrong({ title, due: "01-01-2020" }, "#fout-klaar-op", "is al voorbij");
  await wrong({ title: "Bel over 123456782" }, "#fout-titel", "burgerservicenummer");
  await wrong({ title, why: "Het meisje van 15 wacht." }, "#fout-waarom", "meisje");
  await vouch.waitFor();
  await fillIn(asker, { why: WHY });
  assert.equal((await press(asker, "bied-aan")).status(), 303);
  const address = await actionCalled(asker, title);
  await asker.open(address);
  await page.getByText(`vraagt of ${OWNER} dit uiterlijk op 7 december 2026 wil doen.`).waitFor();
  const reads = page.waitForEvent("framenavigated", { timeout: 600_000 }).then(() => true, () => true);
  let reloaded = false;
  reads.then(() => { reloaded = true; });

  await owner.open("/");
  await owner.page.locator(`a[href*="${address}"]`).first().click();
  await owner.page.getByText(WHY).first().waitFor();
  await owner.page.getByText(DONE_WHEN).first().waitFor();
  await settle(owner);
  const counter = await disclose(owner, "andere-datum");
  await counter.locator("#veld-andere-datum").fill("14-12-2026");
  await counter.locator("textarea").fill(REASON);
  assert.equal((await press(owner, "andere-datum")).status(), 303);

  await page.getByText(`${OWNER} stelt een andere datum voor: 14 december 2026.`).waitFor();
  await page.getByText(REASON).first().waitFor();
  await page.getByRole("button", { name: "Ga akkoord met 14 december 2026" }).waitFor();
  assert.equal(reloaded, false, "it came without reloading");
  assert.equal((await press(asker, "datum-goed")).status(), 303);
  await owner.page.getByText(`${OWNER} doet dit uiterlijk op 14 december 2026.`).waitFor();
  await owner.page.getByText("14 december 2026 in plaats van 7 december 2026").first().waitFor();

  await settle(owner);
  await owner.page.locator("#tekst-voortgang").fill("De collega is ingewerkt.");
  assert.equal((await press(owner, "voortgang")).status(), 303);
  await page.getByText("De collega is ingewerkt.").first().waitFor();
  await settle(owner);
  await disclose(owner, "meld-klaar");
  assert.equal((await press(owner, "meld-klaar")).status(), 303);
  await page.getByText(`${OWNER} meldt dat het klaar is.`).waitFor();
  await settle(asker);
  assert.equal((await press(asker, "sluit-af")).status(), 303);
  await owner.page.getByText(`${OWNER} deed dit. De actie is afgesloten.`).waitFor();
  await asker.open(`/regio/${id}/geschiedenis`);
  await page.getByText("14 december 2026 in plaats van 7 december 2026").first().waitFor();
});

journey("an owner declines and says why, and whoever asked reads that", async (cast) => {
  const [asker, owner] = await Promise.all([cast.enter("lindenmeer"), cast.enter("debrug")]);
  const address = await make(asker, "Lever een lijst van plekken aan");
  await owner.open(address);
  const declining = await disclose(owner, "wijs-af");
  await declining.locator("textarea").fill("   ");
  assert.equal((await press(owner, "wijs-af")).status(), 422);
  await owner.page.locator("#fout-tekst-wijs-af").waitFor();
  await settle(owner);
  await owner.page.locator("#tekst-wijs-af").fill("Deze lijst bestaat niet.");
  assert.equal((await press(owner, "wijs-af")).status(), 303);
  await asker.open("/");
  await asker.page.locator(`a[href*="${address}"]`).first().click();
  await asker.page.getByText("Deze lijst bestaat niet.").first().waitFor();
  await settle(asker);
  const dropping = await disclose(asker, "laat-vervallen");
  await dropping.locator("textarea").fill("Wij kijken zelf.");
  assert.equal((await press(asker, "laat-vervallen")).status(), 303);
  await owner.page.getByText("Deze actie is niet meer nodig.").waitFor();
  await asker.open("/");
  assert.equal(await asker.page.locator(`a[href*="${address}"]`).count(), 0, "what is over is gone");
});

journey("an editor takes a suggestion on for their own organisation, and it is accepted at once", async (cast) => {
  const editor = await cast.enter("hoogveld");
  const { id, municipalities } = await editor.region();
  await editor.open(`/regio/${id}/acties/nieuw?aanleiding=suggestie:S4.1&eigenaar=${municipalities.get("Hoogveld")}`);
  const [typed, why] = [editor.page.locator("#titel"), editor.page.locator("#waarom")];
  assert.match((await typed.inputValue()) + (await why.inputValue()), /ketenpartijen/, "the suggestion is filled in");
  const title = "Vraag alle ketenpartijen in Hoogveld mee te doen";
  await typed.fill(title);
  assert.equal((await press(editor, "bied-aan")).status(), 303);
  await editor.open(await actionCalled(editor, title));
  await editor.page.getByText("Hoogveld doet dit.").waitFor();
  await editor.page.getByText("suggestie bij check 4").waitFor();
});

journey("nobody of another region finds an action, its form or the days of the steering group", async (cast) => {
  const [asker, stranger] = await Promise.all([cast.enter("coordinator", STILL), cast.enter("duinkust", STILL)]);
  const address = await make(asker, "Maak een lijst van contactpunten");
  const { id } = await asker.region();
  const region = `/regio/${id}`;
  for (const path of [address, `${address}/wijzigen`, `${region}/acties`, `${region}/acties/nieuw`, `${region}/overleg`]) {
    for (const accept of ["text/html", PAGE_TYPE]) {
      const answer = await stranger.context.request.get(path, { headers: { accept } });
      assert.equal(answer.status(), 404, `${path} as ${accept}`);
      assert.doesNotMatch(await answer.text(), /contactpunten/);
    }
  }
  const form = { formulier: "een", doe: "neem-aan" };
  const origin = new URL(stranger.page.url()).origin;
  const answer = await stranger.context.request.post(address, { form, headers: { origin, accept: "text/html" } });
  assert.equal(answer.status(), 404);
  const own = (await stranger.region("Duinkust")).id;
  const moved = address.replace(id, own);
  assert.equal((await stranger.context.request.get(moved)).status(), 404, "the id of another region is not here");
});

journey("an observer reads an action and has nothing to answer it with", async (cast) => {
  const [asker, observer] = await Promise.all([cast.enter("coordinator", STILL), cast.enter("waarnemer")]);
  const address = await make(asker, "Maak een kaart van de hulp");
  await observer.open(address);
  await observer.page.getByText(WHY).first().waitFor();
  assert.equal(await observer.page.locator("main form").count(), 0);
  const origin = new URL(observer.page.url()).origin;
  const { id } = await observer.region();
  for (const [path, form] of [
    [address, { formulier: "een", doe: "wijs-af", toelichting: "Nee." }],
    [`/regio/${id}/overleg`, { formulier: "een", doe: "voeg-toe", stuurgroepdag: "17-12-2026" }],
  ]) {
    const answer = await observer.context.request.post(path, { form, headers: { origin, accept: "text/html" } });
    assert.equal(answer.status(), 403, path);
  }
});

journey("a day and a reason that were typed stay when a colleague answers first", async (cast) => {
  const [asker, owner, colleague] = await Promise.all([
    cast.enter("coordinator", STILL), cast.enter("debrug"), cast.enter("debrug", STILL),
  ]);
  const address = await make(asker, "Leg de nachtelijke opvang vast");
  await owner.open(address);
  const counter = await disclose(owner, "andere-datum");
  await counter.locator("#veld-andere-datum").fill("15-12-2026");
  await counter.locator("textarea").fill(REASON);
  await colleague.open(address);
  assert.equal((await press(colleague, "neem-aan")).status(), 303);
  // Other forms stand there now, and what was typed in this one is in it.
  await owner.page.locator("button[value=neem-aan]").waitFor({ state: "detached" });
  await owner.page.locator("#tekst-voortgang").waitFor();
  assert.equal(await owner.page.locator("#veld-andere-datum").inputValue(), "15-12-2026");
  assert.equal(await owner.page.locator("#tekst-andere-datum").inputValue(), REASON);
  assert.ok(await owner.page.locator("#veld-andere-datum").isVisible());
});

journey("an owner proposes another day without scripts", async (cast) => {
  const [asker, owner] = await Promise.all([cast.enter("coordinator", STILL), cast.enter("debrug", STILL)]);
  const address = await make(asker, "Stuur een overzicht van de nazorg");
  await owner.open(address);
  const counter = await disclose(owner, "andere-datum");
  await counter.locator("textarea").fill(REASON);
  await counter.locator("#veld-andere-datum").fill("31-11-2026");
  assert.equal((await press(owner, "andere-datum")).status(), 422);
  await owner.page.locator("#fout-veld-andere-datum").getByText("Dit is geen datum.").waitFor();
  assert.equal(await owner.page.locator("#tekst-andere-datum").inputValue(), REASON);
  await owner.page.locator("#veld-andere-datum").fill("14-12-2026");
  assert.equal((await press(owner, "andere-datum")).status(), 303);
  await owner.page.getByText("U stelde een andere datum voor.").waitFor();
  await asker.open(address);
  await asker.page.getByText(REASON).first().waitFor();
  assert.equal((await press(asker, "datum-goed")).status(), 303);
  await owner.open(address);
  await owner.page.getByText("14 december 2026 in plaats van 7 december 2026").first().waitFor();
});

journey("an owner proposes another day, and whoever asked agrees, by keyboard alone", async (cast) => {
  const [asker, owner] = await Promise.all([cast.enter("coordinator"), cast.enter("debrug")]);
  const address = await make(asker, "Beschrijf de route naar de opvang");
  await asker.open(address);
  await owner.open(address);
  await tab(owner, "details:has(button[value=andere-datum]) > summary");
  await owner.page.keyboard.press("Enter");
  await tab(owner, "#veld-andere-datum");
  await owner.page.keyboard.type("14-12-2026");
  await tab(owner, "#tekst-andere-datum");
  await owner.page.keyboard.type(REASON);
  await tab(owner, "button[value=andere-datum]");
  await posted(owner.page, () => owner.page.keyboard.press("Enter"));
  await owner.page.getByText("U stelde een andere datum voor.").waitFor();
  await button(asker, "datum-goed").waitFor();
  await tab(asker, "button[value=datum-goed]");
  await posted(asker.page, () => asker.page.keyboard.press("Enter"));
  await asker.page.getByText("U ging akkoord met de andere datum.").waitFor();
});

for (const language of ["nl", "en"]) {
  look(`actions and the days of the steering group are accessible in ${language}`, async (cast) => {
    const way = { scripts: "lost" };
    const [asker, owner, observer] = await Promise.all([
      cast.enter("coordinator", way), cast.enter("debrug", way), cast.enter("waarnemer", way),
    ]);
    const address = await make(asker, `Schrijf een werkwijze voor de nazorg (${language})`);
    const { id } = await asker.region();
    for (const [person, path, what] of [
      [owner, address, "the action of its owner"],
      [asker, address, "the action of whoever asked"],
      [observer, address, "the action of an observer"],
      [asker, `${address}/wijzigen`, "the form that changes it"],
      [asker, `/regio/${id}/overleg`, "the days"],
      [asker, `/regio/${id}/acties/nieuw`, "the form"],
    ]) {
      await person.open(path);
      await person.speak(language);
      await person.page.locator("details").evaluateAll((all) => all.forEach((one) => { one.open = true; }));
      await mustBeSound(person, what);
    }
    await fillIn(asker, { title: "Help het meisje van 15", due: "morgen" });
    assert.equal((await press(asker, "bied-aan")).status(), 422);
    await mustBeSound(asker, "the refused form");
    for (const refused of [{ title: "Help het meisje van 15", owner: OWNER, due: "" }, { title: "" }]) {
      await fillIn(asker, refused);
      assert.equal((await press(asker, "bied-aan")).status(), 422);
      await mustBeSound(asker, `the refused form with ${JSON.stringify(refused)}`);
    }
    await owner.open(address);
    for (const deed of ["wijs-af", "andere-datum"]) {
      await disclose(owner, deed);
      assert.equal((await press(owner, deed)).status(), 422);
      await mustBeSound(owner, `refused ${deed}`);
    }
    for (const person of [asker, owner, observer]) await person.speak("nl");
  });
}

journey("the coordinator says when the steering group meets", async (cast) => {
  const [coordinator, editor] = await Promise.all([cast.enter("coordinator"), cast.enter("berkelo")]);
  const { id } = await coordinator.region();
  await Promise.all([coordinator, editor].map((one) => one.open(`/regio/${id}/overleg`)));
  const { page } = coordinator;
  const add = async (day) => {
    await page.locator("#stuurgroepdag").fill(day);
    const answer = await press(coordinator, "voeg-toe");
    await settle(coordinator);
    return answer.status();
  };
  for (const [bad, words] of [["31-11-2026", "Dit is geen datum."], ["01-01-2020", "is al voorbij"]]) {
    assert.equal(await add(bad), 422);
    await page.locator("#fout-stuurgroepdag").getByText(words).waitFor();
    assert.equal(await page.locator("#stuurgroepdag").inputValue(), bad);
  }
  assert.equal(await add("17-12-2026"), 303);
  const shown = (person) => person.page.locator(".kt-entries li", { hasText: "17 december 2026" });
  await page.getByRole("status").getByText("17 december 2026 staat in de agenda").waitFor();
  await shown(editor).waitFor();
  assert.equal(await editor.page.locator("main form").count(), 0, "only the coordinator changes it");
  await posted(page, () => shown(coordinator).getByRole("button").click());
  await page.getByRole("status").getByText("17 december 2026 staat niet meer in de agenda").waitFor();
  await shown(editor).waitFor({ state: "detached" });
});
