import { escaped, paint } from "./svgText.ts";

/** What is drawn on a canvas, as SVG: for pages and slides that are printed at any size. */
export class SvgRecorder {
  /** Draws on the canvas as ever, and is recorded. */
  readonly context: CanvasRenderingContext2D;
  readonly #real: CanvasRenderingContext2D;
  readonly #parts: string[] = [];
  /** Groups that are open for a clip, by the depth of `save` that they were opened at. */
  readonly #groups: number[] = [];
  #path = "";
  #depth = 0;
  #clips = 0;

  constructor(real: CanvasRenderingContext2D) {
    this.#real = real;
    this.context = new Proxy(real, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== "function") {
          return value;
        }
        return (...given: unknown[]): unknown => {
          this.#record(String(name), given);
          const result: unknown = Reflect.apply(value, target, given);
          return result;
        };
      },
      set: (target, name, value) => Reflect.set(target, name, value, target),
    });
  }

  /** The elements that were drawn, in the pixels of the canvas. */
  get elements(): string {
    return this.#parts.join("\n") + "</g>".repeat(this.#groups.length);
  }

  #record(name: string, given: readonly unknown[]): void {
    const numbers = given.filter((value) => typeof value === "number");
    switch (name) {
      case "beginPath":
        this.#path = "";
        return;
      case "moveTo":
        return this.#add("M", numbers);
      case "lineTo":
        return this.#add(this.#path === "" ? "M" : "L", numbers);
      case "bezierCurveTo":
        return this.#add("C", numbers);
      case "closePath":
        this.#path += "Z";
        return;
      case "rect":
        return this.#rectangle(numbers);
      case "arc":
        return this.#circle(numbers);
      case "fillRect":
        return this.#paintRectangle("fill", numbers);
      case "strokeRect":
        return this.#paintRectangle("stroke", numbers);
      case "stroke":
        return this.#paint("stroke");
      case "fill":
        return this.#paint("fill");
      case "fillText":
        return this.#text(String(given[0]), numbers);
      case "clearRect":
        this.#parts.length = 0;
        this.#groups.length = 0;
        return;
      case "clip":
        return this.#clip();
      case "save":
        this.#depth++;
        return;
      case "restore":
        return this.#restore();
    }
  }

  #at(x: number, y: number): string {
    const { a, b, c, d, e, f } = this.#real.getTransform();
    return `${short(a * x + c * y + e)} ${short(b * x + d * y + f)}`;
  }

  #add(letter: string, numbers: readonly number[]): void {
    const places: string[] = [];
    for (let i = 0; i + 1 < numbers.length; i += 2) {
      places.push(this.#at(numbers[i] ?? 0, numbers[i + 1] ?? 0));
    }
    this.#path += `${letter}${places.join(" ")}`;
  }

  #rectangle([x = 0, y = 0, width = 0, height = 0]: readonly number[]): void {
    const [right, bottom] = [x + width, y + height];
    this.#path += `M${this.#at(x, y)}L${this.#at(right, y)}L${this.#at(right, bottom)}L${this.#at(x, bottom)}Z`;
  }

  /** Charts draw whole circles only. */
  #circle([x = 0, y = 0, radius = 0]: readonly number[]): void {
    const r = short(radius * this.#scale());
    const [left, right] = [this.#at(x - radius, y), this.#at(x + radius, y)];
    this.#path += `M${left}A${r} ${r} 0 1 0 ${right}A${r} ${r} 0 1 0 ${left}Z`;
  }

  #paintRectangle(how: "fill" | "stroke", numbers: readonly number[]): void {
    const path = this.#path;
    this.#path = "";
    this.#rectangle(numbers);
    this.#paint(how);
    this.#path = path;
  }

  #paint(how: "fill" | "stroke"): void {
    if (this.#path === "") {
      return;
    }
    const { fillStyle, strokeStyle, lineWidth } = this.#real;
    const dash = this.#real.getLineDash().map((part) => short(part * this.#scale()));
    const look =
      how === "fill"
        ? paint("fill", color(fillStyle))
        : `fill="none" ${paint("stroke", color(strokeStyle))} stroke-width="${short(lineWidth * this.#scale())}"` +
          (dash.length === 0 ? "" : ` stroke-dasharray="${dash.join(" ")}"`);
    this.#parts.push(`<path d="${this.#path}" ${look}/>`);
  }

  #text(text: string, [x = 0, y = 0]: readonly number[]): void {
    const { font, fillStyle, textAlign, textBaseline } = this.#real;
    const { a, b, c, d } = this.#real.getTransform();
    const anchor = textAlign === "center" ? "middle" : textAlign === "right" || textAlign === "end" ? "end" : "start";
    const baseline = textBaseline === "middle" ? "central" : textBaseline === "top" ? "hanging" : "auto";
    const matrix = `matrix(${[a, b, c, d].map(short).join(" ")} ${this.#at(x, y)})`;
    this.#parts.push(
      `<text transform="${matrix}" style="font: ${escaped(font)}" ${paint("fill", color(fillStyle))} ` +
        `text-anchor="${anchor}" dominant-baseline="${baseline}">${escaped(text)}</text>`,
    );
  }

  #clip(): void {
    const id = `clip-${++this.#clips}`;
    this.#parts.push(`<clipPath id="${id}"><path d="${this.#path}"/></clipPath><g clip-path="url(#${id})">`);
    this.#groups.push(this.#depth);
  }

  #restore(): void {
    while (this.#groups.length > 0 && (this.#groups.at(-1) ?? 0) >= this.#depth) {
      this.#groups.pop();
      this.#parts.push("</g>");
    }
    this.#depth--;
  }

  #scale(): number {
    const { a, b } = this.#real.getTransform();
    return Math.hypot(a, b);
  }
}

function short(value: number): string {
  return String(Number(value.toFixed(2)));
}

function color(style: string | CanvasGradient | CanvasPattern): string {
  return typeof style === "string" ? style : "none";
}
