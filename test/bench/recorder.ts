import type { Frame } from "playwright-core";

/** What is noted in a page; times are those of `Date.now()`. */
export interface Recording {
  /** When Enter was pressed the last time. */
  readonly entered: number;
  readonly firstText: number;
  /** The last change but for code that is coloured: its text stays what it is. */
  readonly lastText: number;
  /** The last change of a group of code lines that is in sight at the end, to the same text; 0 when there was none. */
  readonly lastColour: number;
  readonly longTasks: readonly number[];
  readonly longestFrame: number;
}

interface Recorder {
  /** When each group of code lines was coloured the last time. */
  readonly coloured: Map<Element, number>;
  recording: { -readonly [Key in keyof Recording]: Recording[Key] };
  readonly stop: () => void;
}

declare global {
  interface Window {
    benchRecorder?: Recorder;
  }
}

/** Begins to note what happens in a page; the first text is the one that holds these words. */
export async function record(frame: Frame, expected: string): Promise<void> {
  await frame.evaluate((words) => {
    window.benchRecorder?.stop();
    const log = document.querySelector("[role=log]") ?? document.body;
    const stopped = new AbortController();
    const recording = {
      entered: 0,
      firstText: 0,
      lastText: 0,
      lastColour: 0,
      longTasks: [] as number[],
      longestFrame: 0,
    };
    const coloured = new Map<Element, number>();
    const lengthOf = (nodes: NodeList): number =>
      [...nodes].reduce((sum, node) => sum + (node.textContent ?? "").length, 0);
    const changes = new MutationObserver((records) => {
      const now = Date.now();
      const grown = new Map<Element, number>();
      for (const { type, target, addedNodes, removedNodes } of records) {
        const group =
          type === "childList" && target instanceof Element ? target.closest(".code-lines") : undefined;
        if (group) {
          grown.set(group, (grown.get(group) ?? 0) + lengthOf(addedNodes) - lengthOf(removedNodes));
        } else {
          recording.lastText = now;
        }
      }
      for (const [group, length] of grown) {
        if (length === 0) {
          coloured.set(group, now);
        } else {
          recording.lastText = now;
        }
      }
      if (recording.firstText === 0 && log.textContent.includes(words)) {
        recording.firstText = now;
      }
    });
    changes.observe(log, { subtree: true, childList: true, characterData: true });
    const tasks = new PerformanceObserver((list) => {
      recording.longTasks.push(...list.getEntries().map(({ duration }) => duration));
    });
    tasks.observe({ type: "longtask" });
    window.addEventListener(
      "keydown",
      ({ key }) => {
        recording.entered = key === "Enter" ? Date.now() : recording.entered;
      },
      { capture: true, signal: stopped.signal },
    );
    let last = performance.now();
    const step = (): void => {
      const now = performance.now();
      recording.longestFrame = Math.max(recording.longestFrame, now - last);
      last = now;
      if (!stopped.signal.aborted) {
        requestAnimationFrame(step);
      }
    };
    requestAnimationFrame(step);
    window.benchRecorder = {
      coloured,
      recording,
      stop: () => {
        changes.disconnect();
        tasks.disconnect();
        stopped.abort();
      },
    };
  }, expected);
}

/** Resolves when nothing has changed in the conversation for so long and all code in sight is coloured. */
export async function recorded(frame: Frame, quietMs = 600): Promise<Recording> {
  return frame.evaluate(async (quiet) => {
    const { recording, coloured, stop } = window.benchRecorder!;
    const begun = Date.now();
    // The browser knows what of a folded block is cut off.
    const inSight = async (): Promise<readonly Element[]> => {
      const groups = [...document.querySelectorAll("[role=log] .code-lines")];
      return groups.length === 0
        ? []
        : new Promise((resolve) => {
            const sight = new IntersectionObserver((entries) => {
              sight.disconnect();
              resolve(
                entries.filter(({ intersectionRatio }) => intersectionRatio > 0).map(({ target }) => target),
              );
            });
            groups.forEach((group) => sight.observe(group));
          });
    };
    const lastChange = (): number => Math.max(begun, recording.lastText, ...coloured.values());
    for (;;) {
      while (Date.now() - lastChange() < quiet) {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      const plain = (await inSight()).filter((group) => group.querySelector("span") === null);
      if (plain.length === 0) {
        break;
      }
      if (Date.now() - lastChange() > 20_000) {
        throw new Error(
          `Code in sight was not coloured: ${plain.map((group) => group.textContent).join("…")}`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    recording.lastColour = Math.max(0, ...(await inSight()).map((group) => coloured.get(group) ?? 0));
    stop();
    return recording;
  }, quietMs);
}

/** When the page's first text was painted. */
export async function firstPaint(frame: Frame): Promise<number> {
  return frame.evaluate(async () => {
    for (;;) {
      const [paint] = performance.getEntriesByName("first-contentful-paint");
      if (paint) {
        return performance.timeOrigin + paint.startTime;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });
}
