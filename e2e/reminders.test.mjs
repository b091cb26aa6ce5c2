// Reminders of actions: by hand, of several at once, and that they pause; everyone reads in the history who was reminded.

import assert from "node:assert/strict";
import { violations } from "./house/axe.mjs";
import { journey, setTheStage } from "./house/journey.mjs";
import { live } from "./house/person.mjs";
import { posted, widthOf } from "./house/screens.mjs";

setTheStage();

const button = (person, deed) => person.page.locator(`main button[name=doe][value="${deed}"]`);
const press = (person, deed) => posted(person.page, () => button(person, deed).click());

/** Opens what stands behind a click around a button. */
async function disclose(person, deed) {
  const details = person.page.locator("details", { has: person.page.locator(`button[name=doe][value="${deed}"]`) });
  if ((await details.getAttribute("open")) === null) await details.locator("summary").click();
}

/** Opens an action that stands so, by its place in the list. */
async function openOne(person, stand, place = 0) {
  const { id } = await person.region();
  await person.open(`/regio/${id}/acties?stand=${stand}`);
  const link = person.page.locator("tbody tr th a").nth(place);
  const title = await link.innerText();
  await person.open(await link.getAttribute("href"));
  return title;
}

for (const scripts of [true, false]) {
  const how = scripts ? "with" : "without";
  journey(`reminders of an action pause until a day and go on, ${how} scripts`, async (cast) => {
    const coordinator = await cast.enter("coordinator", { scripts });
    const { page } = coordinator;
    await openOne(coordinator, "bezig", scripts ? 0 : 1);
    await disclose(coordinator, "pauzeer");
    await page.locator("#veld-pauzeer").fill("31 februari");
    assert.equal((await press(coordinator, "pauzeer")).status(), 422);
    assert.equal(await page.locator("#veld-pauzeer").inputValue(), "31 februari", "what was typed is still there");
    await page.locator("[role=alert].kt-summary a").click();
    assert.ok(await page.locator("#veld-pauzeer:focus").count(), "the error leads to the day");
    if (scripts) assert.deepEqual(await violations(page), []);
    await page.locator("#veld-pauzeer").fill("4-1-2027");
    assert.equal((await press(coordinator, "pauzeer")).status(), 303);
    await page.getByRole("status").getByText("De herinneringen zijn gepauzeerd.").waitFor();
    const aside = page.locator("aside");
    assert.match(await aside.innerText(), /pauze tot en met 4 januari 2027/i);
    await page.getByText(/liet herinneringen aan de actie .* pauzeren tot en met 4 januari 2027/).first().waitFor();
    await disclose(coordinator, "hervat");
    if (scripts) assert.deepEqual(await violations(page), []);
    assert.equal((await press(coordinator, "hervat")).status(), 303);
    await page.getByText("De herinneringen gaan weer door.").waitFor();
    assert.doesNotMatch(await aside.innerText(), /pauze/i);
    await page.setViewportSize({ width: 320, height: 700 });
    assert.equal(await widthOf(page), 320);
  });
}

journey("an owner is reminded by hand once a day, and reads it in the history", async (cast) => {
  const coordinator = await cast.enter("coordinator");
  const title = await openOne(coordinator, "heropend");
  const { page } = coordinator;
  await disclose(coordinator, "herinner");
  assert.equal((await press(coordinator, "herinner")).status(), 303);
  await page.getByText("De eigenaar krijgt een herinnering.").waitFor();
  await page.getByText(/herinnerde de eigenaar aan de actie/).first().waitFor();
  assert.equal(await button(coordinator, "herinner").count(), 0, "once a day");
  await page.getByText(/Herinneren kan morgen weer/).waitFor();
  // Who reads along is offered neither, and reads the same.
  const observer = await cast.enter("waarnemer");
  await observer.open(new URL(page.url()).pathname);
  await observer.page.getByText(/herinnerde de eigenaar aan de actie/).first().waitFor();
  assert.equal(await observer.page.locator("main button[name=doe]").count(), 0);
  assert.equal(await observer.page.getByRole("heading", { level: 1 }).innerText(), title);
});

for (const scripts of [true, false]) {
  const how = scripts ? "with" : "without";
  journey(`owners of several are reminded at once, ${how} scripts`, async (cast) => {
    const coordinator = await cast.enter("coordinator", { scripts });
    const { id } = await coordinator.region();
    const { page } = coordinator;
    const list = `/regio/${id}/acties?stand=${scripts ? "aangeboden" : "aangenomen"}`;
    const remind = () => posted(page, () => page.getByRole("button", { name: "Herinner de eigenaren" }).click());
    await coordinator.open(list);
    if (scripts) await live(page);
    assert.equal((await remind()).status(), 422, "nothing was ticked");
    await page.locator("[role=alert].kt-summary").getByText("Kruis eerst aan om welke acties het gaat.").waitFor();
    if (scripts) assert.deepEqual(await violations(page), []);
    const boxes = page.getByRole("checkbox");
    const count = await boxes.count();
    assert.ok(0 < count, "there is something to remind of");
    for (let at = 0; at < count; at += 1) await boxes.nth(at).check();
    assert.equal((await remind()).status(), 303);
    await page.getByText(/krijgt een herinnering. Wie vandaag zelf iets deed of al herinnerd is/).first().waitFor();
    // All of them were reminded today.
    await coordinator.open(list);
    for (let at = 0; at < count; at += 1) await boxes.nth(at).check();
    assert.equal((await remind()).status(), 422);
    await page.locator("[role=alert].kt-summary").getByText(/is vandaag al herinnerd/).first().waitFor();
    for (let at = 0; at < count; at += 1) assert.ok(await boxes.nth(at).isChecked(), "what was ticked still is");
  });
}

journey("the days of the steering group lead to what is to be discussed", async (cast) => {
  const member = await cast.enter("waarnemer");
  const { id } = await member.region();
  await member.open(`/regio/${id}/overleg`);
  await member.page.getByRole("link", { name: "Te bespreken in de stuurgroep" }).click();
  await member.page.waitForURL(/stand=te-bespreken/);
  const figure = member.page.locator(".kt-figures a[aria-current]");
  const count = Number(await figure.locator("b").innerText());
  assert.equal(await member.page.locator("tbody tr").count(), count, "the figure equals its list");
});
