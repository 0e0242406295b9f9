import * as vscode from "vscode";

import { folderContext } from "./folder";
import {
  baseName,
  cellAt,
  fileNameOf,
  type Gathered,
  gathered,
  newItem,
  openDocument,
  refused,
  textOf,
} from "./item";
import { languageOf } from "./language";
import { cellContext, isNotebookName, notebookContext, openNotebook } from "./notebook";
import { hasPictureName, noFile, pictureAmong, pictureAt } from "./picture";

/** What is larger is a mistake more often than a question, and is not even read. */
export const largestFile = 1_000_000;

/** Says so of a file, or of what a chip would hold. */
export function tooLarge(name: string): string {
  return vscode.l10n.t("{0} is too large for a question. Select a part of it instead.", name);
}

/** What stands at an address: a document, a notebook, one of its cells, a folder, a picture. */
export async function contextAt(uri: vscode.Uri): Promise<Gathered> {
  if (uri.scheme === "vscode-notebook-cell") {
    const cell = cellAt(uri);
    return cell === undefined ? gone(uri) : cellContext(cell, false);
  }
  const notebook = openNotebook(uri);
  if (notebook !== undefined) {
    return notebookContext(notebook);
  }
  const document = openDocument(uri);
  return document === undefined ? fromDisk(uri) : documentContext(document);
}

/** A document as it is in the editor, not saved text included. */
export function documentContext(document: vscode.TextDocument): Gathered {
  const text = textOf(document);
  return text.trim() === ""
    ? refused(vscode.l10n.t("{0} is empty.", baseName(document.uri)))
    : gathered(
        newItem({
          kind: "file",
          uri: document.uri.toString(),
          fileName: fileNameOf(document.uri),
          languageId: document.languageId,
          startLine: 1,
          endLine: document.lineCount,
          text,
        }),
      );
}

async function fromDisk(uri: vscode.Uri): Promise<Gathered> {
  try {
    const { type, size } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.Directory) !== 0) {
      return await folderContext(uri);
    }
    if ((type & vscode.FileType.File) === 0) {
      return refused(noFile(baseName(uri)));
    }
    if (isNotebookName(uri)) {
      return notebookContext(await vscode.workspace.openNotebookDocument(uri));
    }
    if (hasPictureName(uri)) {
      return await pictureAt(uri);
    }
    if (size > largestFile) {
      return refused(tooLarge(baseName(uri)));
    }
    return await readText(uri);
  } catch {
    return gone(uri);
  }
}

async function readText(uri: vscode.Uri): Promise<Gathered> {
  const bytes = await vscode.workspace.fs.readFile(uri);
  const picture = pictureAmong(uri, bytes);
  if (picture?.images !== undefined) {
    return picture;
  }
  const text = await decoded(bytes, uri);
  if (text === undefined) {
    return picture ?? refused(vscode.l10n.t("{0} is not a text file.", baseName(uri)));
  }
  if (text.trim() === "") {
    return refused(vscode.l10n.t("{0} is empty.", baseName(uri)));
  }
  return gathered(
    newItem({
      kind: "file",
      uri: uri.toString(),
      fileName: fileNameOf(uri),
      languageId: languageOf(uri),
      startLine: 1,
      endLine: text.split("\n").length,
      text,
    }),
  );
}

/** The text in the encoding that the person's settings give the file; undefined when it is none. */
async function decoded(bytes: Uint8Array, uri: vscode.Uri): Promise<string | undefined> {
  try {
    const text = await vscode.workspace.decode(bytes, { uri });
    // What the encoding cannot read becomes U+FFFD: some of it in a text is damage, but then the text is not the file's.
    const isWhole = !text.includes("\uFFFD") || Buffer.from(bytes).includes("\uFFFD");
    return isWhole && !text.includes("\0") ? text.replaceAll("\r\n", "\n") : undefined;
  } catch {
    return undefined;
  }
}

function gone(uri: vscode.Uri): Gathered {
  return refused(vscode.l10n.t("{0} could not be read.", baseName(uri)));
}
