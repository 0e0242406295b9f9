import assert from "node:assert/strict";
import { crc32 } from "node:zlib";

import { encodeRecord, type LogRecord, parseLog } from "../../../src/core/record";

const record: LogRecord = { order: 1, writer: "w", time: 2, event: { type: "stopped", answerId: "a" } };
const line = encodeRecord(record, crc32);

/** A line whose checksum is right, whatever it says. */
function vouchedFor(json: string): string {
  return `${crc32(json).toString(16).padStart(8, "0")} ${json}\n`;
}

const value = JSON.parse(line.slice(9)) as Readonly<Record<string, unknown>>;
const saying = (changes: Readonly<Record<string, unknown>>): string =>
  vouchedFor(JSON.stringify({ ...value, ...changes }));

describe("a line of the log", () => {
  const refused: readonly (readonly [string, string])[] = [
    ["another checksum", line.replace(/^./, (digit) => (digit === "0" ? "1" : "0"))],
    ["no space", line.replace(" ", "_")],
    ["a flipped letter", line.replace("stopped", "stopqed")],
    ["nothing but a checksum", line.slice(0, 9)],
    ["no JSON", vouchedFor("{")],
    ["no object", vouchedFor("7")],
    ["another version", saying({ v: 2 })],
    ["no version", saying({ v: undefined })],
    ["a broken order", saying({ order: 1.5 })],
    ["no order", saying({ order: undefined })],
    ["no writer", saying({ writer: 1 })],
    ["no time", saying({ time: "2" })],
    ["no event", saying({ event: "stopped" })],
    ["an event that nobody knows", saying({ event: { type: "paid" } })],
    ["an event of Object's own", saying({ event: { type: "constructor" } })],
  ];
  for (const [what, spoiled] of refused) {
    it(`with ${what} fails alone, and is kept as it is`, () => {
      const torn = spoiled.trimEnd();
      const { records, unreadable } = parseLog(`${line}${torn}\n${line}`, crc32);
      assert.deepEqual(records, [record, record]);
      assert.deepEqual(unreadable, [torn]);
    });
  }

  it("holds nothing that the record does not, and empty lines are none", () => {
    const { records, unreadable } = parseLog(`\n${saying({ more: "of it" })}\n\n`, crc32);
    assert.deepEqual(records, [record]);
    assert.deepEqual(unreadable, []);
  });

  // What an older version wrote has to be read for ever.
  for (const type of [
    "asked",
    "askedAgain",
    "retried",
    "sent",
    "answer",
    "countingDown",
    "stopped",
    "resumed",
    "shown",
    "deleted",
    "restored",
    "attachmentChanged",
    "renamed",
    "configured",
  ]) {
    it(`may tell that something was ${type}`, () => {
      assert.equal(parseLog(saying({ event: { type } }), crc32).records[0]?.event.type, type);
    });
  }
});
