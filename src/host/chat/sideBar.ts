import * as vscode from "vscode";

import { chatViewId } from "../manifest";
import type { ChatView } from "./view";

/** Puts a chat view into the place that VS Code has made for it in the side bar, until that is taken down. */
export function showInSideBar(view: ChatView, panel: vscode.WebviewView): void {
  const page = view.attach(
    {
      webview: panel.webview,
      isVisible: () => panel.visible,
      describe: (title, isAnswering) => {
        panel.description = isAnswering ? vscode.l10n.t("Answering…") : title;
      },
    },
    panel.onDidChangeVisibility,
  );
  panel.onDidDispose(() => page.dispose());
}

/** Brings the side bar to the front with the chat in it. */
export function revealSideBar(): Thenable<unknown> {
  return vscode.commands.executeCommand(`${chatViewId}.focus`);
}
