import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { highResolution } from "../../../src/core/imageLimits";
import { ImageStore } from "../../../src/host/images/imageStore";
import { type DiskCall, patchFs } from "../../support/patchedFs";

const diskCalls = ["mkdir", "open", "readdir", "readFile", "rename", "rm", "stat"];
const thumbnail = Buffer.from("small");
const fittedFile = "2576-4784-3932160";

function imageBytes(n: number): Uint8Array {
  return Buffer.from(`picture ${n} `.repeat(100));
}

function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

describe("images on the disk", () => {
  let root = "";
  let folder = "";
  const [one, two] = [imageBytes(1), imageBytes(2)];
  const [hash, otherHash] = [hashOf(one), hashOf(two)];

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "ask-claude-images-"));
    folder = join(root, "images");
  });
  afterEach(async () => {
    await rm(root, { recursive: true, force: true, maxRetries: 5 });
  });

  const store = (): ImageStore => new ImageStore(folder);

  async function names(): Promise<readonly string[]> {
    return (await readdir(folder)).sort();
  }

  async function age(hours: number): Promise<void> {
    const then = new Date(Date.now() - hours * 60 * 60 * 1000);
    for (const name of await readdir(folder)) {
      await utimes(join(folder, name), then, then);
    }
  }

  it("lie there once under their hash, for this user only", async () => {
    assert.equal(await store().keep("a", one, thumbnail), hash);
    assert.equal(await store().keep("b", one, thumbnail), hash);
    assert.deepEqual(await names(), [hash, `${hash}.thumbnail`, `a.${hash}.used`, `b.${hash}.used`].sort());
    assert.deepEqual(await readFile(join(folder, hash)), Buffer.from(one));
    assert.equal((await stat(folder)).mode & 0o777, 0o700);
    for (const name of await names()) {
      assert.equal((await stat(join(folder, name))).mode & 0o777, 0o600, name);
    }
  });

  it("are written only once", async () => {
    await store().keep("a", one, thumbnail);
    const before = await stat(join(folder, hash));
    await store().keep("a", one, thumbnail);
    const after = await stat(join(folder, hash));
    assert.deepEqual([after.ino, after.mtimeMs], [before.ino, before.mtimeMs]);
  });

  it("go with their last user, with all that was made of them", async () => {
    const images = store();
    await images.keep("a", one, thumbnail);
    await images.use("b", [hash]);
    await images.keep("a", two, thumbnail);
    await images.keepFitted(hash, highResolution, Buffer.from("fitted"));
    assert.ok((await names()).includes(`${hash}.${fittedFile}`));
    await images.forget(["a"]);
    assert.deepEqual(
      await names(),
      [hash, `${hash}.thumbnail`, `${hash}.${fittedFile}`, `b.${hash}.used`].sort(),
    );
    await images.drop("b", [hash]);
    assert.deepEqual(await names(), []);
    assert.equal(await images.read(hash), undefined);
    assert.equal(await images.fitted(hash, highResolution), undefined);
  });

  it("are not made smaller for requests once they are gone, whoever removed them and whenever", async () => {
    const images = store();
    await images.keep("a", one, thumbnail);
    const dropping = images.drop("a", [hash]);
    const keeping = images.keepFitted(hash, highResolution, Buffer.from("fitted"));
    await Promise.all([dropping, keeping]);
    assert.deepEqual(await names(), []);
    for (let meetAt = 0, met = true; met; meetAt += 1) {
      await store().keep("a", one, thumbnail);
      let made = 0;
      met = false;
      const restore = patchFs(diskCalls, (_, original) => async (...args) => {
        if (!met && made++ === meetAt) {
          met = true;
          await store().drop("a", [hash]);
        }
        return original(...args);
      });
      await images.keepFitted(hash, highResolution, Buffer.from("fitted"));
      restore();
      if (!met) {
        assert.ok(meetAt >= 4, `${meetAt} meetings`);
        await store().drop("a", [hash]);
      }
      assert.deepEqual(await names(), [], `met at call ${meetAt}`);
    }
  });

  it("that a conversation no longer shows go when it is tidied, but not those attached just now", async () => {
    const images = store();
    await images.keep("a", one, thumbnail);
    await images.keep("b", one, thumbnail);
    await age(1);
    await images.keep("a", two, thumbnail);
    await images.keepOnly("a", []);
    assert.deepEqual(
      (await names()).filter((name) => name.endsWith(".used")),
      [`a.${otherHash}.used`, `b.${hash}.used`].sort(),
    );
    assert.deepEqual(await images.read(otherHash), Buffer.from(two));
    assert.deepEqual(await images.read(hash), Buffer.from(one));
  });

  it("leaves what is not ours", async () => {
    await store().keep("a", one, thumbnail);
    await writeFile(join(folder, "notes.txt"), "mine");
    await writeFile(join(folder, `${hash}.png`), "mine");
    await age(2);
    await store().sweep(new Set());
    assert.deepEqual(await names(), [`${hash}.png`, "notes.txt"].sort());
  });

  it("sweeps halves, unused images and uses of lost conversations when they are old, and nothing else", async () => {
    const images = store();
    await images.keep("lost", one, thumbnail);
    await images.keep("a", two, thumbnail);
    await writeFile(join(folder, `${"c".repeat(64)}.thumbnail`), "left over");
    await writeFile(join(folder, `${"d".repeat(64)}.w1.tmp`), "half");
    await writeFile(join(folder, `${"e".repeat(64)}.w1.gone`), "out of the way");
    await images.sweep(new Set(["a"]));
    assert.equal((await names()).length, 8, "young");
    await age(2);
    await images.sweep(new Set(["a"]));
    assert.deepEqual(await names(), [otherHash, `${otherHash}.thumbnail`, `a.${otherHash}.used`].sort());
  });

  it("puts back what a crash had put out of the way and somebody uses", async () => {
    const images = store();
    await images.keep("a", one, thumbnail);
    await rm(join(folder, hash));
    await writeFile(join(folder, `${hash}.w1.gone`), one);
    await images.sweep(new Set(["a"]));
    assert.deepEqual(await images.read(hash), Buffer.from(one));
    assert.equal((await names()).length, 3);
  });

  it("is there whole or not at all after a crash at any moment of keeping it", async () => {
    let calls = 0;
    for (let crashAt = 0; ; crashAt += 1) {
      await rm(folder, { recursive: true, force: true });
      let made = 0;
      const restore = patchFs(
        diskCalls,
        (_, original) =>
          (...args) =>
            made++ < crashAt ? original(...args) : Promise.reject(new Error("crashed")),
      );
      const kept = await store()
        .keep("a", one, thumbnail)
        .then(
          () => true,
          () => false,
        );
      restore();
      const found = await store().read(hash);
      assert.ok(found === undefined || Buffer.compare(found, one) === 0, `torn after ${crashAt} calls`);
      if (found !== undefined) {
        assert.ok((await names()).includes(`a.${hash}.used`), `without its use after ${crashAt} calls`);
      }
      // Whoever tries again has it.
      await store().keep("a", one, thumbnail);
      assert.deepEqual(await store().read(hash), Buffer.from(one));
      calls = crashAt;
      if (kept) {
        break;
      }
    }
    assert.ok(calls >= 6, `${calls} calls`);
  });

  it("is never lost to its other user by a crash at any moment of removing it", async () => {
    for (let crashAt = 0, done = false; !done; crashAt += 1) {
      await rm(folder, { recursive: true, force: true });
      await store().keep("a", one, thumbnail);
      await store().keep("b", one, thumbnail);
      await store().keep("a", two, thumbnail);
      let made = 0;
      const restore = patchFs(
        diskCalls,
        (_, original) =>
          (...args) =>
            made++ < crashAt ? original(...args) : Promise.reject(new Error("crashed")),
      );
      done = await store()
        .forget(["a"])
        .then(
          () => true,
          () => false,
        );
      restore();
      assert.deepEqual(await store().read(hash), Buffer.from(one), `lost after ${crashAt} calls`);
      // What the crash left goes, at once or when it is old enough.
      await store().forget(["a"]);
      await age(2);
      await store().sweep(new Set(["b"]));
      assert.deepEqual(
        await names(),
        [hash, `${hash}.thumbnail`, `b.${hash}.used`].sort(),
        `after ${crashAt} calls`,
      );
    }
  });

  it("survives two windows of which one begins to use what the other removes, wherever they meet", async () => {
    let meetings = 0;
    for (let meetAt = 0, met = true; met; meetAt += 1) {
      await rm(folder, { recursive: true, force: true });
      await store().keep("a", one, thumbnail);
      let made = 0;
      met = false;
      let isInside = false;
      const restore = patchFs(diskCalls, (_, original) => async (...args) => {
        if (!isInside && made++ === meetAt) {
          met = true;
          isInside = true;
          await store().keep("b", one, thumbnail);
          isInside = false;
        }
        return original(...args);
      });
      await store().forget(["a"]);
      restore();
      if (!met) {
        break;
      }
      meetings += 1;
      assert.deepEqual(await store().read(hash), Buffer.from(one), `met at call ${meetAt}`);
      assert.deepEqual(await store().thumbnail(hash), thumbnail, `met at call ${meetAt}`);
      assert.ok((await names()).includes(`b.${hash}.used`));
    }
    assert.ok(meetings >= 6, `${meetings} meetings`);
  });

  it("survives many windows that keep and remove the same at random", async () => {
    for (let round = 0; round < 40; round += 1) {
      const slow: DiskCall = (ms) => new Promise((resolve) => setTimeout(resolve, Number(ms)));
      const restore = patchFs(diskCalls, (_, original) => async (...args) => {
        await slow(Math.random() * 2);
        return original(...args);
      });
      const windows = ["a", "b", "c", "d"].map(async (id, index) => {
        const own = store();
        await own.keep(id, one, thumbnail);
        if (index < 3) {
          await own.forget([id]);
        }
      });
      await Promise.all(windows);
      restore();
      assert.deepEqual(await store().read(hash), Buffer.from(one), `round ${round}`);
      assert.deepEqual(await store().thumbnail(hash), thumbnail, `round ${round}`);
      await store().forget(["d"]);
      assert.deepEqual(await names(), [], `round ${round}`);
    }
  });

  it("leaves no half behind when the disk is full, and what was there stays", async () => {
    await store().keep("a", two, thumbnail);
    const restore = patchFs(["rename"], () => () => Promise.reject(new Error("ENOSPC")));
    await assert.rejects(store().keep("a", one, thumbnail), /ENOSPC/);
    restore();
    assert.deepEqual(
      (await names()).filter((name) => !name.endsWith(".used")),
      [otherHash, `${otherHash}.thumbnail`].sort(),
    );
  });
});
