import assert from "node:assert/strict";
import * as vscode from "vscode";

import { answerText, type AssistantTurn } from "../../src/core/conversation";
import type { TestApi } from "../../src/extension";
import type { Started } from "../../src/start";
import { controlOf } from "../support/messages/control";
import { trapSockets } from "./traps";

export const testKey = "sk-ant-test-integration-0123456789";

/** Set before the extension is activated, and never taken away. */
export const sockets = trapSockets();

export const origin = process.env["ASK_CLAUDE_TEST_ENDPOINT"] ?? "";
export const otherOrigin = process.env["ASK_CLAUDE_TEST_OTHER_ENDPOINT"] ?? "";
export const endpoint = controlOf(origin);
export const other = controlOf(otherOrigin);

export async function extensionApi(): Promise<TestApi> {
  const extension = vscode.extensions.getExtension<Started>("ask-claude.ask-claude");
  assert.ok(extension);
  return (await extension.activate()).load();
}

/** Points the extension somewhere by the user's own setting. */
export async function useBaseUrl(url: string | undefined): Promise<void> {
  await vscode.workspace
    .getConfiguration("askClaude")
    .update("baseUrl", url, vscode.ConfigurationTarget.Global);
}

/** Everything as at the start: a key for the endpoint and no other, an empty conversation, no script. */
export async function freshChat(): Promise<TestApi> {
  const api = await extensionApi();
  await useBaseUrl(origin);
  await api.keys.remove(otherOrigin);
  await api.storeKey(origin, testKey);
  await api.chat.views.newChat(api.chat.views.current);
  for (const { id } of api.chat.session.draft.context) {
    api.chat.session.removeAttachment(id);
  }
  api.chat.session.setDraftText("");
  await endpoint.reset();
  await other.reset();
  return api;
}

export function lastAnswer(api: TestApi): AssistantTurn {
  const turn = api.chat.session.conversation.turns.at(-1);
  assert.equal(turn?.role, "assistant");
  return turn;
}

/** Asks, waits for the end of the answer, and gives it. */
export async function ask(api: TestApi, question: string): Promise<AssistantTurn> {
  api.chat.session.send(question);
  await until(() => !api.chat.session.isAnswering);
  return lastAnswer(api);
}

export { answerText };

export async function until(
  condition: () => boolean | Promise<boolean>,
  milliseconds = 10_000,
): Promise<void> {
  const deadline = Date.now() + milliseconds;
  while (!(await condition())) {
    assert.ok(Date.now() < deadline, "waited too long");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
