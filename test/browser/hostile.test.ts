import assert from "node:assert/strict";
import { appendFile, mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { describe, it } from "mocha";
import type { FrameLocator } from "playwright-core";
import { eventually, insist } from "../host/eventually.ts";
import { askAgain, sendChanged, untilSeen, watchMessages } from "./pageMessages.ts";
import { reviewPanel } from "./reviewPanel.ts";
import { useSession } from "./session.ts";

const image = "<img src=x onerror=window.hostile=1>";
const odd = [
  image,
  "<svg onload=window.hostile=1>",
  "__proto__",
  "constructor",
  "=1+1",
  "\u202egnp.evil",
  "k".repeat(300),
];

/** Runs whose every name is made to do something: of the folder, of keys, settings, tags and a shared view. */
async function fill(folder: string): Promise<void> {
  const runs = [image, "plain"];
  for (const [seed, run] of runs.entries()) {
    await mkdir(join(folder, run), { recursive: true });
    const lines = Array.from(
      { length: 300 },
      (_, step) =>
        // Text, since an object of JavaScript takes "__proto__" for no key of its own.
        `{"step": ${step}, "loss": ${3 / (step + 1 + seed)}, ${odd.map((key) => `${JSON.stringify(key)}: ${step / 7}`).join(", ")}}`,
    );
    await writeFile(join(folder, run, "metrics.jsonl"), `${lines.join("\n")}\n`);
    const settings = odd.map((key) => `${JSON.stringify(key)}: ${JSON.stringify(`${key} ${seed}`)}`);
    await writeFile(join(folder, run, "config.json"), `{${settings.join(", ")}}`);
  }
  const entry = { verdict: "exclude", reason: image, note: image, tags: [image] };
  await writeFile(join(folder, "slopewise.review.json"), JSON.stringify({ [`${image}/metrics.jsonl`]: entry }));
  await writeFile(
    join(folder, "slopewise.view.json"),
    JSON.stringify({ views: { [image]: { groupBy: [`config.${image}`] } } }),
  );
}

const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom(image, "", "file:///etc/passwd", "../../x", "command:workbench.action.quit", "__proto__"),
    fc.constantFrom(null, true, -1, 1e308, Number.NaN),
    fc.string(),
    fc.array(tie("tree"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("log", "logs", "type", "view", "ask", "what", "__proto__"), tie("tree"), {
      maxKeys: 3,
    }),
  ),
}));

/** Messages of a kind none of whose values fits. A sound `ready` is the page's own, and sent again it changes nothing. */
function messagesOf(kinds: readonly string[], fields: readonly string[]): readonly unknown[] {
  const message = fc.tuple(
    fc.oneof(fc.constantFrom(...kinds), fc.constantFrom("exec", "", "__proto__"), tree),
    fc.dictionary(fc.constantFrom(...fields), tree, { maxKeys: 5 }),
  );
  const all = fc.sample(
    fc.oneof(
      message.map(([type, rest]) => ({ ...rest, type })),
      tree,
    ),
    { numRuns: 400, seed: 7 },
  );
  return JSON.parse(JSON.stringify(all)) as readonly unknown[];
}

const ofReview = messagesOf(
  [
    "ready",
    "columns",
    "trend",
    "openLog",
    "openCsv",
    "wrangleCsv",
    "fix",
    "readAs",
    "readAutomatically",
    "writeRoles",
    "save",
  ],
  ["log", "wants", "ask", "line", "key", "role", "column", "kind", "name", "text", "metrics"],
);
const ofTable = messagesOf(
  ["ready", "open", "openLog", "judge", "curves", "analyze", "picture"],
  ["log", "logs", "change", "ask", "what", "view", "chart", "kind", "name", "content"],
);

