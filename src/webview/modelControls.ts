import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import type { ModelState } from "../core/model";
import type { ToHost } from "../core/protocol";

/** The model that answers, and what can be asked of it: effort and thinking, where it has them. */
export function modelControls(model: ModelState, post: (message: ToHost) => void): TemplateResult {
  return html`<div class="model-controls">
    <button
      type="button"
      class="model"
      aria-label=${modelLabel(model)}
      title=${modelLabel(model)}
      @click=${() => post({ type: "selectModel" })}
    >
      ${
        model.problem === undefined
          ? nothing
          : html`<span class="codicon codicon-warning" aria-hidden="true"></span>`
      }${model.name}
    </button>
    ${effortControl(model, post)} ${thinkingControl(model, post)}
  </div>`;
}

function modelLabel({ name, problem }: ModelState): string {
  switch (problem) {
    case "retired":
      return l10n.t("Model: {0} (retired)", name);
    case "unknown":
      return l10n.t("Model: {0} (not among the endpoint's models)", name);
    default:
      return l10n.t("Model: {0}", name);
  }
}

function effortControl(
  { effort }: ModelState,
  post: (message: ToHost) => void,
): TemplateResult | typeof nothing {
  if (effort === undefined) {
    return nothing;
  }
  return html`<select
    class="effort"
    aria-label=${l10n.t("Effort")}
    title=${l10n.t("Effort: more takes longer and costs more")}
    .value=${live(effort.value)}
    @change=${(event: Event) => {
      if (event.target instanceof HTMLSelectElement) {
        post({ type: "setEffort", effort: event.target.value });
      }
    }}
  >
    ${["", ...effort.choices].map(
      (level) =>
        html`<option value=${level} ?selected=${level === effort.value}>${effortName(level)}</option>`,
    )}
  </select>`;
}

function thinkingControl(
  { thinking }: ModelState,
  post: (message: ToHost) => void,
): TemplateResult | typeof nothing {
  if (thinking?.canChange !== true) {
    return nothing;
  }
  return html`<button
    type="button"
    class="icon-button thinking-switch"
    aria-label=${l10n.t("Thinking")}
    aria-pressed=${thinking.on}
    title=${thinking.on ? l10n.t("Claude thinks before it answers") : l10n.t("Claude answers without thinking")}
    @click=${() => post({ type: "setThinking", on: !thinking.on })}
  >
    <span class="codicon codicon-${thinking.on ? "lightbulb" : "lightbulb-empty"}" aria-hidden="true"></span>
  </button>`;
}

function effortName(level: string): string {
  switch (level) {
    case "low":
      return l10n.t("Low effort");
    case "medium":
      return l10n.t("Medium effort");
    case "high":
      return l10n.t("High effort");
    case "xhigh":
      return l10n.t("Very high effort");
    case "max":
      return l10n.t("Maximal effort");
    default:
      return l10n.t("Usual effort");
  }
}
