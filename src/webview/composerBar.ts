import * as l10n from "./l10n";
import { html, type TemplateResult } from "lit-html";
import type { ModelState } from "../core/model";
import type { SendKey, ToHost } from "../core/protocol";
import { modelControls } from "./modelControls";

/** What the buttons below the text need to know and do. */
export interface BarParts {
  readonly model: ModelState;
  readonly sendWith: SendKey;
  readonly isAnswering: boolean;
  readonly canSend: boolean;
  readonly post: (message: ToHost) => void;
  readonly addContext: () => void;
  readonly send: () => void;
  readonly stop: () => void;
}

/** The buttons below the text: what to attach, which model and how, and Send. */
export function composerBar(parts: BarParts): TemplateResult {
  const { model, post, addContext } = parts;
  return html`<button
      type="button"
      class="icon-button"
      aria-label=${l10n.t("Add Context")}
      title=${l10n.t("Add Context (#). To drop files here from VS Code, hold Shift.")}
      @click=${addContext}
    >
      <span class="codicon codicon-attach" aria-hidden="true"></span>
    </button>
    <button
      type="button"
      class="icon-button capture"
      aria-label=${l10n.t("Add a Screenshot")}
      title=${l10n.t("Add a Screenshot")}
      @click=${() => post({ type: "takeScreenshot" })}
    >
      <span class="codicon codicon-device-camera" aria-hidden="true"></span>
    </button>
    ${modelControls(model, post)}
    <span class="composer-gap"></span>
    ${sendOrStop(parts)}`;
}

function sendOrStop({ isAnswering, canSend, sendWith, send, stop }: BarParts): TemplateResult {
  return isAnswering
    ? html`<button
        type="button"
        class="icon-button send"
        aria-label=${l10n.t("Stop")}
        title=${l10n.t("Stop")}
        @click=${stop}
      >
        <span class="codicon codicon-stop-circle" aria-hidden="true"></span>
      </button>`
    : html`<button
        type="button"
        class="icon-button send"
        aria-label=${l10n.t("Send")}
        title=${sendTitle(sendWith)}
        aria-disabled=${!canSend}
        @click=${send}
      >
        <span class="codicon codicon-send" aria-hidden="true"></span>
      </button>`;
}

function sendTitle(sendWith: SendKey): string {
  if (sendWith === "enter") {
    return l10n.t("Send (Enter)");
  }
  return navigator.userAgent.includes("Mac") ? l10n.t("Send (⌘Enter)") : l10n.t("Send (Ctrl+Enter)");
}
