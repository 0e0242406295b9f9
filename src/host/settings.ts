import * as vscode from "vscode";

import { type EndpointResult, readBaseUrl } from "../core/endpoint";
import { extensionId, type Settings, settingsSection } from "./manifest";

/**
 * The value in force for the window, of a setting that only the person can change; one of the wrong type counts as not set.
 */
export function setting<Name extends Exclude<keyof Settings, "baseUrl" | "systemPrompt">>(
  name: Name,
): Settings[Name] {
  const configuration = vscode.workspace.getConfiguration(settingsSection);
  const value = configuration.get<Settings[Name]>(name);
  const fallback = configuration.inspect<Settings[Name]>(name)?.defaultValue;
  if (fallback === undefined) {
    throw new Error(`The setting ${settingsSection}.${name} is missing from package.json.`);
  }
  return value !== undefined && isUsable(value, fallback) ? value : fallback;
}

/** Where requests go. Read from the user's own settings alone, whatever a workspace may hold. */
export function endpointSetting(): EndpointResult {
  const found = vscode.workspace.getConfiguration(settingsSection).inspect<unknown>("baseUrl");
  const value = found?.globalValue ?? found?.defaultValue;
  return readBaseUrl(typeof value === "string" ? value : "");
}

function isUsable(value: unknown, like: unknown): boolean {
  if (typeof value !== typeof like || value === null) {
    return false;
  }
  if (typeof value !== "number") {
    return true;
  }
  // A default of 0 stands for none: such a number may be any amount. The others count something.
  return like === 0 ? Number.isFinite(value) && value >= 0 : Number.isInteger(value) && value > 0;
}

/** Tells when a setting changed. */
export function onDidChangeSetting(name: keyof Settings, listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(`${settingsSection}.${name}`)) {
      listener();
    }
  });
}

/** Opens VS Code's settings at one of them. */
export async function openSettings(name: "baseUrl" | "dailyBudget" | "model" | "prices"): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.openSettings", `${settingsSection}.${name}`);
}

/** Opens VS Code's settings at all of ours. */
export async function openAllSettings(): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.openSettings", `@ext:${extensionId}`);
}
