// What fits on a small telephone, and beside a check.

import assert from "node:assert/strict";
import { journey, setTheStage } from "./house/journey.mjs";

setTheStage();

const SMALL = 320;

journey("the grid on a small telephone: every municipality can be read beside its question", async (cast) => {
  const editor = await cast.enter("lindenmeer", { width: SMALL });
  const { id, municipalities } = await editor.region();
  await editor.open(`/regio/${id}/checklist`);
  const rows = editor.page.locator(".kt-grid tbody tr:has(td)");
  assert.deepEqual(await seen(rows.first().locator("td").first()), "whole", "before anything was scrolled");
  for (const row of [rows.first(), rows.nth(20)]) {
    for (let column = 0; column < municipalities.size; column += 1) {
      const cell = row.locator("td").nth(column);
      await cell.evaluate((element) => element.scrollIntoView({ block: "nearest", inline: "nearest" }));
      assert.deepEqual(await seen(cell), "whole", `column ${column}`);
    }
  }
});

journey("the grid on a small telephone: every cell that the arrow keys reach is in view", async (cast) => {
  const editor = await cast.enter("lindenmeer", { width: SMALL });
  const { id, municipalities } = await editor.region();
  await editor.open(`/regio/${id}/checklist`);
  await editor.page.locator("#vak-0-1").focus();
  for (const key of ["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowDown"]) {
    for (let step = 1; step < municipalities.size; step += 1) {
      await editor.page.keyboard.press(key);
      const cell = editor.page.locator("td:has(:focus)");
      assert.deepEqual(await seen(cell), "whole", `${key}, step ${step}`);
    }
  }
});

journey("the grid on a small telephone: a link leads to the own municipality", async (cast) => {
  const editor = await cast.enter("lindenmeer", { width: SMALL, scripts: false });
  const { id, municipalities } = await editor.region();
  await editor.open(`/regio/${id}/checklist`);
  const own = editor.page.locator(".kt-grid tbody td.kt-own").first();
  await editor.page.getByRole("link", { name: "Naar de kolom van uw gemeente" }).click();
  assert.deepEqual(await seen(own), "whole");
  for (const name of ["Berkelo", "Lindenmeer"]) {
    await editor.open(`/regio/${id}/checklist?gemeente=${municipalities.get(name)}`);
    assert.equal(await editor.page.locator(".kt-jump").count(), 0, `no way to go beside ${name} alone`);
  }
});

/** Tells whether a cell is wholly in view: inside the region that scrolls, and under no other column. */
function seen(cell) {
  return cell.evaluate((element) => {
    // Only the page moves, and only up or down: what the region shows is what is judged.
    window.scrollBy(0, element.getBoundingClientRect().top - innerHeight / 2);
    const box = element.getBoundingClientRect();
    const region = element.closest(".kt-grid-region").getBoundingClientRect();
    const questions = element.closest("tr").querySelector("th").getBoundingClientRect();
    const pixel = 1;
    if (box.left < questions.right - pixel) return `under the questions: ${box.left} < ${questions.right}`;
    if (region.right + pixel < box.right) return `cut off: ${region.right} < ${box.right}`;
    const middle = (box.top + box.bottom) / 2;
    const covered = [box.left + 3, box.right - 3].find((x) => !element.contains(document.elementFromPoint(x, middle)));
    return covered === undefined ? "whole" : `covered at ${covered}`;
  });
}

journey("the grid on a wider telephone keeps the own municipality in view", async (cast) => {
  const editor = await cast.enter("lindenmeer", { width: 600 });
  const { id } = await editor.region();
  await editor.open(`/regio/${id}/checklist`);
  const own = editor.page.locator(".kt-grid tbody td.kt-own").first();
  assert.equal(await editor.page.locator(".kt-jump").isVisible(), false);
  assert.deepEqual(await seen(own), "whole");
});

journey("the figures of the board on a small telephone stand on one line each", async (cast) => {
  const reader = await cast.enter("coordinator", { width: SMALL });
  const { id } = await reader.region();
  await reader.open(`/regio/${id}`);
  const figures = await reader.page.locator(".kt-figures b").evaluateAll((all) => all.map((figure) => {
    const range = document.createRange();
    range.selectNodeContents(figure);
    const tops = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
    const words = figure.nextElementSibling.getBoundingClientRect();
    return { text: figure.textContent, lines: tops.size, apart: range.getBoundingClientRect().right <= words.left };
  }));
  assert.ok(figures.some(({ text }) => text.length === 3), "a figure of three digits is among them");
  assert.deepEqual(figures.filter(({ lines, apart }) => lines !== 1 || !apart), []);
});

journey("what stands beside a check is never cut off", async (cast) => {
  const editor = await cast.enter("berkelo");
  const { page } = await editor.openCheck("Berkelo", 3);
  const cut = await page.locator("aside.kt-side, aside.kt-side *").evaluateAll((all) =>
    all.filter((one) => {
      const { overflowY } = getComputedStyle(one);
      return overflowY !== "visible" && one.clientHeight + 1 < one.scrollHeight && !one.classList.contains("kt-hidden");
    }).map((one) => one.outerHTML.slice(0, 80)));
  assert.deepEqual(cut, []);
});
