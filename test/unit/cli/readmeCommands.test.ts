import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { BundledCli } from "./bundledCli.ts";

const readme = readFileSync(join(import.meta.dirname, "../../../README.md"), "utf8");
/** The commands of README as a person copies them: each line up to what it says of itself. */
const commands = [...readme.matchAll(/^ {4}slopewise (.+?)(?: {2,}.*)?$/gm)].map(([, command = ""]) => command);
const log = /```json\n(.*?)```/s.exec(readme)?.[1] ?? "";
const place = /Save it as `([^`]+)`/.exec(readme)?.[1] ?? "";

let cli: BundledCli;

beforeAll(async () => {
  cli = await BundledCli.build();
  await cli.put(place, log);
});
afterAll(async () => {
  await cli.dispose();
});

test("the README names a command for each thing that the command line does with runs", () => {
  expect(commands.map((command) => command.split(" ")[0]).sort()).toEqual([
    ...["analyze", "convert", "mcp", "sweep", "validate"],
  ]);
});

test.each(commands)("slopewise %s does what the README says, on its own example", async (command) => {
  const { code, out, err } = await cli.run(...command.split(" "));
  // 1 says that validate found a warning; 2 that the command cannot be used like this.
  expect([0, 1], err).toContain(code);
  expect(command.startsWith("mcp") || out + err).not.toBe("");
});

test("the page of the command line names each field of analyze and validate", async () => {
  const page = readFileSync(join(import.meta.dirname, "../../../media/docs/cli.md"), "utf8");
  const fields = async (command: string): Promise<string[]> => {
    const { out } = await cli.run(command, "runs", "--format", "json");
    return Object.keys(JSON.parse(out.split("\n")[0] ?? "") as object);
  };
  const all = [...(await fields("analyze")), ...(await fields("validate"))];
  expect(all.length).toBeGreaterThan(30);
  expect(all.filter((field) => !page.includes(`\`${field}\``))).toEqual([]);
});
