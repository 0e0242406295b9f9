import assert from "node:assert/strict";

import type { ContextItem } from "../../../src/core/context";
import type { UserTurn } from "../../../src/core/conversation";
import { fileNameOf } from "../../../src/core/exportFile";
import { titleOf } from "../../../src/core/title";

function chip(fileName: string, startLine: number, endLine: number): ContextItem {
  return {
    kind: "selection",
    id: fileName,
    uri: "",
    fileName,
    languageId: "ts",
    startLine,
    endLine,
    text: "",
  };
}

function question(text: string, context: readonly ContextItem[] = []): UserTurn {
  return { role: "user", id: "u", parentId: "", text, context };
}

describe("the title of a conversation", () => {
  const table: readonly (readonly [string, string])[] = [
    ["Why?", "Why?"],
    ["\n  \n\tWhy   is\u00a0this\u3000so?  \nAnd that?", "Why is this so?"],
    ["Why?\r\nReally?", "Why?"],
    [`${"x".repeat(79)}🙂`, `${"x".repeat(79)}🙂`],
    [`${"x".repeat(79)}🙂y`, `${"x".repeat(79)}…`],
    ["👨‍👩‍👧".repeat(81), `${"👨‍👩‍👧".repeat(79)}…`],
    ["🙂".repeat(81), `${"🙂".repeat(79)}…`],
    ["word ".repeat(30), `${"word ".repeat(20).slice(0, 79)}…`],
  ];
  for (const [text, title] of table) {
    it(`is ${JSON.stringify(title.slice(0, 30))} for ${JSON.stringify(text.slice(0, 30))}`, () => {
      assert.equal(titleOf({ turns: [question(text)] }), title);
    });
  }

  it("is what the person called it, on one line", () => {
    assert.equal(titleOf({ title: " Rounding\n", turns: [question("Why?")] }), "Rounding");
    assert.equal(titleOf({ title: " ", turns: [question("Why?")] }), "Why?");
  });

  it("is what was attached when nothing was written", () => {
    assert.equal(
      titleOf({ turns: [question(" ", [chip("src/a.ts", 1, 2), chip("b.ts", 7, 7)])] }),
      "a.ts:1-2, b.ts:7",
    );
  });

  it("is empty before the first question", () => {
    assert.equal(titleOf({ turns: [] }), "");
  });
});

describe("the file name of a conversation", () => {
  const table: readonly (readonly [string, string])[] = [
    ['Why is a/b\\c: "so"?', "Why is a b c so"],
    ["..", "chat"],
    ["CON", "chat"],
    ["com1", "chat"],
    ["Console", "Console"],
    ["", "chat"],
    ["日本語の質問 🙂", "日本語の質問 🙂"],
    ["a\u202egnp.exe", "a gnp.exe"],
    [`${"x".repeat(59)} yes`, "x".repeat(59)],
    ["…so it goes…", "…so it goes"],
  ];
  for (const [title, name] of table) {
    it(`is ${JSON.stringify(name)} for ${JSON.stringify(title)}`, () => {
      assert.equal(fileNameOf(title, "chat"), name);
    });
  }
});
