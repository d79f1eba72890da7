import { greatest } from "../../extremes.ts";
import { countOf, measured } from "../../contract/texts/sentences.ts";
import { modelNames } from "../../numerics/models/modelFit.ts";
import { isWide, joints } from "../../review/model/isWide.ts";
import { leadingModel } from "../../review/model/leadingModel.ts";
import { modelsByFit } from "../../review/model/modelOrder.ts";
import type { Interval, LiteralPieces, RunReview, Slope } from "../../review/model/runReview.ts";
import { modelLabel } from "../../review/words/modelLabel.ts";
import { findingsText } from "./findingsText.ts";
import { printable } from "../../printable.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { textTable, wrapped } from "./textTable.ts";

/** More drops than this are counted, not listed. */
const mostDrops = 20;

/** A review for people: the summary first, then the models, the knee, the slopes, the curvature and the findings. */
export function reviewText(review: RunReview, terminal: Terminal): string[] {
  const last = review.loss === null ? "" : `, ${countOf(review.loss.points, "point")} of ${review.loss.metric}`;
  const sections = [
    modelLines(review),
    factLines(review),
    review.findings.length === 0 ? ["  No findings."] : findingsText(review.findings, terminal),
  ];
  return [
    `${terminal.style("bold", printable(review.run))}  ${countOf(review.records, "record")}${printable(last)}`,
    ...wrapped(printable(review.summary), Math.max(40, terminal.width - 2)).map((line) => `  ${line}`),
    ...sections.filter((section) => section.length > 0).flatMap((section) => ["", ...section]),
  ];
}

/** Whether there is any model of the loss. */
function isFitted({ fits }: RunReview): boolean {
  return fits !== null && modelNames.some((name) => fits[name].reason === null);
}

/** The models one below the other, the best first, and the one marked that describes the curve or comes closest. */
function modelLines(review: RunReview): string[] {
  const { fits } = review;
  // Where no model could be fitted the summary says why.
  if (fits === null || !isFitted(review)) {
    return [];
  }
  const leading = leadingModel(review);
  const rows = modelsByFit(fits).map((name) => {
    const { params, intervals, r2, aicc, weight, phi, reason } = fits[name];
    const values = Object.entries(params).map(
      ([key, value]) => `${key} ${written(key, value, intervals[key] ?? null)}`,
    );
    const text = reason === null ? values.join("  ") : printable(reason);
    const numbers = [fixed(r2, 4), fixed(aicc, 1), fixed(weight, 3), fixed(phi, 2)];
    return { cells: [`${name === leading?.name ? "*" : " "} ${modelLabel(name)}`, ...numbers], text };
  });
  const table = textTable([["  model", "R2", "AICc", "weight", "phi"], ...rows.map(({ cells }) => cells)]);
  const width = greatest(table.map((line) => line.length));
  return table.map((line, index) =>
    `  ${line.padEnd(width)}  ${index === 0 ? "parameters [95% CI]" : (rows[index - 1]?.text ?? "")}`.trimEnd(),
  );
}

function factLines(review: RunReview): string[] {
  const facts = [
    ...windowFacts(review),
    ...kneeFacts(review),
    ...askedFacts(review),
    ...slopeFacts(review),
    ...forecastFacts(review),
    ...curvatureFacts(review),
    ...noiseFacts(review),
    ...bestFacts(review),
    ...dropFacts(review),
    ...leftOutFacts(review),
  ];
  const width = Math.max(0, greatest(facts.map(([title]) => title.length)));
  return facts.map(([title, text]) => `  ${printable(title).padEnd(width)}  ${printable(text)}`);
}

type Fact = readonly [title: string, text: string];

function windowFacts({ clock, window, lrDropsFrom }: RunReview): Fact[] {
  if (window === null) {
    return [];
  }
  const dropping = lrDropsFrom === "loss" ? "loss" : "learning rate";
  const ends = window.endsAt === "lrDrop" ? `, where the ${dropping} drops` : "";
  return [["window", `${clock} ${measured(window.start)} to ${measured(window.end)}${ends}`]];
}

function kneeFacts(review: RunReview): Fact[] {
  const { clock, knee } = review;
  // Where no model could be fitted the summary says why.
  if (knee === null || !isFitted(review)) {
    return [];
  }
  const { epoch, reason, interval, provisional } = knee;
  const moving = provisional ? ", may still move" : "";
  return [
    ["knee", epoch === null ? `none: ${reason ?? ""}` : `${clock} ${measured(epoch)}${between(interval)}${moving}`],
  ];
}

function curvatureFacts({ clock, curvature }: RunReview): Fact[] {
  if (curvature === null) {
    return [];
  }
  const { epoch, reason } = curvature.plateau;
  const text = epoch === null ? `no plateau: ${reason ?? ""}` : `plateau from ${clock} ${measured(epoch)} on`;
  return [[curvature.metric, text]];
}

function noiseFacts({ noise }: RunReview): Fact[] {
  const floor = noise?.floor ?? null;
  if (noise === null || floor === null) {
    return [];
  }
  const tailPower = noise.tailPower === null ? "–" : measured(noise.tailPower);
  return [["noise floor", `${measured(floor)}, tail power ${tailPower}`]];
}

