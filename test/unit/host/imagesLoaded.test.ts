import assert from "node:assert/strict";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { ContextItem } from "../../../src/core/context";
import { usedImages } from "../../../src/core/usedImages";
import { History } from "../../../src/host/chat/history";
import { ImageStore } from "../../../src/host/images/imageStore";
import { imageChip, pngOfBytes } from "../../support/requestPictures";

describe("a conversation with a hundred images", () => {
  let root = "";

  before(async function fill() {
    this.timeout(60_000);
    root = await mkdtemp(join(tmpdir(), "ask-claude-hundred-"));
    const store = new ImageStore(join(root, "images"));
    const history = new History(join(root, "conversations"), "w1", () => undefined);
    for (let n = 0; n < 100; n += 1) {
      const bytes = pngOfBytes({ width: 1920, height: 1080 }, 300_000, n + 1);
      const hash = await store.keep("c", bytes, pngOfBytes({ width: 256, height: 144 }, 20_000, n + 1));
      const image = { hash, type: "image/png", width: 1920, height: 1080, bytes: bytes.length } as const;
      const context: readonly ContextItem[] = [imageChip(`p${n}`, image)];
      const turn = { role: "user", id: `u${n}`, text: `Question ${n}`, context } as const;
      history.append("c", [{ type: "asked", turn, answerId: `a${n}`, options: { model: "m" } }]);
    }
    await history.flush();
  });
  after(() => rm(root, { recursive: true, force: true, maxRetries: 5 }));

  it("opens fast, because its log knows the images by name only", async () => {
    const { size } = await stat(join(root, "conversations", "c.w1.jsonl"));
    assert.ok(size < 100_000, `${size} bytes`);
    const history = new History(join(root, "conversations"), "w2", () => undefined);
    const start = performance.now();
    const { conversation, draft } = await history.load("c");
    const took = performance.now() - start;
    assert.equal(usedImages(conversation, draft).length, 100);
    assert.ok(took < 2_000, `${took} ms`);
  });

  it("has its thumbnails fast, and is tidied fast", async () => {
    const store = new ImageStore(join(root, "images"));
    const history = new History(join(root, "conversations"), "w3", () => undefined);
    const { conversation, draft } = await history.load("c");
    const hashes = usedImages(conversation, draft);
    const start = performance.now();
    const thumbnails = await Promise.all(hashes.map((hash) => store.thumbnail(hash)));
    await store.keepOnly("c", hashes);
    const took = performance.now() - start;
    assert.ok(thumbnails.every((thumbnail) => (thumbnail?.length ?? 0) >= 20_000));
    assert.ok(took < 3_000, `${took} ms`);
  });
});
