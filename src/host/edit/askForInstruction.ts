import { collapseSelections } from "./collapsedSelections";
import type { InputWish } from "./inputWish";
import { type InputParts, InstructionInput } from "./instructionInput";
import type { EditDraft } from "./instructionMemory";

/**
 * Asks what should change, and does it. When the person leaves, what they had typed and attached is there again the next
 * time.
 * @param first as far as it is known when the input opens, which must not wait: keys would go into the document
 * @param settle the same when everything is known, asked for at once and again when the instruction is given; the input
 * stays open until it is there, and when it has become about something else then, the person looks at it first
 */
export async function askForInstruction(
  first: InputWish,
  parts: InputParts,
  settle: () => Promise<InputWish> = () => Promise.resolve(first),
): Promise<void> {
  const input = new InstructionInput(first, parts, settle);
  let given: { readonly draft: EditDraft; readonly wish: InputWish } | undefined;
  let selectAgain = (): void => undefined;
  try {
    given = await input.ask();
    if (given !== undefined) {
      // Before the editor has the keyboard again.
      selectAgain = collapseSelections(given.wish.lines.uri);
    }
  } finally {
    input.dispose();
  }
  if (given !== undefined && !(await given.wish.give(given.draft))) {
    selectAgain();
  }
}
