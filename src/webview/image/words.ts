import * as l10n from "../l10n";
import { byteCount } from "../../core/byteCount";
import { formatUsd } from "../../core/cost";
import type { ShownImage } from "../../core/imageProtocol";
import type { ImageTool } from "../../core/imageEditing";
import type { Rectangle } from "../../core/rectangle";

/** What there is to know of the image that is sent, each short. */
export function imageFacts({ image, sent, tokens, price }: ShownImage, locale: string): readonly string[] {
  if (sent === undefined) {
    return [];
  }
  return [
    isScaled({ image, sent })
      ? l10n.t("{0} × {1} px of {2} × {3}", sent.width, sent.height, image.width, image.height)
      : l10n.t("{0} × {1} px", sent.width, sent.height),
    byteCount(sent.bytes.length, locale),
    (sent.type.split("/")[1] ?? "").toUpperCase(),
    l10n.t("{0} tokens", new Intl.NumberFormat(locale).format(tokens)),
    ...(price === undefined ? [] : [formatUsd(price, locale)]),
    l10n.t("SHA-256 {0}", sent.hash.slice(0, 12)),
  ];
}

/** Sentences for what a look at the image does not tell. */
export function imageRemarks({ image, sent, lock }: ShownImage): readonly string[] {
  return [
    ...(sent === undefined
      ? [l10n.t("This image cannot be shown: it is not on the disk any more, or is damaged.")]
      : []),
    ...(sent !== undefined && isScaled({ image, sent })
      ? [l10n.t("It is sent smaller than it is: the model sees no more detail than this.")]
      : []),
    ...(image.isFirstFrame === true
      ? [l10n.t("Only the first frame of the animation is sent: the model sees no other.")]
      : []),
    ...(lock === "answering" ? [l10n.t("It can be changed when the answer is complete.")] : []),
  ];
}

/** Where a rectangle is, to be read aloud and shown. */
export function rectangleWords(tool: ImageTool, { left, top, width, height }: Rectangle): string {
  return tool === "crop"
    ? l10n.t("Crop to {0} × {1} pixels, {2} from the left, {3} from the top.", width, height, left, top)
    : l10n.t("Black out {0} × {1} pixels, {2} from the left, {3} from the top.", width, height, left, top);
}

/** What the keys do while an image is edited. */
export function editingHelp(tool: ImageTool | undefined): string {
  switch (tool) {
    case undefined:
      return l10n.t("Press C to crop or B to black out.");
    case "crop":
      return l10n.t(
        "Drag, or use the arrow keys: they move, with Alt they resize, with Shift in larger steps, with Ctrl by one pixel. Enter keeps it, Escape drops it.",
      );
    case "blackOut":
      return l10n.t(
        "Drag over what is to be hidden, or press Enter for a rectangle. Arrow keys move it, with Alt they resize it, with Shift in larger steps, with Ctrl by one pixel. Enter keeps it, Escape drops it.",
      );
  }
}

function isScaled({ image, sent }: Required<Pick<ShownImage, "image" | "sent">>): boolean {
  return sent.width !== image.width || sent.height !== image.height;
}
