// From signing in to sharing an answer, and the turns of a round, by keyboard alone, always seeing where one is.

import assert from "node:assert/strict";
import { CheckPage } from "./house/check_page.mjs";
import { journey, setTheStage } from "./house/journey.mjs";
import { becomes, eventually } from "./house/patience.mjs";
import { demoPassword, live } from "./house/person.mjs";

setTheStage();

/** More stops than any page has between its start and what is looked for. */
const STOPS_MAX = 150;

/** Goes on with one key until the focus is on what is looked for; every stop must show the focus. */
async function go(page, wanted, key = "Tab") {
  for (let stop = 0; stop < STOPS_MAX; stop += 1) {
    await page.keyboard.press(key);
    const here = page.locator(":focus");
    if ((await here.count()) === 0) continue; // The browser's own bar, between the end and the start.
    const { visible, what } = await here.evaluate(shown);
    assert.ok(visible, `the focus is not to be seen on ${what}`);
    if (await here.evaluate((element, selector) => element.matches(selector), wanted)) return;
  }
  throw new Error(`the keyboard does not reach ${wanted} on ${page.url()}`);
}

/** Runs in the page: whether the focused element stands out from how it looks without the focus. */
function shown(element) {
  const looks = () => {
    const near = [element, element.parentElement, element.closest("label, td, th, li, summary")];
    return near.filter(Boolean).map((one) => {
      const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor } = getComputedStyle(one);
      const outline = outlineStyle === "none" ? "none" : `${outlineStyle} ${outlineWidth} ${outlineColor}`;
      return [outline, boxShadow, borderColor, backgroundColor].join("|");
    }).join("/");
  };
  const what = `${element.tagName} ${element.id || element.name || element.textContent.trim().slice(0, 40)}`;
  const box = element.getBoundingClientRect();
  const inSight = 0 < box.width && 0 < box.height && box.bottom > 0 && box.top < innerHeight;
  const focused = looks();
  element.blur();
  const without = looks();
  element.focus();
  return { visible: inSight && focused !== without, what };
}

journey("sign in, find the check in the grid, answer, explain and share by keyboard", async (cast) => {
  const editor = await cast.visitor();
  const { page } = editor;
  await page.goto("/inloggen");
  const password = await demoPassword(page);
  await go(page, "#naam");
  await page.keyboard.type("berkelo");
  await go(page, "#wachtwoord");
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.pathname !== "/inloggen");

  const { id, municipalities } = await editor.region();
  await page.goto(`/regio/${id}`);
  await live(page);
  await go(page, `nav a[href="/regio/${id}/checklist"]`);
  await page.keyboard.press("Enter");
  await page.waitForURL(`**/regio/${id}/checklist`);
  await live(page);
  await fromTheGrid(page, `/regio/${id}/checklist/${municipalities.get("Berkelo")}/1`);

  await page.waitForURL(`**/checklist/${municipalities.get("Berkelo")}/1*`);
  await live(page);
  await answer(page, new CheckPage(page));
});

/** Walks the cells with the arrow keys, and opens the one that leads there. */
async function fromTheGrid(page, address) {
  await go(page, "table a[href], table button, [role=grid] a[href]");
  const cell = (element) => element.closest("td, th").cellIndex + ":" + element.closest("tr").rowIndex;
  const first = await page.locator(":focus").evaluate(cell);
  await page.keyboard.press("ArrowDown");
  const below = await page.locator(":focus").evaluate(cell);
  await page.keyboard.press("ArrowRight");
  const right = await page.locator(":focus").evaluate(cell);
  assert.notEqual(below, first, "the arrow down moves");
  assert.notEqual(right, below, "the arrow to the right moves");
  const wanted = `[href^="${address}"]`;
  for (const key of ["ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown"]) {
    if (await walk(page, key, wanted)) {
      await page.keyboard.press("Enter");
      return;
    }
  }
  throw new Error(`no arrow key leads to ${address}`);
}

/** Presses a key until the focus is there or stands still. */
async function walk(page, key, wanted) {
  for (let step = 0; step < STOPS_MAX; step += 1) {
    const here = page.locator(":focus");
    if (await here.evaluate((element, selector) => element.matches(selector), wanted)) return true;
    const before = await here.evaluate((element) => element.closest("td, th").outerHTML);
    await page.keyboard.press(key);
    if ((await page.locator(":focus").evaluate((element) => element.closest("td, th").outerHTML)) === before) return false;
  }
  return false;
}

