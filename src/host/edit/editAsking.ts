import * as vscode from "vscode";

import type { ContextItem } from "../../core/context";
import type { LineRange } from "../../core/lineRange";
import { readPromptCall } from "../../core/prompts";
import type { ContextCompletions } from "../context/completions";
import { refreshed, tellHeldBack } from "../context/fresh";
import { baseName, openDocument } from "../context/item";
import { mayAttach } from "../context/trust";
import type { LastEditor } from "../editor/lastEditor";
import { expandAbout } from "../prompts/expansion";
import { findPrompt } from "../prompts/savedPrompts";
import type { QuickFixes } from "../quickFix";
import { pickAttachment } from "./attachPicker";
import { noDocument, refusalOf } from "./editability";
import type { InstructionWish } from "./edits";
import { fixOf } from "./fixProblem";
import type { InlineEdit, PendingEdits } from "./inlineEdit";
import { askForInstruction } from "./instructionInput";
import type { InstructionMemory } from "./instructionMemory";
import { maySend } from "./sentLines";
import { targetAt, targetIn } from "./target";
import { lineWords } from "./targetWords";

/** What edits are asked with. */
export interface AskingParts {
  readonly edits: PendingEdits;
  readonly editors: LastEditor;
  readonly quickFixes: QuickFixes;
  readonly memory: InstructionMemory;
  /** A list of its own of what can be attached. */
  readonly completions: () => ContextCompletions;
}

/** How edits begin, and go on: what is edited is found, the person is asked, and what goes out is checked. */
export class EditAsking {
  readonly #parts: AskingParts;

  constructor(parts: AskingParts) {
    this.#parts = parts;
  }

  /** Asks what should change in the editor; in lines of an edit under review, what should change further. */
  async edit(): Promise<void> {
    const editor = await this.#editor();
    if (editor === undefined) {
      return;
    }
    const { document } = editor;
    const { edits, memory, completions } = this.#parts;
    const target = await targetIn(editor, edits.of(document.uri));
    if (target.type === "followUp") {
      return this.followUp(target.edit);
    }
    if (target.type === "taken") {
      return tell(target.sentence);
    }
    const draftKey = document.uri.toString();
    const asked = await askForInstruction(
      {
        title: vscode.l10n.t("Edit with Claude: {0}, {1}", baseName(document.uri), target.words),
        action: vscode.l10n.t("Edit {0}", target.words),
        draftKey,
        attach: () => pickAttachment(completions()),
      },
      memory,
    );
    if (asked === undefined) {
      return;
    }
    // While the input was open, something else may have changed the document: the selection moved with it.
    const now = await targetIn(editor, edits.of(document.uri));
    if (now.type !== "lines") {
      return tell(now.type === "taken" ? now.sentence : vscode.l10n.t("Something else edited these lines."));
    }
    await this.#start(document, now.ranges, asked.text, now.words, asked.context, draftKey);
  }

  /** Has the problems fixed that a quick fix was offered for, at once. */
  async editProblem(): Promise<void> {
    const at = this.#parts.quickFixes.offered;
    if (!(await mayAttach())) {
      return;
    }
    if (at === undefined) {
      return tell(vscode.l10n.t("That problem is no longer there."));
    }
    const { document } = at;
    const why = await refusalOf(document);
    if (why !== undefined) {
      return tell(why);
    }
    const { edits } = this.#parts;
    const fix = await fixOf(at);
    const target = targetAt(fix, edits.of(document.uri));
    if (target.type === "taken") {
      return tell(target.sentence);
    }
    const ranges = target.type === "lines" ? target.ranges : [target.edit.range];
    if (!(await maySend(document, ranges))) {
      return;
    }
    await (target.type === "lines"
      ? edits.start({ document, ranges, instruction: fix.instruction, context: [] })
      : edits.followUp(target.edit.id, fix.instruction));
  }

  /** Asks for the edit anew, with another instruction. */
  async retry({ id, uri, range, instruction }: InlineEdit): Promise<void> {
    const asked = await askForInstruction(
      {
        title: vscode.l10n.t("Retry: {0}, {1}", baseName(uri), lineWords(range)),
        action: vscode.l10n.t("Undo this edit and try again"),
        draftKey: `retry ${id}`,
        prefilled: instruction,
      },
      this.#parts.memory,
    );
    const document = openDocument(uri);
    if (asked !== undefined && document !== undefined) {
      await this.#given(`retry ${id}`, asked.text);
      await this.#parts.edits.retry(id, this.#expanded(asked.text, document, lineWords(range)));
    }
  }

