import assert from "node:assert/strict";

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
    const jobs = new ImageJobs(20);
    assert.deepEqual(await jobs.fit(page(), bytes, highResolution), { ok: false });
    const silent = page();
    jobs.join(silent);
    assert.deepEqual(await jobs.make(silent, { name: "a.png", bytes }, highResolution), { ok: false });
    assert.equal(silent.jobs.length, 1);
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
