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
  const report = { title: "Title", intro: ["Intro"], steps: [settings], progress, ...more };
  return diagnosisText(report, l10n, (line) => line.replaceAll("k-secret", "…")).split("\n");
}

const soFar = ["", "Intro", "", "✓ Settings", "    host a.test", "    key …"];

describe("the report of a diagnosis", () => {
  it("tells what is being tried", () => {
    assert.deepEqual(text({ type: "running", step: "dns" }), ["Title", "", "… Name (DNS)", ...soFar, ""]);
  });

  it("begins with what does not work, and what can be done", () => {
    assert.deepEqual(text({ type: "ended" }, { steps: [settings, dns], isCancelled: true }), [
      "Title",
      "",
      "The first thing that does not work: Name (DNS).",
      "    → Check the name.",
      ...soFar,
      "",
      "✗ Name (DNS)",
      "    not found",
      "    → Check the name.",
      "",
    ]);
  });

  it("begins with everything working, unless it was cancelled before", () => {
    assert.deepEqual(text({ type: "ended" }), [
      "Title",
      "",
      "Everything that was tried works.",
      ...soFar,
      "",
    ]);
    assert.deepEqual(text({ type: "ended" }, { isCancelled: true }), [
      "Title",
      "",
      "The diagnosis was cancelled.",
      ...soFar,
      "",
    ]);
  });

  it("says once why steps that follow each other were left out", () => {
    const out = (name: Step["name"], why: string): Step => ({ name, mark: "leftOut", found: [why] });
    const steps = [
      out("proxy", "Because."),
      out("dns", "Because."),
      out("tcp", "Otherwise."),
      settings,
      out("key", "Otherwise."),
    ];
    assert.deepEqual(text({ type: "running", step: "model" }, { steps }).slice(4), [
      "Intro",
      "",
      "– Proxy, Name (DNS)",
      "    Because.",
      "",
      "– Connection (TCP)",
      "    Otherwise.",
      ...soFar.slice(2),
      "",
      "– API key",
      "    Otherwise.",
      "",
    ]);
  });
});
