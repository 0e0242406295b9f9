import * as vscode from "vscode";

import type { ToHost } from "../../core/protocol";
import { languageIdOf } from "./codeLanguage";

/** A code block of an answer, and what is to be done with it. */
export type PlacedCode = Extract<ToHost, { type: "code" }>;

/** Opens it as a document that has no file yet. */
export async function newFile({
  text,
  language,
  fileName,
}: Pick<PlacedCode, "text" | "language" | "fileName">): Promise<void> {
  const document = await vscode.workspace.openTextDocument({
    content: `${text}\n`,
    language: await languageIdOf(language, fileName),
  });
  await vscode.window.showTextDocument(document);
}
