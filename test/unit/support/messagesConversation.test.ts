import assert from "node:assert/strict";
import type { Part } from "../../../src/core/answer";
import type { AnswerStatus, AssistantTurn } from "../../../src/core/conversation";
import { buildRequest, type MessageRequest, requestPrefix } from "../../../src/core/request";
import { linedUp, type LinedUpTurn } from "../../support/conversations";
import { startMessagesEndpoint, type MessagesEndpoint } from "../../support/messages/server";

const headers = {
  "x-api-key": "sk-ant-test-1",
  "anthropic-version": "2023-06-01",
  "content-type": "application/json",
};

/**
 * The endpoint signs what it thinks and looks at the signature when it comes back. A conversation that the extension
 * itself builds must pass, whatever happened in it.
 */
describe("a long conversation with the local endpoint", () => {
  let endpoint: MessagesEndpoint;
  let turns: LinedUpTurn[];

  before(async () => {
    endpoint = await startMessagesEndpoint();
  });
  beforeEach(() => {
    turns = [];
    endpoint.reset();
  });
  after(() => endpoint.close());

  /** Asks as the extension does, but for an answer in one piece, and keeps the answer under the status given. */
  async function ask(text: string, model: string, system: string, status?: AnswerStatus): Promise<void> {
    const id = `${turns.length}`;
    turns.push({ role: "user", id, text, context: [] });
    const waiting: Omit<AssistantTurn, "parentId"> = {
      role: "assistant",
      id: `a${id}`,
      model,
      status: { type: "waiting" },
      parts: [],
    };
    const request: MessageRequest = buildRequest(linedUp("c", [...turns, waiting]), {
      model,
      system,
      maxTokens: 1024,
      caching: true,
    });
    const response = await fetch(`${endpoint.origin}/v1/messages`, {
      method: "POST",
      headers,
      body: JSON.stringify({ ...request, stream: false }),
    });
    const reply = await response.text();
    assert.equal(response.status, 200, reply);
    const { content, stop_reason: stopReason }: { content: Part[]; stop_reason: string } = JSON.parse(reply);
    turns.push({
      ...waiting,
      prefix: requestPrefix(request),
      status: status ?? { type: "complete", stopReason },
      parts: content,
    });
  }

  function thinkingSent(): number {
    const body = endpoint.requests().at(-1)?.body ?? "";
    return body.match(/"type":"thinking"/g)?.length ?? 0;
  }

  it("gets its own thinking back, turn after turn", async () => {
    for (let count = 0; count < 4; count += 1) {
      await ask(`Question ${count}`, "claude-sonnet-5-5", "Be brief");
      assert.equal(thinkingSent(), count);
    }
  });

  it("goes on when the model changes and changes back", async () => {
    for (const model of ["claude-sonnet-5-5", "claude-opus-5-5", "claude-sonnet-5-5", "claude-opus-5-5"]) {
      await ask("And now?", model, "Be brief");
    }
    assert.equal(thinkingSent(), 1);
  });

  it("goes on when the system prompt changes and changes back", async () => {
    for (const system of ["Be brief", "Be long", "Be brief"]) {
      await ask("And now?", "claude-sonnet-5-5", system);
    }
    assert.equal(thinkingSent(), 1);
  });

  it("goes on after a refusal, a stop, and an answer that never came", async () => {
    await ask("One", "claude-sonnet-5-5", "Be brief");
    endpoint.next({ type: "answer", text: "No", stopReason: "refusal" });
    await ask("Two", "claude-sonnet-5-5", "Be brief");
    await ask("Three", "claude-sonnet-5-5", "Be brief", { type: "stopped" });
    endpoint.next({ type: "answer", text: "", thinking: "" });
    await ask("Four", "claude-sonnet-5-5", "Be brief", { type: "stopped" });
    await ask("Five", "claude-sonnet-5-5", "Be brief");
    await ask("Six", "claude-sonnet-5-5", "Be brief");
    assert.equal(thinkingSent(), 2);
  });
});
