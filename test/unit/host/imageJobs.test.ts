import assert from "node:assert/strict";
import { mock } from "node:test";

import { highResolution } from "../../../src/core/imageLimits";
import type { ToView } from "../../../src/core/protocol";
import { ImageJobs, type ImagePage } from "../../../src/host/images/imageJobs";

interface TestPage extends ImagePage {
  readonly jobs: number[];
}

function page(): TestPage {
  const jobs: number[] = [];
  return {
    jobs,
    post: (message: ToView) => {
      assert.ok(message.type === "makeImage" || message.type === "fitImage");
      jobs.push(message.job);
    },
  };
}

const bytes = Buffer.from("picture");
const made = { ok: true, value: Buffer.from("smaller") } as const;

describe("jobs for pages", () => {
  it("go to the page that asked when it listens, else to another", () => {
    const jobs = new ImageJobs();
    const [asking, other] = [page(), page()];
    jobs.join(other);
    void jobs.fit(asking, bytes, highResolution);
    assert.deepEqual([asking.jobs, other.jobs], [[], [1]]);
    jobs.join(asking);
    void jobs.fit(asking, bytes, highResolution);
    assert.deepEqual([asking.jobs, other.jobs], [[2], [1]]);
    jobs.done(1, made);
    jobs.done(2, made);
  });

  it("wait for a page that is still being loaded", async () => {
    const jobs = new ImageJobs();
    const late = page();
    const result = jobs.fit(late, bytes, highResolution);
    assert.deepEqual(late.jobs, []);
    jobs.join(late);
    assert.deepEqual(late.jobs, [1]);
    jobs.done(1, made);
    assert.deepEqual(await result, made);
  });

  it("are given again when the page goes away", async () => {
    const jobs = new ImageJobs();
    const [first, second] = [page(), page()];
    const listening = jobs.join(first);
    const result = jobs.fit(first, bytes, highResolution);
    void listening.dispose();
    jobs.join(second);
    assert.deepEqual([first.jobs, second.jobs], [[1], [1]]);
    jobs.done(1, made);
    jobs.done(1, { ok: false, problem: { reason: "damaged" } });
    assert.deepEqual(await result, made);
  });

  it("fail when no page is there in time, and when it does not answer", async () => {
    const jobs = new ImageJobs({ pageMs: 20, answerMs: 30 });
    assert.deepEqual(await jobs.fit(page(), bytes, highResolution), { ok: false });
    const silent = page();
    jobs.join(silent);
    const damaged = { ok: false, problem: { reason: "damaged" } };
    assert.deepEqual(await jobs.make(silent, { name: "a.png", bytes }, highResolution), damaged);
    assert.equal(silent.jobs.length, 1);
  });

  it("have time from when their turn comes, as long as the page answers, and more than to find a page", async () => {
    const jobs = new ImageJobs({ pageMs: 20, answerMs: 300 });
    const slow = page();
    jobs.join(slow);
    const results = [1, 2, 3].map(() => jobs.fit(slow, bytes, highResolution));
    for (const job of slow.jobs) {
      await new Promise((resolve) => setTimeout(resolve, 150));
      jobs.done(job, made);
    }
    assert.deepEqual(await Promise.all(results), [made, made, made]);
  });

  it("have by default more time than a page takes to give up", (context) => {
    const clock = mock.timers;
    clock.enable({ apis: ["setTimeout"] });
    const jobs = new ImageJobs();
    const slow = page();
    jobs.join(slow);
    const result = jobs.fit(slow, bytes, highResolution);
    clock.tick(45_000);
    jobs.done(1, made);
    clock.reset();
    result.then((value) => assert.deepEqual(value, made)).then(() => context(), context);
  });

  it("that two pages went down with are not given to a third, but those that stood behind them are", async () => {
    const jobs = new ImageJobs();
    const pages = [page(), page(), page()];
    let listening = jobs.join(pages[0]!);
    const deadly = jobs.fit(pages[0]!, bytes, highResolution);
    const harmless = jobs.fit(pages[0]!, bytes, highResolution);
    for (const next of pages.slice(1)) {
      void listening.dispose();
      listening = jobs.join(next);
    }
    assert.deepEqual(
      pages.map((each) => each.jobs),
      [[1, 2], [1, 2], [2]],
    );
    assert.deepEqual(await deadly, { ok: false });
    jobs.done(2, made);
    assert.deepEqual(await harmless, made);
  });

  it("take no image for a smaller one, nor the other way round", async () => {
    const jobs = new ImageJobs();
    const there = page();
    jobs.join(there);
    const asked = jobs.make(there, { name: "a.png", bytes }, highResolution);
    jobs.done(1, made);
    assert.deepEqual(await asked, { ok: false, problem: { reason: "damaged" } });
  });
});
