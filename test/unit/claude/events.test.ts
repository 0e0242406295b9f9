import assert from "node:assert/strict";
import { ask, clientReading, failureIn, testKey, textIn } from "./asking";
import { block, messageEnd, messageStart, record, streams, textBlock } from "./streams";

const opened = { type: "opened", requestId: "req_1" };

function usage(input: number, output: number, cacheWrite = 0, cacheRead = 0): unknown {
  return { type: "usage", usage: { input, output, cacheWrite, cacheRead } };
}

function text(index: number): unknown {
  return { type: "partStarted", index, part: { type: "text", text: "" } };
}

function grew(index: number, field: string, delta: string): unknown {
  return { type: "partGrew", index, field, delta };
}

function completed(stopReason = "end_turn"): unknown {
  return { type: "completed", stopReason };
}

const before = [opened, usage(12, 1)];
const thinking = { type: "partStarted", index: 0, part: { type: "thinking", thinking: "", signature: "" } };

const expected: Readonly<Record<keyof typeof streams, readonly unknown[]>> = {
  text: [...before, text(0), grew(0, "text", "Hel"), grew(0, "text", "lo"), usage(12, 9), completed()],
  pings: [...before, text(0), grew(0, "text", "a"), usage(12, 9), completed()],
  thinking: [
    ...before,
    thinking,
    grew(0, "thinking", "Hm"),
    grew(0, "signature", "c2ln"),
    text(1),
    grew(1, "text", "So"),
    usage(12, 9),
    completed(),
  ],
  thinkingOmitted: [
    ...before,
    thinking,
    grew(0, "signature", "c2ln"),
    text(1),
    grew(1, "text", "So"),
    usage(12, 9),
    completed(),
  ],
  redactedThinking: [
    ...before,
    { type: "partStarted", index: 0, part: { type: "redacted_thinking", data: "ZGF0YQ==" } },
    text(1),
    grew(1, "text", "Ok"),
    usage(12, 9),
    completed(),
  ],
  toolUse: [
    ...before,
    text(0),
    grew(0, "text", "Let me"),
    { type: "partStarted", index: 1, part: { type: "unknown", blockType: "tool_use" } },
    // Its input was cut off: nobody could take that back.
    usage(12, 9),
    completed("tool_use"),
  ],
  citations: [...before, text(0), grew(0, "text", "x"), usage(12, 9), completed()],
  refusal: [...before, usage(12, 2), completed("refusal")],
  errorEvent: [
    ...before,
    text(0),
    grew(0, "text", "Half"),
    {
      type: "failed",
      failure: {
        kind: "streamError",
        errorType: "overloaded_error",
        message: "Overloaded",
        requestId: "req_1",
      },
    },
  ],
  unicode: [
    ...before,
    text(0),
    grew(0, "text", "Grüße, 世界 👩‍👩‍👧"),
    grew(0, "text", " \u2028\u0085 \r\n e\u0301"),
    usage(12, 9),
    completed(),
  ],
  unknownEvents: [
    ...before,
    { type: "partStarted", index: 0, part: { type: "unknown", blockType: "hologram" } },
    text(1),
    grew(1, "text", "on"),
    usage(12, 9),
    completed("brand_new_reason"),
  ],
  multiBlock: [
    opened,
    usage(3, 1, 5, 7),
    text(0),
    grew(0, "text", "one"),
    text(1),
    grew(1, "text", "two"),
    usage(3, 4, 5, 7),
    usage(3, 6, 5, 7),
    completed("max_tokens"),
  ],
};