function bestFacts({ clock, bestVal }: RunReview): Fact[] {
  return bestVal === null
    ? []
    : [["best", `${bestVal.metric} ${measured(bestVal.value)} at ${clock} ${measured(bestVal.epoch)}`]];
}

function dropFacts({ clock, lrDrops, lrDropsFrom }: RunReview): Fact[] {
  if (lrDrops.length === 0) {
    return [];
  }
  const more = lrDrops.length > mostDrops ? ` and ${lrDrops.length - mostDrops} more` : "";
  const drops = `${clock} ${lrDrops.slice(0, mostDrops).map(measured).join(", ")}${more}`;
  return [[lrDropsFrom === "loss" ? "loss drops" : "lr drops", drops]];
}

function leftOutFacts({ loss }: RunReview): Fact[] {
  const left = loss === null ? "" : excludedText(loss.excluded);
  return left === "" ? [] : [["left out", left]];
}

/** What was asked for besides the usual, and the literature's rule that is always given. */
function askedFacts(review: RunReview): Fact[] {
  const { bootstrap, firstPowerWin, clock } = review;
  const facts: Fact[] = [];
  if (bootstrap !== null) {
    facts.push(["bootstrap", `knee${between(bootstrap.knee)}, exponent after it${between(bootstrap.alpha)}`]);
  }
  if (firstPowerWin !== null) {
    const start = firstPowerWin.atStart ? " (the first point, so this is no evidence of a knee)" : "";
    facts.push(["power law beats exponential from", `${clock} ${measured(firstPowerWin.epoch)}${start}`]);
  }
  return [...facts, ...literalLines(review)];
}

function forecastFacts({ forecast, clock }: RunReview): Fact[] {
  if (forecast === null) {
    return [];
  }
  const { at, value, interval, reason } = forecast;
  const text =
    value === null ? `none: ${reason ?? ""}` : `${measured(value)}${between(interval)} at ${clock} ${measured(at)}`;
  return [["forecast", text]];
}

function slopeFacts(review: RunReview): Fact[] {
  const { slopes, clock } = review;
  // Where no model could be fitted the summary says why, and slopes have no other reason.
  return slopes === null || (!isFitted(review) && slopes.full.alpha === null)
    ? []
    : [
        ["early exponent", clock === "epoch" ? slopeText(slopes.early, clock) : `none: ${slopes.early.reason ?? ""}`],
        ["full exponent", slopeText(slopes.full, clock)],
        ...slopes.windows.map((slope) => ["exponent", slopeText(slope, clock)] as const),
      ];
}

/** The literature's rules, where they were asked for. */
function literalLines({ literal, clock }: RunReview): Fact[] {
  if (literal === null) {
    return [];
  }
  const { twoPower, huber, psdTail, lambdaPlateau } = literal;
  const pieces = (part: LiteralPieces): string =>
    `${measured(part.alphaBefore)} and ${measured(part.alphaAfter)} about ${clock} ${measured(part.breakpoint)}, AIC ${part.aic.toFixed(1)}`;
  const lines: (readonly [title: string, text: string | null])[] = [
    ["literal: joint in the middle", twoPower.fixed && pieces(twoPower.fixed)],
    ["literal: 15 points a side", twoPower.split && pieces(twoPower.split)],
    ["literal: Huber at 1.5 sigma", huber && `alpha ${measured(huber.alpha)}`],
    ["literal: psd_tail of 512", psdTail === null ? null : measured(psdTail)],
    ["literal: lambda plateau", lambdaPlateau === null ? null : `epoch ${measured(lambdaPlateau)}`],
  ];
  return lines.flatMap(([title, text]) => (text === null ? [] : [[title, text] as const]));
}

function slopeText({ window, alpha, r2, interval, reason }: Slope, clock: string): string {
  const where = `${clock} ${measured(window[0])} to ${measured(window[1])}`;
  return alpha === null
    ? `none over ${where}: ${reason ?? ""}`
    : `alpha ${known(alpha, interval)} over ${where}, R2 ${fixed(r2, 4)}`;
}

function excludedText(excluded: NonNullable<RunReview["loss"]>["excluded"]): string {
  const { nonFinite, nonPositive, atZero, repeated, diverged } = excluded;
  const parts: (readonly [count: number, what: string])[] = [
    [nonFinite, "not finite"],
    [nonPositive, "not positive"],
    [atZero, "at zero or without a usable time"],
    [repeated, "logged again later"],
    [diverged, "after the loss diverged"],
  ];
  return parts
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${countOf(count, "record")} ${what}`)
    .join(", ");
}

/** A parameter of a model; of a time at which two pieces meet, how wide its interval is does not depend on where it is. */
function written(parameter: string, value: number, interval: Interval | null): string {
  return joints.includes(parameter) ? `${measured(value)}${between(interval)}` : known(value, interval);
}

/** A value with its interval, or that this is too wide to determine it. */
function known(value: number, interval: Interval | null): string {
  return interval !== null && isWide(value, interval)
    ? `about ${measured(Number(value.toPrecision(1)))} (not determined)`
    : `${measured(value)}${between(interval)}`;
}

function between(interval: Interval | null): string {
  return interval === null ? "" : ` [${measured(interval[0])} to ${measured(interval[1])}]`;
}

function fixed(value: number | null, digits: number): string {
  return value === null ? "–" : value.toFixed(digits);
}
