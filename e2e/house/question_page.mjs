// The page of one question, on which the coordinator writes what the region answers.

import { CheckPage } from "./check_page.mjs";

export class QuestionPage extends CheckPage {
  /** Returns the button that puts what is filled in to the municipalities. */
  putForward() {
    return this.page.locator("button[name=doe][value=deel]");
  }

  /** Returns the row of a municipality in the table of a field. */
  row(field, municipality) {
    return this.page.locator(`[id="v${field}"] tr`, { hasText: municipality });
  }

  /** Returns what the page says about saving the region's answer. */
  async said(field) {
    return (await this.block(field).locator("output").innerText()).trim();
  }

  /** The form of the region has no block of its own for a field: what it says stands beside it. */
  block(field) {
    return this.page.locator(".kt-flow-tight", { has: this.explanation(field) }).first();
  }
}
