import * as vscode from "vscode";

import { type ContextItem, contextLabel } from "../../core/context";
import { expandPrompt, readPromptCall, type SavedPrompt, variablesOf } from "../../core/prompts";
import { editorToAskAbout, gatherFrom, gatherQuietly } from "../chat/askAbout";
import { fileNameOf } from "../context/item";
import { findPrompt } from "./savedPrompts";

/** A prompt made ready: its text, and what it attaches. */
export interface Expansion {
  readonly text: string;
  readonly items: readonly ContextItem[];
}

/** Where a prompt gets what it asks for. */
interface Source {
  readonly editorFor: (editor: vscode.TextEditor | undefined) => Promise<vscode.TextEditor | undefined>;
  readonly gather: (editor: vscode.TextEditor) => Promise<readonly ContextItem[]>;
}

const asking: Source = { editorFor: editorToAskAbout, gather: gatherFrom };
const quiet: Source = {
  editorFor: (editor) => Promise.resolve(vscode.workspace.isTrusted ? editor : undefined),
  gather: gatherQuietly,
};

/** The names of chips, for a text that speaks of them. */
export function labelsOf(items: readonly ContextItem[]): string {
  return items.map(contextLabel).join(", ");
}

/** Puts in what is known of the code that a prompt is about. */
export function expandAbout(prompt: SavedPrompt, about: string, document: vscode.TextDocument): string {
  return expandPrompt(prompt.text, {
    selection: about,
    file: fileNameOf(document.uri),
    language: document.languageId,
  });
}

/**
 * Expands a prompt for the composer. `${selection}` is what is selected in the editor, else what is attached already,
 * else what a question about the editor is about. Undefined when it asks for something that is not there; the person
 * has been told by then.
 */
export async function expandForComposer(
  prompt: SavedPrompt,
  attached: readonly ContextItem[],
  editor: vscode.TextEditor | undefined,
  { editorFor, gather }: Source = asking,
): Promise<Expansion | undefined> {
  const needed = variablesOf(prompt.text);
  const isAboutAttached =
    attached.length > 0 && (editor?.selections.every((selection) => selection.isEmpty) ?? true);
  const gathers = needed.has("selection") && !isAboutAttached;
  if (!gathers && !needed.has("file") && !needed.has("language")) {
    return { text: expandPrompt(prompt.text, { selection: labelsOf(attached) }), items: [] };
  }
  const about = await editorFor(editor);
  if (about === undefined) {
    return undefined;
  }
  const items = gathers ? await gather(about) : [];
  return gathers && items.length === 0
    ? undefined
    : { text: expandAbout(prompt, labelsOf(gathers ? items : attached), about.document), items };
}

/**
 * What to send for a text of the composer: `/name and more` becomes the prompt with the rest after it, any other text
 * stays as it is. Undefined as in `expandForComposer`.
 */
export async function expandTyped(
  text: string,
  attached: readonly ContextItem[],
  editor: vscode.TextEditor | undefined,
  source: Source = asking,
): Promise<Expansion | undefined> {
  const call = readPromptCall(text.trim());
  const prompt = call === undefined ? undefined : findPrompt(call.name);
  if (call === undefined || prompt === undefined) {
    return { text, items: [] };
  }
  const expansion = await expandForComposer(prompt, attached, editor, source);
  return expansion === undefined || call.rest === ""
    ? expansion
    : { ...expansion, text: `${expansion.text.trimEnd()}\n\n${call.rest}` };
}

/** What `expandTyped` gives, with nobody asked or told anything: undefined where somebody would be. */
export function previewTyped(
  text: string,
  attached: readonly ContextItem[],
  editor: vscode.TextEditor | undefined,
): Promise<Expansion | undefined> {
  return expandTyped(text, attached, editor, quiet);
}
