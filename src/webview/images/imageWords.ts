import * as l10n from "../l10n";
import { byteCount } from "../../core/byteCount";
import { type AttachedImage, isKept } from "../../core/image";
import { pageLocale } from "../locale";

/** What a chip says of an image below its name: its size and cost, or where it lies. */
export function imageDetails(image: AttachedImage, tokens: string | undefined): string {
  if (!isKept(image)) {
    const host = hostOf(image.url);
    return tokens === undefined ? host : l10n.t("{0} · ≈ {1}", host, tokens);
  }
  const { width, height, bytes } = image;
  const size = byteCount(bytes, pageLocale());
  // What it costs stands before what may be cut where there is little room.
  return tokens === undefined
    ? l10n.t("{0} × {1} · {2}", width, height, size)
    : l10n.t("{0} × {1} · ≈ {2} · {3}", width, height, tokens, size);
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
