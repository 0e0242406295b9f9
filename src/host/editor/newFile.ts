import * as vscode from "vscode";

import type { ToHost } from "../../core/protocol";
import { languageIdOf } from "./codeLanguage";

/** A code block of an answer, and what is to be done with it. */
export type PlacedCode = Extract<ToHost, { type: "code" }>;

/** Opens it as a document that has no file yet; saving offers the name that the answer gave, where that is free. */
export async function newFile({
  text,
  language,
  fileName,
}: Pick<PlacedCode, "text" | "language" | "fileName">): Promise<void> {
  const content = `${text}\n`;
  const languageId = await languageIdOf(language, fileName);
  const uri = fileName === "" ? undefined : await freeUri(fileName);
  if (uri === undefined) {
    await vscode.window.showTextDocument(
      await vscode.workspace.openTextDocument({ content, language: languageId }),
    );
    return;
  }
  const document = await vscode.languages.setTextDocumentLanguage(
    await vscode.workspace.openTextDocument(uri),
    languageId,
  );
  const editor = await vscode.window.showTextDocument(document);
  await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), content));
}

/** Where a file of this name would be in the workspace, as a document without a file; undefined where there is one. */
async function freeUri(fileName: string): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const isInside = /^[^/\\:][^\\:]*$/.test(fileName) && !fileName.split("/").includes("..");
  if (folder === undefined || !isInside || !vscode.workspace.isTrusted) {
    return undefined;
  }
  const uri = vscode.Uri.joinPath(folder, fileName);
  const exists = await vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
  const untitled = uri.with({ scheme: "untitled" });
  const isOpen = vscode.workspace.textDocuments.some(
    (document) => document.uri.toString() === untitled.toString(),
  );
  return exists || isOpen ? undefined : untitled;
}
