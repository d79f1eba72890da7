// Runs inside VS Code, in the extension host: every *.test.js that was compiled next to this file.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import Mocha from "mocha";
import { markedLine } from "../host/mochaLines.ts";
import { runMocha } from "../host/mochaRun.ts";
import { patience } from "../host/patience.ts";

/** VS Code calls this and takes a rejection as failure. */
export async function run(): Promise<void> {
  Mocha.reporters.Base.consoleLog = (...args: unknown[]) => console.log(markedLine(args));
  const mocha = new Mocha({ ui: "bdd", timeout: patience.test, forbidOnly: process.env["CI"] !== undefined });
  for (const file of readdirSync(__dirname, { recursive: true, encoding: "utf8" })) {
    if (file.endsWith(".test.js")) {
      mocha.addFile(join(__dirname, file));
    }
  }
  const failures = await runMocha(mocha, process.env["SLOPEWISE_COUNTS"]);
  if (failures > 0) {
    throw new Error(`${failures} of the tests in VS Code failed.`);
  }
}
