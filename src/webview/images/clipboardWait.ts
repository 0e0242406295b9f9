import * as l10n from "../l10n";
import { html, type TemplateResult } from "lit-html";

import type { ToHost } from "../../core/protocol";
import { type Clip, clipboardPicture } from "./clipboardPicture";

/** What waiting for a screenshot needs of the page. */
export interface ClipboardWaitParts {
  readonly post: (message: ToHost) => void;
  readonly take: (files: readonly File[]) => void;
  readonly changed: () => void;
}

/** How often the clipboard is looked at while the page has the focus. */
const lookMilliseconds = 700;

const patienceMilliseconds = 2 * 60_000;

/**
 * Waits for a screenshot on the clipboard of the person's own machine, for where the extension runs on another one. Only
 * a picture that was not there before is taken; where the clipboard may not be read, the person pastes.
 */
export class ClipboardWait {
  readonly #parts: ClipboardWaitParts;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #endsAt = 0;
  /** While it waits it listens to the page. */
  #listening: AbortController | undefined;
  /** What was on the clipboard when the waiting began. */
  #before: Clip | undefined;
  #wasAway = false;
  #mustPaste = false;
  #isToOpenTool = false;

  constructor(parts: ClipboardWaitParts) {
    this.#parts = parts;
  }

  get isWaiting(): boolean {
    return this.#timer !== undefined;
  }

  start(): void {
    clearTimeout(this.#timer);
    this.#listen();
    this.#endsAt = performance.now() + patienceMilliseconds;
    this.#before = undefined;
    this.#wasAway = false;
    this.#mustPaste = false;
    this.#isToOpenTool = system() === "windows";
    this.#timer = setTimeout(() => void this.#look(), 0);
    this.#parts.changed();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#before = undefined;
    this.#listening?.abort();
    this.#listening = undefined;
    this.#parts.changed();
  }

  /** What to do now, with the way out. */
  banner(): TemplateResult {
    return html`<div class="editing" role="status">
      <span class="codicon codicon-device-camera" aria-hidden="true"></span>
      <span class="editing-words">${this.#mustPaste ? pasteWords() : captureWords()}</span>
      <button
        type="button"
        class="link-button"
        title=${l10n.t("Cancel (Escape)")}
        @click=${() => this.stop()}
      >
        ${l10n.t("Cancel")}
      </button>
    </div>`;
  }

  #listen(): void {
    this.#listening?.abort();
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    window.addEventListener("blur", () => (this.#wasAway = true), { signal });
    window.addEventListener("focus", () => this.#lookSoon(), { signal });
    document.addEventListener("visibilitychange", () => this.#lookSoon(), { signal });
    const pasted = ({ clipboardData }: ClipboardEvent): void =>
      clipboardData !== null && clipboardData.files.length > 0 ? this.stop() : undefined;
    document.addEventListener("paste", pasted, { signal });
  }

  #lookSoon(): void {
    if (this.isWaiting) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#look(), 0);
    }
  }

  async #look(): Promise<void> {
    const timer = this.#timer;
    if (!this.#mustPaste && document.hasFocus()) {
      const clip = await clipboardPicture();
      if (timer !== this.#timer) {
        return;
      }
      this.#seen(clip);
    }
    if (this.isWaiting) {
      if (performance.now() > this.#endsAt) {
        this.stop();
      } else {
        this.#timer = setTimeout(() => void this.#look(), lookMilliseconds);
      }
    }
  }

  #seen(clip: Clip): void {
    if (clip.type === "refused" || (this.#before === undefined && this.#wasAway)) {
      // Whether what is there now is the new one, nobody can tell.
      this.#mustPaste = true;
      this.#parts.changed();
    } else if (this.#before === undefined) {
      this.#before = clip;
    } else if (clip.type === "picture" && !isSame(clip, this.#before)) {
      this.stop();
      this.#parts.take([new File([clip.bytes], nameNow(), { type: clip.mediaType })]);
      return;
    }
    if (this.#isToOpenTool) {
      // Only now: what it brings must not be taken for what was there before.
      this.#isToOpenTool = false;
      this.#parts.post({ type: "openSnippingTool" });
    }
  }
}

function isSame(clip: Extract<Clip, { type: "picture" }>, other: Clip): boolean {
  return (
    other.type === "picture" &&
    other.bytes.length === clip.bytes.length &&
    other.bytes.every((byte, at) => byte === clip.bytes[at])
  );
}

function system(): "mac" | "windows" | "other" {
  const { userAgent } = navigator;
  return userAgent.includes("Mac") ? "mac" : userAgent.includes("Windows") ? "windows" : "other";
}

function captureWords(): string {
  switch (system()) {
    case "mac":
      return l10n.t("Press ⌃⇧⌘4 and choose a part of the screen. It is attached when you are back here.");
    case "windows":
      return l10n.t(
        "Press Windows+Shift+S and choose a part of the screen. It is attached when you are back here.",
      );
    case "other":
      return l10n.t("Copy a screenshot, usually with PrtSc. It is attached when you are back here.");
  }
}

function pasteWords(): string {
  switch (system()) {
    case "mac":
      return l10n.t("Press ⌃⇧⌘4 and choose a part of the screen, then ⌘V here to paste it.");
    case "windows":
      return l10n.t("Press Windows+Shift+S and choose a part of the screen, then Ctrl+V here to paste it.");
    case "other":
      return l10n.t("Copy a screenshot, usually with PrtSc, then press Ctrl+V here to paste it.");
  }
}

/** Several of a conversation must be told apart. */
function nameNow(): string {
  const now = new Date();
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()]
    .map((part) => String(part).padStart(2, "0"))
    .join(".");
  return l10n.t("Screenshot {0}.png", time);
}
