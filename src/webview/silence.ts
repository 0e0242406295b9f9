import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit-html";
import { type AssistantTurn, isPending } from "../core/conversation";
import { isUsualSilence } from "../core/silence";
import type { ToHost } from "../core/protocol";

/** What a screen reader says when a silence begins to be told; nothing where it was told already, or is over. */
export function silenceAnnouncement(
  before: AssistantTurn | undefined,
  now: AssistantTurn | undefined,
): string | undefined {
  return now?.silence !== undefined && before?.silence === undefined ? silenceWords(now.silence) : undefined;
}

/** Tells that nothing comes and how long the answer is still waited for, with what can be done about it. */
export function silenceLine(
  { status, silence }: AssistantTurn,
  post: (message: ToHost) => void,
): TemplateResult | typeof nothing {
  if (silence === undefined || !isPending(status)) {
    return nothing;
  }
  const { secondsLeft } = silence;
  const isUsual = isUsualSilence(silence);
  return html`<div class="silence">
    <p>
      <span role="timer" aria-live="off">${silenceWords(silence)}</span>
      ${isUsual ? nothing : html`<span>${l10n.t("It ends by itself after {0} s more.", secondsLeft)}</span>`}
    </p>
    ${
      isUsual
        ? nothing
        : html`<div class="actions">
            <button type="button" class="button secondary" @click=${() => post({ type: "keepWaiting" })}>
              ${l10n.t("Keep Waiting")}
            </button>
            <button type="button" class="button secondary" @click=${() => post({ type: "stop" })}>
              ${l10n.t("Stop Waiting")}
            </button>
          </div>`
    }
  </div>`;
}

function silenceWords({ seconds, isThinking }: NonNullable<AssistantTurn["silence"]>): string {
  return isThinking === true
    ? l10n.t("Claude is thinking, and has said nothing for {0} s.", seconds)
    : l10n.t("Nothing has come for {0} s.", seconds);
}
