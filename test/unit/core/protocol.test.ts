import assert from "node:assert/strict";

import fc from "fast-check";

import { longestMessageText, longestQuery, mostDropped, type ToHost } from "../../../src/core/protocol";
import { readFromView } from "../../../src/core/readFromView";

const token = "t0ken";

const honest: readonly ToHost[] = [
  { type: "ready" },
  { type: "missed" },
  { type: "draft", conversationId: "c", text: "", edits: 1 },
  { type: "send", conversationId: "c", text: "Why?" },
  { type: "stop" },
  { type: "removeAttachment", id: "chip" },
  { type: "openAttachment", id: "chip" },
  { type: "act", answerId: "a", action: "tryAgain" },
  { type: "setEffort", effort: "high" },
  { type: "setThinking", on: false },
  { type: "showUsage" },
  { type: "continue" },
  { type: "undoDeletion" },
  { type: "setApiKey" },
  { type: "useEnvironmentKey" },
  { type: "useSessionKey" },
  { type: "complete", request: 1, trigger: "context", query: "pri" },
  { type: "choose", id: "completion" },
  { type: "drop", uris: ["file:///a", "vscode-remote://box/a"] },
  { type: "preparingImages", names: ["a.png", "Pasted image"] },
  { type: "preparingImages", names: [] },
  { type: "dismissAuto" },
  { type: "newChat" },
  { type: "selectModel" },
  { type: "setEffort", effort: "high" },
  { type: "setThinking", on: false },
  { type: "openSettings" },
  { type: "showLog" },
  { type: "openLink", href: "https://example.com/" },
  { type: "copy", text: "x" },
];

describe("messages from the page", () => {
  for (const message of honest) {
    it(`understands ${message.type}`, () => {
      assert.deepEqual(readFromView({ token, message }, token), message);
    });
  }

  const send = { type: "send", conversationId: "c" };
  const refused: readonly (readonly [string, unknown])[] = [
    ["another page's token", { token: "other", message: { type: "ready" } }],
    ["no token", { message: { type: "ready" } }],
    ["no message", { token }],
    ["an unknown type", { token, message: { type: "apply", path: "/etc/passwd" } }],
    ["a type of Object's own", { token, message: { type: "constructor" } }],
    ["a missing text", { token, message: { type: "send", conversationId: "c" } }],
    ["a text that is none", { token, message: { ...send, text: { toString: 1 } } }],
    ["a text without end", { token, message: { ...send, text: "x".repeat(longestMessageText + 1) } }],
    ["a question to no conversation", { token, message: { type: "send", text: "Why?" } }],
    ["a draft of no conversation", { token, message: { type: "draft", text: "", edits: 1 } }],
    [
      "an edit that is not counted",
      { token, message: { type: "draft", conversationId: "c", text: "", edits: -1 } },
    ],
    ["an unknown action", { token, message: { type: "act", answerId: "a", action: "runCommand" } }],
    ["an effort that is no word", { token, message: { type: "setEffort", effort: 3 } }],
    ["thinking that is neither on nor off", { token, message: { type: "setThinking", on: "yes" } }],
    ["a long id", { token, message: { type: "removeAttachment", id: "x".repeat(101) } }],
    [
      "a link without end",
      { token, message: { type: "openLink", href: "https://e.com/".padEnd(9_000, "x") } },
    ],
    [
      "a completion of no known kind",
      { token, message: { type: "complete", request: 1, trigger: "shell", query: "" } },
    ],
    [
      "a query without end",
      {
        token,
        message: { type: "complete", request: 1, trigger: "context", query: "x".repeat(longestQuery + 1) },
      },
    ],
    ["names that are none", { token, message: { type: "preparingImages", names: ["a.png", 1] } }],
    ["a drop of something else", { token, message: { type: "drop", uris: ["file:///a", 1] } }],
    [
      "a drop of too much",
      { token, message: { type: "drop", uris: Array.from({ length: mostDropped + 1 }, () => "file:///a") } },
    ],
    ["a switch that is none", { token, message: { type: "setThinking", on: "yes" } }],
    ["null", null],
    ["an array", []],
  ];
  for (const [name, envelope] of refused) {
    it(`drops ${name}`, () => {
      assert.equal(readFromView(envelope, token), undefined);
    });
  }

  it("keeps nothing but the fields it knows", () => {
    const message = { ...send, text: "Why?", path: "/etc/passwd", __proto__: { admin: true } };
    assert.deepEqual(Object.keys(readFromView({ token, message }, token) ?? {}), [
      "type",
      "conversationId",
      "text",
    ]);
  });

  it("never throws, whatever comes", () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true }), (value) => {
        assert.equal(readFromView(value, token), undefined);
        readFromView({ token, message: value }, token);
      }),
      { numRuns: 20_000 },
    );
  });
});
