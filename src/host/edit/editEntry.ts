import * as vscode from "vscode";

import type { ContextCompletions } from "../context/completions";
import { refreshed, tellHeldBack } from "../context/fresh";
import { baseName, openDocument } from "../context/item";
import { mayAttach } from "../context/trust";
import type { LastEditor } from "../editor/lastEditor";
import { showLine } from "../editor/showLine";
import type { QuickFixes } from "../quickFix";
import { pickAttachment } from "./attachPicker";
import { noDocument, refusalOf } from "./editability";
import type { EditPreview, PossibleEdit } from "./editPreview";
import type { Edits, InstructionWish } from "./edits";
import { fixOf } from "./fixProblem";
import type { InlineEdit, PendingEdits } from "./inlineEdit";
import { askForInstruction, type InputWish } from "./instructionInput";
import type { EditDraft, InstructionMemory } from "./instructionMemory";
import type { SentLines } from "./sentLines";
import { type Lines, targetAt, targetIn } from "./target";
import { lineWords } from "./targetWords";
import { expanded } from "./typedInstruction";

/** What edits are asked with. */
export interface EntryParts {
  readonly edits: PendingEdits & Pick<Edits, "onWantsInstruction">;
  readonly editors: LastEditor;
  readonly quickFixes: QuickFixes;
  readonly memory: InstructionMemory;
  readonly preview: EditPreview;
  readonly sentLines: SentLines;
  /** A list of its own of what can be attached. */
  readonly completions: () => ContextCompletions;
}

/** How edits begin, and go on: what is edited is found, the person is asked, and what goes out is checked. */
export class EditEntry implements vscode.Disposable {
  readonly #parts: EntryParts;
  readonly #subscription: vscode.Disposable;

  constructor(parts: EntryParts) {
    this.#parts = parts;
    this.#subscription = parts.edits.onWantsInstruction((over) => void this.#again(over));
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  /** Asks what should change in the editor; in lines of an edit under review, what should change further. */
  async edit(): Promise<void> {
    const editor = await this.#editor();
    if (editor === undefined) {
      return;
    }
    const { document } = editor;
    const { edits, memory } = this.#parts;
    const target = await targetIn(editor, edits.of(document.uri));
    if (target.type === "followUp") {
      return this.followUp(target.edit);
    }
    if (target.type === "taken") {
      return tell(target.sentence);
    }
    const draftKey = document.uri.toString();
    const asked = await askForInstruction(this.#newEdit(document.uri, target), memory);
    if (asked === undefined) {
      return;
    }
    // While the input was open, something else may have changed the document: the selection moved with it.
    const now = await targetIn(editor, edits.of(document.uri));
    if (now.type !== "lines") {
      return tell(now.type === "taken" ? now.sentence : alreadyEdited());
    }
    await this.#start(document, now, asked, draftKey);
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
    const target = targetAt(fix, edits.of(document.uri), [fix.problems]);
    if (target.type === "taken") {
      return tell(target.sentence);
    }
    const ranges = target.type === "lines" ? target.ranges : [target.edit.range];
    if (!(await this.#parts.sentLines.maySend(document, ranges))) {
      return;
    }
    // A problem may be fixed from the list of problems, with its document out of sight.
    if (!vscode.window.visibleTextEditors.some((editor) => editor.document === document)) {
      await showLine(document, ranges[0]?.start ?? 0);
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
        action: vscode.l10n.t("Try again with this instruction"),
        draftKey: `retry ${id}`,
        prefilled: instruction,
      },
      this.#parts.memory,
    );
    const document = openDocument(uri);
    if (asked !== undefined && document !== undefined) {
      await this.#given(`retry ${id}`, asked.text);
      await this.#parts.edits.retry(id, expanded(asked.text, document, lineWords(range)));
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
    if (await this.#parts.sentLines.maySend(document, [edit.range])) {
      await this.#given(draftKey, asked.text);
      await this.#parts.edits.followUp(id, expanded(asked.text, document, lineWords(edit.range)));
    }
  }

  /** Another instruction for an edit that came to nothing. */
  async #again({ uri, instruction, range }: InstructionWish): Promise<void> {
    const { edits, memory } = this.#parts;
    const lines = { ranges: [range], words: lineWords(range) };
    const draftKey = uri.toString();
    const asked = await askForInstruction({ ...this.#newEdit(uri, lines), prefilled: instruction }, memory);
    const document = openDocument(uri);
    if (asked === undefined || document === undefined) {
      return;
    }
    const target = targetAt(lines, edits.of(uri));
    await (target.type === "lines"
      ? this.#start(document, target, asked, draftKey)
      : tell(target.type === "taken" ? target.sentence : alreadyEdited()));
  }

  #newEdit(uri: vscode.Uri, { ranges, words }: Lines): InputWish {
    const { preview } = this.#parts;
    const possible = ({ text, context }: EditDraft): PossibleEdit | undefined => {
      const document = openDocument(uri);
      return (
        document && {
          document,
          ranges,
          instruction: expanded(text, document, words),
          context: refreshed(context).items,
        }
      );
    };
    return {
      title: vscode.l10n.t("Edit with Claude: {0}, {1}", baseName(uri), words),
      action: vscode.l10n.t("Edit {0}", words),
      draftKey: uri.toString(),
      preview: {
        words: (draft) => {
          const edit = possible(draft);
          return edit === undefined ? "" : preview.words(edit);
        },
        show: async (draft) => {
          const edit = possible(draft);
          await (edit && preview.show(edit));
        },
      },
      attach: () => pickAttachment(this.#parts.completions()),
    };
  }

  async #start(
    document: vscode.TextDocument,
    { ranges, words }: Lines,
    { text, context }: EditDraft,
    draftKey: string,
  ): Promise<void> {
    if (!(await this.#parts.sentLines.maySend(document, ranges))) {
      return;
    }
    const { items, heldBack } = refreshed(context);
    tellHeldBack(heldBack);
    await this.#given(draftKey, text);
    const instruction = expanded(text, document, words);
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
}

function alreadyEdited(): string {
  return vscode.l10n.t("Another edit of these lines has begun meanwhile.");
}

function tell(sentence: string): void {
  void vscode.window.showInformationMessage(sentence);
}
