import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { RunFolder } from "../../../../src/run/runFolder.ts";
import type { LiveMark } from "../../../../src/run/liveMark.ts";
import type { Position } from "../../../../src/series/position.ts";
import { Liveness } from "../../../../src/worker/runs/liveness.ts";

const minute = 60_000;

describe("the mark of a run that has not grown for five minutes", () => {
  let folder = "";
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "slopewise-liveness-"))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function mark(position: Position, config: object | null, minutes = 5): Promise<LiveMark> {
    if (config !== null) {
      writeFileSync(join(folder, "config.json"), JSON.stringify(config));
    }
    const liveness = new Liveness(new RunFolder(join(folder, "metrics.jsonl")));
    liveness.grew({ records: 100, modified: Date.now() - minutes * minute, rebuilt: false }, true);
    return liveness.mark({ seconds: new Float64Array(), position });
  }

  it("is ended once it has come as far as was planned", async () => {
    expect(await mark({ clock: "epoch", value: 9.998 }, { epochs: 10 })).toBe("ended");
    expect(await mark({ clock: "epoch", value: 10 }, { epochs: 10 })).toBe("ended");
    expect(await mark({ clock: "step", value: 999 }, { max_steps: 1000 })).toBe("ended");
  });

  it("is stalled before that, and where nothing says what was planned", async () => {
    expect(await mark({ clock: "epoch", value: 9.5 }, null)).toBe("stalled");
    expect(await mark({ clock: "epoch", value: 9.5 }, { epochs: 10 })).toBe("stalled");
    expect(await mark({ clock: "step", value: 10 }, { epochs: 10 })).toBe("stalled");
    expect(await mark({ clock: "epoch", value: null }, { epochs: 10 })).toBe("stalled");
  });

  it("is live as long as the next record may still come, wherever the run is", async () => {
    expect(await mark({ clock: "epoch", value: 10 }, { epochs: 10 }, 1)).toBe("live");
  });
});
