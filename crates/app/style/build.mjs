// Builds the look of Ketentafel: one stylesheet, the letters, the shapes and the icons.
//
//   node build.mjs [output folder]        default: target/site at the root of the repository
//
// Invariant: the same sources give the same bytes. Nothing is fetched; everything comes from the
// packages in the lock file and from this folder. The result obeys a strict content policy:
// no data: addresses, every url() is a file name in the output folder itself.

import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { transform } from "lightningcss";
import { PurgeCSS } from "purgecss";
import { theme } from "./theme.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const repository = resolve(here, "../../..");
const rustSources = resolve(here, "../src");
const packages = join(here, "node_modules");
const fontPackage = join(packages, "@fontsource-variable/source-sans-3");
const tokensFile = join(packages, "@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css");

// The order is the cascade: the frame first, then what stands in it.
const utrecht = [
  "root", "body", "document", "page-header", "page-footer", "breadcrumb-nav", "table", "alert",
  "form-fieldset", "form-label", "form-field-description", "form-field-error-message",
  "radio-button", "checkbox", "textbox", "textarea", "select",
];
const candidate = ["heading", "paragraph", "link", "button", "skip-link"];

// Subset in the package → file name in the output. Two subsets cover Dutch, English and European names.
const fonts = { "latin-ext": "source-sans-3-latin-ext.woff2", latin: "source-sans-3-latin.woff2" };

// Browsers of the last four years; older ones get readable HTML.
const targets = { chrome: 111 << 16, firefox: 114 << 16, safari: (16 << 16) | (4 << 8) };

/** Returns the component rules as they stand in their packages. */
function components() {
  return [
    ...utrecht.map((name) => join(packages, `@utrecht/${name}-css/dist/index.css`)),
    ...candidate.map((name) => join(packages, `@nl-design-system-candidate/${name}-css/dist/${name}.css`)),
  ].map((file) => readFileSync(file, "utf8").replace(/\/\*# sourceMappingURL=.*?\*\//g, "")).join("\n");
}

/** Returns the @font-face rules, with the unicode ranges that the font package states. */
function fontFaces() {
  const ranges = JSON.parse(readFileSync(join(fontPackage, "unicode.json"), "utf8"));
  return Object.entries(fonts).map(([subset, file]) => `@font-face {
  font-family: "Source Sans 3"; font-style: normal; font-weight: 200 900; font-display: swap;
  src: url("${file}") format("woff2"); unicode-range: ${ranges[subset]};
}`).join("\n");
}

/** Returns every Rust source of the screens, plus the pattern table: what it promises stays. */
export function content() {
  const rust = readdirSync(rustSources, { recursive: true })
    .filter((name) => name.endsWith(".rs"))
    .sort()
    .map((name) => ({ raw: readFileSync(join(rustSources, name), "utf8"), extension: "rs" }));
  return [...rust, { raw: readFileSync(join(here, "README.md"), "utf8"), extension: "md" }];
}

/** Returns the finished stylesheet: unused component rules and tokens gone, then made small. */
export async function stylesheet() {
  const own = ["tokens.css", "ketentafel.css", "media.css"].map((file) => readFileSync(join(here, file), "utf8"));
  const layer = `@layer components {\n${theme(tokensFile)}${components()}\n}`;
  const [purged] = await new PurgeCSS().purge({
    content: content(),
    css: [{ raw: [fontFaces(), layer, ...own].join("\n") }],
    variables: true,
    // Our own layer is written to be used and stays whole; the test names what the screens do not know.
    safelist: { standard: [/^kt-/, /^is-/, "html", "body"], deep: [/^kt-/], variables: [/^--kt-/] },
  });
  const { code } = transform({
    filename: "ketentafel.css", code: Buffer.from(purged.css), minify: true, targets, errorRecovery: false,
  });
  const notice = "/*! Ketentafel, EUPL-1.2. Contains NL Design System components (EUPL-1.2) "
    + "and Source Sans 3 (OFL-1.1, see source-sans-3-OFL.txt). */\n";
  return notice + code.toString();
}

/** Writes everything that the browser asks for into the given folder and returns the file names. */
export async function build(folder) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "ketentafel.css"), await stylesheet());
  for (const [subset, file] of Object.entries(fonts)) {
    copyFileSync(join(fontPackage, `files/source-sans-3-${subset}-wght-normal.woff2`), join(folder, file));
  }
  copyFileSync(join(fontPackage, "LICENSE"), join(folder, "source-sans-3-OFL.txt"));
  const own = ["shapes.svg", "favicon.svg", "favicon.ico"];
  own.forEach((file) => copyFileSync(join(here, file), join(folder, file)));
  return ["ketentafel.css", ...Object.values(fonts), "source-sans-3-OFL.txt", ...own];
}

/** Prints the weight of each file, as it lies and as it travels. */
function report(folder, files) {
  for (const file of files) {
    const bytes = readFileSync(join(folder, file));
    const travels = file.endsWith(".woff2") ? bytes.length : brotliCompressSync(bytes).length;
    console.log(`${file.padEnd(32)} ${String(bytes.length).padStart(7)} raw ${String(travels).padStart(7)} brotli`);
  }
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const folder = resolve(process.argv[2] ?? join(repository, "target/site"));
  report(folder, await build(folder));
}
