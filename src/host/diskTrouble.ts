import * as vscode from "vscode";

import { diskReason } from "../core/diskReason";
import type { Log } from "./log";

const statusMs = 5_000;

/**
 * Tells that conversations cannot be written to the disk: once in a session in a notification, so that a disk that comes
 * and goes does not nag, and in the status bar for as long as it lasts.
 */
export class DiskTrouble implements vscode.Disposable {
  readonly #log: Log;
  #told = false;
  #sign: vscode.StatusBarItem | undefined;

  constructor(log: Log) {
    this.#log = log;
  }

  tell(error: unknown): void {
    this.#log.error("A conversation could not be written.", error);
    this.#showSign(error);
    if (!this.#told) {
      this.#told = true;
      void this.#show(error);
    }
  }

  /** Everything is on the disk again. */
  over(): void {
    this.dispose();
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

  dispose(): void {
    this.#sign?.dispose();
    this.#sign = undefined;
  }

  #showSign(error: unknown): void {
    this.#sign ??= vscode.window.createStatusBarItem("askClaude.disk", vscode.StatusBarAlignment.Left, 0);
    this.#sign.name = vscode.l10n.t("Ask Claude: conversations not on the disk");
    this.#sign.text = `$(warning) ${vscode.l10n.t("Claude: not on the disk")}`;
    this.#sign.tooltip = vscode.l10n.t(
      "Writing conversations to the disk failed ({0}). They are kept in memory, and are lost when the window closes before the disk allows it. Click to see the log.",
      diskReason(error, vscode.l10n),
    );
    this.#sign.backgroundColor = new vscode.ThemeColor("statusBarItem.warningBackground");
    this.#sign.command = "askClaude.showLog";
    this.#sign.show();
  }

  async #show(error: unknown): Promise<void> {
    const showLog = vscode.l10n.t("Show Log");
    const chosen = await vscode.window.showWarningMessage(
      vscode.l10n.t(
        "Ask Claude cannot write conversations to the disk ({0}). The chat goes on in memory, and is written as soon as the disk allows.",
        diskReason(error, vscode.l10n),
      ),
      showLog,
    );
    if (chosen === showLog) {
      this.#log.show();
    }
  }
}
