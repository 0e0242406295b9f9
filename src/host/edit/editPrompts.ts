import type * as vscode from "vscode";

import { matchingPrompts } from "../../core/prompts";
import { expandAbout } from "../prompts/expansion";
import { savedPrompts } from "../prompts/savedPrompts";

/** A saved prompt as the input for an edit offers it. */
export interface OfferedPrompt {
  /** What is typed for it, such as "/document". */
  readonly call: string;
  /** Its first line, as it would be asked. */
  readonly detail: string;
}

/** Those of the built-in prompts that are answered with words, or with code that does not replace what they are about. */
const notForEdits: ReadonlySet<string> = new Set(["explain", "review", "tests"]);

/**
 * The saved prompts that answer to a query and can be an instruction.
 * @param words how the lines to be edited are called
 */
export function promptsForEdits(
  query: string,
  words: string,
  document: vscode.TextDocument,
): readonly OfferedPrompt[] {
  return matchingPrompts(savedPrompts(), query)
    .filter(({ name }) => !notForEdits.has(name))
    .map((prompt) => ({
      call: `/${prompt.name}`,
      detail: expandAbout(prompt, words, document).trim().split("\n", 1)[0] ?? "",
    }));
}
