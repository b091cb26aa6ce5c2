// What the build promises to the pages: every class has a rule, every token a value, every address is local.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { build, content, stylesheet } from "./build.mjs";

const css = await stylesheet();
const rust = content().filter((source) => source.extension === "rs").map((source) => source.raw).join("\n");
const readme = readFileSync(new URL("README.md", import.meta.url), "utf8");
const shapes = readFileSync(new URL("shapes.svg", import.meta.url), "utf8");

/** Returns each different match of the first group, sorted. */
function all(text, pattern) {
  return [...new Set([...text.matchAll(pattern)].map((found) => found[1]))].sort();
}

const defined = new Set(all(css, /\.(kt-[a-z0-9-]+)/g));

test("every kt- class that a screen or the pattern table uses has a rule", () => {
  const used = all(`${rust}\n${readme}`, /(?<![\w-])(kt-[a-z0-9]+(?:-{1,2}[a-z0-9]+)*)(?![\w-])/g);
  assert.deepEqual(used.filter((name) => !defined.has(name)), []);
});

test("the pattern table names every class of our own", () => {
  const own = ["ketentafel.css", "media.css"].map((file) => readFileSync(new URL(file, import.meta.url), "utf8")).join("");
  const classes = all(own, /\.(kt-[a-z0-9-]+)/g);
  assert.deepEqual(classes.filter((name) => !new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(readme)), []);
});

test("every token of ours that is asked for has a value", () => {
  const given = new Set(all(css, /(--[\w-]+):/g));
  assert.deepEqual(all(css, /var\((--(?:kt|basis)-[\w-]+)/g).filter((name) => !given.has(name)), []);
});

test("no colour of the example theme survives", () => {
  assert.deepEqual(all(css, /(voorbeeld-kleuren[\w-]*)/g), []);
  assert.deepEqual(all(css, /(--basis-color-[\w-]+):(?!var\(--kt-|#0000)/g), []);
});

test("every address in the stylesheet is a file of the build", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ketentafel-style-"));
  try {
    await build(folder);
    const files = readdirSync(folder);
    const asked = all(css, /url\("?([^")]+)"?\)/g);
    assert.ok(asked.length > 0);
    assert.deepEqual(asked.filter((address) => !files.includes(address)), []);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("the same sources give the same bytes", async () => {
  assert.equal(await stylesheet(), css);
});

test("every shape that is asked for exists, and none names a colour", () => {
  const ids = all(shapes, /<symbol id="([\w-]+)"/g);
  const asked = all(`${rust}\n${readme}`, /shapes\.svg#([a-z][\w-]*)/g);
  assert.deepEqual(asked.filter((id) => !ids.includes(id)), []);
  assert.deepEqual(all(shapes, /(?:fill|stroke)="((?!none|currentColor)[^"]*)"/g), []);
});

test("the lock file names no registry", () => {
  const lock = readFileSync(new URL("package-lock.json", import.meta.url), "utf8");
  assert.deepEqual(all(lock, /"resolved": "([^"]*)"/g), []);
});

test("every package says exactly which version", () => {
  const { devDependencies } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));
  assert.deepEqual(Object.entries(devDependencies).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version)), []);
});
