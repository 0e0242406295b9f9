import * as vscode from "vscode";

import type { ContextItem } from "../../core/context";
import { isKept } from "../../core/image";
import type { ChatSession } from "../chat/session";
import type { Disposable } from "../disposables";
import { imageTabType } from "../manifest";
import { ImageTab, type ImageTabParts } from "./imageTab";

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
    const name = item.fileName.slice(item.fileName.lastIndexOf("/") + 1);
    const panel = vscode.window.createWebviewPanel(imageTabType, name, vscode.ViewColumn.Active);
    panel.iconPath = vscode.Uri.joinPath(this.#parts.extensionUri, "media", "activity-bar.svg");
    const tab = new ImageTab(this.#parts, session, { ...item, image }, panel);
    this.#tabs.add(tab);
    panel.onDidDispose(() => this.#tabs.delete(tab));
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
