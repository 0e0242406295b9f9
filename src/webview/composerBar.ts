import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit-html";
import type { ModelState } from "../core/model";
import type { SendKey, ToHost } from "../core/protocol";

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
    ${modelButton(model, post)} ${effortButton(model, post)} ${thinkingButton(model, post)}
    <span class="composer-gap"></span>
    ${sendOrStop(parts)}`;
}

function modelButton({ name, problem }: ModelState, post: (message: ToHost) => void): TemplateResult {
  const words = problem === undefined ? undefined : problemWords(name, problem);
  return html`<button
    type="button"
    class="bar-button model"
    aria-label=${l10n.t("Model: {0}", name)}
    title=${words ?? l10n.t("Select Model")}
    @click=${() => post({ type: "selectModel" })}
  >
    ${
      problem === undefined ? nothing : html`<span class="codicon codicon-warning" aria-hidden="true"></span>`
    }<span class="bar-label">${name}</span>
  </button>`;
}

/** What is wrong with a model, and what that means for the next question. */
export function problemWords(name: string, problem: "retired" | "unknown"): string {
  return problem === "retired"
    ? l10n.t("{0} is retired: it answers no more. Select another model.", name)
    : l10n.t("{0} is not in the list of models. It is asked all the same.", name);
}

function effortButton(
  { effort }: ModelState,
  post: (message: ToHost) => void,
): TemplateResult | typeof nothing {
  return effort === undefined || effort.choices.length === 0
    ? nothing
    : html`<button
        type="button"
        class="bar-button effort"
        aria-label=${l10n.t("Effort: {0}", effortWords(effort.value))}
        title=${l10n.t("How hard Claude tries: more takes longer and costs more")}
        @click=${() => post({ type: "selectEffort" })}
      >
        <span class="codicon codicon-dashboard" aria-hidden="true"></span
        ><span class="bar-label">${effortWords(effort.value)}</span>
      </button>`;
}

function effortWords(value: string): string {
  switch (value) {
    case "":
      return l10n.t("Default");
    case "low":
      return l10n.t("Low");
    case "medium":
      return l10n.t("Medium");
    case "high":
      return l10n.t("High");
    case "xhigh":
      return l10n.t("Extra high");
    case "max":
      return l10n.t("Maximum");
    default:
      return value;
  }
}

function thinkingButton(
  { thinking }: ModelState,
  post: (message: ToHost) => void,
): TemplateResult | typeof nothing {
  return thinking?.canChange !== true
    ? nothing
    : html`<button
        type="button"
        class="icon-button toggle"
        aria-label=${l10n.t("Thinking")}
        aria-pressed=${thinking.on}
        title=${thinking.on ? l10n.t("Claude thinks before it answers") : l10n.t("Claude answers at once")}
        @click=${() => post({ type: "setThinking", on: !thinking.on })}
      >
        <span class="codicon codicon-thinking" aria-hidden="true"></span>
      </button>`;
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
