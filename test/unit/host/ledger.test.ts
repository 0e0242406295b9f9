import assert from "node:assert/strict";
import { appendFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dayOf, Ledger, type Spending } from "../../../src/host/ledger";

const noon = new Date(2026, 10, 22, 12).getTime();
const today = "2026-11-22";
const usage = { input: 100, output: 10, cacheRead: 1_000, cacheWrite: 20 };
const spent: Spending = { time: noon, model: "claude-sonnet-5-5", usage, usd: 0.25 };

describe("the ledger", () => {
  let folder: string;
  let troubles: unknown[];

  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), "ledger-")), "usage");
    troubles = [];
  });

  afterEach(() => rm(join(folder, ".."), { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }));

  const open = (writer: string): Ledger => new Ledger(folder, writer, (error) => troubles.push(error));

  it("knows of nothing before anything was spent", async () => {
    assert.deepEqual(await open("a").spentOn(today), { usd: 0, isPartial: false });
    assert.deepEqual(await open("a").days(), []);
  });

  it("adds up what several windows spend at once, by day and model", async () => {
    const [a, b] = [open("a"), open("b")];
    const other = { ...spent, model: "claude-opus-5-5", usd: 1 };
    await Promise.all([
      ...[1, 2, 3, 4, 5].map(() => a.record(spent)),
      ...[1, 2, 3].map(() => b.record(other)),
      b.record({ ...spent, time: noon + 24 * 3_600_000 }),
    ]);
    for (const ledger of [a, b, open("c")]) {
      assert.deepEqual(await ledger.spentOn(today), { usd: 4.25, isPartial: false });
      assert.deepEqual(await ledger.days(), ["2026-11-23", today]);
      assert.deepEqual(await ledger.day(today), [
        {
          model: "claude-opus-5-5",
          requests: 3,
          usage: { input: 300, output: 30, cacheRead: 3_000, cacheWrite: 60 },
          cost: { usd: 3, isPartial: false },
        },
        {
          model: "claude-sonnet-5-5",
          requests: 5,
          usage: { input: 500, output: 50, cacheRead: 5_000, cacheWrite: 100 },
          cost: { usd: 1.25, isPartial: false },
        },
      ]);
    }
    assert.deepEqual((await readdir(folder)).sort(), [
      "2026-11-22.a.jsonl",
      "2026-11-22.b.jsonl",
      "2026-11-23.b.jsonl",
    ]);
    assert.deepEqual(troubles, []);
  });

  it("says that an unknown price is missing in the sum", async () => {
    const ledger = open("a");
    const { usd: _, ...unknown } = spent;
    await ledger.record(spent);
    await ledger.record(unknown);
    assert.deepEqual(await ledger.spentOn(today), { usd: 0.25, isPartial: true });
  });

  it("loses a torn line alone, and the next one not with it", async () => {
    const ledger = open("a");
    await ledger.record(spent);
    const path = join(folder, "2026-11-22.a.jsonl");
    // As earlier versions wrote it: without an id, by which the same line twice would count once.
    const whole = (await readFile(path, "utf8")).trim().replace(/,"id":"[^"]+"/, "");
    await appendFile(path, `${whole}\n${whole.slice(0, 40)}`);
    await open("a").record(spent);
    await appendFile(path, '\nnull\n[]\n{"v":2}\n{"v":1,"usage":{"input":-1}}\nnonsense\n');
    assert.deepEqual(await open("b").spentOn(today), { usd: 0.75, isPartial: false });
  });

  if (process.platform !== "win32") {
    it("is written for this user only", async () => {
      await open("a").record(spent);
      assert.equal((await stat(folder)).mode & 0o777, 0o700);
      assert.equal((await stat(join(folder, "2026-11-22.a.jsonl"))).mode & 0o777, 0o600);
    });
  }

  it("counts what the disk refused, and writes it with the next", async () => {
    // A file stands where the folder should be.
    await writeFile(folder, "");
    const ledger = open("a");
    await ledger.record(spent);
    assert.equal(troubles.length, 1);
    await assert.rejects(ledger.spentOn(today));
    await rm(folder);
    assert.deepEqual(await ledger.spentOn(today), { usd: 0.25, isPartial: false });
    assert.deepEqual(await ledger.days(), [today]);
    await ledger.record(spent);
    assert.deepEqual(await open("b").spentOn(today), { usd: 0.5, isPartial: false });
  });

  it("counts days as the calendar here does", () => {
    assert.equal(dayOf(new Date(2026, 0, 2, 0, 0, 0)), "2026-01-02");
    assert.equal(dayOf(new Date(2026, 11, 31, 23, 59, 59)), "2026-12-31");
  });
});
