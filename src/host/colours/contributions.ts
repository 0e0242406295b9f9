import * as vscode from "vscode";

import type { ContributedLanguage } from "../../core/colours/languageNames";
import { isObject } from "../../core/shape";

/** One thing that an extension contributes, as its manifest has it; paths in it are within its folder. */
export interface Contribution {
  readonly folder: vscode.Uri;
  readonly says: Readonly<Record<string, unknown>>;
}

/** Everything of a kind that the installed extensions contribute, those of VS Code itself first. */
export function contributionsTo(point: "grammars" | "languages" | "themes"): readonly Contribution[] {
  return vscode.extensions.all.flatMap(({ packageJSON, extensionUri }) => {
    const manifest: unknown = packageJSON;
    const contributes = isObject(manifest) ? manifest["contributes"] : undefined;
    return listOf(isObject(contributes) ? contributes[point] : undefined)
      .filter(isObject)
      .map((says) => ({ folder: extensionUri, says }));
  });
}

/** The file that a contribution names with a path. */
export function fileOf({ folder }: Contribution, path: string): vscode.Uri {
  return vscode.Uri.joinPath(folder, path);
}

/** The same as a path on the disk; undefined where it is on none. */
export function diskFileOf(contribution: Contribution, path: string): string | undefined {
  const file = fileOf(contribution, path);
  return file.scheme === "file" ? file.fsPath : undefined;
}

/** The languages that extensions contribute; some come more than once, with other names. */
export function contributedLanguages(): readonly ContributedLanguage[] {
  return contributionsTo("languages").flatMap(({ says }) => {
    const { id, firstLine } = says;
    return typeof id === "string"
      ? [
          {
            id,
            aliases: lowerCase(says["aliases"]),
            extensions: lowerCase(says["extensions"]),
            fileNames: lowerCase(says["filenames"]),
            fileNamePatterns: lowerCase(says["filenamePatterns"]),
            ...(typeof firstLine === "string" ? { firstLine } : {}),
          },
        ]
      : [];
  });
}

/** The person's own `files.associations`. */
export function fileAssociations(): readonly (readonly [string, string])[] {
  const value = vscode.workspace.getConfiguration("files").get<unknown>("associations");
  return Object.entries(isObject(value) ? value : {}).flatMap(([pattern, id]) =>
    typeof id === "string" ? [[pattern, id]] : [],
  );
}

/** The texts in what should be a list of texts. */
export function textsOf(value: unknown): readonly string[] {
  return listOf(value).filter((item) => typeof item === "string");
}

/** What should be a list. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function lowerCase(value: unknown): readonly string[] {
  return textsOf(value).map((text) => text.toLowerCase());
}
