import * as vscode from "vscode";

/**
 * The theme that pages are shown in, as VS Code told them. Settings do not say it: a theme may be tried out, follow the
 * system, or stand in for one that is gone.
 */
export class ShownTheme implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  #id: string | undefined;

  /** Tells of each other theme. */
  readonly onDidChange = this.#changed.event;

  /** What the settings would name it; undefined until a page says it. */
  get id(): string | undefined {
    return this.#id;
  }

  /** A page is shown in this theme from now on; each page says so. */
  change(id: string): void {
    if (id !== this.#id) {
      this.#id = id;
      this.#changed.fire();
    }
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
