import * as vscode from "vscode";

import type { ContextItem } from "../../core/context";
import { isKept } from "../../core/image";
import type { ChatSession } from "../chat/session";
import type { Disposable } from "../disposables";
import { imageTabType } from "../manifest";
import { tabIcon } from "../tabIcon";
import { ImageTab, type ImageTabParts } from "./imageTab";
import { isUnapplied, tabTitle } from "./unapplied";

/** The tabs that show images as they are sent, one for each chip. */
export class ImageTabs implements Disposable {
  readonly #parts: ImageTabParts;
  readonly #tabs = new Set<ImageTab>();

  constructor(parts: Omit<ImageTabParts, "histories">) {
    this.#parts = { ...parts, histories: new Map() };
  }

  /** Shows the image of a chip, in the tab that it has already or in a new one. */
  open(session: ChatSession, item: ContextItem): void {
    const { image } = item;
    if (!isKept(image)) {
      return;
    }
    const known = [...this.#tabs].find((tab) => tab.isOf(session, item.id));
    if (known !== undefined) {
      known.reveal();
      return;
    }
    const panel = vscode.window.createWebviewPanel(
      imageTabType,
      tabTitle(item, false),
      vscode.ViewColumn.Active,
    );
    panel.iconPath = tabIcon(this.#parts.extensionUri);
    const tab = new ImageTab(this.#parts, session, { ...item, image }, panel);
    this.#tabs.add(tab);
    panel.onDidDispose(() => this.#tabs.delete(tab));
  }

  /**
   * Whether a question may go with its images as they are. Asks about those that were changed in their tab with nothing
   * applied: what was blacked out there would be sent.
   */
  async maySend(session: ChatSession): Promise<boolean> {
    const changed = session.draft.context.filter(
      ({ id, image }) => isKept(image) && isUnapplied(this.#parts.histories, id, image),
    );
    const [first] = changed;
    if (first === undefined) {
      return true;
    }
    const show = vscode.l10n.t("Show Image");
    const send = vscode.l10n.t("Send As It Is");
    const chosen = await vscode.window.showWarningMessage(
      vscode.l10n.t("Changes to {0} are not applied. Send the image without them?", first.fileName),
      {
        modal: true,
        detail: vscode.l10n.t(
          "What was cropped away or blacked out there would be sent, until you press Apply.",
        ),
      },
      show,
      send,
    );
    if (chosen === show) {
      this.open(session, first);
    }
    return chosen === send;
  }

  /** Another model may be in use, or other prices. */
  update(): void {
    for (const tab of this.#tabs) {
      void tab.update();
    }
  }

  dispose(): void {
    for (const tab of this.#tabs) {
      tab.dispose();
    }
  }
}
