import { describe, expect, it } from "vitest";
import { parseLinesChart, type LinesChart } from "../../../../src/sweep/curves/linesChart.ts";
import { columnWidths, drawLines } from "../../../../src/sweep/figures/drawFigures.ts";

const x = Float64Array.of(1, 2, 3, 4);

function chart(changes: Partial<LinesChart>): LinesChart {
  return {
    title: "Loss",
    x: { title: "epoch", isLog: false, range: [1, 4], ticks: [1, 4].map((at) => ({ at, text: `e${at}` })) },
    y: { title: "", isLog: true, range: [0.1, 10], ticks: null },
    lines: [{ color: "#0a6fd0", isDashed: false, x, y: Float64Array.of(4, 2, 1, 0.5), band: null }],
    legend: { title: "lr", entries: [{ name: "0.1", color: "#0a6fd0" }] },
    note: "",
    width: "one",
    ...changes,
  };
}

/** The places of the path that is drawn in a color. */
function placesOf(svg: string, color: string): readonly (readonly number[])[] {
  const path = svg.match(/<path [^>]*>/g)?.find((one) => one.includes(`stroke="${color}"`)) ?? "";
  const moves = (/ d="M([^"]*)"/.exec(path)?.[1] ?? "").split("L");
  return moves.map((move) => move.split(",").map(Number));
}

describe("a chart of lines for a paper", () => {
  it("has title, axes, legend and note, as wide as a column", () => {
    for (const width of ["one", "two"] as const) {
      const svg = drawLines(chart({ width, note: "Dashed: training." }));
      expect(svg).toMatch(new RegExp(`^<svg [^>]*width="${columnWidths[width]}"`));
      for (const text of ["Loss", "epoch", "e1", "e4", "lr", "0.1", "Dashed: training."]) {
        expect(svg).toContain(`>${text}</text>`);
      }
    }
  });

  it("puts values where their axes have them: halves are equally far apart on a log axis", () => {
    const places = placesOf(drawLines(chart({})), "#0a6fd0");
    const steps = places.slice(1).map(([, y = NaN], i) => y - (places[i]?.[1] ?? NaN));
    expect(places).toHaveLength(4);
    expect(Math.max(...steps) - Math.min(...steps)).toBeLessThan(0.01);
    expect(steps[0]).toBeGreaterThan(0);
  });

  it("dashes what is trained on, fills bands, and leaves a gap for a value that is missing", () => {
    const band = { low: Float64Array.of(3, 1, 0.5, 0.2), high: Float64Array.of(5, 3, 2, 1) };
    const y = Float64Array.of(4, NaN, 1, 0.5);
    const svg = drawLines(chart({ lines: [{ color: "#c14f00", isDashed: true, x, y, band }] }));
    expect(svg).toMatch(/stroke-dasharray="4,2.5"/);
    expect(svg).toMatch(/fill="#c14f00"/);
    expect(
      /<path [^>]*stroke="#c14f00"[^>]*d="([^"]*)"|<path d="([^"]*)"[^>]*stroke="#c14f00"/.exec(svg)?.join(""),
    ).toMatch(/M.*M/);
  });

  it("draws hostile names as text", () => {
    const svg = drawLines(chart({ title: "</text><script>alert(1)</script>" }));
    expect(svg).not.toContain("<script>");
  });

  const look = { width: 2, dash: [6, 3], opacity: 0.5, radius: 0 };
  const marking = {
    bars: [{ color: "#0a6fd0", opacity: 0.35, x, low: Float64Array.of(1, 2, 3, 4), high: Float64Array.of(2, 3, 4, 5) }],
    marks: [
      { at: 2, interval: [1.5, 2.5] as const, label: "knee 2", color: "#111111", dash: [] },
      { at: 99, interval: null, label: "out of sight", color: "#222222", dash: [] },
    ],
    spans: [{ from: 2, to: 3, label: "<b>\u03b1 0.3</b>", color: "#333333" }],
    areas: [{ x: [3, 4] as const, y: [0.2, 0.4] as const, color: "#652d90" }],
    crosses: { color: "#c62828", x: Float64Array.of(3.5) },
  };

  it("draws what a review marks, with labels above the frame, and lines in their own look", () => {
    const line = { color: "#c14f00", isDashed: true, x, y: Float64Array.of(4, 2, 1, 0.5), band: null, look };
    const legend = { title: "", entries: [{ name: "switch", color: "#c14f00", look }] };
    const svg = drawLines(chart({ lines: [line], legend, marking, y: { ...chart({}).y, title: "loss_train_nats" } }));
    expect(svg).toMatch(/<path [^>]*stroke="#c14f00"[^>]*|stroke-dasharray="6,3"/);
    expect(svg.match(/stroke-dasharray="6,3"/g)).toHaveLength(2);
    for (const color of ["#0a6fd0", "#111111", "#333333", "#652d90", "#c62828"]) {
      expect(svg).toContain(color);
    }
    for (const text of ["knee 2", "switch", "loss_train_nats", "&lt;b&gt;\u03b1 0.3&lt;/b&gt;"]) {
      expect(svg).toContain(`>${text}</text>`);
    }
    expect(svg).not.toContain("out of sight");
    expect(svg).not.toMatch(/NaN|undefined/);
  });

  it("names every tick of a logarithmic axis that has room", () => {
    const at = [0.2, 0.5, 1, 2, 5, 10, 20, 50];
    const ticks = at.map((value) => ({ at: value, text: `at ${value}` }));
    const svg = drawLines(chart({ x: { title: "epoch", isLog: true, range: [0.1, 60], ticks }, width: "two" }));
    at.forEach((value) => expect(svg).toContain(`>at ${value}</text>`));
  });

  it("is as wide as a slide, its letters larger in proportion", () => {
    const svg = drawLines(chart({ width: "slide" }));
    expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 688 /);
    expect(svg).toMatch(/^<svg [^>]* width="1600"/);
  });

  it("is taken from a page only where every part of it is what it should be", () => {
    const line = { ...chart({}).lines[0], look };
    const sound = { ...chart({ width: "slide", marking }), lines: [line] };
    expect(parseLinesChart(sound)).toEqual(sound);
    const wrong: readonly object[] = [
      { lines: [{ ...line, color: "url(#x)" }] },
      { lines: [{ ...line, look: { ...look, dash: ["1"] } }] },
      { lines: [{ ...line, look: { ...look, opacity: 2 } }] },
      { marking: { ...marking, marks: [{ ...marking.marks[0], color: '"/><script>' }] } },
      { marking: { ...marking, bars: [{ ...marking.bars[0], low: Float64Array.of(1) }] } },
      { marking: { ...marking, areas: [{ ...marking.areas[0], x: [1] }] } },
      { marking: { ...marking, crosses: { color: "red", x: [1] } } },
      { marking: null },
      { width: "three" },
    ];
    wrong.forEach((part) => expect(parseLinesChart({ ...sound, ...part }), JSON.stringify(part)).toBeNull());
  });
});
