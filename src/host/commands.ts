import * as vscode from "vscode";

import { Disposables } from "./disposables";

/** Every command of package.json; the table below must have a handler for each. */
export const commandIds = [
  "askClaude.askAboutSelection",
  "askClaude.explain",
  "askClaude.newChat",
  "askClaude.focusChat",
  "askClaude.setApiKey",
  "askClaude.removeApiKey",
  "askClaude.selectModel",
  "askClaude.showLog",
] as const;

export type CommandId = (typeof commandIds)[number];

export type CommandHandlers = Readonly<Record<CommandId, () => unknown>>;

/** Registers the handlers; the only place that registers commands. */
export function registerCommands(handlers: CommandHandlers): Disposables {
  const registered = new Disposables();
  for (const id of commandIds) {
    // VS Code passes what was clicked (a document, a selection); handlers look at the active editor instead.
    registered.add(vscode.commands.registerCommand(id, () => handlers[id]()));
  }
  return registered;
}
