import * as vscode from "vscode";

import type { MessageRequest } from "../../core/request";
import type { ContextCompletions } from "../context/completions";
import { refreshed, tellHeldBack } from "../context/fresh";
import { baseName, openDocument } from "../context/item";
import { pickAttachment } from "./attachPicker";
import { instructionToSend } from "./instructionToSend";
import type { EditPreview, PossibleEdit } from "./editPreview";
import { type OfferedPrompt, promptsForEdits } from "./editPrompts";
import type { InlineEdit, PendingEdits } from "./inlineEdit";
import type { InputWish } from "./inputWish";
import type { EditDraft, InstructionMemory } from "./instructionMemory";
import type { SentLines } from "./sentLines";
import type { Lines, Target } from "./target";
import { lineWords } from "./targetWords";
import { expanded } from "./typedInstruction";

/** What instructions are given to. */
export interface WishParts {
  readonly edits: PendingEdits;
  readonly memory: InstructionMemory;
  readonly preview: EditPreview;
  readonly sentLines: SentLines;
  /** A list of its own of what can be attached. */
  readonly completions: () => ContextCompletions;
}

/** What the input asks for in each case, and what becomes of the instruction. */
export class InstructionWishes {
  readonly #parts: WishParts;

  constructor(parts: WishParts) {
    this.#parts = parts;
  }

  /** @param target what "edit" is about; undefined while it is looked for */
  forTarget(document: vscode.TextDocument, target: Target | undefined): InputWish {
    switch (target?.type) {
      case undefined:
        return this.#searching(document);
      case "followUp":
        return this.followUp(target.edit);
      case "lines":
        return this.newEdit(document, target);
      case "taken":
        return this.blocked(document, target.sentence);
    }
  }

  /** An edit of lines. */
  newEdit(document: vscode.TextDocument, { ranges, words }: Lines): InputWish {
    const { preview } = this.#parts;
    const possible = ({ text, context }: EditDraft): PossibleEdit => ({
      document,
      ranges,
      instruction: expanded(text, document, words),
      context: refreshed(context).items,
    });
    return {
      ...this.#input(document, words),
      lines: { uri: document.uri, ranges },
      title: vscode.l10n.t("Edit with Claude: {0}, {1}", baseName(document.uri), words),
      action: vscode.l10n.t("Edit {0}", words),
      preview: this.#preview((draft) => (document.isClosed ? [] : preview.requests(possible(draft)))),
      give: (draft) => this.#start(document, { ranges, words }, draft),
    };
  }

  /** Lines that cannot be edited now. */
  blocked(document: vscode.TextDocument, sentence: string): InputWish {
    return { ...this.#searching(document), blocked: sentence };
  }

  /** The edit anew, with another instruction. */
  retry({ id, uri, range, instruction }: InlineEdit): InputWish {
    const draftKey = `retry ${id}`;
    const words = lineWords(range);
    return {
      lines: { uri, ranges: [range] },
      title: vscode.l10n.t("Retry: {0}, {1}", baseName(uri), words),
      action: vscode.l10n.t("Try again with this instruction"),
      draftKey,
      prefilled: instruction,
      preview: this.#previewOf(id, "new", uri, words),
      prompts: (query) => promptsIn(uri, query, words),
      give: async ({ text }) => {
        const document = openDocument(uri);
        if (document === undefined) {
          return false;
        }
        const instruction = await instructionToSend(expanded(text, document, words));
        if (instruction === undefined) {
          return false;
        }
        await this.#given(draftKey, text);
        await this.#parts.edits.retry(id, instruction.text);
        return true;
      },
    };
  }

  /** More in the same conversation. */
  followUp({ id, uri, range }: InlineEdit): InputWish {
    const draftKey = `followUp ${id}`;
    const words = lineWords(range);
    return {
      lines: { uri, ranges: [range] },
      title: vscode.l10n.t("Follow up on the edit: {0}, {1}", baseName(uri), words),
      action: vscode.l10n.t("Change this edit further"),
      draftKey,
      preview: this.#previewOf(id, "followUp", uri, words),
      prompts: (query) => promptsIn(uri, query, words),
      give: async ({ text }) => {
        const document = openDocument(uri);
        const edit = this.#parts.edits.find(id);
        // What is under review may hold what the person has typed since.
        if (
          document === undefined ||
          edit === undefined ||
          !(await this.#parts.sentLines.maySend(document, [edit.range]))
        ) {
          return false;
        }
        const instruction = await instructionToSend(expanded(text, document, lineWords(edit.range)));
        if (instruction === undefined) {
          return false;
        }
        await this.#given(draftKey, text);
        await this.#parts.edits.followUp(id, instruction.text);
        return true;
      },
    };
  }

  /** Tells what goes out for an edit that is there already. */
  #previewOf(
    editId: string,
    kind: "new" | "followUp",
    uri: vscode.Uri,
    words: string,
  ): NonNullable<InputWish["preview"]> {
    return this.#preview(({ text }) => {
      const document = openDocument(uri);
      const request = document && this.#parts.edits.requestFor(editId, kind, expanded(text, document, words));
      return request === undefined ? [] : [request];
    });
  }

  #preview(requests: (draft: EditDraft) => readonly MessageRequest[]): NonNullable<InputWish["preview"]> {
    const { preview } = this.#parts;
    return {
      words: (draft) => {
        const all = requests(draft);
        return all.length === 0 ? "" : preview.words(all);
      },
      show: (draft) => preview.show(requests(draft)),
    };
  }

  #searching(document: vscode.TextDocument): InputWish {
    const words = vscode.l10n.t("the code around the cursor");
    return {
      ...this.#input(document, words),
      lines: { uri: document.uri, ranges: [] },
      title: vscode.l10n.t("Edit with Claude: {0}", baseName(document.uri)),
      action: vscode.l10n.t("Edit {0}", words),
      preview: { words: () => vscode.l10n.t("Looking for the code around the cursor…") },
      give: () => Promise.resolve(false),
    };
  }

  #input(document: vscode.TextDocument, words: string): Pick<InputWish, "draftKey" | "attach" | "prompts"> {
    return {
      draftKey: document.uri.toString(),
      attach: () => pickAttachment(this.#parts.completions()),
      prompts: (query) => promptsForEdits(query, words, document),
    };
  }

  async #start(
    document: vscode.TextDocument,
    { ranges, words }: Lines,
    { text, context }: EditDraft,
  ): Promise<boolean> {
    if (!(await this.#parts.sentLines.maySend(document, ranges))) {
      return false;
    }
    const { items, heldBack } = refreshed(context);
    tellHeldBack(heldBack);
    const instruction = await instructionToSend(expanded(text, document, words), items);
    if (instruction === undefined) {
      return false;
    }
    await this.#given(document.uri.toString(), text);
    await this.#parts.edits.start({
      document,
      ranges,
      instruction: instruction.text,
      context: instruction.context,
    });
    return true;
  }

  async #given(draftKey: string, typed: string): Promise<void> {
    const { memory } = this.#parts;
    memory.keep(draftKey, { text: "", context: [] });
    await memory.given(typed);
  }
}

function promptsIn(uri: vscode.Uri, query: string, words: string): readonly OfferedPrompt[] {
  const document = openDocument(uri);
  return document === undefined ? [] : promptsForEdits(query, words, document);
}
