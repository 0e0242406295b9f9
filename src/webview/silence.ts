import * as l10n from "./l10n";
import { html, nothing, type TemplateResult } from "lit-html";
import { type AssistantTurn, isPending } from "../core/conversation";
import { isUsualSilence } from "../core/silence";
import type { ToHost } from "../core/protocol";

type Silence = NonNullable<AssistantTurn["silence"]>;

/**
 * What a screen reader says when a silence begins to be told, and when it is waited for longer; nothing where it was
 * told already, or is over.
 */
export function silenceAnnouncement(
  before: AssistantTurn | undefined,
  now: AssistantTurn | undefined,
): string | undefined {
  if (now?.silence === undefined) {
    return undefined;
  }
  if (before?.silence === undefined) {
    return silenceWords(now.silence);
  }
  return now.silence.isExtended === true && before.silence.isExtended !== true
    ? endWords(now.silence)
    : undefined;
}

/** Whether a silence is told of, which says all that a sign of life would. */
export function tellsSilence({ status, silence }: AssistantTurn): boolean {
  return silence !== undefined && isPending(status);
}

/** Tells that nothing comes and how long the answer is still waited for, with what can be done about it. */
export function silenceLine(
  turn: AssistantTurn,
  post: (message: ToHost) => void,
): TemplateResult | typeof nothing {
  const { silence } = turn;
  if (silence === undefined || !tellsSilence(turn)) {
    return nothing;
  }
  const isUsual = isUsualSilence(silence);
  const words = silenceWords(silence);
  return html`<div class="silence">
    <p>
      <span role="timer" aria-live="off"
        >${isUsual ? words : l10n.t("{0} {1}", words, endWords(silence))}</span
      >
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

function silenceWords({ seconds, isThinking }: Silence): string {
  return isThinking === true
    ? l10n.t("Claude is thinking, and has said nothing for {0} s.", seconds)
    : l10n.t("Nothing has come for {0} s.", seconds);
}

function endWords({ secondsLeft, isExtended }: Silence): string {
  return isExtended === true
    ? l10n.t("Waiting longer: it will be stopped in {0} s.", secondsLeft)
    : l10n.t("It will be stopped in {0} s.", secondsLeft);
}
