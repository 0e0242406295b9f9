import { randomUUID } from "node:crypto";
import * as vscode from "vscode";

import { type Gathered, gathered, newItem, refused } from "./item";

/** The scheme of a terminal's chip: there is no document, but the chip can show the terminal again. */
export const terminalScheme = "terminal";

/**
 * What is selected in the active terminal. VS Code tells no extension what that is, so that it takes the way over the
 * clipboard, whose text is put back.
 */
export async function terminalContext(): Promise<Gathered> {
  const terminal = vscode.window.activeTerminal;
  if (terminal === undefined) {
    return refused(vscode.l10n.t("There is no terminal."));
  }
  const { clipboard } = vscode.env;
  const before = await clipboard.readText();
  // When nothing is selected, nothing is copied: this is then still there.
  const mark = randomUUID();
  try {
    await clipboard.writeText(mark);
    await vscode.commands.executeCommand("workbench.action.terminal.copySelection");
    const text = (await clipboard.readText()).replaceAll("\r\n", "\n");
    return text === mark || text.trim() === ""
      ? refused(vscode.l10n.t("Nothing is selected in the terminal."))
      : gathered(
          newItem({
            kind: "terminal",
            uri: vscode.Uri.from({ scheme: terminalScheme, path: terminal.name }).toString(),
            fileName: terminal.name.replaceAll("/", " "),
            text,
          }),
        );
  } finally {
    await clipboard.writeText(before);
  }
}
