import assert from "node:assert/strict";

import { diskReason } from "../../../src/core/diskReason";

const l10n = { t: (message: string): string => message };

describe("why the disk took nothing", () => {
  for (const [code, says] of [
    ["ENOSPC", "the disk is full"],
    ["EDQUOT", "the disk is full"],
    ["EROFS", "the disk is read-only"],
    ["EACCES", "it is not allowed there"],
    ["EPERM", "it is not allowed there"],
    ["EEXIST", "something else lies where the folder should be"],
    ["ENOTDIR", "something else lies where the folder should be"],
    ["EBUSY", "EBUSY"],
  ] as const) {
    it(`is said for ${code}`, () => {
      assert.equal(diskReason(Object.assign(new Error("no"), { code }), l10n), says);
    });
  }

  it("is in the log where there is no code", () => {
    assert.equal(diskReason(new Error("no"), l10n), "see the log");
    assert.equal(diskReason("ENOSPC", l10n), "see the log");
  });
});
