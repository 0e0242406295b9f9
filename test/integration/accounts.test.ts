import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Accounts } from "../../src/host/accounts";
import { Ledger } from "../../src/host/ledger";
import type { Log } from "../../src/host/log";
import { until } from "./host";

function fail(error: unknown): void {
  assert.fail(String(error));
}

describe("what was spent today", () => {
  it("begins anew after midnight, with what other windows have spent since", async () => {
    const folder = await mkdtemp(join(tmpdir(), "accounts-"));
    let now = new Date(2026, 4, 1, 23, 59);
    const ledger = new Ledger(folder, "w", fail);
    const accounts = new Accounts(ledger, {} as Log, () => now);
    const usage = { input: 1, output: 1, cacheRead: 0, cacheWrite: 0 };
    try {
      await ledger.record({ time: now.getTime(), model: "m", usage, usd: 2 });
      await accounts.refresh();
      assert.equal(accounts.totals.today.usd, 2);
      now = new Date(2026, 4, 2, 0, 1);
      await new Ledger(folder, "other", fail).record({
        time: now.getTime(),
        model: "m",
        usage,
        usd: 0.5,
      });
      assert.equal(accounts.totals.today.usd, 0);
      await until(() => accounts.totals.today.usd === 0.5);
    } finally {
      await accounts.dispose();
      await rm(folder, { recursive: true });
    }
  });
});
