// One browser through which many people look in turn: it fetches and prepares the program of the pages once, and
// nobody signs in twice.

import { Person } from "./person.mjs";

export class Turns {
  /** The cookies of everybody who had a turn; they stay when the browser of a journey closes. */
  #cookies = new Map();
  #cast = null;
  #browser = null;
  #looks = undefined;

  /** Lets an account look, or nobody in particular. */
  async take(cast, account, { language, ...options }) {
    if (this.#cast !== cast) {
      this.#cast = cast;
      this.#browser = await cast.visitor(options);
    }
    const { context, page, scripts } = this.#browser;
    const person = new Person(context, page, scripts);
    if (page.url() !== "about:blank" && this.#looks === account) return person;
    // Whatever the page of somebody else has under way ends here.
    if (page.url() !== "about:blank") this.#cookies.set(this.#looks, await context.cookies());
    await page.goto("about:blank");
    await context.clearCookies();
    this.#looks = account;
    if (this.#cookies.has(account)) {
      await context.addCookies(this.#cookies.get(account));
      return person;
    }
    if (account) await person.signIn(account);
    else await person.open("/inloggen");
    await person.speak(language);
    return person;
  }
}
