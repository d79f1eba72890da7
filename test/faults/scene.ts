import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { engine } from "../engine.ts";
import type { BlobStore } from "../../src/log/follow/followMemory.ts";
import type { FollowOptions, Poll } from "../../src/log/follow/poll.ts";
import { referenceConvert } from "../reference/referenceConverter.ts";
import { ScheduledFollower, type Looking } from "./scheduledFollower.ts";

/** A store in memory, whose blobs a test may damage. */
class MemoryStore implements BlobStore {
  readonly blobs = new Map<string, Uint8Array>();

  read(key: string): Promise<Uint8Array | null> {
    return Promise.resolve(this.blobs.get(key) ?? null);
  }

  write(key: string, blob: Uint8Array): Promise<void> {
    this.blobs.set(key, new Uint8Array(blob));
    return Promise.resolve();
  }
}

/** A run folder with a log, and a reader of it that can be stopped and started. */
export class Scene {
  readonly folder = mkdtempSync(join(tmpdir(), "slopewise-faults-"));
  readonly log = join(this.folder, "metrics.jsonl");
  readonly csv = join(this.folder, "metrics.csv");
  readonly store = new MemoryStore();
  follower: ScheduledFollower;
  readonly #options: Partial<FollowOptions>;
  readonly #looking: Looking;

  constructor(options: Partial<FollowOptions> = {}, looking: Looking = "polling alone") {
    this.#options = options;
    this.#looking = looking;
    this.follower = this.open();
  }

  /** Another reader of the same log. */
  open(options: Partial<FollowOptions> = {}): ScheduledFollower {
    const all = { writeCsv: true, state: this.store, ...this.#options, ...options };
    return new ScheduledFollower(this.log, { engine, ...all }, this.#looking);
  }

  /** Ends the reader in good order and starts a new one. */
  async restart(): Promise<void> {
    await this.follower.dispose();
    this.follower = this.open();
  }

  /** Starts a new reader as if the old one had been killed: nothing is kept, nothing is taken away. */
  crash(): void {
    this.follower.abandon();
    this.follower = this.open();
  }

  write(text: string | Uint8Array): void {
    writeFileSync(this.log, text);
  }

  append(text: string | Uint8Array): void {
    appendFileSync(this.log, text);
  }

  /** Nothing for a CSV that is not there: a log without a record has none. */
  csvText(): string {
    return existsSync(this.csv) ? readFileSync(this.csv, "utf8") : "";
  }

  reference(): string {
    return referenceConvert(readFileSync(this.log), { includeIncomplete: false });
  }

  /** One look, after which the CSV has to be what the reference converter gives. */
  async look(): Promise<Poll> {
    const poll = await this.follower.poll();
    expect(poll.csv).toEqual({ state: "current", message: null });
    expect(this.csvText()).toBe(this.reference());
    expect(poll.table.records).toBe(this.records());
    return poll;
  }

  /** Number of rows by the reference. */
  records(): number {
    const bytes = existsSync(this.log) ? readFileSync(this.log) : Buffer.alloc(0);
    const lines = bytes
      .toString("utf8")
      .split("\n")
      .slice(0, -1)
      .map((line) => `${line}\n`);
    return lines.filter(
      (line) => referenceConvert(Buffer.from(line.replaceAll("\0", "")), { includeIncomplete: false }) !== "",
    ).length;
  }

  /** Everything in the folder but the log and its CSV. */
  leftovers(): string[] {
    return readdirSync(this.folder).filter((name) => !name.startsWith("metrics."));
  }

  async end(): Promise<void> {
    await this.follower.dispose();
    expect(this.leftovers()).toEqual([]);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

type SceneTest = (scene: Scene) => Promise<void>;

/** What runs a test in a scene of its own, where the reader comes to look in one way. */
export function scenesWith(
  looking: Looking,
): (test: SceneTest, options?: Partial<FollowOptions>) => () => Promise<void> {
  return (test, options = {}) =>
    async () => {
      const scene = new Scene(options, looking);
      try {
        await test(scene);
        await scene.end();
      } finally {
        await scene.follower.dispose();
        rmSync(scene.folder, { recursive: true, force: true });
      }
    };
}
