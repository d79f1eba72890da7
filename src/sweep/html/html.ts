import { shownName } from "../report/names.ts";

/** A text of ours or of others as HTML that cannot be anything but text. */
export function escaped(text: string): string {
  return shownName(text, Infinity)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/** A name from outside, apart from the direction of writing around it. */
export function nameHtml(name: string): string {
  return `<bdi>${escaped(shownName(name, 80))}</bdi>`;
}

/** A cell of a table: a number's text stands to the right. */
export interface TableCell {
  readonly html: string;
  readonly isNumber: boolean;
}

export function nameCell(name: string): TableCell {
  return { html: nameHtml(name), isNumber: false };
}

export function numberCell(text: string): TableCell {
  return { html: escaped(text), isNumber: true };
}

/** A table with a heading above it and a note below where there is more to say. */
export interface HtmlTable {
  readonly title: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly TableCell[])[];
  readonly note: string;
}

/** Nothing for a table without rows. */
export function tableHtml({ title, header, rows, note }: HtmlTable): string {
  if (rows.length === 0) {
    return "";
  }
  const numbers = header.map((_, i) => rows[0]?.[i]?.isNumber ?? false);
  const cell = ({ html, isNumber }: TableCell): string =>
    isNumber ? `<td class="n">${html}</td>` : `<td>${html}</td>`;
  const head = header.map((name, i) => `<th scope="col"${numbers[i] ? ' class="n"' : ""}>${escaped(name)}</th>`);
  const body = rows.map((cells) => `<tr>${cells.map(cell).join("")}</tr>`);
  return [
    `<h2>${escaped(title)}</h2>`,
    `<div class="table"><table><thead><tr>${head.join("")}</tr></thead>`,
    `<tbody>${body.join("\n")}</tbody></table></div>`,
    note === "" ? "" : `<p class="note">${escaped(note)}</p>`,
  ].join("\n");
}
