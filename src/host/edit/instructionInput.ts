import * as vscode from "vscode";

import { addContext, type ContextItem } from "../../core/context";
import type { EditDraft, InstructionMemory } from "./instructionMemory";
import { type InstructionRow, instructionRows } from "./instructionRows";

/** What is asked for. */
export interface InputWish {
  /** Says what is edited. */
  readonly title: string;
  /** What Enter does with what is typed, in a few words. */
  readonly action: string;
  /** What is typed and not given is kept for this: a document, an edit. */
  readonly draftKey: string;
  /** Stands in the input at first, when there is no draft. */
  readonly prefilled?: string;
  /** Tells what the instruction, as it is typed, would send. */
  readonly preview?: {
    readonly words: (draft: EditDraft) => string;
    readonly show: (draft: EditDraft) => Promise<void>;
  };
  /** Chooses something to go with the instruction; without it nothing can. */
  readonly attach?: () => Promise<readonly ContextItem[]>;
}

/**
 * Asks what should change. Undefined when the person left; what they had typed and attached is there again the next time.
 */
export async function askForInstruction(
  wish: InputWish,
  memory: InstructionMemory,
): Promise<EditDraft | undefined> {
  const input = new InstructionInput(wish, memory);
  try {
    return await input.ask();
  } finally {
    input.dispose();
  }
}

class InstructionInput implements vscode.Disposable {
  readonly #wish: InputWish;
  readonly #memory: InstructionMemory;
  readonly #picker = vscode.window.createQuickPick<InstructionRow>();
  readonly #attachButton: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon("attach"),
    tooltip: vscode.l10n.t("Attach Files, Symbols, Problems…"),
  };
  readonly #showButton: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon("eye"),
    tooltip: vscode.l10n.t("Show What Is Sent"),
  };
  #attached: readonly ContextItem[];
  #isMissing = false;
  /** The list of what can be attached is open in its place. */
  #isAway = false;
  /** How often it will still be told that it was closed when it is only to open again. */
  #reopening = 0;
  /** Was put into the input and not typed: a sign at its end opens nothing. */
  #given: string;

  constructor(wish: InputWish, memory: InstructionMemory) {
    this.#wish = wish;
    this.#memory = memory;
    const draft = memory.draft(wish.draftKey);
    this.#attached = wish.attach === undefined ? [] : draft.context;
    this.#picker.title = wish.title;
    this.#picker.placeholder = vscode.l10n.t("What should change?");
    this.#given = inOneLine(draft.text === "" ? (wish.prefilled ?? "") : draft.text);
    this.#picker.value = this.#given;
    this.#picker.buttons = [
      ...(wish.preview === undefined ? [] : [this.#showButton]),
      ...(wish.attach === undefined ? [] : [this.#attachButton]),
    ];
  }

  async ask(): Promise<EditDraft | undefined> {
    const picker = this.#picker;
    const instruction = new Promise<EditDraft | undefined>((resolve) => {
      picker.onDidAccept(() => {
        if (this.#accept(picker.activeItems[0])) {
          resolve(this.#draft);
        }
      });
      picker.onDidHide(() => {
        if (this.#reopening === 0) {
          resolve(undefined);
        } else {
          this.#reopening -= 1;
        }
      });
    });
    picker.onDidChangeValue((value) => {
      this.#isMissing = false;
      this.#changed();
      // As in the chat, where the sign opens the list of what can be attached.
      if (/(?:^|\s)#$/.test(value) && value !== this.#given) {
        void this.#attach(value.slice(0, -1));
      }
    });
    picker.onDidTriggerButton((button) => {
      if (button === this.#attachButton) {
        void this.#attach(picker.value);
      } else {
        // It takes the place of the input, whose text is kept.
        void this.#wish.preview?.show(this.#draft);
      }
    });
    picker.onDidTriggerItemButton(({ item }) => this.#takeOff(item));
    this.#changed();
    picker.show();
    return instruction;
  }

  dispose(): void {
    this.#picker.dispose();
  }

  get #draft(): EditDraft {
    return { text: this.#picker.value, context: this.#attached };
  }

  /** Whether the instruction is given with that. */
  #accept(row: InstructionRow | undefined): boolean {
    const { action } = row ?? {};
    switch (action?.type) {
      case "run":
        this.#isMissing = this.#picker.value.trim() === "";
        this.#show();
        return !this.#isMissing;
      case "put":
        // A click on a row has taken the keyboard out of the input.
        this.#close();
        this.#open(action.text);
        return false;
      case "attach":
        void this.#attach(this.#picker.value);
        return false;
      default:
        return false;
    }
  }

  /** @param text what stands in the input when something was attached */
  async #attach(text: string): Promise<void> {
    const { attach } = this.#wish;
    if (attach === undefined || this.#isAway) {
      return;
    }
    const before = this.#picker.value;
    let items: readonly ContextItem[] = [];
    this.#isAway = true;
    this.#close();
    try {
      items = await attach();
      this.#attached = items.reduce(addContext, this.#attached);
    } finally {
      this.#isAway = false;
      this.#open(items.length > 0 ? text : before);
    }
  }

  #close(): void {
    this.#reopening += 1;
    this.#picker.hide();
  }

  #open(text: string): void {
    // What is in it when it opens is selected, and the next key would replace it.
    this.#picker.value = "";
    this.#picker.show();
    this.#given = inOneLine(text);
    this.#picker.value = this.#given;
    this.#changed();
  }

  #takeOff({ action }: InstructionRow): void {
    if (action.type === "attached") {
      this.#attached = this.#attached.filter((item) => item !== action.item);
      this.#changed();
    }
  }

  #changed(): void {
    // Whatever closes the input, what is in it is safe.
    this.#memory.keep(this.#wish.draftKey, this.#draft);
    this.#show();
  }

  #show(): void {
    this.#picker.items = instructionRows({
      typed: this.#picker.value,
      action: this.#wish.action,
      sends: this.#wish.preview?.words(this.#draft) ?? "",
      isMissing: this.#isMissing,
      attached: this.#attached,
      mayAttach: this.#wish.attach !== undefined,
      recent: this.#memory.recent,
    });
  }
}

/** The input has one line, and would join words across the others. */
function inOneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, " ");
}
