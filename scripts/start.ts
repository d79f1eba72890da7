// `npm start`: builds and packages Slopewise, writes sample runs of which one keeps growing, and serves a VS Code on
// them until Ctrl-C. Nothing stays behind but what is built.
import { join } from "node:path";
import { runWithEndings, temporaryFolder, type Endings } from "./host/endings.ts";
import { runGuarded, startGuarded } from "./host/guarded.ts";
import { ensureHost } from "./host/install.ts";
import { npmCommand } from "./host/npm.ts";
import { commandLine } from "./host/places.ts";
import { startServer } from "./host/server.ts";
import { vsixFile } from "./host/vsix.ts";

const sample = [process.execPath, commandLine, "sample"];

await runWithEndings(async (endings) => {
  await ensureHost(endings);
  await run(endings, npmCommand("run", "package"));
  const folder = join(await temporaryFolder(endings, "start"), "runs");
  await run(endings, [...sample, folder, "--scenario", "all"]);
  const growing = [...sample, join(folder, "live"), "--live", "--epochs", "200"];
  const live = startGuarded(endings, growing, { onLine: () => undefined });
  const server = await startServer(endings, { port: Number(process.env["PORT"] ?? 0), vsix: vsixFile });
  console.log(`\nSlopewise in VS Code, on sample runs: ${server.window(folder)}`);
  console.log("It runs until Ctrl-C.");
  // The run that grows may come to its end; the server may not.
  const failed = live.exited.then((code) => (code === 0 ? server.exited : code));
  const code = await Promise.race([failed, server.exited]);
  throw new Error(`VS Code's server or the run that grows ended by itself (exit code ${code}).`);
});

async function run(endings: Endings, command: readonly string[]): Promise<void> {
  const code = await runGuarded(endings, command);
  if (code !== 0) {
    throw new Error(`"${command.slice(1).join(" ")}" failed (exit code ${code}).`);
  }
}
