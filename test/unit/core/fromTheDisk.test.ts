import assert from "node:assert/strict";

import { contextLabel, isContextItem, sameContext } from "../../../src/core/context";
import { isAttachedImage, isKept } from "../../../src/core/image";
import { isEditHistory } from "../../../src/core/imageEdits";
import { isModelInfo } from "../../../src/core/model";

const none = [undefined, null, 1, "text", []];
const kept = {
  hash: "0123456789abcdef".repeat(4),
  type: "image/png",
  width: 1,
  height: 2,
  bytes: 3,
} as const;
const file = {
  kind: "file",
  id: "i",
  uri: "file:///a/b",
  fileName: "a/b",
  languageId: "",
  startLine: 0,
  endLine: 0,
  text: "",
} as const;

describe("what is read from the disk", () => {
  it("is an image only when it is whole", () => {
    for (const image of [
      kept,
      { ...kept, isFirstFrame: true },
      { url: "https://example.com/a.png" },
      { url: "HTTPS://x" },
    ]) {
      assert.ok(isAttachedImage(image), JSON.stringify(image));
    }
    const spoiled = [
      ...none,
      {},
      { url: "http://example.com/a.png" },
      { url: 1 },
      { ...kept, hash: kept.hash.slice(1) },
      { ...kept, hash: `../${kept.hash.slice(3)}` },
      { ...kept, type: "image/svg+xml" },
      { ...kept, width: 0 },
      { ...kept, height: -1 },
      { ...kept, bytes: 1.5 },
      { ...kept, bytes: "3" },
      { ...kept, isFirstFrame: false },
    ];
    for (const image of spoiled) {
      assert.equal(isAttachedImage(image), false, JSON.stringify(image));
    }
  });

  it("is a chip only when it is whole", () => {
    assert.ok(isContextItem(file));
    assert.ok(isContextItem({ ...file, kind: "image", image: kept }));
    const spoiled = [
      ...none,
      { ...file, kind: "secret" },
      { ...file, text: undefined },
      { ...file, startLine: -1 },
      { ...file, endLine: "1" },
      { ...file, extent: "galaxy" },
      { ...file, cell: 0.5 },
      { ...file, isIgnored: false },
      { ...file, image: kept },
      { ...file, kind: "image" },
    ];
    for (const item of spoiled) {
      assert.equal(isContextItem(item), false, JSON.stringify(item));
    }
  });

  it("is a model only when it is whole", () => {
    const thinking = { adaptive: true, enabled: false, disabled: true };
    const model = { id: "m", name: "M", effort: ["low"], thinking, lifecycle: "active", imageInput: true };
    assert.ok(isModelInfo(model));
    const spoiled = [
      ...none,
      { ...model, id: 1 },
      { ...model, name: undefined },
      { ...model, contextTokens: -1 },
      { ...model, maxOutputTokens: "1" },
      { ...model, imageInput: 1 },
      { ...model, lifecycle: "new" },
      { ...model, retiresAt: 1 },
      { ...model, effort: "low" },
      { ...model, effort: [1] },
      { ...model, thinking: true },
      { ...model, thinking: { ...thinking, disabled: undefined } },
    ];
    for (const each of spoiled) {
      assert.equal(isModelInfo(each), false, JSON.stringify(each));
    }
  });

  it("is a history of steps only when each is one, inside the picture", () => {
    const size = { width: 10, height: 10 };
    const rectangle = { left: 0, top: 0, width: 5, height: 5 };
    const crop = { type: "crop", rectangle };
    assert.ok(isEditHistory({ steps: [crop], done: 1 }, size));
    for (const step of [
      ...none,
      { type: "draw", rectangle },
      { type: "crop" },
      { type: "change", rectangle },
    ]) {
      assert.equal(isEditHistory({ steps: [step], done: 1 }, size), false, JSON.stringify(step));
    }
  });
});

describe("a chip", () => {
  it("says that a folder is one", () => {
    assert.equal(contextLabel({ ...file, kind: "folder", fileName: "src/core" }), "core/");
  });

  it("is another when its image is", () => {
    const image = { ...file, kind: "image", image: kept } as const;
    assert.ok(sameContext(image, { ...image, id: "other" }));
    const linked = { ...image, image: { url: "https://example.com/a.png" } };
    assert.equal(sameContext(image, linked), false);
    assert.equal(sameContext(linked, { ...linked, image: { url: "https://example.com/b.png" } }), false);
    assert.deepEqual([isKept(kept), isKept(linked.image), isKept(undefined)], [true, false, false]);
  });
});
