/** Bytes that JSON and CSV give a meaning. */
export const tab: u32 = 0x09;
export const newline: u32 = 0x0a;
export const carriageReturn: u32 = 0x0d;
export const space: u32 = 0x20;
export const quote: u32 = 0x22;
export const plus: u32 = 0x2b;
export const comma: u32 = 0x2c;
export const minus: u32 = 0x2d;
export const point: u32 = 0x2e;
export const zero: u32 = 0x30;
export const colon: u32 = 0x3a;
export const equals: u32 = 0x3d;
export const at: u32 = 0x40;
export const openBracket: u32 = 0x5b;
export const backslash: u32 = 0x5c;
export const closeBracket: u32 = 0x5d;
export const openBrace: u32 = 0x7b;
export const closeBrace: u32 = 0x7d;
export const letterE: u32 = 0x65;
export const letterU: u32 = 0x75;

/** `", "` with its quote left out: what most often stands between two members. */
export const commaSpace: u32 = comma | (space << 8);
export const colonSpace: u32 = colon | (space << 8);
