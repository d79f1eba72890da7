import { afterEach, describe, expect, it, vi } from "vitest";
import { PollSchedule, type Pollable } from "../../../src/worker/pollSchedule.ts";
import { patiently } from "../../host/patience.ts";

/** A log whose looks end when the test says so. */
class Slow implements Pollable {
  looks = 0;
  under = 0;
  mostUnder = 0;
  rest = 1_000;
  isGrowing = true;
  end: () => void = () => undefined;

  poll(): Promise<void> {
    this.looks++;
    this.under++;
    this.mostUnder = Math.max(this.mostUnder, this.under);
    return new Promise((resolve) => {
      this.end = () => {
        this.under--;
        resolve();
      };
    });
  }

  interval(): number {
    return this.rest;
  }

  minInterval(): number {
    return 100;
  }

  grows(): boolean {
    return this.isGrowing;
  }
}

afterEach(() => {
  vi.useRealTimers();
});

function scheduled(count: number, load = 0): { schedule: PollSchedule; logs: Slow[] } {
  vi.useFakeTimers();
  const schedule = new PollSchedule(() => load);
  const logs = Array.from({ length: count }, () => new Slow());
  logs.forEach((log) => schedule.add(log));
  return { schedule, logs };
}

function only(logs: readonly Slow[]): Slow {
  const [log] = logs;
  if (log === undefined) {
    throw new Error("there is no log");
  }
  return log;
}

