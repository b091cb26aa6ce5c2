// One person with two roles in a region: always sees in which, acts in the other by one button, and leaves only
// once nothing waits in either.

import assert from "node:assert/strict";
import { violations } from "./house/axe.mjs";
import { journey, setTheStage } from "./house/journey.mjs";
import { eventually } from "./house/patience.mjs";
import { live } from "./house/person.mjs";
import { posted, widthOf } from "./house/screens.mjs";

setTheStage();

const BOTH = "strandmeer-coordinator";
const button = (person, name, within = person.page) => within.getByRole("button", { name }).first();
const press = (person, name, within) => posted(person.page, () => button(person, name, within).click());
const header = (page) => page.locator("header .kt-role");
const acts = (page, role) => header(page).locator("strong", { hasText: new RegExp(`^${role}, `) }).waitFor();

/** Opens what stands behind a click. */
async function disclose(person, summary, within = person.page) {
  const details = within.locator("details", { has: person.page.locator("summary", { hasText: summary }) }).first();
  if ((await details.getAttribute("open")) === null) await details.locator("summary").first().click();
  return details;
}

/** Goes on in a role, whichever a journey before left. */
async function begin(person, role) {
  const other = header(person.page).getByRole("button", { name: `Ga verder als ${role}` });
  if ((await other.count()) === 1) await posted(person.page, () => other.click());
  await acts(person.page, role);
}

const WORDS = "Wij vragen het de scholen.";

/** Whether a page shows a text, or has it in a field. */
function says(page, text) {
  return page.evaluate((wanted) => {
    const fields = [...document.querySelectorAll("textarea")].map((field) => field.value);
    return [document.body.innerText, ...fields].some((shown) => shown.includes(wanted));
  }, text);
}

async function mustFit(page) {
  const wide = await widthOf(page);
  assert.ok(wide <= 320, `320 px wide it scrolls sideways: ${wide}`);
}

/** Presses tab until something with this text has the focus. */
async function tabTo(page, text) {
  for (let step = 0; step < 40; step += 1) {
    await page.keyboard.press("Tab");
    if ((await page.evaluate(() => document.activeElement?.textContent ?? "")).trim() === text) return;
  }
  assert.fail(`the keyboard does not reach “${text}”`);
}

journey("somebody with two roles sees in which they work, and goes on in the other by keyboard", async (cast) => {
  const person = await cast.enter(BOTH);
  await begin(person, "coördinator");
  await person.open("/");
  const waits = person.page.getByText(/^Als redacteur wacht er op u: \d+ punt/);
  await waits.waitFor();
  assert.deepEqual(await violations(person.page), []);

  await tabTo(person.page, "Ga verder als redacteur");
  const answer = await posted(person.page, () => person.page.keyboard.press("Enter"));
  assert.equal(answer.status(), 303);
  await acts(person.page, "redacteur");
  assert.equal(new URL(person.page.url()).pathname, "/", "the start page stays");
  assert.equal(await waits.count(), 0, "what waited there stands among the work now");
  const check = await person.openCheck("Strandmeer", 1);
  await check.explanation("1.1").fill("Wij bespreken dit ieder kwartaal.");
  await check.saved("1.1");
  await acts(person.page, "redacteur");

  // From any other page one comes to where the region stands, seen in the other role.
  assert.equal((await press(person, "Ga verder als coördinator", header(person.page))).status(), 303);
  await acts(person.page, "coördinator");
  const { id } = await person.region();
  assert.equal(new URL(person.page.url()).pathname, `/regio/${id}`);
  await person.openCheck("Strandmeer", 1);
  assert.equal(await person.page.locator("main textarea").count(), 0, "a coordinator writes no answer");
});

journey("a page that stands open while the role is switched keeps what was typed in it", async (cast) => {
  const person = await cast.enter(BOTH);
  await begin(person, "redacteur");
  const tab = await person.tab();
  const check = await person.openCheck("Strandmeer", 2, tab);
  // What is typed reaches the server from no tab before the role is another one.
  await person.context.route("**/opdrachten", (route) => route.abort());
  await check.explanation("2.2").fill(WORDS);
  await check.explanation("2.2").blur();
  await person.open("/");
  await press(person, "Ga verder als coördinator", header(person.page));
  await acts(person.page, "coördinator");
  // The page is loaded again, and says in which role one works from now on.
  await acts(tab, "coördinator");
  await person.context.unroute("**/opdrachten");
  await eventually("the words stand on the page that was told that they are not taken in", async () =>
    (await says(tab, WORDS)) || (await says(person.page, WORDS)));
});

