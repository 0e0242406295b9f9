import * as vscode from "vscode";

import { isObject } from "../../core/shape";
import { baseName } from "./item";

/**
 * The language of a file that is not open, by what the installed extensions say of its name, else empty. Opening the
 * document would tell better, and would wake every extension that listens for documents.
 */
export function languageOf(uri: vscode.Uri): string {
  const name = baseName(uri).toLowerCase();
  let found = { language: "", weight: 0 };
  for (const extension of vscode.extensions.all) {
    for (const { id, names, endings } of languagesOf(extension.packageJSON)) {
      const weight = names.includes(name)
        ? Number.POSITIVE_INFINITY
        : Math.max(0, ...endings.filter((ending) => name.endsWith(ending)).map(({ length }) => length));
      if (weight > found.weight) {
        found = { language: id, weight };
      }
    }
  }
  return found.language;
}

interface Language {
  readonly id: string;
  /** In lower case. */
  readonly names: readonly string[];
  /** With their dot, in lower case. */
  readonly endings: readonly string[];
}

function languagesOf(manifest: unknown): readonly Language[] {
  const contributed = isObject(manifest) && isObject(manifest["contributes"]) ? manifest["contributes"] : {};
  const languages: unknown = contributed["languages"];
  return (Array.isArray(languages) ? languages : []).filter(isObject).flatMap((language) => {
    const { id, filenames, extensions } = language;
    return typeof id === "string" ? [{ id, names: texts(filenames), endings: texts(extensions) }] : [];
  });
}

function texts(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [])
    .filter((text) => typeof text === "string")
    .map((text) => text.toLowerCase());
}
