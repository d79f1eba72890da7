import type { BrowserContext } from "playwright-core";
import type { Pixels } from "./encode.ts";

/** The pixels of a PNG, decoded by the browser that took it: a page without a policy reads it back from a canvas. */
export async function pixelsOf(context: BrowserContext, png: Buffer): Promise<Pixels> {
  const page = await context.newPage();
  try {
    const decode = `(async () => {
      const answer = await fetch("data:image/png;base64,${png.toString("base64")}");
      const bitmap = await createImageBitmap(await answer.blob());
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const drawing = canvas.getContext("2d");
      drawing.drawImage(bitmap, 0, 0);
      const { data, width, height } = drawing.getImageData(0, 0, bitmap.width, bitmap.height);
      let text = "";
      for (let start = 0; start < data.length; start += 32768) {
        text += String.fromCharCode(...data.subarray(start, start + 32768));
      }
      return { width, height, base64: btoa(text) };
    })()`;
    const { width, height, base64 } = await page.evaluate<{ width: number; height: number; base64: string }>(decode);
    return { width, height, rgba: new Uint8ClampedArray(Buffer.from(base64, "base64")) };
  } finally {
    await page.close();
  }
}
