import { contractFileName, type Contract } from "./contract.ts";

/** What to do where a log may be right and the contract too strict: in its file, or by writing one. */
export function orRelax({ written }: Contract): string {
  return written ? `relax "every" in ${contractFileName}` : `ask for less in a ${contractFileName}`;
}

/** What to do where a run need not log a metric at all. */
export function orLeaveOut({ written }: Contract): string {
  return written ? `leave it out of ${contractFileName}` : `list in a ${contractFileName} what these runs must log`;
}
