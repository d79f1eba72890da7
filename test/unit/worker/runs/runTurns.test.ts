import { describe, expect, it } from "vitest";
import { LogError } from "../../../../src/log/files/logError.ts";
import { RunTurns } from "../../../../src/worker/runs/runTurns.ts";

function turns(answers: boolean): RunTurns {
  return new RunTurns("/far/metrics.jsonl", { answers: () => Promise.resolve(answers) });
}

describe("RunTurns", () => {
  it("begins a turn when the one before has ended, also where that failed", async () => {
    const tested = turns(true);
    const done: string[] = [];
    const first = tested.take(async () => {
      await new Promise(setImmediate);
      done.push("first");
      throw new Error("a fault");
    });
    const second = tested.takeWithFiles(() => Promise.resolve(done.push("second")));
    await expect(first).rejects.toThrow("a fault");
    expect(await second).toBe(2);
    expect(done).toEqual(["first", "second"]);
  });

  it("asks for no file where the file system does not answer, and goes on with the next turn", async () => {
    const tested = turns(false);
    let asked = false;
    const refused = tested.takeWithFiles(() => Promise.resolve((asked = true)));
    await expect(refused).rejects.toThrow(LogError);
    await expect(refused).rejects.toThrow(/does not answer/);
    expect(asked).toBe(false);
    expect(await tested.take(() => Promise.resolve("next"))).toBe("next");
  });

  it("says when the last turn has ended, without its failure", async () => {
    const tested = turns(true);
    const failing = tested.take(() => Promise.reject(new Error("a fault")));
    await expect(tested.last).resolves.toBeUndefined();
    await expect(failing).rejects.toThrow("a fault");
  });
});
