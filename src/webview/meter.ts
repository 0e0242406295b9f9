import * as l10n from "./l10n";
import { html, nothing, type TemplateResult } from "lit-html";
import type { Estimate } from "../core/estimate";
import type { ToHost } from "../core/protocol";
import type { Quantities } from "./quantities";

/** The quiet line below the composer: how much the next question sends, of how much, and what it may cost. */
export function meter(
  estimate: Estimate,
  quantities: Quantities,
  post: (message: ToHost) => void,
): TemplateResult {
  const { tokens, isExact, price, fit } = estimate;
  const count = quantities.whole(tokens);
  const show = l10n.t("Show What Is Sent");
  return html`<div class="meter ${fit}" title=${explanation(estimate, quantities)}>
      ${ring(estimate, quantities)}
      <span class="meter-text"
        ><span>${isExact ? l10n.t("{0} tokens", count) : l10n.t("≈ {0} tokens", count)}</span>
        <span class="meter-price"
          >${
            price === undefined ? l10n.t("price unknown") : quantities.priceRange(price.low, price.high)
          }</span
        ></span
      >
    </div>
    <button
      type="button"
      class="icon-button meter-show"
      aria-label=${show}
      title=${show}
      @click=${() => post({ type: "showRequest" })}
    >
      <span class="codicon codicon-eye" aria-hidden="true"></span>
    </button>`;
}

/** What stands above the composer when there is little room, or none; nothing while there is enough. */
export function roomNote(
  { tokens, contextTokens, fit }: Estimate,
  quantities: Quantities,
): { readonly words: string; readonly isError: boolean } | undefined {
  switch (fit) {
    case "ok":
      return undefined;
    case "tight":
      return {
        words: l10n.t("The context window is almost full: little room is left for the answer."),
        isError: false,
      };
    case "tooLong":
      return {
        words:
          contextTokens === undefined
            ? l10n.t("This is too long for the model. Remove attachments, or choose how to go on.")
            : l10n.t(
                "This is too long for the model: {0} of {1} tokens. Remove attachments, or choose how to go on.",
                quantities.whole(tokens),
                quantities.whole(contextTokens),
              ),
        isError: true,
      };
  }
}

/** How full the context window is. */
function ring({ tokens, contextTokens }: Estimate, quantities: Quantities): TemplateResult | typeof nothing {
  if (contextTokens === undefined || contextTokens === 0) {
    return nothing;
  }
  const share = tokens / contextTokens;
  const filled = Math.min(share, 1) * 100;
  return html`<svg
    class="meter-ring"
    viewBox="0 0 16 16"
    role="img"
    aria-label=${l10n.t("{0} of the context window", quantities.percent(share))}
  >
    <circle class="meter-track" cx="8" cy="8" r="6"></circle>
    <circle
      class="meter-fill"
      cx="8"
      cy="8"
      r="6"
      pathLength="100"
      stroke-dasharray="${filled} 100"
      transform="rotate(-90 8 8)"
    ></circle>
  </svg>`;
}

function explanation({ tokens, isExact, contextTokens, price }: Estimate, quantities: Quantities): string {
  const count = quantities.whole(tokens);
  return [
    isExact
      ? l10n.t("The next question sends {0} tokens, as counted by the API.", count)
      : l10n.t("The next question sends about {0} tokens.", count),
    ...(contextTokens === undefined || contextTokens === 0
      ? []
      : [
          l10n.t(
            "That is {0} of the context window of {1} tokens.",
            quantities.percent(tokens / contextTokens),
            quantities.whole(contextTokens),
          ),
        ]),
    price === undefined
      ? l10n.t("The price of this model is not known.")
      : l10n.t("The price depends on the length of the answer and on what is cached."),
  ].join("\n");
}
