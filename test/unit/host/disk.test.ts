import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import fs from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { closeToOthers, orWhenMissing, readOwnFile, renameOver, writeDurably } from "../../../src/host/disk";

describe("files on the disk", () => {
  let folder = "";
  const { rename } = fs;
  const { setTimeout: wait } = globalThis;
  let waits: (number | undefined)[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "ask-claude-disk-"));
    waits = [];
    globalThis.setTimeout = ((done: () => void, ms?: number) => {
      waits.push(ms);
      return wait(done, 0);
    }) as typeof setTimeout;
  });
  afterEach(async () => {
    globalThis.setTimeout = wait;
    fs.rename = rename;
    syncBuiltinESMExports();
    await rm(folder, { recursive: true, force: true });
  });

  /** Renaming fails this often with this code. */
  function held(code: string, times: number): { readonly tries: () => number } {
    let tries = 0;
    fs.rename = async (from, to) => {
      tries += 1;
      if (tries <= times) {
        throw Object.assign(new Error(`${code}: held`), { code });
      }
      await rename(from, to);
    };
    syncBuiltinESMExports();
    return { tries: () => tries };
  }

  async function renamed(): Promise<readonly string[]> {
    await writeFile(join(folder, "new"), "new");
    await writeFile(join(folder, "kept"), "old");
    await renameOver(join(folder, "new"), join(folder, "kept")).catch((error: NodeJS.ErrnoException) => {
      assert.ok(error.code !== undefined);
    });
    return [await readFile(join(folder, "kept"), "utf8"), ...(await readdir(folder)).sort()];
  }

  for (const code of ["EPERM", "EACCES", "EBUSY"]) {
    it(`are replaced once nobody holds them: ${code}`, async () => {
      const { tries } = held(code, 2);
      assert.deepEqual(await renamed(), ["new", "kept"]);
      assert.equal(tries(), 3);
    });
  }

  it("stay as they are when renaming fails for good", async () => {
    const { tries } = held("EIO", 1);
    assert.deepEqual(await renamed(), ["old", "kept", "new"]);
    assert.equal(tries(), 1);
  });

  it("are given up after a while when somebody goes on holding them", async () => {
    const { tries } = held("EBUSY", Infinity);
    assert.deepEqual(await renamed(), ["old", "kept", "new"]);
    assert.equal(tries(), 8);
    // Two and a half seconds, most of them at the end: what a scanner needs.
    assert.deepEqual(waits, [20, 40, 80, 160, 320, 640, 1280]);
  });

  it("grow or are replaced, and are their user's only", async () => {
    const file = join(folder, "log");
    await writeDurably(file, "a", "one");
    await writeDurably(file, "a", new TextEncoder().encode(" two"));
    assert.equal(await readFile(file, "utf8"), "one two");
    await writeDurably(file, "w", "three");
    assert.equal(await readFile(file, "utf8"), "three");
    if (process.platform !== "win32") {
      assert.equal((await stat(file)).mode & 0o777, 0o600);
    }
  });

  it("are no pipes: whoever reads or writes one is told at once, and not kept waiting for the other end", async function () {
    if (process.platform === "win32") {
      this.skip();
    }
    const pipe = join(folder, "pipe");
    execFileSync("mkfifo", [pipe]);
    await assert.rejects(readOwnFile(pipe), /is no file/);
    await assert.rejects(readOwnFile("/dev/zero"), /is no file/);
    await assert.rejects(writeDurably(pipe, "a", "text"), { code: "ENXIO" });
    await assert.rejects(writeDurably(pipe, "w", "text"), { code: "ENXIO" });
    await writeDurably(join(folder, "file"), "w", "text");
    assert.equal((await readOwnFile(join(folder, "file"))).toString(), "text");
    await assert.rejects(readOwnFile(join(folder, "none")), { code: "ENOENT" });
  });

  it("are taken for missing only when they are", async () => {
    assert.equal(await orWhenMissing(readFile(join(folder, "none"), "utf8"), "nothing"), "nothing");
    await assert.rejects(orWhenMissing(readFile(folder, "utf8"), "nothing"), { code: "EISDIR" });
    await assert.rejects(orWhenMissing(Promise.reject(new TypeError("no")), "nothing"), TypeError);
  });

  const modes = async (): Promise<readonly string[]> =>
    Promise.all(
      [folder, join(folder, "open"), join(folder, "closed")].map(async (path) =>
        ((await stat(path)).mode & 0o777).toString(8),
      ),
    );

  // Windows itself knows no such modes.
  const platforms = [
    ["linux", ["700", "600", "400"]],
    ["win32", ["755", "644", "400"]],
  ] as const;
  for (const [platform, expected] of process.platform === "win32" ? [] : platforms) {
    it(`are closed to others, and nothing else is changed about them: ${platform}`, async () => {
      await writeFile(join(folder, "open"), "");
      await writeFile(join(folder, "closed"), "");
      await chmod(join(folder, "open"), 0o644);
      await chmod(join(folder, "closed"), 0o400);
      await chmod(folder, 0o755);
      const real = Object.getOwnPropertyDescriptor(process, "platform")!;
      Object.defineProperty(process, "platform", { ...real, value: platform });
      try {
        await closeToOthers([folder, join(folder, "none")]);
      } finally {
        Object.defineProperty(process, "platform", real);
      }
      assert.deepEqual(await modes(), expected);
    });
  }
});
