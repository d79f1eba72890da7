import { readFileSync } from "node:fs";

/** The kernel as base64, which bundles carry inside (esbuild.config.ts). */
declare const bundledKernel: string | undefined;

/**
 * The compiled kernel. Without a bundle it is read from where `npm run kernel` left it.
 * @throws where it was not compiled yet.
 */
export function kernelBytes(): Uint8Array<ArrayBuffer> {
  if (typeof bundledKernel === "string") {
    return new Uint8Array(Buffer.from(bundledKernel, "base64"));
  }
  try {
    return new Uint8Array(readFileSync(new URL("../../../out/kernel.wasm", import.meta.url)));
  } catch (error) {
    throw new Error("The log's kernel is not compiled. Run `npm run kernel`.", { cause: error });
  }
}
