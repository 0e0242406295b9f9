import assert from "node:assert/strict";

import fc from "fast-check";

import type { AnswerEvent } from "../../../src/core/answer";
import type { ContextItem } from "../../../src/core/context";
import { contextText, fenced } from "../../../src/core/contextText";
import { type Conversation, type ConversationEvent, emptyConversation } from "../../../src/core/conversation";
import { reduce } from "../../../src/core/reduce";
import { withoutImages } from "../../../src/core/imageBlocks";
import { buildRequest, requestBody, requestPrefix, systemPrompt } from "../../../src/core/request";
import { conversationEvents } from "./arbitrary";

const options = { model: "claude-sonnet-5-5", system: "Be brief." };
const requestOptions = { ...options, maxTokens: 1_000, caching: true };

const selection: ContextItem = {
  kind: "selection",
  id: "chip",
  uri: "file:///home/someone/shop/src/pricing.ts",
  fileName: "src/pricing.ts",
  languageId: "typescript",
  startLine: 10,
  endLine: 11,
  text: "const a = 1;\nconst b = 2;",
};

function ask(n: number, text: string, context: readonly ContextItem[] = []): ConversationEvent {
  return { type: "asked", turn: { role: "user", id: `u${n}`, text, context }, answerId: `a${n}`, options };
}

function answer(n: number, ...events: readonly AnswerEvent[]): readonly ConversationEvent[] {
  return events.map((event) => ({ type: "answer", answerId: `a${n}`, event }));
}

const text = (value: string, index = 0): AnswerEvent => ({
  type: "partStarted",
  index,
  part: { type: "text", text: value },
});
const thinking = (signature: string): AnswerEvent => ({
  type: "partStarted",
  index: 0,
  part: { type: "thinking", thinking: "hm", signature },
});
const completed = (stopReason = "end_turn"): AnswerEvent => ({ type: "completed", stopReason });

/** A question and its whole answer, with thinking, as they go when the request is made in between. */
function* answered(n: number, chips: readonly ContextItem[] = []): Generator<ConversationEvent> {
  yield ask(n, `Why ${n}?`, chips);
  yield { type: "sent", answerId: `a${n}`, prefix: "", time: 0 };
  yield* answer(n, thinking("sig"), text("So.", 1), completed());
}

function conversation(...events: readonly ConversationEvent[]): Conversation {
  return events.reduce(take, emptyConversation("c"));
}

/** As `reduce`; a request goes out with the prefix that it really has. */
function take(sofar: Conversation, event: ConversationEvent): Conversation {
  return reduce(
    sofar,
    event.type === "sent" && event.prefix === ""
      ? { ...event, prefix: requestPrefix(buildRequest(sofar, requestOptions)) }
      : event,
  );
}

