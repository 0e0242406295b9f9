import type * as vscode from "vscode";

import { readPromptCall } from "../../core/prompts";
import { expandAbout } from "../prompts/expansion";
import { findPrompt } from "../prompts/savedPrompts";

/** An instruction as it is given: `/name and more` becomes the saved prompt with the rest after it. */
export function expanded(typed: string, document: vscode.TextDocument, words: string): string {
  const text = typed.trim();
  const call = readPromptCall(text);
  const prompt = call && findPrompt(call.name);
  if (call === undefined || prompt === undefined) {
    return text;
  }
  const instruction = expandAbout(prompt, words, document).trim();
  return call.rest === "" ? instruction : `${instruction}\n\n${call.rest}`;
}