describe("what a stream says", () => {
  for (const [name, stream] of Object.entries(streams)) {
    it(name, async () => {
      const wanted = Object.entries(expected).find(([of]) => of === name)?.[1];
      assert.deepEqual(await ask(clientReading([stream])), wanted);
    });
  }

  it("keeps a block it does not know as it came, its input put together, for sending it back", async () => {
    const use = { type: "server_tool_use", id: "srvtoolu_1", name: "web_search", input: {} };
    const found = {
      type: "web_search_tool_result",
      tool_use_id: "srvtoolu_1",
      content: [{ url: "https://x" }],
    };
    const stream =
      messageStart() +
      block(
        0,
        use,
        { type: "input_json_delta", partial_json: "" },
        { type: "input_json_delta", partial_json: '{"query":' },
        { type: "input_json_delta", partial_json: '"x"}' },
      ) +
      block(1, found) +
      messageEnd("pause_turn");
    const parts = (await ask(clientReading([stream]))).flatMap((event) =>
      event.type === "partStarted" ? [event] : [],
    );
    assert.deepEqual(parts, [
      { type: "partStarted", index: 0, part: { type: "unknown", blockType: use.type } },
      {
        type: "partStarted",
        index: 0,
        part: { type: "unknown", blockType: use.type, block: { ...use, input: { query: "x" } } },
      },
      { type: "partStarted", index: 1, part: { type: "unknown", blockType: found.type } },
      { type: "partStarted", index: 1, part: { type: "unknown", blockType: found.type, block: found } },
    ]);
  });

  it("keeps the key out of a block it does not know", async () => {
    const echo = { type: "web_fetch_tool_result", tool_use_id: "s", content: { said: testKey } };
    const stream = messageStart() + block(0, echo) + messageEnd();
    const events = await ask(clientReading([stream]));
    assert.ok(
      events.some(
        (event) => event.type === "partStarted" && event.part.type === "unknown" && event.part.block,
      ),
    );
    assert.ok(!JSON.stringify(events).includes(testKey));
  });

  it("tells why Claude declined, where the API does", async () => {
    const delta = { stop_reason: "refusal", stop_details: { type: "refusal", category: "cyber" } };
    const stream =
      messageStart() + record({ type: "message_delta", delta, usage: {} }) + record({ type: "message_stop" });
    assert.deepEqual((await ask(clientReading([stream]))).at(-1), {
      type: "completed",
      stopReason: "refusal",
      refusalCategory: "cyber",
    });
  });

  it("takes text that a block begins with", async () => {
    const stream = messageStart() + block(0, { type: "text", text: "Already" }) + messageEnd();
    const events = await ask(clientReading([stream]));
    assert.deepEqual(events[2], { type: "partStarted", index: 0, part: { type: "text", text: "Already" } });
  });

  it("says unknown where no stop reason ever came", async () => {
    const events = await ask(clientReading([messageStart() + messageEnd(null)]));
    assert.deepEqual(events.at(-1), completed("unknown"));
  });

  it("reads nothing after message_stop", async () => {
    const events = await ask(clientReading([streams.text + streams.errorEvent]));
    assert.deepEqual(events, expected.text);
  });

  it("reads a stream without event lines, as some gateways send it", async () => {
    const events = await ask(clientReading([streams.text.replaceAll(/^event: .*\n/gm, "")]));
    assert.deepEqual(events, expected.text);
  });

  it("reads a stream that begins with a byte order mark", async () => {
    assert.deepEqual(await ask(clientReading([`\uFEFF${streams.text}`])), expected.text);
  });

  it("minds no ping, whatever it carries", async () => {
    const odd = "event: ping\ndata: pong\n\nevent: ping\n\nevent: ping\ndata:\n\n";
    assert.deepEqual(await ask(clientReading([odd + streams.text])), expected.text);
  });

  it("minds no event that it does not know, not even before the first one", async () => {
    const mood = record({ type: "mood", mood: "good" });
    assert.deepEqual(await ask(clientReading([mood + streams.text])), expected.text);
  });

  it("keeps what was said of the usage where the end says nothing of it", async () => {
    const end = record({ type: "message_delta", delta: { stop_reason: "end_turn" } });
    const stream = messageStart() + textBlock(0, "a") + end + record({ type: "message_stop" });
    assert.deepEqual(await ask(clientReading([stream])), [
      ...before,
      text(0),
      grew(0, "text", "a"),
      completed(),
    ]);
  });

  it("goes on after a block of an unknown kind that is nested thousands of levels deep, and keeps none of it", async () => {
    const nested = `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`;
    const deep = `event: content_block_start\ndata: {"type":"content_block_start","index":0,"content_block":{"type":"riddle","a":${nested}}}\n\n`;
    const stop = record({ type: "content_block_stop", index: 0 });
    const events = await ask(
      clientReading([messageStart() + deep + stop + textBlock(1, "a") + messageEnd()]),
    );
    assert.deepEqual(events.at(-1), { type: "completed", stopReason: "end_turn" });
    assert.equal(textIn(events), "a");
    assert.ok(events.every((event) => event.type !== "partStarted" || !("block" in event.part)));
  });

  it("calls an error event without words by its type", async () => {
    const stream = messageStart() + record({ type: "error", error: { type: "api_error" } });
    assert.deepEqual(failureIn(await ask(clientReading([stream]))), {
      kind: "streamError",
      errorType: "api_error",
      message: "api_error",
      requestId: "req_1",
    });
  });
});

