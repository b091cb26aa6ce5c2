// Without a connection one goes on; back again, everyone agrees.

import assert from "node:assert/strict";
import { journey, setTheStage, stage } from "./house/journey.mjs";
import { eventually } from "./house/patience.mjs";

setTheStage();

const EMPTY = "[]";

journey("one goes offline, continues, returns, and both agree", async (cast) => {
  const [editor, lead] = await Promise.all([cast.enter("berkelo"), cast.enter("berkelo-teamleider")]);
  const [hers, his] = await Promise.all([editor.openCheck("Berkelo", 1), lead.openCheck("Berkelo", 1)]);
  await editor.context.setOffline(true);

  await hers.choose("1.2", "nvt");
  await hers.explain("1.2", "Getypt in de trein.");
  await hers.line().filter({ hasText: "Er wachten 2 veranderingen" }).waitFor();
  assert.match(await hers.said("1.2"), /Bewaard op dit apparaat/);
  assert.match(await editor.kept(), /Getypt in de trein/);
  await his.choose("1.4", "nee");
  await his.explain("1.4", "Getypt op kantoor.");
  await his.saved("1.4");
  assert.notEqual(await his.chosen("1.2"), "nvt", "nothing arrives from somebody who is offline");

  await editor.context.setOffline(false);
  await Promise.all([his.shows("1.2", "nvt"), his.reads("1.2", "Getypt in de trein.")]);
  await Promise.all([hers.shows("1.4", "nee"), hers.reads("1.4", "Getypt op kantoor.")]);
  await hers.saved("1.2");
  await hers.line().waitFor({ state: "detached" });
  assert.equal(await editor.kept(), EMPTY, "nothing stays behind on the device");
});

journey("offline, both choose another value: the first stands, the second is told", async (cast) => {
  const [editor, lead] = await Promise.all([cast.enter("berkelo"), cast.enter("berkelo-teamleider")]);
  const [hers, his] = await Promise.all([editor.openCheck("Berkelo", 2), lead.openCheck("Berkelo", 2)]);
  const before = await hers.chosen("2.1");
  assert.equal(before, "deels");
  await editor.context.setOffline(true);
  await hers.choose("2.1", "nee");
  await hers.line().filter({ hasText: "Er wacht 1 verandering" }).waitFor();
  await his.choose("2.1", "ja");
  await his.saved("2.1");

  await editor.context.setOffline(false);
  await hers.block("2.1").getByText("Een collega koos intussen ‘ja’").waitFor();
  await hers.shows("2.1", "ja");
  assert.equal(await his.chosen("2.1"), "ja");
  assert.equal(await editor.kept(), EMPTY);

  await hers.choose("2.1", "nee");
  await his.shows("2.1", "nee");
});

journey("the server stops, the tab closes, and what waited is sent by the next tab", async (cast) => {
  const [editor, lead] = await Promise.all([cast.enter("lindenmeer"), cast.enter("lindenmeer-teamleider")]);
  const hers = await editor.openCheck("Lindenmeer", 5);
  await stage.server.stop();
  await hers.choose("5.4", "nee");
  await hers.explain("5.4", "Bewaard op het apparaat, over een herlaadbeurt heen.");
  await hers.line().filter({ hasText: "Er wachten 2 veranderingen" }).waitFor();
  // Only a new page may send it: the old one must not be there when the server comes back.
  const tab = await editor.tab();
  await hers.page.close();
  await stage.server.start();

  const again = await editor.openCheck("Lindenmeer", 5, tab);
  await again.shows("5.4", "nee");
  await again.reads("5.4", "Bewaard op het apparaat, over een herlaadbeurt heen.");
  await again.saved("5.4");
  editor.page = tab;
  assert.equal(await editor.kept(), EMPTY);
  const his = await lead.openCheck("Lindenmeer", 5);
  await his.reads("5.4", "Bewaard op het apparaat, over een herlaadbeurt heen.");
  assert.equal(await his.chosen("5.4"), "nee");
});

journey("what waits on a device is not sent by somebody else who signs in there", async (cast) => {
  const editor = await cast.enter("berkelo");
  const hers = await editor.openCheck("Berkelo", 3);
  await stage.server.stop();
  await hers.explain("3.5", "Van de redacteur, nog niet verstuurd.");
  await hers.line().filter({ hasText: "Er wacht 1 verandering" }).waitFor();
  const tab = await editor.tab();
  await hers.page.close();
  await stage.server.start();

  editor.page = tab;
  await editor.context.clearCookies();
  await editor.signIn("berkelo-teamleider");
  const his = await editor.openCheck("Berkelo", 3);
  await his.explain("3.4", "Van de teamleider.");
  await his.saved("3.4");
  assert.notEqual(await his.explanation("3.5").inputValue(), "Van de redacteur, nog niet verstuurd.");
  assert.match(await editor.kept(), /Van de redacteur/, "it still waits");

  await editor.context.clearCookies();
  await editor.signIn("berkelo");
  const back = await editor.openCheck("Berkelo", 3);
  await back.reads("3.5", "Van de redacteur, nog niet verstuurd.");
  await eventually("it is sent", async () => (await editor.kept()) === EMPTY);
});
