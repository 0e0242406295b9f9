import fc from "fast-check";

import type { ToHost } from "../../src/core/protocol";

const never = "an id that the host never issued";

/** Messages in the right form that name what is not there; nothing may come of any. */
const forged: readonly Record<string, unknown>[] = [
  { type: "missed" },
  { type: "focused" },
  { type: "stop" },
  { type: "cancelEdit" },
  { type: "dismissAuto" },
  { type: "draft", conversationId: never, text: "forged", edits: 1 },
  { type: "send", conversationId: never, text: "forged" },
  { type: "retry", turnId: never, withOtherModel: false },
  { type: "retry", turnId: never, withOtherModel: true },
  { type: "showBranch", turnId: never },
  { type: "deleteTurn", turnId: never },
  { type: "undoDeletion" },
  { type: "copyTurn", turnId: never },
  { type: "removeSent", turnId: never, id: never },
  { type: "replaceSent", turnId: never, id: never },
  { type: "removeAttachment", id: never },
  { type: "openAttachment", id: never },
  { type: "act", answerId: never, action: "tryAgain" },
  { type: "act", answerId: never, action: "askAnyway" },
  { type: "act", answerId: never, action: "sendWithoutImages" },
  { type: "choose", id: never },
  { type: "setEffort", effort: never },
  { type: "loadThumbnails", hashes: ["0".repeat(64)] },
  { type: "preparingImages", names: [] },
  { type: "imageNotMade", job: 999_999_999, problem: "broken" },
  {
    type: "attachImage",
    conversationId: never,
    name: "x.png",
    made: { bytes: new Uint8Array(8), thumbnail: new Uint8Array(8) },
  },
  { type: "openLink", href: "command:workbench.action.quit" },
  { type: "openLink", href: "file:///etc/passwd" },
  { type: "openLink", href: "javascript:alert(1)" },
  { type: "openLink", href: "vscode://file/etc/passwd" },
];

/** One message of each type that carries something, with a field for what is made wrong. */
const honest: readonly (readonly [Extract<keyof TypesWithFields, string>, Record<string, unknown>])[] = [
  ["draft", { conversationId: "c", text: "t", edits: 1 }],
  ["send", { conversationId: "c", text: "t" }],
  ["edit", { turnId: "t" }],
  ["retry", { turnId: "t", withOtherModel: false }],
  ["showBranch", { turnId: "t" }],
  ["deleteTurn", { turnId: "t" }],
  ["copyTurn", { turnId: "t" }],
  ["removeSent", { turnId: "t", id: "i" }],
  ["replaceSent", { turnId: "t", id: "i" }],
  ["removeAttachment", { id: "i" }],
  ["openAttachment", { id: "i" }],
  ["act", { answerId: "a", action: "tryAgain" }],
  ["complete", { request: 1, trigger: "context", query: "q" }],
  ["choose", { id: "i" }],
  ["drop", { uris: ["file:///etc/passwd"] }],
  ["attachImage", { conversationId: "c", name: "n", made: {} }],
  ["preparingImages", { names: ["n"] }],
  ["imageMade", { job: 1, made: {} }],
  ["imageFitted", { job: 1, bytes: [] }],
  ["imageNotMade", { job: 1, problem: "x" }],
  ["loadThumbnails", { hashes: ["h"] }],
  ["setEffort", { effort: "high" }],
  ["setThinking", { on: true }],
  ["openLink", { href: "https://example.com/" }],
  ["copy", { text: "t" }],
  ["code", { action: "insert", text: "t", language: "", fileName: "", answerId: "a" }],
];

type TypesWithFields = Record<ToHost["type"], unknown>;

function cycle(): unknown {
  const made: Record<string, unknown> = {};
  made["self"] = made;
  return made;
}

/** Nothing that any field may hold. */
const wrong: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    undefined,
    null,
    Number.NaN,
    -1,
    0.5,
    Infinity,
    2n,
    Symbol("x"),
    () => "t",
    [],
    {},
    [[]],
  ),
  fc.constantFrom<unknown>(
    new Date(0),
    /x/,
    new Map([["a", 1]]),
    new Uint8Array(4),
    new String("t"),
    new Number(1),
  ),
  fc.constant({ toString: () => "t", valueOf: () => 1, length: 1 }),
  fc.constant(Object.create({ id: "i", text: "t" })),
  fc.constant({ length: 4_000_000_000 }),
  fc.constant(Array.from({ length: 2_000 }, () => 1)),
  fc.constant("x".repeat(4_000_001)),
  fc.constant(cycle()),
);

