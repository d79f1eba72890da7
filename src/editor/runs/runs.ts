import { sep } from "node:path";
import * as vscode from "vscode";
import { inNameOrder } from "../../nameOrder.ts";
import type { WorkerClient } from "../../worker/client.ts";
import type { RunName, RunStatus } from "../../protocol/worker.ts";
import type { CsvPlaces } from "./csvPlaces.ts";
import type { RoleChoices } from "./roleChoices.ts";
import type { FoundLog } from "./foundLog.ts";
import { folderOf } from "./logPlace.ts";
import { CommonFindings } from "./commonFindings.ts";
import { shortNames } from "./runText.ts";
import { tellingNames } from "./tellingNames.ts";

/** A run as the editor knows it. */
export interface Run extends FoundLog {
  /** Null until the worker has polled the log for the first time. */
  readonly status: RunStatus | null;
}

export interface RunsChange {
  readonly added: readonly Run[];
  readonly updated: readonly Run[];
  readonly removed: readonly Run[];
}

/** The runs of the workspace with what the worker last said of each: what the view, the problems and the panels show. */
export class Runs implements vscode.Disposable {
  readonly #client: WorkerClient;
  readonly #places: CsvPlaces;
  readonly #choices: RoleChoices;
  readonly #changed = new vscode.EventEmitter<RunsChange>();
  readonly #byPath = new Map<string, Run>();
  /** Paths in the order of the runs' names. */
  #order: readonly string[] = [];
  #names: ReadonlyMap<string, string> = new Map();
  #searched = false;
  readonly #common = new CommonFindings(
    (log) => vscode.workspace.getWorkspaceFolder(vscode.Uri.file(log))?.uri.toString() ?? "",
  );

  constructor(client: WorkerClient, places: CsvPlaces, choices: RoleChoices) {
    this.#client = client;
    this.#places = places;
    this.#choices = choices;
  }

  readonly onDidChange = this.#changed.event;

  /** False until the first search of the workspace has ended. */
  get searched(): boolean {
    return this.#searched;
  }

  /** All runs in the order of their names, numbers in them counted as numbers. */
  get all(): readonly Run[] {
    return this.#order.flatMap((path) => this.#byPath.get(path) ?? []);
  }

  /** What lists call a run: the last parts of its name, as few as tell it from the others. */
  shortName(run: Run): string {
    return this.#names.get(run.uri.fsPath) ?? run.run;
  }

  /** The run of a log, of one of its files, or of a folder that holds one; of a file of several runs none. */
  at(uri: vscode.Uri): Run | undefined {
    return (
      this.#byPath.get(uri.fsPath) ?? this.#only(this.holding(uri)) ?? this.all.find((run) => isFolderOf(run, uri))
    );
  }

  /** The runs that a file is of. */
  holding({ fsPath }: vscode.Uri): readonly Run[] {
    return this.all.filter(({ source }) => source?.path === fsPath || source?.files.includes(fsPath) === true);
  }

  #only(runs: readonly Run[]): Run | undefined {
    return runs.length === 1 ? runs[0] : undefined;
  }

  /** Takes the logs that a search found: follows the new ones, leaves those that are gone. */
  take(found: readonly FoundLog[]): void {
    const paths = new Set(found.map((log) => log.uri.fsPath));
    const renamed = found.filter((log) => {
      const known = this.#byPath.get(log.uri.fsPath);
      return known !== undefined && identity(known) !== identity(log);
    });
    const removed = [...this.#byPath.values()].filter((run) => !paths.has(run.uri.fsPath));
    const added = found.filter((log) => !this.#byPath.has(log.uri.fsPath)).map((log) => ({ ...log, status: null }));
    removed.forEach((run) => this.#byPath.delete(run.uri.fsPath));
    // Known runs may be called otherwise now: names depend on how many folders the workspace has.
    found.forEach((log) =>
      this.#byPath.set(log.uri.fsPath, { status: null, ...this.#byPath.get(log.uri.fsPath), ...log }),
    );
    this.#order = inNameOrder([...this.#byPath.values()], ({ run, label }) => `${run}\n${label}`).map(
      ({ uri }) => uri.fsPath,
    );
    this.#names = namesOf(this.all);
    if (removed.length > 0) {
      this.#client.unfollow(removed.map((run) => run.uri.fsPath));
    }
    if (added.length > 0) {
      this.#client.follow(added.map((log) => this.#nameOf(log)));
    }
    // Another log of its folder has come or gone: what is silenced is known by the run's name.
    renamed.forEach((log) => this.followAgain(log));
    const first = !this.#searched;
    this.#searched = true;
    if (first || removed.length > 0 || added.length > 0) {
      this.#changed.fire({ added, updated: [], removed });
    }
    const others = this.#common.drop(removed.map((run) => run.uri.fsPath));
    if (others.length > 0) {
      this.#show(others);
    }
  }

  /** Has a run followed from its beginning: its CSV is kept in another place now. */
  followAgain(run: FoundLog): void {
    this.#client.unfollow([run.uri.fsPath]);
    this.#client.follow([this.#nameOf(run)]);
  }

  /** Something happened to a file: the runs that it is a log of, or that have it in their folder, are read at once. */
  touched({ fsPath }: vscode.Uri): void {
    const others = this.all.filter(
      ({ source }) =>
        source !== undefined &&
        (source.files.some((file) => fsPath === file || fsPath === `${file}-wal`) ||
          fsPath.startsWith(`${source.path}${sep}`)),
    );
    this.#client.wake([fsPath, ...others.map(({ uri }) => uri.fsPath)]);
  }

  /** Takes what the worker says of some runs. */
  update(statuses: readonly RunStatus[]): void {
    this.#show(this.#common.take(statuses.filter(({ log }) => this.#byPath.has(log))));
  }

  #show(statuses: readonly RunStatus[]): void {
    const updated = statuses.flatMap((status) => {
      const run = this.#byPath.get(status.log);
      return run === undefined ? [] : [{ ...run, status }];
    });
    updated.forEach((run) => this.#byPath.set(run.uri.fsPath, run));
    this.#changed.fire({ added: [], updated, removed: [] });
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #nameOf({ uri, run, label, source }: FoundLog): RunName {
    const csv = source === undefined ? this.#places.of(uri.fsPath) : null;
    return { log: uri.fsPath, run, label, csv, source, chosen: this.#choices.of(uri.fsPath) };
  }
}

/** What a run is followed by: another name, or other files of another tool's log, begin it again. */
function identity({ run, source }: FoundLog): string {
  return JSON.stringify([run, source]);
}

function isFolderOf(run: Run, { fsPath }: vscode.Uri): boolean {
  return folderOf(run).fsPath === fsPath;
}

/** Short names by path of the log. */
function namesOf(runs: readonly Run[]): ReadonlyMap<string, string> {
  const short = tellingNames(shortNames(runs.map(({ run }) => run)));
  return new Map(runs.map(({ uri, run }) => [uri.fsPath, short.get(run) ?? run]));
}