  /** Asks for more in the same conversation. */
  async followUp({ id, uri, range }: InlineEdit): Promise<void> {
    const draftKey = `followUp ${id}`;
    const asked = await askForInstruction(
      {
        title: vscode.l10n.t("Follow up on the edit: {0}, {1}", baseName(uri), lineWords(range)),
        action: vscode.l10n.t("Change this edit further"),
        draftKey,
      },
      this.#parts.memory,
    );
    const document = openDocument(uri);
    const edit = this.#parts.edits.find(id);
    if (asked === undefined || document === undefined || edit === undefined) {
      return;
    }
    // What is under review may hold what the person has typed since.
    if (await maySend(document, [edit.range])) {
      await this.#given(draftKey, asked.text);
      await this.#parts.edits.followUp(id, this.#expanded(asked.text, document, lineWords(edit.range)));
    }
  }

  /** Asks for another instruction in place of one that came to nothing. */
  async again({ uri, range, instruction }: InstructionWish): Promise<void> {
    const document = openDocument(uri);
    if (document === undefined) {
      return tell(vscode.l10n.t("{0} is no longer open.", baseName(uri)));
    }
    const draftKey = uri.toString();
    const asked = await askForInstruction(
      {
        title: vscode.l10n.t("Edit with Claude: {0}, {1}", baseName(uri), lineWords(range)),
        action: vscode.l10n.t("Edit {0}", lineWords(range)),
        draftKey,
        prefilled: instruction,
      },
      this.#parts.memory,
    );
    if (asked !== undefined && !document.isClosed) {
      const last = { start: range.start, end: Math.min(range.end, document.lineCount) };
      await this.#start(document, [last], asked.text, lineWords(range), asked.context, draftKey);
    }
  }

  async #start(
    document: vscode.TextDocument,
    ranges: readonly LineRange[],
    typed: string,
    words: string,
    attached: readonly ContextItem[],
    draftKey: string,
  ): Promise<void> {
    if (!(await maySend(document, ranges))) {
      return;
    }
    const { items, heldBack } = refreshed(attached);
    tellHeldBack(heldBack);
    await this.#given(draftKey, typed);
    const instruction = this.#expanded(typed, document, words);
    await this.#parts.edits.start({ document, ranges, instruction, context: items });
  }

  /** The editor that is meant, when its document can be edited; else the person is told why not. */
  async #editor(): Promise<vscode.TextEditor | undefined> {
    if (!(await mayAttach())) {
      return undefined;
    }
    const editor = vscode.window.activeTextEditor ?? (await this.#editorBehind());
    const why = editor === undefined ? noDocument() : await refusalOf(editor.document);
    if (why !== undefined) {
      tell(why);
      return undefined;
    }
    return editor;
  }

  /** Beside or behind a tab that is no document, such as the walkthrough or a chat. */
  async #editorBehind(): Promise<vscode.TextEditor | undefined> {
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    const isDocument =
      input instanceof vscode.TabInputText ||
      input instanceof vscode.TabInputNotebook ||
      input instanceof vscode.TabInputCustom;
    return isDocument ? undefined : this.#parts.editors.show();
  }

  async #given(draftKey: string, typed: string): Promise<void> {
    const { memory } = this.#parts;
    memory.keep(draftKey, { text: "", context: [] });
    await memory.given(typed);
  }

  /** `/name and more` becomes the prompt with the rest after it. */
  #expanded(typed: string, document: vscode.TextDocument, words: string): string {
    const text = typed.trim();
    const call = readPromptCall(text);
    const prompt = call && findPrompt(call.name);
    if (call === undefined || prompt === undefined) {
      return text;
    }
    const expanded = expandAbout(prompt, words, document).trim();
    return call.rest === "" ? expanded : `${expanded}\n\n${call.rest}`;
  }
}

function tell(sentence: string): void {
  void vscode.window.showInformationMessage(sentence);
}