/** Envelopes that a page must not get anything done with. */
export function malformed(token: string): fc.Arbitrary<unknown> {
  const broken = fc
    .tuple(fc.constantFrom(...honest), fc.nat(), wrong)
    .map(([[type, fields], index, value]) => {
      const names = Object.keys(fields);
      return { token, message: { type, ...fields, [names[index % names.length] ?? ""]: value } };
    });
  const everyType = fc.constantFrom(
    "newChat",
    "selectModel",
    "send",
    "copy",
    "setApiKey",
    "showLog",
    "ready",
  );
  return fc.oneof(
    { weight: 4, arbitrary: broken },
    { weight: 2, arbitrary: fc.constantFrom(...forged).map((message) => ({ token, message })) },
    {
      weight: 2,
      arbitrary: fc.tuple(fc.oneof(fc.string(), wrong), everyType).map(([other, type]) => ({
        token: other === token ? "" : other,
        message: { type, conversationId: "c", text: "t" },
      })),
    },
    {
      weight: 1,
      arbitrary: everyType.map((type) => ({ token, message: { type: [type], text: { text: "t" } } })),
    },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom("__proto__", "constructor", "toString", "apply", "hasOwnProperty", "")
        .map((type) => ({ token, message: { type, path: "/etc/passwd", command: "workbench.action.quit" } })),
    },
    { weight: 1, arbitrary: wrong.map((message) => ({ token, message })) },
    { weight: 1, arbitrary: wrong },
    {
      weight: 1,
      arbitrary: fc.anything({ withNullPrototype: true, maxDepth: 3 }).map((message) => ({ token, message })),
    },
  );
}

/** Envelopes that the page of an image's tab must not get anything done with. */
export function malformedForImageTab(token: string, hash: string): fc.Arbitrary<unknown> {
  const rectangle = { left: 1, top: 1, width: 5, height: 5 };
  const history = { steps: [{ type: "blackOut", rectangle }], done: 1 };
  const right: readonly (readonly [string, Record<string, unknown>])[] = [
    ["edited", { hash, history }],
    ["apply", { hash, made: {} }],
    ["imageMade", { job: 1, made: {} }],
    ["imageFitted", { job: 1, bytes: [] }],
    ["imageNotMade", { job: 1, problem: "x" }],
  ];
  const broken = fc
    .tuple(fc.constantFrom(...right), fc.nat(), wrong)
    .map(([[type, fields], index, value]) => {
      const names = Object.keys(fields);
      return { token, message: { type, ...fields, [names[index % names.length] ?? ""]: value } };
    });
  const outside = { ...rectangle, left: 900_000 };
  const forgedHere = fc.constantFrom<Record<string, unknown>>(
    { type: "edited", hash, history: { ...history, done: 2 } },
    { type: "edited", hash, history: { ...history, steps: [{ type: "blackOut", rectangle: outside }] } },
    { type: "edited", hash: "0".repeat(64), history },
    { type: "apply", hash: `../${hash}`, made: { bytes: new Uint8Array(8), thumbnail: new Uint8Array(8) } },
    { type: "imageNotMade", job: 999_999_999, problem: { reason: "broken" } },
    { type: "send", conversationId: never, text: "forged" },
    { type: "openLink", href: "command:workbench.action.quit" },
  );
  return fc.oneof(
    { weight: 4, arbitrary: broken },
    { weight: 2, arbitrary: forgedHere.map((message) => ({ token, message })) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.oneof(fc.string(), wrong), fc.constantFrom(...right))
        .map(([other, [type, fields]]) => ({
          token: other === token ? "" : other,
          message: { type, ...fields, history },
        })),
    },
    { weight: 1, arbitrary: wrong.map((message) => ({ token, message })) },
    { weight: 1, arbitrary: wrong },
  );
}
