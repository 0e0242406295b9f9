import { formatUsd } from "./cost";
import type { Localizer } from "./failureText";
import type { ModelInfo } from "./model";
import { type PriceOverrides, priceOf } from "./prices";

/** What a person chooses a model by, in the display language: context, price, images, retirement. */
export function modelFacts(
  model: ModelInfo,
  overrides: PriceOverrides,
  l10n: Localizer,
  locale: string,
): readonly string[] {
  const facts = [priceText(model.id, overrides, l10n, locale)];
  if (model.contextTokens !== undefined) {
    const context = new Intl.NumberFormat(locale, { notation: "compact" }).format(model.contextTokens);
    facts.unshift(l10n.t("{0}-token context", context));
  }
  if (model.imageInput !== undefined) {
    facts.push(model.imageInput ? l10n.t("reads images") : l10n.t("does not read images"));
  }
  if (model.retiresAt !== undefined) {
    facts.push(l10n.t("retires on {0}", model.retiresAt.slice(0, 10)));
  }
  return facts;
}

/** What a million tokens cost; where long prompts cost more, from and to. */
function priceText(id: string, overrides: PriceOverrides, l10n: Localizer, locale: string): string {
  const least = priceOf(id, overrides, 0);
  const most = priceOf(id, overrides, Number.MAX_SAFE_INTEGER);
  if (least === undefined || most === undefined) {
    return l10n.t("price unknown (?)");
  }
  const range = (from: number, to: number): string =>
    from === to ? formatUsd(from, locale) : `${formatUsd(from, locale)}–${formatUsd(to, locale)}`;
  return l10n.t(
    "{0} in, {1} out per million tokens",
    range(least.input, most.input),
    range(least.output, most.output),
  );
}
