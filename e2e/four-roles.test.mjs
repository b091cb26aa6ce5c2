// Four roles at one check at the same time, each with its own kind of input; and what nobody else may change.

import assert from "node:assert/strict";
import { doors } from "./house/doors.mjs";
import { journey, setTheStage } from "./house/journey.mjs";
import { eventually } from "./house/patience.mjs";
import { PAGE_TYPE } from "./house/person.mjs";
import { QuestionPage } from "./house/question_page.mjs";
import { posted } from "./house/screens.mjs";

setTheStage();

const QUESTION = "4.3";

journey("an editor, a lead editor, a coordinator and a partner fill in one check at the same time", async (cast) => {
  const [editor, lead, coordinator, partner] = await Promise.all(
    ["noorderkaap", "strandmeer", "duinkust-coordinator", "duinkust-politie"].map((account) => cast.enter(account)),
  );
  const { id } = await editor.region("Duinkust");
  for (const person of [lead, coordinator, partner]) await person.region("Duinkust");
  const [hers, his] = await Promise.all([editor.openCheck("Noorderkaap", 4), lead.openCheck("Strandmeer", 4)]);
  const asQuestion = async (person) => {
    await person.open(`/regio/${id}/vraag/${QUESTION}`);
    return new QuestionPage(person.page);
  };
  const [regional, view] = await Promise.all([asQuestion(coordinator), asQuestion(partner)]);

  // All of them at once: values, marks, texts.
  await Promise.all([
    hers.choose(QUESTION, "nee"),
    his.choose(QUESTION, "deels"),
    regional.choose(QUESTION, "deels"),
    view.choose(QUESTION, "nee"),
  ]);
  await Promise.all([
    hers.explain(QUESTION, "Kanarie van Noorderkaap: er is nog niemand."),
    his.explain(QUESTION, "Kanarie van Strandmeer: voor minderjarigen wel."),
    regional.explain(QUESTION, "Kanarie van de regio: wij zoeken iemand voor alle gemeenten."),
    view.explain(QUESTION, "Kanarie van de politie: wij kennen geen zorgcoördinator."),
  ]);
  await Promise.all([hers.saved(QUESTION), his.saved(QUESTION), regional.saved(QUESTION), view.saved(QUESTION)]);
  await Promise.all([
    hers.mark(QUESTION, "papier").selectOption("nee"),
    his.mark(QUESTION, "praktijk").selectOption("deels"),
    view.source(QUESTION).fill("Onze eigen telling."),
  ]);
  await view.source(QUESTION).blur();
  await view.savedSource(QUESTION);

  // A draft is for its own organisation: nobody else finds it anywhere.
  const own = new Map([[editor, "Noorderkaap"], [lead, "Strandmeer"], [coordinator, "de regio"], [partner, "de politie"]]);
  const places = [`/regio/${id}`, `/regio/${id}/checklist`, `/regio/${id}/vraag/${QUESTION}`, `/regio/${id}/stand`, `/regio/${id}/geschiedenis`];
  const reads = async (person) => {
    const texts = await Promise.all(places.flatMap((place) => ["text/html", PAGE_TYPE].map(async (accept) =>
      (await person.context.request.get(place, { headers: { accept } })).text())));
    return [...own.values()].filter((name) => texts.some((text) => text.includes(`Kanarie van ${name}`)));
  };
  for (const [person, name] of own) assert.deepEqual(await reads(person), [name], `what ${name} reads`);

  await Promise.all([
    hers.shareButton(QUESTION).click(),
    his.shareButton(QUESTION).click(),
    regional.putForward().click(),
    view.shareButton(QUESTION).click(),
  ]);
  await regional.row(QUESTION, "Noorderkaap").getByText("Kanarie van Noorderkaap").waitFor();
  await regional.row(QUESTION, "Strandmeer").getByText("Kanarie van Strandmeer").waitFor();
  await his.block(QUESTION).getByText("Kanarie van de regio").waitFor();
  await hers.block(QUESTION).getByText("Kanarie van de regio").waitFor();
  const everyone = ["Noorderkaap", "Strandmeer", "de regio"];
  await eventually("what is shared is read by all, and the sealed view by its partner alone", async () => {
    const [one, other, third, fourth] = await Promise.all([editor, lead, coordinator, partner].map(reads));
    return [one, other, third].every((names) => names.join() === everyone.join()) && fourth.length === 4;
  });

  // Whoever may adopt takes the region's answer over; the partner looks on and says something.
  await his.page.locator(`button[name=doe][value="geldt:${QUESTION}"]`).click();
  await regional.row(QUESTION, "Strandmeer").getByText("Geldt ook hier.").waitFor();
  assert.equal(await hers.page.locator(`button[name=doe][value="geldt:${QUESTION}"]`).count(), 0, "an editor does not adopt");
  const comment = partner.page.locator("#schrijf");
  await comment.locator("summary").first().click();
  await comment.locator("textarea").fill("Wij denken graag mee over de functie.");
  await posted(partner.page, () => comment.locator("button[type=submit]").click());
  await coordinator.page.locator(".kt-threads").getByText("Wij denken graag mee over de functie.").waitFor();
});

