const [quote, comma, space, backslash, letterU] = [0x22, 0x2c, 0x20, 0x5c, 0x75];

/** By the letter after the backslash: the byte that it stands for, 0 for none. */
const plainEscapes = new Uint8Array(128);
for (const pair of ['""', "\\\\", "//", "b\b", "f\f", "n\n", "r\r", "t\t"]) {
  plainEscapes[pair.charCodeAt(0)] = pair.charCodeAt(1);
}

/**
 * Writes the cell of a JSON string whose inside stands at `start` to `end`: escapes resolved, in quotes where the CSV
 * needs them, lone surrogates as U+FFFD. Returns the position after it. The string is valid JSON, and `out` has room
 * for two bytes for each of its bytes and two more.
 */
export function writeEscaped(
  bytes: DataView,
  [start, end]: readonly [number, number],
  out: Uint8Array,
  to: number,
): number {
  const first = to + 1;
  let place = first;
  let needsQuotes = false;
  out[to] = quote;
  for (let at = start; at < end;) {
    const byte = bytes.getUint8(at);
    if (byte !== backslash) {
      needsQuotes ||= byte === comma;
      out[place++] = byte;
      at += 1;
      continue;
    }
    const letter = bytes.getUint8(at + 1);
    const code = letter === letterU ? codePoint(bytes, at, end) : (plainEscapes[letter] ?? 0);
    at += letter !== letterU ? 2 : code > 0xffff ? 12 : 6;
    needsQuotes ||= code === quote || code === comma || code === 0x0a || code === 0x0d;
    if (code === quote) {
      out[place++] = quote;
    }
    place = writeUtf8(code, out, place);
  }
  if (needsQuotes || out[first] === space || (place > first && out[place - 1] === space)) {
    out[place] = quote;
    return place + 1;
  }
  out.copyWithin(to, first, place);
  return place - 1;
}

/** The character of the escape `\uXXXX` at `at`, or of the two that make a surrogate pair. */
function codePoint(bytes: DataView, at: number, end: number): number {
  const unit = codeUnit(bytes, at + 2);
  if (unit < 0xd800 || unit > 0xdfff) {
    return unit;
  }
  const isPair = unit < 0xdc00 && at + 12 <= end && bytes.getUint16(at + 6) === ((backslash << 8) | letterU);
  const low = isPair ? codeUnit(bytes, at + 8) : 0;
  return low >= 0xdc00 && low <= 0xdfff ? 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00) : 0xfffd;
}

function codeUnit(bytes: DataView, at: number): number {
  let unit = 0;
  for (let digit = at; digit < at + 4; digit += 1) {
    const byte = bytes.getUint8(digit);
    unit = unit * 16 + ((byte & 0x0f) + (byte >= 0x40 ? 9 : 0));
  }
  return unit;
}

/** By the number of bytes that follow: the first byte's leading bits. */
const leads = [0, 0xc0, 0xe0, 0xf0] as const;

function writeUtf8(code: number, out: Uint8Array, to: number): number {
  if (code < 0x80) {
    out[to] = code;
    return to + 1;
  }
  const tails = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
  out[to] = leads[tails] | (code >> (6 * tails));
  for (let tail = 1; tail <= tails; tail += 1) {
    out[to + tail] = 0x80 | ((code >> (6 * (tails - tail))) & 0x3f);
  }
  return to + 1 + tails;
}
