import assert from "node:assert/strict";

import type { ContextItem } from "../../../src/core/context";
import { emptyConversation, type Turn } from "../../../src/core/conversation";
import { withTurns } from "../../../src/core/branches";
import { suspects } from "../../../src/core/imageBlame";
import type { MessageRequest } from "../../../src/core/request";

const hashOf = (name: string): string => name.repeat(64);
const data = { type: "image/png", data: "QUJD" } as const;

function item(name: string): ContextItem {
  const image = { hash: hashOf(name), type: "image/png" as const, bytes: 3, width: 1, height: 1 };
  return {
    kind: "image",
    id: name,
    uri: "",
    fileName: `${name}.png`,
    languageId: "",
    text: "",
    image,
  } as ContextItem;
}

function question(id: string, parentId: string, ...names: readonly string[]): Turn {
  return { role: "user", id, parentId, text: id, context: names.map(item) };
}

function answer(id: string): Turn {
  const status = { type: "complete", stopReason: "end_turn" } as const;
  return {
    role: "assistant",
    id,
    parentId: "first",
    model: "m",
    status,
    parts: [{ type: "text", text: "Yes" }],
  };
}

const image = { type: "image", source: { type: "base64", media_type: "image/png", data: "QUJD" } };
const conversation = withTurns({
  ...emptyConversation("c"),
  all: [question("first", "", "a", "b"), answer("x"), question("second", "x", "c", "d", "e")],
});
// `d` is no longer on the disk: the request has no block for it.
const images = new Map(["a", "b", "c", "e"].map((name) => [hashOf(name), data]));
const request = {
  messages: [
    { role: "user", content: [image, { type: "text", text: "first" }, image] },
    { role: "assistant", content: "Yes" },
    { role: "user", content: [image, image, { type: "text", text: "second" }] },
  ],
} as unknown as MessageRequest;

const blamed = (...paths: readonly string[]): readonly string[] =>
  suspects(request, conversation, images, paths).map(({ id }) => id);

describe("which image the API refused", () => {
  const named: readonly (readonly [string, readonly string[]])[] = [
    ["messages.0.content.0.image.source.data", ["a"]],
    ["messages.0.content.2.image", ["b"]],
    ["messages.2.content.0.image", ["c"]],
    ["messages.2.content.1.image", ["e"]],
  ];
  for (const [path, ids] of named) {
    it(`is the one at ${path}`, () => {
      assert.deepEqual(blamed(path), ids);
    });
  }

  const told: readonly (readonly [string, string])[] = [
    ["nothing", ""],
    ["a text", "messages.0.content.1.text"],
    ["a block beyond the last", "messages.2.content.9.image"],
    ["a message beyond the last", "messages.9.content.0.image"],
    ["a message of words only", "messages.1.content.0.image"],
    ["a path that is none", "messages.x.content.0.image"],
  ];
  for (const [what, path] of told) {
    it(`may be any of the last question's when the API names ${what}`, () => {
      assert.deepEqual(blamed(path), ["c", "e"]);
    });
  }

  it("is every one that is named", () => {
    assert.deepEqual(blamed("messages.2.content.1.image", "messages.0.content.0.image"), ["a", "e"]);
  });
});
