import { mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { PlaceProbe } from "../../../../src/worker/places/placeProbe.ts";
import { probeThread, type ProbeEvents, type Prober } from "../../../../src/worker/places/prober.ts";
import type { ProbeAnswer, ProbeQuestion } from "../../../../src/worker/places/probeThread.ts";

/** A thread whose calls end when the test says so. */
class FakeThread implements Prober {
  readonly asked: ProbeQuestion[] = [];
  isEnded = false;
  readonly #events: ProbeEvents;

  constructor(events: ProbeEvents) {
    this.#events = events;
  }

  start(): void {
    this.#events.onReady();
  }

  die(): void {
    this.#events.onEnd();
  }

  ask(question: ProbeQuestion): void {
    this.asked.push(question);
  }

  end(): void {
    this.isEnded = true;
  }

  /** Answers its next question; `real`: where the path leads. */
  answer(real?: string): void {
    const question = this.asked.shift();
    if (question !== undefined) {
      this.#events.onAnswer({ id: question.id, real: real ?? question.path });
    }
  }
}

const threads: FakeThread[] = [];
const deadline = 1_000;
const mounts =
  "1 1 0:1 / / rw - ext4 /dev/sda rw\n2 1 0:2 / /far rw - nfs4 s:/ rw\n3 1 0:3 / /sea rw - fuse.sshfs s: rw";

/** Whether threads start at once. */
let startsAtOnce = true;

function start(events: ProbeEvents): Prober {
  const thread = new FakeThread(events);
  threads.push(thread);
  if (startsAtOnce) {
    queueMicrotask(() => thread.start());
  }
  return thread;
}

function probe(text = mounts): PlaceProbe {
  return new PlaceProbe({ start, mounts: () => text, deadline });
}

beforeEach(() => {
  threads.length = 0;
  startsAtOnce = true;
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

/** The deadline, and the turn of the loop after it. */
const ended = async (): Promise<void> => {
  await vi.advanceTimersByTimeAsync(deadline + 1);
};

describe("PlaceProbe", () => {
  it("asks once of a path on this computer, and trusts it from then on", async () => {
    const places = probe();
    const first = places.answers("/home/run/metrics.jsonl");
    threads[0]?.answer();
    expect(await first).toBe(true);
    expect(await places.answers("/home/run/metrics.jsonl")).toBe(true);
    expect(threads.map(({ asked }) => asked)).toEqual([[]]);
  });

  it("asks at every look of a file system of a network, once for all of its paths", async () => {
    const places = probe();
    const both = [places.answers("/far/a"), places.answers("/far/b")];
    expect(threads[0]?.asked).toHaveLength(1);
    threads[0]?.answer();
    expect(await Promise.all(both)).toEqual([true, true]);
    void places.answers("/far/a");
    expect(threads[0]?.asked).toHaveLength(1);
  });

  it("gives up on a call after the deadline, and leaves that file system alone until the call ends", async () => {
    const places = probe();
    const hanging = places.answers("/far/a");
    await ended();
    expect(await hanging).toBe(false);
    expect(await places.answers("/far/b")).toBe(false);
    expect(threads).toHaveLength(1);
    threads[0]?.answer();
    expect(threads[0]?.isEnded).toBe(true);
    const again = places.answers("/far/b");
    threads[1]?.answer();
    expect(await again).toBe(true);
  });

  it("does not take a thread that is slow to start for a file system that hangs", async () => {
    startsAtOnce = false;
    const places = probe();
    const first = places.answers("/far/a");
    await ended();
    await ended();
    threads[0]?.start();
    threads[0]?.answer();
    expect(await first).toBe(true);
  });

  it("reads an answer that came while its own thread was busy", async () => {
    const places = probe();
    const first = places.answers("/far/a");
    await vi.advanceTimersByTimeAsync(0);
    // Read in the same turn of the loop in which the deadline passes, after it.
    setTimeout(() => threads[0]?.answer(), deadline);
    await ended();
    expect(await first).toBe(true);
  });

  it("tells a link from its neighbors, whichever is asked of first", async () => {
    const places = probe();
    const [near, far] = [places.answers("/home/runs/near"), places.answers("/home/runs/link")];
    threads[0]?.answer();
    expect(await near).toBe(true);
    await ended();
    expect(await far).toBe(false);
    expect(await places.answers("/home/runs/near")).toBe(true);
  });

  it("gives each question its own time, though one thread answers them in turn", async () => {
    const places = probe();
    const all = ["/far/a", "/sea/a", "/home/a"].map((path) => places.answers(path));
    for (let turn = 0; turn < all.length; turn += 1) {
      await vi.advanceTimersByTimeAsync(0.6 * deadline);
      threads[0]?.answer();
    }
    expect(await Promise.all(all)).toEqual([true, true, true]);
    expect(threads).toHaveLength(1);
  });

  it("has the look made where a thread cannot even be started", async () => {
    const refuse = (): Prober => {
      throw new Error("no more threads");
    };
    const places = new PlaceProbe({ start: refuse, mounts: () => mounts, deadline });
    expect(await places.answers("/far/a")).toBe(true);
    expect(await places.answers("/far/b")).toBe(true);
  });

  it("answers for other file systems by another thread while one hangs", async () => {
    const places = probe();
    const [hanging, other, local] = [places.answers("/far/a"), places.answers("/sea/a"), places.answers("/home/a")];
    await ended();
    expect(await hanging).toBe(false);
    expect(threads[1]?.asked.map(({ path }) => path)).toEqual(["/sea/a", "/home/a"]);
    threads[1]?.answer();
    threads[1]?.answer();
    expect(await Promise.all([other, local])).toEqual([true, true]);
  });

  it("follows a link of this computer to a file system that may hang", async () => {
    const places = probe();
    const first = places.answers("/home/link/metrics.jsonl");
    threads[0]?.answer("/far/run/metrics.jsonl");
    expect(await first).toBe(true);
    const next = places.answers("/home/link/metrics.jsonl");
    await ended();
    expect(await next).toBe(false);
    expect(await places.answers("/far/other")).toBe(false);
  });

  it("takes new mounts into account", async () => {
    let text = "";
    const places = new PlaceProbe({ start, mounts: () => text, deadline });
    const first = places.answers("/far/a");
    threads[0]?.answer();
    await first;
    expect(await places.answers("/far/a")).toBe(true);
    text = mounts;
    await vi.advanceTimersByTimeAsync(11_000);
    const later = places.answers("/far/a");
    await ended();
    expect(await later).toBe(false);
  });

  it("hangs no more threads than a few, whatever there is to ask", async () => {
    const many = Array.from({ length: 40 }, (_, at) => `${at} 1 0:${at} / /far${at} rw - nfs4 s:/ rw`);
    const places = probe(["1 1 0:1 / / rw - ext4 d rw", ...many].join("\n"));
    const unknown: Promise<boolean>[] = [];
    for (let at = 0; at < 30; at++) {
      unknown.push(places.answers(`/home/${at}/link`));
      await ended();
    }
    expect(await Promise.all(unknown)).toEqual(unknown.map(() => false));
    expect(threads.length).toBeLessThanOrEqual(8);
  });

  it("has the look made where no thread can be had", async () => {
    const places = probe();
    const first = places.answers("/far/a");
    threads[0]?.die();
    expect(await first).toBe(true);
  });

  it("answers whoever waits when it ends", async () => {
    const places = probe();
    const first = places.answers("/far/a");
    places.dispose();
    expect(await first).toBe(false);
    expect(threads[0]?.isEnded).toBe(true);
  });
});

describe("the thread that asks file systems", () => {
  it("says where a path leads, also of one that is not there", async () => {
    vi.useRealTimers();
    const folder = realpathSync(mkdtempSync(join(tmpdir(), "slopewise-probe-")));
    const link = join(folder, "link");
    symlinkSync(folder, link);
    const answers: ProbeAnswer[] = [];
    let waiting: () => void = () => undefined;
    const onAnswer = (answer: ProbeAnswer): void => {
      answers.push(answer);
      waiting();
    };
    const thread = probeThread({ onReady: () => undefined, onAnswer, onEnd: () => undefined });
    const all = new Promise<void>((resolve) => (waiting = () => answers.length === 2 && resolve()));
    thread.ask({ id: 1, path: link });
    thread.ask({ id: 2, path: join(link, "gone") });
    await all;
    thread.end();
    rmSync(folder, { recursive: true });
    expect(answers).toEqual([
      { id: 1, real: folder },
      { id: 2, real: folder },
    ]);
  });
});
