import assert from "node:assert/strict";
import { readAnswer } from "../../../src/claude/events";
import { readModelPage } from "../../../src/claude/models";
import { UnknownBlock, unknownPart } from "../../../src/claude/unknownBlock";

const asIs = (text: string): string => text;

describe("a page of the list of models", () => {
  const notPages: readonly unknown[] = [undefined, null, "data", 1, [], {}, { data: {} }, { data: "claude" }];
  for (const body of notPages) {
    it(`is not ${JSON.stringify(body)}`, () => assert.equal(readModelPage(body), undefined));
  }

  it("leaves out what has no id, and has a next one only when it says which", () => {
    const data = [null, 1, {}, { id: 7 }, { id: "claude-a", display_name: "A" }];
    const read = (more: unknown): unknown => {
      const page = readModelPage(Object.assign({ data }, more));
      return [page?.models.map(({ id }) => id), page?.next];
    };
    assert.deepEqual(read({}), [["claude-a"], undefined]);
    assert.deepEqual(read({ has_more: true, last_id: "claude-a" }), [["claude-a"], "claude-a"]);
    assert.deepEqual(read({ has_more: true }), [["claude-a"], undefined]);
    assert.deepEqual(read({ has_more: "yes", last_id: "claude-a" }), [["claude-a"], undefined]);
  });

  it("takes a model whose kinds of thinking are not told for one that has none", () => {
    const page = readModelPage({ data: [{ id: "m", capabilities: { thinking: { supported: true } } }] });
    assert.deepEqual(page?.models[0]?.thinking, { adaptive: false, enabled: false, disabled: false });
  });
});

describe("a block of an unknown kind", () => {
  it("is said to be of no kind when it does not say of which", () => {
    assert.deepEqual(unknownPart({}, asIs), { type: "unknown", blockType: "" });
    assert.deepEqual(unknownPart({ type: "tool_use" }, asIs), { type: "unknown", blockType: "tool_use" });
  });

  const json = (text: unknown) => ({ type: "input_json_delta", partial_json: text });
  const followed: readonly (readonly [string, readonly Readonly<Record<string, unknown>>[], unknown])[] = [
    ["nothing more came", [], { type: "t" }],
    ["its input came in pieces", [json('{"a"'), json(":1}")], { type: "t", input: { a: 1 } }],
    ["its input was cut", [json('{"a"')], undefined],
    ["its input is none", [json("[1]")], undefined],
    ["a piece was no text", [json(1)], undefined],
    ["another delta came", [{ type: "text_delta", text: "x" }], undefined],
  ];
  for (const [what, deltas, whole] of followed) {
    it(`is ${whole === undefined ? "given up" : "kept"} when ${what}`, () => {
      const block = new UnknownBlock({ type: "t" });
      for (const delta of deltas) {
        block.grow(delta);
      }
      assert.deepEqual(block.whole(asIs), whole);
    });
  }

  it("is given up when taking the key out of it leaves nothing to be read", () => {
    assert.equal(
      new UnknownBlock({ type: "t" }).whole(() => "[key]"),
      undefined,
    );
    assert.equal(
      new UnknownBlock({ type: "t" }).whole(() => "7"),
      undefined,
    );
  });
});

describe("a stream that says less than it should", () => {
  const message = { type: "message_start", message: { usage: { input_tokens: 1, output_tokens: 1 } } };
  const started = (block: unknown) => ({ type: "content_block_start", index: 0, content_block: block });

  function events(...all: readonly unknown[]): readonly unknown[] {
    const reader = readAnswer(asIs);
    return all.flatMap((data) => {
      const { type } = data as { readonly type: string };
      const { event } = reader.read({ event: type, data: JSON.stringify(data) });
      return event === undefined ? [] : [event];
    });
  }

  it("begins thinking that has neither words nor signature yet", () => {
    assert.deepEqual(events(message, started({ type: "thinking" })).at(-1), {
      type: "partStarted",
      index: 0,
      part: { type: "thinking", thinking: "", signature: "" },
    });
  });

  it("names an error that has no name", () => {
    const [failed] = events(message, { type: "error" }).slice(-1);
    assert.deepEqual(failed, {
      type: "failed",
      failure: { kind: "streamError", errorType: "error", message: "error" },
    });
  });

  it("says nothing of text that grew by nothing", () => {
    const block = started({ type: "text", text: "" });
    const grown = (text: string) => ({
      type: "content_block_delta",
      index: 0,
      delta: { type: "text_delta", text },
    });
    assert.deepEqual(events(message, block, grown("")), events(message, block));
    assert.deepEqual(events(message, block, grown("a")).at(-1), {
      type: "partGrew",
      index: 0,
      field: "text",
      delta: "a",
    });
  });
});
