// The page of one question, on which the coordinator writes what the region answers, and a partner how it sees it.

import { CheckPage, SAVED } from "./check_page.mjs";
import { eventually } from "./patience.mjs";

export class QuestionPage extends CheckPage {
  /** Returns the button that puts what is filled in to the municipalities. */
  putForward() {
    return this.page.locator("button[name=doe][value=deel]");
  }

  /** Returns the row of a municipality in the table of a field. */
  row(field, municipality) {
    return this.page.locator(`[id="v${field}"] tr`, { hasText: municipality });
  }

  /** Returns what the page says about saving the value and the explanation. */
  async said(field) {
    return (await this.block(field).locator("output").first().innerText()).trim();
  }

  /** Returns the text area of how the writers know it. */
  source(field) {
    return this.page.locator(`textarea[name="${field}.bron"]`);
  }

  /** Waits until the page says that how they know it was saved. */
  async savedSource(field) {
    const said = this.block(field).locator("output").nth(1);
    await eventually(`how they know ${field} is said to be saved`, async () => SAVED.test((await said.innerText()).trim()));
  }

  /** The form of the region or a partner has no block of its own for a field: what it says stands beside it. */
  block(field) {
    return this.page.locator(".kt-flow-tight", { has: this.explanation(field) }).first();
  }
}
