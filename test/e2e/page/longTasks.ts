import type { Page } from "playwright-core";

/** Begins to note the tasks that hold the page up for more than 50 ms. */
export async function watchLongTasks(page: Page): Promise<void> {
  await page.evaluate(() => {
    const tasks: number[] = [];
    new PerformanceObserver(
      (list) => void tasks.push(...list.getEntries().map((entry) => entry.duration)),
    ).observe({ type: "longtask" });
    Object.assign(window, { tasks });
  });
}

/** What they took in ms, each told once. */
export async function longTasks(page: Page): Promise<number[]> {
  return page.evaluate(() => (window as unknown as { tasks: number[] }).tasks.splice(0));
}
