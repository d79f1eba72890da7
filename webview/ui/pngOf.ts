/** Pixels of a picture to one of a page: sharp in print. */
const sharpness = 3;

/** An SVG document as a PNG, in base64. `ratio`: its pixels to one of the document. */
export async function pngOf(svg: string, ratio = sharpness): Promise<string> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.round(image.naturalWidth * ratio), Math.round(image.naturalHeight * ratio)];
  const context = canvas.getContext("2d");
  if (context === null) {
    throw new Error("The page has no canvas to draw on.");
  }
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/png").replace(/^[^,]*,/, "");
}
