import * as l10n from "./l10n";
import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import type { CompletionItem, CompletionTrigger } from "../core/protocol";
import type { CompletionToken } from "./completionToken";

const listId = "completions";

/** Tells assistive technology which line of the list the text field stands for; undefined when there is no list. */
export function pointAt(field: HTMLElement, index: number | undefined): void {
  if (index === undefined) {
    field.removeAttribute("aria-controls");
    field.removeAttribute("aria-activedescendant");
  } else {
    field.setAttribute("aria-controls", listId);
    field.setAttribute("aria-activedescendant", optionId(index));
  }
}

function optionId(index: number): string {
  return `completion-${index}`;
}

/** The list's lines, the active one marked. */
export function completionRows(
  { trigger, query }: CompletionToken,
  items: readonly CompletionItem[],
  active: number,
  accept: (item: CompletionItem) => void,
): TemplateResult {
  const name = trigger === "context" ? l10n.t("What to attach") : l10n.t("Saved prompts");
  return html`<div id=${listId} role="listbox" aria-label=${name} tabindex="0">
    ${repeat(
      items,
      (item) => item.id,
      (item, index) =>
        html`<div
          id=${optionId(index)}
          class="completion ${item.isIgnored ? "ignored" : ""}"
          role="option"
          aria-selected=${index === active}
          @click=${() => accept(item)}
        >
          <span class="codicon codicon-${item.icon}" aria-hidden="true"></span>
          <span class="completion-label">${withMatch(item.label, query)}</span>
          <span class="completion-detail">${item.detail}</span>
          ${
            item.isIgnored
              ? html`<span
                    class="codicon codicon-diff-ignored"
                    aria-hidden="true"
                    title=${l10n.t("Ignored by Git")}
                  ></span
                  ><span class="visually-hidden">${l10n.t("Ignored by Git")}</span>`
              : nothing
          }
        </div>`,
    )}
  </div>`;
}

/** What is said of a list: how long it is, or why there is none. */
export function completionWords(
  trigger: CompletionTrigger,
  count: number,
  isWaiting: boolean,
  canAttach: boolean,
): string {
  if (isWaiting) {
    return l10n.t("Searching…");
  }
  if (count > 0) {
    return count === 1 ? l10n.t("1 suggestion") : l10n.t("{0} suggestions", `${count}`);
  }
  if (trigger === "prompt") {
    return l10n.t("No saved prompt has this name.");
  }
  return canAttach
    ? l10n.t("Nothing found.")
    : l10n.t("In Restricted Mode nothing of the workspace is attached.");
}

/** The first place where the label has what was typed, made to stand out. */
function withMatch(label: string, query: string): TemplateResult | string {
  const at = query === "" ? -1 : label.toLowerCase().indexOf(query.toLowerCase());
  return at < 0
    ? label
    : html`${label.slice(0, at)}<b>${label.slice(at, at + query.length)}</b>${label.slice(at + query.length)}`;
}
