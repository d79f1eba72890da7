import { describe, expect, it } from "vitest";
import { Turns } from "../../src/turns.ts";

describe("turns", () => {
  it("begin only once the one before has ended, and come to their own result", async () => {
    const turns = new Turns();
    const said: string[] = [];
    let resolve: (value: number) => void = () => undefined;
    const promise = new Promise<number>((resolved) => (resolve = resolved));
    const first = turns.take(async () => {
      said.push("first begins");
      const value = await promise;
      said.push("first ends");
      return value;
    });
    const second = turns.take(() => {
      said.push("second begins");
      return Promise.resolve("two");
    });
    await Promise.resolve();
    expect(said).toEqual(["first begins"]);
    resolve(1);
    expect(await Promise.all([first, second])).toEqual([1, "two"]);
    expect(said).toEqual(["first begins", "first ends", "second begins"]);
  });

  it("go on after one that fails, which its caller alone is told", async () => {
    const turns = new Turns();
    const failing = turns.take(() => Promise.reject(new Error("no space left")));
    const next = turns.take(() => Promise.resolve("done"));
    await expect(failing).rejects.toThrow("no space left");
    expect(await next).toBe("done");
  });

  it("have ended when all that were asked for have, the failed ones too", async () => {
    const turns = new Turns();
    let hasEnded = false;
    const last = turns.take(async () => {
      await Promise.resolve();
      hasEnded = true;
      throw new Error("no space left");
    });
    const failed = expect(last).rejects.toThrow();
    await turns.ended();
    expect(hasEnded).toBe(true);
    await failed;
  });
});
