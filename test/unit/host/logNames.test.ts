import assert from "node:assert/strict";
import { join } from "node:path";

import { readLogName, sortLogs } from "../../../src/host/chat/logNames";

describe("the names of logs", () => {
  it("tell what each is", () => {
    assert.deepEqual(readLogName(join("a.b", "chat.w1.jsonl")), { type: "live", writer: "w1" });
    assert.deepEqual(readLogName("chat.w1.r5.old"), { type: "claimed", writer: "w1", claim: "r5" });
    assert.deepEqual(readLogName("chat.12.compact"), { type: "compacted", number: 12 });
  });

  for (const other of [
    "chat.jsonl",
    "chat.w1.r5.jsonl",
    "chat.w1.jsonl.bak",
    "chat.w1.old",
    "chat.12.r5.compact",
    "chat.12.compacting",
    "chat.12.compact.tmp",
    "chat.x12.compact",
    "chat.12x.compact",
    "chat.1234567890.compact",
    "chat.12.txt",
    ".chat.w1.jsonl",
    ".chat.12.compact",
    "",
  ]) {
    it(`do not include "${other}"`, () => {
      assert.equal(readLogName(other), undefined);
    });
  }

  it("leave the highest compaction, and what is none", () => {
    const others = ["c.w1.jsonl", "c.w2.r.old", "notes.txt"];
    assert.deepEqual(sortLogs([...others, "c.2.compact", "c.10.compact", "c.9.compact"]), {
      compacted: { path: "c.10.compact", number: 10 },
      others,
    });
    assert.deepEqual(sortLogs(others), { others });
  });
});
