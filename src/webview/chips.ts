import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { canBeReadAgain, type ContextItem, contextLabel, contextName } from "../core/context";
import type { ToHost } from "../core/protocol";
import { chipIcon, chipTooltip } from "./chipWords";

/** What a chip may show beyond what it holds. */
export interface ChipExtras {
  /** The size of an attachment by its id, as it is to be read; undefined while it is not known. */
  readonly tokens?: (id: string) => string | undefined;
  /** What goes along by itself: it comes last and can be left out. */
  readonly auto?: ContextItem | undefined;
}

/** What takes a chip off, and what brings it up to date, by its id. */
export interface ChipChanges {
  readonly remove: (id: string) => ToHost;
  readonly update?: (id: string) => ToHost;
}

/** What is attached, as a list called `name`; with `changes`, each with buttons for them. */
export function chips(
  items: readonly ContextItem[],
  name: string,
  changes: ChipChanges | undefined,
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
      (item) => chip(item, item === auto, changes, tokens?.(item.id), post),
    )}
    ${changes !== undefined && tokens !== undefined && items.length > fewChips ? removeAll(items, changes, post) : nothing}
  </ul>`;
}

/** So many are taken off one by one. */
const fewChips = 4;

function removeAll(
  items: readonly ContextItem[],
  { remove }: ChipChanges,
  post: (message: ToHost) => void,
): TemplateResult {
  return html`<li>
    <button
      type="button"
      class="link-button remove-all"
      @click=${() => items.forEach(({ id }) => post(remove(id)))}
    >
      ${l10n.t("Clear Attachments")}
    </button>
  </li>`;
}

function chip(
  item: ContextItem,
  isAutomatic: boolean,
  changes: ChipChanges | undefined,
  tokens: string | undefined,
  post: (message: ToHost) => void,
): TemplateResult {
  const label = contextLabel(item);
  const { name, lines } = contextName(item);
  const canRemove = changes !== undefined;
  const update = changes?.update;
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
    ${
      update === undefined || !canBeReadAgain(item)
        ? nothing
        : button("sync", l10n.t("Update {0}", label), l10n.t("Update to the current content"), () =>
            post(update(item.id)),
          )
    }
    ${canRemove ? removeButton(label, isAutomatic, () => post(isAutomatic ? { type: "dismissAuto" } : changes.remove(item.id))) : nothing}
  </li>`;
}

function removeButton(label: string, isAutomatic: boolean, run: () => void): TemplateResult {
  const name = isAutomatic ? l10n.t("Leave out {0}", label) : l10n.t("Remove {0}", label);
  return button("close", name, name, run, "chip-remove");
}

function button(icon: string, name: string, title: string, run: () => void, more = ""): TemplateResult {
  return html`<button
    type="button"
    class="icon-button chip-button ${more}"
    aria-label=${name}
    title=${title}
    @click=${run}
  >
    <span class="codicon codicon-${icon}" aria-hidden="true"></span>
  </button>`;
}
