import assert from "node:assert/strict";

import { readLogName, sortLogs } from "../../../src/host/chat/logNames";

describe("what a file of a conversation is, by its name", () => {
  for (const [name, is] of [
    ["c.w1.jsonl", { type: "live", writer: "w1" }],
    ["c.w1.0a1b.old", { type: "claimed", writer: "w1", claim: "0a1b" }],
    ["c.12.compact", { type: "compacted", number: 12 }],
    ["c.w1.0a1b.jsonl", undefined],
    ["c.w1.old", undefined],
    ["c.w1.compact", undefined],
    ["c.1234567890.compact", undefined],
    ["c.1.2.compact", undefined],
    ["c.1.compact.tmp", undefined],
    ["c.1.compacting", undefined],
    ["c.draft.json", undefined],
    ["c.jsonl", undefined],
    ["index.json", undefined],
  ] as const) {
    it(`${name}: ${is?.type ?? "no log"}`, () => {
      assert.deepEqual(readLogName(`/some.where/${name}`), is);
    });
  }

  it("leads to the highest compaction, and to what stands beside it", () => {
    const paths = ["c.2.compact", "c.w1.jsonl", "c.10.compact", "c.w2.0a1b.old"];
    assert.deepEqual(sortLogs(paths), {
      compacted: { path: "c.10.compact", number: 10 },
      others: ["c.w1.jsonl", "c.w2.0a1b.old"],
    });
    assert.deepEqual(sortLogs(["c.w1.jsonl"]), { others: ["c.w1.jsonl"] });
  });
});
