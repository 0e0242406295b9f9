import type { ContextItem } from "../../core/context";
import type { OfferedPrompt } from "./editPrompts";
import type { EditDraft } from "./instructionMemory";
import type { MarkedLines } from "./targetMark";

/** What is asked for, and what is done with the instruction. */
export interface InputWish {
  /** The lines that it is about; none while they are looked for. */
  readonly lines: MarkedLines;
  /** Says what is edited. */
  readonly title: string;
  /** What Enter does with what is typed, in a few words. */
  readonly action: string;
  /** What is typed and not given is kept for this: a document, an edit. */
  readonly draftKey: string;
  /** Stands in the input at first, when there is no draft. */
  readonly prefilled?: string;
  /** Why no instruction can be given here now, as a sentence. */
  readonly blocked?: string;
  /** Tells what the instruction, as it is typed, would send. */
  readonly preview?: {
    readonly words: (draft: EditDraft) => string;
    readonly show?: (draft: EditDraft) => Promise<void>;
  };
  /** Chooses something to go with the instruction; without it nothing can. */
  readonly attach?: () => Promise<readonly ContextItem[]>;
  /** The saved prompts that answer to a query and fit. */
  readonly prompts: (query: string) => readonly OfferedPrompt[];
  /** Goes on with what was typed. False when it came to nothing, and the person has to be able to begin again. */
  readonly give: (draft: EditDraft) => Promise<boolean>;
}
