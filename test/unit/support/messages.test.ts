import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import Anthropic from "@anthropic-ai/sdk";
import { contextText } from "../../../src/core/contextText";
import { controlOf } from "../../support/messages/control";
import { startMessagesEndpoint, type MessagesEndpoint } from "../../support/messages/server";
import { answerEvents, sse } from "../../support/messages/stream";

const key = "sk-ant-test-1";
// What the extension itself makes of a selection: the endpoint reads file and lines back out of it.
const chip = contextText({
  kind: "selection",
  id: "c1",
  uri: "file:///src/pricing.ts",
  fileName: "src/pricing.ts",
  languageId: "typescript",
  startLine: 10,
  endLine: 12,
  text: "const a = 1;\nconst b = `x`;\n",
});

describe("the local endpoint", () => {
  let endpoint: MessagesEndpoint;
  let client: Anthropic;

  beforeEach(async () => {
    endpoint = await startMessagesEndpoint({ keys: [key] });
    client = new Anthropic({
      apiKey: key,
      baseURL: endpoint.origin,
      maxRetries: 0,
      logLevel: "off",
      defaultHeaders: { "anthropic-version": "2023-06-01", "x-api-key": key, authorization: null },
    });
  });
  afterEach(() => endpoint.close());

  it("streams an answer that the real client reads to its end", async () => {
    const stream = client.messages.stream({
      model: "claude-sonnet-5-5",
      max_tokens: 1024,
      messages: [{ role: "user", content: [text(chip), text("What does it cost?\nRoughly.")] }],
    });
    let deltas = 0;
    stream.on("text", () => void (deltas += 1));
    const message = await stream.finalMessage();

    assert.equal(message.stop_reason, "end_turn");
    assert.deepEqual(
      message.content.map((block) => block.type),
      ["thinking", "text"],
    );
    const answer = message.content.at(-1);
    assert.ok(answer?.type === "text" && deltas > 30);
    assert.match(answer.text, /not written by Claude/);
    assert.match(answer.text, /^> What does it cost\?\n> Roughly\.$/m);
    assert.match(answer.text, /^- `src\/pricing\.ts`, lines 10-12 \(typescript\)$/m);
    assert.match(answer.text, /^```typescript\nconst a = 1;\nconst b = `x`;\n```$/m);
    assert.match(answer.text, /^## /m);
    assert.match(answer.text, /^\|---\|---\|$/m);
    assert.ok(message.usage.input_tokens > 20 && message.usage.output_tokens > 100);
    assert.equal(stream.request_id, "req_local_000001");
  });

  it("takes its own answer back in the next turn, but not in another conversation", async () => {
    const ask = { model: "claude-sonnet-5-5", max_tokens: 1024 };
    const first = { role: "user", content: "One" } as const;
    const { content } = await client.messages.create({ ...ask, messages: [first] });
    const rest = [{ role: "assistant", content } as const, { role: "user", content: "Two" } as const];
    const second = await client.messages.create({ ...ask, messages: [first, ...rest] });
    assert.match(JSON.stringify(second.content), /Question in this chat \| 2/);
    await assert.rejects(
      client.messages.create({ ...ask, messages: [{ role: "user", content: "Other" }, ...rest] }),
      /bound to a different conversation/,
    );
  });

  it("gives the same answer in one piece as in a stream", async () => {
    const ask = {
      model: "claude-haiku-4-5",
      max_tokens: 1024,
      messages: [{ role: "user", content: "Hi" } as const],
    };
    const whole = await client.messages.create(ask);
    const streamed = await client.messages.stream(ask).finalMessage();
    assert.deepEqual(whole.content, streamed.content);
    assert.deepEqual(whole.usage, streamed.usage);
  });

  it("keeps to max_tokens and stops at a stop sequence", async () => {
    const ask = { model: "claude-haiku-4-5", messages: [{ role: "user", content: "Hi" } as const] };
    const short = await client.messages.create({ ...ask, max_tokens: 20 });
    assert.equal(short.stop_reason, "max_tokens");
    assert.ok(short.usage.output_tokens <= 20);
    const stopped = await client.messages.create({ ...ask, max_tokens: 999, stop_sequences: ["You asked"] });
    assert.deepEqual([stopped.stop_reason, stopped.stop_sequence], ["stop_sequence", "You asked"]);
    assert.doesNotMatch(JSON.stringify(stopped.content), /You asked/);
  });

  it("lists every model once, page by page, in both directions", async () => {
    const forward: string[] = [];
    for await (const model of client.models.list({ limit: 4 })) {
      forward.push(model.id);
    }
    assert.ok(forward.includes("claude-sonnet-5-5") && !forward.includes("claude-opus-4-1-20250805"));
    assert.equal(new Set(forward).size, forward.length);
    assert.equal(endpoint.requests().length, Math.ceil(forward.length / 4));

    const last = forward.at(-1) ?? "";
    const backward: string[] = [];
    for await (const page of (await client.models.list({ limit: 4, before_id: last })).iterPages()) {
      backward.unshift(...page.data.map((model) => model.id));
    }
    assert.deepEqual([...backward, last], forward);

    const retired = await client.models.list({ lifecycle: ["retired"] });
    assert.deepEqual(
      retired.data.map((model) => model.id),
      ["claude-opus-4-1-20250805"],
    );
    assert.equal((await client.models.retrieve("claude-haiku-4-5")).max_tokens, 64_000);
    await assert.rejects(client.models.retrieve("claude-nonesuch"), /model: claude-nonesuch/);
    await assert.rejects(
      client.models.list({ limit: 0 }),
      /limit: Input should be greater than or equal to 1/,
    );
    await assert.rejects(client.models.list({ after_id: "x" }), /after_id: no model with id x/);
    for (const query of ["limit=1001", "limit=x", "lifecycle[]=new", "after_id=a&before_id=b"]) {
      const headers = { "x-api-key": key, "anthropic-version": "2023-06-01" };
      assert.equal((await fetch(`${endpoint.origin}/v1/models?${query}`, { headers })).status, 400, query);
    }
  });

  it("remembers a request as it was sent", async () => {
    const body =
      '{"model": "claude-haiku-4-5",\n "max_tokens": 9, "messages": [{"role":"user","content":"é€"}]}';
    const headers = {
      "X-Api-Key": key,
      "Anthropic-Version": "2023-06-01",
      "Content-Type": "application/json",
    };
    await (await fetch(`${endpoint.origin}/v1/messages?a=1`, { method: "POST", headers, body })).text();
    const [captured, ...others] = endpoint.requests();
    assert.equal(others.length, 0);
    assert.equal(captured?.body, body);
    assert.deepEqual(captured?.json, JSON.parse(body));
    assert.equal(captured?.headers["x-api-key"], key);
    assert.ok(captured?.rawHeaders.some(([name, value]) => /^x-api-key$/i.test(name) && value === key));
    assert.deepEqual(
      [captured?.method, captured?.path, captured?.status, captured?.receivedAt, captured?.closedEarly],
      ["POST", "/v1/messages?a=1", 200, 1, false],
    );
    endpoint.reset();
    assert.deepEqual(endpoint.requests(), []);
  });

  it("is told what to do by another process, but not by a web page", async () => {
    const control = controlOf(endpoint.origin);
    await control.next({ type: "answer", text: "Scripted", thinking: "" }, { type: "error", status: 529 });
    const ask = {
      model: "claude-haiku-4-5",
      max_tokens: 9,
      messages: [{ role: "user", content: "Hi" } as const],
    };
    assert.match(JSON.stringify(await client.messages.create(ask)), /"Scripted"/);
    await assert.rejects(client.messages.create(ask), /Overloaded/);
    assert.deepEqual(
      (await control.requests()).map(({ path, status }) => [path, status]),
      [
        ["/v1/messages", 200],
        ["/v1/messages", 529],
      ],
    );
    await control.next({ type: "error", status: 500 });
    await control.reset();
    assert.deepEqual(await control.requests(), []);
    assert.equal((await client.messages.create(ask)).type, "message");

    await assert.rejects(control.next(JSON.parse('{"type":"dance"}')), /no such behaviour/);
    const page = await fetch(`${endpoint.origin}/_control/requests`, {
      headers: { origin: "https://a.test" },
    });
    assert.equal(page.status, 403);
  });

  it("runs as a program that says its origin first and ends with the process that wanted it", async () => {
    const child = fork(join(__dirname, "../../support/messages/main.js"), ["--port", "0"], { silent: true });
    const exit = once(child, "exit");
    assert.ok(child.stdout !== null);
    const [origin]: string[] = await once(createInterface(child.stdout), "line");
    assert.match(origin ?? "", /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.deepEqual(await controlOf(origin ?? "").requests(), []);
    child.disconnect();
    assert.deepEqual(await exit, [0, null]);
  });
});

describe("a recorded stream", () => {
  const answer = {
    model: "claude-sonnet-5-5",
    text: "Ab😀cd",
    thinking: "Hm",
    toolUse: { id: "toolu_1", name: "read", input: { path: "a" } },
    deltaChars: 2,
  };

  it("has the documented events in the documented order", () => {
    const names = answerEvents({ ...answer, pings: false }).map(({ event }) =>
      event.replace("content_block_", ""),
    );
    const block = (deltas: number) => ["start", ...Array<string>(deltas).fill("delta"), "stop"];
    const json = Math.ceil('{"path":"a"}'.length / 2);
    assert.deepEqual(names, [
      "message_start",
      ...block(2),
      ...block(3),
      ...block(1 + json),
      "message_delta",
      "message_stop",
    ]);
  });

  it("is the same text with each line ending, and never holds half a character", () => {
    const events = answerEvents(answer);
    const lines = sse(events).split("\n");
    assert.deepEqual(sse(events, "\r\n").split("\r\n"), lines);
    assert.deepEqual(sse(events, "\r").split("\r"), lines);
    for (const [index, { event, data }] of events.entries()) {
      assert.equal(lines[index * 3], `event: ${event}`);
      assert.deepEqual(JSON.parse(lines[index * 3 + 1]?.replace("data: ", "") ?? ""), data);
      assert.equal((data as { type?: string }).type, event);
      assert.doesNotMatch(JSON.stringify(data), /\\ud/);
    }
  });
});

function text(words: string) {
  return { type: "text", text: words } as const;
}
