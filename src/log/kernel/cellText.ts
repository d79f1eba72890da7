import { backslash, carriageReturn, comma, letterU, newline, quote, space } from "./bytes";
import { aBoolean, escapedText, nothing, plainText } from "./cells";
import { escaped } from "./strings";
import { writeUtf8 } from "./utf8";

/** Sixteen commas. */
const commas: usize = memory.data<u8>([44, 44, 44, 44, 44, 44, 44, 44, 44, 44, 44, 44, 44, 44, 44, 44]);

/**
 * Writes what a cell of a kind holds, whose source text stands from `start` to `end`; returns the address after it.
 * Invariant: its bytes are what csvText.ts gives.
 */
export function writeText(kind: u32, start: usize, end: usize, to: usize): usize {
  if (kind <= aBoolean || kind == plainText) {
    return copy(start, end, to);
  }
  if (kind == nothing) {
    return to;
  }
  return kind == escapedText ? writeEscaped(start, end, to) : writeQuoted(start, end, to);
}

/** Sixteen at a time: those that are too many are written over by what follows. */
export function writeCommas(count: i32, to: usize): usize {
  v128.store(to, v128.load(commas));
  for (let written: i32 = 16; written < count; written += 16) {
    v128.store(to + <usize>written, v128.load(commas));
  }
  return to + <usize>count;
}

/** Sixteen bytes at a time: the rest of the last block is written over by what follows. */
function copy(start: usize, end: usize, to: usize): usize {
  const length = end - start;
  v128.store(to, v128.load(start));
  for (let place: usize = 16; place < length; place += 16) {
    v128.store(to + place, v128.load(start + place));
  }
  return to + length;
}

/** A cell in quotes where it holds a comma, a quote or an edge space, each of its quotes doubled. */
function writeQuoted(start: usize, end: usize, to: usize): usize {
  let place = to;
  let needed = load<u8>(start) == space || load<u8>(end - 1) == space;
  store<u8>(place++, quote);
  for (let from = start; from < end; from++) {
    const byte = <u32>load<u8>(from);
    needed = needed || byte == comma || byte == quote || byte == carriageReturn;
    if (byte == quote) {
      store<u8>(place++, quote);
    }
    store<u8>(place++, byte);
  }
  if (!needed) {
    return copy(start, end, to);
  }
  store<u8>(place, quote);
  return place + 1;
}

/** The cell of a string with escapes: resolved, in quotes where the CSV needs them, lone surrogates as U+FFFD. */
function writeEscaped(start: usize, end: usize, to: usize): usize {
  const first = to + 1;
  let place = first;
  let needed = false;
  store<u8>(to, quote);
  for (let from = start; from < end;) {
    const byte = <u32>load<u8>(from);
    if (byte != backslash) {
      needed = needed || byte == comma;
      store<u8>(place++, byte);
      from++;
      continue;
    }
    const letter = <u32>load<u8>(from, 1);
    const code = letter == letterU ? codePoint(from, end) : escaped(letter);
    from += letter != letterU ? 2 : code > 0xffff ? 12 : 6;
    needed = needed || code == quote || code == comma || code == newline || code == carriageReturn;
    if (code == quote) {
      store<u8>(place++, quote);
    }
    place = writeUtf8(code, place);
  }
  if (needed || load<u8>(first) == space || (place > first && load<u8>(place - 1) == space)) {
    store<u8>(place, quote);
    return place + 1;
  }
  memory.copy(to, first, place - first);
  return place - 1;
}

/** The character of the escape `\uXXXX` at `at`, or of the two that make a surrogate pair. */
function codePoint(escape: usize, end: usize): u32 {
  const unit = codeUnit(escape + 2);
  if (unit < 0xd800 || unit > 0xdfff) {
    return unit;
  }
  const isPair = unit < 0xdc00 && escape + 12 <= end && load<u16>(escape, 6) == (backslash | (letterU << 8));
  const low = isPair ? codeUnit(escape + 8) : 0;
  return low >= 0xdc00 && low <= 0xdfff ? 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00) : 0xfffd;
}

function codeUnit(digits: usize): u32 {
  let unit: u32 = 0;
  for (let digit = digits; digit < digits + 4; digit++) {
    const byte = <u32>load<u8>(digit);
    unit = unit * 16 + ((byte & 0x0f) + (byte >= 0x40 ? 9 : 0));
  }
  return unit;
}
