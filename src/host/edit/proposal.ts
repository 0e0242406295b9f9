import type * as vscode from "vscode";

import { type Conversation, emptyConversation } from "../../core/conversation";
import { editQuestion, type EditSubject, followUpQuestion } from "../../core/editPrompt";
import type { EditRisk } from "../../core/editRisk";
import { editRisks } from "../../core/editRisks";
import { baseOf, undoing } from "../../core/editState";
import { withoutRepeatedContext } from "../../core/repeatedContext";
import type { RequestOptions } from "../../core/request";
import { type NoReplacement, type Replacement, replacementOf } from "../../core/replacement";
import type { EditedDocument } from "./editedDocument";
import type { LiveEdit, LivePhase } from "./liveEdit";
import { indentationOf, subjectOf } from "./subject";
import { asked } from "./writing";

/** What is asked: anew, from what stood there before the edit, or further, from what stands there now. */
export type Kind = "new" | "followUp";

/** How an edit stood before it was asked about. */
export type Before = Pick<LiveEdit, "conversation" | "phase">;

/** The conversation of an edit with one more question, whose answer is still to come. */
export function questionFor(
  place: EditedDocument,
  edit: LiveEdit,
  before: Before,
  { kind, instruction }: { readonly kind: Kind; readonly instruction: string },
  options: RequestOptions,
): Conversation {
  const conversation = kind === "new" ? emptyConversation(edit.id) : before.conversation;
  const subject = subjectFor(place, edit, before.phase, kind);
  const text =
    conversation.turns.length === 0
      ? editQuestion(subject, instruction)
      : followUpQuestion(subject, instruction);
  return asked(conversation, text, edit.context, options);
}

/**
 * What Claude is told of the lines of an edit.
 * @param phase of the edit before it was asked about
 */
function subjectFor(
  { document, lines }: EditedDocument,
  { state }: LiveEdit,
  phase: LivePhase,
  kind: Kind,
): EditSubject {
  if (phase.type === "held" && kind === "followUp") {
    const { start, end } = state.range;
    const shown = [...lines.slice(0, start), ...phase.lines, ...lines.slice(end)];
    return subjectOf(document, shown, { start, end: start + phase.lines.length });
  }
  if (kind === "new" && state.hunks.length > 0) {
    const step = undoing(lines, state, "all");
    return subjectOf(document, step.lines, step.states[0]?.range ?? state.range);
  }
  return subjectOf(document, lines, state.range);
}

/** The lines that an answer means to stand in place of those of the edit. */
export function replacementFor(
  { document, lines }: EditedDocument,
  { state }: LiveEdit,
  raw: string,
): Replacement | NoReplacement {
  const style = { languageId: document.languageId, ...indentationOf(document) };
  const original = baseOf(lines, state);
  const replacement = replacementOf(raw, original, style);
  if ("empty" in replacement) {
    return replacement;
  }
  const { start, end } = state.range;
  const around = { above: lines.slice(0, start), below: lines.slice(end) };
  return { ...replacement, lines: withoutRepeatedContext(replacement.lines, original, around) };
}

/** Whether just these lines stand there already. */
export function isThere(
  { lines }: EditedDocument,
  { state }: LiveEdit,
  proposed: readonly string[],
): boolean {
  const { start, end } = state.range;
  return proposed.length === end - start && proposed.every((line, index) => line === lines[start + index]);
}

/** What a person should know of lines that are to stand in place of those of an edit. */
export function risksFor(
  { document, lines }: EditedDocument,
  { state }: LiveEdit,
  proposal: readonly string[],
): readonly EditRisk[] {
  return risksOf(document, baseOf(lines, state), proposal);
}

/** What a person should know of lines that are to stand in a document. */
export function risksOf(
  document: vscode.TextDocument,
  original: readonly string[],
  proposal: readonly string[],
): readonly EditRisk[] {
  return editRisks({ proposal, original, path: document.uri.path, encoding: document.encoding });
}
