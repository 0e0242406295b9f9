import type { ImageEdits } from "../../core/imageEdits";
import type { Rectangle } from "../../core/rectangle";
import type { ImageEdits as WorkEdits, Rectangle as WorkRectangle } from "../images/imageWork";

/** The edits as the worker takes them. */
export function forWorker({ crop, blackouts }: ImageEdits): WorkEdits {
  return { blackouts: blackouts.map(placed), ...(crop === undefined ? {} : { crop: placed(crop) }) };
}

function placed({ left, top, width, height }: Rectangle): WorkRectangle {
  return { x: left, y: top, width, height };
}
