/** The part of the WebAssembly JavaScript interface that lineKernel.ts uses; TypeScript knows it only together with the DOM. */
declare namespace WebAssembly {
  interface Module {
    readonly [Symbol.toStringTag]: "WebAssembly.Module";
  }
  const Module: new (bytes: Uint8Array<ArrayBuffer>) => Module;
  class Instance {
    constructor(module: Module);
    readonly exports: Readonly<Record<string, unknown>>;
  }
  interface Memory {
    readonly buffer: ArrayBuffer;
    /** Adds pages of 64 KiB; `buffer` is a new object afterwards. */
    grow(pages: number): number;
  }
  interface Global {
    readonly value: number;
  }
}
