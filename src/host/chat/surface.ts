import type * as vscode from "vscode";

/** Where a page is shown: the side bar, or a tab. */
export interface Surface {
  readonly webview: vscode.Webview;
  readonly isVisible: () => boolean;
  /** Shows what the conversation is called, and that an answer is under way. */
  readonly describe: (title: string, isAnswering: boolean) => void;
}
