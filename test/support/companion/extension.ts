// The second extension that `npm start` loads: it makes the first one ready to be asked.
import * as vscode from "vscode";

interface Exports {
  load(): Promise<{ storeKey(origin: string, key: string): Promise<unknown> }>;
}

/** Hands over the local endpoint's key, where there is one, and opens the chat. */
export async function activate(): Promise<void> {
  const extension = vscode.extensions.getExtension<Exports | undefined>("ask-claude.ask-claude");
  const { ASK_CLAUDE_START_ORIGIN: origin, ASK_CLAUDE_START_KEY: key } = process.env;
  const exported = await extension?.activate();
  if (origin !== undefined && key !== undefined) {
    await (await exported?.load())?.storeKey(origin, key);
  }
  await vscode.commands.executeCommand("askClaude.focusChat");
}
