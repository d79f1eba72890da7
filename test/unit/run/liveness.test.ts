import { engine } from "../../engine.ts";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { emptyOutcome, type RunOutcome } from "../../../src/contract/measure/runOutcome.ts";
import { Liveness } from "../../../src/run/liveness.ts";
import { RunFolder } from "../../../src/run/runFolder.ts";
import type { RunState } from "../../../src/run/runState.ts";

const minute = 60_000;

describe("the state of a run that has not grown for five minutes", () => {
  let folder = "";
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "slopewise-liveness-"))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function state(outcome: Partial<RunOutcome>, config: object | null, minutes = 5): Promise<RunState> {
    if (config !== null) {
      writeFileSync(join(folder, "config.json"), JSON.stringify(config));
    }
    const liveness = new Liveness(new RunFolder(join(folder, "metrics.jsonl"), engine));
    const signs = { records: 100, modified: Date.now() - minutes * minute, seconds: new Float64Array() };
    liveness.grew({ ...signs, rebuilt: false }, true);
    return (await liveness.life(signs, { ...emptyOutcome, ...outcome })).state;
  }

  it("is ended once it has come as far as was planned", async () => {
    expect(await state({ epochs: 10 }, { epochs: 10 })).toBe("ended");
    expect(await state({ steps: 1000 }, { max_steps: 1000 })).toBe("ended");
  });

  it("is stalled before that, and where nothing says what was planned", async () => {
    expect(await state({ epochs: 9.5 }, null)).toBe("stalled");
    expect(await state({ epochs: 9.5 }, { epochs: 10 })).toBe("stalled");
    expect(await state({ steps: 10 }, { epochs: 10 })).toBe("stalled");
    expect(await state({}, { epochs: 10 })).toBe("stalled");
  });

  it("is live as long as the next record may still come, wherever the run is", async () => {
    expect(await state({ epochs: 10 }, { epochs: 10 }, 1)).toBe("live");
  });

  it("is stopped after ten minutes, short of what was planned", async () => {
    expect(await state({ epochs: 9.5 }, null, 11)).toBe("ended");
    expect(await state({ epochs: 9.5 }, { epochs: 10 }, 11)).toBe("stopped");
  });
});
