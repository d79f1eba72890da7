import { describe, expect, it } from "vitest";
import { RoleChoices } from "../../../../src/editor/runs/roleChoices.ts";

/** What VS Code keeps for a workspace. */
function memory(kept: unknown): ConstructorParameters<typeof RoleChoices>[0] & { kept: unknown } {
  return {
    kept,
    get(): unknown {
      return this.kept;
    },
    update(_key: string, value: unknown): Promise<void> {
      this.kept = value;
      return Promise.resolve();
    },
  };
}

const [one, other] = ["/runs/a/metrics.jsonl", "/runs/b/metrics.jsonl"];

describe("RoleChoices", () => {
  it("keeps what was chosen for a run, and for no other", async () => {
    const state = memory(undefined);
    const choices = new RoleChoices(state);
    await choices.choose(one, "trainLoss", "loss_ema");
    await choices.choose(one, "step", "iter");
    await choices.choose(one, "trainLoss", "loss");
    await choices.choose(other, "step", "it");
    expect(new RoleChoices(state).of(one)).toEqual({ trainLoss: ["loss"], step: ["iter"] });
    expect(choices.of("/runs/c/metrics.jsonl")).toEqual({});
  });

  it("forgets one role or all, and then keeps nothing of the run", async () => {
    const state = memory(undefined);
    const choices = new RoleChoices(state);
    await choices.choose(one, "trainLoss", "loss");
    await choices.choose(one, "step", "iter");
    await choices.choose(one, "step", null);
    expect(choices.of(one)).toEqual({ trainLoss: ["loss"] });
    await choices.forget(one);
    expect(choices.of(one)).toEqual({});
    expect(state.kept).toEqual({});
  });

  it.each([null, 3, "text", [], { [one]: null }, { [one]: { role: "x", step: 3, epoch: ["e"] } }])(
    "takes nothing of %j",
    (kept) => {
      expect(new RoleChoices(memory(kept)).of(one)).toEqual({});
    },
  );
});
