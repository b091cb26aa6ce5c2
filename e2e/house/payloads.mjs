// Texts with which somebody tries to let a page run what they typed, and a watch that notices when one does.
//
// Invariant: every text calls `kanarie` with its own number where it runs, and marks with `data-kanarie` what it
// makes of the page.

/** A host that no page may ask anything. */
const ELSEWHERE = "https://elders.example";

export const PAYLOADS = [
  "<script data-kanarie>kanarie(1)</script>",
  "<img src=x data-kanarie onerror=kanarie(2)>",
  "\"><svg data-kanarie onload=kanarie(3)>",
  "' autofocus onfocus='kanarie(4)' data-kanarie='",
  "` onmouseover=`kanarie(5)` data-kanarie=`",
  "javascript:kanarie(6)",
  "<a data-kanarie href=\"javascript:kanarie(7)\">klik</a>",
  "<math data-kanarie><mtext><img src=x onerror=kanarie(8)></mtext></math>",
  "{{kanarie(9)}} ${kanarie(9)} <%= kanarie(9) %> #{kanarie(9)}",
  "&lt;script&gt;kanarie(10)&lt;/script&gt; &#60;img src=x onerror=kanarie(10)&#62;",
  "--><script data-kanarie>kanarie(11)</script><!--",
  "]]><script data-kanarie>kanarie(12)</script><![CDATA[",
  "</script><script data-kanarie>kanarie(13)</script>",
  "</textarea><script data-kanarie>kanarie(14)</script>",
  "</title><script data-kanarie>kanarie(15)</script>",
  "\u2028kanarie(16)\u2029//",
  "\u202e<b data-kanarie>kanarie(17)</b>\u202c",
  "\u0440\u0430ypal kanarie(18)",
  "<scr\u0000ipt data-kanarie>kanarie(19)</scr\u0000ipt>",
  "kanarie(20)\r\nBcc: kanarie@elders.example\r\n\r\n<b data-kanarie>kanarie(20)</b>",
  `<link data-kanarie rel=stylesheet href=${ELSEWHERE}/21.css>kanarie(21)`,
  `<iframe data-kanarie src=${ELSEWHERE}/22></iframe>kanarie(22)`,
  `<form data-kanarie action=${ELSEWHERE}><button formaction=javascript:kanarie(23)>`,
  `<base data-kanarie href=${ELSEWHERE}/>kanarie(24)`,
  "<details data-kanarie open ontoggle=kanarie(25)>",
  "\\\"-kanarie(26)-\\\"';kanarie(26)//",
  "<noscript><p title=\"</noscript><img data-kanarie src=x onerror=kanarie(27)>\">",
  "\\u003cscript data-kanarie\\u003ekanarie(28)\\u003c/script\\u003e",
  "<style data-kanarie>*{background:url(https://elders.example/29)}</style>kanarie(29)",
];

/** Returns a text as a page shows it: what takes no room is not kept, and room is room. */
export const asShown = (text) => text
  .replaceAll("\u2028", " ").replaceAll("\u2029", " ")
  .replace(/[\u0000-\u0008\u000e-\u001f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g, "")
  .replace(/\s+/g, " ").trim();

/** Hands out texts for places, and remembers which was put where. */
export class Texts {
  /** What stands at each place, as it is shown. */
  put = new Map();
  #next = 0;

  /** Returns as many of the texts as fit into `chars`, the next ones first, and all of them where they fit. */
  for(place, chars) {
    // The function of a person begins a line with a capital.
    const title = `${place[0].toUpperCase()}${place.slice(1)}:`;
    let text = title;
    for (let taken = 0; taken < PAYLOADS.length; taken += 1) {
      const longer = `${text}${chars < 200 ? " " : "\n"}${PAYLOADS[this.#next % PAYLOADS.length]}`;
      // Forms send every end of a line as two characters.
      if (chars < longer.replace(/\r?\n/g, "\r\n").length) break;
      text = longer;
      this.#next += 1;
    }
    // What is too long for a name has its turn in a longer text.
    if (text === title) {
      this.#next += 1;
      return this.for(place, chars);
    }
    this.put.set(place, asShown(text));
    return text;
  }
}

/** Looks over the shoulder of everybody in a browser profile. */
export class Watch {
  /** What went wrong. */
  noticed = [];

  /** Begins to watch, before a page opens. */
  static async of(context, address) {
    const watch = new Watch();
    const { host } = new URL(address);
    const note = (what) => watch.noticed.push(what);
    await context.exposeFunction("kanarie", (number) => note(`text ${number} ran`));
    await context.exposeFunction("meldKanarie", (what) => note(`the policy had to stop ${what}`));
    await context.addInitScript(() => {
      for (const dialog of ["alert", "confirm", "prompt"]) globalThis[dialog] = () => globalThis.kanarie(dialog);
      addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) =>
        globalThis.meldKanarie(`${violatedDirective} ${blockedURI} ${sample} on ${location.href}`));
    });
    const follow = (page) => {
      page.on("dialog", (dialog) => note(`a dialog: ${dialog.message()}`));
      page.on("pageerror", (error) => note(`${page.url()}: ${error.message}`));
    };
    context.pages().forEach(follow);
    context.on("page", follow);
    context.on("request", (request) => {
      const url = new URL(request.url());
      if (/^https?:$/.test(url.protocol) && url.host !== host) note(`a request to ${url.host}`);
    });
    return watch;
  }

  /** Notes what a text made of a page, and returns everything that the page shows, closed parts included. */
  async read(page) {
    const { made, shown } = await page.evaluate(() => {
      for (const part of document.querySelectorAll("details")) part.open = true;
      const made = [
        ...document.querySelectorAll("[data-kanarie], base, iframe, object, embed, math"),
        ...[...document.querySelectorAll("*")].filter((it) => [...it.attributes].some(({ name, value }) =>
          /^on/.test(name) || (/^(href|src|action|formaction)$/.test(name) && /^\s*(javascript|data|vbscript):/i.test(value)))),
      ].map((it) => it.outerHTML.slice(0, 200));
      const fields = [...document.querySelectorAll("input, textarea, option")].map((it) => it.value);
      // A field that stands first in a page takes the focus, and so would a text that makes one of itself.
      for (const field of document.querySelectorAll("main a, main button")) field.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
      return { made, shown: [document.title, document.body.innerText, ...fields].join("\n") };
    });
    this.noticed.push(...made.map((it) => `${page.url()} holds ${it}`));
    return asShown(shown);
  }
}
