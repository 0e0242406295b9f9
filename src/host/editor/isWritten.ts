import type * as vscode from "vscode";

import { originalScheme } from "../manifest";
import { readOnlyScheme } from "../readOnlyText";

/** Where VS Code keeps a document for something that nobody works on as a text. */
const elsewhere: ReadonlySet<string> = new Set([
  "output",
  "debug",
  "comment",
  "vscode-scm",
  originalScheme,
  readOnlyScheme,
]);

/** Whether a document is something that a person writes, or reads to change it: "the editor" is one with such a one. */
export function isWritten({ uri }: Pick<vscode.TextDocument, "uri">): boolean {
  return !elsewhere.has(uri.scheme);
}
