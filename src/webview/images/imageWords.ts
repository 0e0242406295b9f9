import * as l10n from "@vscode/l10n";
import { type AttachedImage, isKept } from "../../core/image";
import { pageLocale } from "../locale";

/** What a chip says of an image below its name: its size and cost, or where it lies. */
export function imageDetails(image: AttachedImage, tokens: string | undefined): string {
  if (!isKept(image)) {
    return hostOf(image.url);
  }
  const { width, height, bytes } = image;
  const size = fileSize(bytes);
  return tokens === undefined
    ? l10n.t("{0} × {1} · {2}", width, height, size)
    : l10n.t("{0} × {1} · {2} · ≈ {3} tokens", width, height, size, tokens);
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

function fileSize(bytes: number): string {
  const kilobytes = Math.max(1, Math.round(bytes / 1024));
  const [amount, unit] = kilobytes < 1000 ? [kilobytes, "kilobyte"] : [bytes / 1024 ** 2, "megabyte"];
  return new Intl.NumberFormat(pageLocale(), { style: "unit", unit, maximumSignificantDigits: 3 }).format(
    amount,
  );
}
