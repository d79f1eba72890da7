/**
 * Length in bytes of the UTF-8 sequence at `at`, or 0 where it is none (RFC 3629; table 3-7 of the Unicode standard:
 * no overlong forms, no surrogates, nothing past U+10FFFF).
 */
export function utf8Length(at: usize): usize {
  const lead = <u32>load<u8>(at);
  const second = <u32>load<u8>(at, 1);
  if (lead < 0xe0) {
    return lead >= 0xc2 && isTail(second) ? 2 : 0;
  }
  const lowest: u32 = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
  const highest: u32 = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
  if (second < lowest || second > highest || !isTail(load<u8>(at, 2))) {
    return 0;
  }
  if (lead < 0xf0) {
    return 3;
  }
  return lead <= 0xf4 && isTail(load<u8>(at, 3)) ? 4 : 0;
}

/** Writes a character at `to`; returns the address after it. */
export function writeUtf8(code: u32, to: usize): usize {
  if (code < 0x80) {
    store<u8>(to, code);
    return to + 1;
  }
  if (code < 0x800) {
    store<u8>(to, 0xc0 | (code >> 6));
    store<u8>(to, tail(code), 1);
    return to + 2;
  }
  if (code < 0x10000) {
    store<u8>(to, 0xe0 | (code >> 12));
    store<u8>(to, tail(code >> 6), 1);
    store<u8>(to, tail(code), 2);
    return to + 3;
  }
  store<u8>(to, 0xf0 | (code >> 18));
  store<u8>(to, tail(code >> 12), 1);
  store<u8>(to, tail(code >> 6), 2);
  store<u8>(to, tail(code), 3);
  return to + 4;
}

function isTail(byte: u32): bool {
  return (byte & 0xc0) == 0x80;
}

function tail(code: u32): u32 {
  return 0x80 | (code & 0x3f);
}
