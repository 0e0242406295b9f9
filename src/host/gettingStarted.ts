import * as vscode from "vscode";

import { walkthrough } from "./manifest";

/** What the steps of the walkthrough wait for: context keys that package.json names, after `askClaude.`. */
export type FirstStep = "hasKey" | "hasAsked" | "hasAttached";

/** Ticks a step of the walkthrough off, for good: VS Code remembers it. */
export function tickOff(step: FirstStep): void {
  void vscode.commands.executeCommand("setContext", `askClaude.${step}`, true);
}

/** Opens the walkthrough at its first step that is not done. */
export async function openGettingStarted(): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.openWalkthrough", walkthrough, false);
}
