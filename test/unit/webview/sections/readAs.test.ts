import { describe, expect, it } from "vitest";
import type { PanelState } from "../../../../src/protocol/panel.ts";
import type { ReadAs, Role, RoleReading } from "../../../../src/review/model/readAs.ts";
import { columnOfChoice, readAsOf } from "../../../../webview/sections/head/readAs.ts";
import { reviewOf } from "../../worker/reviews.ts";

type Readings = Readonly<Partial<Record<Role, RoleReading>>>;

function stateOf(
  metrics: readonly string[],
  { taken = {}, automatic = taken }: { taken?: Readings; automatic?: Readings },
): Pick<PanelState, "review" | "plot" | "readAs"> {
  const { review, plot, readAs } = reviewOf("run");
  const all = (readings: Readings): ReadAs["taken"] => ({ ...readAs.taken, ...readings });
  return { review, plot: { ...plot, metrics }, readAs: { ...readAs, taken: all(taken), automatic: all(automatic) } };
}

const loss: RoleReading = { column: "loss", source: "name" };

describe("what the head says of the columns that were read", () => {
  it("names the losses and the clock, and the columns that were chosen", () => {
    const taken: Readings = { trainLoss: loss, learningRate: { column: "eta", source: "chosen" } };
    expect(readAsOf(stateOf(["loss", "eta"], { taken }))?.parts).toMatchObject([
      { name: "training loss", value: "loss", isColumn: true, isChosen: false },
      { name: "learning rate", value: "eta", isColumn: true, isChosen: true },
      { name: "time axis", value: "record count", isColumn: false, isChosen: false },
      { name: "contract", value: "none", isColumn: false, isChosen: false },
    ]);
  });

  it.each([
    [{ path: "/runs/metrics.contract.json", usable: true, asks: true }, "metrics.contract.json"],
    [{ path: "C:\\runs\\metrics.contract.json", usable: false, asks: false }, "metrics.contract.json cannot be used"],
    [{ path: null, usable: true, asks: true }, "built-in"],
    [{ path: null, usable: true, asks: false }, "none"],
  ])("names what the run is held to: %o", (contract, value) => {
    const state = stateOf(["loss"], {});
    const readAs = state.readAs && { ...state.readAs, contract };
    expect(readAsOf({ ...state, readAs })?.parts.at(-1)).toMatchObject({ name: "contract", value });
  });

  it("says that no training loss was found", () => {
    expect(readAsOf(stateOf(["return"], {}))?.parts[0]).toMatchObject({ name: "training loss", value: null });
  });

  it("offers the log's columns and what is read by itself, whatever they are called", () => {
    const chosen: RoleReading = { column: "", source: "chosen" };
    const shown = readAsOf(stateOf(["loss", ""], { taken: { trainLoss: chosen }, automatic: { trainLoss: loss } }));
    const list = shown?.roles.find(({ role }) => role === "trainLoss");
    expect(list?.choices.map(({ label }) => label)).toEqual(["Automatic: loss", "loss", ""]);
    expect(list?.choices.map(({ value }) => columnOfChoice(value))).toEqual([null, "loss", ""]);
    expect(columnOfChoice(list?.value ?? "")).toBe("");
    expect(shown?.anyChosen).toBe(true);
  });

  it("is automatic where the contract or a name said it", () => {
    const shown = readAsOf(stateOf(["loss"], { taken: { trainLoss: { column: "loss", source: "contract" } } }));
    expect(shown?.roles.every(({ value }) => value === "")).toBe(true);
    expect(shown?.anyChosen).toBe(false);
  });

  it("counts the columns that are too many to offer, and keeps the one that was chosen", () => {
    const many = Array.from({ length: 1_000 }, (_, i) => `layer.${i}`);
    const shown = readAsOf(stateOf(many, { taken: { gradNorm: { column: "layer.999", source: "chosen" } } }));
    expect(shown?.more).toBe(700);
    const list = shown?.roles.find(({ role }) => role === "gradNorm");
    expect(list?.choices.some(({ value }) => value === list.value)).toBe(true);
  });

  it("is nothing before the first review", () => {
    expect(readAsOf({ ...stateOf([], {}), readAs: null })).toBeNull();
  });
});
