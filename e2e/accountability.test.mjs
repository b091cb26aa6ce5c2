// What is accounted for: who reads what happened outside the journal, what is kept from being deleted, and what
// everybody gets of what is known of them.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { violations } from "./house/axe.mjs";
import { journey, setTheStage, stage } from "./house/journey.mjs";
import { demoPassword } from "./house/person.mjs";
import { posted, widthOf } from "./house/screens.mjs";
import { ADMINISTRATOR } from "./house/server.mjs";

setTheStage({ administered: true });

const MORE_THAN_A_PROOF_HOLDS_MS = 61 * 60 * 1_000;
const WAYS = [
  { scripts: true, language: "nl", width: 1280 },
  { scripts: "lost", language: "en", width: 320 },
];
const WORDS = {
  nl: {
    title: "Verantwoording", look: "Bekijk wie wat deed", signedIn: "Ingelogd", failed: "Inloggen mislukt", added: "Beheerder erbij",
    of: { coordinator: "U ziet wat over deze regio gaat", lead: "U ziet wat over uw eigen organisatie gaat.", administration: "U ziet wat over de installatie gaat." },
    hold: "Verwijder voorlopig niets na de bewaartijd", lift: "Verwijder weer na de bewaartijd", since: /^Sinds .* blijft staan wat anders na de bewaartijd vanzelf weg was\. .* Reden:/,
    said: "Gezegd dat er voorlopig niets verwijderd wordt na de bewaartijd", unsaid: "Gezegd dat er weer verwijderd wordt na de bewaartijd",
    data: "Eigen gegevens opgehaald", proofFailed: "Opnieuw bewijzen wie iemand is mislukt",
  },
  en: {
    title: "Accountability", look: "See who did what", signedIn: "Signed in", failed: "Signing in failed", added: "Administrator added",
    of: { coordinator: "You see what is about this region", lead: "You see what is about your own organisation.", administration: "You see what is about the installation." },
    hold: "For now delete nothing that was kept long enough", lift: "Delete again once kept long enough", since: /^Since .* what would be deleted once kept long enough stays\. .* Reason:/,
    said: "Said that nothing is deleted for now that was kept long enough", unsaid: "Said that data is deleted again once kept long enough",
    data: "Own data taken along", proofFailed: "Proving again who somebody is failed",
  },
};

/** The page fits, and is sound. */
async function fits({ page }, width) {
  const wide = await widthOf(page);
  assert.ok(wide <= width, `${page.url()} is ${wide} wide`);
  assert.deepEqual(await violations(page), []);
}

const rows = ({ page }, kind) => page.getByRole("row").filter({ hasText: kind });

/** Tries to sign in with a wrong password. */
async function failToSignIn(cast, account) {
  const visitor = await cast.visitor({ scripts: false });
  await visitor.page.goto("/inloggen");
  assert.equal((await posted(visitor.page, () => visitor.fillInSignIn(account, "niet dit wachtwoord"))).status(), 422);
}

