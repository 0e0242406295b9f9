import * as vscode from "vscode";

import { chatViewId } from "../manifest";
import type { ChatView } from "./view";

/** Puts a chat view into the side bar whenever VS Code shows it there. */
export function registerSideBar(view: ChatView): vscode.Disposable {
  return vscode.window.registerWebviewViewProvider(chatViewId, {
    resolveWebviewView: (panel) => {
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
    },
  });
}

/** Brings the side bar to the front with the chat in it. */
export function revealSideBar(): Thenable<unknown> {
  return vscode.commands.executeCommand(`${chatViewId}.focus`);
}
