import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";

/** What may stand where a file should, and is none of ours. */
export const noFiles = ["symlink", "FIFO", "folder"] as const;

/** Puts one of them at a path where nothing stands; a link leads to `elsewhere`. */
export function putNoFile(kind: (typeof noFiles)[number], path: string, elsewhere: string): void {
  if (kind === "symlink") {
    symlinkSync(elsewhere, path);
  } else if (kind === "FIFO") {
    execFileSync("mkfifo", [path]);
  } else {
    mkdirSync(path);
  }
}
