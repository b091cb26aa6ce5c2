// Files in a bucket of a real S3-compatible store: the same way as in a folder, and one clear line where it is away.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { journey, setTheStage } from "./house/journey.mjs";
import * as place from "./house/place.mjs";
import { posted } from "./house/screens.mjs";

const S3rver = createRequire(import.meta.url)("s3rver");
const BUCKET = "ketentafel";

const folder = await mkdtemp(join(tmpdir(), "ketentafel-bucket-"));
const store = new S3rver({ address: "127.0.0.1", port: 0, silent: true, directory: folder, configureBuckets: [{ name: BUCKET }] });
const { port } = await store.run();
after(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

// As every program of that kind takes them.
Object.assign(process.env, {
  AWS_ACCESS_KEY_ID: "S3RVER", AWS_SECRET_ACCESS_KEY: "S3RVER", AWS_REGION: "us-east-1",
  AWS_ENDPOINT: `http://127.0.0.1:${port}`, AWS_ALLOW_HTTP: "true",
});
setTheStage({ flags: ["--files", `s3://${BUCKET}/regio-a`] });

/** Returns what the bucket holds, by key. */
async function held() {
  const entries = await readdir(join(folder, BUCKET), { recursive: true, withFileTypes: true });
  const objects = entries.filter((entry) => entry.isFile() && entry.name.endsWith("_object"));
  const path = (entry) => join(entry.parentPath ?? entry.path, entry.name);
  return new Map(await Promise.all(objects.map(async (entry) => [path(entry).slice(join(folder, BUCKET).length + 1), await readFile(path(entry))])));
}

// Larger than one part of an upload.
const large = Buffer.concat([Buffer.from("%PDF-1.4\n"), Buffer.alloc(7 * 1024 * 1024, "x"), Buffer.from("\n%%EOF\n")]);

for (const [size, bytes] of [["small", Buffer.from("%PDF-1.4\n%%EOF\n")], ["large", large]]) {
  journey(`a ${size} file goes into the bucket, comes out as it was, and goes for good`, async (cast) => {
    const coordinator = await cast.enter("coordinator");
    const { page } = coordinator;
    const { id } = await coordinator.region();
    const before = await held();
    await coordinator.open(`/regio/${id}/acties?stand=aangenomen`);
    await coordinator.open(await page.locator("tbody tr th a").first().getAttribute("href"));
    const section = page.locator("#bestanden");
    await section.locator("summary", { hasText: "Voeg een bestand toe" }).click();
    await page.locator("#bestand-wat").fill(`Een ${size} rooster`);
    await page.locator("#bestand-kies").setInputFiles({ name: "rooster.pdf", mimeType: "application/pdf", buffer: bytes });
    await page.locator("#bestand-geen-zaken").check();
    const add = section.getByRole("button", { name: "Voeg het bestand toe" });
    assert.equal((await posted(page, () => add.click())).status(), 303);
    const made = [...(await held())].filter(([key]) => !before.has(key));
    assert.equal(made.length, 1);
    assert.match(made[0][0], new RegExp(`^regio-a/regions/${id}/`));
    assert.ok(made[0][1].equals(bytes), "the store holds what was sent");
    const link = section.getByRole("link", { name: `Een ${size} rooster` });
    const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
    assert.ok((await readFile(await download.path())).equals(bytes));
    const item = section.locator("li", { hasText: `Een ${size} rooster` });
    await item.locator("summary", { hasText: "Verwijder dit bestand" }).click();
    await item.locator("textarea").fill("Er is een nieuw rooster.");
    const remove = item.getByRole("button", { name: "Verwijder dit bestand voorgoed" });
    assert.equal((await posted(page, () => remove.click())).status(), 303);
    assert.deepEqual([...(await held()).keys()], [...before.keys()]);
  });
}

journey("a bucket that is not there is one clear line without a key", async () => {
  const data = await mkdtemp(join(tmpdir(), "ketentafel-nowhere-"));
  const words = ["serve", "--database", `sqlite:${join(data, "x.sqlite")}`, "--site", place.site(), "--listen", "127.0.0.1:0", "--files", "s3://bestaat-niet/x"];
  const { code, stderr } = await new Promise((done) => {
    execFile(place.program(), words, { timeout: 60_000 }, (error, _, stderr) => done({ code: error?.code, stderr }));
  });
  await rm(data, { recursive: true, force: true });
  assert.equal(code, 1, stderr);
  const told = stderr.split("\n").filter((line) => line.startsWith("ketentafel: "));
  assert.equal(told.length, 1, stderr);
  assert.match(told[0], /cannot keep files in s3:\/\/bestaat-niet\/x/);
  assert.doesNotMatch(stderr, /S3RVER/);
});
