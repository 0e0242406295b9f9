import * as vscode from "vscode";

import type { Log } from "./log";

const statusMs = 5_000;

/**
 * Tells that conversations cannot be written to the disk: once in a session in a notification, after that in the status
 * bar, so that a disk that comes and goes does not nag.
 */
export class DiskTrouble {
  readonly #log: Log;
  #told = false;

  constructor(log: Log) {
    this.#log = log;
  }

  tell(error: unknown): void {
    this.#log.error("A conversation could not be written.", error);
    if (this.#told) {
      vscode.window.setStatusBarMessage(
        vscode.l10n.t("Ask Claude cannot write conversations to the disk again."),
        statusMs,
      );
    } else {
      this.#told = true;
      void this.#show(error);
    }
  }

  /** Everything is on the disk again. */
  over(): void {
    this.#log.info("Conversations are written to the disk again.");
    vscode.window.setStatusBarMessage(
      vscode.l10n.t("Conversations are written to the disk again."),
      statusMs,
    );
  }

  /** The window closes with something in memory only; nobody can be asked any more. */
  lost(conversations: number): void {
    if (conversations > 0) {
      this.#log.warn(
        `The window closed with ${conversations} conversations that could not be written whole.`,
      );
    }
  }

  async #show(error: unknown): Promise<void> {
    const showLog = vscode.l10n.t("Show Log");
    const reason =
      error instanceof Error && "code" in error ? String(error.code) : vscode.l10n.t("see the log");
    const chosen = await vscode.window.showWarningMessage(
      vscode.l10n.t(
        "Ask Claude cannot write conversations to the disk ({0}). The chat goes on in memory, and is written as soon as the disk allows.",
        reason,
      ),
      showLog,
    );
    if (chosen === showLog) {
      this.#log.show();
    }
  }
}
