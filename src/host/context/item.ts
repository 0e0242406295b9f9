import { randomUUID } from "node:crypto";
import * as vscode from "vscode";

import type { ContextItem } from "../../core/context";

/** What a gatherer brings: chips, and a sentence for each thing that could not become one. */
export interface Gathered {
  readonly items: readonly ContextItem[];
  readonly refusals: readonly string[];
  /** Pictures that images have to be made of first. */
  readonly images?: readonly ImageSource[];
}

/** A picture as it was found. */
export interface ImageSource {
  readonly name: string;
  /** Where it can be opened; empty when nowhere. */
  readonly uri: string;
  readonly bytes: Uint8Array;
}

/** Nothing, and nothing to say about it. */
export const nothingGathered: Gathered = { items: [], refusals: [] };

/** One chip. */
export function gathered(item: ContextItem): Gathered {
  return { items: [item], refusals: [] };
}

/** A sentence for the person instead of a chip. */
export function refused(sentence: string): Gathered {
  return { items: [], refusals: [sentence] };
}

/** What several gatherers bring, in their order. */
export function together(all: readonly Gathered[]): Gathered {
  return {
    items: all.flatMap(({ items }) => items),
    refusals: all.flatMap(({ refusals }) => refusals),
    images: all.flatMap(({ images }) => images ?? []),
  };
}

/** A chip with an id of its own; what is not said is empty. */
export function newItem(
  fields: Pick<ContextItem, "kind" | "fileName" | "text"> & Partial<ContextItem>,
): ContextItem {
  return { uri: "", languageId: "", startLine: 0, endLine: 0, ...fields, id: randomUUID() };
}

/** A stretch of a document. */
export function rangeItem(
  document: vscode.TextDocument,
  range: vscode.Range,
  kind: ContextItem["kind"],
): ContextItem {
  const cell = cellOf(document);
  return newItem({
    kind,
    uri: document.uri.toString(),
    fileName: fileNameOf(cell?.notebook.uri ?? document.uri),
    languageId: document.languageId,
    ...linesOf(range),
    text: textOf(document, range),
    ...(cell === undefined ? {} : { cell: cell.index + 1 }),
  });
}

/** The first and the last line of a stretch, from 1, as a person counts them. */
export function linesOf({ start, end }: vscode.Range): Pick<ContextItem, "startLine" | "endLine"> {
  // A selection that ends before the first character of a line does not hold that line.
  const endsBeforeLine = end.character === 0 && end.line > start.line;
  return { startLine: start.line + 1, endLine: endsBeforeLine ? end.line : end.line + 1 };
}

/** The text of a document as it is in the editor, with lines joined by "\n". */
export function textOf(document: vscode.TextDocument, range?: vscode.Range): string {
  return document.getText(range).replaceAll("\r\n", "\n");
}

/** A stretch of a document widened to whole lines. */
export function wholeLines(document: vscode.TextDocument, range: vscode.Range): vscode.Range {
  return new vscode.Range(range.start.line, 0, range.end.line, document.lineAt(range.end.line).text.length);
}

/** Relative to the workspace; outside of one only the name, since a path tells more than was asked. */
export function fileNameOf(uri: vscode.Uri): string {
  return isInWorkspace(uri) ? vscode.workspace.asRelativePath(uri, isOneOfSeveralFolders()) : baseName(uri);
}

/** Whether it lies in one of the folders that are open. */
export function isInWorkspace(uri: vscode.Uri): boolean {
  return vscode.workspace.getWorkspaceFolder(uri) !== undefined;
}

/** The last part of its path. */
export function baseName(uri: vscode.Uri): string {
  const path = uri.path.replace(/\/+$/, "");
  return path.slice(path.lastIndexOf("/") + 1);
}

/** The document with this address, if it is open. */
export function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  const address = uri.toString();
  return vscode.workspace.textDocuments.find(
    (document) => !document.isClosed && document.uri.toString() === address,
  );
}

/** The cell whose text this document is. */
export function cellOf(document: Pick<vscode.TextDocument, "uri">): vscode.NotebookCell | undefined {
  return document.uri.scheme === "vscode-notebook-cell" ? cellAt(document.uri) : undefined;
}

/** The cell with this address in a notebook that is open. */
export function cellAt(uri: vscode.Uri): vscode.NotebookCell | undefined {
  const address = uri.toString();
  return vscode.workspace.notebookDocuments
    .flatMap((notebook) => notebook.getCells())
    .find((cell) => cell.document.uri.toString() === address);
}

function isOneOfSeveralFolders(): boolean {
  return (vscode.workspace.workspaceFolders?.length ?? 0) > 1;
}
