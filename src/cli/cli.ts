import { version } from "../../package.json";
import { Engine } from "../log/read/engine.ts";
import { LogError } from "../log/files/logError.ts";
import { analyze, analyzeHelp } from "./commands/analyze.ts";
import { convert, convertHelp } from "./commands/convert.ts";
import { mcp, mcpHelp } from "./commands/mcp.ts";
import { sample, sampleHelp } from "./commands/sample.ts";
import { sweep, sweepHelp } from "./commands/sweep.ts";
import { serveSweepThread } from "./runs/sweepThreads.ts";
import { printableLines } from "../printable.ts";
import { processTerminal, type Terminal } from "./terminal/terminal.ts";
import { exitCodes, UsageError, type ExitCode } from "./terminal/usageError.ts";
import { validate, validateHelp } from "./commands/validate.ts";

interface Command {
  readonly run: (args: string[], terminal: Terminal, engine: Engine) => Promise<ExitCode>;
  readonly help: string;
}

const commands: ReadonlyMap<string, Command> = new Map([
  ["convert", { run: convert, help: convertHelp }],
  ["validate", { run: validate, help: validateHelp }],
  ["analyze", { run: analyze, help: analyzeHelp }],
  ["sweep", { run: sweep, help: sweepHelp }],
  ["mcp", { run: mcp, help: mcpHelp }],
  ["sample", { run: sample, help: sampleHelp }],
]);

const help = `slopewise COMMAND ...   reviews training runs from their logs: JSON Lines, TensorBoard, W&B and others

  convert  PATH...   write a CSV next to each log
  validate PATH...   show what is wrong or missing in each log
  analyze  PATH...   fit each loss curve
  sweep    PATH...   analyze many runs together
  mcp      [DIR...]  serve the runs to an AI assistant, over the Model Context Protocol
  sample   DIR       write sample runs

PATH is a log, a run folder or a folder of run folders. See slopewise COMMAND --help, and --version.
`;

/** Runs the command line: the arguments after the program's name. Returns the exit code. */
async function main(args: string[], terminal: Terminal, engine: Engine): Promise<ExitCode> {
  const [name, ...rest] = args;
  const command = commands.get(name ?? "");
  const options = rest.slice(0, rest.includes("--") ? rest.indexOf("--") : rest.length);
  if (command !== undefined) {
    if (options.includes("--help") || options.includes("-h")) {
      await terminal.write(command.help);
      return exitCodes.fine;
    }
    return await command.run(rest, terminal, engine);
  }
  if (name === "--version" || name === "-V") {
    await terminal.write(`${version}\n`);
    return exitCodes.fine;
  }
  if (name === "--help" || name === "-h" || name === "help") {
    await terminal.write(help);
    return exitCodes.fine;
  }
  const wrong = name === undefined ? "Missing command" : `There is no command ${JSON.stringify(name)}`;
  throw new UsageError(`${wrong}: ${[...commands.keys()].join(", ")}. See slopewise --help.`);
}

/** Expected failures are sentences for people; anything else is a bug, and its stack says where. */
function report(error: unknown, terminal: Terminal): ExitCode {
  if (error instanceof UsageError || error instanceof LogError) {
    terminal.warn(`slopewise: ${printableLines(error.message)}`);
  } else {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    terminal.warn(`slopewise: this is a bug, please report it:\n${stack}`);
  }
  return exitCodes.unusable;
}

function start(): void {
  // The reader of a pipe may have seen enough (`| head`); that is no failure.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    process.exit(error.code === "EPIPE" ? exitCodes.fine : exitCodes.unusable);
  });
  const terminal = processTerminal();
  const engine = new Engine();
  void main(process.argv.slice(2), terminal, engine)
    .catch((error: unknown) => report(error, terminal))
    .then((code) => {
      process.exitCode = code;
    })
    .finally(() => engine.dispose());
}

// A thread that reads logs of a sweep runs this script too.
if (!serveSweepThread()) {
  start();
}
