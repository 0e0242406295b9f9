import { readFileSync } from "node:fs";

import type { Frame, Page } from "playwright-core";

interface Axe {
  run(): Promise<{
    readonly passes: readonly unknown[];
    readonly violations: readonly {
      readonly id: string;
      readonly impact: string;
      readonly nodes: readonly { readonly html: string }[];
    }[];
  }>;
}

/** What axe-core finds in a page or frame, of any severity; a run that looked at hardly anything is a finding too. */
export async function axeFindings(place: Page | Frame): Promise<readonly string[]> {
  if (!(await place.evaluate(() => "axe" in globalThis))) {
    await place.evaluate(readFileSync(require.resolve("axe-core/axe.min.js"), "utf8"));
  }
  return place.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: Axe };
    const { passes, violations } = await axe.run();
    return passes.length < 10
      ? ["hardly anything was looked at"]
      : violations.map(
          ({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map((node) => node.html).join(" | ")}`,
        );
  });
}
