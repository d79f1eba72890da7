import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ReviewFeed, type Reviewable } from "../../../../src/worker/feeds/reviewFeed.ts";
import type { FromWorker } from "../../../../src/protocol/worker.ts";
import { reviewOf } from "../reviews.ts";

class CountedRun implements Reviewable {
  readonly name = { log: "a.jsonl" };
  reviews = 0;
  failure: Error | null = null;

  review(): ReturnType<Reviewable["review"]> {
    this.reviews++;
    if (this.failure !== null) {
      throw this.failure;
    }
    return { ...reviewOf("a"), lastRead: this.reviews };
  }
}

const sent: FromWorker[] = [];
let feed: ReviewFeed;

beforeEach(() => {
  vi.useFakeTimers();
  sent.length = 0;
  feed = new ReviewFeed((message) => sent.push(message));
});

afterEach(() => {
  feed.dispose();
  vi.useRealTimers();
});

describe("ReviewFeed", () => {
  it("sends the review when it is opened", async () => {
    feed.open(new CountedRun());
    await vi.advanceTimersByTimeAsync(0);
    expect(sent.map((message) => message.type)).toEqual(["review"]);
  });

  it("makes one review of a burst of changes, and none is lost", async () => {
    const run = new CountedRun();
    feed.open(run);
    await vi.advanceTimersByTimeAsync(0);
    for (let change = 0; change < 50; change++) {
      feed.changed(run);
      await vi.advanceTimersByTimeAsync(10);
    }
    await vi.advanceTimersByTimeAsync(1_000);
    expect(run.reviews).toBeGreaterThanOrEqual(2);
    expect(run.reviews).toBeLessThanOrEqual(3);
    feed.changed(run);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sent.at(-1)).toMatchObject({ type: "review", lastRead: run.reviews });
  });

  it("makes no review of a run that no panel shows", async () => {
    const run = new CountedRun();
    feed.changed(run);
    feed.open(run);
    feed.close(run);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(run.reviews).toBe(0);
  });

  it("reports a review that failed, and tries again at the next change", async () => {
    const run = new CountedRun();
    run.failure = new Error("no such column");
    feed.open(run);
    await vi.advanceTimersByTimeAsync(0);
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ type: "failed" });
    run.failure = null;
    feed.changed(run);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sent[1]).toMatchObject({ type: "review" });
  });
});
