import assert from "node:assert/strict";

import { Attaching, add, at, write } from "./attaching";
import { ask as askChat, endpoint } from "./host";

describe("an attachment of a question asked before", () => {
  const chat = new Attaching();
  const lastBody = async (): Promise<string> => String((await endpoint.requests()).at(-1)?.body);

  /** Asks, and has an answer that repeats nothing of what was sent. */
  async function ask(question: string): Promise<void> {
    await endpoint.next({ type: "answer", text: "So." });
    await askChat(chat.api, question);
  }

  /** Asks with a file attached; gives the names of the question and of its chip. */
  async function asked(fileName: string): Promise<{ readonly turnId: string; readonly id: string }> {
    await add(at(fileName));
    const { id } = chat.only;
    await ask("Why?");
    assert.match(await lastBody(), /as it was/);
    const turn = chat.api.chat.session.conversation.turns.at(-2);
    return { turnId: turn?.id ?? "", id };
  }

  it("is in no request any more when it is taken off", async () => {
    await write("taken-off.txt", "as it was");
    await chat.fromPage({ type: "removeSent", ...(await asked("taken-off.txt")) });
    await ask("And?");
    assert.match(await lastBody(), /Why\?[\s\S]*And\?/);
    assert.doesNotMatch(await lastBody(), /as it was|taken-off/);
  });

  it("goes with the text of now when it is brought up to date", async () => {
    await write("brought.txt", "as it was");
    const chip = await asked("brought.txt");
    await write("brought.txt", "as it is");
    await ask("And?");
    assert.match(await lastBody(), /as it was/);
    await chat.fromPage({ type: "replaceSent", ...chip });
    await ask("And now?");
    assert.match(await lastBody(), /as it is/);
    assert.doesNotMatch(await lastBody(), /as it was/);
  });

  it("that was all there was to ask leaves nothing to be asked again", async () => {
    await write("alone.txt", "as it was");
    await add(at("alone.txt"));
    const [{ id } = { id: "" }] = chat.chips;
    await ask("");
    const turnId = chat.api.chat.session.conversation.turns.at(-2)?.id ?? "";
    await chat.fromPage({ type: "removeSent", turnId, id });
    await chat.fromPage({ type: "retry", turnId, withOtherModel: false });
    assert.equal((await endpoint.requests()).length, 1);
    assert.match(chat.dialogs.said, /Nothing is left of this question to be asked again\./);
  });
});
