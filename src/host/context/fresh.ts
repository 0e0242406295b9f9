import * as vscode from "vscode";

import { canBeReadAgain, type ContextItem, contextLabel } from "../../core/context";
import { contextAt, documentContext } from "./file";
import { folderContext } from "./folder";
import { diffContext, repositoryOf } from "./git";
import { admit, isHarmless } from "./guard";
import { cellAt, type Gathered, gathered, nothingGathered, openDocument, textOf } from "./item";
import { cellContext, notebookContext, openNotebook } from "./notebook";
import { problemsContext } from "./problems";

/**
 * The chips as they are to be sent now: a whole file that is open goes with the text it has at this moment, and the
 * problems of a document as they are. What now looks like a secret, and did not when the person attached it, stays as
 * it was: `heldBack` has those.
 */
export function refreshed(items: readonly ContextItem[]): {
  readonly items: readonly ContextItem[];
  readonly heldBack: readonly ContextItem[];
} {
  const heldBack: ContextItem[] = [];
  const fresh = items.map((item) => {
    const [now] = inEditor(item).items;
    if (now === undefined || now.text === item.text) {
      return item;
    }
    const next = { ...now, id: item.id, ...(item.isIgnored ? { isIgnored: true as const } : {}) };
    if (isHarmless(item) && !isHarmless(next)) {
      heldBack.push(item);
      return item;
    }
    return next;
  });
  return { items: fresh, heldBack };
}

/** Tells the person which chips went as they were attached, and why. */
export function tellHeldBack(items: readonly ContextItem[]): void {
  for (const item of items) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t(
        "{0} was sent as it was attached: as it is now, it looks as if it holds a secret, or it is too large.",
        contextLabel(item),
      ),
    );
  }
}

/** The same thing as it is now; tells the person when it cannot be read again, and asks as when it was attached. */
export async function freshContext(item: ContextItem): Promise<ContextItem | undefined> {
  const [now] = (await again(item)).items;
  if (now === undefined || now.text.trim() === "") {
    void vscode.window.showInformationMessage(
      vscode.l10n.t("{0} cannot be read again. What was attached stays as it is.", contextLabel(item)),
    );
    return undefined;
  }
  const [admitted] = await admit(gathered(now));
  return admitted && { ...admitted, id: item.id };
}

/** What an editor or the list of problems has of it, without waiting for anything. */
function inEditor(item: ContextItem): Gathered {
  if (item.uri === "" || (item.kind !== "file" && item.kind !== "problems")) {
    return nothingGathered;
  }
  const uri = vscode.Uri.parse(item.uri);
  if (item.kind === "problems") {
    // One problem alone belongs to the lines it was attached with.
    return item.startLine === 0 ? problemsContext(uri) : nothingGathered;
  }
  const notebook = openNotebook(uri);
  if (notebook !== undefined) {
    return notebookContext(notebook);
  }
  const document = openDocument(uri);
  return document === undefined ? nothingGathered : documentContext(document);
}

async function again(item: ContextItem): Promise<Gathered> {
  if (!canBeReadAgain(item)) {
    return nothingGathered;
  }
  const uri = vscode.Uri.parse(item.uri);
  switch (item.kind) {
    case "file":
      return contextAt(uri);
    case "folder":
      return folderContext(uri);
    case "problems":
      return problemsContext(uri);
    case "terminal":
    case "image":
      return nothingGathered;
    case "diff": {
      const repository = await repositoryOf(uri);
      const file = repository?.rootUri.toString() === item.uri ? undefined : uri;
      return repository === undefined
        ? nothingGathered
        : diffContext(repository, item.extent === "staged" ? "staged" : "unstaged", file);
    }
    case "cell": {
      const cell = cellAt(uri);
      return cell === undefined ? nothingGathered : cellContext(cell, item.extent === "outputs");
    }
    case "selection":
    case "symbol":
    case "visible":
      return sameLines(item, uri);
  }
}

async function sameLines(item: ContextItem, uri: vscode.Uri): Promise<Gathered> {
  try {
    const document = openDocument(uri) ?? (await vscode.workspace.openTextDocument(uri));
    const lines = textOf(document).split("\n");
    return gathered({ ...item, text: lines.slice(item.startLine - 1, item.endLine).join("\n") });
  } catch {
    return nothingGathered;
  }
}
