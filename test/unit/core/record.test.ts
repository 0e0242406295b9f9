import assert from "node:assert/strict";
import { crc32 } from "node:zlib";

import fc from "fast-check";

import { encodeRecord, type LogRecord, mergeRecords, parseLog } from "../../../src/core/record";
import { conversationEvent } from "./arbitrary";

const logRecord: fc.Arbitrary<LogRecord> = fc.record({
  order: fc.nat(),
  writer: fc.constantFrom("w1", "w2"),
  time: fc.nat(),
  event: conversationEvent,
});

const encode = (records: readonly LogRecord[]): string =>
  records.map((record) => encodeRecord(record, crc32)).join("");

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

describe("the log of a conversation", () => {
  it("reads back what was written", () => {
    fc.assert(
      fc.property(fc.array(logRecord, { maxLength: 8 }), (records) => {
        const { records: read, unreadable } = parseLog(encode(records), crc32);
        assert.deepEqual(plain(read), plain(records));
        assert.deepEqual(unreadable, []);
      }),
    );
  });

  it("has one order for all readers, where two windows wrote at once", () => {
    const event = { type: "stopped", answerId: "a" } as const;
    const record = (order: number, writer: string): LogRecord => ({ order, writer, time: 0, event });
    const written = [record(2, "w1"), record(1, "w2"), record(1, "w1"), record(1, "w3"), record(1, "w2")];
    const expected = ["1 w1", "1 w2", "1 w3", "2 w1"];
    for (const records of [written, written.toReversed()]) {
      assert.deepEqual(
        mergeRecords(records).map(({ order, writer }) => `${order} ${writer}`),
        expected,
      );
    }
  });

  it("loses no more than the line that was torn", () => {
    fc.assert(
      fc.property(fc.array(logRecord, { minLength: 1, maxLength: 5 }), fc.nat(), (records, cut) => {
        const text = encode(records);
        const at = cut % text.length;
        const whole = text.slice(0, at).split("\n").length - 1;
        // The last line may be whole but for its line break.
        const { records: read } = parseLog(text.slice(0, at), crc32);
        assert.ok(read.length === whole || read.length === whole + 1);
        assert.deepEqual(plain(read), plain(records.slice(0, read.length)));
      }),
      { numRuns: 500 },
    );
  });

  it("loses no more than the lines that were changed, and never throws", () => {
    fc.assert(
      fc.property(
        fc.array(logRecord, { minLength: 1, maxLength: 5 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (records, place, flip) => {
          const bytes = Buffer.from(encode(records));
          bytes[place % bytes.length]! ^= flip;
          const { records: read } = parseLog(bytes.toString(), crc32);
          // A changed byte may hurt its line, and as a line break the two around it.
          assert.ok(read.length >= records.length - 2);
          const original = new Set(records.map((record) => JSON.stringify(record)));
          for (const record of read) {
            assert.ok(original.has(JSON.stringify(record)));
          }
        },
      ),
      { numRuns: 5_000 },
    );
  });

  it("skips lines of another version and lines that are no record", () => {
    const json = JSON.stringify({
      v: 2,
      order: 1,
      writer: "w",
      time: 0,
      event: { type: "stopped", answerId: "a" },
    });
    const foreign = `${crc32(json).toString(16).padStart(8, "0")} ${json}`;
    const { records, unreadable } = parseLog(`${foreign}\nnonsense\n\n`, crc32);
    assert.deepEqual(records, []);
    assert.deepEqual(unreadable, [foreign, "nonsense"]);
  });

  it("puts the records of two windows in one order, each once", () => {
    const stopped = { type: "stopped" as const, answerId: "a" };
    const of = (order: number, writer: string): LogRecord => ({ order, writer, time: 0, event: stopped });
    assert.deepEqual(
      mergeRecords([of(2, "b"), of(1, "b"), of(1, "a"), of(2, "b")]).map(
        ({ order, writer }) => `${order}${writer}`,
      ),
      ["1a", "1b", "2b"],
    );
  });
});
