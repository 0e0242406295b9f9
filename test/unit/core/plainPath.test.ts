import assert from "node:assert/strict";
import { posix, win32 } from "node:path";

import { goesDownOnly } from "../../../src/core/plainPath";
import { proved, times } from "../../support/proof";
import { Random } from "./random";

const parts = [
  "..",
  ".",
  "...",
  ".. ",
  " ..",
  ". .",
  "a",
  "b.ts",
  ".env",
  "",
  "..a",
  "a..",
  "C:",
  "c:x",
  "a:stream",
  "NUL",
  "\\..",
  "..\\..",
  "%2e%2e",
  "\u2025",
  "GIT~1",
  "\0",
  "?",
  "\\\\?\\C:\\",
  "~",
  "$HOME",
  "\u202e..",
  "a\\..\\..\\b",
];
const between = ["/", "//", "\\", "/./"];

/** Whether a path that was joined to the folder is still in it. */
function isInside(path: string, folder: string, separator: string): boolean {
  return path === folder || path.startsWith(folder + separator);
}

describe("a path below a folder", () => {
  it("stays there on every kind of disk when it goes down only", function () {
    this.timeout(60_000);
    const random = new Random(27);
    let down = 0;
    const count = times(100_000, 20_000);
    for (let round = 0; round < count; round += 1) {
      const path = Array.from({ length: random.between(1, 6) }, () => random.oneOf(parts)).reduce(
        (all, part) => all + random.oneOf(between) + part,
        "",
      );
      if (goesDownOnly(path)) {
        down += 1;
        assert.ok(
          isInside(posix.normalize(`/ws/${path}`).replace(/\/$/, ""), "/ws", "/"),
          JSON.stringify(path),
        );
        assert.ok(
          isInside(win32.normalize(`C:\\ws\\${path}`).replace(/\\$/, ""), "C:\\ws", "\\"),
          JSON.stringify(path),
        );
      }
    }
    assert.ok(down > count / 20, `only ${down} of ${count} go down`);
    proved({
      row: "T27",
      tried: "generated paths against the rules of POSIX and Windows",
      count,
      result: "0 escapes",
    });
  });

  it("is no less one for looking strange", () => {
    for (const path of ["a/b", "/a//b/", ".env", "..a/b", "a../...b", "%2e%2e/a", "C:/a", ""]) {
      assert.ok(goesDownOnly(path), path);
    }
    for (const path of ["..", "a/..", "a/../b", "./a", "a\\..\\b", "a/.. /b", "a/. ./b", "a/\0", "..."]) {
      assert.ok(!goesDownOnly(path), path);
    }
  });
});
