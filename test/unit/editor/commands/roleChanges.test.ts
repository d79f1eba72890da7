import { describe, expect, it } from "vitest";
import { RoleChanges } from "../../../../src/editor/commands/roleChanges.ts";
import { RoleChoices } from "../../../../src/editor/runs/roleChoices.ts";
import type { Run } from "../../../../src/editor/runs/runs.ts";

const log = "/runs/a/metrics.jsonl";
/** As much of a run as is looked at here. */
const shown: unknown = { uri: { fsPath: log } };
const run = shown as Run;

/** The roles of one run; `isWritten`: whether the person has a contract written when asked. */
function changes(isWritten: boolean): { roles: RoleChanges; choices: RoleChoices; sent: unknown[]; written: Run[] } {
  let kept: unknown;
  const choices = new RoleChoices({
    get: () => kept,
    update: (_key: string, value: unknown) => {
      kept = value;
      return Promise.resolve();
    },
  } as ConstructorParameters<typeof RoleChoices>[0]);
  const sent: unknown[] = [];
  const written: Run[] = [];
  const roles = new RoleChanges({
    choices,
    client: { choose: (...message: unknown[]) => void sent.push(message) },
    contracts: {
      change: (changed: Run) => {
        written.push(changed);
        return Promise.resolve(isWritten);
      },
    },
  });
  return { roles, choices, sent, written };
}

describe("changes of a run's roles", () => {
  it("tells the worker all that is chosen so far, not the last choice alone", async () => {
    const { roles, sent } = changes(true);
    await roles.readAs(log, "trainLoss", "loss_ema");
    await roles.readAs(log, "step", "iter");
    expect(sent).toEqual([
      [log, { trainLoss: ["loss_ema"] }],
      [log, { trainLoss: ["loss_ema"], step: ["iter"] }],
    ]);
  });

  it("leaves a run to its log again, in the worker too", async () => {
    const { roles, choices, sent } = changes(true);
    await roles.readAs(log, "step", "iter");
    await roles.readAutomatically(log);
    expect(choices.of(log)).toEqual({});
    expect(sent.at(-1)).toEqual([log, {}]);
  });

  it("forgets a choice once a contract says it", async () => {
    const { roles, choices, sent, written } = changes(true);
    await roles.readAs(log, "step", "iter");
    await roles.write(run);
    expect(written).toEqual([run]);
    expect(choices.of(log)).toEqual({});
    expect(sent.at(-1)).toEqual([log, {}]);
  });

  it("keeps a choice where the person thinks better of writing the contract", async () => {
    const { roles, choices, sent } = changes(false);
    await roles.readAs(log, "step", "iter");
    await roles.write(run);
    expect(choices.of(log)).toEqual({ step: ["iter"] });
    expect(sent).toHaveLength(1);
  });
});
