import type { FrameLocator, Locator, Page } from "playwright-core";
import { eventually, insist } from "../host/eventually.ts";

/** What a person sees of VS Code and does with it. */
export class Workbench {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async waitUntilReady(): Promise<void> {
    await this.page.locator(".monaco-workbench").waitFor();
    await this.#slopewiseIcon().waitFor();
  }

  /**
   * Shows the Slopewise view of the activity bar. The icon hides a view that is shown, as one that VS Code brings back
   * just before the click: then it takes another click.
   */
  async openView(): Promise<void> {
    await insist("the Slopewise view", async (timeout) => {
      if (!(await this.view().isVisible())) {
        await this.#slopewiseIcon().click();
        await this.view().waitFor({ timeout });
      }
    });
  }

  /** The side bar while it shows Slopewise. */
  view(): Locator {
    return this.page.locator(".part.sidebar", { has: this.page.locator(".composite.title", { hasText: "Slopewise" }) });
  }

  /** A line of the Slopewise view. */
  run(name: string): Locator {
    return this.view().locator(".monaco-list-row", { has: this.page.locator(".label-name", { hasText: name }) });
  }

  /** Opens the review of a run from its line, once every line says what its run came to: until then lines change places. */
  async openRun(name: string): Promise<void> {
    const lines = this.view().locator(".monaco-list-row");
    const said = lines.locator(".label-description", { hasText: /\S/ }).filter({ hasNotText: /reading|wird gelesen/i });
    await eventually("what every run came to", async () => {
      const count = await lines.count();
      return count > 0 && (await said.count()) === count;
    });
    await insist(`the review of ${name}`, async (timeout) => {
      // What hovers over the line before would cover this one.
      await this.page.mouse.move(0, 0);
      await this.run(name).click({ timeout });
      await this.page.locator(".tab.active", { hasText: "Review" }).filter({ hasText: name }).waitFor({ timeout });
    });
  }

  /** Shows the Problems panel. */
  async openProblems(): Promise<void> {
    if (!(await this.page.locator(".markers-panel").isVisible())) {
      await this.page.keyboard.press("Control+Shift+M");
    }
    await this.page.locator(".markers-panel").waitFor();
  }

  /** Lets the Problems panel show only what holds a text: it draws no more lines than fit. */
  async filterProblems(text: string): Promise<void> {
    await this.openProblems();
    await this.page.locator(".viewpane-filter-container input").fill(text);
  }

  /** Lines of the Problems panel in sight that hold a text. */
  problem(text: string | RegExp): Locator {
    return this.page.locator(".markers-panel .monaco-list-row", { hasText: text });
  }

  /** Opens the log of a problem, with the cursor on its place. */
  async goTo(problem: Locator): Promise<void> {
    // The pane may put a new line in the place of the one that is clicked, and then nothing opens, or without the focus.
    await insist("the log of a problem", async (timeout) => {
      await problem.first().dblclick();
      await this.tab("metrics.jsonl").and(this.page.locator(".active")).waitFor({ timeout });
      await this.page.locator(".part.editor .monaco-editor.focused").waitFor({ timeout });
    });
  }

  /** Runs a command from the command palette, and takes a line of each list that it shows then. */
  async command(title: string, ...choices: readonly string[]): Promise<void> {
    await this.#choose("F1", `>${title}`, [title, ...choices]);
  }

  /** A line of the command palette or of another list to choose from. */
  choice(text: string): Locator {
    return this.page.locator(".quick-input-list .monaco-list-row", { hasText: text }).first();
  }

  /** Opens a file by its name as "Go to File" does. */
  async openFile(name: string): Promise<void> {
    await this.#choose("Control+P", name, [name.split("/").at(-1) ?? name]);
    await this.page.locator(".monaco-editor .view-line").first().waitFor();
  }

  /** The tab of an open editor or panel. */
  tab(title: string): Locator {
    return this.page.locator(".tabs-container .tab", { hasText: title });
  }

  /** Closes an open editor or panel. */
  async close(title: string): Promise<void> {
    await this.tab(title).locator(".tab-actions .action-label").click();
    await this.tab(title).waitFor({ state: "detached" });
  }

  /** Opens the light bulb's menu where the cursor is and takes an entry. */
  async quickFix(title: string): Promise<void> {
    // Whatever takes the focus closes the menu, as the editor itself does once it has it back from a dialog.
    await insist(`a click on the light bulb's "${title}"`, async (timeout) => {
      await this.#openLightBulb(title, timeout);
      await this.#lightBulbEntry(title).click({ timeout });
    });
  }

