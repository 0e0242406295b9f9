import assert from "node:assert/strict";

import type { ToView } from "../../src/core/protocol";
import { Attaching } from "./attaching";
import { ask, lastAnswer } from "./host";

describe("at the host's door, a turn that was deleted", () => {
  const chat = new Attaching();

  const texts = (): readonly string[] =>
    chat.api.chat.session.conversation.turns.map((turn) => (turn.role === "user" ? turn.text : "answer"));

  const told = (messages: readonly ToView[]): readonly boolean[] =>
    messages.flatMap((message) => (message.type === "deletion" ? [message.canUndo] : []));

  async function deleteFirst(): Promise<readonly boolean[]> {
    const [first] = chat.api.chat.session.conversation.turns;
    return told(await chat.fromPage({ type: "deleteTurn", turnId: first?.id }));
  }

  beforeEach(async () => {
    await ask(chat.api, "One?");
    await ask(chat.api, "Two?");
  });

  it("can be had back in the chat, with its answer, and nothing else asks", async () => {
    assert.deepEqual(await deleteFirst(), [true]);
    assert.deepEqual(texts(), ["Two?", "answer"]);
    assert.deepEqual(told(await chat.fromPage({ type: "undoDeletion" })), [false]);
    assert.deepEqual(texts(), ["One?", "answer", "Two?", "answer"]);
    assert.equal(chat.dialogs.said, "");
    assert.deepEqual(told(await chat.fromPage({ type: "undoDeletion" })), []);
  });

  it("is offered back to a page that is loaded anew, and no more once the conversation goes on", async () => {
    await deleteFirst();
    const snapshot = (await chat.fromPage({ type: "missed" })).find(({ type }) => type === "snapshot");
    assert.equal(snapshot?.type === "snapshot" && snapshot.state.canUndoDeletion, true);
    const retried = chat.fromPage({ type: "retry", turnId: lastAnswer(chat.api).id, withOtherModel: false });
    assert.deepEqual(told(await retried), [false]);
    await chat.fromPage({ type: "undoDeletion" });
    assert.deepEqual(texts(), ["Two?", "answer"]);
  });

  it("stays deleted when another conversation is shown", async () => {
    await deleteFirst();
    const before = chat.api.chat.session;
    await chat.api.chat.views.newChat(chat.api.chat.views.current);
    await chat.fromPage({ type: "undoDeletion" });
    assert.equal(before.conversation.turns.length, 2);
  });
});
