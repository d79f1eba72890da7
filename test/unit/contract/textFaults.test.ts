import { engine } from "../../engine.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { builtInContract } from "../../../src/contract/model/builtIn.ts";

import { LogParser } from "../../../src/log/parser/logParser.ts";
import { checkLog, placesOf } from "./logTables.ts";
import { sound } from "./soundRun.ts";

const lines = sound.map((record) => JSON.stringify(record));

/** What is found in a log's text. */
function placesIn(text: string): string[] {
  const parser = new LogParser({ kernel: engine.kernel, csv: false });
  parser.push(new TextEncoder().encode(text));
  parser.end({ includeIncomplete: true });
  return placesOf(checkLog({ table: parser.table(), problems: parser.problems(), contract: builtInContract }));
}

/** One fault of the text of line n (from 0), and what must be found. */
const faults: Readonly<Record<string, (line: number, cut: number) => readonly [text: string, expected: string]>> = {
  "a line cut short": (line, cut) => {
    const broken = lines.with(line, lines[line]?.slice(0, cut) ?? "");
    return [`${broken.join("\n")}\n`, `bad-line - ${line + 1}`];
  },
  "a line with something before it": (line) => {
    const broken = lines.with(line, `loss: ${lines[line] ?? ""}`);
    return [`${broken.join("\n")}\n`, `bad-line - ${line + 1}`];
  },
  "two records on a line": (line) => {
    const broken = lines.with(line, `${lines[line] ?? ""}${lines[line] ?? ""}`);
    return [`${broken.join("\n")}\n`, `bad-line - ${line + 1}`];
  },
  "a key that comes twice": (line) => {
    const broken = lines.with(line, lines[line]?.replace("{", '{"lr":0.2,') ?? "");
    return [`${broken.join("\n")}\n`, `duplicate-key - ${line + 1}`];
  },
  "a last line without its end": (line, cut) => {
    const kept = lines.slice(0, line);
    return [`${kept.join("\n")}\n${lines[line]?.slice(0, cut) ?? ""}`, `incomplete-line - ${line + 1}`];
  },
  "zeros where the log was emptied": () => [`\0\0\0\0${lines.join("\n")}\n`, "leading-nulls - 1"],
};

test("the text that these tests change has no finding", () => {
  expect(placesIn(`${lines.join("\n")}\n`)).toEqual([]);
});

test.each(Object.keys(faults))("of %s that and nothing else is found, at its line", (name) => {
  const line = fc.integer({ min: 2, max: lines.length - 2 });
  fc.assert(
    fc.property(line, fc.integer({ min: 1, max: 60 }), (at, cut) => {
      const [text, expected] = faults[name]?.(at, cut) ?? ["", ""];
      expect(placesIn(text)).toEqual([expected]);
    }),
    { seed: 20261122, numRuns: 60 },
  );
});
