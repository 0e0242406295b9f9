import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { diffOfFile, pathBelow } from "../../../src/core/diff";

describe("the part of a diff that is about one file", () => {
  const folder = mkdtempSync(join(tmpdir(), "ask-claude-diff-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  let diff = "";

  before(() => {
    const git = (...args: readonly string[]): string =>
      execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b", ...args], {
        cwd: folder,
        encoding: "utf8",
      });
    const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
    const names = ["a.txt", "b.txt", "größe 1.txt", 'quo"te.txt', "gone.txt", "src/a.txt"];
    git("init", "-q");
    mkdirSync(join(folder, "src"));
    for (const name of names) {
      write(name, `${name}\nsame\nsame\nsame\nsame\n`);
    }
    write("moved.txt", "moved\nsame\nsame\nsame\nsame\n");
    git("add", ".");
    git("commit", "-q", "-m", "First");
    for (const name of names.filter((each) => each !== "gone.txt")) {
      write(name, `changed ${name}\n--- a/b.txt\nsame\nsame\nsame\nsame\n`);
    }
    rmSync(join(folder, "gone.txt"));
    renameSync(join(folder, "moved.txt"), join(folder, "arrived.txt"));
    git("add", "-A");
    diff = git("diff", "--cached");
  });

  it("is found by its path, whatever the path is made of", () => {
    for (const name of ["a.txt", "b.txt", "größe 1.txt", 'quo"te.txt', "src/a.txt"]) {
      const part = diffOfFile(diff, name);
      assert.equal(part.match(/^diff --git/gm)?.length, 1, name);
      assert.ok(part.includes(`+changed ${name}`), name);
    }
    assert.match(diffOfFile(diff, "gone.txt"), /deleted file/);
  });

  it("is found by the old name and by the new one of a file that was moved", () => {
    assert.match(diffOfFile(diff, "moved.txt"), /rename to arrived\.txt/);
    assert.match(diffOfFile(diff, "arrived.txt"), /rename from moved\.txt/);
  });

  it("is empty for a file that has not changed", () => {
    assert.equal(diffOfFile(diff, "c.txt"), "");
    assert.equal(diffOfFile("", "a.txt"), "");
  });
});

describe("a path in a repository", () => {
  it("is relative to its root, whichever way Windows writes the drive", () => {
    assert.equal(pathBelow("/home/a", "/home/a/src/b.ts"), "src/b.ts");
    assert.equal(pathBelow("/home/a/", "/home/a/b.ts"), "b.ts");
    assert.equal(pathBelow("/c:/Work", "/C:/Work/B.ts"), "B.ts");
    assert.equal(pathBelow("/C:/Work", "/c:/Work/B.ts"), "B.ts");
  });

  it("is as it is outside of that", () => {
    assert.equal(pathBelow("/home/a", "/home/ab/c.ts"), "/home/ab/c.ts");
    assert.equal(pathBelow("/home/a", "/Home/a/c.ts"), "/Home/a/c.ts");
  });
});