describe("hostile names and messages", () => {
  const session = useSession({
    fill,
    // The hashes are those of Chromium's own sign of an SVG that it cannot parse, which it draws with styles of its own.
    expects:
      /sha256-(ICa0DhwZ|ZD0chCyB)|named a log that it does not show|sent a message that is not known|is not among the runs|In the (panel|page) "[^"]*": (A message of the extension was ignored|TypeError|RangeError)/,
  });
  const page = (): FrameLocator => session().workbench.panel();

  /** What stands in the workspace: its files, their sizes and times. */
  async function files(): Promise<readonly string[]> {
    const names = (await readdir(session().folder, { recursive: true }))
      .filter((name) => !name.startsWith(".vscode"))
      .sort();
    return Promise.all(
      names.map(async (name) => {
        const { size, mtimeMs } = await stat(session().path(name));
        return `${name} ${size} ${mtimeMs}`;
      }),
    );
  }

  /** Sends messages as the script of a page would, by the function that VS Code gives it. */
  async function sendAll(messages: readonly unknown[]): Promise<void> {
    const frame = await (await session().workbench.page.locator("iframe.webview.ready").elementHandle()).contentFrame();
    await frame?.evaluate((all) => {
      const send: unknown = Reflect.get(globalThis, "__vscode_post_message__");
      for (const message of all) {
        (send as (channel: string, data: unknown) => void)("onmessage", { message, transfer: [] });
      }
    }, messages as unknown[]);
  }

  const tabs = (): Promise<string[]> => session().workbench.page.locator(".tabs-container .tab").allInnerTexts();

  /** Waits until the extension's log says something. */
  async function untilLogged(text: RegExp): Promise<void> {
    await eventually(`${text.source} in the log`, async () => {
      const names = (await readdir(session().server.logs, { recursive: true })).filter((name) => name.endsWith(".log"));
      const logs = await Promise.all(names.map((name) => readFile(join(session().server.logs, name), "utf8")));
      return logs.some((log) => text.test(log));
    });
  }

  /** Nothing of a name became an element or ran, in the page or around it. */
  async function assertNothingRan(): Promise<void> {
    for (const frame of session().workbench.page.frames()) {
      const ran: unknown = await frame.evaluate(() => Reflect.get(globalThis, "hostile") as unknown);
      const made = await frame.locator("img[src='x'], [onerror], [onload]").count();
      const found = [ran, made];
      assert.deepEqual(found, [undefined, 0], frame.url());
    }
  }

  it("are text in the list of runs and its tooltips", async () => {
    const { workbench } = session();
    await workbench.openView();
    await workbench.run("img src=x").first().waitFor();
    await insist("a tooltip", async (timeout) => {
      await workbench.view().hover();
      await workbench.run("img src=x").first().hover();
      await workbench.page.locator(".workbench-hover", { hasText: "img src=x" }).first().waitFor({ timeout });
    });
    await session().picture("hostile tooltip");
    await assertNothingRan();
  });

  it("are text in the review of a run, and a page of it sends nothing that is not asked for", async () => {
    const { workbench } = session();
    await workbench.openRun("plain");
    const panel = reviewPanel(workbench);
    await panel.chart("Loss").waitFor();
    await session().picture("hostile review");
    await assertNothingRan();
    const [before, open] = [await files(), await tabs()];
    await sendAll(ofReview);
    await panel.heading("plain").waitFor();
    await eventually("the page as before", async () => (await panel.chart("Loss").count()) > 0);
    assert.deepEqual(await tabs(), open);
    assert.deepEqual(await files(), before);
  });

  it("of the extension that a review cannot use are passed over and said in the log, and the page goes on", async () => {
    const { workbench } = session();
    const panel = reviewPanel(workbench);
    await watchMessages(workbench);
    await askAgain(workbench);
    await appendFile(session().path("plain/metrics.jsonl"), '{"step": 300, "loss": 0.01}\n');
    await untilSeen(workbench, ["state", "columns"]);
    const ask = { metric: "loss", kind: "linear", axis: "@step", origin: 0, range: [0, 1], isLog: false };
    const trend = { ask, points: [{ x: 0, y: 1 }], r2: 1, absent: null };
    const log = pathToFileURL(session().path("plain/metrics.jsonl")).href;
    const others = [
      { type: "trend", log, metric: "loss", trend },
      { type: "picture", ask: 1, svg: "<svg/>", problem: "" },
    ];
    for (const seed of [1, 2, 3]) {
      await sendChanged(workbench, { rounds: 40, seed, others });
      await appendFile(session().path("plain/metrics.jsonl"), `{"step": ${300 + seed}, "loss": 0.01}\n`);
      await panel.records(301 + seed).waitFor();
    }
    await assertNothingRan();
    await panel.heading("plain").waitFor();
    await panel.chart("Loss").waitFor();
    await untilLogged(/A message of the extension was ignored/);
    await session().picture("hostile review after messages");
  });

  it("are text in the table of runs, its charts and its analysis, and a page of it sends nothing either", async () => {
    const { workbench } = session();
    await workbench.openView();
    await workbench.view().hover();
    await workbench.view().locator(".title-actions").getByRole("button", { name: "Open Runs Table" }).click();
    await page().getByRole("heading", { level: 1, name: "Runs" }).waitFor();
    await page().locator(".grid .body .row", { hasText: "img src=x" }).first().waitFor();
    await page().getByRole("img", { name: /Loss/ }).first().waitFor();
    await session().picture("hostile table");
    await assertNothingRan();
    const [before, open] = [await files(), await tabs()];
    await sendAll(ofTable);
    await page().locator(".grid .body .row", { hasText: "plain" }).first().waitFor();
    assert.deepEqual(await tabs(), open);
    assert.deepEqual(await files(), before);
    await page().getByRole("tab", { name: "Analysis" }).click();
    await eventually("the analysis", async () => (await page().getByText("Analyzing").count()) === 0);
    await session().picture("hostile analysis");
    await assertNothingRan();
  });

  it("of the extension that the table cannot use are passed over, and it goes on", async () => {
    const { workbench } = session();
    await watchMessages(workbench);
    await askAgain(workbench);
    await page().getByRole("tab", { name: "Table" }).click();
    await appendFile(session().path("plain/metrics.jsonl"), '{"step": 304, "loss": 0.02}\n');
    await untilSeen(workbench, ["rows", "views", "curves"]);
    await page().getByRole("tab", { name: "Analysis" }).click();
    await untilSeen(workbench, ["analysis"]);
    await page().getByRole("tab", { name: "Table" }).click();
    const others = [
      { type: "tick", logs: [pathToFileURL(session().path("plain/metrics.jsonl")).href] },
      { type: "picture", ask: 1, svg: "<svg/>", problem: "" },
    ];
    for (const seed of [1, 2, 3]) {
      await sendChanged(workbench, { rounds: 40, seed, others });
    }
    await assertNothingRan();
    // What was changed and still is a message may be shown: the extension knows better.
    await askAgain(workbench);
    await page().locator(".grid .body .row", { hasText: "plain" }).first().waitFor();
    await mkdir(session().path("third"));
    await writeFile(session().path("third/metrics.jsonl"), '{"step": 1, "loss": 2}\n');
    await page().locator(".grid .body .row", { hasText: "third" }).first().waitFor();
    await untilLogged(/In the page "[^"]*": A message of the extension was ignored/);
    await session().picture("hostile table after messages");
  });
});
