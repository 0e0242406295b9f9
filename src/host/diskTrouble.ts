import * as vscode from "vscode";

import type { Log } from "./log";

/** Tells once in a session that conversations cannot be written to the disk. */
export class DiskTrouble {
  readonly #log: Log;
  #told = false;

  constructor(log: Log) {
    this.#log = log;
  }

  tell(error: unknown): void {
    this.#log.error("A conversation could not be written.", error);
    if (!this.#told) {
      this.#told = true;
      void this.#show(error);
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
