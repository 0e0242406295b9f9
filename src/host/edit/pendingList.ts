import * as vscode from "vscode";

import type { Hunk } from "../../core/hunk";
import { withHiddenShown } from "../../core/plainText";
import { fileNameOf, openDocument } from "../context/item";
import type { InlineEdit, PendingEdits } from "./inlineEdit";
import { focusEditor, goToPlace } from "./navigation";
import { type PendingPlace, placesOf } from "./pendingPlaces";
import { Throttled } from "./throttled";

interface Item extends vscode.QuickPickItem {
  readonly place?: PendingPlace;
}

interface Button extends vscode.QuickInputButton {
  readonly press: (place: PendingPlace, edits: PendingEdits) => unknown;
}

/**
 * Lists everything pending in all files, to go there or to decide at once; it follows what changes meanwhile.
 * @param isClicked whether it was asked for with a click, after which the keyboard belongs to the editor
 */
export function showPendingList(edits: PendingEdits, isClicked = false): void {
  const picker = vscode.window.createQuickPick<Item>();
  picker.title = vscode.l10n.t("Pending Edits");
  picker.placeholder = vscode.l10n.t("Choose an edit to go to");
  picker.matchOnDescription = true;
  const buttons = {
    keep: {
      iconPath: new vscode.ThemeIcon("check"),
      tooltip: vscode.l10n.t("Keep"),
      press: ({ edit, hunk }, pending) => pending.keep(edit.id, hunk?.id),
    },
    undo: {
      iconPath: new vscode.ThemeIcon("discard"),
      tooltip: vscode.l10n.t("Undo"),
      press: ({ edit, hunk }, pending) => pending.undo(edit.id, hunk?.id),
    },
    review: {
      iconPath: new vscode.ThemeIcon("eye"),
      tooltip: vscode.l10n.t("Review…"),
      press: ({ edit }, pending) => pending.review(edit.id),
    },
    discard: {
      iconPath: new vscode.ThemeIcon("trash"),
      tooltip: vscode.l10n.t("Discard"),
      press: ({ edit }, pending) => pending.undo(edit.id),
    },
    cancel: {
      iconPath: new vscode.ThemeIcon("stop-circle"),
      tooltip: vscode.l10n.t("Stop"),
      press: ({ edit }, pending) => pending.cancel(edit.id),
    },
  } satisfies Readonly<Record<string, Button>>;
  const buttonsOf: Readonly<Record<InlineEdit["phase"]["type"], readonly Button[]>> = {
    reviewing: [buttons.keep, buttons.undo],
    held: [buttons.review, buttons.discard],
    writing: [buttons.cancel],
  };
  const pressed = new Map<vscode.QuickInputButton, Button["press"]>(
    Object.values(buttons).map((button) => [button, button.press]),
  );
  const fill = new Throttled(() => {
    const items = itemsOf(edits.all, buttonsOf);
    const { activeItems } = picker;
    picker.keepScrollPosition = true;
    picker.items = items;
    const still = items.filter((item) => activeItems.some((active) => isSame(item, active)));
    // With none, Enter would have nothing to go to; VS Code's own choice is the first one.
    if (still.length > 0) {
      picker.activeItems = still;
    }
    if (items.length === 0) {
      picker.hide();
    }
  }, 250);
  const subscription = edits.onDidChange(() => fill.ask());
  picker.onDidTriggerItemButton(({ item, button }) => {
    if (item.place !== undefined) {
      void pressed.get(button)?.(item.place, edits);
    }
  });
  picker.onDidAccept(() => {
    const place = picker.activeItems[0]?.place;
    picker.hide();
    if (place !== undefined) {
      void goToPlace(edits, place);
    }
  });
  picker.onDidHide(() => {
    subscription.dispose();
    fill.dispose();
    picker.dispose();
    if (isClicked) {
      void focusEditor();
    }
  });
  picker.show();
  fill.ask();
}

/** Under the name of each file, what is pending in it. */
function itemsOf(
  edits: readonly InlineEdit[],
  buttonsOf: Readonly<Record<InlineEdit["phase"]["type"], readonly Button[]>>,
): readonly Item[] {
  let file = "";
  return placesOf(edits).flatMap((place) => {
    const name = fileNameOf(place.edit.uri);
    const item: Item = {
      ...wordsOf(place),
      place,
      buttons: [...buttonsOf[place.edit.phase.type]],
    };
    if (name === file) {
      return [item];
    }
    file = name;
    return [{ label: name, kind: vscode.QuickPickItemKind.Separator }, item];
  });
}

function wordsOf(place: PendingPlace): { readonly label: string; readonly description: string } {
  const { edit, hunk, line } = place;
  const at = vscode.l10n.t("line {0}", `${line + 1}`);
  if (hunk !== undefined) {
    return {
      // What looks like an icon in code is none.
      label: firstWords(edit.uri, hunk).replaceAll("$(", "\\$("),
      description: `${at} · −${hunk.removed.length} +${hunk.added}`,
    };
  }
  return edit.phase.type === "writing"
    ? { label: `$(loading~spin) ${vscode.l10n.t("Claude is writing…")}`, description: at }
    : { label: `$(warning) ${vscode.l10n.t("Claude's edit is not in the document yet")}`, description: at };
}

/** The first line that says anything: of those that came, else of those that went. */
function firstWords(uri: vscode.Uri, { line, added, removed }: Hunk): string {
  const document = openDocument(uri);
  const came = Array.from({ length: Math.min(added, mostLines) }, (_, index) => line + index).map((at) =>
    document !== undefined && at < document.lineCount ? document.lineAt(at).text : "",
  );
  const first = [...came, ...removed.slice(0, mostLines)]
    .map((text) => text.trim())
    .find((text) => text !== "");
  return first === undefined ? vscode.l10n.t("Empty lines") : withHiddenShown(first.slice(0, longestLabel));
}

/** As far as the first words of a hunk are looked for. */
const mostLines = 20;

/** In characters. */
const longestLabel = 200;

function isSame({ place }: Item, other: Item): boolean {
  return place?.edit.id === other.place?.edit.id && place?.hunk?.id === other.place?.hunk?.id;
}
