// Sessions end: when nobody uses them, and at their time. What was typed is kept beyond both.

import assert from "node:assert/strict";
import { journey, setTheStage } from "./house/journey.mjs";
import { demoPassword, live } from "./house/person.mjs";
import { eventually } from "./house/patience.mjs";

const IDLE_S = 5;
const MAX_S = 12;

setTheStage({ flags: ["--session-idle", `${IDLE_S}s`, "--session-max", `${MAX_S}s`] });

const elapsed_s = (since) => (Date.now() - since) / 1_000;

/** Types after the session ended, signs in by the line of the page, and finds everything saved. */
async function typeOn(person, check, account, text) {
  await check.explain("1.1", text);
  await check.line().getByText("U bent uitgelogd.").waitFor();
  await check.line().getByRole("link", { name: "Inloggen" }).click();
  await person.fillInSignIn(account, await demoPassword(person.page));
  await live(person.page);
  await check.reads("1.1", text);
  await check.saved("1.1");
}

journey("a session that nobody uses ends, and what was typed afterwards is sent after signing in", async (cast) => {
  const person = await cast.enter("lindenmeer");
  const check = await person.openCheck("Lindenmeer", 1);
  const last = Date.now();
  const { id } = await person.region();
  // The page asks for this by itself: that is no use of the session.
  const ended = async () => (await person.context.request.get(`/regio/${id}/stand`)).status() === 401;
  await eventually("the session ends", ended);
  assert.ok(elapsed_s(last) <= 2 * IDLE_S, "soon after it was used last");
  await typeOn(person, check, "lindenmeer", "Getypt na een lange pauze.");
});

journey("a session that is used all the time ends at its time, and what was typed afterwards is kept", async (cast) => {
  const person = await cast.enter("berkelo");
  const began = Date.now();
  const check = await person.openCheck("Berkelo", 1);
  const ended = async () => {
    const response = await person.context.request.get("/account", { maxRedirects: 0 });
    return response.status() !== 200;
  };
  await eventually("the session ends", ended);
  assert.ok(IDLE_S + 1 < elapsed_s(began), "it went on while it was used");
  await typeOn(person, check, "berkelo", "Getypt aan het eind van de dag.");
});
