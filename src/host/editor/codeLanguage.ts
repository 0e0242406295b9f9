import * as vscode from "vscode";

import { isObject } from "../../core/shape";

/** What an extension says of a language that it contributes. */
interface Contributed {
  readonly id: string;
  /** In lower case: aliases, and extensions of files without their dot. */
  readonly names: ReadonlySet<string>;
  readonly fileNames: ReadonlySet<string>;
}

/** VS Code's id for what a code block is labelled with, or for its file's name; plain text when neither is known. */
export async function languageIdOf(label: string, fileName: string): Promise<string> {
  const known = new Set(await vscode.languages.getLanguages());
  const languages = contributedLanguages().filter(({ id }) => known.has(id));
  const base = (/[^\\/]*$/.exec(fileName)?.[0] ?? "").toLowerCase();
  const wanted = label.toLowerCase();
  const extension = base.includes(".") ? base.slice(base.lastIndexOf(".") + 1) : "";
  const byFile = languages.find(
    ({ fileNames, names }) => fileNames.has(base) || (extension !== "" && names.has(extension)),
  );
  if (base !== "" && byFile !== undefined) {
    return byFile.id;
  }
  return known.has(wanted)
    ? wanted
    : (languages.find(({ names }) => wanted !== "" && names.has(wanted))?.id ?? "plaintext");
}

function contributedLanguages(): readonly Contributed[] {
  return vscode.extensions.all.flatMap((extension) => {
    const manifest: unknown = extension.packageJSON;
    const contributes =
      isObject(manifest) && isObject(manifest["contributes"]) ? manifest["contributes"] : {};
    return list(contributes["languages"]).flatMap((language) => {
      const id = isObject(language) ? language["id"] : undefined;
      return isObject(language) && typeof id === "string"
        ? [
            {
              id,
              names: new Set([
                ...texts(language["aliases"]),
                ...texts(language["extensions"]).map((ending) => ending.replace(/^\./, "")),
              ]),
              fileNames: new Set(texts(language["filenames"])),
            },
          ]
        : [];
    });
  });
}

function texts(value: unknown): readonly string[] {
  return list(value).flatMap((item) => (typeof item === "string" ? [item.toLowerCase()] : []));
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
