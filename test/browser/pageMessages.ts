import assert from "node:assert/strict";
import type { Frame } from "playwright-core";
import type { Workbench } from "./workbench.ts";
import { eventually } from "../host/eventually.ts";

/** What a test puts into a page: the messages that came, and a function that sends them again, changed. */
interface Probe {
  readonly seen: unknown[];
  send(how: Changes): number;
}

/** What is sent to a page: `others` are messages of kinds that did not come. */
export interface Changes {
  readonly rounds: number;
  readonly seed: number;
  readonly others: readonly object[];
}

/** The frame of the open page's own script. */
async function pageFrame(workbench: Workbench): Promise<Frame> {
  const frame = await (await workbench.page.locator("iframe.webview.ready").elementHandle()).contentFrame();
  const inner = await (await frame?.locator("#active-frame").elementHandle())?.contentFrame();
  assert.ok(inner, "there is no page");
  return inner;
}

/** Asks the extension for all that the page shows, as its script does when it comes up. */
export async function askAgain(workbench: Workbench): Promise<void> {
  const frame = await (await workbench.page.locator("iframe.webview.ready").elementHandle()).contentFrame();
  await frame?.evaluate(() => {
    const send: unknown = Reflect.get(globalThis, "__vscode_post_message__");
    (send as (channel: string, data: unknown) => void)("onmessage", { message: { type: "ready" }, transfer: [] });
  });
}

/** From now on the page keeps what the extension sends it. */
export async function watchMessages(workbench: Workbench): Promise<void> {
  await (await pageFrame(workbench)).evaluate(putProbe);
}

/** Waits until messages of these kinds came. */
export async function untilSeen(workbench: Workbench, kinds: readonly string[]): Promise<void> {
  const frame = await pageFrame(workbench);
  await eventually(`messages of the kinds ${kinds.join(", ")}`, async () => {
    const seen = await frame.evaluate(() =>
      (Reflect.get(globalThis, "probe") as Probe).seen.map((message) => String((message as { type: unknown }).type)),
    );
    return kinds.every((kind) => seen.includes(kind));
  });
}

/** Sends the page the messages that it got, each many times with values in it changed. Returns how many. */
export async function sendChanged(workbench: Workbench, changes: Changes): Promise<number> {
  const frame = await pageFrame(workbench);
  return frame.evaluate((how) => (Reflect.get(globalThis, "probe") as Probe).send(how), changes);
}

/** Runs in the page. */
function putProbe(): void {
  const seen: unknown[] = [];
  let isWatching = true;
  // What a page is for its script: this file is read without the types of a browser.
  const page = globalThis as unknown as EventTarget;
  page.addEventListener("message", (event) => {
    if (isWatching) {
      seen.push(structuredClone<unknown>(Reflect.get(event, "data")));
    }
  });
  const values: readonly unknown[] = [
    ...[undefined, null, true, -1, 0.5, 1e308, Number.NaN, Number.POSITIVE_INFINITY, "", "x".repeat(100_000)],
    ...["<img src=x onerror=window.hostile=1>", "__proto__", "constructor", [], {}, [[]], [null], new Float64Array(3)],
    ...[
      JSON.parse('{"__proto__": {"hostile": 1}, "constructor": 1, "length": 1e9}') as unknown,
      new Date(0),
      new Map(),
    ],
  ];
  /** The congruential generator of Numerical Recipes: the same changes every time. */
  const numbers = (start: number): (() => number) => {
    let state = start;
    return () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 2 ** 32;
    };
  };
  const change = (message: unknown, random: () => number): unknown => {
    const copy = structuredClone(message) as object;
    const depth = Math.floor(random() * 6);
    let place = copy;
    for (let level = 0; ; level += 1) {
      const keys = ArrayBuffer.isView(place) ? ["0"] : Object.keys(place);
      const key = keys[Math.floor(random() * keys.length)] ?? "extra";
      const inner: unknown = Reflect.get(place, key);
      if (level === depth || typeof inner !== "object" || inner === null) {
        if (random() < 0.2) {
          Reflect.deleteProperty(place, key);
        } else {
          Reflect.set(place, key, values[Math.floor(random() * values.length)]);
        }
        return copy;
      }
      place = inner;
    }
  };
  const send: Probe["send"] = ({ rounds, seed, others }) => {
    isWatching = false;
    const random = numbers(seed);
    const known = [...seen, ...others, ...values];
    for (let round = 0; round < rounds; round += 1) {
      for (const message of known) {
        const isObject = typeof message === "object" && message !== null;
        page.dispatchEvent(new MessageEvent("message", { data: isObject ? change(message, random) : message }));
      }
    }
    isWatching = true;
    return rounds * known.length;
  };
  Reflect.set(globalThis, "probe", { seen, send } satisfies Probe);
}
