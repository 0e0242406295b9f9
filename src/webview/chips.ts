import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { type ContextItem, contextLabel, contextName } from "../core/context";
import type { ToHost } from "../core/protocol";
import { chipIcon, chipTooltip } from "./chipWords";

/** What a chip may show beyond what it holds. */
export interface ChipExtras {
  /** The size of an attachment by its id, as it is to be read; undefined while it is not known. */
  readonly tokens?: (id: string) => string | undefined;
  /** What goes along by itself: it comes last and can be left out. */
  readonly auto?: ContextItem | undefined;
}

/** What is attached, as a list called `name`; with `canRemove`, each with a button to take it off. */
export function chips(
  items: readonly ContextItem[],
  name: string,
  canRemove: boolean,
  post: (message: ToHost) => void,
  { tokens, auto }: ChipExtras = {},
): TemplateResult | typeof nothing {
  const all = auto === undefined ? items : [...items, auto];
  if (all.length === 0) {
    return nothing;
  }
  return html`<ul class="chips" role="list" aria-label=${name}>
    ${repeat(
      all,
      (item) => item.id,
      (item) => chip(item, item === auto, canRemove, tokens?.(item.id), post),
    )}
  </ul>`;
}

function chip(
  item: ContextItem,
  isAutomatic: boolean,
  canRemove: boolean,
  tokens: string | undefined,
  post: (message: ToHost) => void,
): TemplateResult {
  const label = contextLabel(item);
  const { name, lines } = contextName(item);
  const classes = `chip ${isAutomatic ? "automatic" : ""} ${item.isIgnored ? "ignored" : ""}`;
  return html`<li class=${classes}>
    <button
      type="button"
      class="chip-open"
      aria-label=${label}
      aria-keyshortcuts=${canRemove ? "Delete" : nothing}
      title=${chipTooltip(item, tokens, isAutomatic, canRemove)}
      @click=${() => post({ type: "openAttachment", id: item.id })}
    >
      <span class="codicon codicon-${chipIcon(item.kind)}" aria-hidden="true"></span
      ><span class="chip-label"><span class="chip-name">${name}</span><span>${lines}</span></span
      >${
        item.isIgnored ? html`<span class="codicon codicon-diff-ignored" aria-hidden="true"></span>` : nothing
      }
    </button>
    ${tokens === undefined ? nothing : html`<span class="chip-tokens">≈ ${tokens}</span>`}
    ${canRemove ? removeButton(item, label, isAutomatic, post) : nothing}
  </li>`;
}

function removeButton(
  item: ContextItem,
  label: string,
  isAutomatic: boolean,
  post: (message: ToHost) => void,
): TemplateResult {
  const name = isAutomatic ? l10n.t("Leave out {0}", label) : l10n.t("Remove {0}", label);
  return html`<button
    type="button"
    class="icon-button chip-remove"
    aria-label=${name}
    title=${name}
    @click=${() => post(isAutomatic ? { type: "dismissAuto" } : { type: "removeAttachment", id: item.id })}
  >
    <span class="codicon codicon-close" aria-hidden="true"></span>
  </button>`;
}
