import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { History } from "../../../src/host/chat/history";
import { isFullSize, proved, times } from "../../support/proof";
import { quickFolder } from "../../support/quickFolder";
import { tokensOf } from "./tokens";

const writers = ["w1", "w2", "w3", "w4"];

describe("four windows that write to one conversation", () => {
  let root = "";
  let children: ChildProcess[] = [];

  beforeEach(async () => {
    root = await quickFolder("ask-claude-writers-");
    children = [];
  });
  afterEach(async () => {
    children.forEach((child) => child.kill("SIGKILL"));
    await rm(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  });

  it("lose nothing, write nothing twice, and agree on one order", async function () {
    this.timeout(isFullSize ? 1_800_000 : 60_000);
    const messages = times(10_000, 200);
    const windows = writers.map((name) => {
      const child = spawn(process.execPath, [join(__dirname, "manyWriter.js"), root, name, `${messages}`], {
        stdio: ["pipe", "pipe", "inherit"],
      });
      children.push(child);
      const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
      const next = async (): Promise<string> => String((await lines.next()).value);
      return { child, next };
    });
    const all = async (): Promise<readonly string[]> => Promise.all(windows.map(({ next }) => next()));
    const tell = (): void => windows.forEach(({ child }) => child.stdin.write("go\n"));
    assert.deepEqual(
      await all(),
      writers.map(() => "ready"),
    );
    tell();
    assert.deepEqual(
      await all(),
      writers.map(() => "written"),
    );
    const ends = windows.map(({ child }) => once(child, "exit"));
    tell();
    const read = await all();
    await Promise.all(ends);
    assert.deepEqual(new Set(read).size, 1, "not one order");
    const { unreadable, count, troubles } = JSON.parse(read[0]!) as {
      readonly unreadable: number;
      readonly count: number;
      readonly troubles: readonly unknown[];
    };
    assert.deepEqual([unreadable, count, troubles], [0, writers.length * messages, []]);
    const reader = new History(join(root, "conversations"), "reader", (error) => assert.fail(String(error)));
    const tokens = tokensOf((await reader.load("shared")).conversation);
    for (const name of writers) {
      assert.deepEqual(
        tokens.filter((token) => token.startsWith(`${name}.`)),
        Array.from({ length: messages }, (_, n) => `${name}.${n}`),
      );
    }
    proved({
      row: "T45",
      tried: `messages written by ${writers.length} processes to one conversation at once, compacted meanwhile`,
      count: writers.length * messages,
      result: "0 lost, 0 twice, all readers agree on one order",
    });
  });
});
