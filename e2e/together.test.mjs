// Two people edit one explanation: both texts are merged, or the second sees both side by side.

import assert from "node:assert/strict";
import { journey, setTheStage } from "./house/journey.mjs";
import { becomes } from "./house/patience.mjs";

setTheStage();

const START = "Het wijkteam kent de signalen. De school belt bij zorgen. De politie sluit aan.";

/** Two colleagues at one explanation that reads START; she goes offline, so that he is first. */
async function apart(cast, field) {
  const [editor, lead] = await Promise.all([cast.enter("berkelo"), cast.enter("berkelo-teamleider")]);
  const check = field.split(".")[0];
  const [hers, his] = await Promise.all([editor.openCheck("Berkelo", check), lead.openCheck("Berkelo", check)]);
  await his.explain(field, START);
  await his.saved(field);
  await hers.reads(field, START);
  await editor.context.setOffline(true);
  return { editor, lead, hers, his };
}

/** She and he both change the same words; she comes back second. */
async function overlap(cast, field) {
  const { editor, lead, hers, his } = await apart(cast, field);
  const mine = START.replace("kent de signalen", "herkent alle signalen");
  const theirs = START.replace("kent de signalen", "kent twee signalen");
  await hers.explain(field, mine);
  await his.explain(field, theirs);
  await his.saved(field);
  await editor.context.setOffline(false);
  const versions = hers.block(field).locator(".kt-version");
  await versions.nth(1).waitFor();
  assert.match(await versions.nth(0).innerText(), /Opgeslagen door een collega[\s\S]*kent twee signalen/);
  assert.match(await versions.nth(1).innerText(), /Uw tekst, nog niet opgeslagen[\s\S]*herkent alle signalen/);
  await hers.reads(field, mine);
  assert.equal(await his.explanation(field).inputValue(), theirs, "nothing was overwritten");
  return { editor, lead, hers, his, mine, theirs };
}

journey("two people change different sentences of one explanation: both are kept", async (cast) => {
  const { editor, hers, his } = await apart(cast, "4.1a");
  await hers.explain("4.1a", START.replace("De school belt", "De middelbare school belt"));
  await his.explain("4.1a", START.replace("sluit aan", "sluit elke week aan"));
  await his.saved("4.1a");
  await editor.context.setOffline(false);
  const both = "Het wijkteam kent de signalen. De middelbare school belt bij zorgen. De politie sluit elke week aan.";
  await Promise.all([hers.reads("4.1a", both), his.reads("4.1a", both)]);
});

journey("both are online and type in one explanation: nobody's words disappear", async (cast) => {
  const { editor, hers, his } = await apart(cast, "4.3");
  await editor.context.setOffline(false);
  await hers.line().waitFor({ state: "detached" });
  await hers.explanation("4.3").focus();
  await hers.explanation("4.3").fill(START.replace("De school belt", "De basisschool belt"));
  await his.explain("4.3", START.replace("sluit aan", "sluit maandelijks aan"));
  await his.saved("4.3");
  await hers.explanation("4.3").blur();
  const both = "Het wijkteam kent de signalen. De basisschool belt bij zorgen. De politie sluit maandelijks aan.";
  await Promise.all([hers.reads("4.3", both), his.reads("4.3", both)]);
});

journey("two people change the same words: the second sees both and keeps the colleague's", async (cast) => {
  const { hers, his, theirs } = await overlap(cast, "4.2");
  await hers.block("4.2").getByRole("button", { name: "Houd deze tekst" }).click();
  await hers.reads("4.2", theirs);
  await hers.block("4.2").locator(".kt-version").first().waitFor({ state: "detached" });
  assert.equal(await his.explanation("4.2").inputValue(), theirs);
});

journey("two people change the same words: the second sees both and saves their own", async (cast) => {
  const { hers, his, mine } = await overlap(cast, "4.4");
  await hers.block("4.4").getByRole("button", { name: "Sla deze tekst op" }).click();
  await hers.saved("4.4");
  await Promise.all([his.reads("4.4", mine), hers.reads("4.4", mine)]);
});

journey("two people change the same words: the second writes one text of both", async (cast) => {
  const { hers, his } = await overlap(cast, "4.5a");
  const one = START.replace("kent de signalen", "herkent alle signalen, en kent er twee goed");
  await hers.explanation("4.5a").fill(one);
  await hers.block("4.5a").getByRole("button", { name: "Sla deze tekst op" }).click();
  await Promise.all([his.reads("4.5a", one), hers.reads("4.5a", one)]);
  await becomes("the choice is gone", () => hers.block("4.5a").locator(".kt-version").count(), 0);
});
