import type { Theme } from "../../ui/theme.ts";
import type { PictureKey } from "./chartExport.ts";

export interface PictureHead {
  readonly width: number;
  readonly margin: number;
  readonly theme: Theme;
  /** Empty for none. */
  readonly title: string;
  readonly keys: readonly PictureKey[];
}

/** Draws title and legend of a picture; gives the height that they take. */
export function drawHead(
  context: CanvasRenderingContext2D,
  { width, margin, theme, title, keys }: PictureHead,
): number {
  const { fontSize } = theme;
  const lineHeight = 1.6 * fontSize;
  let y = margin;
  context.textBaseline = "middle";
  context.fillStyle = theme.foreground;
  if (title !== "") {
    context.font = `600 ${Math.round(1.2 * fontSize)}px ${theme.font}`;
    context.fillText(title, margin, y + lineHeight / 2, width - 2 * margin);
    y += 1.1 * lineHeight;
  }
  context.font = `${fontSize}px ${theme.font}`;
  let x = margin;
  for (const key of keys) {
    const wide = 2.4 * fontSize + context.measureText(key.text).width;
    if (x > margin && x + wide > width - margin) {
      [x, y] = [margin, y + lineHeight];
    }
    drawKey(context, key, { x, y: y + lineHeight / 2, fontSize });
    x += wide + 1.4 * fontSize;
  }
  return keys.length === 0 ? y : y + 1.2 * lineHeight;
}

function drawKey(
  context: CanvasRenderingContext2D,
  { text, color, dash, width }: PictureKey,
  { x, y, fontSize }: { readonly x: number; readonly y: number; readonly fontSize: number },
): void {
  context.strokeStyle = color;
  context.lineWidth = width;
  context.setLineDash([...dash]);
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x + 1.9 * fontSize, y);
  context.stroke();
  context.setLineDash([]);
  context.fillText(text, x + 2.4 * fontSize, y);
}
