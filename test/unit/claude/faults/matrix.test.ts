import assert from "node:assert/strict";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { answerText } from "../../../../src/core/conversation";
import { failureAction } from "../../../../src/core/failure";
import { failureText } from "../../../../src/core/failureText";
import { History } from "../../../../src/host/chat/history";
import { isFullSize, proved } from "../../../support/proof";
import { hello, testKey } from "../asking";
import { connectCells, replyCells } from "./replyFaults";
import { type Outcome, runCell, withFault } from "./runCell";
import { measureStalls, type Stalls } from "./stalls";
import { type Cell, streamCells } from "./streamFaults";

const cells: readonly Cell[] = [...connectCells, ...replyCells, ...streamCells];
/** What a short call takes otherwise: to it an event stream is the wrong type, and 404 means that nobody lists models. */
const differsWhenShort = new Set([
  "404",
  "gzip bomb",
  "gzip that is none",
  "length too long",
  "length too short",
  "endless answer",
]);
const shortCells = [...connectCells, ...replyCells].filter(({ fault }) => !differsWhenShort.has(fault));

const plain = {
  t: (message: string, ...values: string[]) => message.replace(/\{(\d)\}/g, (_, at) => values[at] ?? ""),
};
const atOnce = 24;
/** What the event loop may stand still at most, in milliseconds of this process's own work. */
const mostMs = 50;

/** Does work for all, a few at a time. */
async function forAll<Item, Value>(
  items: readonly Item[],
  work: (item: Item) => Promise<Value>,
): Promise<readonly PromiseSettledResult<Value>[]> {
  const results: PromiseSettledResult<Value>[] = [];
  const left = [...items.entries()];
  const one = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const [index, item] = next;
      results[index] = (await Promise.allSettled([work(item)]))[0]!;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  return results;
}

const nameOf = ({ fault, stage }: Cell): string => `${stage}: ${fault}`;

describe("faults of a network", () => {
  let folder: string;
  let stalls: Stalls;
  let outcomes: readonly PromiseSettledResult<Outcome>[];
  let survived = 0;

  before(async function () {
    this.timeout(isFullSize ? 600_000 : 120_000);
    folder = await mkdtemp(join(tmpdir(), "ask-claude-faults-"));
    const history = new History(folder, "w", (error) => assert.fail(String(error)));
    // A stall that a server causes is there each time; one of the compiler or of the collection of garbage is not.
    for (let round = 0; round === 0 || (round < 4 && stalls.max >= mostMs); round += 1) {
      const measured = measureStalls();
      outcomes = await forAll(cells, (cell) => runCell(cell, history));
      stalls = measured();
    }
  });
  after(() => rm(folder, { recursive: true, force: true }));

  for (const [index, cell] of cells.entries()) {
    it(`${nameOf(cell)} ends as ${cell.ends}`, () => {
      const outcome = outcomes[index];
      assert.ok(
        outcome?.status === "fulfilled",
        outcome?.status === "rejected" ? String(outcome.reason) : "",
      );
      const { answer, fromDisk, requests, announced, ms, logged } = outcome.value;
      assert.ok(answer.status.type === "failed");
      const { failure } = answer.status;
      assert.ok([cell.ends, cell.orEnds].includes(failure.kind), JSON.stringify(failure));
      assert.equal(answerText(answer), cell.keeps);
      // What the person is told, and what they can do about it.
      const words = failureText(failure, plain);
      assert.ok(words.length > 10 && !/undefined|\[object|<|\{\d\}/.test(words), words);
      assert.ok(failureAction(failure) !== undefined);
      assert.ok(!`${words}${JSON.stringify(answer)}${logged}`.includes(testKey));
      // The disk has the same.
      assert.deepEqual(fromDisk.status, answer.status);
      assert.equal(answerText(fromDisk), cell.keeps);
      // No request that was not announced.
      assert.equal(requests.length, cell.requests ?? 1);
      assert.equal(requests.length, announced - (cell.requests === 0 ? 1 : 0));
      assert.ok(requests.every((line) => line === "POST /v1/messages HTTP/1.1"));
      assert.ok(ms < 45_000, `${ms} ms`);
      survived += 1;
    });
  }

  it("leave no key on the disk", async () => {
    for (const file of await readdir(folder)) {
      assert.ok(!(await readFile(join(folder, file), "utf8")).includes(testKey), file);
    }
  });

  for (const call of ["models", "countTokens"] as const) {
    it(`are values of ${call} as well, after one request`, async function () {
      this.timeout(isFullSize ? 300_000 : 60_000);
      const results = await forAll(shortCells, (cell) =>
        withFault(
          cell,
          () => Promise.resolve(),
          async (client, server) => {
            const { signal } = new AbortController();
            const result =
              call === "models" ? await client.models(signal) : await client.countTokens(hello, signal);
            return { result, requests: server.requests.length };
          },
        ),
      );
      for (const [index, cell] of shortCells.entries()) {
        const settled = results[index];
        assert.ok(settled?.status === "fulfilled", `${nameOf(cell)}: ${JSON.stringify(settled)}`);
        const { result, requests } = settled.value;
        assert.ok(!result.ok && [cell.ends, cell.orEnds].includes(result.failure.kind), nameOf(cell));
        assert.equal(requests, cell.requests === 0 ? 0 : 1, nameOf(cell));
        survived += 1;
      }
    });
  }

  it("are many, and the event loop never stood still under them", () => {
    const all = cells.length + 2 * shortCells.length;
    assert.ok(cells.length >= 120, `${cells.length} cells`);
    assert.equal(survived, all);
    const found = `event loop: p99 ${stalls.p99.toFixed(0)} ms, longest ${stalls.max.toFixed(0)} ms`;
    assert.ok(stalls.max < mostMs, found);
    const inStream = streamCells.filter(({ ends }) => ends === "streamError").length;
    proved({
      row: "T39",
      tried: "error events in mid-answer, at stages of it",
      count: inStream,
      result: "what had come was kept; no request by itself",
    });
    proved({
      row: "T40",
      tried: "faults at stages of a request",
      count: all,
      result: "one POST each; more only where a countdown had announced it",
    });
    proved({
      row: "T36",
      tried: "cells of fault and stage against servers that go wrong",
      count: all,
      result: found,
    });
  });
});
