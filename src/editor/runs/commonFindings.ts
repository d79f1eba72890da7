import type { Finding } from "../../contract/model/finding.ts";
import type { RunStatus } from "../../protocol/worker.ts";

/**
 * Says once what the runs of a folder have in common, that no CSV can be written there: of the run it was found in first,
 * and of the next one when that run is gone.
 */
export class CommonFindings {
  readonly #folderOf: (log: string) => string;
  /** Of the runs with such a finding, in the order in which it was found. */
  readonly #whole = new Map<string, RunStatus>();

  /** `folderOf`: the folder, as a text, within which something is said once. */
  constructor(folderOf: (log: string) => string) {
    this.#folderOf = folderOf;
  }

  /** The statuses as they are to be shown, with those of other runs that are shown otherwise from now on. */
  take(statuses: readonly RunStatus[]): readonly RunStatus[] {
    return this.#change(statuses, () => {
      for (const status of statuses) {
        if (status.findings.some(isCommon)) {
          this.#whole.set(status.log, status);
        } else {
          this.#whole.delete(status.log);
        }
      }
    });
  }

  /** Some logs are no runs any more: the statuses of runs that are shown otherwise from now on. */
  drop(logs: readonly string[]): readonly RunStatus[] {
    return this.#change([], () => logs.forEach((log) => this.#whole.delete(log)));
  }

  #change(statuses: readonly RunStatus[], change: () => void): readonly RunStatus[] {
    const before = this.#speakers();
    change();
    const now = this.#speakers();
    const logs = new Set(statuses.map(({ log }) => log));
    const others = [...now].filter((log) => !before.has(log) && !logs.has(log));
    const all = [...statuses, ...others.flatMap((log) => this.#whole.get(log) ?? [])];
    return all.map((status) => (now.has(status.log) ? status : withoutCommon(status)));
  }

  /** The first run of each folder. */
  #speakers(): ReadonlySet<string> {
    const byFolder = new Map<string, string>();
    for (const log of this.#whole.keys()) {
      const folder = this.#folderOf(log);
      byFolder.set(folder, byFolder.get(folder) ?? log);
    }
    return new Set(byFolder.values());
  }
}

function withoutCommon(status: RunStatus): RunStatus {
  return status.findings.some(isCommon)
    ? { ...status, findings: status.findings.filter((finding) => !isCommon(finding)) }
    : status;
}

function isCommon(finding: Finding): boolean {
  return finding.code === "csv-stale" && finding.facts.kind === "readOnly";
}
