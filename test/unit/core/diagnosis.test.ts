import assert from "node:assert/strict";

import { diagnosisText, type Step } from "../../../src/core/diagnosis";

const l10n = {
  t: (message: string, ...args: string[]): string =>
    message.replace(/\{(\d)\}/g, (whole, index) => args[Number(index)] ?? whole),
};

const settings: Step = { name: "settings", mark: "ok", found: ["host a.test", "key k-secret"] };
const dns: Step = { name: "dns", mark: "failed", found: ["not found"], advice: "Check the name." };

function text(
  progress: Parameters<typeof diagnosisText>[0]["progress"],
  more: object = {},
): readonly string[] {
  const report = { intro: ["Intro"], steps: [settings], progress, ...more };
  return diagnosisText(report, l10n, (line) => line.replaceAll("k-secret", "…")).split("\n");
}

const soFar = ["Intro", "", "✓ Settings", "    host a.test", "    key …", ""];

describe("the report of a diagnosis", () => {
  it("tells what is being tried", () => {
    assert.deepEqual(text({ type: "running", step: "dns" }), [...soFar, "… Name (DNS)", ""]);
  });

  it("ends with what does not work, and what can be done", () => {
    assert.deepEqual(text({ type: "ended" }, { steps: [settings, dns], isCancelled: true }), [
      ...soFar,
      "✗ Name (DNS)",
      "    not found",
      "    → Check the name.",
      "",
      "The first thing that does not work: Name (DNS).",
      "",
    ]);
  });

  it("ends with everything working, unless it was cancelled before", () => {
    assert.deepEqual(text({ type: "ended" }), [...soFar, "Everything that was tried works.", ""]);
    assert.deepEqual(text({ type: "ended" }, { isCancelled: true }), [
      ...soFar,
      "The diagnosis was cancelled.",
      "",
    ]);
  });
});
