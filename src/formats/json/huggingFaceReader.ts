import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { RewrittenFile, type DocumentLook } from "../growth/rewrittenFile.ts";
import { emptyLook } from "../model/emptyLook.ts";
import type { ReaderOptions, RunLook, RunReader, RunSource, Setting } from "../model/format.ts";
import { continues } from "../table/continues.ts";
import { goesOnFrom, historyOf, isCheckpoint, outputFolder, type History } from "./checkpoints.ts";
import { brokenDocument } from "./documentReader.ts";
import { recordsOf } from "./records.ts";

const fileName = "trainer_state.json";

interface Candidate {
  readonly path: string;
  readonly file: RewrittenFile;
  history: History | null;
  settings: ReadonlyMap<string, Setting>;
  look: DocumentLook;
}

/**
 * Reads the run that a checkpoint is of: each new checkpoint of its output folder whose history goes on from what is
 * known takes the place of the one before. Checkpoints of other runs that lie there are left alone.
 */
export class HuggingFaceReader implements RunReader {
  readonly #source: RunSource;
  readonly #options: ReaderOptions;
  readonly #candidates = new Map<string, Candidate>();
  #history: History = [];
  /** Where the history was read last. */
  #taken: string | null = null;
  #last: RunLook = emptyLook();

  constructor(source: RunSource, options: ReaderOptions) {
    this.#source = source;
    this.#options = options;
    source.files.forEach((path) => this.#add(path));
  }

  async poll(): Promise<RunLook> {
    await this.#findCheckpoints();
    let best: Candidate | null = null;
    for (const candidate of this.#candidates.values()) {
      candidate.look = await candidate.file.look(async (text) => {
        candidate.history = await historyOf(text);
        candidate.settings = settingsOf(text);
        return candidate.history !== null;
      });
      if (candidate.look.state === "changed" && this.#isBetter(candidate, best)) {
        best = candidate;
      }
    }
    best ??= this.#rewritten();
    this.#last = best === null ? this.#without() : await this.#with(best);
    return this.#last;
  }

  /** Whether a candidate says more of the run than what is known, or is the run's own file, rewritten. */
  #isBetter({ path, history }: Candidate, best: Candidate | null): boolean {
    if (history === null) {
      return false;
    }
    const known = best?.history ?? this.#history;
    const isOwn = path === this.#source.path && best === null;
    return isOwn
      ? !goesOnFrom(history, known)
      : known.length === 0 || (history.length > known.length && goesOnFrom(known, history));
  }

  /**
   * The longest checkpoint of the run that the last one was of, where that was rewritten with less in it: the run was
   * begun again in its folder. Null where it was not, or says what is known.
   */
  #rewritten(): Candidate | null {
    const taken = this.#taken === null ? undefined : this.#candidates.get(this.#taken);
    const wasBroken = this.#last.problems.counts.unreadable > 0;
    if (taken?.look.state !== "changed" || taken.history === null) {
      return null;
    }
    const { history } = taken;
    const others = [...this.#candidates.values()].filter(
      (other) => other.history !== null && other.look.state !== "gone" && goesOnFrom(history, other.history),
    );
    const longest = others.reduce((best, other) => (sizeOf(other) > sizeOf(best) ? other : best), taken);
    return wasBroken || sizeOf(longest) < this.#history.length ? longest : null;
  }

  async #with({ path, history, settings, look }: Candidate): Promise<RunLook> {
    this.#history = history ?? [];
    this.#taken = path;
    const parts = await recordsOf(this.#history, this.#options);
    const rebuilt = !continues(this.#last.table, parts.table);
    const { size, modified } = look;
    return { ...this.#last, ...parts, settings, size, modified, changed: true, rebuilt, gone: false };
  }

  #without(): RunLook {
    const looks = [...this.#candidates.values()].map(({ look }) => look);
    const gone = looks.every(({ state }) => state === "gone");
    const isBroken = (candidate: Candidate | undefined): boolean => candidate?.look.state === "broken";
    const all = [...this.#candidates.values()];
    const broken = this.#history.length === 0 ? all.some(isBroken) : isBroken(this.#candidates.get(this.#taken ?? ""));
    const isNews = gone !== this.#last.gone || (broken && this.#last.problems.counts.unreadable === 0);
    const problems = broken ? brokenDocument() : this.#last.problems;
    return { ...this.#last, changed: isNews, rebuilt: false, gone, problems };
  }

  async #findCheckpoints(): Promise<void> {
    const { files, path } = this.#source;
    // A checkpoint that a person named is read alone.
    if (this.#options.ended && files.includes(path) && files.length === 1) {
      return;
    }
    const folder = outputFolder(path);
    const names = await readdir(folder).catch(() => []);
    names.filter(isCheckpoint).forEach((name) => this.#add(join(folder, name, fileName)));
    this.#add(join(folder, fileName));
  }

  #add(path: string): void {
    if (!this.#candidates.has(path)) {
      const look: DocumentLook = { state: "gone", size: 0, modified: 0 };
      this.#candidates.set(path, { path, file: new RewrittenFile(path), history: null, settings: new Map(), look });
    }
  }
}

function sizeOf({ history }: Candidate): number {
  return history?.length ?? 0;
}

/** What the state says of the run's settings, as far as they are numbers. */
function settingsOf(text: string): ReadonlyMap<string, Setting> {
  const keys = ["max_steps", "num_train_epochs", "train_batch_size", "logging_steps", "eval_steps", "save_steps"];
  return new Map(
    keys.flatMap((key) => {
      const found = new RegExp(`"${key}"\\s*:\\s*(-?[\\d.]+(?:[eE][+-]?\\d+)?)`).exec(text)?.[1];
      return found === undefined ? [] : [[key, Number(found)] as const];
    }),
  );
}
