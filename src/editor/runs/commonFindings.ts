import type { Finding } from "../../contract/model/finding.ts";
import type { RunStatus } from "../../protocol/worker.ts";

/** What the runs of a folder may have in common. */
type Common = "readOnly" | "noContract";

const kinds: readonly Common[] = ["readOnly", "noContract"];

/** The run that says what its folder has in common, and how many others it says it of. */
interface Speaker {
  readonly log: string;
  readonly others: number;
}

/**
 * Says once what the runs of a folder have in common, that no CSV can be written there and that no contract says what
 * they must log: of the run it was found in first, and of the next one when that run is gone.
 */
export class CommonFindings {
  readonly #folderOf: (log: string) => string;
  /** Of the runs with such findings, in the order in which they were found. */
  readonly #whole = new Map<string, RunStatus>();

  /** `folderOf`: the folder, as a text, within which something is said once. */
  constructor(folderOf: (log: string) => string) {
    this.#folderOf = folderOf;
  }

  /** The statuses as they are to be shown, with those of other runs that are shown otherwise from now on. */
  take(statuses: readonly RunStatus[]): readonly RunStatus[] {
    return this.#change(statuses, () => {
      for (const status of statuses) {
        if (status.findings.some((finding) => commonOf(finding) !== null)) {
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
    const given = new Set(statuses.map(({ log }) => log));
    const others = kinds.flatMap((kind) =>
      [...now[kind]].flatMap(([folder, speaker]) => {
        const known = before[kind].get(folder);
        const isSame = known?.log === speaker.log && known.others === speaker.others;
        return isSame || given.has(speaker.log) ? [] : [speaker.log];
      }),
    );
    const again = [...new Set(others)].flatMap((log) => this.#whole.get(log) ?? []);
    return [...statuses, ...again].map((status) => this.#shown(status, now));
  }

  /** For each kind, the first run of each folder. */
  #speakers(): Speakers {
    const speakers = { readOnly: new Map<string, Speaker>(), noContract: new Map<string, Speaker>() };
    for (const { log, findings } of this.#whole.values()) {
      const folder = this.#folderOf(log);
      for (const kind of new Set(findings.flatMap((finding) => commonOf(finding) ?? []))) {
        const known = speakers[kind].get(folder);
        speakers[kind].set(folder, known === undefined ? { log, others: 0 } : { ...known, others: known.others + 1 });
      }
    }
    return speakers;
  }

  #shown(status: RunStatus, speakers: Speakers): RunStatus {
    if (!this.#whole.has(status.log)) {
      return status;
    }
    const folder = this.#folderOf(status.log);
    const findings = status.findings.flatMap((finding) => {
      const kind = commonOf(finding);
      const speaker = kind === null ? undefined : speakers[kind].get(folder);
      return speaker === undefined ? [finding] : speaker.log === status.log ? [ofAll(finding, speaker.others)] : [];
    });
    return { ...status, findings };
  }
}

/** By kind, the speaker of each folder. */
type Speakers = Readonly<Record<Common, ReadonlyMap<string, Speaker>>>;

/** What a finding says of a folder; null for one that is of its run alone, as where no loss was found. */
function commonOf(finding: Finding): Common | null {
  if (finding.code === "csv-stale" && finding.facts.kind === "readOnly") {
    return "readOnly";
  }
  return finding.code === "no-contract" && finding.facts.loss !== null ? "noContract" : null;
}

/** A finding that says of how many other runs it holds, where its sentence is not of the folder anyway. */
function ofAll(finding: Finding, others: number): Finding {
  return finding.code === "no-contract" && others > 0 ? { ...finding, facts: { ...finding.facts, others } } : finding;
}
