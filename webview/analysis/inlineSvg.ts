/** Elements that figures are drawn with; nothing else of a document gets into the page. */
const elements: ReadonlySet<string> = new Set(["svg", "g", "rect", "circle", "path", "line", "text", "tspan"]);

/** Elements that may stand for runs, as their labels say. */
const marks: ReadonlySet<string> = new Set(["circle", "rect"]);

const attributes: ReadonlySet<string> = new Set([
  ...["x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "d", "dx", "dy", "width", "height", "viewBox", "transform"],
  ...["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linejoin"],
  ...["stroke-linecap", "stroke-miterlimit", "opacity", "color", "paint-order", "text-anchor"],
  ...["font-family", "font-size", "font-weight", "font-variant", "role"],
]);

/** A value that refers to something, in the document or outside. */
const reference = /url|:\/\//i;

/**
 * An SVG document as elements of the page, so that its colors are those of the theme and its marks can be pointed at. It is
 * built again from the elements and attributes that figures have: names of runs and settings, which are part of it as
 * text, can be nothing but text. Null where the text is no SVG document.
 */
export function inlineSvg(text: string): SVGElement | null {
  const { documentElement } = new DOMParser().parseFromString(text, "image/svg+xml");
  const copy = documentElement.localName === "svg" ? copyOf(documentElement) : null;
  return copy instanceof SVGElement ? copy : null;
}

function copyOf(given: Element): Element | null {
  if (!elements.has(given.localName)) {
    return null;
  }
  const made = document.createElementNS("http://www.w3.org/2000/svg", given.localName);
  for (const { name, value } of given.attributes) {
    const isMark = name === "aria-label" && marks.has(given.localName);
    if ((isMark || attributes.has(name)) && !reference.test(value)) {
      made.setAttribute(name, value);
    }
  }
  for (const child of given.childNodes) {
    const copy = child instanceof Element ? copyOf(child) : document.createTextNode(child.textContent ?? "");
    if (copy !== null) {
      made.append(copy);
    }
  }
  return made;
}
