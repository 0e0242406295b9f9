import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";

import { dayOf, Ledger } from "../../../src/host/ledger";
import { FaultyDisk, installFaultyDisks, type Outcome, type Reached } from "../../support/faultyDisk";
import { proved } from "../../support/proof";
import { quickFolder } from "../../support/quickFolder";

const extents: readonly Reached[] = ["nothing", "half", "all"];
const codes = ["ENOSPC", "EIO", "EPERM"];
const usage = { input: 1, output: 0, cacheRead: 0, cacheWrite: 0 };
const time = new Date(2026, 10, 22, 12).getTime();
const day = dayOf(new Date(time));

describe("spending on a disk that fails", () => {
  let root = "";
  let restore = (): void => undefined;

  beforeEach(async () => {
    root = await quickFolder("ask-claude-payments-");
    restore = installFaultyDisks();
  });
  afterEach(async () => {
    restore();
    await rm(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  });

  interface Paid {
    readonly folder: string;
    readonly ledger: Ledger;
    readonly troubles: readonly unknown[];
    readonly announced: () => number;
    readonly acknowledged: () => number;
  }

  /** Pays five times, and looks at the sum in between, on a disk. */
  async function pay(disk: FaultyDisk): Promise<Paid> {
    const folder = await mkdtemp(join(root, "home-"));
    const troubles: unknown[] = [];
    const ledger = new Ledger(folder, "w1", (error) => troubles.push(error));
    let [announced, acknowledged] = [0, 0];
    await disk.runToTheEnd(async () => {
      for (announced = 1; announced <= 5; announced += 1) {
        await ledger.record({ time, model: "m", usage, usd: 1 });
        acknowledged = troubles.length === 0 ? announced : acknowledged;
        await ledger.spentOn(day).catch(() => undefined);
      }
    });
    return { folder, ledger, troubles, announced: () => announced, acknowledged: () => acknowledged };
  }

  async function read(folder: string): Promise<number> {
    return (await new Ledger(folder, "reader", () => undefined).spentOn(day)).usd;
  }

  it("is counted once, whichever call fails, and is on the disk when it is well again", async () => {
    let count = 0;
    for (let call = 1, isHit = true; isHit; call += 1) {
      isHit = false;
      for (const reached of extents) {
        for (const isLasting of [true, false]) {
          const code = codes[call % codes.length]!;
          const outcome = (made: number): Outcome =>
            made === call || (isLasting && made > call) ? { code } : "works";
          const disk = new FaultyDisk(outcome, reached);
          const { folder, ledger, troubles, acknowledged } = await pay(disk);
          const about = `${code} at call ${call} (${disk.failed[0]}), ${reached} of it done, ${isLasting ? "lasting" : "once"}`;
          assert.ok((await read(folder)) >= acknowledged(), about);
          assert.equal((await ledger.spentOn(day)).usd, 5, `${about}: in memory`);
          await ledger.record({ time, model: "m", usage, usd: 1 });
          assert.equal((await ledger.spentOn(day)).usd, 6, `${about}: then well`);
          assert.equal(await read(folder), 6, `${about}: then well, for others`);
          assert.ok(troubles.length <= (isLasting ? 5 : 1), about);
          isHit ||= disk.failed.length > 0;
          count += 1;
        }
      }
    }
    assert.ok(count > 100, `${count}`);
    proved({ row: "T46", tried: "spending with every one of its disk calls failing", count });
  });

  it("is counted once, whichever call is the last", async () => {
    let count = 0;
    for (let call = 1, isHit = true; isHit; call += 1) {
      isHit = false;
      for (const reached of extents) {
        const disk = new FaultyDisk((made) => (made === call ? "ends" : "works"), reached);
        const { folder, announced, acknowledged } = await pay(disk);
        const sum = await read(folder);
        assert.ok(
          sum >= acknowledged() && sum <= announced(),
          `ended at call ${call}, ${reached} of it done: ${sum}`,
        );
        isHit ||= disk.failed.length > 0;
        count += 1;
      }
    }
    assert.ok(count > 50, `${count}`);
    proved({ row: "T43", tried: "the end of the process at every disk call of spending", count });
  });
});
