import type { Finding } from "../../contract/model/finding.ts";
import type { RunStatus } from "../../protocol/worker.ts";

/** What the runs of a folder may have in common. */
type Common = "readOnly" | "noContract";

const kinds: readonly Common[] = ["readOnly", "noContract"];

/** The run that says what its folder has in common, and how many others it says it of. */
interface Speaker {
  readonly log: string;
  readonly others: number;
  /** How many of all of them have no loss either: of these the first speaks, since most is said of it. */
  readonly withoutLoss: number;
}

/**
 * Says once what the runs of a folder have in common, that no CSV can be written there and that no contract says what
 * they must log or which column their loss is: of the run it was found in first, and of the next one when that run is gone.
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
        const isSame =
          known?.log === speaker.log && known.others === speaker.others && known.withoutLoss === speaker.withoutLoss;
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
        speakers[kind].set(folder, spokenFor(speakers[kind].get(folder), log, findings.some(isWithoutLoss)));
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
      return speaker === undefined ? [finding] : speaker.log === status.log ? [ofAll(finding, speaker)] : [];
    });
    return { ...status, findings };
  }
}

/** By kind, the speaker of each folder. */
type Speakers = Readonly<Record<Common, ReadonlyMap<string, Speaker>>>;

/** Who speaks for a folder once one more run is in it. */
function spokenFor(known: Speaker | undefined, log: string, withoutLoss: boolean): Speaker {
  const count = Number(withoutLoss);
  if (known === undefined) {
    return { log, others: 0, withoutLoss: count };
  }
  const first = withoutLoss && known.withoutLoss === 0 ? log : known.log;
  return { log: first, others: known.others + 1, withoutLoss: known.withoutLoss + count };
}

/** What a finding says of a folder; null for one that is of its run alone. */
function commonOf(finding: Finding): Common | null {
  if (finding.code === "csv-stale" && finding.facts.kind === "readOnly") {
    return "readOnly";
  }
  return finding.code === "no-contract" ? "noContract" : null;
}

function isWithoutLoss(finding: Finding): boolean {
  return finding.code === "no-contract" && finding.facts.loss === null;
}

/** A finding that says of how many other runs it holds, where its sentence is not of the folder anyway. */
function ofAll(finding: Finding, { others, withoutLoss }: Speaker): Finding {
  if (finding.code !== "no-contract" || others === 0) {
    return finding;
  }
  const alike = withoutLoss > 1 ? { alike: withoutLoss - 1 } : {};
  return { ...finding, facts: { ...finding.facts, others, ...alike } };
}
