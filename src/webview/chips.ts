import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { type ContextItem, contextLabel, contextName } from "../core/context";
import type { ToHost } from "../core/protocol";

/** What is attached, as a list called `name`; with `canRemove`, each with a button to take it off. */
export function chips(
  items: readonly ContextItem[],
  name: string,
  canRemove: boolean,
  post: (message: ToHost) => void,
): TemplateResult | typeof nothing {
  if (items.length === 0) {
    return nothing;
  }
  return html`<ul class="chips" role="list" aria-label=${name}>
    ${repeat(
      items,
      (item) => item.id,
      (item) => {
        const label = contextLabel(item);
        const { name, lines } = contextName(item);
        return html`<li class="chip">
          <button
            type="button"
            class="chip-open"
            aria-label=${label}
            title=${l10n.t("Open {0}", item.fileName)}
            @click=${() => post({ type: "openAttachment", id: item.id })}
          >
            <span class="codicon codicon-${icon(item)}" aria-hidden="true"></span
            ><span class="chip-label"><span class="chip-name">${name}</span><span>${lines}</span></span>
          </button>
          ${
            canRemove
              ? html`<button
                  type="button"
                  class="icon-button chip-remove"
                  aria-label=${l10n.t("Remove {0}", label)}
                  title=${l10n.t("Remove {0}", label)}
                  @click=${() => post({ type: "removeAttachment", id: item.id })}
                >
                  <span class="codicon codicon-close" aria-hidden="true"></span>
                </button>`
              : nothing
          }
        </li>`;
      },
    )}
  </ul>`;
}

function icon(item: ContextItem): string {
  switch (item.kind) {
    case "selection":
      return "list-selection";
    case "symbol":
      return "symbol-method";
    case "visible":
      return "file-code";
    case "file":
      return "file";
    case "folder":
      return "folder";
    case "problems":
      return "warning";
    case "terminal":
      return "terminal";
    case "diff":
      return "diff";
    case "cell":
      return "notebook";
  }
}
