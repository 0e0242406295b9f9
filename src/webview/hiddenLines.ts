import * as l10n from "./l10n";
import { html, nothing, type TemplateResult } from "lit-html";
import type { ContextItem } from "../core/context";
import { answerText, type AssistantTurn, type UserTurn } from "../core/conversation";
import { addCounts, countHidden, type HiddenCounts, totalOf, withoutHidden } from "../core/hiddenText";
import { hiddenWords } from "../core/hiddenWords";
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
  return lineOfBoth(countHidden(text), context);
}

/**
 * The same of a question that is not sent yet.
 * @param remove takes them out of the text
 */
export function hiddenInDraft(
  text: string,
  context: readonly ContextItem[],
  remove: () => void,
): TemplateResult | typeof nothing {
  const counts = countHidden(text);
  const button = html`<button type="button" class="link-button" @click=${remove}>
    ${context.some((item) => totalOf(hiddenInItem(item)) > 0) ? l10n.t("Remove from Message") : l10n.t("Remove")}
  </button>`;
  return lineOfBoth(counts, context, totalOf(counts) === 0 ? undefined : button);
}

/** What a chip holds does not change, and is counted once. */
const counted = new WeakMap<ContextItem, HiddenCounts>();

/** The hidden characters of what is attached; its name goes to Claude too. */
export function hiddenInItem(item: ContextItem): HiddenCounts {
  const counts = counted.get(item) ?? addCounts([countHidden(item.fileName), countHidden(item.text)]);
  counted.set(item, counts);
  return counts;
}

/** Where both have some, each is told for itself. */
function lineOfBoth(
  ofText: HiddenCounts,
  context: readonly ContextItem[],
  more?: TemplateResult,
): TemplateResult | typeof nothing {
  const ofItems = addCounts(context.map(hiddenInItem));
  if (totalOf(ofItems) === 0) {
    return line(ofText, more);
  }
  const attached = l10n.t("Attachments: {0}", words(ofItems));
  return totalOf(ofText) === 0
    ? told(attached)
    : told(l10n.t("{0}; {1}", l10n.t("Message: {0}", words(ofText)), attached), more);
}

function line(counts: HiddenCounts, more?: TemplateResult): TemplateResult | typeof nothing {
  return totalOf(counts) === 0 ? nothing : told(words(counts), more);
}

function words(counts: HiddenCounts): string {
  return hiddenWords(counts, l10n, pageLocale());
}

function told(sentence: string, more?: TemplateResult): TemplateResult {
  return html`<p class="hidden-line">
    <span class="codicon codicon-eye-closed" aria-hidden="true"></span>
    <span>${sentence}</span>
    ${more}
  </p>`;
}
