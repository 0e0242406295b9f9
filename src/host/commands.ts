import * as vscode from "vscode";

import { Disposables } from "./disposables";
import { type CommandId, commandIds } from "./manifest";

/**
 * A handler for every command of package.json. What it is given depends on where the command was clicked, and is
 * nothing in the palette.
 */
export type CommandHandlers = Readonly<Record<CommandId, (...clicked: readonly unknown[]) => unknown>>;

/**
 * Registers every command; the only place that does.
 * @param handlers asked for when a command is run, so that what it needs may be loaded only then
 */
export function registerCommands(handlers: () => Promise<CommandHandlers>): Disposables {
  const registered = new Disposables();
  for (const id of commandIds) {
    const handle = async (...clicked: readonly unknown[]): Promise<unknown> =>
      (await handlers())[id](...clicked);
    registered.add(vscode.commands.registerCommand(id, handle));
  }
  return registered;
}