journey("the same four without scripts, two of them in English: every form at the same time", async (cast) => {
  const field = "2.1";
  const still = { scripts: false };
  const [editor, lead, coordinator, partner] = await Promise.all(
    ["noorderkaap", "duinkust", "duinkust-coordinator", "debrug"].map((account) => cast.enter(account, still)),
  );
  const { id } = await editor.region("Duinkust");
  for (const person of [lead, coordinator, partner]) await person.region("Duinkust");
  for (const person of [lead, partner]) {
    await person.open(`/regio/${id}`);
    await person.speak("en");
  }
  const [hers, his] = await Promise.all([editor.openCheck("Noorderkaap", 2), lead.openCheck("Helmduin", 2)]);
  const asQuestion = async (person) => {
    await person.open(`/regio/${id}/vraag/${field}`);
    return new QuestionPage(person.page);
  };
  const [regional, view] = await Promise.all([asQuestion(coordinator), asQuestion(partner)]);
  await Promise.all([hers.choose(field, "nee"), his.choose(field, "ja"), regional.choose(field, "deels"), view.choose(field, "nee")]);
  await Promise.all([
    hers.explanation(field).fill("Formulier van Noorderkaap: er is nog geen plan."),
    his.explanation(field).fill("Formulier van Helmduin: het plan loopt tot 2028."),
    regional.explanation(field).fill("Formulier van de regio: twee van de drie gemeenten hebben een plan."),
    view.explanation(field).fill("Formulier van De Brug: wij kennen het plan van Noorderkaap niet."),
  ]);
  // One field of a page after another, as people do.
  await Promise.all([his.mark(field, "papier").selectOption("ja"), view.source(field).fill("Our own contracts.")]);
  await his.mark(field, "praktijk").selectOption("deels");
  const sent = await Promise.all([
    posted(hers.page, () => hers.button("bewaar").click()),
    posted(his.page, () => his.shareButton(field).click()),
    posted(regional.page, () => regional.putForward().click()),
    posted(view.page, () => view.shareButton(field).click()),
  ]);
  assert.deepEqual(sent.map((answer) => answer.status()), [303, 303, 303, 303]);

  // The draft is for its own, the sealed view for its partner; the rest is for everyone.
  const read = async (person) => (await (await person.context.request.get(`/regio/${id}/vraag/${field}`)).text()).match(/Formulier van [A-Zd][a-zA-Z ]+/g) ?? [];
  const names = async (person) => [...new Set(await read(person))].sort();
  const everyone = ["Formulier van Helmduin", "Formulier van de regio"];
  assert.deepEqual(await names(lead), everyone);
  assert.deepEqual(await names(coordinator), everyone);
  assert.deepEqual(await names(partner), ["Formulier van De Brug", ...everyone].sort());

  // It does not hold in Helmduin: the reason is asked for, and then read by all.
  await lead.openCheck("Helmduin", 2);
  const no = his.block(field).locator(`button[name=doe][value="geldt-niet:${field}"]`);
  await his.block(field).locator("details.kt-disclose summary").first().click();
  assert.equal((await posted(his.page, () => no.click())).status(), 422);
  await his.summary().getByRole("link", { name: /why/ }).waitFor();
  await his.page.locator(`textarea[name="${field}.reden"]`).fill("Ons plan is ouder dan dat van de regio.");
  assert.equal((await posted(his.page, () => no.click())).status(), 303);
  await asQuestion(coordinator);
  await regional.row(field, "Helmduin").getByText("Ons plan is ouder dan dat van de regio.").waitFor();
  for (const person of [lead, partner]) await person.speak("nl");
});