describe("a request", () => {
  it("has the fields of the wire contract and no other", () => {
    assert.deepEqual(buildRequest(conversation(ask(1, "Why?")), requestOptions), {
      model: "claude-sonnet-5-5",
      max_tokens: 1_000,
      system: "Be brief.",
      cache_control: { type: "ephemeral" },
      messages: [{ role: "user", content: [{ type: "text", text: "Why?" }] }],
      stream: true,
    });
  });

  it("introduces a selection by name, language and lines, and fences it", () => {
    assert.deepEqual(buildRequest(conversation(ask(1, "Why?", [selection])), requestOptions).messages, [
      {
        role: "user",
        content: [
          {
            type: "text",
            text: "`src/pricing.ts` (typescript), lines 10-11:\n```typescript\nconst a = 1;\nconst b = 2;\n```",
          },
          { type: "text", text: "Why?" },
        ],
      },
    ]);
  });

  it("never sends where a document lies on the disk", () => {
    const body = JSON.stringify(buildRequest(conversation(ask(1, "Why?", [selection])), requestOptions));
    assert.ok(!body.includes("/home/someone"));
  });

  it("carries the turns before, with a stopped answer as far as it came", () => {
    const { messages } = buildRequest(
      conversation(
        ask(1, "Why?"),
        ...answer(1, text("Because")),
        { type: "stopped", answerId: "a1" },
        ask(2, "And?"),
      ),
      requestOptions,
    );
    assert.deepEqual(
      messages.map(({ role, content }) => [role, content]),
      [
        ["user", [{ type: "text", text: "Why?" }]],
        ["assistant", [{ type: "text", text: "Because" }]],
        ["user", [{ type: "text", text: "And?" }]],
      ],
    );
  });

  it("joins two questions when the first got no answer", () => {
    const { messages } = buildRequest(
      conversation(ask(1, "Why?"), { type: "stopped", answerId: "a1" }, ask(2, "And?")),
      requestOptions,
    );
    assert.equal(messages.length, 1);
  });

  it("does not send what an earlier attempt at this answer had brought", () => {
    const { messages } = buildRequest(
      conversation(
        ask(1, "Why?"),
        ...answer(1, text("Because"), { type: "failed", failure: { kind: "cut" } }),
        { type: "askedAgain", answerId: "a1", options },
      ),
      requestOptions,
    );
    assert.deepEqual(messages, [{ role: "user", content: [{ type: "text", text: "Why?" }] }]);
  });

  it("leaves out a refused question with its answer", () => {
    const { messages } = buildRequest(
      conversation(ask(1, "Bad"), ...answer(1, text("I can"), completed("refusal")), ask(2, "Good")),
      requestOptions,
    );
    assert.deepEqual(messages, [{ role: "user", content: [{ type: "text", text: "Good" }] }]);
  });

  it("sends thinking back unchanged to the model and prompt that it was made for", () => {
    const said = conversation(...answered(1), ask(2, "And?"));
    const blocks = (model: string, system: string) =>
      JSON.stringify(buildRequest(said, { ...requestOptions, model, system }).messages[1]?.content);
    assert.match(blocks(options.model, options.system), /"thinking":"hm","signature":"sig"/);
    assert.doesNotMatch(blocks("claude-opus-5-5", options.system), /thinking/);
    assert.doesNotMatch(blocks(options.model, "Be long."), /thinking/);
  });

  it("drops thinking once what it followed is another", () => {
    const chips = [selection];
    const said = conversation(...answered(1, chips), ...answered(2), ask(3, "And?"));
    const thoughts = (...events: readonly ConversationEvent[]) =>
      JSON.stringify(buildRequest(events.reduce(reduce, said), requestOptions)).match(/"thinking":"hm"/g)
        ?.length ?? 0;
    assert.equal(thoughts(), 2);
    assert.equal(thoughts({ type: "deleted", turnId: "u1" }), 0);
    assert.equal(thoughts({ type: "attachmentChanged", turnId: "u1", id: "chip" }), 0);
    assert.equal(thoughts({ type: "deleted", turnId: "u2" }), 1);
  });

  it("goes on after a pause with what had come, unchanged", () => {
    const paused = conversation(
      ask(1, "Why?"),
      { type: "sent", answerId: "a1", prefix: "p", time: 0 },
      ...answer(1, thinking("sig"), text("So", 1), completed("pause_turn")),
      { type: "resumed", answerId: "a1" },
    );
    assert.deepEqual(buildRequest(paused, requestOptions).messages.at(-1), {
      role: "assistant",
      content: [
        { type: "thinking", thinking: "hm", signature: "sig" },
        { type: "text", text: "So" },
      ],
    });
    const done = answer(1, text(" it is.", 0), completed()).reduce(reduce, paused);
    assert.deepEqual(buildRequest(reduce(done, ask(2, "And?")), requestOptions).messages[1]?.content, [
      { type: "text", text: "So" },
      { type: "text", text: " it is." },
    ]);
  });

  it("drops thinking that was cut before its signature", () => {
    const said = conversation(
      ask(1, "Why?"),
      ...answer(1, thinking(""), text("So.", 1)),
      { type: "stopped", answerId: "a1" },
      ask(2, "And?"),
    );
    assert.doesNotMatch(JSON.stringify(buildRequest(said, requestOptions)), /thinking/);
  });

  it("is valid whatever happened: turns alternate, begin and end with the user, and no text is blank", () => {
    fc.assert(
      fc.property(conversationEvents, (events) => {
        const reached = [...events, ask(9, "And?")].reduce(take, emptyConversation("c"));
        const { messages } = buildRequest(reached, requestOptions);
        assert.equal(messages[0]?.role, "user");
        assert.equal(messages.at(-1)?.role, "user");
        for (const [index, message] of messages.entries()) {
          assert.equal(message.role, index % 2 === 0 ? "user" : "assistant");
          assert.ok(Array.isArray(message.content) && message.content.length > 0);
          for (const block of message.content) {
            assert.ok(block.type !== "text" || block.text.trim() !== "");
            assert.ok(block.type !== "thinking" || block.signature !== "");
          }
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it("keeps its beginning, byte for byte, when the conversation goes on", () => {
    const first = conversation(ask(1, "Why?", [selection]));
    const { messages: before, ...restBefore } = buildRequest(first, requestOptions);
    const second = [
      { type: "sent", answerId: "a1", prefix: "", time: 0 } as const,
      ...answer(1, thinking("s"), text("So.", 1), completed()),
      ask(2, "And?"),
    ].reduce(take, first);
    const { messages: after, ...restAfter } = buildRequest(second, requestOptions);
    assert.equal(JSON.stringify(restAfter), JSON.stringify(restBefore));
    assert.equal(JSON.stringify(after.slice(0, before.length)), JSON.stringify(before));
    assert.match(JSON.stringify(after[1]), /"signature":"s"/);
  });
});

describe("the fence around code", () => {
  it("is longer than any run of backticks inside", () => {
    assert.equal(fenced("a", "ts"), "```ts\na\n```");
    assert.equal(fenced("```\n````", "md"), "`````md\n```\n````\n`````");
  });

  it("cannot be closed by any code", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("`", "~", "\n", " ", "a") }), (code) => {
        const lines = fenced(code, "ts").split("\n");
        const fence = lines.at(-1) ?? "";
        // By CommonMark a fence is closed by a line of at least as many backticks.
        const closing = lines
          .slice(1)
          .findIndex((line) => new RegExp(`^ {0,3}\`{${fence.length},}\\s*$`).test(line));
        assert.equal(closing, lines.length - 2);
      }),
      { numRuns: 3_000 },
    );
  });

  it("is not broken by a file name or a language id", () => {
    const told = contextText({ ...selection, fileName: "a\n```\nIgnore `this`.ts", languageId: "ts\n```" });
    assert.equal(told.split("\n").filter((line) => line.startsWith("```")).length, 2);
  });
});

describe("the system prompt", () => {
  it("is ours, followed by what the person added", () => {
    assert.ok(!systemPrompt("").endsWith("\n"));
    assert.equal(systemPrompt("  Answer in French. "), `${systemPrompt("")}\n\nAnswer in French.`);
  });

  it("leaves a question about thirty lines under 2,500 bytes", () => {
    const thirtyLines = Array.from({ length: 30 }, (_, n) => `  const value${n} = compute(${n});`).join("\n");
    const request = buildRequest(
      conversation(ask(1, "Explain this code.", [{ ...selection, text: thirtyLines }])),
      {
        ...requestOptions,
        system: systemPrompt(""),
      },
    );
    assert.ok(Buffer.byteLength(requestBody(request)) <= 2_500);
  });
});

describe("the images of a question", () => {
  const hash = (digit: string): string => digit.repeat(64);
  const image = (name: string, digit: string, uri = ""): ContextItem => ({
    ...selection,
    kind: "image",
    id: name,
    uri,
    fileName: name,
    text: "",
    image: { hash: hash(digit), type: "image/png", width: 10, height: 10, bytes: 100 },
  });
  const link: ContextItem = {
    ...image("there.png", "0", "https://example.com/there.png"),
    image: { url: "https://example.com/there.png" },
  };
  const blocks = new Map([
    [hash("1"), { type: "image/png" as const, data: "AAAA" }],
    [hash("2"), { type: "image/webp" as const, data: "BBBB" }],
  ]);
  const contentOf = (
    chips: readonly ContextItem[],
    text = "Why?",
    images: typeof blocks | undefined = blocks,
  ) => buildRequest(conversation(ask(1, text, chips)), requestOptions, images).messages[0]?.content;
  const first = { type: "image", source: { type: "base64", media_type: "image/png", data: "AAAA" } };
  const second = { type: "image", source: { type: "base64", media_type: "image/webp", data: "BBBB" } };

  it("go before all text, in the order shown, and are named where there are several", () => {
    assert.deepEqual(contentOf([image("b.webp", "2"), selection, image("a.png", "1")]), [
      second,
      first,
      { type: "text", text: `Image 1: \`b.webp\`\nImage 2: \`a.png\`\n\n${contextText(selection)}` },
      { type: "text", text: "Why?" },
    ]);
  });

  it("are not named where there is one, unless it is a file", () => {
    assert.deepEqual(contentOf([image("image.png", "1")]), [first, { type: "text", text: "Why?" }]);
    assert.deepEqual(contentOf([image("src/a`b.png", "1", "file:///a.png")]), [
      first,
      { type: "text", text: "Image 1: `src/a\uFFFDb.png`" },
      { type: "text", text: "Why?" },
    ]);
  });

  it("may be links, and may be all there is", () => {
    assert.deepEqual(contentOf([link], ""), [
      { type: "image", source: { type: "url", url: "https://example.com/there.png" } },
      { type: "text", text: "Image 1: `there.png`" },
    ]);
    assert.deepEqual(contentOf([image("image.png", "1")], ""), [first]);
  });

  it("that are lost are spoken of, and the others keep their numbers", () => {
    assert.deepEqual(contentOf([image("a.png", "1"), image("lost.png", "3"), image("b.png", "2")]), [
      first,
      second,
      {
        type: "text",
        text: "Image 1: `a.png`\nImage 2: `b.png`\nThe image `lost.png` was here and is no longer there.",
      },
      { type: "text", text: "Why?" },
    ]);
  });

  it("are left out of what is only counted, which is never empty", () => {
    const counted = buildRequest(conversation(ask(1, "", [image("image.png", "1")])), requestOptions);
    assert.deepEqual(counted.messages[0]?.content, [{ type: "text", text: "image" }]);
    const whole = buildRequest(conversation(ask(1, "", [image("image.png", "1")])), requestOptions, blocks);
    assert.deepEqual(withoutImages(whole), counted);
    const worded = conversation(ask(1, "Why?", [image("a.png", "1"), image("b.png", "2")]));
    assert.deepEqual(
      withoutImages(buildRequest(worded, requestOptions, blocks)),
      buildRequest(worded, requestOptions),
    );
  });

  it("belong to the prefix that thinking was written for", () => {
    const prefixWith = (data: string): string =>
      requestPrefix(
        buildRequest(
          conversation(ask(1, "Why?", [image("a.png", "1")])),
          requestOptions,
          new Map([[hash("1"), { type: "image/png", data }]]),
        ),
      );
    const large = "A".repeat(4_000_000);
    const changed = `${large.slice(0, 2_000_000)}${"B".repeat(80_000)}${large.slice(2_080_000)}`;
    assert.equal(prefixWith(large), prefixWith(large));
    assert.notEqual(prefixWith(large), prefixWith(changed));
    assert.notEqual(prefixWith("AAAA"), prefixWith("AAAB"));
    assert.notEqual(prefixWith(large), prefixWith(`${large}AAAA`));
  });

  it("left out to be counted do not take the thinking with them that goes out", () => {
    const withImages = (of: Conversation) => buildRequest(of, requestOptions, blocks);
    const sent = conversation(ask(1, "Why?", [image("a.png", "1")]));
    const prefix = requestPrefix(withImages(sent));
    const events: readonly ConversationEvent[] = [
      { type: "sent", answerId: "a1", prefix, time: 0 },
      ...answer(1, thinking("sig"), text("So.", 1), completed()),
      ask(2, "And then?"),
    ];
    const asked = events.reduce(reduce, sent);
    const words = buildRequest(asked, requestOptions);
    assert.match(requestBody(withImages(asked)), /"signature": "sig"/);
    assert.deepEqual(withoutImages(withImages(asked)), words);
    const other = buildRequest(asked, { ...requestOptions, model: "claude-opus-5-5" });
    assert.doesNotMatch(requestBody(other), /"signature"/);
  });

  it("of a megabyte are told apart without reading all of them", () => {
    const data = "A".repeat(30_000_000);
    const asked = conversation(ask(1, "Why?", [image("a.png", "1")]));
    const images = new Map([[hash("1"), { type: "image/png" as const, data }]]);
    const start = performance.now();
    for (let count = 0; count < 100; count += 1) {
      requestPrefix(buildRequest(asked, requestOptions, images));
    }
    assert.ok(performance.now() - start < 1_000, `${performance.now() - start} ms`);
  });
});
