import * as vscode from "vscode";

import { Disposables } from "../disposables";
import { ContextKeys } from "./contextKeys";
import { Decorations } from "./decorations";
import { EditDiff } from "./editDiff";
import { EditStatus } from "./statusBar";
import type { PendingEdits } from "./inlineEdit";
import { Lenses } from "./lenses";
import { ReviewZones } from "./reviewZones";

/** All that can be seen of pending edits; each part looks for itself at what is pending. */
export class EditSurfaces {
  readonly #disposables = new Disposables();
  readonly zones: ReviewZones;
  readonly diff: EditDiff;

  constructor(edits: PendingEdits, extensionUri: vscode.Uri) {
    this.#disposables.add(new ContextKeys(edits));
    this.#disposables.add(new Decorations(edits, vscode.Uri.joinPath(extensionUri, "media")));
    this.#disposables.add(new Lenses(edits));
    this.#disposables.add(new EditStatus(edits));
    this.zones = this.#disposables.add(new ReviewZones(edits));
    this.diff = this.#disposables.add(new EditDiff(edits));
  }

  dispose(): Promise<void> {
    return this.#disposables.dispose();
  }
}
