import * as vscode from "vscode";

import { openDocument } from "../context/item";
import { mayAttach } from "../context/trust";
import type { LastEditor } from "../editor/lastEditor";
import { showLine } from "../editor/showLine";
import type { QuickFixes } from "../quickFix";
import { askForInstruction } from "./askForInstruction";
import { collapseSelections } from "./collapsedSelections";
import { noDocument, refusal, refusalOf } from "./editability";
import { editedPlace } from "./editedPlace";
import type { Edits, InstructionWish } from "./edits";
import { fixOf } from "./fixProblem";
import type { InlineEdit } from "./inlineEdit";
import type { InputWish } from "./inputWish";
import { instructionToSend } from "./instructionToSend";
import { InstructionWishes, type WishParts } from "./instructionWishes";
import { targetAt } from "./target";
import { revealLines, TargetMark } from "./targetMark";
import { TargetSearch } from "./targetSearch";
import { lineWords } from "./targetWords";

/** What edits are asked with. */
export interface EntryParts extends WishParts {
  readonly edits: WishParts["edits"] & Pick<Edits, "onWantsInstruction">;
  readonly editors: LastEditor;
  readonly quickFixes: QuickFixes;
}

/** How edits begin, and go on: what is edited is found, the person is asked, and what goes out is checked. */
export class EditEntry implements vscode.Disposable {
  readonly #parts: EntryParts;
  readonly #wishes: InstructionWishes;
  readonly #mark = new TargetMark();
  readonly #subscription: vscode.Disposable;

  constructor(parts: EntryParts) {
    this.#parts = parts;
    this.#wishes = new InstructionWishes(parts);
    this.#subscription = parts.edits.onWantsInstruction((over) => void this.#again(over));
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#mark.dispose();
  }

  /**
   * Asks what should change in the editor; in lines of an edit under review, what should change further.
   * @param clicked what VS Code hands a command of a menu
   */
  async edit(...clicked: readonly unknown[]): Promise<void> {
    const { edits, editors } = this.#parts;
    const place = await editedPlace(clicked, editors);
    const why = place === undefined ? noDocument() : refusal(place.document);
    if (place === undefined || why !== undefined) {
      return tell(why ?? noDocument());
    }
    const { document } = place;
    const search = new TargetSearch(place, () => edits.of(document.uri));
    await this.#ask(this.#wishes.forTarget(document, search.known), async () => {
      const [refused, target] = await Promise.all([refusalOf(document), search.find()]);
      return refused === undefined
        ? this.#wishes.forTarget(document, target)
        : this.#wishes.blocked(document, refused);
    });
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
    const instruction = await instructionToSend(fix.instruction);
    if (instruction === undefined) {
      return;
    }
    const [first] = ranges;
    // A problem may be fixed from the list of problems, with its document out of sight.
    if (!vscode.window.visibleTextEditors.some((editor) => editor.document === document)) {
      await showLine(document, first?.start ?? 0);
    }
    collapseSelections(document.uri);
    if (first !== undefined) {
      revealLines(document.uri, first);
    }
    await (target.type === "lines"
      ? edits.start({ document, ranges, instruction: instruction.text, context: [] })
      : edits.followUp(target.edit.id, instruction.text));
  }

  /** Asks for the edit anew, with another instruction. */
  retry(edit: InlineEdit): Promise<void> {
    return this.#ask(this.#wishes.retry(edit));
  }

  /** Asks for more in the same conversation. */
  followUp(edit: InlineEdit): Promise<void> {
    return this.#ask(this.#wishes.followUp(edit));
  }

  /** Another instruction for an edit that came to nothing. */
  async #again({ uri, instruction, range }: InstructionWish): Promise<void> {
    const document = openDocument(uri);
    if (document === undefined) {
      return;
    }
    const lines = { ranges: [range], words: lineWords(range) };
    const settle = async (): Promise<InputWish> => {
      const target = targetAt(lines, this.#parts.edits.of(uri));
      return document.isClosed || target.type !== "lines"
        ? this.#wishes.blocked(document, refusal(document) ?? alreadyEdited())
        : { ...this.#wishes.newEdit(document, lines), prefilled: instruction };
    };
    await this.#ask(await settle(), settle);
  }

  async #ask(first: InputWish, settle?: () => Promise<InputWish>): Promise<void> {
    // A workspace may have lost the person's trust since an edit of it began.
    if (await mayAttach()) {
      await askForInstruction(first, { memory: this.#parts.memory, mark: this.#mark }, settle);
    }
  }
}

function alreadyEdited(): string {
  return vscode.l10n.t("Another edit of these lines was begun in the meantime.");
}

function tell(sentence: string): void {
  void vscode.window.showInformationMessage(sentence);
}
