// Somebody at a browser: signs in, opens pages, looks things up.

import { CheckPage } from "./check_page.mjs";
import { ADMINISTRATOR } from "./server.mjs";

/** The content type under which a page's address gives its data. */
export const PAGE_TYPE = "application/vnd.ketentafel.page+json";

export class Person {
  #regions = new Map();

  constructor(context, page, scripts) {
    this.context = context;
    this.page = page;
    this.scripts = scripts;
  }

  /** Signs in through the form, with the password that the demo's page shows. */
  async signIn(account, back) {
    await this.page.goto(back ? `/inloggen?terug=${encodeURIComponent(back)}` : "/inloggen");
    const { login, password } = ADMINISTRATOR;
    await this.fillInSignIn(account, account === login ? password : await demoPassword(this.page));
    await this.page.waitForURL((url) => url.pathname !== "/inloggen");
  }

  /** Fills in the form of the sign-in page and sends it. */
  async fillInSignIn(account, password) {
    await this.page.locator("#naam").fill(account);
    await this.page.locator("#wachtwoord").fill(password);
    await this.page.locator("form:has(#wachtwoord) button[type=submit]").click();
  }

  /** Chooses a language with the switch of the page, which an account remembers. */
  async speak(language) {
    const html = this.page.locator("html");
    if ((await html.getAttribute("lang")) !== language) {
      await this.page.locator(`button[name=taal][value=${language}]`).first().click();
      await this.page.locator(`html[lang=${language}]`).waitFor({ state: "attached" });
    }
  }

  /** Opens an address; with scripts, waits until the browser took the page over. */
  async open(address, page = this.page) {
    const response = await page.goto(address);
    if (this.scripts && (await page.locator("script[type=module]").count()) > 0) {
      await live(page);
    }
    return response;
  }

  /** Opens one check of one municipality; in another tab when one is given. */
  async openCheck(municipality, check, page = this.page) {
    const { id, municipalities } = await this.region();
    await this.open(`/regio/${id}/checklist/${municipalities.get(municipality)}/${check}`, page);
    return new CheckPage(page);
  }

  /** Opens another tab of the same browser. */
  tab() {
    return this.context.newPage();
  }

  /** Returns the data behind a page. */
  async data(address) {
    const response = await this.context.request.get(address, { headers: { accept: PAGE_TYPE } });
    if (!response.ok()) {
      throw new Error(`${address} answers ${response.status()}`);
    }
    return response.json();
  }

  /** Returns the region in which this person works: its id, and the ids of its municipalities. */
  async region(name = "Veenland-Oost") {
    if (!this.#regions.has(name)) {
      const { me } = await this.data("/kennisbank");
      const seat = me.seats.find((seat) => seat.region_name === name) ?? me.seats[0];
      const { screen } = await this.data(`/regio/${seat.region}/checklist`);
      const [{ names, region }] = screen.grid;
      const named = Object.entries(region.participations)
        .filter(([, participation]) => participation.kind === "municipality")
        .map(([id]) => [names[id], id]);
      this.#regions.set(name, { id: seat.region, municipalities: new Map(named) });
    }
    return this.#regions.get(name);
  }

  /** Returns what this browser keeps on the device. */
  kept() {
    return this.page.evaluate(() => JSON.stringify(Object.entries(localStorage)));
  }
}

/** Waits until the browser took a page over. */
export function live(page) {
  return page.locator("html[data-live]").waitFor({ state: "attached" });
}

/** Reads the password that the demo's sign-in page shows. */
export async function demoPassword(page) {
  return page.locator("input[type=hidden][name=wachtwoord]").first().inputValue();
}
