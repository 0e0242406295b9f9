import * as vscode from "vscode";

import { baseName, cellOf, openDocument } from "../context/item";
import { readOnlyScheme } from "../readOnlyText";

type Place = Pick<vscode.TextDocument, "uri" | "isClosed">;

/** Why a document cannot be edited here, as a sentence; undefined when it can be, as far as can be told at once. */
export function refusal(document: Place): string | undefined {
  if (document.isClosed) {
    return vscode.l10n.t("{0} has been closed.", baseName(document.uri));
  }
  const { scheme } = document.uri;
  if (scheme === "untitled") {
    return undefined;
  }
  // A cell is saved with its notebook.
  const saved = cellOf(document)?.notebook.uri.scheme ?? scheme;
  if (saved === "untitled") {
    return undefined;
  }
  const isWritable = vscode.workspace.fs.isWritableFileSystem(saved);
  if (isWritable === true) {
    return undefined;
  }
  const kind = saved.startsWith(readOnlyScheme) ? readOnlyScheme : saved;
  return readOnlyKinds.get(kind)?.() ?? (isWritable === false ? isReadOnly(document) : notAFile());
}

/** The same, after asking the file system too. */
export async function refusalOf(document: Place): Promise<string | undefined> {
  const known = refusal(document);
  if (known !== undefined || document.uri.scheme === "untitled") {
    return known;
  }
  if (isSetReadOnly(document.uri)) {
    return isReadOnly(document);
  }
  try {
    const { permissions } = await vscode.workspace.fs.stat(cellOf(document)?.notebook.uri ?? document.uri);
    return permissions === vscode.FilePermission.Readonly ? isReadOnly(document) : undefined;
  } catch {
    // The file of an open document may be gone; the document can be changed all the same.
    return undefined;
  }
}

/** Why there is no document to edit, though perhaps the person sees one. */
export function noDocument(): string {
  const { activeTab } = vscode.window.tabGroups.activeTabGroup;
  if (activeTab?.input instanceof vscode.TabInputText) {
    return vscode.l10n.t(
      "{0} cannot be edited: VS Code gives extensions no files above 50 MB.",
      activeTab.label,
    );
  }
  return activeTab?.input instanceof vscode.TabInputNotebook
    ? vscode.l10n.t("Put the cursor in a cell first.")
    : vscode.l10n.t("Open a text file first.");
}

/** Whether the person's settings say so: VS Code holds only its editors to them, not extensions. */
function isSetReadOnly(uri: vscode.Uri): boolean {
  const document = openDocument(uri);
  const files = vscode.workspace.getConfiguration("files", uri);
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  const isIn = (section: string): boolean =>
    document !== undefined &&
    Object.entries(files.get<Readonly<Record<string, unknown>>>(section, {})).some(
      ([glob, isOn]) =>
        isOn === true &&
        [glob, ...(folder === undefined ? [] : [new vscode.RelativePattern(folder, glob)])].some(
          (pattern) => vscode.languages.match({ pattern }, document) > 0,
        ),
    );
  return isIn("readonlyInclude") && !isIn("readonlyExclude");
}

function isReadOnly({ uri }: Place): string {
  return vscode.l10n.t("{0} is read-only.", baseName(uri));
}

function notAFile(): string {
  return vscode.l10n.t("This document has no file that can be changed.");
}

/** What VS Code and its extensions show as documents, and nobody can save. */
const readOnlyKinds: ReadonlyMap<string, () => string> = new Map([
  ["output", () => vscode.l10n.t("Output cannot be edited.")],
  ["debug", () => vscode.l10n.t("What the debugger shows cannot be edited. Open the file itself.")],
  [
    "git",
    () =>
      vscode.l10n.t("This is an earlier version of the file, kept by Git. Open the file itself to edit it."),
  ],
  ["comment", () => vscode.l10n.t("A comment that is being written cannot be edited by Claude.")],
  ["vscode-scm", () => vscode.l10n.t("A commit message cannot be edited by Claude.")],
  ["search-editor", () => vscode.l10n.t("Search results cannot be edited. Open one of the files.")],
  [readOnlyScheme, () => vscode.l10n.t("This shows what Ask Claude sends or keeps, and cannot be edited.")],
]);
