import { statSync, utimesSync, type BigIntStats } from "node:fs";
import { expect, vi } from "vitest";
import { patiently } from "../host/patience.ts";

/** Waits until the clock of the file system has moved on since a file was changed. */
export async function untilLater(path: string): Promise<void> {
  const { ctimeNs } = statSync(path, { bigint: true });
  await vi.waitFor(() => {
    utimesSync(path, new Date(), new Date());
    expect(statSync(path, { bigint: true }).ctimeNs > ctimeNs).toBe(true);
  }, patiently);
}

/** The status of a file as a network file system tells it that has not heard of the last changes. */
export function stale(now: BigIntStats, { size, mtimeNs, mtimeMs, ctimeNs, ctimeMs }: BigIntStats): BigIntStats {
  return Object.assign(now, { size, mtimeNs, mtimeMs, ctimeNs, ctimeMs });
}
