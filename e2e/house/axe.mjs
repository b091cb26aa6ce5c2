// Accessibility of a page as a machine can judge it: no rule is switched off.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const source = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** The rules that look at colours. */
const COLOURS = { type: "rule", values: ["color-contrast", "link-in-text-block"] };

/** Returns what a page violates, each in one line with the elements. */
export function violations(page) {
  return judged(page, RULES);
}

/** Returns what the colours of a page violate: for another look of a page that was judged whole. */
export function contrasts(page) {
  return judged(page, COLOURS);
}

async function judged(page, runOnly) {
  // What is on its way still, a style above all, belongs to the page that is judged.
  await page.waitForLoadState("load");
  // Evaluated by the driver, so that the page's own policy for scripts stays as strict as it is.
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(source);
  const found = await page.evaluate(
    (rules) => globalThis.axe.run(document, { runOnly: rules, resultTypes: ["violations"] }),
    runOnly,
  );
  return found.violations.map(({ id, help, nodes }) => {
    const where = nodes.map((node) => `${node.target.join(" ")} (${node.failureSummary})`);
    return `${id}: ${help}: ${where.join("; ")}`;
  });
}
