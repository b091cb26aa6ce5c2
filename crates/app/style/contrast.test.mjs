// Every colour pair that a screen can show, computed with the formula of WCAG 2.2, in each scheme.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const css = readFileSync(new URL("tokens.css", import.meta.url), "utf8");
const textRatioMin = 4.5; // WCAG 1.4.3
const edgeRatioMin = 3; // WCAG 1.4.11

/** Returns the colours of one `:root` block as a map from token to `#rrggbb`. */
function colours(block) {
  return Object.fromEntries([...block.matchAll(/--kt-([\w-]+):\s*(#[0-9a-f]{6});/g)].map((found) => [found[1], found[2]]));
}

/** Returns the schemes: each later one stands on the light one, as in the cascade. */
function schemes() {
  const [light, dark] = css.split("@media (prefers-color-scheme: dark)");
  const [darkOnly, print] = dark.split("@media print");
  const base = colours(light);
  return { light: base, dark: { ...base, ...colours(darkOnly) }, print: { ...base, ...colours(print) } };
}

/** Returns the relative luminance of `#rrggbb`. */
function luminance(hex) {
  const [red, green, blue] = [1, 3, 5]
    .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Returns the contrast ratio between two colours. */
function ratio(one, other) {
  const [dim, bright] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dim + 0.05);
}

const texts = ["ink", "ink-soft", "blue", "blue-deep", "accent", "yes", "partly", "no", "unknown", "none"];
const grounds = ["paper", "wash", "blue-wash", "accent-wash", "error-wash"];

/** What must be told apart without being read: edges of fields, lines that carry meaning, shapes, focus. */
const edges = [
  ["control", "paper"], ["control", "wash"], ["control", "blue-wash"], ["control", "error-wash"],
  ["blue", "paper"], ["blue", "blue-wash"], ["accent", "paper"], ["accent", "accent-wash"],
  ["yes", "wash"], ["no", "paper"], ["no", "error-wash"], ["rule-strong", "paper"],
  ["focus", "paper"], ["focus", "blue-wash"], ["focus", "focus-halo"], ["focus", "wash"],
];

/** Text on a filled ground: buttons at rest and pressed, and the skip link, which wears the focus colours. */
const filled = [["paper", "blue"], ["paper", "blue-deep"], ["focus-halo", "focus"]];

for (const [scheme, colour] of Object.entries(schemes())) {
  test(`text can be read on every ground, ${scheme}`, () => {
    const pairs = [...texts.flatMap((text) => grounds.map((ground) => [text, ground])), ...filled];
    for (const [text, ground] of pairs) {
      const found = ratio(colour[text], colour[ground]);
      assert.ok(found >= textRatioMin, `${text} on ${ground}: ${found.toFixed(2)} is less than ${textRatioMin}`);
    }
  });

  test(`edges and focus can be seen, ${scheme}`, () => {
    for (const [edge, ground] of edges) {
      const found = ratio(colour[edge], colour[ground]);
      assert.ok(found >= edgeRatioMin, `${edge} on ${ground}: ${found.toFixed(2)} is less than ${edgeRatioMin}`);
    }
  });
}

test("the formula itself gives the known ratios", () => {
  assert.equal(ratio("#000000", "#ffffff").toFixed(2), "21.00");
  assert.equal(ratio("#777777", "#ffffff").toFixed(2), "4.48");
});

test("no colour is named outside the tokens", () => {
  for (const file of ["ketentafel.css", "media.css"]) {
    const source = readFileSync(new URL(file, import.meta.url), "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
    assert.deepEqual(source.match(/#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(|:\s*(?:black|white|red|gray|grey)\b/gi) ?? [], [], file);
  }
});
