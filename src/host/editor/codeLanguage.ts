import * as vscode from "vscode";

import { languageOfFile, languageOfLabel } from "../../core/colours/languageNames";
import { contributedLanguages, fileAssociations } from "../colours/contributions";

/** VS Code's id for what a code block is labelled with, or for its file's name; plain text when neither is known. */
export async function languageIdOf(label: string, fileName: string): Promise<string> {
  const known = new Set(await vscode.languages.getLanguages());
  const languages = contributedLanguages().filter(({ id }) => known.has(id));
  const associations = fileAssociations().filter(([, id]) => known.has(id));
  return (
    languageOfFile(languages, fileName, associations) ?? languageOfLabel(languages, label) ?? "plaintext"
  );
}