journey("the chair cannot change an answer of a municipality by any door, and nothing is lost", async (cast) => {
  const [chair, lead] = await Promise.all([cast.enter("voorzitter", { scripts: false }), cast.enter("waterdam")]);
  const { id, municipalities } = await chair.region();
  const waterdam = municipalities.get("Waterdam");
  const check = await lead.openCheck("Waterdam", 1);
  const before = await check.explanation("1.1").inputValue();
  // The form as the lead editor has it, with other words.
  const form = await lead.page.locator("form.kt-questions").evaluate((element) => Object.fromEntries(new FormData(element)));
  const { me } = await chair.data("/kennisbank");
  const path = `/regio/${id}/checklist/${waterdam}/1`;
  await chair.open(path);
  assert.equal(await chair.page.locator("form.kt-questions").count(), 0, "there is no form");
  const refused = await chair.context.request.post(path, {
    headers: { accept: "text/html", origin: new URL(chair.page.url()).origin },
    form: { ...form, wie: me.person, "1.1.toelichting": "Dit vindt de voorzitter.", doe: "bewaar" },
    maxRedirects: 0,
  });
  assert.equal(refused.status(), 403);
  assert.match(await refused.text(), /Dit vindt de voorzitter\./, "what was typed is still there");
  const command = { id: crypto.randomUUID(), command: { answer: { municipality: waterdam, field: "1.1", change: { from: null, to: "no" } } } };
  const json = await chair.context.request.post(`/regio/${id}/opdrachten`, {
    data: command, headers: { "ketentafel-person": me.person, origin: new URL(chair.page.url()).origin },
  });
  assert.equal(json.status(), 403);
  assert.match(await json.text(), /not_allowed/);
  await lead.page.reload();
  assert.equal(await check.explanation("1.1").inputValue(), before);

  // It is written down once, for whoever looks after the region and for the municipality; from where somebody of
  // another organisation tried is for the coordinator alone.
  const coordinator = await cast.enter("coordinator", { scripts: false });
  for (const reader of [coordinator, lead]) {
    await reader.open(`/regio/${id}/deelnemers/verantwoording`);
    const tries = reader.page.getByRole("row", { name: /Geweigerd, want dat mag deze persoon niet: een antwoord invullen/ });
    assert.equal(await tries.count(), 1);
    const told = await tries.innerText();
    assert.ok(told.includes("Waterdam"), told);
    assert.equal(told.includes("127.0.0.1"), reader === coordinator, told);
  }
  await coordinator.speak("en");
  await coordinator.page.getByRole("row", { name: /Refused, as this person may not do that: filling in an answer/ }).waitFor();
  await coordinator.speak("nl");
});

journey("an observer reads what the region shares, and no draft, note or form", async (cast) => {
  const observer = await cast.enter("waarnemer");
  const { id, municipalities } = await observer.region();
  for (const address of [`/regio/${id}`, `/regio/${id}/checklist`, `/regio/${id}/vraag/4.4`, `/regio/${id}/checklist/${municipalities.get("Lindenmeer")}/4`]) {
    await observer.open(address);
    const forms = observer.page.locator("main form:not([method=get])");
    assert.equal(await forms.count(), 0, `${address} has a form`);
    const text = await observer.page.locator("main").innerText();
    assert.doesNotMatch(text, /Tot dan delen wij niets nieuws|Eerst nakijken wat er in de overeenkomst/, address);
  }
});

journey("an observer finds no sealed view, note or draft through any door", async (cast) => {
  const [observer, partner] = [await cast.enter("duinkust-waarnemer"), await cast.enter("debrug")];
  const region = await observer.region("Duinkust");
  await partner.region("Duinkust");
  const hidden = [
    "Met Strandmeer zijn er afspraken per brief", "Onze contracten", "Wij kennen geen afspraken die op papier staan",
    "Onze toets aan de criteria", "Eerst met de drie privacyadviseurs om tafel",
  ];
  const reads = async (person) => {
    let all = "";
    for (const address of doors(region, { questions: ["4.2", "4.4", "4.5", "5.2"], word: "afspraken" })) {
      for (const accept of ["text/html", PAGE_TYPE]) {
        all += await (await person.context.request.get(address, { headers: { accept } })).text();
      }
    }
    return hidden.filter((text) => all.includes(text));
  };
  assert.deepEqual(await reads(observer), []);
  assert.ok(0 < (await reads(partner)).length, "the search finds what is there for its owner");
  for (const address of [`/regio/${region.id}`, `/regio/${region.id}/checklist`, `/regio/${region.id}/vraag/4.2`]) {
    await observer.open(address);
    assert.equal(await observer.page.locator("main form:not([method=get])").count(), 0, `${address} has a form`);
  }
});
