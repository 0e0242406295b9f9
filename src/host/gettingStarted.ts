import * as vscode from "vscode";

import type { ToHost } from "../core/protocol";
import { walkthrough } from "./manifest";

/** What the steps of the walkthrough wait for; context keys of package.json, after `askClaude.`. */
export type FirstStep = "hasKey" | "hasAsked";

const stepOf: { readonly [Type in ToHost["type"]]?: FirstStep } = { send: "hasAsked" };

/** Ticks a step of the walkthrough off, for good. */
export function tickOff(step: FirstStep): void {
  void vscode.commands.executeCommand("setContext", `askClaude.${step}`, true);
}

/** Ticks off what a message of the page shows that the person has found. */
export function tickOffFor(type: ToHost["type"]): void {
  const step = stepOf[type];
  if (step !== undefined) {
    tickOff(step);
  }
}

/** Opens the walkthrough at its first step that is not done. */
export async function openGettingStarted(): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.openWalkthrough", walkthrough, false);
}
