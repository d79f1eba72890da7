import type { ContractForLog } from "../../contract/model/contractForLog.ts";
import type { Finding } from "../../contract/model/finding.ts";
import type { RunName } from "../../protocol/worker.ts";
import type { ReadAs } from "../../review/model/readAs.ts";
import type { ReviewedRun } from "../../review/reviewRun.ts";
import type { LoadedContract } from "../../run/contracts.ts";
import type { Liveness } from "../../run/liveness.ts";
import { plannedCounts } from "../../run/planned/plannedLength.ts";
import type { LogFacts } from "../../run/runPace.ts";
import type { RunPoll } from "./follow/runFollower.ts";
import type { RunTools } from "./runTools.ts";

/** The analysis of a run and what its page shows besides. */
export interface ReviewedWithFacts extends ReviewedRun {
  /** Milliseconds since 1970. */
  readonly lastRead: number;
  readonly facts: LogFacts;
  readonly readAs: ReadAs;
}

/** A run as far as it was read, and what is known of it. */
export interface ReviewParts {
  readonly name: RunName;
  readonly poll: RunPoll;
  readonly lastRead: number;
  readonly forLog: ContractForLog;
  readonly loaded: Pick<LoadedContract, "path" | "usable">;
  readonly findings: readonly Finding[];
  readonly growing: boolean;
  readonly liveness: Liveness;
}

/** The analysis of what was read so far of a run. */
export function reviewWithFacts(parts: ReviewParts, { reviewRun }: Pick<RunTools, "reviewRun">): ReviewedWithFacts {
  const { name, poll, lastRead, findings, growing, liveness } = parts;
  const { contract, roles, automatic } = parts.forLog;
  const { path, usable } = parts.loaded;
  const contractRead = { path, usable, asks: contract.scope === "full" };
  const planned = plannedCounts(liveness.planned);
  const { run, label: log } = name;
  const reviewed = reviewRun({ run, log, table: poll.table, contract, findings, growing, planned });
  const facts = liveness.facts(poll, contract, reviewed);
  return { ...reviewed, lastRead, facts, readAs: { taken: roles, automatic, contract: contractRead } };
}
