import assert from "node:assert/strict";

import fc from "fast-check";

import {
  expandPrompt,
  matchingPrompts,
  readPromptCall,
  readPrompts,
  variablesOf,
} from "../../../src/core/prompts";

describe("saved prompts", () => {
  it("are those of the setting, in its order", () => {
    assert.deepEqual(readPrompts({ review: "Review ${selection}", "my-2nd": "Hm?" }), [
      { name: "review", text: "Review ${selection}" },
      { name: "my-2nd", text: "Hm?" },
    ]);
  });

  it("leave out what cannot be typed, and what was taken away", () => {
    const odd = { Upper: "a", "two words": "a", "": "a", ümlaut: "a", "a/b": "a", a: null, b: " \n", c: 3 };
    assert.deepEqual(readPrompts({ ...odd, ["x".repeat(51)]: "a", d: "kept" }), [
      { name: "d", text: "kept" },
    ]);
  });

  for (const setting of [undefined, null, "explain", 3, ["explain"], true]) {
    it(`are none in ${JSON.stringify(setting)}`, () => assert.deepEqual(readPrompts(setting), []));
  }

  it("are offered by name first, then by what they say", () => {
    const prompts = readPrompts({ document: "Say why.", fix: "Mend.", "re-document": "Anew.", why: "Why?" });
    const names = (query: string) => matchingPrompts(prompts, query).map(({ name }) => name);
    assert.deepEqual(names(""), ["document", "fix", "re-document", "why"]);
    assert.deepEqual(names("doc"), ["document", "re-document"]);
    assert.deepEqual(names("WHY"), ["why", "document"]);
    assert.deepEqual(names("nothing"), []);
  });
});

describe("a call of a prompt", () => {
  const calls: readonly (readonly [string, ReturnType<typeof readPromptCall>])[] = [
    ["/review", { name: "review", rest: "" }],
    ["/review ", { name: "review", rest: "" }],
    ["/review the second half\nplease", { name: "review", rest: "the second half\nplease" }],
    ["/review\n\nplease", { name: "review", rest: "please" }],
    ["/usr/bin is what?", undefined],
    ["/Review", undefined],
    ["/", undefined],
    ["/ review", undefined],
    ["what does /review do?", undefined],
    ["// a comment", undefined],
  ];
  for (const [text, call] of calls) {
    it(`${call === undefined ? "is not" : "is"} ${JSON.stringify(text)}`, () => {
      assert.deepEqual(readPromptCall(text), call);
    });
  }
});

describe("the variables of a prompt", () => {
  it("get their values, however often they stand there", () => {
    assert.equal(
      expandPrompt("${selection}\n${selection} in ${file}: ${selection}", {
        selection: "a.ts:1-2",
        file: "src/a.ts",
      }),
      "a.ts:1-2 in src/a.ts: a.ts:1-2",
    );
  });

  it("stay as typed when nobody knows them or they have no value", () => {
    const text = "${HOME} ${constructor} ${toString} $selection ${ selection } ${language}";
    assert.equal(expandPrompt(text, { selection: "no" }), text);
  });

  it("are expanded once: a value is text, whatever it looks like", () => {
    assert.equal(
      expandPrompt("${file}", { file: "${selection} $& $1", selection: "no" }),
      "${selection} $& $1",
    );
  });

  it("are the ones it uses", () => {
    assert.deepEqual(
      [...variablesOf("${language} ${x} ${selection} ${language}")],
      ["selection", "language"],
    );
    assert.deepEqual([...variablesOf("$language selection")], []);
  });

  it("change nothing in a text without any", () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !text.includes("${")),
        (text) => {
          assert.equal(expandPrompt(text, { selection: "s", file: "f", language: "l" }), text);
        },
      ),
    );
  });
});