describe("PollSchedule", () => {
  it("looks at once, and again after the delay", async () => {
    const { schedule, logs } = scheduled(1);
    const log = only(logs);
    await vi.advanceTimersByTimeAsync(0);
    expect(log.looks).toBe(1);
    log.end();
    await vi.advanceTimersByTimeAsync(900);
    expect(log.looks).toBe(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(log.looks).toBe(2);
    schedule.dispose();
  });

  it("looks once more when woken during a look, never twice at once", async () => {
    const { schedule, logs } = scheduled(1);
    const log = only(logs);
    await vi.advanceTimersByTimeAsync(0);
    schedule.wake(log);
    schedule.wake(log);
    await vi.advanceTimersByTimeAsync(0);
    expect(log.looks).toBe(1);
    log.end();
    await vi.advanceTimersByTimeAsync(200);
    expect(log.looks).toBe(2);
    expect(log.mostUnder).toBe(1);
    schedule.dispose();
  });

  it("reads a few logs at a time, and every log in its turn", async () => {
    const { schedule, logs } = scheduled(50);
    const under = (): Slow[] => logs.filter((log) => log.under > 0);
    for (let round = 0; round < 50; round++) {
      expect(under().length).toBeLessThanOrEqual(4);
      under().forEach((log) => log.end());
      await vi.advanceTimersByTimeAsync(1);
    }
    expect(logs.every((log) => log.looks >= 1)).toBe(true);
    schedule.dispose();
  });

  it("leaves a removed log alone, even when woken", async () => {
    const { schedule, logs } = scheduled(1);
    const log = only(logs);
    await vi.advanceTimersByTimeAsync(0);
    log.end();
    schedule.remove(log);
    schedule.wake(log);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(log.looks).toBe(1);
    schedule.dispose();
  });

  it("looks no more often than the minimum interval permits, however often it is woken", async () => {
    const { schedule, logs } = scheduled(1);
    expect(await looksOfWoken(schedule, only(logs))).toBeLessThanOrEqual(11);
    expect(only(logs).looks).toBeGreaterThanOrEqual(5);
  });

  it("is woken less often while the thread is busy, and polls nearly as before", async () => {
    const { schedule, logs } = scheduled(1, 1);
    await looksOfWoken(schedule, only(logs));
    const before = only(logs).looks;
    const during = (await looksOfWoken(schedule, only(logs))) - before;
    expect(during).toBeLessThanOrEqual(4);
    expect(during).toBeGreaterThanOrEqual(1);
    schedule.dispose();
  });

  it("lets logs that grow go before those that are looked at rarely", async () => {
    const { schedule, logs } = scheduled(20);
    const [rarely, often] = [logs.slice(0, 16), logs.slice(16)];
    rarely.forEach((log) => (log.rest = 10_000));
    const end = async (ended: readonly Slow[], time: number): Promise<void> => {
      ended.forEach((log) => log.under > 0 && log.end());
      await vi.advanceTimersByTimeAsync(time);
    };
    for (let round = 0; round < 6; round++) {
      await end(logs, 0);
    }
    // Those that grow are being looked at when the others become due; these begin when that has ended.
    await vi.advanceTimersByTimeAsync(10_500);
    often.forEach((log) => schedule.wake(log));
    await end(often, 300);
    expect(rarely.filter(({ looks }) => looks === 2)).toHaveLength(4);
    await end(rarely, 0);
    expect(often.map(({ looks }) => looks)).toEqual([3, 3, 3, 3]);
    expect(rarely.filter(({ looks }) => looks === 2)).toHaveLength(4);
    schedule.dispose();
  });

  it("gives one look in four to those that are looked at rarely once one is overdue", async () => {
    const { schedule, logs } = scheduled(60);
    const [rarely, often] = [logs.slice(0, 8), logs.slice(8)];
    rarely.forEach((log) => (log.rest = 3_000));
    let most = 0;
    // More looks are due than there is time for, so that the queue of those that grow is never empty.
    for (let round = 0; round < 400; round++) {
      most = Math.max(most, rarely.filter(({ under, looks }) => under > 0 && looks > 1).length);
      logs.forEach((log) => log.under > 0 && log.end());
      often.forEach((log) => schedule.wake(log));
      await vi.advanceTimersByTimeAsync(50);
    }
    expect(Math.min(...rarely.map(({ looks }) => looks))).toBeGreaterThanOrEqual(4);
    expect(most).toBe(1);
    schedule.dispose();
  });

  it("polls other logs although four polls never end, or one after the other takes long", async () => {
    const { schedule, logs } = scheduled(12);
    const hanging = logs.slice(0, 8);
    for (let round = 0; round < 40; round++) {
      logs.forEach((log) => !hanging.includes(log) && log.under > 0 && log.end());
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(hanging.map(({ under }) => under)).toEqual(hanging.map(() => 1));
    expect(Math.min(...logs.slice(8).map(({ looks }) => looks))).toBeGreaterThanOrEqual(2);
    schedule.dispose();
  });

  it("reads few logs at a time where all of them take long", async () => {
    const { schedule, logs } = scheduled(50);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(logs.filter(({ under }) => under > 0)).toHaveLength(16);
    schedule.dispose();
  });

  it("polls a log rarely whose polls take long again and again, but not after one that did", async () => {
    const { schedule, logs } = scheduled(1);
    const log = only(logs);
    const took = async (milliseconds: number): Promise<void> => {
      await vi.advanceTimersByTimeAsync(milliseconds);
      log.end();
    };
    await took(2_000);
    await vi.advanceTimersByTimeAsync(1_200);
    expect(log.looks).toBe(2);
    await took(3_000);
    schedule.wake(log);
    await vi.advanceTimersByTimeAsync(17_000);
    expect(log.looks).toBe(2);
    await vi.advanceTimersByTimeAsync(11_000);
    expect(log.looks).toBe(3);
    schedule.dispose();
  });

  it.each([4, 3, 2])("does not take the work of others for that of a log: %i of them at once", async (others) => {
    const { schedule, logs } = scheduled(others);
    const log = only(logs);
    // The thread works for others in all of this time, while this log has nothing to wait for but them.
    for (let round = 0; round < 2; round++) {
      await vi.advanceTimersByTimeAsync(400);
      logs.forEach((one) => one.end());
      await vi.advanceTimersByTimeAsync(0);
      schedule.wake(log);
    }
    const before = log.looks;
    await vi.advanceTimersByTimeAsync(9 * Math.ceil(400 / others) + 200);
    expect(log.looks).toBe(before + 1);
    schedule.dispose();
  });

  it.each([1_000, 2_900, 10_000])(
    "lets a log that grows go before hundreds that stand still, due every %i ms",
    async (rest) => {
      const { schedule, logs } = scheduled(300);
      const [growing, still] = [logs.slice(0, 1), logs.slice(1)];
      still.forEach((log) => Object.assign(log, { rest, isGrowing: false }));
      while (logs.some(({ looks }) => looks === 0)) {
        await endAll(logs, 0);
      }
      await endAll(logs, 0);
      // From here on more of them are due than are looked at.
      await vi.advanceTimersByTimeAsync(rest + 200);
      const before = only(growing).looks;
      for (let round = 0; round < 6; round++) {
        schedule.wake(only(growing));
        await endAll(logs, 120);
      }
      expect(only(growing).looks).toBeGreaterThanOrEqual(before + 2);
      expect(still.filter(({ looks }) => looks === 1).length).toBeGreaterThan(200);
      schedule.dispose();
    },
  );

  it.each([100, 1_000])("lets a log that grows go before %i others that were not read yet", async (others) => {
    const { schedule, logs } = scheduled(1);
    const growing = only(logs);
    await vi.advanceTimersByTimeAsync(0);
    growing.end();
    await vi.advanceTimersByTimeAsync(0);
    const added = Array.from({ length: others }, () => new Slow());
    added.forEach((log) => schedule.add(log));
    for (let round = 0; round < 10; round++) {
      schedule.wake(growing);
      [growing, ...added].forEach((log) => log.under > 0 && log.end());
      await vi.advanceTimersByTimeAsync(120);
    }
    expect(growing.looks).toBeGreaterThanOrEqual(4);
    expect(added.filter(({ looks }) => looks > 0).length).toBeGreaterThan(10);
    expect(added.filter(({ looks }) => looks === 0).length).toBeGreaterThan(others / 2);
    schedule.dispose();
  });

  it("looks next at a log that is woken while it waits among hundreds that stand still", async () => {
    const { schedule, logs } = scheduled(300);
    logs.forEach((log) => (log.isGrowing = false));
    while (logs.some(({ looks, under }) => looks === 0 || under > 0)) {
      await endAll(logs, 0);
    }
    await vi.advanceTimersByTimeAsync(1_200);
    const woken = only(logs.slice(-1));
    schedule.wake(woken);
    await endAll(logs, 0);
    expect(woken.looks).toBe(2);
    expect(logs.filter(({ looks }) => looks === 1).length).toBeGreaterThan(200);
    schedule.dispose();
  });

  it("goes on where looks fail against their contract, and lets the failure be heard", async () => {
    const heard = process.listeners("unhandledRejection");
    const failures: unknown[] = [];
    process.removeAllListeners("unhandledRejection").on("unhandledRejection", (error) => failures.push(error));
    const schedule = new PollSchedule(() => 0, 1);
    try {
      const failing = {
        poll: () => Promise.reject(new Error("a bug")),
        interval: () => 1,
        minInterval: () => 1,
        grows: () => true,
      };
      schedule.add(failing);
      await vi.waitFor(() => expect(failures.length).toBeGreaterThan(5), patiently);
    } finally {
      schedule.dispose();
      process.removeAllListeners("unhandledRejection");
      heard.forEach((listener) => process.on("unhandledRejection", listener));
    }
  });

  it("leaves the loop to others between looks that end at once", async () => {
    const schedule = new PollSchedule(() => 0);
    let looks = 0;
    const quick: Pollable[] = Array.from({ length: 100 }, () => ({
      poll: () => {
        looks++;
        return Promise.resolve();
      },
      interval: () => 1_000,
      minInterval: () => 100,
      grows: () => true,
    }));
    quick.forEach((log) => schedule.add(log));
    await new Promise((resolve) => setImmediate(resolve));
    expect(looks).toBeLessThan(10);
    await vi.waitFor(() => expect(looks).toBe(100), patiently);
    schedule.dispose();
  });
});

/** Ends all looks that are under way, and lets so many milliseconds pass. */
async function endAll(logs: readonly Slow[], passing: number): Promise<void> {
  logs.forEach((log) => log.under > 0 && log.end());
  await vi.advanceTimersByTimeAsync(passing);
}

/** Wakes a log fifty times a second for a second, its looks ending at once; returns how often it was looked at by then. */
async function looksOfWoken(schedule: PollSchedule, log: Slow): Promise<number> {
  for (let round = 0; round < 50; round++) {
    schedule.wake(log);
    log.end();
    await vi.advanceTimersByTimeAsync(20);
  }
  return log.looks;
}
