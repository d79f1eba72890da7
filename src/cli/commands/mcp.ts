import { stat } from "node:fs/promises";
import { version } from "../../../package.json";
import type { Engine } from "../../log/read/engine.ts";
import { answersAbout } from "../mcp/answers.ts";
import { parseCommand } from "../terminal/arguments.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { exitCodes, UsageError, type ExitCode } from "../terminal/usageError.ts";

export const mcpHelp = `slopewise mcp [DIR...]

Serves the runs below the folders, or below the current folder, to an AI assistant over the Model Context Protocol, on
standard input and output: list_runs, review_run, check_run, compare_runs, sweep. It is read-only, and reads nothing outside
the folders. Clients start it themselves, with this command in their settings.

Exit codes: 0 the client disconnected, 2 unusable arguments.
`;

/** Runs `slopewise mcp`. @throws {UsageError} for arguments that it cannot use. */
export async function mcp(args: string[], _terminal: Terminal, engine: Engine): Promise<ExitCode> {
  const { positionals } = parseCommand("mcp", args, {});
  const folders = positionals.length === 0 ? ["."] : positionals;
  for (const folder of folders) {
    const found = await stat(folder).catch(() => null);
    if (found?.isDirectory() !== true) {
      throw new UsageError(`There is no folder ${folder}. Give folders that hold runs.`);
    }
  }
  // The protocol's library is large, and no other command needs it.
  const { serve } = await import("../mcp/server.ts");
  await serve(answersAbout(folders, engine), version);
  return exitCodes.fine;
}
