import * as vscode from "vscode";

import { Disposables } from "./disposables";
import { type CommandId, commandIds } from "./manifest";

/**
 * A handler for every command of package.json. What it is given depends on where the command was clicked, and is
 * nothing in the palette.
 */
export type CommandHandlers = Readonly<Record<CommandId, (...clicked: readonly unknown[]) => unknown>>;

/** Registers the handlers; the only place that registers commands. */
export function registerCommands(handlers: CommandHandlers): Disposables {
  const registered = new Disposables();
  for (const id of commandIds) {
    const handle = (...clicked: readonly unknown[]): unknown => handlers[id](...clicked);
    registered.add(vscode.commands.registerCommand(id, handle));
  }
  return registered;
}
