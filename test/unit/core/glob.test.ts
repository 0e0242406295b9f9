import assert from "node:assert/strict";

import { matchesGlob } from "../../../src/core/glob";

describe("a pattern of the settings", () => {
  const means = (pattern: string, yes: readonly string[], no: readonly string[]): void => {
    for (const path of yes) {
      assert.ok(matchesGlob(pattern, path), `${pattern} should mean ${path}`);
    }
    for (const path of no) {
      assert.ok(!matchesGlob(pattern, path), `${pattern} should not mean ${path}`);
    }
  };

  it("means what VS Code takes it to mean", () => {
    means("**/.git", [".git", "a/.git", "a/b/.git"], ["a.git", ".github"]);
    means("**/*.js", ["a.js", "a/b.js"], ["a.jsx", "a.js/b"]);
    means("dist/**", ["dist", "dist/a", "dist/a/b"], ["src/dist/a"]);
    means("*.{js,map}", ["a.js", "a.map"], ["a.ts", "a/b.js"]);
    means(
      "**/node_modules/**",
      ["node_modules", "node_modules/a", "b/node_modules/a/c"],
      ["node_modules2/a"],
    );
    means("a**b", ["ab", "a/x/b"], ["b", "a/c"]);
    means("file?.[0-9]", ["file1.2"], ["file.2", "file1.a"]);
    means("[!a]b", ["cb"], ["ab"]);
    means("a+b(c).txt", ["a+b(c).txt"], ["aab(c).txt"]);
  });

  it("means nothing when it cannot be read", () => {
    means("[", [], ["a"]);
    means("[z-a]", [], ["a", "z"]);
  });
});
