import * as vscode from "vscode";

import type { ContextItem } from "../../core/context";
import { gatherSelection } from "../editor/selection";
import type { ChatSession } from "./session";
import type { ChatView } from "./view";

/** A selection above this is a mistake more often than a question; nothing is sent, and the person is told. */
const longestContext = 2_000_000;

/** Attaches what the active editor shows as selected and brings the chat to the front. */
export async function askAboutSelection(session: ChatSession, view: ChatView): Promise<void> {
  const items = await gatherFrom(vscode.window.activeTextEditor);
  if (items.length > 0) {
    session.attach(items);
    await view.reveal();
  }
}

/** Shows the document that a chip came from, with its lines selected. */
export async function openAttachment(item: ContextItem): Promise<void> {
  const document = await openDocument(item);
  if (document === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t("{0} is no longer there. What was attached is still sent as it was.", item.fileName),
    );
    return;
  }
  const lastLine = Math.min(item.endLine, document.lineCount) - 1;
  await vscode.window.showTextDocument(document, {
    selection: new vscode.Range(
      Math.min(item.startLine, document.lineCount) - 1,
      0,
      lastLine,
      document.lineAt(lastLine).text.length,
    ),
  });
}

async function openDocument(item: ContextItem): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(vscode.Uri.parse(item.uri, true));
  } catch {
    return undefined;
  }
}

/** The editor, if there is one and it may be asked about; else the person is told why not. */
export async function editorToAskAbout(
  editor: vscode.TextEditor | undefined,
): Promise<vscode.TextEditor | undefined> {
  if (!vscode.workspace.isTrusted) {
    await askForTrust();
    return undefined;
  }
  if (editor === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t("There is no text editor to ask about. (Files above 50 MB are kept from extensions.)"),
    );
  }
  return editor;
}

/** What a question about an editor is about; empty when there is nothing, or not allowed, and the person was told why. */
export async function gatherFrom(possible: vscode.TextEditor | undefined): Promise<readonly ContextItem[]> {
  const editor = await editorToAskAbout(possible);
  if (editor === undefined) {
    return [];
  }
  const items = await gatherSelection(editor);
  const length = items.reduce((sum, item) => sum + item.text.length, 0);
  if (items.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t("There is no text here to ask about."));
    return [];
  }
  if (length > longestContext) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t(
        "The selection has {0} characters, more than a question can hold. Select less and ask again.",
        length.toLocaleString(vscode.env.language),
      ),
    );
    return [];
  }
  return items;
}

async function askForTrust(): Promise<void> {
  const manage = vscode.l10n.t("Manage Workspace Trust");
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t("In Restricted Mode nothing of the workspace is attached. You can still ask by typing."),
    manage,
  );
  if (chosen === manage) {
    await vscode.commands.executeCommand("workbench.trust.manage");
  }
}
