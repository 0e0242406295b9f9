import * as vscode from "vscode";

import type { ContextItem } from "../../core/context";
import type { PlaceHint } from "../../core/placement";

/** The document that code is meant for, and what is known of where in it. */
export interface ProposalTarget {
  readonly document: vscode.TextDocument;
  readonly hint: PlaceHint;
}

/**
 * The document that code is meant for: the file that the answer names, else the one that the question was about, else
 * the one in the editor. `missing` when the answer names a file that is not there.
 */
export async function targetOf(
  fileName: string,
  attached: readonly ContextItem[],
  editor: vscode.TextEditor | undefined,
): Promise<ProposalTarget | "missing" | undefined> {
  const items = attached.filter(({ uri, kind }) => uri !== "" && pieces.has(kind));
  if (fileName !== "") {
    const named = await documentNamed(fileName, items, editor);
    return named === undefined ? "missing" : targetIn(named, items, editor);
  }
  const item = items.at(-1);
  const document = item === undefined ? undefined : await open(vscode.Uri.parse(item.uri, true));
  if (document !== undefined) {
    return targetIn(document, items, editor);
  }
  return editor === undefined ? undefined : targetIn(editor.document, items, editor);
}

/** Attachments whose text is that of a document. */
const pieces: ReadonlySet<ContextItem["kind"]> = new Set(["selection", "symbol", "visible", "file"]);

function targetIn(
  document: vscode.TextDocument,
  items: readonly ContextItem[],
  editor: vscode.TextEditor | undefined,
): ProposalTarget {
  const item = items.findLast(({ uri }) => uri === document.uri.toString());
  if (item !== undefined && item.kind !== "file") {
    return { document, hint: { attached: { text: item.text, startLine: item.startLine } } };
  }
  if (editor?.document !== document) {
    return { document, hint: {} };
  }
  // Offsets as in a text whose lines end with "\n".
  const before = document.getText(new vscode.Range(new vscode.Position(0, 0), editor.selection.start));
  const start = before.replaceAll("\r\n", "\n").length;
  const length = document.getText(editor.selection).replaceAll("\r\n", "\n").length;
  return { document, hint: { selection: { start, end: start + length } } };
}

async function documentNamed(
  fileName: string,
  items: readonly ContextItem[],
  editor: vscode.TextEditor | undefined,
): Promise<vscode.TextDocument | undefined> {
  const path = fileName.replaceAll("\\", "/").replace(/^\.\//, "");
  const isSame = (uri: vscode.Uri): boolean => uri.path === path || uri.path.endsWith(`/${path}`);
  const item = items.findLast(({ uri }) => isSame(vscode.Uri.parse(uri, true)));
  if (item !== undefined) {
    return open(vscode.Uri.parse(item.uri, true));
  }
  if (editor !== undefined && isSame(editor.document.uri)) {
    return editor.document;
  }
  // Only below the folders of the workspace: an answer must not lead anywhere else.
  if (path.startsWith("/") || /^[A-Za-z]:/.test(path) || path.split("/").includes("..")) {
    return undefined;
  }
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    const inFolder = path.startsWith(`${folder.name}/`) ? [path, path.slice(folder.name.length + 1)] : [path];
    for (const candidate of inFolder) {
      const document = await open(vscode.Uri.joinPath(folder.uri, candidate));
      if (document !== undefined) {
        return document;
      }
    }
  }
  return undefined;
}

async function open(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
}
