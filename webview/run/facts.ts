import type { RunReview, Slope } from "../../src/review/runReview.ts";
import { element } from "../shared/element.ts";
import { intervalText, significant } from "../shared/format.ts";

/** The numbers beside the models, each with its uncertainty or the reason why there is none. */
export function factList(review: RunReview): HTMLElement {
  const facts = [
    ...kneeFacts(review),
    ...slopeFacts(review),
    ...curvatureFacts(review),
    ...noiseFacts(review),
    ...validationFacts(review),
  ];
  return element("dl", {
    class: "facts",
    children: facts.map(([name, value]) =>
      element("div", { children: [element("dt", { text: name }), element("dd", { text: value })] }),
    ),
  });
}

type Fact = readonly [name: string, value: string];

function kneeFacts({ knee, firstPowerWin, clock }: RunReview): Fact[] {
  const facts: Fact[] = [];
  if (knee !== null) {
    const found = `${significant(knee.epoch)} ${bracketed(knee.interval)}${knee.provisional ? " provisional" : ""}`;
    facts.push([`Knee ${clock}`, knee.epoch === null ? `none: ${knee.reason ?? ""}` : found]);
  }
  if (firstPowerWin !== null) {
    const start = firstPowerWin.atStart ? ", the first point: no evidence of a knee by itself" : "";
    facts.push(["First power win", `${significant(firstPowerWin.epoch)}${start}`]);
  }
  return facts;
}

function slopeFacts({ slopes }: RunReview): Fact[] {
  return slopes === null ? [] : [slopeFact("Early slope α", slopes.early), slopeFact("Full slope α", slopes.full)];
}

function slopeFact(name: string, { alpha, interval, r2, window, reason }: Slope): Fact {
  return alpha === null
    ? [name, `none: ${reason ?? ""}`]
    : [name, `${significant(alpha, 3)} ${bracketed(interval)} over ${intervalText(window)}, R² ${significant(r2, 3)}`];
}

function curvatureFacts({ curvature }: RunReview): Fact[] {
  if (curvature === null) {
    return [];
  }
  const { plateau, firstFlat } = curvature;
  const facts: Fact[] = [
    ["Curvature settles", plateau.epoch === null ? `no: ${plateau.reason ?? ""}` : significant(plateau.epoch)],
  ];
  if (firstFlat !== null) {
    facts.push(["First flat", `${significant(firstFlat)} (under 5 % an epoch for 3 epochs)`]);
  }
  return facts;
}

function noiseFacts({ noise }: RunReview): Fact[] {
  return noise === null
    ? []
    : [["Noise", `floor ${significant(noise.floor, 3)}, tail power ${significant(noise.tailPower, 3)}`]];
}

function validationFacts({ bestVal, clock }: RunReview): Fact[] {
  return bestVal === null
    ? []
    : [[`Best ${bestVal.metric}`, `${significant(bestVal.value)} at ${clock} ${significant(bestVal.epoch)}`]];
}

function bracketed(interval: readonly [number, number] | null): string {
  return interval === null ? "" : `[${intervalText(interval)}]`;
}