describe("a stream that is not what the API documents", () => {
  const delta = (index: unknown, inner: unknown): string =>
    record({ type: "content_block_delta", index, delta: inner });
  const start = (index: unknown, content: unknown): string =>
    record({ type: "content_block_start", index, content_block: content });
  const open = messageStart() + start(0, { type: "text", text: "" });
  const cases: Readonly<Record<string, string>> = {
    "data that is no JSON": `${messageStart()}event: content_block_delta\ndata: {"type":"content\n\n`,
    "data that is a list": `${messageStart()}data: []\n\n`,
    "data that is null": `${messageStart()}data: null\n\n`,
    "data without a type": `${messageStart()}data: {"index":0}\n\n`,
    "a message_start without a message": record({ type: "message_start" }),
    "a second message_start": messageStart() + messageStart(),
    "a block before message_start": textBlock(0, "a"),
    "an end before message_start": messageEnd(),
    "a block without content": messageStart() + record({ type: "content_block_start", index: 0 }),
    "a block without a type": messageStart() + start(0, { text: "" }),
    "a text block without text": messageStart() + start(0, { type: "text" }),
    "redacted thinking without data": messageStart() + start(0, { type: "redacted_thinking" }),
    "a block that begins twice": open + start(0, { type: "text", text: "" }),
    "an index that is no number": messageStart() + start("0", { type: "text", text: "" }),
    "an index that is a fraction": messageStart() + start(0.5, { type: "text", text: "" }),
    "an index below zero": messageStart() + start(-1, { type: "text", text: "" }),
    "an index that leaves one out": open + start(2, { type: "text", text: "" }),
    "an index beyond all reason": messageStart() + start(4_294_967_295, { type: "text", text: "" }),
    "a delta of no block": open + delta(1, { type: "text_delta", text: "a" }),
    "a delta without an index": open + delta(undefined, { type: "text_delta", text: "a" }),
    "a delta without a delta": open + delta(0, undefined),
    "a delta without a type": open + delta(0, { text: "a" }),
    "a text delta without text": open + delta(0, { type: "text_delta" }),
    "a text delta that is a number": open + delta(0, { type: "text_delta", text: 5 }),
    "a delta of another block's kind": open + delta(0, { type: "thinking_delta", thinking: "a" }),
    "a message_delta without a delta": messageStart() + record({ type: "message_delta" }),
  };
  for (const [name, stream] of Object.entries(cases)) {
    it(`${name} is garbled`, async () => {
      const events = await ask(clientReading([stream + messageEnd()]));
      assert.deepEqual(failureIn(events), { kind: "garbled", requestId: "req_1" });
      assert.equal(events.filter(({ type }) => type === "failed" || type === "completed").length, 1);
    });
  }
});
