import * as l10n from "./l10n";
import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import type { ModelState } from "../core/model";
import type { ToHost } from "../core/protocol";

/** The model that answers, and what can be asked of it: effort and thinking, where it has them. */
export function modelControls(model: ModelState, post: (message: ToHost) => void): TemplateResult {
  return html`<button
      type="button"
      class="bar-button model"
      aria-label=${modelLabel(model)}
      title=${modelTitle(model)}
      @click=${() => post({ type: "selectModel" })}
    >
      ${
        model.problem === undefined
          ? nothing
          : html`<span class="codicon codicon-warning" aria-hidden="true"></span>`
      }<span class="bar-label">${model.name}</span>
    </button>
    ${effortControl(model, post)} ${thinkingControl(model, post)}`;
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

function modelTitle({ name, problem }: ModelState): string {
  return problem === undefined ? l10n.t("Select Model") : problemWords(name, problem);
}

/** What is wrong with a model, and what that means for the next question. */
export function problemWords(name: string, problem: "retired" | "unknown"): string {
  return problem === "retired"
    ? l10n.t("{0} is retired: it answers no more. Select another model.", name)
    : l10n.t("{0} is not in the list of models. It is asked all the same.", name);
}

function effortControl(
  { effort }: ModelState,
  post: (message: ToHost) => void,
): TemplateResult | typeof nothing {
  if (effort === undefined) {
    return nothing;
  }
  const classes = effort.value === "" ? "bar-button effort default" : "bar-button effort";
  return html`<label class=${classes} title=${l10n.t("Effort: more takes longer and costs more")}>
    <span class="codicon codicon-dashboard" aria-hidden="true"></span>
    <select
      aria-label=${l10n.t("Effort")}
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
    </select>
  </label>`;
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
    class="icon-button toggle"
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
      return l10n.t("Low");
    case "medium":
      return l10n.t("Medium");
    case "high":
      return l10n.t("High");
    case "xhigh":
      return l10n.t("Very high");
    case "max":
      return l10n.t("Maximum");
    default:
      return l10n.t("Default");
  }
}
