import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit-html";
import type { ContextItem } from "../core/context";
import { answerText, type AssistantTurn, type UserTurn } from "../core/conversation";
import { addCounts, countHidden, type HiddenCounts, totalOf, withoutHidden } from "../core/hiddenText";
import { hiddenCountWords, hiddenKindWords } from "../core/hiddenWords";
import type { ToHost } from "../core/protocol";
import { pageLocale } from "./locale";

/** Says below an answer what it holds that cannot be seen, and offers to copy it without; nothing where all is seen. */
export function hiddenInAnswer(
  turn: AssistantTurn,
  post: (message: ToHost) => void,
): TemplateResult | typeof nothing {
  const counts = addCounts(
    turn.parts.map((part) =>
      part.type === "text"
        ? countHidden(part.text)
        : part.type === "thinking"
          ? countHidden(part.thinking)
          : {},
    ),
  );
  const copy = html`<button
    type="button"
    class="link-button"
    @click=${() => post({ type: "copy", text: withoutHidden(answerText(turn)) })}
  >
    ${l10n.t("Copy Without Them")}
  </button>`;
  return line(counts, copy);
}

/** The same of a question with what was attached to it. */
export function hiddenInQuestion({ text, context }: UserTurn): TemplateResult | typeof nothing {
  return hiddenInDraft(text, context);
}

/** The same of a question that is not sent yet. */
export function hiddenInDraft(
  text: string,
  context: readonly ContextItem[],
): TemplateResult | typeof nothing {
  return line(addCounts([countHidden(text), ...context.map(hiddenInItem)]));
}

/** What a chip holds does not change, and is counted once. */
const counted = new WeakMap<ContextItem, HiddenCounts>();

function hiddenInItem(item: ContextItem): HiddenCounts {
  const counts = counted.get(item) ?? countHidden(item.text);
  counted.set(item, counts);
  return counts;
}

function line(counts: HiddenCounts, more?: TemplateResult): TemplateResult | typeof nothing {
  if (totalOf(counts) === 0) {
    return nothing;
  }
  const locale = pageLocale();
  return html`<p class="hidden-line">
    <span class="codicon codicon-eye-closed" aria-hidden="true"></span>
    <span>${hiddenCountWords(counts, l10n, locale)} (${hiddenKindWords(counts, l10n, locale)})</span>
    ${more}
  </p>`;
}
