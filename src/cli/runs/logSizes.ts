import { stat } from "node:fs/promises";
import type { CutRun } from "../../sweep/parts/cutRuns.ts";
import type { FoundLog } from "./foundLog.ts";

/**
 * Logs as a cut takes them, each with a label of its own: several folders may have logs of the same path. The bytes of a file that
 * holds several runs are shared among them.
 */
export async function sizesOf(logs: readonly FoundLog[]): Promise<readonly CutRun[]> {
  const sharing = new Map<string, number>();
  const labels = new Map<string, number>();
  logs.forEach(({ path }) => sharing.set(path, (sharing.get(path) ?? 0) + 1));
  const runs: CutRun[] = [];
  for (const log of logs) {
    const nth = (labels.get(log.label) ?? 0) + 1;
    labels.set(log.label, nth);
    const bytes = Math.round((await bytesOf(log)) / (sharing.get(log.path) ?? 1));
    runs.push({ label: nth === 1 ? log.label : `${log.label} (${nth})`, bytes });
  }
  return runs;
}

async function bytesOf({ path, source }: FoundLog): Promise<number> {
  const sizes = await Promise.all(
    (source?.files ?? [path]).map((file) =>
      stat(file).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
