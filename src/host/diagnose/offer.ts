import * as vscode from "vscode";

import type { CommandId } from "../manifest";

const command: CommandId = "askClaude.diagnoseConnection";

/** Runs the diagnosis as the palette does: for a button below a failure. */
export async function diagnoseConnection(): Promise<void> {
  await vscode.commands.executeCommand(command);
}
