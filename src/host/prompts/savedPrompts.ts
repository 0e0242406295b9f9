import * as vscode from "vscode";

import { expandPrompt, matchingPrompts, readPrompts, type SavedPrompt } from "../../core/prompts";
import type { CompletionItem } from "../../core/protocol";
import { settingsSection } from "../manifest";
import { setting } from "../settings";

const idPrefix = "prompt:";

/** The built-in prompts with the person's own over them, as they are in the settings now. */
export function savedPrompts(): readonly SavedPrompt[] {
  return readPrompts(setting("prompts"));
}

/** The prompt with this name, unless the person took it away. */
export function findPrompt(name: string): SavedPrompt | undefined {
  return savedPrompts().find((prompt) => prompt.name === name);
}

/** What the composer's list offers after `/`. */
export function promptCompletions(query: string): readonly CompletionItem[] {
  return matchingPrompts(savedPrompts(), query).map(({ name, text }) => ({
    id: idPrefix + name,
    label: `/${name}`,
    detail: expandPrompt(text, { selection: "${selection}" }).trim().split("\n", 1)[0] ?? "",
    icon: "comment",
  }));
}

/** The prompt that an id of `promptCompletions` stands for; undefined for any other id. */
export function promptWithId(id: string): SavedPrompt | undefined {
  return id.startsWith(idPrefix) ? findPrompt(id.slice(idPrefix.length)) : undefined;
}

/** Opens the setting that holds the prompts. */
export async function editPrompts(): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.openSettings", `${settingsSection}.prompts`);
}

/** Says that a command has no prompt any more, and where it can be given one. */
export async function tellMissing(name: string): Promise<void> {
  const edit = vscode.l10n.t("Edit Prompts");
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t("Your settings have no prompt called {0}.", name),
    edit,
  );
  if (chosen === edit) {
    await editPrompts();
  }
}
