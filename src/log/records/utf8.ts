/**
 * Length in bytes of the UTF-8 sequence that starts at `at`, or 0 where it is none (RFC 3629, table 3-7 of the
 * Unicode standard: no overlong forms, no surrogates, nothing past U+10FFFF).
 */
function utf8Length(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0x80;
  if (lead < 0x80) {
    return 1;
  }
  const second = bytes[at + 1] ?? 0;
  if (lead < 0xe0) {
    return lead >= 0xc2 && isTail(second) ? 2 : 0;
  }
  const [low, high] = secondByteRange(lead);
  if (second < low || second > high || !isTail(bytes[at + 2] ?? 0)) {
    return 0;
  }
  if (lead < 0xf0) {
    return 3;
  }
  return lead <= 0xf4 && isTail(bytes[at + 3] ?? 0) ? 4 : 0;
}

/** Offset of the first byte that is not UTF-8, or -1. */
export function firstInvalidUtf8(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const length = utf8Length(bytes, at);
    if (length === 0) {
      return at;
    }
    at += length;
  }
  return -1;
}

function isTail(byte: number): boolean {
  return byte >= 0x80 && byte <= 0xbf;
}

function secondByteRange(lead: number): readonly [low: number, high: number] {
  switch (lead) {
    case 0xe0:
      return [0xa0, 0xbf];
    case 0xed:
      return [0x80, 0x9f];
    case 0xf0:
      return [0x90, 0xbf];
    case 0xf4:
      return [0x80, 0x8f];
    default:
      return [0x80, 0xbf];
  }
}