for (const { scripts, language, width } of WAYS) {
  const how = `in ${language} ${scripts === true ? "with" : "without"} scripts`;
  const words = WORDS[language];

  journey(`a coordinator reads who signed in, a lead the own part, an editor nothing, ${how}`, async (cast) => {
    await failToSignIn(cast, "hoogveld");
    for (const [account, part] of [["coordinator", "coordinator"], ["berkelo-teamleider", "lead"]]) {
      const reader = await cast.enter(account, { scripts, width });
      const { id } = await reader.region();
      await reader.open(`/regio/${id}/deelnemers`);
      await reader.speak(language);
      await reader.page.locator("main").getByRole("link", { name: words.title }).click();
      await reader.page.getByRole("heading", { level: 1, name: words.title }).waitFor();
      await reader.page.getByText(words.of[part]).waitFor();
      assert.ok(0 < (await rows(reader, words.signedIn).count()), "the own signing in stands there");
      assert.match(await rows(reader, words.signedIn).first().innerText(), /127\.0\.0\.1/);
      // It was at an account of Hoogveld.
      assert.equal(0 < (await rows(reader, words.failed).count()), part === "coordinator", part);
      await fits(reader, width);
      await reader.speak("nl");
    }
    const editor = await cast.enter("berkelo", { scripts, width });
    const { id } = await editor.region();
    await editor.open(`/regio/${id}/deelnemers`);
    assert.equal(await editor.page.locator("a[href*=verantwoording]").count(), 0);
    assert.equal((await editor.open(`/regio/${id}/deelnemers/verantwoording`)).status(), 404);
    assert.equal((await editor.open("/beheer/verantwoording")).status(), 404);
  });

  journey(`an administrator lets nothing be deleted for a while, with a reason, and it is accounted for, ${how}`, async (cast) => {
    const administrator = await cast.enter(ADMINISTRATOR.login, { scripts, width });
    const { page } = administrator;
    await administrator.open("/beheer");
    await administrator.speak(language);
    const press = (name) => posted(page, () => page.getByRole("button", { name }).click());
    // Without a reason, and with one that belongs to a person, nothing is held.
    assert.equal((await press(words.hold)).status(), 422);
    await page.locator(".kt-summary a").first().click();
    assert.equal(new URL(page.url()).hash, "#reden");
    await fits(administrator, width);
    await page.locator("#reden").fill("Onderzoek naar 123456782");
    assert.equal((await press(words.hold)).status(), 422);
    assert.equal(await page.locator("#reden").inputValue(), "Onderzoek naar 123456782", "it can be mended where it stands");
    await page.locator("#reden").fill(`Onderzoek door de inspectie (${language}).`);
    assert.equal((await press(words.hold)).status(), 303);
    const notice = page.locator(".kt-notice", { hasText: words.since });
    await notice.getByText(`Onderzoek door de inspectie (${language}).`).waitFor();
    assert.equal(await page.locator("#reden").count(), 0, "there is one at a time");
    await fits(administrator, width);
    assert.equal((await press(words.lift)).status(), 303);
    await page.locator("#reden").waitFor();

    await page.getByRole("link", { name: words.look }).click();
    await page.getByText(words.of.administration).waitFor();
    for (const kind of [words.said, words.unsaid, words.added]) assert.ok(0 < (await rows(administrator, kind).count()), kind);
    assert.equal(await rows(administrator, "Hoogveld").count(), 0, "nothing of a region");
    await fits(administrator, width);
    await administrator.speak("nl");
  });

  journey(`everybody gets what is known of them, once they proved who they are, ${how}`, async (cast) => {
    const person = await cast.enter("lindenmeer", { scripts, width });
    const { page } = person;
    await person.open("/account");
    await person.speak(language);
    await stage.server.goOnLater(MORE_THAN_A_PROOF_HOLDS_MS);
    await person.open("/account");
    const link = page.locator("a[href='/account/gegevens']");
    await Promise.all([page.waitForURL((url) => url.pathname === "/account/bewijzen"), link.click()]);
    await fits(person, width);
    const visitor = await cast.visitor({ scripts: false });
    await visitor.page.goto("/inloggen");
    const password = await demoPassword(visitor.page);
    const prove = (typed) => {
      const send = async () => {
        await page.locator("#wachtwoord").fill(typed);
        await page.locator("form:has(#wachtwoord) button[type=submit]").click();
      };
      return send();
    };
    for (const _ of [1, 2]) {
      const failed = page.waitForResponse((answer) => answer.request().method() === "POST" && answer.status() === 422);
      await prove("niet dit wachtwoord");
      await failed;
      await page.locator(".kt-summary").waitFor();
    }
    await fits(person, width);
    // What leads to a file leads there by itself.
    const [download] = await Promise.all([page.waitForEvent("download"), prove(password)]);
    assert.equal(download.suggestedFilename(), "ketentafel-mijn-gegevens.json");
    const known = JSON.parse(await readFile(await download.path(), "utf8"));
    assert.equal(known.account.login, "lindenmeer");
    assert.equal(known.places.length, 1);
    assert.ok(known.audit.some(({ kind, by_yourself }) => kind === "signed_in" && by_yourself));
    const failures = known.audit.filter(({ kind }) => kind === "proof_failed");
    assert.ok(1 <= failures.length && failures.every(({ by_yourself }) => !by_yourself), "the same failure once in ten minutes");
    assert.ok(!JSON.stringify(known).includes("argon2"), "no secret is told");

    const coordinator = await cast.enter("coordinator", { scripts, width });
    const { id } = await coordinator.region();
    await coordinator.open(`/regio/${id}/deelnemers/verantwoording`);
    await coordinator.speak(language);
    for (const kind of [words.data, words.proofFailed]) assert.ok(0 < (await rows(coordinator, kind).count()), kind);
    for (const someone of [person, coordinator]) {
      await someone.open("/account");
      await someone.speak("nl");
    }
  });
}
