import * as vscode from "vscode";

import type { Running, TestApi } from "./extension";
import { registerCommands } from "./host/commands";
import { Disposables } from "./host/disposables";
import { hasStoredEdits } from "./host/edit/storedEdits";
import { LastEditor } from "./host/editor/lastEditor";
import { chatTabType, chatViewId } from "./host/manifest";
import { QuickFixes } from "./host/quickFix";
import { ReadOnlyTexts } from "./host/readOnlyText";

/** What tests get of an extension under development. */
export interface Started {
  readonly isLoaded: boolean;
  /** Loads the extension, unless something has done that already, and gives its insides. */
  readonly load: () => Promise<TestApi>;
}

const disposables = new Disposables();

/**
 * Called by VS Code soon after a window has opened: problems in the editor get their quick fixes only from an extension
 * that runs already. Nothing but that is done here; all the rest is read from the disk at the first use of anything.
 */
export function activate(context: vscode.ExtensionContext): Started | undefined {
  const editors = disposables.add(new LastEditor());
  const texts = disposables.add(new ReadOnlyTexts());
  const quickFixes = new QuickFixes();
  let running: Promise<Running> | undefined;
  const load = async (): Promise<Running> => {
    const { run } = await import("./extension");
    return disposables.add(run(context, { editors, quickFixes, texts }));
  };
  const loaded = (): Promise<Running> => {
    running ??= load().catch((error: unknown) => {
      // The next use tries again: a disk that was busy must not cost a reload of the window.
      running = undefined;
      throw error;
    });
    return running;
  };
  disposables.add(vscode.languages.registerCodeActionsProvider("*", quickFixes, QuickFixes.metadata));
  disposables.add(registerCommands(async () => (await loaded()).commands));
  disposables.add(
    vscode.window.registerWebviewViewProvider(chatViewId, {
      resolveWebviewView: async (panel) => (await loaded()).views.fillSideBar(panel),
    }),
  );
  disposables.add(
    vscode.window.registerWebviewPanelSerializer(chatTabType, {
      deserializeWebviewPanel: async (panel, state: unknown) =>
        (await loaded()).views.restoreTab(panel, state),
    }),
  );
  if (hasStoredEdits(context.workspaceState)) {
    void loaded();
  }
  return context.extensionMode === vscode.ExtensionMode.Production
    ? undefined
    : {
        get isLoaded() {
          return running !== undefined;
        },
        load: async () => (await loaded()).api,
      };
}

/** Called by VS Code when the window closes; it waits a moment for what is still in memory to reach the disk. */
export function deactivate(): Promise<void> {
  return disposables.dispose();
}
