import * as vscode from "vscode";

import { Disposables } from "./disposables";
import { type CommandId, commandIds } from "./manifest";

/** A handler for every command of package.json. */
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
