// The page on which one check is filled in, as somebody uses it.

import { becomes, eventually } from "./patience.mjs";

/** What stands beside something saved, in both languages. */
export const SAVED = /^(Opgeslagen om|Saved at) /;

export class CheckPage {
  constructor(page) {
    this.page = page;
  }

  /** Returns everything of one answer. */
  block(field) {
    return this.page.locator(`[id="v${field}"]`);
  }

  /** Returns the radio button of a value: ja, deels, nee, weet-niet, nvt. */
  radio(field, value) {
    return this.page.locator(`input[name="${field}.antwoord"][value="${value}"]`);
  }

  /** Returns the explanation's text area. */
  explanation(field) {
    return this.page.locator(`textarea[name="${field}.toelichting"]`);
  }

  /** Returns one of the two marks: papier, praktijk. */
  mark(field, aspect) {
    return this.page.locator(`select[name="${field}.${aspect}"]`);
  }

  /** Returns the field that asks why something is shared only now. */
  whyNow() {
    return this.page.locator('textarea[name="waarom-nu"]');
  }

  /** Says why something is shared while the region discusses its round. */
  async sayWhyNow(why = "Wij hoorden dit pas na het begin van de bespreking.") {
    await this.whyNow().fill(why);
  }

  /** Returns the button that shares one answer. */
  shareButton(field) {
    return this.page.locator(`button[name=doe][value="deel:${field}"]`);
  }

  /** Returns one of the buttons at the end: bewaar, deel, bevestig. */
  button(deed) {
    return this.page.locator(`button.nl-button[name=doe][value="${deed}"]`);
  }

  /** Returns the summary of errors above the form. */
  summary() {
    return this.page.locator(".kt-summary");
  }

  /** Returns the line that says that the page is not connected. */
  line() {
    return this.page.locator(".kt-offline");
  }

  /** Chooses a value. */
  async choose(field, value) {
    await this.radio(field, value).check();
  }

  /** Types an explanation in place of what stands there, and leaves the field. */
  async explain(field, text) {
    await this.explanation(field).fill(text);
    await this.explanation(field).blur();
  }

  /** Returns the value that is chosen, or null. */
  async chosen(field) {
    const checked = this.page.locator(`input[name="${field}.antwoord"]:checked`);
    return (await checked.count()) === 0 ? null : checked.first().getAttribute("value");
  }

  /** Waits until a value is chosen. */
  async shows(field, value) {
    await becomes(`${field} shows ${value}`, () => this.chosen(field), value);
  }

  /** Waits until the explanation reads like this. */
  async reads(field, text) {
    await becomes(`${field} reads so`, () => this.explanation(field).inputValue(), text);
  }

  /** Returns what the page says about saving one answer. */
  async said(field) {
    return (await this.block(field).locator(".kt-qbody > .kt-saved output").innerText()).trim();
  }

  /** Waits until the page says that an answer was saved. */
  async saved(field) {
    await eventually(`${field} is said to be saved`, async () => SAVED.test(await this.said(field)));
  }
}
