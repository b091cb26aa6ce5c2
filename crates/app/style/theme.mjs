// Turns the example theme of NL Design System into ours.
//
// Invariant: no colour of the example theme survives. Every colour token that a component can ask for
// points at one of the tokens in tokens.css, so dark, print and forced colours are settled there alone.

import { readFileSync } from "node:fs";

// What a family of the theme means with us: its own colour, that colour pressed, the wash, the edge.
const families = {
  default: ["ink", "ink", "wash", "control"],
  disabled: ["ink-soft", "ink-soft", "wash", "rule"],
  info: ["blue", "blue-deep", "blue-wash", "blue"],
  positive: ["yes", "yes", "wash", "yes"],
  warning: ["accent", "accent", "accent-wash", "accent"],
  negative: ["no", "no", "error-wash", "no"],
  action: ["blue", "blue-deep", "blue-wash", "blue"],
};

/** Returns our token for one colour token of the theme, for example `action-1-inverse-bg-hover`. */
function colour(name) {
  const [, family, inverse, part, state] = /^(.+?)-(inverse-)?(bg|border|color)-(\w+)$/.exec(name);
  const [main, pressed, wash, edge] = families[family] ?? families.action;
  const strong = state === "hover" || state === "active" ? pressed : main;
  if (inverse) return part === "color" ? "paper" : strong;
  if (part === "bg") return state === "document" ? "paper" : wash;
  if (part === "border") return state === "subtle" ? "rule" : edge;
  if (state === "document") return "ink";
  return state === "subtle" ? "ink-soft" : strong;
}

/** Returns one declaration of the theme in our terms, or nothing when no component here can ask for it. */
function ours(line) {
  const found = /^\s*--((?:basis|nl|utrecht|voorbeeld)-[\w-]+):\s*(.*);/.exec(line);
  if (!found || found[1].startsWith("voorbeeld-kleuren") || found[2].includes("url(")) return null;
  const family = /^basis-color-(.+-(?:bg|border|color)-\w+)$/.exec(found[1]);
  return `  --${found[1]}: ${family ? `var(--kt-${colour(family[1])})` : found[2]};`;
}

/** Returns the theme for `:root`, in the order of its file. */
export function theme(file) {
  const lines = readFileSync(file, "utf8").split("\n").map(ours).filter(Boolean);
  return `:root {\n${lines.join("\n")}\n}\n`;
}
