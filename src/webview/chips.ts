import * as l10n from "./l10n";
import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { canBeReadAgain, type ContextItem, contextLabel, contextName } from "../core/context";
import { totalOf } from "../core/hiddenText";
import { hiddenCountWords } from "../core/hiddenWords";
import type { ToHost } from "../core/protocol";
import { chipIcon, chipTooltip } from "./chipWords";
import { hiddenInItem } from "./hiddenLines";
import { imageFace, pendingChip } from "./images/imageChips";
import { imageDetails } from "./images/imageWords";
import type { PendingImage } from "./images/incomingImages";
import { pageLocale } from "./locale";

/** What a chip may show beyond what it holds. */
export interface ChipExtras {
  /** The size of an attachment by its id, as it is to be read; undefined while it is not known. */
  readonly tokens?: (id: string) => string | undefined;
  /** What goes along by itself: it comes last and can be left out. */
  readonly auto?: ContextItem | undefined;
  /** Pictures that will be attached as soon as images are made of them. */
  readonly pending?: readonly PendingImage[];
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
  { tokens, auto, pending = [] }: ChipExtras = {},
): TemplateResult | typeof nothing {
  const all = auto === undefined ? items : [...items, auto];
  if (all.length + pending.length === 0) {
    return nothing;
  }
  return html`<ul class="chips" role="list" aria-label=${name}>
    ${repeat(
      all,
      (item) => item.id,
      (item) => chip(item, item === auto, changes, tokens?.(item.id), post),
    )}
    ${repeat(pending, ({ id }) => id, pendingChip)}
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
  const { image } = item;
  const label = contextLabel(item);
  const details = image === undefined ? undefined : imageDetails(image, tokens);
  const canRemove = changes !== undefined;
  const update = changes?.update;
  const classes = `chip ${isAutomatic ? "automatic" : ""} ${item.isIgnored ? "ignored" : ""} ${image === undefined ? "" : "image-chip"}`;
  return html`<li class=${classes}>
    <button
      type="button"
      class="chip-open"
      aria-label=${details === undefined ? nameOf(item, label) : nothing}
      aria-keyshortcuts=${canRemove ? "Delete" : nothing}
      title=${chipTooltip(item, tokens, isAutomatic, canRemove, details)}
      @click=${() => post({ type: "openAttachment", id: item.id })}
    >
      ${image === undefined ? textFace(item) : imageFace(image, label, details ?? "", item.isIgnored)}
    </button>
    ${tokens === undefined || image !== undefined ? nothing : html`<span class="chip-tokens">≈ ${tokens}</span>`}
    ${update === undefined ? nothing : updateButton(item, label, () => post(update(item.id)))}
    ${canRemove ? nothing : roomOfButtons(item)}
    ${canRemove ? removeButton(label, isAutomatic, () => post(isAutomatic ? { type: "dismissAuto" } : changes.remove(item.id))) : nothing}
  </li>`;
}

/** What a screen reader calls a chip; what hides in it is told with the name. */
function nameOf(item: ContextItem, label: string): string {
  const counts = hiddenInItem(item);
  return totalOf(counts) === 0
    ? label
    : l10n.t("{0}: {1}", label, hiddenCountWords(counts, l10n, pageLocale()));
}

function textFace(item: ContextItem): TemplateResult {
  const { name, lines } = contextName(item);
  return html`<span class="codicon codicon-${chipIcon(item.kind)}" aria-hidden="true"></span
    ><span class="chip-label"><span class="chip-name">${name}</span><span>${lines}</span></span
    >${totalOf(hiddenInItem(item)) === 0 ? nothing : html`<span class="codicon codicon-eye-closed" aria-hidden="true"></span>`}${item.isIgnored ? html`<span class="codicon codicon-diff-ignored" aria-hidden="true"></span>` : nothing}`;
}

/** What keeps the width of a chip while it cannot be changed. */
function roomOfButtons(item: ContextItem): TemplateResult {
  const room = html`<span class="chip-room"></span>`;
  return html`${canUpdate(item) ? room : nothing}${room}`;
}

function canUpdate(item: ContextItem): boolean {
  return item.kind === "image" || canBeReadAgain(item);
}

function updateButton(item: ContextItem, label: string, run: () => void): TemplateResult | typeof nothing {
  if (item.kind === "image") {
    const name = l10n.t("Replace {0}…", label);
    return button("replace", name, name, run, "chip-update");
  }
  return canBeReadAgain(item)
    ? button("sync", l10n.t("Update {0}", label), l10n.t("Update to the current content"), run, "chip-update")
    : nothing;
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
