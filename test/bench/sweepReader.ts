// Reads the logs of a sweep as the extension does: `node sweepReader.cjs FOLDER STORAGE PROGRAM PEERS`, PROGRAM being
// "Slopewise" (CSVs, columns and findings) or "DuckDB" (CSVs). Prints, as JSON, the seconds that it took.
import { runTools } from "../runTools.ts";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { FollowedRuns } from "../../src/worker/runs/followedRuns.ts";
import type { WorkerSettings } from "../../src/protocol/worker.ts";
import { peer } from "./peer.ts";

const [folder = "", storage = "", program = "", peers = ""] = process.argv.slice(2);
const logs = readdirSync(folder).map((run) => join(folder, run, "metrics.jsonl"));

/** Follows all runs until each was read and checked; then keeps what is known, as at the end of a session. */
async function slopewise(): Promise<number> {
  const shown = { builtIn: "always", severities: {}, silenced: {} } as const;
  const settings: WorkerSettings = { csv: "on", escapeFormulas: false, pollInterval: 1000, storage, ...shown };
  const start = performance.now();
  const runs = await new Promise<FollowedRuns>((resolve) => {
    const waiting = new Set(logs);
    const following = new FollowedRuns(settings, runTools, (message) => {
      for (const { log } of message.type === "status" ? message.runs : []) {
        waiting.delete(log);
      }
      if (waiting.size === 0) {
        resolve(following);
      }
    });
    following.follow(logs.map((log) => ({ log, run: log, label: log, csv: null })));
  });
  const seconds = (performance.now() - start) / 1000;
  await runs.dispose();
  return seconds;
}

async function duckdb(): Promise<number> {
  const { DuckDBInstance } = (await peer(peers, "@duckdb/node-api")) as DuckDb;
  const start = performance.now();
  const connection = await (await DuckDBInstance.create(":memory:", {})).connect();
  for (const log of logs) {
    const source = `read_json('${log}', format = 'newline_delimited')`;
    await connection.run(`COPY (SELECT * FROM ${source}) TO '${log}.csv' (HEADER)`);
  }
  return (performance.now() - start) / 1000;
}

/** The part of @duckdb/node-api that is used. */
interface DuckDb {
  readonly DuckDBInstance: {
    create(path: string, options: object): Promise<{ connect(): Promise<{ run(sql: string): Promise<unknown> }> }>;
  };
}

void (program === "DuckDB" ? duckdb() : slopewise()).then((seconds) => console.log(JSON.stringify({ seconds })));
