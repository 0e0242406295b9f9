import assert from "node:assert/strict";
import { rm } from "node:fs/promises";

import { isFullSize, proved, times } from "../../support/proof";
import { quickFolder } from "../../support/quickFolder";
import { Home } from "./home";
import { chances } from "./tokens";

const kills = times(10_000, 20);
const killsOfHome = 10;
const lanes = 2;

describe("a window that is killed while it writes", () => {
  it("takes nothing with it that was acknowledged, and leaves nothing twice or unreadable", async function () {
    this.timeout(isFullSize ? 7_200_000 : 60_000);
    const chance = chances(Number(process.env["ASK_CLAUDE_SEED"] ?? 1));
    let [done, acknowledged, torn] = [0, 0, 0];
    const lane = async (): Promise<void> => {
      while (done < kills) {
        const root = await quickFolder("ask-claude-kill-");
        const home = new Home(root);
        for (let killed = 0; killed < killsOfHome; killed += 2) {
          const round = (done += 2);
          // Two windows at once, each killed at a moment of its own; each goes on where a dead one was.
          await Promise.all(
            [0, 1].map((window) =>
              home.kill(
                `w${round + window}`,
                Math.floor(chance() * 2 ** 32),
                killed === 0 ? `begun${window}` : `w${round - 2 + window}a`,
                { lines: -Math.log(1 - chance()) * 15, ms: chance() * 4 },
              ),
            ),
          );
          await home.check();
        }
        acknowledged += home.acknowledged;
        torn += home.torn;
        await rm(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
      }
    };
    await Promise.all(Array.from({ length: isFullSize ? lanes : 1 }, lane));
    assert.ok(acknowledged > kills, `only ${acknowledged} acknowledged`);
    proved({
      row: "T43",
      tried: "kill -9 of a window that writes conversations, drafts, images and spending, and deletes",
      count: done,
      result: `0 of ${acknowledged} acknowledged writes lost, 0 twice, ${torn} torn lines skipped`,
    });
  });
});
