import * as vscode from "vscode";

import { firstSteps, walkthrough } from "./manifest";

/** What the steps of the walkthrough wait for: context keys that package.json names, after `askClaude.`. */
export type FirstStep = keyof typeof firstSteps;

/** What was done since this window began. */
const done = new Set<FirstStep>();

/** Ticks a step of the walkthrough off, for good: VS Code remembers it. */
export function tickOff(step: FirstStep): void {
  done.add(step);
  void vscode.commands.executeCommand("setContext", `askClaude.${step}`, true);
}

/** Opens the walkthrough at its first step that is not done. */
export async function openGettingStarted(): Promise<void> {
  for (const step of done) {
    await markDone(`${walkthrough}#${firstSteps[step]}`);
  }
  await vscode.commands.executeCommand("workbench.action.openWalkthrough", walkthrough, false);
}

/** VS Code never looks at a key again that was set before it had read the walkthroughs, so it is told of the step. */
async function markDone(stepId: string): Promise<void> {
  try {
    await vscode.commands.executeCommand("welcome.markStepComplete", stepId);
  } catch {
    // It has not read the steps yet and says so, but remembers the mark for when it has.
  }
}
