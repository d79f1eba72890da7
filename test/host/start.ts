// `npm start`: builds and packages Slopewise, writes sample runs of which one keeps growing, and serves a VS Code on
// them until Ctrl-C. Nothing stays behind but what is built.
import { join } from "node:path";
import { runWithEndings, temporaryFolder, type Endings } from "./endings.ts";
import { runGuarded, startGuarded } from "./guarded.ts";
import { ensureHost } from "./install.ts";
import { npmCommand } from "./npm.ts";
import { root } from "./places.ts";
import { startServer } from "./server.ts";
import { vsixFile } from "./vsix.ts";

const cli = join(root, "dist", "cli.js");

await runWithEndings(async (endings) => {
  await ensureHost(endings);
  await run(endings, npmCommand("run", "package"));
  const folder = join(await temporaryFolder(endings, "start"), "runs");
  await run(endings, [process.execPath, cli, "sample", folder]);
  const live = startGuarded(endings, [process.execPath, cli, "sample", join(folder, "live"), "--live"], {
    onLine: () => undefined,
  });
  const server = await startServer(endings, { port: Number(process.env["PORT"] ?? 0), vsix: vsixFile });
  console.log(`\nSlopewise in VS Code, on sample runs: ${server.window(folder)}`);
  console.log("It runs until Ctrl-C.");
  const [what, code] = await Promise.race([
    live.exited.then((code) => ["The run that grows", code] as const),
    server.exited.then((code) => ["VS Code's server", code] as const),
  ]);
  throw new Error(`${what} ended by itself (exit code ${code}).`);
});

async function run(endings: Endings, command: readonly string[]): Promise<void> {
  const code = await runGuarded(endings, command);
  if (code !== 0) {
    throw new Error(`"${command.slice(1).join(" ")}" failed (exit code ${code}).`);
  }
}
