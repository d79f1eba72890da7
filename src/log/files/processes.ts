import { createHash } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** A short name of this computer, fit for file names. */
export const hostMark = shortHash(hostname());

/** What is known of a process by its number: `unknown` where one of that number runs, which may be another one. */
export type ProcessState = "running" | "gone" | "unknown";

/** Whether a process of this computer runs. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, under another user.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/**
 * A word that tells a process from every other one that has its number at another time or in another container: what
 * numbers it, and when it started (proc(5), field 22). Null where no process has the number, or the system does not say
 * (it does on Linux).
 */
export function birthMark(pid: number): string | null {
  try {
    const space = shortHash(
      `${readFileSync("/proc/sys/kernel/random/boot_id").toString()} ${readlinkSync("/proc/self/ns/pid")}`,
    );
    const stat = readFileSync(`/proc/${pid}/stat`).toString();
    // The name, in brackets, may hold anything.
    const started = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
    return started === undefined ? null : `${space}.${started}`;
  } catch {
    return null;
  }
}

/** What became of the process of this computer that had a number and, where that is known, a birth mark. */
export function stateOf(pid: number, birth: string | null): ProcessState {
  if (birth === null) {
    return isRunning(pid) ? "unknown" : "gone";
  }
  const [space] = birth.split(".");
  const now = birthMark(pid);
  const [ownSpace] = (birthMark(process.pid) ?? "").split(".");
  if (space !== ownSpace) {
    // A container of the same name has numbers of its own; so had this computer before it was started again.
    return "unknown";
  }
  if (now === null) {
    // A system may hide what belongs to other users.
    return isRunning(pid) ? "unknown" : "gone";
  }
  return now === birth ? "running" : "gone";
}

function shortHash(text: string): string {
  return createHash("sha1").update(text).digest("hex").slice(0, 8);
}