async function answer(page, check) {
  await go(page, 'textarea[name="waarom-nu"]');
  await page.keyboard.type("Dit hoorden wij pas vandaag.");
  await go(page, 'input[name="1.2.antwoord"]');
  const first = await check.chosen("1.2");
  await page.keyboard.press("ArrowDown");
  await becomes("an arrow chooses another value", async () => (await check.chosen("1.2")) !== first, true);
  while ((await check.chosen("1.2")) !== "deels") {
    await page.keyboard.press("ArrowDown");
  }
  await go(page, 'textarea[name="1.2.toelichting"]');
  await page.keyboard.press("Control+A");
  await page.keyboard.type("Alleen met het toetsenbord getypt.");
  await go(page, 'button[value="deel:1.2"]');
  await page.keyboard.press("Enter");
  await check.shareButton("1.2").waitFor({ state: "hidden" });
  await eventually("it is said to be shared", async () =>
    /Gedeeld op 23 november/.test(await check.block("1.2").innerText()));
  assert.equal(await check.explanation("1.2").inputValue(), "Alleen met het toetsenbord getypt.");
}

journey("the first stop of every page jumps over the header", async (cast) => {
  const editor = await cast.enter("berkelo");
  const { id } = await editor.region();
  for (const address of ["/kennisbank", `/regio/${id}`, `/regio/${id}/checklist`, `/regio/${id}/vraag/4.2`]) {
    await editor.open(address);
    await editor.page.keyboard.press("Tab");
    const first = editor.page.locator(":focus");
    assert.equal(await first.getAttribute("href"), "#inhoud", address);
    const { visible } = await first.evaluate(shown);
    assert.ok(visible, "the link is to be seen");
    await editor.page.keyboard.press("Enter");
    await editor.page.waitForURL("**#inhoud");
    await editor.page.keyboard.press("Tab");
    const inside = await editor.page.locator(":focus").evaluate((element) => element.closest("main") !== null);
    assert.ok(inside, `${address}: the next stop is in the content`);
  }
});

journey("a partner gives its view and takes it back by keyboard alone", async (cast) => {
  const partner = await cast.enter("duinkust-politie");
  const { page } = partner;
  const { id } = await partner.region("Duinkust");
  await partner.open(`/regio/${id}/vraag/3.3`);
  await go(page, 'input[name="3.3.antwoord"]');
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  await becomes("an arrow chooses the next value", () => page.locator('[name="3.3.antwoord"]:checked').inputValue(), "deels");
  await go(page, 'textarea[name="3.3.toelichting"]');
  await page.keyboard.type("De website noemt een nummer dat niet meer bestaat.");
  await go(page, 'textarea[name="3.3.bron"]');
  await page.keyboard.type("Wij belden het zelf.");
  await go(page, 'button[value="deel"], button[value="deel:3.3"]');
  await page.keyboard.press("Enter");
  await page.getByText("Verzegeld: alleen uw organisatie leest dit").waitFor();
  await go(page, 'button[value="trek-in:3.3"]');
  await page.keyboard.press("Enter");
  await page.getByText("Verzegeld: alleen uw organisatie leest dit").waitFor({ state: "hidden" });
  assert.equal(await page.locator('textarea[name="3.3.toelichting"]').inputValue(), "De website noemt een nummer dat niet meer bestaat.");
});

journey("the last day, an own question and the start of the discussion by keyboard alone", async (cast) => {
  const coordinator = await cast.enter("duinkust-coordinator");
  const { page } = coordinator;
  const { id } = await coordinator.region();
  await coordinator.open(`/regio/${id}`);
  await go(page, "#dag");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("11-12-2026");
  await page.keyboard.press("Enter");
  await page.getByText("uiterlijk op 11 december 2026").first().waitFor();
  await live(page);

  await go(page, `nav a[href="/regio/${id}/checklist"]`);
  await page.keyboard.press("Enter");
  await page.waitForURL(`**/regio/${id}/checklist`);
  await live(page);
  await go(page, 'a[href$="/eigen-vragen"]');
  await page.keyboard.press("Enter");
  await page.waitForURL("**/eigen-vragen");
  await live(page);
  await go(page, "#bij-check");
  await page.keyboard.type("Check 1");
  await go(page, "#vraag-nieuw");
  await page.keyboard.type("Spreekt uw raad hier elk jaar over?");
  await go(page, 'button[value="voeg-toe"]');
  await page.keyboard.press("Enter");
  await page.getByText("De vraag is toegevoegd.").waitFor();
  await page.getByRole("link", { name: "1.R1 Spreekt uw raad hier elk jaar over?" }).waitFor();

  await coordinator.open(`/regio/${id}`);
  await go(page, '[aria-labelledby="h-bespreek"] summary');
  await page.keyboard.press("Enter");
  await go(page, 'button[value="bespreek-ronde"]');
  await page.keyboard.press("Enter");
  await page.getByText("is in bespreking sinds").waitFor();
});
