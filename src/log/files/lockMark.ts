import { randomBytes } from "node:crypto";
import { birthMark, hostMark, stateOf, type ProcessState } from "./processes.ts";

/** A word that nobody else has, and what tells whether this process still runs. */
export function newMark(): string {
  return [hostMark, process.pid, randomBytes(6).toString("hex"), birthMark(process.pid) ?? unknownBirth].join(" ");
}

const unknownBirth = "-";

/** What a mark looks like; earlier versions wrote no birth mark. */
const markPattern = /^(?<host>\S+) (?<pid>\d+) \S+(?: (?<birth>\S+))?$/;

/** Whether a text is a mark. An empty one is, too: where there are no links a maker may be killed before it writes. */
export function isMark(text: string): boolean {
  return text === "" || markPattern.test(text);
}

/** Whether the process that made a mark still runs: unknown for one of another computer, and for this one itself. */
export function holderOf(mark: string): ProcessState {
  const { host, pid, birth } = markPattern.exec(mark)?.groups ?? {};
  if (host !== hostMark) {
    return "unknown";
  }
  const state = stateOf(Number(pid), birth === undefined || birth === unknownBirth ? null : birth);
  // Another thread of this process may have died with it.
  return state === "running" && Number(pid) === process.pid ? "unknown" : state;
}
