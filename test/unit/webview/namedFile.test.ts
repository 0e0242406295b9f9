import assert from "node:assert/strict";
import { fileNameInComment, fileNameInLine, readFenceInfo } from "../../../src/webview/namedFile";

describe("the file that an answer names", () => {
  for (const [information, language, fileName] of [
    ["", "", ""],
    ["ts", "ts", ""],
    [" ts ", "ts", ""],
    ["ts src/a.ts", "ts", "src/a.ts"],
    ['ts title="src/a b.ts"', "ts", "src/a b.ts"],
    ["ts title='a.ts' {1,3}", "ts", "a.ts"],
    ["ts {1,3} filename=a.ts", "ts", "a.ts"],
    ["ts {file=a.ts}", "ts", "a.ts"],
    ["ts:src/a.ts", "ts", "src/a.ts"],
    ["12:20:src/a.py", "py", "src/a.py"],
    ["src/a.py", "py", "src/a.py"],
    ["a.py", "py", "a.py"],
    ["dockerfile Dockerfile", "dockerfile", "Dockerfile"],
    ["Dockerfile", "Dockerfile", ""],
    ["docker/Dockerfile", "", "docker/Dockerfile"],
    ["ts C:\\work\\a.ts", "ts", "C:\\work\\a.ts"],
    ["tsx app/[id]/page.tsx", "tsx", "app/[id]/page.tsx"],
    ["ts showLineNumbers", "ts", ""],
    ["c++", "c++", ""],
    ["vb.NET", "vb.NET", ""],
    ["diff --git", "diff", ""],
    ["ts https://evil.test/a.ts", "ts", ""],
    ["ts a\u202Ets.exe", "ts", ""],
    [`ts ${"a/".repeat(200)}b.ts`, "ts", ""],
  ] as const) {
    it(`reads ${JSON.stringify(information.slice(0, 40))} above code`, () => {
      assert.deepEqual(readFenceInfo(information), { language, fileName });
    });
  }

  for (const [line, fileName] of [
    ["// src/a.ts", "src/a.ts"],
    ["# app/models/user.rb", "app/models/user.rb"],
    ["-- migrations/1.sql", "migrations/1.sql"],
    ["/* styles/main.css */", "styles/main.css"],
    ["<!-- index.html -->", "index.html"],
    ["// File: src/a.ts", "src/a.ts"],
    ["# filename: `a.py`", "a.py"],
    ["# Dockerfile", "Dockerfile"],
    ["# .gitignore", ".gitignore"],
    ["// see src/a.ts", ""],
    ["// src/a.ts and more", ""],
    ["// Node.js", ""],
    ["// ASP.NET", ""],
    ["// e.g.", ""],
    ["// version 1.2", ""],
    ["# 1.2.3", ""],
    ["#include <stdio.h>", ""],
    ["#app.main {", ""],
    ["const a = 1; // a.ts", ""],
    ["#!/usr/bin/env node", ""],
    ["//cdn.example.com/a.js", ""],
  ] as const) {
    it(`reads ${JSON.stringify(line)} at the top of code`, () => {
      assert.equal(fileNameInComment(line), fileName);
    });
  }

  for (const [line, fileName] of [
    ["**src/a.ts**", "src/a.ts"],
    ["**`src/a.ts`**", "src/a.ts"],
    ["`src/a.ts`:", "src/a.ts"],
    ["**`src/a.ts`:**", "src/a.ts"],
    ["**File: src/a.ts**", "src/a.ts"],
    ["### src/a.ts", "src/a.ts"],
    ["## `src/a.ts` ##", "src/a.ts"],
    ["File: `src/a.ts`", "src/a.ts"],
    ["src/a.ts", ""],
    ["In `src/a.ts`:", ""],
    ["**Note**", ""],
    ["### Vue.js", ""],
    ["`total()`", ""],
    ["**src/a.ts**\nsays", ""],
  ] as const) {
    it(`reads ${JSON.stringify(line)} right above code`, () => {
      assert.equal(fileNameInLine(line), fileName);
    });
  }
});
