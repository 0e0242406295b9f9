import assert from "node:assert/strict";

import { deletionByClock, type Keepable, mayDelete, outdated } from "../../../src/core/retention";

const day = 24 * 60 * 60 * 1000;
const now = 1_000 * day;
const of = (id: string, age: number, hasDraft?: true): Keepable => ({
  id,
  changed: now - age,
  ...(hasDraft === undefined ? {} : { hasDraft }),
});

describe("how long conversations are kept", () => {
  const all = [of("new", 0), of("edge", 30 * day), of("old", 30 * day + 1), of("drafted", 99 * day, true)];

  it("is for good unless the setting says otherwise", () => {
    assert.deepEqual(
      outdated(all, 0, now, () => false),
      [],
    );
  });

  it("is so many whole days, and longer for what is open or not sent yet", () => {
    assert.deepEqual(
      outdated([...all, of("open", 99 * day)], 30, now, (id) => id === "open"),
      ["old"],
    );
  });

  it("is no matter of a clock that is wrong: what was agreed to holds for usual deletions", () => {
    const usual = [of("new", 0), of("newer", 1), of("old", 31 * day), of("older", 99 * day)];
    assert.equal(deletionByClock(usual, 2, now), "usual");
    assert.equal(deletionByClock(usual, 3, now), "unusual");
    assert.equal(deletionByClock(usual, 1, now + 30 * day), "usual");
    assert.equal(deletionByClock(usual, 1, now + 30 * day + 1), "unusual");
    assert.equal(deletionByClock([...usual, of("future", -1)], 1, now), "never");
  });

  it("is asked about before the first ones go, and when fewer days are to be kept", () => {
    assert.equal(mayDelete(undefined, 30), "ask");
    assert.equal(mayDelete({ days: 30, mayDelete: true }, 30), "yes");
    assert.equal(mayDelete({ days: 30, mayDelete: true }, 60), "yes");
    assert.equal(mayDelete({ days: 30, mayDelete: true }, 29), "ask");
    assert.equal(mayDelete({ days: 30, mayDelete: false }, 30), "no");
    assert.equal(mayDelete({ days: 30, mayDelete: false }, 60), "ask");
  });
});
