import * as vscode from "vscode";

import {
  baseName,
  fileNameOf,
  type Gathered,
  gathered,
  newItem,
  nothingGathered,
  refused,
  textOf,
  together,
} from "./item";
import { hasOutputImages, outputImages } from "./notebookImages";

const decoder = new TextDecoder();
const errorMime = "application/vnd.code.notebook.error";
/** The kinds of output that are text for people; markup is left out. */
const textMimes: ReadonlySet<string> = new Set([
  "text/plain",
  "application/vnd.code.notebook.stdout",
  "application/vnd.code.notebook.stderr",
]);
/** A cell may print without end; its beginning and its end tell what happened. */
const longestOutput = 20_000;

/** Whether a file that is not open would open as a notebook. */
export function isNotebookName(uri: vscode.Uri): boolean {
  return uri.path.toLowerCase().endsWith(".ipynb");
}

/** The notebook with this address, if it is open. */
export function openNotebook(uri: vscode.Uri): vscode.NotebookDocument | undefined {
  const address = uri.toString();
  return vscode.workspace.notebookDocuments.find(
    (notebook) => !notebook.isClosed && notebook.uri.toString() === address,
  );
}

/** All cells of a notebook as one text, each under a line with its number and language; no outputs. */
export function notebookContext(notebook: vscode.NotebookDocument): Gathered {
  const cells = notebook.getCells().filter(({ document }) => document.getText().trim() !== "");
  return cells.length === 0
    ? refused(vscode.l10n.t("{0} is empty.", baseName(notebook.uri)))
    : gathered(
        newItem({
          kind: "file",
          uri: notebook.uri.toString(),
          fileName: fileNameOf(notebook.uri),
          text: cells
            .map(({ index, document }) => `# %% [${index + 1}] ${document.languageId}\n${textOf(document)}`)
            .join("\n\n"),
        }),
      );
}

/** One cell, with what it printed and the pictures it showed only when asked for. */
export function cellContext(cell: vscode.NotebookCell, withOutputs: boolean): Gathered {
  const outputs = withOutputs ? outputText(cell) : "";
  const pictures = withOutputs ? outputImages(cell) : nothingGathered;
  const source = textOf(cell.document);
  if (source.trim() === "" && outputs === "") {
    return withOutputs && hasOutputImages(cell) ? pictures : refused(vscode.l10n.t("This cell is empty."));
  }
  const text = gathered(
    newItem({
      kind: "cell",
      uri: cell.document.uri.toString(),
      fileName: fileNameOf(cell.notebook.uri),
      languageId: cell.document.languageId,
      startLine: 1,
      endLine: cell.document.lineCount,
      cell: cell.index + 1,
      text: outputs === "" ? source : `${source}\n\n--- output ---\n${outputs}`,
      ...(outputs === "" ? {} : { extent: "outputs" }),
    }),
  );
  return together([text, pictures]);
}

/** Whether a cell has printed or shown something that can be attached. */
export function hasOutputs(cell: vscode.NotebookCell): boolean {
  return outputText(cell) !== "" || hasOutputImages(cell);
}

function outputText(cell: vscode.NotebookCell): string {
  const text = cell.outputs
    .map((output) =>
      output.items
        .map((item) => {
          if (item.mime === errorMime) {
            return errorText(decoder.decode(item.data));
          }
          return textMimes.has(item.mime) ? decoder.decode(item.data) : "";
        })
        .find((part) => part !== ""),
    )
    .filter((part) => part !== undefined)
    .join("\n")
    .replaceAll("\r\n", "\n")
    .trimEnd();
  return text.length <= longestOutput
    ? text
    : `${text.slice(0, longestOutput / 2)}\n…\n${text.slice(-longestOutput / 2)}`;
}

/** An error with its stack, without the colours of a terminal. */
function errorText(json: string): string {
  try {
    const error: { readonly name?: unknown; readonly message?: unknown; readonly stack?: unknown } =
      JSON.parse(json);
    const { name = "Error", message = "", stack } = error;
    const text = typeof stack === "string" && stack !== "" ? stack : `${String(name)}: ${String(message)}`;
    // oxlint-disable-next-line no-control-regex -- what colours a terminal begins with the control character.
    return text.replace(/\u001B\[[0-9;]*m/g, "");
  } catch {
    return json;
  }
}
