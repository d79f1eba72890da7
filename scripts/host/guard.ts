// `node guard.ts PROGRAM ARGUMENT...` runs a program in a process group of its own and ends the whole group once
// standard input closes. The system closes it even when the process that holds the other end is killed, so no
// server outlives the script that started it.
import { spawn } from "node:child_process";
import { constants } from "node:os";

const graceMs = 5000;

const [program, ...args] = process.argv.slice(2);
if (program === undefined) {
  throw new Error("Usage: node guard.ts PROGRAM ARGUMENT...");
}
const groups = process.platform !== "win32";
const child = spawn(program, args, { stdio: ["ignore", "inherit", "inherit"], detached: groups });

function signalGroup(signal: NodeJS.Signals): void {
  if (child.pid === undefined) {
    return;
  }
  try {
    process.kill(groups ? -child.pid : child.pid, signal);
  } catch {
    // Nothing of the group is left.
  }
}

function end(): void {
  signalGroup("SIGTERM");
  setTimeout(() => signalGroup("SIGKILL"), graceMs).unref();
}

child.on("error", (error) => {
  console.error(`Cannot run ${program}: ${error.message}`);
  process.exit(127);
});
child.on("exit", (code, signal) => {
  signalGroup("SIGKILL");
  process.exit(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
});
// A Ctrl-C reaches every process of the terminal; the one that holds our input decides what it means.
process.on("SIGINT", () => undefined);
process.on("SIGTERM", end);
process.stdin.on("end", end).on("close", end).resume();
