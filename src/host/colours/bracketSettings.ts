import * as vscode from "vscode";

import type { ContributedBrackets } from "../../core/colours/tokenWork";
import { contributionsTo, diskFileOf } from "./contributions";

/** Where the brackets of every language are told of. */
export function contributedBrackets(): readonly ContributedBrackets[] {
  const files = new Map<string, string[]>();
  for (const contribution of contributionsTo("languages")) {
    const { id, configuration } = contribution.says;
    const file = typeof configuration === "string" ? diskFileOf(contribution, configuration) : undefined;
    if (typeof id === "string") {
      files.set(id, [...(files.get(id) ?? []), ...(file === undefined ? [] : [file])]);
    }
  }
  const general = vscode.workspace.getConfiguration("editor.language");
  const settled = ["brackets", "colorizedBracketPairs"].map((name) => general.inspect(name)?.languageIds);
  const special = new Set(settled.flat());
  return [...files].map(([language, itsFiles]) => {
    // To ask for each of a hundred languages would take its time.
    const settings = special.has(language)
      ? vscode.workspace.getConfiguration("editor.language", { languageId: language })
      : general;
    return {
      language,
      files: itsFiles,
      settings: {
        brackets: plain(settings.get<unknown>("brackets")),
        colorizedBracketPairs: plain(settings.get<unknown>("colorizedBracketPairs")),
      },
    };
  });
}

/** How pairs of brackets are coloured in files of a language. */
export interface BracketColouring {
  readonly isOn: boolean;
  /** Whether each kind of brackets counts for itself. */
  readonly isBySort: boolean;
}

/** What the person's settings say of it. */
export function bracketColouring(language: string): BracketColouring {
  const settings = vscode.workspace.getConfiguration("editor.bracketPairColorization", {
    languageId: language,
  });
  return {
    isOn: settings.get<unknown>("enabled") === true,
    isBySort: settings.get<unknown>("independentColorPoolPerBracketType") === true,
  };
}

/** Settings are proxies, which cannot be told to another thread. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
