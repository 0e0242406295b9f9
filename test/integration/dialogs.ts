import * as vscode from "vscode";

/** What the person was shown, with all of it. */
export interface Shown {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
  readonly isModal: boolean;
}

type Button = string | vscode.MessageItem;

type Method = "showWarningMessage" | "showInformationMessage";

/**
 * Stands in for the person before VS Code's messages: answers each with the button of this name, or with none. VS Code
 * refuses to open modal dialogs while an extension is tested.
 */
export class Dialogs {
  readonly shown: Shown[] = [];
  /** The button to press from now on; with a promise, the person takes that long to press it. */
  answer: string | Promise<string> | undefined;
  readonly #before = {
    showWarningMessage: vscode.window.showWarningMessage,
    showInformationMessage: vscode.window.showInformationMessage,
    showQuickPick: vscode.window.showQuickPick,
    showOpenDialog: vscode.window.showOpenDialog,
    showInputBox: vscode.window.showInputBox,
  };
  /** The labels to choose in the next lists. */
  picks: readonly string[] = [];
  /** The labels of the last list. */
  offered: readonly string[] = [];
  /** The files to choose in the next dialogs for files, and what those dialogs were asked to be. */
  files: vscode.Uri[] | undefined;
  readonly asked: vscode.OpenDialogOptions[] = [];
  /** What to type into the next inputs, and what each said against it. */
  typed: string | undefined;
  readonly objections: string[] = [];

  constructor() {
    const replace = (method: Method): void => {
      Object.assign(vscode.window, {
        [method]: (message: string, ...rest: readonly unknown[]) => this.#show(message, rest),
      });
    };
    replace("showWarningMessage");
    replace("showInformationMessage");
    Object.assign(vscode.window, {
      showQuickPick: (items: readonly vscode.QuickPickItem[], options?: vscode.QuickPickOptions) => {
        this.offered = items.map(({ label }) => label);
        const chosen = items.filter(({ label }) => this.picks.includes(label));
        return Promise.resolve(options?.canPickMany === true ? chosen : chosen[0]);
      },
      showOpenDialog: (options: vscode.OpenDialogOptions) => {
        this.asked.push(options);
        return Promise.resolve(this.files);
      },
      showInputBox: (options: vscode.InputBoxOptions) => {
        const { typed = "" } = this;
        const objection = options.validateInput?.(typed);
        this.objections.push(typeof objection === "string" ? objection : "");
        return Promise.resolve(this.typed);
      },
    });
  }

  /** All that was said, in one text. */
  get said(): string {
    return this.shown.map(({ message, detail }) => `${message}\n${detail}`).join("\n");
  }

  dispose(): void {
    Object.assign(vscode.window, this.#before);
  }

  async #show(message: string, rest: readonly unknown[]): Promise<Button | undefined> {
    const [first] = rest;
    const hasOptions = typeof first === "object" && first !== null;
    const options = (hasOptions ? first : {}) as vscode.MessageOptions;
    // A first button that is an object has a title; options have none.
    const items = (hasOptions && !("title" in first) ? rest.slice(1) : rest) as readonly Button[];
    const buttons = items.map((item) => (typeof item === "string" ? item : item.title));
    this.shown.push({ message, detail: options.detail ?? "", buttons, isModal: options.modal === true });
    const answer = await this.answer;
    return items[buttons.findIndex((button) => button === answer)];
  }
}