journey("without scripts, in English and on a small telephone it is the same button", async (cast) => {
  // Where tools look at a page, scripts run but those of the product never arrive.
  for (const scripts of [false, "lost"]) {
    const person = await cast.enter(BOTH, { scripts, width: 320 });
    await begin(person, "coördinator");
    await person.speak("en");
    const { id } = await person.region();
    await person.page.goto(`/regio/${id}/checklist`);
    await acts(person.page, "coordinator");
    assert.equal((await press(person, "Continue as editor", header(person.page))).status(), 303);
    await acts(person.page, "editor");
    assert.equal(new URL(person.page.url()).pathname, `/regio/${id}`);
    await mustFit(person.page);
    if (scripts) assert.deepEqual(await violations(person.page), []);
    await person.page.goto(`/regio/${id}/deelnemers`);
    await person.page.getByText("Regional coordinator and editor of Strandmeer").first().waitFor();
    await mustFit(person.page);
    assert.equal((await press(person, "Continue as coordinator", header(person.page))).status(), 303);
    await acts(person.page, "coordinator");
    // A role that they do not hold is nowhere.
    const wrong = { form: { rol: "observer" }, headers: { accept: "text/html", origin: new URL(person.page.url()).origin } };
    assert.equal((await person.context.request.post(`/regio/${id}/rol`, wrong)).status(), 404);
    await person.speak("nl");
  }
});

journey("whoever leaves is told in which role something waits, and hands it over there", async (cast) => {
  const [person, lead] = await Promise.all([cast.enter(BOTH, { scripts: "lost" }), cast.enter("strandmeer", { scripts: false })]);
  await begin(person, "coördinator");
  const { id } = await person.region();
  await lead.page.goto(`/regio/${id}/verzoeken?vraag-collega=1.2`);
  const form = lead.page.locator("form", { has: lead.page.locator("select[name=collega]") });
  await form.locator("select[name=collega]").selectOption({ label: "Regiocoördinator en redacteur van Strandmeer" });
  assert.equal((await posted(lead.page, () => form.locator("button[type=submit]").last().click())).status(), 303);

  await person.page.goto(`/regio/${id}/deelnemers`);
  const leave = await disclose(person, "Ik verlaat deze regio");
  assert.equal((await press(person, "Ik verlaat deze regio", leave)).status(), 409, "something waits");
  await person.page.getByRole("link", { name: "Bekijk eerst wat er wacht" }).first().click();
  await person.page.getByText("Als redacteur wacht er op u: 1 punt.").waitFor();
  assert.deepEqual(await violations(person.page), []);
  const there = person.page.getByRole("region", { name: "In een andere rol" });
  assert.equal((await press(person, "Ga verder als redacteur", there)).status(), 303);
  await acts(person.page, "redacteur");
  assert.equal(new URL(person.page.url()).pathname, `/regio/${id}/overdracht`);
  await person.page.locator("#opvolger").selectOption({ index: 1 });
  assert.equal((await press(person, "Bied het aan")).status(), 303);
  await lead.page.goto(`/regio/${id}/overdracht`);
  assert.equal((await press(lead, "Ik neem dit over")).status(), 303);
  await person.page.goto(`/regio/${id}/overdracht`);
  await person.page.getByText("Er wacht niets op u. U kunt weg").waitFor();
});

journey("a lead gives somebody a second role, and takes it back; a page that stands open follows", async (cast) => {
  const [lead, editor] = await Promise.all([cast.enter("berkelo-teamleider", { scripts: "lost" }), cast.enter("berkelo")]);
  const { id } = await lead.region();
  await editor.open(`/regio/${id}`);
  assert.equal(await header(editor.page).getByRole("button", { name: /^Ga verder als/ }).count(), 0, "one role, no button");
  const row = () => lead.page.getByRole("listitem").filter({ hasText: /Redacteur van Berkelo/ }).first();
  const box = (name) => row().getByRole("checkbox", { name });
  await lead.page.goto(`/regio/${id}/deelnemers`);
  await disclose(lead, "Verander of beëindig", row());
  assert.equal(await box(/^coördinator/).count(), 0, "a lead makes no coordinator");
  await box(/^redacteur/).uncheck();
  assert.equal((await press(lead, "Bewaar deze rollen", row())).status(), 422);
  await row().getByText("Kies eerst een rol.").waitFor();
  assert.deepEqual(await violations(lead.page), []);
  await box(/^redacteur/).check();
  await box(/^lid van de stuurgroep/).check();
  assert.equal((await press(lead, "Bewaar deze rollen", row())).status(), 303);
  await lead.page.getByText("De rollen zijn veranderd.").waitFor();
  await row().getByText("Berkelo, redacteur en lid van de stuurgroep").waitFor();
  const told = await disclose(lead, "Wat kan deze persoon", row());
  await told.getByText("Werkt telkens in één van deze rollen.").waitFor();
  assert.equal(await told.locator("ul").count() >= 2, true, "each role is told by itself");
  assert.deepEqual(await violations(lead.page), []);

  await editor.page.reload();
  assert.equal((await press(editor, "Ga verder als lid van de stuurgroep", header(editor.page))).status(), 303);
  await acts(editor.page, "lid van de stuurgroep");
  await live(editor.page);
  // The name that others read says both, and stays.
  await lead.page.goto(`/regio/${id}/deelnemers`);
  await row().getByText("Redacteur van Berkelo en lid van de stuurgroep namens Berkelo", { exact: true }).waitFor();
  await disclose(lead, "Verander of beëindig", row());
  await box(/^lid van de stuurgroep/).uncheck();
  assert.equal((await press(lead, "Bewaar deze rollen", row())).status(), 303);
  await acts(editor.page, "redacteur");
});
