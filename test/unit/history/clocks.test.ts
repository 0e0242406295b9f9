import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { join } from "node:path";

import { History } from "../../../src/host/chat/history";
import { dayOf, Ledger } from "../../../src/host/ledger";
import { isFullSize, proved, times } from "../../support/proof";
import { quickFolder } from "../../support/quickFolder";
import { chances, ended, piece, question, tokensOf } from "./tokens";

const year = 365 * 24 * 60 * 60 * 1000;

describe("a clock that is changed", () => {
  const { now } = Date;
  let root = "";
  let folder = "";
  let offset = 0;

  beforeEach(async () => {
    root = await quickFolder("ask-claude-clocks-");
    folder = join(root, "conversations");
    offset = 0;
    Date.now = () => now() + offset;
  });
  afterEach(async () => {
    Date.now = now;
    await rm(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  });

  const open = (writer: string): History =>
    new History(folder, writer, (error) => assert.fail(`told of ${String(error)}`));

  it("by years between any two writes leaves everything in its order, in every window", async function () {
    this.timeout(isFullSize ? 1_200_000 : 20_000);
    const chance = chances(5);
    const windows = [open("w1"), open("w2")];
    const written: string[] = [];
    const count = times(2_000, 60);
    for (let n = 0; n < count; n += 1) {
      const history = windows[Math.floor(chance() * 2)]!;
      await history.load("c");
      const token = `t${n}`;
      offset = (chance() - 0.5) * 60 * year;
      history.append("c", question(token));
      await history.flush();
      offset = (chance() - 0.5) * 60 * year;
      history.append("c", [piece(token, `${token}.1`), piece(token, `${token}.2`), ended(token)]);
      await history.flush();
      written.push(token, `${token}.1`, `${token}.2`);
      if (n % 20 === 19) {
        assert.deepEqual(tokensOf((await open("reader").load("c")).conversation), written);
        assert.equal((await open("reader").list())[0]?.id, "c");
        await history.compact("c");
        assert.deepEqual(tokensOf((await open("reader").load("c")).conversation), written);
      }
    }
    proved({
      row: "T54",
      tried: "jumps of the clock by years between the writes of two windows",
      count: 2 * count,
    });
  });

  it("does not bring a deleted conversation back, or take one away", async () => {
    const history = open("w1");
    history.append("c", question("kept"));
    history.append("d", question("gone"));
    await history.flush();
    await history.delete(["d"]);
    for (const years of [-30, 30, -1, 1]) {
      offset = years * year;
      // The window that had it open writes on.
      history.append("d", question(`gone ${years}`));
      await history.flush();
      assert.deepEqual(
        (await open("reader").list()).map(({ id }) => id),
        ["c"],
      );
    }
  });

  it("counts spending on the day that it was then", async () => {
    const ledger = new Ledger(join(root, "usage"), "w1", (error) => assert.fail(String(error)));
    const usage = { input: 1, output: 0, cacheRead: 0, cacheWrite: 0 };
    const days = [0, -3, 2, -30].map((years) => {
      offset = years * year;
      return Date.now();
    });
    for (const time of [...days, ...days]) {
      await ledger.record({ time, model: "m", usage, usd: 1 });
    }
    for (const time of days) {
      assert.equal((await ledger.spentOn(dayOf(new Date(time)))).usd, 2);
    }
  });
});
