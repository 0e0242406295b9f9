import * as vscode from "vscode";

import type { ContextItem } from "../../core/context";
import { admit, isHarmless, markIgnored } from "../context/guard";
import { mayAttach } from "../context/trust";
import { gatherSelection } from "../editor/selection";
import type { ChatSession } from "./session";
import type { ChatView } from "./view";

/** Attaches what the active editor shows as selected and brings the chat to the front. */
export async function askAboutSelection(session: ChatSession, view: ChatView): Promise<void> {
  const items = await gatherFrom(vscode.window.activeTextEditor);
  if (items.length > 0) {
    session.attach(items);
    await view.reveal();
  }
}

/** The editor, if there is one and it may be asked about; else the person is told why not. */
export async function editorToAskAbout(
  editor: vscode.TextEditor | undefined,
): Promise<vscode.TextEditor | undefined> {
  if (!(await mayAttach())) {
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
  if (items.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t("There is no text here to ask about."));
  }
  return admit({ items, refusals: [] });
}

/** The same with nobody asked or told anything: empty as well where the person would be asked about a secret. */
export async function gatherQuietly(editor: vscode.TextEditor): Promise<readonly ContextItem[]> {
  const items = await gatherSelection(editor);
  return items.every(isHarmless) ? markIgnored(items) : [];
}
