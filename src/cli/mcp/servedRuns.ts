import { realpath } from "node:fs/promises";
import { resolve, sep } from "node:path";
import type { Engine } from "../../log/read/engine.ts";
import { reviewRun } from "../../review/reviewRun.ts";
import type { RunReview } from "../../review/model/runReview.ts";
import { resolveRun, type NamedRun } from "../../run/runChoice.ts";
import { checkRuns, type CheckedRun } from "../runs/checkRuns.ts";
import { CommandContracts } from "../runs/commandContracts.ts";
import { findLogs } from "../runs/findLogs.ts";
import type { FoundLog } from "../runs/foundLog.ts";
import { UsageError } from "../terminal/usageError.ts";
import { quietTerminal } from "./quietTerminal.ts";

/** A run that may be asked about. */
export interface ServedRun extends NamedRun {
  readonly log: FoundLog;
}

/** The runs below some folders, found again for each question, since training goes on. Nothing outside them is read. */
export class ServedRuns {
  readonly #folders: readonly string[];
  readonly #engine: Engine;

  /** `engine`: what logs are read with. */
  constructor(folders: readonly string[], engine: Engine) {
    this.#folders = folders;
    this.#engine = engine;
  }

  /** All runs there are now. @throws {UsageError} where there is none. */
  async all(): Promise<readonly ServedRun[]> {
    const { logs } = await findLogs(this.#folders, new CommandContracts(null, () => undefined));
    const within = await Promise.all(logs.map((log) => this.#isWithin(log.path)));
    return logs
      .filter((_, at) => within[at] === true)
      .map((log) => ({ path: resolve(log.path), run: log.run, label: log.label, log }));
  }

  /** The run of a name. @throws {Error} where none or several are meant; the message says which there are. */
  async named(name: string): Promise<ServedRun> {
    return resolveRun(await this.all(), name);
  }

  /** A run as `validate` and `analyze` read it. @throws {UsageError} with the reason, where it cannot be read. */
  async checked({ log }: ServedRun): Promise<CheckedRun> {
    const terminal = quietTerminal();
    const part = log.source?.part ?? null;
    const path = part === null ? log.path : `${log.path}#${part}`;
    for await (const run of checkRuns({ command: "mcp", paths: [path], contract: undefined }, terminal, this.#engine)) {
      if (run !== null) {
        return { ...run, run: log.run, label: log.label };
      }
    }
    throw new UsageError(terminal.warnings.join(" ") || `${log.label} cannot be read.`);
  }

  /** The review of a run, as `analyze --format json` gives it. */
  async reviewed(run: ServedRun): Promise<{ readonly checked: CheckedRun; readonly review: RunReview }> {
    const checked = await this.checked(run);
    const { table, contract, findings, planned, life } = checked;
    const named = { run: checked.run, log: checked.label };
    const { review } = reviewRun({ ...named, table, contract, findings, planned, growing: !life.over });
    return { checked, review };
  }

  /** Links may lead out of the folders that were given. */
  async #isWithin(path: string): Promise<boolean> {
    const [real, ...roots] = await Promise.all([path, ...this.#folders].map((one) => realpath(one).catch(() => "")));
    return roots.some((root) => real === root || (root !== "" && real?.startsWith(root + sep) === true));
  }
}
