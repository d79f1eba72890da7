import { join } from "node:path";
import * as vscode from "vscode";
import { UnusableFileError } from "../../log/files/nearestFile.ts";
import { editReviewFile, readReviewFile, reviewKey, reviewPlaces, sweepFolder } from "../../run/reviewFiles.ts";
import { grouped } from "../../sweep/table/design.ts";
import type { JudgmentChange, RunJudgment } from "../../sweep/verdicts/judgmentChange.ts";
import { judgmentOf, reviewFileName, type ReadReview, type ReviewFault } from "../../sweep/verdicts/reviewFile.ts";
import { Turns } from "../../turns.ts";
import { UserError } from "../vscode/errorBoundary.ts";
import { DebouncedTask } from "./debouncedTask.ts";
import { passedOver } from "./logCandidates.ts";

/** What is wrong with a file of judgments; null where nothing is any more. */
export interface ReviewProblem {
  readonly path: string;
  readonly fault: ReviewFault | null;
}

const pace = { pause: 100, limit: 1_000, dutyCycle: 0.4 };

/** What people said of the workspace's runs, as the files of the workspace have it by now. */
export class Judgments implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<readonly ReviewProblem[]>();
  readonly #watcher = vscode.workspace.createFileSystemWatcher(`**/${reviewFileName}`);
  readonly #task: DebouncedTask;
  #files: ReadonlyMap<string, ReadReview> = new Map();
  readonly #writes = new Turns();

  /** `failed` receives failures of readings that nobody waits for. */
  constructor(failed: (error: unknown) => void) {
    this.#task = new DebouncedTask(() => this.#read(), { ...pace, failed });
    const later = (): void => this.#task.schedule();
    this.#watcher.onDidChange(later);
    this.#watcher.onDidCreate(later);
    this.#watcher.onDidDelete(later);
    this.#task.runInBackground();
  }

  /** What is wrong with each file that was read, and with those that are gone; any judgment may be another one now. */
  readonly onDidChange = this.#changed.event;

  /** What people said of the run of a log; null where they said nothing. The nearest file that names it counts. */
  of(log: string): RunJudgment | null {
    if (this.#files.size === 0) {
      return null;
    }
    for (const path of reviewPlaces(log, topOf(log))) {
      const read = this.#files.get(path);
      const judgment = read?.ok === true ? judgmentOf(read.file, reviewKey(path, log)) : null;
      if (judgment !== null) {
        return judgment;
      }
    }
    return null;
  }

  /**
   * Writes down what a person said of some runs: into the nearest file above each, and where there is none into one in the
   * folder of the sweep. `all`: the logs of the workspace.
   * @throws {UserError} where a file is broken, which is left as it is then.
   */
  judge(logs: readonly string[], change: JudgmentChange, all: readonly string[]): Promise<void> {
    return this.#writes.take(() => this.#write(logs, change, all));
  }

  dispose(): void {
    this.#watcher.dispose();
    this.#task.dispose();
    this.#changed.dispose();
  }

  async #write(logs: readonly string[], change: JudgmentChange, all: readonly string[]): Promise<void> {
    const now = new Date().toISOString();
    try {
      for (const [path, own] of grouped(logs, (log) => this.#placeOf(log, all))) {
        await editReviewFile(path, { logs: own, change, now });
      }
    } catch (error) {
      throw error instanceof UnusableFileError ? new UserError(error.message) : error;
    } finally {
      await this.#task.run();
    }
  }

  #placeOf(log: string, all: readonly string[]): string {
    const top = topOf(log);
    const known = reviewPlaces(log, top).find((path) => this.#files.has(path));
    return known ?? join(sweepFolder(all.filter((other) => topOf(other) === top)), reviewFileName);
  }

  async #read(): Promise<void> {
    const uris = await vscode.workspace.findFiles(`**/${reviewFileName}`, passedOver);
    const files = new Map<string, ReadReview>();
    for (const { fsPath } of uris) {
      const read = await readReviewFile(fsPath);
      if (read !== null) {
        files.set(fsPath, read);
      }
    }
    const paths = new Set([...this.#files.keys(), ...files.keys()]);
    this.#files = files;
    this.#changed.fire(
      [...paths].map((path) => {
        const read = files.get(path);
        return { path, fault: read?.ok === false ? read.fault : null };
      }),
    );
  }
}

/** The workspace folder that holds a log. */
function topOf(log: string): string {
  return vscode.workspace.getWorkspaceFolder(vscode.Uri.file(log))?.uri.fsPath ?? "";
}
