import { describe, expect, it } from "vitest";
import type { RunSource } from "../../../../src/formats/model/format.ts";
import { asKnown } from "../../../../src/editor/runs/knownRuns.ts";

interface Placed {
  readonly uri: string;
  readonly source?: RunSource;
  readonly also?: readonly string[];
}

function run(path: string, files: readonly string[], more: Partial<Placed & Pick<RunSource, "part">> = {}): Placed {
  const { part = null, ...rest } = more;
  return { uri: path, source: { format: "hugging-face", path, files, part, name: null }, ...rest };
}

const places = (runs: readonly Placed[]): readonly string[] => runs.map(({ uri }) => uri);

describe("a run of another tool", () => {
  it("is known by its first place when its tool begins a new file, though old files go", () => {
    const first = run("out/500", ["out/500"]);
    const second = asKnown([run("out/1000", ["out/1000", "out/500"])], [first]);
    expect(places(second)).toEqual(["out/500"]);
    const third = asKnown([run("out/1500", ["out/1500", "out/1000"])], second);
    expect(places(third)).toEqual(["out/500"]);
    expect(third[0]?.source?.path).toBe("out/1500");
  });

  it("is known by it when another format of it becomes the one that is read", () => {
    const before = run("out/500", ["out/500"]);
    const events = run("out/runs/a", ["out/runs/a/events"], { also: ["out/500"] });
    const [known] = asKnown([events], [before]);
    expect(known?.uri).toBe("out/500");
    expect(places(asKnown([run("out/500", ["out/500"], { also: ["out/runs/a/events"] })], [known ?? before]))).toEqual([
      "out/500",
    ]);
  });

  it("keeps its own place where it is known, and where it is another run", () => {
    const one = run("a", ["a"]);
    expect(places(asKnown([run("a", ["a"]), run("b", ["b", "a"])], [one]))).toEqual(["a", "b"]);
    expect(places(asKnown([run("b", ["b"])], [one]))).toEqual(["b"]);
    expect(places(asKnown([run("db#2", ["db"], { part: "2" })], [run("db#1", ["db"], { part: "1" })]))).toEqual([
      "db#2",
    ]);
    expect(places(asKnown([run("a", ["a"])], [{ uri: "x.jsonl" }]))).toEqual(["a"]);
  });

  it("takes the place of one run only", () => {
    const two = asKnown([run("b", ["b", "a"]), run("c", ["c", "a"])], [run("a", ["a"])]);
    expect(places(two)).toEqual(["a", "c"]);
  });
});
