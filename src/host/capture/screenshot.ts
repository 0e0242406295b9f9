import * as vscode from "vscode";

import { noCaptureText } from "../../core/captureText";
import { captureSystem } from "../../core/captureTools";
import { readImageHeader } from "../../core/imageHeader";
import { imageProblemText } from "../../core/imageText";
import { type Gathered, nothingGathered, refused } from "../context/item";
import type { Log } from "../log";
import { takePicture } from "./takePicture";

/**
 * Whether the screen that the person sits at is this machine's: otherwise a picture of this machine's would be of
 * nothing, or of what somebody else sees.
 */
export function isScreenHere(): boolean {
  return vscode.env.remoteName === undefined && vscode.env.uiKind === vscode.UIKind.Desktop;
}

/** Takes pictures of parts of this machine's screen, one at a time. */
export class Screenshots {
  readonly #log: Log;
  #isTaking = false;

  constructor(log: Log) {
    this.#log = log;
  }

  /** Lets the person choose a part of the screen; nothing when they think better of it. */
  async take(): Promise<Gathered> {
    if (this.#isTaking) {
      return nothingGathered;
    }
    this.#isTaking = true;
    try {
      return await this.#take();
    } finally {
      this.#isTaking = false;
    }
  }

  async #take(): Promise<Gathered> {
    const taken = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: vscode.l10n.t("Choose what to capture on the screen."),
        cancellable: true,
      },
      async (_, token) => {
        const calledOff = new AbortController();
        const listening = token.onCancellationRequested(() => calledOff.abort());
        try {
          return await takePicture({
            signal: calledOff.signal,
            isPicture: (bytes) => readImageHeader(bytes).ok,
          });
        } finally {
          listening.dispose();
        }
      },
    );
    const name = nameNow();
    switch (taken.type) {
      case "taken":
        return { ...nothingGathered, images: [{ name, uri: "", bytes: taken.bytes }] };
      case "cancelled":
        return nothingGathered;
      case "timedOut":
        return refused(
          vscode.l10n.t("Nothing was chosen on the screen for three minutes, so there is no screenshot."),
        );
      case "tooLarge":
        return refused(imageProblemText({ reason: "tooManyBytes" }, name, vscode.l10n));
      case "failed": {
        for (const { tool, why } of taken.tries) {
          this.#log.warn(`No screenshot with ${tool}: ${why ?? "it is not installed."}`);
        }
        const system = captureSystem(process.platform, process.env);
        return refused(noCaptureText(system, process.env["XDG_CURRENT_DESKTOP"] ?? "", vscode.l10n));
      }
    }
  }
}

/** Several of a conversation must be told apart. */
function nameNow(): string {
  const now = new Date();
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()]
    .map((part) => String(part).padStart(2, "0"))
    .join(".");
  return vscode.l10n.t("Screenshot {0}.png", time);
}
