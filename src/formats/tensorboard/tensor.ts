import { wireTypes, type WireReader } from "../wire/wireReader.ts";

/** Kinds of numbers in a tensor (tensorflow/core/framework/types.proto). */
const types = { float: 1, double: 2, int32: 3, int64: 9, bfloat16: 14, half: 19, uint32: 22, uint64: 23 } as const;

/** A tensor's one number; `single`: it has no more than single precision. */
export interface TensorNumber {
  readonly value: number;
  readonly single: boolean;
}

/** The number of a tensor of one element, or null for any other (tensorflow/core/framework/tensor.proto). @throws {WireError} */
export function tensorNumber(tensor: WireReader): TensorNumber | null {
  let type: number = types.float;
  let content: Uint8Array | null = null;
  let value: number | null = null;
  let count = 0;
  while (tensor.next()) {
    if (tensor.is(1, wireTypes.varint)) {
      type = tensor.varint();
    } else if (tensor.is(4, wireTypes.bytes)) {
      content = tensor.slice();
    } else {
      const list = listValue(tensor, type);
      count += list?.count ?? 0;
      value = list?.value ?? value;
    }
  }
  if (content !== null && content.length > 0) {
    value = contentValue(content, type);
    count = 1;
  }
  return value === null || count !== 1 ? null : { value, single: type === types.float || isHalf(type) };
}

function isHalf(type: number): boolean {
  return type === types.half || type === types.bfloat16;
}

/** Numbers that are listed one by one: `float_val` and its like, packed or not. Null for any other field, which is skipped. */
function listValue(tensor: WireReader, type: number): { readonly value: number; readonly count: number } | null {
  const { field, wireType } = tensor;
  const size = field === 5 ? 4 : field === 6 ? 8 : 0;
  if (![5, 6, 7, 10, 13, 16, 17].includes(field)) {
    tensor.skip();
    return null;
  }
  if (wireType !== wireTypes.bytes) {
    return { value: single(tensor, type), count: 1 };
  }
  const packed = tensor.message();
  const length = packed.end - packed.at;
  if (length === 0) {
    return null;
  }
  const value = single(Object.assign(packed, { field, wireType: size === 4 ? 5 : size === 8 ? 1 : 0 }), type);
  return { value, count: packed.at === packed.end ? 1 : 2 };
}

function single(tensor: WireReader, type: number): number {
  switch (tensor.wireType) {
    case wireTypes.fixed32:
      return tensor.float();
    case wireTypes.fixed64:
      return tensor.double();
    default:
      return tensor.field === 13 ? halfNumber(tensor.varint(), type) : tensor.int64();
  }
}

/** The number in `tensor_content`, little-endian; null where it holds another count of numbers than one. */
function contentValue(content: Uint8Array, type: number): number | null {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  switch (`${type}/${content.length}`) {
    case `${types.float}/4`:
      return view.getFloat32(0, true);
    case `${types.double}/8`:
      return view.getFloat64(0, true);
    case `${types.int32}/4`:
      return view.getInt32(0, true);
    case `${types.uint32}/4`:
      return view.getUint32(0, true);
    case `${types.int64}/8`:
      return Number(view.getBigInt64(0, true));
    case `${types.uint64}/8`:
      return Number(view.getBigUint64(0, true));
    case `${types.half}/2`:
    case `${types.bfloat16}/2`:
      return halfNumber(view.getUint16(0, true), type);
    default:
      return null;
  }
}

/** A number of 16 bits: IEEE 754 half precision, or the upper half of a float32. */
function halfNumber(bits: number, type: number): number {
  if (type === types.bfloat16) {
    const view = new DataView(new ArrayBuffer(4));
    view.setUint32(0, bits << 16);
    return view.getFloat32(0);
  }
  const sign = (bits & 0x8000) === 0 ? 1 : -1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = (bits & 0x3ff) / 1024;
  if (exponent === 0x1f) {
    return fraction === 0 ? sign * Infinity : NaN;
  }
  return sign * (exponent === 0 ? fraction * 2 ** -14 : (1 + fraction) * 2 ** (exponent - 15));
}
