import * as vscode from "vscode";

import { addContext, type ContextItem } from "../../core/context";
import type { EditDraft, InstructionMemory } from "./instructionMemory";
import type { InputWish } from "./inputWish";
import { type InstructionRow, instructionRows, recalled } from "./instructionRows";
import type { TargetMark } from "./targetMark";

/** What inputs share. */
export interface InputParts {
  readonly memory: InstructionMemory;
  readonly mark: TargetMark;
}

/** The input in which an instruction is typed, with all that can be chosen below it. It is open until it is disposed. */
export class InstructionInput implements vscode.Disposable {
  readonly #memory: InstructionMemory;
  readonly #mark: TargetMark;
  readonly #settle: () => Promise<InputWish>;
  #wish: InputWish;
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
  /** The instruction is given as soon as everything is known. */
  #isGiving = false;
  #isOver = false;
  #active: InstructionRow | undefined;
  /** Was put into the input and not typed: a sign at its end opens nothing. */
  #given: string;

  /**
   * @param wish as far as it is known at first
   * @param settle the same when everything is known
   */
  constructor(wish: InputWish, { memory, mark }: InputParts, settle: () => Promise<InputWish>) {
    this.#wish = wish;
    this.#memory = memory;
    this.#mark = mark;
    this.#settle = settle;
    const draft = memory.draft(wish.draftKey);
    this.#attached = wish.attach === undefined ? [] : draft.context;
    this.#picker.placeholder = vscode.l10n.t("What should change?");
    this.#given = inOneLine(draft.text === "" ? (wish.prefilled ?? "") : draft.text);
    this.#picker.value = this.#given;
  }

  /** What was typed, and what it is about then; undefined when the person left. */
  async ask(): Promise<{ readonly draft: EditDraft; readonly wish: InputWish } | undefined> {
    const picker = this.#picker;
    const instruction = new Promise<boolean>((resolve) => {
      // None is active for the moment in which the rows are new.
      picker.onDidAccept(() => this.#accept(picker.activeItems[0] ?? picker.items[0], () => resolve(true)));
      picker.onDidHide(() => {
        if (this.#reopening === 0) {
          resolve(false);
        } else {
          this.#reopening -= 1;
        }
      });
    });
    picker.onDidChangeValue((value) => {
      this.#isMissing = false;
      this.#changed();
      // As in the chat, where the sign opens the list of what can be attached.
      if (/(?:^|[\s\p{Ps}\p{Pi}\p{Lo}。，、：；！？])[#＃]$/u.test(value) && value !== this.#given) {
        void this.#attach(value.slice(0, -1));
      }
    });
    picker.onDidChangeActive(([row]) => {
      const before = this.#active;
      this.#active = recalled(picker.items, before, row) ?? row;
      if (this.#active !== undefined && this.#active !== row) {
        picker.activeItems = [this.#active];
      }
    });
    picker.onDidTriggerButton((button) => {
      if (button === this.#attachButton) {
        void this.#attach(picker.value);
      } else {
        // It takes the place of the input, whose text is kept.
        void this.#wish.preview?.show?.(this.#draft);
      }
    });
    picker.onDidTriggerItemButton(({ item }) => this.#takeOff(item));
    this.#become(this.#wish);
    picker.show();
    void this.#learn();
    return (await instruction) ? { draft: this.#draft, wish: this.#wish } : undefined;
  }

  dispose(): void {
    this.#isOver = true;
    this.#mark.clear();
    this.#picker.dispose();
  }

  get #draft(): EditDraft {
    return { text: this.#picker.value, context: this.#attached };
  }

  /** Finds out what it is about now. True when that is what the person sees, and can be done. */
  async #learn(): Promise<boolean> {
    this.#picker.busy = true;
    const wish = await this.#settle();
    if (this.#isOver) {
      return false;
    }
    const isTheSame = wish.draftKey === this.#wish.draftKey;
    this.#picker.busy = this.#isGiving;
    this.#become(wish);
    return isTheSame && wish.blocked === undefined;
  }

  #become(wish: InputWish): void {
    if (wish.draftKey !== this.#wish.draftKey) {
      this.#memory.keep(this.#wish.draftKey, { text: "", context: [] });
    }
    this.#wish = wish;
    this.#picker.title = wish.title;
    this.#picker.buttons = [
      ...(wish.preview?.show === undefined ? [] : [this.#showButton]),
      ...(wish.attach === undefined ? [] : [this.#attachButton]),
    ];
    this.#mark.show(wish.lines);
    this.#changed();
  }

  #accept(row: InstructionRow | undefined, give: () => void): void {
    const { action } = row ?? {};
    switch (action?.type) {
      case "run":
        this.#isMissing = this.#picker.value.trim() === "";
        this.#show();
        if (!this.#isMissing) {
          void this.#give(give);
        }
        return;
      case "put":
      case "recall":
        // A click on a row has taken the keyboard out of the input.
        this.#close();
        this.#open(action.text);
        return;
      case "attach":
        void this.#attach(this.#picker.value);
        return;
      default:
    }
  }

  async #give(give: () => void): Promise<void> {
    if (this.#isGiving) {
      return;
    }
    this.#isGiving = true;
    if (await this.#learn()) {
      give();
    } else {
      this.#isGiving = false;
      this.#picker.busy = false;
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
      blocked: this.#wish.blocked,
      attached: this.#attached,
      mayAttach: this.#wish.attach !== undefined,
      recent: this.#memory.recent,
      prompts: this.#wish.prompts,
    });
  }
}

/** The input has one line, and would join words across the others. */
function inOneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, " ");
}
