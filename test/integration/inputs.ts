import * as vscode from "vscode";

import { until } from "./host";

/** The inputs that the extension opens, used as a person would. VS Code's own are left as they are. */
export class Inputs {
  readonly #create = vscode.window.createQuickPick;
  #last: vscode.QuickPick<vscode.QuickPickItem> | undefined;
  #isShown = false;

  constructor() {
    const create = this.#create;
    Object.assign(vscode.window, {
      createQuickPick: () => {
        const picker = create();
        const show = picker.show.bind(picker);
        Object.assign(picker, {
          show: () => {
            this.#isShown = true;
            show();
          },
        });
        picker.onDidHide(() => (this.#isShown = false));
        this.#last = picker;
        return picker;
      },
    });
  }

  get isOpen(): boolean {
    return this.#isShown;
  }

  /** The one that is open, once one is and has its rows. */
  async opened(): Promise<vscode.QuickPick<vscode.QuickPickItem>> {
    await until(() => this.isOpen);
    const input = this.#last;
    if (input === undefined) {
      throw new Error("No input was opened.");
    }
    return input;
  }

  /** Enter. */
  async accept(): Promise<void> {
    await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
  }

  /** Escape. */
  async leave(): Promise<void> {
    await vscode.commands.executeCommand("workbench.action.closeQuickOpen");
    await until(() => !this.isOpen);
  }

  async dispose(): Promise<void> {
    if (this.isOpen) {
      await this.leave();
    }
    Object.assign(vscode.window, { createQuickPick: this.#create });
  }
}
