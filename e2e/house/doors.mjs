// Every address of a region that gives something to read: who looks for what must not be found asks here.

/** Choices of the grid's filter: each lists other cells. */
const SHOWS = [
  "leeg", "ja", "deels", "nee", "weten-we-niet", "nvt", "concept", "opnieuw-bevestigen", "nog-reageren",
  "anders-dan-regio", "later-toegevoegd", "geen-kijk", "wacht-op-mij",
];
const CHECKS = [1, 2, 3, 4, 5];
/** A day before today that the demo regions have seen. */
const EARLIER = "2026-11-19";

/** Returns the addresses; `questions` are those whose pages are read, `word` is what is searched for. */
export function doors({ id, municipalities }, { questions, word }) {
  const region = `/regio/${id}`;
  const each = [...municipalities.values()];
  const checks = each.flatMap((municipality) => CHECKS.map((check) => `${region}/checklist/${municipality}/${check}`));
  const asked = questions.map((question) => `${region}/vraag/${question}`);
  return [
    "/", "/kennisbank", "/account", "/account/gegevens", "/beheer", "/beheer/verantwoording", "/beheer/mail",
    `${region}/deelnemers/verantwoording`, `${region}/deelnemers/mail`, region, `${region}/checklist`, ...checks, ...asked,
    ...[region, `${region}/checklist`, checks[0], asked[0]].map((page) => `${page}?op=${EARLIER}`),
    ...SHOWS.map((show) => `${region}/checklist?antwoord=${show}`),
    ...each.map((municipality) => `${region}/checklist?check=4&gemeente=${municipality}`),
    `${region}/geschiedenis`, ...each.map((municipality) => `${region}/geschiedenis?organisatie=${municipality}`),
    ...questions.map((question) => `${region}/geschiedenis?vraag=${question}`),
    `${region}/deelnemers`, `${region}/zoek?naar=${encodeURIComponent(word)}`, `${region}/verzoeken`, `${region}/eigen-vragen`,
    `${region}/papier`, ...each.map((municipality) => `${region}/papier?gemeente=${municipality}`), `${region}/stand`,
  ];
}
