// SPDX-License-Identifier: Apache-2.0
// A Chromium from the system and a page that counts a person's actions. Every message of the page's console is an error to the suite.
import { existsSync, mkdirSync } from "node:fs";
import { chromium } from "playwright-core";

export const BASE = process.env.UI_URL ?? "http://127.0.0.1:16686";
const SHOTS = new URL("../target/screenshots/", import.meta.url).pathname;
const EXECUTABLE = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => path && existsSync(path));
const FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --enable-precise-memory-info";

export const skipReason = EXECUTABLE ? false : "no Chromium is installed (Debian: scripts/install-chromium.sh)";

/** Starts the browser; call close at the end. */
export async function start() {
  mkdirSync(SHOTS, { recursive: true });
  return chromium.launch({ executablePath: EXECUTABLE, args: FLAGS.split(" ") });
}

/** A person at the screen: navigates, clicks and types, and counts it. */
export class Person {
  actions = 0;
  problems = [];

  constructor(page) {
    this.page = page;
    page.setDefaultTimeout(15_000);
    page.on("pageerror", (error) => this.problems.push(error.message));
    page.on("console", (message) => message.type() === "error" && !/404/.test(message.text()) && this.problems.push(message.text()));
  }

  static async arrive(browser, path, { theme = "light", width = 1280, height = 720, locale = "en-US" } = {}) {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme, locale });
    const person = new Person(await context.newPage());
    await person.page.goto(BASE + path);
    return person;
  }

  async click(target) {
    this.actions++;
    await this.locate(target).first().click();
  }

  async choose(label, value) {
    this.actions++;
    await this.page.getByLabel(label).first().selectOption(value);
  }

  async type(label, text) {
    this.actions++;
    await this.page.getByLabel(label).first().fill(text);
  }

  async press(key) {
    this.actions++;
    await this.page.keyboard.press(key);
  }

  locate(target) {
    return typeof target === "string" ? this.page.locator(target) : target;
  }

  button(name) {
    return this.page.getByRole("button", { name, exact: false });
  }

  async sees(text) {
    await this.page.getByText(text).filter({ visible: true }).first().waitFor();
  }

  async count(selector) {
    return this.page.locator(selector).count();
  }

  async screenshot(name) {
    await this.page.waitForTimeout(350);
    await this.page.screenshot({ path: `${SHOTS}${name}.png` });
  }

  async leave() {
    await this.page.context().close();
  }
}

/** What the API says, to compare the screen with. */
export async function api(path) {
  const response = await fetch(`${BASE}/api/${path}`);
  return response.json();
}
