import { createHash } from "node:crypto";
import { hostname } from "node:os";

/** A short name of this computer, fit for file names. */
export const hostMark = createHash("sha1").update(hostname()).digest("hex").slice(0, 8);

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
