import type { Localizer } from "./failureText";
import { type HiddenCounts, type HiddenKind, hiddenKinds, mostCounted, totalOf } from "./hiddenText";

/**
 * How many hidden characters there are: "3 hidden characters".
 * @param locale a BCP 47 tag, for the figures
 */
export function hiddenCountWords(counts: HiddenCounts, l10n: Localizer, locale: string): string {
  const total = totalOf(counts);
  const count = total.toLocaleString(locale);
  if (total >= mostCounted) {
    return l10n.t("{0} or more hidden characters", count);
  }
  return total === 1 ? l10n.t("1 hidden character") : l10n.t("{0} hidden characters", count);
}

/** How many there are, and of which kinds: "13 hidden characters (tags: 12; invisible: 1)". */
export function hiddenWords(counts: HiddenCounts, l10n: Localizer, locale: string): string {
  return l10n.t("{0} ({1})", hiddenCountWords(counts, l10n, locale), hiddenKindWords(counts, l10n, locale));
}

/** Of which kinds they are, each with its figure: "tags: 12; invisible: 1". */
export function hiddenKindWords(counts: HiddenCounts, l10n: Localizer, locale: string): string {
  const words = hiddenKinds.flatMap((kind) => {
    const count = counts[kind] ?? 0;
    return count === 0 ? [] : [kindWords(kind, count.toLocaleString(locale), l10n)];
  });
  // A list as `Intl` makes it has nothing between its members in Chinese.
  return words.reduce((list, word) => (list === "" ? word : l10n.t("{0}; {1}", list, word)), "");
}

function kindWords(kind: HiddenKind, count: string, l10n: Localizer): string {
  switch (kind) {
    case "tag":
      return l10n.t("tags: {0}", count);
    case "direction":
      return l10n.t("controls of direction: {0}", count);
    case "variation":
      return l10n.t("variation selectors: {0}", count);
    case "invisible":
      return l10n.t("invisible: {0}", count);
    case "control":
      return l10n.t("control characters: {0}", count);
  }
}