  /** Opens the light bulb's menu where the cursor is, once it has an entry, and leaves it open. */
  async showLightBulb(title: string): Promise<void> {
    await insist(`the light bulb's "${title}"`, (timeout) => this.#openLightBulb(title, timeout));
  }

  /** Takes a button of the modal dialog that says a text. */
  async answer(text: string | RegExp, button: string): Promise<void> {
    const dialog = this.page.locator(".monaco-dialog-box", { hasText: text });
    await dialog.getByRole("button", { name: button, exact: true }).click();
    await dialog.waitFor({ state: "detached" });
  }

  /** A notification that says a text. */
  notification(text: string | RegExp): Locator {
    return this.page.locator(".notification-toast", { hasText: text });
  }

  /** Unticks lines of the list to choose several of, once it asks a question, and takes what is ticked still. */
  async takeAllBut(question: string, unticked: readonly string[]): Promise<void> {
    const list = this.page.locator(".quick-input-widget", { has: this.page.getByPlaceholder(question) });
    await list.waitFor();
    for (const text of unticked) {
      await list.locator(".monaco-list-row", { hasText: text }).getByRole("checkbox").uncheck();
    }
    await list.getByRole("button", { name: "OK", exact: true }).click();
    await list.waitFor({ state: "hidden" });
  }

  /** What the open panel shows. */
  panel(): FrameLocator {
    return this.page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
  }

  /**
   * Waits until VS Code has written down something that has all these texts in it, as an open panel or what the extension
   * remembers: in a browser it does so every few seconds, and a window that is loaded again before that comes back
   * without it.
   */
  async waitUntilKept(...texts: readonly string[]): Promise<void> {
    const found = `(async () => {
      for (const { name } of await indexedDB.databases()) {
        const database = await new Promise((resolve, reject) => {
          const request = indexedDB.open(name);
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
        for (const store of database.objectStoreNames) {
          const values = await new Promise((resolve, reject) => {
            const request = database.transaction(store).objectStore(store).getAll();
            request.onsuccess = () => resolve(request.result);
            request.onerror = () => reject(request.error);
          });
          const texts = ${JSON.stringify(texts)};
          if (values.some((value) => typeof value === "string" && texts.every((text) => value.includes(text)))) {
            return true;
          }
        }
        database.close();
      }
      return false;
    })()`;
    await eventually(`VS Code to keep ${texts.join(" with ")}`, () => this.page.evaluate<boolean>(found));
  }

  /** Waits until the window has a kind of theme: `vs`, `vs-dark`, `hc-black` or `hc-light`. */
  async waitForTheme(kind: string): Promise<void> {
    await this.page.locator(`.monaco-workbench.${kind}`).waitFor();
  }

  /**
   * An editor that has just opened does not hear the keys yet, and a menu that opened before the finding came holds nothing
   * for it: it is closed before it is opened again.
   */
  async #openLightBulb(title: string, timeout: number): Promise<void> {
    const entry = this.#lightBulbEntry(title);
    if (!(await entry.isVisible())) {
      if (await this.page.locator(".action-widget").first().isVisible()) {
        await this.page.keyboard.press("Escape");
      }
      await this.page.keyboard.press("Control+.");
      await entry.waitFor({ timeout });
    }
  }

  #lightBulbEntry(title: string): Locator {
    return this.page.locator(".action-widget .monaco-list-row", { hasText: title });
  }

  /**
   * Opens a list by a key, takes what a text finds in it, and a line of each list that follows. Whatever takes the focus
   * meanwhile closes the list, an editor that has just opened for one: then all begins again.
   */
  async #choose(key: string, text: string, choices: readonly string[]): Promise<void> {
    await insist(`${choices.join(", ")} to choose`, async (timeout) => {
      await this.page.keyboard.press(key);
      await this.page.locator(".quick-input-widget input").fill(text, { timeout });
      for (const choice of choices) {
        await this.choice(choice).click({ timeout });
      }
    });
  }

  #slopewiseIcon(): Locator {
    // The whole item, since its badge lies over the icon itself.
    return this.page.locator(".activitybar .action-item", { has: this.page.locator("[aria-label^=Slopewise]") });
  }
}
