import * as l10n from "./l10n";
import { html, nothing, type TemplateResult } from "lit-html";
import type { AssistantTurn } from "../core/conversation";
import { type Failure, type FailureAction, failureAction, otherFailureActions } from "../core/failure";
import { failureActionLabel, failureText } from "../core/failureText";
import type { KeyState, ToHost } from "../core/protocol";
import { pageLocale } from "./locale";
import { environmentKeyButton } from "./welcome";

/** What stands below an answer: how it failed, that it was stopped, why it ended early; nothing below a good one. */
export function notice(
  turn: AssistantTurn,
  isLast: boolean,
  key: KeyState,
  post: (message: ToHost) => void,
): TemplateResult | typeof nothing {
  const { status } = turn;
  switch (status.type) {
    case "failed":
      return failed(turn, status.failure, isLast, key, post);
    case "countingDown":
      return html`<div class="notice warning" role="alert">
        <span class="codicon codicon-watch" aria-hidden="true"></span>
        <div class="notice-body">
          <p dir="auto">${failureText(status.failure, l10n, pageLocale())}</p>
          <div class="actions">
            <button type="button" class="button secondary" @click=${() => post({ type: "stop" })}>
              ${l10n.t("Cancel")}
            </button>
            <span role="timer" aria-live="off"
              >${l10n.t("Asking again in {0} s", `${status.secondsLeft}`)}</span
            >
          </div>
          <p class="details">${requestId(status.failure.requestId ?? turn.requestId)} ${showLog(post)}</p>
        </div>
      </div>`;
    case "stopped":
      return html`<p class="note">
        <span class="codicon codicon-circle-slash" aria-hidden="true"></span>${l10n.t("Stopped")}
        ${
          isLast
            ? html`<button
                type="button"
                class="link-button"
                @click=${() => post({ type: "act", answerId: turn.id, action: "tryAgain" })}
              >
                ${failureActionLabel("tryAgain", l10n)}
              </button>`
            : nothing
        }
      </p>`;
    case "complete": {
      const words = stopText(status.stopReason, status.refusalCategory);
      return words === undefined
        ? nothing
        : html`<p class="note">
            <span class="codicon codicon-info" aria-hidden="true"></span>${words}
            ${isLast ? wayOn(turn, status.stopReason, post) : nothing}
          </p>`;
    }
    case "waiting":
    case "streaming":
      return nothing;
  }
}

function failed(
  turn: AssistantTurn,
  failure: Failure,
  isLast: boolean,
  key: KeyState,
  post: (message: ToHost) => void,
): TemplateResult {
  const waits = failure.kind === "noKey";
  const look = lookOf(failure);
  const helps = failureAction(failure);
  // The key may have come by another way since: then only the question is left to be asked.
  const action = !isLast ? undefined : waits && key.type === "ready" ? "tryAgain" : helps;
  return html`<div class="notice ${look.kind}" role="alert">
    <span class="codicon codicon-${look.icon}" aria-hidden="true"></span>
    <div class="notice-body">
      <p dir="auto">${failureText(failure, l10n, pageLocale())}</p>
      ${
        action === undefined
          ? nothing
          : html`<div class="actions">
              <button
                type="button"
                class="button"
                @click=${() => post({ type: "act", answerId: turn.id, action })}
              >
                ${failureActionLabel(action, l10n, failure)}
              </button>
              ${action === "setApiKey" ? environmentKeyButton(key, post) : nothing}
              ${otherFailureActions(failure).map((other) => secondaryButton(turn.id, other, failure, post))}
            </div>`
      }
      ${
        look.kind !== "error"
          ? nothing
          : html`<p class="details">${requestId(failure.requestId ?? turn.requestId)} ${showLog(post)}</p>`
      }
    </div>
  </div>`;
}

/** What was held back here is no error: nothing went wrong, and nobody has to look into the log. */
function lookOf(failure: Failure): { readonly kind: "info" | "warning" | "error"; readonly icon: string } {
  switch (failure.kind) {
    case "noKey":
      return { kind: "info", icon: "key" };
    case "contextTooLong":
    case "overBudget":
    case "unknownPrice":
    case "modelRetired":
      return { kind: "warning", icon: "warning" };
    default:
      return { kind: "error", icon: "error" };
  }
}

function secondaryButton(
  answerId: string,
  action: FailureAction,
  failure: Failure,
  post: (message: ToHost) => void,
): TemplateResult {
  return html`<button
    type="button"
    class="button secondary"
    @click=${() => post({ type: "act", answerId, action })}
  >
    ${failureActionLabel(action, l10n, failure)}
  </button>`;
}

function showLog(post: (message: ToHost) => void): TemplateResult {
  return html`<button type="button" class="link-button" @click=${() => post({ type: "showLog" })}>
    ${l10n.t("Show Log")}
  </button>`;
}

function requestId(id: string | undefined): TemplateResult | typeof nothing {
  return id === undefined ? nothing : html`<span class="request-id">${l10n.t("Request ID: {0}", id)}</span>`;
}

/** What helps after an answer that ended early. */
function wayOn(
  turn: AssistantTurn,
  reason: string,
  post: (message: ToHost) => void,
): TemplateResult | typeof nothing {
  const button = (label: string, message: ToHost): TemplateResult =>
    html`<button type="button" class="link-button" @click=${() => post(message)}>${label}</button>`;
  switch (reason) {
    case "max_tokens":
    case "model_context_window_exceeded":
      return button(l10n.t("Continue"), { type: "continue" });
    case "refusal":
      return button(failureActionLabel("selectModel", l10n), {
        type: "retry",
        turnId: turn.id,
        withOtherModel: true,
      });
    default:
      return nothing;
  }
}

function stopText(reason: string, category: string | undefined): string | undefined {
  switch (reason) {
    case "end_turn":
    case "stop_sequence":
      return undefined;
    case "max_tokens":
      return l10n.t("The answer was cut at the limit of output tokens.");
    case "model_context_window_exceeded":
      return l10n.t("The answer was cut because the model's context window is full.");
    case "refusal":
      return category === undefined
        ? l10n.t("Claude declined to answer this. The next question is sent without it.")
        : l10n.t("Claude declined to answer this ({0}). The next question is sent without it.", category);
    case "pause_turn":
      return l10n.t("The answer paused too often and was left as it is.");
    default:
      return l10n.t("The answer ended early ({0}).", reason);
  }
}
