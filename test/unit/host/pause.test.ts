import assert from "node:assert/strict";
import { emptyConversation, answerText } from "../../../src/core/conversation";
import { createClient } from "../../../src/claude/client";
import { ChatSession } from "../../../src/host/chat/session";
import { noDraft } from "../../../src/host/chat/draftFiles";
import { History, type Loaded } from "../../../src/host/chat/history";
import type { Connections } from "../../../src/host/connection";
import type { Gate } from "../../../src/host/gate";
import type { Log } from "../../../src/host/log";
import type { RawBehaviour } from "../../support/messages/behaviour";
import { startMessagesEndpoint, type MessagesEndpoint } from "../../support/messages/server";
import { block, messageEnd, messageStart, textBlock } from "../claude/streams";
import { withoutImages } from "./withoutImages";

class NoHistory extends History {
  constructor() {
    super("/nowhere", "w", () => undefined);
  }
  override load(): Promise<Loaded> {
    return Promise.reject(new Error("not asked for"));
  }
  override append(): void {}
  override flush(): Promise<void> {
    return Promise.resolve();
  }
  override saveDraft(): Promise<void> {
    return Promise.resolve();
  }
}

const use = {
  type: "server_tool_use",
  id: "srvtoolu_1",
  name: "web_search",
  input: { query: "x", deep: [1, null] },
};
const found = { type: "web_search_tool_result", tool_use_id: "srvtoolu_1", content: [] };

function paused(...blocks: readonly string[]): RawBehaviour {
  const usage = { input_tokens: 100, output_tokens: 10 };
  return { type: "raw", chunks: [messageStart(usage) + blocks.join("") + messageEnd("pause_turn", usage)] };
}

function usedAt(index: number, id = use.id): string {
  const { input, ...start } = use;
  const json = { type: "input_json_delta", partial_json: JSON.stringify(input) };
  return block(index, { ...start, id, input: {} }, json);
}

describe("an answer that the API pauses", () => {
  let endpoint: MessagesEndpoint;

  before(async () => {
    endpoint = await startMessagesEndpoint();
  });
  after(() => endpoint.close());
  beforeEach(() => endpoint.reset());

  function open() {
    const client = createClient({ baseUrl: endpoint.origin, apiKey: "sk-ant-test-pause", userAgent: "test" });
    const spent: unknown[] = [];
    const silent = { info() {}, warn() {}, error() {} } as unknown as Log;
    const gate = {
      refuse: () => Promise.resolve(undefined),
      answered: () => undefined,
      over: () => undefined,
      spent: (...each: unknown[]) => spent.push(each),
    } as unknown as Gate;
    const session = new ChatSession(
      {
        connections: {
          open: () => Promise.resolve({ ok: true, client, endpoint: { host: "h" } }),
        } as unknown as Connections,
        history: new NoHistory(),
        log: silent,
        gate,
        ...withoutImages,
        requestOptions: () => ({ model: "claude-sonnet-5-5", maxTokens: 100, system: "s", caching: true }),
      },
      { conversation: emptyConversation("c"), draft: noDraft },
    );
    return { session, spent };
  }

  async function done(session: ChatSession) {
    while (session.isAnswering) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const last = session.conversation.turns.at(-1);
    assert.ok(last?.role === "assistant");
    return last;
  }

  const sent = (): readonly { readonly messages: readonly { role: string; content: unknown }[] }[] =>
    endpoint
      .requests()
      .map(({ json }) => json as { messages: readonly { role: string; content: unknown }[] });

  it("goes on by itself, with what the server's tool left sent back unchanged", async () => {
    endpoint.next(paused(textBlock(0, "Let me look. "), usedAt(1)), { type: "answer", text: "Here it is." });
    const { session, spent } = open();
    session.send("Find it.");
    const answer = await done(session);
    assert.deepEqual(answer.status, { type: "complete", stopReason: "end_turn" });
    assert.match(answerText(answer), /^Let me look\. Here it is\.$/);
    assert.equal(sent().length, 2);
    assert.deepEqual(sent()[1]?.messages.at(-1), {
      role: "assistant",
      content: [{ type: "text", text: "Let me look. " }, use],
    });
    assert.equal(spent.length, 2);
    assert.ok((answer.usage?.input ?? 0) > 100);
  });

  it("leaves a conversation that goes on: a use with its result goes back, one without does not", async function () {
    // Seven requests, one after another.
    this.timeout(10_000);
    endpoint.next(
      paused(textBlock(0, "Let me look."), usedAt(1)),
      paused(block(0, found), usedAt(1, "srvtoolu_2")),
      ...[1, 2, 3, 4].map(() => paused()),
    );
    const { session } = open();
    session.send("Find it.");
    assert.deepEqual((await done(session)).status, { type: "complete", stopReason: "pause_turn" });
    assert.equal(sent().length, 6);
    session.send("And now?");
    assert.equal((await done(session)).status.type, "complete");
    assert.equal(sent().length, 7);
    assert.deepEqual(sent()[6]?.messages[1]?.content, [{ type: "text", text: "Let me look." }, use, found]);
  });
});
