// `npm start`: builds and packages Slopewise, writes the sample sweep, of which one run keeps growing, and serves a VS Code
// that opens its table of runs, until Ctrl-C. Nothing stays behind but what is built.
import { join } from "node:path";
import { runWithEndings, temporaryFolder, type Endings } from "./host/endings.ts";
import { runGuarded, startGuarded } from "./host/guarded.ts";
import { ensureHost } from "./host/install.ts";
import { npmCommand } from "./host/npm.ts";
import { commandLine } from "./host/places.ts";
import { startServer } from "./host/server.ts";
import { vsixFile } from "./host/vsix.ts";
import { sweepTruth } from "../src/samples/sweepTruth.ts";

const truth = sweepTruth();

await runWithEndings(async (endings) => {
  await ensureHost(endings);
  console.log("Building and packaging Slopewise ...");
  await runQuietly(endings, npmCommand("run", "package"));
  console.log(`Writing ${truth.runs} sample runs, one of which keeps growing ...`);
  const folder = join(await temporaryFolder(endings, "start"), "runs");
  const live = await growingSweep(endings, folder);
  const settings = { "slopewise.openRunsAtStart": true };
  const server = await startServer(endings, { port: Number(process.env["PORT"] ?? 0), vsix: vsixFile, settings });
  console.log(
    `\nOpen this address in a browser. It is VS Code with Slopewise and the sample runs:\n\n  ${server.window(folder)}\n`,
  );
  console.log("Press Ctrl+C to stop.");
  // The run that grows may come to its end; the server may not.
  const failed = live.exited.then((code) => (code === 0 ? server.exited : code));
  const code = await Promise.race([failed, server.exited]);
  throw new Error(`VS Code's server or the run that grows ended by itself (exit code ${code}).`);
});

/** Writes the sample sweep; resolves once all of its runs are there, while one of them goes on for three quarters of an hour. */
async function growingSweep(endings: Endings, folder: string): Promise<{ readonly exited: Promise<number> }> {
  const command = [process.execPath, commandLine, "sample", folder, "--sweep", "--live", "--interval", "2000"];
  let runs = 0;
  return new Promise((resolve, reject) => {
    const live = startGuarded(endings, command, {
      onLine: () => {
        runs += 1;
        if (runs === truth.runs) {
          resolve(live);
        }
      },
    });
    void live.exited.then((code) => reject(new Error(`The sample sweep was not written (exit code ${code}).`)));
  });
}

/** What a command prints is shown only if it fails. */
async function runQuietly(endings: Endings, command: readonly string[]): Promise<void> {
  const lines: string[] = [];
  const code = await runGuarded(endings, command, { onLine: (line) => void lines.push(line) });
  if (code !== 0) {
    console.error(lines.join("\n"));
    throw new Error(`"${command.slice(1).join(" ")}" failed (exit code ${code}).`);
  }
}
