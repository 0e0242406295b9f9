import * as vscode from "vscode";

import { baseName } from "../context/item";
import { Disposables } from "../disposables";
import type { InlineEdit, PendingEdits } from "./inlineEdit";
import { isToBeDecided, placesOf } from "./pendingPlaces";
import { Throttled } from "./throttled";

/** Says in the status bar that Claude is writing, or how much waits to be decided in all files; a click lists it. */
export class EditStatus implements vscode.Disposable {
  readonly #disposables = new Disposables();
  readonly #item = this.#disposables.add(
    vscode.window.createStatusBarItem("askClaude.edits", vscode.StatusBarAlignment.Left, 0),
  );

  constructor(edits: PendingEdits) {
    this.#item.name = vscode.l10n.t("Ask Claude: Pending Edits");
    this.#item.command = {
      command: "askClaude.showPendingEdits",
      title: vscode.l10n.t("Show Pending Edits"),
      arguments: [true],
    };
    this.#item.tooltip = vscode.l10n.t("Show Pending Edits");
    const show = this.#disposables.add(new Throttled(() => this.#show(edits.all), 250));
    this.#disposables.add(edits.onDidChange(() => show.ask()));
  }

  dispose(): unknown {
    return this.#disposables.dispose();
  }

  #show(edits: readonly InlineEdit[]): void {
    const words = statusWords(edits);
    if (words === undefined) {
      this.#item.hide();
      return;
    }
    this.#item.text = `$(${words.icon}) ${words.text}`;
    this.#item.accessibilityInformation = { label: words.text, role: "button" };
    this.#item.show();
  }
}

/** What the status bar says of these edits; undefined when nothing is pending. */
export function statusWords(
  edits: readonly InlineEdit[],
): { readonly icon: string; readonly text: string } | undefined {
  const writing = edits.filter((edit) => !isToBeDecided(edit));
  const [first] = writing;
  if (first !== undefined) {
    const text =
      writing.length === 1
        ? vscode.l10n.t("Claude is editing {0}", baseName(first.uri))
        : vscode.l10n.t("Claude is writing {0} edits", `${writing.length}`);
    return { icon: "loading~spin", text };
  }
  const held = edits.filter(({ phase }) => phase.type === "held").length;
  const hunks = placesOf(edits).length - held;
  if (hunks === 0 && held === 0) {
    return undefined;
  }
  const text =
    held === 0
      ? hunkWords(hunks)
      : hunks === 0
        ? heldWords(held)
        : vscode.l10n.t("{0}, {1}", hunkWords(hunks), heldWords(held));
  return { icon: "diff", text };
}

function hunkWords(count: number): string {
  return count === 1 ? vscode.l10n.t("1 hunk to review") : vscode.l10n.t("{0} hunks to review", `${count}`);
}

function heldWords(count: number): string {
  return count === 1
    ? vscode.l10n.t("1 edit waits for your consent")
    : vscode.l10n.t("{0} edits wait for your consent", `${count}`);
}
